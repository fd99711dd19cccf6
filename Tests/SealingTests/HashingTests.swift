import Sealing
import Testing

@Suite struct HashingTests {
  @Test func `BLAKE2b of RFC 7693`() {
    let expected = hex(
      """
      ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1
      7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923
      """)
    Array("abc".utf8).withUnsafeBytes {
      #expect(Hashing.blake2b(64, over: $0) == expected)
    }
    #expect(Hashing.blake2b(64, domain: "abc") == expected)
    #expect(Hashing.blake2b(64, domain: "a", [0x62], [0x63]) == expected)
    let hashing = Hashing(length: 64, domain: "")
    for letter in "abc".utf8 { hashing.update([letter]) }
    #expect(hashing.finish() == expected)
  }

  /// The length is part of BLAKE2b's parameters: a shorter hash is no prefix of a longer one.
  @Test func `BLAKE2b of other lengths and with a key`() {
    Array("abc".utf8).withUnsafeBytes { bytes in
      #expect(
        Hashing.blake2b(32, over: bytes)
          == hex("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"))
      #expect(
        Hashing.mac(16, over: bytes, key: .test(Array(0..<32)))
          == hex("1a64be47e4729d951c302ee543f97cf3"))
    }
  }

  @Test func `nothing hashes to something`() {
    let empty = Hashing.blake2b(32, over: UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(empty == hex("0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"))
    #expect(Hashing.blake2b(32, domain: "", []) == empty)
  }

  @Test func `equal in constant time tells every difference`() {
    let bytes: [UInt8] = [1, 2, 3, 4]
    #expect(equalInConstantTime(bytes, [1, 2, 3, 4]))
    #expect(equalInConstantTime([], []))
    for place in bytes.indices {
      var other = bytes
      other[place] ^= 0x80
      #expect(!equalInConstantTime(bytes, other))
    }
    #expect(!equalInConstantTime(bytes, [1, 2, 3]))
    #expect(!equalInConstantTime(bytes, [1, 2, 3, 4, 0]))
  }
}

@Suite struct RandomnessTests {
  @Test func `as many bytes as asked for, and others each time`() {
    for count in [0, 1, 16, 1000] { #expect(Randomness.bytes(count).count == count) }
    #expect(Randomness.bytes(32) != Randomness.bytes(32))
  }

  @Test func `a seed decides`() {
    let seed = [UInt8](repeating: 7, count: 32)
    var other = seed
    other[31] = 8
    #expect(Randomness.bytes(64, decidedBy: seed) == Randomness.bytes(64, decidedBy: seed))
    #expect(Randomness.bytes(64, decidedBy: seed) != Randomness.bytes(64, decidedBy: other))
  }
}
