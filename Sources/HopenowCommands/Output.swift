import ArgumentParser
import Glibc

/// The forms in which results are printed.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  /// For a person.
  case text
  /// For a script: one value with a `schema`, keys sorted.
  case json
  /// For a spreadsheet.
  case csv
}

/// The forms of what no table can hold.
enum TextOrJSON: String, CaseIterable, ExpressibleByArgument {
  /// For a person.
  case text
  /// For a script: one value with a `schema`, keys sorted.
  case json
}

/// Standard output for results and standard error for the person.
///
/// Results are held back and written whole at the end, so that a command that fails half-way has
/// printed nothing that a script could take for its answer. On a terminal they are written before
/// the next remark, and every control character is made visible: a foreign journal's words are
/// somebody else's.
final class Output {
  private let results: Int32
  private let remarks: Int32
  private var held: [UInt8] = []
  let isTerminal: Bool

  /// Prints to the process's own streams unless others are named.
  init(results: Int32 = STDOUT_FILENO, remarks: Int32 = STDERR_FILENO) {
    self.results = results
    self.remarks = remarks
    isTerminal = isatty(results) == 1
  }

  /// How many columns the terminal has; 80 where there is none, or it doesn't say.
  var width: Int { Self.width(of: results) }

  /// How many columns the terminal behind a descriptor has, else 80.
  static func width(of descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Adds a line to the results.
  func print(_ line: String = "") {
    print(whole: line + "\n")
  }

  /// Adds rows whose cells stand below each other; columns that are empty throughout are left out.
  func print(rows: [[String]], indent: Int = 0) {
    let margin = String(repeating: " ", count: indent)
    for line in Self.lines(ofRows: rows) { print(margin + line) }
  }

  /// The lines of rows whose cells stand below each other.
  static func lines(ofRows rows: [[String]]) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? $0[column].columns : 0 }.max() ?? 0
    }
    let last = widths.lastIndex { $0 > 0 } ?? 0
    return rows.map { row in
      let cells = row.indices.filter { widths[$0] > 0 }.map { column in
        column == last ? row[column] : row[column].padded(to: widths[column])
      }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// Adds a text that brings its own line ends.
  func print(whole text: String) {
    held.append(contentsOf: (isTerminal ? text.harmless(keepingLines: true) : text).utf8)
  }

  /// Adds a line of pieces to the results; on a terminal those that are marked are bold, unless
  /// NO_COLOR is set.
  func print(marked pieces: [(text: String, isMarked: Bool)]) {
    let isBold = isTerminal && World.variable("NO_COLOR") == nil
    for (text, isMarked) in pieces {
      let marks = isBold && isMarked ? ("\u{1b}[1m", "\u{1b}[0m") : ("", "")
      held.append(contentsOf: marks.0.utf8)
      print(whole: text)
      held.append(contentsOf: marks.1.utf8)
    }
    print()
  }

  /// Tells the person something that isn't a result.
  func remark(_ line: String) {
    // A person reads both in the order in which they were said.
    if isTerminal { try? flush() }
    // Whether standard error can take it changes nothing about the command.
    _ = Self.write(Array((line.harmless(keepingLines: true) + "\n").utf8), to: remarks)
  }

  /// Writes the results out.
  ///
  /// - Throws: ``CommandError/cannotPrint``. A reader that went away is no error: it has what it
  ///   wanted.
  func flush() throws {
    defer { held = [] }
    guard Self.write(held, to: results) else { throw CommandError.cannotPrint }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      switch (count, errno) {
      case (0..., _): rest = rest.dropFirst(count)
      case (_, EINTR): continue
      case (_, EPIPE): return true
      case (_, EAGAIN):
        // Somebody made the pipe non-blocking.
        var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = Glibc.poll(&poll, 1, -1)
      default: return false
      }
    }
    return true
  }
}

/// Rows of CSV (RFC 4180), whose lines end in a line feed as everything here does.
enum CSV {
  /// A row without its end; a cell is quoted if a reader could take it for something else.
  static func row(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",")
  }

  /// Words that no spreadsheet takes for a formula: an apostrophe goes before what begins like one.
  static func unformulated(_ words: String) -> String {
    words.utf8.first.map { formula.contains($0) } ?? false ? "'" + words : words
  }

  private static let formula = Set("=+-@\t\r".utf8)

  private static func cell(_ text: String) -> String {
    guard text.utf8.contains(where: { special.contains($0) }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  private static let special = Set(",\"\r\n".utf8)
}

extension String {
  /// Words as one line shows them, harmless, with a sign where a line ends.
  var inOneLine: String { split(separator: "\n").joined(separator: " ↵ ").harmless() }

  /// The text with every control character made visible, so that words from elsewhere can't drive a
  /// terminal.
  ///
  /// Line ends and tabs stay if `keepingLines`.
  func harmless(keepingLines: Bool = false) -> String {
    var harmless = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where keepingLines && (scalar == "\n" || scalar == "\t"):
        harmless.append(scalar)
      case .format where scalar == "\u{200d}":
        harmless.append(scalar)  // joins an emoji
      case .control, .format, .lineSeparator, .paragraphSeparator:
        harmless.append("\u{fffd}")
      default:
        harmless.append(scalar)
      }
    }
    return String(harmless)
  }

  /// How many columns of a terminal the text takes.
  var columns: Int {
    if utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return utf8.count }
    return reduce(0) { sum, character in
      guard let scalar = character.unicodeScalars.first else { return sum }
      let properties = scalar.properties
      if [.nonspacingMark, .enclosingMark, .control].contains(properties.generalCategory) {
        return sum
      }
      return sum + (properties.isEmojiPresentation || scalar.isWide ? 2 : 1)
    }
  }

  /// The text with spaces behind it up to so many columns.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - columns))
  }
}

extension Unicode.Scalar {
  /// Whether East Asian typography gives the character two columns (UAX #11, wide and fullwidth).
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff,
      0xfe30...0xfe4f, 0xff00...0xff60, 0xffe0...0xffe6, 0x20000...0x3fffd:
      true
    default: false
    }
  }
}
