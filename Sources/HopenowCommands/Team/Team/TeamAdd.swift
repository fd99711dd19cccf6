import ArgumentParser
import CaseModel
import Glibc
import JournalStore

struct TeamAddCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Let somebody count in the team.",
    discussion: """
      Example: hopenow team add amina.card
      By her card, or by name or fingerprint if what she wrote waits here already: then it counts at \
      once, and nothing has to be merged again. Only a supervisor can do it. Who is a supervisor stays \
      one.
      """)

  @OptionGroup var journal: JournalOptions

  @Argument(
    help: ArgumentHelp(
      "A card's file, or the name or fingerprint of somebody who waits.", valueName: "who"),
    completion: .file())
  var who: String

  @Flag(help: "As a supervisor, who adds workers herself. Only the team's founder can.")
  var supervisor = false

  @Option(help: "What the team calls her; else as she calls herself.")
  var name: String?

  @Flag(help: "Let erasures remove as many records as they name, without asking.")
  var eraseMany = false

  @Flag(help: "Don't ask: you have compared the fingerprint.")
  var yes = false

  func run(in world: World) throws {
    let journal = try journal.open(in: world)
    let notices = journal.notices
    guard journal.isSupervisor else { throw JournalError.notASupervisor }
    let (key, claimed) = try person(in: journal, world)
    let name = name ?? claimed
    let question = world.says(
      "Let what she writes count?", danish: "Skal det, hun skriver, tælle med?")
    guard try world.confirms(key, name: name, yes: yes, question) else {
      return world.tellNothingChanged()
    }
    // As a worker she would end the counting of everybody whom she has added.
    let isOne = try journal.team().contains { $0.key == key && $0.role == .supervisor }
    try Progress.following(journal, in: world) {
      try journal.addMember(
        key, name: name, isSupervisor: supervisor || isOne,
        erasing: eraseMany ? .max : Journal.erasuresUnasked)
    }
    world.tellNew(journal, before: notices)
    guard world.terminal != nil else { return }
    world.output.remark(
      world.says("What she writes counts now: ", danish: "Det, hun skriver, tæller nu med: ")
        + world.named(name))
  }

  /// The key and name on a card, or of somebody in the journal.
  private func person(
    in journal: Journal, _ world: World
  ) throws -> (key: AuthorKey, name: String?) {
    if access(who, F_OK) == 0 {
      let card = try world.openCard(who).card()
      return (card.key, card.name)
    }
    do {
      let found = try journal.teamMember(matching: who)
      return (found.key, found.name)
    } catch CommandError.noColleague where who.contains(where: { "./".contains($0) }) {
      throw CommandError.noColleague(isPath: true)
    }
  }
}

extension Journal {
  /// Somebody in the team, or who waits to be, by the beginning of a name or a fingerprint.
  ///
  /// - Throws: ``CommandError``: `noColleague`, `ambiguous`.
  func teamMember(matching typed: String) throws -> TeamMember {
    let sought = Journal.folded(typed)
    let everybody = try team()
    let exact = everybody.filter { $0.name.map(Journal.folded) == sought }
    let found =
      exact.isEmpty
      ? everybody.filter {
        $0.key.fingerprint.hasPrefix(sought)
          || $0.name.map { Journal.folded($0).hasPrefix(sought) } ?? false
      } : exact
    guard let first = found.first, !sought.isEmpty else {
      throw CommandError.noColleague()
    }
    guard found.count == 1 else {
      throw CommandError.ambiguous(
        what: "worker",
        candidates: found.map { ($0.name.map { "\($0.harmless()): " } ?? "") + $0.key.fingerprint })
    }
    return first
  }

  /// A colleague who counts in the team, by the beginning of a name or a fingerprint.
  ///
  /// - Throws: ``CommandError``: `noColleague`, `ambiguous`, `oneself`, `notInTeam`.
  func colleague(matching typed: String) throws -> TeamMember {
    let found = try teamMember(matching: typed)
    guard !found.isSelf else { throw CommandError.oneself }
    guard found.role.isPresent else { throw CommandError.notInTeam }
    return found
  }
}
