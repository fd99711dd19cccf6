/// How many letters two words differ in.
public enum SpellingDistance {
  /// How many letters have to be changed, put in, left out or swapped with their neighbour to make one
  /// word of the other (optimal string alignment, the restricted Damerau–Levenshtein distance).
  public static func between<Letter: Equatable>(_ one: [Letter], _ other: [Letter]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...other.count)
    for (row, letter) in one.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(other.count + 1)
      for (column, against) in other.enumerated() {
        var least = min(
          last[column + 1] + 1, current[column] + 1, last[column] + (letter == against ? 0 : 1))
        if row > 0, column > 0, letter == other[column - 1], one[row - 1] == against {
          least = min(least, beforeLast[column - 1] + 1)
        }
        current.append(least)
      }
      (beforeLast, last) = (last, current)
    }
    return last[other.count]
  }

  /// How many letters may be wrong in a word for it to count as the same one, wrongly written.
  static func allowed(inWordOf length: Int) -> Int {
    switch length {
    case ..<4: 0
    case 4..<8: 1
    default: 2
    }
  }

  /// Hashes of the word and of what is left of it without one letter, or without two: two words that
  /// differ in no more have one of these in common.
  static func hashesOfShortened(_ word: [UInt8], by count: Int) -> Set<UInt64> {
    var found: Set<UInt64> = [Key.hash(word)]
    for one in word.indices {
      found.insert(Key.hash(word, without: one, -1))
      guard count > 1 else { continue }
      for other in word.indices where other > one {
        found.insert(Key.hash(word, without: one, other))
      }
    }
    return found
  }
}

/// Keys by which records that may be alike come together.
enum Key {
  /// FNV-1a over a word's bytes, with at most two of them left out.
  static func hash(_ word: [UInt8], without one: Int = -1, _ other: Int = -1) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for (place, byte) in word.enumerated() where place != one && place != other {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return hash
  }

  /// A number that looks like chance (SplitMix64), so that keys of different sorts stay apart.
  static func mix(_ number: UInt64) -> UInt64 {
    var mixed = number &+ 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
