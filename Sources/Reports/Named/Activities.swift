import CaseModel

extension Report {
  /// Work that isn't about one person: meetings, lectures, cooking together.
  static let activities = Report(
    "activities", title: Labels(en: "Activities", da: "Aktiviteter"),
    summary: Labels(
      en: "meetings, lectures and social activities with those who took part, by type and partner",
      da: "møder, foredrag og sociale aktiviteter med deltagere, efter type og partner"),
    kinds: [.activity], measures: [.times, .participants, .persons],
    breakdowns: [Breakdown("type"), Breakdown("partner"), Breakdown("month")])
}
