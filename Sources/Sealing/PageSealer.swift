import CSodium
import Glibc

/// Seals and opens the pages of one file, in the caller's memory and without allocating.
///
/// A sealed page is as long as the plain one: `ciphertext | nonce (24) | tag (16)`, where the plain
/// page's last ``reserve`` bytes are not used. Page number and file are bound in, so a page can't
/// stand in for another one.
///
/// Nonces come from a pool of ChaCha20 output that is seeded from the kernel once a process and
/// again after a fork; each block of the pool also brings the seed of the next. One sealer belongs
/// to one thread at a time.
public final class PageSealer {
  /// The bytes at a page's end that hold nonce and tag.
  public static let reserve = 40
  private static let nonceLength = 24
  private static let poolLength = 4096

  private let key: SecretBytes
  /// What a page is bound to.
  ///
  /// `file id (16) | page number (4) | zero (4)`, little-endian.
  private var context: (UInt64, UInt64, UInt32, UInt32)
  private var pool = [UInt8](repeating: 0, count: PageSealer.poolLength)
  private var poolOffset = PageSealer.poolLength
  private var poolOwner: pid_t = 0

  /// Makes a sealer for the pages of a file.
  ///
  /// - Parameters:
  ///   - key: The 32-byte subkey of its pages.
  ///   - fileID: The file's 16-byte id.
  public init(key: SecretBytes, fileID: [UInt8]) {
    precondition(key.count == 32, "XChaCha20-Poly1305 takes a key of 32 bytes")
    precondition(fileID.count == 16, "a file id has 16 bytes")
    Sodium.ready
    self.key = key
    let halves = fileID.withUnsafeBytes { $0.loadUnaligned(as: (UInt64, UInt64).self) }
    context = (halves.0, halves.1, 0, 0)
  }

  /// Seals the `count` bytes of a page at `plain` into `sealed`; the two must not overlap.
  ///
  /// The last ``reserve`` bytes of `plain` are ignored.
  public func seal(
    _ plain: UnsafeRawPointer, into sealed: UnsafeMutableRawPointer, count: Int, page: UInt32
  ) {
    let body = count - Self.reserve
    let nonce = sealed + body
    takeNonce(into: nonce)
    context.2 = page.littleEndian
    withUnsafeBytes(of: &context) { context in
      _ = crypto_aead_xchacha20poly1305_ietf_encrypt_detached(
        sealed.assumingMemoryBound(to: UInt8.self),
        (nonce + Self.nonceLength).assumingMemoryBound(to: UInt8.self), nil,
        plain.assumingMemoryBound(to: UInt8.self), UInt64(body),
        context.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(context.count), nil,
        nonce.assumingMemoryBound(to: UInt8.self), key.base)
    }
  }

  /// Opens the `count` bytes of a sealed page into `plain`, with zeros in its last ``reserve``
  /// bytes; the two may be the same memory.
  ///
  /// - Returns: false if the page isn't authentic; then `plain` holds nothing of use.
  public func open(
    _ sealed: UnsafeRawPointer, into plain: UnsafeMutableRawPointer, count: Int, page: UInt32
  ) -> Bool {
    let body = count - Self.reserve
    let nonce = sealed + body
    context.2 = page.littleEndian
    let status = withUnsafeBytes(of: &context) { context in
      crypto_aead_xchacha20poly1305_ietf_decrypt_detached(
        plain.assumingMemoryBound(to: UInt8.self), nil, sealed.assumingMemoryBound(to: UInt8.self),
        UInt64(body), (nonce + Self.nonceLength).assumingMemoryBound(to: UInt8.self),
        context.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(context.count),
        nonce.assumingMemoryBound(to: UInt8.self), key.base)
    }
    guard status == 0 else { return false }
    memset(plain + body, 0, Self.reserve)
    return true
  }

  private func takeNonce(into target: UnsafeMutableRawPointer) {
    let process = getpid()
    if process != poolOwner {
      randombytes_buf(&pool, Int(randombytes_SEEDBYTES))
      poolOwner = process
      refillPool()
    } else if poolOffset + Self.nonceLength > Self.poolLength {
      refillPool()
    }
    pool.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      memcpy(target, base + poolOffset, Self.nonceLength)
    }
    poolOffset += Self.nonceLength
  }

  /// Fills the pool from the seed in its first bytes, which the new first bytes replace.
  private func refillPool() {
    let seed = Array(pool[..<Int(randombytes_SEEDBYTES)])
    randombytes_buf_deterministic(&pool, Self.poolLength, seed)
    poolOffset = Int(randombytes_SEEDBYTES)
  }
}

/// A 4-byte mask for a page's checksum in the rollback journal.
///
/// SQLite's journal checksum is a sum of plaintext bytes; written as it is, it would tell them.
public struct ChecksumMask: Sendable {
  private let key: SecretBytes

  /// Makes the mask of one journal from its subkey of 32 bytes.
  public init(key: SecretBytes) {
    precondition(key.count == 32, "ChaCha20 takes a key of 32 bytes")
    Sodium.ready
    self.key = key
  }

  /// The mask that belongs to a sealed page's 24-byte nonce (HChaCha20 of its first 16 bytes).
  public func mask(nonce: UnsafeRawPointer) -> UInt32 {
    var input = nonce.loadUnaligned(as: (UInt64, UInt64).self)
    var output: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &output) { output in
      withUnsafeMutableBytes(of: &input) { input in
        _ = crypto_core_hchacha20(output.bytes, input.bytes, key.base, nil)
      }
    }
    return withUnsafeBytes(of: output) { $0.loadUnaligned(as: UInt32.self) }
  }
}
