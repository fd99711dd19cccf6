import Sealing
import TestSupport
import Testing

@Suite struct RecoveryCodeTests {
  private func code(_ bytes: [UInt8]) throws -> RecoveryCode {
    try RecoveryCode(secret: .test(bytes))
  }

  /// What was typed as a code: its bytes, `mistyped`, or nothing like it.
  private func read(_ typed: String) throws -> String {
    switch try RecoveryCode.typed(Passphrase(.test(Array(typed.utf8)))) {
    case .code(let code): "\(code.secret.revealed)"
    case .mistyped: "mistyped"
    case nil: "none"
    }
  }

  /// Made with Python's integers and hashlib.
  @Test(arguments: [
    (Array(0..<20) as [UInt8], "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-H402"),
    ([UInt8](repeating: 255, count: 20), "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-SX5F"),
    ([UInt8](repeating: 0, count: 20), "0000-0000-0000-0000-0000-0000-0000-0000-73Z5"),
    // The example in Docs/Format.md.
    (
      hex("518e6c89e008c93d5f930df61b0ac9fa0a988eca"),
      "A676-S2F0-134K-TQWK-1QV1-P2P9-Z859-H3PA-7C1X"
    ),
  ])
  func `a code as another implementation writes it`(bytes: [UInt8], text: String) throws {
    #expect(try code(bytes).groups.joined(separator: "-") == text)
    #expect(try read(text) == "\(bytes)")
    #expect(try code(bytes).endsWith(String(text.suffix(4)).lowercased()))
    #expect(try !code(bytes).endsWith(String(text.prefix(4))))
  }

  @Test func `every code is read again, whatever stands between its groups`() throws {
    for _ in 0..<1000 {
      let code = try RecoveryCode.random()
      let expected = "\(code.secret.revealed)"
      #expect(code.groups.count == 9 && code.groups.allSatisfy { $0.count == 4 })
      #expect(try read(code.groups.joined()) == expected)
      #expect(try read(" " + code.groups.joined(separator: " - ") + "\t") == expected)
      let taken = code.groups.joined(separator: "-").lowercased()
      for (digit, letters) in [("0", ["o", "O"]), ("1", ["i", "l", "I", "L"])] {
        for letter in letters {
          #expect(try read(taken.replacing(digit, with: letter)) == expected)
        }
      }
    }
  }

  @Test func `a wrong character and two that changed places are noticed`() throws {
    let right = Array(try code(Array(0..<20)).groups.joined())
    for place in right.indices {
      for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" where other != right[place] {
        var typed = right
        typed[place] = other
        #expect(try read(String(typed)) == "mistyped", "\(other) at \(place)")
      }
      guard place > 0, right[place] != right[place - 1] else { continue }
      var typed = right
      typed.swapAt(place, place - 1)
      #expect(try read(String(typed)) == "mistyped", "\(place)")
    }
  }

  @Test(arguments: [
    "", "-", "six invented words stand here now", "ability across music planet river window",
    "A676-S2F0-134K-TQWK-1QV1-P2P9-Z859-H3PA", "æ", "u",
  ])
  func `what can't be meant as a code is a passphrase`(typed: String) throws {
    #expect(try read(typed) == "none")
  }

  @Test(arguments: [0, 19, 21])
  func `bytes of another number are no code`(count: Int) throws {
    #expect(throws: SealingError.wrongLength(expected: 20, found: count)) {
      try code([UInt8](repeating: 1, count: count))
    }
  }
}
