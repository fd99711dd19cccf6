import Glibc

/// An open database of any engine.
final class Connection {
  static let readWrite: Int32 = 2
  static let create: Int32 = 4
  static let uri: Int32 = 0x40

  let library: SQLiteLibrary
  private let handle: OpaquePointer

  /// Opens a file and sets what hopenow sets, on every side alike.
  ///
  /// - Parameters:
  ///   - name: A path or a URI.
  ///   - library: The copy of SQLite that opens it.
  ///   - key: A raw key as SQLCipher takes it, so that no passphrase is stretched.
  ///   - isDurable: Whether a commit waits for the disk.
  /// - Throws: ``BenchError/sqlite(_:)``.
  init(_ name: String, in library: SQLiteLibrary, key: String? = nil, isDurable: Bool) throws {
    var handle: OpaquePointer?
    let flags = Self.readWrite | Self.create | Self.uri
    guard library.open(name, &handle, flags, nil) == 0, let handle else {
      throw BenchError.sqlite("cannot open \(name)")
    }
    self.library = library
    self.handle = handle
    if let key, library.key?(handle, key, Int32(key.utf8.count)) != 0 {
      throw BenchError.sqlite("sqlite3_key failed")
    }
    try run(
      """
      PRAGMA cache_size = -2000;
      PRAGMA temp_store = MEMORY;
      PRAGMA secure_delete = ON;
      PRAGMA mmap_size = 0;
      PRAGMA journal_mode = TRUNCATE;
      PRAGMA synchronous = \(isDurable ? "FULL" : "OFF");
      """)
  }

  deinit { _ = library.close(handle) }

  func run(_ sql: String) throws {
    guard library.execute(handle, sql, nil, nil, nil) == 0 else { throw failure(sql) }
  }

  func statement(_ sql: String) throws -> Statement {
    var statement: OpaquePointer?
    guard library.prepare(handle, sql, -1, &statement, nil) == 0, let statement else {
      throw failure(sql)
    }
    return Statement(statement, of: self)
  }

  /// The integer that a query answers with.
  func integer(_ sql: String) throws -> Int64 {
    let statement = try statement(sql)
    guard try statement.step() else { throw failure(sql) }
    return statement.integer(0)
  }

  fileprivate func failure(_ sql: String) -> BenchError {
    let message = library.message(handle).map { String(cString: $0) } ?? ""
    return .sqlite("\(message): \(sql.prefix(60))")
  }
}

/// A prepared statement; bound bytes must outlive the next step.
final class Statement {
  private let connection: Connection
  private let handle: OpaquePointer
  private var library: SQLiteLibrary { connection.library }

  fileprivate init(_ handle: OpaquePointer, of connection: Connection) {
    self.handle = handle
    self.connection = connection
  }

  deinit { _ = connection.library.finalize(handle) }

  func bind(_ index: Int32, _ value: Int64) { _ = library.bindInteger(handle, index, value) }

  func bind(_ index: Int32, text: UnsafeRawBufferPointer) {
    _ = library.bindText(
      handle, index, text.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(text.count), nil)
  }

  func bind(_ index: Int32, blob: UnsafeRawBufferPointer) {
    _ = library.bindBlob(handle, index, blob.baseAddress, Int32(blob.count), nil)
  }

  /// Whether there is another row.
  func step() throws -> Bool {
    switch library.step(handle) {
    case 100: return true
    case 101: return false
    default: throw connection.failure("step")
    }
  }

  /// Steps through all rows and makes the statement ready to be bound again.
  @discardableResult
  func finish() throws -> Int64 {
    var sum: Int64 = 0
    while try step() { sum &+= integer(0) }
    _ = library.reset(handle)
    return sum
  }

  func integer(_ column: Int32) -> Int64 { library.columnInteger(handle, column) }
  func text(_ column: Int32) -> String {
    library.columnText(handle, column).map { String(cString: $0) } ?? ""
  }
}
