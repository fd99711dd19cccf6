import CaseModel
import JournalStore
import Merge

/// What somebody decides about one record in conflict: one change, whose author has seen all of it.
///
/// A field that nobody decided isn't written, and so it stays in conflict. So does what arrives while
/// somebody is still deciding: the change names as its parents only what she was shown.
struct Resolution {
  let waiting: WaitingRecord
  let journal: Journal
  let world: World
  var form: RecordForm
  /// Whether the record is here, where somebody deleted it; nil while that is open.
  var isKept: Bool?
  /// The fields that got a new text.
  var newTexts: Set<String> = []

  /// Begins with nothing decided.
  ///
  /// - Throws: ``CommandError/nothingInConflict``, ``JournalError``.
  init(of record: RecordID, in journal: Journal, for world: World) throws {
    guard let view = try journal.view(of: record) else { throw JournalError.noRecord }
    guard let kind = Kind.named(view.kind) else { throw JournalError.needsNewerHopenow }
    guard kind != .member || journal.isSupervisor else { throw JournalError.notASupervisor }
    self.journal = journal
    self.world = world
    waiting = try WaitingRecord(view, in: journal)
    form = RecordForm(changing: view, kind: kind, journal: journal, world: world)
    guard waiting.isOpen else {
      throw CommandError.nothingInConflict(isMissingChange: view.isMissingChange)
    }
  }

  /// Decides what was typed as an option.
  ///
  /// - Throws: ``CommandError``, ``AnswerError/takesOne(field:)``.
  mutating func take(_ decision: Decision) throws {
    switch decision.choice {
    case .keep, .delete:
      guard !waiting.heads.isEmpty else { throw CommandError.notInConflict(field: "existence") }
      guard isKept == nil else { throw AnswerError.takesOne(field: "existence") }
      isKept = decision.choice == .keep
    case .number, .mine, .theirs, .both:
      let conflict = try conflict(called: decision.field)
      guard !isDecided(conflict) else { throw AnswerError.takesOne(field: conflict.name) }
      try decide(conflict, decision.choice)
    }
  }

  /// Takes new answers to fields in conflict from `name: value` lines.
  ///
  /// - Throws: ``FieldLines/LineError``, ``CommandError``, ``AnswerError``.
  mutating func read(_ text: String) throws {
    let decided = form.draft
    let lines = try FieldLines(text, for: form.kind)
    form.draft.answers = [:]
    form.draft.words = [:]
    try form.read(lines)
    guard form.draft.owner == decided.owner else {
      throw CommandError.notInConflict(field: "person")
    }
    let keys = Set(waiting.conflicts.map(\.key))
    for key in form.writtenKeys.sorted() {
      guard keys.contains(key) else { throw CommandError.notInConflict(field: key.name) }
      guard decided.answers[key] == nil, decided.words[key.name] == nil || !key.element.isEmpty
      else { throw AnswerError.takesOne(field: key.name) }
    }
    form.draft.answers.merge(decided.answers) { $1 }
    form.draft.words.merge(decided.words) { $1 }
  }

  /// Writes all decisions as one change; nothing if there are none.
  ///
  /// - Throws: ``CommandError/deletionUndecided``, what the form throws for answers that can't all be
  ///   true, ``JournalError``. Then nothing has changed.
  func write() throws {
    var form = form
    if isKept == false {
      var draft = Draft.delete(waiting.view.record, kind: form.kind, owner: waiting.view.owner)
      draft.seen = waiting.view.heads
      try journal.write([draft])
      return
    }
    // Every change but a delete says that the record is here.
    guard form.changesAnything || isKept == true else { return }
    guard waiting.heads.isEmpty || isKept == true else { throw CommandError.deletionUndecided }
    try form.checkAgreement(waiting.view)
    try form.settleBasis()
    try journal.write(try form.drafts())
  }

  /// Whether the field will be written.
  func isDecided(_ conflict: FieldConflict) -> Bool { form.writtenKeys.contains(conflict.key) }

  /// Decides a field by what stands in it.
  ///
  /// - Throws: ``CommandError``: `noSuchValue`, `notOneOfTwo`, `notJoined`, `wordsNotHere`.
  mutating func decide(_ conflict: FieldConflict, _ choice: Decision.Choice) throws {
    switch choice {
    case .number(let number):
      guard number > 0, conflict.values.indices.contains(number - 1) else {
        throw CommandError.noSuchValue(field: conflict.name, count: conflict.values.count)
      }
      try decide(conflict, by: conflict.values[number - 1].value)
    case .mine, .theirs:
      let mine = conflict.values.filter { $0.author == journal.author }
      guard conflict.values.count == 2, mine.count == 1 else {
        throw CommandError.notOneOfTwo(field: conflict.name)
      }
      let chosen = conflict.values.first { ($0 == mine[0]) == (choice == .mine) } ?? mine[0]
      try decide(conflict, by: chosen.value)
    case .both:
      guard let joined = conflict.joined else {
        throw CommandError.notJoined(field: conflict.name, isWords: conflict.isWords)
      }
      try decide(conflict, by: .words(joined))
    case .keep, .delete:
      return
    }
  }

  private mutating func decide(_ conflict: FieldConflict, by value: Value) throws {
    switch value {
    case .answer(let answer): form.draft.answers.updateValue(answer, forKey: conflict.key)
    case .words(let text): form.draft.words.updateValue(text, forKey: conflict.key.name)
    case .withheld: throw CommandError.wordsNotHere(field: conflict.name)
    case .cleared where conflict.isWords:
      form.draft.words.updateValue(nil, forKey: conflict.key.name)
    case .cleared: form.draft.answers.updateValue(nil, forKey: conflict.key)
    }
  }

  /// Finds the field that is meant by its listed name, or the beginning of it.
  private func conflict(called typed: String) throws -> FieldConflict {
    let isWhole = form.kind.field(typed) != nil
    let whole = waiting.conflicts.filter { $0.name.lowercased() == typed }
    let found =
      whole.isEmpty
      ? waiting.conflicts.filter {
        isWhole ? $0.key.name == typed : $0.name.lowercased().hasPrefix(typed)
      } : whole
    if found.count == 1 { return found[0] }
    guard found.isEmpty else {
      throw CommandError.ambiguous(what: "field", candidates: found.map(\.name))
    }
    let name = typed.split(separator: "/").first.map(String.init) ?? typed
    guard let field = form.kind.field(name) else {
      // What was typed isn't repeated: it may name somebody.
      throw CommandError.takesNoField(kind: form.kind.name)
    }
    throw CommandError.notInConflict(field: field.name)
  }
}

extension RecordForm {
  /// Every field, or element of one, that the change writes.
  var writtenKeys: Set<FieldKey> {
    Set(draft.answers.keys).union(draft.words.keys.map { FieldKey($0) })
  }
}
