import CaseModel
import GRDB
import Merge

extension Journal {
  /// Runs reads that see what the derived tables would say if only entries counted that were written
  /// up to a day; nil for all of them.
  ///
  /// An entry's own time and zone say on which day it was written, whether its author's clock was
  /// right or not: so the answer follows from the merged set alone. Who counts in the team is as it
  /// is now.
  ///
  /// Every derived table, and the entries themselves, are read under their plain names; `record`,
  /// `revision`, `words` and `chain` stay as they are. A `CROSS JOIN`, a subquery that names an outer
  /// row, or sorting by a column that isn't selected makes SQLite read whole tables here.
  ///
  /// Costs what was written since that day, in time and in memory. The journal's file isn't touched.
  func read<Result>(
    asOf day: CivilDate?, _ body: (Database) throws -> Result
  ) throws -> Result {
    guard let day else { return try read(body) }
    return try JournalError.translating(path, file: file) {
      try queue.inDatabase { db in
        var result: Result?
        // Nothing temporary can be made in a transaction that must not write. Taking this one back
        // leaves nothing of it, also if `body` throws.
        try db.inTransaction(.deferred) {
          try Past(upTo: day, roster, in: db).shadowTables()
          result = try db.readOnly { try body(db) }
          return .rollback
        }
        guard let result else { fatalError("a transaction that didn't throw has a result") }
        return result
      }
    }
  }
}

/// The derived tables as they were on a day: temporary views under their names, which leave out what
/// records say now that were changed since, and add what they said then.
private struct Past {
  private static let then = "_then"

  let day: CivilDate
  let roster: Roster
  let db: Database

  init(upTo day: CivilDate, _ roster: Roster, in db: Database) {
    self.day = day
    self.roster = roster
    self.db = db
  }

  func shadowTables() throws {
    try db.execute(sql: "CREATE TEMP TABLE later_entry(id INTEGER PRIMARY KEY)")
    try db.execute(sql: "CREATE TEMP TABLE later(record INTEGER PRIMARY KEY, changes)")
    try findLater()
    let isAny = try RowStatement("SELECT 1 FROM temp.later_entry LIMIT 1", in: db).firstInteger()
    guard isAny != nil else { return }
    for sql in Schema.derived { try db.execute(sql: Self.temporary(sql)) }
    // What was erased since can't be told of the past either.
    for table in try Schema.derivedTables(db) where table != "erased" { try shadow(table) }
    try db.execute(
      sql: """
        CREATE TEMP VIEW entry AS
        SELECT * FROM main.entry WHERE id NOT IN (SELECT id FROM temp.later_entry)
        """)
    try deriveThen()
  }

  /// Notes which entries are later ones, and the records that they change, with how many changes.
  private func findLater() throws {
    let entries = try RowStatement(
      """
      SELECT entry.id, entry.revision, entry.bytes FROM written
      CROSS JOIN entry ON entry.replica = written.replica AND seq BETWEEN first AND last
      WHERE day > ?
      """, in: db)
    let revisions = try RowStatement(
      "SELECT entry, record FROM revision WHERE id >= ? ORDER BY id", in: db)
    let isLater = try RowStatement(
      "INSERT OR IGNORE INTO temp.later_entry(id) VALUES (?)", in: db)
    let isChanged = try RowStatement(
      """
      INSERT INTO temp.later(record, changes) VALUES (?, 1)
      ON CONFLICT(record) DO UPDATE SET changes = changes + 1
      """, in: db)
    try entries.start(.integer(Int64(day.dayNumber)))
    while try entries.next() {
      // The numbers between the first and the last of a day may be those of other days.
      let entry = try Entry(bytes: entries.blob(2, atMost: Entry.length))
      guard entry.dayNumber > day.dayNumber else { continue }
      let id = try entries.integer(0)
      try isLater.execute(.integer(id))
      guard db.changesCount == 1 else { continue }  // twice over, by the numbers of two days
      try revisions.start(.integer(try entries.integer(1)))
      while try revisions.next(), try revisions.integer(0) == id {
        try isChanged.execute(.integer(try revisions.integer(1)))
      }
    }
  }

  /// A declaration of a derived table or of its index, for a temporary one of its own name.
  private static func temporary(_ sql: String) -> String {
    let table = "CREATE TABLE "
    if sql.hasPrefix(table) {
      let name = sql.dropFirst(table.count).prefix { $0 != "(" }
      return "CREATE TEMP TABLE \(name)\(then)\(sql.dropFirst(table.count + name.count))"
    }
    // CREATE INDEX name ON table(…)
    let words = sql.split(separator: " ", maxSplits: 4)
    let name = words[4].prefix { $0 != "(" }
    return "CREATE INDEX temp.\(words[2])\(then) ON \(name)\(then)\(words[4].dropFirst(name.count))"
  }

  private func shadow(_ table: String) throws {
    let isUnchanged =
      switch table {
      case "written": "day <= \(day.dayNumber)"
      // It repeats what persons' own records say.
      case "attendance": "\(Self.unchanged) AND person NOT IN (SELECT record FROM temp.later)"
      default: Self.unchanged
      }
    try db.execute(
      sql: """
        CREATE TEMP VIEW \(table) AS SELECT * FROM main.\(table) WHERE \(isUnchanged)
        UNION ALL SELECT * FROM temp.\(table)\(Self.then)
        """)
  }

  private static let unchanged = "record NOT IN (SELECT record FROM temp.later)"

  /// Makes the rows of what later entries changed as they were before.
  private func deriveThen() throws {
    let derivation = try Derivation(
      for: roster, in: db, intoTablesWith: Self.then, absent: .remember)
    // Nothing was said before of most: all their changes are later ones.
    let changed = try RowStatement(
      """
      SELECT record FROM temp.later AS later
      WHERE changes < (SELECT count(*) FROM revision WHERE revision.record = later.record)
      """, in: db)
    try changed.start()
    while try changed.next() { _ = try derivation.refresh(changed.integer(0)) }
    let persons = try RowStatement(
      "SELECT record FROM temp.later JOIN main.record ON id = record WHERE kind = 'person'", in: db)
    try persons.start()
    while try persons.next() {
      try derivation.copyAttendance(
        ofPerson: persons.integer(0), from: "main.attendance WHERE \(Self.unchanged)")
    }
    guard !derivation.records.remembered.isEmpty else { return }
    try shadowRecords(derivation.records.remembered)
  }

  /// Adds records of which the journal knows no more than that an older change names them.
  private func shadowRecords(_ rows: [RecordID: Int64]) throws {
    try db.execute(
      sql: """
        CREATE TEMP TABLE record\(Self.then)(id INTEGER PRIMARY KEY, uuid BLOB UNIQUE, kind TEXT);
        CREATE TEMP VIEW record AS SELECT * FROM main.record
        UNION ALL SELECT * FROM temp.record\(Self.then)
        """)
    let insert = try RowStatement(
      "INSERT INTO temp.record\(Self.then) VALUES (?, ?, '')", in: db)
    for (record, row) in rows { try insert.execute(.integer(row), .blob(record.bytes)) }
  }
}
