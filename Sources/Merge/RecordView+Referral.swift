public import CaseModel

extension RecordView {
  /// The days of a referral from which its state follows.
  public var referralDates: ReferralDates {
    var days: [String: CivilDate] = [:]
    for name in ReferralDates.fields {
      if case .date(let day, _)? = answer(name) { days[name] = day }
    }
    return ReferralDates(days)
  }
}
