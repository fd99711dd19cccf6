import JournalStore

/// Something typed couldn't be saved, or wasn't: why, and what became of it.
struct NotSaved: Error {
  /// What came between.
  let cause: any Error
  /// Whether a draft holds it.
  let isKept: Bool
  /// What takes the draft up.
  let command: String
  /// Whether it was typed at a terminal, where it stands if no draft holds it.
  let isOnTerminal: Bool
}

extension Error {
  /// Whether what was given is right, and only the journal couldn't take it.
  var isFailureToSave: Bool {
    switch self as? JournalError {
    case .busy, .notWritable, .outOfSpace, .damaged, .damagedRecords, .system, .database: true
    default: false
    }
  }
}

extension UserFacing {
  init(_ error: NotSaved, danish isDanish: Bool) {
    self.init(error.cause, danish: isDanish)
    if case CommandError.interrupted = error.cause {
      message = isDanish ? "Afbrudt." : "Interrupted."
      if error.isKept {
        message =
          isDanish
          ? "Afbrudt; det, du skrev, er gemt som kladde." : "Interrupted; what you typed is kept."
        hint =
          isDanish
          ? "'\(error.command)' tager det op igen." : "'\(error.command)' takes it up again."
        return
      }
    }
    let fate =
      switch (error.isKept, error.isOnTerminal, isDanish) {
      case (true, true, false): "What you typed is kept; '\(error.command)' takes it up."
      case (true, true, true): "Det, du skrev, er gemt som kladde; '\(error.command)' tager det op."
      case (true, false, false):
        "What you gave is kept; '\(error.command)' on a terminal takes it up, so don't give it again."
      case (true, false, true):
        "Det, du gav, er gemt som kladde; '\(error.command)' på en terminal tager det op, så giv det ikke igen."
      case (false, true, false): "What you typed could not be kept; it stands above."
      case (false, true, true): "Det, du skrev, kunne ikke gemmes som kladde; det står ovenfor."
      case (false, false, false): "What you gave could not be kept either."
      case (false, false, true): "Det, du gav, kunne heller ikke gemmes som kladde."
      }
    hint = [hint, fate].compactMap(\.self).joined(separator: " ")
  }
}
