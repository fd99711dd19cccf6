import CaseModel
import GRDB
import GRDBSQLite
import TestSupport
import Testing

@testable import JournalStore

/// What a command costs must not grow with the journal.
@Suite struct ScanTests {
  let folder = TemporaryFolder()

  @Test func `remembering the tips after a write reads no other entry`() throws {
    let journal = try Journal.temporary(in: folder)
    for number in 1...300 { try journal.write([.contact(met: Int64(number))]) }
    _ = try rowsScanned(journal)
    try journal.write([.contact(met: 301)])
    #expect(try rowsScanned(journal) < 20)
  }

  /// How many rows the statements in the cache have walked over without an index since the last
  /// time this was asked.
  private func rowsScanned(_ journal: Journal) throws -> Int32 {
    try journal.read { db in
      var scanned: Int32 = 0
      var statement = sqlite3_next_stmt(db.sqliteConnection, nil)
      while let current = statement {
        scanned += sqlite3_stmt_status(current, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1)
        statement = sqlite3_next_stmt(db.sqliteConnection, current)
      }
      return scanned
    }
  }
}
