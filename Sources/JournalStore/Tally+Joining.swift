import CaseModel

/// One event, apart from those of its piece.
struct EventTally {
  var day: Int32
  var codes: [CodeSet]
  var numbers: [Int?]
  var persons: [Int32]
  var heads: [(gender: Int, count: Int)]

  /// Takes from another that is linked with it what it doesn't say itself.
  mutating func join(_ other: EventTally, _ fields: [Field]) {
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
    for head in other.heads {
      if let known = heads.firstIndex(where: { $0.gender == head.gender }) {
        heads[known].count = max(heads[known].count, head.count)
      } else {
        heads.append(head)
      }
    }
  }
}

extension TallyPiece {
  /// An event by itself.
  func event(at place: Int) -> EventTally {
    EventTally(
      day: days[place], codes: codes.map { $0[place] }, numbers: numbers.map { $0[place] },
      persons: Array(persons[personPlaces(of: place)]), heads: heads[place] ?? [])
  }

  mutating func append(_ event: EventTally) {
    if !event.heads.isEmpty { heads[count] = event.heads }
    days.append(event.day)
    for place in codes.indices {
      codes[place].append(event.codes[place])
      numbers[place].append(event.numbers[place])
    }
    persons += event.persons
    personStarts.append(Int32(persons.count))
  }

  /// Says who took part in the events that were added, in any order; each counts once.
  mutating func setPersons(_ found: [(event: Int32, person: Int32)]) {
    var counts = [Int32](repeating: 0, count: count + 1)
    for (event, _) in found { counts[Int(event) + 1] += 1 }
    for event in 0..<count { counts[event + 1] += counts[event] }
    var ends = counts
    var all = [Int32](repeating: 0, count: found.count)
    for (event, person) in found {
      all[Int(ends[Int(event)])] = person
      ends[Int(event)] += 1
    }
    persons.removeAll()
    personStarts = [0]
    for event in 0..<count {
      let first = persons.count
      for person in all[Int(counts[event])..<Int(counts[event + 1])]
      where !persons[first...].contains(person) {
        persons.append(person)
      }
      personStarts.append(Int32(persons.count))
    }
  }

  /// Takes persons out: of events of their own also these, of others as if nobody had named them.
  mutating func leaveOut(_ isExcluded: (Int32) -> Bool, isOwned: Bool) {
    guard persons.contains(where: isExcluded) else { return }
    let all = self
    let isKept = (0..<count).map { event in
      !isOwned || !persons[personPlaces(of: event)].contains(where: isExcluded)
    }
    days = zip(days, isKept).filter(\.1).map(\.0)
    for place in codes.indices {
      codes[place].keep(isKept)
      numbers[place].keep(isKept)
    }
    persons = []
    personStarts = [0]
    heads = [:]
    for event in 0..<all.count where isKept[event] {
      if let heads = all.heads[event] { self.heads[personStarts.count - 1] = heads }
      persons += all.persons[all.personPlaces(of: event)].filter { !isExcluded($0) }
      personStarts.append(Int32(persons.count))
    }
  }
}
