import CaseModel
import Foundation
import JournalStore
import TestSupport
import Testing

@testable import Reports

/// Every report against a count in another language, from what `hopenow list` prints.
@Suite struct CountTests {
  let folder = TemporaryFolder()
  let program: Program

  init() throws {
    program = Program(in: folder)
    _ = FileManager.default.createFile(
      atPath: folder.file("key"), contents: Data(repeating: 7, count: 32),
      attributes: [.posixPermissions: 0o600])
  }

  /// A question, as both are asked it.
  struct Question: Encodable {
    var report: String
    var first: String
    var last: String
    var by: [String] = []
    var `where`: [[String]] = []
    var period: String

    var text: String {
      (["report", report, "--period", period]
        + (by.isEmpty ? [] : ["--by", by.joined(separator: ",")])
        + `where`.flatMap { ["--where", $0.joined(separator: "=")] }).joined(separator: " ")
    }
  }

  static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "count_report.py")
  static let kinds = [nil, "person", "list-entry", "consent", "same"]

  /// Counts in Python: for each question the counts that aren't 0, as lines.
  func count(_ questions: [Question], of journal: [String], by script: URL = Self.script) throws
    -> [[String]]
  {
    var files: [String] = []
    for kind in Self.kinds {
      let list = try program.run(
        ["list", "--limit", "0", "--format", "json"] + (kind.map { ["--kind", $0] } ?? []) + journal
      )
      #expect(list.status == 0, "\(list.errors)")
      files.append(folder.file((kind ?? "events") + ".json"))
      try list.output.write(toFile: files[files.count - 1], atomically: true, encoding: .utf8)
    }
    let encoder = JSONEncoder()
    let lines = try questions.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    guard
      let output = Attacker.run(
        [script.path] + files, input: lines.joined(separator: "\n") + "\n")
    else { throw CocoaError(.executableLoad) }
    return output.components(separatedBy: ".\n").prefix(questions.count)
      .map { $0.split(separator: "\n").map(String.init) }
  }

  /// The counts of a table that aren't 0, as lines.
  func lines(_ table: Table) -> [String] {
    table.cells.filter { $0.count != 0 }.map { cell in
      "\(cell.measure.rawValue),\(cell.field),\(cell.code),\(cell.count ?? -1)"
    }
  }

  func question(
    _ report: String, _ period: String, by: [String] = [], where filters: [[String]] = []
  ) throws -> (Question, Period) {
    let read = try #require(Period(period, today: CivilDate(number: 20_261_102)!))
    return (
      Question(
        report: report, first: read.days.lowerBound.description,
        last: read.days.upperBound.description, by: by, where: filters, period: period), read
    )
  }

  static let periods = [
    "2026-10", "2026-Q3", "2026", "2026-05..2026-08", "2026-07-03..2026-09-20", "2025",
  ]

  /// All reports as they usually are, and some as nobody expected them; with their true figures.
  func questions(_ seed: UInt64, of journal: Journal, random: Int) throws -> [(Question, Table)] {
    var chance = Seeded(seed)
    var asked: [(Question, Table)] = []
    func ask(_ report: Report, _ period: String, by: [String] = [], where filters: [[String]] = [])
      throws
    {
      let (question, days) = try question(report.name, period, by: by, where: filters)
      var request = ReportRequest(report, period: days, version: "test")
      request.by = by
      request.filters = filters.map { ($0[0], $0[1]) }
      request.isInternal = true
      do {
        asked.append((question, try request.table(from: journal)))
      } catch ReportError.neverTogether, ReportError.noCode, ReportError.tooManyFields {
        // Nothing to compare.
      }
    }
    for report in Report.all { try ask(report, chance.pick(Self.periods)) }
    for _ in 0..<random {
      let report = chance.pick(Report.all)
      let period = chance.pick(Self.periods)
      let days = try question(report.name, period).1.days
      let fields = report.dimensions(in: days)
      let by = Array(fields.shuffled(using: &chance).prefix(chance.pick([0, 1, 1, 2, 2, 3])))
      var filters: [[String]] = []
      for _ in 0..<(by.isEmpty ? 1 : chance.below(3)) {
        let field = chance.pick(fields)
        let codes = (field.declared + field.others.prefix(3)).map(\.stored)
        let special =
          (field.isAsked ? Dimension.special : [])
          .map(\.stored) + (field.isOfPersons && !report.isCaseload ? ["not-named"] : [])
        guard !(codes + special).isEmpty else { continue }
        let isSpecial = codes.isEmpty || chance.once(in: 4)
        filters.append([field.name, chance.pick(isSpecial ? special + codes : codes)])
      }
      try ask(report, period, by: by.map(\.name), where: filters)
    }
    return asked
  }

  @Test(.enabled(if: Attacker.isThere, "needs python3"))
  func `an independent count agrees with every cell of every report`() throws {
    var cells = 0
    for seed in 0..<UInt64(LongForm.count(short: 5, long: 100)) {
      let file = "\(seed).hopenow"
      let journal = try RandomJournal.write(seed, to: file, in: folder)
      let asked = try questions(seed, of: journal, random: LongForm.count(short: 60, long: 200))
      let counted = try count(
        asked.map(\.0), of: ["--journal", file, "--key-file", "key"])
      for ((question, table), counted) in zip(asked, counted) {
        // Which of the heads somebody is whose gender nobody asked, is nobody's to say.
        func isPlain(_ line: String) -> Bool {
          let fields = line.split(separator: ",", omittingEmptySubsequences: false)[1]
            .split(separator: "+").map(String.init)
          let personal = Set(fields + question.where.map { $0[0] })
            .intersection(Dimension.ofPersons.map(\.name))
          return !line.hasPrefix("met,") || !personal.contains("gender") || personal.count == 1
        }
        let printed = lines(table).filter(isPlain)
        let counted = counted.filter(isPlain)
        cells += printed.count
        let (wrong, missing) = (
          Set(printed).subtracting(counted), Set(counted).subtracting(printed)
        )
        #expect(
          wrong.isEmpty && missing.isEmpty,
          "seed \(seed): \(question.text): \(wrong.sorted().prefix(4)) but counted \(missing.sorted().prefix(4))"
        )
      }
    }
    #expect(cells > 3_000)
  }

  @Test(.enabled(if: Attacker.isThere, "needs python3"))
  func `it agrees on a demo, as the program prints it`() throws {
    let demo = try program.run([
      "demo", "--folder", "d", "--workers", "2", "--months", "4", "--seed", "1",
    ])
    #expect(demo.status == 0)
    let key = ["--journal", "d/worker-1.hopenow", "--key-file", "d/demo.key"]
    let questions =
      try Report.all.map { try question($0.name, "2026-Q3").0 }
      + [
        question("monthly", "2026-10").0,
        question("persons", "2026-09", by: ["residence", "stage"]).0,
      ]
    for (question, counted) in zip(questions, try count(questions, of: key)) {
      let report = try program.run(
        question.text.components(separatedBy: " ") + ["--internal", "--format", "csv"] + key)
      #expect(report.status == 0)
      let printed = report.output.split(separator: "\n").dropFirst().map { line in
        line.split(separator: ",", omittingEmptySubsequences: false)[2...5].joined(separator: ",")
      }.filter { !$0.hasSuffix(",0") }
      #expect(!printed.isEmpty)
      #expect(Set(printed) == Set(counted), "\(question.text)")
    }
  }

  /// A count that is wrong in one place must not agree.
  @Test(.enabled(if: Attacker.isThere, "needs python3"))
  func `it doesn't agree with wrong definitions`() throws {
    let right = try String(contentsOf: Self.script, encoding: .utf8)
    let journal = try RandomJournal.write(1, to: "j.hopenow", in: folder)
    let asked = try questions(1, of: journal, random: 250)
    let key = ["--journal", "j.hopenow", "--key-file", "key"]
    for (part, wrong) in [
      ("days <= 14", "days <= 15"), ("days // 30", "days // 31"),
      ("on.year - born - 1", "on.year - born"),
      ("self.ages.setdefault(id, event.on)", "self.ages[id] = event.on"),
      ("if event.kind in OWNED and out", "if out"), ("max(self.heads[gender], heads)", "heads + 9"),
      ("PROTECTION[s[1]], s[0]", "-PROTECTION[s[1]], s[0]"), ("seen = min(", "seen = max("),
      ("and day(until) < last", "and day(until) <= last"),
    ] {
      let text = right.replacingOccurrences(of: part, with: wrong)
      #expect(text != right, "\(part)")
      let script = URL(filePath: folder.file("wrong.py"))
      try text.write(to: script, atomically: true, encoding: .utf8)
      let counted = try count(asked.map(\.0), of: key, by: script)
      #expect(
        zip(asked, counted).contains { Set(lines($0.1)) != Set($1) }, "\(part)")
    }
  }

  @Test func `what adds up does`() throws {
    var sums = 0
    for seed in 0..<UInt64(LongForm.count(short: 5, long: 50)) {
      let journal = try RandomJournal.write(seed, to: "\(seed).hopenow", in: folder)
      for (question, table) in try questions(seed, of: journal, random: 60)
      where !question.by.isEmpty {
        for block in table.blocks where block.addsUp && !block.axes.isEmpty {
          let isStatistics = block.axes.map(\.name) == ["statistics"]
          let whole = table.blocks.first { $0.measure == block.measure && $0.axes.isEmpty }
          let cells = isStatistics ? Array(block.counts.prefix(3)) : block.counts
          sums += 1
          #expect(
            cells.reduce(0) { $0 + ($1 ?? 0) } == whole?.counts.first ?? nil,
            "seed \(seed): \(question.text): \(block.measure) by \(block.axes.map(\.name))")
        }
      }
    }
    #expect(sums > 100)
  }
}
