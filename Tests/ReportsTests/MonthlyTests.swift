import CaseModel
import JournalStore
import TestSupport
import Testing

@testable import Reports

@Suite struct MonthlyTests {
  let folder = TemporaryFolder()
  let period = Period("2026-10", today: CivilDate(number: 20_261_101)!)!

  func counts(_ journal: Journal, internal isInternal: Bool = true) throws -> [String: Int?] {
    let table = try table(journal, internal: isInternal)
    return Dictionary(
      uniqueKeysWithValues: table.cells.map {
        ("\($0.measure.rawValue),\($0.field),\($0.code)", $0.count)
      })
  }

  func table(_ journal: Journal, internal isInternal: Bool = false) throws -> Table {
    var request = ReportRequest(.monthly, period: period, version: "test")
    request.isInternal = isInternal
    return try request.table(from: journal)
  }

  @Test func `an empty month has a row of 0 for every code`() throws {
    let journal = try Journal.temporary(in: folder)
    let table = try table(journal)
    #expect(table.cells.count > 80)
    #expect(table.cells.allSatisfy { $0.count == 0 })
    #expect(table.csv.split(separator: "\n").count == table.cells.count + 1)
  }

  @Test func `a deleted record counts no more, and an edited person counts as she now is`() throws {
    let journal = try Journal.temporary(in: folder)
    let person = try journal.write([.person("Red Hat", gender: "Feminine", citizenship: ["NG"])])[0]
    let contacts = try journal.write((0..<6).map { _ in .contact(met: 2, persons: [person]) })
    #expect(try counts(journal)["times,gender,Feminine"] == 6)
    try journal.write([.delete(contacts[0], kind: .contact, owner: nil)])
    var edit = Draft(.person, record: person)
    edit.set("gender", to: .code("NonConforming"))
    edit.add(.code("GH"), to: "citizenship")
    try journal.write([edit])
    let now = try counts(journal)
    #expect(now["times,gender,Feminine"] == 0 && now["times,gender,NonConforming"] == 5)
    #expect(now["persons,citizenship,NG"] == 1 && now["persons,citizenship,GH"] == 1)
    #expect(now["persons,,"] == 1 && now["met,,"] == 10)
  }

  @Test func `the codes of a kind don't add up to its hidden count`() throws {
    let journal = try Journal.temporary(in: folder)
    let person = try journal.write([.person("Red Hat")])[0]
    // Contacts are hidden because sessions are; 9 is known from no other cell, nor is 3.
    try journal.write((0..<9).map { _ in .contact(setting: "street", met: 1) })
    for _ in 0..<3 {
      var session = journal.newRecord(.session)
      session.set("on", to: .date(period.days.lowerBound, minute: nil))
      session.set("type", to: .code("supportive"))
      session.add(.record(person), to: "person")
      try journal.write([session])
    }
    let shown = try counts(journal, internal: false)
    for cell in ["kind,contact", "kind,session", "setting,street", "session-type,supportive"] {
      #expect(shown["times,\(cell)"] == .some(nil), "\(cell)")
    }
    #expect(shown["times,setting,park"] == .some(0) && shown["times,,"] == .some(12))
    #expect(try counts(journal)["times,session-type,supportive"] == 3)
  }

  @Test func `a record with several answers counts under each, and its persons once`() throws {
    let journal = try Journal.temporary(in: folder)
    let person = try journal.write([.person("Red Hat")])[0]
    for _ in 0..<2 {
      var screen = journal.newRecord(.screen, owner: person)
      screen.set("on", to: .date(period.days.lowerBound, minute: nil))
      for form in ["ForcedLabour", "ForcedBegging"] { screen.add(.code(form), to: "forms") }
      try journal.write([screen])
    }
    let now = try counts(journal)
    #expect(
      now["times,screen-forms,ForcedLabour"] == 2 && now["times,screen-forms,ForcedBegging"] == 2)
    #expect(now["persons,screen-forms,ForcedLabour"] == 1 && now["times,kind,screen"] == 2)
  }

  @Test func `a consent is no activity`() throws {
    let journal = try Journal.temporary(in: folder)
    let person = try journal.write([.person("Red Hat")])[0]
    var consent = journal.newRecord(.consent, owner: person)
    consent.set("on", to: .date(period.days.lowerBound, minute: nil))
    consent.set("purpose", to: .code("statistics"))
    consent.set("answer", to: .code("given"))
    try journal.write([consent])
    let now = try counts(journal)
    #expect(now["times,,"] == 0 && now["persons,,"] == 0 && now["times,kind,consent"] == nil)
  }

  @Test func `a hidden cell says nothing but that it is hidden`() throws {
    let journal = try Journal.temporary(in: folder)
    try journal.write((0..<9).map { .contact(setting: $0 < 3 ? "park" : "street", met: 1) })
    let shown = try counts(journal, internal: false)
    #expect(shown["times,,"] == .some(9))
    #expect(
      shown["times,setting,park"] == .some(nil) && shown["times,setting,street"] == .some(nil))
    let csv = try table(journal).csv
    #expect(csv.contains("monthly,2026-10,times,setting,park,,1\n"))
  }
}
