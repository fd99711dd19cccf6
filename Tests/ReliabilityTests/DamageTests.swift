import Foundation
import GRDB
import GRDBSQLite
import HopenowCommands
import Sealing
import TestSupport
import Testing

@testable import JournalStore
@testable import SealedSQLite

/// One thing of a journal is damaged at a time: whoever opens it is refused with status 13, or shown
/// exactly what was there. Where an older state is put back, which is authentic, `check` finds it or
/// the machine that knew a newer one says so.
@Suite struct DamageTests {
  let small: SmallJournal

  init() throws { small = try SmallJournal() }

  private static let isRight: Set<SmallJournal.Outcome> = [.refused(.damaged), .original]

  @Test func `one flipped bit of any page is refused where the page is read`() throws {
    let journal = try Journal.open(in: small.folder)
    let descriptor = open(small.path, O_RDWR)
    defer { close(descriptor) }
    try journal.queue.inDatabase { db in
      let file = try OpenFile(db)
      var chance = Seeded(1)
      for number in small.pages {
        let start = small.page(number).lowerBound
        #expect(file.read(page: number) == SQLITE_OK)
        let whole = file.buffer
        var unnoticed = 0
        for place in 0..<4096 {
          let byte = small.whole[start + place]
          for bit in LongForm.isOn ? Array(0..<8) : [chance.below(8)] {
            var changed = byte ^ 1 << bit
            pwrite(descriptor, &changed, 1, off_t(start + place))
            if file.read(page: number) == SQLITE_OK { unnoticed += 1 }
          }
          var byteAgain = byte
          pwrite(descriptor, &byteAgain, 1, off_t(start + place))
        }
        #expect(unnoticed == 0, "page \(number)")
        #expect(journal.file.failure == .damaged(.page(UInt32(number))))
        journal.file.forgetFailure()
        #expect(file.read(page: number) == SQLITE_OK && file.buffer == whole)
      }
    }
  }

  @Test func `one flipped bit anywhere is refused or changes nothing that is shown`() throws {
    var chance = Seeded(2)
    for round in 0..<LongForm.count(short: 120, long: 20_000) {
      let (byte, bit) = (chance.below(small.whole.count), chance.below(8))
      let outcome = try small.outcome { $0[byte] ^= 1 << bit }
      #expect(Self.isRight.contains(outcome), "round \(round): bit \(bit) of byte \(byte)")
    }
  }

  @Test func `one flipped bit of the header is made up for by the other copy`() throws {
    var chance = Seeded(3)
    let header = try SealedFile(opening: small.path, mode: .readOnly).header
    try small.put(small.whole.prefix(8192))
    let descriptor = open(small.path, O_RDWR)
    defer { close(descriptor) }
    for byte in 0..<8192 {
      var right = small.whole[byte]
      defer { pwrite(descriptor, &right, 1, off_t(byte)) }
      for bit in LongForm.isOn ? Array(0..<8) : [chance.below(8)] {
        var changed = right ^ 1 << bit
        pwrite(descriptor, &changed, 1, off_t(byte))
        let file = try SealedFile(opening: small.path, mode: .readOnly)
        #expect(file.header == header, "bit \(bit) of byte \(byte)")
        #expect(throws: Never.self) { try file.unlock(.test()) }
      }
    }
  }

  @Test func `a file cut anywhere in its header is refused`() throws {
    try small.put(small.whole)
    for length in (0..<8192).reversed() {
      truncate(small.path, off_t(length))
      let error = #expect(throws: SealedFileError.self) {
        try SealedFile(opening: small.path, mode: .readOnly)
      }
      #expect(error == (length < 8 ? .notAJournal : .damaged(.header)), "\(length) bytes")
    }
    for length in [0, 1, 7, 8, 4095, 4096, 8191] {
      try small.put(small.whole.prefix(length))
      #expect(try small.outcome() == .refused(.damaged), "\(length) bytes")
    }
  }

  @Test func `a file cut at a page's border, or a byte beside it, is refused`() throws {
    for number in small.pages {
      for beside in [-1, 0, 1] {
        let length = small.page(number).lowerBound + beside
        try small.put(small.whole.prefix(length))
        #expect(try small.outcome() == .refused(.damaged), "\(length) bytes")
      }
    }
    // Bytes behind the last page belong to nothing.
    try small.put(small.whole + [1, 2, 3])
    #expect(try small.outcome() == .original)
  }

  @Test func `pages that changed places, zeroed pages and pages of another journal are refused`()
    throws
  {
    let other = try SmallJournal(seed: 9)
    var chance = Seeded(4)
    for number in small.pages {
      let place = small.page(number)
      let swapped = small.page(
        1 + (number + chance.below(small.pages.count - 1)) % small.pages.count)
      let outcomes = [
        "zeroed": try small.outcome { $0.replaceSubrange(place, with: Data(count: 4096)) },
        "swapped": try small.outcome { data in
          data.replaceSubrange(place, with: small.whole.subdata(in: swapped))
          data.replaceSubrange(swapped, with: small.whole.subdata(in: place))
        },
        "doubled": try small.outcome {
          $0.replaceSubrange(place, with: small.whole.subdata(in: swapped))
        },
        "spliced": try small.outcome {
          $0.replaceSubrange(place, with: other.whole.subdata(in: place))
        },
      ]
      for (what, outcome) in outcomes {
        #expect(Self.isRight.contains(outcome), "page \(number) \(what): \(outcome)")
      }
    }
    let headed = try small.outcome {
      $0.replaceSubrange(0..<8192, with: other.whole.prefix(8192))
    }
    #expect(headed == .refused(.damaged))
  }

  @Test func `an older page of the same file is found, or changes nothing`() throws {
    var changed = 0
    for number in small.pages where small.page(number).upperBound <= small.older.count {
      let (place, old) = (small.page(number), small.older.subdata(in: small.page(number)))
      guard old != small.whole.subdata(in: place) else { continue }
      changed += 1
      let outcome = try small.outcome { $0.replaceSubrange(place, with: old) }
      #expect(outcome != .unnoticed, "page \(number)")
      if case .refused(let status) = outcome { #expect(status == .damaged, "page \(number)") }
    }
    #expect(changed > 10)
  }

  @Test func `an older file is announced by the machine that knew a newer one`() throws {
    try small.put(small.older)
    #expect(try Journal.open(in: small.folder).notices == [.olderThanLastSeen])
  }

  @Test func `the program ends with status 13`() throws {
    let program = Program(in: small.folder)
    let key = small.folder.file("key")
    try Data([UInt8](repeating: 7, count: 32)).write(to: URL(filePath: key))
    chmod(key, 0o600)
    func status(_ arguments: String..., change: (inout Data) -> Void) throws -> Int32 {
      var data = small.whole
      change(&data)
      try small.put(data)
      return try program.run(arguments + ["--journal", small.path, "--key-file", key]).status
    }
    let last = small.page(small.pages.upperBound)
    #expect(try status("list") { _ in } == 0)
    #expect(try status("check") { _ in } == 0)
    #expect(try status("list") { $0[8192 + 500] ^= 1 } == 13)
    #expect(try status("list") { $0 = $0.prefix(5000) } == 13)
    #expect(try status("list") { $0 = $0.prefix(8192) } == 13)
    #expect(try status("check") { $0[last.lowerBound + 9] ^= 1 } == 13)
    #expect(
      try status("list") { data in
        for copy in [0, 4096] { data[copy + 60] ^= 1 }
      } == 13)
  }
}

/// The database of a connection as SQLite itself reads it, page by page.
private final class OpenFile {
  private let file: UnsafeMutablePointer<sqlite3_file>
  private(set) var buffer = [UInt8](repeating: 0, count: 4096)

  init(_ db: Database) throws {
    var found: UnsafeMutablePointer<sqlite3_file>?
    let status = withUnsafeMutablePointer(to: &found) {
      sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_FILE_POINTER, $0)
    }
    try #require(status == SQLITE_OK)
    file = try #require(found)
  }

  func read(page number: Int) -> Int32 {
    file.pointee.pMethods.pointee.xRead(file, &buffer, 4096, Int64((number - 1) * 4096))
  }
}
