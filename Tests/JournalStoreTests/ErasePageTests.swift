import CaseModel
import Foundation
import GRDB
import TestSupport
import Testing

@testable import JournalStore

/// After an erasure nothing that was written stands in any page of the file: neither in a free one nor
/// between the cells of one in use.
@Suite struct ErasePageTests {
  let folder = TemporaryFolder()
  var path: String { folder.file("journal.hopenow") }

  /// Words that nobody else writes, of a length that a seed decides, so that pages split everywhere.
  static func words(_ number: Int, _ chance: inout Seeded) -> String {
    let length = chance.pick([1, 5, 30, 120, 400])
    return (0..<length).map { _ in "canary-\(number)-umbrella" }.joined(separator: " ")
  }

  /// A journal of many persons with records, written and changed in an order that a seed decides.
  static func fill(_ journal: Journal, persons count: Int, seed: UInt64) throws -> [RecordID] {
    var chance = Seeded(seed)
    let persons = try journal.write(
      (0..<count).map { .person("canary-\($0)-coat", gender: "Feminine", citizenship: ["NG"]) })
    for _ in 0..<(12 * count) {
      let number = chance.below(count)
      var draft: Draft
      switch chance.below(4) {
      case 0: draft = Draft(.visit, owner: persons[number])
      case 1: draft = Draft(.screen, owner: persons[number])
      case 2: draft = Draft(.person, record: persons[number])
      default: draft = .contact(persons: [persons[chance.below(count)]])
      }
      if draft.kind == "contact" {
        draft.words["note"] = "only a tea " + String(repeating: "x", count: chance.below(3000))
      } else {
        draft.words["note"] = words(number, &chance)
      }
      if draft.kind == "person" { draft.words["legal-name"] = "Canary-\(number)-name" }
      if draft.kind == "visit" || draft.kind == "screen" {
        draft.set("on", to: .date(CivilDate(number: 20_261_001 + chance.below(28))!, minute: nil))
      }
      try journal.write([draft])
    }
    return persons
  }

  @Test(arguments: 0..<UInt64(LongForm.count(short: 3, long: 60)))
  func `no word of whom was erased is left in any page`(seed: UInt64) throws {
    var persons: [RecordID] = []
    do {
      let journal = try Journal.temporary(in: folder, seed: seed)
      persons = try Self.fill(journal, persons: 12, seed: seed)
    }
    #expect(try !PlainPages(of: path).holding("canary-3-umbrella".utf8).isEmpty)
    do {
      let journal = try Journal.open(in: folder, seed: 50)
      for number in [3, 7, 0] { _ = try journal.erase(persons[number], reason: "own-request") }
      #expect(try journal.check().isSound)
    }
    let pages = try PlainPages(of: path)
    for number in [3, 7, 0] {
      for word in ["umbrella", "coat", "name"] {
        for capital in ["c", "C"] {
          let found = pages.holding("\(capital)anary-\(number)-\(word)".utf8)
          #expect(found.isEmpty, "seed \(seed): \(capital)anary-\(number)-\(word)")
        }
      }
    }
    #expect(!pages.holding("canary-4-umbrella".utf8).isEmpty)
  }

  @Test func `of whom nobody else names not even the id is left`() throws {
    var ids: [RecordID] = []
    do {
      let journal = try Journal.temporary(in: folder)
      ids = try journal.write([.person("Red Hat"), .person("Blue Hat")])
      ids += try journal.write([Draft(.visit, owner: ids[0], words: ["note": "a visit"])])
      try journal.write([.link(ids[0], ids[1], isSame: true), .contact(persons: [ids[1]])])
      for id in ids { #expect(try !PlainPages(of: path).holding(id.bytes).isEmpty) }
      #expect(try journal.erase(ids[0], reason: "own-request") == .erased)
    }
    let pages = try PlainPages(of: path)
    #expect(pages.holding(ids[0].bytes).isEmpty && pages.holding(ids[2].bytes).isEmpty)
    #expect(!pages.holding(ids[1].bytes).isEmpty)
    for kind in ["person", "visit"] {
      // Nor what such a record's id follows from.
      #expect(pages.holding(Array(kind.utf8) + ids[0].bytes).isEmpty)
    }
  }
}
