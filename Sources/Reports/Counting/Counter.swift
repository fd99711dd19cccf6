import CaseModel
import JournalStore

/// Counts what a tally holds, broken down by columns, as it is read.
///
/// What is wanted has to be said before the first piece comes; what it is, after the last one. Counts
/// lie in one array, the last column's codes fastest: the numbers of ``Column/numbers``.
struct Counter {
  private(set) var columns: [Column]
  /// How many persons would be counted, but for what they said, whatever the conditions.
  private(set) var excluded = 0
  /// What the team calls the entries of its lists.
  private(set) var labels: [TeamList: [String: String]] = [:]
  /// By the number of a currency, what each person was given.
  private(set) var money: [Int: [Int: Int]] = [:]

  private let query: TallyQuery
  private var conditions: [Condition] = []
  private var ofEvents: [EventCount] = []
  private var ofPersons = PersonCounts()
  /// The column of currencies, where money is counted.
  private var currency: Int?

  init(_ dimensions: [Dimension], of query: TallyQuery) {
    columns = dimensions.map { Column($0) }
    self.query = query
  }

  /// Says that a measure is wanted by columns, only of events of one kind of the query if there is one.
  mutating func want(_ measure: Measure, by uses: [Use], kind: Int?) {
    switch measure {
    case .times, .met, .participants:
      let isWanted = ofEvents.contains { ($0.measure, $0.uses, $0.kind) == (measure, uses, kind) }
      if !isWanted { ofEvents.append(EventCount(measure, by: uses, kind: kind)) }
    case .persons: ofPersons.want(uses, kind: kind, columns)
    case .amount: currency = uses.first?.column
    }
  }

  /// Sets what is counted only.
  mutating func setConditions(_ conditions: [Condition]) { self.conditions = conditions }

  /// Takes note of the codes of a piece, and counts nothing.
  mutating func look(at piece: TallyPiece, _ tally: Tally) {
    for column in columns.indices { columns[column].read(piece, tally) }
  }

  /// Counts a piece.
  mutating func add(_ piece: TallyPiece, _ tally: Tally) {
    look(at: piece, tally)
    findConditions()
    let passing = Passing(piece, columns, conditions)
    let heads = heads(of: piece, tally, passing)
    let participants = numbers(of: .activity, "participants", in: piece)
    for count in ofEvents.indices where ofEvents[count].kind ?? piece.kind == piece.kind {
      switch ofEvents[count].measure {
      case .times: ofEvents[count].addTimes(passing, piece, columns)
      case .met: ofEvents[count].addHeads(heads, piece, columns)
      case .participants:
        if let participants { ofEvents[count].add(participants, passing, columns) }
      case .persons, .amount: break
      }
    }
    ofPersons.add(passing, piece, columns)
    if let currency, let amounts = numbers(of: .support, "amount", in: piece) {
      for (place, event) in passing.events.enumerated() {
        guard case .one(let number) = columns[currency].codes(ofEvent: event),
          let amount = amounts[event]
        else { continue }
        for person in passing.persons(at: place) {
          money[number, default: [:]][person, default: 0] += amount
        }
      }
    }
  }

  /// Counts everybody of a caseload, or says only how many said no.
  mutating func finish(_ tally: Tally) {
    labels = tally.labels
    for column in columns.indices { columns[column].readPersons(of: tally) }
    findConditions()
    let persons = tally.isCaseload ? openCases(of: tally) : tally.persons.indices
    excluded = persons.count { person in
      tally.persons.consents[person] == .excluded
        && (tally.isCaseload || tally.persons.tookPart[person])
    }
    guard tally.isCaseload else { return }
    let year = query.days.upperBound.year
    for person in persons
    where tally.persons.consents[person] != .excluded
      && conditions.allSatisfy({ condition in
        columns[condition.column].codes(ofPerson: person, in: year).contains(condition.number)
      })
    {
      ofPersons.add(person, in: year)
    }
  }

  private mutating func findConditions() {
    for place in conditions.indices {
      conditions[place].number = columns[conditions[place].column].number(
        of: conditions[place].code)
    }
  }

  /// Everybody whose case nobody has closed.
  private func openCases(of tally: Tally) -> [Int] {
    guard let place = tally.query.personFields.firstIndex(of: "case-status") else { return [] }
    let closed = ["Closed", "ClosedReferred"].map {
      tally.numbers[TallyField(Kind.person.name, "case-status")]?.number(of: $0)
    }
    return tally.persons.indices.filter { person in
      !closed.contains { tally.persons.codes[place][person].contains($0) }
    }
  }

  /// The numbers in a field of a piece's events, if they are of a kind.
  func numbers(of kind: Kind, _ field: String, in piece: TallyPiece) -> PackedNumbers? {
    // Kinds are told apart by their names; to compare all their fields takes long.
    guard query.kinds[piece.kind].name == kind.name,
      let place = query.eventFields[kind.name]?.firstIndex(of: field)
    else { return nil }
    return piece.numbers[place]
  }

  private func heads(of piece: TallyPiece, _ tally: Tally, _ passing: Passing) -> [Head] {
    guard query.wantsHeads, query.kinds[piece.kind].name == Kind.contact.name else { return [] }
    let gender = columns.first { $0.dimension.source == .person("gender") }
    let met = numbers(of: .contact, "met", in: piece)
    var heads = Heads(of: piece, tally, met: met, gender: gender)
    for event in passing.happened { heads.read(event) }
    let conditions = conditions.filter { columns[$0.column].dimension.isOfPersons }
    if conditions.isEmpty { return heads.all }
    return heads.all.filter { head in
      let year = Int(piece.days[head.event]) / 10_000
      return conditions.allSatisfy { condition in
        columns[condition.column].codes(of: head, in: year).contains(condition.number)
      }
    }
  }

  // MARK: What was found

  /// How many counts a breakdown has.
  func size(of uses: [Use]) -> Int { CellLayout(uses, columns).size }

  /// The counts of a measure that was wanted.
  func count(_ measure: Measure, by uses: [Use], kind: Int?) -> [Int] {
    if measure == .persons { return ofPersons.counts(uses, kind: kind, columns) }
    let layout = CellLayout(uses, columns)
    return ofEvents.first { ($0.measure, $0.uses, $0.kind) == (measure, uses, kind) }?
      .counts(layout) ?? Array(repeating: 0, count: layout.size)
  }
}

extension PersonTallies {
  /// The places of all persons.
  var indices: [Int] { Array(0..<count) }
}
