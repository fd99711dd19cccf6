import Foundation
import GRDB
import GRDBSQLite
import SealedSQLite
import Sealing
import TestSupport
import Testing

@testable import JournalStore

/// Files whose every page is authentic and which are traps: whoever has a colleague's card can make
/// one that her merge opens. Each is refused in little time and memory, and nothing of it is taken.
@Suite struct HostileFileTests {
  let folder = TemporaryFolder()

  /// The pages of a journal with one worker in it, as SQLite makes them.
  func pages() throws -> [[UInt8]] {
    let queue = try DatabaseQueue()
    let file = try queue.writeWithoutTransaction { db in
      var reserve: Int32 = 40
      sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve)
      try db.execute(sql: "PRAGMA page_size = 4096; VACUUM")
      try Schema.createTablesOfRecord(db)
      try db.execute(
        sql: """
          INSERT INTO replica VALUES (1, randomblob(16), randomblob(32));
          INSERT INTO chain VALUES (1, 1, 1, 1);
          """)
      var size: Int64 = 0
      let bytes = try #require(sqlite3_serialize(db.sqliteConnection, "main", &size, 0))
      defer { sqlite3_free(bytes) }
      return Array(UnsafeBufferPointer(start: bytes, count: Int(size)))
    }
    return stride(from: 0, to: file.count, by: 4096).map { Array(file[$0..<$0 + 4096]) }
  }

  func rootPage(of table: String) throws -> Int {
    let queue = try DatabaseQueue()
    return try queue.write { db in
      try Schema.createTablesOfRecord(db)
      return try Int.fetchOne(
        db, sql: "SELECT rootpage FROM sqlite_schema WHERE name = ?", arguments: [table]) ?? 0
    }
  }

  /// Seals pages into a journal's file, whose size in pages the first one tells.
  func journal(_ name: String, _ pages: [[UInt8]]) throws -> String {
    let path = folder.file(name)
    var pages = pages
    for (place, byte) in zip(28..<32, Keys.bytes(UInt32(pages.count).byteSwapped)) {
      pages[0][place] = byte
    }
    let sealed = pages.enumerated().flatMap { place, page in
      Keys.sealed(page: page, number: UInt32(place + 1))
    }
    try Data(MadeHeader().bytes + MadeHeader().bytes + sealed).write(to: URL(filePath: path))
    return path
  }

  /// A page inside a tree, all of whose branches lead to one other page; an index has an entry beside
  /// each branch. The first page of a file has 100 bytes before it.
  func branching(to page: Int, behind start: [UInt8] = [], entry: [UInt8]? = nil) -> [UInt8] {
    let child = Keys.bytes(UInt32(page).byteSwapped)
    let cell = child + (entry.map { [UInt8($0.count)] + $0 } ?? [1])
    let count = entry == nil ? 400 : 50
    let content = 4056 - count * cell.count
    var bytes = start + [entry == nil ? 5 : 2, 0, 0] + Keys.bytes(UInt16(count).byteSwapped)
    bytes += Keys.bytes(UInt16(content).byteSwapped) + [0] + child
    for place in 0..<count {
      bytes += Keys.bytes(UInt16(content + place * cell.count).byteSwapped)
    }
    bytes += [UInt8](repeating: 0, count: content - bytes.count)
    for _ in 0..<count { bytes += cell }
    return bytes + [UInt8](repeating: 0, count: 40)
  }

  func refusal(of path: String) throws -> RecordFault? {
    let ours = try Journal.temporary("ours-" + UUID().uuidString, in: folder)
    let before = try ours.digest()
    defer { #expect((try? ours.digest()) == before) }
    do {
      let foreign = try ForeignJournal(
        at: path, key: .owner(.keyFile(SecretBytes(copying: Keys.keyFile))), scratchFolder: nil)
      let report = try ours.merge([foreign], newAuthors: .holdBack)
      if let refusal = report.sources[0].refusal { throw refusal }
    } catch JournalError.damagedRecords(_, let fault) {
      return fault
    }
    return nil
  }

  @Test(arguments: ["sqlite_schema", "replica_label"])
  func `a tree whose branches all lead to one page is endless`(tree: String) throws {
    var pages = try pages()
    let root = tree == "sqlite_schema" ? 1 : try rootPage(of: tree)
    // A label, an author, row 1: as SQLite stores a record.
    let entry =
      root == 1
      ? nil : [4, 44, 76, 9] + [UInt8](repeating: 1, count: 16) + [UInt8](repeating: 2, count: 32)
    // Twelve pages, of which each stands for all the branches to the next, before those with rows.
    let first = pages.count + 1
    for level in 1...12 { pages.append(branching(to: first + level, entry: entry)) }
    pages.append(pages[root == 1 ? try rootPage(of: "replica") - 1 : root - 1])
    pages[root - 1] = branching(
      to: first, behind: root == 1 ? Array(pages[0][..<100]) : [], entry: entry)
    let path = try journal(tree, pages)
    let begun = ContinuousClock.now
    #expect(try refusal(of: path) == .endless)
    // Not a measurement: without the budget it takes longer than anybody waits.
    #expect(ContinuousClock.now - begun < .seconds(60))
  }

  @Test func `a file that is large for good reasons isn't endless`() throws {
    let theirs = try Journal.temporary("theirs", in: folder, seed: 5)
    try theirs.write(commands: (0..<3000).map { [.contact(met: $0)] })
    let ours = try Journal.temporary("mine", in: folder, seed: 6)
    for _ in 0..<2 {
      let foreign = try ForeignJournal(
        at: copyOfTheirs(), secret: .test(), scratchFolder: nil)
      let report = try ours.merge([foreign], newAuthors: .accept)
      #expect(report.sources[0].refusal == nil)
    }
    #expect(try ours.records(RecordQuery()).count == 3000)
  }

  private func copyOfTheirs() throws -> String {
    let path = folder.file(UUID().uuidString)
    try FileManager.default.copyItem(atPath: folder.file("theirs"), toPath: path)
    return path
  }
}
