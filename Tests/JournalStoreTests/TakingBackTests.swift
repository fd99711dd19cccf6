import CaseModel
import Foundation
import Merge
import SealedSQLite
import TestSupport
import Testing

@testable import JournalStore

/// What is taken back where colleagues have gone on meanwhile, by `undo` and by a no to a request.
@Suite struct TakingBackTests {
  let folder = TemporaryFolder()
  let journals: [String: Journal]

  /// A supervisor `s` and three workers, each of whom has the others' journals' past.
  init() throws {
    let folder = folder
    let names = ["s", "a", "b", "c"]
    let made = try names.enumerated().map { place, name in
      (name, try Journal.temporary(name, in: folder, seed: UInt64(place + 1)))
    }
    journals = Dictionary(uniqueKeysWithValues: made)
    let supervisor = made[0].1
    for (_, worker) in made.dropFirst() {
      try EraseTests.member(worker.author, role: "worker", in: supervisor)
    }
    for (_, worker) in made.dropFirst() { try EraseTests.join(supervisor.author, worker) }
    for name in names.dropFirst() { try give("s", to: name) }
  }

  func journal(_ name: String) throws -> Journal { try #require(journals[name]) }

  func give(_ name: String, to other: String) throws {
    let stick = folder.file(UUID().uuidString)
    try FileManager.default.copyItem(atPath: folder.file(name), toPath: stick)
    _ = try journal(other).merge(
      [ForeignJournal(at: stick, secret: .test(), scratchFolder: nil)], newAuthors: .holdBack)
  }

  func edit(_ record: RecordID, _ field: String, _ code: String, by name: String) throws {
    var draft = Draft(.test("person"), record: record)
    draft.set(field, to: .code(code))
    try journal(name).write([draft])
  }

  func delete(_ record: RecordID, kind: Kind = .test("person"), by name: String) throws {
    let owner = try journal(name).view(of: record)?.owner
    try journal(name).write([.delete(record, kind: kind, owner: owner)])
  }

  func existence(of record: RecordID, at name: String) throws -> Existence? {
    try journal(name).view(of: record)?.existence
  }

  @Test func `an undo brought back what a colleague had deleted since`() throws {
    let person = try journal("a").write([.person("Red Hat")])[0]
    try edit(person, "gender", "woman", by: "a")
    try give("a", to: "b")
    try delete(person, by: "b")
    try give("b", to: "a")
    #expect(try existence(of: person, at: "a") == .gone)
    _ = try journal("a").undo()
    #expect(try existence(of: person, at: "a") == .gone)
    try give("a", to: "b")
    #expect(try existence(of: person, at: "b") == .gone)
    #expect(try journal("b").view(of: person)?.answer("gender") == nil)
  }

  @Test func `an undo of what a colleague has gone on with left half a record`() throws {
    let contact = try journal("a").write([.contact(met: 14, note: "a note")])[0]
    try give("a", to: "b")
    var draft = Draft(.test("contact"), record: contact)
    draft.set("spoken", to: .number(5))
    try journal("b").write([draft])
    try give("b", to: "a")
    #expect(try journal("a").undo().map(\.isGone) == [true])
    #expect(try existence(of: contact, at: "a") == .gone)
    #expect(try journal("a").undo().map(\.isGone) == [false])
    let view = try #require(try journal("a").view(of: contact))
    #expect(view.existence == .here && view.answer("met") == .number(14))
    #expect(view.answer("spoken") == .number(5) && view.words("note") == "a note")
  }

  @Test func `an undo of a decision said that all is as before, and the conflict was gone`() throws
  {
    let person = try journal("a").write([.person("Red Hat")])[0]
    try give("a", to: "b")
    try edit(person, "gender", "woman", by: "a")
    try edit(person, "gender", "man", by: "b")
    try give("b", to: "a")
    try edit(person, "gender", "woman", by: "a")
    let undone = try journal("a").undo()
    #expect(undone.map(\.endsConflict) == [true])
    #expect(try journal("a").undo().map(\.endsConflict) == [false])
  }

  @Test func `a no to a request brought back what somebody had deleted on purpose`() throws {
    let person = try journal("s").write([.person("Red Hat")])[0]
    let visit = try journal("s").write([EraseTests.visit(person)])[0]
    try give("s", to: "b")
    _ = try journal("b").erase(person, reason: "own-request")
    try give("b", to: "s")
    let request = try #require(try journal("s").erasures().first).record
    #expect(try journal("s").decline(request).count == 2)
    try give("s", to: "c")
    try delete(visit, kind: .visit, by: "c")
    for name in ["s", "c"] { try give(name, to: "b") }
    _ = try journal("b").erase(person, reason: "own-request")
    try give("b", to: "s")
    #expect(try journal("s").decline(request).map(\.id) == [person])
    #expect(try existence(of: visit, at: "s") == .gone)
  }

  @Test func `a no to a request settled what stood against another's delete`() throws {
    let person = try journal("s").write([.person("Red Hat")])[0]
    for name in ["b", "c"] { try give("s", to: name) }
    _ = try journal("b").erase(person, reason: "own-request")
    try delete(person, by: "c")
    try edit(person, "gender", "woman", by: "s")
    for name in ["b", "c"] { try give(name, to: "s") }
    #expect(try existence(of: person, at: "s") == .disputed)
    let request = try #require(try journal("s").erasures().first).record
    #expect(try journal("s").decline(request).isEmpty)
    #expect(try existence(of: person, at: "s") == .disputed)
  }

  @Test func `undo took back what another machine had written, since it came later`() throws {
    let home = try Journal.temporary("home", in: folder)
    try home.write([.contact(met: 1)])
    try FileManager.default.copyItem(
      atPath: folder.file("home"), toPath: folder.file("travel"))
    do {
      let travel = try LockedJournal(at: folder.file("travel"), mode: .readWrite)
        .unlock(.test(), in: .test(seed: 5))
      try travel.write([.contact(met: 2)])
    }
    try home.write([.contact(met: 3)])
    _ = try home.merge(
      [ForeignJournal(at: folder.file("travel"), secret: .test(), scratchFolder: nil)],
      newAuthors: .holdBack)
    _ = try home.undo()
    let met = try home.records(RecordQuery()).map { $0.answer("met") }
    #expect(Set(met) == [.number(1), .number(2)])
  }
}
