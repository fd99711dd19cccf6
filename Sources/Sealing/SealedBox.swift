import CSodium

/// Boxes that anybody can seal and only one worker can open (libsodium's `crypto_box_seal`).
///
/// Who signs with a key also opens with it: libsodium turns the Ed25519 pair into an X25519 one. So
/// whoever knows a colleague's public key, from her entries or her card, can seal for her.
///
/// - Warning: A box doesn't say who sealed it. What is in it must vouch for itself.
extension SigningKey {
  /// How many bytes longer a box is than what is in it.
  public static let boxOverhead = crypto_box_sealbytes()

  /// Seals bytes for the holder of a public key.
  ///
  /// - Throws: ``SealingError/notAKey`` if no secret key can belong to `publicKey`.
  public static func seal(
    _ plain: UnsafeRawBufferPointer, for publicKey: [UInt8]
  ) throws(SealingError) -> [UInt8] {
    Sodium.ready
    var receiver = [UInt8](repeating: 0, count: Int(crypto_scalarmult_curve25519_BYTES))
    guard publicKey.count == Int(crypto_sign_PUBLICKEYBYTES),
      crypto_sign_ed25519_pk_to_curve25519(&receiver, publicKey) == 0
    else { throw .notAKey }
    var sealed = [UInt8](repeating: 0, count: plain.count + boxOverhead)
    let status = crypto_box_seal(
      &sealed, plain.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(plain.count), receiver
    )
    guard status == 0 else { throw .notAKey }
    return sealed
  }

  /// Opens a box that was sealed for this key, into locked memory.
  ///
  /// - Throws: ``SealingError/notAuthentic``, ``SealingError/outOfMemory``.
  public func open(box sealed: [UInt8]) throws -> SecretBytes {
    guard sealed.count > Self.boxOverhead else { throw SealingError.notAuthentic }
    var receiver = [UInt8](repeating: 0, count: Int(crypto_scalarmult_curve25519_BYTES))
    guard crypto_sign_ed25519_pk_to_curve25519(&receiver, publicKey) == 0 else {
      throw SealingError.notAuthentic
    }
    let receiverSecret = try SecretBytes(count: Int(crypto_scalarmult_curve25519_BYTES)) {
      guard crypto_sign_ed25519_sk_to_curve25519($0.bytes, secret.base) == 0 else {
        throw SealingError.notAuthentic
      }
    }
    return try SecretBytes(count: sealed.count - Self.boxOverhead) { target in
      let status = crypto_box_seal_open(
        target.bytes, sealed, UInt64(sealed.count), receiver, receiverSecret.base)
      guard status == 0 else { throw SealingError.notAuthentic }
    }
  }
}
