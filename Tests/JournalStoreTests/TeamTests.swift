import CaseModel
import Foundation
import GRDB
import Merge
import SealedSQLite
import Sealing
import TestSupport
import Testing

@testable import JournalStore

/// A team by its files: who counts from when, and who can read whose journal.
@Suite struct TeamTests {
  let folder = TemporaryFolder()

  /// The founder's journal, and her team's file at `team`.
  func founder() throws -> Journal {
    let founder = try Journal.temporary("s", in: folder, seed: 1)
    try founder.nameTeam("Night team")
    try founder.write([founder.newListEntry(.place, label: "Istedgade")])
    try writeTeam(of: founder, to: "team")
    return founder
  }

  func writeTeam(of journal: Journal, to name: String) throws {
    _ = try journal.writeParcel(at: folder.file(name), .team, for: [.anyone])
  }

  func file(_ name: String, _ key: ReadingKey = .anyone) throws -> ForeignJournal {
    try ForeignJournal(at: folder.file(name), key: key, scratchFolder: folder.file("scratch"))
  }

  /// A copy of a journal, as it lies on a stick.
  func stick(of name: String) throws -> ForeignJournal {
    let stick = UUID().uuidString
    try FileManager.default.copyItem(atPath: folder.file(name), toPath: folder.file(stick))
    return try file(stick, .owner(.test()))
  }

  func worker(_ name: String, seed: UInt64) throws -> Journal {
    let journal = try Journal.temporary(name, in: folder, seed: seed, joining: file("team"))
    try journal.write([.contact(met: Int64(seed))])
    return journal
  }

  @Test func `a journal made by the team's file has its name, lists and root, and can be read`()
    throws
  {
    let founder = try founder()
    let root = founder.author
    var counted: [Int] = []
    let author: AuthorKey
    do {
      let worker = try worker("a", seed: 2)
      author = worker.author
      #expect(try worker.root() == root)
      #expect(try worker.teamName() == "Night team")
      #expect(try worker.listEntries(of: .place, named: "istedg").count == 1)
      #expect(try worker.team().map(\.role) == [.supervisor, .waiting])
      #expect(!worker.isSupervisor)
      #expect(worker.slots.map(\.type) == [.keyFile, .worker])
      #expect(try worker.readers(among: [root, author]) == [2: root])
      // Her own words count for herself at once.
      counted.append(try worker.records(RecordQuery()).count)
    }
    let report = try founder.merge([file("a", founder.readingKey)], newAuthors: .holdBack)
    #expect(report.sources[0].entriesHeldBack == 2)
    counted.append(try founder.records(RecordQuery()).count)
    try founder.addMember(author, name: "Worker A", isSupervisor: false)
    counted.append(try founder.records(RecordQuery()).count)
    #expect(counted == [1, 0, 1])
    #expect(try founder.workerName(author) == "Worker A")
    // Nothing has to be merged again.
    #expect(try founder.merge([file("a", founder.readingKey)], newAuthors: .holdBack).isEmpty)
  }

  @Test func `a journal with words of its own joins later, and keeps them`() throws {
    let founder = try founder()
    let author: AuthorKey
    do {
      let lone = try Journal.temporary("b", in: folder, seed: 3)
      author = lone.author
      try lone.write([.person("Red Hat")])
      try lone.join(file("team"))
      #expect(try lone.root() == founder.author)
      #expect(try lone.records(RecordQuery(kinds: ["person"])).count == 1)
      #expect(try lone.team().map(\.role) == [.supervisor, .waiting])
      // Again: newer lists, and nothing else.
      try founder.write([founder.newListEntry(.place, label: "Halmtorvet")])
      try writeTeam(of: founder, to: "team-2")
      try lone.join(file("team-2"))
      #expect(try lone.listEntries(of: .place, named: "halm").count == 1)
      #expect(lone.slots.count == 2)
    }
    _ = try founder.merge([file("b", founder.readingKey)], newAuthors: .accept)
    #expect(try founder.records(RecordQuery(kinds: ["person"])).count == 1)
    #expect(try founder.team().map(\.key).contains(author))
  }

  @Test func `who had been a supervisor became a worker, and whom she had added counted no more`()
    throws
  {
    let founder = try founder()
    let second = try worker("q", seed: 2)
    let (added, removed) = (try worker("r", seed: 3), try worker("w", seed: 4))
    func give(_ name: String, to journal: Journal) throws {
      _ = try journal.merge([stick(of: name)], newAuthors: .holdBack)
    }
    try founder.addMember(second.author, name: "Q", isSupervisor: true)
    try founder.addMember(removed.author, name: "W", isSupervisor: false)
    try give("s", to: second)
    try second.addMember(added.author, name: "R", isSupervisor: false)
    try second.removeMember(removed.author)
    try give("q", to: founder)
    try founder.removeMember(second.author)
    func roles() throws -> [String: TeamMember.Role] {
      Dictionary(uniqueKeysWithValues: try founder.team().map { ($0.name ?? "?", $0.role) })
    }
    #expect(try roles()["R"] == .worker && roles()["W"] == .removed)
    try founder.addMember(second.author, name: "Q", isSupervisor: false)
    #expect(try roles()["Q"] == .worker)
    #expect(try roles()["R"] == .worker && roles()["W"] == .removed)
    #expect(try founder.workerName(added.author) == "R")
    // What she decides from then on is nobody's word.
    try give("s", to: second)
    #expect(throws: JournalError.notASupervisor) { try second.removeMember(added.author) }
  }

  @Test func `a file could fill the memory with words before any of them was verified`() throws {
    let founder = try founder()
    let foreign = try worker("q", seed: 2)
    try foreign.write { db in
      for number in 0..<20 {
        try db.execute(
          sql: "INSERT INTO words SELECT max(id), ?, zeroblob(16), ? FROM revision",
          arguments: ["field-\(number)", String(repeating: "x", count: 1 << 20)])
      }
    }
    let report = try founder.merge([stick(of: "q")], newAuthors: .holdBack)
    let refusal = try #require(report.sources[0].refusal)
    guard case .damagedRecords(_, .tooLong) = refusal else {
      Issue.record("\(refusal)")
      return
    }
  }

  @Test func `one command of long notes makes entries that can be merged`() throws {
    let founder = try founder()
    let worker = try worker("q", seed: 2)
    let note = String(repeating: "x", count: 1 << 20)
    try worker.write((0..<20).map { .contact(met: Int64($0), note: note) })
    let entries = try worker.read { try ForeignJournal.chains($0) }.first {
      $0.author == worker.author
    }
    #expect(try #require(entries).count == 4, "member, contact, and two of the command")
    let report = try founder.merge([stick(of: "q")], newAuthors: .accept)
    #expect(report.sources[0].refusal == nil && report.recordsAdded == 21)
    #expect(try worker.undo().count == 20)
  }

  @Test func `the longest entry that is written can be merged`() throws {
    let founder = try founder()
    let worker = try worker("q", seed: 2)
    func draft(_ length: Int) -> Draft {
      var draft = Draft(.test("person"), seed: worker.environment.random(RecordID.length))
      for name in ["note", "legal-name", "phone", "restrictions"] {
        draft.words[name] = String(repeating: "x", count: length)
      }
      return draft
    }
    // A header's length doesn't depend on that of the words.
    try worker.write([draft(1)])
    let header = try worker.read {
      try Int.fetchOne($0, sql: "SELECT length(header) FROM revision ORDER BY id DESC LIMIT 1") ?? 0
    }
    // As long as a change can be, but for the remainder of a division by four.
    let longest = (Revision.lengthLimit - header) / 4
    try worker.write((0..<4).map { _ in draft(longest) })
    let report = try founder.merge([stick(of: "q")], newAuthors: .accept)
    #expect(report.sources[0].refusal == nil && report.recordsAdded == 6)
  }

  @Test func `a second record about herself gave a supervisor a say for good`() throws {
    let founder = try founder()
    let second = try worker("q", seed: 2)
    try founder.addMember(second.author, name: "Q", isSupervisor: true)
    _ = try second.merge([stick(of: "s")], newAuthors: .holdBack)
    let label = try #require(second.state?.label)
    var own = Draft(.member, seed: [UInt8](repeating: 9, count: 16))
    own.set("key", to: .bytes(second.author.bytes))
    own.set("role", to: .code("worker"))
    own.set("removed", to: .code("yes"))
    for field in ["last-entries", "last-erasures"] {
      own.add(.bytes(label.bytes + [0, 0, 0, 0, 0, 0, 1, 0]), to: field)
    }
    try second.write([own])
    _ = try founder.merge([stick(of: "q")], newAuthors: .holdBack)
    #expect(founder.roster.isSupervisor(second.author))
    try founder.removeMember(second.author)
    #expect(!founder.roster.accepts(second.author, replica: label, sequence: 1000))
    #expect(!founder.roster.mayErase(second.author, replica: label, sequence: 1000))
  }

  @Test func `a supervisor was told that she had added whom the founder had removed`() throws {
    let founder = try founder()
    let (second, third) = (try worker("q", seed: 2), try worker("r", seed: 3))
    try founder.addMember(second.author, name: "Q", isSupervisor: true)
    try founder.addMember(third.author, name: "R", isSupervisor: true)
    try founder.removeMember(third.author)
    _ = try second.merge([stick(of: "s")], newAuthors: .holdBack)
    let before = try second.stateDigest()
    #expect(throws: JournalError.notASupervisor) {
      try second.addMember(third.author, name: "R", isSupervisor: false)
    }
    #expect(try second.stateDigest() == before)
  }

  @Test func `what a supervisor had said of herself stood against her being one`() throws {
    let founder = try founder()
    let second = try worker("q", seed: 2)
    try founder.addMember(second.author, name: "Q", isSupervisor: true)
    _ = try founder.merge([stick(of: "q")], newAuthors: .holdBack)
    let view = try #require(try founder.view(of: .member(second.author)))
    #expect(view.fields.values.allSatisfy { !$0.isConflict })
    #expect(view.answer("role") == .code("supervisor"))
  }

  @Test func `a journal that was there before had no key for a new supervisor`() throws {
    let founder = try founder()
    let worker = try worker("w", seed: 2)
    let second = try self.worker("q", seed: 3)
    try founder.addMember(second.author, name: "Q", isSupervisor: true)
    _ = try worker.merge([stick(of: "s")], newAuthors: .holdBack, dryRun: true)
    #expect(try worker.readers(among: [second.author]).isEmpty)
    _ = try worker.merge([stick(of: "s")], newAuthors: .holdBack)
    #expect(try worker.readers(among: [second.author]).count == 1)
    // Whom one has taken the key from doesn't get it again with every merge.
    let number = try #require(try worker.readers(among: [second.author]).keys.first)
    try worker.removeKey(number: number)
    try founder.nameTeam("Day team")
    _ = try worker.merge([stick(of: "s")], newAuthors: .holdBack)
    #expect(try worker.readers(among: [second.author]).isEmpty)
  }

  @Test func `damage in one's own file was told of a colleague's, and the others were merged`()
    throws
  {
    let key: ReadingKey
    do {
      let founder = try founder()
      for number in 1...40 { try founder.write([.person("Red Hat \(number)"), .contact()]) }
      key = founder.readingKey
    }
    _ = try worker("a", seed: 2)
    let path = folder.file("s")
    let whole = try Data(contentsOf: URL(filePath: path))
    let source = try file("a", key)
    var found = 0
    for place in stride(from: 8192 + 100, to: whole.count, by: 4096) {
      var damaged = whole
      damaged[place] ^= 1
      try damaged.write(to: URL(filePath: path))
      guard let founder = try? Journal.open("s", in: folder, seed: 1) else { continue }
      do {
        let report = try founder.merge([source], newAuthors: .accept, dryRun: true)
        #expect(report.sources.allSatisfy { $0.refusal == nil }, "page at \(place)")
      } catch JournalError.damaged(let told, _) {
        #expect(told == path)
        found += 1
      }
    }
    #expect(found > 0)
  }

  @Test func `who turned up after the question counted unasked`() throws {
    let founder = try founder()
    let (asked, stranger) = (try worker("a", seed: 2), try worker("b", seed: 3))
    let sources = try ["a", "b"].map(stick)
    let report = try founder.merge(sources, newAuthors: .acceptOnly([asked.author]))
    #expect(report.accepted.map(\.key) == [asked.author])
    #expect(report.waiting.map(\.key) == [stranger.author])
    #expect(report.sources.map(\.entriesHeldBack) == [0, 2])
    #expect(try founder.records(RecordQuery()).count == 1)
  }

  @Test func `whom another supervisor had removed was added by the merge that brought it`() throws {
    let founder = try founder()
    let second = try worker("q", seed: 2)
    let (added, removed) = (try worker("r", seed: 3), try worker("w", seed: 4))
    try founder.addMember(second.author, name: "Q", isSupervisor: true)
    _ = try second.merge([stick(of: "s")], newAuthors: .holdBack)
    try second.addMember(added.author, name: "R", isSupervisor: false)
    try second.removeMember(removed.author)
    let sources = try ["q", "r", "w"].map(stick)
    let report = try founder.merge(sources, newAuthors: .accept)
    #expect(report.accepted.isEmpty && report.waiting.isEmpty)
    #expect(report.sources.map(\.entriesHeldBack) == [0, 0, 0])
    #expect(report.sources.map(\.entriesAfterRemoval) == [0, 0, 2])
    #expect(try founder.team().filter { $0.role == .removed }.map(\.key) == [removed.author])
  }

  @Test func `what counts by a colleague's word, or no more, was told as nothing changed`() throws {
    let founder = try founder()
    let (second, other) = (try worker("q", seed: 2), try worker("w", seed: 4))
    try founder.addMember(second.author, name: "Q", isSupervisor: true)
    func take(_ name: String, into journal: Journal) throws -> MergeReport {
      let stick = try stick(of: name)
      let dry = try journal.merge([stick], newAuthors: .holdBack, dryRun: true)
      let report = try journal.merge([stick], newAuthors: .holdBack)
      #expect(dry == report)
      #expect(try journal.check().isSound)
      return report
    }
    func change(_ contact: RecordID, met: Int64) -> Draft {
      var change = Draft(.contact, record: contact)
      change.set("met", to: .number(met))
      return change
    }
    _ = try take("s", into: second)
    for journal in [founder, second] { _ = try take("w", into: journal) }
    _ = try take("q", into: founder)
    let contact = try #require(other.records(RecordQuery()).first?.record)
    // What is derived of other records as well: who took part, lists, names, consents.
    let person = try other.write([.person("Red Hat", gender: "Feminine", citizenship: ["NG"])])[0]
    var session = Draft(.session)
    session.set("on", to: .date(CivilDate(number: 20_261_031)!, minute: nil))
    session.add(.record(person), to: "person")
    var consent = Draft(.consent, owner: person)
    consent.set("on", to: .date(CivilDate(number: 20_261_031)!, minute: nil))
    consent.set("use", to: .code("statistics"))
    consent.set("answer", to: .code("refused"))
    try other.write([session, consent, other.newListEntry(.place, label: "Halmtorvet")])
    for journal in [founder, second] { _ = try take("w", into: journal) }

    try second.addMember(other.author, name: "W", isSupervisor: false)
    let yes = try take("q", into: founder)
    #expect(yes.recordsAdded == 5 && yes.acceptedByOthers.map(\.name) == ["W"])
    // Nobody has looked whether any of what waited here is there twice.
    #expect(yes.probableDoubles == nil)
    #expect(try founder.listEntries(of: .place, named: "halm").count == 1)

    try second.removeMember(other.author)
    let no = try take("q", into: founder)
    #expect(no.removed.map(\.name) == ["W"] && no.recordsNotCounted == 0 && no.recordsChanged == 0)

    try other.write([change(contact, met: 50)])
    try other.write([.contact(met: 60)])
    try founder.write([change(contact, met: 70)])
    let after = try take("w", into: founder)
    #expect(after.sources[0].entriesAfterRemoval == 2 && after.recordsChanged == 0)
    _ = try take("w", into: second)
    try second.addMember(other.author, name: "W", isSupervisor: false)
    let again = try take("q", into: founder)
    #expect(again.recordsAdded == 1 && again.recordsChanged == 1 && again.recordsInConflict == 1)

    // What the second supervisor hasn't seen ends to count where it did.
    try other.write([.contact(met: 80)])
    #expect(try take("w", into: founder).recordsAdded == 1)
    try second.removeMember(other.author)
    #expect(try take("q", into: founder).recordsNotCounted == 1)
  }

  @Test func `of a disagreement about who counts the greater right was shown`() throws {
    let founder = try founder()
    let (second, other) = (try worker("q", seed: 2), try worker("w", seed: 4))
    try founder.addMember(second.author, name: "Q", isSupervisor: true)
    try founder.addMember(other.author, name: "W", isSupervisor: false)
    _ = try second.merge([stick(of: "s")], newAuthors: .holdBack)
    try second.removeMember(other.author)
    try founder.removeMember(other.author)
    try founder.addMember(other.author, name: "W", isSupervisor: false)
    // She can't settle it, so it isn't hers to look at.
    #expect(try second.merge([stick(of: "s")], newAuthors: .holdBack).recordsInConflict == 1)
    #expect(try other.merge([stick(of: "q")], newAuthors: .holdBack).recordsInConflict == 0)
    #expect(try other.needingAttention().isEmpty)
    let report = try founder.merge([stick(of: "q")], newAuthors: .holdBack)
    #expect(report.recordsInConflict == 1)
    #expect(try founder.needingAttention().map(\.record) == [.member(other.author)])
    #expect(try founder.view(of: .member(other.author))?.answer("removed") == .code("yes"))
    #expect(try founder.team().first { $0.key == other.author }?.role == .removed)
  }

  @Test func `nobody is in two teams`() throws {
    _ = try founder()
    let worker = try worker("a", seed: 2)
    let other = try Journal.temporary("t", in: folder, seed: 9)
    try writeTeam(of: other, to: "other")
    let before = try worker.stateDigest()
    #expect(throws: JournalError.inAnotherTeam) { try worker.join(file("other")) }
    #expect(try worker.stateDigest() == before)
  }

  @Test func `joining again erased without asking, however much`() throws {
    let founder = try founder()
    let worker = try worker("a", seed: 2)
    let persons = try worker.write((1...11).map { .person("Red Hat \($0)") })
    try FileManager.default.copyItem(atPath: folder.file("a"), toPath: folder.file("stick"))
    _ = try founder.merge([file("stick", founder.readingKey)], newAuthors: .accept)
    for person in persons { _ = try founder.erase(person, reason: "kept-too-long") }
    try writeTeam(of: founder, to: "team-2")
    #expect(throws: JournalError.erasesMany(count: 11)) { try worker.join(file("team-2")) }
    #expect(try worker.persons(named: "Red").count == 11)
    #expect(try worker.merge([file("team-2")], newAuthors: .holdBack, erasing: 11).erasures == 11)
    try worker.join(file("team-2"))
    #expect(try worker.persons(named: "Red").isEmpty)
  }

  @Test func `who had no room for a supervisor's key joined, and was told of an error`() throws {
    let founder = try founder()
    let lone = try Journal.temporary("l", in: folder, seed: 5)
    for seed in 10..<25 { _ = try lone.addKey(.test(UInt8(seed))) }
    #expect(throws: JournalError.tooManyKeys) { try lone.join(file("team")) }
    #expect(try lone.root() == lone.author && lone.isSupervisor && lone.teamName() == nil)
    try lone.removeKey(number: 16)
    try lone.join(file("team"))
    #expect(try lone.readers(among: [founder.author]).count == 1)

    for seed in 10..<25 { _ = try founder.addKey(.test(UInt8(seed))) }
    #expect(throws: JournalError.tooManyKeys) {
      try founder.addMember(lone.author, name: "Worker L", isSupervisor: true)
    }
    #expect(try founder.team().map(\.role) == [.supervisor])
    try founder.addMember(lone.author, name: "Worker L", isSupervisor: false)
  }

  @Test func `joining erased what was asked for before, without asking`() throws {
    let founder = try founder()
    let lone = try Journal.temporary("l", in: folder, seed: 5)
    let persons = try lone.write((1...11).map { .person("Red Hat \($0)") })
    try FileManager.default.copyItem(atPath: folder.file("l"), toPath: folder.file("stick"))
    let other = try Journal.temporary("o", in: folder, seed: 6)
    _ = try other.merge([file("stick", .owner(.test()))], newAuthors: .accept)
    // Of her own journal the founder is the supervisor; here it is a request.
    for person in persons { _ = try lone.erase(person, reason: "kept-too-long") }
    try FileManager.default.copyItem(atPath: folder.file("l"), toPath: folder.file("stick-2"))
    _ = try other.merge([file("stick-2", .owner(.test()))], newAuthors: .accept)
    #expect(try other.persons(named: "Red").count == 11)
    _ = founder
    _ = try lone.writeParcel(at: folder.file("team-l"), .team, for: [.anyone])
    #expect(throws: JournalError.erasesMany(count: 11)) { try other.join(file("team-l")) }
    #expect(try other.persons(named: "Red").count == 11)
    try other.join(file("team-l"), erasing: 11)
    #expect(try other.persons(named: "Red").isEmpty)
  }

  @Test func `who was made a supervisor erased without asking, however much`() throws {
    let founder = try founder()
    let lone = try Journal.temporary("l", in: folder, seed: 5)
    let persons = try lone.write((1...11).map { .person("Red Hat \($0)") })
    try FileManager.default.copyItem(atPath: folder.file("l"), toPath: folder.file("stick"))
    _ = try founder.merge([file("stick", .owner(.test()))], newAuthors: .accept)
    for person in persons { _ = try lone.erase(person, reason: "kept-too-long") }
    try FileManager.default.copyItem(atPath: folder.file("l"), toPath: folder.file("stick-2"))
    _ = try founder.merge([file("stick-2", .owner(.test()))], newAuthors: .holdBack)
    #expect(try founder.persons(named: "Red").count == 11)
    let before = try founder.digest()
    #expect(throws: JournalError.erasesMany(count: 11)) {
      try founder.addMember(lone.author, name: "L", isSupervisor: true)
    }
    #expect(try founder.digest() == before && !founder.roster.isSupervisor(lone.author))
    #expect(try founder.persons(named: "Red").count == 11)
    try founder.addMember(lone.author, name: "L", isSupervisor: true, erasing: 11)
    #expect(try founder.persons(named: "Red").isEmpty)
  }

  @Test func `who was removed was asked for at every merge, and written down again`() throws {
    let founder = try founder()
    let worker = try worker("a", seed: 2)
    try FileManager.default.copyItem(atPath: folder.file("a"), toPath: folder.file("stick"))
    _ = try founder.merge([file("stick", founder.readingKey)], newAuthors: .accept)
    try founder.removeMember(worker.author)
    #expect(try founder.newAuthors(in: [file("stick", founder.readingKey)]).isEmpty)
    let before = try founder.digest()
    let report = try founder.merge([file("stick", founder.readingKey)], newAuthors: .accept)
    #expect(report.isEmpty && report.accepted.isEmpty && report.waiting.isEmpty)
    #expect(try founder.digest() == before)
    // What counts is no more waiting than what doesn't count is new.
    let fresh = try Journal.temporary("f", in: folder, seed: 7, joining: file("team"))
    try FileManager.default.copyItem(atPath: folder.file("s"), toPath: folder.file("stick-s"))
    let taken = try fresh.merge([file("stick-s", .owner(.test()))], newAuthors: .holdBack)
    #expect(taken.sources[0].entriesHeldBack == 0)
  }

  @Test func `a colleague's clock of the year 292 million ended every later write`() throws {
    let founder = try founder()
    let clock = TestClock(milliseconds: .max - 1_000_000)
    let other = try Journal.temporary("c", in: folder, seed: 4, clock: clock)
    try other.write([.contact(met: 3)])
    try FileManager.default.copyItem(atPath: folder.file("c"), toPath: folder.file("stick"))
    _ = try founder.merge([file("stick", .owner(.test()))], newAuthors: .accept)
    try founder.write([.contact(met: 4)])
    #expect(try !founder.clockLooksWrong())
    #expect(try founder.records(RecordQuery()).count == 2)
    #expect(try founder.check().isSound)
  }

  @Test func `who had been a supervisor could erase for good, as a worker too`() throws {
    let founder = try founder()
    let worker = try worker("a", seed: 2)
    let persons = try worker.write((1...2).map { .person("Red Hat \($0)") })
    func give(_ name: String) throws {
      try FileManager.default.copyItem(atPath: folder.file("a"), toPath: folder.file(name))
      _ = try founder.merge([file(name, founder.readingKey)], newAuthors: .holdBack)
    }
    func isLeft() throws -> Bool { try founder.persons(named: "Red").map(\.id) == [persons[1]] }
    try founder.addMember(worker.author, name: "A", isSupervisor: true)
    try writeTeam(of: founder, to: "team-2")
    try worker.join(file("team-2"))
    #expect(try worker.erase(persons[0], reason: "other") == .erased)
    try give("stick-1")
    try founder.addMember(worker.author, name: "A", isSupervisor: false)
    #expect(try isLeft(), "what she erased stays erased")
    // She hasn't heard of it yet.
    #expect(try worker.erase(persons[1], reason: "other") == .erased)
    try give("stick-2")
    #expect(try isLeft())
    try founder.removeMember(worker.author)
    #expect(try isLeft())
    try founder.addMember(worker.author, name: "A", isSupervisor: false)
    #expect(try isLeft())
    #expect(try founder.check().isSound)
  }

  @Test func `a parcel of what is new lacked who counts and what was erased`() throws {
    let clock = TestClock()
    let founder = try Journal.temporary("s", in: folder, seed: 1, clock: clock)
    let person = try founder.write([.person("Red Hat")])[0]
    _ = try founder.erase(person, reason: "own-request")
    try founder.write([.contact(met: 1)])
    clock.set(1_793_489_400_000 + 7 * 86_400_000)
    try founder.write([.contact(met: 2)])
    let day = try #require(CivilDate(number: 20_261_105))
    _ = try founder.writeParcel(
      at: folder.file("parcel"), .everything, since: day, for: [.anyone])
    let other = try Journal.temporary("o", in: folder, seed: 2)
    try EraseTests.join(founder.author, other)
    _ = try other.merge([file("parcel")], newAuthors: .holdBack)
    #expect(try other.records(RecordQuery()).count == 1)
    #expect(try other.erasures().map(\.isDone) == [true])
    #expect(try other.team().contains { $0.key == founder.author && $0.name != nil })
  }

  @Test func `a card says who somebody is, and a worker's has no more in it`() throws {
    _ = try founder()
    let worker = try worker("a", seed: 2)
    let report = try worker.writeParcel(at: folder.file("card"), .card, for: [.anyone])
    #expect(report == ParcelReport(entries: 1, records: 1))
    let card = try file("card").card()
    #expect(card.key == worker.author)
    #expect(card.name == "Worker a")
    #expect(card.root != worker.author)
    #expect(card.teamName == nil)
    let team = try file("team").card()
    #expect(team.teamName == "Night team")
    #expect(team.name == "Worker s")
  }

  @Test func `only supervisors say who counts, and only the founder who is one`() throws {
    let founder = try founder()
    let second = try Journal.temporary("c", in: folder, seed: 4, joining: file("team"))
    let worker = try worker("a", seed: 2)
    #expect(throws: JournalError.notASupervisor) {
      try second.addMember(worker.author, name: nil, isSupervisor: false)
    }
    try founder.addMember(second.author, name: "Second", isSupervisor: true)
    #expect(try founder.readers(among: [second.author]).count == 1)
    try writeTeam(of: founder, to: "team-2")
    try second.join(file("team-2"))
    #expect(second.isSupervisor)
    try second.addMember(worker.author, name: "Worker A", isSupervisor: false)
    #expect(throws: JournalError.notASupervisor) {
      try second.addMember(worker.author, name: nil, isSupervisor: true)
    }
    #expect(throws: JournalError.notASupervisor) { try second.removeMember(founder.author) }
    #expect(throws: JournalError.notASupervisor) { try second.removeMember(second.author) }
    // The one whom she added counts for the founder, once she has heard of it.
    try writeTeam(of: second, to: "team-3")
    _ = try founder.merge([file("team-3")], newAuthors: .holdBack)
    #expect(try founder.team().first { $0.key == worker.author }?.role == .worker)
    try founder.removeMember(second.author)
    #expect(try founder.team().first { $0.key == second.author }?.role == .removed)
    // What she settled while she could stays settled.
    #expect(try founder.team().first { $0.key == worker.author }?.role == .worker)
  }

  @Test func `what somebody wrote before she was removed counts, what comes later waits`() throws {
    let founder = try founder()
    var worker: Journal? = try worker("a", seed: 2)
    let author = try #require(worker?.author)
    worker = nil
    _ = try founder.merge([file("a", founder.readingKey)], newAuthors: .accept)
    try founder.removeMember(author)
    #expect(try founder.records(RecordQuery()).count == 1)
    do {
      let again = try Journal.open("a", in: folder, seed: 5)
      try again.write([.contact(met: 7)])
      #expect(try again.records(RecordQuery()).count == 2)
    }
    let report = try founder.merge([file("a", founder.readingKey)], newAuthors: .holdBack)
    #expect(report.sources[0].entriesNew == 1)
    #expect(try founder.records(RecordQuery()).count == 1)
    // Taken in again, all of it counts.
    try founder.addMember(author, name: "Worker A", isSupervisor: false)
    #expect(try founder.records(RecordQuery()).count == 2)
  }

  @Test func `a worker's yes to a new author counts nowhere, so she isn't asked for one`() throws {
    _ = try founder()
    var other: Journal? = try worker("b", seed: 3)
    let author = try #require(other?.author)
    other = nil
    let worker = try worker("a", seed: 2)
    let source = try ForeignJournal(
      at: folder.file("b"), secret: .test(), scratchFolder: nil)
    let report = try worker.merge([source], newAuthors: .accept)
    #expect(report.accepted.isEmpty)
    #expect(report.sources[0].entriesHeldBack == 2)
    #expect(try worker.team().first { $0.key == author }?.role == .waiting)
  }

  @Test func `a journal is no team's file, and a damaged one is none`() throws {
    _ = try founder()
    _ = try Journal.temporary("d", in: folder, seed: 6)
    #expect(throws: JournalError.wrongKey(path: folder.file("d"))) { try file("d") }
    let empty = folder.file("empty")
    do {
      let made = try SealedFile.create(
        at: empty, keys: JournalKeys(dataKey: .random(), authorSeed: .random(count: 32)),
        for: [.anyone])
      try DatabaseQueue(path: made.databaseURI).write(Schema.createTablesOfRecord)
    }
    #expect(throws: JournalError.notATeamFile(path: empty)) { try file("empty").card() }
  }
}
