import CaseModel
public import Merge

extension RecordView {
  // No stored name has a colon in it.
  private static let goneReason = ":gone"
  private static let unclearReason = ":unclear"
  static let missingReason = ":missing"

  /// Why a person should look: the fields in conflict by their stored names, and reasons with a colon.
  ///
  /// What is gone by all that was said of it waits for nobody: whoever deleted it saw the fields. Between
  /// words of which none is at hand nobody can choose.
  var attention: Set<String> {
    guard existence != .gone, !isUnknown else { return [] }
    var reasons = Set(
      fields.filter { _, field in
        field.isConflict && !field.standing.allSatisfy { $0.value.isWithheld }
      }.map(\.key.name))
    if existence == .disputed { reasons.insert(Self.goneReason) }
    if isMissingChange { reasons.insert(Self.missingReason) }
    if isContradictory { reasons.insert(Self.unclearReason) }
    return reasons
  }

  /// Whether a person should look, for another reason than a change that may still come.
  public var needsAttention: Bool { attention.contains { $0 != Self.missingReason } }

  /// Whether there is nothing of it but that it is there, with a change missing: parcels tell of a
  /// deletion, and of its end, whether or not the receiver has ever had the record.
  var isUnknown: Bool { isMissingChange && fields.isEmpty }

  /// Whether it is a referral whose dates contradict each other, as those of two workers may.
  public var isContradictory: Bool {
    kind == Kind.refer.name && (try? referralDates.state()) == nil
  }
}

extension Value {
  fileprivate var isWithheld: Bool { if case .withheld = self { true } else { false } }
}
