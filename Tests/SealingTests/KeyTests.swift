import Sealing
import Testing

@Suite struct PassphraseTests {
  let passphrase = Passphrase(.test(Array("correct horse, invented".utf8)))

  /// Made with argon2-cffi's `hash_secret_raw`: type id, version 19, parallelism 1.
  @Test(arguments: [
    (PassphraseProfile.small, "48edf723c5477273b54d7e85cda13419054b9b2adf54e2909e5c1250e4a4511d"),
    (.standard, "44db34d882c9b61db793a701bf9b636a5dafabaa814539af0619778bcc2e6837"),
  ])
  func `Argon2id as another implementation computes it`(
    profile: PassphraseProfile, expected: String
  ) throws {
    let key = try passphrase.stretched(salt: Array(0..<16), profile: profile)
    #expect(key.revealed == hex(expected))
  }

  @Test(arguments: [0, 15, 17])
  func `a salt of another length is refused`(length: Int) {
    #expect(throws: SealingError.wrongLength(expected: 16, found: length)) {
      try passphrase.stretched(salt: [UInt8](repeating: 0, count: length), profile: .small)
    }
  }

  @Test func `only two profiles exist in a file`() {
    #expect(PassphraseProfile(rawValue: 1) == .standard)
    #expect(PassphraseProfile(rawValue: 2) == .small)
    for value in [UInt8(0)] + Array(3...255) { #expect(PassphraseProfile(rawValue: value) == nil) }
  }
}

@Suite struct DataKeyTests {
  /// Made with Python's hashlib: keyed BLAKE2b, the number as salt, "hopenow1" as person.
  @Test(arguments: [
    (KeyPurpose.pages, "873b4bd3dd7749aa12a52aef96e07d593a84bcf538ebd1a60b51001c642c685e"),
    (.journalChecksums, "d6e56011fc28d9a731575066bc12bf863eb8fa3df255d6a5f0ae2e5053424bd1"),
    (.header, "0d7d2d6c162668f60c6d9e569cc77d021cc1a8e93096ebc27450d17135476a7a"),
    (.state, "1516ed474587a903ee5267e7af6ab5854451495a83833484f3fa7aa07b7b8802"),
    (.commitment, "9881d068aa5783bb17ff6279db57d3005cdcc6a9dd55fc3da36cdabbf801a023"),
  ])
  func `the subkeys are those of every journal ever made`(purpose: KeyPurpose, expected: String)
    throws
  {
    #expect(try DataKey(.test(Array(0..<32))).subkey(purpose).revealed == hex(expected))
  }

  @Test func `every purpose has a number and a key of its own`() throws {
    let key = try DataKey.random()
    let subkeys = try KeyPurpose.allCases.map { try key.subkey($0).revealed }
    #expect(KeyPurpose.allCases.map(\.rawValue) == [1, 3, 4, 5, 6])
    #expect(Set(subkeys).count == 5)
    #expect(try !key.secret.matches(DataKey.random().secret))
  }

  @Test(arguments: [0, 31, 33])
  func `a key of another length is refused`(length: Int) {
    #expect(throws: SealingError.wrongLength(expected: 32, found: length)) {
      try DataKey(.test([UInt8](repeating: 0, count: length)))
    }
  }
}

@Suite struct SigningTests {
  /// RFC 8032, section 7.1, tests 1 and 2.
  @Test(arguments: [
    (
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
      """
      e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555\
      fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
      """
    ),
    (
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
      """
      92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da0\
      85ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
      """
    ),
  ])
  func `Ed25519 of RFC 8032`(seed: String, publicKey: String, message: String, signature: String)
    throws
  {
    let key = try SigningKey(seed: .test(hex(seed)))
    #expect(key.publicKey == hex(publicKey))
    #expect(key.sign(hex(message)) == hex(signature))
    #expect(SigningKey.verify(hex(signature), of: hex(message), by: hex(publicKey)))
  }

  @Test func `a change of any byte of signature, message or key is no signature`() throws {
    let key = try SigningKey(seed: .random(count: 32))
    let message: [UInt8] = Array("an entry".utf8)
    let signature = key.sign(message)
    #expect(SigningKey.verify(signature, of: message, by: key.publicKey))
    for place in signature.indices {
      #expect(!SigningKey.verify(flipping(signature, place), of: message, by: key.publicKey))
    }
    for place in message.indices {
      #expect(!SigningKey.verify(signature, of: flipping(message, place), by: key.publicKey))
    }
    for place in key.publicKey.indices {
      #expect(!SigningKey.verify(signature, of: message, by: flipping(key.publicKey, place)))
    }
    #expect(!SigningKey.verify(signature, of: message + [0], by: key.publicKey))
  }

  @Test func `signatures and keys of a wrong length are none`() throws {
    let key = try SigningKey(seed: .random(count: 32))
    let signature = key.sign([1])
    #expect(!SigningKey.verify(Array(signature.dropLast()), of: [1], by: key.publicKey))
    #expect(!SigningKey.verify(signature + [0], of: [1], by: key.publicKey))
    #expect(!SigningKey.verify([], of: [1], by: key.publicKey))
    #expect(!SigningKey.verify(signature, of: [1], by: key.publicKey + [0]))
    #expect(!SigningKey.verify(signature, of: [1], by: []))
    #expect(throws: SealingError.wrongLength(expected: 32, found: 31)) {
      try SigningKey(seed: .random(count: 31))
    }
  }

  /// A key of small order would let one signature count for every message.
  @Test func `a public key of small order signs nothing`() {
    var identity = [UInt8](repeating: 0, count: 32)
    identity[0] = 1
    let signature = identity + [UInt8](repeating: 0, count: 32)
    #expect(!SigningKey.verify(signature, of: [1], by: identity))
  }

  private func flipping(_ bytes: [UInt8], _ place: Int) -> [UInt8] {
    var changed = bytes
    changed[place] ^= 1
    return changed
  }
}
