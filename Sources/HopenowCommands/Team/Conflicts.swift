import ArgumentParser
import CaseModel
import JournalStore
import Merge

struct ConflictsCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "conflicts",
    abstract: "List what several wrote without seeing each other, or settle it.",
    usage: """
      hopenow conflicts [--format <format>] [options]
      hopenow conflicts --resolve <record> [--take FIELD=VALUE …] [--fields -] [options]
      """,
    discussion: """
      What has waited longest comes first, with every value that stands, numbered, the one shown \
      elsewhere first. On a terminal --resolve asks field by field. Else --take says which value \
      holds: --take alias=2, mine or theirs (of two), both (joins words); where somebody deleted the \
      record, existence=keep or existence=delete. What isn't decided stays. Status 3 while anything \
      waits.
      """)

  @OptionGroup var journal: JournalOptions

  @Option(
    help: ArgumentHelp(
      "Settle this record: a person's code or alias, or the beginning of an id.",
      valueName: "record"))
  var resolve: String?

  @Option(
    help: ArgumentHelp(
      "Of a field in conflict the value that holds; may be repeated.", valueName: "field=value"))
  var take: [String] = []

  @OptionGroup var input: InputOptions

  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func validate() throws {
    let decides = !take.isEmpty || input.fields != nil
    guard resolve != nil || !decides else {
      throw ValidationError("'--take' and '--fields' need '--resolve RECORD'.")
    }
    guard resolve == nil || format == .text else {
      throw ValidationError("'--format' is for the list: it doesn't go with '--resolve'.")
    }
    let decisions = try decisions()
    guard !decisions.contains(where: \.isDelete) || (decisions.count == 1 && input.fields == nil)
    else { throw ValidationError("'--take existence=delete' leaves nothing else to decide.") }
  }

  func run(in world: World) throws {
    guard let resolve else { return try list(in: world) }
    let journal = try journal.open(in: world)
    let notices = journal.notices
    var resolution = try Resolution(
      of: try journal.record(matching: resolve), in: journal, for: world)
    if take.isEmpty, input.fields == nil {
      guard let terminal = world.terminal else {
        throw ValidationError("Nothing is decided: give '--take FIELD=VALUE' or '--fields -'.")
      }
      try resolution.settle(at: terminal)
    } else {
      for decision in try decisions() { try resolution.take(decision) }
      if input.fields != nil { try resolution.read(StandardInput.text()) }
      try resolution.write()
    }
    world.tellNew(journal, before: notices)
    let count = try journal.needingAttention().count
    guard count > 0 else { return }
    world.output.print(
      count == 1
        ? world.says(
          "1 record still waits: hopenow conflicts",
          danish: "1 post venter stadig: hopenow conflicts")
        : world.says(
          "\(count) records still wait: hopenow conflicts",
          danish: "\(count) poster venter stadig: hopenow conflicts"))
    throw ExitStatus.waits.code
  }

  private func list(in world: World) throws {
    let journal = try journal.openToRead(in: world)
    let waiting = try journal.needingAttention().map { try WaitingRecord($0, in: journal) }
    let text = RecordText(journal, danish: world.isDanish)
    if format == .json {
      let value = JSONValue.object([
        "schema": .string("hopenow/conflicts/1"), "records": .array(waiting.map { $0.json(text) }),
      ])
      world.output.print(whole: value.text)
    } else {
      for line in waiting.flatMap({ $0.lines(text) }) { world.output.print(line) }
    }
    if !waiting.isEmpty { throw ExitStatus.waits.code }
  }

  private func decisions() throws -> [Decision] {
    try take.map { typed in
      // What was typed isn't repeated: it may name somebody.
      guard let decision = Decision(typed) else {
        throw ValidationError(
          "'--take' takes FIELD=NUMBER, FIELD=mine, FIELD=theirs or FIELD=both, "
            + "or existence=keep or existence=delete.")
      }
      return decision
    }
  }
}
