import ArgumentParser
import CaseModel
import JournalStore

struct TeamListCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List who is in the team, and who waits to be.",
    discussion: """
      Each with the entries that are here, the day of the latest, and the fingerprint. Whoever waits \
      counts after 'hopenow team add NAME'.
      """)

  @OptionGroup var journal: JournalOptions

  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func run(in world: World) throws {
    let journal = try journal.openToRead(in: world)
    let team = try journal.team()
    switch format {
    case .text:
      if let name = try journal.teamName() { world.output.print(name.harmless()) }
      world.output.print(
        rows: team.map { member in
          [
            world.named(member.name)
              + (member.isSelf ? world.says(" (you)", danish: " (dig)") : ""),
            world.says(member.role.labels.en, danish: member.role.labels.da),
            world.says("\(member.entries) entries", danish: "\(member.entries) poster"),
            member.newestMilliseconds.map { String(UTC.text($0).prefix(10)) } ?? "",
            member.key.fingerprint,
          ]
        })
    case .json:
      let root = try journal.root()
      let value = JSONValue.object([
        "schema": .string("hopenow/team/1"),
        "name": try journal.teamName().map { .string($0) } ?? .null,
        "members": .array(
          team.map { member in
            .object([
              "key": .string(member.key.description),
              "fingerprint": .string(member.key.fingerprint),
              "name": member.name.map { .string($0) } ?? .null,
              "role": .string(member.role.rawValue),
              "founder": .bool(member.key == root), "self": .bool(member.isSelf),
              "entries": .number(Int64(member.entries)),
              "newest": member.newestMilliseconds.map { .number($0) } ?? .null,
            ])
          }),
      ])
      world.output.print(whole: value.text)
    }
  }
}

extension TeamMember.Role {
  var labels: Labels {
    switch self {
    case .supervisor: Labels(en: "supervisor", da: "leder")
    case .worker: Labels(en: "worker", da: "medarbejder")
    case .removed: Labels(en: "removed", da: "fjernet")
    case .waiting: Labels(en: "waiting for a supervisor's yes", da: "venter på en leders ja")
    }
  }
}
