/// What is wrong with the text form of a table, and in which line.
public struct IndicatorTableError: Error, Equatable {
  /// What can be wrong.
  public enum Fault: Equatable, Sendable {
    /// The line is no `name: value`, comment or empty line.
    case noColon
    /// No such name is known here: of the table before its first indicator, else of an indicator.
    case noSuchName
    /// The table, or the indicator, has a value of this name already.
    case repeated(name: String)
    /// The table, or the indicator that begins in this line, has no such value, or an empty one.
    case missing(name: String)
    /// A table's name or an indicator's code isn't kebab-case, or is too long.
    case badCode(limit: Int)
    /// The version isn't a whole number from 1 to 9999.
    case badVersion
    /// `draft` is neither `yes` nor `no`.
    case badDraft
    /// `draft` says one thing and the end of the name another.
    case draftDisagrees
    /// The dimension isn't a whole number from 1 to 6.
    case badDimension
    /// The weight is none of `strong`, `medium`, `weak`.
    case badWeight
    /// A question is longer than ``IndicatorTable/questionLimit``.
    case longQuestion
    /// There is a character that can't be seen.
    case controlCharacter
    /// Another indicator has that code; it begins in the line named.
    case duplicate(line: Int)
    /// There are more than ``IndicatorTable/indicatorLimit``.
    case tooMany
    /// There is no indicator at all.
    case empty
    /// The name is that of a table which hopenow brings, and the text isn't.
    case nameTaken
  }

  /// The line, from 1.
  public let line: Int
  /// What is wrong there.
  public let fault: Fault
}

extension IndicatorTable {
  /// The longest question, in characters.
  public static let questionLimit = 300
  /// The most indicators that a table has.
  public static let indicatorLimit = 500

  /// Reads a table's text form: `name: value` lines; empty lines and those that begin with `#` say
  /// nothing.
  ///
  /// First `table`, `version` and, if it is one, `draft: yes`. Then for each indicator, beginning
  /// with it, `indicator` (the code), `dimension` (1 to 6), `weight` (strong, medium, weak), and the
  /// question as `en` and `da`.
  ///
  /// - Parameters:
  ///   - text: The text form.
  ///   - known: Tables whose names only they themselves may have: ``shipped`` for a file.
  /// - Throws: ``IndicatorTableError``, for the first line that is wrong.
  public init(_ text: String, besides known: [IndicatorTable] = []) throws(IndicatorTableError) {
    var reader = IndicatorTableReader()
    var number = 0
    var scalars = text.unicodeScalars[...]
    // A byte order mark is what some editors put first.
    if scalars.first == "\u{feff}" { scalars.removeFirst() }
    let lines = String(scalars).split(omittingEmptySubsequences: false) {
      $0 == "\n" || $0 == "\r\n"
    }
    for line in lines {
      number += 1
      try reader.read(line, number: number)
    }
    self = try reader.table(lastLine: number, besides: known)
  }

  /// Whether a text is lower-case letters, digits and single hyphens between them, and begins with a
  /// letter.
  static func isKebab(_ text: String, limit: Int) -> Bool {
    guard (1...limit).contains(text.utf8.count), text.first?.isLetter == true else { return false }
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty
        && part.allSatisfy {
          (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
    }
  }
}

/// Takes a table's lines one by one.
private struct IndicatorTableReader {
  /// `name: value` lines that belong together.
  private struct Block {
    let line: Int
    var values: [String: (line: Int, text: String)] = [:]
  }

  private static let headNames: Set = ["table", "version", "draft"]
  private static let indicatorNames: Set = ["indicator", "dimension", "weight", "en", "da"]
  private static let nameLimit = 48
  private static let codeLimit = 64

  private var head: (name: String, nameLine: Int, version: Int, isDraft: Bool)?
  private var block = Block(line: 1)
  private var indicators: [Indicator] = []
  private var lines: [String: Int] = [:]

  mutating func read(_ line: Substring, number: Int) throws(IndicatorTableError) {
    func wrong(_ fault: IndicatorTableError.Fault) -> IndicatorTableError {
      IndicatorTableError(line: number, fault: fault)
    }
    let trimmed = line.trimmed
    guard !trimmed.isEmpty, trimmed.first != "#" else { return }
    guard let colon = trimmed.firstIndex(of: ":") else { throw wrong(.noColon) }
    let name = trimmed[..<colon].trimmed
    let value = trimmed[trimmed.index(after: colon)...].trimmed
    if name == "indicator" {
      try endBlock()
      block = Block(line: number)
    }
    let names = name == "indicator" || head != nil ? Self.indicatorNames : Self.headNames
    guard names.contains(name) else { throw wrong(.noSuchName) }
    guard block.values[name] == nil else { throw wrong(.repeated(name: name)) }
    guard !value.isEmpty else { throw wrong(.missing(name: name)) }
    guard value.unicodeScalars.allSatisfy(Self.isVisible) else { throw wrong(.controlCharacter) }
    block.values[name] = (number, value)
  }

  mutating func table(
    lastLine: Int, besides known: [IndicatorTable]
  ) throws(IndicatorTableError) -> IndicatorTable {
    try endBlock()
    guard let head, !indicators.isEmpty else {
      throw IndicatorTableError(line: lastLine, fault: .empty)
    }
    let table = IndicatorTable(
      head.name, version: head.version, isDraft: head.isDraft, indicators: indicators)
    if known.contains(where: { $0.name == table.name && $0 != table }) {
      throw IndicatorTableError(line: head.nameLine, fault: .nameTaken)
    }
    return table
  }

  /// A whole number as it is usually written, without a sign or zeros before it.
  private static func number(_ text: String) -> Int? {
    Int(text).flatMap { String($0) == text ? $0 : nil }
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }

  private mutating func endBlock() throws(IndicatorTableError) {
    if head == nil { try endHead() } else { try endIndicator() }
  }

  private func value(_ name: String) throws(IndicatorTableError) -> (line: Int, text: String) {
    guard let value = block.values[name] else {
      throw IndicatorTableError(line: block.line, fault: .missing(name: name))
    }
    return value
  }

  private mutating func endHead() throws(IndicatorTableError) {
    let (line, name) = try value("table")
    guard IndicatorTable.isKebab(name, limit: Self.nameLimit) else {
      throw IndicatorTableError(line: line, fault: .badCode(limit: Self.nameLimit))
    }
    let (versionLine, versionText) = try value("version")
    guard let version = Self.number(versionText), (1...9999).contains(version) else {
      throw IndicatorTableError(line: versionLine, fault: .badVersion)
    }
    let (draftLine, draft) = block.values["draft"] ?? (line, "no")
    guard ["yes", "no"].contains(draft) else {
      throw IndicatorTableError(line: draftLine, fault: .badDraft)
    }
    guard (draft == "yes") == name.hasSuffix("-draft") else {
      throw IndicatorTableError(line: draftLine, fault: .draftDisagrees)
    }
    head = (name, line, version, draft == "yes")
  }

  private mutating func endIndicator() throws(IndicatorTableError) {
    let (line, code) = try value("indicator")
    guard IndicatorTable.isKebab(code, limit: Self.codeLimit) else {
      throw IndicatorTableError(line: line, fault: .badCode(limit: Self.codeLimit))
    }
    if let first = lines[code] {
      throw IndicatorTableError(line: line, fault: .duplicate(line: first))
    }
    let (dimensionLine, number) = try value("dimension")
    guard let dimension = Self.number(number).flatMap(Dimension.init) else {
      throw IndicatorTableError(line: dimensionLine, fault: .badDimension)
    }
    let (weightLine, weightName) = try value("weight")
    guard let weight = Indicator.Weight(rawValue: weightName) else {
      throw IndicatorTableError(line: weightLine, fault: .badWeight)
    }
    let questions = (try value("en"), try value("da"))
    for (line, question) in [questions.0, questions.1]
    where question.count > IndicatorTable.questionLimit {
      throw IndicatorTableError(line: line, fault: .longQuestion)
    }
    guard indicators.count < IndicatorTable.indicatorLimit else {
      throw IndicatorTableError(line: line, fault: .tooMany)
    }
    lines[code] = line
    indicators.append(
      Indicator(code, dimension, weight, en: questions.0.text, da: questions.1.text))
  }
}
