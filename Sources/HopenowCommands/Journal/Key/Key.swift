import ArgumentParser

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Say what opens the journal.",
    subcommands: [
      KeyAddCommand.self, KeyListCommand.self, KeyRemoveCommand.self, KeyRecoveryCommand.self,
      KeyRotateCommand.self,
    ])
}
