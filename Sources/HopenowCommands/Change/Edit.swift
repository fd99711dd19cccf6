import ArgumentParser
import CaseModel
import JournalStore
import Merge

struct EditCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change a record; nothing of what it said before is lost.",
    usage: "hopenow edit <record> [--FIELD ANSWER …] [--clear FIELD …] [--fields -] [options]",
    discussion: """
      Example: hopenow edit 3f2a91c4 --accepted 12/11
      Every option of the command that made the record works here. A field that takes several \
      answers then has exactly those given; indicators not named stay as they are. The team's \
      settings are a record too: hopenow edit settings --overdue-days 21. 'hopenow show ID \
      --history' shows what was changed.
      """)

  @OptionGroup var journal: JournalOptions
  @OptionGroup var input: InputOptions

  @Option(help: "Make a field as if it had never been asked; may be repeated.")
  var clear: [String] = []

  @Argument(help: "A person's code or alias, or the beginning of a record's id.")
  var record: String

  @Argument(parsing: .allUnrecognized, help: .hidden)
  var answers: [String] = []

  func run(in world: World) throws {
    let journal = try journal.open(in: world, tellsDrafts: false)
    let notices = journal.notices
    let id = try journal.record(matching: record)
    // The settings are a record as soon as somebody changes one.
    let view = try journal.view(of: id)
    let drafts = world.drafts(of: journal)
    guard let name = view?.kind ?? (id == .settings ? Kind.settings.name : nil),
      view?.existence != .gone
    else {
      try world.discard(drafts.filter { $0.changes(id) }, of: journal)
      throw JournalError.noRecord
    }
    guard let kind = Kind.named(name) else { throw JournalError.needsNewerHopenow }
    guard kind != .member || journal.isSupervisor else { throw JournalError.notASupervisor }
    let typed = try pairs(of: kind)
    let reading = typed.filter { $0.value == "-" }.count + (input.fields == nil ? 0 : 1)
    guard reading <= 1 else { throw CommandError.standardInputTwice }

    var form =
      view.map { RecordForm(changing: $0, kind: kind, journal: journal, world: world) }
      ?? RecordForm(new: kind, journal: journal, world: world)
    if let view { for name in clear { try form.clear(name, in: view) } }
    if input.fields != nil { try form.read(FieldLines(StandardInput.text(), for: kind)) }
    for (name, value) in typed {
      try form.answer(name, value == "-" ? StandardInput.text() : value)
    }
    let isAsking = typed.isEmpty && clear.isEmpty && input.fields == nil
    if isAsking, world.terminal == nil {
      throw ValidationError("Nothing to change: give '--FIELD ANSWER' or '--fields -'.")
    }
    let terminal = isAsking ? world.terminal : nil
    let offered = terminal == nil ? [] : drafts.filter { $0.changes(id) }
    world.tell(drafts.filter { draft in !offered.contains { $0.path == draft.path } })
    try form.keepingDraft(asking: terminal) { form in
      if let terminal {
        if let view { showConflicts(view, journal, world) }
        try form.takeUp(offered, at: terminal)
        try form.askChange(at: terminal)
      }
      if let view { form.replaceSeveral(in: view) }
      try form.checkAgreement(view)
      try form.settleBasis()
      if form.changesAnything { _ = try journal.write(form.drafts()) }
    }
    world.tellNew(journal, before: notices)
  }

  /// Before a field in conflict is written, every value that stands is shown.
  private func showConflicts(_ view: RecordView, _ journal: Journal, _ world: World) {
    let text = RecordText(journal, danish: world.isDanish)
    for line in view.conflicts.flatMap({ $0.lines(text) }) { world.output.remark(line) }
  }

  /// `--name value` and `--name=value` as pairs, each naming a field of the kind.
  private func pairs(of kind: Kind) throws -> [(name: String, value: String)] {
    var pairs: [(String, String)] = []
    var rest = answers[...]
    while let option = rest.popFirst() {
      guard option.hasPrefix("--") else {
        throw ValidationError("Unexpected argument '\(option)'.")
      }
      let parts = option.dropFirst(2).split(separator: "=", maxSplits: 1).map(String.init)
      guard let name = parts.first, let field = kind.field(name), field.isTyped else {
        throw CommandError.noSuchField("--" + (parts.first ?? ""), kind: kind.name)
      }
      guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
        throw ValidationError("Missing value for '--\(name)'.")
      }
      pairs.append((name, value))
    }
    return pairs
  }
}

extension RecordForm {
  /// Asks what became of a referral, then which fields to change and what they shall say.
  mutating func askChange(at terminal: Terminal) throws {
    if progress.takenUp != nil {
      for field in kind.fields where progress.unfinished[field.name] != nil {
        try askAgain(field, at: terminal)
      }
    } else if kind == .refer {
      try askOutcome(at: terminal)
    }
    let question = world.says(
      "Which field? (Enter saves) ", danish: "Hvilket felt? (Enter gemmer) ")
    while let typed = try terminal.readLine(question)?.trimmed, !typed.isEmpty {
      let found = kind.fields.filter { $0.isTyped && $0.name.hasPrefix(typed.lowercased()) }
      guard found.count == 1 || found.contains(where: { $0.name == typed.lowercased() }) else {
        terminal.show(kind.fields.filter(\.isTyped).map(\.name).joined(separator: ", ") + "\n")
        continue
      }
      let field = found.first { $0.name == typed.lowercased() } ?? found[0]
      try askAgain(field, at: terminal)
    }
  }

  /// Makes every field of several that was answered hold exactly the answers given.
  mutating func replaceSeveral(in view: RecordView) {
    let answered = draft.answers.filter { $0.value != nil && !$0.key.element.isEmpty }.keys
    for name in Set(answered.map(\.name)) where kind.field(name)?.type != .indicators {
      removeOthers(than: Set(answered.filter { $0.name == name }), of: name, in: view)
    }
  }

  /// Whether there is anything to write.
  var changesAnything: Bool { !draft.answers.isEmpty || !draft.words.isEmpty }
}
