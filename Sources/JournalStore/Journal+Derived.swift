import CaseModel
import Foundation
import GRDB
import Merge

extension Journal {
  /// Makes the derived rows of some records say what the records now say.
  func refreshDerived(_ rows: [Int64], in db: Database) throws {
    for row in rows { try refreshDerived(row, in: db) }
  }

  /// Throws the derived tables away and makes them again from the records.
  func rebuildDerived(in db: Database) throws {
    try Schema.recreateDerived(db)
    let rows = try Int64.fetchCursor(db, sql: "SELECT id FROM record WHERE kind <> '' ORDER BY id")
    var done = 0
    while let row = try rows.next() {
      try refreshDerived(row, in: db)
      done += 1
      if done % 256 == 0 { progress?(done) }
    }
  }

  /// Makes new tables if they were declared differently when the journal was last written.
  func bringDerivedUpToDate() throws {
    let isCurrent = try read { db in
      try Fact.derivedDigest.get(db) == Schema.digestOfDerived
    }
    guard !isCurrent else { return }
    try write { db in try rebuildDerived(in: db) }
  }

  private func refreshDerived(_ row: Int64, in db: Database) throws {
    let revisions = try revisions(ofRow: row, in: db)
    guard let name = revisions.first?.revision.kind, let kind = Kind.named(name) else { return }
    let view = RecordView(of: revisions, kind: kind)
    if revisions.count > 1 { try removeDerived(row, kind: kind, in: db) }
    guard let view else { return }
    try deriveAttention(row, view, in: db)
    guard view.existence != .gone else { return }
    try deriveColumns(row, view, kind: kind, in: db)
    try deriveLists(row, view, kind: kind, in: db)
    try deriveHandles(row, view, kind: kind, in: db)
    if kind.isEvent { try deriveAttendance(row, view, kind: kind, in: db) }
    if kind.name == "person" { try updateAttendance(ofPerson: row, in: db) }
  }

  private func removeDerived(_ row: Int64, kind: Kind, in db: Database) throws {
    var tables = [kind.table, "handle", "attention"]
    tables += kind.fields.filter(\.hasTableOfItsOwn).map(kind.table(of:))
    if kind.isEvent { tables.append("attendance") }
    for table in tables {
      try db.cachedStatement(sql: "DELETE FROM \(table) WHERE record = ?")
        .execute(arguments: [row])
    }
    if kind.name == "person" { try updateAttendance(ofPerson: row, in: db) }
  }

  private func deriveColumns(_ row: Int64, _ view: RecordView, kind: Kind, in db: Database) throws {
    var values: [any DatabaseValueConvertible] = [row]
    if kind.isOwned {
      values.append(
        try view.owner.map { try Self.internedRow(of: $0, in: db).databaseValue }
          ?? DatabaseValue.null)
    }
    for field in kind.fields {
      let answer = view.answer(field.name)
      switch field.type {
      case .words, .bytes, .counts:
        continue
      case .date(time: true):
        values.append(try columnValue(answer, in: db))
        if case .date(_, let minute?) = answer {
          values.append(minute)
        } else {
          values.append(DatabaseValue.null)
        }
      default:
        if !field.isMany { values.append(try columnValue(answer, in: db)) }
      }
    }
    let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
    try db.cachedStatement(sql: "INSERT INTO \(kind.table) VALUES (\(marks))")
      .execute(arguments: StatementArguments(values))
  }

  private func deriveLists(_ row: Int64, _ view: RecordView, kind: Kind, in db: Database) throws {
    for field in kind.fields where field.hasTableOfItsOwn {
      let statement = try db.cachedStatement(
        sql: "INSERT INTO \(kind.table(of: field)) VALUES (?, ?, ?)")
      for (key, value) in view.fields where key.name == field.name {
        guard case .answer(let answer) = value.shown.value else { continue }
        if case .counts = field.type {
          let code = try Answer(encoded: key.element)
          try statement.execute(
            arguments: [row, try columnValue(code, in: db), try columnValue(answer, in: db)])
        } else {
          try statement.execute(
            arguments: [row, try columnValue(answer, in: db), DatabaseValue.null])
        }
      }
    }
  }

  /// An answer as a column holds it: codes as text, dates as ``CivilDate/number``, records by row.
  private func columnValue(_ answer: Answer?, in db: Database) throws -> DatabaseValue {
    switch answer {
    case nil, .newer, .bytes: .null
    case .code(let code): code.databaseValue
    case .date(let date, _): date.number.databaseValue
    case .number(let number): number.databaseValue
    case .record(let id): try Self.internedRow(of: id, in: db).databaseValue
    }
  }

  private func deriveHandles(_ row: Int64, _ view: RecordView, kind: Kind, in db: Database) throws {
    let fields = kind.name == "person" ? ["alias"] : kind.name == "list-entry" ? ["label"] : []
    var handles = Set(fields.compactMap { view.words($0) }.map(Self.folded))
    if kind.name == "list-entry", case .code(let code) = view.answer("code") {
      handles.insert(code)
    }
    for handle in handles where !handle.isEmpty {
      try db.cachedStatement(sql: "INSERT INTO handle(folded, record) VALUES (?, ?)")
        .execute(arguments: [handle, row])
    }
  }

  private func deriveAttention(_ row: Int64, _ view: RecordView, in db: Database) throws {
    var reasons = Set(view.fields.filter(\.value.isConflict).map(\.key.name))
    if view.existence == .disputed { reasons.insert(Self.goneReason) }
    if view.isMissingChange { reasons.insert(Self.missingReason) }
    for reason in reasons {
      try db.cachedStatement(sql: "INSERT INTO attention(record, reason) VALUES (?, ?)")
        .execute(arguments: [row, reason])
    }
  }

  // No stored name has a colon in it.
  static let goneReason = ":gone"
  static let missingReason = ":missing"

  private func deriveAttendance(
    _ row: Int64, _ view: RecordView, kind: Kind, in db: Database
  ) throws {
    let persons = kind.isOwned ? [view.owner].compactMap(\.self) : view.persons
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO attendance(record, person, kind, "on", setting, gender, citizenship)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    for person in Set(persons) {
      let personRow = try Self.internedRow(of: person, in: db)
      let traits = try traits(ofPerson: personRow, in: db)
      try statement.execute(arguments: [
        row, personRow, kind.name, try columnValue(view.answer("on"), in: db),
        try columnValue(view.answer("setting"), in: db), traits.gender, traits.citizenship,
      ])
    }
  }

  private func updateAttendance(ofPerson row: Int64, in db: Database) throws {
    let traits = try traits(ofPerson: row, in: db)
    try db.cachedStatement(
      sql: "UPDATE attendance SET gender = ?, citizenship = ? WHERE person = ?"
    )
    .execute(arguments: [traits.gender, traits.citizenship, row])
  }

  /// A person's gender, and her citizenships joined by spaces, as attendance rows copy them.
  private func traits(
    ofPerson row: Int64, in db: Database
  ) throws -> (gender: String?, citizenship: String?) {
    let gender = try String.fetchOne(
      db.cachedStatement(sql: "SELECT gender FROM person WHERE record = ?"), arguments: [row])
    let citizenships = try String.fetchAll(
      db.cachedStatement(
        sql: "SELECT value FROM person_citizenship WHERE record = ? ORDER BY value"),
      arguments: [row])
    return (gender, citizenships.isEmpty ? nil : citizenships.joined(separator: " "))
  }

  /// A name as it is looked up: without case, accents or runs of spaces.
  static func folded(_ text: String) -> String {
    let lowercased = text.lowercased()
    let isPlain = lowercased.utf8.allSatisfy { $0 < 0x80 }
    let bare =
      isPlain
      ? lowercased
      : String(
        String.UnicodeScalarView(
          lowercased.decomposedStringWithCanonicalMapping.unicodeScalars.filter {
            $0.properties.generalCategory != .nonspacingMark
          }))
    return bare.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension RecordView {
  /// The persons who took part, for kinds that name them in a field.
  var persons: [RecordID] {
    answers("person").compactMap { answer in
      if case .record(let id) = answer { id } else { nil }
    }
  }
}
