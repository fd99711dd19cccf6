import CaseModel

extension Report {
  /// Material and economic help.
  static let support = Report(
    "support", title: Labels(en: "Support", da: "Støtte"),
    summary: Labels(
      en: "material and economic help, by type, country, gender, citizenship and currency",
      da: "materiel og økonomisk hjælp, efter type, land, køn, statsborgerskab og valuta"),
    kinds: [.support], measures: [.times, .persons, .amount],
    breakdowns: [
      Breakdown("type"), Breakdown("country"), Breakdown("gender"), Breakdown("citizenship"),
      Breakdown("currency"), Breakdown("month"),
    ])
}
