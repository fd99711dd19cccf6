import Foundation
import GRDB
import Sealing
import TestSupport
import Testing

@testable import SealedSQLite

/// The fourteen things that bite a page-sealing VFS, each with the test that it is named after.
@Suite struct PitfallTests {
  let database: SealedDatabase

  init() throws { database = try SealedDatabase() }

  @Test func `1 a torn page 1 is rolled back although 100 bytes of it are read first`() throws {
    let crash = try database.crashCopy()
    try database.change(crash.name) { $0.replaceSubrange(8192..<10_192, with: Data(count: 2000)) }
    #expect(try database.open(crash.name).sum() == crash.sumBefore)
  }

  @Test func `1 VACUUM INTO fails and leaves no file, and auto_vacuum stays 0`() throws {
    let opened = try database.open()
    try opened.fill(rows: 10)
    let target = database.folder.file("into.db")
    #expect(throws: DatabaseError.self) {
      try opened.queue.writeWithoutTransaction {
        try $0.execute(sql: "VACUUM INTO ?", arguments: [target])
      }
    }
    let left = try? Data(contentsOf: URL(filePath: target))
    #expect(left?.range(of: Data(SealedDatabase.canary.utf8)) == nil)
    try opened.queue.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA auto_vacuum = 1; VACUUM")
    }
    try opened.queue.writeWithoutTransaction { db in
      let page = try SealedConnection(#require(db.sqliteConnection)).readPage(1)
      #expect(page?[52..<56].allSatisfy { $0 == 0 } == true)
    }
  }

  @Test func `1 a database without our reserve can't be copied over a sealed file`() throws {
    let opened = try database.open()
    try opened.fill(rows: 10)
    let sum = try opened.sum()
    let plain = try DatabaseQueue()
    try plain.write { try $0.execute(sql: "CREATE TABLE t(text); INSERT INTO t VALUES ('x')") }
    #expect(throws: DatabaseError.self) { try plain.backup(to: opened.queue) }
    #expect(try opened.sum() == sum)
  }

  @Test func `2 the cached poll notices what another connection has written`() throws {
    let opened = try database.open()
    try opened.fill(rows: 10)
    let other = try SealedDatabase.Opened.connect(opened.file)
    for round in 1...20 {
      try other.write { try $0.execute(sql: "INSERT INTO t(text) VALUES ('y')") }
      #expect(
        try opened.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM t") } == 10 + round)
    }
  }

  @Test func `3 a page that SQLite never wrote is a sealed empty page`() throws {
    let opened = try database.open()
    try opened.queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA cache_size = 2000; BEGIN")
      try db.execute(sql: "CREATE TABLE big(b); CREATE TABLE kept(b)")
      // Pages allocated and freed in one transaction, with one in use behind them.
      try db.execute(sql: "INSERT INTO big VALUES (zeroblob(200000))")
      try db.execute(sql: "INSERT INTO kept VALUES (zeroblob(9000))")
      try db.execute(sql: "DROP TABLE big; COMMIT")
      let connection = try #require(db.sqliteConnection)
      #expect(try opened.file.unauthenticPages(through: connection).isEmpty)
      #expect(try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0 > 40)
    }
  }

  @Test func `3 an all-zero page is tampering`() throws {
    do { try database.open().fill() }
    try database.change {
      $0.replaceSubrange(8192 + 3 * 4096..<8192 + 4 * 4096, with: Data(count: 4096))
    }
    let opened = try database.open()
    #expect(throws: DatabaseError.self) { try opened.sum() }
    #expect(opened.file.failure == .damaged(.page(4)))
  }

  @Test func `4 what SQLite holds in its cache stays plain, and the reserve reads as zeros`() throws
  {
    let opened = try database.open()
    try opened.fill()
    try opened.queue.writeWithoutTransaction { db in
      // The pages just written are read again from the cache, not from the disk.
      #expect(
        try String.fetchOne(db, sql: "SELECT text FROM t WHERE id = 100")?.hasPrefix(
          SealedDatabase.canary) == true)
      let connection = SealedConnection(try #require(db.sqliteConnection))
      for number in 1...(try connection.pageCount()) {
        let page = try #require(try connection.readPage(number))
        #expect(page.suffix(PageSealer.reserve).allSatisfy { $0 == 0 })
      }
    }
  }

  @Test func `5 the rollback journal shows no word and plays back`() throws {
    let crash = try database.crashCopy()
    let journal = try database.bytes(crash.name + "-journal")
    #expect(journal.count > 20 * 4096)
    #expect(journal.range(of: Data(SealedDatabase.canary.utf8)) == nil)
    #expect(journal.range(of: Data(SealedDatabase.canary.uppercased().utf8)) == nil)
    #expect(try database.open(crash.name).sum() == crash.sumBefore)
  }

  @Test func `5 the checksum in the journal is masked`() throws {
    let crash = try database.crashCopy()
    let journal = [UInt8](try database.bytes(crash.name + "-journal"))
    let file = try SealedFile(opening: database.folder.file(crash.name), mode: .readOnly)
    let sealer = PageSealer(
      key: try database.keys.dataKey.subkey(.pages), fileID: file.header.fileID)
    func number(at offset: Int) -> UInt32 {
      journal[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
    // SQLite's sum: where it starts (header, offset 12), and every 200th byte of the plain page.
    let record = 512
    var page = Array(journal[record + 4..<record + 4 + 4096])
    let isOpen = page.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { sealer.open($0, into: $0, count: 4096, page: number(at: record)) }
    }
    try #require(isOpen == true)
    let sum = stride(from: 4096 - 200, to: 0, by: -200).reduce(number(at: 12)) {
      $0 &+ UInt32(page[$1])
    }
    let mask = try ChecksumMask(key: database.keys.dataKey.subkey(.journalChecksums))
    let masked = journal[record + 4 + 4056..<record + 4 + 4096].withUnsafeBytes { bytes in
      bytes.baseAddress.map {
        mask.mask(nonce: $0).bigEndian
      }
    }
    #expect(number(at: record + 4 + 4096) != sum)
    #expect(number(at: record + 4 + 4096) == sum ^ (try #require(masked)))
  }

  /// SQLite doesn't read the magic of the header that it wrote last.
  @Test func `5 a rollback restores the pages of every part of the journal`() throws {
    let opened = try database.open()
    try opened.fill(rows: 300)
    let before = try opened.sum()
    struct TakenBack: Error {}
    try opened.queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA cache_size = 4")
      // Each ends somewhere else in the last part.
      for count in 1...40 {
        #expect(throws: TakenBack.self) {
          try db.inTransaction {
            try db.execute(
              sql: "UPDATE t SET text = text || 'more' WHERE id <= ?", arguments: [count * 7])
            throw TakenBack()
          }
        }
        let sum = try Int.fetchOne(db, sql: "SELECT count(*) + sum(length(text)) FROM t")
        #expect(sum == before, "after \(count * 7) rows")
      }
    }
    #expect(try opened.sum() == before)
  }

  @Test func `6 a torn tail of the journal ends playback`() throws {
    let crash = try database.crashCopy(synchronous: "OFF")
    // Nobody counted the records, so the last one may be half old, half new.
    try database.change(crash.name + "-journal") { data in
      #expect([UInt8](data[8..<12]) == [0xff, 0xff, 0xff, 0xff])
      let last = 512 + ((data.count - 512) / 4104 - 1) * 4104
      data[last + 4 + 2000] ^= 1
    }
    let opened = try database.open(crash.name)
    _ = try opened.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") }
    #expect(opened.file.failure == nil)
    // Played back and gone.
    #expect((try? database.bytes(crash.name + "-journal"))?.isEmpty ?? true)
  }

  @Test func `6 a changed record inside the synced count is tampering`() throws {
    let crash = try database.crashCopy()
    try database.change(crash.name + "-journal") { $0[512 + 4 + 700] ^= 1 }
    let file = try SealedFile(opening: database.folder.file(crash.name), mode: .readWrite)
    _ = try file.unlock(.test())
    #expect(throws: DatabaseError.self) {
      try SealedDatabase.Opened.connect(file).read {
        try Int.fetchOne($0, sql: "SELECT count(*) FROM t")
      }
    }
    #expect(file.failure == .damaged(.rollbackJournal))
  }

  @Test func `7 WAL is refused, also under an exclusive lock`() throws {
    let opened = try database.open()
    try opened.fill(rows: 5)
    try opened.queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
      #expect(throws: DatabaseError.self) { try db.execute(sql: "PRAGMA journal_mode = WAL") }
      #expect(try String.fetchOne(db, sql: "PRAGMA journal_mode") == "truncate")
    }
    #expect(!FileManager.default.fileExists(atPath: database.path + "-wal"))
  }

  @Test func `8 offsets are shifted, and shrinking leaves the header alone`() throws {
    let header = try database.bytes().prefix(8192)
    let opened = try database.open()
    try opened.fill(rows: 500)
    let pages = try opened.queue.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
    #expect(try database.bytes().count == 8192 + pages * 4096)
    try opened.queue.writeWithoutTransaction { db in
      try db.execute(
        sql: "PRAGMA page_size = 1024; PRAGMA mmap_size = 1000000; DELETE FROM t; VACUUM")
      #expect(try Int.fetchOne(db, sql: "PRAGMA page_size") == 4096)
    }
    #expect(try database.bytes().count < 8192 + pages * 4096 / 2)
    #expect(try database.bytes().prefix(8192) == header)
  }

  @Test func `9 temporary files and paths without a key are refused`() throws {
    let opened = try database.open()
    try opened.fill(rows: 2000)
    try opened.queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA temp_store = FILE; PRAGMA cache_size = 5")
      #expect(throws: DatabaseError.self) {
        try db.execute(sql: "CREATE TEMP TABLE leak AS SELECT a.text FROM t a, t b LIMIT 50000")
      }
    }
    let plain = "file:\(database.folder.file("plain.db"))?vfs=hopenow"
    #expect(throws: DatabaseError.self) { try DatabaseQueue(path: plain) }
    #expect(!FileManager.default.fileExists(atPath: database.folder.file("plain.db")))
  }

  @Test func `10 a key reaches the VFS by a number only, whatever the path looks like`() throws {
    let name = "odd ?name#100%&key=9.hopenow"
    _ = try SealedFile.create(
      at: database.folder.file(name), keys: database.keys, for: [.owner(.test())])
    let opened = try database.open(name)
    try opened.fill(rows: 5)
    #expect(try opened.sum() > 0)
    let uri = try opened.file.databaseURI
    #expect(uri.wholeMatch(of: /file:\/[^?#&=]*\?vfs=hopenow&key=[0-9]+/) != nil)
    let unknown = uri.replacing(/key=[0-9]+/, with: "key=999999")
    #expect(throws: DatabaseError.self) { try DatabaseQueue(path: unknown) }
  }

  @Test func `11 a page that lost its end is damage, and a wrong key is a wrong key`() throws {
    do { try database.open().fill() }
    let other = try SealedFile(opening: database.path, mode: .readWrite)
    #expect(throws: SealedFileError.wrongKey) { try other.unlock(.test(9)) }
    #expect(throws: SealedFileError.wrongKey) { try other.unlock(with: .random()) }
  }

  @Test func `11 a file cut inside a page is damage`() throws {
    do { try database.open().fill() }
    try database.change { $0.removeLast(100) }
    let opened = try database.open()
    #expect(throws: DatabaseError.self) { try opened.sum() }
    guard case .damaged(.page) = opened.file.failure else {
      Issue.record("not told as damage")
      return
    }
  }

  @Test func `12 opening and closing many times leaves nothing behind`() throws {
    for round in 1...50 {
      let opened = try database.open()
      try opened.fill(rows: 2)
      #expect(
        try opened.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM t") } == 2 * round)
    }
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
      .compactMap {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
      }
    #expect(!open.contains { $0.contains(database.path) })
  }

  @Test
  func `whoever had a file open took the rollback journal of the one in its place for its own`()
    throws
  {
    let opened = try database.open()
    try opened.fill()
    let journal = database.path + "-journal"
    // As the next writer leaves it for a moment, in the file that has the name now.
    let other = Data(
      [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7] + [UInt8](repeating: 1, count: 600))
    try FileManager.default.copyItem(atPath: database.path, toPath: database.path + ".new")
    #expect(rename(database.path + ".new", database.path) == 0)
    try other.write(to: URL(filePath: journal))
    #expect(throws: DatabaseError.self) { try opened.sum() }
    #expect(opened.file.failure == .replaced)
    #expect(try Data(contentsOf: URL(filePath: journal)) == other)
  }

  @Test
  func `a file with something between the cells of a page, as older ones have, gets another key`()
    throws
  {
    var residue: [UInt8] = []
    let number: UInt32 = 3
    var unused = 0..<0
    do {
      let opened = try database.open()
      try opened.fill()
      try opened.queue.writeWithoutTransaction { db in
        let connection = SealedConnection(try #require(db.sqliteConnection))
        residue = try #require(try connection.readPage(number))
      }
      unused = try #require(
        residue.withUnsafeBytes { UnusedSpace.range(of: $0.baseAddress!, isFirst: false) })
      try #require(unused.count > 8)
      residue.replaceSubrange(unused, with: [UInt8](repeating: 0xaa, count: unused.count))
      let sealer = PageSealer(
        key: try database.keys.dataKey.subkey(.pages), fileID: opened.file.header.fileID)
      var sealed = [UInt8](repeating: 0, count: 4096)
      sealed.withUnsafeMutableBytes {
        sealer.seal(residue, into: $0.baseAddress!, count: 4096, page: number)
      }
      try database.change { $0.replaceSubrange(8192 + 2 * 4096..<8192 + 3 * 4096, with: sealed) }
    }
    let opened = try database.open()
    let sum = try opened.sum()
    let keys = JournalKeys(dataKey: try .random(), authorSeed: database.keys.authorSeed)
    try opened.queue.writeWithoutTransaction { db in
      try db.inTransaction(.exclusive) {
        let connection = try #require(db.sqliteConnection)
        #expect(try SealedConnection(connection).readPage(number) == residue)
        try opened.file.replace(keys: keys, for: [.owner(.test())], through: connection)
        return .rollback
      }
    }
    let anew = try database.open()
    #expect(try anew.sum() == sum)
    let page = try anew.queue.writeWithoutTransaction { db in
      try SealedConnection(#require(db.sqliteConnection)).readPage(number)
    }
    #expect(page?[unused].allSatisfy { $0 == 0 } == true)
  }

  @Test func `13 a torn free page is no damage and doesn't keep the file from being copied`() throws
  {
    var leaf: Int?
    do {
      let opened = try database.open()
      try opened.fill(rows: 500)
      try opened.queue.write { try $0.execute(sql: "DELETE FROM t WHERE id > 10") }
      leaf = try opened.queue.writeWithoutTransaction { db in
        let connection = SealedConnection(try #require(db.sqliteConnection))
        let first = try #require(try connection.readPage(1))
        let trunk = UInt32(
          bigEndian: first.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 32, as: UInt32.self) }
        )
        let page = try #require(try connection.readPage(trunk))
        return Int(
          UInt32(
            bigEndian: page.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 8, as: UInt32.self) }
          ))
      }
    }
    let torn = try #require(leaf)
    try database.change { $0[8192 + (torn - 1) * 4096 + 17] ^= 1 }

    let opened = try database.open()
    #expect(try opened.sum() > 0)
    #expect(
      try opened.queue.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
    // Not damage: nothing is lost, and a check after a crash shall not send anybody to a backup.
    try opened.queue.writeWithoutTransaction { db in
      let connection = try #require(db.sqliteConnection)
      #expect(try opened.file.unauthenticPages(through: connection).isEmpty)
    }
    let copy = try DatabaseQueue()
    #expect(throws: DatabaseError.self) { try opened.queue.backup(to: copy) }
    opened.file.forgetFailure()
    // The copy under another key leaves it behind.
    try opened.queue.writeWithoutTransaction { db in
      try db.inTransaction(.exclusive) {
        try opened.file.replace(
          keys: JournalKeys(dataKey: .random(), authorSeed: database.keys.authorSeed),
          for: [.owner(.test())], through: #require(db.sqliteConnection))
        return .rollback
      }
    }
    let anew = try database.open()
    #expect(throws: Never.self) { try anew.queue.backup(to: copy) }
    #expect(try anew.sum() == opened.sum())
  }

  @Test func `14 cells that moved to another page leave nothing between those that stayed`() throws
  {
    let opened = try database.open()
    var chance = Seeded(14)
    try opened.queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA secure_delete = ON")
      try db.execute(sql: "CREATE TABLE t(key PRIMARY KEY, text) WITHOUT ROWID")
      for row in 1...2000 {
        // Between others, so that pages are split everywhere.
        try db.execute(
          sql: "INSERT OR REPLACE INTO t VALUES (?, ?)",
          arguments: [
            chance.below(1000),
            "\(SealedDatabase.canary) \(row)" + String(repeating: "x", count: row % 900),
          ])
      }
      let count = try #require(try Int.fetchOne(db, sql: "PRAGMA page_count"))
      let connection = SealedConnection(try #require(db.sqliteConnection))
      var tables = 0
      for number in 1...UInt32(count) {
        let page = try #require(try connection.readPage(number))
        let left = page.withUnsafeBytes { bytes in
          bytes.baseAddress.flatMap { UnusedSpace.range(of: $0, isFirst: number == 1) }
        }
        guard let left else { continue }
        tables += 1
        #expect(page[left].allSatisfy { $0 == 0 }, "page \(number)")
      }
      #expect(tables > 100)
      #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
      try db.execute(sql: "DELETE FROM t")
    }
    #expect(try PlainPages(of: database.path).holding(SealedDatabase.canary.utf8).isEmpty)
  }

  @Test func `14 pages of other sorts and broken ones are written as they are`() {
    for (type, cells, content) in [
      (10, 3, 4056), (10, 3, 10), (13, 2100, 4056), (5, 0, 4057), (0, 3, 4000),
    ] {
      var page = [UInt8](repeating: 1, count: 4096)
      page[0] = UInt8(type)
      (page[3], page[4]) = (UInt8(cells >> 8), UInt8(cells & 255))
      (page[5], page[6]) = (UInt8(content >> 8), UInt8(content & 255))
      let range = page.withUnsafeBytes { UnusedSpace.range(of: $0.baseAddress!, isFirst: false) }
      #expect(
        range == (content == 4056 && cells == 3 ? 14..<4056 : nil), "\(type) \(cells) \(content)")
    }
    let zeros = [UInt8](repeating: 0, count: 4096)
    for place in [50, 51, 99] {
      var page = zeros
      page[place] = 1
      page.withUnsafeBytes { bytes in
        #expect(UnusedSpace.holdsSomething(bytes.baseAddress!, 50..<100))
        #expect(!UnusedSpace.holdsSomething(bytes.baseAddress!, 100..<200))
        #expect(!UnusedSpace.holdsSomething(bytes.baseAddress!, 50..<50))
      }
    }
    zeros.withUnsafeBytes { #expect(!UnusedSpace.holdsSomething($0.baseAddress!, 0..<4096)) }
  }
}
