import ArgumentParser
import CaseModel
import JournalStore

struct UndoCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take back what your last command wrote; again brings it back.")

  @OptionGroup var journal: JournalOptions

  func run(in world: World) throws {
    let journal = try journal.open(in: world)
    let notices = journal.notices
    for record in try journal.undo() {
      let code = record.id.shortCode(ofKind: record.kind)
      let state =
        record.isGone
        ? world.says("deleted", danish: "slettet") : world.says("as before", danish: "som før")
      world.output.print("\(record.kind) \(code): \(state)")
    }
    world.tellNew(journal, before: notices)
  }
}
