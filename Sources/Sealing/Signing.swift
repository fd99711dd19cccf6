import CSodium

/// A worker's signing key (Ed25519), made from a seed of 32 bytes.
public struct SigningKey: Sendable {
  /// The seed's length in bytes.
  public static let seedLength = Int(crypto_sign_SEEDBYTES)

  let secret: SecretBytes

  /// The 32-byte public key, by which colleagues know the author.
  public let publicKey: [UInt8]

  /// Derives the key pair of a seed.
  ///
  /// - Throws: ``SealingError/wrongLength(expected:found:)``, ``SealingError/outOfMemory``.
  public init(seed: SecretBytes) throws {
    guard seed.count == Self.seedLength else {
      throw SealingError.wrongLength(expected: Self.seedLength, found: seed.count)
    }
    var publicKey = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
    secret = try SecretBytes(count: Int(crypto_sign_SECRETKEYBYTES)) { target in
      crypto_sign_seed_keypair(
        &publicKey, target.bytes, seed.base)
    }
    self.publicKey = publicKey
  }

  /// The 64-byte signature over a message.
  public func sign(_ message: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Int(crypto_sign_BYTES)) { buffer, count in
      guard let base = buffer.baseAddress else { return }
      crypto_sign_detached(base, nil, message, UInt64(message.count), secret.base)
      count = Int(crypto_sign_BYTES)
    }
  }

  /// Whether a signature over a message was made with the secret half of `publicKey`.
  ///
  /// Anything of a wrong length is simply not a signature.
  public static func verify(_ signature: [UInt8], of message: [UInt8], by publicKey: [UInt8])
    -> Bool
  {
    Sodium.ready
    guard signature.count == Int(crypto_sign_BYTES),
      publicKey.count == Int(crypto_sign_PUBLICKEYBYTES)
    else { return false }
    return crypto_sign_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
  }
}
