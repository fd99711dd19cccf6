import CSodium

/// BLAKE2b (RFC 7693, libsodium's `crypto_generichash`), 16 to 64 bytes long.
///
/// Each use begins with a text, its domain, that no other use begins with.
public final class Hashing {
  private let state: UnsafeMutableRawPointer
  private let length: Int

  /// Starts a hash of `length` bytes over `domain` and what is added to it.
  public init(length: Int, domain: StaticString) {
    precondition((16...64).contains(length), "BLAKE2b gives 16 to 64 bytes")
    Sodium.ready
    self.length = length
    state = .allocate(byteCount: crypto_generichash_statebytes(), alignment: 64)
    crypto_generichash_init(OpaquePointer(state), nil, 0, length)
    update(UnsafeRawBufferPointer(start: domain.utf8Start, count: domain.utf8CodeUnitCount))
  }

  deinit {
    // It holds the end of what was hashed.
    sodium_memzero(state, crypto_generichash_statebytes())
    state.deallocate()
  }

  /// Adds bytes to what is hashed.
  public func update(_ bytes: UnsafeRawBufferPointer) {
    crypto_generichash_update(
      OpaquePointer(state), bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
      UInt64(bytes.count))
  }

  /// Adds bytes to what is hashed.
  public func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// The hash of everything added; nothing may be added afterwards.
  public func finish() -> [UInt8] {
    var hash = [UInt8](repeating: 0, count: length)
    crypto_generichash_final(OpaquePointer(state), &hash, length)
    return hash
  }

  /// The same, for what nobody shall find in memory.
  ///
  /// - Throws: ``SealingError/outOfMemory``.
  public func finishSecret() throws -> SecretBytes {
    try SecretBytes(count: length) { target in
      guard let base = target.bindMemory(to: UInt8.self).baseAddress else { return }
      crypto_generichash_final(OpaquePointer(state), base, length)
    }
  }

  /// The hash of `domain` followed by each part, `length` bytes long.
  public static func blake2b(_ length: Int, domain: StaticString, _ parts: [UInt8]...) -> [UInt8] {
    let hashing = Hashing(length: length, domain: domain)
    for part in parts { hashing.update(part) }
    return hashing.finish()
  }

  /// The unkeyed hash of bytes that carry their own domain, such as a file header with its magic.
  public static func blake2b(_ length: Int, over bytes: UnsafeRawBufferPointer) -> [UInt8] {
    oneShot(length, over: bytes, key: nil)
  }

  /// The keyed hash (MAC) of bytes; the key has 16 to 64 bytes.
  public static func mac(
    _ length: Int, over bytes: UnsafeRawBufferPointer, key: SecretBytes
  ) -> [UInt8] {
    oneShot(length, over: bytes, key: key)
  }

  private static func oneShot(
    _ length: Int, over bytes: UnsafeRawBufferPointer, key: SecretBytes?
  ) -> [UInt8] {
    precondition((16...64).contains(length), "BLAKE2b gives 16 to 64 bytes")
    Sodium.ready
    var hash = [UInt8](repeating: 0, count: length)
    crypto_generichash(
      &hash, length, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count),
      key?.base, key?.count ?? 0)
    return hash
  }
}

/// Whether two byte strings are equal, found out in constant time.
public func equalInConstantTime(_ one: [UInt8], _ other: [UInt8]) -> Bool {
  Sodium.ready
  return one.count == other.count && sodium_memcmp(one, other, one.count) == 0
}
