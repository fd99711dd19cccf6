import CaseModel
import JournalStore

extension World {
  /// One's drafts, if there is anybody to tell of them.
  func drafts(of journal: Journal) -> [UnsavedRecord] {
    terminal == nil ? [] : journal.unsavedRecords()
  }

  /// Keeps what was typed; what can't be kept is shown whole, to be copied from the screen.
  ///
  /// - Returns: The error with what became of it.
  func keep(
    _ unsaved: UnsavedRecord, of journal: Journal, after error: any Error, at terminal: Terminal?
  ) -> NotSaved {
    let isKept = (try? journal.keep(unsaved)) != nil
    if !isKept, let terminal {
      for line in UnsavedText(journal, danish: isDanish).lines(unsaved, whole: true) {
        terminal.show(line + "\n")
      }
    }
    return NotSaved(
      cause: error, isKept: isKept, command: unsaved.command, isOnTerminal: terminal != nil)
  }

  /// Tells in a line that there are drafts, and what takes them up.
  func tell(_ drafts: [UnsavedRecord]) {
    guard !drafts.isEmpty else { return }
    let list = drafts.map { "\($0.title(danish: isDanish)): '\($0.command)'" }
    output.remark(
      says(
        "Typed and not saved, with what takes it up: ",
        danish: "Skrevet og ikke gemt, med det, der tager det op: ")
        + list.joined(separator: " · "))
  }

  /// Asks of each draft whether it is gone on with.
  ///
  /// - Returns: The one that is; nil if none.
  func choose(
    among drafts: [UnsavedRecord], of journal: Journal, at terminal: Terminal
  ) throws -> UnsavedRecord? {
    let text = UnsavedText(journal, danish: isDanish)
    for draft in drafts {
      switch try reply(to: draft, at: terminal) {
      case .leave: continue
      case .take:
        for line in text.lines(draft, whole: false) { terminal.show(line + "\n") }
        return draft
      case .discard: try discard([draft], of: journal)
      }
    }
    return nil
  }

  /// Shows drafts and asks of each whether it shall go.
  func discard(_ drafts: [UnsavedRecord], of journal: Journal) throws {
    guard let terminal else { return }
    let text = UnsavedText(journal, danish: isDanish)
    for draft in drafts {
      for line in text.lines(draft, whole: true) { terminal.show(line + "\n") }
      let question = says(
        "You typed this, and it wasn't saved. Throw it away for good?",
        danish: "Du skrev dette, og det blev ikke gemt. Skal det smides helt ud?")
      if try terminal.confirm(question, danish: isDanish) { journal.remove(draft) }
    }
  }

  private enum Reply { case take, leave, discard }

  private func reply(to draft: UnsavedRecord, at terminal: Terminal) throws -> Reply {
    let question = says(
      "You typed this, and it wasn't saved: \(draft.title(danish: false)). Take it up? [Y/n/discard] ",
      danish:
        "Du skrev dette, og det blev ikke gemt: \(draft.title(danish: true)). Fortsæt med det? [J/n/slet] "
    )
    while true {
      switch try terminal.readLine(question)?.trimmed.lowercased() {
      case "", "y", "yes", "j", "ja": return .take
      case nil, "n", "no", "nej": return .leave
      case "d", "discard", "s", "slet": return .discard
      default: continue
      }
    }
  }
}

extension UnsavedRecord {
  /// Whether it is a new record of a kind.
  func isNew(_ kind: Kind) -> Bool { draft.kind == kind.name && draft.record == nil }

  /// Whether it is a new screening, or answers in one.
  var isScreening: Bool {
    isNew(.screen)
      || draft.kind == Kind.screen.name && unfinished.isEmpty && draft.words.isEmpty
        && draft.answers.keys.allSatisfy { ["indicator", "table"].contains($0.name) }
  }

  /// Whether it changes a record, or makes it if its id is known beforehand.
  func changes(_ id: RecordID) -> Bool { draft.record == id || id == .settings && draft.id == id }

  /// The command that takes it up.
  var command: String {
    if isScreening { return "hopenow screen" }
    if draft.kind == Kind.settings.name { return "hopenow edit settings" }
    return "hopenow "
      + (draft.record.map { "edit \($0.shortCode(ofKind: draft.kind))" } ?? draft.kind)
  }

  /// Its kind and when it was typed.
  func title(danish: Bool) -> String {
    let labels = Kind.named(draft.kind)?.labels
    let kind = (danish ? labels?.da : labels?.en)?.lowercased() ?? draft.kind
    return "\(kind), \(day) \(clock(minute))"
  }
}
