import ArgumentParser
import CaseModel

struct ConsentCommand: RecordCommand {
  static let kind = Kind.consent
  static let configuration = CommandConfiguration(
    commandName: "consent", abstract: "Record what a person said to a use of what is known.",
    discussion: """
      Example: hopenow consent --person "Red Hat" --purpose share --to CMM --answer given \
      --how oral --covers personal,residence
      The newest answer to the same purpose and organisation holds; of those of one day the most \
      protective, unless both say at what time. A consent that was withdrawn is a new one: --answer \
      withdrawn. One to share that names no organisation allows no referral; a refusal or withdrawal \
      that names none counts for all.
      """)

  @OptionGroup var journal: JournalOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var event: EventOptions
  @OptionGroup var someone: NewPersonOptions

  @Option(help: "The person, by code or alias.")
  var person: String?

  @Option(help: "To what: keep-record, share, statistics, research.")
  var purpose: String?

  @Option(help: "The organisation to share with, of the team's list.")
  var to: String?

  @Option(help: "What the person said: given, refused, withdrawn.")
  var answer: String?

  @Option(help: "oral or written.")
  var how: String?

  @Option(help: "Parts that may be shared: name, contact, and so on, or all; may be repeated.")
  var covers: [String] = []

  @Option(help: "What was explained: purpose, storage, withdrawal, or all; may be repeated.")
  var informed: [String] = []

  @Option(help: "The last day on which it holds.")
  var until: String?

  var newPerson: String? { someone.newPerson }

  var typed: [TypedAnswer] {
    event.typed + [
      TypedAnswer("person", person), TypedAnswer("purpose", purpose), TypedAnswer("to", to),
      TypedAnswer("answer", answer), TypedAnswer("how", how), TypedAnswer("covers", covers),
      TypedAnswer("informed", informed), TypedAnswer("until", until),
    ]
  }
}
