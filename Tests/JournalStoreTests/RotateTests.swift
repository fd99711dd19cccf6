import CaseModel
import Foundation
import GRDB
import Merge
import Sealing
import TestSupport
import Testing

@testable import JournalStore
@testable import SealedSQLite

/// The same journal in another file, under another key.
@Suite struct RotateTests {
  let folder = TemporaryFolder()
  var path: String { folder.file("journal.hopenow") }

  /// A journal of some pages, some of them free.
  private func made() throws -> Journal {
    let journal = try Journal.temporary(in: folder)
    let person = try journal.write([.person("Red Hat", gender: "feminine", citizenship: ["DK"])])
    for met in 1...20 {
      try journal.write([
        .contact(met: Int64(met), note: String(repeating: "tea ", count: 200), persons: person)
      ])
    }
    try journal.write { db in
      try db.execute(sql: "CREATE TABLE dropped(b); INSERT INTO dropped VALUES (zeroblob(60000))")
    }
    try journal.write { db in try db.execute(sql: "DROP TABLE dropped") }
    return journal
  }

  private func rotate(_ journal: Journal, _ code: RecoveryCode? = nil) throws
    -> (journal: Journal, dropped: [DroppedKey])
  {
    try journal.rotate(keeping: [journal.file.slot(openedBy: .test())], recoveryCode: code)
  }

  private func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `everything is there, under another id and another key`() throws {
    let journal = try made()
    let (digest, records) = (try journal.digest(), try journal.records(RecordQuery()))
    let (fileID, dataKey) = (journal.file.header.fileID, journal.keys.dataKey)
    let label = try #require(journal.state?.label)
    #expect(chmod(path, 0o640) == 0)

    let rotated = try rotate(journal).journal
    // What it left behind is in neither folder.
    #expect(try files() == ["journal.hopenow", "state"])
    let states = try FileManager.default.contentsOfDirectory(atPath: folder.file("state"))
    #expect(states == [RecordID(rotated.file.header.fileID)?.description])
    #expect(try rotated.digest() == digest)
    #expect(try rotated.records(RecordQuery()) == records)
    #expect(try rotated.check().isSound)
    #expect(rotated.author == journal.author)
    #expect(rotated.file.header.fileID != fileID)
    #expect(rotated.notices.isEmpty && rotated.state?.label == label)
    #expect(throws: SealedFileError.wrongKey) { try rotated.file.unlock(with: dataKey) }
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o640)

    try rotated.write([.contact(met: 3)])
    #expect(rotated.state?.label == label && rotated.notices.isEmpty)
    #expect(try rotated.check().isSound)
  }

  @Test func `the old copy opens with the old keys, the new file with those that were given`()
    throws
  {
    let other = SlotSecret.test(9)
    let code = try RecoveryCode.random()
    do {
      let journal = try made()
      _ = try journal.addKey(other)
      _ = try journal.addKey(.recoveryCode(.random()))
      try FileManager.default.copyItem(atPath: path, toPath: folder.file("copy.hopenow"))
      let (rotated, dropped) = try rotate(journal, code)
      #expect(dropped.map(\.slot.type) == [.keyFile, .recoveryCode])
      #expect(dropped.map(\.slot.number) == [2, 3])
      #expect(rotated.slots.map(\.type) == [.keyFile, .recoveryCode])
    }
    let state = try Journal.open("copy.hopenow", in: folder, secret: other).digest()
    #expect(try Journal.open(in: folder).digest() == state)
    #expect(try Journal.open(in: folder, secret: .recoveryCode(code)).digest() == state)
    #expect(throws: JournalError.wrongKey(path: path)) {
      try Journal.open(in: folder, secret: other)
    }
  }

  @Test func `a code that opened it stays if no other is made`() throws {
    let code = try RecoveryCode.random()
    let journal = try made()
    _ = try journal.addKey(.recoveryCode(code))
    let (rotated, dropped) = try journal.rotate(
      keeping: [journal.file.slot(openedBy: .recoveryCode(code))])
    #expect(rotated.slots.map(\.type) == [.recoveryCode])
    #expect(dropped.map(\.slot.number) == [1])
    #expect(throws: Never.self) { try rotated.file.slot(openedBy: .recoveryCode(code)) }
  }

  @Test func `a key given twice is one key, and none at all is refused`() throws {
    let journal = try made()
    #expect(throws: JournalError.lastKey) { try journal.rotate(keeping: []) }
    let slot = try journal.file.slot(openedBy: .test())
    #expect(try journal.rotate(keeping: [slot, slot]).journal.slots.count == 1)
  }

  @Test func `whoever had the old file open writes nothing into it any more`() throws {
    let old = try made()
    let entries = try old.check().entries
    let rotated = try rotate(old).journal
    for write in [
      { try old.write([.contact(met: 99)]) }, { _ = try old.addKey(.test(9)) },
      { try old.removeKey(number: 1) }, { _ = try rotate(old) },
      { _ = try old.rebuild() },
    ] as [() throws -> Void] {
      #expect(throws: JournalError.replaced(path: path)) { try write() }
    }
    #expect(try rotated.check().entries == entries)
    #expect(rotated.slots.count == 1)
  }

  @Test func `a file that got another key while its passphrase was typed isn't taken for damage`()
    throws
  {
    do { _ = try made() }
    try FileManager.default.copyItem(atPath: path, toPath: folder.file("twin"))
    do {
      let twin = try Journal.open("twin", in: folder)
      _ = try rotate(twin)
    }
    let locked = try LockedJournal(at: path, mode: .readWrite)
    #expect(rename(folder.file("twin"), path) == 0)
    #expect(throws: JournalError.replaced(path: path)) {
      try locked.unlock(.test(), in: .test())
    }
    #expect(throws: Never.self) { try Journal.open(in: folder) }
  }

  @Test func `a key that went meanwhile isn't brought back`() throws {
    let journal = try made()
    _ = try journal.addKey(.test(9))
    let kept = try journal.file.slot(openedBy: .test())
    try journal.removeKey(number: 1)
    let before = try Data(contentsOf: URL(filePath: path))
    #expect(throws: JournalError.noKey(number: 1)) { try journal.rotate(keeping: [kept]) }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    #expect(try journal.check().isSound)
  }

  @Test func `a torn free page is left behind, a damaged one refuses and changes nothing`() throws {
    let (free, used): (Int, Int)
    do {
      let journal = try made()
      let pages = try journal.queue.inDatabase { db in
        let connection = SealedConnection(try #require(db.sqliteConnection))
        return (try connection.freeLeaves(), try connection.pageCount())
      }
      free = Int(try #require(pages.0.first))
      let inUse = (2...pages.1).filter { !pages.0.contains($0) }
      used = Int(inUse[inUse.count / 2])
    }
    func tear(_ page: Int) throws {
      var data = try Data(contentsOf: URL(filePath: path))
      data[8192 + (page - 1) * 4096 + 17] ^= 1
      try data.write(to: URL(filePath: path))
    }
    try tear(free)
    do {
      let rotated = try rotate(Journal.open(in: folder)).journal
      #expect(try rotated.check().isSound)
      // SQLite's own copy reads every page.
      #expect(throws: Never.self) { try rotated.queue.backup(to: DatabaseQueue()) }
    }
    try tear(used)
    let before = try Data(contentsOf: URL(filePath: path))
    #expect(throws: JournalError.damaged(path: path, part: .page(UInt32(used)))) {
      try rotate(Journal.open(in: folder))
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    #expect(try files() == ["journal.hopenow", "state"])
  }

  @Test func `what a rotation that was killed left behind goes with the next one`() throws {
    do { _ = try made() }
    try Data("half a file".utf8).write(to: URL(filePath: folder.file(".journal.hopenow.rotating")))
    do {
      let rotated = try rotate(Journal.open(in: folder)).journal
      #expect(try files() == ["journal.hopenow", "state"])
      #expect(try rotated.check().isSound)
    }
  }

  @Test func `whoever was erased stayed in what a killed rotation had left`() throws {
    let journal = try made()
    let half = folder.file(".journal.hopenow.rotating")
    try FileManager.default.copyItem(atPath: path, toPath: half)
    let person = try #require(try journal.records(RecordQuery(kinds: ["person"])).first).record
    _ = try journal.erase(person, reason: "own-request")
    #expect(try files() == ["journal.hopenow", "journal.hopenow-journal", "state"])
  }

  @Test func `an interrupted write is undone first, and its rollback journal gone`() throws {
    let journal = try made()
    let digest = try journal.digest()
    struct Interrupted: Error {}
    try? journal.write { db in
      try db.execute(sql: "PRAGMA cache_size = 2")
      _ = try journal.append((1...20).map { .contact(met: $0, note: "half written") }, in: db)
      for suffix in ["", "-journal"] {
        try FileManager.default.copyItem(
          atPath: path + suffix, toPath: folder.file("crash.hopenow") + suffix)
      }
      throw Interrupted()
    }
    let crashed = try Journal.open("crash.hopenow", in: folder)
    let rotated = try rotate(crashed).journal
    #expect(!FileManager.default.fileExists(atPath: rotated.path + "-journal"))
    #expect(try rotated.digest() == digest)
    #expect(try rotated.check().isSound)
  }

  @Test func `a link to the journal leads to it afterwards`() throws {
    do { _ = try made() }
    let link = folder.file("link.hopenow")
    #expect(symlink("journal.hopenow", link) == 0)
    var (before, after) = (stat(), stat())
    #expect(stat(path, &before) == 0)
    _ = try rotate(Journal.open("link.hopenow", in: folder))
    #expect(stat(path, &after) == 0 && after.st_ino != before.st_ino)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "journal.hopenow")
    #expect(throws: Never.self) { try Journal.open(in: folder) }
  }

  @Test func `members keep their keys, supervisors get one, leavers and strangers lose theirs`()
    throws
  {
    func key(_ byte: UInt8) throws -> SigningKey {
      try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: byte, count: 32)))
    }
    let keys = try (1...5).map { try key($0) }
    let authors = try keys.map { try #require(AuthorKey($0.publicKey)) }
    let (member, without, supervisor, leaver, stranger) = (
      authors[0], authors[1], authors[2], authors[3], authors[4]
    )
    let journal = try made()
    for (author, name) in [(member, "Worker B"), (without, "Worker C"), (leaver, "Worker D")] {
      try journal.addMember(author, name: name, isSupervisor: false)
    }
    try journal.addMember(supervisor, name: "Worker E", isSupervisor: true)
    let numbers = try [member, leaver, stranger].map { try journal.addReader($0) }
    // As before a supervisor's key was made by itself.
    let hers = try #require(try journal.readers(among: [supervisor]).keys.first)
    try journal.removeKey(number: hers)
    try journal.removeMember(leaver)
    let copy = folder.file("copy.hopenow")
    try FileManager.default.copyItem(atPath: path, toPath: copy)

    let (rotated, dropped) = try rotate(journal)
    #expect(Set(try rotated.readers(among: authors).values) == [member, supervisor])
    #expect(dropped.map(\.slot.number) == [numbers[1], numbers[2]])
    #expect(dropped.map(\.reader) == [leaver, nil])
    try rotated.write([.contact(note: "Written since.")])
    for (place, key) in keys.enumerated() {
      let new = try SealedFile(opening: copy, mode: .readOnly)
      let opensCopy = (try? new.unlock(.colleague(key))) != nil
      #expect(opensCopy == [0, 3, 4].contains(place), "\(place)")
    }
    let header = rotated.file
    for (place, key) in keys.enumerated() {
      let opens = (try? header.unlock(.colleague(key))) != nil
      #expect(opens == [0, 2].contains(place), "\(place)")
    }
  }
}
