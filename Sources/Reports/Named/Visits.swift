import CaseModel

extension Report {
  /// Visits, calls to families and accompaniment.
  static let visits = Report(
    "visits", title: Labels(en: "Visits", da: "Besøg"),
    summary: Labels(
      en: "visits and accompaniment, by type, role, gender and citizenship",
      da: "besøg og ledsagelse, efter type, rolle, køn og statsborgerskab"),
    kinds: [.visit], measures: [.times, .persons],
    breakdowns: [
      Breakdown("type"), Breakdown("role"), Breakdown("gender"), Breakdown("citizenship"),
      Breakdown("month"),
    ])
}
