import CLinux
import Glibc

/// The kernel's keyring of the user, where a key may wait for some minutes.
///
/// A key is of type `user` in the user's keyring, readable by whoever possesses it: processes of
/// the same user whose session is linked to that keyring. The kernel forgets it when its time is up.
/// In many containers there is no keyring; then every call answers as if nothing were kept.
public enum Keyring {
  private static let userRing = Int(KEY_SPEC_USER_KEYRING)

  /// Keeps a secret under a name for a time, replacing what was there.
  ///
  /// - Returns: false where the kernel has no keyring for us.
  public static func keep(_ secret: SecretBytes, as name: String, for duration: Duration) -> Bool {
    link()
    let serial = secret.withUnsafeBytes {
      hopenow_add_key("user", name, $0.baseAddress, $0.count, Int32(userRing))
    }
    guard serial > 0 else { return false }
    // Possessor: view, read, write, search, setattr; nobody else anything.
    let possessorOnly: UInt = 0x2f00_0000
    guard keyctl(KEYCTL_SETPERM, UInt(serial), possessorOnly) >= 0, extend(serial, by: duration)
    else {
      _ = keyctl(KEYCTL_UNLINK, UInt(serial), UInt(bitPattern: userRing))
      return false
    }
    return true
  }

  /// The secret kept under a name, if its time isn't up; starts its time again if one is given.
  public static func secret(named name: String, extendingBy duration: Duration?) -> SecretBytes? {
    link()
    guard let serial = find(name) else { return nil }
    let count = keyctl(KEYCTL_READ, UInt(serial), 0, 0)
    guard count > 0, count <= 4096 else { return nil }
    let secret = try? SecretBytes(count: count) { target in
      let read = keyctl(
        KEYCTL_READ, UInt(serial), UInt(bitPattern: target.baseAddress), UInt(target.count))
      guard read == count else { throw SealingError.notAuthentic }
    }
    if let duration, secret != nil { _ = extend(serial, by: duration) }
    return secret
  }

  /// Forgets what is kept under a name.
  ///
  /// - Returns: whether anything was kept.
  @discardableResult
  public static func forget(_ name: String) -> Bool {
    link()
    guard let serial = find(name) else { return false }
    _ = keyctl(KEYCTL_INVALIDATE, UInt(serial))
    _ = keyctl(KEYCTL_UNLINK, UInt(serial), UInt(bitPattern: userRing))
    return true
  }

  /// Without this link the process doesn't possess the ring, and reading is refused.
  private static func link() {
    _ = keyctl(
      KEYCTL_LINK, UInt(bitPattern: userRing), UInt(bitPattern: Int(KEY_SPEC_SESSION_KEYRING)))
  }

  private static func find(_ name: String) -> Int? {
    let serial = "user".withCString { type in
      name.withCString {
        keyctl(
          KEYCTL_SEARCH, UInt(bitPattern: userRing), UInt(bitPattern: type), UInt(bitPattern: $0))
      }
    }
    return serial > 0 ? serial : nil
  }

  private static func extend(_ serial: Int, by duration: Duration) -> Bool {
    keyctl(KEYCTL_SET_TIMEOUT, UInt(serial), UInt(max(1, duration.components.seconds))) == 0
  }

  private static func keyctl(
    _ operation: Int32, _ a: UInt = 0, _ b: UInt = 0, _ c: UInt = 0, _ d: UInt = 0
  ) -> Int {
    hopenow_keyctl(operation, a, b, c, d)
  }
}
