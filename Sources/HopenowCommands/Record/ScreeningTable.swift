import CaseModel
import Glibc
import JournalStore
import Merge

/// By which table the indicators of a screening are answered.
struct ScreeningTable {
  /// What the screening says of it, or will say; nil as long as nothing was asked.
  var id: String?
  /// The table, if it is at hand.
  var table: IndicatorTable?
  /// The indicators that have an answer already, of whatever table.
  private(set) var answered: [String] = []

  /// Begins a screening by no table yet.
  init() {}

  /// Takes the name of a table; the table itself if hopenow brings it.
  mutating func take(_ id: String) {
    guard self.id != id else { return }
    self.id = id
    table = IndicatorTable.shipped(id)
  }

  /// Takes what a screening says.
  init(of view: RecordView) {
    if case .code(let id) = view.answer("table") { self.id = id }
    table = id.flatMap(IndicatorTable.shipped)
    answered = view.answersByCode("indicator").keys.sorted()
  }
}

extension RecordForm {
  /// Answers indicators by a table of the team's own, or by one that was chosen.
  ///
  /// - Throws: ``CommandError/otherTable(_:)`` if the screening began with another one.
  mutating func use(_ table: IndicatorTable) throws {
    if let id = screening.id, id != table.id { throw CommandError.otherTable(id) }
    if screening.id == nil { draft.set("table", to: .code(table.id)) }
    screening.id = table.id
    screening.table = table
  }

  /// Takes a table that hopenow brings, by its name.
  mutating func chooseTable(_ field: Field, _ typed: String) throws {
    let id = try Vocabulary.indicatorTable.code(matching: typed, field: field.name)
    guard let table = IndicatorTable.shipped(id) else {
      throw AnswerError.noSuchCode(field: field.name)
    }
    draft.set(field.name, to: .code(id))
    screening.id = id
    screening.table = table
  }

  /// Takes `debt-bondage=yes,violence=no`; without a table by the first one.
  mutating func answerIndicators(_ field: Field, _ typed: String) throws {
    if screening.id == nil, let first = IndicatorTable.shipped.first { try use(first) }
    let codes = screening.table?.indicators.map(\.code) ?? []
    let all = codes + screening.answered.filter { !codes.contains($0) }
    let answers: [String: Answer?]
    do {
      answers = try field.readIndicators(typed, among: all)
    } catch {
      guard case .noSuchCode = error, screening.table == nil else { throw error }
      throw CommandError.tableNotAtHand
    }
    for (code, answer) in answers { draft.set(field.name, for: code, to: answer) }
  }
}

extension IndicatorTable {
  private static let fileLimit = 1 << 20

  /// Reads a team's own table.
  ///
  /// - Throws: ``CommandError``: `noSuchFile`, `badTable`.
  static func read(from path: String) throws -> IndicatorTable {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CommandError.noSuchFile(path: path) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= fileLimit {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw CommandError.noSuchFile(path: path) }
      guard count > 0 else { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    guard bytes.count <= fileLimit, let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandError.notATable(path: path)
    }
    do {
      return try IndicatorTable(text, besides: shipped)
    } catch {
      throw CommandError.badTable(path: path, error)
    }
  }
}
