import CaseModel
import GRDB

/// The codes of one field, as they are met in its column.
final class FieldCodes {
  /// How the field's answers are read.
  let reading: Reading
  private(set) var numbers: CodeNumbers
  /// Short codes that were met, the frequent ones first.
  private var texts: [(text: ShortText, number: Int32)] = []
  /// Several codes in one text that were met.
  private var sets: [String: CodeSet] = [:]
  /// Entries of the list that were met, by their records' rows.
  private var entries: [Int64: Int32] = [:]

  init(_ field: Field) {
    reading = Reading(field)
    numbers = CodeNumbers([notAskedCode] + (field.type.vocabulary?.codes.map(\.stored) ?? []))
  }

  /// The number of the code in a column; that of nobody asked where there is none.
  func number(_ rows: RowStatement, _ column: Int32) -> Int32 {
    guard let text = rows.shortTextIfAny(column) else {
      return rows.textIfAny(column).map { Int32(numbers[$0]) } ?? 0
    }
    for place in texts.indices where texts[place].text == text {
      let number = texts[place].number
      if place > 0 { texts.swapAt(place, place - 1) }
      return number
    }
    let number = rows.textIfAny(column).map { Int32(numbers[$0]) } ?? 0
    texts.append((text, number))
    return number
  }

  /// The numbers of the codes in a column that has several, parted by spaces.
  func set(_ rows: RowStatement, _ column: Int32) -> CodeSet {
    guard let text = rows.textIfAny(column), !text.isEmpty else { return .one(0) }
    if let known = sets[text] { return known }
    var set = CodeSet.one(0)
    for code in text.split(separator: " ") { set.insert(numbers[String(code)]) }
    sets[text] = set
    return set
  }

  /// The number of the list's entry in a column; `code` finds what the team calls one.
  func number(
    _ rows: RowStatement, _ column: Int32, code: (Int64) throws -> String?
  ) rethrows -> Int32 {
    // Unknown and refused are codes here too.
    guard let row = rows.integerIfAny(column) else { return number(rows, column) }
    if let known = entries[row] { return known }
    let number = try code(row).map { Int32(numbers[$0]) } ?? 0
    entries[row] = number
    return number
  }
}
