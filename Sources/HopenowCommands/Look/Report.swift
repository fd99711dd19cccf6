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
      for field in ["kind", "setting", "gender", "citizenship"] {
        let rows = cells.filter { $0.field == field && $0.count != 0 }
        guard !rows.isEmpty else { continue }
        print("  \(Labels.of(field, danish: danish))")
        let labels = rows.map { Labels.of($0.code, in: field, danish: danish) }
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

extension Labels {
  fileprivate static func of(_ field: String, danish: Bool) -> String {
    switch field {
    case "kind": danish ? "efter art" : "by kind"
    case "setting": danish ? "efter omgivelser (kontakter)" : "by setting (contacts)"
    case "gender": danish ? "efter køn" : "by gender"
    default: danish ? "efter statsborgerskab" : "by citizenship"
    }
  }

  fileprivate static func of(_ code: String, in field: String, danish: Bool) -> String {
    switch code {
    case "unknown": return danish ? "ukendt" : "unknown"
    case "refused": return danish ? "vil ikke svare" : "refused"
    case "not-asked": return danish ? "ikke spurgt" : "not asked"
    case "not-named": return danish ? "ingen med egen side" : "nobody with a page"
    default: break
    }
    if field == "kind", let kind = Kind.named(code) {
      return danish ? kind.labels.da : kind.labels.en
    }
    let vocabulary: Vocabulary =
      field == "setting" ? .setting : field == "gender" ? .gender : .country
    return vocabulary.codes.first { $0.stored == code }?.label(danish: danish) ?? code
  }
}
