import CaseModel
import Merge

/// What a merge did, or what it would do: counted by comparing before and after.
///
/// It depends on the two histories alone, so that a dry run and the merge say the same.
struct MergeOutcome: Equatable, Sendable {
  /// Entries that weren't here.
  var entriesNew = 0
  /// Entries that were here already.
  var entriesKnown = 0
  /// Of the known ones, those of which words came that weren't at hand.
  var entriesCompleted = 0
  /// Of the new ones, those whose authors don't count.
  var entriesHeldBack = 0
  /// Of the new ones, those whose author's clock was wrong.
  var clocksWrong = 0
  /// How many entries stand beside another one with the same number, more than before.
  var forks = 0
  /// Of the new ones, those whose previous entry isn't here.
  var gaps = 0
  /// Records that couldn't be seen before.
  var recordsAdded = 0
  /// Records that could be seen before and now say something else.
  var recordsChanged = 0
  /// Records that are now joined from different fields changed side by side, and weren't before.
  var recordsSideBySide = 0
  /// Records that have a conflict now, or are gone for one and here for another, and weren't before.
  var recordsInConflict = 0

  /// Begins with nothing counted.
  init() {}

  /// Whether the merge brought anything.
  var isEmpty: Bool { entriesNew == 0 && entriesCompleted == 0 }
}

extension History {
  /// What merging another history into this one would do.
  ///
  /// - Parameters:
  ///   - theirs: The other history.
  ///   - root: The key that the roster goes back to.
  /// - Returns: The counts; nothing is changed.
  func outcome(ofMerging theirs: History, root: AuthorKey) -> MergeOutcome {
    let after = merging(theirs)
    var outcome = MergeOutcome()
    let roster = after.roster(root: root)
    let gaps = after.gaps
    for (id, held) in theirs.entries {
      if let known = entries[id] {
        outcome.entriesKnown += 1
        if after.entries[id] != known { outcome.entriesCompleted += 1 }
        continue
      }
      outcome.entriesNew += 1
      let entry = held.entry
      if !roster.accepts(entry.author, replica: entry.replica, sequence: entry.sequence) {
        outcome.entriesHeldBack += 1
      }
      if !entry.stamp.clockIsGood { outcome.clocksWrong += 1 }
      if gaps.contains(id) { outcome.gaps += 1 }
    }
    guard !outcome.isEmpty else { return outcome }
    outcome.forks = after.entriesBesideOthers - entriesBesideOthers
    outcome.countRecords(
      from: views(roster: self.roster(root: root)), to: after.views(roster: roster))
    return outcome
  }

  private var entriesBesideOthers: Int {
    chains.values.reduce(0) { $0 + $1.count - Set($1.map(\.entry.sequence)).count }
  }
}

extension MergeOutcome {
  fileprivate mutating func countRecords(
    from before: [RecordID: RecordView], to after: [RecordID: RecordView]
  ) {
    // Who counts is told by itself.
    for (record, view) in after where view.kind != Kind.member.name {
      let old = before[record]
      guard old != view else { continue }
      if old == nil { recordsAdded += 1 } else { recordsChanged += 1 }
      if view.isParallel, old?.isParallel != true { recordsSideBySide += 1 }
      if view.isUndecided, old?.isUndecided != true { recordsInConflict += 1 }
    }
  }
}

extension RecordView {
  fileprivate var isUndecided: Bool {
    existence == .disputed || fields.values.contains { $0.isConflict }
  }
}
