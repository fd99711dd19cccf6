/// A code on paper that opens a journal when the passphrase is forgotten.
///
/// Twenty random bytes, too many for anybody to try, so nothing is stretched. Written as eight groups
/// of four characters of Crockford's base32 and a ninth that checks them:
///
///     A676-S2F0-134K-TQWK-1QV1-P2P9-Z859-H3PA-7C1X
public struct RecoveryCode: Sendable {
  /// How many random bytes a code has.
  public static let length = 20
  private static let groupLength = 4
  private static let characters = (length * 8 / 5) + groupLength
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// The random bytes.
  public let secret: SecretBytes

  /// A new code.
  ///
  /// - Throws: ``SealingError/outOfMemory``.
  public static func random() throws -> RecoveryCode {
    try RecoveryCode(secret: .random(count: length))
  }

  /// Takes the bytes of a code.
  ///
  /// - Throws: ``SealingError/wrongLength(expected:found:)``.
  public init(secret: SecretBytes) throws(SealingError) {
    guard secret.count == Self.length else {
      throw .wrongLength(expected: Self.length, found: secret.count)
    }
    self.secret = secret
  }

  /// The nine groups as they are written.
  public var groups: [String] {
    var symbols = self.symbols
    defer { wipe(&symbols) }
    return stride(from: 0, to: symbols.count, by: Self.groupLength).map { start in
      String(
        decoding: symbols[start..<start + Self.groupLength].map { Self.alphabet[Int($0)] },
        as: UTF8.self)
    }
  }

  /// Whether somebody has typed the last group.
  public func endsWith(_ typed: String) -> Bool {
    var symbols = self.symbols
    defer { wipe(&symbols) }
    return Self.symbols(typedAs: typed.utf8)?.elementsEqual(symbols.suffix(Self.groupLength))
      ?? false
  }

  /// What is typed as a code, or not quite.
  public enum Typed: Sendable {
    case code(RecoveryCode)
    /// As long as a code and of its characters, and the last group doesn't fit the others.
    case mistyped
  }

  /// Reads what was typed; nil if it can't be meant as a code.
  ///
  /// Case, spaces and hyphens don't matter, nor whether O or 0, I, L or 1 was taken for the other.
  ///
  /// - Throws: ``SealingError/outOfMemory``.
  public static func typed(_ typed: Passphrase) throws -> Typed? {
    guard var symbols = typed.secret.withUnsafeBytes({ Self.symbols(typedAs: $0) }),
      symbols.count == characters
    else { return nil }
    defer { wipe(&symbols) }
    let secret = try SecretBytes(count: length) { target in
      // Five bits a character, the first of them the highest.
      var (bits, count, place) = (0, 0, 0)
      for symbol in symbols.prefix(characters - groupLength) {
        bits = (bits << 5 | Int(symbol)) & 0xfff
        count += 5
        guard count >= 8 else { continue }
        count -= 8
        target[place] = UInt8(truncatingIfNeeded: bits >> count)
        place += 1
      }
    }
    let code = try RecoveryCode(secret: secret)
    var right = code.symbols
    defer { wipe(&right) }
    return right == symbols ? .code(code) : .mistyped
  }

  /// The value of each character, those of the last group too: for whoever asks to wipe.
  private var symbols: [UInt8] {
    secret.withUnsafeBytes { bytes in
      // The first 20 bits of a hash of the others.
      let hashing = Hashing(length: 16, domain: "hopenow recovery code check v1")
      hashing.update(bytes)
      let check = hashing.finish()
      var (bits, count) = (0, 0)
      var symbols: [UInt8] = []
      // Whatever grows leaves a copy behind.
      symbols.reserveCapacity(Self.characters)
      for place in 0..<Self.length + 3 {
        bits =
          (bits << 8 | Int(place < Self.length ? bytes[place] : check[place - Self.length])) & 0xfff
        count += 8
        while count >= 5, symbols.count < Self.characters {
          count -= 5
          symbols.append(UInt8(bits >> count & 0x1f))
        }
      }
      return symbols
    }
  }

  /// The values of what was typed; nil if there is another character in it.
  private static func symbols(typedAs bytes: some Collection<UInt8>) -> [UInt8]? {
    var symbols: [UInt8] = []
    symbols.reserveCapacity(bytes.count)
    for byte in bytes {
      switch UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte ? byte - 0x20 : byte {
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "\t"): continue
      case UInt8(ascii: "O"): symbols.append(0)
      case UInt8(ascii: "I"), UInt8(ascii: "L"): symbols.append(1)
      case let byte:
        guard let value = alphabet.firstIndex(of: byte) else { return nil }
        symbols.append(UInt8(value))
      }
    }
    return symbols
  }
}
