import ArgumentParser
import CaseModel

struct ScreenCommand: RecordCommand {
  static let kind = Kind.screen
  static let configuration = CommandConfiguration(
    commandName: "screen", abstract: "Record a screening of one person for indicators.",
    discussion: """
      Example: hopenow screen --person "Red Hat" --forms ForcedLabour --means DebtBondage
      A screening records what was said. It never says that somebody is a victim.
      """)

  @OptionGroup var journal: JournalOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var event: EventOptions
  @OptionGroup var someone: NewPersonOptions

  @Option(help: "The person, by code or alias.")
  var person: String?

  @Option(help: "Form of exploitation; may be repeated.")
  var forms: [String] = []

  @Option(help: "Form of sexual exploitation; may be repeated.")
  var sexualForms: [String] = []

  @Option(help: "Where sexual exploitation takes place; may be repeated.")
  var sexualSetting: [String] = []

  @Option(help: "Means of control; may be repeated.")
  var means: [String] = []

  @Option(help: "How the person was recruited; may be repeated.")
  var recruitment: [String] = []

  var newPerson: String? { someone.newPerson }

  var typed: [TypedAnswer] {
    event.typed + [
      TypedAnswer("person", person), TypedAnswer("forms", forms),
      TypedAnswer("sexual-forms", sexualForms), TypedAnswer("sexual-setting", sexualSetting),
      TypedAnswer("means", means), TypedAnswer("recruitment", recruitment),
    ]
  }
}
