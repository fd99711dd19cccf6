import ArgumentParser
import CaseModel
import JournalStore
import Merge

struct ConflictsCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "conflicts", abstract: "List what several wrote without seeing each other.",
    discussion: """
      Every value that stands is listed, the one shown elsewhere first. 'hopenow edit ID' settles \
      it: what you write then has seen them all. Status 3 while there is any.
      """)

  @OptionGroup var journal: JournalOptions

  @Option(help: "text or json.")
  var format: OutputFormat = .text

  func run(in world: World) throws {
    let journal = try journal.openToRead(in: world)
    let views = try journal.needingAttention()
    switch format {
    case .text:
      let text = RecordText(journal, danish: world.isDanish)
      for view in views {
        world.output.print("\(view.kind) \(view.shortCode): \(text.summary(view))")
        for line in conflictLines(view, text, journal, world) { world.output.print("  " + line) }
        if view.existence == .disputed {
          world.output.print(
            world.says(
              "  Deleted by somebody while somebody else changed it; it is kept.",
              danish: "  Slettet af nogen, mens en anden ændrede den; den er beholdt."))
        }
        if view.isMissingChange {
          world.output.print(
            world.says(
              "  A change is missing: it may still come.",
              danish: "  En ændring mangler: den kan stadig komme."))
        }
      }
    case .json:
      let value = JSONValue.object([
        "schema": .string("hopenow/conflicts/1"), "records": .array(views.map { $0.json() }),
      ])
      world.output.print(whole: value.text)
    case .csv: throw CommandError.noSuchFormat("CSV")
    }
    if !views.isEmpty { throw ExitStatus.waits.code }
  }
}
