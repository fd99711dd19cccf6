import CaseModel

/// What the headings and cells of somebody's sheet mean, as a text that people write.
///
/// ```
/// # Our list of persons, 2011 to 2019
/// Navn         = alias
/// Køn          = gender
/// Køn: Kvinde  = Feminine
/// Køn: ?       = unknown
/// Antal mænd   = met-gender: Masculine
/// Journal nr.  = ignore
/// *: -         = ignore
/// ```
///
/// A line maps a heading to a field, a heading to one code of a field that has an answer for each
/// (counts, indicators), or a cell under a heading to what shall be read in its place. `*` stands for every heading: `* = ignore` leaves
/// out what no other line names, `*: - = ignore` reads a cell `-` as empty. Case and spaces around
/// don't matter; a name with a colon or an equals sign in it goes between quotation marks.
public struct ColumnMapping: Equatable, Sendable {
  /// Why a mapping can't be read, by its line; never what stands in it.
  public enum Failure: Error, Equatable, Sendable {
    /// There is no equals sign in the line, or nothing on one side of it.
    case noEqualsSign(line: Int)
    /// The line says again what an earlier one has said.
    case repeated(line: Int)
    /// No heading of the sheet is called that.
    case noSuchHeading(line: Int)
    /// The kind has no such field, or a field of counts no such code.
    case noSuchField(line: Int)
    /// The field has no such answer.
    case noSuchAnswer(line: Int, field: String)
  }

  /// One line.
  struct Line: Equatable, Sendable {
    var number: Int
    /// The heading, as it is compared; `*` for all.
    var heading: String
    /// The cell, as it is compared; nil if the line is about the heading.
    var cell: String?
    /// What stands behind the equals sign; nil for `ignore`.
    var meaning: String?
  }

  let lines: [Line]

  /// A mapping that says nothing: headings are fields' names or labels.
  public init() { lines = [] }

  /// Reads a mapping.
  ///
  /// - Throws: ``Failure``: `noEqualsSign`, `repeated`.
  public init(_ text: String) throws(Failure) {
    var lines: [Line] = []
    let all = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (index, line) in all.enumerated() {
      let line = line.trimmed
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      let number = index + 1
      guard let (left, right) = Self.split(line[...], at: "="),
        case let meaning = Self.unquoted(right), !meaning.isEmpty
      else { throw .noEqualsSign(line: number) }
      let (heading, cell) = Self.split(left, at: ":").map { ($0, $1) } ?? (left, nil)
      guard !Self.unquoted(heading).isEmpty else { throw .noEqualsSign(line: number) }
      let made = Line(
        number: number, heading: Vocabulary.plain(Self.unquoted(heading)),
        cell: cell.map { Vocabulary.plain(Self.unquoted($0)) },
        meaning: meaning.lowercased() == "ignore" ? nil : meaning)
      guard !lines.contains(where: { $0.heading == made.heading && $0.cell == made.cell }) else {
        throw .repeated(line: number)
      }
      lines.append(made)
    }
    self.lines = lines
  }

  /// Both sides of the first such character that isn't between quotation marks.
  private static func split(
    _ text: Substring, at mark: Character
  ) -> (Substring, Substring)? {
    var isQuoted = false
    for place in text.indices {
      if text[place] == "\"" { isQuoted.toggle() }
      if text[place] == mark, !isQuoted {
        return (text[..<place], text[text.index(after: place)...])
      }
    }
    return nil
  }

  private static func unquoted(_ text: Substring) -> String {
    let text = text.trimmed
    guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
    return String(text.dropFirst().dropLast())
  }
}
