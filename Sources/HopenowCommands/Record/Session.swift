import ArgumentParser
import CaseModel

struct SessionCommand: RecordCommand {
  static let kind = Kind.session
  static let configuration = CommandConfiguration(
    commandName: "session", abstract: "Record a conversation with one person or a group.",
    discussion: "Example: hopenow session --person \"Red Hat\" --type trust-building")

  @OptionGroup var journal: JournalOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var event: EventOptions
  @OptionGroup var someone: NewPersonOptions

  @Option(help: "A person, by code or alias; may be repeated.")
  var person: [String] = []

  @Option(help: "What sort: trust-building, supportive, legal-guidance, and so on.")
  var type: String?

  @Option(help: "individual or group.")
  var arrangement: String?

  @Option(help: "How you were in touch: in-person, phone, message, video, letter.")
  var channel: String?

  var newPerson: String? { someone.newPerson }

  var typed: [TypedAnswer] {
    event.typed + [
      TypedAnswer("person", person), TypedAnswer("type", type),
      TypedAnswer("arrangement", arrangement), TypedAnswer("channel", channel),
    ]
  }
}
