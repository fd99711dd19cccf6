import Foundation
import GRDB
import GRDBSQLite

/// The pages of a small database, as SQLite makes them and before anything is sealed.
struct MadePages {
  var pages: [[UInt8]]

  /// Three pages: the schema, a table `t` and a table `u`, each with one row.
  init(_ text: String) throws {
    let queue = try DatabaseQueue()
    pages = try queue.writeWithoutTransaction { db in
      var reserve: Int32 = 40
      sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve)
      try db.execute(
        sql: """
          PRAGMA page_size = 4096; VACUUM;
          CREATE TABLE t(text); CREATE TABLE u(text);
          INSERT INTO t VALUES ('first'); INSERT INTO u VALUES ('second');
          UPDATE u SET text = ?
          """, arguments: [text])
      var size: Int64 = 0
      guard let bytes = sqlite3_serialize(db.sqliteConnection, "main", &size, 0) else { return [] }
      defer { sqlite3_free(bytes) }
      var file = Array(UnsafeBufferPointer(start: bytes, count: Int(size)))
      // Which SQLite wrote it, and when: bytes that would differ from one machine to the next.
      for place in Array(24..<28) + Array(92..<100) { file[place] = 0 }
      return stride(from: 0, to: file.count, by: 4096).map { Array(file[$0..<$0 + 4096]) }
    }
  }

  func sealed(_ number: UInt32) -> [UInt8] {
    Keys.sealed(page: pages[Int(number) - 1], number: number)
  }

  var file: [UInt8] { MadeHeader().bytes + MadeHeader().bytes + (1...3).flatMap { sealed($0) } }
}

/// A rollback journal as SQLite writes it, its pages sealed.
struct MadeRollback {
  var bytes: [UInt8]
  private let start: UInt32 = 0x0102_0304

  /// - Parameter count: What the header says of how many records there are.
  init(count: UInt32, pages: UInt32 = 3) {
    func bigEndian(_ number: UInt32) -> [UInt8] { Keys.bytes(number.byteSwapped) }
    bytes = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7] + bigEndian(count) + bigEndian(start)
    bytes += bigEndian(pages) + bigEndian(512) + bigEndian(4096)
    bytes += [UInt8](repeating: 0, count: 512 - bytes.count)
  }

  /// Adds a record of a page; `change` is done to it when it is sealed, `number` is what it claims.
  mutating func add(
    _ number: UInt32, _ plain: [UInt8], sealed: [UInt8]? = nil, claims: UInt32? = nil,
    change: Int? = nil
  ) {
    var page = sealed ?? Keys.sealed(page: plain, number: number)
    if let change { page[change] ^= 1 }
    var sum = start
    for place in stride(from: 4096 - 200, to: 0, by: -200) { sum &+= UInt32(plain[place]) }
    bytes += Keys.bytes((claims ?? number).byteSwapped) + page
    let mask = Keys.checksumMask(ofSealed: page)
    bytes += zip(Keys.bytes(sum.byteSwapped), mask).map { $0 ^ $1 }
  }
}

extension Vector {
  static func pages() throws -> [Vector] {
    let made = try MadePages("second")
    let file = made.file
    func page(
      _ fault: String, _ says: String, damaged number: UInt32?, base: String? = "page_ok",
      _ change: (inout [UInt8]) -> Void = { _ in }
    ) -> Vector {
      var changed = file
      change(&changed)
      var vector = Vector(
        .page, fault, expect: number == nil ? ok : "page_authentic", says, base: base)
      vector.facts = [("key-file", Hex.text(Keys.keyFile))]
      vector.facts.append(number.map { ("page", "\($0)") } ?? ("shows", "first second"))
      vector.body = body(of: ["journal": changed], over: ["journal": base == nil ? [] : file])
      return vector
    }
    func start(_ number: UInt32) -> Int { 8192 + Int(number - 1) * 4096 }
    func flip(_ fault: String, _ says: String, _ number: UInt32, _ offset: Int) -> Vector {
      page(fault, says, damaged: number) { $0[start(number) + offset] ^= 0x80 }
    }
    func put(_ fault: String, _ says: String, _ sealed: [UInt8]) -> Vector {
      page(fault, says, damaged: 3) { $0.replaceSubrange(start(3)..<start(4), with: sealed) }
    }
    let plain = made.pages[2]
    var cut = page("cut", "The last page lost its last byte.", damaged: 3) { $0.removeLast() }
    cut.expect = "page_whole"
    return [
      page("ok", "Three pages; tables t and u have one text each.", damaged: nil, base: nil),
      flip("bit-at-0", "The first bit of page 3.", 3, 0),
      flip("bit-at-4055", "A bit of page 2 in the last byte of the ciphertext.", 2, 4055),
      flip("bit-in-nonce", "A bit of page 3 in the nonce.", 3, 4056),
      flip("bit-in-tag", "The last byte of page 2.", 2, 4095),
      flip("bit-of-page-1", "A bit of page 1.", 1, 2000),
      put("moved", "Page 2 stands in the place of page 3.", made.sealed(2)),
      put(
        "of-another-file", "Page 3 of a file with another id and the same key.",
        Keys.sealed(page: plain, number: 3, fileID: [UInt8](repeating: 12, count: 16))),
      put(
        "of-another-key", "Page 3 sealed with another data key.",
        Keys.sealed(
          page: plain, number: 3, key: Keys.subkey(1, of: [UInt8](repeating: 11, count: 32)))),
      put(
        "other-subkey", "Page 3 sealed with subkey 3.",
        Keys.sealed(page: plain, number: 3, key: Keys.subkey(3))),
      put(
        "context-ends-in-1", "Page 3 sealed with another end of the associated data.",
        Keys.sealed(page: plain, number: 3, contextEnds: 1)),
      put("zeros", "Page 3 is all zeros.", [UInt8](repeating: 0, count: 4096)),
      put("in-plain", "Page 3 isn't sealed.", plain),
      cut,
    ]
  }

  /// A file in the middle of a write that made `second` to `changed`, and what lies beside it.
  static func rollbacks() throws -> [Vector] {
    let (old, new) = (try MadePages("second"), try MadePages("changed"))
    func rollback(
      _ fault: String, _ says: String, shows: String? = nil, base: String? = "rollback_ok",
      count: UInt32 = 2, then change: ((inout [UInt8]) -> Void)? = nil,
      _ records: (inout MadeRollback) -> Void
    ) -> Vector {
      var made = MadeRollback(count: count)
      records(&made)
      change?(&made.bytes)
      var vector = Vector(
        .rollback, fault, expect: shows == nil ? "rollback_authentic" : ok, says, base: base)
      vector.facts = [("key-file", Hex.text(Keys.keyFile))]
      if let shows { vector.facts.append(("shows", shows)) }
      vector.body = body(
        of: ["journal": new.file, "journal-journal": made.bytes], over: base == nil ? [:] : whole())
      return vector
    }
    func whole() -> [String: [UInt8]] {
      var made = MadeRollback(count: 2)
      both(&made)
      return ["journal": new.file, "journal-journal": made.bytes]
    }
    func both(_ made: inout MadeRollback) {
      made.add(3, old.pages[2])
      made.add(1, old.pages[0])
    }
    func third(_ sealed: [UInt8]) -> (inout MadeRollback) -> Void {
      { made in
        made.add(3, old.pages[2], sealed: sealed)
        made.add(1, old.pages[0])
      }
    }
    var uncounted = [
      rollback(
        "ok-uncounted", "Nobody counted the records, and all are whole.", shows: "first second",
        count: .max, both),
      rollback(
        "ok-uncounted-torn", "Nobody counted the records; the last one is torn and ends it.",
        shows: "first second", count: .max
      ) { made in
        made.add(3, old.pages[2])
        made.add(1, old.pages[0], change: 1000)
      },
    ]
    uncounted[0].expect = ok
    return [
      rollback(
        "ok", "Played back, the table u has its old text.", shows: "first second", base: nil, both)
    ] + uncounted + [
      rollback("bit-in-ciphertext", "A flipped bit in a record that is counted.") { made in
        made.add(3, old.pages[2], change: 1000)
        made.add(1, old.pages[0])
      },
      rollback("bit-in-nonce", "A flipped bit in the nonce of a record.") { made in
        made.add(3, old.pages[2], change: 4060)
        made.add(1, old.pages[0])
      },
      rollback("bit-in-tag", "A flipped bit in the tag of the last record.") { made in
        made.add(3, old.pages[2])
        made.add(1, old.pages[0], change: 4095)
      },
      rollback("other-number", "A record of page 3 that says it is page 2.") { made in
        made.add(3, old.pages[2], claims: 2)
        made.add(1, old.pages[0])
      },
      rollback(
        "of-another-file", "A record of a file with another id and the same key.",
        third(
          Keys.sealed(
            page: old.pages[2], number: 3, fileID: [UInt8](repeating: 12, count: 16)))),
      rollback(
        "in-plain", "A record that isn't sealed.", third(old.pages[2])),
    ]
  }
}
