import CaseModel
import JournalStore
import Merge

/// Says in words what a record holds; looks up once whatever records it names.
final class RecordText {
  private let journal: Journal
  private let isDanish: Bool
  private let today: CivilDate?
  private var names: [RecordID: String] = [:]
  private var workers: [AuthorKey: String?] = [:]
  private var codes: [RecordID: String] = [:]
  private lazy var referralClock = today.flatMap { try? journal.referralClock(today: $0) }

  /// Speaks of records of a journal; with the day that it is also of what is overdue.
  init(_ journal: Journal, danish: Bool, today: CivilDate? = nil) {
    self.journal = journal
    self.today = today
    isDanish = danish
  }

  /// What a person reads, in her language.
  func says(_ labels: Labels) -> String { isDanish ? labels.da : labels.en }

  /// The line of a list: what matters most, without words.
  func summary(_ view: RecordView) -> String {
    guard let kind = Kind.named(view.kind) else {
      return isDanish ? "kræver en nyere hopenow" : "needs a newer hopenow"
    }
    var parts: [String] = []
    if kind.name == "person", view.words("alias") == nil { parts.append("–") }
    if let owner = view.owner { parts.append(name(owner)) }
    for field in kind.isEvent ? kind.fields.filter(\.isShownInLists) : kind.fieldsOfLists {
      let text = line(of: field, in: view)
      guard !text.isEmpty else { continue }
      parts.append(field.type.isNumber ? "\(field.name) \(text)" : text)
    }
    if let standing = standing(of: view) { parts.append(says(standing.labels)) }
    if view.existence == .disputed {
      parts.append(isDanish ? "[slettet af en anden]" : "[deleted by somebody]")
    }
    if view.fields.values.contains(where: \.isConflict) {
      parts.append(isDanish ? "[konflikt]" : "[conflict]")
    }
    return parts.joined(separator: " · ")
  }

  /// Everything that the record answers, a line each: the question, and the answer.
  func lines(_ view: RecordView) -> [(label: String, text: String)] {
    guard let kind = Kind.named(view.kind) else { return [] }
    var lines: [(String, String)] = []
    if let owner = view.owner { lines.append(("person", name(owner))) }
    if let standing = standing(of: view) { lines.append(("state", says(standing.labels))) }
    if let route = differingRoute(of: view) { lines.append(("route", route)) }
    for field in kind.fields where field.isShown {
      let text = text(of: field, in: view)
      guard !text.isEmpty else { continue }
      lines.append((field.name, text))
    }
    return lines
  }

  /// The answers to a field, as text.
  func text(of field: Field, in view: RecordView) -> String {
    if case .counts = field.type {
      return view.counts(field.name).sorted { $0.key < $1.key }
        .map { "\(label($0.key, field)) \($0.value)" }.joined(separator: ", ")
    }
    if case .indicators = field.type { return indicators(view.answersByCode(field.name), field) }
    if field.type == .words { return view.words(field.name)?.harmless(keepingLines: true) ?? "" }
    let answers =
      field.isMany ? view.answers(field.name) : [view.answer(field.name)].compactMap(\.self)
    if case .record(kind: "person") = field.type { return persons(answers) }
    return answers.map { text($0, field) }.joined(separator: ", ")
  }

  /// Persons by alias, since the order of their ids says nothing.
  func persons(_ answers: [Answer]) -> String {
    answers.map { answer in
      let shown = text(answer, nil)
      let alias = shown.firstIndex(of: " ").map { shown[$0...] } ?? shown[...]
      return (alias, shown)
    }
    .sorted { $0 < $1 }.map(\.1).joined(separator: ", ")
  }

  /// The codes by their answer, a line each: `Yes: debt-bondage, low-pay`.
  private func indicators(_ answers: [String: Answer], _ field: Field) -> String {
    let known = [Answer.yes, .no, .unknown, .refused]
    let others = Set(answers.values).subtracting(known).sorted { $0.plain < $1.plain }
    return (known + others).compactMap { answer in
      let codes = answers.filter { $0.value == answer }.keys.sorted()
      return codes.isEmpty ? nil : "\(text(answer, field)): \(codes.joined(separator: ", "))"
    }.joined(separator: "\n")
  }

  /// The answers to a field in one line.
  func line(of field: Field, in view: RecordView) -> String {
    guard field.type != .words else { return view.words(field.name)?.harmless() ?? "" }
    return text(of: field, in: view).replacing("\n", with: "; ")
  }

  /// An answer as text.
  func text(_ answer: Answer, _ field: Field?) -> String {
    switch answer {
    case .code(let code): label(code, field)
    case .date(let date, let minute): date.description + (minute.map { " " + clock($0) } ?? "")
    case .number(let number): field?.type == .amount ? amount(number) : String(number)
    case .record(let id): name(id)
    case .bytes(let bytes): String(AuthorKey(bytes)?.description.prefix(16) ?? "…")
    case .newer: isDanish ? "kræver en nyere hopenow" : "needs a newer hopenow"
    }
  }

  private func label(_ code: String, _ field: Field?) -> String {
    let vocabulary = field?.type == .indicators ? .yesNo : field?.type.vocabulary
    return (vocabulary?.label(of: code) ?? Vocabulary.label(ofSpecial: code)).map {
      isDanish ? $0.da : $0.en
    } ?? code
  }

  /// How a referral stands, and on a day that is known whether its answer is overdue; nil for other
  /// kinds.
  func standing(of view: RecordView) -> ReferralStanding? {
    guard view.kind == Kind.refer.name else { return nil }
    let dates = view.referralDates
    return referralClock?.standing(of: dates)
      ?? ReferralStanding(state: try? dates.state(), isOverdue: false)
  }

  /// What another record answers to a field; nil if it says nothing, or isn't there.
  func answer(_ name: String, of record: RecordID) -> Answer? {
    (try? journal.view(of: record))?.answer(name)
  }

  /// What a record is called: a person by code and alias, a list entry by its label.
  func name(_ id: RecordID) -> String {
    if let known = names[id] { return known }
    let name: String
    if let view = try? journal.view(of: id) {
      name =
        switch view.kind {
        case "person": PersonSummary(id: id, alias: view.words("alias")).display
        case "list-entry": view.words("label")?.harmless() ?? id.short
        case "member": view.words("name")?.harmless() ?? id.short
        default: id.short
        }
    } else {
      name = id.short
    }
    names[id] = name
    return name
  }
}

extension RecordText {
  /// The name of whoever has a key, or its beginning.
  func worker(_ author: AuthorKey) -> String {
    workerName(author)?.harmless() ?? String(author.description.prefix(16))
  }

  /// The name of whoever has a key; nil if it isn't known.
  func workerName(_ author: AuthorKey) -> String? {
    if let known = workers[author] { return known }
    let name = (try? journal.workerName(author)) ?? nil
    workers.updateValue(name, forKey: author)
    return name
  }

  /// Who wrote something, and when: `Worker A (you), 2026-10-31 22:30Z`.
  func byline(_ author: AuthorKey, _ stamp: Entry.Stamp) -> String {
    let own = author == journal.author ? says(Labels(en: " (you)", da: " (dig)")) : ""
    let clock =
      stamp.clockIsGood ? "" : says(Labels(en: " (clock wrong)", da: " (forkert ur)"))
    return "\(worker(author))\(own), \(UTC.text(stamp.wallMilliseconds))\(clock)"
  }

  /// The stored code of an entry of one of the team's lists.
  func listCode(_ id: RecordID) -> String? {
    if let known = codes[id] { return known }
    guard let entry = (try? journal.listEntry(id)) ?? nil else { return nil }
    codes[id] = entry.code
    return entry.code
  }
}

/// Minor units as `250.50`.
private func amount(_ minorUnits: Int64) -> String {
  let hundredths = minorUnits % 100
  return "\(minorUnits / 100).\(hundredths < 10 ? "0" : "")\(hundredths)"
}

extension FieldType {
  fileprivate var isNumber: Bool {
    if case .number = self { true } else { false }
  }
}

extension Field {
  /// Whether a list has room for it: coded answers and whom it was with; never words.
  fileprivate var isShownInLists: Bool {
    switch type {
    case .words, .bytes, .name, .counts, .indicators: false
    default:
      isFirst && name != "on"
        || ["place", "to", "currency", "accepted", "rejected", "done", "withdrawn"].contains(name)
    }
  }
}
