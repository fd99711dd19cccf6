import CaseModel
import GRDB
import Merge

/// Reads persons as they are first met.
struct PersonReader {
  /// Somebody met, of whom nothing else has been read.
  private struct Met {
    let row: Int64
    /// As attendances copy them.
    var gender = CodeSet.one(0)
    var citizenship = CodeSet.one(0)
  }

  private let query: TallyQuery
  private let links: LinkedRecords
  private let lists: TeamListCodes
  private let fields: [(field: Field, codes: FieldCodes)]
  private let traits: PersonFields
  /// The codes of the persons' gender and citizenships, where they are wanted.
  let genders: FieldCodes?
  private let citizenships: FieldCodes?
  /// Whether attendances have all that is wanted.
  private let isInAttendances: Bool
  private let consents: StatisticsConsents
  private let earlier: RowStatement?

  private var places: [Int64: Int32] = [:]
  private var count: Int32 = 0
  private var new: [Met] = []

  init(
    _ query: TallyQuery, _ journal: Journal, _ links: LinkedRecords, _ lists: TeamListCodes,
    in db: Database
  ) throws {
    self.query = query
    self.links = links
    self.lists = lists
    fields = query.personFields.compactMap { Kind.person.field($0) }
      .map { ($0, FieldCodes($0)) }
    genders = fields.first { $0.field.name == "gender" }?.codes
    citizenships = fields.first { $0.field.name == "citizenship" }?.codes
    traits = try PersonFields(fields.map(\.field), in: db)
    isInAttendances = fields.allSatisfy { ["gender", "citizenship"].contains($0.field.name) }
    consents = try StatisticsConsents(
      journal.roster, linked: links, lastDay: query.days.upperBound, in: db)
    let kinds = query.kinds.map { "'\($0.name)'" }.joined(separator: ", ")
    earlier =
      query.wantsArrival
      ? try RowStatement(
        """
        SELECT 1 FROM attendance WHERE person = ? AND kind IN (\(kinds)) AND "on" < ? LIMIT 1
        """, in: db) : nil
  }

  /// The place of a person, by her row; her gender and citizenship can be read in columns 2 and 3 of
  /// an attendance.
  mutating func place(of row: Int64, _ attendance: RowStatement?) throws -> Int32 {
    if let known = places[row] { return known }
    let representative = links.representative(of: row)
    if representative != row {
      if let known = places[representative] {
        places[row] = known
        return known
      }
      places[representative] = count
    }
    places[row] = count
    var met = Met(row: representative)
    if let attendance {
      if let genders { met.gender = .one(Int(genders.number(attendance, 2))) }
      if let citizenships { met.citizenship = citizenships.set(attendance, 3) }
    }
    new.append(met)
    count += 1
    return count - 1
  }

  /// How many were met since the last time that they were read.
  var newCount: Int { new.count }

  /// Reads everybody who was met since the last time.
  mutating func readNew(into tally: inout Tally) throws {
    // Also without anybody new: heads counted by gender can bring codes that no person has.
    defer {
      for (field, codes) in fields {
        tally.numbers[TallyField(Kind.person.name, field.name)] = codes.numbers
      }
    }
    guard !new.isEmpty else { return }
    // In the order of their rows each page is read once, however few of them stay in memory.
    var found = [(consent: StatisticsConsent, isNew: Bool?, read: PersonTally?)](
      repeating: (.notAsked, nil, nil), count: new.count)
    for place in new.indices.sorted(by: { new[$0].row < new[$1].row }) {
      let members = links.members(of: new[place].row)
      let isKnown = isInAttendances && members.count == 1 && !tally.isCaseload
      found[place] = (
        try consents.of(new[place].row), try isNew(members), isKnown ? nil : try read(members)
      )
    }
    for (met, person) in zip(new, found) {
      for place in fields.indices {
        if let read = person.read {
          tally.persons.codes[place].append(read.codes[place])
          tally.persons.numbers[place].append(read.numbers[place])
        } else {
          tally.persons.codes[place].append(
            fields[place].codes === genders ? met.gender : met.citizenship)
        }
      }
      tally.persons.consents.append(person.consent)
      tally.persons.tookPart.append(false)
      if let isNew = person.isNew { tally.persons.isNew.append(isNew) }
      tally.persons.count += 1
    }
    new.removeAll()
  }

  private func isNew(_ members: [Int64]) throws -> Bool? {
    guard let earlier else { return nil }
    return try !members.contains { member in
      try earlier.firstInteger(
        .integer(member), .integer(Int64(query.days.lowerBound.number))) != nil
    }
  }

  /// The first answer of several linked pages; of a field of several answers all of them.
  private func read(_ members: [Int64]) throws -> PersonTally {
    var person = PersonTally()
    person.codes = fields.map { $0.codes.reading.hasCodes ? .one(0) : .inapplicable }
    person.numbers = fields.map { _ in nil }
    for member in members {
      try traits.read(member) { place, row, column in
        let (code, number) = try answer(fields[place].codes, row, column)
        if person.numbers[place] == nil { person.numbers[place] = number }
        switch (person.codes[place], code) {
        case (_, .inapplicable), (_, .one(0)): break
        case (.inapplicable, let code): person.codes[place] = code
        case (.one(0), let code): person.codes[place] = code
        case (_, .one(let code)) where fields[place].field.isMany:
          person.codes[place].insert(code)
        default: break
        }
      }
    }
    return person
  }

  private func answer(
    _ codes: FieldCodes, _ row: RowStatement, _ column: Int32
  ) throws -> (CodeSet, Int?) {
    switch codes.reading.answer {
    case .code: return (.one(Int(codes.number(row, column))), nil)
    case .list(let list):
      return (
        .one(Int(try codes.number(row, column) { try lists.code(of: $0, in: list) })), nil
      )
    case .number:
      if let number = row.integerIfAny(column) { return (.inapplicable, Int(number)) }
      // A code where a number could be: unknown, refused.
      return row.textIfAny(column) == nil
        ? (.inapplicable, nil) : (.one(Int(codes.number(row, column))), nil)
    case .nothing: return (.inapplicable, nil)
    }
  }
}

/// What is read of one person.
private struct PersonTally {
  var codes: [CodeSet] = []
  var numbers: [Int?] = []
}
