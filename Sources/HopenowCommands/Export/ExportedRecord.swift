import CaseModel
import JournalStore
import Merge

/// A record as an export has it: how it stands, and every change.
struct ExportedRecord {
  let record: RecordID
  let kind: String
  /// How it stands; nil if nothing of it counts yet.
  let view: RecordView?
  let history: [HistoricRevision]

  init(_ record: RecordID, kind: String, history: [HistoricRevision]) {
    self.record = record
    self.kind = kind
    self.history = history
    view = RecordView(of: history, kind: Kind.named(kind))
  }
}

/// Records as JSON Lines: one value a line, each with its schema.
struct ExportJSON {
  let journal: Journal
  /// Whether every change is told.
  var hasHistory: Bool
  /// Labels in both languages, for a person rather than a script.
  var texts: (english: RecordText, danish: RecordText)?
  private let masked: (String) -> String
  private var workers: [AuthorKey: JSONValue] = [:]

  init(
    _ journal: Journal, hasHistory: Bool, hasLabels: Bool,
    masking masked: @escaping (String) -> String
  ) {
    self.journal = journal
    self.masked = masked
    self.hasHistory = hasHistory
    texts =
      hasLabels ? (RecordText(journal, danish: false), RecordText(journal, danish: true)) : nil
  }

  /// What stands before the records about one person.
  static func note(about subject: RecordID) -> String {
    let texts = texts(about: subject)
    return JSONValue.object([
      "schema": .string("hopenow/export-note/1"), "person": .string(subject.description),
      "da": .string(texts[0]), "en": .string(texts[1]),
    ]).line
  }

  /// What somebody who is given her records should know, in Danish and in English.
  static func texts(about subject: RecordID) -> [String] {
    let code = PersonCode.text(subject)
    return [
      "Alt, hvad journalen indeholder om \(code). Andre personer er sløret som other-person-1 og så "
        + "videre, og i tekst som [other person]. Den, der udleverer dette, har pligt til først at "
        + "læse teksterne: de kan omtale andre med andre ord.",
      "Everything that the journal holds about \(code). Other persons are masked as other-person-1 "
        + "and so on, in texts as [other person]. Whoever hands this over must read the texts first: "
        + "they may tell of others in other words.",
    ]
  }

  /// A record's line; nil if nothing of it counts and no changes are told.
  mutating func line(_ exported: ExportedRecord) throws -> String? {
    var object: [String: JSONValue] = [
      "id": .string(exported.record.description), "kind": .string(exported.kind),
    ]
    if let view = exported.view {
      guard case .object(let values) = view.json() else { return nil }
      object.merge(values) { $1 }
      object["authorName"] = try worker(view.firstAuthor)
      if let beside = Self.beside(view) { object["beside"] = beside }
      if let newer = Self.newer(view) { object["newer"] = newer }
      if let labels = labels(view) { object["labels"] = labels }
    } else if !hasHistory {
      return nil
    }
    if hasHistory { object["history"] = .array(try exported.history.map { try change($0) }) }
    object["schema"] = .string("hopenow/export/1")
    return JSONValue.object(object).line
  }

  private mutating func worker(_ author: AuthorKey) throws -> JSONValue {
    if let known = workers[author] { return known }
    let name = try journal.workerName(author).map { JSONValue.string($0) } ?? .null
    workers[author] = name
    return name
  }

  private mutating func change(_ change: HistoricRevision) throws -> JSONValue {
    guard case .object(var object) = change.json() else { return .null }
    object["authorName"] = try worker(change.revision.author)
    let answers = change.revision.answers.sorted { $0.key < $1.key }.map { key, answer in
      Self.write(key, answer?.json ?? .null)
    }
    let words = change.revision.words.keys.sorted().map { name in
      Self.write(FieldKey(name), change.texts[name].map { .string($0) } ?? .null)
    }
    object["wrote"] = .array(answers + words)
    return .object(object)
  }

  private static func write(_ key: FieldKey, _ value: JSONValue) -> JSONValue {
    var object: [String: JSONValue] = ["field": .string(key.name), "value": value]
    if !key.element.isEmpty, let element = try? Answer(encoded: key.element) {
      object["element"] = element.json
    }
    return .object(object)
  }

  /// What stands beside what is shown, until somebody chooses.
  private static func beside(_ view: RecordView) -> JSONValue? {
    let conflicts = view.conflicts
    guard !conflicts.isEmpty else { return nil }
    return .array(
      conflicts.flatMap { conflict in
        conflict.values.dropFirst().map { write(conflict.key, $0.json) }
      })
  }

  /// What this version doesn't know, kept as it is stored.
  private static func newer(_ view: RecordView) -> JSONValue? {
    let kind = Kind.named(view.kind)
    let unknown = view.fields.filter { kind?.field($0.key.name) == nil }.sorted { $0.key < $1.key }
    return unknown.isEmpty ? nil : .array(unknown.map { write($0.key, $0.value.shown.json) })
  }

  private func labels(_ view: RecordView) -> JSONValue? {
    guard let texts, let kind = Kind.named(view.kind) else { return nil }
    var labels: [String: JSONValue] = [:]
    for field in kind.fields {
      // What words say is masked already; a place's name isn't.
      let mask: (String) -> String = if case .list = field.type { masked } else { { $0 } }
      let danish = mask(texts.danish.text(of: field, in: view))
      guard !danish.isEmpty else { continue }
      labels[field.name] = .object([
        "da": .object(["question": .string(field.question.da), "answer": .string(danish)]),
        "en": .object([
          "question": .string(field.question.en),
          "answer": .string(mask(texts.english.text(of: field, in: view))),
        ]),
      ])
    }
    return .object(labels)
  }
}
