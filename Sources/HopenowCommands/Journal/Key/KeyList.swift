import ArgumentParser
import CaseModel
import JournalStore
import SealedSQLite

struct KeyListCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List what opens the journal. Needs no key.",
    discussion: """
      With a key, or while the journal is open, it also says which colleague a worker's key belongs \
      to. With a worker's key the journal is merged from, in hers.
      """)

  @OptionGroup var journal: JournalOptions

  func run(in world: World) throws {
    let locked = try journal.lockedToRead()
    let slots = locked.header.slots
    let holders =
      slots.contains { $0.type == .worker }
      ? try journal.openUnasked(locked, in: world)?.holders(in: world) : nil
    world.output.print(
      rows: slots.map { world.row(of: $0, holder: holders?[$0.number] ?? "") })
  }
}

extension World {
  /// What is shown of a key: its number, what it is, whose, and when it was made.
  func row(of slot: SlotInfo, holder: String) -> [String] {
    [
      "\(slot.number)", says(slot.type.labels.en, danish: slot.type.labels.da), holder,
      says("made \(slot.day)", danish: "lavet \(slot.day)"),
    ]
  }
}

extension Journal {
  /// Whose the workers' keys are, by number.
  func holders(in world: World) throws -> [Int: String] {
    let team = try team()
    let readers = try readers(among: team.map(\.key))
    let workers = slots.filter { $0.type == .worker }.map { slot in
      (slot.number, world.holder(readers[slot.number], in: team))
    }
    return Dictionary(uniqueKeysWithValues: workers)
  }
}

extension World {
  /// Whose a worker's key is, and what she is to the team if she isn't in it.
  func holder(_ key: AuthorKey?, in team: [TeamMember]) -> String {
    guard let member = team.first(where: { $0.key == key }) else {
      return says("somebody unknown", danish: "en ukendt")
    }
    let role = says(member.role.labels.en, danish: member.role.labels.da)
    return named(member.name) + (member.role.isPresent ? "" : " (\(role))")
  }
}

extension SlotInfo {
  /// The day it was made.
  var day: String { CivilDate(dayNumber: dayMade)?.description ?? "?" }
}

extension SlotType {
  /// What the type is called.
  var labels: Labels {
    switch self {
    case .passphrase: Labels(en: "passphrase", da: "adgangssætning")
    case .keyFile: Labels(en: "key file", da: "nøglefil")
    case .recoveryCode: Labels(en: "recovery code", da: "genopretningskode")
    case .worker: Labels(en: "worker", da: "medarbejder")
    case .anyone: Labels(en: "anyone who has the file", da: "enhver, der har filen")
    }
  }
}
