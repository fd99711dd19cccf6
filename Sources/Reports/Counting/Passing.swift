import JournalStore

/// A condition: a column, and the code that is counted.
struct Condition {
  var column: Int
  var code: String
  /// The code's number; nil as long as it hasn't occurred.
  var number: Int?

  init(column: Int, code: String) {
    self.column = column
    self.code = code
  }
}

/// What of a piece is counted.
struct Passing {
  /// Events that pass the conditions on what happened, for counts by head.
  private(set) var happened: [Int] = []
  /// Events that pass all conditions.
  private(set) var events: [Int] = []
  /// The persons who do, an event's together.
  private(set) var persons: [Int] = []
  /// Where those of an event begin, and after the last one the end.
  private(set) var starts: [Int] = [0]

  init(_ piece: TallyPiece, _ columns: [Column], _ conditions: [Condition]) {
    let ofEvents = conditions.filter { !columns[$0.column].dimension.isOfPersons }
    let ofPersons = conditions.filter { columns[$0.column].dimension.isOfPersons }
    let ofNobody = ofPersons.count { $0.number == Column.notNamed }
    happened = (0..<piece.count).filter { event in
      ofEvents.allSatisfy {
        columns[$0.column].codes(ofEvent: event).contains($0.number)
      }
    }
    events.reserveCapacity(happened.count)
    starts.reserveCapacity(happened.count + 1)
    persons.reserveCapacity(piece.persons.count)
    for event in happened {
      let places = piece.personPlaces(of: event)
      if ofNobody > 0 {
        // Nobody is under a code too.
        if places.isEmpty, ofNobody == ofPersons.count { end(event) }
        continue
      }
      let year = Int(piece.days[event]) / 10_000
      for person in piece.persons[places].lazy.map(Int.init)
      where ofPersons.allSatisfy({
        columns[$0.column].codes(ofPerson: person, in: year).contains($0.number)
      }) {
        persons.append(person)
      }
      if ofPersons.isEmpty || persons.count > starts[events.count] { end(event) }
    }
  }

  private mutating func end(_ event: Int) {
    events.append(event)
    starts.append(persons.count)
  }

  /// The persons of one of ``events``, by its place there.
  func persons(at place: Int) -> ArraySlice<Int> { persons[starts[place]..<starts[place + 1]] }
}

extension CodeSet {
  /// Whether a number is among the codes; nil never is.
  func contains(_ number: Int?) -> Bool {
    switch self {
    case .inapplicable: false
    case .one(let one): one == number
    case .several(let several): number.map(several.contains) ?? false
    }
  }
}
