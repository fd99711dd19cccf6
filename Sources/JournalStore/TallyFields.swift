import CaseModel
import GRDB

/// Reads some fields of persons, one person at a time.
final class PersonFields {
  /// Fields of one answer, each with its column, and the statement that reads them all.
  private let columns: [(place: Int, column: Int32)]
  private let row: RowStatement
  private let lists: [(place: Int, values: RowStatement)]

  init(_ fields: [Field], in db: Database) throws {
    let single = fields.indices.filter { !fields[$0].hasTableOfItsOwn }
    let names = ["record"] + single.map { fields[$0].name }
    row = try RowStatement(
      "SELECT \(names.map(\.quoted).joined(separator: ", ")) FROM person WHERE record = ?", in: db)
    columns = single.enumerated().map { ($1, Int32($0 + 1)) }
    lists = try fields.indices.filter { fields[$0].hasTableOfItsOwn }.map { place in
      let table = Kind.person.table(of: fields[place])
      return (place, try RowStatement("SELECT value FROM \(table) WHERE record = ?", in: db))
    }
  }

  /// Hands over each answer of a person: the field's place, and where it can be read.
  func read(_ person: Int64, _ take: (Int, RowStatement, Int32) throws -> Void) throws {
    try row.start(.integer(person))
    while try row.next() {
      for (place, column) in columns { try take(place, row, column) }
    }
    for (place, values) in lists {
      try values.start(.integer(person))
      while try values.next() { try take(place, values, 0) }
    }
  }
}

/// How an answer to a field is read.
struct Reading {
  enum Answer {
    case code
    case list(TeamList)
    case number
    case nothing
  }

  var answer: Answer
  /// Whether its one answer is in a column.
  var hasColumn: Bool

  init(_ field: Field) {
    answer =
      switch field.type {
      case .code: .code
      case .list(let list): .list(list)
      case .date, .dueDate, .number, .amount: .number
      default: .nothing
      }
    hasColumn = !field.isMany
    if case .nothing = answer { hasColumn = false }
  }

  /// Whether all answers to it are codes.
  var hasCodes: Bool {
    switch answer {
    case .code, .list: true
    case .number, .nothing: false
    }
  }
}
