public import CaseModel
public import Matching

/// Two records that may be about the same, neither linked nor said to be different.
public struct SameProposal: Equatable, Sendable {
  /// Their kind's stored name.
  public var kind: String
  /// The two; each stands for all that are linked to it.
  public var pair: MatchedPair
  /// The records that are linked to the first of the two already: what speaks for the pair may be true of
  /// those.
  public var linkedToOne: [RecordID] = []
  /// The records that are linked to the other one already.
  public var linkedToOther: [RecordID] = []
  /// Whether one of the two is somebody who may be endangered by what is shown of her, or who has set
  /// limits: then why the two are alike isn't for a list.
  public var isGuarded = false
}

/// Two records that are linked, though something says that they can't be the same.
public struct LinkContradiction: Equatable, Sendable {
  /// What speaks against it.
  public enum Reason: String, Sendable {
    /// Somebody has said that the two are different, and other links join them.
    case saidToBeDifferent = "said-to-be-different"
    /// They have different genders.
    case gender
    /// They have years of birth so different that it speaks against them.
    case birthYear = "birth-year"
    /// They happened on different days.
    case day
  }

  /// The record with the smaller id.
  public var one: RecordID
  /// The other.
  public var other: RecordID
  /// Their kind's stored name.
  public var kind: String
  /// What speaks against it.
  public var reason: Reason
  /// Whether what speaks against it isn't for a list, as in ``SameProposal/isGuarded``.
  public var isGuarded: Bool
}

/// Where in the order of records something begins: what has come since is what lies behind it.
struct RecordsSoFar: Sendable {
  let firstNewRecord: Int64
}
