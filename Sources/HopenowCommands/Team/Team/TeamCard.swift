import ArgumentParser
import JournalStore
import SealedSQLite

struct TeamCardCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "card", abstract: "Write a file that says who you are.",
    discussion: """
      Example: hopenow team card amina.card
      A worker's card has her name and public key. A supervisor's is the team's file: it also has \
      the team's name, members, lists and settings. Neither is encrypted, and neither says anything \
      about the people you meet; the lists do say where you meet them.
      """)

  @OptionGroup var journal: JournalOptions

  @Argument(help: "The file to make.", completion: .file())
  var file: String

  func run(in world: World) throws {
    let journal = try journal.openToRead(in: world)
    _ = try journal.writeParcel(
      at: file, journal.isSupervisor ? .team : .card, for: [.anyone])
    world.output.print(
      world.says("Your fingerprint: ", danish: "Dit fingeraftryk: ") + journal.author.fingerprint)
  }
}
