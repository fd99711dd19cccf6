import ArgumentParser
import CaseModel
import JournalStore
import Merge

struct DeleteCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Delete a record, as far as you have seen it.",
    discussion: """
      Example: hopenow delete 3f2a91c4
      It stays in the history, and 'hopenow undo' brings it back. What a colleague changes at the \
      same time is not lost: the record is then shown, and flagged. To delete a request to erase \
      something is to say no: what was deleted with it is back.
      """)

  @OptionGroup var journal: JournalOptions

  @Argument(help: "A person's code or alias, or the beginning of a record's id.")
  var record: String

  @Flag(help: "Don't ask.")
  var yes = false

  func run(in world: World) throws {
    let journal = try journal.open(in: world)
    let notices = journal.notices
    let id = try journal.record(matching: record)
    guard let view = try journal.view(of: id), view.existence != .gone else {
      throw JournalError.noRecord
    }
    guard let kind = Kind.named(view.kind) else { throw JournalError.needsNewerHopenow }
    guard kind != .member, kind != .settings else { throw CommandError.cannotDelete }
    if !yes, let terminal = world.terminal {
      let text = RecordText(journal, danish: world.isDanish)
      let label = world.says(kind.labels.en, danish: kind.labels.da)
      terminal.show("\(label) \(view.shortCode): \(text.summary(view).harmless())\n")
      let others = kind == .person ? try journal.file(of: id, limit: 1).count : 0
      if others > 0 {
        terminal.show(
          world.says(
            "What belongs to her or names her stays, and is counted: \(others) ('hopenow erase' removes what is hers).\n",
            danish:
              "Det, der hører til eller nævner hende, bliver og tælles med: \(others) ('hopenow erase' fjerner det, der er hendes).\n"
          ))
      }
      let question = world.says("Delete it?", danish: "Skal den slettes?")
      guard try terminal.confirm(question, danish: world.isDanish) else {
        return world.output.remark(
          world.says("Nothing was deleted.", danish: "Intet blev slettet."))
      }
    }
    if kind.name == Kind.erase.name {
      // What was deleted with it, when it was asked for.
      world.tell(try journal.decline(id))
      return world.tellNew(journal, before: notices)
    }
    var draft = Draft.delete(id, kind: kind, owner: view.owner)
    draft.seen = view.heads
    try journal.write([draft])
    world.tellNew(journal, before: notices)
  }
}
