import CaseModel
import GRDB
import Merge
import TestSupport
import Testing

@testable import JournalStore

@Suite struct ListTests {
  let folder = TemporaryFolder()
  private func day(_ number: Int) -> CivilDate { CivilDate(number: number)! }

  private func contact(_ day: Int, minute: Int? = nil, persons: [RecordID] = []) -> Draft {
    var draft = Draft.contact(on: day, persons: persons)
    draft.set("on", to: .date(self.day(day), minute: minute))
    return draft
  }

  private func listed(_ journal: Journal, _ query: RecordQuery) throws -> [RecordID] {
    try journal.records(query).map(\.record)
  }

  @Test func `the newest come last, by day and time, and then as they were written`() throws {
    let journal = try Journal.temporary(in: folder)
    let drafts = [
      contact(20_261_031), contact(20_261_031, minute: 600), contact(20_261_030),
      contact(20_261_031, minute: 30), contact(20_261_031),
    ]
    let written = try drafts.map { try journal.write([$0])[0] }
    let person = try journal.write([.person("Ada")])[0]
    let order = [2, 3, 1, 0, 4].map { written[$0] }
    #expect(try listed(journal, RecordQuery()) == order)
    for limit in 0...5 {
      #expect(try listed(journal, RecordQuery(limit: limit)) == Array(order.suffix(limit)))
    }
    #expect(
      try listed(journal, RecordQuery(kinds: ["contact", "person"], limit: 3))
        == order.suffix(2) + [person])
  }

  @Test func `each filter gives exactly what it names, and all together too`() throws {
    let ours = try Journal.temporary("a.hopenow", in: folder, seed: 1)
    let entry = ours.newListEntry(.place, label: "Old Harbour")
    let place = try #require(entry.id)
    let ada = try ours.write([.person("Ada"), entry])[0]
    var there = contact(20_261_031, persons: [ada])
    there.set("place", to: .record(place))
    var visit = Draft(.visit, owner: ada)
    visit.set("on", to: .date(day(20_260_901), minute: nil))
    let written = try ours.write([there, contact(20_261_001, persons: [ada]), visit])
    do {
      let theirs = try Journal.temporary("b.hopenow", in: folder, seed: 2)
      try theirs.write([contact(20_261_031)])
    }
    let foreign = try ForeignJournal(
      at: folder.file("b.hopenow"), secret: .test(), scratchFolder: nil)
    _ = try ours.merge([foreign], newAuthors: .accept)
    let theirs = try #require(
      try ours.members().first { $0.name == "Worker b.hopenow" }?.author)

    func found(
      kinds: [String]? = nil, person: RecordID? = nil, days: ClosedRange<CivilDate>? = nil,
      place: RecordID? = nil, worker: AuthorKey? = nil
    ) throws -> [RecordID] {
      var query = RecordQuery(kinds: kinds, person: person, days: days)
      query.place = place
      query.worker = worker
      return try listed(ours, query)
    }
    #expect(try found().count == 4)
    #expect(try found(person: ada) == [written[2], written[1], written[0]])
    #expect(try found(kinds: ["visit", "person"], person: ada) == [written[2], ada])
    #expect(try found(days: day(20_261_001)...day(20_261_031)).count == 3)
    #expect(try found(person: ada, days: day(20_261_001)...day(20_261_030)) == [written[1]])
    #expect(try found(place: place) == [written[0]])
    #expect(try found(days: day(20_261_001)...day(20_261_030), place: place).isEmpty)
    #expect(try found(kinds: ["visit"], place: place).isEmpty)
    #expect(try found(worker: ours.author) == [written[2], written[1], written[0]])
    #expect(try found(worker: theirs).count == 1)
    #expect(
      try found(
        kinds: ["contact"], person: ada, days: day(20_261_031)...day(20_261_031), place: place,
        worker: ours.author) == [written[0]])
    #expect(try found(person: place).isEmpty)
  }

  @Test func `a person's file says when each stage was first reached, and the last note`() throws {
    let journal = try Journal.temporary(in: folder)
    let persons = try journal.write([.person("Ada"), .person("Bea")])
    func event(_ kind: Kind, _ number: Int, note: String? = nil) -> Draft {
      var draft = Draft(
        kind, owner: kind.isOwned ? persons[0] : nil, words: note.map { ["note": $0] } ?? [:])
      draft.set("on", to: .date(day(number), minute: nil))
      if !kind.isOwned { draft.add(.record(persons[0]), to: "person") }
      return draft
    }
    #expect(try journal.file(of: persons[0], limit: nil).stages.isEmpty)
    let written = try journal.write([
      event(.screen, 20_260_801), event(.contact, 20_260_701, note: "cold"),
      event(.session, 20_260_901), event(.visit, 20_260_715), event(.session, 20_261_001),
    ])
    let file = try journal.file(of: persons[0], limit: 1)
    #expect(
      file.stages == [
        .contacted: day(20_260_701), .engaged: day(20_260_801), .screened: day(20_260_801),
        .supported: day(20_260_715),
      ])
    #expect(file.records.map(\.record) == [written[4]] && file.count == 5)
    #expect(file.lastNote?.record == written[1])
    try journal.write([.delete(written[1], kind: .contact, owner: nil)])
    let after = try journal.file(of: persons[0], limit: nil)
    #expect(after.lastNote == nil && after.count == 4)
    #expect(after.stages[.contacted] == day(20_260_715))
    #expect(try journal.file(of: persons[1], limit: nil).count == 0)
  }

  @Test func `a list costs what it shows, whatever lies behind it`() throws {
    let journal = try Journal.temporary(in: folder)
    let entry = journal.newListEntry(.place, label: "Old Harbour")
    let persons = try journal.write((0..<300).map { .person("Ada \($0)") })
    try journal.write([entry])
    var drafts: [Draft] = []
    for number in 0..<600 {
      let day = CivilDate(dayNumber: 20_000 + number / 2)!
      var draft = Draft.contact(on: day.number, persons: [persons[number % 2]])
      draft.set("place", to: entry.id.map { .record($0) })
      drafts.append(draft)
    }
    try journal.write(drafts)
    let days = CivilDate(dayNumber: 20_000)!...CivilDate(dayNumber: 20_010)!
    var place = RecordQuery(limit: 10)
    place.place = entry.id
    var worker = RecordQuery(limit: 10)
    worker.worker = journal.author
    for query in [
      RecordQuery(limit: 10), RecordQuery(kinds: ["person"], limit: 10),
      RecordQuery(person: persons[0], limit: 10), RecordQuery(days: days, limit: 10), place, worker,
    ] {
      _ = try journal.read(stepsTaken)
      #expect(try journal.records(query).count == 10)
      #expect(try journal.read(stepsTaken) < 4000, "\(query)")
    }
  }
}
