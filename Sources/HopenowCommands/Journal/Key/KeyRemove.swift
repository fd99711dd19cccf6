import ArgumentParser
import JournalStore
import SealedSQLite

struct KeyRemoveCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove a key. A copy made before still opens with it.")

  @OptionGroup var journal: JournalOptions

  @Argument(help: "The key's number, from 'hopenow key list'.")
  var number: Int

  @Flag(help: "Don't ask.")
  var yes = false

  func run(in world: World) throws {
    let opened = try journal.open(in: world)
    let slot = opened.slots.first { $0.number == number }
    if let slot, !yes {
      guard let terminal = world.terminal else { throw CommandError.keysWouldGo([number]) }
      let holder = try opened.holders(in: world)[number] ?? ""
      for line in Output.lines(ofRows: [world.row(of: slot, holder: holder)]) {
        terminal.show("  \(line)\n")
      }
      let question = world.says(
        "Shall it open the journal no longer?", danish: "Skal den ikke åbne journalen mere?")
      guard try terminal.confirm(question, danish: world.isDanish) else {
        return world.tellNothingChanged()
      }
    }
    try opened.removeKey(number: number)
    if world.terminal != nil {
      world.output.remark(
        world.says(
          "Whoever has a copy of the file from before can still open that copy with it, and read this file with what was in it: 'hopenow key rotate' ends that for what is written from now on.",
          danish:
            "Den, der har en kopi af filen fra før, kan stadig åbne kopien med den, og læse denne fil med det, der stod i den: 'hopenow key rotate' ender det for det, der skrives fra nu af."
        ))
    }
  }
}
