import CaseModel
import JournalStore
import Reports
import TestSupport
import Testing

@Suite struct MonthlyTests {
  let folder = TemporaryFolder()
  let period = Period("2026-10", today: CivilDate(number: 20_261_101)!)!

  func counts(_ journal: Journal, internal isInternal: Bool = true) throws -> [String: Int?] {
    let table = try Monthly().table(from: journal, period: period, isInternal: isInternal)
    return Dictionary(
      uniqueKeysWithValues: table.cells.map {
        ("\($0.measure.rawValue),\($0.field),\($0.code)", $0.count)
      })
  }

  @Test func `an empty month has a row of 0 for every code`() throws {
    let journal = try Journal.temporary(in: folder)
    let table = try Monthly().table(from: journal, period: period, isInternal: false)
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

  @Test func `a hidden cell says nothing but that it is hidden`() throws {
    let journal = try Journal.temporary(in: folder)
    try journal.write((0..<9).map { .contact(setting: $0 < 3 ? "park" : "street", met: 1) })
    let shown = try counts(journal, internal: false)
    #expect(shown["times,,"] == .some(9))
    #expect(
      shown["times,setting,park"] == .some(nil) && shown["times,setting,street"] == .some(nil))
    let csv = try Monthly().table(from: journal, period: period, isInternal: false).csv
    #expect(csv.contains("monthly,2026-10,times,setting,park,,1\n"))
  }
}
