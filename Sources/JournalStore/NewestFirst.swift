import CaseModel
import GRDB

/// The rows of the records that a query may ask for, the newest first, read as far as somebody asks.
///
/// One statement a kind, each by an index that has the order in it, merged here: SQLite would sort a
/// UNION whole. Only a day is sorted, by time. First comes what has no day, the newest row first.
/// Which worker wrote a record isn't looked at.
final class NewestFirst {
  /// The day of an event whose day is answered with "unknown", so that it isn't overlooked.
  static let dayNotKnown = 99_999_999

  private struct Row {
    var isUndated: Int64
    var day: Int64
    var minute: Int64
    var row: Int64

    var key: (Int64, Int64, Int64, Int64) { (isUndated, day, minute, row) }
  }

  private var statements: [(rows: RowStatement, isEvent: Bool, next: Row?)] = []

  /// Prepares to read; reads nothing yet but the newest row of each kind.
  init(_ query: RecordQuery, in db: Database) throws {
    var person: Int64?
    var place: Int64?
    if let id = query.person {
      guard let row = try Journal.row(of: id, in: db) else { return }
      person = row
    }
    if let id = query.place {
      guard let row = try Journal.row(of: id, in: db) else { return }
      place = row
    }
    for kind in query.knownKinds {
      let sql: String
      var values: [RowValue] = []
      if kind.isEvent {
        guard place == nil || kind.columns.contains("place") else { continue }
        sql = Self.events(of: kind, person: person, days: query.days, place: place, &values)
      } else {
        guard query.days == nil, place == nil, person == nil || kind.name == "person" else {
          continue
        }
        values = person.map { [.integer($0)] } ?? []
        sql =
          "SELECT record, 0, 0 FROM \(kind.table)"
          + (person == nil ? " ORDER BY record DESC" : " WHERE record = ?")
      }
      let rows = try RowStatement(sql, in: db)
      try rows.start(values)
      statements.append((rows, kind.isEvent, nil))
      try advance(statements.count - 1)
    }
  }

  private static func events(
    of kind: Kind, person: Int64?, days: ClosedRange<CivilDate>?, place: Int64?,
    _ values: inout [RowValue]
  ) -> String {
    var conditions: [String] = []
    var (table, on) = ("\(kind.table) AS k", "k.\"on\"")
    let minute = kind.columns.contains("on-time") ? "ifnull(k.\"on-time\", 1440)" : "1440"
    if let person {
      // By the person's own index, never by that of the days.
      (table, on) = ("attendance AS a CROSS JOIN \(table) ON k.record = a.record", "a.\"on\"")
      conditions += ["a.person = ?", "a.kind = '\(kind.name)'"]
      values.append(.integer(person))
    }
    if let days {
      conditions.append("\(on) BETWEEN ? AND ?")
      values += [days.lowerBound, days.upperBound].map { .integer(Int64($0.number)) }
    }
    if let place {
      conditions.append("k.place = ?")
      values.append(.integer(place))
    }
    return """
      SELECT k.record, iif(typeof(\(on)) = 'text', \(dayNotKnown), ifnull(\(on), 0)),
      \(minute) FROM \(table)
      \(conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND "))
      ORDER BY \(on) DESC, \(minute) DESC, k.record DESC
      """
  }

  /// The next row; nil after the last one.
  func next() throws -> Int64? {
    var newest: (place: Int, row: Row)?
    for (place, statement) in statements.enumerated() {
      guard let row = statement.next, newest.map({ $0.row.key < row.key }) ?? true else { continue }
      newest = (place, row)
    }
    guard let newest else { return nil }
    try advance(newest.place)
    return newest.row.row
  }

  private func advance(_ place: Int) throws {
    let (rows, isEvent, _) = statements[place]
    statements[place].next =
      try rows.next()
      ? Row(
        isUndated: isEvent ? 0 : 1, day: rows.integer(1), minute: rows.integer(2),
        row: rows.integer(0)) : nil
  }
}
