import ArgumentParser
import CaseModel

struct ActivityCommand: RecordCommand {
  static let kind = Kind.activity
  static let configuration = CommandConfiguration(
    commandName: "activity", abstract: "Record work that isn't about one person.",
    discussion: """
      Example: hopenow activity --type lecture --participants 40 --partner "Red Cross"
      Partner meetings, teaching, lectures, films, media, cooking together. The round or audience \
      is no part of the people met.
      """)

  @OptionGroup var journal: JournalOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var event: EventOptions
  @OptionGroup var someone: NewPersonOptions

  @Option(help: "What sort: partner-meeting, lecture, teaching, social, and so on.")
  var type: String?

  @Option(help: "What it was about.")
  var title: String?

  @Option(help: "How many took part.")
  var participants: String?

  @Option(help: "An organisation of the team's list that took part; may be repeated.")
  var partner: [String] = []

  @Option(help: "A person with a page who took part, by code or alias; may be repeated.")
  var person: [String] = []

  var newPerson: String? { someone.newPerson }

  var typed: [TypedAnswer] {
    event.typed + [
      TypedAnswer("type", type), TypedAnswer("title", title),
      TypedAnswer("participants", participants), TypedAnswer("partner", partner),
      TypedAnswer("person", person),
    ]
  }
}
