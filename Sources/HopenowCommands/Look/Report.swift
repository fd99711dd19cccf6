import ArgumentParser
import CaseModel
import JournalStore
import Reports

struct ReportCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Count a period.",
    discussion: """
      Example: hopenow report monthly --period 2026-10 --format csv
      Counts of 1 to 4 are hidden, and others so that they can't be worked out. --internal shows \
      all of them, for nobody outside the team. The form of the CSV never changes.
      """)

  @OptionGroup var journal: JournalOptions

  @Argument(
    help: "Which report; --list explains them.", completion: .list(Report.all.map(\.name)))
  var name: String = "monthly"

  @Option(help: "2026-10, 2026-Q3, 2026, 2026-04..2026-06, last-month, this-month.")
  var period: String = "last-month"

  @Option(
    help: ArgumentHelp(
      "Break down by these fields instead: one, or two or three joined by commas.",
      valueName: "fields"),
    completion: .list(Report.fieldNames))
  var by: String?

  @Option(
    name: .customLong("where"), parsing: .singleValue,
    help: ArgumentHelp("Count only what has this code; can be repeated.", valueName: "field=code"))
  var filters: [String] = []

  @Option(
    help: ArgumentHelp("Count only what was written up to this day.", valueName: "date"))
  var asOf: String?

  @Flag(help: "Show true counts, also those that could point at one person.")
  var `internal` = false

  @Flag(help: "Print what the figures are made from, in place of them.")
  var about = false

  @Flag(help: "Explain each report in a line.")
  var list = false

  @Option(help: "text, json or csv.")
  var format: OutputFormat = .text

  func run(in world: World) throws {
    if list {
      let width = Report.all.map(\.name.count).max() ?? 0
      for report in Report.all {
        let summary = world.isDanish ? report.summary.da : report.summary.en
        world.output.print("\(report.name.padded(to: width))  \(summary)")
      }
      return
    }
    let request = try request(in: world)
    let journal = try journal.openToRead(in: world)
    let table = try request.table(from: journal)
    switch format {
    case .text: world.output.printTable(table, danish: world.isDanish)
    case .csv: world.output.print(whole: table.csv)
    case .json: world.output.print(whole: json(table).text)
    }
  }

  private func request(in world: World) throws -> ReportRequest {
    guard let report = Report.named(name) else {
      throw CommandError.notFound(what: "report", similar: Report.all.map(\.name))
    }
    guard let period = Period(period, today: world.today.date) else {
      throw CommandError.notAPeriod
    }
    var request = ReportRequest(report, period: period, version: Hopenow.version)
    request.by = by?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? []
    request.filters = try filters.map { typed in
      guard let sign = typed.firstIndex(of: "=") else { throw CommandError.notAFilter }
      return (String(typed[..<sign]), String(typed[typed.index(after: sign)...]))
    }
    request.asOf = try asOf.map { typed in
      guard let day = world.today.read(typed) else { throw CommandError.notADay(option: "--as-of") }
      return day.date
    }
    request.isInternal = `internal`
    return request
  }

  private func json(_ table: Table) -> JSONValue {
    .object([
      "schema": .string("hopenow/report/1"), "report": .string(table.origin.report),
      "period": .string(table.origin.period.text), "internal": .bool(table.origin.isInternal),
      "demo": .bool(table.origin.isDemo),
      "cells": .array(
        table.cells.map { cell in
          .object([
            "measure": .string(cell.measure.rawValue), "field": .string(cell.field),
            "code": .string(cell.code),
            "count": cell.count.map { .number(Int64($0)) } ?? .null,
            "hidden": .bool(cell.count == nil),
          ])
        }),
    ])
  }
}

extension Output {
  /// A report for a person: a block for each measure and field, rows of 0 left out.
  func printTable(_ table: Table, danish: Bool) {
    var title = "\(table.origin.report) \(table.origin.period.text)"
    if table.origin.isDemo {
      title += danish ? " — DEMO, alle er opfundne" : " — DEMO, everybody is invented"
    }
    if table.origin.isInternal { title += danish ? " — INTERNT" : " — INTERNAL" }
    print(title)
    for block in table.blocks {
      guard let axis = block.axes.first else {
        print()
        let title = block.measure.labels
        print("\(danish ? title.da : title.en): \(block.counts.first?.shown ?? "0")")
        continue
      }
      let rows = zip(axis.codes, block.counts).filter { $1 != 0 }
      guard !rows.isEmpty else { continue }
      print("  \(danish ? axis.title.da : axis.title.en)")
      let labels = rows.map { danish ? $0.0.labels.da : $0.0.labels.en }
      let width = labels.map(\.columns).max() ?? 0
      let numbers = rows.map(\.1.shown)
      let numberWidth = numbers.map(\.columns).max() ?? 0
      for (label, number) in zip(labels, numbers) {
        let space = String(repeating: " ", count: numberWidth - number.columns)
        print("    \(label.padded(to: width))  \(space)\(number)")
      }
    }
    guard table.blocks.contains(where: { $0.counts.contains(nil) }) else { return }
    print()
    print(
      danish ? "• skjult, så ingen kan genkendes" : "• hidden, so that nobody can be recognised")
  }
}

extension Int? {
  fileprivate var shown: String { map(String.init) ?? "•" }
}
