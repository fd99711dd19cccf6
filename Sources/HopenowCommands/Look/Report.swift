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

  @Option(help: "text, csv, json, markdown or html.")
  var format: ReportFormat = .text

  @Option(help: "The language of text, markdown and html; else yours.")
  var language: SheetOptions.Language?

  func validate() throws {
    guard !list || format == .text else { throw ValidationError("'--list' is printed as text.") }
    guard about, ![.text, .json].contains(format) else { return }
    throw ValidationError("'--about' is printed as text or json.")
  }

  func run(in world: World) throws {
    let danish = language.map { $0 == .da } ?? world.isDanish
    if list {
      let width = Report.all.map(\.name.count).max() ?? 0
      for report in Report.all {
        let summary = danish ? report.summary.da : report.summary.en
        world.output.print("\(report.name.padded(to: width))  \(summary)")
      }
      return
    }
    let request = try request(in: world)
    let journal = try journal.openToRead(in: world)
    let table = try request.table(from: journal)
    if about {
      world.output.print(table.origin, as: format, danish: danish)
    } else {
      world.output.print(table, as: format, danish: danish)
    }
  }

  private func request(in world: World) throws -> ReportRequest {
    guard let report = Report.named(name) else {
      throw CommandError.noSuchName(what: "report", known: Report.all.map(\.name))
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
}
