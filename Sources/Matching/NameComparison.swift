/// Everybody's names, as numbers of words.
struct PhraseRows {
  /// For each person the names, by number.
  var ofPerson = Ragged<Int32>()
  /// For each name its words.
  var words = Ragged<Int32>()
  /// For each name what every two neighbouring words make without the space between them: as many as
  /// there are words, less one; -1 where it is none.
  var joined = Ragged<Int32>()
  /// For each name whether it is a legal one.
  var isLegal: [Bool] = []
}

/// How two names compare.
struct NameComparison {
  var bits = 0.0
  var likeness = NameLikeness.same
  /// The words that are like one of the other name, a bit for each.
  private var used: (UInt32, UInt32) = (0, 0)
  private var parts = 0

  /// Compares two names word by word, in whatever order they stand; nil if nothing of them is alike.
  ///
  /// The words that are most alike go together first.
  ///
  /// - Parameters:
  ///   - phrase: The number of one name.
  ///   - other: The number of the other.
  ///   - rows: Everybody's names.
  ///   - names: Their words.
  ///   - total: Among how many persons the name has to single somebody out.
  init?(
    _ phrase: Int, _ other: Int, of rows: PersonIndex.Phrases, _ names: NameIndex,
    among total: Double
  ) {
    let one = rows.words.range(of: phrase).prefix(Self.mostWords)
    let two = rows.words.range(of: other).prefix(Self.mostWords)
    for degree in Degree.allCases {
      for place in one where used.0 & 1 << (place - one.lowerBound) == 0 {
        let word = rows.words.elements[place]
        for against in two where used.1 & 1 << (against - two.lowerBound) == 0 {
          let otherWord = rows.words.elements[against]
          guard let bits = names.agreement(word, otherWord, degree, among: total) else { continue }
          used.0 |= 1 << (place - one.lowerBound)
          used.1 |= 1 << (against - two.lowerBound)
          note(bits, degree.likeness)
          break
        }
      }
    }
    if one.count != two.count {
      join(phrase, two, rows, names, among: total)
      used = (used.1, used.0)
      join(other, one, rows, names, among: total)
      used = (used.1, used.0)
    }
    guard parts > 0 else { return nil }
    let left = (one.count - used.0.nonzeroBitCount, two.count - used.1.nonzeroBitCount)
    let (differing, missing) = (min(left.0, left.1), abs(left.0 - left.1))
    if differing + missing > 0 { likeness = .inPart }
    bits *= Double(parts) / Double(parts + differing)
    bits += Double(differing) * Weights.otherPart + Double(missing) * Weights.missingPart
  }

  private static let mostWords = 16

  private mutating func note(_ found: Double, _ degree: NameLikeness) {
    bits += found
    parts += 1
    likeness = max(likeness, degree)
  }

  /// Takes two words of one name and one of the other for the same: Mary Ann, Maryann.
  private mutating func join(
    _ phrase: Int, _ other: Range<Int>, _ rows: PersonIndex.Phrases, _ names: NameIndex,
    among total: Double
  ) {
    let joined = rows.joined.range(of: phrase).prefix(Self.mostWords - 1)
    for place in joined where used.0 & 3 << (place - joined.lowerBound) == 0 {
      let word = rows.joined.elements[place]
      guard word >= 0 else { continue }
      for against in other where used.1 & 1 << (against - other.lowerBound) == 0 {
        let otherWord = rows.words.elements[against]
        let isSame = names.sound(of: word) == names.sound(of: otherWord)
        let degree: Degree = isSame ? .sound : .near
        guard let bits = names.agreement(word, otherWord, degree, among: total) else { continue }
        used.0 |= 3 << (place - joined.lowerBound)
        used.1 |= 1 << (against - other.lowerBound)
        // Two words are alike, not one.
        note(2 * bits, degree.likeness)
        break
      }
    }
  }
}

/// To which degree two words of names agree, the closest first.
enum Degree: CaseIterable {
  case spelling, sound, near, short

  var likeness: NameLikeness {
    switch self {
    case .spelling: .same
    case .sound: .inSound
    case .near: .inSpelling
    case .short: .inPart
    }
  }
}

extension NameIndex {
  /// What it counts that two words agree to a degree; nil if they don't.
  func agreement(
    _ one: Int32, _ other: Int32, _ degree: Degree, among total: Double
  ) -> Double? {
    let (sound, otherSound) = (sound(of: one), sound(of: other))
    let (m, persons): (Double, Int32)
    switch degree {
    case .spelling:
      guard one == other else { return nil }
      (m, persons) = (Weights.sameSpelling, personsWithSpelling[Int(one)])
    case .sound:
      guard sound == otherSound else { return nil }
      (m, persons) = (Weights.sameSound, personsWithSound[Int(sound)])
    case .near:
      guard areNear(sound, otherSound) else { return nil }
      (m, persons) = (
        Weights.nearSound, max(personsNear[Int(sound)], personsNear[Int(otherSound)])
      )
    case .short:
      guard isShortForm(sound, otherSound) else { return nil }
      (m, persons) = (
        Weights.shortForm, personsWithBeginning(ofShorterOf: sound, otherSound)
      )
    }
    return Weights.bits(m, Double(max(1, persons)) / total)
  }
}
