import Foundation
import GRDB
import GRDBSQLite
import SealedSQLite
import Sealing
import TestSupport

@testable import JournalStore

/// Everything that a journal holds, records and what is derived from them, byte by byte, and the
/// keys that open it.
struct JournalState: Equatable {
  var rows: Int
  var keys: [Int]
  var generation: UInt64

  init(of journal: Journal) throws {
    keys = journal.slots.map(\.number)
    generation = journal.file.header.generation
    rows = try journal.read { db in
      let tables = try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      var hasher = Hasher()
      for table in tables {
        hasher.combine(table)
        let columns = try db.columns(in: table).count
        try Self.hash(
          "SELECT * FROM \"\(table)\" ORDER BY \(columns > 1 ? "1, 2" : "1")", in: db, into: &hasher
        )
      }
      return hasher.finalize()
    }
  }

  private static func hash(_ query: String, in db: Database, into hasher: inout Hasher) throws {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(db.sqliteConnection, query, -1, &statement, nil) == SQLITE_OK else {
      throw DatabaseError(resultCode: .SQLITE_ERROR, sql: query)
    }
    defer { sqlite3_finalize(statement) }
    var status = sqlite3_step(statement)
    while status == SQLITE_ROW {
      for column in 0..<sqlite3_column_count(statement) {
        hasher.combine(sqlite3_column_type(statement, column))
        let bytes = sqlite3_column_blob(statement, column)
        let count = Int(sqlite3_column_bytes(statement, column))
        hasher.combine(count)
        hasher.combine(bytes: UnsafeRawBufferPointer(start: bytes, count: count))
      }
      status = sqlite3_step(statement)
    }
    guard status == SQLITE_DONE else {
      throw DatabaseError(resultCode: ResultCode(rawValue: status), sql: query)
    }
  }
}

/// What is wrong with a journal after a fault.
enum Violation: Error {
  case damagedPages([UInt32])
  case structure([String])
  case unsound(CheckReport)
  case writeIsNotThere
}

extension Journal {
  /// The journal's state, after a look at every page and at the structure of every table.
  func soundState() throws -> JournalState {
    let pages = try JournalError.translating(path, file: file) {
      try queue.inDatabase { db in
        guard let connection = db.sqliteConnection else { throw JournalError.busy(path: path) }
        return try file.unauthenticPages(through: connection)
      }
    }
    guard pages.isEmpty else { throw Violation.damagedPages(pages) }
    let structure = try read { db in
      try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
    }
    guard structure.isEmpty else { throw Violation.structure(structure) }
    return try JournalState(of: self)
  }
}
