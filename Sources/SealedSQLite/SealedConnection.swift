import GRDBSQLite
import Glibc
import Sealing

/// An open connection to a sealed file, seen from below: header, single pages, free pages.
struct SealedConnection {
  private let connection: OpaquePointer

  init(_ connection: OpaquePointer) {
    self.connection = connection
  }

  /// Opens a connection of this module's own, which ``close()`` ends.
  init(opening uri: String) throws {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI
    let status = sqlite3_open_v2(uri, &opened, flags, nil)
    guard let opened else { throw SealedFileError.system(errno: ENOMEM) }
    connection = opened
    do {
      try check(status)
    } catch {
      close()
      throw error
    }
  }

  func close() { sqlite3_close(connection) }

  /// Where SQLite has the file, with every link followed.
  func path() throws -> String {
    guard let path = sqlite3_db_filename(connection, "main") else {
      throw SealedFileError.system(errno: ENOENT)
    }
    return String(cString: path)
  }

  /// Whether the file has lost its name, or another file has it.
  func hasMoved() throws -> Bool {
    var hasMoved: Int32 = 0
    try check(sqlite3_file_control(connection, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved))
    return hasMoved != 0
  }

  /// Runs `body` while this connection alone may write, in the file that still has its name.
  func inWriteTransaction<Result>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN IMMEDIATE")
    do {
      guard try !hasMoved() else { throw SealedFileError.replaced }
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      try? execute("ROLLBACK")
      throw error
    }
  }

  /// Runs `body` while nobody may write.
  func inReadTransaction<Result>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN; SELECT count(*) FROM sqlite_schema")
    defer { try? execute("COMMIT") }
    return try body()
  }

  func execute(_ sql: String) throws {
    try check(sqlite3_exec(connection, sql, nil, nil, nil))
  }

  /// How many pages the database has in this transaction.
  func pageCount() throws -> UInt32 {
    var statement: OpaquePointer?
    try check(sqlite3_prepare_v2(connection, "PRAGMA page_count", -1, &statement, nil))
    defer { sqlite3_finalize(statement) }
    guard sqlite3_step(statement) == SQLITE_ROW else { throw SealedFileError.damaged(.page(0)) }
    return UInt32(truncatingIfNeeded: sqlite3_column_int64(statement, 0))
  }

  func readHeader() throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 2 * FileLayout.headerSize)
    try request(.readHeader, 0, &bytes)
    return bytes
  }

  func writeHeader(_ copy: [UInt8], at offset: Int64) throws {
    var bytes = copy
    try request(.writeHeaderCopy, UInt32(offset), &bytes)
  }

  /// The plain bytes of a page, or nil if it isn't authentic.
  func readPage(_ number: UInt32) throws -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: FileLayout.pageSize)
    return try request(.readPage, number, &bytes) ? bytes : nil
  }

  /// The free pages that hold nothing, by number; those that list them aren't among them.
  ///
  /// - Throws: ``SealedFileError/damaged(_:)`` if the list itself isn't as SQLite writes it.
  func freeLeaves() throws -> [UInt32] {
    guard let first = try readPage(1) else { throw SealedFileError.damaged(.page(1)) }
    var found: [UInt32] = []
    var seen = Set<UInt32>()
    // A trunk page: the next trunk, how many leaves, the leaves. Big-endian.
    var trunk = first.bigEndian(at: 32)
    let limit = try pageCount()
    while trunk != 0 {
      guard trunk <= limit, seen.insert(trunk).inserted, let page = try readPage(trunk) else {
        throw SealedFileError.damaged(.page(trunk))
      }
      let leaves = min(Int(page.bigEndian(at: 4)), (FileLayout.pageSize - 8) / 4)
      for index in 0..<leaves {
        let leaf = page.bigEndian(at: 8 + 4 * index)
        guard leaf >= 1, leaf <= limit else { throw SealedFileError.damaged(.page(trunk)) }
        found.append(leaf)
      }
      trunk = page.bigEndian(at: 0)
    }
    return found
  }

  /// Seals a page's plain bytes.
  func writePage(_ number: UInt32, _ plain: [UInt8]) throws {
    var bytes = plain
    try request(.writePage, number, &bytes)
  }

  /// Has everything that was written put on the disk.
  func sync() throws {
    var nothing: [UInt8] = [0]
    try request(.sync, 0, &nothing)
  }

  @discardableResult
  private func request(
    _ action: FileRequest.Action, _ number: UInt32, _ bytes: inout [UInt8]
  ) throws -> Bool {
    try bytes.withUnsafeMutableBytes { buffer in
      guard let base = buffer.baseAddress else { return false }
      var request = FileRequest(action: action, number: number, buffer: base)
      try check(
        withUnsafeMutablePointer(to: &request) {
          sqlite3_file_control(connection, "main", FileRequest.operation, $0)
        })
      return request.isAuthentic
    }
  }

  private func check(_ status: Int32) throws {
    switch status & 0xff {
    case SQLITE_OK, SQLITE_ROW, SQLITE_DONE: return
    case SQLITE_BUSY, SQLITE_LOCKED: throw SealedFileError.busy
    case SQLITE_READONLY where status == SQLITE_READONLY_DBMOVED: throw SealedFileError.replaced
    case SQLITE_READONLY: throw SealedFileError.readOnly
    case SQLITE_FULL: throw SealedFileError.outOfSpace
    default: throw SealedFileError.system(errno: sqlite3_system_errno(connection))
    }
  }
}

extension SealedFile {
  /// Finds the pages that aren't authentic, by number.
  ///
  /// Reads the whole file; for `check`. A free page that lost its bytes isn't among them: a crash
  /// may tear one for good, since SQLite doesn't journal one that it reuses, and nothing is lost by it.
  public func unauthenticPages(through connection: OpaquePointer) throws -> [UInt32] {
    let database = SealedConnection(connection)
    return try database.inReadTransaction {
      let count = try database.pageCount()
      let found = try (0..<count).map { $0 + 1 }.filter { number in
        try number != Self.lockBytePage && database.readPage(number) == nil
      }
      // Where the list of free pages is damaged itself, nothing is known to be free.
      guard !found.isEmpty, let free = try? Set(database.freeLeaves()) else { return found }
      return found.filter { !free.contains($0) }
    }
  }

  /// The page at SQLite's lock bytes (at 1 GiB), which no database uses.
  static let lockBytePage = UInt32(0x4000_0000 / FileLayout.pageSize + 1)
}

// Another extended code that is a macro of an expression.
private let SQLITE_READONLY_DBMOVED = SQLITE_READONLY | 4 << 8

extension [UInt8] {
  fileprivate func bigEndian(at offset: Int) -> UInt32 {
    UInt32(bigEndian: withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self) })
  }
}
