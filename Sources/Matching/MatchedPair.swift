public import CaseModel

/// Two records that may be about the same, and why.
public struct MatchedPair: Equatable, Sendable {
  /// The record with the smaller id.
  public let one: RecordID
  /// The record with the greater id.
  public let other: RecordID
  /// The evidence in bits: the binary logarithm of how many times likelier it is that the two are
  /// the same than that they aren't, in thousandths.
  public let millibits: Int
  /// What speaks for it, names first, and then what speaks against it.
  public let evidence: [Evidence]

  init(_ one: RecordID, _ other: RecordID, bits: Double, evidence: [Evidence]) {
    (self.one, self.other) = one < other ? (one, other) : (other, one)
    millibits = Int((bits * 1000).rounded())
    let names = evidence.filter { if case .names = $0 { true } else { false } }
    self.evidence =
      names + evidence.filter { $0.isFor && !names.contains($0) } + evidence.filter { !$0.isFor }
  }

  /// How likely it is that the two are the same, in percent: from 20, below which nothing is
  /// proposed, to 99, since it is never certain.
  public var score: Int {
    let odds = Weights.power(ofTwo: Double(millibits) / 1000)
    return min(99, Int((100 * odds / (1 + odds)).rounded(.down)))
  }

  /// The order of a list: the likeliest first, then by ids.
  public static func isListedBefore(_ one: Self, _ other: Self) -> Bool {
    (-one.millibits, one.one, one.other) < (-other.millibits, other.one, other.other)
  }
}

/// Two records, whichever is named first.
public struct RecordPair: Hashable, Sendable {
  let one: RecordID
  let other: RecordID

  /// Puts the two together.
  public init(_ one: RecordID, _ other: RecordID) {
    (self.one, self.other) = one < other ? (one, other) : (other, one)
  }
}
