import Glibc

/// The terminal's settings as they were, for whoever has to put them back.
///
/// That is the end of a question, a signal that ends the program, and one that stops it: a shell
/// must never be left without echo. What the handlers call is safe in a handler, and nothing is
/// allocated there.
enum TerminalMode {
  /// Allocated: for a static variable Swift 6.3 leaves out the padding within the struct, and
  /// `tcgetattr` writes over whatever lies behind it.
  nonisolated(unsafe) private static let saved = UnsafeMutablePointer<termios>.allocate(capacity: 1)
  nonisolated(unsafe) private static var descriptor: Int32 = -1
  nonisolated(unsafe) private static var wasContinued = false
  nonisolated(unsafe) private static var endsByThrowing = false
  nonisolated(unsafe) private static var wasEnded = false
  nonisolated(unsafe) private static var former: [sigaction] = []

  private static let ending = [SIGINT, SIGQUIT, SIGTERM, SIGHUP]
  private static let signals = ending + [SIGTSTP, SIGCONT]
  private static let pasteOn: StaticString = "\u{1b}[?2004h"
  private static let pasteOff: StaticString = "\u{1b}[?2004l"

  /// Whether keys arrive as bytes at once, unechoed.
  static var isRaw: Bool { descriptor >= 0 }

  /// Makes keys arrive as bytes at once, unechoed, and pasted text marked as such.
  static func enter(_ terminal: Int32) {
    guard !isRaw, tcgetattr(terminal, saved) == 0 else { return }
    descriptor = terminal
    former = signals.map { number in
      var (old, new) = (sigaction(), sigaction())
      new.__sigaction_handler.sa_handler =
        switch number {
        case SIGTSTP: { _ in TerminalMode.stop() }
        case SIGCONT: { _ in TerminalMode.continued() }
        default: { TerminalMode.end($0) }
        }
      // Without SA_RESTART: a read that was stopped returns, so that the line can be drawn again.
      sigaction(number, &new, &old)
      return old
    }
    apply()
  }

  /// Puts everything back as it was.
  static func leave() {
    guard isRaw else { return }
    restore()
    descriptor = -1
    for (number, var old) in zip(signals, former) { sigaction(number, &old, nil) }
  }

  /// Stops the program, and whatever runs in its pipe, as the terminal itself would for ^Z.
  static func suspend() {
    kill(0, SIGTSTP)
  }

  /// Whether the program was stopped and went on since this was last asked.
  static func takeContinued() -> Bool {
    defer { wasContinued = false }
    return wasContinued
  }

  /// Runs `body` with the signals that end the program held back: the question that is being asked
  /// throws instead, so that there is time to save what was answered before.
  ///
  /// Where it throws they stay held back: the shell in a window that is closed says so once more, while
  /// what was typed is being saved.
  static func endingByThrowing<Result>(_ body: () throws -> Result) rethrows -> Result {
    let isInner = endsByThrowing
    endsByThrowing = true
    let before = ending.map { number in
      var (old, new) = (sigaction(), sigaction())
      new.__sigaction_handler.sa_handler = { TerminalMode.end($0) }
      sigaction(number, &new, &old)
      return old
    }
    let result = try body()
    for (number, var old) in zip(ending, before) { sigaction(number, &old, nil) }
    endsByThrowing = isInner
    return result
  }

  /// Whether a signal that ends the program came within ``endingByThrowing(_:)``.
  static var isEnding: Bool { wasEnded }

  // MARK: In handlers

  private static func apply() {
    var raw = saved.pointee
    raw.c_iflag &= ~tcflag_t(ICRNL | INLCR | IGNCR | ISTRIP | IXON)
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    withUnsafeMutableBytes(of: &raw.c_cc) {
      $0[Int(VMIN)] = 1
      $0[Int(VTIME)] = 0
    }
    tcsetattr(descriptor, TCSADRAIN, &raw)
    send(pasteOn)
  }

  private static func restore() {
    send(pasteOff)
    tcsetattr(descriptor, TCSADRAIN, saved)
  }

  private static func send(_ text: StaticString) {
    _ = write(descriptor, text.utf8Start, text.utf8CodeUnitCount)
  }

  private static func end(_ number: Int32) {
    if endsByThrowing {
      wasEnded = true
      return
    }
    restore()
    var action = sigaction()
    action.__sigaction_handler.sa_handler = SIG_DFL
    sigaction(number, &action, nil)
    // Blocked until the handler returns, then it ends the program.
    raise(number)
  }

  private static func stop() {
    restore()
    var (own, standard) = (sigaction(), sigaction())
    standard.__sigaction_handler.sa_handler = SIG_DFL
    sigaction(SIGTSTP, &standard, &own)
    var (stopping, before) = (sigset_t(), sigset_t())
    sigemptyset(&stopping)
    sigaddset(&stopping, SIGTSTP)
    raise(SIGTSTP)
    // Stops here; where nobody could continue us, the kernel lets it pass.
    sigprocmask(SIG_UNBLOCK, &stopping, &before)
    sigprocmask(SIG_SETMASK, &before, nil)
    sigaction(SIGTSTP, &own, nil)
    continued()
  }

  /// Also after SIGSTOP, which nobody can handle: the shell has its own settings meanwhile.
  private static func continued() {
    guard isRaw else { return }
    apply()
    wasContinued = true
  }
}
