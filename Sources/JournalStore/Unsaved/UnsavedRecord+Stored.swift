import CaseModel
import Foundation

/// The form in the file: one machine's own and short-lived, so JSON with a version is enough.
private struct StoredUnsaved: Codable {
  static let version = 1

  var version = Self.version
  var day: Int
  var minute: Int
  var kept: Int64
  var before: [StoredDraft]
  var draft: StoredDraft
  var asked: [String]
  var asksMore: Bool
  var unfinished: [String: String]
}

private struct StoredDraft: Codable {
  struct StoredAnswer: Codable {
    var name: String
    var element: Data
    /// Empty clears the field.
    var value: Data
  }

  struct StoredWords: Codable {
    var name: String
    /// Missing clears the field.
    var text: String?
  }

  var kind: String
  var record: Data?
  var owner: Data?
  var seed: Data?
  var seen: [Data]?
  var answers: [StoredAnswer]
  var words: [StoredWords]

  init(_ draft: Draft) {
    kind = draft.kind
    record = draft.record.map { Data($0.bytes) }
    owner = draft.owner.map { Data($0.bytes) }
    seed = draft.seed.map { Data($0) }
    seen = draft.seen?.map { Data($0.bytes) }
    answers = draft.answers.map { key, answer in
      StoredAnswer(
        name: key.name, element: Data(key.element), value: Data(answer?.encoded ?? []))
    }
    words = draft.words.map { StoredWords(name: $0.key, text: $0.value) }
  }

  /// nil if the kind is one of a newer hopenow, or an id isn't one.
  var draft: Draft? {
    guard let kind = Kind.named(kind) else { return nil }
    var draft = Draft(kind)
    draft.seed = seed.map { [UInt8]($0) }
    guard seed?.count ?? RecordID.length == RecordID.length, record != nil || seed != nil else {
      return nil
    }
    if let record {
      guard let id = RecordID(record) else { return nil }
      draft.record = id
    }
    if let owner {
      guard let id = RecordID(owner) else { return nil }
      draft.owner = id
    }
    if let seen {
      let ids = seen.compactMap { RevisionID($0) }
      guard ids.count == seen.count else { return nil }
      draft.seen = ids
    }
    for answer in answers {
      let key = FieldKey(answer.name, element: [UInt8](answer.element))
      guard !answer.value.isEmpty else {
        draft.answers.updateValue(nil, forKey: key)
        continue
      }
      guard let said = try? Answer(encoded: [UInt8](answer.value)) else { return nil }
      draft.answers.updateValue(said, forKey: key)
    }
    for words in words { draft.words.updateValue(words.text, forKey: words.name) }
    return draft
  }
}

extension UnsavedRecord {
  /// Everything but the place.
  func encoded() throws -> [UInt8] {
    let stored = StoredUnsaved(
      day: day.number, minute: minute, kept: keptMilliseconds, before: before.map(StoredDraft.init),
      draft: StoredDraft(draft), asked: asked.sorted(), asksMore: asksMore, unfinished: unfinished)
    return [UInt8](try JSONEncoder().encode(stored))
  }

  /// Reads what was kept; nil if it is of a newer hopenow.
  init?(encoded: UnsafeRawBufferPointer) {
    guard let stored = try? JSONDecoder().decode(StoredUnsaved.self, from: Data(encoded)),
      stored.version == StoredUnsaved.version, let day = CivilDate(number: stored.day),
      let draft = stored.draft.draft
    else { return nil }
    let before = stored.before.compactMap(\.draft)
    guard before.count == stored.before.count else { return nil }
    self.init(
      day: day, minute: stored.minute, before: before, draft: draft, asked: Set(stored.asked),
      asksMore: stored.asksMore, unfinished: stored.unfinished)
    keptMilliseconds = stored.kept
  }
}
