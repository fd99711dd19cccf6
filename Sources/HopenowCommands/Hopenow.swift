public import ArgumentParser

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
    groupedSubcommands: [
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
        name: "Change", subcommands: [EditCommand.self, UndoCommand.self, DeleteCommand.self]),
      CommandGroup(name: "Team", subcommands: [MergeCommand.self, ConflictsCommand.self]),
      CommandGroup(
        name: "Journal",
        subcommands: [
          InitCommand.self, UnlockCommand.self, LockCommand.self, KeyCommand.self,
          CheckCommand.self, ImportCommand.self, ExportCommand.self, DemoCommand.self,
        ]),
    ])

  /// Used by the argument parser.
  public init() {}
}
