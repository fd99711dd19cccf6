import CaseModel
import Foundation
import GRDB
import Merge
import SealedSQLite
import TestSupport
import Testing

@testable import JournalStore

/// Laws 11 and 12 of `Docs/Merge.md`, one case at a time.
@Suite struct EraseTests {
  let folder = TemporaryFolder()

  /// A visit of a person's, with a note.
  static func visit(_ person: RecordID, note: String = "a visit") -> Draft {
    var draft = Draft(.visit, owner: person, words: ["note": note])
    draft.set("on", to: .date(CivilDate(number: 20_261_030)!, minute: nil))
    draft.set("type", to: .code("prison"))
    return draft
  }

  /// Makes an author count in a journal whose own author is a supervisor.
  static func member(_ author: AuthorKey, role: String, in journal: Journal) throws {
    try journal.write([journal.memberDraft(for: author, name: "Worker", role: role)])
  }

  /// Lets a journal be of the team that goes back to a key.
  static func join(_ root: AuthorKey, _ journal: Journal) throws {
    try journal.write { db in
      try Fact.root.set(root.bytes, in: db)
      journal.roster = try Journal.roster(of: db, author: journal.author)
      try journal.rebuildDerived(in: db)
    }
  }

  @discardableResult
  func merge(_ name: String, into journal: Journal, erasing: Int = 10) throws -> MergeReport {
    try journal.merge(
      [ForeignJournal(at: folder.file(name), secret: .test(), scratchFolder: nil)],
      newAuthors: .holdBack, erasing: erasing)
  }

  func copy(_ name: String, to other: String) throws {
    try FileManager.default.copyItem(atPath: folder.file(name), toPath: folder.file(other))
  }

  /// Everything that may still be known of a record.
  func isGone(_ id: RecordID, from journal: Journal) throws -> Bool {
    try journal.view(of: id) == nil && journal.history(of: id).isEmpty
      && journal.read { try Journal.row(of: id, in: $0) } == nil
  }

  @Test func `with a person goes all that is hers, and what names her names her no more`() throws {
    let journal = try Journal.temporary(in: folder)
    let ids = try journal.write([.person("Red Hat", gender: "Feminine"), .person("Blue Hat")])
    let visit = try journal.write([Self.visit(ids[0])])[0]
    let contact = try journal.write([.contact(met: 3, note: "tea", persons: ids)])[0]
    try journal.write([.link(ids[0], ids[1], isSame: true)])
    let link = RecordID.ofLink(min(ids[0], ids[1]), max(ids[0], ids[1]))

    let scope = try #require(try journal.erasureScope(of: ids[0]))
    #expect(scope.counts == ["person": 1, "visit": 1, "same": 1])
    #expect(scope.naming == [contact])
    #expect(scope.linked == [ids[1]])
    #expect(try journal.erase(ids[0], reason: "own-request") == .erased)

    for id in [ids[0], visit, link] { #expect(try isGone(id, from: journal)) }
    let view = try #require(try journal.view(of: contact))
    #expect(view.persons == [ids[1]])
    #expect(view.answer("met") == .number(3) && view.words("note") == "tea")
    #expect(try journal.persons(named: "Red").isEmpty)
    #expect(try journal.linkedRecords().isEmpty)
    #expect(try journal.records(RecordQuery()).map(\.record) == [contact])
    #expect(try journal.check().isSound)
    #expect(try journal.erasures().map(\.reason) == ["own-request"])
    // A report still counts the event, and one person.
    let counted = try AsOfTests.counted(journal, asOf: nil)
    #expect(counted.count == 2 && counted[0].hasSuffix(" 1") && counted[1] == "not-asked")
  }

  @Test func `what was erased isn't made again, by its id or for whom it belonged to`() throws {
    let journal = try Journal.temporary(in: folder)
    let sheet = Draft(.person, externalID: "17", of: "sheet")
    let person = try journal.write([sheet])[0]
    _ = try journal.erase(person, reason: "kept-too-long")
    let before = try Data(contentsOf: URL(filePath: journal.path))
    for draft in [sheet, Self.visit(person), .link(person, .settings, isSame: true)] {
      #expect(throws: JournalError.erased) { try journal.write([draft]) }
    }
    #expect(throws: JournalError.noRecord) { try journal.erase(person, reason: "other") }
    #expect(try Data(contentsOf: URL(filePath: journal.path)) == before)
    #expect(try journal.writeCommand { try $0.history(of: person) }?.isEmpty == true)
  }

  @Test func `nothing brings it back: no undo, no delete, no rebuilding`() throws {
    let journal = try Journal.temporary(in: folder)
    let person = try journal.write([.person("Red Hat")])[0]
    _ = try journal.erase(person, reason: "own-request")
    let erasure = try #require(try journal.erasures().first?.record)
    #expect(throws: JournalError.cannotUndoErasure) { try journal.undo() }
    #expect(throws: JournalError.cannotUndoErasure) {
      try journal.write([.delete(erasure, kind: .erase, owner: nil)])
    }
    try journal.rebuild()
    #expect(try isGone(person, from: journal))
    #expect(try journal.check().isSound)
    try journal.write([.contact()])
    #expect(try journal.undo().count == 1)
  }

  @Test func `who is in the team and what is settled can't be erased`() throws {
    let journal = try Journal.temporary(in: folder)
    let member = try journal.members()[0].id
    let settings = try journal.write([journal.newRecord(.settings)])[0]
    for id in [member, settings] {
      #expect(throws: JournalError.cannotErase) { try journal.erase(id, reason: "other") }
    }
    // Nor by a record that says so all the same.
    try journal.write([.erase(member, reason: "other"), .erase(settings, reason: "other")])
    #expect(try journal.members().count == 1)
    #expect(try journal.view(of: settings) != nil)
    #expect(try journal.check().isSound)
  }

  @Test func `an old copy brings nothing back, whatever was changed in it since`() throws {
    var person = RecordID.zero
    do {
      let journal = try Journal.temporary("a", in: folder, seed: 1)
      person = try journal.write([.person("canary coat")])[0]
      try journal.write([Self.visit(person, note: "canary umbrella")])
    }
    try copy("a", to: "old")
    // The same key on another machine goes on with the old copy.
    do {
      let old = try LockedJournal(at: folder.file("old"), mode: .readWrite).unlock(
        .test(), in: .test(seed: 7))
      try old.write([
        Self.visit(person, note: "canary umbrella again"), .contact(persons: [person]),
      ])
    }
    do {
      let journal = try Journal.open("a", in: folder, seed: 2)
      _ = try journal.erase(person, reason: "own-request")
      let report = try merge("old", into: journal)
      #expect(report.sources[0].entriesNew == 1 && report.recordsAdded == 1)
      #expect(report.recordsErased == 0 && report.erasures == 0)
      #expect(try isGone(person, from: journal))
      #expect(try journal.records(RecordQuery()).map(\.persons) == [[]])
      #expect(try journal.check().isSound)
    }
    // And the other way round: the old copy loses it.
    do {
      let old = try LockedJournal(at: folder.file("old"), mode: .readWrite).unlock(
        .test(), in: .test(seed: 8))
      let report = try merge("a", into: old)
      #expect(report.erasures == 1 && report.recordsErased == 3)
      #expect(try isGone(person, from: old))
      #expect(try old.check().isSound)
    }
    for name in ["a", "old"] {
      #expect(try PlainPages(of: folder.file(name)).holding("canary".utf8).isEmpty)
    }
  }

  @Test func `a worker's erasure deletes and asks; a supervisor's carries it out`() throws {
    var person = RecordID.zero
    let supervisor = try Journal.temporary("s", in: folder, seed: 1)
    let worker = try Journal.temporary("w", in: folder, seed: 2)
    try Self.member(worker.author, role: "worker", in: supervisor)
    person = try supervisor.write([.person("canary coat")])[0]
    try supervisor.write([Self.visit(person)])
    try Self.join(supervisor.author, worker)
    func give(_ name: String, to other: Journal) throws -> MergeReport {
      let stick = UUID().uuidString
      try copy(name, to: stick)
      return try merge(stick, into: other)
    }
    _ = try give("s", to: worker)
    #expect(!worker.isSupervisor)
    #expect(try worker.erase(person, reason: "own-request") == .requested)
    #expect(try worker.view(of: person)?.existence == .gone)
    #expect(try worker.records(RecordQuery()).isEmpty)
    #expect(try worker.erasures().map(\.subject) == [person])

    let report = try give("w", to: supervisor)
    #expect(report.erasureRequests == 1 && report.recordsErased == 0)
    #expect(try !supervisor.history(of: person).isEmpty)
    #expect(try supervisor.erasures().map(\.isDone) == [false])
    #expect(try supervisor.erase(person, reason: "own-request") == .erased)
    #expect(try give("s", to: worker).recordsErased == 2)
    #expect(try isGone(person, from: worker))
    #expect(throws: JournalError.cannotUndoErasure) { try worker.undo() }
    #expect(try worker.erasures().map(\.isDone) == [true])
    #expect(try give("w", to: supervisor).isEmpty)
    for journal in [supervisor, worker] { #expect(try journal.check().isSound) }
  }

  @Test func `a request that a supervisor declined left the record deleted`() throws {
    let supervisor = try Journal.temporary("s", in: folder, seed: 1)
    let workers = try [2, 3].map { try Journal.temporary("w\($0)", in: folder, seed: $0) }
    func give(_ name: String, to other: Journal) throws {
      let stick = UUID().uuidString
      try copy(name, to: stick)
      try merge(stick, into: other)
    }
    for worker in workers { try Self.member(worker.author, role: "worker", in: supervisor) }
    let person = try supervisor.write([.person("Red Hat")])[0]
    let visit = try supervisor.write([Self.visit(person)])[0]
    let deleted = try supervisor.write([Self.visit(person)])[0]
    for worker in workers {
      try Self.join(supervisor.author, worker)
      try give("s", to: worker)
    }
    // One of the two also deletes one visit for itself, before anybody asks.
    var draft = Draft.delete(deleted, kind: .visit, owner: person)
    draft.seen = try workers[0].view(of: deleted)?.heads
    try workers[0].write([draft])
    for (worker, name) in zip(workers, ["w2", "w3"]) {
      #expect(try worker.erase(person, reason: "own-request") == .requested)
      try give(name, to: supervisor)
    }
    #expect(try supervisor.view(of: person)?.existence == .gone)

    let request = try #require(try supervisor.erasures().first).record
    let back = try supervisor.decline(request)
    #expect(Set(back.map(\.id)) == [person, visit] && !back.contains(where: \.isGone))
    #expect(throws: JournalError.cannotUndoErasure) { try supervisor.decline(request) }
    for worker in workers { try give("s", to: worker) }
    for journal in [supervisor] + workers {
      #expect(try journal.erasures().isEmpty)
      #expect(try journal.view(of: person)?.existence == .here)
      #expect(try journal.view(of: visit)?.existence == .here)
      #expect(try journal.view(of: deleted)?.existence == .gone)
      #expect(try journal.check().isSound)
    }
    // Whoever asked may ask again, and be told no again.
    #expect(try workers[1].erase(person, reason: "other") == .requested)
    try give("w3", to: supervisor)
    #expect(try Set(supervisor.decline(request).map(\.id)) == [person, visit])
  }

  @Test func `the certificate of an erasure that was asked for named no organisation`() throws {
    let supervisor = try Journal.temporary("s", in: folder, seed: 1)
    let worker = try Journal.temporary("w", in: folder, seed: 2)
    try Self.member(worker.author, role: "worker", in: supervisor)
    let organisation = try supervisor.write([
      supervisor.newListEntry(.organisation, label: "An organisation")
    ])[0]
    let person = try supervisor.write([.person("Red Hat")])[0]
    var referral = Draft(.refer, owner: person)
    referral.set("on", to: .date(CivilDate(number: 20_261_030)!, minute: nil))
    referral.set("to", to: .record(organisation))
    try supervisor.write([referral])
    try Self.join(supervisor.author, worker)
    try copy("s", to: "stick")
    try merge("stick", into: worker)
    #expect(try worker.erase(person, reason: "own-request") == .requested)
    try copy("w", to: "other")
    try merge("other", into: supervisor)
    #expect(try supervisor.erasureScope(of: person)?.recipients == [organisation])
  }

  @Test func `whoever passed an entry on could say for good that it was erased`() throws {
    let supervisor = try Journal.temporary("s", in: folder, seed: 1)
    let worker = try Journal.temporary("w", in: folder, seed: 2)
    try Self.member(worker.author, role: "worker", in: supervisor)
    let erased = try supervisor.write([.person("Red Hat")])[0]
    _ = try supervisor.erase(erased, reason: "own-request")
    try Self.join(supervisor.author, worker)
    let contact = try worker.write([.contact(met: 7, note: "a note")])[0]
    try copy("w", to: "false")
    do {
      let journal = try Journal.open("false", in: folder, seed: 8)
      try journal.write { db in
        try db.execute(
          sql: "INSERT INTO record(uuid, kind) VALUES (?, '')",
          arguments: [Data(erased.mark.alias.bytes)])
        let alias = db.lastInsertedRowID
        for row in try Row.fetchAll(
          db,
          sql:
            "SELECT revision.id, header FROM revision JOIN record ON record = record.id WHERE kind = 'contact'"
        ) {
          let id = Revision.id(ofHeader: [UInt8](row[1] as Data))
          try db.execute(
            sql: "UPDATE revision SET header = ?, record = ? WHERE id = ?",
            arguments: [Data(id.bytes), alias, row[0] as Int64])
          try db.execute(
            sql: "DELETE FROM words WHERE revision = ?", arguments: [row[0] as Int64])
        }
      }
    }
    try merge("false", into: supervisor)
    #expect(try supervisor.view(of: contact) == nil)
    try copy("w", to: "stick")
    #expect(try merge("stick", into: supervisor).sources[0].entriesCompleted == 1)
    #expect(try supervisor.view(of: contact)?.words("note") == "a note")
    #expect(try supervisor.records(RecordQuery()).map(\.record) == [contact])
    // What really was erased stays so, whoever brings its header.
    #expect(try merge("stick", into: supervisor).isEmpty)
    #expect(try isGone(erased, from: supervisor) && supervisor.check().isSound)
  }

  @Test func `a request that was taken back is none, and one that says erase is still a request`()
    throws
  {
    let supervisor = try Journal.temporary("s", in: folder, seed: 1)
    let worker = try Journal.temporary("w", in: folder, seed: 2)
    try Self.member(worker.author, role: "worker", in: supervisor)
    try Self.join(supervisor.author, worker)
    try copy("s", to: "team")
    try merge("team", into: worker)
    let person = try worker.write([.person("Red Hat")])[0]
    _ = try worker.erase(person, reason: "other")
    #expect(try worker.undo().count == 2)
    #expect(try worker.erasures().isEmpty)
    #expect(try worker.view(of: person)?.existence == .here)
    try worker.write([.erase(person, reason: "other")])
    #expect(try worker.view(of: person)?.existence == .here)
    try copy("w", to: "stick")
    let report = try merge("stick", into: supervisor)
    #expect(report.erasureRequests == 1 && report.recordsErased == 0)
    #expect(try supervisor.view(of: person)?.existence == .here)
  }

  @Test func `a merge that erases more than ten stops, as if not named, unless it may`() throws {
    var persons: [RecordID] = []
    do {
      let journal = try Journal.temporary("a", in: folder, seed: 1)
      persons = try journal.write((1...12).map { .person("Red Hat \($0)") })
    }
    try copy("a", to: "b")
    do {
      let journal = try Journal.open("a", in: folder, seed: 2)
      for person in persons.prefix(11) { _ = try journal.erase(person, reason: "kept-too-long") }
    }
    let other = try LockedJournal(at: folder.file("b"), mode: .readWrite).unlock(
      .test(), in: .test(seed: 3))
    let before = try Data(contentsOf: URL(filePath: folder.file("b")))
    #expect(throws: JournalError.erasesMany(count: 11)) { try merge("a", into: other) }
    #expect(try Data(contentsOf: URL(filePath: folder.file("b"))) == before)
    let source = try ForeignJournal(at: folder.file("a"), secret: .test(), scratchFolder: nil)
    #expect(try other.merge([source], newAuthors: .holdBack, dryRun: true).erasures == 11)
    #expect(try Data(contentsOf: URL(filePath: folder.file("b"))) == before)
    #expect(try other.merge([source], newAuthors: .holdBack, erasing: .max).recordsErased == 11)
    #expect(try other.persons(named: "Red").map(\.id) == [persons[11]])
  }

  @Test func `who never had it isn't asked, however much was erased elsewhere`() throws {
    do {
      let journal = try Journal.temporary("a", in: folder, seed: 1)
      let persons = try journal.write((1...12).map { .person("Red Hat \($0)") })
      try copy("a", to: "old")
      for person in persons { _ = try journal.erase(person, reason: "kept-too-long") }
    }
    // The same worker, with an empty journal on a new machine.
    do { _ = try Journal.temporary("b", in: folder, seed: 9) }
    let other = try Journal.open("b", in: folder, seed: 3)
    let author = try ForeignJournal(at: folder.file("a"), secret: .test(), scratchFolder: nil)
      .chains()[0].author
    try Self.join(author, other)
    try merge("a", into: other)
    let report = try merge("old", into: other)
    #expect(report.isEmpty)
    #expect(try other.persons(named: "Red").isEmpty)
    #expect(try other.check().isSound)
  }

  @Test func `who is made a supervisor later erases from then on, and not what she had asked for`()
    throws
  {
    let root = try Journal.temporary("r", in: folder, seed: 1)
    let other = try Journal.temporary("o", in: folder, seed: 2)
    let persons = try root.write([.person("A"), .person("B")])
    try Self.member(other.author, role: "worker", in: root)
    try Self.join(root.author, other)
    func give(_ name: String, to journal: Journal) throws {
      let stick = UUID().uuidString
      try copy(name, to: stick)
      try merge(stick, into: journal)
    }
    try give("r", to: other)
    #expect(try other.erase(persons[0], reason: "other") == .requested)
    try Self.member(other.author, role: "supervisor", in: root)
    try give("r", to: other)
    #expect(other.isSupervisor)
    #expect(try !other.history(of: persons[0]).isEmpty)
    #expect(try other.erase(persons[1], reason: "other") == .erased)
    // She is no supervisor any more: what is erased stays so.
    try Self.member(other.author, role: "worker", in: root)
    try give("o", to: root)
    #expect(try isGone(persons[1], from: root))
    #expect(try !root.history(of: persons[0]).isEmpty)
    try give("r", to: other)
    #expect(try isGone(persons[1], from: other) && !other.isSupervisor)
    for journal in [root, other] { #expect(try journal.check().isSound) }
  }

  @Test func `an erasure that counts only later removes what is here by then`() throws {
    // A supervisor of whom this journal hasn't heard yet.
    let root = try Journal.temporary("r", in: folder, seed: 1)
    let other = try Journal.temporary("o", in: folder, seed: 2)
    let third = try Journal.temporary("t", in: folder, seed: 3)
    let person = try third.write([.person("canary coat")])[0]
    try Self.join(root.author, other)
    try Self.join(root.author, third)
    try other.write([.erase(person, reason: "other")])
    try copy("o", to: "stick")
    try merge("stick", into: third)
    #expect(try !third.history(of: person).isEmpty)
    try Self.member(other.author, role: "supervisor", in: root)
    try copy("r", to: "stick-2")
    let report = try merge("stick-2", into: third)
    #expect(report.erasures == 1)
    #expect(try isGone(person, from: third))
    #expect(try third.check().isSound)
    #expect(try PlainPages(of: folder.file("t")).holding("canary".utf8).isEmpty)
  }

  @Test func `what is here although it was erased is found, and removed by rebuilding`() throws {
    let journal = try Journal.temporary(in: folder)
    let person = try journal.write([.person("canary coat")])[0]
    let row = try journal.read { try Journal.row(of: person, in: $0) }
    let (header, words): (Data, Row) = try journal.read { db in
      (
        try Data.fetchOne(
          db, sql: "SELECT header FROM revision WHERE record = ?", arguments: [row])!,
        try Row.fetchOne(db, sql: "SELECT * FROM words ORDER BY revision DESC LIMIT 1")!
      )
    }
    _ = try journal.erase(person, reason: "other")
    // As a store would leave it that takes an old copy's words.
    try journal.write { db in
      try db.execute(
        sql: "INSERT INTO record(uuid, kind) VALUES (?, 'person')", arguments: [Data(person.bytes)])
      try db.execute(
        sql: "UPDATE revision SET header = ?, record = ? WHERE id = ?",
        arguments: [header, db.lastInsertedRowID, words["revision"]])
      try db.execute(
        sql: "INSERT INTO words VALUES (?, ?, ?, ?)",
        arguments: [words["revision"], words["field"], words["salt"], words["text"]])
    }
    #expect(try journal.check().faults == [.notErased: 1])
    try journal.rebuild()
    #expect(try journal.check().isSound)
    #expect(try isGone(person, from: journal))
    #expect(try PlainPages(of: journal.path).holding("canary coat".utf8).isEmpty)
  }

  @Test func `how much was erased since a day is known`() throws {
    let clock = TestClock()
    let journal = try Journal.temporary(in: folder, clock: clock)
    let persons = try journal.write([.person("A"), .person("B"), .person("C")])
    _ = try journal.erase(persons[0], reason: "other")
    clock.set(1_793_489_400_000 + 3 * 86_400_000)
    for person in persons[1...] { _ = try journal.erase(person, reason: "other") }
    let day = CivilDate(number: 20_261_101)!
    // By the author's clock, an hour east of UTC, it is past midnight already.
    #expect(try journal.erasureCount(after: day) == 2)
    #expect(try journal.erasureCount(after: day.adding(days: -1)!) == 3)
    #expect(try journal.erasureCount(after: day.adding(days: 3)!) == 0)
  }

  @Test func `installs of which no file with the erasure has come may still hold it`() throws {
    let journal = try Journal.temporary("a", in: folder, seed: 1)
    let person = try journal.write([.person("A")])[0]
    let other = try Journal.temporary("b", in: folder, seed: 2)
    func take() throws {
      let stick = UUID().uuidString
      try copy("b", to: stick)
      _ = try journal.merge(
        [ForeignJournal(at: folder.file(stick), secret: .test(), scratchFolder: nil)],
        newAuthors: .accept)
    }
    try take()
    _ = try journal.erase(person, reason: "other")
    #expect(try journal.erasures()[0].unheard.map(\.author) == [other.author])
    // That she goes on writing says nothing of what she has.
    try other.write([.contact()])
    try take()
    #expect(try journal.erasures()[0].unheard.map(\.author) == [other.author])
    try copy("a", to: "stick")
    try merge("stick", into: other)
    try take()
    #expect(try journal.erasures()[0].unheard.isEmpty)
  }

  @Test func `who was never merged, or first after an erasure, wasn't said to hold what it erased`()
    throws
  {
    let journal = try Journal.temporary("a", in: folder, seed: 1)
    let (person, silent) = (
      try journal.write([.person("A")])[0], try Journal.temporary("c", in: folder, seed: 3).author
    )
    try journal.addMember(silent, name: "Worker C", isSupervisor: false)
    try copy("a", to: "stick")
    _ = try journal.erase(person, reason: "other")
    let never = try journal.erasures()[0].unheard
    #expect(never.map(\.author) == [silent] && never.map(\.label) == [nil])
    let late = try Journal.temporary("b", in: folder, seed: 2)
    try merge("stick", into: late)
    try late.write([.contact()])
    try copy("b", to: "late")
    _ = try journal.merge(
      [ForeignJournal(at: folder.file("late"), secret: .test(), scratchFolder: nil)],
      newAuthors: .accept)
    #expect(try journal.erasures()[0].unheard.map(\.author) == [silent, late.author])
  }
}
