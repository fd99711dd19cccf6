import CaseModel
import CaseModel
import GRDB
import SealedSQLite
import TestSupport
import Testing

@testable import JournalStore

/// What names the state that a report was counted from; `JournalLawTests` compares it with the
/// digest of every entry over random histories.
@Suite struct StateDigestTests {
  let folder = TemporaryFolder()

  /// A journal with some entries of its own.
  func journal(_ name: String, seed: UInt64) throws -> Journal {
    let journal = try Journal.temporary(name, in: folder, seed: seed)
    for number in 0..<seed { try journal.write([.contact(met: Int64(number))]) }
    return journal
  }

  func merge(_ names: [String], into journal: Journal) throws {
    for name in names {
      _ = try journal.merge(
        [ForeignJournal(at: folder.file(name), secret: .test(), scratchFolder: nil)],
        newAuthors: .holdBack)
    }
  }

  /// Three journals of which the first one is the founder's.
  func team() throws -> AuthorKey {
    try ["a", "b", "c"].enumerated().map { place, name in
      try journal(name, seed: UInt64(place + 1)).author
    }[0]
  }

  func digest(_ name: String, of root: AuthorKey, _ others: [String]) throws -> [UInt8] {
    let journal = try Journal.open(name, in: folder, seed: 9)
    try journal.write { try Fact.root.set(root.bytes, in: $0) }
    try merge(others, into: journal)
    return try journal.stateDigest()
  }

  @Test func `journals of one team that hold the same have the same, whoever merged whom`() throws {
    let root = try team()
    do {
      _ = try Journal.open("a", in: folder, seed: 9).merge(
        ["b", "c"].map {
          try ForeignJournal(at: folder.file($0), secret: .test(), scratchFolder: nil)
        }, newAuthors: .accept)
    }
    let digests = try [
      digest("a", of: root, ["b", "c"]), digest("b", of: root, ["c", "a"]),
      digest("c", of: root, ["b"]), digest("a", of: root, ["c"]),
    ]
    #expect(digests[0].count == 16)
    #expect(Set(digests).count == 1)
  }

  @Test func `what was erased made another state of it where words are lacking`() throws {
    let journal = try Journal.temporary("a", in: folder)
    do { _ = try self.journal("b", seed: 2) }
    try merge(["b"], into: journal)
    let person = try journal.write([.person("Red Hat"), .contact(note: "a note")])[0]
    _ = try journal.erase(person, reason: "own-request")
    _ = try journal.writeParcel(
      at: folder.file("parcel"), .everything, withoutWords: true, for: [.anyone])
    let other = try Journal.open("b", in: folder, seed: 9)
    try EraseTests.join(journal.author, other)
    _ = try other.merge(
      [ForeignJournal(at: folder.file("parcel"), key: .anyone, scratchFolder: nil)],
      newAuthors: .holdBack)
    let digests = try [journal, other].map { journal in
      try journal.read { try Journal.stateDigest(root: .zero, in: $0) }
    }
    #expect(digests[0] == digests[1])
  }

  @Test func `whoever isn't accepted yet counts in her own journal only, which then has another`()
    throws
  {
    let root = try team()
    let digests = try [digest("a", of: root, ["b", "c"]), digest("b", of: root, ["c", "a"])]
    #expect(Set(digests).count == 2)
  }

  @Test func `every entry changes it, also one that nobody counts`() throws {
    let journal = try journal("a", seed: 1)
    var seen = Set([try journal.stateDigest()])
    try journal.write([.contact()])
    #expect(try seen.insert(journal.stateDigest()).inserted)
    let record = try journal.write([.contact()])[0]
    #expect(try seen.insert(journal.stateDigest()).inserted)
    try journal.write([.delete(record, kind: .contact, owner: nil)])
    #expect(try seen.insert(journal.stateDigest()).inserted)
    _ = try journal.undo()
    #expect(try seen.insert(journal.stateDigest()).inserted)
    do { _ = try self.journal("b", seed: 2) }
    try merge(["b"], into: journal)
    #expect(try seen.insert(journal.stateDigest()).inserted)
    try merge(["b"], into: journal)
    try journal.rebuild()
    #expect(try !seen.insert(journal.stateDigest()).inserted)
  }

  @Test func `it depends on who counts, that is on the root`() throws {
    let journal = try journal("a", seed: 1)
    let own = try journal.stateDigest()
    let other = try #require(AuthorKey([UInt8](repeating: 7, count: 32)))
    try journal.write { try Fact.root.set(other.bytes, in: $0) }
    #expect(try journal.stateDigest() != own)
    try journal.write { try Fact.root.set(journal.author.bytes, in: $0) }
    #expect(try journal.stateDigest() == own)
  }

  @Test func `of the two branches of a fork neither is overlooked`() throws {
    let journal = try journal("a", seed: 3)
    let before = try journal.stateDigest()
    // What a fork leaves: a second entry under the last number.
    try journal.write { db in
      try db.execute(
        sql: """
          INSERT INTO entry(replica, seq, revision, bytes, signature)
          SELECT replica, (SELECT max(seq) FROM entry), revision, bytes, signature
          FROM entry WHERE seq = 1
          """)
    }
    #expect(try journal.stateDigest() != before)
  }
}
