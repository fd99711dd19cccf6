import ArgumentParser
import CaseModel
import JournalStore
import SealedSQLite

struct KeyListCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List what opens the journal. Needs no key.")

  @Option(help: ArgumentHelp("The journal's file.", valueName: "path"), completion: .file())
  var journal: String?

  func run(in world: World) throws {
    guard let path = journal ?? World.defaultJournal else { throw CommandError.noDefaultJournal }
    for slot in try LockedJournal(at: path).header.slots {
      let made = CivilDate(dayNumber: slot.dayMade).map(\.description) ?? "?"
      world.output.print("\(slot.number)  \(slot.type.title)  made \(made)")
    }
  }
}

extension SlotType {
  fileprivate var title: String {
    switch self {
    case .passphrase: "passphrase"
    case .keyFile: "key file"
    case .recoveryCode: "recovery code"
    case .worker: "worker"
    }
  }
}
