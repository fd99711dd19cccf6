import CaseModel
import GRDB
import Merge

/// Puts a tally together, within one state of the journal.
final class TallyReader {
  private let query: TallyQuery
  private let journal: Journal
  private let db: Database
  private let links: LinkedRecords
  private var tally: Tally
  private let days: (first: RowValue, last: RowValue)

  /// Where in the tally the event of a record is.
  private var places: [Int64: Int] = [:]
  /// The kind's fields that are wanted, in the query's order.
  private let fields: [[Field]]
  private let personFields: [Field]
  /// Of each person, by place, the record and, as attendances copy them, gender and citizenships.
  private var personRows: [(row: Int64, gender: String?, citizenship: String?)] = []
  private var personPlaces: [Int64: Int] = [:]
  /// The stored codes of list entries, by record.
  private var listCodes: [Int64: String] = [:]

  init(_ query: TallyQuery, _ journal: Journal, in db: Database) throws {
    self.query = query
    self.journal = journal
    self.db = db
    links = try Journal.linkedRecords(in: db)
    tally = Tally(query: query)
    days = (
      .integer(Int64(query.days.lowerBound.number)), .integer(Int64(query.days.upperBound.number))
    )
    fields = query.kinds.map { kind in
      (query.eventFields[kind.name] ?? []).compactMap { kind.field($0) }
    }
    personFields = query.personFields.compactMap { Kind.person.field($0) }
    for (kind, fields) in zip(query.kinds, fields) {
      for field in fields { begin(TallyField(kind.name, field.name), field) }
    }
    for field in personFields { begin(TallyField(Kind.person.name, field.name), field) }
  }

  private func begin(_ name: TallyField, _ field: Field) {
    tally.numbers[name] = CodeNumbers(
      [notAskedCode] + (field.type.vocabulary?.codes.map(\.stored) ?? []))
  }

  // MARK: Events

  func readEvents(ofKind kind: Int) throws {
    let first = tally.events.count
    try readRows(ofKind: kind, where: "\"on\" BETWEEN ? AND ?", [days.first, days.last])
    guard first < tally.events.count else { return }
    try readLists(ofKind: kind, where: "\"on\" BETWEEN ? AND ?", [days.first, days.last])
    try readAttendances(
      where: "kind = ? AND \"on\" BETWEEN ? AND ?",
      [.text(query.kinds[kind].name), days.first, days.last])
  }

  private func readRows(ofKind kind: Int, where condition: String, _ values: [RowValue]) throws {
    let table = query.kinds[kind].table
    let fields = fields[kind]
    let columns = ["record", "on"] + fields.filter { Reading($0).hasColumn }.map(\.name)
    let rows = try RowStatement(
      "SELECT \(columns.map(\.quoted).joined(separator: ", ")) FROM \(table) WHERE \(condition)",
      in: db)
    let names = fields.map { TallyField(query.kinds[kind].name, $0.name) }
    var numbers = names.map { tally.numbers[$0] ?? CodeNumbers() }
    try rows.start(values)
    // A field itself is much to copy for every row.
    let readings = fields.map(Reading.init)
    while try rows.next() {
      guard let on = rows.integerIfAny(1).flatMap({ CivilDate(number: Int($0)) }) else { continue }
      var event = EventTally(kind: kind, on: on, codes: [], numbers: [])
      event.codes.reserveCapacity(readings.count)
      event.numbers.reserveCapacity(readings.count)
      var column: Int32 = 2
      for (place, reading) in readings.enumerated() {
        guard reading.hasColumn else {
          event.codes.append(reading.hasCodes ? .one(0) : .inapplicable)
          event.numbers.append(nil)
          continue
        }
        let (code, number) = try answer(as: reading, rows, column, &numbers[place])
        event.codes.append(code)
        event.numbers.append(number)
        column += 1
      }
      places[try rows.integer(0)] = tally.events.count
      tally.events.append(event)
    }
    for (name, numbers) in zip(names, numbers) { tally.numbers[name] = numbers }
  }

  /// One answer in a column, as a code or as a number.
  private func answer(
    as reading: Reading, _ rows: RowStatement, _ column: Int32, _ numbers: inout CodeNumbers
  ) throws -> (CodeSet, Int?) {
    switch reading.answer {
    case .code:
      return (.one(rows.textIfAny(column).map { numbers[$0] } ?? 0), nil)
    case .list(let list):
      if let row = rows.integerIfAny(column) {
        return (.one(try listCode(of: row, in: list).map { numbers[$0] } ?? 0), nil)
      }
      // Unknown and refused are codes here too.
      return (.one(rows.textIfAny(column).map { numbers[$0] } ?? 0), nil)
    case .number:
      let number = rows.integerIfAny(column).map(Int.init)
      // A code where a number could be: unknown, refused.
      let code = number == nil ? rows.textIfAny(column).map { numbers[$0] } : nil
      return (code.map(CodeSet.one) ?? .inapplicable, number)
    case .nothing:
      return (.inapplicable, nil)
    }
  }

  private func readLists(ofKind kind: Int, where condition: String, _ values: [RowValue]) throws {
    let table = query.kinds[kind].table
    for (place, field) in fields[kind].enumerated()
    where field.hasTableOfItsOwn && Reading(field).hasCodes {
      let name = TallyField(query.kinds[kind].name, field.name)
      let reading = Reading(field)
      var numbers = tally.numbers[name] ?? CodeNumbers()
      let list = query.kinds[kind].table(of: field)
      let rows = try RowStatement(
        """
        SELECT \(list).record, value FROM \(table) JOIN \(list) ON \(list).record = \(table).record
        WHERE \(condition)
        """, in: db)
      try rows.start(values)
      while try rows.next() {
        guard let event = places[try rows.integer(0)],
          case (.one(let code), _) = try answer(as: reading, rows, 1, &numbers)
        else { continue }
        tally.events[event].codes[place].insert(code)
      }
      tally.numbers[name] = numbers
    }
    guard query.wantsHeads, query.kinds[kind] == .contact else { return }
    let rows = try RowStatement(
      """
      SELECT contact.record, value, number FROM contact
      JOIN contact_met_gender ON contact_met_gender.record = contact.record WHERE \(condition)
      """, in: db)
    try rows.start(values)
    while try rows.next() {
      guard let event = places[try rows.integer(0)], let gender = rows.textIfAny(1),
        let count = rows.integerIfAny(2)
      else { continue }
      tally.events[event].heads[gender] = Int(count)
    }
  }

  private func readAttendances(where condition: String, _ values: [RowValue]) throws {
    let rows = try RowStatement(
      "SELECT record, person, gender, citizenship FROM attendance WHERE \(condition)", in: db)
    try rows.start(values)
    while try rows.next() {
      guard let event = places[try rows.integer(0)] else { continue }
      let row = try rows.integer(1)
      let person =
        try personPlaces[row] ?? place(of: row, rows.textIfAny(2), rows.textIfAny(3))
      if !tally.events[event].persons.contains(person) {
        tally.events[event].persons.append(person)
      }
    }
  }

  private func place(of row: Int64, _ gender: String?, _ citizenship: String?) throws -> Int {
    let representative = links.representative(of: row)
    if let known = personPlaces[representative] {
      personPlaces[row] = known
      return known
    }
    personPlaces[row] = personRows.count
    personPlaces[representative] = personRows.count
    personRows.append((representative, gender, citizenship))
    return personRows.count - 1
  }

  // MARK: What is linked

  /// Makes one event of those that were written twice.
  ///
  /// It happened on the earliest of their days, and counts if that lies in the period. Of a field
  /// of one answer the first that there is counts, in the order of days and then of ids.
  func joinLinked() throws {
    guard !links.isEmpty else { return }
    var gone: Set<Int> = []
    var done: Set<Int64> = []
    for record in places.keys.filter({
      links.representative(of: $0) != $0 || links.members(of: $0).count > 1
    }) {
      guard done.insert(links.representative(of: record)).inserted,
        let kind = places[record].map({ tally.events[$0].kind })
      else { continue }
      let members = links.members(of: record)
      for member in members where places[member] == nil {
        let one = [RowValue.integer(member)]
        let table = query.kinds[kind].table
        try readRows(ofKind: kind, where: "\(table).record = ?", one)
        try readLists(ofKind: kind, where: "\(table).record = ?", one)
        try readAttendances(where: "record = ?", one)
      }
      let events = members.compactMap { places[$0] }
        .enumerated().sorted {
          (tally.events[$0.element].on, $0.offset) < (tally.events[$1.element].on, $1.offset)
        }
        .map(\.element)
      // A record that belongs to one person is the same as another's only if she is too.
      let isOwned = query.kinds[kind].isOwned
      for event in events where !gone.contains(event) {
        for other in events where other != event && !gone.contains(other) {
          let joined = tally.events[other]
          guard !isOwned || joined.persons == tally.events[event].persons else { continue }
          gone.insert(other)
          tally.events[event].join(joined, fields[kind])
        }
        if !query.days.contains(tally.events[event].on) { gone.insert(event) }
      }
    }
    tally.events = tally.events.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
  }

  // MARK: Persons

  func readPersons() throws {
    let needed = personFields.contains { !["gender", "citizenship"].contains($0.name) }
    let traits = try PersonFields(personFields, in: db)
    for (row, gender, citizenship) in personRows {
      var person = PersonTally(codes: [], numbers: [])
      let members = links.members(of: row)
      if needed || members.count > 1 {
        try read(traits, of: members, into: &person)
      } else {
        for field in personFields {
          let name = TallyField(Kind.person.name, field.name)
          var codes = CodeSet.one(0)
          switch field.name {
          case "gender":
            if let gender { codes = .one(number(of: gender, name)) }
          default:
            for country in (citizenship ?? "").split(separator: " ") {
              codes.insert(number(of: String(country), name))
            }
          }
          person.codes.append(codes)
          person.numbers.append(nil)
        }
      }
      tally.persons.append(person)
    }
    guard query.wantsArrival else { return }
    let earlier = try RowStatement(
      "SELECT 1 FROM attendance WHERE person = ? AND kind = ? AND \"on\" < ? LIMIT 1", in: db)
    for place in personRows.indices {
      let members = links.members(of: personRows[place].row)
      tally.persons[place].isNew = try !members.contains { member in
        try query.kinds.contains { kind in
          try earlier.firstInteger(.integer(member), .text(kind.name), days.first) != nil
        }
      }
    }
  }

  private func number(of code: String, _ name: TallyField) -> Int {
    tally.numbers[name, default: CodeNumbers([notAskedCode])][code]
  }

  /// The first answer of several linked pages; of a field of several answers all of them.
  private func read(
    _ traits: PersonFields, of members: [Int64], into person: inout PersonTally
  ) throws {
    person.codes = personFields.map { Reading($0).hasCodes ? .one(0) : .inapplicable }
    person.numbers = personFields.map { _ in nil }
    for member in members {
      try traits.read(member) { place, row, column in
        let name = TallyField(Kind.person.name, personFields[place].name)
        var numbers = tally.numbers[name] ?? CodeNumbers([notAskedCode])
        let (code, number) = try answer(
          as: Reading(personFields[place]), row, column, &numbers)
        tally.numbers[name] = numbers
        if person.numbers[place] == nil { person.numbers[place] = number }
        switch (person.codes[place], code) {
        case (_, .inapplicable), (_, .one(0)): break
        case (.inapplicable, let code): person.codes[place] = code
        case (.one(0), let code): person.codes[place] = code
        case (_, .one(let code)) where personFields[place].isMany:
          person.codes[place].insert(code)
        default: break
        }
      }
    }
  }

  func readLastDays() throws {
    tally.isCaseload = true
    let kinds = query.kinds.map { "'\($0.name)'" }.joined(separator: ", ")
    let rows = try RowStatement(
      """
      SELECT person, max("on") FROM attendance WHERE "on" <= ? AND kind IN (\(kinds))
      GROUP BY person
      """, in: db)
    try rows.start(days.last)
    var last: [CivilDate?] = []
    while try rows.next() {
      let on = rows.integerIfAny(1).flatMap { CivilDate(number: Int($0)) }
      let place = try place(of: rows.integer(0), nil, nil)
      if place == last.count { last.append(on) }
      if let on, on > last[place] ?? on { last[place] = on }
    }
    let traits = try PersonFields(personFields, in: db)
    for (place, (row, _, _)) in personRows.enumerated() {
      var person = PersonTally(codes: [], numbers: [])
      try read(traits, of: links.members(of: row), into: &person)
      person.lastOn = last[place]
      tally.persons.append(person)
    }
  }

  // MARK: The end

  /// Takes out whoever doesn't want to be counted: records of her own wholly, others as if nobody
  /// had named her.
  func leaveOut() throws {
    let said = try journal.statisticsConsents(
      of: personRows.map(\.row), linked: links, lastDay: query.days.upperBound, in: db)
    for (place, person) in personRows.enumerated() {
      tally.persons[place].consent = said[person.row] ?? .notAsked
    }
    // Taken out of the tally: nothing of it may be read while its events are changed.
    let isExcluded = tally.persons.map { $0.consent == .excluded }
    guard isExcluded.contains(true) else { return }
    tally.excluded = Set(tally.events.flatMap(\.persons)).count { isExcluded[$0] }
    tally.events.removeAll { event in
      query.kinds[event.kind].isOwned && event.persons.contains { isExcluded[$0] }
    }
    for event in tally.events.indices {
      tally.events[event].persons.removeAll { isExcluded[$0] }
    }
  }

  func finish() throws -> Tally {
    tally.stateDigest = try Journal.stateDigest(
      root: Journal.root(of: db, author: journal.author), in: db)
    return tally
  }

  private func listCode(of row: Int64, in list: TeamList) throws -> String? {
    if let known = listCodes[row] { return known }
    let find = try RowStatement("SELECT code FROM list_entry WHERE record = ?", in: db)
    try find.start(.integer(row))
    guard try find.next(), let code = find.textIfAny(0) else { return nil }
    listCodes[row] = code
    tally.labels[list, default: [:]][code] = try journal.view(ofRow: row, in: db)?.words("label")
    return code
  }
}
