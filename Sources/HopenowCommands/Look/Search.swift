import ArgumentParser
import CaseModel
import JournalStore
import Merge

struct SearchCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find records by the words and codes in them.",
    discussion: """
      Example: hopenow search clinic "red hat" --since 2026-10
      Each word typed is found where a word begins with it, whatever the case and accents: 'lawy' \
      finds 'Lawyer', 'soren' finds 'Søren'. Several must all stand in the record; quoted ones must \
      follow each other. Codes are found by name and label, in English and Danish. A legal name is \
      found, but not shown. What is typed as an argument stays in the shell's history: without words \
      it asks for them, and '-' reads them from standard input.
      """)

  @OptionGroup var journal: JournalOptions
  @OptionGroup var filter: FilterOptions

  @Argument(help: "What to find.")
  var words: [String] = []

  @Flag(name: [.customShort("w"), .long], help: "Find whole words only.")
  var wholeWords = false

  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func run(in world: World) throws {
    let journal = try journal.openToRead(in: world)
    let query = try filter.query(in: journal, today: world.today)
    guard let terms = SearchTerms(try typed(in: world), wholeWords: wholeWords) else {
      throw ValidationError("Nothing to find: give a word.")
    }
    let found = try journal.search(terms, in: query)
    guard format == .text else {
      world.output.print(
        whole: json(found, try journal.referralClock(today: world.today.date)).text)
      return
    }
    let text = RecordText(journal, danish: world.isDanish, today: world.today.date)
    print(found, text, world)
    guard world.output.isTerminal else { return }
    if found.records.isEmpty {
      world.output.remark(world.says("Nothing found.", danish: "Intet fundet."))
    } else if found.isCut {
      world.output.remark(
        world.says(
          "There are more: --limit 0 shows all, --kind or --since narrows.",
          danish: "Der er flere: --limit 0 viser alle, --kind eller --since indsnævrer."))
    }
  }

  private func typed(in world: World) throws -> [String] {
    if words == ["-"] { return SearchTerms.inLine(try StandardInput.text()) }
    guard words.isEmpty, let terminal = world.terminal else { return words }
    let question = world.says("What to find? ", danish: "Hvad skal findes? ")
    return SearchTerms.inLine(try terminal.readLine(question) ?? "")
  }

  private func print(_ found: SearchResult, _ text: RecordText, _ world: World) {
    let lines = Output.lines(ofRows: found.records.map { text.row($0.view) })
    for ((view, hits), line) in zip(found.records, lines) {
      world.output.print(line)
      for hit in hits {
        guard let words = hit.text, hit.field != "legal-name" else {
          world.output.print("    " + text.answer(of: hit.field, in: view, world))
          continue
        }
        world.output.print("    \(hit.field): ", Snippet(words, hit.ranges))
      }
    }
  }

  private func json(_ found: SearchResult, _ clock: ReferralClock) -> JSONValue {
    .object([
      "schema": .string("hopenow/search/1"), "more": .bool(found.isCut),
      "records": .array(
        found.records.map { view, hits in
          .object([
            "record": view.json(clock, inList: true),
            "found": .array(Set(hits.map(\.field)).sorted().map { .string($0) }),
          ])
        }),
    ])
  }
}

extension RecordText {
  /// A field and what is answered, where it was found; of a legal name only that it was.
  fileprivate func answer(of name: String, in view: RecordView, _ world: World) -> String {
    guard name != "legal-name", let field = Kind.named(view.kind)?.field(name) else {
      return name + ": "
        + world.says(
          "found; 'hopenow show \(view.shortCode)' has it",
          danish: "fundet; 'hopenow show \(view.shortCode)' viser det")
    }
    return name + ": " + line(of: field, in: view)
  }
}
