import CaseModel
import JournalStore

/// The codes of one dimension: of the events of the piece at hand, or of all persons so far.
struct Column {
  let dimension: Dimension
  /// The codes by number: first not asked and not named, then the declared ones, then others.
  private(set) var numbers: CodeNumbers
  /// The codes of the events at hand.
  private(set) var ofEvents = PackedCodes()
  /// Whether these have the dimension at all.
  private(set) var applies = true
  /// By person, but for ages and stages.
  private var ofPersons = PackedCodes()
  private var ages: Ages?
  private var stages: Stages?
  /// The numbers of a tally's field as numbers of the column, by kind; of persons under -1.
  private var renumbered: [Int: [Int]] = [:]

  static let notAsked = 0
  static let notNamed = 1

  init(_ dimension: Dimension) {
    self.dimension = dimension
    numbers = CodeNumbers(
      [notAskedCode, Dimension.notNamed.stored] + dimension.declared.map(\.stored))
    switch dimension.source {
    case .age: ages = Ages()
    case .stage: stages = Stages(numbers)
    default: break
    }
  }

  /// How many codes there are.
  var size: Int { numbers.codes.count }

  /// The number of a code that has been seen or declared.
  func number(of code: String) -> Int? { numbers.number(of: code) }

  /// The codes of an event of the piece at hand.
  func codes(ofEvent event: Int) -> CodeSet { applies ? ofEvents[event] : .inapplicable }

  /// The codes of a person, on a day of a year.
  func codes(ofPerson person: Int, in year: Int) -> CodeSet {
    if let ages { return .one(ages.number(of: person, in: year, numbers)) }
    return stages?[person] ?? ofPersons[person]
  }

  /// The column's number of a person's code, by the number that the tally has of it.
  func number(ofTallied number: Int) -> Int { renumbered[-1]?[number] ?? Self.notAsked }

  // MARK: Reading

  /// Reads the codes of a piece's events, and of persons who are new in it.
  mutating func read(_ piece: TallyPiece, _ tally: Tally) {
    if dimension.isOfPersons {
      readPersons(of: tally)
      stages?.read(piece, kind: tally.query.kinds[piece.kind].name, persons: tally.persons.count)
      // Heads can be of a gender that nobody has who is named.
      guard dimension.source == .person("gender"), !piece.heads.isEmpty else { return }
      let codes = tally.numbers[TallyField(Kind.person.name, "gender")]?.codes ?? []
      for heads in piece.heads.values {
        for head in heads { _ = renumber(head.gender, of: codes, -1) }
      }
    } else {
      readEvents(of: piece, tally)
    }
  }

  private mutating func readEvents(of piece: TallyPiece, _ tally: Tally) {
    let kind = tally.query.kinds[piece.kind].name
    applies = true
    ofEvents = PackedCodes()
    switch dimension.source {
    case .kind:
      let number = Int32(numbers[kind])
      for _ in 0..<piece.count { ofEvents.append(one: number) }
    case .month:
      var (month, number) = (Int32(-1), Int32(0))
      for day in piece.days {
        if day / 100 != month {
          month = day / 100
          number = Int32(numbers["\(month / 100)-\(month % 100 < 10 ? "0" : "")\(month % 100)"])
        }
        ofEvents.append(one: number)
      }
    case .event(let only, let field):
      guard only == nil || only == kind,
        let place = tally.query.eventFields[kind]?.firstIndex(of: field)
      else {
        applies = false
        return
      }
      ofEvents = renumber(
        piece.codes[place], of: tally.numbers[TallyField(kind, field)], piece.kind)
    case .state:
      for event in 0..<piece.count {
        let dates = ReferralDates(piece.days(of: event, ReferralDates.fields, tally.query))
        ofEvents.append(.one(numbers[(try? dates.state())?.rawValue ?? "unclear"]))
      }
    case .answer:
      for event in 0..<piece.count {
        ofEvents.append(.one(numbers[Self.answer(to: event, of: piece, tally.query)]))
      }
    case .person, .age, .stage, .arrival, .lastContact, .statistics: applies = false
    }
  }

  private static func answer(to event: Int, of piece: TallyPiece, _ query: TallyQuery) -> String {
    let days = piece.days(of: event, ["on", "accepted", "rejected"], query)
    guard let sent = days["on"],
      let answered = [days["accepted"], days["rejected"]].compactMap(\.self).min()
    else { return "none" }
    let waited = answered.dayNumber - sent.dayNumber
    return band(waited, [("0-7", 8), ("8-14", 15), ("15-30", 31)]) ?? "31-plus"
  }

  /// The first band whose end lies above a number.
  private static func band(_ number: Int, _ bands: [(code: String, end: Int)]) -> String? {
    bands.first { number < $0.end }?.code
  }

  /// Reads persons who are new since the last time.
  mutating func readPersons(of tally: Tally) {
    let new = ofPersons.count..<tally.persons.count
    guard !new.isEmpty else { return }
    let fields = tally.query.personFields
    func codes(_ field: String) -> [String] {
      tally.numbers[TallyField(Kind.person.name, field)]?.codes ?? []
    }
    switch dimension.source {
    case .person(let field):
      guard let place = fields.firstIndex(of: field) else { return }
      let known = codes(field)
      for person in new {
        ofPersons.append(
          tally.persons.codes[place][person].mapped { renumber($0, of: known, -1) })
      }
    case .age:
      guard let year = fields.firstIndex(of: "birth-year"),
        let band = fields.firstIndex(of: "age-band")
      else { return }
      let (years, bands) = (codes("birth-year"), codes("age-band"))
      func code(_ set: CodeSet, _ codes: [String]) -> String? {
        if case .one(let number) = set, codes[number] != notAskedCode { codes[number] } else { nil }
      }
      for person in new {
        // A band that somebody typed tells more than that the year is unknown.
        let other =
          code(tally.persons.codes[band][person], bands)
          ?? code(tally.persons.codes[year][person], years) ?? notAskedCode
        ages?.append(born: tally.persons.numbers[year][person], otherwise: numbers[other])
        ofPersons.append(.inapplicable)
      }
    case .stage: for _ in new { ofPersons.append(.inapplicable) }
    case .arrival:
      for person in new {
        ofPersons.append(.one(numbers[tally.persons.isNew[person] ? "new" : "known"]))
      }
    case .lastContact:
      let end = tally.query.days.upperBound.dayNumber
      let bands = [("under-1", 1), ("1-2", 3), ("3-5", 6), ("6-11", 12)]
      for person in new {
        let last = tally.persons.lastDays[person].flatMap { CivilDate(number: $0) }
        let months = (end - (last?.dayNumber ?? end)) / 30
        ofPersons.append(.one(numbers[Self.band(months, bands) ?? "12-plus"]))
      }
    case .statistics:
      for person in new {
        ofPersons.append(.one(numbers[tally.persons.consents[person].rawValue]))
      }
    case .kind, .month, .event, .state, .answer: break
    }
  }

  // MARK: Numbers

  /// A column has no number for codes that don't occur.
  private mutating func renumber(_ number: Int, of codes: [String], _ kind: Int) -> Int {
    var known = renumbered.removeValue(forKey: kind) ?? []
    known += Array(repeating: -1, count: codes.count - known.count)
    if known[number] < 0 { known[number] = numbers[codes[number]] }
    let new = known[number]
    renumbered[kind] = known
    return new
  }

  private mutating func renumber(
    _ packed: PackedCodes, of tallied: CodeNumbers?, _ kind: Int
  ) -> PackedCodes {
    let codes = tallied?.codes ?? []
    var known = renumbered[kind] ?? []
    known += Array(repeating: -1, count: codes.count - known.count)
    let mapped = packed.mapped { number in
      if known[number] < 0 { known[number] = numbers[codes[number]] }
      return known[number]
    }
    renumbered[kind] = known
    return mapped
  }
}

extension CodeSet {
  /// The same with other numbers.
  fileprivate func mapped(_ number: (Int) -> Int) -> CodeSet {
    switch self {
    case .inapplicable: .inapplicable
    case .one(let one): .one(number(one))
    case .several(let several): .several(several.map(number))
    }
  }
}

extension TallyPiece {
  /// The days that an event has in some of its fields.
  fileprivate func days(
    of event: Int, _ fields: [String], _ query: TallyQuery
  ) -> [String: CivilDate] {
    var found: [String: CivilDate] = [:]
    let wanted = query.eventFields[query.kinds[kind].name] ?? []
    for field in fields {
      if field == "on" {
        found[field] = CivilDate(number: Int(days[event]))
      } else if let place = wanted.firstIndex(of: field), let number = numbers[place][event] {
        found[field] = CivilDate(number: number)
      }
    }
    return found
  }
}
