import Foundation
import Sealing
import Testing

/// Many containers have none; there every command asks for its key.
private let thereIsAKeyring: Bool = {
  let name = "hopenow-test-" + UUID().uuidString
  defer { Keyring.forget(name) }
  return Keyring.keep(.test([1]), as: name, for: .seconds(60))
    && Keyring.secret(named: name, extendingBy: nil) != nil
}()

@Suite struct KeyringTests {
  let name = "hopenow-test-" + UUID().uuidString

  @Test(.enabled(if: thereIsAKeyring, "needs a kernel keyring"))
  func `a secret is kept, replaced and forgotten`() throws {
    let secret = try SecretBytes.random(count: 96)
    #expect(Keyring.keep(secret, as: name, for: .seconds(60)))
    #expect(Keyring.secret(named: name, extendingBy: nil)?.matches(secret) == true)
    #expect(Keyring.secret(named: name, extendingBy: .seconds(60))?.matches(secret) == true)
    let other = try SecretBytes.random(count: 96)
    #expect(Keyring.keep(other, as: name, for: .seconds(60)))
    #expect(Keyring.secret(named: name, extendingBy: nil)?.matches(other) == true)
    #expect(Keyring.forget(name))
    #expect(Keyring.secret(named: name, extendingBy: nil) == nil)
    #expect(!Keyring.forget(name))
  }

  @Test func `where nothing is kept, nothing is found`() {
    #expect(Keyring.secret(named: name, extendingBy: .seconds(60)) == nil)
    #expect(!Keyring.forget(name))
  }
}
