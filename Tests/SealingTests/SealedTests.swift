import Sealing
import Testing

@Suite struct SealedTests {
  /// The example of draft-irtf-cfrg-xchacha-03, appendix A.3.1.
  @Test func `XChaCha20-Poly1305 of the draft`() throws {
    let sealed = hex(
      """
      404142434445464748494a4b4c4d4e4f5051525354555657
      bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb
      731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452
      2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9
      21f9664c97637da9768812f615c68b13b52e
      c0875924c1c7987947deafd8780acf49
      """)
    let opened = try Sealed.open(
      sealed, with: .test(Array(0x80..<0xa0)), context: hex("50515253c0c1c2c3c4c5c6c7"))
    #expect(
      String(decoding: opened.revealed, as: UTF8.self)
        == "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
        + "future, sunscreen would be it.")
  }

  @Test func `what is sealed is opened, and its length tells only a length`() throws {
    let key = try SecretBytes.random(count: 32)
    for count in [0, 1, 32, 64, 1000] {
      let plain = try SecretBytes.random(count: count)
      let sealed = Sealed.seal(plain, with: key, context: [1])
      #expect(sealed.count == count + Sealed.overhead)
      #expect(try Sealed.open(sealed, with: key, context: [1]).matches(plain) || count == 0)
      #expect(sealed != Sealed.seal(plain, with: key, context: [1]), "a nonce came twice")
    }
  }

  @Test func `a change of any byte, another context or another key is refused`() throws {
    let key = try SecretBytes.random(count: 32)
    let sealed = Sealed.seal(.test(Array(0..<32)), with: key, context: [1, 2, 3])
    for place in sealed.indices {
      var changed = sealed
      changed[place] ^= 0x10
      #expect(throws: SealingError.notAuthentic, "byte \(place)") {
        try Sealed.open(changed, with: key, context: [1, 2, 3])
      }
    }
    for context: [UInt8] in [[], [1, 2], [1, 2, 4], [1, 2, 3, 0]] {
      #expect(throws: SealingError.notAuthentic) {
        try Sealed.open(sealed, with: key, context: context)
      }
    }
    #expect(throws: SealingError.notAuthentic) {
      try Sealed.open(sealed, with: .random(count: 32), context: [1, 2, 3])
    }
  }

  @Test func `every shorter piece is refused`() throws {
    let key = try SecretBytes.random(count: 32)
    let sealed = Sealed.seal(.test([1, 2, 3]), with: key, context: [])
    for length in 0..<sealed.count {
      #expect(throws: SealingError.notAuthentic) {
        try Sealed.open(Array(sealed[..<length]), with: key, context: [])
      }
    }
    #expect(throws: SealingError.notAuthentic) {
      try Sealed.open(sealed + [0], with: key, context: [])
    }
  }
}
