import ArgumentParser
import Glibc
import JournalStore
import SealedSQLite
import Sealing

struct KeyAddCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a passphrase or a key file.",
    discussion: """
      Example: hopenow key add --new-key-file month.key
      A key file opens the journal without anybody typing: keep it where only the script can \
      read it, and not beside the journal.
      """)

  @OptionGroup var journal: JournalOptions

  @Option(
    help: ArgumentHelp("Make a key file at this path and add it.", valueName: "path"),
    completion: .file())
  var newKeyFile: String?

  @Flag(help: "Add a passphrase, typed on the terminal.")
  var newPassphrase = false

  @Option(help: ArgumentHelp("Add the passphrase on this descriptor.", valueName: "n"))
  var newPassphraseFd: Int32?

  func validate() throws {
    let given = [newKeyFile != nil, newPassphrase, newPassphraseFd != nil].filter(\.self).count
    guard given == 1 else {
      throw ValidationError(
        "Say which: '--new-key-file PATH', '--new-passphrase' or '--new-passphrase-fd N'.")
    }
  }

  func run(in world: World) throws {
    let opened = try journal.open(in: world)
    let slot: SlotInfo
    if let newKeyFile {
      let secret = try KeyFile.make(at: newKeyFile)
      do {
        slot = try opened.addKey(.keyFile(secret))
      } catch {
        unlink(newKeyFile)
        throw error
      }
    } else {
      slot = try opened.addKey(.passphrase(try passphrase(in: world), .standard))
    }
    world.output.print(
      world.says("Key \(slot.number) added.", danish: "Nøgle \(slot.number) er tilføjet."))
  }

  private func passphrase(in world: World) throws -> Passphrase {
    let names = [try journal.path().fileName]
    guard let newPassphraseFd else {
      guard let terminal = world.terminal else { throw CommandError.noKey }
      return try terminal.newPassphrase(besides: names, in: world)
    }
    guard let line = try PassphraseLines(descriptor: newPassphraseFd).next() else {
      throw CommandError.noPassphraseLine(descriptor: newPassphraseFd)
    }
    guard !NewPassphrase.isWeak(line, besides: names) else { throw CommandError.weakPassphrase }
    return line
  }
}
