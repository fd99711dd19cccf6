import ArgumentParser
import CaseModel
import JournalStore

struct TeamCreateCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Found a team, with yourself as its supervisor.",
    discussion: """
      Example: hopenow team create "Night team"
      Afterwards 'hopenow team card FILE' makes the file that colleagues make their journals by.
      """)

  @OptionGroup var journal: JournalOptions

  @Argument(help: "What the team is called.")
  var name: String

  @Flag(help: "Don't ask whether a team that has a name gets another one.")
  var yes = false

  func run(in world: World) throws {
    guard !name.trimmed.isEmpty else { throw ValidationError("A team needs a name.") }
    let journal = try journal.open(in: world)
    let notices = journal.notices
    if !yes, let former = try journal.teamName(), former != name.trimmed {
      guard journal.isSupervisor else { throw JournalError.notASupervisor }
      guard let terminal = world.terminal else { throw CommandError.renamingNeedsYes }
      let question = world.says(
        "The team is called \(former.harmless()). Rename it for everybody?",
        danish: "Teamet hedder \(former.harmless()). Skal det hedde noget andet for alle?")
      guard try terminal.confirm(question, danish: world.isDanish) else {
        return world.tellNothingChanged()
      }
    }
    try journal.nameTeam(name.trimmed)
    world.tellNew(journal, before: notices)
    world.output.print(
      world.says("Your fingerprint: ", danish: "Dit fingeraftryk: ") + journal.author.fingerprint)
    guard world.terminal != nil else { return }
    world.output.remark(
      world.says(
        "Next: 'hopenow team card FILE', and give the file to your colleagues for 'hopenow init --team FILE'.",
        danish:
          "Nu: 'hopenow team card FIL', og giv filen til dine kolleger til 'hopenow init --team FIL'."
      ))
  }
}
