import ArgumentParser
import CaseModel
import JournalStore
import Merge

struct UndoCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take back what your last command wrote; again brings it back.")

  @OptionGroup var journal: JournalOptions

  func run(in world: World) throws {
    let journal = try journal.open(in: world)
    let notices = journal.notices
    for record in try journal.undo() {
      guard let view = try journal.view(of: record) else { continue }
      let state =
        view.existence == .gone
        ? world.says("deleted", danish: "slettet") : world.says("as before", danish: "som før")
      world.output.print("\(view.kind) \(view.shortCode): \(state)")
    }
    world.tellNew(journal, before: notices)
  }
}
