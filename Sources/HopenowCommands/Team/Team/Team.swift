import ArgumentParser
import CaseModel
import JournalStore
import SealedSQLite

struct TeamCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "team", abstract: "Say who counts in the team.",
    discussion: """
      A supervisor founds a team and gives its file to her colleagues; each makes a journal by it, \
      or joins with the one she has, and sends her card back:
        hopenow team create "Night team"
        hopenow team card night-team.card
        hopenow init --team night-team.card          (each colleague, or 'team join')
        hopenow team card amina.card                 (each colleague)
        hopenow team add amina.card                  (the supervisor)
      Cards are no secret, but whoever makes a false one could pass for a colleague: compare the \
      words of the fingerprint aloud.
      """,
    subcommands: [
      TeamCreateCommand.self, TeamCardCommand.self, TeamJoinCommand.self, TeamAddCommand.self,
      TeamRemoveCommand.self, TeamListCommand.self,
    ])
}

extension World {
  /// Opens a card or a team's file.
  func openCard(_ path: String) throws -> ForeignJournal {
    do {
      return try ForeignJournal(at: path, key: .anyone, scratchFolder: store.stateFolder)
    } catch JournalError.noJournal {
      throw CommandError.noSuchFile(path: path)
    } catch JournalError.wrongKey, JournalError.notAJournal {
      throw JournalError.notATeamFile(path: path)
    }
  }

  /// A name as a person may read it.
  func named(_ name: String?) -> String {
    name?.harmless() ?? says("no name", danish: "uden navn")
  }

  /// Shows whose key it is and asks whether it is right; without a terminal only `yes` says so.
  func confirms(
    _ key: AuthorKey, name: String?, yes: Bool, _ question: String
  ) throws -> Bool {
    try confirms("  \(named(name)): \(key.fingerprint)\n", yes: yes, question)
  }

  /// The words of whoever made a card, and of the founder whom it says everything goes back to: by hers
  /// somebody else could decide who counts.
  func fingerprints(of card: TeamCard) -> String {
    let founder = says("the team's founder", danish: "teamets stifter")
    return "  \(named(card.name)): \(card.key.fingerprint)\n"
      + (card.root == card.key ? "" : "  \(founder): \(card.root.fingerprint)\n")
  }

  /// The same of a team's file, with the founder's words.
  func confirms(_ card: TeamCard, yes: Bool, _ question: String) throws -> Bool {
    try confirms(fingerprints(of: card), yes: yes, question)
  }

  private func confirms(_ words: String, yes: Bool, _ question: String) throws -> Bool {
    if yes { return true }
    guard let terminal else {
      output.remark(String(words.dropLast()))
      throw CommandError.needsYes
    }
    terminal.show(
      words
        + says(
          "Compare the six words with her, aloud.\n",
          danish: "Sammenlign de seks ord med hende, højt.\n"))
    return try terminal.confirm(question, danish: isDanish)
  }
}
