/// Who was met with whom, where and when, by person.
final class EncounterIndex: Sendable {
  /// Everybody who was ever named together with each person, in order.
  let companions: Ragged<Int32>
  /// The places where each person was met, in order.
  let placesOfPerson: Ragged<Int32>
  /// The days on which each person was met at a place, in order.
  let nightsOfPerson: Ragged<Int32>
  private let rows: EncounterRows
  private let ofPerson: Ragged<Int32>
  private let personsAtPlace: [Int32]
  private let personsAtNight: [Int32]

  init(_ rows: EncounterRows, persons count: Int) {
    self.rows = rows
    var keys: [(key: Int32, value: Int32)] = []
    for record in 0..<rows.persons.count {
      for person in rows.persons[record] { keys.append((person, Int32(record))) }
    }
    let ofPerson = Ragged(keys: keys, rows: count)
    var (companions, places, nights) = (Ragged<Int32>(), Ragged<Int32>(), Ragged<Int32>())
    var personsAtPlace = [Int32](repeating: 0, count: rows.countOfPlaces)
    var personsAtNight = [Int32](repeating: 0, count: rows.countOfNights)
    for person in 0..<count {
      var met: Set<Int32> = []
      for record in ofPerson[person] { met.formUnion(rows.persons[Int(record)]) }
      met.remove(Int32(person))
      companions.append(met.sorted())
      let placesOfPerson = Set(ofPerson[person].map { rows.places[Int($0)] }).subtracting([-1])
      for place in placesOfPerson { personsAtPlace[Int(place)] += 1 }
      places.append(placesOfPerson.sorted())
      let nightsOfPerson = Set(ofPerson[person].map { rows.nights[Int($0)] }).subtracting([-1])
      for night in nightsOfPerson { personsAtNight[Int(night)] += 1 }
      nights.append(nightsOfPerson.sorted())
    }
    self.ofPerson = ofPerson
    self.companions = companions
    placesOfPerson = places
    nightsOfPerson = nights
    self.personsAtPlace = personsAtPlace
    self.personsAtNight = personsAtNight
  }

  /// Whether two were ever named in one record.
  func areNamedTogether(_ one: Int, _ other: Int) -> Bool {
    companions.contains(Int32(other), in: one)
  }

  /// The fewest persons whom anybody was met with whom both were met with; nil if there is none.
  func rarestCompanion(_ one: Int, _ other: Int) -> Int? {
    var fewest: Int?
    companions.forEachCommon(one, other) { companion in
      fewest = min(fewest ?? .max, companions.range(of: Int(companion)).count)
    }
    return fewest
  }

  /// The fewest persons who were met at a place at which both were; nil if there is none.
  func rarestPlace(_ one: Int, _ other: Int) -> Int? {
    var fewest: Int?
    placesOfPerson.forEachCommon(one, other) { place in
      fewest = min(fewest ?? .max, Int(personsAtPlace[Int(place)]))
    }
    return fewest
  }

  /// The fewest persons who were met on a day at a place at which both were, each named by another
  /// worker than the other; nil if there is none.
  func rarestNight(_ one: Int, _ other: Int) -> Int? {
    var fewest: Int?
    nightsOfPerson.forEachCommon(one, other) { night in
      guard writers(of: one, on: night).isDisjoint(with: writers(of: other, on: night)) else {
        return
      }
      fewest = min(fewest ?? .max, Int(personsAtNight[Int(night)]))
    }
    return fewest
  }

  private func writers(of person: Int, on night: Int32) -> Set<Int64> {
    Set(
      ofPerson[person].filter { rows.nights[Int($0)] == night }.map { rows.writers[Int($0)] })
  }
}
