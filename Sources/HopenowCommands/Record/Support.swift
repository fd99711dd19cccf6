import ArgumentParser
import CaseModel

struct SupportCommand: RecordCommand {
  static let kind = Kind.support
  static let configuration = CommandConfiguration(
    commandName: "support", abstract: "Record material or economic help to a person.",
    discussion: """
      Example: hopenow support --person "Red Hat" --type transport --item "travel card"
      Money: --type money --amount 250 --currency DKK, in another country with --country.
      """)

  @OptionGroup var journal: JournalOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var event: EventOptions
  @OptionGroup var someone: NewPersonOptions

  @Option(help: "The person, by code or alias.")
  var person: String?

  @Option(help: "What sort: food, medicine, clothes, transport, phone, money, housing, other.")
  var type: String?

  @Option(help: "What was given.")
  var item: String?

  @Option(help: "How much money: 250 or 250.50.")
  var amount: String?

  @Option(help: "In which currency: DKK, EUR, NGN, and so on.")
  var currency: String?

  @Option(help: "In which country, if not here: code or name.")
  var country: String?

  var newPerson: String? { someone.newPerson }

  var typed: [TypedAnswer] {
    event.typed + [
      TypedAnswer("person", person), TypedAnswer("type", type), TypedAnswer("item", item),
      TypedAnswer("amount", amount), TypedAnswer("currency", currency),
      TypedAnswer("country", country),
    ]
  }
}
