public import ArgumentParser
import Matching

/// The command line: every command and its group.
public struct Hopenow: ParsableCommand {
  /// The program's version.
  static let version = "0.1.0"

  /// What `hopenow --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "hopenow",
    abstract: "An offline, encrypted case journal for outreach work.",
    discussion: """
      What went wrong, as an exit status: \
      \(ExitStatus.allCases.map { "\($0.rawValue) \($0.meaning)" }.joined(separator: " · ")).
      """,
    version: version,
    groupedSubcommands: groups)

  private static let groups = [
    CommandGroup(
      name: "Record",
      subcommands: [
        ContactCommand.self, ScreenCommand.self, SessionCommand.self, ReferCommand.self,
        VisitCommand.self, ActivityCommand.self, SupportCommand.self, PersonCommand.self,
        ConsentCommand.self,
      ]),
    CommandGroup(
      name: "Look",
      subcommands: [
        ListCommand.self, ShowCommand.self, SearchCommand.self, AgendaCommand.self,
        ReportCommand.self,
      ]),
    CommandGroup(
      name: "Change",
      subcommands: [
        EditCommand.self, UndoCommand.self, DeleteCommand.self, EraseCommand.self,
      ]),
    CommandGroup(
      name: "Team",
      subcommands: [
        MergeCommand.self, ConflictsCommand.self, SameCommand.self, ShareCommand.self,
        TeamCommand.self,
      ]),
    CommandGroup(
      name: "Journal",
      subcommands: [
        InitCommand.self, UnlockCommand.self, LockCommand.self, KeyCommand.self,
        CheckCommand.self, ImportCommand.self, ExportCommand.self, DemoCommand.self,
      ]),
  ]

  /// Used by the argument parser.
  public init() {}

  /// Runs the command that was typed, and ends the process.
  ///
  /// Asked for help on a command that there isn't, it says so: the parser itself would show the help of
  /// all commands, and call that a success.
  public static func main() {
    let typed = CommandLine.arguments.dropFirst()
    guard typed.first == "help" else { return run(Array(typed)) }
    var command: any ParsableCommand.Type = Hopenow.self
    for (count, name) in zip(1..., typed.dropFirst()) {
      let subcommands = command.configuration.subcommands
      guard !subcommands.isEmpty, !name.hasPrefix("-") else { break }
      guard let next = subcommands.first(where: { $0.configuration.commandName == name }) else {
        // Without the word it is a mistyped command of a group, which runs nothing.
        return main(Array(typed.dropFirst().prefix(count)))
      }
      command = next
    }
    main(nil)
  }

  /// That a command was mistyped by a letter or two, of which the parser says only that it is unexpected.
  private static func mistyped(_ typed: [String]) -> ValidationError? {
    var command: any ParsableCommand.Type = Hopenow.self
    for name in typed {
      let subcommands = command.configuration.subcommands
      let names = subcommands.compactMap { $0.configuration.commandName }
      guard !names.isEmpty, !name.hasPrefix("-"), name != "help" else { return nil }
      if let place = names.firstIndex(of: name) {
        command = subcommands[place]
        continue
      }
      let near = names.map { ($0, SpellingDistance.between(Array(name), Array($0))) }
        .min { $0.1 < $1.1 }
      return near.flatMap { meant, letters in
        letters <= min(2, meant.count - 2)
          ? ValidationError("There is no command '\(name)'. Did you mean '\(meant)'?") : nil
      }
    }
    return nil
  }

  /// Runs a command.
  ///
  /// One that was typed as it should be is parsed by itself: to make all commands ready takes longer
  /// than all else in parsing. Whatever is left, from help to a mistake, is for the whole parser.
  private static func run(_ typed: [String]) {
    let type = groups.lazy.flatMap(\.subcommands).first {
      $0.configuration.commandName == typed.first
    }
    guard let type, type.configuration.subcommands.isEmpty,
      var command = try? type.parseAsRoot(Array(typed.dropFirst())),
      Swift.type(of: command) == type  // or it is the parser's own for help
    else {
      if let error = mistyped(typed) { exit(withError: error) }
      return main(nil)
    }
    do { try command.run() } catch { exit(withError: error) }
  }
}
