import CaseModel
import GRDB
import Merge

/// What reports make of a person's answer to being counted in statistics.
public enum StatisticsConsent: String, Sendable, CaseIterable {
  /// She said yes, and it hasn't run out.
  case given
  /// Nobody knows what she said, or her yes has run out.
  case unclear
  /// Nobody asked her.
  case notAsked = "not-asked"
  /// She said no, or took her yes back: she is in no figure.
  case excluded

  init(_ answer: ConsentAnswer) {
    self =
      switch answer {
      case .given: .given
      case .unclear: .unclear
      case .refused, .withdrawn: .excluded
      }
  }

  /// A yes that has run out is a no to nothing: what holds now isn't known.
  fileprivate func holding(on day: CivilDate, until: CivilDate?) -> StatisticsConsent {
    self == .given && until.map { day > $0 } ?? false ? .unclear : self
  }
}

/// What persons have said to being counted in a report of a period.
///
/// Of several statements the newest holds, by the day on which it was said, whether that day lies
/// before, in or after the period: somebody who says no in May is counted in no report that is
/// made from then on, also not in one of March; if she says yes in June, she is again. Where
/// nobody can tell which was the newest, the most protective holds
/// (``Swift/Sequence/holding(for:on:)``). Only whether a yes has run out is asked for the period's
/// last day. What is linked is one person: a no to one worker is a no.
struct StatisticsConsents {
  private let linked: LinkedRecords
  private let lastDay: CivilDate
  /// Nil if nobody has such a statement.
  private let found: (rows: RowStatement, reader: RecordReader)?

  init(
    _ roster: Roster, linked: LinkedRecords, lastDay: CivilDate, in db: Database
  ) throws {
    self.linked = linked
    self.lastDay = lastDay
    let isAny = try RowStatement("SELECT 1 FROM statistics LIMIT 1", in: db).firstInteger() != nil
    let rows = "SELECT record, consent, \"on\", until FROM statistics WHERE person = ?"
    found = isAny ? (try RowStatement(rows, in: db), try RecordReader(for: roster, in: db)) : nil
  }

  /// What a person said, by her row.
  ///
  /// Costs a look, and nothing if nobody has such a statement.
  func of(_ person: Int64) throws -> StatisticsConsent {
    guard let (rows, reader) = found else { return .notAsked }
    var said: [Said] = []
    for member in linked.members(of: person) {
      try rows.start(.integer(member))
      while try rows.next() { said.append(try Said(rows)) }
    }
    if said.isEmpty { return .notAsked }
    if let last = Said.last(of: said) {
      return last.consent?.holding(on: lastDay, until: last.until) ?? .notAsked
    }
    // Which of them holds takes more than a row has.
    let statement = try said.compactMap { try reader.view(ofRow: $0.record)?.consentStatement }
      .holding(for: .statistics, on: CivilDate.all.upperBound)
    return statement.map {
      StatisticsConsent($0.answer).holding(on: lastDay, until: $0.until)
    } ?? .notAsked
  }
}

/// A row of `statistics`: what a statement says, as far as a row has it.
private struct Said {
  let record: Int64
  let consent: StatisticsConsent?
  let on: Int64?
  let until: CivilDate?

  init(_ rows: RowStatement) throws {
    record = try rows.integer(0)
    consent = rows.textIfAny(1).flatMap(StatisticsConsent.init)
    on = rows.integerIfAny(2)
    until = rows.integerIfAny(3).flatMap { CivilDate(number: Int($0)) }
  }

  /// The one that was said on a later day than all others; nil if that can't be told by the days.
  static func last(of said: [Said]) -> Said? {
    guard said.count > 1 else { return said.first }
    guard let day = said.compactMap(\.on).max(), !said.contains(where: { $0.on == nil }) else {
      return nil
    }
    let last = said.filter { $0.on == day }
    return last.count == 1 ? last[0] : nil
  }
}
