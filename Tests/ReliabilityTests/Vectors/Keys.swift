import CSodium
import Sealing

/// The keys of every vector, which anybody may know, and what they seal.
///
/// It seals with libsodium itself and with nonces that it chooses, so that the same bytes come out
/// each time and nothing here is made by the code under test.
enum Keys {
  static let fileID = [UInt8](repeating: 5, count: 16)
  static let dataKey = [UInt8](repeating: 6, count: 32)
  static let authorSeed = [UInt8](repeating: 1, count: 32)
  static let keyFile = [UInt8](repeating: 7, count: 32)
  static let passphrase = "six invented words stand here now"
  static let salt = [UInt8](repeating: 8, count: 16)

  static func subkey(_ number: UInt64, of dataKey: [UInt8] = dataKey) -> [UInt8] {
    var key = [UInt8](repeating: 0, count: 32)
    crypto_kdf_derive_from_key(&key, 32, number, "hopenow1", dataKey)
    return key
  }

  /// Ciphertext and tag.
  static func seal(
    _ plain: [UInt8], key: [UInt8], nonce: [UInt8], context: [UInt8]
  ) -> [UInt8] {
    var sealed = [UInt8](repeating: 0, count: plain.count + 16)
    crypto_aead_xchacha20poly1305_ietf_encrypt(
      &sealed, nil, plain, UInt64(plain.count), context, UInt64(context.count), nil, nonce, key)
    return sealed
  }

  static func hash(_ length: Int, _ bytes: [UInt8], key: [UInt8]? = nil) -> [UInt8] {
    var hash = [UInt8](repeating: 0, count: length)
    crypto_generichash(&hash, length, bytes, UInt64(bytes.count), key, key?.count ?? 0)
    return hash
  }

  /// Argon2id with one of the two profiles.
  static func stretched(_ passphrase: String, profile: UInt8) -> [UInt8] {
    var key = [UInt8](repeating: 0, count: 32)
    let text = passphrase.utf8.map { CChar(bitPattern: $0) }
    _ = crypto_pwhash(
      &key, 32, text, UInt64(text.count), salt, profile == 1 ? 3 : 4,
      profile == 1 ? 256 << 20 : 64 << 20, crypto_pwhash_ALG_ARGON2ID13)
    return key
  }

  /// A page as it lies on disk.
  static func sealed(
    page: [UInt8], number: UInt32, key: [UInt8] = subkey(1), fileID: [UInt8] = fileID,
    contextEnds: UInt32 = 0
  ) -> [UInt8] {
    let nonce = [UInt8](repeating: UInt8(0x40 + number), count: 24)
    let context = fileID + bytes(number) + bytes(contextEnds)
    let sealed = seal(Array(page[..<4056]), key: key, nonce: nonce, context: context)
    return sealed[..<4056] + nonce + sealed[4056...]
  }

  /// The mask of a page's checksum in the rollback journal.
  static func checksumMask(ofSealed page: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: 32)
    crypto_core_hchacha20(&output, Array(page[4056..<4072]), subkey(3), nil)
    return Array(output[..<4])
  }

  static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}
