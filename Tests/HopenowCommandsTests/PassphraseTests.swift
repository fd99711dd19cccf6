import Foundation
import Sealing
import TestSupport
import Testing

@testable import HopenowCommands

extension Passphrase {
  static func test(_ text: String) -> Passphrase {
    Passphrase(try! SecretBytes(copying: Array(text.utf8)))
  }
}

@Suite struct NewPassphraseTests {
  /// 62 bits: at Argon2id's half a second a guess, 10,000 machines take three million years.
  @Test func `six words have 62 bits`() {
    let words = PassphraseWords.all
    #expect(words.count == 1296)
    #expect(6 * log2(Double(Set(words).count)) > 62)
    #expect(words.allSatisfy { (4...8).contains($0.count) && $0.allSatisfy { "a"..."z" ~= $0 } })
    #expect(Set(words.map { $0.prefix(4) }).count == words.count, "the first four letters tell")
  }

  @Test func `every word comes, about equally often, and no proposal twice`() {
    var counts: [String: Int] = [:]
    var proposals: Set<String> = []
    for _ in 0..<5000 {
      let proposal = NewPassphrase.sixWords()
      let words = proposal.split(separator: " ").map(String.init)
      #expect(words.count == 6)
      #expect(!NewPassphrase.isWeak(.test(proposal)))
      proposals.insert(proposal)
      for word in words { counts[word, default: 0] += 1 }
    }
    #expect(proposals.count == 5000)
    // 23 each is expected: that one never comes has a chance of one in ten million.
    #expect(Set(counts.keys) == Set(PassphraseWords.all))
    #expect(counts.values.max() ?? 0 < 70)
  }

  @Test(arguments: [
    "", "short", "elevenchars", "ææææææææææ", "aaaaaaaaaaaaaaaa", "abababababab", "redhatredhat",
    "RedHatredhat", "redhat redhat redhat", "123456789012", "abcdefghijkl", "zyxwvutsrqponm",
    "password1234", "Password2026!", "PASSPHRASE12", "qwertyuiop12", "poiuytrewq12", "1q2w3e4r5t6y",
    "iloveyou2026", "adgangskode1", "velkommen123", "correct horse battery staple",
  ])
  func `a passphrase that somebody tries first is weak`(typed: String) {
    #expect(NewPassphrase.isWeak(.test(typed)))
  }

  @Test(arguments: [
    "twelve chars", "blå hat ved havnen", "my password is somewhere else",
    "jeg går en tur i regnen",
  ])
  func `another one isn't`(typed: String) {
    #expect(!NewPassphrase.isWeak(.test(typed)))
  }

  @Test func `nor may it be the worker's or the file's name with a year behind it`() {
    for typed in [
      "invented worker", "Invented Worker1", "invented20261", "outreach-2026",
    ] {
      #expect(NewPassphrase.isWeak(.test(typed), besides: ["Invented Worker", "outreach"]))
    }
    #expect(!NewPassphrase.isWeak(.test("outreach and much more"), besides: ["outreach", "and"]))
    #expect("/home/somebody/outreach.hopenow".fileName == "outreach")
    #expect("".fileName.isEmpty)
  }
}

@Suite struct PassphraseLinesTests {
  @Test func `a line each, without ends and empty lines`() throws {
    let lines = try reading("first one\n\n\r\nsecond\tæ\r\nlast")
    #expect(try lines.next()?.revealed == "first one")
    #expect(try lines.next()?.revealed == "second\tæ")
    #expect(try lines.next()?.revealed == "last")
    #expect(try lines.next() == nil)
    #expect(try reading("").next() == nil)
    #expect(try reading("\n\r\n").next() == nil)
  }

  /// Another reader of the same descriptor, as `--fields -` behind `--passphrase-fd 0`.
  @Test func `what stands behind the line stays, and nobody waits for more`() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let text = "passphrase\nalias: Red Hat\n"
    #expect(write(ends[1], text, text.utf8.count) == text.utf8.count)
    #expect(try PassphraseLines(descriptor: ends[0]).next()?.revealed == "passphrase")
    #expect(try PassphraseLines(descriptor: ends[0]).next()?.revealed == "alias: Red Hat")
    close(ends[0])
    close(ends[1])
  }

  @Test func `a line is taken whole or not at all`() throws {
    let longest = String(repeating: "x", count: Terminal.longestPassphrase)
    for end in ["", "\n", "\r\n"] {
      #expect(try reading(longest + end).next()?.revealed == longest)
      #expect(throws: CommandError.passphraseTooLong) { try reading(longest + "x" + end).next() }
    }
    #expect(throws: CommandError.passphraseTooLong) { try reading(longest + longest).next() }
  }

  @Test func `a descriptor that isn't open has no line`() throws {
    #expect(try PassphraseLines(descriptor: 999).next() == nil)
  }

  private let folder = TemporaryFolder()

  private func reading(_ text: String) throws -> PassphraseLines {
    let path = folder.file(UUID().uuidString)
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    return PassphraseLines(descriptor: open(path, O_RDONLY))
  }
}

@Suite struct KeyFileTests {
  let folder = TemporaryFolder()
  var path: String { folder.file("month.key") }

  @Test func `a key file is made once, ours alone, and read back`() throws {
    let secret = try KeyFile.make(at: path)
    #expect(try KeyFile.read(path).matches(secret))
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o7777 == 0o600 && status.st_size == 32)
    #expect(throws: CommandError.exists(path: path)) { try KeyFile.make(at: path) }
    #expect(try KeyFile.read(path).matches(secret))
    #expect(try !KeyFile.make(at: folder.file("other.key")).matches(secret))
  }

  @Test(arguments: [0o640, 0o604, 0o660, 0o602, 0o610])
  func `a key file that others may touch is refused`(mode: mode_t) throws {
    _ = try KeyFile.make(at: path)
    #expect(chmod(path, mode) == 0)
    #expect(throws: CommandError.badKeyFile(path: path)) { try KeyFile.read(path) }
  }

  @Test(arguments: [0, 31, 33, 4096])
  func `a file of another length is no key file`(length: Int) throws {
    try Data(count: length).write(to: URL(filePath: path))
    #expect(chmod(path, 0o600) == 0)
    #expect(throws: CommandError.badKeyFile(path: path)) { try KeyFile.read(path) }
  }

  @Test func `a folder and a pipe are none, and nobody waits for a pipe`() throws {
    #expect(mkfifo(path, 0o600) == 0)
    #expect(throws: CommandError.badKeyFile(path: path)) { try KeyFile.read(path) }
    #expect(throws: CommandError.badKeyFile(path: folder.path)) { try KeyFile.read(folder.path) }
  }

  @Test func `where there is none it is said`() {
    #expect(throws: CommandError.noKeyFile(path: path)) { try KeyFile.read(path) }
    let nowhere = folder.file("none/month.key")
    #expect(throws: CommandError.cannotWrite(path: nowhere)) { try KeyFile.make(at: nowhere) }
  }
}
