import Foundation
import Sealing
import TestSupport
import Testing

@testable import HopenowCommands

extension Passphrase {
  var revealed: String { secret.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }
}

/// The terminal's settings belong to the process, so one question is asked at a time.
@Suite(.serialized) struct TerminalTests {
  @Test(arguments: [
    ("plain\r", "plain"),
    ("\r", ""),
    ("abc\u{7f}d\r", "abd"),
    ("æø\u{7f}å\r", "æå"),
    ("e\u{301}x\u{7f}\u{7f}ok\r", "ok"),
    ("one two  \u{17}three\r", "one three"),
    ("one two\u{1b}\u{7f}three\r", "one three"),
    ("wrong\u{15}right\r", "right"),
    ("ac\u{1b}[Db\r", "abc"),
    ("ac\u{1b}[D\u{1b}[D\u{1b}[C\u{1b}[D>\r", ">ac"),
    ("bc\u{1b}[Ha\u{1b}[Fd\r", "abcd"),
    ("bc\u{1b}OHa\u{1b}OFd\r", "abcd"),
    ("bc\u{1b}[1~a\u{1b}[4~d\r", "abcd"),
    ("bc\u{1}a\u{5}d\r", "abcd"),
    ("abc\u{1b}[H\u{1b}[3~\r", "bc"),
    ("\u{7f}\u{7f}\u{1b}[D\u{1b}[3~a\u{1b}[C\r", "a"),
    ("a\tb\r", "a b"),
    ("a\u{1b}[31;1mb\u{1b}[200Xc\u{7}\r", "abc"),
    ("a\u{4}b\r", "ab"),
    ("👩‍👧x\u{7f}\u{7f}y\r", "y"),
    ("中文\u{1b}[D字\r", "中字文"),
    ("\u{1b}[200~two\rlines\u{1b}[201~ here\r", "two lines here"),
    ("\u{1b}[200~no\u{15}\u{4}\u{17} control\u{1b}[201~\r", "no control"),
  ])
  func `a line is edited with the usual keys`(keys: String, line: String) throws {
    #expect(try Keyboard().typing(keys) { try $0.readLine("Who? ") } == line)
  }

  @Test func `what is typed ahead answers the next question, once`() throws {
    let answers = try Keyboard().typing("first\rsecond\rthird\r") { terminal in
      try [
        terminal.readLine("1? "), terminal.readPassphrase("2? ").revealed, terminal.readLine("3? "),
      ]
    }
    #expect(answers == ["first", "second", "third"])
  }

  @Test func `^D on an empty line is no answer, and ^C ends`() throws {
    #expect(try Keyboard().typing("\u{4}") { try $0.readLine("Who? ") } == nil)
    #expect(throws: CommandError.interrupted) {
      try Keyboard().typing("abc\u{3}") { try $0.readLine("Who? ") }
    }
    #expect(throws: CommandError.interrupted) {
      try Keyboard().typing("\u{1b}[200~abc\u{3}") { try $0.readLine("Who? ") }
    }
  }

  /// A line of a terminal in canonical mode would end after 4,095 bytes.
  @Test func `a pasted line of 20,000 characters arrives whole and is drawn a few times`() throws {
    let text = String((0..<2000).flatMap { "ø\($0)中.....🌍!".prefix(10) }.prefix(20_000))
    for marked in [true, false] {
      let keyboard = try Keyboard()
      let keys = marked ? "\u{1b}[200~\(text)\u{1b}[201~\r" : text + "\r"
      #expect(try keyboard.typing(keys) { try $0.readLine("Note: ") } == text)
      #expect(keyboard.screen.count < 100_000, "drawn for every character it would be 1,600,000")
    }
  }

  @Test func `a note is lines up to an empty one, and a pasted one keeps its empty lines`() throws {
    let keys = "one\rtwo\r\r\u{1b}[200~three\r\rfour\r\u{1b}[201~\r\r\u{4}next\r"
    let notes = try Keyboard().typing(keys) { terminal in
      try [
        terminal.readNote("Note:"), terminal.readNote("Note:"), terminal.readNote("Note:"),
        terminal.readLine("Next? "),
      ]
    }
    #expect(notes == ["one\ntwo", "three\n\nfour\n", nil, "next"])
  }

  @Test func `yes is yes in both languages, and anything else is no`() throws {
    let answers = try Keyboard().typing("y\rYES\rja\r\rn\rperhaps\r\u{4}") { terminal in
      try (0..<7).map { _ in try terminal.confirm("Sure?", danish: false) }
    }
    #expect(answers == [true, true, true, false, false, false, false])
  }

  @Test(arguments: [
    ("six invented words\r", "six invented words"),
    ("aø\u{7f}b\u{7f}\u{7f}\u{7f}c\r", "c"),
    ("aøb\u{7f}\u{7f}c\r", "ac"),
    ("wrong\u{15}right\r", "right"),
    ("wrong words\u{17}right\r", "right"),
    ("a\u{1b}[Db\u{1b}[A\r", "ab"),
    ("\u{1b}[200~pasted\u{1b}[201~\r", "pasted"),
    ("ended\u{4}", "ended"),
    ("\r", ""),
  ])
  func `a passphrase is what was typed, and isn't shown`(keys: String, expected: String) throws {
    let keyboard = try Keyboard()
    let typed = try keyboard.typing(keys) { try $0.readPassphrase("Passphrase: ") }
    #expect(typed.revealed == expected)
    #expect(keyboard.screen == "\u{1b}[?2004hPassphrase: \r\n\u{1b}[?2004l")
  }

  @Test func `a passphrase is taken whole or not at all`() throws {
    let longest = String(repeating: "x", count: Terminal.longestPassphrase)
    #expect(
      try Keyboard().typing(longest + "\r") { try $0.readPassphrase("? ") }.revealed == longest)
    #expect(throws: CommandError.passphraseTooLong) {
      try Keyboard().typing(longest + "x\r") { try $0.readPassphrase("? ") }
    }
    #expect(throws: CommandError.interrupted) {
      try Keyboard().typing("abc\u{3}") { try $0.readPassphrase("? ") }
    }
  }

  @Test func `the terminal is as before, however a question ends`() throws {
    for keys in ["line\r", "line\u{3}", "\u{4}"] {
      let keyboard = try Keyboard(isRaw: false)
      // Typed only when the question is there: before, the terminal itself would take ^C.
      let before = keyboard.settings
      _ = try? keyboard.typing(keys, after: "Who? ") { try $0.readLine("Who? ") }
      #expect(keyboard.settings.c_lflag == before.c_lflag)
      #expect(keyboard.settings.c_iflag == before.c_iflag)
    }
  }

  @Test func `a terminal that is gone ends the question`() throws {
    for hangUp in 0..<2 {
      let pair = try PseudoTerminal()
      let terminal = Terminal(descriptor: open(pair.name, O_RDWR | O_NOCTTY))
      close(pair.ours)
      #expect(throws: CommandError.interrupted) {
        if hangUp == 0 {
          _ = try terminal.readLine("? ")
        } else {
          _ = try terminal.readPassphrase("? ")
        }
      }
    }
  }

  @Test func `words with control characters don't drive the terminal`() throws {
    let keyboard = try Keyboard()
    let typed = try keyboard.typing("a\u{9b}31mb\u{202e}c\r") { try $0.readLine("? ") }
    #expect(typed == "a\u{9b}31mb\u{202e}c")
    #expect(!keyboard.screen.contains("\u{9b}") && !keyboard.screen.contains("\u{202e}"))
  }

  @Test func `a long line and a long prompt stay on one line of a narrow screen`() throws {
    let keyboard = try Keyboard(columns: 30)
    let prompt = "A question that is as long as the screen is wide? "
    _ = try keyboard.typing(String(repeating: "中", count: 40) + "\r") { try $0.readLine(prompt) }
    let drawn = keyboard.screen.replacing("\u{1b}[?2004h", with: "").split(separator: "\r\n")
    #expect(drawn.first.map(String.init) == prompt)
    for line in drawn.dropFirst().flatMap({ $0.split(separator: "\r\u{1b}[K") }) {
      #expect(String(line.prefix { $0 != "\u{1b}" }).columns < 30)
    }
  }
}

/// Whoever stops or ends hopenow in a question gets a shell that echoes.
@Suite struct InterruptedTerminalTests {
  let folder = TemporaryFolder()

  /// Runs `init`, which asks for a name, as the job of a shell that tells how it fared.
  func session() throws -> TerminalSession {
    try TerminalSession(
      Program(in: folder), ["init", "--journal", "j.hopenow"],
      prefix: [
        "/bin/bash", "-c",
        """
        set -m
        state() { echo "[$1: $(stty -a | tr ' ;' '\\n\\n' | grep -x -E -e '-?(echo|icanon|isig)' | xargs)]"; }
        "$@"; state "status $?"
        while [ -n "$(jobs -s)" ]; do fg >/dev/null; state "status $?"; done
        """, "bash",
      ])
  }

  /// The only child of the shell.
  func program(in session: TerminalSession) throws -> pid_t {
    let path = "/proc/\(session.process)/task/\(session.process)/children"
    let children = try String(contentsOfFile: path, encoding: .utf8).split(separator: " ")
    return try #require(children.first.flatMap { pid_t($0) })
  }

  @Test(arguments: ["^Z", "SIGTSTP", "SIGSTOP"])
  func `stopped in a question it gives the terminal back, and takes it again`(how: String) throws {
    let session = try session()
    #expect(session.waits(for: "colleagues know it: "))
    session.type("Worker\u{7f}")
    #expect(session.waits(for: "Worke"))
    switch how {
    case "^Z": session.type("\u{1a}")
    case "SIGTSTP": kill(try program(in: session), SIGTSTP)
    // Can't be handled: the shell sets the terminal right for itself.
    default: kill(try program(in: session), SIGSTOP)
    }
    let stopped = how == "SIGSTOP" ? "[status 147: " : "[status 148: isig icanon echo]"
    #expect(session.waits(for: stopped))
    // Continued by the shell: the line is drawn again and can be gone on with.
    #expect(session.waits(for: "colleagues know it: Worke"))
    session.type("r B\r")
    #expect(session.waits(for: "type your own: "))
    session.type("\u{3}")
    // After SIGSTOP this shell puts back what it found itself.
    #expect(session.waits(for: "[status 130: " + (how == "SIGSTOP" ? "" : "isig icanon echo]")))
    #expect(session.ends() == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.file("j.hopenow")))
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT])
  func `ended by a signal it leaves a terminal that echoes`(number: Int32) throws {
    let session = try session()
    #expect(session.waits(for: "colleagues know it: "))
    session.type("Worker\r")
    #expect(session.waits(for: "type your own: "))
    // Asked again, it has read everything: what it hadn't read the shell would echo.
    session.type("half of a passphrase\r")
    #expect(session.waits(for: "Once more: "))
    kill(try program(in: session), number)
    #expect(session.waits(for: "[status \(128 + number): isig icanon echo]"))
    #expect(!session.screen.contains("half of"))
  }

  /// A shell whose job dies of SIGINT dies of it too, so here it runs without one.
  @Test func `an interrupt from elsewhere ends it too`() throws {
    let session = try TerminalSession(Program(in: folder), ["init", "--journal", "j.hopenow"])
    #expect(session.waits(for: "colleagues know it: "))
    kill(session.process, SIGINT)
    #expect(session.ends() == -SIGINT)
    #expect(session.screen.hasSuffix("\u{1b}[?2004l"))
  }
}
