import ArgumentParser
import CaseModel

struct ReferCommand: RecordCommand {
  static let kind = Kind.refer
  static let configuration = CommandConfiguration(
    commandName: "refer", abstract: "Record a referral to a service or an authority.",
    discussion: """
      Example: hopenow refer --person "Red Hat" --to "Health clinic" --group health
      The answer comes later: hopenow edit ID --accepted 12/11
      """)

  @OptionGroup var journal: JournalOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var event: EventOptions
  @OptionGroup var someone: NewPersonOptions

  @Option(help: "The person, by code or alias.")
  var person: String?

  @Option(help: "The organisation, of the team's list; a new one is made by typing it.")
  var to: String?

  @Option(help: "What sort: cmm, shelter, health, lawyer, and so on.")
  var group: String?

  @Option(help: "What for.")
  var reason: String?

  @Option(help: "The day it was accepted.")
  var accepted: String?

  @Option(help: "The day it was rejected.")
  var rejected: String?

  @Option(help: "What stood in the way; may be repeated.")
  var rejectedBecause: [String] = []

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

  var newPerson: String? { someone.newPerson }

  var typed: [TypedAnswer] {
    event.typed + [
      TypedAnswer("person", person), TypedAnswer("to", to), TypedAnswer("group", group),
      TypedAnswer("reason", reason), TypedAnswer("accepted", accepted),
      TypedAnswer("rejected", rejected), TypedAnswer("rejected-because", rejectedBecause),
      TypedAnswer("done", done), TypedAnswer("withdrawn", withdrawn),
      TypedAnswer("withdrawn-because", withdrawnBecause), TypedAnswer("outcome", outcome),
      TypedAnswer("decided-by", decidedBy), TypedAnswer("decided-on", decidedOn),
    ]
  }
}
