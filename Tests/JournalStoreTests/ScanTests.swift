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
    _ = try journal.read(rowsScanned)
    try journal.write([.contact(met: 301)])
    #expect(try journal.read(rowsScanned) < 20)
  }

  @Test func `naming the workers of a journal reads no other record`() throws {
    do {
      let journal = try Journal.temporary(in: folder)
      for number in 1...300 { try journal.write([.contact(met: Int64(number), note: "x")]) }
    }
    let foreign = try ForeignJournal(
      at: folder.file("journal.hopenow"), secret: .test(), scratchFolder: nil)
    _ = try foreign.queue.read(rowsScanned)
    #expect(foreign.owner()?.name == "Worker journal.hopenow")
    #expect(try foreign.queue.read(rowsScanned) < 20)
  }
}

/// How many rows the statements in the cache have walked over without an index since the last
/// time this was asked.
func rowsScanned(_ db: Database) -> Int32 {
  sumOverStatements(SQLITE_STMTSTATUS_FULLSCAN_STEP, db)
}

/// How many steps of SQLite's machine they have taken: what was walked over or sorted, with an index
/// or without.
func stepsTaken(_ db: Database) -> Int32 { sumOverStatements(SQLITE_STMTSTATUS_VM_STEP, db) }

private func sumOverStatements(_ counter: Int32, _ db: Database) -> Int32 {
  var sum: Int32 = 0
  var statement = sqlite3_next_stmt(db.sqliteConnection, nil)
  while let current = statement {
    sum += sqlite3_stmt_status(current, counter, 1)
    statement = sqlite3_next_stmt(db.sqliteConnection, current)
  }
  return sum
}
