import Foundation

/// A session of command lines and what they print, as a document shows it.
///
/// Lines that begin with `$ ` are commands for a shell (a `\` at the end goes on in the next line);
/// what follows each is what it prints, on both streams, and `[status N]` if it fails. In Markdown
/// only blocks fenced as `console` are sessions. Ids differ from run to run: the nth one that is
/// printed stands as the nth of a fixed row, and where a command names it the real one is used.
public struct Transcript {
  /// One command of a session, and what it printed.
  public struct Step {
    public var command: String
    public var output: String
  }

  private enum Part {
    case text(String)
    case step(Step)
  }

  private var parts: [Part] = []
  private let isMarkdown: Bool

  /// Reads a document.
  public init(_ text: String, isMarkdown: Bool) {
    self.isMarkdown = isMarkdown
    var isSession = !isMarkdown
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
    if lines.last == "" { lines.removeLast() }
    while let line = lines.popFirst() {
      if isMarkdown && line.hasPrefix("```") {
        isSession = line == "```console"
        parts.append(.text(line))
      } else if isSession && line.hasPrefix("$ ") {
        var command = line
        while command.hasSuffix("\\"), let next = lines.popFirst() { command += "\n" + next }
        parts.append(.step(Step(command: command, output: "")))
      } else if isSession, case .step(var step)? = parts.last, !line.hasPrefix("# ") {
        step.output += line + "\n"
        parts[parts.count - 1] = .step(step)
      } else {
        parts.append(.text(line))
      }
    }
  }

  /// The commands, with what the document says that they print.
  public var steps: [Step] {
    parts.compactMap { if case .step(let step) = $0 { step } else { nil } }
  }

  /// The document, with what the commands print now.
  public mutating func run(_ program: Program) throws {
    var names = StandInNames()
    for (place, part) in parts.enumerated() {
      guard case .step(var step) = part else { continue }
      let line = names.real(String(step.command.dropFirst(2)).replacing("\\\n", with: ""))
      let result = try program.run(
        [],
        prefix: [
          "/bin/bash", "-c", "hopenow() { \"$program\" \"$@\"; }; program=$0; { \(line)\n} 2>&1",
        ])
      var output = names.standIns(result.output.replacing(program.folder.path, with: "/home/you"))
      if !output.isEmpty && !output.hasSuffix("\n") { output += "\n" }
      if result.status != 0 { output += "[status \(result.status)]\n" }
      step.output = output
      parts[place] = .step(step)
    }
  }

  /// The whole document.
  public var text: String {
    parts.map { part in
      switch part {
      case .text(let line): line + "\n"
      case .step(let step): step.command + "\n" + step.output
      }
    }.joined()
  }
}

/// Ids of a run, and those that stand for them in a document.
private struct StandInNames {
  private var standIns: [String: String] = [:]
  private var reals: [String: String] = [:]
  private var count = 0

  /// The text with every id replaced by one that is the same in each run.
  mutating func standIns(_ text: String) -> String {
    let times = text.replacing(/\b\d{4}-\d\d-\d\d \d\d:\d\dZ/, with: "2026-11-01 22:30Z")
      // The six words of somebody's fingerprint, and the name of a parcel.
      .replacing(
        /: ([a-z]{3,8} ){5}[a-z]{3,8}(?=\n)/, with: ": amber basket cedar dolphin engine feather"
      )
      // When an install last wrote, by the machine's clock.
      .replacing(/, \d{4}-\d\d-\d\d\)\n/, with: ", 2026-11-01)\n")
      .replacing(/parcel-[0-9a-f]{16}/, with: "parcel-0123456789abcdef")
    let pattern =
      /\bHN-[0-9A-Z]{4}-[0-9A-Z]{4}\b|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{8}\b/
    var result = ""
    var rest = times[...]
    while let match = rest.firstMatch(of: pattern) {
      result += rest[..<match.range.lowerBound] + standIn(String(match.0))
      rest = rest[match.range.upperBound...]
    }
    return result + rest
  }

  /// The command line with the run's own ids.
  func real(_ line: String) -> String {
    var line = line
    for (standIn, real) in reals { line = line.replacing(standIn, with: real) }
    return line
  }

  private mutating func standIn(_ id: String) -> String {
    if let known = standIns[id] { return known }
    if id.count == 36 {
      return standIn(String(id.prefix(8))) + "-7d1c-8a52-9b3e-6f04c1d7a258"
    }
    count += 1
    let mixed = UInt64(count) &* 0x9e37_79b9_7f4a_7c15
    let made: String
    if id.hasPrefix("HN-") {
      let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
      let code = (0..<8).map { letters[Int(mixed >> (5 * UInt64($0) + 20) & 31)] }
      made = "HN-" + String(code[..<4]) + "-" + String(code[4...])
    } else {
      let hex = String(mixed >> 32 | 0xa000_0000, radix: 16)
      made = String(hex.suffix(8))
    }
    standIns[id] = made
    reals[made] = id
    return made
  }
}
