import ArgumentParser
import CaseModel
import JournalStore
import Merge

struct AgendaCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "agenda", abstract: "List what has to be done, and by which day.",
    discussion: """
      Example: hopenow agenda --until "2 weeks" --mine
      Follow-ups, visits, referrals without an answer, reflection periods, consents and retention \
      that run out. What is overdue always comes too. Something is done when its record says so: \
      hopenow edit ID --followed-up today
      """)

  @OptionGroup var journal: JournalOptions

  @Option(help: "The last day: 2026-12-31, 31/12, friday, '2 weeks'.")
  var until: String = "2 weeks"

  @Option(help: "Only what concerns this person, by code or alias.")
  var person: String?

  @Flag(help: "Only what you wrote, and persons whom you are responsible for.")
  var mine = false

  @Option(help: "The latest so many of each sort; 0 for all.")
  var limit: Int = 50

  @Option(help: "text, json or csv.")
  var format: OutputFormat = .text

  func run(in world: World) throws {
    guard let until = world.today.readAhead(until) else {
      throw AnswerError.notADueDate(field: "until")
    }
    let journal = try journal.openToRead(in: world)
    let items = try journal.agenda(
      AgendaQuery(
        until: until, person: person.map(journal.person(matching:)),
        worker: mine ? journal.author : nil, limit: limit > 0 ? limit : nil))
    let today = world.today.date
    switch format {
    case .text: printText(items, until: until, journal, world)
    case .json:
      let value = JSONValue.object([
        "schema": .string("hopenow/agenda/1"), "until": .string(until.description),
        "items": .array(items.map { $0.json(today: today) }),
      ])
      world.output.print(whole: value.text)
    case .csv:
      world.output.print("due,deadline,overdue,record,person")
      for item in items {
        world.output.print(
          CSV.row([
            item.due?.description ?? "", item.deadline.rawValue,
            item.isOverdue(today: today) ? "1" : "0", item.record.record.description,
            item.record.concerned.map(PersonCode.text).joined(separator: " "),
          ]))
      }
    }
  }

  private func printText(
    _ items: [AgendaItem], until: CivilDate, _ journal: Journal, _ world: World
  ) {
    let text = RecordText(journal, danish: world.isDanish)
    let (overdue, coming) = (
      items.filter { $0.isOverdue(today: world.today.date) },
      items.filter { !$0.isOverdue(today: world.today.date) }
    )
    for (title, items) in [
      (world.says("Overdue", danish: "Overskredet"), overdue),
      (world.says("Until \(until)", danish: "Indtil \(until)"), coming),
    ] where !items.isEmpty {
      world.output.print(title)
      let rows = items.map { item in
        [
          item.due?.description ?? "", item.deadline.label(danish: world.isDanish),
          item.record.concerned.map(text.name).joined(separator: ", "), item.detail(text),
          item.record.shortCode,
        ]
      }
      world.output.print(rows: rows, indent: 2)
    }
    if items.isEmpty {
      world.output.print(
        world.says("Nothing until \(until).", danish: "Intet indtil \(until)."))
    }
  }
}

extension AgendaItem {
  /// Whether its day has passed.
  fileprivate func isOverdue(today: CivilDate) -> Bool { due.map { $0 < today } ?? false }

  /// What there is to do, in the worker's words, or whom it is with.
  fileprivate func detail(_ text: RecordText) -> String {
    let names: [String] =
      switch deadline {
      case .followUp: ["follow-up"]
      case .visit: ["type"]
      case .consent: ["purpose", "to"]
      case .answer, .applying, .reflection: ["to"]
      case .retention: []
      }
    return names.compactMap { name in
      guard let field = Kind.named(record.kind)?.field(name) else { return nil }
      return text.text(of: field, in: record).split(separator: "\n").first.map(String.init)
    }.joined(separator: " · ")
  }

  /// The item as scripts read it.
  fileprivate func json(today: CivilDate) -> JSONValue {
    var object: [String: JSONValue] = [
      "deadline": .string(deadline.rawValue), "overdue": .bool(isOverdue(today: today)),
      "record": .string(record.record.description), "kind": .string(record.kind),
      "due": due.map { .string($0.description) } ?? .null,
      "persons": .array(record.concerned.map { .string($0.description) }),
    ]
    if deadline == .followUp, let words = record.words("follow-up") {
      object["text"] = .string(words)
    }
    return .object(object)
  }
}

extension Deadline {
  /// What has to be done, as a person reads it.
  fileprivate func label(danish: Bool) -> String {
    switch self {
    case .followUp: danish ? "følg op" : "follow up"
    case .visit: danish ? "besøg" : "visit"
    case .answer: danish ? "intet svar på henvisning" : "no answer to the referral"
    case .applying: danish ? "søg forlængelse inden dag 30" : "apply for extension before day 30"
    case .reflection: danish ? "refleksionsperiode udløber" : "reflection period ends"
    case .consent: danish ? "samtykke udløber" : "consent runs out"
    case .retention: danish ? "opbevaring udløber" : "retention runs out"
    }
  }
}
