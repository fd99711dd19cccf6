import CaseModel
import JournalStore

/// How far somebody at a terminal has come with the questions of a form.
struct FormProgress {
  /// The fields that were asked, by stored name, whether or not they were answered.
  var asked: Set<String> = []
  /// Whether the questions behind the first ones are wanted.
  var asksMore = false
  /// What was typed of answers that were not finished, by the fields' stored names.
  var unfinished: [String: String] = [:]
  /// Whether anything was answered.
  var hasTyped = false
  /// The draft that is gone on with.
  var takenUp: UnsavedRecord?

  /// Begins a form.
  init() {}

  /// Goes on with a draft.
  init(takingUp unsaved: UnsavedRecord) {
    asked = unsaved.asked
    asksMore = unsaved.asksMore
    unfinished = unsaved.unfinished
    hasTyped = true
    takenUp = unsaved
  }

  /// Whether there is anything that it would be a pity to lose.
  var isWorthKeeping: Bool { hasTyped || unfinished.values.contains { !$0.trimmed.isEmpty } }

  /// Reads the answer to a question, beginning with what was typed of it before; what is typed until
  /// somebody interrupts isn't lost.
  mutating func read(
    _ field: String, at terminal: Terminal, _ body: (_ beginning: String) throws -> String?
  ) throws -> String? {
    do {
      let answer = try body(unfinished[field] ?? "")
      unfinished[field] = nil
      return answer
    } catch CommandError.interrupted {
      unfinished[field] = terminal.unfinished.isEmpty ? nil : terminal.unfinished
      throw CommandError.interrupted
    }
  }
}
