/// A 16-byte id of one kind of thing, such as a record.
///
/// The type parameter only keeps ids of different things apart at compile time.
public struct Identifier16<Thing>: Hashable, Comparable, Sendable {
  // Two big-endian halves, so that comparing the numbers compares the bytes.
  private let high: UInt64
  private let low: UInt64

  /// The number of bytes.
  public static var length: Int { 16 }

  /// All bytes zero; stands for "none" where a format has a fixed place for an id.
  public static var zero: Identifier16 { Identifier16(high: 0, low: 0) }

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Takes exactly 16 bytes; anything else gives nil.
  public init?(_ bytes: some Collection<UInt8>) {
    guard let words = bigEndianWords(bytes, count: 2) else { return nil }
    self.init(high: words.0, low: words.1)
  }

  /// The bytes, in stored order.
  public var bytes: [UInt8] {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { [UInt8]($0) }
  }

  /// Orders ids as their bytes.
  public static func < (one: Self, other: Self) -> Bool {
    (one.high, one.low) < (other.high, other.low)
  }
}

extension Identifier16: CustomStringConvertible {
  /// The id in the form of a UUID, lower case.
  public var description: String {
    let digits = hexadecimal(bytes)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { text.append("-") }
      text.append(digit)
    }
    return text
  }

  /// Reads the form of a UUID, upper or lower case, with or without hyphens.
  public init?(description: some StringProtocol) {
    var bytes: [UInt8] = []
    var half: UInt8?
    for character in description where character != "-" {
      guard let digit = character.hexDigitValue, character.isASCII else { return nil }
      if let first = half {
        bytes.append(first << 4 | UInt8(digit))
        half = nil
      } else {
        half = UInt8(digit)
      }
    }
    guard half == nil else { return nil }
    self.init(bytes)
  }
}

/// A 32-byte id of one kind of thing: a hash, or a public key.
public struct Identifier32<Thing>: Hashable, Comparable, Sendable {
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// The number of bytes.
  public static var length: Int { 32 }

  /// All bytes zero; stands for "none" where a format has a fixed place for an id.
  public static var zero: Identifier32 { Identifier32(words: (0, 0, 0, 0)) }

  private init(words: (UInt64, UInt64, UInt64, UInt64)) {
    self.words = words
  }

  /// Takes exactly 32 bytes; anything else gives nil.
  public init?(_ bytes: some Collection<UInt8>) {
    guard let words = bigEndianWords(bytes, count: 4) else { return nil }
    self.init(words: words)
  }

  /// The bytes, in stored order.
  public var bytes: [UInt8] {
    let stored = (
      words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian
    )
    return withUnsafeBytes(of: stored) { [UInt8]($0) }
  }

  /// The first eight bytes as a number, for an index that needs no more.
  public var prefix: Int64 { Int64(bitPattern: words.0) }

  /// Whether all bytes are equal.
  public static func == (one: Self, other: Self) -> Bool { one.words == other.words }

  /// Orders ids as their bytes.
  public static func < (one: Self, other: Self) -> Bool { one.words < other.words }

  /// Hashes the first and the last eight bytes.
  public func hash(into hasher: inout Hasher) {
    // Ids are hashes or keys: any part of them is as good as the whole.
    hasher.combine(words.0)
    hasher.combine(words.3)
  }
}

extension Identifier32: CustomStringConvertible {
  /// The id as 64 lower-case hexadecimal digits.
  public var description: String { hexadecimal(bytes) }
}

/// The id of a record, a UUID of version 8.
public typealias RecordID = Identifier16<Record>
/// The label of one install of hopenow.
public typealias ReplicaLabel = Identifier16<Replica>
/// The hash of a record's id: how an erasure names the record that it removes.
public typealias RecordMark = Identifier32<Record>
/// The hash of a revision's header.
public typealias RevisionID = Identifier32<Revision>
/// The hash of an entry.
public typealias EntryID = Identifier32<Entry>
/// A worker's public signing key.
public typealias AuthorKey = Identifier32<Author>

/// One thing written down.
///
/// There is no value of this type: a record is the sum of its revisions.
public enum Record {}
/// One install of hopenow.
///
/// There is no value of this type.
public enum Replica {}
/// A worker's signing key.
///
/// There is no value of this type.
public enum Author {}

/// Two or four big-endian words, or nil if the bytes aren't exactly as many; absent words are 0.
private func bigEndianWords(
  _ bytes: some Collection<UInt8>, count: Int
) -> (UInt64, UInt64, UInt64, UInt64)? {
  func words(_ buffer: UnsafeBufferPointer<UInt8>) -> (UInt64, UInt64, UInt64, UInt64)? {
    guard buffer.count == 8 * count else { return nil }
    let raw = UnsafeRawBufferPointer(buffer)
    func word(_ place: Int) -> UInt64 {
      place < count
        ? UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8 * place, as: UInt64.self)) : 0
    }
    return (word(0), word(1), word(2), word(3))
  }
  // Ids are read by the hundred thousand: not byte by byte through a generic collection.
  if let found = bytes.withContiguousStorageIfAvailable(words) { return found }
  return Array(bytes).withUnsafeBufferPointer(words)
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
