public import CaseModel
import Merge

/// An author whose entries a merge brings and who doesn't count in the team yet.
public struct NewAuthor: Equatable, Sendable {
  /// The author's public key.
  public var key: AuthorKey
  /// The name that the author gives: a claim, not a proof.
  public var name: String?
}

/// What a merge did, or what it would do.
public struct MergeReport: Equatable, Sendable {
  /// One of the journals that were merged from.
  public struct Source: Equatable, Sendable {
    /// Where it lies, as it was given.
    public var path: String
    /// Its worker's name, as the journal says.
    public var worker: String?
    /// Entries that were new here.
    public var entriesNew = 0
    /// Entries that were here already.
    public var entriesKnown = 0
    /// Entries that were here already, but not all of what is in them.
    public var entriesCompleted = 0
    /// New entries whose authors don't count in the team yet.
    public var entriesHeldBack: Int { heldBack.count }
    var heldBack: [HeldBack] = []
    /// New entries that were written by who was in the team, after she was removed.
    public var entriesAfterRemoval = 0
    /// New entries that stand beside another one with the same number: a copied journal was used.
    public var forks = 0
    /// New entries whose author's clock was wrong.
    public var clocksWrong = 0
    /// Entries that must have been before those in it and aren't here.
    public var gaps = 0
    /// Why nothing was taken from it.
    public var refusal: JournalError?

    /// The place of an entry that was held back.
    struct HeldBack: Equatable {
      var author: AuthorKey
      var replica: ReplicaLabel
      var sequence: UInt64
    }

    init(path: String) {
      self.path = path
    }

    mutating func note(_ entry: Entry, isAccepted: Bool) {
      entriesNew += 1
      if !isAccepted {
        heldBack.append(
          HeldBack(author: entry.author, replica: entry.replica, sequence: entry.sequence))
      }
      if !entry.stamp.clockIsGood { clocksWrong += 1 }
    }
  }

  /// What came from each journal, in the order named.
  public var sources: [Source] = []
  /// Authors who count in the team from now on, as the merge was told.
  public var accepted: [NewAuthor] = []
  /// Authors of entries that are here who count from now on by what a colleague has decided, by name.
  public var acceptedByOthers: [NewAuthor] = []
  /// Authors of entries that are here whom a colleague has removed, by name.
  public var removed: [NewAuthor] = []
  /// Authors of entries in the journals who don't count, by key: accept them, or leave them waiting.
  public var waiting: [NewAuthor] = []
  /// Records of which nothing was here before, or nothing that counted.
  public var recordsAdded = 0
  /// Records that were here and say something else now.
  public var recordsChanged = 0
  /// Records that were here and of which nothing counts any more, for their authors were removed.
  public var recordsNotCounted = 0
  /// Of all those, records whose fields were changed side by side and joined without a conflict.
  public var recordsSideBySide = 0
  /// Of all those, records that have a conflict now and had none before.
  public var recordsInConflict = 0

  /// Records that were here before and that erasures name which newly count.
  public var erasures = 0
  /// Records that were removed for them, with those that belong to the named ones.
  public var recordsErased = 0
  /// Requests to erase something that came, and that wait for this author, a supervisor.
  public var erasureRequests = 0

  /// How many pairs of records, of which one is new, may be about the same; nil if nobody looked.
  public var probableDoubles: Int? = 0

  init() {}

  /// Counts what became of a record, by its views before and now; who counts is told by itself.
  ///
  /// What was withheld and has come is in both of them.
  mutating func count(
    _ before: RecordView?, _ after: RecordView?, isCompleted: Bool, waitedBefore: Bool,
    isSupervisor: Bool
  ) {
    guard let kind = (after ?? before)?.kind, kind != Kind.erase.name else { return }
    if kind != Kind.member.name {
      switch (before, after) {
      case (nil, _): recordsAdded += 1
      case (_, nil): recordsNotCounted += 1
      case (let before?, let after?):
        guard isCompleted || !after.isMade(ofTheSameAs: before) else { return }
        recordsChanged += 1
      }
      if let after, after.isParallel, before?.isParallel != true { recordsSideBySide += 1 }
    } else if !isSupervisor {
      // Nobody else can settle who counts.
      return
    }
    if let after, after.needsAttention, !waitedBefore { recordsInConflict += 1 }
  }

  /// Whether the merge brought anything.
  public var isEmpty: Bool {
    accepted.isEmpty && sources.allSatisfy { $0.entriesNew == 0 && $0.entriesCompleted == 0 }
  }
}

extension RecordView {
  /// Whether the same changes stand in both, so that they show the same but for words that are withheld.
  fileprivate func isMade(ofTheSameAs other: RecordView) -> Bool {
    heads == other.heads && isMissingChange == other.isMissingChange
      && fields.mapValues { $0.standing.map(\.revision) }
        == other.fields.mapValues { $0.standing.map(\.revision) }
  }
}
