import CaseModel

extension Report {
  /// Everybody whose case nobody has closed, on the period's last day.
  static let caseload = Report(
    "caseload", title: Labels(en: "Caseload", da: "Åbne sager"),
    summary: Labels(
      en: "persons with an open case on the last day, by months since their last record",
      da: "personer med åben sag på den sidste dag, efter måneder siden sidste registrering"),
    kinds: Kind.all.filter(\.isActivity), measures: [.persons],
    breakdowns: [
      Breakdown("last-contact"), Breakdown("case-status"), Breakdown("gender"), Breakdown("age"),
      Breakdown("citizenship"), Breakdown("residence"),
    ], dimensions: [.lastContact], isCaseload: true)
}
