import CSodium

/// How hard a passphrase is made to guess: Argon2id passes over memory.
///
/// Only these two pairs exist. Anything else in a file is refused before Argon2id runs, so that a
/// changed header can neither weaken the stretching nor make it eat the machine's memory.
public enum PassphraseProfile: UInt8, Sendable, CaseIterable {
  /// 3 passes over 256 MiB, about half a second.
  case standard = 1
  /// 4 passes over 64 MiB, for a machine that can't spare 256 MiB.
  case small = 2

  var passes: UInt64 { self == .standard ? 3 : 4 }
  var memoryBytes: Int { self == .standard ? 256 << 20 : 64 << 20 }
}

/// What a person types to open a journal, as UTF-8 bytes in locked memory.
public struct Passphrase: Sendable {
  /// The length of the salt that ``stretched(salt:profile:)`` takes, in bytes.
  public static let saltLength = Int(crypto_pwhash_SALTBYTES)

  /// The bytes as typed, without the line's end.
  public let secret: SecretBytes

  /// Takes what was typed.
  public init(_ secret: SecretBytes) {
    self.secret = secret
  }

  /// The 32-byte key that wraps a slot (Argon2id 1.3, RFC 9106).
  ///
  /// Takes about half a second and 256 MiB with ``PassphraseProfile/standard``.
  ///
  /// - Throws: ``SealingError/outOfMemory`` if the memory of the profile can't be had;
  ///   ``SealingError/wrongLength(expected:found:)`` for the salt.
  public func stretched(salt: [UInt8], profile: PassphraseProfile) throws -> SecretBytes {
    guard salt.count == Self.saltLength else {
      throw SealingError.wrongLength(expected: Self.saltLength, found: salt.count)
    }
    return try SecretBytes(count: 32) { target in
      let status = crypto_pwhash(
        target.bytes, 32, UnsafeRawPointer(secret.base).assumingMemoryBound(to: CChar.self),
        UInt64(secret.count), salt, profile.passes, profile.memoryBytes,
        crypto_pwhash_ALG_ARGON2ID13)
      guard status == 0 else { throw SealingError.outOfMemory }
    }
  }
}
