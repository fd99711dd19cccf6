import ArgumentParser
import CaseModel
import JournalStore
import Merge

struct ListCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List records, the newest last.",
    discussion: """
      Example: hopenow list --kind contact --period 2026-10
      Legal names and notes are never in a list; 'hopenow show ID' has them.
      """)

  @OptionGroup var journal: JournalOptions

  @Option(help: "Only this kind: contact, person, screen, session, refer, visit; may be repeated.")
  var kind: [String] = []

  @Option(help: "Only records in which this person takes part, by code or alias.")
  var person: String?

  @Option(help: "Only records of these days: 2026-10, last-month, and so on.")
  var period: String?

  @Option(help: "The newest so many; 0 for all.")
  var last: Int = 20

  @Option(help: "text, json or csv.")
  var format: OutputFormat = .text

  func run(in world: World) throws {
    let journal = try journal.openToRead(in: world)
    var query = RecordQuery(limit: last > 0 ? last : nil)
    if !kind.isEmpty {
      for name in kind where Kind.named(name) == nil {
        throw CommandError.notFound(what: "kind", similar: Kind.all.map(\.name))
      }
      query.kinds = kind
    }
    if let person { query.person = try journal.person(matching: person) }
    if let period {
      guard let period = Period(period, today: world.today.date) else {
        throw CommandError.notAPeriod
      }
      query.days = period.days
    }
    let records = try journal.records(query)
    switch format {
    case .text: printText(records, RecordText(journal, danish: world.isDanish), world.output)
    case .json:
      let value = JSONValue.object([
        "schema": .string("hopenow/list/1"), "records": .array(records.map { $0.json() }),
      ])
      world.output.print(whole: value.text)
    case .csv: printCSV(records, RecordText(journal, danish: false), world.output)
    }
  }

  private func printText(_ records: [RecordView], _ text: RecordText, _ output: Output) {
    let rows = records.map { view in
      let on = view.answer("on").map { text.text($0, nil) } ?? ""
      return [on, view.kind, view.shortCode, text.summary(view)]
    }
    let widths = (0..<3).map { column in rows.map { $0[column].columns }.max() ?? 0 }
    for row in rows {
      let cells = (0..<3).filter { widths[$0] > 0 }.map { row[$0].padded(to: widths[$0]) }
      output.print((cells + [row[3]]).joined(separator: "  "))
    }
  }

  private func printCSV(_ records: [RecordView], _ text: RecordText, _ output: Output) {
    output.print("id,kind,on,person,setting,type,met,spoken")
    for view in records {
      let persons = ([view.owner].compactMap(\.self).map { .record($0) } + view.answers("person"))
        .compactMap { (answer: Answer) in
          if case .record(let id) = answer { PersonCode.text(id) } else { nil }
        }
      let coded = ["setting", "type", "met", "spoken"].map { name in
        view.answer(name).map { $0.plain } ?? ""
      }
      let cells =
        [
          view.record.description, view.kind, view.answer("on")?.plain ?? "",
          persons.joined(separator: " "),
        ] + coded
      output.print(CSV.row(cells))
    }
  }
}

extension RecordView {
  /// What a person types to name the record: a code, or the beginning of the id.
  var shortCode: String { kind == "person" ? PersonCode.text(record) : record.short }
}

extension Answer {
  /// A coded answer as a cell of CSV.
  var plain: String {
    switch json {
    case .string(let text): text
    case .number(let number): String(number)
    default: ""
    }
  }
}
