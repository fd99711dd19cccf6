import CaseModel
import Merge
import TestSupport
import Testing

@testable import JournalStore

/// What a consent says while several have written it side by side.
@Suite struct ConsentTests {
  let folder = TemporaryFolder()
  let journal: Journal
  let person: RecordID
  let organisations: [RecordID]

  init() throws {
    journal = try Journal.temporary(in: folder)
    person = try journal.write([.person("Red Hat")])[0]
    organisations = try journal.write([
      journal.newListEntry(.organisation, label: "Clinic"),
      journal.newListEntry(.organisation, label: "Shelter"),
    ])
  }

  static func date(_ day: Int) -> Answer {
    .date(CivilDate(number: 20_261_000 + day)!, minute: nil)
  }

  func given() throws -> RecordID {
    var draft = journal.newRecord(.consent, owner: person)
    draft.set("on", to: Self.date(5))
    draft.set("purpose", to: .code("share"))
    draft.set("to", to: .record(organisations[0]))
    draft.set("answer", to: .code("given"))
    draft.add(.code("name"), to: "covers")
    draft.add(.code("contact"), to: "covers")
    return try journal.write([draft])[0]
  }

  /// Two changes whose authors hadn't seen each other's.
  func changeSideBySide(
    _ record: RecordID, _ one: (inout Draft) -> Void, _ other: (inout Draft) -> Void
  ) throws {
    let heads = try journal.view(of: record)?.heads
    var drafts = [Draft(.consent, record: record), Draft(.consent, record: record)]
    one(&drafts[0])
    other(&drafts[1])
    for var draft in drafts {
      draft.seen = heads
      try journal.write([draft])
    }
  }

  @Test func `by a link that somebody contradicts, or from a page too many, comes no yes`() throws {
    let yes = try given()
    let others = try journal.write([.person("Blue Coat"), .person("Green Bag")])
    var refusal = journal.newRecord(.consent, owner: person)
    refusal.set("purpose", to: .code("research"))
    refusal.set("answer", to: .code("refused"))
    let no = try journal.write([refusal])[0]
    func heeded() throws -> Set<RecordID> { Set(try journal.consents(of: others[0]).map(\.record)) }
    try journal.write([.link(person, others[1], isSame: true)])
    #expect(try heeded().isEmpty)
    try journal.write([.link(others[0], others[1], isSame: true)])
    #expect(try heeded() == [yes, no])
    try journal.write([.link(person, others[0], isSame: false)])
    #expect(try heeded() == [no])
    try journal.write([.link(person, others[0], isSame: true)])
    #expect(try heeded() == [yes, no])
    try journal.write([.delete(person, kind: .person, owner: nil)])
    #expect(try heeded() == [no])
  }

  func statement() throws -> ConsentStatement {
    let statements = try journal.consents(of: person)
    try #require(statements.count == 1)
    return statements[0]
  }

  @Test func `what a person said is read as it was written`() throws {
    let record = try given()
    let other = try journal.write([.person("Blue Coat")])[0]
    #expect(try journal.consents(of: other).isEmpty)
    let statement = try statement()
    #expect(statement.record == record && statement.answer == .given)
    #expect(statement.purposes == ["share"] && statement.organisation == organisations[0])
    #expect(statement.covers == ["name", "contact"])
    #expect(statement.on == CivilDate(number: 20_261_005) && statement.until == nil)
  }

  @Test(arguments: [
    ("refused", "given", ConsentAnswer.refused), ("withdrawn", "given", .withdrawn),
    ("refused", "withdrawn", .withdrawn), ("unknown", "given", .unclear),
  ])
  func `of answers side by side the strictest holds, whoever wrote last`(
    one: String, other: String, holds: ConsentAnswer
  ) throws {
    for answers in [[one, other], [other, one]] {
      let record = try given()
      try changeSideBySide(
        record, { $0.set("answer", to: .code(answers[0])) },
        { $0.set("answer", to: .code(answers[1])) })
      let statement = try journal.consents(of: person).first { $0.record == record }
      #expect(statement?.answer == holds)
    }
  }

  @Test func `while it is unclear with whom or to what, a consent is none and a no is to all`()
    throws
  {
    for (field, value) in [("to", Answer.record(organisations[1])), ("purpose", .code("research"))]
    {
      let record = try given()
      try changeSideBySide(
        record, { $0.set(field, to: value) },
        { $0.set(field, to: field == "to" ? nil : .code("statistics")) })
      let statement = try #require(try journal.consents(of: person).first { $0.record == record })
      #expect(statement.answer == .unclear && !statement.allows(on: CivilDate(number: 20_261_006)!))
      #expect(field != "to" || statement.organisation == nil)
    }
  }

  @Test func `side by side the earliest end holds, and only the parts that nobody took away`()
    throws
  {
    let record = try given()
    try changeSideBySide(
      record,
      {
        $0.set("until", to: Self.date(20))
        $0.remove(.code("name"), from: "covers")
      },
      {
        $0.set("until", to: Self.date(12))
        $0.add(.code("name"), to: "covers")
        $0.add(.code("living"), to: "covers")
      })
    let statement = try statement()
    #expect(statement.until == CivilDate(number: 20_261_012))
    #expect(statement.covers == ["contact", "living"])
  }

  @Test func `a consent that was deleted is none, and a deletion beside a change settles nothing`()
    throws
  {
    let record = try given()
    var change = Draft(.consent, record: record)
    change.set("how", to: .code("oral"))
    change.seen = try journal.view(of: record)?.heads
    var deletion = Draft.delete(record, kind: .consent, owner: person)
    deletion.seen = change.seen
    try journal.write([change])
    try journal.write([deletion])
    #expect(try statement().answer == .unclear)
    try journal.write([.delete(record, kind: .consent, owner: person)])
    #expect(try journal.consents(of: person).isEmpty)
  }
}
