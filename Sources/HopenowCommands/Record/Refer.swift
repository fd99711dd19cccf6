import ArgumentParser
import CaseModel

struct ReferCommand: RecordCommand {
  static let kind = Kind.refer
  static let configuration = CommandConfiguration(
    commandName: "refer", abstract: "Record a referral to a service or an authority.",
    discussion: """
      Example: hopenow refer --person "Red Hat" --to "Health clinic" --purpose health
      It needs the person's consent to share with that organisation (see 'hopenow help consent'), or \
      a reason to do without: --override. Which of the two is on record and is counted. The answer \
      comes later: hopenow edit ID --accepted 12/11. The page to hand over: hopenow refer --sheet ID
      """)

  @OptionGroup var journal: JournalOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var event: EventOptions
  @OptionGroup var someone: NewPersonOptions
  @OptionGroup var page: SheetOptions

  @Option(help: "The person, by code or alias.")
  var person: String?

  @Option(help: "The organisation, of the team's list; a new one is made by typing it.")
  var to: String?

  @Option(help: "What sort: cmm, shelter, health, lawyer, and so on.")
  var group: String?

  @Option(help: "For which purpose: identification, shelter, health, legal, return, social.")
  var purpose: String?

  @Option(help: "Why without consent; else consent to share with the organisation must hold.")
  var override: String?

  @Option(help: "What is asked for.")
  var reason: String?

  @Option(help: "The day it was accepted.")
  var accepted: String?

  @Option(help: "The day it was rejected.")
  var rejected: String?

  @Option(help: "What stood in the way; may be repeated.")
  var barrier: [String] = []

  @Option(help: "The day it was done.")
  var done: String?

  @Option(help: "The day it was withdrawn.")
  var withdrawn: String?

  @Option(help: "Why it was withdrawn.")
  var withdrawnBecause: String?

  @Option(help: "What was assessed, by those who may.")
  var outcome: String?

  @Option(help: "Who assessed it.")
  var decidedBy: String?

  @Option(help: "The day it was assessed.")
  var decidedOn: String?

  @Option(help: "The first day of the reflection period.")
  var reflectionFrom: String?

  @Option(help: "The day on which an extension of it was applied for.")
  var extensionApplied: String?

  @Option(help: "The last day of the extended reflection period.")
  var extendedUntil: String?

  var newPerson: String? { someone.newPerson }

  var typed: [TypedAnswer] {
    event.typed + [
      TypedAnswer("person", person), TypedAnswer("to", to), TypedAnswer("group", group),
      TypedAnswer("purpose", purpose), TypedAnswer("override", override),
      TypedAnswer("reason", reason), TypedAnswer("accepted", accepted),
      TypedAnswer("rejected", rejected), TypedAnswer("barrier", barrier),
      TypedAnswer("done", done), TypedAnswer("withdrawn", withdrawn),
      TypedAnswer("withdrawn-because", withdrawnBecause), TypedAnswer("outcome", outcome),
      TypedAnswer("decided-by", decidedBy), TypedAnswer("decided-on", decidedOn),
      TypedAnswer("reflection-from", reflectionFrom),
      TypedAnswer("extension-applied", extensionApplied),
      TypedAnswer("extended-until", extendedUntil),
    ]
  }

  func validate() throws {
    guard page.sheet != nil else { return }
    guard answers.isEmpty, input.fields == nil, newPerson == nil else {
      throw ValidationError("'--sheet' prints what is recorded; it records nothing.")
    }
  }

  func run(in world: World) throws {
    guard let sheet = page.sheet else { return try record(in: world) }
    try page.print(sheet, from: journal.openToRead(in: world), in: world)
  }
}
