public import CaseModel

extension RecordView {
  /// The days of a referral from which its state follows.
  public var referralDates: ReferralDates {
    var days: [String: CivilDate] = [:]
    for name in ReferralDates.fields { days[name] = day(name) }
    return ReferralDates(days)
  }
}
