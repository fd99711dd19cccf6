import Foundation
import GRDB
import Sealing
import TestSupport
import Testing

@testable import SealedSQLite

/// Rows read without the trees that lead to them.
@Suite struct LooseRowsTests {
  private static func value(_ chance: inout Seeded) -> DatabaseValue {
    switch chance.below(8) {
    case 0: .null
    case 1: [0, 1, -1, .max, .min].randomElement(using: &chance)!.databaseValue
    case 2: Int64(truncatingIfNeeded: chance.next() >> chance.below(64)).databaseValue
    case 3: (-Int64(chance.next() >> (1 + chance.below(63)))).databaseValue
    case 4: (Double(chance.below(1000)) + 0.0625).databaseValue
    case 5: String(repeating: "æ", count: chance.below(40)).databaseValue
    case 6: String(repeating: "long ", count: chance.below(4000)).databaseValue
    default:
      Data((0..<chance.below(6000)).map { _ in UInt8.random(in: 0...255, using: &chance) })
        .databaseValue
    }
  }

  private static func loose(_ value: DatabaseValue) -> LooseValue {
    switch value.storage {
    case .null: .null
    case .int64(let number): .integer(number)
    case .double(let number): .real(number)
    case .string(let text): .text(Array(text.utf8))
    case .blob(let bytes): .blob([UInt8](bytes))
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `every row of a whole file is found, as SQLite reads it`(seed: UInt64) throws {
    let database = try SealedDatabase()
    var chance = Seeded(seed)
    var expected: [String: Int] = [:]
    do {
      let opened = try database.open()
      try opened.queue.write { db in
        try db.execute(sql: "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b, c)")
        try db.execute(sql: "CREATE TABLE w(a, k, b, PRIMARY KEY(k)) WITHOUT ROWID")
        for number in 0..<300 {
          let row = (0..<3).map { _ in Self.value(&chance) }
          let id = Int64(number) * (number % 2 == 0 ? 1 : -70_000_000_000)
          try db.execute(
            sql: "INSERT INTO t VALUES (?, ?, ?, ?)",
            arguments: StatementArguments([id.databaseValue] + row))
          let inTable = LooseRow(id: id, values: [.null] + row.map(Self.loose))
          expected["\(inTable)", default: 0] += 1
          try db.execute(
            sql: "INSERT INTO w VALUES (?, ?, ?)",
            arguments: StatementArguments([row[0], number.databaseValue, row[1]]))
          // The key comes first in what is stored.
          let inIndex = LooseRow(
            id: nil, values: [.integer(Int64(number)), Self.loose(row[0]), Self.loose(row[1])])
          expected["\(inIndex)", default: 0] += 1
        }
      }
    }
    let file = try SealedFile(opening: database.path, mode: .readOnly)
    _ = try file.unlock(.test())
    let pages = try LooseRows(of: file)
    var found: [String: Int] = [:]
    for number in stride(from: 1, through: pages.pageCount, by: 1) {
      // What SQLite itself keeps of its tables has five columns.
      for row in pages.rows(ofPage: number) where row.values.count < 5 {
        found["\(row)", default: 0] += 1
      }
    }
    #expect(found.count == 600)
    #expect(found == expected)
  }

  @Test func `a page with wrong bytes in it, though sealed, breaks nothing`() throws {
    let database = try SealedDatabase()
    do { try database.open().fill() }
    let file = try SealedFile(opening: database.path, mode: .readOnly)
    _ = try file.unlock(.test())
    let connection = try SealedConnection(opening: file.databaseURI)
    defer { connection.close() }
    let pages: [[UInt8]?] = try (2...20).map { try connection.readPage($0) }
    let whole = try #require(pages.first { $0?.first == 13 } ?? nil)
    var chance = Seeded(5)
    var rows = 0
    for _ in 0..<3000 {
      var page = whole
      for _ in 0...chance.below(4) {
        let place = chance.once(in: 2) ? chance.below(60) : chance.below(page.count)
        page[place] = chance.pick([0, 1, 2, 5, 10, 13, 0x7f, 0x80, 0xff, page[place] &+ 1])
      }
      rows +=
        LooseRows.rows(of: Array(page[..<(page.count - PageSealer.reserve)])) { _ in
          chance.once(in: 3) ? nil : page
        }.count
    }
    #expect(rows > 3000, "most of a page with some wrong bytes can be read")
  }
}
