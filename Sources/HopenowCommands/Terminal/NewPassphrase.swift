import Sealing

/// Passphrases that are made up, and those that are not taken.
enum NewPassphrase {
  /// The fewest characters of a typed passphrase.
  static let shortest = 12

  /// Six words from ``PassphraseWords``: 6 × log2(words) bits, 62 with 1,296 words (EFF's advice).
  static func sixWords() -> String {
    let words = PassphraseWords.all
    return (0..<6).map { _ in words[uniform(below: words.count)] }.joined(separator: " ")
  }

  /// A number without bias: what would make some words likelier is thrown away.
  private static func uniform(below bound: Int) -> Int {
    let limit = 65_536 - 65_536 % bound
    while true {
      let bytes = Randomness.bytes(2)
      let number = Int(bytes[0]) << 8 | Int(bytes[1])
      if number < limit { return number % bound }
    }
  }

  /// Whether a passphrase is too short, or one of those that somebody tries first.
  ///
  /// `names` are what a thief of the laptop knows anyway: the worker's name, the file's.
  static func isWeak(_ passphrase: Passphrase, besides names: [String] = []) -> Bool {
    passphrase.secret.withUnsafeBytes { bytes in
      let characters = bytes.reduce(0) { $0 + ($1 & 0xc0 == 0x80 ? 0 : 1) }
      guard characters >= shortest else { return true }
      // Few different characters: repetitions of any kind.
      guard Set(bytes).count >= 6 else { return true }
      guard !isRepeated(bytes) else { return true }
      for step in [1, -1] {
        let steps = zip(bytes, bytes.dropFirst()).count { Int($1) - Int($0) == step }
        guard steps < bytes.count / 2 else { return true }
      }
      let known = common + names.flatMap { [$0] + $0.split(separator: " ").map(String.init) }
      return known.contains { word in
        word.utf8.count >= 4 && bytes.count - word.utf8.count < 6 && contains(bytes, word)
      }
    }
  }

  /// Whether it is one thing said twice or more often: `redhatredhat`.
  private static func isRepeated(_ bytes: UnsafeRawBufferPointer) -> Bool {
    (1...bytes.count / 2).contains { period in
      zip(bytes, bytes.dropFirst(period)).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }
  }

  /// Beginnings of what is typed most, after NCSC's and SecLists' published lists.
  private static let common = [
    "password", "passphrase", "qwertyuiop", "qwertzuiop", "azertyuiop", "poiuytrewq", "asdfghjkl",
    "zxcvbnm", "1234567890", "1q2w3e4r5t", "iloveyou", "letmein", "hopenow", "adgangskode",
    "kodeord", "velkommen", "københavn", "copenhagen", "administrator",
    "correct horse battery staple", "correcthorsebatterystaple", "welcome",
  ]

  private static func contains(_ bytes: UnsafeRawBufferPointer, _ word: String) -> Bool {
    let word = Array(word.utf8)
    guard bytes.count >= word.count else { return false }
    return (0...bytes.count - word.count).contains { start in
      // Upper and lower case of ASCII differ in that bit; that some signs do too does no harm.
      word.indices.allSatisfy { bytes[start + $0] | 0x20 == word[$0] | 0x20 }
    }
  }
}
