public import CaseModel

/// Why a sheet's headings can't be understood.
public enum HeadingError: Error, Equatable, Sendable {
  /// The heading of this column, from 1, names no field, and no line of the mapping says otherwise.
  case noSuchField(column: Int)
  /// Two columns answer the same field, which takes one answer.
  case repeated(column: Int, field: String)
  /// No column has the heading that was said to hold the ids.
  case noIDColumn
  /// No column answers a field that every record of the kind needs.
  case missing(field: String)
}

/// Which column of a sheet answers which field.
public struct SheetLayout: Equatable, Sendable {
  /// What a column is about.
  public enum Subject: Hashable, Sendable {
    /// A field of the kind.
    case field(Field)
    /// The answer for one code of a field that has one for each: a number of counts, an indicator.
    case code(Field, code: String)
    /// The person whom a record of an owned kind belongs to.
    case owner
  }

  /// A column that says something.
  public struct Column: Equatable, Sendable {
    /// Its place, from 0.
    public var index: Int
    /// What it is about.
    public var subject: Subject
    /// What shall be read in place of a cell, by the cell's plain text; nil reads it as empty.
    var meanings: [String: String?] = [:]

    /// The stored name of the field.
    public var fieldName: String {
      switch subject {
      case .field(let field), .code(let field, _): field.name
      case .owner: "person"
      }
    }

    /// What a cell says; nil if it says nothing.
    public func text(of cell: String) -> String? {
      let text = cell.trimmed
      if !meanings.isEmpty {
        if let meaning = meanings[Vocabulary.plain(text)] { return meaning }
        if case .field(let field) = subject, field.isMany { return textOfParts(text) }
      }
      return text.isEmpty ? nil : text
    }

    /// What a cell with several answers says, of which each may have a meaning.
    private func textOfParts(_ text: String) -> String? {
      let parts = Field.parts(of: text, several: true) { _ in false }
      guard parts.contains(where: { meanings[Vocabulary.plain($0)] != nil }) else {
        return text.isEmpty ? nil : text
      }
      let read = parts.compactMap { part in
        if let meaning = meanings[Vocabulary.plain(part)] { meaning } else { part }
      }
      return read.isEmpty ? nil : read.joined(separator: "\n")
    }
  }

  /// The columns that say something, from left to right.
  public let columns: [Column]
  /// The column of the ids, from 0.
  public let idColumn: Int?
  /// How many columns have a heading.
  public let width: Int
  /// The columns before the last heading, from 0, that have none.
  public let withoutHeading: [Int]

  /// Finds out what a sheet's columns mean.
  ///
  /// - Parameters:
  ///   - headings: The first row.
  ///   - kind: The kind of record that each of the other rows is.
  ///   - mapping: What headings mean that are no field's name or label.
  ///   - id: The heading of the column that tells rows apart, as it was typed.
  /// - Throws: ``HeadingError``, ``ColumnMapping/Failure``.
  public init(
    headings: [String], kind: Kind, mapping: ColumnMapping = ColumnMapping(), id: String? = nil
  ) throws {
    let names = headings.map(Vocabulary.plain)
    width = names.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
    withoutHeading = names.indices.prefix(width).filter { names[$0].isEmpty }
    idColumn = try id.map { id in
      guard let place = names.firstIndex(of: Vocabulary.plain(id)) else {
        throw HeadingError.noIDColumn
      }
      return place
    }
    for line in mapping.lines {
      guard line.heading == "*" || names.contains(line.heading) else {
        throw ColumnMapping.Failure.noSuchHeading(line: line.number)
      }
      guard line.heading != "*" || line.cell != nil || line.meaning == nil else {
        throw ColumnMapping.Failure.noSuchField(line: line.number)
      }
    }
    var columns: [Column] = []
    for (index, name) in names.enumerated() where !name.isEmpty {
      guard let subject = try Self.subject(of: name, kind: kind, mapping) else {
        let isKnown = index == idColumn || Self.exported.contains(name)
        if isKnown || Self.isIgnored(name, mapping) { continue }
        throw HeadingError.noSuchField(column: index + 1)
      }
      if columns.contains(where: { $0.subject == subject }), !subject.takesSeveralColumns {
        throw HeadingError.repeated(
          column: index + 1, field: Column(index: index, subject: subject).fieldName)
      }
      columns.append(Column(index: index, subject: subject))
    }
    try Self.addMeanings(mapping, names: names, kind: kind, to: &columns)
    let answered = Set(columns.map(\.fieldName))
    let needed = kind.fields.filter(\.isRequired).map(\.name) + (kind.isOwned ? ["person"] : [])
    for field in needed where !answered.contains(field) {
      throw HeadingError.missing(field: field)
    }
    self.columns = columns
  }

  /// What an export has besides the fields.
  private static let exported: Set<String> = ["id", "code"]

  /// What a heading is about: the mapping's word counts before the kind's own names.
  private static func subject(
    of heading: String, kind: Kind, _ mapping: ColumnMapping
  ) throws(ColumnMapping.Failure) -> Subject? {
    guard let line = mapping.lines.first(where: { $0.heading == heading && $0.cell == nil }) else {
      return kind.subject(named: heading)
    }
    guard let meaning = line.meaning else { return nil }
    if let subject = kind.subject(named: meaning) { return subject }
    let parts = meaning.split(separator: ":", maxSplits: 1).map(\.trimmed)
    guard parts.count == 2, case .field(let field)? = kind.subject(named: parts[0]),
      let code = field.code(called: parts[1])
    else { throw .noSuchField(line: line.number) }
    return .code(field, code: code)
  }

  private static func isIgnored(_ heading: String, _ mapping: ColumnMapping) -> Bool {
    mapping.lines.contains {
      ($0.heading == heading || $0.heading == "*") && $0.cell == nil && $0.meaning == nil
    }
  }

  private static func addMeanings(
    _ mapping: ColumnMapping, names: [String], kind: Kind, to columns: inout [Column]
  ) throws(ColumnMapping.Failure) {
    // What is said of all headings first, so that what is said of one counts.
    for line in mapping.lines.sorted(by: { $0.heading == "*" && $1.heading != "*" }) {
      guard let cell = line.cell else { continue }
      for place in columns.indices
      where line.heading == "*" || names[columns[place].index] == line.heading {
        if let meaning = line.meaning, line.heading != "*",
          case .field(let field) = columns[place].subject, case .code(let vocabulary) = field.type,
          vocabulary.code(called: meaning) == nil
        {
          throw .noSuchAnswer(line: line.number, field: field.name)
        }
        columns[place].meanings.updateValue(line.meaning, forKey: cell)
      }
    }
  }
}

extension SheetLayout.Subject {
  /// Whether what several columns say can be put together: lines of a text, elements, day and time.
  fileprivate var takesSeveralColumns: Bool {
    guard case .field(let field) = self else { return false }
    switch field.type {
    case .words, .date(time: true): return true
    default: return field.isMany
    }
  }
}

extension Kind {
  /// What a heading names: a field by its stored name or its question in either language.
  fileprivate func subject(named text: String) -> SheetLayout.Subject? {
    let name = Self.withoutMark(text)
    if isOwned && ["person", "hvem"].contains(name) { return .owner }
    let found = fields.first { field in
      name == field.name || name == Self.withoutMark(field.question.en)
        || name == Self.withoutMark(field.question.da)
    }
    // Keys and stored names are hopenow's own to write.
    return found.flatMap { $0.type == .bytes || $0.type == .name ? nil : .field($0) }
  }

  private static func withoutMark(_ text: String) -> String {
    var plain = Vocabulary.plain(text)
    if plain.last == "?" { plain.removeLast() }
    return plain
  }
}
