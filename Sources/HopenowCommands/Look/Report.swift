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
    help: "Which report; --list explains them.", completion: .list(AllReports.all.map(\.name)))
  var name: String = "monthly"

  @Option(help: "2026-10, 2026-Q3, 2026, 2026-04..2026-06, last-month, this-month.")
  var period: String = "last-month"

  @Flag(help: "Show true counts, also those that could point at one person.")
  var `internal` = false

  @Flag(help: "Explain each report in a line.")
  var list = false

  @Option(help: "text, json or csv.")
  var format: OutputFormat = .text

  func run(in world: World) throws {
    if list {
      for report in AllReports.all { world.output.print("\(report.name)  \(report.summary)") }
      return
    }
    guard let report = AllReports.named(name) else {
      throw CommandError.notFound(what: "report", similar: AllReports.all.map(\.name))
    }
    guard let period = Period(period, today: world.today.date) else {
      throw CommandError.notAPeriod
    }
    let journal = try journal.openToRead(in: world)
    let table = try report.table(from: journal, period: period, isInternal: `internal`)
    switch format {
    case .text: printText(table, isDemo: journal.isDemo, world)
    case .csv: world.output.print(whole: table.csv)
    case .json: world.output.print(whole: json(table, isDemo: journal.isDemo).text)
    }
  }

  private func printText(_ table: Table, isDemo: Bool, _ world: World) {
    world.output.printTable(table, isDemo: isDemo, danish: world.isDanish)
  }

  private func json(_ table: Table, isDemo: Bool) -> JSONValue {
    .object([
      "schema": .string("hopenow/report/1"), "report": .string(table.report),
      "period": .string(table.period), "internal": .bool(table.isInternal), "demo": .bool(isDemo),
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
  func printTable(_ table: Table, isDemo: Bool, danish: Bool) {
    var title = "\(table.report) \(table.period)"
    if isDemo { title += danish ? " — DEMO, alle er opfundne" : " — DEMO, everybody is invented" }
    if table.isInternal { title += danish ? " — INTERNT" : " — INTERNAL" }
    print(title)
    for measure in Measure.allCases {
      let cells = table.cells.filter { $0.measure == measure }
      let total = cells.first { $0.field.isEmpty }?.shown ?? "0"
      print()
      print("\(measure.title(danish: danish)): \(total)")
      for breakdown in cells.breakdowns {
        let rows = breakdown.cells.filter { $0.count != 0 }
        guard !rows.isEmpty else { continue }
        let field = BreakdownLabels(of: breakdown.field)
        print("  \(danish ? field.title.da : field.title.en)")
        let labels = rows.map { field.label(of: $0.code, danish: danish) }
        let width = labels.map(\.columns).max() ?? 0
        let numbers = rows.map(\.shown)
        let numberWidth = numbers.map(\.columns).max() ?? 0
        for (label, number) in zip(labels, numbers) {
          let space = String(repeating: " ", count: numberWidth - number.columns)
          print("    \(label.padded(to: width))  \(space)\(number)")
        }
      }
    }
    guard table.cells.contains(where: { $0.count == nil }) else { return }
    print()
    print(
      danish ? "• skjult, så ingen kan genkendes" : "• hidden, so that nobody can be recognised")
  }
}

extension Cell {
  fileprivate var shown: String { count.map(String.init) ?? "•" }
}

extension Measure {
  fileprivate func title(danish: Bool) -> String {
    switch self {
    case .times: danish ? "Gange" : "Times"
    case .met: danish ? "Mødte" : "People met"
    case .persons: danish ? "Personer" : "Persons"
    }
  }
}

extension [Cell] {
  /// The cells by the field that they are broken down by, in their order, totals left out.
  fileprivate var breakdowns: [(field: String, cells: [Cell])] {
    var found: [(field: String, cells: [Cell])] = []
    for cell in self where !cell.field.isEmpty {
      if found.last?.field == cell.field {
        found[found.count - 1].cells.append(cell)
      } else {
        found.append((cell.field, [cell]))
      }
    }
    return found
  }
}

/// What a person reads of a breakdown: its title and its codes.
private struct BreakdownLabels {
  let title: Labels
  private let isByKind: Bool
  private let vocabulary: Vocabulary?

  init(of field: String) {
    isByKind = field == "kind"
    switch field {
    case "kind":
      title = Labels(en: "by kind", da: "efter art")
      vocabulary = nil
    case "gender":
      title = Labels(en: "by gender", da: "efter køn")
      vocabulary = .gender
    case "citizenship":
      title = Labels(en: "by citizenship", da: "efter statsborgerskab")
      vocabulary = .country
    default:
      let counted = Kind.all.lazy.flatMap { kind in kind.fields.map { (kind, $0) } }
        .first { kind, counted in counted.isCounted && kind.reportName(of: counted) == field }
      title =
        counted.map { kind, field in
          Labels(
            en: "\(kind.labels.en): \(field.question.en)",
            da: "\(kind.labels.da): \(field.question.da)")
        } ?? Labels(en: field, da: field)
      vocabulary = counted?.1.type.vocabulary
    }
  }

  func label(of code: String, danish: Bool) -> String {
    if code == "not-named" { return danish ? "ingen med egen side" : "nobody with a page" }
    let labels =
      isByKind
      ? Kind.named(code)?.labels
      : vocabulary?.label(of: code) ?? Vocabulary.label(ofSpecial: code)
    return labels.map { danish ? $0.da : $0.en } ?? code
  }
}
