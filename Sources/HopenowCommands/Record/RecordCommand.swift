import ArgumentParser
import CaseModel
import Glibc
import JournalStore
import Merge

/// A command that writes one record of a kind.
protocol RecordCommand: HopenowCommand {
  /// What it writes.
  static var kind: Kind { get }
  var journal: JournalOptions { get }
  var input: InputOptions { get }
  /// What was typed behind the options, by the fields' stored names.
  var typed: [TypedAnswer] { get }
  /// The alias of somebody who gets a page with this record.
  var newPerson: String? { get }
  /// Whether a new person may have the alias of another one.
  var sameAlias: Bool { get }
}

/// Somebody who has no page yet.
struct NewPersonOptions: ParsableArguments {
  @Option(help: "Somebody without a page yet: makes one with this alias. Better by the prompt.")
  var newPerson: String?
}

/// What was typed behind one option.
struct TypedAnswer {
  let field: String
  let values: [String]

  init(_ field: String, _ value: String?) {
    self.field = field
    values = value.map { [$0] } ?? []
  }

  init(_ field: String, _ values: [String]) {
    self.field = field
    self.values = values
  }
}

/// Ways to give answers that every recording command has.
struct InputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read 'name: value' lines, an empty line, then the note, from standard input ('-').",
      discussion: "Names given so stand in no shell history and no list of processes.",
      valueName: "-"))
  var fields: String?

  func validate() throws {
    guard fields == nil || fields == "-" else {
      throw ValidationError("'--fields' reads standard input only: write '--fields -'.")
    }
  }
}

extension RecordCommand {
  var sameAlias: Bool { false }

  /// The options that were given.
  var answers: [TypedAnswer] { typed.filter { !$0.values.isEmpty } }

  /// Refuses a command that wants to read standard input twice.
  func checkInput() throws {
    let reading = answers.filter { $0.values == ["-"] }.count + (input.fields == nil ? 0 : 1)
    guard reading <= 1 else { throw CommandError.standardInputTwice }
  }

  /// Takes what was given by options and lines.
  func answer(_ form: inout RecordForm) throws {
    form.takesSameAlias = sameAlias
    if input.fields != nil { try form.read(FieldLines(StandardInput.text(), for: Self.kind)) }
    for answer in answers {
      for value in answer.values {
        try form.answer(answer.field, value == "-" ? StandardInput.text() : value)
      }
    }
    if let newPerson {
      guard !newPerson.trimmed.isEmpty else { throw AnswerError.required(field: "new-person") }
      form.addNewPerson(newPerson)
    }
  }

  func run(in world: World) throws { try record(in: world) }

  /// Writes the record that was typed, or asked for.
  func record(in world: World) throws {
    try checkInput()
    let kind = Self.kind
    let journal = try journal.open(in: world, tellsDrafts: false)
    let notices = journal.notices
    var form = RecordForm(new: kind, journal: journal, world: world)
    try answer(&form)
    let isAsking = input.fields == nil && newPerson == nil && answers.isEmpty
    let terminal = isAsking ? world.terminal : nil
    let drafts = world.drafts(of: journal)
    let offered = terminal == nil ? [] : drafts.filter { $0.isNew(kind) }
    world.tell(drafts.filter { draft in !offered.contains { $0.path == draft.path } })
    let written = try form.keepingDraft(asking: terminal) { form in
      if let terminal {
        try form.takeUp(offered, at: terminal)
        try form.ask(at: terminal)
      }
      try form.checkAgreement(nil)
      try form.settleBasis()
      let changes = try form.drafts()
      let records = try journal.write(
        changes, clockIsConfirmed: try world.confirmsClock(of: journal))
      return zip(changes, records)
    }
    // A contact at which somebody was met is written after her page.
    if let record = written.reversed().first(where: { $0.0.kind == kind.name })?.1 {
      world.output.print(kind.name == "person" ? PersonCode.text(record) : record.short)
    }
    world.tellNew(journal, before: notices)
  }
}

extension World {
  /// Asks, if there is anybody to ask, whether a clock that looks wrong is right.
  func confirmsClock(of journal: Journal) throws -> Bool {
    guard let terminal, try journal.clockLooksWrong() else { return false }
    let question = says(
      "This machine's clock says \(today.date). Is that right?",
      danish: "Maskinens ur siger \(today.date). Passer det?")
    return try terminal.confirm(question, danish: isDanish)
  }
}

extension RecordForm {
  /// Takes answers from `name: value` lines.
  ///
  /// - Throws: ``FieldLines/LineError/wrong(line:_:)`` and ``CommandError``.
  mutating func read(_ fields: FieldLines) throws {
    for line in fields.lines {
      do {
        try answer(line.name, line.value)
      } catch let error as AnswerError {
        throw FieldLines.LineError.wrong(line: line.number, error)
      }
    }
    if let note = fields.note { try answer("note", note) }
  }

  /// Refuses answers that can't all be true.
  func checkAgreement(_ view: RecordView?, leavingOut open: Set<FieldKey> = []) throws {
    try draft.checkAgreement(view, leavingOut: open)
  }
}

extension Draft {
  /// Refuses answers that can't all be true together with those that the record has, but for fields of
  /// which it is open what they are.
  ///
  /// - Throws: ``Contradiction``, ``ReferralError``.
  func checkAgreement(_ view: RecordView?, leavingOut open: Set<FieldKey> = []) throws {
    try checkReferral(view, leavingOut: open)
    guard let kind = Kind.named(kind) else { return }
    var days: [String: CivilDate] = [:]
    var numbers: [String: Int64] = [:]
    for key in Set(answers.keys).union(view.map { Array($0.fields.keys) } ?? []) {
      var answer = answers[key] ?? nil
      if answers[key] == nil, !open.contains(key),
        case .answer(let given)? = view?.fields[key]?.shown.value
      {
        answer = given
      }
      switch answer {
      case .date(let day, _)?: days[key.name] = day
      case .number(let number)?: numbers[key.name, default: 0] += number
      default: break
      }
    }
    try kind.checkAgreement(
      days: days, numbers: numbers, changing: Set(answers.keys.map(\.name)))
  }

  private func checkReferral(_ view: RecordView?, leavingOut open: Set<FieldKey>) throws {
    // What a merge brought doesn't forbid to change something else.
    guard kind == "refer",
      ReferralDates.fields.contains(where: { answers.keys.contains(FieldKey($0)) })
    else { return }
    var days: [String: CivilDate] = [:]
    for name in ReferralDates.fields {
      let key = FieldKey(name)
      let written = answers[key] ?? (open.contains(key) ? nil : view?.answer(name))
      if case .date(let day, _)? = written { days[name] = day }
    }
    _ = try ReferralDates(days).state()
  }
}

/// What a script or a pipe sends.
enum StandardInput {
  /// Everything up to the end, without the last line's end.
  ///
  /// - Throws: ``CommandError/notText(line:)``: nothing is mended, and a zero byte stands in no text.
  static func text() throws -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    while bytes.last == 10 || bytes.last == 13 { bytes.removeLast() }
    if let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) { return text }
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    let wrong = lines.firstIndex { $0.contains(0) || String(validating: $0, as: UTF8.self) == nil }
    throw CommandError.notText(line: (wrong ?? 0) + 1)
  }
}
