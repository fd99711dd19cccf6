import ArgumentParser
import CaseModel
import JournalStore
import Merge

struct EraseCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: "Remove a record for good, here and wherever this is merged.",
    discussion: """
      Example: hopenow erase HN-4F7K --reason own-request --certificate erased.txt
      With a person goes everything that belongs to her. Nothing brings it back: neither 'undo' nor \
      an old copy. Parcels that were made here before are removed where they were put. Only a \
      supervisor erases; for anybody else it is deleted, and a supervisor is asked. Without a record, \
      lists what was erased and what is asked for.
      """)

  @OptionGroup var journal: JournalOptions

  @Argument(help: "A person's code or alias, or the beginning of a record's id.")
  var record: String?

  @Option(
    help: ArgumentHelp(
      "Why: \(Vocabulary.erasureReason.codes.map(\.stored).joined(separator: ", ")).",
      valueName: "code"),
    completion: .list(Vocabulary.erasureReason.codes.map(\.stored)))
  var reason: String?

  @Option(
    help: ArgumentHelp(
      "Write the certificate into a new file rather than to standard output.", valueName: "path"),
    completion: .file())
  var certificate: String?

  @Flag(help: "Don't ask.")
  var yes = false

  func run(in world: World) throws {
    guard let record else {
      guard reason == nil, certificate == nil, !yes else { throw CommandError.noRecordToErase }
      let journal = try journal.openToRead(in: world)
      return try ErasureText(journal, in: world).list()
    }
    let journal = try journal.open(in: world)
    let notices = journal.notices
    let named = try journal.record(matching: record)
    // A request stands for what it asks for.
    let id = try journal.subject(ofRequest: named) ?? named
    guard let scope = try journal.erasureScope(of: id) else { throw JournalError.noRecord }
    if yes { try checkIsWhole(record, of: named, in: journal) }
    guard journal.isSupervisor || certificate == nil else { throw CommandError.noCertificate }
    // What is told must be found before it is gone.
    let told = try ErasureText(journal, in: world).texts(of: scope)
    guard let reason = try reasonGiven(telling: told, in: world),
      try isConfirmed(scope, of: journal, in: world)
    else {
      return world.output.remark(
        world.says("Nothing was erased.", danish: "Intet blev slettet for altid."))
    }
    let file = try certificate.map(ExportFile.init(at:))
    switch try journal.erase(id, reason: reason) {
    case .requested:
      world.output.print(
        told.name
          + world.says(
            ": deleted, and a supervisor is asked to erase it",
            danish: ": slettet, og en leder bedes slette det for altid"))
    case .erased:
      let lines = try ErasureText(journal, in: world).certificate(of: told, reason: reason)
      do {
        for line in lines { try file?.write(line) }
        try file?.finish()
      } catch {
        // It can't be made again.
        for line in lines { world.output.print(line) }
        try world.output.flush()
        throw CommandError.erasedWithoutFile(path: certificate ?? "")
      }
      let printed = file == nil ? lines : [told.name + world.says(": erased", danish: ": slettet")]
      for line in printed { world.output.print(line) }
    }
    world.tell(
      journal.notices.filter { notice in
        // The certificate has it.
        if case .madeBeforeErasure = notice { false } else { !notices.contains(notice) }
      })
  }

  /// Refuses the beginning of a code or alias, by which somebody else may be meant.
  private func checkIsWhole(_ typed: String, of id: RecordID, in journal: Journal) throws {
    let kind = try journal.view(of: id)?.kind ?? ""
    let alias = try journal.person(id)?.alias
    let whole = [id.shortCode(ofKind: kind), id.short, id.description, alias ?? ""]
    guard whole.contains(where: { Journal.folded($0) == Journal.folded(typed) }) else {
      throw CommandError.eraseWhole(code: id.shortCode(ofKind: kind))
    }
  }

  /// The reason's code, asked for on a terminal after what would go was shown; nil if nobody answers.
  private func reasonGiven(telling told: ErasureText.Told, in world: World) throws -> String? {
    guard let field = Kind.erase.field("reason") else { throw JournalError.needsNewerHopenow }
    if !yes, let terminal = world.terminal {
      for line in told.warning { terminal.show(line.harmless() + "\n") }
    }
    func code(_ typed: String) throws -> String? {
      guard case .code(let code)? = try field.read(typed, today: world.today).first,
        Vocabulary.erasureReason.codes.contains(where: { $0.stored == code })
      else { throw AnswerError.noSuchCode(field: field.name) }
      return code
    }
    if let reason { return try code(reason) }
    guard let terminal = world.terminal else { throw AnswerError.required(field: "reason") }
    let reasons = Vocabulary.erasureReason.codes.map {
      "\($0.stored) (\(world.says($0.labels.en, danish: $0.labels.da)))"
    }
    terminal.show(reasons.joined(separator: ", ") + "\n")
    let question = world.isDanish ? field.question.da : field.question.en
    while let typed = try terminal.readLine(question + " ")?.trimmed, !typed.isEmpty {
      do {
        return try code(typed)
      } catch let error as AnswerError {
        terminal.show((UserFacing(error, danish: world.isDanish).message ?? "") + "\n")
      }
    }
    return nil
  }

  /// Whether what would be erased was typed again; a request, which can be undone, takes a yes.
  private func isConfirmed(
    _ scope: ErasureScope, of journal: Journal, in world: World
  ) throws -> Bool {
    if yes { return true }
    guard let terminal = world.terminal else { throw CommandError.erasingNeedsYes }
    guard journal.isSupervisor else {
      let question = world.says(
        "Delete it, and ask a supervisor to erase it?",
        danish: "Skal det slettes, og en leder bedes slette det for altid?")
      return try terminal.confirm(question, danish: world.isDanish)
    }
    let code = scope.record.shortCode(ofKind: scope.kind ?? "")
    let question = world.says(
      "Type \(code) to erase it for good: ", danish: "Skriv \(code) for at slette det for altid: ")
    let typed = try terminal.readLine(question)?.trimmed ?? ""
    if typed.lowercased() == code.lowercased() { return true }
    let alias = scope.kind == "person" ? try journal.person(scope.record)?.alias : nil
    return alias.map { Journal.folded($0) == Journal.folded(typed) } ?? false
  }
}
