import CaseModel
import GRDB

/// Reads the events of one kind, with all that belongs to them.
final class KindReader {
  /// Which events are read.
  enum Selection {
    /// Those of some days: the first and the last.
    case days
    /// That of a record.
    case record
  }

  private let kind: Kind
  private let codes: [FieldCodes]
  private let lists: TeamListCodes
  private let selection: Selection
  private let rows: RowStatement
  private let ofLists: [(place: Int, rows: RowStatement)]
  private let heads: (rows: RowStatement, genders: FieldCodes)?
  private let attendances: RowStatement
  /// Where in the piece the event of a record is.
  private(set) var places: [Int64: Int] = [:]

  /// Makes the statements for the fields that are wanted, each with its codes; the codes of head-counts
  /// by gender are nil where these aren't wanted.
  init(
    _ kind: Kind, _ fields: [(field: Field, codes: FieldCodes)], genders: FieldCodes?,
    lists: TeamListCodes, by selection: Selection, in db: Database
  ) throws {
    self.kind = kind
    self.selection = selection
    self.lists = lists
    codes = fields.map(\.codes)
    let table = kind.table
    let condition =
      switch selection {
      case .days: "\"on\" BETWEEN ? AND ?"
      case .record: "\(table).record = ?"
      }
    let columns = ["record", "on"] + fields.filter(\.codes.reading.hasColumn).map(\.field.name)
    rows = try RowStatement(
      "SELECT \(columns.map(\.quoted).joined(separator: ", ")) FROM \(table) WHERE \(condition)",
      in: db)
    ofLists = try fields.indices.filter { place in
      fields[place].field.hasTableOfItsOwn && fields[place].codes.reading.hasCodes
    }.map { place in
      let list = kind.table(of: fields[place].field)
      return (
        place,
        try RowStatement(
          """
          SELECT \(list).record, value FROM \(table)
          JOIN \(list) ON \(list).record = \(table).record WHERE \(condition)
          """, in: db)
      )
    }
    heads = try genders.map { genders in
      let rows = try RowStatement(
        """
        SELECT contact.record, value, number FROM contact
        JOIN contact_met_gender ON contact_met_gender.record = contact.record WHERE \(condition)
        """, in: db)
      return (rows, genders)
    }
    let ofAttendance =
      switch selection {
      case .days: "kind = ? AND \"on\" BETWEEN ? AND ?"
      case .record: "record = ?"
      }
    attendances = try RowStatement(
      "SELECT record, person, gender, citizenship FROM attendance WHERE \(ofAttendance)", in: db)
  }

  /// Adds the events that are selected by some values to a piece, of those records that are wanted now.
  ///
  /// `person` finds somebody's place by her row; her gender and citizenship can be read in columns 2
  /// and 3. If there are more events than the limit, false comes back and nobody was looked for.
  func read(
    _ values: [RowValue], into piece: inout TallyPiece, limit: Int = .max,
    isWanted: (Int64) -> Bool, person: (Int64, RowStatement) throws -> Int32
  ) throws -> Bool {
    places.removeAll(keepingCapacity: true)
    try rows.start(values)
    while try rows.next() {
      let record = try rows.integer(0)
      guard let on = rows.integerIfAny(1), CivilDate(number: Int(on)) != nil, isWanted(record)
      else { continue }
      if piece.count == limit { return false }
      places[record] = piece.count
      piece.days.append(Int32(on))
      var column: Int32 = 2
      for (place, codes) in codes.enumerated() {
        try read(codes, column, into: &piece, place)
        if codes.reading.hasColumn { column += 1 }
      }
    }
    // Nothing else belongs to nothing.
    try readLists(places.isEmpty ? nil : values, into: &piece)
    try readAttendances(places.isEmpty ? nil : values, into: &piece, person)
    return true
  }

  private func read(
    _ codes: FieldCodes, _ column: Int32, into piece: inout TallyPiece, _ place: Int
  ) throws {
    guard codes.reading.hasColumn else {
      piece.codes[place].append(one: codes.reading.hasCodes ? 0 : -1)
      return
    }
    switch codes.reading.answer {
    case .code: piece.codes[place].append(one: codes.number(rows, column))
    case .list(let list):
      piece.codes[place].append(
        one: try codes.number(rows, column) { try lists.code(of: $0, in: list) })
    case .number:
      let number = rows.integerIfAny(column).map(Int.init)
      piece.numbers[place].append(number)
      // A code where a number could be: unknown, refused.
      let hasCode = number == nil && rows.textIfAny(column) != nil
      piece.codes[place].append(one: hasCode ? codes.number(rows, column) : -1)
    case .nothing: piece.codes[place].append(one: -1)
    }
  }

  private func readLists(_ values: [RowValue]?, into piece: inout TallyPiece) throws {
    guard let values else { return }
    for (place, rows) in ofLists {
      let codes = codes[place]
      try rows.start(values)
      while try rows.next() {
        guard let event = places[try rows.integer(0)] else { continue }
        let number =
          if case .list(let list) = codes.reading.answer {
            try codes.number(rows, 1) { try lists.code(of: $0, in: list) }
          } else {
            codes.number(rows, 1)
          }
        piece.codes[place].insert(number, at: event)
      }
    }
    guard let heads else { return }
    try heads.rows.start(values)
    while try heads.rows.next() {
      guard let event = places[try heads.rows.integer(0)],
        let count = heads.rows.integerIfAny(2), heads.rows.textIfAny(1) != nil
      else { continue }
      let gender = Int(heads.genders.number(heads.rows, 1))
      piece.heads[event, default: []].append((gender, Int(count)))
    }
  }

  private func readAttendances(
    _ values: [RowValue]?, into piece: inout TallyPiece,
    _ person: (Int64, RowStatement) throws -> Int32
  ) throws {
    guard let values else { return piece.setPersons([]) }
    try attendances.start((selection == .days ? [.text(kind.name)] : []) + values)
    var found: [(event: Int32, person: Int32)] = []
    while try attendances.next() {
      guard let event = places[try attendances.integer(0)] else { continue }
      found.append((Int32(event), try person(try attendances.integer(1), attendances)))
    }
    piece.setPersons(found)
  }
}
