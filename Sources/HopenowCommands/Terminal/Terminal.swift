import Glibc
import Sealing

/// The person at the keyboard: asks a question and reads the answer.
///
/// Reads the terminal raw, since a line in canonical mode is cut at 4,095 bytes and a pasted note is
/// longer. Backspace, ^W, ^U, arrows, Home and End work; a pasted text arrives whole, its line ends
/// in it, and never answers the next question. ^C throws ``CommandError/interrupted``.
final class Terminal {
  private let descriptor: Int32
  private var pending: ArraySlice<UInt8> = []

  /// Opens the process's terminal; nil if it has none.
  init?() {
    descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Shows a text as it is.
  func show(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count <= 0 { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Asks for one line.
  ///
  /// - Returns: The line without its end; nil for ^D on an empty one.
  func readLine(_ prompt: String) throws -> String? {
    try raw { try editLine(prompt, keepsLines: false).map(\.text) }
  }

  /// Asks for a text of any number of lines, which an empty line or ^D ends.
  ///
  /// Empty lines within a pasted text belong to it.
  func readNote(_ prompt: String) throws -> String? {
    try raw {
      show(prompt + "\n")
      var lines: [String] = []
      while let line = try editLine("> ", keepsLines: true) {
        if line.text.isEmpty { break }
        lines.append(line.text)
      }
      return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }
  }

  /// Asks a question whose answer is yes or no; Enter is no.
  func confirm(_ question: String) throws -> Bool {
    let answer = try readLine(question + " [y/N] ") ?? ""
    return ["y", "yes", "j", "ja"].contains(answer.lowercased())
  }

  /// Asks for a secret without showing it.
  ///
  /// The bytes are never in a `String`, and every buffer that held them is wiped.
  func readPassphrase(_ prompt: String) throws -> Passphrase {
    var typed: [UInt8] = []
    typed.reserveCapacity(4096)
    defer { wipe(&typed) }
    try raw {
      show(prompt)
      defer { show("\n") }
      reading: while true {
        switch try key() {
        case .enter, .endOfInput: break reading
        case .interrupt: throw CommandError.interrupted
        case .text(let bytes):
          guard typed.count + bytes.count <= 4096 else { continue }
          typed.append(contentsOf: bytes)
        case .erase:
          while let last = typed.popLast(), last & 0xc0 == 0x80 {}
        case .eraseLine, .eraseWord:
          wipe(&typed)
          typed.removeAll(keepingCapacity: true)
        case .suspend: suspend()
        case .left, .right, .home, .end, .pasteStart, .pasteEnd, .ignored: continue
        }
      }
    }
    return Passphrase(try SecretBytes(copying: typed))
  }

  // MARK: Editing

  private struct Line {
    var characters: [Character] = []
    var cursor = 0
    var text: String { String(characters) }

    mutating func insert(_ text: String) {
      let new = Array(text)
      characters.insert(contentsOf: new, at: cursor)
      cursor += new.count
    }

    mutating func eraseWord() {
      while cursor > 0, characters[cursor - 1].isWhitespace { erase() }
      while cursor > 0, !characters[cursor - 1].isWhitespace { erase() }
    }

    mutating func erase() {
      guard cursor > 0 else { return }
      cursor -= 1
      characters.remove(at: cursor)
    }
  }

  private func editLine(_ prompt: String, keepsLines: Bool) throws -> Line? {
    var line = Line()
    var isPasting = false
    redraw(prompt, line)
    while true {
      switch try key() {
      case .enter where isPasting: line.insert(keepsLines ? "\n" : " ")
      case .enter:
        line.cursor = line.characters.count
        redraw(prompt, line)
        show("\n")
        return line
      case .endOfInput:
        guard line.characters.isEmpty else { continue }
        show("\n")
        return nil
      case .interrupt:
        show("\n")
        throw CommandError.interrupted
      case .text(let bytes): line.insert(String(decoding: bytes, as: UTF8.self))
      case .erase: line.erase()
      case .eraseWord: line.eraseWord()
      case .eraseLine: line = Line()
      case .left: line.cursor = max(0, line.cursor - 1)
      case .right: line.cursor = min(line.characters.count, line.cursor + 1)
      case .home: line.cursor = 0
      case .end: line.cursor = line.characters.count
      case .pasteStart: isPasting = true
      case .pasteEnd: isPasting = false
      case .suspend: suspend()
      case .ignored: continue
      }
      // A pasted text of 20,000 characters is drawn once, not 20,000 times.
      if pending.isEmpty && !isPasting { redraw(prompt, line) }
    }
  }

  /// Draws the prompt and as much of the line around the cursor as fits.
  private func redraw(_ prompt: String, _ line: Line) {
    let room = max(8, width - prompt.columns - 1)
    let start = max(0, line.cursor - room)
    let shown = line.characters[start..<min(line.characters.count, start + room)]
    let text = String(shown).harmless()
    let behind = String(line.characters[line.cursor..<max(line.cursor, shown.endIndex)]).harmless()
    var drawing = "\r\u{1b}[K" + prompt + text
    if behind.columns > 0 { drawing += "\u{1b}[\(behind.columns)D" }
    show(drawing)
  }

  private var width: Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  // MARK: Keys

  private enum Key {
    case text([UInt8])
    case enter, erase, eraseWord, eraseLine, left, right, home, end
    case pasteStart, pasteEnd, interrupt, endOfInput, suspend, ignored
  }

  private func key() throws -> Key {
    guard let byte = try next() else { return .endOfInput }
    switch byte {
    case 0x03: return .interrupt
    case 0x04: return .endOfInput
    case 0x0d, 0x0a: return .enter
    case 0x08, 0x7f: return .erase
    case 0x17: return .eraseWord
    case 0x15: return .eraseLine
    case 0x01: return .home
    case 0x05: return .end
    case 0x02: return .left
    case 0x06: return .right
    case 0x1a: return .suspend
    case 0x09: return .text([0x20])
    case 0x1b: return try escape()
    case 0..<0x20: return .ignored
    default: return try text(from: byte)
    }
  }

  /// Everything up to the next key that isn't text, so that a long paste is inserted in pieces.
  private func text(from first: UInt8) throws -> Key {
    var bytes = [first]
    let length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1
    while bytes.count < length, let byte = try next() { bytes.append(byte) }
    let rest = pending.prefix { $0 >= 0x20 && $0 != 0x7f }
    // A character that isn't whole yet is left for the next key.
    let end = rest.lastIndex { $0 & 0xc0 != 0x80 }.map { start in
      let lead = rest[start]
      let length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1
      return rest.endIndex - start >= length ? rest.endIndex : start
    }
    if let end {
      bytes.append(contentsOf: pending[pending.startIndex..<end])
      pending = pending[end...]
    }
    return .text(bytes)
  }

  private func escape() throws -> Key {
    guard let second = try next() else { return .ignored }
    if second == 0x7f { return .eraseWord }
    guard second == UInt8(ascii: "[") || second == UInt8(ascii: "O") else { return .ignored }
    var parameters: [UInt8] = []
    while let byte = try next() {
      if !(0x40...0x7e).contains(byte) {
        parameters.append(byte)
        continue
      }
      switch (byte, String(decoding: parameters, as: UTF8.self)) {
      case (UInt8(ascii: "D"), _): return .left
      case (UInt8(ascii: "C"), _): return .right
      case (UInt8(ascii: "H"), _), (UInt8(ascii: "~"), "1"): return .home
      case (UInt8(ascii: "F"), _), (UInt8(ascii: "~"), "4"): return .end
      case (UInt8(ascii: "~"), "200"): return .pasteStart
      case (UInt8(ascii: "~"), "201"): return .pasteEnd
      default: return .ignored
      }
    }
    return .ignored
  }

  private func next() throws -> UInt8? {
    if let byte = pending.popFirst() { return byte }
    var buffer = [UInt8](repeating: 0, count: 4096)
    defer { wipe(&buffer) }
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return nil }
      pending = ArraySlice(buffer[..<count])
      return pending.popFirst()
    }
  }

  // MARK: Mode

  /// Runs `body` with the terminal raw, and gives it back as it was however `body` ends.
  private func raw<Result>(_ body: () throws -> Result) throws -> Result {
    TerminalMode.enter(descriptor)
    show("\u{1b}[?2004h")
    defer {
      show("\u{1b}[?2004l")
      TerminalMode.leave()
    }
    return try body()
  }

  private func suspend() {
    show("\u{1b}[?2004l")
    TerminalMode.leave()
    kill(getpid(), SIGTSTP)
    // Continued.
    TerminalMode.enter(descriptor)
    show("\u{1b}[?2004h")
  }
}

/// The terminal's settings as they were, for whoever has to put them back: also a signal handler.
private enum TerminalMode {
  nonisolated(unsafe) private static var saved = termios()
  nonisolated(unsafe) private static var descriptor: Int32 = -1

  static func enter(_ terminal: Int32) {
    guard tcgetattr(terminal, &saved) == 0 else { return }
    descriptor = terminal
    for number in [SIGTERM, SIGHUP, SIGQUIT] {
      signal(number) { number in
        // Only calls that are safe in a handler.
        TerminalMode.leave()
        signal(number, SIG_DFL)
        raise(number)
      }
    }
    var raw = saved
    raw.c_iflag &= ~tcflag_t(ICRNL | INLCR | IGNCR | IXON)
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    tcsetattr(terminal, TCSADRAIN, &raw)
  }

  static func leave() {
    guard descriptor >= 0 else { return }
    tcsetattr(descriptor, TCSADRAIN, &saved)
    descriptor = -1
  }
}
