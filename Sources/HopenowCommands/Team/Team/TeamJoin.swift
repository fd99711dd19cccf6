import ArgumentParser
import JournalStore

struct TeamJoinCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "Join a team with the journal you have.",
    discussion: """
      Example: hopenow team join night-team.card
      From then on its supervisors say who counts, and can read and merge your journal with keys of \
      their own. Give them your card ('hopenow team card FILE'): until a supervisor has added you, \
      what you write waits in your colleagues' journals. Joining again takes over newer lists.
      """)

  @OptionGroup var journal: JournalOptions

  @Argument(help: "The team's file, from a supervisor.", completion: .file())
  var file: String

  @Flag(help: "Let erasures remove as many records as they name, without asking.")
  var eraseMany = false

  @Flag(help: "Don't ask: you have compared the fingerprint.")
  var yes = false

  func run(in world: World) throws {
    let journal = try journal.open(in: world)
    let notices = journal.notices
    let team = try world.openCard(file)
    let card = try team.card()
    guard
      try journal.root() != journal.author || card.root == journal.author
        || !journal.team().contains(where: { !$0.isSelf && $0.role.isPresent })
    else { throw CommandError.foundedATeam }
    let isKnown = try journal.root() == card.root && card.root != journal.author
    let question = world.says(
      "Join her team?", danish: "Vil du være med i hendes team?")
    guard
      try isKnown || world.confirms(card, yes: yes, question)
    else { return world.tellNothingChanged() }
    try journal.join(team, as: card, erasing: eraseMany ? .max : Journal.erasuresUnasked)
    world.tellNew(journal, before: notices)
    world.tellJoined(card)
  }
}

extension World {
  /// Says which team one is in now.
  func tellJoined(_ card: TeamCard) {
    guard terminal != nil else { return }
    let team = card.teamName?.harmless() ?? says("the team", danish: "teamet")
    output.remark(
      says(
        "You are in \(team). Now give \(named(card.name)) your card: 'hopenow team card FILE'.",
        danish: "Du er med i \(team). Giv nu \(named(card.name)) dit kort: 'hopenow team card FIL'."
      ))
  }

  /// Says that a no was understood.
  func tellNothingChanged() {
    output.remark(says("Nothing was changed.", danish: "Intet blev ændret."))
  }
}
