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

  /// Whether a passphrase is too short, or one of those that everybody tries first.
  static func isWeak(_ passphrase: Passphrase) -> Bool {
    passphrase.secret.withUnsafeBytes { bytes in
      let characters = bytes.reduce(0) { $0 + ($1 & 0xc0 == 0x80 ? 0 : 1) }
      guard characters >= shortest else { return true }
      // Few different characters: repetitions of any kind.
      guard Set(bytes).count >= 6 else { return true }
      let steps = zip(bytes, bytes.dropFirst()).filter { Int($1) - Int($0) == 1 }.count
      guard steps < bytes.count / 2 else { return true }
      return common.contains { word in
        bytes.count - word.utf8.count < 6 && contains(bytes, word)
      }
    }
  }

  /// Beginnings of what is typed most, after NCSC's and SecLists' published lists.
  private static let common = [
    "password", "passphrase", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "iloveyou",
    "letmein", "hopenow", "adgangskode", "kodeord", "københavn", "copenhagen", "administrator",
    "correct horse battery staple", "correcthorsebatterystaple", "welcome",
  ]

  private static func contains(_ bytes: UnsafeRawBufferPointer, _ word: String) -> Bool {
    let word = Array(word.utf8)
    guard bytes.count >= word.count else { return false }
    return (0...bytes.count - word.count).contains { start in
      word.indices.allSatisfy { bytes[start + $0] | 0x20 == word[$0] | 0x20 }
    }
  }
}
