import CSodium

/// What a subkey is for.
///
/// The numbers and the context are stored for ever in every journal made.
public enum KeyPurpose: UInt64, Sendable, CaseIterable {
  /// Seals the pages of the database.
  case pages = 1
  /// Masks the checksums in the rollback journal.
  case journalChecksums = 3
  /// Authenticates the header.
  case header = 4
  /// Seals what this machine remembers of the journal.
  case state = 5
  /// Is compared before any other use, since Poly1305 doesn't commit to its key.
  case commitment = 6
}

/// The one key of a journal, 32 bytes, from which every subkey is derived.
public struct DataKey: Sendable {
  /// The key's length in bytes.
  public static let length = Int(crypto_kdf_KEYBYTES)

  /// The key itself, to be wrapped in a slot or kept by the kernel for some minutes.
  public let secret: SecretBytes

  /// Takes a key out of a slot.
  ///
  /// - Throws: ``SealingError/wrongLength(expected:found:)``.
  public init(_ secret: SecretBytes) throws(SealingError) {
    guard secret.count == Self.length else {
      throw .wrongLength(expected: Self.length, found: secret.count)
    }
    self.secret = secret
  }

  /// A new random key.
  ///
  /// - Throws: ``SealingError/outOfMemory``.
  public static func random() throws -> DataKey {
    try DataKey(SecretBytes.random(count: length))
  }

  /// The 32-byte subkey for one purpose (`crypto_kdf`, context "hopenow1").
  ///
  /// - Throws: ``SealingError/outOfMemory``.
  public func subkey(_ purpose: KeyPurpose) throws -> SecretBytes {
    try SecretBytes(count: 32) { target in
      crypto_kdf_derive_from_key(
        target.bytes, 32, purpose.rawValue,
        "hopenow1", secret.base)
    }
  }
}
