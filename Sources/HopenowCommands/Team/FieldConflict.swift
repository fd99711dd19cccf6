import CaseModel
import JournalStore
import Merge

/// A field, or one element of it, in which several values stand: what there is to choose from.
struct FieldConflict {
  let key: FieldKey
  /// The field's declaration; nil for one of a newer hopenow.
  let field: Field?
  /// What stands, what is shown elsewhere first.
  let values: [StandingValue]

  /// What it is called and typed as: `alias`, `citizenship/NG`, `person/HN-MZ5Q-SVDW`.
  var name: String { key.name(of: field) }

  /// The one of several answers that it is about, as it is typed.
  var element: String? { key.element(of: field) }

  /// Whether it holds words.
  var isWords: Bool {
    field?.type == .words
      || values.contains { value in
        switch value.value {
        case .words, .withheld: true
        case .answer, .cleared: false
        }
      }
  }

  /// All the texts as one, the oldest first; nil where there aren't several, or one isn't here.
  ///
  /// Whoever joins the same texts gets the same one: two who do so are in no new conflict. A note has
  /// an empty line between them; whatever is typed as one line stays one.
  var joined: String? {
    guard isWords else { return nil }
    var texts: [String] = []
    for standing in values.sorted(by: { $0.isOlder(than: $1) }) {
      switch standing.value {
      case .words(let text): if !texts.contains(text) { texts.append(text) }
      case .cleared: continue
      case .withheld, .answer: return nil
      }
    }
    return texts.count > 1 ? texts.joined(separator: key.name == "note" ? "\n\n" : "; ") : nil
  }

  /// What stands, a line each, numbered, with who wrote it and when.
  func lines(_ text: RecordText) -> [String] {
    let heading = Labels(
      en: "Conflict in \(name): several wrote without seeing each other.",
      da: "Konflikt i \(name): flere har skrevet uden at se hinanden.")
    return [text.says(heading)]
      + zip(1..., values).flatMap { number, standing in
        let shown = number == 1 ? text.says(Labels(en: ", shown", da: ", vises")) : ""
        let line = "  \(number)  \(text.byline(standing.author, standing.stamp))\(shown): "
        let parts = words(standing, text).split(separator: "\n", omittingEmptySubsequences: false)
        return [line + (parts.first ?? "")] + parts.dropFirst().map { "     \($0)" }
      }
  }

  private func words(_ standing: StandingValue, _ text: RecordText) -> String {
    switch standing.value {
    case .answer(let answer): text.text(answer, field)
    case .words(let words): "“\(words.harmless(keepingLines: true))”"
    case .withheld: text.says(Labels(en: "(words not here)", da: "(teksten er ikke her)"))
    case .cleared where element != nil && field?.type.isByCode != true:
      text.says(Labels(en: "(taken away)", da: "(taget væk)"))
    case .cleared: text.says(Labels(en: "(cleared)", da: "(ryddet)"))
    }
  }

  /// What stands, as scripts read it, in the order of the numbers.
  func json(_ text: RecordText) -> JSONValue {
    var object: [String: JSONValue] = [
      "field": .string(key.name), "name": .string(name),
      "values": .array(
        values.map { standing in
          .object([
            "value": standing.json, "author": .string(standing.author.description),
            "authorName": text.workerName(standing.author).map { .string($0) } ?? .null,
            "written": .number(standing.stamp.wallMilliseconds),
            "clockIsGood": .bool(standing.stamp.clockIsGood),
            "revision": .string(standing.revision.description),
          ])
        }),
    ]
    if !key.element.isEmpty, let element = try? Answer(encoded: key.element) {
      object["element"] = element.json
    }
    return .object(object)
  }
}

extension FieldKey {
  /// What it is called and typed as, by the kind that has it.
  func name(in kind: Kind?) -> String { name(of: kind?.field(name)) }

  fileprivate func name(of field: Field?) -> String {
    element(of: field).map { "\(name)/\($0)" } ?? name
  }

  fileprivate func element(of field: Field?) -> String? {
    guard !element.isEmpty, let element = try? Answer(encoded: element) else { return nil }
    switch (element, field?.type) {
    case (.record(let id), .record(kind: let kind?)): return id.shortCode(ofKind: kind)
    case (.record(let id), _): return id.short
    default: return element.plain
    }
  }
}

extension RecordView {
  /// The fields in conflict, in the order of their names.
  var conflicts: [FieldConflict] {
    let kind = Kind.named(kind)
    return fields.filter(\.value.isConflict).sorted { $0.key < $1.key }.map { key, field in
      FieldConflict(key: key, field: kind?.field(key.name), values: field.standing)
    }
  }
}

extension StandingValue {
  /// What was written, as scripts read it; null where it isn't at hand or was cleared.
  var json: JSONValue {
    switch value {
    case .answer(let answer): answer.json
    case .words(let text): .string(text)
    case .withheld, .cleared: .null
    }
  }
}
