import ArgumentParser
import CaseModel
import JournalStore
import Merge

struct ListCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List records, the newest last.",
    discussion: """
      Example: hopenow list --kind contact --period 2026-10
      The team's places, organisations and projects: hopenow list --kind list-entry
      Legal names are never in a list, and words only if --columns names them; \
      'hopenow show ID' has everything.
      """)

  @OptionGroup var journal: JournalOptions
  @OptionGroup var filter: FilterOptions

  @Option(
    help: ArgumentHelp(
      "What to show of each, as stored names separated by commas: on,kind,person,place.",
      discussion: "Any field, and id, kind, code, person, worker (who wrote it), written (when).",
      valueName: "names"))
  var columns: String?

  @Option(help: "text, json or csv.")
  var format: OutputFormat = .text

  func run(in world: World) throws {
    let journal = try journal.openToRead(in: world)
    let query = try filter.query(in: journal, today: world.today)
    let kinds = Kind.all.filter { query.kinds?.contains($0.name) ?? $0.isEvent }
    let text = RecordText(journal, danish: world.isDanish, today: world.today.date)
    let chosen = try columns.map { try Columns(typed: $0, kinds: kinds, text: text) }
    let records = try journal.records(query)
    switch format {
    case .text:
      world.output.print(rows: records.map(chosen?.texts ?? text.row))
    case .json:
      let clock = try journal.referralClock(today: world.today.date)
      let value = JSONValue.object([
        "schema": .string("hopenow/list/1"),
        "records": .array(records.map { $0.json(clock, inList: true) }),
      ])
      world.output.print(whole: value.text)
    case .csv:
      let columns = chosen ?? Columns(standardFor: kinds, text: text)
      world.output.print(CSV.row(columns.names))
      for view in records { world.output.print(CSV.row(columns.codes(view))) }
    }
  }
}

extension RecordText {
  /// A record's row in a list: the day, the kind, what to type to name it, and what matters most.
  func row(_ view: RecordView) -> [String] {
    [view.answer("on").map { text($0, nil) } ?? "", view.kind, view.shortCode, summary(view)]
  }
}

extension RecordID {
  /// What a person types to name the record: a code, or the beginning of the id.
  func shortCode(ofKind kind: String) -> String {
    kind == Kind.person.name ? PersonCode.text(self) : short
  }
}

extension RecordView {
  /// What a person types to name the record.
  var shortCode: String { record.shortCode(ofKind: kind) }
}
