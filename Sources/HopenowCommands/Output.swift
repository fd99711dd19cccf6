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

/// Standard output for results and standard error for the person.
///
/// Results are held back and written whole at the end, so that a command that fails half-way has
/// printed nothing that a script could take for its answer.
final class Output {
  private var results: [UInt8] = []
  let isTerminal = isatty(STDOUT_FILENO) == 1

  /// Adds a line to the results.
  func print(_ line: String = "") {
    results.append(contentsOf: line.utf8)
    results.append(UInt8(ascii: "\n"))
  }

  /// Adds a text that brings its own line ends.
  func print(whole text: String) {
    results.append(contentsOf: text.utf8)
  }

  /// Tells the person something that isn't a result.
  func remark(_ line: String) {
    Self.write(Array((line + "\n").utf8), to: STDERR_FILENO)
  }

  /// Writes the results out.
  func flush() {
    Self.write(results, to: STDOUT_FILENO)
    results = []
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, bytes.count - written)
      }
      // A reader that went away has what it wanted.
      if count < 0 && errno != EINTR { return }
      written += max(0, count)
    }
  }
}

extension String {
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
    reduce(0) { sum, character in
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
