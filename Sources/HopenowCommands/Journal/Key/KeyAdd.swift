import ArgumentParser
import Glibc
import JournalStore
import SealedSQLite
import Sealing

struct KeyAddCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a passphrase, a key file or a colleague who may merge.",
    discussion: """
      Example: hopenow key add --new-key-file month.key
      A key file opens the journal without anybody typing: keep it where only the script can \
      read it, and not beside the journal. A reader merges from the journal with the key of her own \
      one; supervisors of your team can do so already.
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

  @Option(
    help: ArgumentHelp(
      "Let a member of the team merge from it, by name or fingerprint.", valueName: "who"))
  var reader: String?

  func validate() throws {
    let given = [newKeyFile != nil, newPassphrase, newPassphraseFd != nil, reader != nil]
    guard given.count(where: \.self) == 1 else {
      throw ValidationError(
        "Say which: '--new-key-file PATH', '--new-passphrase', '--new-passphrase-fd N' or '--reader WHO'."
      )
    }
  }

  func run(in world: World) throws {
    let opened = try journal.open(in: world)
    let number: Int
    if let newKeyFile {
      let secret = try KeyFile.make(at: newKeyFile)
      do {
        number = try opened.addKey(.keyFile(secret)).number
      } catch {
        unlink(newKeyFile)
        throw error
      }
    } else if let reader {
      number = try opened.addReader(opened.colleague(matching: reader).key)
    } else {
      number = try opened.addKey(.passphrase(try passphrase(in: world), .standard)).number
    }
    world.output.print(
      world.says("Key \(number) added.", danish: "Nøgle \(number) er tilføjet."))
  }

  private func passphrase(in world: World) throws -> Passphrase {
    let names = [try journal.path().fileName]
    guard let newPassphraseFd else {
      guard let terminal = world.terminal else { throw CommandError.noNewKey }
      return try terminal.newPassphrase(besides: names, in: world)
    }
    guard let line = try PassphraseLines(descriptor: newPassphraseFd).next() else {
      throw CommandError.noPassphraseLine(descriptor: newPassphraseFd)
    }
    guard !NewPassphrase.isWeak(line, besides: names) else { throw CommandError.weakPassphrase }
    return line
  }
}
