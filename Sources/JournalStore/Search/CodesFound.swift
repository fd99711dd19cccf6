import CaseModel
import Foundation
import GRDB
import Merge

/// The codes and the entries of the team's lists that a term finds, by stored name or by label in
/// either language.
///
/// Yes and no say nothing without their question, head-counts nothing of anybody, and links nothing by
/// themselves: they aren't searched. An indicator of a table that hopenow brings is found by its code where it was answered
/// with yes.
struct CodesFound {
  /// By vocabulary, those of which any was found.
  private var codes: [String: Set<String>] = [:]
  private var entries: [RecordID: Int64] = [:]
  private var indicators: Set<String> = []

  /// Looks a term up in every vocabulary, and among entries whose names were folded.
  init(
    _ needle: Needle, vocabularies: [Vocabulary], entries: [ListNames], words: inout PlainWords
  ) {
    for vocabulary in vocabularies {
      let found = vocabulary.codes.filter { code in
        [code.stored, code.labels.en, code.labels.da].contains { name in
          words.read(name)
          return words.contain(needle)
        }
      }
      if !found.isEmpty { codes[vocabulary.name] = Set(found.map(\.stored)) }
    }
    for entry in entries {
      words.read(entry.names)
      if words.contain(needle) { self.entries[entry.id] = entry.row }
    }
    for indicator in IndicatorTable.shipped.flatMap(\.indicators) {
      words.read(indicator.code)
      if words.contain(needle) { indicators.insert(indicator.code) }
    }
  }

  /// An entry of a list, and everything that it is called.
  struct ListNames {
    var id: RecordID
    var row: Int64
    var names: String
  }

  /// The vocabularies whose codes are searched.
  static func vocabularies(of kinds: [Kind]) -> [Vocabulary] {
    var seen: Set<String> = []
    return kinds.flatMap(\.fields).compactMap { field in
      guard case .code(let vocabulary) = field.type, isSearched(vocabulary),
        seen.insert(vocabulary.name).inserted
      else { return nil }
      return vocabulary
    }
  }

  /// Every entry of the team's lists.
  static func listNames(in db: Database) throws -> [ListNames] {
    let rows = try RowStatement(
      """
      SELECT uuid, record.id, group_concat(folded, ' · ') FROM handle
      JOIN list_entry ON list_entry.record = handle.record JOIN record ON record.id = handle.record
      GROUP BY record.id
      """, in: db)
    var names: [ListNames] = []
    try rows.start()
    while try rows.next() {
      guard let id = RecordID(try rows.blob(0, atMost: RecordID.length)),
        let text = rows.textIfAny(2)
      else { continue }
      names.append(ListNames(id: id, row: try rows.integer(1), names: text))
    }
    return names
  }

  private static func isSearched(_ vocabulary: Vocabulary) -> Bool {
    ![.yesNo, .sameness].contains(vocabulary)
  }

  /// Whether one of those found is what a record answers to a field.
  func contain(answersTo field: Field, in view: RecordView) -> Bool {
    if field.type == .indicators {
      return view.answersByCode(field.name).contains {
        $0.value == .yes && indicators.contains($0.key)
      }
    }
    let answers =
      field.isMany ? view.answers(field.name) : [view.answer(field.name)].compactMap(\.self)
    return answers.contains { contain($0, of: field) }
  }

  private func contain(_ answer: Answer, of field: Field) -> Bool {
    switch (field.type, answer) {
    case (.code(let vocabulary), .code(let code)): codes[vocabulary.name]?.contains(code) ?? false
    case (.list, .record(let id)): entries[id] != nil
    default: false
    }
  }

  /// Takes in every record of a kind that has one of them among its answers.
  func insertRecords(of kind: Kind, into set: inout RowSet, in db: Database) throws {
    var conditions: [String] = []
    var values: [RowValue] = []
    for field in kind.fields {
      let wanted: [RowValue] =
        switch field.type {
        case .code(let vocabulary):
          (codes[vocabulary.name] ?? []).sorted().map { .text($0) }
        case .list: entries.values.sorted().map { .integer($0) }
        case .indicators: indicators.sorted().map { .text($0) }
        default: []
        }
      guard !wanted.isEmpty else { continue }
      let marks = wanted.map { _ in "?" }.joined(separator: ", ")
      if field.hasTableOfItsOwn {
        try Self.insert(
          "SELECT record FROM \(kind.table(of: field)) WHERE value IN (\(marks))"
            + (field.type == .indicators ? " AND number = 'yes'" : ""), wanted, into: &set, in: db)
      } else {
        conditions.append("\(field.name.quoted) IN (\(marks))")
        values += wanted
      }
    }
    guard !conditions.isEmpty else { return }
    try Self.insert(
      "SELECT record FROM \(kind.table) WHERE \(conditions.joined(separator: " OR "))", values,
      into: &set, in: db)
  }

  private static func insert(
    _ sql: String, _ values: [RowValue], into set: inout RowSet, in db: Database
  ) throws {
    let rows = try RowStatement(sql, in: db)
    try rows.start(values)
    while try rows.next() { set.insert(try rows.integer(0)) }
  }
}
