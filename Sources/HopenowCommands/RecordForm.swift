import CaseModel
import JournalStore
import Merge

/// A record as somebody fills it in: answers by field name, however they were given.
///
/// Options, `--fields -` and the questions on a terminal all end here, so that they take the same
/// answers and refuse the same mistakes.
struct RecordForm {
  let kind: Kind
  let journal: Journal
  let world: World
  /// The record that is being changed, as it was; nil for a new one.
  let original: RecordView?
  /// The record itself.
  var draft: Draft
  /// What has to be written before it: new places, organisations, persons.
  var before: [Draft] = []
  /// Whether it is known that others have the alias of a new person.
  var takesSameAlias = false
  /// How far somebody at a terminal has come with its questions.
  var progress = FormProgress()
  /// The table that its indicators are answered by, in a screening.
  var screening = ScreeningTable()

  /// Begins a new record.
  init(new kind: Kind, journal: Journal, world: World) {
    self.kind = kind
    self.journal = journal
    self.world = world
    original = nil
    draft = journal.newRecord(kind)
  }

  /// Begins a change of a record that there is.
  init(changing view: RecordView, kind: Kind, journal: Journal, world: World) {
    self.kind = kind
    self.journal = journal
    self.world = world
    original = view
    draft = Draft(kind, record: view.record, owner: view.owner)
    draft.seen = view.heads
    screening = ScreeningTable(of: view)
  }

  /// Answers a field with what somebody typed.
  ///
  /// - Throws: ``AnswerError``, ``CommandError``.
  mutating func answer(_ name: String, _ typed: String) throws {
    if kind.isOwned && name == "person" {
      draft.owner = try person(typed)
      return
    }
    guard let field = kind.field(name) else {
      throw CommandError.noSuchField("--" + name, kind: kind.name)
    }
    guard !field.isAutomatic else { throw AnswerError.notTyped(field: name) }
    switch field.type {
    case .words:
      if kind == .person, name == "alias" {
        if original == nil {
          try checkAlias(typed)
        } else if typed.trimmed.isEmpty {
          throw CommandError.emptyAlias
        }
      }
      draft.words.updateValue(typed.isEmpty ? nil : typed, forKey: name)
    case .counts:
      for (code, number) in try field.readCounts(typed) { draft.set(name, for: code, to: number) }
    case .indicators:
      try answerIndicators(field, typed)
    case .code(let vocabulary) where vocabulary == .indicatorTable:
      try chooseTable(field, typed)
    case .record, .list:
      try answerReference(field, typed)
    default:
      for answer in try field.read(typed, today: world.today) {
        if field.isMany { draft.add(answer, to: name) } else { draft.set(name, to: answer) }
      }
    }
  }

  private mutating func answerReference(_ field: Field, _ typed: String) throws {
    // Nothing is the beginning of every name.
    guard !typed.trimmed.isEmpty else { throw AnswerError.noSuchCode(field: field.name) }
    for part in field.isMany ? typed.split(separator: ",").map(String.init) : [typed] {
      let part = part.trimmed
      let answer: Answer =
        switch (part.lowercased(), field.type) {
        case ("unknown", _): .unknown
        case ("refused", _): .refused
        case (_, .list(let list)): .record(try listEntry(list, part))
        case (_, .record(kind: "person")): .record(try person(part))
        case (_, .record(kind: "member")): .record(try journal.member(matching: part).id)
        case (_, .record(let kind)): .record(try journal.record(matching: part, kind: kind))
        default: .record(try journal.record(matching: part))
        }
      if field.isMany {
        draft.add(answer, to: field.name)
      } else {
        draft.set(field.name, to: answer)
      }
    }
  }

  /// Says that there is a new person, and that the record is about her.
  mutating func addNewPerson(_ alias: String) {
    var person = journal.newRecord(.person)
    person.words.updateValue(alias, forKey: "alias")
    before.append(person)
    guard let id = person.id else { return }
    if kind.isOwned { draft.owner = id } else { draft.add(.record(id), to: "person") }
  }

  /// Asks, if there is anybody to ask, before a second person gets the same alias: one person with
  /// two pages is counted twice, and what protects her stands on one of them.
  func checkAlias(_ typed: String) throws {
    guard !takesSameAlias else { return }
    let same = try journal.persons(named: typed).filter {
      $0.alias.map(Journal.folded) == Journal.folded(typed)
    }
    guard let first = same.first else { return }
    let code = PersonCode.text(first.id)
    guard let terminal = world.terminal else { throw CommandError.aliasTaken(code: code) }
    let names = same.map(\.display).joined(separator: ", ")
    let question = world.says(
      "There is \(names) already. Is this somebody else?",
      danish: "Der er allerede \(names). Er det en anden?")
    guard try terminal.confirm(question, danish: world.isDanish) else {
      throw CommandError.aliasTaken(code: code)
    }
  }

  private mutating func person(_ typed: String) throws -> RecordID {
    do {
      let id = try journal.person(matching: typed)
      try showTaken(id, for: typed)
      return id
    } catch CommandError.notFound(let what, let similar) {
      guard let terminal = world.terminal else {
        throw CommandError.notFound(what: what, similar: similar)
      }
      if !similar.isEmpty {
        let similarly = world.says("Similar", danish: "Ligner")
        terminal.show("\(similarly): \(similar.joined(separator: ", ").harmless())\n")
      }
      let question = world.says(
        "There is nobody of that name. Make a new page?",
        danish: "Der er ingen med det navn. Skal der laves en ny side?")
      guard try terminal.confirm(question, danish: world.isDanish) else {
        throw CommandError.notFound(what: what, similar: similar)
      }
      var person = journal.newRecord(.person)
      person.words.updateValue(typed, forKey: "alias")
      before.append(person)
      guard let id = person.id else { throw JournalError.noRecord }
      return id
    }
  }

  /// Shows, if anybody is there, who was taken for what isn't her whole alias.
  private func showTaken(_ person: RecordID, for typed: String) throws {
    guard let terminal = world.terminal, let known = try journal.person(person),
      known.alias.map(Journal.folded) != Journal.folded(typed)
    else { return }
    terminal.show("→ \(known.display)\n")
  }

  /// Asks, if anybody is there, whether an entry of a list was meant by the beginning of its name.
  private func takes(_ entry: ListEntry, for typed: String) throws -> Bool {
    let isWhole = [entry.label, entry.code].contains { Journal.folded($0) == Journal.folded(typed) }
    guard let terminal = world.terminal, !isWhole else { return true }
    let label = entry.label.harmless()
    let answer = try terminal.readLine(
      world.says(
        "Enter takes \(label), n makes a new one: ",
        danish: "Enter tager \(label), n laver en ny: "))
    return answer?.trimmed.lowercased().hasPrefix("n") != true
  }

  private mutating func listEntry(_ list: TeamList, _ typed: String) throws -> RecordID {
    let found = try journal.listEntries(of: list, named: typed)
    switch found.count {
    case 0: if let chosen = try chooseNear(list, typed) { return chosen }
    case 1: if try takes(found[0], for: typed) { return found[0].id }
    default: throw CommandError.ambiguous(what: list.rawValue, candidates: found.map(\.label))
    }
    let entry = journal.newListEntry(list, label: typed)
    guard let id = entry.id else { throw JournalError.noRecord }
    before.append(entry)
    return id
  }

  /// Asks, if there is anybody to ask and something is called nearly so, whether that was meant.
  private func chooseNear(_ list: TeamList, _ typed: String) throws -> RecordID? {
    guard let terminal = world.terminal else { return nil }
    let near = try journal.listEntries(of: list, near: typed)
    guard !near.isEmpty else { return nil }
    for (number, entry) in zip(1..., near) {
      terminal.show("  \(number)  \(entry.label.harmless())\n")
    }
    let question = world.says(
      "Its number, or Enter for a new one: ", danish: "Nummeret, eller Enter for en ny: ")
    while let answer = try terminal.readLine(question)?.trimmed, !answer.isEmpty {
      if let number = Int(answer), near.indices.contains(number - 1) { return near[number - 1].id }
    }
    return nil
  }

  /// Clears a field, whatever it holds.
  mutating func clear(_ name: String, in view: RecordView) throws {
    guard let field = kind.field(name), !field.isRequired, !field.isAutomatic else {
      throw CommandError.noSuchField("--clear " + name, kind: kind.name)
    }
    if field.type == .words {
      draft.words.updateValue(nil, forKey: name)
    } else if field.takesSeveral {
      for key in view.fields.keys where key.name == name {
        draft.answers.updateValue(nil, forKey: key)
      }
    } else {
      draft.set(name, to: nil)
    }
  }

  /// Makes the answers to a field of several be exactly those given: others are taken away.
  mutating func removeOthers(than given: Set<FieldKey>, of name: String, in view: RecordView) {
    for (key, field) in view.fields where key.name == name && !given.contains(key) {
      if case .answer = field.shown.value { draft.answers.updateValue(nil, forKey: key) }
    }
  }

  /// Whoever gets a page because of a contact is one of those named there; how many were met
  /// stays as it was written.
  private func meeting(of person: Draft) -> [Draft] {
    guard kind == .person, let id = person.id,
      case .record(let contact)?? = person.answers[FieldKey("met-at")]
    else { return [] }
    var named = Draft(.contact, record: contact)
    named.add(.record(id), to: "person")
    return [named]
  }

  /// Whether a new record has anything in it: an empty note is none.
  private var saysAnything: Bool {
    draft.owner != nil || draft.answers.values.contains { $0 != nil }
      || draft.words.values.contains { $0 != nil }
  }

  /// Every change that has to be written, in order.
  ///
  /// - Throws: ``AnswerError/required(field:)``; ``CommandError``: `nothingToRecord`, `needsPerson`.
  func drafts() throws -> [Draft] {
    var draft = draft
    if draft.record == nil {
      guard saysAnything else { throw CommandError.nothingToRecord }
      // What isn't dated happened today.
      if kind.isEvent && draft.answers[FieldKey("on")] == nil {
        draft.set("on", to: .date(world.today.date, minute: nil))
      }
      if kind.isOwned && draft.owner == nil { throw CommandError.needsPerson }
      for field in kind.fields where field.isRequired && draft.answers[FieldKey(field.name)] == nil
      {
        throw AnswerError.required(field: field.name)
      }
    }
    // The id of a record of an owned kind follows from its owner, which may have come last.
    return before + [draft] + meeting(of: draft)
  }
}
