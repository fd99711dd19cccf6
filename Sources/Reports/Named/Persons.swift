import CaseModel

extension Report {
  /// Distinct persons, by how far the team came with them in the period.
  static let persons = Report(
    "persons", title: Labels(en: "Persons", da: "Personer"),
    summary: Labels(
      en: "distinct persons with any record in the period, by stage, age, gender and citizenship",
      da: "personer med en registrering i perioden, efter trin, alder, køn og statsborgerskab"),
    kinds: Kind.all.filter(\.isActivity), measures: [.persons],
    breakdowns: [
      Breakdown("stage"), Breakdown("arrival"), Breakdown("age", "gender"),
      Breakdown("citizenship"), Breakdown("residence"), Breakdown("month"),
    ], dimensions: [.stage, .arrival])
}
