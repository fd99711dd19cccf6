import CaseModel
import Foundation
import JournalStore
import TestSupport
import Testing

@testable import Reports

/// The attacker who has only the printed page, and works out himself what holds in it.
@Suite struct PageTests {
  let folder = TemporaryFolder()

  /// A page, as `read_page.py` takes it.
  struct Page: Encodable {
    var report: String
    var kind: String?
    var csv: String
    var `true`: String?
  }

  static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "read_page.py")

  /// How many values the most exposed hidden count of each page has.
  func attack(_ pages: [Page]) throws -> [Attacker.Answer] {
    let encoder = JSONEncoder()
    let lines = try pages.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    let attack = Self.script.deletingLastPathComponent().appending(path: "attack.py")
    guard
      let read = Attacker.run([Self.script.path], input: lines.joined(separator: "\n") + "\n"),
      let output = Attacker.run([attack.path], input: read)
    else { throw CocoaError(.executableLoad) }
    return try output.split(separator: "\n").map {
      try JSONDecoder().decode(Attacker.Answer.self, from: Data($0.utf8))
    }
  }

  func page(_ request: ReportRequest, of journal: Journal) throws -> Page {
    var request = request
    let shown = try request.table(from: journal)
    request.isInternal = true
    let fields = request.by
    let kind = request.report.dimensions(in: request.period.days)
      .first { fields.contains($0.name) && $0.kind != nil }?.kind
    return Page(
      report: request.report.name, kind: kind, csv: shown.csv,
      true: try request.table(from: journal).csv)
  }

  /// Reports as usual and by fields that somebody might take.
  func requests(_ chance: inout Seeded, count: Int) throws -> [ReportRequest] {
    let today = CivilDate(number: 20_261_102)!
    return try (0..<count).map { turn in
      let report = turn < Report.all.count ? Report.all[turn] : chance.pick(Report.all)
      let period = try #require(
        Period(chance.pick(["2026-10", "2026-Q3", "2026"]), today: today))
      var request = ReportRequest(report, period: period, version: "test")
      if turn >= Report.all.count {
        let fields = report.dimensions(in: period.days).filter { $0.kind == nil }
        request.by = fields.shuffled(using: &chance).prefix(chance.pick([1, 2, 2])).map(\.name)
      }
      return request
    }
  }

  @Test(.enabled(if: Attacker.isThere, "needs python3 with scipy"))
  func `a reader who works out himself what holds leaves every hidden cell five values`() throws {
    for seed in 0..<UInt64(LongForm.count(short: 2, long: 30)) {
      var chance = Seeded(seed + 100)
      let journal = try RandomJournal.write(seed, to: "\(seed).hopenow", in: folder)
      let asked = try requests(&chance, count: LongForm.count(short: 10, long: 30))
      let answers = try attack(asked.map { try page($0, of: journal) })
      #expect(answers.count == asked.count)
      for (request, answer) in zip(asked, answers) {
        #expect(
          answer.fewest ?? 5 == 5,
          "seed \(seed): \(request.report.name) \(request.period.text) by \(request.by)")
      }
    }
  }

  /// Six persons with nine screenings: of four persons all of seven are for one form, so that whoever
  /// sees 6, 9 and 7 knows that at least four are. That was once left out of what a reader knows.
  @Test(.enabled(if: Attacker.isThere, "needs python3 with scipy"))
  func `persons without a code have records without it`() throws {
    let journal = try Journal.temporary(in: folder)
    let persons = try journal.write((0..<6).map { _ in .person("A") })
    var drafts: [Draft] = []
    for (person, form, count) in [
      (0, "ForcedLabour", 4), (1, "ForcedLabour", 1), (2, "ForcedLabour", 1),
      (3, "ForcedLabour", 1), (4, "Servitude", 1), (5, "Servitude", 1),
    ] {
      for _ in 0..<count {
        var draft = journal.newRecord(.screen, owner: persons[person])
        draft.set("on", to: .date(CivilDate(number: 20_261_005)!, minute: nil))
        draft.add(.code(form), to: "forms")
        drafts.append(draft)
      }
    }
    try journal.write(drafts)
    let period = try #require(Period("2026-10", today: CivilDate(number: 20_261_102)!))
    var request = ReportRequest(.screening, period: period, version: "test")
    request.by = ["forms"]
    var page = try page(request, of: journal)
    #expect(try attack([page])[0].fewest == 5)
    // As it would be if only small counts were hidden.
    page.csv = (page.true ?? "").split(separator: "\n").map { line in
      let parts = line.split(separator: ",", omittingEmptySubsequences: false)
      guard let count = Int(parts[5]), (1..<5).contains(count) else { return String(line) }
      return parts[0..<5].joined(separator: ",") + ",,1"
    }.joined(separator: "\n")
    #expect(try attack([page])[0].fewest == 3)
  }
}
