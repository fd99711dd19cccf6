import CaseModel

extension Report {
  /// Referrals sent in the period, as they stand: states, days to the answer, barriers.
  static let referrals = Report(
    "referrals", title: Labels(en: "Referrals", da: "Henvisninger"),
    summary: Labels(
      en: "referrals sent, by purpose, state, days to the answer, barriers and outcome",
      da: "sendte henvisninger, efter formål, tilstand, dage til svaret, hindringer og udfald"),
    kinds: [.refer], measures: [.times, .persons],
    breakdowns: [
      Breakdown("purpose"), Breakdown("group"), Breakdown("state"), Breakdown("answer"),
      Breakdown("barrier"), Breakdown("basis"), Breakdown("outcome"), Breakdown("gender"),
      Breakdown("citizenship"), Breakdown("month"),
    ], dimensions: [.state, .answer])
}
