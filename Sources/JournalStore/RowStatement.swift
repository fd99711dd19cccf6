import GRDB
import GRDBSQLite

/// A value as SQLite holds it.
enum RowValue {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])
}

/// A prepared statement that a merge, an import or a rebuild runs for every row.
///
/// GRDB's own rows cost more there than SQLite's work does. Values are copied in and out, so
/// nothing points into SQLite's memory; the statement itself stays GRDB's, in its cache.
final class RowStatement {
  private let statement: Statement
  private let handle: OpaquePointer
  /// Whether there is nothing to read until values are put in again.
  private var isAtEnd = true

  init(_ sql: String, in db: Database) throws {
    statement = try db.cachedStatement(sql: sql)
    handle = statement.sqliteStatement
    sqlite3_reset(handle)
  }

  // A statement in the middle of its rows would keep its locks.
  deinit { sqlite3_reset(handle) }

  /// Runs a statement that has no rows.
  func execute(_ values: RowValue...) throws { try execute(values) }

  /// Runs a statement that has no rows.
  func execute(_ values: [RowValue]) throws {
    try start(values)
    while try next() {}
  }

  /// Puts values in and goes before the first row.
  func start(_ values: RowValue...) throws { try start(values) }

  /// Puts values in and goes before the first row.
  func start(_ values: [RowValue]) throws {
    sqlite3_reset(handle)
    isAtEnd = false
    for (place, value) in values.enumerated() {
      let code = bind(value, at: Int32(place + 1))
      guard code == SQLITE_OK else { throw fault(code) }
    }
  }

  /// Goes to the next row; false after the last one, however often it is asked.
  func next() throws -> Bool {
    guard !isAtEnd else { return false }
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    let fault = code == SQLITE_DONE ? nil : fault(code)
    end()
    if let fault { throw fault }
    return false
  }

  private func end() {
    sqlite3_reset(handle)
    isAtEnd = true
  }

  /// The integer in the only row, or nil if there is none.
  func firstInteger(_ values: RowValue...) throws -> Int64? {
    try start(values)
    guard try next() else { return nil }
    defer { end() }
    return try integer(0)
  }

  private func bind(_ value: RowValue, at place: Int32) -> Int32 {
    switch value {
    case .null: return sqlite3_bind_null(handle, place)
    case .integer(let number): return sqlite3_bind_int64(handle, place, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text(handle, place, $0.baseAddress, Int32(bytes.count), copied)
        }
      }
    case .blob(let bytes):
      return bytes.withUnsafeBytes {
        // SQLite takes a null pointer for NULL, not for an empty blob.
        $0.isEmpty
          ? sqlite3_bind_zeroblob(handle, place, 0)
          : sqlite3_bind_blob(handle, place, $0.baseAddress, Int32($0.count), copied)
      }
    }
  }

  private func fault(_ code: Int32) -> DatabaseError {
    let message = sqlite3_db_handle(handle).flatMap { sqlite3_errmsg($0) }.map(
      String.init(cString:))
    return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
  }

  // MARK: The row at hand

  /// A column that must be an integer.
  ///
  /// - Throws: ``RecordFault/wrongType``.
  func integer(_ column: Int32) throws -> Int64 {
    guard sqlite3_column_type(handle, column) == SQLITE_INTEGER else {
      throw RecordFault.wrongType
    }
    return sqlite3_column_int64(handle, column)
  }

  /// A column that is an integer; nil for anything else.
  func integerIfAny(_ column: Int32) -> Int64? {
    sqlite3_column_type(handle, column) == SQLITE_INTEGER
      ? sqlite3_column_int64(handle, column) : nil
  }

  /// A column that must be a blob of at most so many bytes.
  ///
  /// - Throws: ``RecordFault/wrongType``, ``RecordFault/tooLong``.
  func blob(_ column: Int32, atMost limit: Int) throws -> [UInt8] {
    guard sqlite3_column_type(handle, column) == SQLITE_BLOB else { throw RecordFault.wrongType }
    return try bytes(of: column, at: sqlite3_column_blob(handle, column), atMost: limit)
  }

  /// A column that must be NULL or a blob of at most so many bytes.
  ///
  /// - Throws: ``RecordFault/wrongType``, ``RecordFault/tooLong``.
  func blobIfAny(_ column: Int32, atMost limit: Int) throws -> [UInt8]? {
    guard sqlite3_column_type(handle, column) != SQLITE_NULL else { return nil }
    return try blob(column, atMost: limit)
  }

  /// A column that must be a text of at most so many bytes.
  ///
  /// - Throws: ``RecordFault/wrongType``, also for bytes that aren't UTF-8: they would be mended, and
  ///   then they aren't what was hashed; ``RecordFault/tooLong``.
  func text(_ column: Int32, atMost limit: Int) throws -> String {
    guard sqlite3_column_type(handle, column) == SQLITE_TEXT else { throw RecordFault.wrongType }
    let start = UnsafeRawPointer(sqlite3_column_text(handle, column))
    let bytes = try bytes(of: column, at: start, atMost: limit)
    guard let text = String(validating: bytes, as: UTF8.self) else { throw RecordFault.wrongType }
    return text
  }

  /// A column that is a text or NULL.
  func textIfAny(_ column: Int32) -> String? {
    sqlite3_column_text(handle, column).map { String(cString: $0) }
  }

  /// A column that is a text of at most 16 bytes; nil for anything else.
  func shortTextIfAny(_ column: Int32) -> ShortText? {
    guard let start = sqlite3_column_text(handle, column) else { return nil }
    return ShortText(
      UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }

  /// A column that must be a text, as its bytes lie in SQLite's memory until the next row.
  ///
  /// Whether they are UTF-8 isn't looked at.
  ///
  /// - Throws: ``RecordFault/wrongType``.
  func withText(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> Void) throws {
    guard sqlite3_column_type(handle, column) == SQLITE_TEXT else { throw RecordFault.wrongType }
    let start = UnsafeRawPointer(sqlite3_column_text(handle, column))
    body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }

  private func bytes(
    of column: Int32, at start: UnsafeRawPointer?, atMost limit: Int
  ) throws -> [UInt8] {
    let count = Int(sqlite3_column_bytes(handle, column))
    guard count <= limit else { throw RecordFault.tooLong }
    return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }
}

/// A text of at most 16 bytes, which is compared at once.
struct ShortText: Equatable {
  private var first: UInt64 = 0
  private var second: UInt64 = 0
  private let count: Int

  /// Takes the bytes; nil if they are too many.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count <= 16 else { return nil }
    count = bytes.count
    for (place, byte) in bytes.enumerated() {
      if place < 8 {
        first |= UInt64(byte) << UInt64(place * 8)
      } else {
        second |= UInt64(byte) << UInt64(place * 8 - 64)
      }
    }
  }
}

/// SQLite's way of being told to copy a value at once.
private var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
