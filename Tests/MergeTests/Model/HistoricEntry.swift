import CaseModel
import Merge

/// An entry as a history holds it: with its id, its revisions, and what is at hand of them.
struct HistoricEntry: Sendable {
  /// One of its revisions.
  struct Change: Equatable, Sendable {
    /// The hash of the header.
    var id: RevisionID
    /// The header.
    var revision: Revision
    /// The words by field, those that are at hand.
    var texts: [String: String]

    /// Puts the parts together.
    init(id: RevisionID, revision: Revision, texts: [String: String]) {
      self.id = id
      self.revision = revision
      self.texts = texts
    }
  }

  /// The hash of the entry.
  let id: EntryID
  /// The entry.
  let entry: Entry
  /// Its revisions, in order.
  private(set) var changes: [Change]
  /// Whether all words are at hand.
  private(set) var isComplete: Bool

  /// Puts the parts together.
  init(id: EntryID, entry: Entry, changes: [Change]) {
    self.id = id
    self.entry = entry
    self.changes = changes
    isComplete = changes.allSatisfy(\.isComplete)
  }

  /// The same entry with the words that either side has at hand.
  func joined(with other: HistoricEntry) -> HistoricEntry {
    guard !isComplete else { return self }
    var changes = changes
    for (place, change) in other.changes.enumerated() where changes.indices.contains(place) {
      // Both were checked against one commitment, so where both have words they are equal.
      changes[place].texts.merge(change.texts) { ours, _ in ours }
    }
    return HistoricEntry(id: id, entry: entry, changes: changes)
  }
}

extension HistoricEntry: Equatable {
  /// Whether both are the same entry with the same words at hand: the id vouches for the rest.
  static func == (one: Self, other: Self) -> Bool {
    one.id == other.id
      && (one.isComplete && other.isComplete
        || one.changes.map(\.texts) == other.changes.map(\.texts))
  }
}

extension HistoricEntry.Change {
  fileprivate var isComplete: Bool {
    revision.words.isEmpty
      || revision.words.allSatisfy { $0.value == nil || texts[$0.key] != nil }
  }
}
