import CaseModel
import JournalStore
import Spreadsheets

/// One field of a sheet's rows and the columns that answer it.
///
/// Most cells say what some cell above them said: what they mean is found once.
struct SheetQuestion {
  /// What the cells say.
  enum Reading {
    case nothing
    case answers([(FieldKey, Answer)])
    case words(String)
    case owner(RecordID)
    case fault(LineFault.Cause)
  }

  private let subject: SheetLayout.Subject
  private var columns: [SheetLayout.Column]
  private var known: [String: Reading] = [:]

  /// How many different cells are remembered for each field, so that memory has an end.
  private static let limit = 8192

  /// The questions of a sheet, from left to right.
  static func all(of layout: SheetLayout) -> [SheetQuestion] {
    var questions: [SheetQuestion] = []
    for column in layout.columns {
      if let place = questions.firstIndex(where: { $0.subject == column.subject }) {
        questions[place].columns.append(column)
      } else {
        questions.append(SheetQuestion(subject: column.subject, columns: [column]))
      }
    }
    return questions
  }

  private init(subject: SheetLayout.Subject, columns: [SheetLayout.Column]) {
    self.subject = subject
    self.columns = columns
  }

  /// The stored name of the field.
  var fieldName: String { columns[0].fieldName }
  /// The first of its columns, from 0.
  var firstColumn: Int { columns[0].index }

  /// Reads its cells of a row.
  mutating func read(
    _ cells: [String], _ references: SheetReferences, _ today: Today, _ writer: CommandWriter
  ) throws -> Reading {
    if case .field(let field) = subject, field.type == .words {
      let texts = texts(in: cells)
      // First and last name stand side by side; what else is written has lines.
      let isName = ["alias", "legal-name", "label"].contains(field.name)
      let text = texts.joined(separator: isName ? " " : "\n").unguarded
      return texts.isEmpty
        ? .nothing : text.utf8.count > Revision.wordsLimit ? .fault(.tooLong) : .words(text)
    }
    // Day and time stand side by side; so do the elements of a field of several, but for a comma.
    let cell: String
    if columns.count == 1 {
      let place = columns[0].index
      guard place < cells.count, !cells[place].isEmpty else { return .nothing }
      cell = cells[place]
    } else {
      cell = texts(in: cells).joined(separator: joint)
    }
    if let reading = known[cell] { return reading }
    let reading = try read(cell, references, today, writer)
    if known.count < Self.limit { known[cell] = reading }
    return reading
  }

  private func texts(in cells: [String]) -> [String] {
    columns.compactMap { $0.index < cells.count ? $0.text(of: cells[$0.index]) : nil }
  }

  private var joint: String {
    if case .field(let field) = subject, field.isMany { "\n" } else { " " }
  }

  private func read(
    _ cell: String, _ references: SheetReferences, _ today: Today, _ writer: CommandWriter
  ) throws -> Reading {
    let text = columns.count == 1 ? columns[0].text(of: cell) : cell.isEmpty ? nil : cell
    guard let text else { return .nothing }
    do {
      switch subject {
      case .owner:
        return .owner(try references.person(text, in: writer))
      case .code(let field, let code):
        return .answers([(key(of: code, in: field), try field.readCellOfCode(text))])
      case .field(let field):
        return .answers(try answers(to: field, text, references, today, writer))
      }
    } catch let error as AnswerError {
      return .fault(.answer(error))
    } catch let cause as LineFault.Cause {
      return .fault(cause)
    }
  }

  private func answers(
    to field: Field, _ text: String, _ references: SheetReferences, _ today: Today,
    _ writer: CommandWriter
  ) throws -> [(FieldKey, Answer)] {
    var answers: [Answer]
    switch field.type {
    case .counts, .indicators:
      return try field.readCellByCode(text).map { (key(of: $0, in: field), $1) }
    case .record, .list:
      if let id = references.known(text, for: field.type) {
        answers = [.record(id)]
        break
      }
      let parts = try Field.parts(of: text, several: field.isMany) { part in
        // Somebody may be called by a name with a comma in it.
        try references.knows(part, for: field.type, in: writer)
      }
      answers = try parts.map { part in
        try Vocabulary.special(part).map { .code($0) }
          ?? .record(references.record(part, for: field.type, in: writer))
      }
    default:
      answers = try field.readCell(text, today: today)
    }
    guard field.isMany else { return answers.prefix(1).map { (FieldKey(field.name), $0) } }
    return answers.map { (FieldKey(field.name, element: $0.encoded), $0) }
  }

  private func key(of code: String, in field: Field) -> FieldKey {
    FieldKey(field.name, element: Answer.code(code).encoded)
  }
}
