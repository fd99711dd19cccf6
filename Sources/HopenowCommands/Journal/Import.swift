import ArgumentParser
import CaseModel
import JournalStore
import Spreadsheets

struct ImportCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take over the rows of a spreadsheet, saved as CSV.",
    discussion: """
      Example: hopenow import persons.csv --kind person --id Nr --mapping persons.map --dry-run
      Headings are the kind's fields, or what the mapping says: lines such as 'Navn = alias', \
      'Køn: Kvinde = Feminine' and 'Bilag = ignore'. All rows are taken over, or none. With --id \
      the same sheet can be imported again: only what is new in it is written. Docs/Import.md \
      has a whole case.
      """)

  @OptionGroup var journal: JournalOptions

  @Argument(
    help: "The CSV file: UTF-8 or Windows-1252; '-' reads standard input.",
    completion: .file(extensions: ["csv"]))
  var file: String

  @Option(help: "What each row is: person, contact, session, visit, and so on.")
  var kind: String

  @Option(
    help: ArgumentHelp("A file that says what headings and cells mean.", valueName: "path"),
    completion: .file())
  var mapping: String?

  @Option(
    help: ArgumentHelp(
      "The heading of the column whose numbers tell the rows apart; never CPR numbers.",
      valueName: "heading"))
  var id: String?

  @Option(
    help: ArgumentHelp(
      "Where those numbers are from, if several lists have the same ones.", valueName: "name"))
  var register: String = ""

  @Flag(help: "Make a page for everybody whom the sheet names and nobody knows.")
  var newPersons = false

  @Flag(help: "Name every bad line and what would be made, and write nothing.")
  var dryRun = false

  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func run(in world: World) throws {
    guard let kind = Kind.named(kind), kind.identity == .random else {
      throw SheetProblem.noSuchKind
    }
    let file = try SheetFile(file)
    let mapping = try self.mapping.map { try Self.readMapping($0) } ?? ColumnMapping()
    let journal = try journal.open(in: world)
    let notices = journal.notices
    let sheet = try SheetImport(
      file, kind: kind, mapping: mapping, id: id, register: register,
      references: SheetReferences(
        journal: journal, register: register, makesPersons: newPersons), today: world.today)
    let clockIsConfirmed = try !dryRun && world.confirmsClock(of: journal)
    try Progress.following(journal, in: world) {
      try journal.writeCommand(clockIsConfirmed: clockIsConfirmed) { writer in
        try sheet.check(in: writer) { journal.progress?($0) }
        guard !dryRun, sheet.report.faults.isEmpty else { return }
        try sheet.write(in: writer) { journal.progress?($0) }
      }
    }
    let lines = ImportLines(sheet.report, kind: kind, danish: world.isDanish)
    for fault in sheet.report.faults { world.output.remark(fault.text(danish: world.isDanish)) }
    if dryRun || sheet.report.faults.isEmpty {
      switch format {
      case .json: world.output.print(whole: lines.json(dryRun: dryRun).text)
      case .text: for line in lines.text(dryRun: dryRun) { world.output.print(line) }
      }
    }
    world.tellNew(journal, before: notices)
    guard sheet.report.faults.isEmpty else {
      try world.output.flush()
      throw SheetProblem.badLines(count: sheet.report.faults.count)
    }
  }

  private static func readMapping(_ path: String) throws -> ColumnMapping {
    let next = try SheetFile(path).bytes()
    var bytes: [UInt8] = []
    while case let piece = try next(), !piece.isEmpty { bytes += piece }
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes.removeFirst(3) }
    do {
      return try ColumnMapping(String(decoding: bytes, as: UTF8.self))
    } catch {
      throw SheetProblem.mapping(error)
    }
  }
}
