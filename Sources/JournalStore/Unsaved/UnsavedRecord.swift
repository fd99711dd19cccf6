public import CaseModel

/// What somebody typed of a record that wasn't saved: what the documents call a draft.
///
/// Answers are kept as they were understood, not as they were typed: `yesterday` stays the day it
/// meant, and a person or place that was picked stays the one that was picked.
public struct UnsavedRecord: Sendable {
  /// The day on which it was typed.
  public var day: CivilDate
  /// The minute of that day, 0 to 1439.
  public var minute: Int
  /// What has to be written before it: new persons, new places.
  public var before: [Draft]
  /// The record, or the change of one.
  public var draft: Draft
  /// The questions that were asked, by the fields' stored names, whether or not they were answered.
  public var asked: Set<String>
  /// Whether the questions behind the first ones were wanted.
  public var asksMore: Bool
  /// What was typed of answers that were not finished, by the fields' stored names.
  public var unfinished: [String: String]
  /// When it was kept, in milliseconds since 1970-01-01 00:00 UTC; 0 as long as it isn't.
  public internal(set) var keptMilliseconds: Int64 = 0
  /// The file that it lies in; nil as long as it isn't kept.
  public internal(set) var path: String?

  /// Puts together what was typed.
  public init(
    day: CivilDate, minute: Int, before: [Draft], draft: Draft, asked: Set<String>, asksMore: Bool,
    unfinished: [String: String], path: String? = nil
  ) {
    self.day = day
    self.minute = minute
    self.before = before
    self.draft = draft
    self.asked = asked
    self.asksMore = asksMore
    self.unfinished = unfinished
    self.path = path
  }

  /// The records that it is about or names, new ones among them.
  public var records: Set<RecordID> {
    Set(
      (before + [draft]).flatMap { draft in
        [draft.id, draft.owner].compactMap(\.self)
          + draft.answers.compactMap { key, answer in
            // In a field that takes several, what is taken away is told by the element alone.
            let named = answer ?? (key.element.isEmpty ? nil : try? Answer(encoded: key.element))
            return if case .record(let id)? = named { id } else { nil }
          }
      })
  }

  /// The records that it names and doesn't make.
  var knownRecords: Set<RecordID> { records.subtracting(newRecords) }

  private var newRecords: [RecordID] {
    (before + [draft]).filter { $0.record == nil }.compactMap(\.id)
  }

  /// Whether both say the same of the same, but for the random ids of what they make: so it is when a
  /// script tries again what failed.
  public func saysTheSame(as other: UnsavedRecord) -> Bool {
    unfinished == other.unfinished && content == other.content
  }

  private var content: [Content] {
    let new = newRecords
    // What is new is told apart by its place, not by its id.
    func stand(in answer: Answer?) -> Answer? {
      guard case .record(let id)? = answer, let place = new.firstIndex(of: id) else {
        return answer
      }
      return .number(Int64(place))
    }
    return (before + [draft]).map { draft in
      Content(
        kind: draft.kind, record: draft.record,
        owner: draft.owner.map(Answer.record).flatMap(stand),
        answers: draft.answers.map { key, answer in
          let isReference = answer.map { $0.encoded == key.element } ?? false
          return Said(
            key: isReference ? FieldKey(key.name) : key, answer: stand(in: answer))
        }.sorted(),
        words: draft.words)
    }
  }

  private struct Content: Equatable {
    let kind: String
    let record: RecordID?
    let owner: Answer?
    let answers: [Said]
    let words: [String: String?]
  }

  private struct Said: Comparable {
    let key: FieldKey
    let answer: Answer?

    static func < (one: Self, other: Self) -> Bool {
      one.key == other.key
        ? (one.answer?.encoded ?? []).lexicographicallyPrecedes(other.answer?.encoded ?? [])
        : one.key < other.key
    }
  }
}
