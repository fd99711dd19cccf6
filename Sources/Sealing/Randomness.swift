import CSodium

/// Random bytes that need not be secret: ids, salts, nonces.
public enum Randomness {
  /// `count` bytes from the kernel's generator.
  public static func bytes(_ count: Int) -> [UInt8] {
    Sodium.ready
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      guard let base = buffer.baseAddress else { return }
      randombytes_buf(base, count)
      initialized = count
    }
  }

  /// `count` bytes that a 32-byte seed decides (ChaCha20), for invented data and for tests.
  ///
  /// - Warning: Never for keys, nonces or salts of real journals.
  public static func bytes(_ count: Int, decidedBy seed: [UInt8]) -> [UInt8] {
    precondition(seed.count == Int(randombytes_SEEDBYTES), "a seed has 32 bytes")
    Sodium.ready
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      guard let base = buffer.baseAddress else { return }
      randombytes_buf_deterministic(base, count, seed)
      initialized = count
    }
  }
}
