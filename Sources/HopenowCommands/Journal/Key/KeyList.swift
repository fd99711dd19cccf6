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
      let title = world.says(slot.type.labels.en, danish: slot.type.labels.da)
      world.output.print(
        "\(slot.number)  \(title)  " + world.says("made \(made)", danish: "lavet \(made)"))
    }
  }
}

extension SlotType {
  fileprivate var labels: Labels {
    switch self {
    case .passphrase: Labels(en: "passphrase", da: "adgangssætning")
    case .keyFile: Labels(en: "key file", da: "nøglefil")
    case .recoveryCode: Labels(en: "recovery code", da: "genopretningskode")
    case .worker: Labels(en: "worker", da: "medarbejder")
    case .anyone: Labels(en: "anyone who has the file", da: "enhver, der har filen")
    }
  }
}
