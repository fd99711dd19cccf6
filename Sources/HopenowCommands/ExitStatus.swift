import ArgumentParser

/// What a script learns from a command's end.
///
/// The numbers are an interface.
public enum ExitStatus: Int32, Sendable, CaseIterable {
  /// Done.
  case done = 0
  /// Failed in a way that has no number of its own.
  case failed = 1
  /// Done, and something waits for a person.
  case waits = 3
  /// There is no journal there.
  case noJournal = 10
  /// Another process was writing for ten seconds.
  case busy = 11
  /// The wrong key, or none and no terminal to ask at.
  case wrongKey = 12
  /// A damaged or tampered file.
  case damaged = 13
  /// Refused by a rule.
  case refused = 14
  /// Out of space, or not writable; nothing changed.
  case notWritable = 15
  /// Not found, or ambiguous.
  case notFound = 16
  /// Wrong arguments.
  case usage = 64
  /// Interrupted; nothing changed, and what was typed is kept.
  case interrupted = 130

  /// The meaning in a line, for help and the reference.
  public var meaning: String {
    switch self {
    case .done: "done"
    case .failed: "failed otherwise"
    case .waits: "done, something waits for a person (merge, conflicts, check --salvage)"
    case .noJournal: "no journal there"
    case .busy: "busy (waited 10 s)"
    case .wrongKey: "wrong key, or none and no terminal"
    case .damaged: "damaged or tampered file"
    case .refused: "refused by a rule"
    case .notWritable: "out of space or not writable; nothing changed"
    case .notFound: "no such record, key or file; or several, for a prefix"
    case .usage: "wrong arguments, whatever the journal holds"
    case .interrupted: "interrupted; nothing changed, what was typed is kept"
    }
  }

  var code: ExitCode { ExitCode(rawValue) }
}
