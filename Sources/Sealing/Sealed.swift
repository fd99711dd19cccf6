import CSodium

/// XChaCha20-Poly1305-IETF with a random nonce, for things that are sealed whole: slots, state.
///
/// A sealed value is `nonce (24) | ciphertext | tag (16)`. Nonces are random, 192 bits wide, so
/// they never repeat in practice and no counter has to survive a crash or a copied file.
public enum Sealed {
  /// How many bytes longer a sealed value is than what is in it.
  public static let overhead = 40

  /// Seals secret bytes with a 32-byte key and binds them to `context`, which isn't stored.
  public static func seal(
    _ plain: SecretBytes, with key: SecretBytes, context: [UInt8]
  ) -> [UInt8] {
    plain.withUnsafeBytes { seal($0, with: key, context: context) }
  }

  /// Seals bytes with a 32-byte key and binds them to `context`, which isn't stored.
  public static func seal(
    _ plain: UnsafeRawBufferPointer, with key: SecretBytes, context: [UInt8]
  ) -> [UInt8] {
    precondition(key.count == 32, "XChaCha20-Poly1305 takes a key of 32 bytes")
    Sodium.ready
    let total = plain.count + overhead
    return [UInt8](unsafeUninitializedCapacity: total) { buffer, count in
      guard let base = buffer.baseAddress else { return }
      randombytes_buf(base, 24)
      crypto_aead_xchacha20poly1305_ietf_encrypt(
        base + 24, nil, plain.baseAddress?.assumingMemoryBound(to: UInt8.self),
        UInt64(plain.count), context, UInt64(context.count), nil, base, key.base)
      count = total
    }
  }

  /// Opens a sealed value into locked memory.
  ///
  /// - Throws: ``SealingError/notAuthentic``, ``SealingError/outOfMemory``.
  public static func open(
    _ sealed: [UInt8], with key: SecretBytes, context: [UInt8]
  ) throws -> SecretBytes {
    precondition(key.count == 32, "XChaCha20-Poly1305 takes a key of 32 bytes")
    guard sealed.count >= overhead else { throw SealingError.notAuthentic }
    return try SecretBytes(count: sealed.count - overhead) { target in
      let status = sealed.withUnsafeBufferPointer { source in
        guard let base = source.baseAddress else { return Int32(-1) }
        return crypto_aead_xchacha20poly1305_ietf_decrypt(
          target.bytes, nil, nil, base + 24,
          UInt64(sealed.count - 24), context, UInt64(context.count), base, key.base)
      }
      guard status == 0 else { throw SealingError.notAuthentic }
    }
  }
}
