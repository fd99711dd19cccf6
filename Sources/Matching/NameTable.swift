/// Every word that names are made of, how it sounds, and how many persons have it: while persons are added.
struct NameTable {
  private var numbers: [String: Int32] = [:]
  private(set) var spellings: [[UInt8]] = []
  private(set) var sounds: [Int32] = []
  private var numbersOfSounds: [[UInt8]: Int32] = [:]
  private(set) var bytesOfSounds: [[UInt8]] = []
  private(set) var personsWithSpelling: [Int32] = []
  private(set) var personsWithSound: [Int32] = []

  /// The number of a word.
  mutating func number(of word: String) -> Int32 {
    if let known = numbers[word] { return known }
    let number = Int32(spellings.count)
    numbers[word] = number
    spellings.append(Array(word.utf8))
    let sound = NameSound.of(word)
    let numberOfSound = numbersOfSounds[sound] ?? Int32(bytesOfSounds.count)
    if numberOfSound == bytesOfSounds.count {
      numbersOfSounds[sound] = numberOfSound
      bytesOfSounds.append(sound)
      personsWithSound.append(0)
    }
    sounds.append(numberOfSound)
    personsWithSpelling.append(0)
    return number
  }

  /// Notes one person with some words.
  mutating func count(_ words: Set<Int32>) {
    for word in words { personsWithSpelling[Int(word)] += 1 }
    for sound in Set(words.map { sounds[Int($0)] }) { personsWithSound[Int(sound)] += 1 }
  }
}
