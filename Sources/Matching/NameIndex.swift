/// Every word that names are made of, how it sounds, how many persons have it, and what is nearly like it.
///
/// Words and sounds have numbers. What is nearly alike is found once for each word rather than for
/// each pair of persons.
final class NameIndex: Sendable {
  private let sounds: [Int32]
  let bytesOfSounds: [[UInt8]]
  /// How many persons have a word so written.
  let personsWithSpelling: [Int32]
  /// How many persons have a word that sounds so.
  let personsWithSound: [Int32]
  /// For each sound those that are nearly the same, in order.
  let near: Ragged<Int32>
  /// For each sound a bit for the last digits of those: most pairs need no look at more.
  private let nearMasks: [UInt64]
  /// How many persons have a word that sounds so, or nearly.
  let personsNear: [Int32]
  /// The first three letters of each sound, for the same reason.
  private let beginnings: [UInt32]
  /// The sounds in the order of their letters, and how many persons have one of those before each.
  private let sorted: [Int32]
  private let personsBefore: [Int32]

  init(_ table: NameTable) {
    sounds = table.sounds
    bytesOfSounds = table.bytesOfSounds
    personsWithSpelling = table.personsWithSpelling
    let persons = table.personsWithSound
    personsWithSound = persons
    let near = Self.near(in: table)
    self.near = near
    nearMasks = persons.indices.map { sound in
      near[sound].reduce(0) { $0 | 1 << UInt64($1 & 63) }
    }
    beginnings = table.bytesOfSounds.map { sound in
      sound.prefix(3).reduce(0) { $0 << 8 | UInt32($1) }
    }
    personsNear = persons.indices.map { sound in
      near[sound].reduce(persons[sound]) { $0 + persons[Int($1)] }
    }
    let sorted = persons.indices.map(Int32.init).sorted {
      table.bytesOfSounds[Int($0)].lexicographicallyPrecedes(table.bytesOfSounds[Int($1)])
    }
    self.sorted = sorted
    personsBefore = sorted.reduce(into: [0]) { before, sound in
      before.append(before[before.count - 1] + persons[Int(sound)])
    }
  }

  /// The sound of a word.
  func sound(of word: Int32) -> Int32 { sounds[Int(word)] }

  /// Whether a word has a digit in it: numbers are the same or they aren't.
  static func isNumbered(_ word: some Collection<UInt8>) -> Bool {
    word.contains { (0x30...0x39).contains($0) }
  }

  // MARK: What is nearly alike

  private static func near(in table: NameTable) -> Ragged<Int32> {
    var pairs: Set<SoundPair> = []
    forEachNearPair(among: table.bytesOfSounds) { one, other in
      pairs.insert(SoundPair(Int32(one), Int32(other)))
    }
    // A slip in a letter of two can change the sound a lot: hCristina.
    forEachNearPair(among: table.spellings) { one, other in
      let (one, other) = (table.sounds[one], table.sounds[other])
      if one != other { pairs.insert(SoundPair(one, other)) }
    }
    var keys: [(key: Int32, value: Int32)] = []
    keys.reserveCapacity(2 * pairs.count)
    for pair in pairs { keys += [(pair.one, pair.other), (pair.other, pair.one)] }
    keys.sort { ($0.key, $0.value) < ($1.key, $1.value) }
    return Ragged(keys: keys, rows: table.bytesOfSounds.count)
  }

  private struct SoundPair: Hashable {
    let one: Int32
    let other: Int32

    init(_ one: Int32, _ other: Int32) {
      (self.one, self.other) = (min(one, other), max(one, other))
    }
  }

  private static func forEachNearPair(among words: [[UInt8]], _ body: (Int, Int) -> Void) {
    var keys: [(hash: UInt64, word: Int32)] = []
    for (number, word) in words.enumerated() {
      let allowed = SpellingDistance.allowed(inWordOf: word.count)
      guard allowed > 0, word.count <= longest, word.allSatisfy({ $0 < 0x80 }), !isNumbered(word)
      else { continue }
      // One more letter may make a word a longer one, of which more may be wrong.
      for hash in SpellingDistance.hashesOfShortened(word, by: allowed) {
        keys.append((hash, Int32(number)))
      }
    }
    keys.sort { ($0.hash, $0.word) < ($1.hash, $1.word) }
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end].hash == keys[start].hash { end += 1 }
      for one in start..<end {
        for other in (one + 1)..<max(end, one + 1) {
          let pair = (words[Int(keys[one].word)], words[Int(keys[other].word)])
          let allowed = SpellingDistance.allowed(inWordOf: min(pair.0.count, pair.1.count))
          if SpellingDistance.between(pair.0, pair.1) <= allowed {
            body(Int(keys[one].word), Int(keys[other].word))
          }
        }
      }
      start = end
    }
  }

  /// Longer words aren't names; their shortened forms would be too many.
  private static let longest = 24

  /// Whether two sounds are nearly alike.
  func areNear(_ one: Int32, _ other: Int32) -> Bool {
    nearMasks[Int(one)] & 1 << UInt64(other & 63) != 0 && near.contains(other, in: Int(one))
  }

  // MARK: Short forms

  /// The first letters of a sound, as a number.
  func beginning(of sound: Int32) -> UInt32 { beginnings[Int(sound)] }

  /// Whether one sound is the beginning of the other, as `Ade` of `Adebayo`, or its first letter.
  func isShortForm(_ one: Int32, _ other: Int32) -> Bool {
    let (start, otherStart) = (beginnings[Int(one)], beginnings[Int(other)])
    // Of one letter, or of three and more.
    guard start == otherStart || start < 0x100 || otherStart < 0x100 else { return false }
    let (shorter, longer) = inOrder(one, other)
    return shorter.count != 2 && longer.count >= shorter.count + 2 && longer.starts(with: shorter)
      && shorter.allSatisfy { $0 < 0x80 } && !Self.isNumbered(longer)
  }

  /// How many persons have a word that begins like the shorter of two sounds.
  func personsWithBeginning(ofShorterOf one: Int32, _ other: Int32) -> Int32 {
    let shorter = inOrder(one, other).shorter
    let first = place { !$0.lexicographicallyPrecedes(shorter) }
    let last = place { !$0.lexicographicallyPrecedes(shorter) && !$0.starts(with: shorter) }
    return personsBefore[last] - personsBefore[first]
  }

  private func inOrder(_ one: Int32, _ other: Int32) -> (shorter: [UInt8], longer: [UInt8]) {
    let (one, other) = (bytesOfSounds[Int(one)], bytesOfSounds[Int(other)])
    return one.count < other.count ? (one, other) : (other, one)
  }

  private func place(_ isBehind: ([UInt8]) -> Bool) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(bytesOfSounds[Int(sorted[middle])]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
