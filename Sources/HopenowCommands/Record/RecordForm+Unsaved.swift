import CaseModel
import JournalStore

/// What was typed isn't lost, whatever comes between: it is kept as a draft and offered again.
extension RecordForm {
  /// Asks and writes by a body, and keeps what was typed if that doesn't come to its end.
  ///
  /// If it does, the draft that was gone on with is removed. While somebody is asked, signals that
  /// would end the program end the question instead. Without a terminal everything was given by
  /// options: the text is still in the hands of whoever gave it, and only a failure to save keeps it.
  ///
  /// - Returns: What the body returns.
  /// - Throws: ``NotSaved`` if anything was to be kept, else what the body throws.
  mutating func keepingDraft<Result>(
    asking terminal: Terminal?, _ body: (inout RecordForm) throws -> Result
  ) throws -> Result {
    do {
      let result =
        terminal == nil
        ? try body(&self) : try TerminalMode.endingByThrowing { try body(&self) }
      removeTakenUp()
      if terminal == nil, let twin { journal.remove(twin) }
      return result
    } catch {
      throw notSaved(error, asking: terminal)
    }
  }

  /// Removes the draft that was gone on with, once what it said is written.
  mutating func removeTakenUp() {
    if let draft = progress.takenUp { journal.remove(draft) }
    progress.takenUp = nil
  }

  /// Keeps what was typed, if it would be a pity to lose it.
  ///
  /// - Returns: The error with what became of it.
  func notSaved(_ error: any Error, asking terminal: Terminal?) -> any Error {
    guard let terminal else {
      guard error.isFailureToSave else { return error }
      // A script that tries again makes no second draft, and none is left when it comes through.
      guard let twin else { return world.keep(unsaved, of: journal, after: error, at: nil) }
      return NotSaved(cause: error, isKept: true, command: twin.command, isOnTerminal: false)
    }
    guard progress.isWorthKeeping else { return error }
    return world.keep(unsaved, of: journal, after: error, at: terminal)
  }

  /// The draft that was kept when the same was given before.
  private var twin: UnsavedRecord? {
    let unsaved = unsaved
    return journal.unsavedRecords().first { $0.saysTheSame(as: unsaved) }
  }

  private var unsaved: UnsavedRecord {
    var draft = draft
    if draft.record == nil, kind.isEvent, draft.answers[FieldKey("on")] == nil {
      // Today will be another day when it is gone on with.
      draft.set("on", to: .date(world.today.date, minute: nil))
    }
    // What allows a referral is judged when it is written.
    draft.answers.removeValue(forKey: FieldKey("basis"))
    return UnsavedRecord(
      day: world.today.date, minute: world.today.minute, before: before, draft: draft,
      asked: progress.asked, asksMore: progress.asksMore,
      unfinished: progress.unfinished, path: progress.takenUp?.path)
  }

  /// Offers drafts one by one, and goes on with the one that is taken up.
  mutating func takeUp(_ drafts: [UnsavedRecord], at terminal: Terminal) throws {
    if let unsaved = try world.choose(among: drafts, of: journal, at: terminal) {
      try take(unsaved, at: terminal)
    }
  }

  /// Goes on with a draft.
  mutating func take(_ unsaved: UnsavedRecord, at terminal: Terminal) throws {
    draft = unsaved.draft
    before = unsaved.before
    progress = FormProgress(takingUp: unsaved)
    if case .code(let id)?? = draft.answers[FieldKey("table")] { screening.take(id) }
    try recogniseNewPersons(at: terminal)
  }

  /// Whoever was new when it was typed may have got a page since: asks whether it is hers.
  private mutating func recogniseNewPersons(at terminal: Terminal) throws {
    if kind == .person, draft.record == nil, let alias = draft.words["alias"] ?? nil {
      try checkAlias(alias)
    }
    for person in before where person.kind == Kind.person.name {
      guard let alias = person.words["alias"] ?? nil, let new = person.id,
        let known = try journal.persons(named: alias).first(where: {
          $0.alias.map(Journal.folded) == Journal.folded(alias)
        })
      else { continue }
      let question = world.says(
        "There is \(known.display) by now. Is this somebody else?",
        danish: "Der er \(known.display) nu. Er det en anden?")
      guard try !terminal.confirm(question, danish: world.isDanish) else { continue }
      before.removeAll { $0.id == new }
      if draft.owner == new { draft.owner = known.id }
      for (key, answer) in draft.answers where answer == .record(new) {
        draft.answers.removeValue(forKey: key)
        if key.element.isEmpty {
          draft.set(key.name, to: .record(known.id))
        } else {
          draft.add(.record(known.id), to: key.name)
        }
      }
    }
  }
}
