import ArgumentParser
import JournalStore
import Sealing

struct LockCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "lock", abstract: "Close the journal at once: the next command asks again.")

  @Option(help: ArgumentHelp("The journal's file.", valueName: "path"), completion: .file())
  var journal: String?

  func run(in world: World) throws {
    guard let path = journal ?? World.defaultJournal else { throw CommandError.noDefaultJournal }
    let locked = try LockedJournal(at: path)
    Keyring.forget(locked.keyringName)
  }
}
