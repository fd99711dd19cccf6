import Foundation
import GRDB
import Sealing
import TestSupport
import Testing

@testable import SealedSQLite

@Suite struct HeaderTests {
  let database: SealedDatabase

  init() throws { database = try SealedDatabase() }

  @Test func `either copy of the header may be torn, not both`() throws {
    try database.change { $0[5000] ^= 1 }
    #expect(throws: Never.self) { try database.open() }
    try database.change { $0[100] ^= 1 }
    #expect(throws: SealedFileError.damaged(.header)) { try database.open() }
  }

  @Test func `any flipped bit of a header is noticed or made up for by the other copy`() throws {
    let original = try database.bytes()
    for byte in 0..<4096 {
      var data = original
      for copy in [byte, 4096 + byte] { data[copy] ^= UInt8(1 << (byte % 8)) }
      try data.write(to: URL(filePath: database.path))
      #expect(throws: SealedFileError.self) { try database.open() }
    }
  }

  @Test func `a header changed by somebody without the key is refused although it looks whole`()
    throws
  {
    try database.change { data in
      for start in [0, 4096] {
        data[start + 32] = 9  // a later generation
        let checksum = [UInt8](data[start..<start + 4080]).withUnsafeBytes {
          Hashing.blake2b(16, over: $0)
        }
        data.replaceSubrange(start + 4080..<start + 4096, with: checksum)
      }
    }
    #expect(throws: SealedFileError.damaged(.header)) { try database.open() }
  }

  @Test func `the copy of the higher generation counts`() throws {
    let before = try database.bytes()
    try database.open().queue.writeWithoutTransaction { _ in }
    do {
      let opened = try database.open()
      try opened.queue.writeWithoutTransaction { db in
        _ = try opened.file.addSlot(
          for: .owner(.test(8)), keys: database.keys, through: #require(db.sqliteConnection))
      }
    }
    // As after a crash between the two writes: B is new, A is old.
    try database.change { $0.replaceSubrange(0..<4096, with: before[0..<4096]) }
    let file = try SealedFile(opening: database.path, mode: .readOnly)
    #expect(file.header.generation == 2)
    #expect(file.header.slots.map(\.number) == [1, 2])
    #expect(throws: Never.self) { try file.unlock(.test(8)) }
  }

  @Test func `slots are added and removed, but never the last one`() throws {
    let opened = try database.open()
    try opened.queue.writeWithoutTransaction { db in
      let connection = try #require(db.sqliteConnection)
      #expect(throws: SealedFileError.lastSlot) {
        try opened.file.removeSlot(1, through: connection)
      }
      let slot = try opened.file.addSlot(
        for: .owner(.test(8)), keys: database.keys, through: connection)
      #expect(slot.number == 2)
      try opened.file.removeSlot(1, through: connection)
      #expect(throws: SealedFileError.slotMissing) {
        try opened.file.removeSlot(1, through: connection)
      }
      for byte in 10..<25 {
        _ = try opened.file.addSlot(
          for: .owner(.test(UInt8(byte))), keys: database.keys, through: connection)
      }
      #expect(throws: SealedFileError.tooManySlots) {
        try opened.file.addSlot(for: .owner(.test(99)), keys: database.keys, through: connection)
      }
    }
  }

  @Test func `a slot that only reads isn't the last one of our own`() throws {
    let colleague = try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: 3, count: 32)))
    let opened = try database.open()
    try opened.queue.writeWithoutTransaction { db in
      let connection = try #require(db.sqliteConnection)
      for holder in [SlotHolder.colleague(colleague.publicKey), .anyone] {
        _ = try opened.file.addSlot(for: holder, keys: database.keys, through: connection)
      }
      #expect(throws: SealedFileError.lastSlot) {
        try opened.file.removeSlot(1, through: connection)
      }
    }
    #expect(opened.file.header.slots.map(\.type) == [.keyFile, .worker, .anyone])
  }

  @Test func `a colleague opens her slot, and nobody sees whose it is`() throws {
    let seeds = try (1...3).map { try SecretBytes(copying: [UInt8](repeating: $0, count: 32)) }
    let colleagues = try seeds.map(SigningKey.init(seed:))
    let path = database.folder.file("parcel")
    _ = try SealedFile.create(
      at: path, keys: database.keys,
      for: [.colleague(colleagues[0].publicKey), .colleague(colleagues[1].publicKey)])
    for (place, colleague) in colleagues.enumerated() {
      let file = try SealedFile(opening: path, mode: .readOnly)
      if place < 2 {
        let key = try file.unlock(.colleague(colleague))
        #expect(key.secret.matches(database.keys.dataKey.secret))
      } else {
        #expect(throws: SealedFileError.wrongKey) { try file.unlock(.colleague(colleague)) }
      }
      #expect(throws: SealedFileError.noSlot(.anyone)) { try file.unlock(.anyone) }
      #expect(throws: SealedFileError.noSlot(.keyFile)) { try file.unlock(.test()) }
    }
    let file = try SealedFile(opening: path, mode: .readOnly)
    let found = try file.colleagues(
      among: colleagues.map(\.publicKey), keys: database.keys)
    #expect(found == [1: colleagues[0].publicKey, 2: colleagues[1].publicKey])
    // Whoever lacks the data key can't match anybody with a slot.
    let others = JournalKeys(dataKey: try .random(), authorSeed: database.keys.authorSeed)
    #expect(try file.colleagues(among: colleagues.map(\.publicKey), keys: others).isEmpty)
  }

  @Test func `what is no public key gets no slot`() throws {
    for key in [[UInt8](repeating: 0, count: 32), [1] + [UInt8](repeating: 0, count: 31), [1, 2]] {
      #expect(throws: SealedFileError.notAKey) {
        try SealedFile.create(
          at: database.folder.file("none"), keys: database.keys, for: [.colleague(key)])
      }
    }
  }

  @Test func `a recovery code opens its slot and only that`() throws {
    func code(_ byte: UInt8) throws -> SlotSecret {
      try .recoveryCode(
        RecoveryCode(secret: SecretBytes(copying: [UInt8](repeating: byte, count: 20))))
    }
    let path = database.folder.file("recovered")
    _ = try SealedFile.create(
      at: path, keys: database.keys, for: [.owner(.test()), .owner(code(5))])
    let file = try SealedFile(opening: path, mode: .readOnly)
    #expect(throws: Never.self) { try file.unlock(code(5)) }
    #expect(throws: SealedFileError.wrongKey) { try file.unlock(code(6)) }
  }

  @Test func `a third passphrase, which each try would pay for, is damage`() throws {
    var header = try SealedFile(opening: database.path, mode: .readOnly).header
    let slot = try Slot(encoded: [1, 1] + [UInt8](repeating: 0, count: 238))
    for (passphrases, isSound) in [(1, true), (2, true), (3, false), (15, false)] {
      for place in 1...passphrases { header.storedSlots[place] = slot }
      let copy = header.encoded(key: try database.keys.dataKey.subkey(.header))
      try database.change { $0.replaceSubrange(0..<8192, with: copy + copy) }
      let opens = (try? database.open()) != nil
      #expect(opens == isSound, "\(passphrases)")
    }
  }

  @Test func `a passphrase opens its slot and only that`() throws {
    func passphrase(_ text: String) throws -> SlotSecret {
      .passphrase(Passphrase(try SecretBytes(copying: Array(text.utf8))), .small)
    }
    let path = database.folder.file("typed.hopenow")
    _ = try SealedFile.create(
      at: path, keys: database.keys, for: [.owner(passphrase("six invented words stand here now"))],
      isDemo: true)
    let file = try SealedFile(opening: path, mode: .readOnly)
    #expect(file.header.isDemo)
    #expect(file.header.slots.map(\.profile) == [.small])
    let keys = try file.unlock(passphrase("six invented words stand here now"))
    #expect(keys.authorSeed.matches(database.keys.authorSeed))
    #expect(throws: SealedFileError.wrongKey) { try file.unlock(passphrase("six other words")) }
    #expect(throws: SealedFileError.noSlot(.keyFile)) { try file.unlock(.test()) }
  }

  @Test func `a file is open once in a process`() throws {
    let opened = try database.open()
    #expect(throws: SealedFileError.alreadyOpen) { try database.open() }
    #expect(throws: Never.self) { try opened.fill(rows: 1) }
  }

  @Test func `a pipe where a file should be was waited for`() throws {
    let path = database.folder.file("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    #expect(throws: SealedFileError.notAJournal) { try SealedFile(opening: path, mode: .readOnly) }
  }

  @Test func `a second attempt to open a file dropped the locks of the first`() throws {
    var status = stat()
    #expect(stat(database.path, &status) == 0)
    let suffix = ":\(status.st_ino) "
    func locks() throws -> [Substring] {
      try String(contentsOfFile: "/proc/locks", encoding: .utf8).split(separator: "\n")
        .filter { $0.contains(suffix) && $0.contains(" \(getpid()) ") }
    }
    let opened = try database.open()
    try opened.fill(rows: 1)
    try opened.queue.write { db in
      try db.execute(sql: "DELETE FROM t")
      let held = try locks().count
      #expect(held > 0)
      #expect(throws: SealedFileError.alreadyOpen) { try database.open() }
      #expect(try locks().count == held)
    }
  }

  @Test func `a file with the number of a removed one was taken for that one`() throws {
    let removed = try SealedFile(opening: database.path, mode: .readOnly)
    let bytes = try database.bytes()
    try FileManager.default.removeItem(atPath: database.path)
    // Many file systems give a number that is free to the next file.
    for number in 0..<20 {
      let path = database.folder.file("\(number).hopenow")
      try bytes.write(to: URL(filePath: path))
      #expect(throws: Never.self) { try SealedFile(opening: path, mode: .readOnly) }
      try FileManager.default.removeItem(atPath: path)
    }
    withExtendedLifetime(removed) {}
  }

  @Test func `nothing is written over a file that is there`() throws {
    let before = try database.bytes()
    #expect(throws: SealedFileError.system(errno: EEXIST)) {
      try SealedFile.create(
        at: database.path, keys: database.keys, for: [.owner(.test())])
    }
    #expect(try database.bytes() == before)
  }

  @Test func `a page of another place, file or time is refused`() throws {
    do { try database.open().fill() }
    let original = try database.bytes()
    func page(_ number: Int) -> Range<Int> { 8192 + (number - 1) * 4096..<8192 + number * 4096 }
    try database.change { data in
      let third = data.subdata(in: page(3))
      data.replaceSubrange(page(3), with: data.subdata(in: page(4)))
      data.replaceSubrange(page(4), with: third)
    }
    #expect(throws: DatabaseError.self) { try database.open().sum() }

    let other = try SealedDatabase()
    do { try other.open().fill() }
    let foreign = try other.bytes()
    try original.write(to: URL(filePath: database.path))
    try database.change { $0.replaceSubrange(page(3), with: foreign.subdata(in: page(3))) }
    #expect(throws: DatabaseError.self) { try database.open().sum() }
  }

  @Test func `one flipped bit in any page is damage or changes nothing`() throws {
    let sum: Int
    do {
      let opened = try database.open()
      try opened.fill(rows: 60)
      sum = try opened.sum()
    }
    let original = try database.bytes()
    for byte in stride(from: 8192, to: original.count, by: 37) {
      var data = original
      data[byte] ^= UInt8(1 << (byte % 8))
      try data.write(to: URL(filePath: database.path))
      do {
        let opened = try database.open()
        #expect(try opened.sum() == sum)
      } catch is DatabaseError {
        continue
      }
    }
  }

  @Test func `no word of the database stands in the file`() throws {
    do { try database.open().fill() }
    #expect(try database.bytes().range(of: Data(SealedDatabase.canary.utf8)) == nil)
    #expect(try database.bytes().range(of: Data("SQLite format".utf8)) == nil)
  }
}
