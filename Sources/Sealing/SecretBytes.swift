import CSodium

/// Key material in memory that is locked, guarded on both sides and wiped on release.
///
/// It has no description, no `Codable` and no conversion to an array: bytes leave it only inside
/// ``withUnsafeBytes(_:)``. Comparison takes the same time whatever the bytes are.
///
/// The class is `@unchecked Sendable` because nothing writes to the memory after `init` returns.
public final class SecretBytes: @unchecked Sendable {
  private let memory: UnsafeMutableRawPointer

  /// The number of bytes.
  public let count: Int

  /// Allocates locked memory and lets `fill` write every byte of it.
  ///
  /// - Throws: ``SealingError/outOfMemory``, or what `fill` throws; then the memory is wiped.
  public init(count: Int, fill: (UnsafeMutableRawBufferPointer) throws -> Void) throws {
    Sodium.ready
    guard let memory = sodium_malloc(count) else { throw SealingError.outOfMemory }
    self.memory = memory
    self.count = count
    try fill(UnsafeMutableRawBufferPointer(start: memory, count: count))
  }

  /// Copies bytes into locked memory.
  ///
  /// Wiping the source stays the caller's duty.
  ///
  /// - Throws: ``SealingError/outOfMemory``.
  public convenience init(copying bytes: some Collection<UInt8>) throws {
    try self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
  }

  /// Fresh random bytes from the kernel.
  ///
  /// - Throws: ``SealingError/outOfMemory``.
  public static func random(count: Int) throws -> SecretBytes {
    try SecretBytes(count: count) { target in
      guard let base = target.baseAddress else { return }
      randombytes_buf(base, target.count)
    }
  }

  deinit { sodium_free(memory) }

  /// Lends the bytes for the time of the call.
  ///
  /// - Warning: The pointer dies with the call, and nothing may be copied out of it into memory
  ///   that isn't wiped.
  public func withUnsafeBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try body(UnsafeRawBufferPointer(start: memory, count: count))
  }

  /// A copy of some of the bytes, in locked memory of its own.
  ///
  /// - Throws: ``SealingError/outOfMemory``.
  public func slice(_ range: Range<Int>) throws -> SecretBytes {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "a slice lies inside")
    return try SecretBytes(count: range.count) { target in
      withUnsafeBytes { target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
  }

  /// Whether the bytes are equal, found out in constant time.
  public func matches(_ other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count, let base = other.baseAddress else { return false }
    return sodium_memcmp(memory, base, count) == 0
  }

  /// Whether the bytes are equal, found out in constant time.
  public func matches(_ other: SecretBytes) -> Bool {
    other.withUnsafeBytes { matches($0) }
  }

  /// For this module's calls into libsodium, which outlive no call of ours.
  var base: UnsafePointer<UInt8> {
    UnsafePointer(memory.assumingMemoryBound(to: UInt8.self))
  }
}

/// Overwrites bytes that held something secret, in a way that the optimiser doesn't remove.
public func wipe(_ bytes: inout [UInt8]) {
  bytes.withUnsafeMutableBytes { buffer in
    guard let base = buffer.baseAddress else { return }
    sodium_memzero(base, buffer.count)
  }
}

extension UnsafeMutableRawBufferPointer {
  /// The start of memory that isn't empty, as libsodium wants it.
  var bytes: UnsafeMutablePointer<UInt8> {
    guard let baseAddress else { fatalError("locked memory is never empty here") }
    return baseAddress.assumingMemoryBound(to: UInt8.self)
  }
}
