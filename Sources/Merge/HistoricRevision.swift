public import CaseModel

/// A revision as a history holds it: with its id, its entry's stamp, and what is at hand of it.
public struct HistoricRevision: Sendable {
  /// The hash of its header.
  public var id: RevisionID
  /// The header.
  public var revision: Revision
  /// When its entry was written, and whether that can be believed.
  public var stamp: Entry.Stamp
  /// Whether its author counts in the team.
  public var isAccepted: Bool
  /// Its words by field, those that are at hand; erased and withheld ones are absent.
  public var texts: [String: String]

  /// Puts the parts together.
  public init(
    id: RevisionID, revision: Revision, stamp: Entry.Stamp, isAccepted: Bool,
    texts: [String: String]
  ) {
    self.id = id
    self.revision = revision
    self.stamp = stamp
    self.isAccepted = isAccepted
    self.texts = texts
  }
}

/// What one write says about a field.
public enum Value: Hashable, Sendable {
  /// A coded answer.
  case answer(Answer)
  /// Words.
  case words(String)
  /// Words that aren't at hand, known by the commitment to them.
  case withheld(Revision.Commitment)
  /// That there is no answer any more.
  case cleared
}

/// A write of a field that no other write of it has replaced.
public struct StandingValue: Equatable, Sendable {
  /// What was written.
  public var value: Value
  /// The revision that wrote it.
  public var revision: RevisionID
  /// Who wrote it.
  public var author: AuthorKey
  /// When, by the author's clock.
  public var stamp: Entry.Stamp

  /// Whether this is shown rather than `other`: the order of the clocks, made total by author and
  /// id so that every install shows the same.
  func isShownBefore(_ other: StandingValue) -> Bool {
    if stamp != other.stamp { return stamp > other.stamp }
    if author != other.author { return author > other.author }
    return revision > other.revision
  }
}

extension Entry.Stamp {
  /// Whether it comes first where the oldest does: by a good clock before by a bad one, then the
  /// earlier.
  public func isOlder(than other: Self) -> Bool {
    if clockIsGood != other.clockIsGood { return clockIsGood }
    return wallMilliseconds < other.wallMilliseconds
  }
}

extension StandingValue {
  /// The order of writing, the same on every install.
  public func isOlder(than other: StandingValue) -> Bool {
    if stamp != other.stamp { return stamp.isOlder(than: other.stamp) }
    if author != other.author { return author < other.author }
    return revision < other.revision
  }
}

/// A field as it stands: what is shown, and what else still stands beside it.
public struct FieldView: Equatable, Sendable {
  /// What is shown.
  public var shown: StandingValue
  /// Every other write that still stands and says something else, the likelier first.
  public var losers: [StandingValue]

  /// Whether somebody has to choose.
  public var isConflict: Bool { !losers.isEmpty }

  /// Everything that stands, what is shown first.
  public var standing: [StandingValue] { [shown] + losers }

  /// Chooses among the writes that stand, of which there must be one at least.
  init(standing: [StandingValue], protective: Answer?) {
    guard standing.count > 1 else {
      shown = standing[0]
      losers = []
      return
    }
    let ordered = standing.sorted { $0.isShownBefore($1) }
    let shown =
      ordered.first { protective != nil && $0.value == protective.map(Value.answer) } ?? ordered[0]
    self.shown = shown
    losers = ordered.filter { $0.value != shown.value }
  }
}
