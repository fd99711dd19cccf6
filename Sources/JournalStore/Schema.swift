import CaseModel
import Foundation
import GRDB
import Sealing

/// The tables of a journal.
///
/// The *tables of record* hold the truth: entries and their revisions, as the bytes received. A
/// merge reads nothing else of a foreign journal, and only if their texts are exactly these. The
/// *derived* tables are what lists and reports read; they follow from the kinds and can be thrown
/// away and made again.
enum Schema {
  /// The version of the tables of record, kept in `user_version`.
  static let version = 1

  /// The tables of record.
  ///
  /// Released texts are never edited.
  ///
  /// An entry's revisions have consecutive row ids from `entry.revision` on. A revision whose
  /// header was erased or withheld keeps its bare 32-byte id in the header's place; an erased one
  /// belongs to the record that stands for what was erased (``RecordMark/alias``).
  static let tablesOfRecord: [(name: String, sql: String)] = [
    (
      "replica",
      "CREATE TABLE replica(id INTEGER PRIMARY KEY, label BLOB NOT NULL, author BLOB NOT NULL)"
    ),
    (
      "entry",
      "CREATE TABLE entry(id INTEGER PRIMARY KEY, replica INTEGER NOT NULL, seq INTEGER NOT NULL, "
        + "revision INTEGER NOT NULL, bytes BLOB NOT NULL, signature BLOB NOT NULL)"
    ),
    (
      "record",
      "CREATE TABLE record(id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, kind TEXT NOT NULL)"
    ),
    (
      "revision",
      "CREATE TABLE revision(id INTEGER PRIMARY KEY, record INTEGER NOT NULL, "
        + "entry INTEGER NOT NULL, header BLOB NOT NULL)"
    ),
    (
      "words",
      "CREATE TABLE words(revision INTEGER NOT NULL, field TEXT NOT NULL, salt BLOB NOT NULL, "
        + "text TEXT NOT NULL, PRIMARY KEY(revision, field)) WITHOUT ROWID"
    ),
  ]

  /// One row a chain: how many entries, the last number, and the wrapping sum of the first eight
  /// bytes of their ids.
  ///
  /// Two journals with equal rows hold equal chains, so that a merge with nothing new reads nothing
  /// else. A foreign file that lies here only hides its own entries.
  static let chain: [(name: String, sql: String)] = [
    (
      "chain",
      "CREATE TABLE chain(replica INTEGER PRIMARY KEY, count INTEGER NOT NULL, "
        + "last INTEGER NOT NULL, sum INTEGER NOT NULL)"
    )
  ]

  /// What goes with the tables of record and isn't merged.
  static let companions = [
    "CREATE UNIQUE INDEX replica_label ON replica(label, author)",
    "CREATE INDEX entry_chain ON entry(replica, seq)",  // not unique: forks are kept
    "CREATE UNIQUE INDEX record_uuid ON record(uuid)",
    "CREATE INDEX revision_record ON revision(record)",
    // Who is in the team is read by every command.
    "CREATE INDEX record_member ON record(id) WHERE kind = 'member'",
    // What was erased is read whenever somebody is made or removed who may erase.
    "CREATE INDEX record_erase ON record(id) WHERE kind = 'erase'",
    // Entries of which something isn't at hand: withheld revisions, or words.
    "CREATE TABLE incomplete(entry INTEGER PRIMARY KEY)",
    fact,
    heard,
  ]

  /// Which records of kind `erase` had come to which installs, when a file of theirs was read.
  private static let heard =
    "CREATE TABLE IF NOT EXISTS heard(erasure INTEGER NOT NULL, replica INTEGER NOT NULL, "
    + "PRIMARY KEY(erasure, replica)) WITHOUT ROWID"

  static let fact =
    "CREATE TABLE fact(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"

  /// Makes the tables of record and what goes with them: all that a merge reads.
  static func createTablesOfRecord(_ db: Database) throws {
    for table in tablesOfRecord + chain { try db.execute(sql: table.sql) }
    for sql in companions { try db.execute(sql: sql) }
    try db.execute(sql: "PRAGMA user_version = \(version)")
  }

  static func create(_ db: Database) throws {
    try createTablesOfRecord(db)
    for sql in derived { try db.execute(sql: sql) }
    try Fact.derivedDigest.set(digestOfDerived, in: db)
  }

  /// Throws the derived tables away and makes them empty again.
  static func recreateDerived(_ db: Database) throws {
    for name in try derivedTables(db) { try db.execute(sql: "DROP TABLE \"\(name)\"") }
    try db.execute(sql: heard)
    for sql in derived { try db.execute(sql: sql) }
    try Fact.derivedDigest.set(digestOfDerived, in: db)
  }

  /// The names of the derived tables that the journal has.
  static func derivedTables(_ db: Database) throws -> [String] {
    let kept = Set((tablesOfRecord + chain).map(\.name) + ["fact", "incomplete", "heard"])
    return try String.fetchAll(
      db,
      sql: """
        SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
        ORDER BY name
        """
    ).filter { !kept.contains($0) }
  }

  /// Tells whether derived tables were made from these declarations or from older ones.
  static let digestOfDerived = Hashing.blake2b(
    16, domain: "hopenow derived tables v1",
    Array((derived + [heard] + protective).joined(separator: ";").utf8))

  /// What is shown of several answers isn't in the declarations.
  private static let protective = Kind.all.flatMap { kind in
    kind.fields.compactMap { field in
      field.protective.map { "\(kind.name).\(field.name) \($0.encoded)" }
    }
  }

  /// Every derived table and index.
  static let derived: [String] =
    Kind.all.flatMap { kind in
      var sql = [
        "CREATE TABLE \(kind.table)(record INTEGER PRIMARY KEY"
          + kind.columns.map { ", \($0.quoted)" }.joined() + ")"
      ]
      if kind.isEvent {
        // All that a report reads of an event lies in the index, and the order of a day in lists.
        let inOrder = ["on", "on-time"].filter(kind.columns.contains)
        let covering = (inOrder + kind.tallied).map(\.quoted)
        sql.append(
          "CREATE INDEX \(kind.table)_on ON "
            + "\(kind.table)(\(covering.joined(separator: ", ")))")
      }
      if kind.columns.contains("place") {
        sql.append(
          "CREATE INDEX \(kind.table)_place ON \(kind.table)(place, \"on\") "
            + "WHERE place IS NOT NULL")
      }
      for field in kind.fields where field.hasTableOfItsOwn {
        sql.append(
          "CREATE TABLE \(kind.table(of: field))(record INTEGER NOT NULL, value NOT NULL, number, "
            + "PRIMARY KEY(record, value)) WITHOUT ROWID")
      }
      return sql
    } + [
      // Who took part in what: one row per event and person, with what reports group by, so that
      // a month costs the month and never a look at the persons.
      "CREATE TABLE attendance(record INTEGER NOT NULL, person INTEGER NOT NULL, "
        + "kind TEXT NOT NULL, \"on\", gender, citizenship, "
        + "PRIMARY KEY(record, person)) WITHOUT ROWID",
      "CREATE INDEX attendance_kind ON attendance(kind, \"on\", gender, citizenship, person)",
      "CREATE INDEX attendance_person ON attendance(person, kind, \"on\")",
      // What people type to name something: aliases, and labels of the team's lists, folded.
      "CREATE TABLE handle(folded TEXT NOT NULL, record INTEGER NOT NULL, "
        + "PRIMARY KEY(folded, record)) WITHOUT ROWID",
      "CREATE INDEX handle_record ON handle(record)",
      // What records want done, and by which day: the stored names of `Deadline`.
      "CREATE TABLE deadline(record INTEGER NOT NULL, reason TEXT NOT NULL, due, "
        + "PRIMARY KEY(record, reason)) WITHOUT ROWID",
      "CREATE INDEX deadline_due ON deadline(reason, due)",
      // On which days each install wrote which entries, by their authors' clocks: what was written
      // since a day is found without a look at all the rest.
      "CREATE TABLE written(day INTEGER NOT NULL, replica INTEGER NOT NULL, "
        + "first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY(day, replica)) WITHOUT ROWID",
      // What was erased, by the marks of records, and the record that says so.
      "CREATE TABLE erased(mark BLOB PRIMARY KEY, record INTEGER NOT NULL) WITHOUT ROWID",
      // What persons said to being counted: one row per record of kind `consent` that is about it.
      "CREATE TABLE statistics(record INTEGER PRIMARY KEY, person INTEGER NOT NULL, "
        + "consent TEXT NOT NULL, \"on\", until)",
      "CREATE INDEX statistics_person ON statistics(person, consent, \"on\", until)",
      // Which records wait for a person, and why: a field's stored name, or ":gone", ":missing".
      "CREATE TABLE attention(record INTEGER NOT NULL, reason TEXT NOT NULL, "
        + "PRIMARY KEY(record, reason)) WITHOUT ROWID",
    ]
}

/// Small facts of a journal that are neither records nor derived from them.
enum Fact: String {
  /// The key that makes supervisors; one's own until one joins a team.
  case root
  /// ``Schema/digestOfDerived`` of the tables as they are.
  case derivedDigest
  /// The newest time of an entry whose clock was good, in milliseconds, as 8 little-endian bytes.
  case newestGoodTime

  func get(_ db: Database) throws -> [UInt8]? {
    let statement = try db.cachedStatement(sql: "SELECT value FROM fact WHERE name = ?")
    return try Data.fetchOne(statement, arguments: [rawValue]).map { [UInt8]($0) }
  }

  func set(_ value: [UInt8], in db: Database) throws {
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO fact(name, value) VALUES (?, ?)")
      .execute(arguments: [rawValue, Data(value)])
  }
}

extension Kind {
  /// The name of the derived table.
  var table: String { name.withoutHyphens }

  /// The columns of the derived table, besides `record`.
  var columns: [String] {
    (isOwned ? ["person"] : [])
      + fields.flatMap { field -> [String] in
        switch field.type {
        case .words, .bytes, .counts, .indicators: []
        case .date(time: true): [field.name, field.name + "-time"]
        default: field.isMany ? [] : [field.name]
        }
      }
  }

  /// The columns that a usual report reads of an event: the head-count, then the codes that it counts.
  var tallied: [String] {
    (field("met") == nil ? [] : ["met"]) + countedFields.map(\.name)
  }

  /// The fields of one answer that `report monthly` counts by code.
  var countedFields: [Field] { fields.filter { $0.isCounted && !$0.isMany } }

  /// The name of the derived table of a field that takes several answers.
  func table(of field: Field) -> String { "\(table)_\(field.name.withoutHyphens)" }
}

extension Field {
  /// Whether its answers have rows of their own, rather than a column.
  var hasTableOfItsOwn: Bool {
    switch type {
    case .words, .bytes: false
    case .counts, .indicators: true
    case .record(kind: "person"): false  // `attendance` has them
    default: isMany
    }
  }
}

extension String {
  /// The name as SQL takes it, since `on` and `to` are words of SQL.
  var quoted: String { "\"\(self)\"" }

  /// The name as part of a table's, where a hyphen would be a minus.
  fileprivate var withoutHyphens: String {
    String(decoding: utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
  }
}
