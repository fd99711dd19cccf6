import CaseModel

extension Report {
  /// All activity: times, people met and persons, by the codes of every kind.
  static let monthly = Report(
    "monthly", title: Labels(en: "Activity", da: "Aktivitet"),
    summary: Labels(
      en: "all activity, by kind, setting, gender, citizenship and codes",
      da: "al aktivitet, efter art, omgivelser, køn, statsborgerskab og koder"),
    kinds: Kind.all.filter(\.isActivity), measures: [.times, .met, .persons],
    breakdowns: [
      Breakdown("kind"), Breakdown("setting"), Breakdown("gender"), Breakdown("citizenship"),
      Breakdown("month"),
    ]
      + Kind.all.filter(\.isActivity).flatMap { kind in
        (kind.fields.filter { $0.isCounted && !$0.isMany }
          + kind.fields.filter { $0.isCounted && $0.isMany })
          .filter { $0.name != "setting" }
          .map { Breakdown(kind.reportName(of: $0), measures: [.times, .persons]) }
      })
}
