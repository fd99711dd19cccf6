/// The one binary form of entries, revisions and answers (`Docs/Format.md`, section 5).
///
/// Fixed field order, little-endian integers, lengths as four bytes, no choice anywhere: equal
/// values have equal bytes, so bytes can be hashed and signed.
struct CanonicalWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Bytes whose length the format fixes.
  mutating func write(fixed other: [UInt8]) {
    bytes.append(contentsOf: other)
  }

  /// Bytes after their length.
  mutating func write(_ other: [UInt8]) {
    write(UInt32(other.count))
    bytes.append(contentsOf: other)
  }

  mutating func write(_ text: String) {
    write(UInt32(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }
}

/// Why bytes are not the canonical form of what they should be.
public enum CanonicalError: Error, Equatable {
  /// The bytes end too early, or go on after the end.
  case wrongLength
  /// A length, count or number lies outside what the format allows.
  case outOfRange
  /// A list isn't sorted, names something twice, or a text isn't UTF-8 in NFC.
  case notCanonical
  /// The version is one that this program doesn't know.
  case newerVersion(UInt8)
}

/// Reads the canonical form and refuses every other.
struct CanonicalReader {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func read<Number: FixedWidthInteger>(
    _ type: Number.Type
  ) throws(CanonicalError) -> Number {
    let width = MemoryLayout<Number>.size
    guard bytes.count - offset >= width else { throw .wrongLength }
    let number = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: type) }
    offset += width
    return Number(littleEndian: number)
  }

  mutating func read(fixed count: Int) throws(CanonicalError) -> ArraySlice<UInt8> {
    guard bytes.count - offset >= count else { throw .wrongLength }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }

  /// Bytes after their length, at most `limit` of them.
  mutating func read(atMost limit: Int) throws(CanonicalError) -> [UInt8] {
    let count = Int(try read(UInt32.self))
    guard count <= limit else { throw .outOfRange }
    return Array(try read(fixed: count))
  }

  /// A count of things of which each takes at least `size` bytes, so that no count can make a
  /// reader reserve more memory than the bytes are long.
  mutating func readCount(ofAtLeast size: Int) throws(CanonicalError) -> Int {
    let count = Int(try read(UInt32.self))
    guard count <= (bytes.count - offset) / size else { throw .outOfRange }
    return count
  }

  /// A stored name: 1 to 64 bytes of `a-z`, `A-Z`, `0-9`, `-`.
  mutating func readName() throws(CanonicalError) -> String {
    let name = try read(atMost: 64)
    guard isStoredName(name) else { throw .notCanonical }
    return String(decoding: name, as: UTF8.self)
  }

  func finish() throws(CanonicalError) {
    guard offset == bytes.count else { throw .wrongLength }
  }
}

/// Whether bytes may be a stored name: 1 to 64 of `a-z`, `A-Z`, `0-9`, `-`.
func isStoredName(_ bytes: some Collection<UInt8>) -> Bool {
  (1...64).contains(bytes.count)
    && bytes.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
}
