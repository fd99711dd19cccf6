/// Who was met with whom, where and when: while records are added.
struct EncounterRows {
  private(set) var persons = Ragged<Int32>()
  /// For each record the number of its day at its place; -1 where one of them, or the writer, isn't known.
  private(set) var nights: [Int32] = []
  private(set) var writers: [Int64] = []
  /// For each record the number of its place, or -1.
  private(set) var places: [Int32] = []
  private var numbersOfPlaces: [Int64: Int32] = [:]
  private var numbersOfNights: [Night: Int32] = [:]

  private struct Night: Hashable {
    let day: Int
    let place: Int32
  }

  var countOfPlaces: Int { numbersOfPlaces.count }
  var countOfNights: Int { numbersOfNights.count }

  mutating func add(_ encounter: Encounter) {
    persons.append(Set(encounter.persons).map(Int32.init).sorted())
    let place = encounter.place.map { Self.number(of: $0, in: &numbersOfPlaces) } ?? -1
    places.append(place)
    // Who wrote it must be known: one worker who names two in two records knows them both.
    if let day = encounter.day, encounter.writer != nil, place >= 0 {
      nights.append(Self.number(of: Night(day: day, place: place), in: &numbersOfNights))
    } else {
      nights.append(-1)
    }
    writers.append(encounter.writer ?? -1)
  }

  private static func number<Thing: Hashable>(
    of thing: Thing, in numbers: inout [Thing: Int32]
  ) -> Int32 {
    if let known = numbers[thing] { return known }
    let number = Int32(numbers.count)
    numbers[thing] = number
    return number
  }
}
