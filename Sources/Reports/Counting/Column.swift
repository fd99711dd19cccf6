import CaseModel
import JournalStore

/// Sets of codes in little memory: four bytes each, where most are of one code.
private struct PackedCodes {
  /// The code's number; -1 where the field doesn't apply; below that a place in ``lists``.
  private var codes: [Int32] = []
  private var lists: [[Int]] = []

  init() {}

  /// Takes the codes of so many elements, by their places.
  init(_ count: Int, _ codes: (Int) -> CodeSet) {
    self.codes.reserveCapacity(count)
    for place in 0..<count {
      switch codes(place) {
      case .inapplicable: self.codes.append(-1)
      case .one(let number): self.codes.append(Int32(number))
      case .several(let numbers):
        lists.append(numbers)
        self.codes.append(-1 - Int32(lists.count))
      }
    }
  }

  subscript(place: Int) -> CodeSet {
    let code = Int(codes[place])
    if code >= 0 { return .one(code) }
    return code == -1 ? .inapplicable : .several(lists[-2 - code])
  }
}

/// The codes of one dimension, for all events and persons of a tally.
struct Column {
  let dimension: Dimension
  /// The codes by number: first not asked and not named, then the declared ones, then others.
  private(set) var numbers: CodeNumbers
  /// By event, of a dimension of events.
  private var ofEvents = PackedCodes()
  /// By person, of a dimension of persons.
  private var ofPersons = PackedCodes()
  /// By person and year, of ages.
  private var ages: [Int: PackedCodes] = [:]

  static let notAsked = 0
  static let notNamed = 1

  init(_ dimension: Dimension, of tally: Tally) {
    self.dimension = dimension
    numbers = CodeNumbers(
      [notAskedCode, Dimension.notNamed.stored] + dimension.declared.map(\.stored))
    switch dimension.source {
    case .kind:
      let kinds = tally.query.kinds.map { numbers[$0.name] }
      ofEvents = PackedCodes(tally.events.count) { .one(kinds[tally.events[$0].kind]) }
    case .month:
      ofEvents = PackedCodes(tally.events.count) { .one(numbers[Self.month(tally.events[$0].on)]) }
    case .event(let kind, let field):
      readEvents(of: tally, kind: kind, field: field)
    case .state: readState(of: tally)
    case .answer: readAnswers(of: tally)
    case .person(let field):
      guard let place = tally.query.personFields.firstIndex(of: field) else { return }
      var renumbered = Renumbering(tally.numbers[TallyField(Kind.person.name, field)])
      ofPersons = PackedCodes(tally.persons.count) {
        renumbered(tally.persons[$0].codes[place], &numbers)
      }
      // Heads can be of a gender that nobody has who is named.
      guard field == "gender" else { return }
      var genders: Set<String> = []
      for event in tally.events where !event.heads.isEmpty { genders.formUnion(event.heads.keys) }
      for gender in genders.sorted() { _ = numbers[gender] }
    case .age: readAges(of: tally)
    case .stage: readStages(of: tally)
    case .arrival:
      ofPersons = PackedCodes(tally.persons.count) {
        .one(numbers[tally.persons[$0].isNew == true ? "new" : "known"])
      }
    case .lastContact: readLastContact(of: tally)
    case .statistics:
      ofPersons = PackedCodes(tally.persons.count) {
        .one(numbers[tally.persons[$0].consent.rawValue])
      }
    }
  }

  /// How many codes there are.
  var size: Int { numbers.codes.count }

  /// The number of a code that has been seen or declared.
  func number(of code: String) -> Int? { numbers.number(of: code) }

  /// The codes of an event.
  func codes(ofEvent event: Int) -> CodeSet { ofEvents[event] }

  /// The codes of a person, on the day of an event.
  func codes(ofPerson person: Int, on day: CivilDate) -> CodeSet {
    dimension.source == .age
      ? ages[day.year]?[person] ?? .one(Column.notAsked) : ofPersons[person]
  }

  // MARK: Reading

  private static func month(_ day: CivilDate) -> String {
    "\(day.year)-\(day.month < 10 ? "0" : "")\(day.month)"
  }

  /// Makes numbers of a tally's field into numbers of a column, which has none for codes that don't
  /// occur.
  private struct Renumbering {
    let codes: [String]
    var known: [Int?]

    init(_ numbers: CodeNumbers?) {
      codes = numbers?.codes ?? []
      known = codes.map { _ in nil }
    }

    mutating func callAsFunction(_ set: CodeSet, _ numbers: inout CodeNumbers) -> CodeSet {
      switch set {
      case .inapplicable: return .inapplicable
      case .one(let number): return .one(new(number, &numbers))
      case .several(let several): return .several(several.map { new($0, &numbers) })
      }
    }

    private mutating func new(_ number: Int, _ numbers: inout CodeNumbers) -> Int {
      if let new = known[number] { return new }
      let new = numbers[codes[number]]
      known[number] = new
      return new
    }
  }

  private mutating func readEvents(of tally: Tally, kind: String?, field: String) {
    let isWanted = tally.query.kinds.map { kind == nil || kind == $0.name }
    let places = zip(tally.query.kinds, isWanted).map { one, isWanted in
      isWanted ? tally.query.eventFields[one.name]?.firstIndex(of: field) : nil
    }
    var renumbered = tally.query.kinds.map { one in
      Renumbering(tally.numbers[TallyField(one.name, field)])
    }
    ofEvents = PackedCodes(tally.events.count) { event in
      let kind = tally.events[event].kind
      guard let place = places[kind] else { return .inapplicable }
      return renumbered[kind](tally.events[event].codes[place], &numbers)
    }
  }

  private mutating func readState(of tally: Tally) {
    ofEvents = PackedCodes(tally.events.count) { place in
      let event = tally.events[place]
      let dates = ReferralDates(tally.days(of: event, ReferralDates.fields))
      return .one(numbers[(try? dates.state())?.rawValue ?? "unclear"])
    }
  }

  private mutating func readAnswers(of tally: Tally) {
    ofEvents = PackedCodes(tally.events.count) { place in
      let event = tally.events[place]
      let days = tally.days(of: event, ["accepted", "rejected"])
      guard let answered = days.values.min() else { return .one(numbers["none"]) }
      let waited = answered.dayNumber - event.on.dayNumber
      return .one(
        numbers[Self.band(waited, [("0-7", 8), ("8-14", 15), ("15-30", 31)]) ?? "31-plus"])
    }
  }

  /// The first band whose end lies above a number.
  private static func band(_ number: Int, _ bands: [(code: String, end: Int)]) -> String? {
    bands.first { number < $0.end }?.code
  }

  private mutating func readAges(of tally: Tally) {
    let fields = tally.query.personFields
    guard let year = fields.firstIndex(of: "birth-year"),
      let band = fields.firstIndex(of: "age-band")
    else { return }
    let years = tally.numbers[TallyField(Kind.person.name, "birth-year")]?.codes ?? []
    let bands = tally.numbers[TallyField(Kind.person.name, "age-band")]?.codes ?? []
    func code(_ set: CodeSet, _ codes: [String]) -> String? {
      if case .one(let number) = set, codes[number] != notAskedCode { codes[number] } else { nil }
    }
    var eventYears = Set(tally.events.map(\.on.year))
    eventYears.insert(tally.query.days.upperBound.year)
    for eventYear in eventYears.sorted() {
      guard let day = CivilDate(year: eventYear, month: 1, day: 1) else { continue }
      ages[eventYear] = PackedCodes(tally.persons.count) { place in
        let person = tally.persons[place]
        let known = person.numbers[year].flatMap { Age.band(bornIn: $0, on: day) }
        let typed = code(person.codes[band], bands)
        let other = code(person.codes[year], years)
        // A band that somebody typed tells more than that the year is unknown.
        return .one(numbers[known ?? typed ?? other ?? notAskedCode])
      }
    }
  }

  private mutating func readStages(of tally: Tally) {
    let reached = tally.query.kinds.map { kind in
      Stage.allCases.filter { $0.isReached(by: kind.name) }.map { numbers[$0.rawValue] }
    }
    var stages = tally.persons.map { _ in Set<Int>() }
    for event in tally.events {
      for person in event.persons { stages[person].formUnion(reached[event.kind]) }
    }
    ofPersons = PackedCodes(stages.count) {
      stages[$0].count == 1 ? .one(stages[$0].first ?? 0) : .several(stages[$0].sorted())
    }
  }

  private mutating func readLastContact(of tally: Tally) {
    let end = tally.query.days.upperBound.dayNumber
    let bands = [("under-1", 1), ("1-2", 3), ("3-5", 6), ("6-11", 12)]
    ofPersons = PackedCodes(tally.persons.count) { place in
      let person = tally.persons[place]
      let months = (end - (person.lastOn?.dayNumber ?? end)) / 30
      return .one(numbers[Self.band(months, bands) ?? "12-plus"])
    }
  }
}

extension Tally {
  /// The days that an event has in some of its fields.
  fileprivate func days(of event: EventTally, _ fields: [String]) -> [String: CivilDate] {
    var days: [String: CivilDate] = [:]
    let wanted = query.eventFields[query.kinds[event.kind].name] ?? []
    for field in fields {
      if field == "on" {
        days[field] = event.on
      } else if let place = wanted.firstIndex(of: field), let number = event.numbers[place] {
        days[field] = CivilDate(number: number)
      }
    }
    return days
  }
}
