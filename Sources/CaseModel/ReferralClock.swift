/// What decides whether the answer to a referral is overdue: which day it is, and for how long the
/// team waits.
public struct ReferralClock: Equatable, Sendable {
  /// The day that it is.
  public var today: CivilDate
  /// For how many days after the one on which it was sent an answer isn't overdue; 1 to 365.
  public var overdueDays: Int

  /// Sets the clock.
  public init(today: CivilDate, overdueDays: Int) {
    self.today = today
    self.overdueDays = overdueDays
  }

  /// The last day on which the answer to a referral sent on a day isn't overdue.
  public func answerDue(sent: CivilDate) -> CivilDate? { sent.adding(days: overdueDays) }

  /// How a referral with these dates stands today.
  public func standing(of dates: ReferralDates) -> ReferralStanding {
    let state = try? dates.state()
    let due = state == .sent ? dates.days["on"].flatMap(answerDue) : nil
    return ReferralStanding(state: state, isOverdue: due.map { $0 < today } ?? false)
  }
}

/// How a referral stands on a day.
public struct ReferralStanding: Equatable, Sendable {
  /// Its state; nil if its dates contradict each other, as those of two workers may after a merge.
  public var state: ReferralState?
  /// Whether its answer should have come by now.
  public var isOverdue: Bool

  /// Puts the two together.
  public init(state: ReferralState?, isOverdue: Bool) {
    self.state = state
    self.isOverdue = isOverdue
  }

  /// What a person reads, in the middle of a line.
  public var labels: Labels {
    guard let state else {
      return Labels(en: "dates contradict each other", da: "datoerne modsiger hinanden")
    }
    guard isOverdue else { return state.labels }
    return Labels(en: "\(state.labels.en), overdue", da: "\(state.labels.da), svar forsinket")
  }
}
