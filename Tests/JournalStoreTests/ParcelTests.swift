import CaseModel
import Foundation
import GRDB
import Merge
import SealedSQLite
import TestSupport
import Testing

@testable import JournalStore

/// What goes into parcels, and that parcels in any order and number bring what the journal itself does.
@Suite struct ParcelTests {
  let folder = TemporaryFolder()

  func parcel(_ name: String, _ reader: Journal) throws -> ForeignJournal {
    try ForeignJournal(
      at: folder.file(name), key: reader.readingKey, scratchFolder: folder.file("scratch"))
  }

  /// A journal with some persons, contacts that name several of them, edits and deletes, whose entries
  /// often concern several records.
  func journal(_ name: String, seed: UInt64, steps: Int) throws -> (Journal, persons: [RecordID]) {
    let journal = try Journal.temporary(name, in: folder, seed: seed)
    var random = Seeded(seed)
    var persons: [RecordID] = []
    var events: [RecordID] = []
    for step in 0..<steps {
      var drafts: [Draft] = []
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        switch Int.random(in: 0..<6, using: &random) {
        case 0, 1: drafts.append(.person("Hat \(step)"))
        case 2, 3:
          drafts.append(
            .contact(
              met: Int64(step), note: "Note \(step)",
              persons: Array(persons.shuffled(using: &random).prefix(2))))
        case 4:
          guard let person = persons.randomElement(using: &random) else { continue }
          var draft = Draft(.test("person"), record: person)
          draft.words["alias"] = "Hat \(step) b"
          drafts.append(draft)
        default:
          guard let event = events.randomElement(using: &random) else { continue }
          drafts.append(.delete(event, kind: .contact, owner: nil))
          events.removeAll { $0 == event }
        }
      }
      let records = try journal.write(drafts)
      for (draft, record) in zip(drafts, records) where draft.record == nil {
        if draft.kind == "person" { persons.append(record) } else { events.append(record) }
      }
    }
    return (journal, persons)
  }

  @Test func `parcels in any order, twice and in part, and then the journal, are the journal`()
    throws
  {
    for seed in UInt64(1)...12 {
      let (source, persons) = try journal("source-\(seed)", seed: seed, steps: 25)
      var random = Seeded(seed)
      let plain = try Journal.temporary("plain-\(seed)", in: folder, seed: 100)
      let receiver = try Journal.temporary("receiver-\(seed)", in: folder, seed: 100)
      var names: [String] = []
      for number in 0..<4 {
        let name = "parcel-\(seed)-\(number)"
        let chosen = persons.filter { _ in Bool.random(using: &random) }
        _ = try source.writeParcel(
          at: folder.file(name), number == 3 ? .everything : .persons(chosen),
          withoutWords: number == 2, for: [plain, receiver].map { .colleague($0.author.bytes) })
        names.append(name)
      }
      let whole = names[3]
      for name in (names + names).shuffled(using: &random) where name != whole {
        _ = try receiver.merge([parcel(name, receiver)], newAuthors: .accept)
        let again = try receiver.merge([parcel(name, receiver)], newAuthors: .accept)
        #expect(again.isEmpty, "seed \(seed)")
        let check = try receiver.check()
        #expect(check.faults.isEmpty && check.derivedIsRight == true, "seed \(seed)")
      }
      _ = try receiver.merge([parcel(whole, receiver)], newAuthors: .accept)
      _ = try plain.merge([parcel(whole, plain)], newAuthors: .accept)
      #expect(try receiver.shown() == plain.shown(), "seed \(seed)")
      let incomplete = try receiver.read {
        try Int.fetchOne($0, sql: "SELECT count(*) FROM incomplete")
      }
      #expect(incomplete == 0, "seed \(seed)")
      let check = try receiver.check()
      #expect(check.missingWords == 0 && check.gaps == 0, "seed \(seed)")
    }
  }

  @Test func `a colleague gets what concerns her, and nothing of anybody else`() throws {
    let receiver = try Journal.temporary("receiver", in: folder, seed: 2)
    let hers: RecordID
    do {
      hers = try receiver.write([.person("Red Hat")])[0]
    }
    let sender = try Journal.temporary("sender", in: folder, seed: 1)
    _ = try sender.merge(
      [ForeignJournal(at: copy(of: "receiver"), secret: .test(), scratchFolder: nil)],
      newAuthors: .accept)
    let meeting = try sender.write([.contact(note: "About her", persons: [hers])])[0]
    let caring = try sender.members().first { $0.author == receiver.author }
    var cared = Draft.person("Blue Hat")
    cared.set("responsible", to: .record(try #require(caring).id))
    let care = try sender.write([cared])[0]
    // One entry about somebody of hers and somebody who isn't.
    let others = try sender.write([.person("Canary Hat"), .contact(note: "Canary note")])
    var edit = Draft(.test("person"), record: hers)
    edit.words["alias"] = "Red Hat, edited"
    let mixed = try sender.write([edit, .person("Canary Cap")])[1]
    _ = try sender.writeParcel(
      at: folder.file("parcel"), .colleague(receiver.author),
      for: [.colleague(receiver.author.bytes)])
    let foreign = try parcel("parcel", receiver)
    let texts = try foreign.queue.read { try String.fetchAll($0, sql: "SELECT text FROM words") }
    #expect(!texts.contains { $0.contains("Canary") })
    _ = try receiver.merge([foreign], newAuthors: .accept)
    #expect(try receiver.view(of: hers)?.words("alias") == "Red Hat, edited")
    #expect(try receiver.view(of: meeting)?.words("note") == "About her")
    #expect(try receiver.view(of: care)?.words("alias") == "Blue Hat")
    for record in others + [mixed] { #expect(try receiver.view(of: record) == nil) }
    #expect(try receiver.check().faults.isEmpty)
  }

  @Test func `a parcel brought that two are one, and not what she told the other worker`() throws {
    let receiver = try Journal.temporary("receiver", in: folder, seed: 2)
    let clock = TestClock()
    let sender = try Journal.temporary("sender", in: folder, seed: 1, clock: clock)
    let ids = try sender.write([.person("Red Hat"), .person("Rod Hat")])
    var refusal = sender.newRecord(.consent, owner: ids[1])
    refusal.set("purpose", to: .code("share"))
    refusal.set("answer", to: .code("refused"))
    let meeting = try sender.write([refusal, .contact(note: "About her", persons: [ids[1]])])[1]
    try sender.write([.link(ids[0], ids[1], isSame: true)])
    clock.set(1_793_489_400_000 + 7 * 86_400_000)
    var edit = Draft(.test("person"), record: ids[0])
    edit.words["alias"] = "Red Hat, edited"
    try sender.write([edit])
    for (name, day) in [("since", CivilDate(number: 20_261_105)), ("all", nil)] {
      _ = try sender.writeParcel(
        at: folder.file(name), .persons([ids[0]]), since: day,
        for: [.colleague(receiver.author.bytes)])
      _ = try receiver.merge([parcel(name, receiver)], newAuthors: .accept)
      #expect(try receiver.consents(of: ids[0]).map(\.answer) == [.refused], "\(name)")
      #expect(try receiver.views(linkedTo: ids[1]).map(\.record) == [ids[0]], "\(name)")
      #expect(try (receiver.view(of: meeting) != nil) == (day == nil), "\(name)")
    }
    #expect(try receiver.check().faults.isEmpty)
    // The other page was one too many, and what she said on it holds.
    try sender.write([.delete(ids[1], kind: .person, owner: nil)])
    let late = try Journal.temporary("late", in: folder, seed: 3)
    _ = try sender.writeParcel(
      at: folder.file("deleted"), .persons([ids[0]]), since: CivilDate(number: 20_261_105),
      for: [.colleague(late.author.bytes)])
    _ = try late.merge([parcel("deleted", late)], newAuthors: .accept)
    #expect(try late.consents(of: ids[0]).map(\.answer) == [.refused])
  }

  @Test func `that a record is gone reaches whoever had it`() throws {
    let receiver = try Journal.temporary("receiver", in: folder, seed: 2)
    let sender = try Journal.temporary("sender", in: folder, seed: 1)
    let person = try sender.write([.person("Red Hat")])[0]
    let meeting = try sender.write([.contact(note: "Long", persons: [person])])[0]
    let alone = try sender.write([.contact(note: "Canary")])[0]
    func send(_ name: String) throws {
      _ = try sender.writeParcel(
        at: folder.file(name), .persons([person]), for: [.colleague(receiver.author.bytes)])
      _ = try receiver.merge([parcel(name, receiver)], newAuthors: .accept)
    }
    try send("first")
    #expect(try receiver.view(of: meeting)?.existence == .here)
    for gone in [meeting, alone] { try sender.write([.delete(gone, kind: .contact, owner: nil)]) }
    try send("second")
    #expect(try receiver.view(of: meeting)?.existence == .gone)
    // Of the other one she hears no more than that it is gone.
    #expect(try receiver.view(of: alone)?.words("note") == nil)
    #expect(try receiver.history(of: alone).count == 1)
  }

  @Test func `that a delete was taken back never reached who had heard of the delete`() throws {
    let source = try Journal.temporary("source", in: folder, seed: 1)
    let other = try Journal.temporary("other", in: folder, seed: 2)
    let person = try source.write([.person("Red Hat")])[0]
    _ = try other.merge(
      [ForeignJournal(at: copy(of: "source"), secret: .test(), scratchFolder: nil)],
      newAuthors: .accept)
    for (name, existence) in [("gone", Existence.gone), ("back", .here)] {
      if existence == .gone {
        try source.write([.delete(person, kind: .test("person"), owner: nil)])
      } else {
        _ = try source.undo()
      }
      _ = try source.writeParcel(
        at: folder.file(name), .colleague(other.author), for: [.colleague(other.author.bytes)])
      _ = try other.merge([parcel(name, other)], newAuthors: .holdBack)
      #expect(try other.view(of: person)?.existence == existence)
    }
    // Nothing else of her is in it.
    let words = try parcel("back", other).queue.read {
      try String.fetchAll($0, sql: "SELECT text FROM words")
    }
    #expect(!words.contains("Red Hat"))
  }

  @Test func `a journal for statistics holds no word, and reports the same`() throws {
    let (source, persons) = try journal("source", seed: 3, steps: 20)
    let statistics = try Journal.temporary("statistics", in: folder, seed: 4, isStatistics: true)
    _ = try statistics.merge(
      [ForeignJournal(at: copy(of: "source"), secret: .test(), scratchFolder: nil)],
      newAuthors: .accept)
    let words = try statistics.read {
      try String.fetchAll($0, sql: "SELECT text FROM words")
    }
    // Who is in the team is nobody's case.
    #expect(Set(words) == ["Worker statistics", "Worker source"])
    #expect(try statistics.records(RecordQuery()).count == source.records(RecordQuery()).count)
    #expect(try statistics.view(of: persons[0])?.words("alias") == nil)
    #expect(try statistics.check().missingWords == 0)
    #expect(throws: JournalError.statisticsOnly) { try statistics.write([.person("Red Hat")]) }
    // And what goes on from there has none either.
    _ = try statistics.writeParcel(
      at: folder.file("on"), .everything, for: [.colleague(source.author.bytes)])
    let on = try parcel("on", source)
    #expect(
      try on.queue.read { try String.fetchAll($0, sql: "SELECT text FROM words") }.allSatisfy {
        $0.hasPrefix("Worker")
      })
    #expect(try source.merge([on], newAuthors: .holdBack).recordsChanged == 0)
  }

  @Test func `a travel journal has one's own name on it, and merges back`() throws {
    let home = try Journal.temporary("home", in: folder, seed: 1)
    let tonight = try home.write([.person("Red Hat"), .person("Canary Hat")])
    let report = try home.makeTravelJournal(
      at: folder.file("travel"), about: [tonight[0]], secret: .test(9))
    #expect(report.records == 2)  // her page, and who one is
    do {
      let travel = try Journal.open("travel", in: folder, seed: 5, secret: .test(9))
      #expect(travel.author == home.author)
      #expect(try travel.records(RecordQuery(kinds: ["person"])).map(\.record) == [tonight[0]])
      try travel.write([.contact(note: "Tonight", persons: [tonight[0]])])
    }
    let merged = try home.merge([parcel("travel", home)], newAuthors: .holdBack)
    #expect(merged.recordsAdded == 1)
    #expect(try home.records(RecordQuery()).map { $0.words("note") } == ["Tonight"])
    #expect(try home.check().faults.isEmpty)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.file("state"))
    #expect(!left.contains { $0.hasPrefix("packing") })
  }

  @Test func `a travel journal went by a colleague's name`() throws {
    let names = ["a", "b"]
    let journals = try [1, 2].map {
      try Journal.temporary(names[$0 - 1], in: folder, seed: UInt64($0))
    }
    let persons = try journals.map { try $0.write([.person("Red Hat")])[0] }
    let sticks = try names.map {
      try ForeignJournal(at: copy(of: $0), secret: .test(), scratchFolder: nil)
    }
    for (journal, stick) in zip(journals, sticks.reversed()) {
      _ = try journal.merge([stick], newAuthors: .accept)
    }
    // One of the two has the smaller label.
    for (journal, name) in zip(journals, names) {
      _ = try journal.makeTravelJournal(
        at: folder.file("travel " + name), about: persons, secret: .test(9))
      #expect(try parcel("travel " + name, journal).owner()?.name == "Worker " + name)
    }
  }

  @Test func `a parcel takes nobody's place, and none is left where it can't be made`() throws {
    let journal = try Journal.temporary("a", in: folder, seed: 1)
    let path = folder.file("there")
    try Data("mine".utf8).write(to: URL(filePath: path))
    #expect(throws: JournalError.alreadyExists(path: path)) {
      try journal.writeParcel(at: path, .everything, for: [.anyone])
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == Data("mine".utf8))
    let nowhere = folder.file("no/such/folder/parcel")
    #expect(throws: JournalError.self) {
      try journal.writeParcel(at: nowhere, .everything, for: [.anyone])
    }
    let tooMany = (0..<17).map { _ in SlotHolder.anyone }
    #expect(throws: JournalError.tooManyKeys) {
      try journal.writeParcel(at: folder.file("many"), .everything, for: tooMany)
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(left.filter { $0.hasPrefix("many") || $0.hasPrefix("there") } == ["there"])
  }

  private func copy(of name: String) throws -> String {
    let path = folder.file(name + "-copy-\(UUID().uuidString)")
    try FileManager.default.copyItem(atPath: folder.file(name), toPath: path)
    return path
  }

  @Test func `a record that lacked a change wasn't counted when it came into conflict`() throws {
    let clock = TestClock()
    func copy(_ name: String) throws -> ForeignJournal {
      let stick = folder.file(UUID().uuidString)
      try FileManager.default.copyItem(atPath: folder.file(name), toPath: stick)
      return try ForeignJournal(at: stick, secret: .test(), scratchFolder: nil)
    }
    let a = try Journal.temporary("a", in: folder, seed: 1, clock: clock)
    let b = try Journal.temporary("b", in: folder, seed: 2, clock: clock)
    let c = try Journal.temporary("c", in: folder, seed: 3, clock: clock)
    let contact = try a.write([.contact(met: 1)])[0]
    _ = try b.merge([copy("a")], newAuthors: .accept)
    clock.set(1_793_489_400_000 + 7 * 86_400_000)
    for (journal, met) in [(a, Int64(2)), (b, 3)] {
      var change = Draft(.contact, record: contact)
      change.set("met", to: .number(met))
      try journal.write([change])
    }
    let day = try #require(CivilDate(number: 20_261_105))
    _ = try b.writeParcel(at: folder.file("parcel"), .everything, since: day, for: [.anyone])
    let late = try ForeignJournal(at: folder.file("parcel"), key: .anyone, scratchFolder: nil)
    #expect(try c.merge([late], newAuthors: .accept).recordsInConflict == 0)
    #expect(try c.needingAttention().map(\.record) == [contact])
    #expect(try c.merge([copy("a")], newAuthors: .accept).recordsInConflict == 1)
  }

  @Test func `what was written by a wrong clock was in no parcel since a day`() throws {
    let receiver = try Journal.temporary("receiver", in: folder, seed: 2)
    let clock = TestClock()
    let sender = try Journal.temporary("sender", in: folder, seed: 1, clock: clock)
    try sender.write([.contact(met: 1)])
    clock.set(1_735_700_000_000)  // 2025, when nobody can have written
    try sender.write([.contact(met: 2)])
    let met = try sender.records(RecordQuery()).map { $0.answer("met") }
    #expect(met.count == 2)
    _ = try sender.writeParcel(
      at: folder.file("parcel"), .everything, since: CivilDate(number: 20_261_201),
      for: [.colleague(receiver.author.bytes)])
    _ = try receiver.merge([parcel("parcel", receiver)], newAuthors: .accept)
    #expect(try receiver.records(RecordQuery()).map { $0.answer("met") } == [.number(2)])
  }

  @Test func `what was written with a place came along, however old`() throws {
    let clock = TestClock()
    let sender = try Journal.temporary("sender", in: folder, seed: 1, clock: clock)
    try sender.write([
      sender.newListEntry(.place, label: "Halmtorvet"), .contact(met: 1, note: "Long ago."),
    ])
    clock.set(1_793_489_400_000 + 7 * 86_400_000)
    try sender.write([.contact(met: 2)])
    let day = try #require(CivilDate(number: 20_261_105))
    let report = try sender.writeParcel(
      at: folder.file("parcel"), .everything, since: day, for: [.anyone])
    let receiver = try Journal.temporary("receiver", in: folder, seed: 2)
    let parcel = try ForeignJournal(at: folder.file("parcel"), key: .anyone, scratchFolder: nil)
    _ = try receiver.merge([parcel], newAuthors: .accept)
    #expect(try receiver.listEntries(of: .place, named: "halm").count == 1)
    #expect(try receiver.records(RecordQuery()).map { $0.answer("met") } == [.number(2)])
    #expect(report.entries > 1)
  }

  @Test func `a parcel of all since a day brought a request without the deletes it stands for`()
    throws
  {
    let clock = TestClock()
    let founder = try Journal.temporary("founder", in: folder, seed: 1, clock: clock)
    try founder.nameTeam("Night team")
    _ = try founder.writeParcel(at: folder.file("team"), .team, for: [.anyone])
    let team = try ForeignJournal(at: folder.file("team"), key: .anyone, scratchFolder: nil)
    let worker = try Journal.temporary("worker", in: folder, seed: 2, clock: clock, joining: team)
    let person = try worker.write([.person("Blue Coat")])[0]
    func send(_ name: String, since day: CivilDate?) throws {
      _ = try worker.writeParcel(at: folder.file(name), .everything, since: day, for: [.anyone])
      let parcel = try ForeignJournal(at: folder.file(name), key: .anyone, scratchFolder: nil)
      _ = try founder.merge([parcel], newAuthors: .accept)
    }
    try send("all", since: nil)
    #expect(try founder.view(of: person)?.existence == .here)
    #expect(try worker.erase(person, reason: "other") == .requested)
    clock.set(1_793_489_400_000 + 7 * 86_400_000)
    try send("since", since: CivilDate(number: 20_261_105))
    #expect(try founder.erasures().map(\.isDone) == [false])
    #expect(try founder.view(of: person)?.existence == .gone)
  }

  @Test func `a parcel whose making was killed lay about for good`() throws {
    let journal = try Journal.temporary("a", in: folder)
    let sticks = folder.file("stick")
    try FileManager.default.createDirectory(atPath: sticks, withIntermediateDirectories: false)
    let hourAgo = Date(timeIntervalSinceNow: -3601)
    for (name, date) in [
      (".parcel.7.making", hourAgo), (".parcel.7.making-journal", hourAgo), (".other", hourAgo),
      (".parcel.8.making", Date()), ("parcel.9.making", hourAgo), (".mine.making", hourAgo),
    ] {
      try Data("HOPENOW\u{1} …".utf8).write(to: URL(filePath: sticks + "/" + name))
      try FileManager.default.setAttributes(
        [.modificationDate: date], ofItemAtPath: sticks + "/" + name)
    }
    _ = try journal.writeParcel(at: sticks + "/parcel", .everything, for: [.anyone])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: sticks).sorted()
        == [".mine.making", ".other", ".parcel.8.making", "parcel", "parcel.9.making"])
  }
}
