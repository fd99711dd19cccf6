import CaseModel
import Sealing

extension AuthorKey {
  /// Six words that stand for a public key, to be compared aloud: 62 bits of a hash of it.
  ///
  /// Whoever wants to pass for somebody has to find a key with the same words, some 10^18 tries.
  var fingerprint: String {
    let hash = Hashing.blake2b(16, domain: "hopenow fingerprint v1", bytes)
    return (0..<6).map { place in
      let number = Int(hash[2 * place]) | Int(hash[2 * place + 1]) << 8
      return PassphraseWords.all[number % PassphraseWords.all.count]
    }.joined(separator: " ")
  }
}
