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

extension Journal {
  /// What persons have said to being counted in a report of a period.
  ///
  /// Of several statements the newest holds, by the day on which it was said, whether that day lies
  /// before, in or after the period: somebody who says no in May is counted in no report that is
  /// made from then on, also not in one of March; if she says yes in June, she is again. Where
  /// nobody can tell which was the newest, the most protective holds
  /// (``Swift/Sequence/holding(for:on:)``). Only whether a yes has run out is asked for the period's
  /// last day. What is linked is one person: a no to one worker is a no.
  ///
  /// Costs a look for each person, and nothing if nobody has such a statement. Persons are named by
  /// their rows, and whoever wasn't asked is absent from what is returned.
  func statisticsConsents(
    of persons: some Sequence<Int64>, linked: LinkedRecords, lastDay: CivilDate, in db: Database
  ) throws -> [Int64: StatisticsConsent] {
    let isAny = try RowStatement("SELECT 1 FROM statistics LIMIT 1", in: db).firstInteger() != nil
    guard isAny else { return [:] }
    let statements = try RowStatement(
      "SELECT record, consent, until FROM statistics WHERE person = ?", in: db)
    let reader = try RecordReader(for: roster, in: db)
    var found: [Int64: StatisticsConsent] = [:]
    for person in persons {
      var records: [Int64] = []
      var only: StatisticsConsent?
      for member in linked.members(of: person) {
        try statements.start(.integer(member))
        while try statements.next() {
          records.append(try statements.integer(0))
          only = statements.textIfAny(1).flatMap(StatisticsConsent.init)?.holding(
            on: lastDay,
            until: statements.integerIfAny(2).flatMap { CivilDate(number: Int($0)) })
        }
      }
      if records.count > 1 {
        // Which of them holds takes more than a row has.
        only = try records.compactMap { try reader.view(ofRow: $0)?.consentStatement }
          .holding(for: .statistics, on: CivilDate.all.upperBound)
          .map { StatisticsConsent($0.answer).holding(on: lastDay, until: $0.until) }
      }
      if let only { found[person] = only }
    }
    return found
  }
}
