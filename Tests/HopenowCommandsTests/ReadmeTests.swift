import Foundation
import TestSupport
import Testing

/// The session on the README's first screen, typed again.
@Suite struct ReadmeTests {
  static let readme = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "README.md")
  let folder = TemporaryFolder()
  /// Stands for the last group of the code on the screen.
  static let lastGroup = "the last group"

  /// A command, and what is typed at each of its questions.
  static let session: [(command: [String], typed: [(question: String, answer: String)])] = [
    (
      ["init", "--worker", "Worker A"],
      [("type your own: ", ""), ("for no code: ", Self.lastGroup)]
    ),
    (
      ["contact"],
      [
        ("[today] ", "yesterday 23:30"), ("setting? ", "street"), ("meet? ", "14"),
        ("speak with? ", "3"), ("own? ", "Red Hat"), ("new page? [y/N] ", "y"),
        ("> ", "Met near the station. Wants a lawyer."), ("> ", ""), ("more: ", ""),
      ]
    ),
    (["list"], []),
    (["search", "lawyer"], []),
    (["show", "Red Hat"], []),
  ]

  @Test func `the README's session is what the program shows`() throws {
    var program = Program(in: folder)
    program.environment["HOPENOW_TODAY"] = "2026-11-01T01:30"
    var passphrase = ""
    var shown: [String] = []
    for (command, typed) in Self.session {
      shown.append(
        "$ hopenow " + command.map { $0.contains(" ") ? "\"\($0)\"" : $0 }.joined(separator: " "))
      let session = try TerminalSession(program, command)
      if command[0] != "init" {
        // With a keyring the journal is still open, as on a worker's laptop.
        #expect(session.waits(for: "Passphrase for "))
        session.type(passphrase + "\r")
      }
      for (question, answer) in typed {
        #expect(session.waits(for: question))
        let code = session.screen.firstMatch(of: Self.code).map { String($0.0) }
        session.type((answer == Self.lastGroup ? String(code?.suffix(4) ?? "") : answer) + "\r")
      }
      #expect(session.ends() == 0)
      if let words = session.screen.firstMatch(of: /A passphrase for you: ([a-z ]+)/) {
        passphrase = String(words.1)
      }
      shown += lines(session.screen)
    }
    let text = shown.joined(separator: "\n")
    let readme = try String(contentsOf: Self.readme, encoding: .utf8)
    #expect(readme.contains(text), "the README should show:\n\(text)")
  }

  private static var code: Regex<Substring> { /(?:[0-9A-Z]{4}-){8}[0-9A-Z]{4}/ }

  /// The screen as it looks in the end, with everything that chance decides replaced.
  private func lines(_ screen: String) -> [String] {
    String(String.UnicodeScalarView(screen.unicodeScalars.filter { $0 != "\r" }))
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        let drawn = line.components(separatedBy: "\u{1b}[K").last ?? ""
        // The folder first: chance may give it a name that looks like an id.
        return drawn.replacing(/\u{1b}\[[?0-9;]*[a-zA-Z]/, with: "")
          .replacing(folder.path, with: "/home/you")
          .replacing(Self.code, with: "A676-S2F0-134K-TQWK-1QV1-P2P9-Z859-H3PA-7C1X")
          .replacing(/(for no code:) .*/, with: { "\($0.1) 7C1X" })
          .replacing(/HN-[0-9A-Z]{4}-[0-9A-Z]{4}/, with: "HN-4F7K-2QXM")
          .replacing(/\b[0-9a-f]{8}\b/, with: "3f2a91c4")
          .replacing(
            /(A passphrase for you:) [a-z ]+/,
            with: { "\($0.1) ability across music planet river window" }
          )
          .trimmingTrailingSpace
      }
      .filter {
        !$0.isEmpty && !$0.hasPrefix("Passphrase for ")
          && !$0.hasPrefix("Warning: this machine swaps")
      }
  }
}

extension String {
  fileprivate var trimmingTrailingSpace: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
