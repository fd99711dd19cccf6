public import CaseModel
import Foundation
import GRDB

/// One event of a period, as reports count it.
public struct EventTally: Sendable {
  /// A number that stands for the record, within one read.
  public var record: Int64
  /// How many people were met, if somebody counted.
  public var met: Int?
  /// The answers to the kind's counted fields of one answer, in the order of ``KindTally/fields``.
  public var codes: [String?]
}

/// The events of one kind in a period.
public struct KindTally: Sendable {
  /// The kind.
  public var kind: Kind
  /// Its counted fields of one answer, in declared order.
  public var fields: [Field]
  /// The events.
  public var events: [EventTally] = []
  /// The answers to its counted fields of several answers: by field, one for each event and code.
  public var lists: [(field: Field, answers: [(record: Int64, code: String)])] = []
}

/// One person's part in one event of a period.
public struct AttendanceTally: Sendable {
  /// A number that stands for the event's record, within one read.
  public var record: Int64
  /// A number that stands for the person, within one read.
  public var person: Int64
  /// The person's gender, if somebody asked.
  public var gender: String?
  /// The person's citizenships; empty if nobody asked.
  public var citizenships: [String]
}

/// A head-count of people met, by gender.
public struct HeadTally: Sendable {
  /// A number that stands for the contact, within one read.
  public var record: Int64
  /// The gender's stored code.
  public var gender: String
  /// How many.
  public var count: Int
}

/// What a period holds.
public struct PeriodTally: Sendable {
  /// Every event, by kind in declared order.
  public var kinds: [KindTally] = []
  /// Every person's part in them.
  public var attendances: [AttendanceTally] = []
  /// Every head-count by gender.
  public var heads: [HeadTally] = []
}

extension Journal {
  /// Reads what reports count in a period, in one state of the journal.
  ///
  /// Costs the period: an index walk for each kind, and a look at each event's lists.
  public func tally(of days: ClosedRange<CivilDate>) throws -> PeriodTally {
    try read { db in
      let range: StatementArguments = [days.lowerBound.number, days.upperBound.number]
      var tally = PeriodTally()
      for kind in Kind.all where kind.isActivity {
        tally.kinds.append(try Self.tally(of: kind, in: range, db))
      }
      let attendances = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT record, person, gender, citizenship FROM attendance
            WHERE "on" BETWEEN ? AND ?
            """), arguments: range)
      while let row = try attendances.next() {
        let citizenship: String? = row[3]
        tally.attendances.append(
          AttendanceTally(
            record: row[0], person: row[1], gender: row[2],
            citizenships: citizenship?.split(separator: " ").map(String.init) ?? []))
      }
      let heads = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT contact.record, value, number FROM contact
            JOIN contact_met_gender ON contact_met_gender.record = contact.record
            WHERE "on" BETWEEN ? AND ?
            """), arguments: range)
      while let row = try heads.next() {
        let number: DatabaseValue = row[2]
        guard let count = Int.fromDatabaseValue(number) else { continue }
        tally.heads.append(HeadTally(record: row[0], gender: row[1], count: count))
      }
      return tally
    }
  }

  private static func tally(
    of kind: Kind, in range: StatementArguments, _ db: Database
  ) throws -> KindTally {
    var tally = KindTally(kind: kind, fields: kind.countedFields)
    let columns = ["record"] + kind.tallied.map(\.quoted)
    let isCounted = columns.count > 1 + tally.fields.count
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: "SELECT \(columns.joined(separator: ", ")) FROM \(kind.table) "
          + "WHERE \"on\" BETWEEN ? AND ?"), arguments: range)
    let firstCode = isCounted ? 2 : 1
    while let row = try rows.next() {
      var met: Int?
      if isCounted { met = Int.fromDatabaseValue(row[1] as DatabaseValue) }
      tally.events.append(
        EventTally(
          record: row[0], met: met,
          codes: tally.fields.indices.map { row[firstCode + $0] as String? }))
    }
    for field in kind.countedListFields {
      let table = kind.table(of: field)
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT \(table).record, value FROM \(kind.table)
            JOIN \(table) ON \(table).record = \(kind.table).record
            WHERE "on" BETWEEN ? AND ?
            """), arguments: range)
      var answers: [(record: Int64, code: String)] = []
      while let row = try rows.next() { answers.append((row[0], row[1])) }
      tally.lists.append((field, answers))
    }
    return tally
  }
}
