import CaseModel
import GRDB
import Merge
import Matching
import TestSupport
import Testing

@testable import JournalStore

@Suite struct SameTests {
  let folder = TemporaryFolder()

  /// Somebody with enough known about her to be found again.
  func person(_ alias: String, phone: String? = "20304050", born: Int64 = 1998) -> Draft {
    var draft = Draft.person(alias, gender: "Feminine", citizenship: ["NG"])
    draft.set("birth-year", to: .number(born))
    if let phone { draft.words["phone"] = phone }
    return draft
  }

  /// A journal with some others in it, of whom no two are alike.
  func journal(_ name: String = "journal.hopenow", seed: UInt64 = 1) throws -> Journal {
    let journal = try Journal.temporary(name, in: folder, seed: seed)
    try journal.write(
      ["Ana", "Bogdan", "Chi", "Dung", "Elif", "Goran", "Hoa"].map { .person("\($0) \(name)") })
    return journal
  }

  func proposed(_ journal: Journal) throws -> [[RecordID]] {
    try journal.sameProposals().proposals.map { [$0.pair.one, $0.pair.other] }
  }

  @Test func `a person written down twice is proposed, with why`() throws {
    let journal = try journal()
    var second = person("Rubi Skarf", phone: nil, born: 1999)
    second.words["legal-name"] = "Velvet Glove"
    let ids = try journal.write([person("Ruby Scarf"), second])
    let proposal = try #require(journal.sameProposals().proposals.first)
    #expect([proposal.pair.one, proposal.pair.other] == ids.sorted())
    #expect(proposal.kind == "person" && !proposal.isGuarded)
    #expect(proposal.pair.evidence.contains(.birthYears(apart: 1)))
    #expect(proposal.pair.evidence.contains(.sameCitizenship))
    #expect(try journal.sameProposals(limit: 1).isCut == false)
  }

  @Test func `who is gone, linked or said to be different isn't proposed`() throws {
    let journal = try journal()
    let ids = try journal.write([person("Ruby Scarf"), person("Ruby Scarf")])
    #expect(try proposed(journal) == [ids.sorted()])
    try journal.write([.link(ids[0], ids[1], isSame: true)])
    #expect(try proposed(journal).isEmpty)
    try journal.write([.link(ids[0], ids[1], isSame: false)])
    #expect(try proposed(journal).isEmpty)
    let link = try #require(Draft.link(ids[0], ids[1], isSame: true).id)
    try journal.write([.delete(link, kind: .same, owner: nil)])
    #expect(try proposed(journal) == [ids.sorted()])
    try journal.write([.delete(ids[0], kind: .person, owner: nil)])
    #expect(try proposed(journal).isEmpty)
  }

  @Test func `what holds of one holds of all who are linked to her`() throws {
    let journal = try journal()
    let ids = try journal.write([
      person("Ruby Scarf"), person("Ruby Scarf"), person("Ruby Scarf"),
    ])
    #expect(try proposed(journal).count == 3)
    try journal.write([.link(ids[0], ids[1], isSame: true)])
    let one = min(ids[0], ids[1])
    #expect(try proposed(journal) == [[one, ids[2]].sorted()])
    // Said of the one that doesn't stand for the two.
    try journal.write([.link(max(ids[0], ids[1]), ids[2], isSame: false)])
    #expect(try proposed(journal).isEmpty)
    #expect(try journal.linkContradictions().isEmpty)
    try journal.write([.link(one, ids[2], isSame: true)])
    let contradiction = try #require(journal.linkContradictions().first)
    #expect(contradiction.reason == .saidToBeDifferent)
    #expect([contradiction.one, contradiction.other].contains(ids[2]))
  }

  @Test func `a proposal said of one page what is true of another that is linked to it`() throws {
    let journal = try journal()
    let ids = try journal.write([person("Blue Bag", phone: nil, born: 1970), person("Ruby Scarf")])
    try journal.write([.link(ids[0], ids[1], isSame: true)])
    let third = try journal.write([person("Rubi Scarf")])[0]
    let proposal = try #require(journal.sameProposals().proposals.first)
    let isFirst = proposal.pair.one == third
    #expect((isFirst ? proposal.linkedToOther : proposal.linkedToOne) == [ids.max()])
    #expect((isFirst ? proposal.linkedToOne : proposal.linkedToOther).isEmpty)
    // What is deleted speaks for nothing, and no list shows it.
    try journal.write([.delete(ids.min()!, kind: .person, owner: nil)])
    for proposal in try journal.sameProposals().proposals {
      #expect(proposal.linkedToOne.isEmpty && proposal.linkedToOther.isEmpty)
    }
    #expect(try journal.views(linkedTo: ids.max()!).map(\.existence) == [.gone])
  }

  @Test func `a year of birth that nobody can have ended the program`() throws {
    let journal = try journal()
    let ids = try journal.write([
      person("Ruby Scarf", born: .min), person("Ruby Scarf", born: 1),
      person("Ruby Scarf", born: .max),
    ])
    for id in ids[1...] { try journal.write([.link(ids[0], id, isSame: true)]) }
    #expect(try journal.linkContradictions().isEmpty)
  }

  @Test func `a year of birth that is one off spoke against a link for good`() throws {
    let journal = try journal()
    let ids = try journal.write([
      person("Ruby Scarf", born: 1998), person("Ruby Scarf", born: 1999),
      person("Ruby Scarf", born: 1990),
    ])
    try journal.write([.link(ids[0], ids[1], isSame: true)])
    #expect(try journal.linkContradictions().isEmpty)
    try journal.write([.link(ids[1], ids[2], isSame: true)])
    #expect(try journal.linkContradictions().map(\.reason) == [.birthYear])
  }

  @Test func `a colleague never sees again what was said to be different`() throws {
    var ids: [RecordID] = []
    do {
      let journal = try journal("a", seed: 1)
      ids = try journal.write([person("Ruby Scarf")])
    }
    func merge(_ name: String, into journal: Journal) throws {
      _ = try journal.merge(
        [ForeignJournal(at: folder.file(name), secret: .test(), scratchFolder: nil)],
        newAuthors: .accept)
    }
    do {
      let other = try journal("b", seed: 2)
      ids += try other.write([person("Rubi Scarf")])
      try merge("a", into: other)
      #expect(try proposed(other) == [ids.sorted()])
      try other.write([.link(ids[0], ids[1], isSame: false)])
      #expect(try proposed(other).isEmpty)
    }
    // And the two, who got the same records in another order, propose the same.
    var more: [RecordID] = []
    var proposals: [SameProposal] = []
    do {
      let journal = try Journal.open("a", in: folder, seed: 3)
      try merge("b", into: journal)
      #expect(try proposed(journal).isEmpty)
      more = try journal.write([
        person("Mercy Aigbe", phone: "21212121"), person("Mersy Aigbe", phone: nil),
      ])
      proposals = try journal.sameProposals().proposals
      #expect(proposals.map { [$0.pair.one, $0.pair.other] } == [more.sorted()])
    }
    let other = try Journal.open("b", in: folder, seed: 4)
    try merge("a", into: other)
    #expect(try other.sameProposals().proposals == proposals)
  }

  @Test(arguments: ["contact-safety", "safe-contact", "restrictions"])
  func `of somebody endangered a list isn't to say why`(field: String) throws {
    let journal = try journal()
    var guarded = person("Ruby Scarf")
    if field == "contact-safety" {
      guarded.set(field, to: .code("not-safe"))
    } else {
      guarded.words[field] = "words"
    }
    let ids = try journal.write([person("Ruby Scarf"), guarded, person("Ruby Scarf")])
    let proposals = try journal.sameProposals().proposals
    #expect(proposals.count == 3)
    for proposal in proposals {
      #expect(proposal.isGuarded == [proposal.pair.one, proposal.pair.other].contains(ids[1]))
    }
  }

  @Test func `who is named in one record with her isn't the same`() throws {
    let journal = try journal()
    let ids = try journal.write([person("Ruby Scarf"), person("Ruby Scarf")])
    #expect(try proposed(journal).count == 1)
    try journal.write([.contact(persons: ids)])
    #expect(try proposed(journal).isEmpty)
  }

  @Test func `one meeting that two workers wrote is proposed, in whichever journal`() throws {
    func meeting(_ journal: Journal, met: Int64) throws -> RecordID {
      var place = journal.newListEntry(.place, label: "Istedgade")
      place.words["label"] = "Istedgade"
      let placeID = try journal.write([place])[0]
      var drafts = [Draft.contact(met: met), .contact(on: 20_261_030, setting: "church", met: 3)]
      drafts[0].set("place", to: .record(placeID))
      drafts[0].words["with"] = "Worker a"
      return try journal.write(drafts)[0]
    }
    var ids: [RecordID] = []
    do {
      let journal = try journal("a", seed: 1)
      ids.append(try meeting(journal, met: 14))
      // The same worker twice means two.
      try journal.write([.contact(on: 20_261_001, met: 5), .contact(on: 20_261_001, met: 5)])
    }
    let journal = try journal("b", seed: 2)
    ids.append(try meeting(journal, met: 14))
    let report = try journal.merge(
      [ForeignJournal(at: folder.file("a"), secret: .test(), scratchFolder: nil)],
      newAuthors: .accept)
    #expect(report.probableDoubles == 1)
    let proposal = try #require(journal.sameProposals().proposals.first)
    #expect(proposal.kind == "contact")
    #expect([proposal.pair.one, proposal.pair.other] == ids.sorted())
    #expect(proposal.pair.evidence.contains(.atSamePlace))
    #expect(proposal.pair.evidence.contains(.colleagueNamed))
    try journal.write([.link(ids[0], ids[1], isSame: true)])
    #expect(try journal.sameProposals().proposals.isEmpty)
  }

  @Test func `a merge is told of doubles among what it brought, and of no others`() throws {
    let journal = try journal()
    let old = try journal.write([person("Ruby Scarf"), person("Ruby Scarf")])
    let mark = try journal.read { db in
      RecordsSoFar(firstNewRecord: try EntryWriter.nextRow(of: "record", in: db))
    }
    func news() throws -> [SameProposal] {
      try journal.read { try journal.proposals(since: mark, in: $0) }
    }
    #expect(try news().isEmpty)
    try journal.write([.contact()])
    #expect(try news().isEmpty)
    let new = try journal.write([person("Rubi Scarf")])
    #expect(
      Set(try news().map { Set([$0.pair.one, $0.pair.other]) })
        == Set(old.map { Set([$0, new[0]]) }))
  }

  @Test func `what speaks against a link is told`() throws {
    let journal = try journal()
    var man = person("Ruby Scarf", born: 1990)
    man.set("gender", to: .code("Masculine"))
    let ids = try journal.write([
      person("Ruby Scarf"), man, .contact(on: 20_261_001), .contact(on: 20_261_002),
    ])
    try journal.write([
      .link(ids[0], ids[1], isSame: true), .link(ids[2], ids[3], isSame: true),
    ])
    let found = try journal.linkContradictions()
    #expect(Set(found.map(\.reason)) == [.gender, .birthYear, .day])
    #expect(try journal.linkContradictions(of: ids[2]).map(\.reason) == [.day])
    #expect(
      try journal.linkContradictions(of: ids[1]).map(\.reason.rawValue).sorted()
        == ["birth-year", "gender"])
    #expect(try journal.sameness(of: ids[1], and: ids[0]) == true)
    #expect(try journal.sameness(of: ids[0], and: ids[2]) == nil)
    #expect(try journal.areLinked(ids[0], ids[1]))
    #expect(found.allSatisfy { !$0.isGuarded })
    var limits = Draft(.person, record: ids[0])
    limits.words["restrictions"] = "words"
    try journal.write([limits])
    let guarded = try journal.linkContradictions(of: ids[0])
    #expect(guarded.map(\.isGuarded) == [true, true])
  }
}
