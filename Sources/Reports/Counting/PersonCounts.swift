import JournalStore

/// Who was met in what, for counts of distinct persons.
///
/// Of the events themselves nothing is kept.
struct PersonCounts {
  /// Who took part in events of a kind, or in any.
  private struct Presence {
    let kind: Int?
    /// By person, the year of her first event; 0 if there is none.
    var firstYears: [Int16] = []

    mutating func add(_ person: Int, in year: Int) {
      if person >= firstYears.count {
        firstYears += Array(repeating: 0, count: person + 1 - firstYears.count)
      }
      let first = firstYears[person]
      if first == 0 || year < first { firstYears[person] = Int16(year) }
    }
  }

  /// Under which codes of what happened persons are.
  private struct Meetings {
    let kind: Int?
    let uses: [Use]
    var cells: PersonCells
  }

  private var presences: [Presence] = []
  private var meetings: [Meetings] = []

  /// Says that persons are wanted by columns, of events of a kind.
  mutating func want(_ uses: [Use], kind: Int?, _ columns: [Column]) {
    if !presences.contains(where: { $0.kind == kind }) { presences.append(Presence(kind: kind)) }
    let uses = uses.filter { !columns[$0.column].dimension.isOfPersons }
    guard !uses.isEmpty, !meetings.contains(where: { ($0.uses, $0.kind) == (uses, kind) }) else {
      return
    }
    meetings.append(
      Meetings(kind: kind, uses: uses, cells: PersonCells(columns: uses.count)))
  }

  /// Adds a person of a caseload.
  mutating func add(_ person: Int, in year: Int) {
    for presence in presences.indices { presences[presence].add(person, in: year) }
  }

  /// Adds those who took part in a piece's events.
  mutating func add(_ passing: Passing, _ piece: TallyPiece, _ columns: [Column]) {
    for presence in presences.indices where presences[presence].kind ?? piece.kind == piece.kind {
      for (place, event) in passing.events.enumerated() {
        let year = Int(piece.days[event]) / 10_000
        for person in passing.persons(at: place) { presences[presence].add(person, in: year) }
      }
    }
    var keys: [Int] = []
    for one in meetings.indices where meetings[one].kind ?? piece.kind == piece.kind {
      let uses = meetings[one].uses
      guard uses.allSatisfy({ columns[$0.column].applies }) else { continue }
      for (place, event) in passing.events.enumerated() {
        let persons = passing.persons(at: place)
        if persons.isEmpty { continue }
        CellKey.find(&keys, ofEvent: event, uses, columns)
        for person in persons {
          for key in keys { meetings[one].cells.insert(person, key) }
        }
      }
    }
  }

  /// Each person once under each code, her age being that in the year of her first event.
  func counts(_ uses: [Use], kind: Int?, _ columns: [Column]) -> [Int] {
    let layout = CellLayout(uses, columns)
    var counts = [Int](repeating: 0, count: layout.size)
    guard let presence = presences.first(where: { $0.kind == kind }) else { return counts }
    let isOfPersons = uses.map { columns[$0.column].dimension.isOfPersons }
    func places(of person: Int) -> [Int] {
      var places = [0]
      for (use, one) in uses.enumerated() where isOfPersons[use] {
        let codes = columns[one.column].codes(
          ofPerson: person, in: Int(presence.firstYears[person]))
        CellKey.spread(&places, codes, one, layout.strides[use])
      }
      return places
    }
    guard isOfPersons.contains(false) else {
      for (person, year) in presence.firstYears.enumerated() where year != 0 {
        for place in places(of: person) { counts[place] += 1 }
      }
      return counts
    }
    let ofEvents = uses.indices.filter { !isOfPersons[$0] }
    let wanted = ofEvents.map { uses[$0] }
    let strides = ofEvents.map { layout.strides[$0] }
    var known: (person: Int, places: [Int]) = (-1, [])
    meetings.first { ($0.uses, $0.kind) == (wanted, kind) }?.cells.forEach { person, key in
      if person != known.person { known = (person, places(of: person)) }
      let ofEvent = strides.indices.reduce(0) { $0 + CellKey.number(key, $1) * strides[$1] }
      for place in known.places { counts[place + ofEvent] += 1 }
    }
    return counts
  }
}
