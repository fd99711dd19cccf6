import ArgumentParser
import CaseModel

struct ContactCommand: RecordCommand {
  static let kind = Kind.contact
  static let configuration = CommandConfiguration(
    commandName: "contact", abstract: "Record a meeting, on the street or elsewhere.",
    discussion: """
      Example: hopenow contact --setting street --met 14 --spoken 3
      'met' counts everybody met, the persons named among them. Without options, on a terminal, \
      the first questions are asked.
      """)

  @OptionGroup var journal: JournalOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var event: EventOptions
  @OptionGroup var someone: NewPersonOptions

  @Option(help: "Where: street, prison, church, and so on.")
  var setting: String?

  @Option(help: "How many people you met.")
  var met: String?

  @Option(help: "How many you spoke with.")
  var spoken: String?

  @Option(help: "A person met who has a page, by code or alias; may be repeated.")
  var person: [String] = []

  @Option(help: "How you were in touch: in-person, phone, message, video, letter.")
  var channel: String?

  @Option(help: "Who took the first step: worker, person, partner, other.")
  var initiatedBy: String?

  @Option(help: "Of those met, how many by gender: Feminine=3,Masculine=2.")
  var metGender: String?

  @Option(help: "Of those spoken with, how many by gender.")
  var spokenGender: String?

  @Option(help: "Help given: food, medicine, clothes, and so on; may be repeated.")
  var helpGiven: [String] = []

  var newPerson: String? { someone.newPerson }

  var typed: [TypedAnswer] {
    event.typed + [
      TypedAnswer("setting", setting), TypedAnswer("met", met), TypedAnswer("spoken", spoken),
      TypedAnswer("person", person), TypedAnswer("channel", channel),
      TypedAnswer("initiated-by", initiatedBy), TypedAnswer("met-gender", metGender),
      TypedAnswer("spoken-gender", spokenGender), TypedAnswer("help-given", helpGiven),
    ]
  }
}
