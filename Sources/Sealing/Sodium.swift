import CSodium

/// libsodium, made ready for use.
///
/// Everything in this module touches ``ready`` before its first call into the library: allocating
/// locked memory before `sodium_init()` aborts the process.
enum Sodium {
  /// Starts the library, once a process.
  ///
  /// Reading it is the whole of its use.
  static let ready: Void = {
    // Not inside `precondition`: its argument disappears under -Ounchecked.
    let status = sodium_init()
    if status < 0 { fatalError("libsodium has no source of randomness on this machine") }
  }()
}
