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

  @OptionGroup var newKey: NewKeyOptions

  @Flag(help: "Add a passphrase, typed on the terminal.")
  var newPassphrase = false

  @Option(
    help: ArgumentHelp(
      "Let a member of the team merge from it, by name or fingerprint.", valueName: "who"))
  var reader: String?

  func validate() throws {
    guard [!newKey.isEmpty, newPassphrase, reader != nil].count(where: \.self) == 1 else {
      throw ValidationError(
        "Say which: '--new-key-file PATH', '--new-passphrase', '--new-passphrase-fd N' or '--reader WHO'."
      )
    }
  }

  func run(in world: World) throws {
    let opened = try journal.open(in: world)
    let number: Int
    if let reader {
      number = try opened.addReader(opened.colleague(matching: reader).key)
    } else {
      let secret = try newKey.secret(besides: [journal.path().fileName], in: world)
      do {
        number = try opened.addKey(secret).number
      } catch {
        newKey.newKeyFile.map { _ = unlink($0) }
        throw error
      }
    }
    world.output.print(
      world.says("Key \(number) added.", danish: "Nøgle \(number) er tilføjet."))
  }
}
