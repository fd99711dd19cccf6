public import CaseModel

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
  /// Authors who count in the team from now on.
  public var accepted: [NewAuthor] = []
  /// Authors of entries in the journals who don't count, by key: accept them, or leave them waiting.
  public var waiting: [NewAuthor] = []
  /// Records that weren't here before.
  public var recordsAdded = 0
  /// Records that were here and have new changes.
  public var recordsChanged = 0
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

  /// Whether the merge brought anything.
  public var isEmpty: Bool {
    accepted.isEmpty && sources.allSatisfy { $0.entriesNew == 0 && $0.entriesCompleted == 0 }
  }
}
