import Foundation

/// Words in a row as ``PlainWords`` has them, looked for by their rarest letter.
struct Needle: Equatable, Sendable {
  let bytes: [UInt8]
  /// Where among the bytes the rarest one stands.
  private let rarest: Int

  /// From the commonest to the rarest, in Danish and English together; what isn't named is rarer.
  private static let common = Array(" enrtisadolgkvmfhupbjycwzxq0123456789".utf8)

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    rarest =
      bytes.indices.max { Self.rank(bytes[$0]) < Self.rank(bytes[$1]) } ?? 0
  }

  private static func rank(_ byte: UInt8) -> Int { common.firstIndex(of: byte) ?? common.count }

  /// Whether it stands in some words.
  func stands(in words: UnsafeRawBufferPointer) -> Bool {
    guard let start = words.baseAddress, words.count >= bytes.count, !bytes.isEmpty else {
      return false
    }
    // The places where the rarest letter can stand.
    var place = rarest
    let end = words.count - bytes.count + rarest + 1
    while place < end,
      let found = memchr(start + place, Int32(bytes[rarest]), end - place)
    {
      place = start.distance(to: UnsafeRawPointer(found))
      if bytes.withUnsafeBytes({
        memcmp(start + place - rarest, $0.baseAddress ?? start, $0.count) == 0
      }) {
        return true
      }
      place += 1
    }
    return false
  }
}
