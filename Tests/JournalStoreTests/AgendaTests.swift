import CaseModel
import Merge
import TestSupport
import Testing

@testable import JournalStore

@Suite struct AgendaTests {
  let folder = TemporaryFolder()

  private func day(_ number: Int) -> CivilDate { CivilDate(number: number)! }

  private func draft(
    _ kind: Kind, of person: RecordID, on: Int, codes: [String: String] = [:],
    days: [String: Int] = [:]
  ) -> Draft {
    var draft = Draft(kind, owner: person)
    draft.set("on", to: .date(day(on), minute: nil))
    for (name, code) in codes { draft.set(name, to: .code(code)) }
    for (name, number) in days { draft.set(name, to: .date(day(number), minute: nil)) }
    return draft
  }

  private func lines(_ journal: Journal, _ query: AgendaQuery) throws -> [String] {
    try journal.agenda(query).map { "\($0.due?.description ?? "-") \($0.deadline.rawValue)" }
  }

  @Test func `a visit is due until one of its sort is paid`() throws {
    let journal = try Journal.temporary(in: folder)
    let person = try journal.write([.person("Red Hat")])[0]
    let query = AgendaQuery(until: day(20_261_201))
    try journal.write([
      draft(
        .visit, of: person, on: 20_261_001, codes: ["type": "prison"], days: ["next": 20_261_101]),
      draft(
        .visit, of: person, on: 20_261_001, codes: ["type": "court"], days: ["next": 20_261_202]),
    ])
    #expect(try lines(journal, query) == ["2026-11-01 visit"])
    try journal.write([draft(.visit, of: person, on: 20_261_103, codes: ["type": "doctor"])])
    #expect(try lines(journal, query) == ["2026-11-01 visit"])
    try journal.write([draft(.visit, of: person, on: 20_261_102, codes: ["type": "prison"])])
    #expect(try lines(journal, query) == [])
    #expect(try lines(journal, AgendaQuery(until: day(20_261_202))) == ["2026-12-02 visit"])
  }

  @Test func `a referral is overdue after the team's days, until it is answered`() throws {
    let journal = try Journal.temporary(in: folder)
    let person = try journal.write([.person("Red Hat")])[0]
    let referral = try journal.write([draft(.refer, of: person, on: 20_261_001)])[0]
    #expect(try lines(journal, AgendaQuery(until: day(20_261_014))) == [])
    #expect(try lines(journal, AgendaQuery(until: day(20_261_015))) == ["2026-10-15 answer"])
    var settings = journal.newRecord(.settings)
    settings.set("overdue-days", to: .number(30))
    try journal.write([settings])
    #expect(try journal.settings().overdueDays == 30)
    #expect(try lines(journal, AgendaQuery(until: day(20_261_030))) == [])
    #expect(try lines(journal, AgendaQuery(until: day(20_261_031))) == ["2026-10-31 answer"])
    var answer = Draft(.refer, record: referral)
    answer.set("accepted", to: .date(day(20_261_020), minute: nil))
    try journal.write([answer])
    #expect(try lines(journal, AgendaQuery(until: day(20_270_101))) == [])
  }

  @Test func `the reflection period's days come with the outcome and go when it is over`() throws {
    let journal = try Journal.temporary(in: folder)
    let person = try journal.write([.person("Red Hat")])[0]
    let referral = try journal.write([
      draft(
        .refer, of: person, on: 20_261_001,
        days: ["accepted": 20_261_003, "reflection-from": 20_261_005])
    ])[0]
    let query = AgendaQuery(until: day(20_270_601))
    func change(_ name: String, _ number: Int) throws {
      var change = Draft(.refer, record: referral)
      change.set(name, to: .date(day(number), minute: nil))
      try journal.write([change])
    }
    #expect(try lines(journal, query) == ["2026-11-02 extension", "2026-11-03 reflection"])
    try change("extension-applied", 20_261_030)
    #expect(try lines(journal, query) == ["2026-11-03 reflection"])
    try change("extended-until", 20_270_101)
    #expect(try lines(journal, query) == ["2027-01-01 reflection"])
    try change("done", 20_270_102)
    #expect(try lines(journal, query) == [])
  }

  @Test func `a consent that runs out is asked again`() throws {
    let journal = try Journal.temporary(in: folder)
    let person = try journal.write([.person("Red Hat")])[0]
    func consent(_ purpose: String, on: Int, _ answer: String = "given") -> Draft {
      draft(
        .consent, of: person, on: on, codes: ["purpose": purpose, "answer": answer],
        days: ["until": 20_261_110])
    }
    try journal.write([
      consent("statistics", on: 20_261_001), consent("research", on: 20_261_001),
      consent("keep-record", on: 20_261_001, "refused"),
    ])
    let query = AgendaQuery(until: day(20_261_201))
    #expect(try lines(journal, query) == ["2026-11-10 consent", "2026-11-10 consent"])
    try journal.write([consent("research", on: 20_261_002, "withdrawn")])
    #expect(try lines(journal, query) == ["2026-11-10 consent"])
  }

  @Test func `retention counts from the last record, once the team has settled it`() throws {
    let journal = try Journal.temporary(in: folder)
    let persons = try journal.write([.person("Red Hat"), .person("Blue Coat")])
    try journal.write([draft(.visit, of: persons[0], on: 20_270_331)])
    let query = AgendaQuery(until: day(20_280_229))
    #expect(try lines(journal, query) == [])
    var settings = journal.newRecord(.settings)
    settings.set("retention-months", to: .number(11))
    try journal.write([settings])
    // Red Hat's last is a visit; Blue Coat's the day on which her page was made.
    let items = try journal.agenda(query)
    #expect(items.map(\.deadline) == [.retention, .retention])
    #expect(items.last?.record.record == persons[0] && items.last?.due == day(20_280_229))
    #expect(try journal.agenda(AgendaQuery(until: day(20_280_228))).count == 1)
    #expect(try journal.agenda(AgendaQuery(until: query.until, person: persons[0])).count == 1)
  }

  @Test func `only one's own, only one person's`() throws {
    let journal = try Journal.temporary(in: folder)
    let persons = try journal.write([.person("Red Hat"), .person("Blue Coat")])
    try journal.write(
      persons.map { draft(.visit, of: $0, on: 20_261_001, days: ["next": 20_261_101]) })
    let until = day(20_261_201)
    #expect(try journal.agenda(AgendaQuery(until: until, worker: journal.author)).count == 2)
    #expect(
      try journal.agenda(AgendaQuery(until: until, person: persons[0])).map(\.record.concerned)
        == [[persons[0]]])
    // A colleague has written nothing, but is responsible for one of them.
    let colleague = AuthorKey([UInt8](repeating: 7, count: 32))!
    #expect(try journal.agenda(AgendaQuery(until: until, worker: colleague)).isEmpty)
    var member = Draft(
      .member, seed: RecordID.seed(ofNaturalKey: colleague.bytes))
    member.set("key", to: .bytes(colleague.bytes))
    let id = try journal.write([member])[0]
    var page = Draft(.person, record: persons[1])
    page.set("responsible", to: .record(id))
    try journal.write([page])
    #expect(
      try journal.agenda(AgendaQuery(until: until, worker: colleague)).map(\.record.concerned)
        == [[persons[1]]])
  }

  @Test func `an agenda looks at no record that has nothing to do`() throws {
    let journal = try Journal.temporary(in: folder)
    let person = try journal.write([.person("Red Hat")])[0]
    for number in 0..<300 {
      try journal.write([
        draft(
          .visit, of: person, on: 20_261_001 + number % 28,
          days: number == 7 ? ["next": 20_261_101] : [:])
      ])
    }
    for number in 0..<200 {
      var person = Draft.person("Coat \(number)")
      person.set("follow-up-on", to: .date(day(20_261_001 + number % 28), minute: nil))
      try journal.write([person])
    }
    _ = try journal.read(rowsScanned)
    _ = try journal.agenda(AgendaQuery(until: day(20_261_201), limit: 10))
    #expect(try journal.read(rowsScanned) < 20)
  }
}

@Suite struct ReflectionPeriodTests {
  let first = CivilDate(number: 20_260_101)!

  @Test func `day 30 ends it, and an extension must be applied for before`() {
    let period = ReflectionPeriod(from: first)
    #expect(period.lastDayToApply == CivilDate(number: 20_260_129))
    #expect(period.lastDay == CivilDate(number: 20_260_130))
  }

  @Test func `an extension ends on day 120 at the latest`() {
    let latest = CivilDate(number: 20_260_430)!
    #expect(latest.dayNumber - first.dayNumber == 119)
    for (until, end) in [
      (20_260_301, 20_260_301), (20_260_430, 20_260_430), (20_260_501, 20_260_430),
    ] {
      let period = ReflectionPeriod(
        from: first, extensionApplied: first, extendedUntil: CivilDate(number: until))
      #expect(period.lastDay == CivilDate(number: end) && period.lastDayToApply == nil)
    }
  }
}
