import CaseModel
import Foundation
import GRDB
import Merge

extension Journal {
  /// Throws the derived tables away and makes them again from the records.
  func rebuildDerived(in db: Database) throws {
    let marks =
      try Schema.derivedTables(db).contains("erased") ? Self.storedMarks(in: db) : [:]
    try Schema.recreateDerived(db)
    try settleErasuresFromScratch(before: marks, in: db)
    try deriveDays(in: db)
    let derivation = try Derivation(for: roster, in: db)
    let rows = try Int64.fetchCursor(db, sql: "SELECT id FROM record WHERE kind <> '' ORDER BY id")
    var done = 0
    while let row = try rows.next() {
      _ = try derivation.refresh(row)
      done += 1
      if done % 256 == 0 { progress?(done) }
    }
  }

  private func deriveDays(in db: Database) throws {
    var days = WrittenDays()
    let entries = try RowStatement("SELECT replica, bytes FROM entry", in: db)
    try entries.start()
    while try entries.next() {
      days.add(
        try Entry(bytes: entries.blob(1, atMost: Entry.length)),
        replica: try entries.integer(0))
    }
    try days.store(in: db)
  }

  /// Makes new tables if they were declared differently when the journal was last written.
  func bringDerivedUpToDate() throws {
    let isCurrent = try read { db in
      try Fact.derivedDigest.get(db) == Schema.digestOfDerived
    }
    guard !isCurrent else { return }
    try write { db in try rebuildDerived(in: db) }
  }

  /// A text as it is looked up: without case, accents or runs of spaces.
  ///
  /// A letter that is no other one with a mark stands under what is typed for it where a keyboard
  /// lacks it: ø under o, æ under ae, Hausa's ɗ under d, Twi's ɛ under e.
  public static func folded(_ text: String) -> String {
    let lowercased = text.lowercased()
    let isPlain = lowercased.utf8.allSatisfy { $0 < 0x80 }
    return (isPlain ? lowercased : bare(lowercased)).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }

  private static func bare(_ lowercased: String) -> String {
    var bare = String.UnicodeScalarView()
    for scalar in lowercased.decomposedStringWithCanonicalMapping.unicodeScalars {
      if let typed = typedInstead[scalar] {
        bare.append(contentsOf: typed.unicodeScalars)
      } else if scalar.properties.generalCategory != .nonspacingMark {
        bare.append(scalar)
      }
    }
    return String(bare)
  }

  private static let typedInstead: [Unicode.Scalar: String] = [
    "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ı": "i",
    "ɓ": "b", "ɗ": "d", "ɖ": "d", "ƙ": "k", "ƴ": "y", "ŋ": "n", "ɛ": "e", "ɔ": "o", "ɣ": "g",
    "ʋ": "v", "ƒ": "f", "ə": "e", "ǝ": "e",
  ]
}

/// Makes the derived rows of records say what the records now say, within one transaction.
final class Derivation {
  private let reader: RecordReader
  let records: RecordRows
  private let db: Database
  private let suffix: String
  private var tablesOfKinds: [String: KindTables] = [:]
  private let handle: RowStatement
  private let attention: RowStatement
  private let deadline: RowStatement
  private let statistics: RowStatement
  private let attendance: RowStatement
  private let attendanceOfPerson: RowStatement
  private let gender: RowStatement
  private let citizenships: RowStatement

  /// The statements for the tables of one kind.
  private struct KindTables {
    let kind: Kind
    let row: RowStatement
    let lists: [(field: Field, insert: RowStatement)]
    let removals: [RowStatement]
  }

  /// Prepares to make rows in the tables whose names have something behind them, if anything; what
  /// is read of other records is always read under the plain names.
  init(
    for roster: Roster, in db: Database, intoTablesWith suffix: String = "",
    absent: RecordRows.Absent = .insert
  ) throws {
    self.db = db
    self.suffix = suffix
    reader = try RecordReader(for: roster, in: db)
    records = try RecordRows(in: db, absent: absent)
    handle = try RowStatement("INSERT INTO handle\(suffix)(folded, record) VALUES (?, ?)", in: db)
    attention = try RowStatement(
      "INSERT INTO attention\(suffix)(record, reason) VALUES (?, ?)", in: db)
    deadline = try RowStatement(
      "INSERT INTO deadline\(suffix)(record, reason, due) VALUES (?, ?, ?)", in: db)
    statistics = try RowStatement(
      "INSERT INTO statistics\(suffix)(record, person, consent, \"on\", until) VALUES (?, ?, ?, ?, ?)",
      in: db)
    attendance = try RowStatement(
      """
      INSERT INTO attendance\(suffix)(record, person, kind, "on", gender, citizenship)
      VALUES (?, ?, ?, ?, ?, ?)
      """, in: db)
    attendanceOfPerson = try RowStatement(
      "UPDATE attendance\(suffix) SET gender = ?, citizenship = ? WHERE person = ?", in: db)
    gender = try RowStatement("SELECT gender FROM person WHERE record = ?", in: db)
    citizenships = try RowStatement(
      "SELECT value FROM person_citizenship WHERE record = ? ORDER BY value", in: db)
  }

  /// Makes the derived rows of one record anew.
  ///
  /// Whoever has just written its only revision gives it along, and nothing is read again. A record
  /// of one revision has no rows yet, unless it `isDerived`.
  ///
  /// - Returns: How it stands now, with the words that were needed; nil if nothing of it counts.
  func refresh(
    _ row: Int64, knowing only: HistoricRevision? = nil, isDerived: Bool = false
  ) throws -> RecordView? {
    let revisions =
      try only.map { [$0] }
      ?? reader.revisions(ofRow: row) { !Self.handleFields(of: $0).isEmpty }
    guard let name = revisions.first?.revision.kind else { return nil }
    let view = RecordView(of: revisions, kind: Kind.named(name))
    guard let tables = try tables(of: name) else { return view }
    if revisions.count > 1 || isDerived { try remove(row, from: tables) }
    guard let view else { return nil }
    try deriveAttention(row, view)
    if view.existence != .gone, !view.isUnknown {
      try deriveColumns(row, view, tables)
      try deriveLists(row, view, tables)
      try deriveHandles(row, view)
      try deriveDeadlines(row, view)
      try deriveStatistics(row, view)
      if tables.kind.isEvent { try deriveAttendance(row, view, tables.kind) }
      if name == "person" { try updateAttendance(ofPerson: row) }
    }
    return view
  }

  /// Takes away the derived rows of a record that is no more.
  func forget(_ row: Int64, kind: String) throws {
    if let tables = try tables(of: kind) { try remove(row, from: tables) }
  }

  /// How a record stands whose derived rows are right already; nil if nothing of it counts.
  func view(ofRow row: Int64) throws -> RecordView? { try reader.view(ofRow: row) }

  private func tables(of name: String) throws -> KindTables? {
    if let known = tablesOfKinds[name] { return known }
    guard let kind = Kind.named(name) else { return nil }
    let lists = kind.fields.filter(\.hasTableOfItsOwn)
    let marks = Array(repeating: "?", count: kind.columns.count + 1).joined(separator: ", ")
    let tables =
      [kind.table, "handle", "attention", "deadline"] + lists.map(kind.table(of:))
      + (kind.isEvent ? ["attendance"] : []) + (kind == .consent ? ["statistics"] : [])
    let made = KindTables(
      kind: kind,
      row: try RowStatement("INSERT INTO \(kind.table)\(suffix) VALUES (\(marks))", in: db),
      lists: try lists.map { field in
        let table = kind.table(of: field) + suffix
        return (field, try RowStatement("INSERT INTO \(table) VALUES (?, ?, ?)", in: db))
      },
      removals: try tables.map {
        try RowStatement("DELETE FROM \($0)\(suffix) WHERE record = ?", in: db)
      })
    tablesOfKinds[name] = made
    return made
  }

  private func remove(_ row: Int64, from tables: KindTables) throws {
    for removal in tables.removals { try removal.execute(.integer(row)) }
    if tables.kind.name == "person" { try updateAttendance(ofPerson: row) }
  }

  private func deriveColumns(_ row: Int64, _ view: RecordView, _ tables: KindTables) throws {
    var values: [RowValue] = [.integer(row)]
    if tables.kind.isOwned {
      values.append(try view.owner.map { .integer(try records.row(of: $0).row) } ?? .null)
    }
    for field in tables.kind.fields {
      switch field.type {
      case .words, .bytes, .counts, .indicators:
        continue
      case .date(time: true):
        let answer = view.answer(field.name)
        values.append(try column(answer))
        if case .date(_, let minute?) = answer {
          values.append(.integer(Int64(minute)))
        } else {
          values.append(.null)
        }
      default:
        if !field.isMany { values.append(try column(view.answer(field.name))) }
      }
    }
    try tables.row.execute(values)
  }

  private func deriveLists(_ row: Int64, _ view: RecordView, _ tables: KindTables) throws {
    for (key, value) in view.fields where !key.element.isEmpty {
      guard let (field, insert) = tables.lists.first(where: { $0.field.name == key.name }),
        case .answer(let answer) = value.shown.value
      else { continue }
      if field.type.isByCode {
        let code = try Answer(encoded: key.element)
        try insert.execute(.integer(row), try column(code), try column(answer))
      } else {
        try insert.execute(.integer(row), try column(answer), .null)
      }
    }
  }

  /// An answer as a column holds it: codes as text, dates as ``CivilDate/number``, records by row.
  private func column(_ answer: Answer?) throws -> RowValue {
    switch answer {
    case nil, .newer, .bytes: .null
    case .code(let code): .text(code)
    case .date(let date, _): .integer(Int64(date.number))
    case .number(let number): .integer(number)
    case .record(let id): .integer(try records.row(of: id).row)
    }
  }

  private func column(_ day: CivilDate?) -> RowValue {
    day.map { .integer(Int64($0.number)) } ?? .null
  }

  /// The fields whose words people type to name a record of a kind.
  private static func handleFields(of kind: String) -> [String] {
    switch kind {
    case "person": ["alias"]
    case "list-entry": ["label"]
    default: []
    }
  }

  private func deriveHandles(_ row: Int64, _ view: RecordView) throws {
    var handles = Set(
      Self.handleFields(of: view.kind).compactMap { view.words($0) }.map(Journal.folded))
    if view.kind == "list-entry", case .code(let code) = view.answer("code") {
      handles.insert(code)
    }
    for folded in handles where !folded.isEmpty {
      try handle.execute(.text(folded), .integer(row))
    }
  }

  private func deriveAttention(_ row: Int64, _ view: RecordView) throws {
    for reason in view.attention { try attention.execute(.integer(row), .text(reason)) }
  }

  private func deriveDeadlines(_ row: Int64, _ view: RecordView) throws {
    for (reason, due) in view.deadlines {
      try deadline.execute(
        .integer(row), .text(reason.rawValue), due.map { .integer(Int64($0.number)) } ?? .null)
    }
  }

  private func deriveStatistics(_ row: Int64, _ view: RecordView) throws {
    guard let statement = view.consentStatement, statement.isAbout(.statistics),
      let person = view.owner
    else { return }
    try statistics.execute(
      .integer(row), .integer(records.row(of: person).row),
      .text(StatisticsConsent(statement.answer).rawValue), column(statement.on),
      column(statement.until))
  }

  private func deriveAttendance(_ row: Int64, _ view: RecordView, _ kind: Kind) throws {
    for person in Set(view.persons) {
      let personRow = try records.row(of: person).row
      let traits = try traits(ofPerson: personRow)
      try attendance.execute(
        .integer(row), .integer(personRow), .text(kind.name), try column(view.answer("on")),
        traits.gender, traits.citizenship)
    }
  }

  private func updateAttendance(ofPerson row: Int64) throws {
    let traits = try traits(ofPerson: row)
    try attendanceOfPerson.execute(traits.gender, traits.citizenship, .integer(row))
  }

  /// Takes a person's part in events over from another table, with her traits as they are read now.
  func copyAttendance(ofPerson row: Int64, from rows: String) throws {
    let traits = try traits(ofPerson: row)
    let copy = try RowStatement(
      """
      INSERT INTO attendance\(suffix)(record, person, kind, "on", gender, citizenship)
      SELECT record, person, kind, "on", ?, ? FROM \(rows) AND person = ?
      """, in: db)
    try copy.execute(traits.gender, traits.citizenship, .integer(row))
  }

  /// A person's gender, and her citizenships joined by spaces, as attendance rows copy them.
  private func traits(ofPerson row: Int64) throws -> (gender: RowValue, citizenship: RowValue) {
    try gender.start(.integer(row))
    let gender = try gender.next() ? gender.textIfAny(0) : nil
    var joined: String?
    try citizenships.start(.integer(row))
    while try citizenships.next() {
      guard let one = citizenships.textIfAny(0) else { continue }
      joined = joined.map { $0 + " " + one } ?? one
    }
    return (gender.map(RowValue.text) ?? .null, joined.map(RowValue.text) ?? .null)
  }
}
