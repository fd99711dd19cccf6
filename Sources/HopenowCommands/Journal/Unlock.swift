import ArgumentParser
import JournalStore
import Sealing

struct UnlockCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "unlock", abstract: "Keep the journal open for some time.",
    discussion: """
      Example: hopenow unlock --for 2h
      The kernel keeps the key until the time is up, or 'hopenow lock'. Each command starts the \
      ten minutes again; a time given here is as long as you say.
      """)

  @OptionGroup var journal: JournalOptions

  @Option(name: .customLong("for"), help: "How long: 30m, 2h; at most 24h.")
  var time: String?

  func run(in world: World) throws {
    let duration = try time.map(Self.duration) ?? KeptOpen.duration ?? .seconds(600)
    let opened = try journal.openToRead(in: world)
    guard KeptOpen.keep(opened, for: duration) else {
      world.output.remark(
        world.says(
          "The kernel has no keyring for you here: every command will ask.",
          danish: "Kernen har ingen nøglering til dig her: hver kommando vil spørge."))
      throw ExitStatus.failed.code
    }
    if Keyring.secret(named: opened.keyringName, extendingBy: nil) == nil {
      world.output.remark(
        world.says(
          "Only this session sees the key; others will ask.",
          danish: "Kun denne session ser nøglen; andre vil spørge."))
    }
    if world.terminal != nil {
      let minutes = duration.components.seconds / 60
      world.output.remark(
        world.says("Open for \(minutes) minutes.", danish: "Åben i \(minutes) minutter."))
    }
  }

  private static func duration(_ text: String) throws -> Duration {
    guard let unit = text.last, let number = Int64(text.dropLast()), number > 0 else {
      throw CommandError.notADuration
    }
    let seconds: Int64
    switch unit {
    case "m": seconds = 60
    case "h": seconds = 3600
    default: throw CommandError.notADuration
    }
    guard number <= 24 * 3600 / seconds else { throw CommandError.notADuration }
    return .seconds(number * seconds)
  }
}
