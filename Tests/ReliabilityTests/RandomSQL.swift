import TestSupport

/// Random SQL that any SQLite answers alike, whatever its file lies on.
///
/// A seed decides all of it. It keeps count of tables, indices and transactions so that most
/// statements succeed; those that break a constraint are answers too. Nothing in it asks for chance,
/// time, or how many pages there are.
struct RandomSQL {
  /// Stands for a second database of the same sort as the main one.
  static let otherFile = "{other}"
  /// Stands for a third, that a backup is written to.
  static let backupFile = "{backup}"

  private var chance: Seeded
  private(set) var statements: [String] = []
  private var tables: [String] = []
  private var indices: [String] = []
  private var savepoints: [String] = []
  private var isInTransaction = false
  private var made = 0

  init(seed: UInt64, count: Int) {
    chance = Seeded(seed)
    statements = [
      "PRAGMA temp_store = MEMORY;", "PRAGMA synchronous = OFF;",
      "PRAGMA cache_size = \(chance.pick([4, 30, 2000]));",
      "PRAGMA journal_mode = \(chance.pick(["TRUNCATE", "DELETE", "PERSIST"]));",
      "ATTACH '\(Self.otherFile)' AS other;",
      "CREATE TABLE other.kept(id INTEGER PRIMARY KEY, a, b, c);",
      "CREATE TABLE log(what TEXT, old, new);",
    ]
    for _ in 0..<3 { statements.append(newTable()) }
    while statements.count < count { statements.append(statement()) }
    if isInTransaction { statements.append(chance.once(in: 2) ? "COMMIT;" : "ROLLBACK;") }
    statements += [
      "PRAGMA integrity_check;", "VACUUM;", "PRAGMA integrity_check;",
      "SELECT * FROM other.kept ORDER BY id;", ".backup main \(Self.backupFile)", ".dump",
      "DETACH other;", ".open \(Self.backupFile)", "PRAGMA integrity_check;", ".dump",
    ]
  }

  private mutating func statement() -> String {
    switch chance.below(100) {
    case 0..<30: insert()
    case 30..<42: update()
    case 42..<47: "DELETE FROM \(table()) WHERE \(condition());"
    case 47..<70: query()
    case 70..<80: transaction()
    case 80..<84: index()
    case 84..<86: changeOfSchema()
    case 86..<91: overflow()
    case 91..<94: acrossFiles()
    case 94..<96: housekeeping()
    case 96: ".backup main \(Self.backupFile)"
    default: "SELECT count(*), total(length(b)), max(id) FROM \(table());"
    }
  }

  // MARK: Rows

  private mutating func insert() -> String {
    let table = table()
    let way = chance.pick(["INSERT", "INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"])
    switch chance.below(8) {
    case 0:
      return
        "\(way) INTO \(table)(a, b, c) SELECT a + 1, b || 'ø', c FROM \(self.table()) "
        + "ORDER BY id LIMIT \(chance.below(30));"
    case 1:
      return
        "INSERT INTO \(table)(id, a, b) VALUES (\(chance.below(300)), \(value()), \(value())) "
        + "ON CONFLICT(id) DO UPDATE SET a = excluded.a, b = excluded.b RETURNING id, a;"
    case 2:
      return
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
        + "\(1 + chance.below(60))) \(way) INTO \(table)(a, b, c, d) "
        + "SELECT i * \(chance.below(1000)), printf('%0*d', i, i), zeroblob(i), i / 7.0 FROM n;"
    default:
      let rows = (0...chance.below(4)).map { _ in
        "(\(chance.once(in: 3) ? "NULL" : String(chance.below(2000))), \(value()), \(value()), "
          + "\(value()), \(value()))"
      }
      return "\(way) INTO \(table)(id, a, b, c, d) VALUES \(rows.joined(separator: ", "));"
    }
  }

  private mutating func update() -> String {
    let table = table()
    switch chance.below(4) {
    case 0:
      return
        "UPDATE \(table) SET b = o.b FROM \(self.table()) AS o "
        + "WHERE o.id = \(table).id + 1 AND o.id < \(chance.below(500));"
    case 1: return "UPDATE \(table) SET id = id + 5000 WHERE id = \(chance.below(300));"
    default:
      return
        "UPDATE OR \(chance.pick(["IGNORE", "REPLACE", "FAIL", "ABORT"])) \(table) "
        + "SET \(chance.pick(["a", "b", "c", "d"])) = \(value()) WHERE \(condition());"
    }
  }

  /// Values that fill several pages, and what makes them short again.
  private mutating func overflow() -> String {
    let table = table()
    let length = 3000 + chance.below(40_000)
    switch chance.below(4) {
    case 0:
      return "UPDATE \(table) SET c = zeroblob(\(length)) WHERE id % 40 = \(chance.below(40));"
    case 1: return "UPDATE \(table) SET c = NULL WHERE length(c) > 3000;"
    default:
      return "INSERT INTO \(table)(a, b) VALUES (\(value()), printf('%.*c', \(length), 'æ'));"
    }
  }

  private mutating func value() -> String {
    switch chance.below(12) {
    case 0: "NULL"
    case 1: chance.pick(["9223372036854775807", "-9223372036854775808", "0", "-1", "1e300", "0.1"])
    case 2: "x'" + (0..<chance.below(200)).map { _ in chance.pick(Self.hex) }.joined() + "'"
    case 3: chance.pick(["'Ærø'", "'名前'", "'🎈'", "''", "'it''s'", "char(10)", "'a' || char(0)"])
    case 4, 5: String(Int(bitPattern: UInt(chance.next())) >> chance.below(60))
    case 6: "\(chance.below(10_000)) / 8.0"
    default:
      "'" + (0..<1 + chance.below(20)).map { _ in chance.pick(Self.words) }.joined(separator: " ")
        + "'"
    }
  }
  private static let hex = ["00", "ff", "7f", "0a", "c3", "a6"]
  private static let words = ["river", "window", "planet", "æble", "music", "Straße", "9", "_%"]

  private mutating func condition() -> String {
    switch chance.below(6) {
    case 0: "id BETWEEN \(chance.below(300)) AND \(chance.below(2000))"
    case 1: "b LIKE '\(chance.pick(["%æ%", "r_ver%", "%9"]))'"
    case 2: "a > \(value())"
    case 3: "id IN (SELECT id FROM \(table()) WHERE a IS NULL)"
    case 4: "c IS NOT NULL AND id % 7 = \(chance.below(7))"
    default: "id = \(chance.below(2000))"
    }
  }

  // MARK: Questions

  private mutating func query() -> String {
    let (one, two) = (table(), table())
    switch chance.below(10) {
    case 0:
      return
        "SELECT typeof(a), count(*), min(a), max(b), total(length(c)) FROM \(one) GROUP BY 1 "
        + "HAVING count(*) > \(chance.below(3)) ORDER BY 1;"
    case 1:
      return
        "SELECT x.id, y.id, x.b FROM \(one) AS x JOIN \(two) AS y ON x.a = y.a "
        + "ORDER BY x.id, y.id LIMIT 50;"
    case 2:
      return
        "SELECT id, row_number() OVER w, lag(a, 1, 'none') OVER w, "
        + "sum(length(b)) OVER (w ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) FROM \(one) "
        + "WINDOW w AS (PARTITION BY typeof(a) ORDER BY a, id) ORDER BY id LIMIT 60;"
    case 3:
      let word = chance.pick(["UNION", "EXCEPT", "INTERSECT", "UNION ALL"])
      return
        "SELECT * FROM (SELECT a FROM \(one) \(word) SELECT b FROM \(two)) ORDER BY 1 LIMIT 40;"
    case 4:
      return
        "SELECT x.id, (SELECT count(*) FROM \(two) AS y WHERE y.a < x.a) FROM \(one) AS x "
        + "WHERE \(condition().replacing("id", with: "x.id", maxReplacements: 1)) "
        + "ORDER BY x.id LIMIT 20;"
    case 5: return "SELECT hex(c), quote(b), quote(d) FROM \(one) WHERE \(condition()) ORDER BY id;"
    case 6:
      return
        "SELECT json_group_array(id) FROM (SELECT id FROM \(one) WHERE \(condition()) ORDER BY id);"
    case 7: return "SELECT id, a FROM \(one) ORDER BY b COLLATE NOCASE DESC, id LIMIT 30;"
    case 8:
      return "SELECT count(DISTINCT a), group_concat(DISTINCT typeof(d)) FROM "
        + "(SELECT a, d FROM \(one) ORDER BY id);"
    default: return "SELECT * FROM \(one) WHERE \(condition()) ORDER BY id;"
    }
  }

  // MARK: Transactions

  private mutating func transaction() -> String {
    guard isInTransaction else {
      isInTransaction = true
      return chance.pick(["BEGIN;", "BEGIN IMMEDIATE;", "BEGIN EXCLUSIVE;"])
    }
    switch chance.below(6) {
    case 0, 1:
      isInTransaction = false
      savepoints = []
      return "COMMIT;"
    case 2:
      isInTransaction = false
      savepoints = []
      return "ROLLBACK;"
    case 3:
      guard let savepoint = savepoints.last else { fallthrough }
      return "ROLLBACK TO \(savepoint);"
    case 4:
      guard let savepoint = savepoints.popLast() else { fallthrough }
      return "RELEASE \(savepoint);"
    default:
      made += 1
      savepoints.append("s\(made)")
      return "SAVEPOINT s\(made);"
    }
  }

  // MARK: Tables and files

  private mutating func table() -> String { chance.pick(tables) }

  /// A table that a rollback takes away again only makes later statements fail, on both sides.
  private mutating func newTable() -> String {
    made += 1
    tables.append("t\(made)")
    let columns = chance.pick([
      "id INTEGER PRIMARY KEY, a, b TEXT, c BLOB, d REAL",
      "id INTEGER PRIMARY KEY AUTOINCREMENT, a INTEGER, b TEXT UNIQUE, c, d CHECK (d IS NOT 0)",
      "id INTEGER PRIMARY KEY, a, b TEXT DEFAULT 'ø', c, d, e AS (length(b)) STORED",
      "id INTEGER PRIMARY KEY, a TEXT COLLATE NOCASE, b, c, d NUMERIC",
    ])
    guard !chance.once(in: 4) else {
      return
        "CREATE TABLE t\(made)(id INTEGER NOT NULL DEFAULT 7, a, b TEXT, c, d, PRIMARY KEY(id)) "
        + "WITHOUT ROWID;"
    }
    return "CREATE TABLE t\(made)(\(columns));"
  }

  private mutating func index() -> String {
    if indices.count > 6 || !indices.isEmpty && chance.once(in: 3) {
      return "DROP INDEX IF EXISTS \(indices.removeFirst());"
    }
    made += 1
    indices.append("i\(made)")
    let on = chance.pick([
      "(a)", "(b COLLATE NOCASE, a)", "(length(c), id)", "(d) WHERE d IS NOT NULL", "(c, b)",
    ])
    return "CREATE INDEX i\(made) ON \(table())\(on);"
  }

  private mutating func changeOfSchema() -> String {
    made += 1
    switch chance.below(6) {
    case 0 where tables.count > 3: return "DROP TABLE IF EXISTS \(tables.removeFirst());"
    case 0, 1: return newTable()
    case 2: return "ALTER TABLE \(table()) ADD COLUMN x\(made) DEFAULT 'added';"
    case 3:
      return
        "CREATE TRIGGER g\(made) AFTER UPDATE OF a ON \(table()) BEGIN "
        + "INSERT INTO log VALUES ('g\(made)', old.a, new.a); END;"
    case 4: return "CREATE VIEW v\(made) AS SELECT id, a FROM \(table()) WHERE a IS NOT NULL;"
    default: return "SELECT type, name, sql FROM sqlite_schema ORDER BY name;"
    }
  }

  /// Both files in one transaction, which takes a super-journal to commit.
  private mutating func acrossFiles() -> String {
    switch chance.below(4) {
    case 0: "DELETE FROM other.kept WHERE id % 3 = \(chance.below(3));"
    case 1: "SELECT count(*), total(length(b)) FROM other.kept;"
    default:
      "INSERT OR REPLACE INTO other.kept(a, b, c) SELECT a, b, c FROM \(table()) "
        + "WHERE \(condition()) LIMIT 20;"
    }
  }

  private mutating func housekeeping() -> String {
    switch chance.below(9) {
    case 0, 1: "VACUUM;"
    case 2: "VACUUM other;"
    case 3: "PRAGMA integrity_check;"
    case 4: "PRAGMA other.quick_check;"
    case 5: "ANALYZE;"
    case 6: "REINDEX;"
    case 7: "PRAGMA cache_size = \(chance.pick([4, 30, 2000]));"
    default: "PRAGMA user_version = \(chance.below(1000)); PRAGMA user_version;"
    }
  }
}
