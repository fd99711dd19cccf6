import CaseModel
import Foundation
import Reports
import TestSupport
import Testing

@testable import HopenowCommands

/// What the forms of a report look like; `RECORD_SNAPSHOTS=1 swift test --filter ReportFormatTests`
/// writes down what they are now.
@Suite struct ReportFormatTests {
  static let snapshots = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Snapshots")

  static let forms: [(name: String, text: @Sendable (Bool) -> String)] = [
    ("txt", { ReportText(.sample, danish: $0, width: 80, bars: true).text }),
    ("md", { ReportMarkdown(.sample, danish: $0).text }),
    ("html", { ReportPage(.sample, danish: $0).html }),
    ("about.txt", { Table.sample.origin.text(danish: $0) }),
  ]

  func expect(_ name: String, toHold text: String) throws {
    let url = Self.snapshots.appending(path: name)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    let isFresh = (try? String(contentsOf: url, encoding: .utf8)) == text
    #expect(isFresh, "Snapshots/\(name) is stale: RECORD_SNAPSHOTS=1 writes it anew")
  }

  @Test(arguments: [false, true])
  func `a report reads as it did`(danish: Bool) throws {
    for form in Self.forms {
      try expect("report.\(danish ? "da" : "en").\(form.name)", toHold: form.text(danish))
    }
    try expect("report.csv", toHold: Table.sample.csv)
    try expect("report.json", toHold: Table.sample.json.text)
    try expect("report.about.json", toHold: Table.sample.origin.json.text)
  }

  @Test func `an empty period is said in every form, without a table`() {
    for danish in [false, true] {
      let text = ReportText(.empty, danish: danish).text
      #expect(text.contains(danish ? "\nPersoner: 0\n" : "\nPersons: 0\n") && !text.contains("•"))
      #expect(!ReportMarkdown(.empty, danish: danish).text.contains("\n## By"))
      let page = ReportPage(.empty, danish: danish).html
      #expect(page.contains("<dd class=\"number\">0</dd>") && !page.contains("<table"))
      #expect(page.contains(danish ? "Ingen registreringer under: " : "No records under: "))
    }
  }

  @Test func `what is internal or invented is said first, and in nothing else`() {
    for danish in [false, true] {
      let mark = danish ? "INTERNT" : "INTERNAL"
      for (table, isInternal) in [(Table.sample, false), (.internalSample, true)] {
        let text = ReportText(table, danish: danish).text
        let markdown = ReportMarkdown(table, danish: danish).text
        let page = ReportPage(table, danish: danish).html
        for form in [text, markdown, page] {
          #expect(form.contains("DEMO") && form.contains(mark) == isInternal)
        }
        #expect(text.split(separator: "\n")[0].contains(mark) == isInternal)
        #expect(table.json.text.contains("\"internal\": \(isInternal)"))
        // In the margin of each page that is printed.
        let heads = page.matches(of: /@top-right \{ content: "([^"]*)"/).map { String($0.1) }
        #expect(heads == [isInternal ? "\(mark) · DEMO" : "DEMO"])
        #expect(page.contains("•") == !isInternal || page.contains("•</"))
      }
    }
  }

  @Test func `a bar is drawn on a terminal, as long as there is room, and for no hidden figure`() {
    for width in [40, 60, 80, 200] {
      let text = ReportText(.sample, danish: false, width: width, bars: true).text
      for line in text.split(separator: "\n") where line.contains("█") {
        #expect(String(line).columns <= width, "\(line)")
        #expect(!line.contains("•"))
      }
    }
    let bars = ReportText(.sample, danish: false, bars: true).text
    #expect(bars.contains("█") && !ReportText(.sample, danish: false).text.contains("█"))
    // The longest of the block has all the room; half of it has half.
    let lines = bars.split(separator: "\n").filter { $0.hasPrefix("    ") && $0.contains("█") }
    #expect(lines.contains { $0.contains("640  58%  \(String(repeating: "█", count: 40))") })
    #expect(lines.contains { $0.hasSuffix("311  28%  \(String(repeating: "█", count: 19))▍") })
  }

  @Test func `the columns of a text stand below each other, whatever the script`() throws {
    for danish in [false, true] {
      let lines = ReportText(.sample, danish: danish, width: 200).text
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let place = try #require(lines.firstIndex { $0.contains("中文") && $0.hasPrefix("    ") })
      let other = try #require(lines[place...].firstIndex { $0.contains("Istedgade") })
      #expect(lines[place].columns == lines[other].columns)
      #expect(!lines.joined().contains("\u{202e}"))
    }
  }

  @Test func `in Markdown words are words, and every row of a table has its cells`() throws {
    let text = ReportMarkdown(.sample, danish: false).text
    let row = try #require(
      text.split(separator: "\n").first { $0.contains("中文") && $0.hasPrefix("|") })
    #expect(row.contains(#"Kødbyen \| "nord" \<b\>\&amp;\</b\> \[x\](y) 中文 https:\/\/a.example"#))
    var width = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        width = 0
        continue
      }
      let cells = line.replacing("\\|", with: "").filter { $0 == "|" }.count
      if width == 0 { width = cells }
      #expect(cells == width, "\(line)")
    }
  }

  @Test func `a share is given only where the rows add up and both figures are shown`() throws {
    let text = ReportText(.sample, danish: false).text
    #expect(text.contains("    Street        640  58%\n"), "of 1,111 contacts, not of all")
    #expect(text.contains("    Prison          •\n"))
    #expect(text.contains("  by gender *\n    Woman or girl  900\n"), "several in one record")
    #expect(text.contains("    Woman or girl  143  66%\n"))
    var hidden = Table.sample
    let whole = try #require(hidden.blocks.firstIndex { $0.measure == .persons && $0.axes.isEmpty })
    hidden.blocks[whole].counts = [nil]
    let without = ReportText(hidden, danish: false).text
    #expect(without.contains("\nPersons: •\n") && without.contains("    Woman or girl  143\n"))
  }

  @Test func `every number in a report is a count that is printed, or names an age or a day`() {
    var chance = Seeded(5)
    for _ in 0..<20 {
      var table = Table.sample
      for block in table.blocks.indices {
        table.blocks[block].counts = table.blocks[block].counts.map { count in
          chance.once(in: 3) ? nil : count
        }
      }
      let hidden = table.blocks.reduce(0) { $0 + $1.counts.count { $0 == nil } }
      let csv = table.csv.split(separator: "\n").filter { $0.hasSuffix(",,1") }
      #expect(csv.count == hidden)
      #expect(table.json.text.matches(of: /"count": null/).count == hidden)
      let numbers = Set(table.cells.compactMap(\.count)).union(0...48).union(2024...2026)
      for text in [
        ReportText(table, danish: false, bars: true).text,
        ReportMarkdown(table, danish: false).text,
      ] {
        let body = text.components(separatedBy: "What it was made from")[0]
        for match in body.matches(of: /(?:^|[ |])([0-9,]+)(?=$|[ |\n])/) {
          let number = Int(match.1.replacing(",", with: ""))
          #expect(number.map(numbers.contains) ?? true, "\(match.0) is no printed figure")
        }
      }
    }
  }
}
