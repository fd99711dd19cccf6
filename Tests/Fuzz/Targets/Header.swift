import Sealing

@testable import SealedSQLite

/// Both copies of a header. The first byte says which of them get a right checksum, since chance
/// finds none; what is short is filled up with zeros.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = [UInt8](UnsafeBufferPointer(start: start, count: count))
  guard let sums = input.first, count <= 1 + 8192 else { return -1 }
  var both = input.dropFirst() + [UInt8](repeating: 0, count: 1 + 8192 - count)
  both = Array(both)[...]
  for copy in 0..<2 where sums & UInt8(1 << copy) != 0 {
    let start = copy * 4096
    let sum = Array(both[start..<start + 4080]).withUnsafeBytes { Hashing.blake2b(16, over: $0) }
    both.replaceSubrange(start + 4080..<start + 4096, with: sum)
  }
  guard let chosen = try? SealedHeader.choose(Array(both)) else { return 0 }
  let copies = [Array(both[..<4096]), Array(both[4096...])]
  require(copies.contains(chosen.bytes), "a copy is chosen")
  let sum = chosen.bytes[..<4080].withUnsafeBytes { Hashing.blake2b(16, over: $0) }
  require(sum == Array(chosen.bytes[4080...]), "its checksum is right")
  for copy in copies {
    guard let other = try? SealedHeader(copy: copy) else { continue }
    require(other.generation <= chosen.header.generation, "no whole copy is newer")
  }
  // All but the MAC and the checksum behind it follows from what was read.
  require(
    chosen.header.encoded(key: key)[..<4048] == chosen.bytes[..<4048], "it says the same again")
  return 0
}

private let key = SecretBytes.zeros
