import Glibc
import Sealing
import Testing

@Suite struct SecretBytesTests {
  @Test func `bytes are copied, sliced and compared`() throws {
    let secret = try SecretBytes(copying: [1, 2, 3, 4, 5])
    #expect(secret.count == 5)
    #expect(secret.revealed == [1, 2, 3, 4, 5])
    #expect(try secret.slice(1..<4).revealed == [2, 3, 4])
    #expect(try secret.slice(2..<2).count == 0)
    #expect(secret.matches(try SecretBytes(copying: [1, 2, 3, 4, 5])))
    #expect(!secret.matches(try SecretBytes(copying: [1, 2, 3, 4, 6])))
    #expect(!secret.matches(try SecretBytes(copying: [1, 2, 3, 4])))
    #expect(secret.withUnsafeBytes { secret.matches($0) })
  }

  @Test func `an empty secret is possible: Enter at a passphrase prompt`() throws {
    #expect(try SecretBytes(copying: []).count == 0)
  }

  @Test func `random secrets differ`() throws {
    #expect(try !SecretBytes.random(count: 32).matches(.random(count: 32)))
  }

  @Test func `a fill that throws makes no secret`() {
    #expect(throws: SealingError.notAuthentic) {
      try SecretBytes(count: 32) { _ in throw SealingError.notAuthentic }
    }
  }

  @Test func `nothing that prints a secret shows it`() throws {
    let secret = try SecretBytes(copying: Array("canary-in-the-coal-mine".utf8))
    for value: Any in [
      secret, Passphrase(secret), try DataKey(.test([UInt8](repeating: 0x63, count: 32))),
      try SigningKey(seed: .test([UInt8](repeating: 0x63, count: 32))),
    ] {
      var dumped = ""
      dump(value, to: &dumped)
      let printed = "\(value) \(String(reflecting: value)) \(dumped)"
      #expect(!printed.contains("canary") && !printed.contains("99, 99"))
    }
  }

  @Test func `a released secret can't be read any more`() {
    let pointer = inChild {
      var secret: SecretBytes? = .test([UInt8](repeating: 9, count: 32))
      let address = secret?.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) } ?? 0
      // Still held: reading is fine, or this test would prove nothing.
      guard UnsafePointer<UInt8>(bitPattern: address)?.pointee == 9 else { return [] }
      withExtendedLifetime(secret) {}
      secret = nil
      return [UnsafePointer<UInt8>(bitPattern: address)?.pointee ?? 0]
    }
    #expect(pointer == nil, "the child should have been ended by the guard of its memory")
  }

  @Test func `writing behind a secret ends the process`() {
    let survivor = inChild {
      _ = try? SecretBytes(count: 32) {
        $0.baseAddress?.storeBytes(of: 1, toByteOffset: 32, as: UInt8.self)
      }
      return [1]
    }
    #expect(survivor == nil)
    #expect(inChild { [1] } == [1], "the helper itself works")
  }

  @Test func `wipe leaves zeros`() {
    var bytes: [UInt8] = Array(1...200)
    wipe(&bytes)
    #expect(bytes == [UInt8](repeating: 0, count: 200))
    var none: [UInt8] = []
    wipe(&none)
    #expect(none.isEmpty)
  }
}

@Suite struct ProcessMemoryTests {
  @Test func `no core and no reading by others after dumps are forbidden`() {
    // prctl is variadic in C; on Linux's ABIs five words are passed alike either way.
    typealias Prctl = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
    let prctl = unsafeBitCast(dlsym(nil, "prctl"), to: Prctl.self)
    let getDumpable: Int32 = 3
    let result = inChild {
      let before = prctl(getDumpable, 0, 0, 0, 0)
      ProcessMemory.forbidDumps()
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
      return [
        UInt8(before), UInt8(prctl(getDumpable, 0, 0, 0, 0)), UInt8(min(limit.rlim_max, 255)),
      ]
    }
    #expect(result == [1, 0, 0])
  }
}
