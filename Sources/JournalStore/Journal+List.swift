public import CaseModel
import Foundation
import GRDB
public import Merge

/// Which records a list shows.
public struct RecordQuery: Sendable {
  /// Only records of these kinds, by stored name; nil for every kind of event.
  public var kinds: [String]?
  /// Only records in which this person takes part.
  public var person: RecordID?
  /// Only records that happened in these days.
  public var days: ClosedRange<CivilDate>?
  /// The newest so many; nil for all.
  public var limit: Int?

  /// Asks for every event.
  public init(
    kinds: [String]? = nil, person: RecordID? = nil, days: ClosedRange<CivilDate>? = nil,
    limit: Int? = nil
  ) {
    self.kinds = kinds
    self.person = person
    self.days = days
    self.limit = limit
  }
}

extension Journal {
  /// The records that a query asks for: events by day, the oldest first; then by record id.
  public func records(_ query: RecordQuery) throws -> [RecordView] {
    try read { db in
      try rows(for: query, in: db).compactMap { try view(ofRow: $0, in: db) }
    }
  }

  /// How many records of each kind there are, gone ones not counted.
  public func counts() throws -> [(kind: String, count: Int)] {
    try read { db in
      try Kind.all.map { kind in
        (kind.name, try Int.fetchOne(db, sql: "SELECT count(*) FROM \(kind.table)") ?? 0)
      }
    }
  }

  private func rows(for query: RecordQuery, in db: Database) throws -> [Int64] {
    let kinds = Kind.all.filter { query.kinds?.contains($0.name) ?? $0.isEvent }
    var conditions: [String] = []
    var arguments: [any DatabaseValueConvertible] = []
    if let person = query.person {
      guard let row = try Self.row(of: person, in: db) else { return [] }
      conditions.append("record IN (SELECT record FROM attendance WHERE person = ?)")
      arguments.append(row)
    }
    if let days = query.days {
      conditions.append("\"on\" BETWEEN ? AND ?")
      arguments += [days.lowerBound.number, days.upperBound.number]
    }
    let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    let limit = query.limit.map { " LIMIT \($0)" } ?? ""

    // One query a kind, each by its own index, then the newest of all: SQLite would sort a UNION.
    struct Found {
      var on: Int64
      var time: Int64
      var uuid: Data
      var row: Int64
    }
    var found: [Found] = []
    for kind in kinds {
      guard kind.isEvent || conditions.isEmpty else { continue }
      let (on, time) = kind.isEvent ? ("\"on\"", "\"on-time\"") : ("0", "0")
      let order = kind.isEvent ? " ORDER BY \"on\" DESC" : ""
      let statement = try db.cachedStatement(
        sql: """
          SELECT ifnull(\(on), 0), ifnull(\(time), 1440), uuid, k.record
          FROM (SELECT * FROM \(kind.table)\(filter)\(order)\(kind.isEvent ? limit : "")) AS k
          JOIN record ON record.id = k.record
          """)
      let rows = try Row.fetchCursor(statement, arguments: StatementArguments(arguments))
      while let row = try rows.next() {
        found.append(
          Found(on: row[0] as Int64? ?? 0, time: row[1], uuid: row[2], row: row[3]))
      }
    }
    found.sort {
      ($0.on, $0.time) != ($1.on, $1.time)
        ? ($0.on, $0.time) < ($1.on, $1.time) : $0.uuid.lexicographicallyPrecedes($1.uuid)
    }
    return found.suffix(query.limit ?? found.count).map(\.row)
  }
}

extension Journal {
  /// The records that wait for a person, the longest-standing first.
  public func needingAttention() throws -> [RecordView] {
    try read { db in
      try Int64.fetchAll(db, sql: "SELECT DISTINCT record FROM attention")
        .compactMap { try view(ofRow: $0, in: db) }
        .sorted { ($0.lastWritten, $0.record) < ($1.lastWritten, $1.record) }
    }
  }
}
