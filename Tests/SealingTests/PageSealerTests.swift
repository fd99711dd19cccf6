import Glibc
import Sealing
import Testing

@Suite struct PageSealerTests {
  static let count = 512
  let key = SecretBytes.test(Array(0x80..<0xa0))
  let fileID: [UInt8] = Array(0xf0...0xff)
  let plain: [UInt8] = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }

  func seal(_ sealer: PageSealer, page: UInt32 = 7) -> [UInt8] {
    var sealed = [UInt8](repeating: 0, count: Self.count)
    plain.withUnsafeBytes { plain in
      sealed.withUnsafeMutableBytes {
        sealer.seal(plain.baseAddress!, into: $0.baseAddress!, count: Self.count, page: page)
      }
    }
    return sealed
  }

  /// The page in the clear; nil if it isn't authentic.
  func open(_ sealed: [UInt8], _ sealer: PageSealer, page: UInt32 = 7) -> [UInt8]? {
    var opened = [UInt8](repeating: 0xff, count: sealed.count)
    let isAuthentic = sealed.withUnsafeBytes { sealed in
      opened.withUnsafeMutableBytes {
        sealer.open(sealed.baseAddress!, into: $0.baseAddress!, count: sealed.count, page: page)
      }
    }
    return isAuthentic ? opened : nil
  }

  func nonce(_ sealed: [UInt8]) -> [UInt8] { Array(sealed[(Self.count - 40)..<(Self.count - 16)]) }

  /// Made with Python calling libsodium: bytes 0 to 31, page 7.
  @Test func `a page sealed by another implementation is opened`() {
    let sealed = hex(
      """
      f10d71f75ff5f25df31b7dd8faa3935a2256607d11518afbd2a3ef175e4813d7
      404142434445464748494a4b4c4d4e4f5051525354555657
      9455db7ad201e82588ad7681c9518d77
      """)
    let sealer = PageSealer(key: key, fileID: fileID)
    #expect(open(sealed, sealer) == Array(0..<32) + [UInt8](repeating: 0, count: 40))
  }

  @Test func `a page comes back with zeros where nonce and tag were, also in place`() {
    let sealer = PageSealer(key: key, fileID: fileID)
    var sealed = seal(sealer)
    let expected = Array(plain.dropLast(40)) + [UInt8](repeating: 0, count: 40)
    #expect(open(sealed, sealer) == expected)
    let isAuthentic = sealed.withUnsafeMutableBytes {
      sealer.open(
        UnsafeRawPointer($0.baseAddress!), into: $0.baseAddress!, count: $0.count, page: 7)
    }
    #expect(isAuthentic && sealed == expected)
  }

  @Test func `a change of any byte of a page is refused`() {
    let sealer = PageSealer(key: key, fileID: fileID)
    let sealed = seal(sealer)
    for place in sealed.indices {
      var changed = sealed
      changed[place] ^= 0x80
      #expect(open(changed, sealer) == nil, "byte \(place)")
    }
    #expect(open([UInt8](repeating: 0, count: Self.count), sealer) == nil, "a hole is no page")
  }

  @Test func `a page stands only in its place, its file and under its key`() throws {
    let sealer = PageSealer(key: key, fileID: fileID)
    let sealed = seal(sealer)
    #expect(open(sealed, sealer) != nil)
    for page: UInt32 in [0, 6, 8, 7 << 8, 7 | 1 << 31] {
      #expect(open(sealed, sealer, page: page) == nil)
    }
    for place in fileID.indices {
      var other = fileID
      other[place] ^= 1
      #expect(open(sealed, PageSealer(key: key, fileID: other)) == nil)
    }
    #expect(
      open(sealed, PageSealer(key: try .random(count: 32), fileID: fileID)) == nil)
  }

  /// 170 nonces fill the pool: this goes over its border many times.
  @Test func `no nonce comes twice, within a sealer or between two`() {
    var nonces: Set<[UInt8]> = []
    for _ in 0..<3 {
      let sealer = PageSealer(key: key, fileID: fileID)
      for _ in 0..<1000 { nonces.insert(nonce(seal(sealer))) }
    }
    #expect(nonces.count == 3000)
  }

  /// The child has the parent's pool: without a new seed both would go on with the same nonces.
  @Test func `a forked child takes other nonces than its parent`() throws {
    let sealer = PageSealer(key: key, fileID: fileID)
    _ = seal(sealer)
    let child = try #require(inChild { (0..<20).flatMap { _ in nonce(seal(sealer)) } })
    let parent = (0..<20).flatMap { _ in nonce(seal(sealer)) }
    #expect(child.count == 480)
    for place in stride(from: 0, to: 480, by: 24) {
      #expect(child[place..<place + 24] != parent[place..<place + 24])
    }
  }
}

@Suite struct ChecksumMaskTests {
  /// The example of draft-irtf-cfrg-xchacha-03, section 2.2.1: HChaCha20 gives 82413b42….
  @Test func `the mask is HChaCha20's beginning`() {
    let nonce = hex("000000090000004a0000000031415927") + [UInt8](repeating: 0xee, count: 8)
    let mask = nonce.withUnsafeBytes {
      ChecksumMask(key: .test(Array(0..<32))).mask(nonce: $0.baseAddress!)
    }
    #expect(mask == 0x423b_4182)
  }

  @Test func `another nonce or key gives another mask`() throws {
    let mask = ChecksumMask(key: try .random(count: 32))
    let nonces = (0..<200).map { _ in Randomness.bytes(24) }
    func masks(_ mask: ChecksumMask) -> [UInt32] {
      nonces.map { $0.withUnsafeBytes { mask.mask(nonce: $0.baseAddress!) } }
    }
    #expect(Set(masks(mask)).count > 195)
    let other = ChecksumMask(key: try .random(count: 32))
    #expect(Set(masks(mask) + masks(other)).count > 390)
  }
}
