import CaseModel
import JournalStore
import TestSupport
import Testing

@testable import Reports

/// What reports promise beside their counts, which ``CountTests`` compares with another program's.
@Suite struct ReportTests {
  let folder = TemporaryFolder()
  let period = Period("2026-10", today: CivilDate(number: 20_261_101)!)!

  func table(
    _ report: Report, of journal: Journal, _ change: (inout ReportRequest) -> Void = { _ in }
  ) throws -> Table {
    var request = ReportRequest(report, period: period, version: "test")
    change(&request)
    return try request.table(from: journal)
  }

  func count(_ table: Table, _ measure: Measure, _ field: String, _ code: String) -> Int?? {
    table.cells.first { ($0.measure, $0.field, $0.code) == (measure, field, code) }?.count
  }

  /// Support in money for so many persons, each so many crowns.
  func give(_ crowns: [Int64], in journal: Journal) throws {
    let persons = try journal.write(crowns.indices.map { .person("Person \($0)") })
    try journal.write(
      zip(persons, crowns).map { person, crowns in
        var support = journal.newRecord(.support, owner: person)
        support.set("on", to: .date(period.days.lowerBound, minute: nil))
        support.set("type", to: .code("money"))
        support.set("amount", to: .number(crowns * 100))
        support.set("currency", to: .code("DKK"))
        return support
      })
  }

  @Test func `a sum of money is shown if enough had a part in it and nobody had most of it`() throws
  {
    for (crowns, shown) in [
      ([100, 100, 100, 100, 100], 50_000), ([100, 100, 100, 100], nil),
      ([500, 100, 100, 100, 100], nil), ([400, 100, 100, 100, 100], 80_000),
    ] as [([Int64], Int?)] {
      let journal = try Journal.temporary("\(crowns).hopenow", in: folder)
      try give(crowns, in: journal)
      let shownTable = try table(.support, of: journal)
      #expect(count(shownTable, .amount, "currency", "DKK") == .some(shown), "\(crowns)")
      // Of many currencies only those that there are have a row.
      #expect(
        shownTable.blocks.filter { $0.measure == .amount }.map(\.axes[0].codes[0].stored) == ["DKK"]
      )
      let inside = try table(.support, of: journal) { $0.isInternal = true }
      #expect(
        count(inside, .amount, "currency", "DKK") == .some(Int(crowns.reduce(0, +)) * 100))
    }
  }

  @Test func `a team that settled on more hides more`() throws {
    let journal = try Journal.temporary(in: folder)
    try journal.write((0..<16).map { .contact(setting: $0 < 8 ? "park" : "street", met: 9) })
    #expect(count(try table(.monthly, of: journal), .times, "setting", "park") == .some(8))
    var settings = journal.newRecord(.settings)
    settings.set("k", to: .number(11))
    try journal.write([settings])
    let now = try table(.monthly, of: journal)
    #expect(now.origin.k == 11)
    #expect(count(now, .times, "setting", "park") == .some(nil))
    #expect(count(now, .met, "setting", "park") == .some(72))
  }

  @Test func `persons and meetings that are linked count once, and again when they aren't`() throws
  {
    let journal = try Journal.temporary(in: folder)
    let persons = try journal.write([
      .person("Red Hat", gender: "Feminine", citizenship: ["NG"]), .person("Blue Bag"),
    ])
    let contacts = try journal.write(
      persons.map { .contact(met: 3, persons: [$0]) } + [.contact(setting: "park", met: 8)])
    func counts() throws -> [Int??] {
      let table = try table(.monthly, of: journal) { $0.isInternal = true }
      return [
        count(table, .persons, "", ""), count(table, .times, "", ""), count(table, .met, "", ""),
        count(table, .persons, "gender", "not-asked"),
      ]
    }
    #expect(try counts() == [2, 3, 14, 1])
    try journal.write([.link(persons[0], persons[1], isSame: true)])
    #expect(try counts() == [1, 3, 14, 0])
    try journal.write([.link(contacts[1], contacts[2], isSame: true)])
    #expect(try counts() == [1, 2, 11, 0])
    try journal.write([
      .link(persons[0], persons[1], isSame: false), .link(contacts[1], contacts[2], isSame: false),
    ])
    #expect(try counts() == [2, 3, 14, 1])
  }

  @Test func `who gets older over the turn of a year is counted by her age in her first record`()
    throws
  {
    let journal = try Journal.temporary(in: folder)
    let persons = try journal.write(
      (0..<6).map { number in
        var person = Draft.person("Person \(number)")
        person.set("birth-year", to: .number(2005))
        return person
      })
    try journal.write([
      .contact(on: 20_251_230, setting: "street", persons: persons),
      .contact(on: 20_260_102, setting: "park", persons: persons),
    ])
    try journal.write(
      persons.flatMap { person in
        [(20_251_230, "prison"), (20_260_102, "home")].map { day, type in
          var visit = journal.newRecord(.visit, owner: person)
          visit.set("on", to: .date(CivilDate(number: day)!, minute: nil))
          visit.set("type", to: .code(type))
          return visit
        }
      })
    for (report, field, before, after) in [
      (Report.monthly, "setting", "street", "park"), (.visits, "type", "prison", "home"),
      (.visits, "month", "2025-12", "2026-01"),
    ] {
      let found = try table(report, of: journal) { request in
        request.period = Period("2025-12..2026-01", today: period.days.lowerBound)!
        request.by = [field, "age"]
      }
      let counts = [before, after].flatMap { code in
        ["18-20", "20-21"].map { count(found, .persons, field + "+age", "\(code)+\($0)") }
      }
      #expect(counts == [6, 0, 6, 0], "\(report.name) by \(field)")
      let times = [before, after].flatMap { code in
        ["18-20", "20-21"].map { count(found, .times, field + "+age", "\(code)+\($0)") }
      }
      #expect(times.map { $0 != 0 } == [true, false, false, true], "\(report.name) by \(field)")
    }
  }

  @Test func `a gender that only head-counts of a later month have ended the report`() throws {
    let journal = try Journal.temporary(in: folder)
    let person = try journal.write([.person("Red Hat", gender: "Feminine")])[0]
    try journal.write([.contact(on: 20_260_105, met: 1, persons: [person])])
    var counted = Draft.contact(on: 20_261_005, met: 5)
    counted.set("met-gender", for: "Feminine", to: 2)
    counted.set("met-gender", for: "unknown", to: 3)
    try journal.write([counted])
    let year = try table(.monthly, of: journal) {
      $0.period = Period("2026", today: CivilDate(number: 20_270_101)!)!
      $0.isInternal = true
    }
    #expect(count(year, .met, "gender", "Feminine") == .some(3))
    #expect(count(year, .met, "gender", "unknown") == .some(3))
  }

  @Test func `the same journal gives the same report, and a change another digest`() throws {
    let journal = try Journal.temporary(in: folder)
    try journal.write((0..<7).map { .contact(setting: $0 < 3 ? "park" : "street", met: 2) })
    let first = try table(.monthly, of: journal)
    #expect(try table(.monthly, of: journal) == first)
    #expect(first.origin.stateDigest.count == 32)
    try journal.write([.contact(on: 20_260_101, met: 1)])
    let second = try table(.monthly, of: journal)
    #expect(second.blocks == first.blocks)
    #expect(second.origin.stateDigest != first.origin.stateDigest)
  }

  @Test func `what can't be asked is said`() throws {
    let journal = try Journal.temporary(in: folder)
    func error(_ by: [String], _ filters: [(String, String)] = []) -> ReportError? {
      do {
        _ = try table(.monthly, of: journal) {
          $0.by = by
          $0.filters = filters
        }
        return nil
      } catch { return error as? ReportError }
    }
    #expect(error(["gender", "citizenship", "kind"]) == nil)
    #expect(error(["gender", "gender"]) == .tooManyFields)
    #expect(error(["gender", "citizenship", "kind", "month"]) == .tooManyFields)
    #expect(error(["visit-type", "setting"]) == .neverTogether("visit-type", "setting"))
    #expect(
      error(["setting"], [("visit-type", "prison")]) == .neverTogether("setting", "visit-type"))
    #expect(error([], [("gender", "Feminine")]) == nil)
    if case .noField(_, let fields)? = error(["shoe-size"]) {
      #expect(fields.contains("residence"))
    } else {
      Issue.record("an unknown field is refused")
    }
    if case .noCode("gender", let codes)? = error([], [("gender", "green")]) {
      #expect(codes.contains("not-asked"))
    } else {
      Issue.record("an unknown code is refused")
    }
  }
}
