import CaseModel
import GRDB
import TestSupport
import Testing

@testable import JournalStore

/// Law 13 of `Docs/Merge.md`, first for links alone, then for links in journals.
@Suite struct LinkedRecordsTests {
  typealias Place = LinkedRecords.Place
  typealias Link = LinkedRecords.Link

  /// Records whose rows are in another order than their ids.
  static func places(_ count: Int, _ chance: inout Seeded) -> [Place] {
    let rows = (1...Int64(count)).shuffled(using: &chance)
    return rows.enumerated().map { number, row in
      Place(row: row, id: RecordID([UInt8](repeating: UInt8(number + 1), count: 16))!)
    }
  }

  static func links(_ places: [Place], _ chance: inout Seeded) -> [Link] {
    (0..<chance.below(places.count)).compactMap { _ in
      let (one, other) = (chance.pick(places), chance.pick(places))
      return one == other ? nil : Link(one, other, isSame: !chance.once(in: 4))
    }
  }

  /// Everything that can be reached over links, step by step, in the order of ids.
  static func reached(from start: Place, _ links: [Link]) -> [Int64] {
    var found: Set<Place> = [start]
    while true {
      let next = links.filter(\.isSame).flatMap { link in
        found.contains(link.one) || found.contains(link.other) ? [link.one, link.other] : []
      }
      guard !found.isSuperset(of: next) else { break }
      found.formUnion(next)
    }
    return found.sorted { $0.id < $1.id }.map(\.row)
  }

  @Test func `what belongs together is what can be reached, in any order of the links`() throws {
    for seed in 0..<UInt64(LongForm.count(short: 500, long: 20_000)) {
      var chance = Seeded(seed)
      let places = Self.places(2 + chance.below(12), &chance)
      let links = Self.links(places, &chance)
      var turned: [Link] = []
      for link in links.shuffled(using: &chance) {
        turned += Array(
          repeating: Link(link.other, link.one, isSame: link.isSame), count: 1 + chance.below(2))
      }
      let (linked, other) = (LinkedRecords(links), LinkedRecords(turned))
      for place in places {
        let members = Self.reached(from: place, links)
        #expect(linked.members(of: place.row) == members, "seed \(seed)")
        #expect(linked.representative(of: place.row) == members[0], "seed \(seed)")
        #expect(other.members(of: place.row) == members, "seed \(seed)")
        #expect(other.representative(of: place.row) == members[0], "seed \(seed)")
      }
      #expect(linked.isEmpty == links.allSatisfy { !$0.isSame })
      let against = links.filter { link in
        !link.isSame && Self.reached(from: link.one, links).contains(link.other.row)
      }
      #expect(Set(linked.contradictions) == Set(against), "seed \(seed)")
      #expect(Set(other.contradictions) == Set(against), "seed \(seed)")
    }
  }

  @Test func `without its link everything is as if it had never been there`() throws {
    for seed in 0..<UInt64(200) {
      var chance = Seeded(seed)
      let places = Self.places(8, &chance)
      var links = Self.links(places, &chance)
      let before = LinkedRecords(links)
      links.insert(Link(places[0], places[1], isSame: true), at: chance.below(links.count + 1))
      let during = LinkedRecords(links)
      #expect(during.representative(of: places[0].row) == during.representative(of: places[1].row))
      links.removeAll { $0 == Link(places[0], places[1], isSame: true) }
      let wasLinked = before.members(of: places[0].row).contains(places[1].row)
      for place in places where !wasLinked {
        #expect(LinkedRecords(links).members(of: place.row) == before.members(of: place.row))
      }
    }
  }

  let folder = TemporaryFolder()

  /// Ids of what a record is linked to, itself among them; nil if it stands alone.
  func linked(_ id: RecordID, in journal: Journal) throws -> [RecordID]? {
    try journal.linked()[id].map { Array($0.dropFirst()) }
  }

  @Test func `links that were written join, over several, and unlinking restores`() throws {
    let journal = try Journal.temporary(in: folder)
    #expect(try journal.linkedRecords().isEmpty)
    let ids = try journal.write([.person("A"), .person("B"), .person("C"), .person("D")])
    try journal.write([.link(ids[1], ids[0], isSame: true), .link(ids[1], ids[2], isSame: true)])
    let three = Array(ids[0...2]).sorted()
    for id in three { #expect(try linked(id, in: journal) == three) }
    #expect(try linked(ids[3], in: journal) == nil)
    #expect(try journal.linkedRecords().contradictions.isEmpty)
    try journal.write([.link(ids[2], ids[0], isSame: false)])
    #expect(try linked(ids[0], in: journal) == three)
    let against = try journal.linkedRecords().contradictions
    #expect(against.map { [$0.one.id, $0.other.id] } == [[ids[0], ids[2]].sorted()])
    try journal.write([.link(ids[0], ids[1], isSame: false)])
    #expect(try linked(ids[0], in: journal) == nil)
    #expect(try linked(ids[1], in: journal) == [ids[1], ids[2]].sorted())
    #expect(try journal.linkedRecords().contradictions.isEmpty)
    // One record for the two, whichever is named first.
    #expect(try journal.records(RecordQuery(kinds: ["same"])).count == 3)
    #expect(try journal.check().isSound)
  }

  @Test func `a deleted link is none, and so is one that nobody answered`() throws {
    let journal = try Journal.temporary(in: folder)
    let ids = try journal.write([.contact(), .contact()])
    let link = try journal.write([.link(ids[0], ids[1], isSame: true)])[0]
    #expect(try linked(ids[0], in: journal) == ids.sorted())
    var change = Draft(.same, record: link)
    change.set("value", to: .unknown)
    try journal.write([change])
    #expect(try journal.linkedRecords().isEmpty)
    change.set("value", to: .code("same"))
    try journal.write([change])
    #expect(try linked(ids[0], in: journal) == ids.sorted())
    try journal.write([.delete(link, kind: .same, owner: nil)])
    #expect(try journal.linkedRecords().isEmpty)
  }

  @Test func `a link across kinds, with oneself, or of others than its own id says links nothing`()
    throws
  {
    let journal = try Journal.temporary(in: folder)
    let ids = try journal.write([.person("A"), .person("B"), .person("C"), .contact()])
    var forged = Draft.link(ids[0], ids[1], isSame: true)
    let pair = [ids[1], ids[2]].sorted()
    forged.set("one", to: .record(pair[0]))
    forged.set("other", to: .record(pair[1]))
    try journal.write([
      .link(ids[0], ids[3], isSame: true), .link(ids[0], ids[0], isSame: true), forged,
    ])
    #expect(try journal.linkedRecords().isEmpty)
  }

  @Test func `two who notice the same make one link, whoever merges whom`() throws {
    var ids: [RecordID] = []
    do {
      let journal = try Journal.temporary("a", in: folder, seed: 1)
      ids = try journal.write([.person("A"), .person("B"), .person("C")])
    }
    func merge(_ name: String, into journal: Journal) throws {
      _ = try journal.merge(
        [ForeignJournal(at: folder.file(name), secret: .test(), scratchFolder: nil)],
        newAuthors: .accept)
    }
    do {
      let other = try Journal.temporary("b", in: folder, seed: 2)
      // Rows in another order than in the first journal.
      try other.write([.person("D"), .link(ids[2], ids[1], isSame: true)])
      try merge("a", into: other)
      try other.write([.link(ids[0], ids[2], isSame: true)])
    }
    let journal = try Journal.open("a", in: folder, seed: 3)
    try journal.write([.link(ids[1], ids[2], isSame: true)])
    try merge("b", into: journal)
    #expect(try journal.records(RecordQuery(kinds: ["same"])).count == 2)
    #expect(try linked(ids[0], in: journal) == ids.sorted())
    #expect(try journal.linked() == Journal.open("b", in: folder, seed: 4).linked())
  }
}
