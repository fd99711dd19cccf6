import ArgumentParser
import JournalStore

struct KeyRemoveCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove a key. A copy made before still opens with it.")

  @OptionGroup var journal: JournalOptions

  @Argument(help: "The key's number, from 'hopenow key list'.")
  var number: Int

  func run(in world: World) throws {
    try journal.open(in: world).removeKey(number: number)
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
