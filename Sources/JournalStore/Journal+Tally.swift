public import CaseModel
import Foundation
import GRDB

/// One event of a period, as reports count it.
public struct EventTally: Sendable {
  /// The kind's stored name.
  public var kind: String
  /// A number that stands for the record, within one read.
  public var record: Int64
  /// Where it was, if it was a contact and somebody said.
  public var setting: String?
  /// How many people were met, if somebody counted.
  public var met: Int?
}

/// One person's part in one event of a period.
public struct AttendanceTally: Sendable {
  /// A number that stands for the event's record, within one read.
  public var record: Int64
  /// A number that stands for the person, within one read.
  public var person: Int64
  /// The event's kind, by stored name.
  public var kind: String
  /// Where it was, if it was a contact and somebody said.
  public var setting: String?
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
  /// Every event.
  public var events: [EventTally] = []
  /// Every person's part in them.
  public var attendances: [AttendanceTally] = []
  /// Every head-count by gender.
  public var heads: [HeadTally] = []
}

extension Journal {
  /// Reads what reports count in a period, in one state of the journal.
  ///
  /// Costs the period: three index walks.
  public func tally(of days: ClosedRange<CivilDate>) throws -> PeriodTally {
    try read { db in
      var tally = PeriodTally()
      let range: StatementArguments = [days.lowerBound.number, days.upperBound.number]
      for kind in Kind.all where kind.isEvent {
        let hasHeads = kind.field("met") != nil
        let columns = hasHeads ? "setting, met" : "NULL, NULL"
        let rows = try Row.fetchCursor(
          db.cachedStatement(
            sql: "SELECT record, \(columns) FROM \(kind.table) WHERE \"on\" BETWEEN ? AND ?"),
          arguments: range)
        while let row = try rows.next() {
          let met: DatabaseValue = row[2]
          tally.events.append(
            EventTally(
              kind: kind.name, record: row[0], setting: row[1], met: Int.fromDatabaseValue(met)))
        }
      }
      let attendances = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT record, person, kind, setting, gender, citizenship FROM attendance
            WHERE "on" BETWEEN ? AND ?
            """), arguments: range)
      while let row = try attendances.next() {
        let citizenship: String? = row[5]
        tally.attendances.append(
          AttendanceTally(
            record: row[0], person: row[1], kind: row[2], setting: row[3], gender: row[4],
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
}
