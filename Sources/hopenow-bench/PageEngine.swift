import Glibc
import SealedSQLite
import Sealing

/// One of the engines that are compared: how it opens a database, and what it does with rows.
///
/// A row is about 400 bytes: when, where, who (16 bytes), what, and a note of 320 to 350 bytes.
/// Times rise by a few minutes from row to row, as they do when people write things down.
final class PageEngine {
  let name: String
  private let library: SQLiteLibrary
  private let key: String?
  private let folder: String
  private var sealed: SealedFile?
  private var connection: Connection?
  private var next: Int64 = 0
  private var noise = Noise(7)
  private let isDurable: Bool

  static let months: Int64 = 36

  /// - Parameters:
  ///   - name: What stands above its column.
  ///   - library: The copy of SQLite that it uses.
  ///   - key: SQLCipher's raw key.
  ///   - folder: Where its file lies, removed with it.
  ///   - isDurable: Whether a commit waits for the disk.
  init(
    _ name: String, _ library: SQLiteLibrary, key: String? = nil, folder: String, isDurable: Bool
  ) {
    self.name = name
    self.library = library
    self.key = key
    self.folder = folder
    self.isDurable = isDurable
  }

  private var path: String { "\(folder)/\(name.filter { $0.isLetter || $0.isNumber }).db" }

  /// The size of the file in bytes.
  var size: Double {
    var status = stat()
    return stat(path, &status) == 0 ? Double(status.st_size) : 0
  }

  /// Begins with an empty file; a sealed one has its header and its raw key from here on.
  func reset(isSealed: Bool) throws {
    connection = nil
    sealed = nil
    next = 0
    noise = Noise(7)
    unlink(path)
    guard isSealed else { return }
    let keys = JournalKeys(dataKey: try .random(), authorSeed: try .random(count: 32))
    sealed = try SealedFile.create(
      at: path, keys: keys, for: [.owner(.keyFile(try .random(count: 32)))], isDemo: true)
  }

  func removeFiles() {
    connection = nil
    sealed = nil
    unlink(path)
    unlink(path + "-journal")
  }

  private func open() throws -> Connection {
    let name = try sealed?.databaseURI ?? path
    return try Connection(name, in: library, key: key, isDurable: isDurable)
  }

  private func opened() throws -> Connection {
    if let connection { return connection }
    let connection = try open()
    self.connection = connection
    return connection
  }

  // MARK: What is measured

  /// All rows in one transaction, the two indices kept up meanwhile.
  func fill(rows: Int64) throws {
    let connection = try opened()
    try connection.run(
      """
      CREATE TABLE event(id INTEGER PRIMARY KEY, ts INTEGER NOT NULL, district INTEGER NOT NULL,
        person BLOB NOT NULL, kind INTEGER NOT NULL, note TEXT NOT NULL);
      CREATE INDEX event_ts ON event(ts);
      CREATE INDEX event_person ON event(person);
      BEGIN IMMEDIATE;
      """)
    let insert = try self.insert(in: connection)
    for _ in 0..<rows { try self.insert(oneRow: insert) }
    try connection.run("COMMIT")
  }

  /// So many rows, each in a transaction of its own.
  func commit(times: Int) throws {
    let insert = try self.insert(in: opened())
    for _ in 0..<times { try self.insert(oneRow: insert) }
  }

  /// A month in the middle, found by its index, on the connection that is open.
  func month() throws { try month(in: opened()) }

  /// The same month on a new connection.
  func openAndMonth() throws { try month(in: open()) }

  /// Every row, grouped by something that no index has.
  func scan() throws {
    try opened().statement(
      "SELECT sum(length(note)), count(*) FROM event GROUP BY district, kind"
    ).finish()
  }

  /// Single rows by number.
  func points(times: Int, inOneTransaction: Bool) throws {
    let connection = try opened()
    let statement = try connection.statement("SELECT length(note) FROM event WHERE id = ?")
    if inOneTransaction { try connection.run("BEGIN") }
    var noise = Noise(11)
    for _ in 0..<times {
      statement.bind(1, 1 + Int64(noise.next() % UInt64(next)))
      try statement.finish()
    }
    if inOneTransaction { try connection.run("COMMIT") }
  }

  /// A new connection and one row.
  func openAndRead() throws {
    let statement = try open().statement("SELECT length(note) FROM event WHERE id = 1")
    try statement.finish()
  }

  // MARK: Rows

  private static let secondsBetween: Int64 = 400

  private func month(in connection: Connection) throws {
    let statement = try connection.statement(
      """
      SELECT count(*), sum(length(note)) FROM event WHERE ts >= ? AND ts < ?
      GROUP BY district, kind
      """)
    let length = next * Self.secondsBetween / Self.months
    statement.bind(1, Self.months / 2 * length)
    statement.bind(2, (Self.months / 2 + 1) * length)
    try statement.finish()
  }

  private func insert(in connection: Connection) throws -> Statement {
    try connection.statement(
      "INSERT INTO event(ts, district, person, kind, note) VALUES (?, ?, ?, ?, ?)")
  }

  private func insert(oneRow statement: Statement) throws {
    next += 1
    statement.bind(1, next * Self.secondsBetween + Int64(noise.next() % 300))
    statement.bind(2, Int64(noise.next() % 25))
    var person = (noise.next() % 5000, UInt64(0))
    person.1 = person.0 &* 0x9e37_79b9_7f4a_7c15
    statement.bind(4, Int64(noise.next() % 9))
    let start = Int(noise.next() % 1000)
    let length = 320 + Int(noise.next() % 31)
    try withUnsafeBytes(of: &person) { bytes in
      statement.bind(3, blob: bytes)
      try Self.words.withUnsafeBytes { words in
        statement.bind(5, text: UnsafeRawBufferPointer(rebasing: words[start..<start + length]))
        try statement.finish()
      }
    }
  }

  /// Letters and spaces to cut notes from.
  private static let words: [UInt8] = {
    var noise = Noise(3)
    return (0..<1400).map { _ in
      let number = noise.next() % 32
      return number < 26 ? UInt8(97 + number) : UInt8(ascii: " ")
    }
  }()
}

/// Numbers that look random and are the same for every engine.
struct Noise {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
