import CaseModel
import GRDB
import Merge

extension Journal {
  /// Reads what reports count in a period, in one state of the journal.
  ///
  /// Costs the period: an index walk for each kind, a look at each event's lists, and at a person
  /// only if more than her gender and citizenship is wanted.
  public func tally(_ query: TallyQuery) throws -> Tally {
    try read(asOf: query.asOf) { db in
      let reader = try TallyReader(query, self, in: db)
      for kind in query.kinds.indices { try reader.readEvents(ofKind: kind) }
      try reader.joinLinked()
      try reader.readPersons()
      try reader.leaveOut()
      return try reader.finish()
    }
  }

  /// Reads everybody with a record of the query's kinds on or before the last of its days: no
  /// events, but each person's last day.
  ///
  /// Costs every record that names somebody.
  public func caseload(_ query: TallyQuery) throws -> Tally {
    try read(asOf: query.asOf) { db in
      let reader = try TallyReader(query, self, in: db)
      try reader.readLastDays()
      try reader.leaveOut()
      return try reader.finish()
    }
  }
}

/// Puts a tally together, within one state of the journal.
private final class TallyReader {
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

/// Reads some fields of persons, one person at a time.
private final class PersonFields {
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
private struct Reading {
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

extension CodeSet {
  /// Adds a code; an answer takes the place of none.
  fileprivate mutating func insert(_ code: Int) {
    switch self {
    case .inapplicable, .one(0): self = .one(code)
    case .one(let other) where other != code: self = .several([other, code].sorted())
    case .several(let others) where !others.contains(code):
      self = .several((others + [code]).sorted())
    default: break
    }
  }
}

extension EventTally {
  /// Takes from another that is linked with it what it doesn't say itself.
  fileprivate mutating func join(_ other: EventTally, _ fields: [Field]) {
    for (place, field) in fields.enumerated() {
      if numbers[place] == nil || field.name == "met" || field.name == "participants" {
        numbers[place] = [numbers[place], other.numbers[place]].compactMap(\.self).max()
      }
      switch (codes[place], other.codes[place]) {
      case (.inapplicable, let theirs), (.one(0), let theirs): codes[place] = theirs
      case (_, .one(let theirs)) where field.isMany && theirs != 0: codes[place].insert(theirs)
      case (_, .several(let theirs)) where field.isMany:
        for code in theirs { codes[place].insert(code) }
      default: break
      }
    }
    for person in other.persons where !persons.contains(person) { persons.append(person) }
    heads.merge(other.heads, uniquingKeysWith: max)
  }
}
