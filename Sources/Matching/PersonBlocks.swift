/// Who is compared with whom: persons who have something rare in common.
///
/// To compare all of 100,000 with each other would be five thousand million comparisons. So each
/// person stands under some keys, and those are compared who stand under one. A key that brings more
/// than `limit`² pairs is passed over, since what so many have tells nobody apart; those who share a common
/// word of a name still meet under narrower keys: two words together, or the word with country and year
/// of birth. Each rule gives the same whichever of two looks for the other.
struct PersonBlocks {
  /// So many persons may stand under a key; under two that are nearly alike, so many squared in pairs.
  static let limit = 20

  private enum Sort: Int {
    case sound, soundPair, soundInYear, beginningInYear, phone, companion, night, yearAtPlace
  }

  private let persons: PersonIndex
  private var numbers: [UInt64: Int32] = [:]
  private var members = Ragged<Int32>()

  init(_ persons: PersonIndex) {
    self.persons = persons
    var keys: [(key: UInt64, person: Int32)] = []
    for person in persons.records.indices {
      forEachKey(of: person) { keys.append(($0, Int32(person))) }
    }
    keys.sort { ($0.key, $0.person) < ($1.key, $1.person) }
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end].key == keys[start].key { end += 1 }
      numbers[keys[start].key] = Int32(members.count)
      var last: Int32 = -1
      members.append(
        keys[start..<end].lazy.map(\.person).filter { person in
          defer { last = person }
          return person != last
        })
      start = end
    }
  }

  /// Everybody whom a person has to be compared with.
  func findCandidates(for person: Int, into candidates: inout CandidateList) {
    let sounds = sounds(of: person)
    // Whoever has a rare sound meets all who have it, or nearly; others need something more.
    var common: [(sound: Int32, others: [Int32])] = []
    for sound in sounds {
      let own = row(of: key(.sound, sound))
      var others: [Int32] = []
      if !candidates.add(own, in: members, with: own) { others.append(sound) }
      for place in persons.names.near.range(of: Int(sound)) {
        let near = persons.names.near.elements[place]
        if !candidates.add(row(of: key(.sound, near)), in: members, with: own) {
          others.append(near)
        }
      }
      if !others.isEmpty { common.append((sound, others)) }
    }
    forEachSoundPair(of: person) { one, other in
      let own = row(of: pairKey(one, other))
      for (first, second) in [(one, other), (other, one)] {
        guard let others = common.first(where: { $0.sound == first })?.others else { continue }
        for sound in others {
          candidates.add(row(of: pairKey(sound, second)), in: members, with: own)
        }
      }
    }
    forEachYear(of: person) { country, year in
      for (sound, others) in common {
        let own = row(of: key(.soundInYear, sound, country, year))
        for near in year - 2...year + 2 {
          for other in others {
            candidates.add(
              row(of: key(.soundInYear, other, country, near)), in: members, with: own)
          }
        }
      }
      for beginning in Set(sounds.map { Int32(bitPattern: persons.names.beginning(of: $0)) }) {
        let own = row(of: key(.beginningInYear, beginning, country, year))
        for near in year - 2...year + 2 {
          candidates.add(
            row(of: key(.beginningInYear, beginning, country, near)), in: members, with: own)
        }
      }
      for place in persons.encounters.placesOfPerson[person] {
        let own = row(of: key(.yearAtPlace, place, country, year))
        for near in year - 1...year + 1 {
          candidates.add(
            row(of: key(.yearAtPlace, place, country, near)), in: members, with: own)
        }
      }
    }
    for (sort, numbers) in [
      (Sort.phone, persons.phones[person]), (.companion, persons.encounters.companions[person]),
      (.night, persons.encounters.nightsOfPerson[person]),
    ] {
      for number in numbers {
        let own = row(of: key(sort, number))
        candidates.add(own, in: members, with: own)
      }
    }
  }

  private func row(of key: UInt64) -> Range<Int> {
    numbers[key].map { members.range(of: Int($0)) } ?? 0..<0
  }

  // MARK: Keys

  private func forEachKey(of person: Int, _ body: (UInt64) -> Void) {
    let sounds = sounds(of: person)
    for sound in sounds { body(key(.sound, sound)) }
    forEachSoundPair(of: person) { body(pairKey($0, $1)) }
    forEachYear(of: person) { country, year in
      for sound in sounds {
        body(key(.soundInYear, sound, country, year))
        body(
          key(
            .beginningInYear, Int32(bitPattern: persons.names.beginning(of: sound)), country, year))
      }
      for place in persons.encounters.placesOfPerson[person] {
        body(key(.yearAtPlace, place, country, year))
      }
    }
    for number in persons.phones[person] { body(key(.phone, number)) }
    for number in persons.encounters.companions[person] { body(key(.companion, number)) }
    for number in persons.encounters.nightsOfPerson[person] { body(key(.night, number)) }
  }

  private func key(
    _ sort: Sort, _ one: Int32, _ two: Int32 = 0, _ three: Int32 = 0
  ) -> UInt64 {
    let (low, high) = (UInt64(UInt32(bitPattern: one)), UInt64(UInt32(bitPattern: two)))
    return Key.mix(
      Key.mix(low | high << 32) ^ UInt64(UInt32(bitPattern: three)) << 8 ^ UInt64(sort.rawValue))
  }

  private func pairKey(_ one: Int32, _ other: Int32) -> UInt64 {
    key(.soundPair, min(one, other), max(one, other))
  }

  private func sounds(of person: Int) -> Set<Int32> {
    var sounds: Set<Int32> = []
    for phrase in persons.phrases.ofPerson[person] {
      for word in persons.phrases.words[Int(phrase)] {
        sounds.insert(persons.names.sound(of: word))
      }
      for word in persons.phrases.joined[Int(phrase)] where word >= 0 {
        sounds.insert(persons.names.sound(of: word))
      }
    }
    return sounds
  }

  private func forEachSoundPair(of person: Int, _ body: (Int32, Int32) -> Void) {
    for phrase in persons.phrases.ofPerson[person] {
      let sounds = persons.phrases.words[Int(phrase)].prefix(6).map(persons.names.sound(of:))
      for (place, one) in sounds.enumerated() {
        for other in sounds.dropFirst(place + 1) { body(one, other) }
      }
    }
  }

  /// The countries of somebody whose year of birth is known, with it; -1 for none.
  private func forEachYear(of person: Int, _ body: (Int32, Int32) -> Void) {
    guard let years = persons.birthYears[person], years.count == 1 else { return }
    let countries = persons.citizenships[person]
    for country in countries.isEmpty ? [-1] : Array(countries) {
      body(country, Int32(years.lowerBound))
    }
  }
}

/// Persons who were found, each once.
struct CandidateList {
  private(set) var persons: [Int] = []
  private var rounds: [Int32]
  private var round: Int32 = 0

  init(count: Int) { rounds = [Int32](repeating: 0, count: count) }

  /// Forgets them.
  mutating func begin() {
    persons.removeAll(keepingCapacity: true)
    round += 1
  }

  /// Adds everybody under a key, unless it and the one that led there bring too many together.
  ///
  /// - Returns: Whether it did.
  @discardableResult
  mutating func add(_ row: Range<Int>, in members: Ragged<Int32>, with own: Range<Int>) -> Bool {
    guard row.count * own.count <= PersonBlocks.limit * PersonBlocks.limit else { return false }
    for place in row {
      let person = members.elements[place]
      guard rounds[Int(person)] != round else { continue }
      rounds[Int(person)] = round
      persons.append(Int(person))
    }
    return true
  }
}
