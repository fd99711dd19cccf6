import CaseModel
import Merge
import TestSupport
import Testing

@testable import JournalStore

@Suite struct FollowUpTests {
  let folder = TemporaryFolder()
  private func day(_ number: Int) -> CivilDate { CivilDate(number: number)! }

  private func session(with person: RecordID, due: Int? = nil, words: String? = nil) -> Draft {
    var draft = Draft(.session, words: words.map { ["follow-up": $0] } ?? [:])
    draft.set("on", to: .date(day(20_261_031), minute: nil))
    draft.add(.record(person), to: "person")
    if let due { draft.set("follow-up-on", to: .date(day(due), minute: nil)) }
    return draft
  }

  @Test func `they come by day, those without a day last, until they are followed up`() throws {
    let journal = try Journal.temporary(in: folder)
    let ada = try journal.write([.person("Ada")])[0]
    let bea = try journal.write([.person("Bea")])[0]
    let written = try journal.write([
      session(with: ada, words: "ask again"), session(with: ada, due: 20_261_120),
      session(with: bea, due: 20_261_104, words: "ring the clinic"), session(with: bea),
    ])
    func records(
      _ days: ClosedRange<CivilDate>? = nil, of person: RecordID? = nil, limit: Int? = nil
    ) throws -> [RecordID] {
      try journal.followUps(due: days, person: person, limit: limit).map(\.record.record)
    }
    #expect(try records() == [written[2], written[1], written[0]])
    #expect(try records(limit: 1) == [written[2]])
    #expect(try records(of: ada) == [written[1], written[0]])
    #expect(try records(day(20_261_101)...day(20_261_104)) == [written[2]])
    #expect(try records(day(20_261_105)...day(20_261_130), of: bea) == [])
    let first = try #require(try journal.followUps().first)
    #expect(first.due == day(20_261_104) && first.words == "ring the clinic")

    var done = Draft(.session, record: written[2])
    done.set("followed-up", to: .date(day(20_261_103), minute: nil))
    var cleared = Draft(.session, record: written[0])
    cleared.words.updateValue(nil, forKey: "follow-up")
    try journal.write([done, cleared])
    #expect(try records() == [written[1]])
    try journal.write([.delete(written[1], kind: .session, owner: nil)])
    #expect(try records() == [])
    #expect(try journal.check().derivedIsRight == true)
  }

  @Test func `a person's own page can have one too`() throws {
    let journal = try Journal.temporary(in: folder)
    var page = Draft.person("Ada")
    page.set("follow-up-on", to: .date(day(20_261_201), minute: nil))
    let ada = try journal.write([page])[0]
    let other = try journal.write([.person("Bea")])[0]
    #expect(try journal.followUps(person: ada).map(\.record.record) == [ada])
    #expect(try journal.followUps(person: other).isEmpty)
  }

  @Test func `those of a month are found without a look at the others`() throws {
    let journal = try Journal.temporary(in: folder)
    let ada = try journal.write([.person("Ada")])[0]
    for number in 0..<300 {
      try journal.write([session(with: ada, due: number < 295 ? 20_250_101 : 20_261_101)])
    }
    _ = try journal.read(rowsScanned)
    #expect(try journal.followUps(due: day(20_261_101)...day(20_261_130)).count == 5)
    #expect(try journal.followUps(limit: 5).count == 5)
    #expect(try journal.read(rowsScanned) < 20)
  }
}
