import CaseModel

extension Report {
  /// Screenings, by what was said in them; never whether somebody is a victim.
  static let screening = Report(
    "screening", title: Labels(en: "Screening", da: "Screening"),
    summary: Labels(
      en: "screenings, by forms of exploitation, means, recruitment, gender, age and citizenship",
      da: "screeninger, efter udnyttelsesform, kontrolmidler, rekruttering, køn, alder og"
        + " statsborgerskab"),
    kinds: [.screen], measures: [.times, .persons],
    breakdowns: [
      Breakdown("forms"), Breakdown("sexual-forms"), Breakdown("means"), Breakdown("recruitment"),
      Breakdown("gender"), Breakdown("age"), Breakdown("citizenship"), Breakdown("month"),
    ])
}
