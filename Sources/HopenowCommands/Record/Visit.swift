import ArgumentParser
import CaseModel

struct VisitCommand: RecordCommand {
  static let kind = Kind.visit
  static let configuration = CommandConfiguration(
    commandName: "visit", abstract: "Record a visit, or going along to an authority.",
    discussion: "Example: hopenow visit --person \"Red Hat\" --type prison --role visit")

  @OptionGroup var journal: JournalOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var event: EventOptions
  @OptionGroup var someone: NewPersonOptions

  @Option(help: "The person, by code or alias.")
  var person: String?

  @Option(help: "To whom or what: prison, court, hospital, and so on.")
  var type: String?

  @Option(help: "As what you were there: visit, accompany, assessor.")
  var role: String?

  @Option(help: "The organisation, of the team's list.")
  var to: String?

  @Option(help: "The day of the next visit.")
  var next: String?

  var newPerson: String? { someone.newPerson }

  var typed: [TypedAnswer] {
    event.typed + [
      TypedAnswer("person", person), TypedAnswer("type", type), TypedAnswer("role", role),
      TypedAnswer("to", to), TypedAnswer("next", next),
    ]
  }
}
