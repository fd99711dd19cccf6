/// Answers as `name: value` lines, then an empty line, then a note: what `--fields -` reads.
public struct FieldLines: Equatable, Sendable {
  /// One answer.
  public struct Line: Equatable, Sendable {
    /// The line's number, from 1.
    public let number: Int
    /// The field's stored name.
    public let name: String
    /// What stands behind the colon.
    public let value: String
  }

  /// What is wrong with a line; never what stands in it.
  public enum LineError: Error, Equatable {
    /// There is no colon in the line.
    case noColon(line: Int)
    /// The kind has no such field.
    case noSuchField(line: Int)
    /// The field takes one answer and has one already.
    case repeated(line: Int, field: String)
    /// The value is no answer.
    case wrong(line: Int, AnswerError)
  }

  /// The answers, in order.
  public let lines: [Line]
  /// Everything behind the empty line, without white space at its end; nil if there is none.
  public let note: String?

  /// Reads a text for a kind.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - kind: The kind whose fields may be named, and `person` where it is owned.
  /// - Throws: ``LineError``.
  public init(_ text: String, for kind: Kind) throws(LineError) {
    var lines: [Line] = []
    var note: String?
    let all = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (index, line) in all.enumerated() {
      if line.trimmed.isEmpty {
        note = all[(index + 1)...].joined(separator: "\n")
        break
      }
      guard let colon = line.firstIndex(of: ":") else { throw .noColon(line: index + 1) }
      let name = line[..<colon].trimmed.lowercased()
      let isOwner = kind.isOwned && name == "person"
      guard isOwner || kind.field(name) != nil else { throw .noSuchField(line: index + 1) }
      let takesSeveral = kind.field(name).map(\.takesSeveral) ?? false
      guard takesSeveral || !lines.contains(where: { $0.name == name }) else {
        throw .repeated(line: index + 1, field: name)
      }
      lines.append(
        Line(
          number: index + 1, name: name, value: line[line.index(after: colon)...].trimmed))
    }
    self.lines = lines
    let trimmed = note.map { String($0.reversed().drop(while: \.isWhitespace).reversed()) }
    self.note = trimmed.flatMap { $0.isEmpty ? nil : $0 }
    if self.note != nil, lines.contains(where: { $0.name == "note" }) {
      throw .repeated(line: lines.count + 2, field: "note")
    }
  }
}

extension Field {
  /// Whether a record can have several answers to it.
  public var takesSeveral: Bool { type.isByCode || isMany }
}
