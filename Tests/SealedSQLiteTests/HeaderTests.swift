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
          .test(8), keys: database.keys, through: #require(db.sqliteConnection))
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
      let slot = try opened.file.addSlot(.test(8), keys: database.keys, through: connection)
      #expect(slot.number == 2)
      try opened.file.removeSlot(1, through: connection)
      #expect(throws: SealedFileError.slotMissing) {
        try opened.file.removeSlot(1, through: connection)
      }
      for byte in 10..<25 {
        _ = try opened.file.addSlot(.test(UInt8(byte)), keys: database.keys, through: connection)
      }
      #expect(throws: SealedFileError.tooManySlots) {
        try opened.file.addSlot(.test(99), keys: database.keys, through: connection)
      }
    }
  }

  @Test func `slots of a type that is reserved are kept as they are`() throws {
    let headerKey = try database.keys.dataKey.subkey(.header)
    let reserved = [UInt8](arrayLiteral: SlotType.worker.rawValue, 0, 0, 0) + Randomness.bytes(236)
    var header = try SealedFile(opening: database.path, mode: .readOnly).header
    header.storedSlots[4] = try Slot(encoded: reserved)
    let copy = header.encoded(key: headerKey)
    try database.change { $0.replaceSubrange(0..<8192, with: copy + copy) }
    let opened = try database.open()
    try opened.queue.writeWithoutTransaction { db in
      let connection = try #require(db.sqliteConnection)
      #expect(
        try opened.file.addSlot(.test(8), keys: database.keys, through: connection).number == 2)
      try opened.file.removeSlot(1, through: connection)
      // A slot that only reads isn't one of our own: the last of those must stay.
      #expect(throws: SealedFileError.lastSlot) {
        try opened.file.removeSlot(2, through: connection)
      }
    }
    let start = FileLayout.slotOffset + 4 * FileLayout.slotSize
    #expect(try [UInt8](database.bytes()[start..<start + FileLayout.slotSize]) == reserved)
    #expect(opened.file.header.slots.map(\.type) == [.keyFile, .worker])
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
      at: path, keys: database.keys, secret: passphrase("six invented words stand here now"),
      isDemo: true, isStatistics: false)
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

  @Test func `nothing is written over a file that is there`() throws {
    let before = try database.bytes()
    #expect(throws: SealedFileError.system(errno: EEXIST)) {
      try SealedFile.create(
        at: database.path, keys: database.keys, secret: .test(), isDemo: false, isStatistics: false)
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
