import CaseModel
import JournalStore

/// Counts what a tally holds, broken down by columns.
///
/// Counts lie in one array, the last column's codes fastest: the numbers of ``Column/numbers``.
struct Counter {
  let tally: Tally
  let columns: [Column]
  /// ``Tally/genders``, where heads are counted.
  let genders: [String]
  /// Events that pass the conditions on what happened, by place, for counts by head.
  private var happened: [Int] = []
  /// Events that pass all conditions, and of each the persons who do.
  private(set) var events: [(place: Int, persons: [Int])] = []
  /// Persons and events, a person's together.
  private var attendances: [(person: Int, event: Int)] = []
  /// Everybody met who passes all conditions, a contact's together.
  private var met: [(event: Int32, gender: Int32, person: Int32?, count: Int)] = []
  /// Persons of a caseload who pass all conditions.
  private var caseload: [Int] = []
  private let filters: [Filter]

  /// A condition: a column, and the number of the code that is counted; nil if it never occurs.
  struct Filter {
    var column: Int
    var number: Int?
  }

  /// One column of a count.
  struct Use: Hashable {
    var column: Int
    /// Told apart is only whether it is this code.
    var alone: Int?

    init(_ column: Int, alone: Int? = nil) {
      self.column = column
      self.alone = alone
    }
  }

  init(_ tally: Tally, columns: [Column], filters: [Filter]) {
    self.tally = tally
    self.columns = columns
    self.filters = filters
    genders = tally.query.wantsHeads ? tally.genders : []
    let ofEvents = filters.filter { !columns[$0.column].dimension.isOfPersons }
    let ofPersons = filters.filter { columns[$0.column].dimension.isOfPersons }
    for (place, event) in tally.events.enumerated() {
      guard
        ofEvents.allSatisfy({ filter in
          columns[filter.column].codes(ofEvent: place).contains(filter.number)
        })
      else { continue }
      happened.append(place)
      if ofPersons.contains(where: { $0.number == Column.notNamed }) {
        // Nobody is under a code too.
        if event.persons.isEmpty, ofPersons.allSatisfy({ $0.number == Column.notNamed }) {
          events.append((place, []))
        }
        continue
      }
      // Without conditions they are the event's own, and no copy of them.
      let persons =
        ofPersons.isEmpty
        ? event.persons
        : event.persons.filter { person in
          ofPersons.allSatisfy { filter in
            columns[filter.column].codes(ofPerson: person, on: event.on).contains(filter.number)
          }
        }
      if ofPersons.isEmpty || !persons.isEmpty { events.append((place, persons)) }
    }
    readHeads(ofPersons)
    for (place, persons) in events {
      for person in persons { attendances.append((person, place)) }
    }
    if tally.isCaseload {
      let day = tally.query.days.upperBound
      caseload = openCases.filter { person in
        tally.persons[person].consent != .excluded
          && filters.allSatisfy { filter in
            columns[filter.column].codes(ofPerson: person, on: day).contains(filter.number)
          }
      }
    }
    attendances.sort {
      ($0.person, tally.events[$0.event].on) < ($1.person, tally.events[$1.event].on)
    }
  }

  /// How many persons would be counted, but for what they said, whatever the conditions.
  var excluded: Int {
    tally.isCaseload
      ? openCases.count { tally.persons[$0].consent == .excluded } : tally.excluded
  }

  /// Everybody whose case nobody has closed.
  private var openCases: [Int] {
    guard let place = tally.query.personFields.firstIndex(of: "case-status") else { return [] }
    let closed = ["Closed", "ClosedReferred"].map {
      tally.numbers[TallyField(Kind.person.name, "case-status")]?.number(of: $0)
    }
    return tally.persons.indices.filter { person in
      !closed.contains { tally.persons[person].codes[place].contains($0) }
    }
  }

  /// How many counts a breakdown has.
  func size(of uses: [Use]) -> Int { strides(uses).size }

  /// Counts a measure by columns, only events of one kind of the query if there is one.
  func count(_ measure: Measure, by uses: [Use], kind: Int?) -> [Int] {
    switch measure {
    case .times: countTimes(uses, kind)
    case .persons: countPersons(uses, kind)
    case .met: countHeads(uses)
    case .participants: countParticipants(uses)
    case .amount: []
    }
  }

  // MARK: Places of counts

  private func strides(_ uses: [Use]) -> (strides: [Int], size: Int) {
    var strides: [Int] = []
    var size = 1
    for use in uses.reversed() {
      strides.append(size)
      size *= use.alone == nil ? columns[use.column].size : 2
    }
    return (strides.reversed(), size)
  }

  /// Moves places on by the codes of one more column, each place once for each code.
  private func spread(_ places: inout [Int], _ codes: CodeSet, _ use: Use, _ stride: Int) {
    func step(_ number: Int) -> Int {
      (use.alone.map { $0 == number ? 0 : 1 } ?? number) * stride
    }
    switch codes {
    case .inapplicable: places.removeAll()
    case .one(let number):
      let step = step(number)
      for place in places.indices { places[place] += step }
    case .several where use.alone != nil:
      // Whoever is under several codes is under none that excludes others.
      for place in places.indices { places[place] += stride }
    case .several(let numbers):
      places = places.flatMap { place in numbers.map { place + step($0) } }
    }
  }

  private func places(
    ofEvent event: Int, _ uses: [Use], _ strides: [Int], from places: [Int] = [0]
  ) -> [Int] {
    var places = places
    for (use, stride) in zip(uses, strides) where !columns[use.column].dimension.isOfPersons {
      spread(&places, columns[use.column].codes(ofEvent: event), use, stride)
    }
    return places
  }

  private func places(
    ofPerson person: Int, on day: CivilDate, _ uses: [Use], _ strides: [Int], from places: [Int]
  ) -> [Int] {
    var places = places
    for (use, stride) in zip(uses, strides) where columns[use.column].dimension.isOfPersons {
      spread(&places, columns[use.column].codes(ofPerson: person, on: day), use, stride)
    }
    return places
  }

  // MARK: Counting

  private func countTimes(_ uses: [Use], _ kind: Int?) -> [Int] {
    let (strides, size) = strides(uses)
    var counts = [Int](repeating: 0, count: size)
    var seen = [Int32](repeating: -1, count: size)
    let isByPersons = uses.contains { columns[$0.column].dimension.isOfPersons }
    if !isByPersons, uses.count <= 1, uses.first?.alone == nil {
      for (event, _) in events where kind == nil || tally.events[event].kind == kind {
        guard let use = uses.first else {
          counts[0] += 1
          continue
        }
        switch columns[use.column].codes(ofEvent: event) {
        case .inapplicable: break
        case .one(let number): counts[number] += 1
        case .several(let numbers): for number in numbers { counts[number] += 1 }
        }
      }
      return counts
    }
    for (turn, (event, persons)) in events.enumerated() {
      guard kind == nil || tally.events[event].kind == kind else { continue }
      let ofEvent = places(ofEvent: event, uses, strides)
      func add(_ places: [Int]) {
        for place in places where seen[place] != turn {
          seen[place] = Int32(turn)
          counts[place] += 1
        }
      }
      if !isByPersons {
        add(ofEvent)
      } else if persons.isEmpty {
        var places = ofEvent
        for (use, stride) in zip(uses, strides) where columns[use.column].dimension.isOfPersons {
          spread(&places, .one(Column.notNamed), use, stride)
        }
        add(places)
      } else {
        let day = tally.events[event].on
        for person in persons {
          add(places(ofPerson: person, on: day, uses, strides, from: ofEvent))
        }
      }
    }
    return counts
  }

  /// Each person once under each code, her age being that on the day of her first record.
  private func countPersons(_ uses: [Use], _ kind: Int?) -> [Int] {
    let (strides, size) = strides(uses)
    var counts = [Int](repeating: 0, count: size)
    var seen = [Int32](repeating: -1, count: size)
    let lastDay = tally.query.days.upperBound
    for person in caseload {
      for place in places(ofPerson: person, on: lastDay, uses, strides, from: [0]) {
        counts[place] += 1
      }
    }
    // Most tables are by one field of what happened, or by none.
    let single =
      uses.count == 1 && uses[0].alone == nil && !columns[uses[0].column].dimension.isOfPersons
      ? columns[uses[0].column] : nil
    var person = -1
    var ofPerson: [Int] = []
    func add(_ place: Int) {
      guard seen[place] != person else { return }
      seen[place] = Int32(person)
      counts[place] += 1
    }
    for (whose, event) in attendances {
      guard kind == nil || tally.events[event].kind == kind else { continue }
      let isFirst = whose != person
      person = whose
      if uses.isEmpty {
        if isFirst { counts[0] += 1 }
      } else if let single {
        switch single.codes(ofEvent: event) {
        case .inapplicable: break
        case .one(let number): add(number)
        case .several(let numbers): for number in numbers { add(number) }
        }
      } else {
        if isFirst {
          ofPerson = places(
            ofPerson: person, on: tally.events[event].on, uses, strides, from: [0])
        }
        for place in places(ofEvent: event, uses, strides, from: ofPerson) { add(place) }
      }
    }
    return counts
  }

  private func countParticipants(_ uses: [Use]) -> [Int] {
    let (strides, size) = strides(uses)
    var counts = [Int](repeating: 0, count: size)
    for event in happened {
      guard let participants = tally.number(Kind.activity, "participants", of: event) else {
        continue
      }
      for place in places(ofEvent: event, uses, strides) { counts[place] += participants }
    }
    return counts
  }

  /// Everybody met at contacts, of whom most have no page.
  private func countHeads(_ uses: [Use]) -> [Int] {
    let (strides, size) = strides(uses)
    var counts = [Int](repeating: 0, count: size)
    let isByPersons = uses.contains { columns[$0.column].dimension.isOfPersons }
    var event: Int32 = -1
    var ofEvent: [Int] = []
    for head in met {
      if head.event != event {
        event = head.event
        ofEvent = places(ofEvent: Int(event), uses, strides)
      }
      guard isByPersons else {
        for place in ofEvent { counts[place] += head.count }
        continue
      }
      var places = ofEvent
      for (use, stride) in zip(uses, strides) where columns[use.column].dimension.isOfPersons {
        spread(&places, codes(use.column, of: head), use, stride)
      }
      for place in places { counts[place] += head.count }
    }
    return counts
  }

  /// What somebody met is counted under: her own codes, or not asked.
  private func codes(
    _ column: Int, of head: (event: Int32, gender: Int32, person: Int32?, count: Int)
  ) -> CodeSet {
    if columns[column].dimension.source == .person("gender") { return .one(Int(head.gender)) }
    return head.person.map {
      columns[column].codes(ofPerson: Int($0), on: tally.events[Int(head.event)].on)
    } ?? .one(Column.notAsked)
  }

  private mutating func readHeads(_ ofPersons: [Filter]) {
    guard tally.query.wantsHeads else { return }
    let gender = columns.first { $0.dimension.source == .person("gender") }
    for event in happened
    where tally.query.kinds[tally.events[event].kind].name == Kind.contact.name {
      for head in heads(of: event) {
        let one = (
          event: Int32(event), gender: Int32(gender?.number(of: head.gender) ?? Column.notAsked),
          person: head.person.map { Int32($0) }, count: head.count
        )
        if ofPersons.allSatisfy({ codes($0.column, of: one).contains($0.number) }) {
          met.append(one)
        }
      }
    }
  }
}

extension CodeSet {
  /// Whether a number is among the codes; nil never is.
  fileprivate func contains(_ number: Int?) -> Bool {
    switch self {
    case .inapplicable: false
    case .one(let one): one == number
    case .several(let several): number.map(several.contains) ?? false
    }
  }
}

extension Tally {
  /// A number that an event of a kind has in one of the fields that were wanted.
  func number(_ kind: Kind, _ field: String, of event: Int) -> Int? {
    // Kinds are told apart by their names; to compare all their fields takes long.
    guard query.kinds[events[event].kind].name == kind.name,
      let place = query.eventFields[kind.name]?.firstIndex(of: field)
    else { return nil }
    return events[event].numbers[place]
  }
}
