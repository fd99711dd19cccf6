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
    world.tell(try journal.undo())
    world.tellNew(journal, before: notices)
  }
}

extension World {
  /// Names the records that were changed back.
  func tell(_ undone: [UndoneRecord]) {
    for record in undone {
      let code = record.id.shortCode(ofKind: record.kind)
      let state =
        record.isGone ? says("deleted", danish: "slettet") : says("as before", danish: "som før")
      output.print("\(record.kind) \(code): \(state)")
      if record.endsConflict {
        output.remark(
          says(
            "It was in conflict before, and isn't again: 'hopenow show \(code) --history' has every value.",
            danish:
              "Den var i konflikt før og er det ikke igen: 'hopenow show \(code) --history' har alle værdier."
          ))
      }
    }
  }
}
