import Glibc
import Sealing

/// The person at the keyboard: asks a question and reads the answer.
///
/// Reads the terminal raw, since a line in canonical mode is cut at 4,095 bytes and a pasted note is
/// longer. Backspace, Delete, ^W, ^U, arrows, Home and End work; a pasted text arrives whole, its
/// line ends in it, and never answers the next question. ^C throws ``CommandError/interrupted``, and
/// so does a terminal that is gone.
final class Terminal {
  /// The longest passphrase that is taken, in bytes.
  static let longestPassphrase = 4096

  let descriptor: Int32
  private let keys: TerminalKeys
  /// What was typed of the last line or note when it was interrupted.
  private(set) var unfinished = ""

  /// Opens the process's terminal; nil if it has none.
  convenience init?() {
    let descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { return nil }
    self.init(descriptor: descriptor)
  }

  /// Takes over an open terminal.
  init(descriptor: Int32) {
    self.descriptor = descriptor
    keys = TerminalKeys(descriptor: descriptor)
  }

  deinit { close(descriptor) }

  /// Shows a text as it is.
  ///
  /// - Warning: Words from elsewhere go through ``Swift/String/harmless(keepingLines:)`` first.
  func show(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Asks for one line, which may begin with what was typed of it before.
  ///
  /// - Returns: The line without its end; nil for ^D on an empty one.
  func readLine(_ prompt: String, beginning: String = "") throws -> String? {
    try raw { try editLine(prompt, beginning: beginning, keepsLines: false) }
  }

  /// Asks for a text of any number of lines, which an empty line or ^D ends.
  ///
  /// Empty lines within a pasted text belong to it. It may go on with what was typed of it before.
  func readNote(_ prompt: String, beginning: String = "") throws -> String? {
    try raw {
      show(prompt + "\n")
      var lines = beginning.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
      var last = lines.popLast() ?? ""
      for line in lines { show("> " + line.harmless() + "\n") }
      do {
        while let line = try editLine("> ", beginning: last, keepsLines: true), !line.isEmpty {
          lines.append(line)
          last = ""
        }
      } catch {
        unfinished = (lines + [unfinished]).joined(separator: "\n")
        throw error
      }
      return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }
  }

  /// Asks a question whose answer is yes or no; Enter is no.
  func confirm(_ question: String, danish: Bool) throws -> Bool {
    let answer = try readLine(question + (danish ? " [j/N] " : " [y/N] ")) ?? ""
    return ["y", "yes", "j", "ja"].contains(answer.lowercased())
  }

  /// Asks for a secret without showing it.
  ///
  /// The bytes go straight into locked memory, one by one, and are never in a `String`.
  ///
  /// - Throws: ``CommandError``: `interrupted`, `passphraseTooLong`.
  func readPassphrase(_ prompt: String) throws -> Passphrase {
    var length = 0
    let typed = try SecretBytes(count: Self.longestPassphrase) { memory in
      try raw {
        show(prompt)
        defer { show("\n") }
        while true {
          switch try keys.nextOfSecret() {
          case .byte(let byte):
            guard length < memory.count else { throw CommandError.passphraseTooLong }
            memory[length] = byte
            length += 1
          case .key(.erase):
            // A character of UTF-8 goes whole.
            repeat { length = max(0, length - 1) } while length > 0 && memory[length] & 0xc0 == 0x80
          case .key(.eraseLine), .key(.eraseWord): length = 0
          case .key(.enter), .key(.endOfInput): return
          case .key(.interrupt): throw CommandError.interrupted
          case .key(.suspend): TerminalMode.suspend()
          case .key(.redraw): show("\n" + prompt)
          case .key: continue
          }
        }
      }
    }
    return Passphrase(try typed.slice(0..<length))
  }

  // MARK: Editing

  private func editLine(
    _ prompt: String, beginning: String, keepsLines: Bool
  ) throws -> String? {
    var line = LineBeingEdited(beginning)
    do {
      return try edit(&line, after: prompt, keepsLines: keepsLines)
    } catch {
      unfinished = line.text
      throw error
    }
  }

  private func edit(
    _ line: inout LineBeingEdited, after prompt: String, keepsLines: Bool
  ) throws -> String? {
    var isPasting = false
    var prompt = prompt
    if prompt.columns + 20 > width {
      // Drawn again and again it must fit into one line of the screen.
      show(prompt + "\n")
      prompt = "> "
    }
    redraw(prompt, line)
    while true {
      switch (try keys.next(), isPasting) {
      case (.interrupt, _):
        show("\n")
        throw CommandError.interrupted
      case (.text(let bytes), _): line.insert(String(decoding: bytes, as: UTF8.self))
      case (.pasteEnd, _): isPasting = false
      case (.enter, true): line.insert(keepsLines ? "\n" : " ")
      case (_, true): continue
      case (.enter, false):
        line.moveEnd()
        redraw(prompt, line)
        show("\n")
        return line.text
      case (.endOfInput, false):
        guard line.isEmpty else { continue }
        show("\n")
        return nil
      case (.erase, false): line.erase()
      case (.eraseNext, false): line.eraseNext()
      case (.eraseWord, false): line.eraseWord()
      case (.eraseLine, false): line = LineBeingEdited()
      case (.left, false): line.move(by: -1)
      case (.right, false): line.move(by: 1)
      case (.home, false): line.moveHome()
      case (.end, false): line.moveEnd()
      case (.pasteStart, false): isPasting = true
      case (.suspend, false): TerminalMode.suspend()
      case (.redraw, false): break
      case (.ignored, false): continue
      }
      // A pasted text of 20,000 characters is drawn once, not 20,000 times.
      if !isPasting && !keys.isWaiting { redraw(prompt, line) }
    }
  }

  /// Draws the prompt and as much of the line around the cursor as fits.
  private func redraw(_ prompt: String, _ line: LineBeingEdited) {
    let (before, behind) = line.window(columns: max(8, width - prompt.columns - 1))
    var drawing = "\r\u{1b}[K" + prompt + before + behind
    if behind.columns > 0 { drawing += "\u{1b}[\(behind.columns)D" }
    show(drawing)
  }

  private var width: Int { Output.width(of: descriptor) }

  /// Runs `body` with the terminal raw, and gives it back as it was however `body` ends.
  private func raw<Result>(_ body: () throws -> Result) throws -> Result {
    TerminalMode.enter(descriptor)
    defer { TerminalMode.leave() }
    return try body()
  }
}
