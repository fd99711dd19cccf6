import ArgumentParser
import CaseModel
import JournalStore

/// Which records `list` and `search` look at.
struct FilterOptions: ParsableArguments {
  @Option(
    help: "Only this kind: contact, person, screen, and so on; may be repeated.",
    completion: .list(Kind.all.map(\.name)))
  var kind: [String] = []

  @Option(help: "Only a person's own page and records in which she takes part, by code or alias.")
  var person: String?

  @Option(help: "Only from this day on: 2026-10-31, 31/10, yesterday; or from a period's first.")
  var since: String?

  @Option(help: "Only up to this day, or to a period's last.")
  var until: String?

  @Option(help: "Only these days: 2026-10, 2026-Q3, 2026, 2026-04..2026-06, last-month.")
  var period: String?

  @Option(help: "Only what happened at this place of the team's list.")
  var place: String?

  @Option(help: "Only what this worker wrote down, by name.")
  var worker: String?

  @Flag(help: "Only what you wrote down yourself.")
  var mine = false

  @Option(help: "The newest so many; 0 for all.")
  var limit: Int = 20

  func validate() throws {
    guard limit >= 0 else { throw ValidationError("'--limit' takes 0 or more.") }
    guard worker == nil || !mine else {
      throw ValidationError("Give '--worker' or '--mine', not both.")
    }
    guard period == nil || since == nil && until == nil else {
      throw ValidationError("Give '--period', or '--since' and '--until', not both.")
    }
  }

  /// What is asked of a journal.
  ///
  /// - Throws: ``CommandError``: `notFound`, `ambiguous`, `notAPeriod`; ``AnswerError/notADate``.
  func query(in journal: Journal, today: Today) throws -> RecordQuery {
    var query = RecordQuery(days: try days(today), limit: limit > 0 ? limit : nil)
    for name in kind where Kind.named(name) == nil {
      throw CommandError.noSuchName(what: "kind", known: Kind.all.map(\.name))
    }
    if !kind.isEmpty { query.kinds = kind }
    if let person { query.person = try journal.person(matching: person) }
    if let place { query.place = try journal.listEntry(of: .place, matching: place) }
    if let worker { query.worker = try journal.member(matching: worker).author }
    if mine { query.worker = journal.author }
    return query
  }

  private func days(_ today: Today) throws -> ClosedRange<CivilDate>? {
    if let period {
      guard let period = Period(period, today: today.date) else { throw CommandError.notAPeriod }
      return period.days
    }
    let first = try since.map { try days($0, of: "since", today).lowerBound }
    let last = try until.map { try days($0, of: "until", today).upperBound }
    guard first != nil || last != nil else { return nil }
    let (from, to) = (first ?? CivilDate.all.lowerBound, last ?? CivilDate.all.upperBound)
    guard from <= to else { throw ValidationError("'--since' lies after '--until'.") }
    return from...to
  }

  /// A day as it is typed elsewhere, or a period.
  private func days(
    _ typed: String, of option: String, _ today: Today
  ) throws -> ClosedRange<CivilDate> {
    if let (day, minute) = today.read(typed), minute == nil { return day...day }
    guard let period = Period(typed, today: today.date) else {
      throw AnswerError.notADate(field: option)
    }
    return period.days
  }
}
