import CaseModel
import JournalStore
import Merge

extension RecordView {
  /// The record as scripts read it: stored names and codes, never labels; in a list no legal name.
  ///
  /// With a clock a referral also says how it stands on that day.
  func json(_ clock: ReferralClock? = nil, inList: Bool = false) -> JSONValue {
    var object: [String: JSONValue] = [
      "id": .string(record.description), "kind": .string(kind),
      "existence": .string(
        existence == .here ? "here" : existence == .gone ? "gone" : "disputed"),
      "conflicts": .array(
        Set(fields.filter(\.value.isConflict).map(\.key.name)).sorted().map { .string($0) }),
      "written": .number(firstWritten.wallMilliseconds),
      "author": .string(firstAuthor.description),
    ]
    if kind == "person" { object["code"] = .string(PersonCode.text(record)) }
    if let owner { object["person"] = .string(owner.description) }
    if let clock, kind == Kind.refer.name {
      let standing = clock.standing(of: referralDates)
      object["state"] = standing.state.map { .string($0.rawValue) } ?? .null
      object["overdue"] = .bool(standing.isOverdue)
    }
    var answers: [String: JSONValue] = [:]
    for field in Kind.named(kind)?.fields ?? [] where !inList || field.name != "legal-name" {
      if let value = json(of: field) { answers[field.name] = value }
    }
    object["answers"] = .object(answers)
    return .object(object)
  }

  private func json(of field: Field) -> JSONValue? {
    switch field.type {
    case .words: return words(field.name).map { .string($0) }
    case .counts:
      let counts = counts(field.name)
      return counts.isEmpty ? nil : .object(counts.mapValues { .number($0) })
    case .indicators:
      let answers = answersByCode(field.name)
      return answers.isEmpty ? nil : .object(answers.mapValues(\.json))
    default:
      if field.isMany {
        let answers = answers(field.name)
        return answers.isEmpty ? nil : .array(answers.map(\.json))
      }
      return answer(field.name)?.json
    }
  }
}

extension Answer {
  /// The answer as scripts read it.
  var json: JSONValue {
    switch self {
    case .code(let code): .string(code)
    case .date(let date, let minute):
      .string(date.description + (minute.map { "T" + clock($0) } ?? ""))
    case .number(let number): .number(number)
    case .record(let id): .string(id.description)
    case .bytes(let bytes), .newer(_, let bytes):
      .string(
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
  }
}
