import ArgumentParser
import JournalStore

struct TeamRemoveCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "End somebody's counting in the team.",
    discussion: """
      Example: hopenow team remove "Worker B"
      All that she wrote and that is here now still counts: merge her journal first. What she writes \
      later waits. What she has on her own machine stays there, and old copies of your journal that \
      she could read stay readable to her; 'hopenow key rotate' ends it for what is written from \
      now on.
      """)

  @OptionGroup var journal: JournalOptions

  @Argument(help: "Her name or fingerprint, or the beginning of it.")
  var who: String

  @Flag(help: "Don't ask.")
  var yes = false

  func run(in world: World) throws {
    let journal = try journal.open(in: world)
    let notices = journal.notices
    guard journal.isSupervisor else { throw JournalError.notASupervisor }
    let member = try journal.colleague(matching: who)
    if !yes {
      guard let terminal = world.terminal else { throw CommandError.removingNeedsYes }
      terminal.show("  \(world.named(member.name)): \(member.key.fingerprint)\n")
      let question = world.says(
        "Remove her from the team?", danish: "Skal hun ud af teamet?")
      guard try terminal.confirm(question, danish: world.isDanish) else {
        return world.tellNothingChanged()
      }
    }
    try Progress.following(journal, in: world) { try journal.removeMember(member.key) }
    world.tellNew(journal, before: notices)
    if member.gaps > 0 {
      world.output.remark(
        world.says(
          "Earlier entries of hers that are not here yet: \(member.gaps). They will count too when they come.",
          danish:
            "Tidligere poster fra hende, som ikke er her endnu: \(member.gaps). De tæller også med, når de kommer."
        ))
    }
    guard world.terminal != nil else { return }
    world.output.remark(
      world.says(
        "What she wrote until now counts. She keeps what is on her machine; run 'hopenow key rotate' in each journal that she could read.",
        danish:
          "Det, hun har skrevet til nu, tæller med. Hun beholder det, der er på hendes maskine; kør 'hopenow key rotate' i hver journal, hun kunne læse."
      ))
  }
}
