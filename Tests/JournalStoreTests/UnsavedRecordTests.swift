import CaseModel
import Foundation
import Merge
import Sealing
import TestSupport
import Testing

@testable import JournalStore

/// Drafts as files: sealed, whole, one's own.
@Suite struct UnsavedRecordTests {
  let folder = TemporaryFolder()
  let journal: Journal

  init() throws {
    journal = try Journal.temporary(in: folder)
  }

  var drafts: String { folder.file("state/drafts") }

  var files: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: drafts).map { drafts + "/" + $0 }
    }
  }

  /// A journal of the same author's with a key of its own, as after a change of keys, and with nobody
  /// in it.
  func otherJournal() throws -> Journal {
    _ = try journal.makeTravelJournal(
      at: folder.file("other.hopenow"), about: [], secret: .test())
    return try Journal.open("other.hopenow", in: folder)
  }

  /// A contact with everything that a draft can hold.
  func unsaved(in journal: Journal, _ note: String = "Canary umbrella.") -> UnsavedRecord {
    let person = journal.newRecord(.person)
    var draft = journal.newRecord(.contact)
    draft.set("on", to: .date(CivilDate(number: 20_261_031)!, minute: 23 * 60))
    draft.set("met", to: nil)
    draft.add(.record(person.id!), to: "person")
    draft.set("met-gender", for: "Feminine", to: 3)
    draft.words = ["note": note, "with": nil]
    return UnsavedRecord(
      day: CivilDate(number: 20_261_031)!, minute: 1420, before: [person], draft: draft,
      asked: ["on", "met"], asksMore: true, unfinished: ["by": "half a"])
  }

  @Test func `what is kept comes back as it was`() throws {
    let kept = try journal.keep(unsaved(in: journal, "æ 👩‍👧 e\u{301}\n\nline"))
    let found = try #require(journal.unsavedRecords().first)
    #expect(journal.unsavedRecords().count == 1 && found.path == kept.path)
    #expect(found.draft.answers == kept.draft.answers && found.draft.words == kept.draft.words)
    #expect(found.draft.seed == kept.draft.seed && found.draft.id == kept.draft.id)
    #expect(found.before.map(\.id) == kept.before.map(\.id))
    #expect(found.asked == kept.asked && found.asksMore && found.unfinished == kept.unfinished)
    #expect(found.day == kept.day && found.minute == 1420)
    // A change of a record, with what its author had seen.
    let record = try journal.write([.contact(met: 3)])[0]
    var change = Draft(.contact, record: record)
    change.seen = try journal.view(of: record)?.heads
    change.set("met", to: .number(4))
    try journal.keep(
      UnsavedRecord(
        day: kept.day, minute: 1430, before: [], draft: change, asked: [], asksMore: false,
        unfinished: [:]))
    let newest = try #require(journal.unsavedRecords().first)
    #expect(newest.draft.record == record && newest.draft.seen == change.seen)
    #expect(journal.unsavedRecords().count == 2)
  }

  @Test
  func `its file is ours alone, and neither it nor its name shows a word, a kind or the author`()
    throws
  {
    try journal.keep(unsaved(in: journal))
    let file = try #require(try files.first)
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let bytes = try Data(contentsOf: URL(filePath: file))
    for word in ["Canary", "half a", "contact", "Feminine", "note"] {
      #expect(bytes.range(of: Data(word.utf8)) == nil && !file.contains(word))
    }
    #expect(bytes.range(of: Data(journal.author.bytes)) == nil)
    #expect(!file.contains(journal.author.description.prefix(8)))
  }

  @Test
  func `it is offered in every journal of its author that knows what it names, and in no other`()
    throws
  {
    let known = try journal.write([.person("Red Hat")])[0]
    var named = unsaved(in: journal)
    named.draft.add(.record(known), to: "person")
    try journal.keep(unsaved(in: journal))
    try journal.keep(named)
    #expect(journal.unsavedRecords().count == 2)
    let other = try otherJournal()
    #expect(other.author == journal.author && other.unsavedRecords().count == 1)
    let stranger = try Journal.temporary("b.hopenow", in: folder, seed: 9)
    #expect(stranger.author != journal.author && stranger.unsavedRecords().isEmpty)
    #expect(try files.count == 2)
  }

  @Test func `what isn't a whole draft of one's own is passed over, and nothing blocks`() throws {
    let kept = try journal.keep(unsaved(in: journal))
    let path = try #require(kept.path)
    let whole = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let prefix = path.dropLast(36)
    var number: UInt8 = 0
    func place(_ bytes: [UInt8]) throws {
      number += 1
      let id = RecordID([number] + [UInt8](repeating: 0, count: 15))!
      try Data(bytes).write(to: URL(filePath: prefix + id.description))
    }
    try place([])
    try place([UInt8](repeating: 7, count: 5000))
    try place(Array(whole.dropLast()))
    try place(whole + [0])
    for place in stride(from: 0, to: whole.count, by: 37) {
      var changed = whole
      changed[place] ^= 1
      #expect(journal.unsavedRecords().count == 1)
      try Data(changed).write(to: URL(filePath: path))
      #expect(journal.unsavedRecords().isEmpty, "byte \(place)")
      try Data(whole).write(to: URL(filePath: path))
    }
    // Anybody can seal something to a public key: it isn't signed by her, or by another.
    let forged = try unsaved(in: journal).encoded()
    let stranger = try Journal.temporary("b.hopenow", in: folder, seed: 9)
    for signature in [
      [UInt8](repeating: 0, count: 64),
      stranger.signingKey.sign(Hashing.blake2b(32, domain: "hopenow draft v1", forged)),
    ] {
      try place(
        try (signature + forged).withUnsafeBytes {
          try SigningKey.seal($0, for: journal.author.bytes)
        })
    }
    mkfifo(prefix + "01000000-0000-0000-0000-000000000001", 0o600)
    symlink("/dev/zero", prefix + "01000000-0000-0000-0000-000000000002")
    mkdir(prefix + "01000000-0000-0000-0000-000000000003", 0o700)
    try Data(whole).write(to: URL(filePath: path + ".part"))
    #expect(journal.unsavedRecords().map(\.path) == [path])
    // What a crash left unfinished is a draft if it is whole, and else removed.
    let broken = String(prefix) + "01000000-0000-0000-0000-000000000004.part"
    try Data(whole.dropLast()).write(to: URL(filePath: broken))
    for file in [path + ".part", broken] {
      var times = [
        timeval(tv_sec: time(nil) - 61, tv_usec: 0), timeval(tv_sec: time(nil) - 61, tv_usec: 0),
      ]
      utimes(file, &times)
    }
    #expect(Set(journal.unsavedRecords().map(\.path)) == [path, path + ".part"])
    #expect(access(broken, F_OK) != 0)
    // The same bytes under another name of that author's are the same draft again.
    #expect(journal.unsavedRecords().first?.draft.id == kept.draft.id)
  }

  @Test func `one that was saved after all is removed, whatever became of the record`() throws {
    let kept = try journal.keep(unsaved(in: journal))
    try journal.write(kept.before + [kept.draft])
    #expect(journal.unsavedRecords().isEmpty)
    #expect(try files.isEmpty)
  }

  @Test func `what concerns an erased record goes with it, and nothing else`() throws {
    let people = try journal.write([.person("Red Hat"), .person("Blue Coat")])
    var owned = UnsavedRecord(
      day: CivilDate(number: 20_261_031)!, minute: 0, before: [],
      draft: journal.newRecord(.visit, owner: people[0]), asked: [], asksMore: false,
      unfinished: [:])
    try journal.keep(owned)
    owned.draft = Draft(.person, record: people[0], words: ["alias": "Canary"])
    try journal.keep(owned)
    owned.draft = .contact(persons: people)
    owned.draft.seed = journal.newRecord(.contact).seed
    try journal.keep(owned)
    // One that takes her out of a contact.
    let contact = try journal.write([.contact(persons: people)])[0]
    owned.draft = Draft(.contact, record: contact)
    owned.draft.remove(.record(people[0]), from: "person")
    try journal.keep(owned)
    owned.draft = journal.newRecord(.visit, owner: people[1])
    try journal.keep(owned)
    #expect(journal.unsavedRecords().count == 5)
    #expect(try journal.erase(people[0], reason: "own-request") == .erased)
    #expect(journal.unsavedRecords().map(\.draft.owner) == [people[1]])
    #expect(try files.count == 1)
  }

  @Test func `a crash after an erasure left a draft about whom it erased`() throws {
    let person = try journal.write([.person("Red Hat")])[0]
    let kept = try journal.keep(
      UnsavedRecord(
        day: CivilDate(number: 20_261_031)!, minute: 1430, before: [],
        draft: journal.newRecord(.visit, owner: person), asked: [], asksMore: false,
        unfinished: ["note": "canary"]))
    let path = try #require(kept.path)
    let bytes = try Data(contentsOf: URL(filePath: path))
    _ = try journal.erase(person, reason: "own-request")
    #expect(try files == [])
    try bytes.write(to: URL(filePath: path))
    #expect(journal.unsavedRecords().isEmpty)
    #expect(try files == [])
  }

  @Test func `the same given again says the same, but for the ids of what is new`() {
    let one = unsaved(in: journal)
    #expect(one.saysTheSame(as: unsaved(in: journal)))
    #expect(!one.saysTheSame(as: unsaved(in: journal, "Another.")))
    var other = unsaved(in: journal)
    other.draft.set("met-gender", for: "Feminine", to: 4)
    #expect(!one.saysTheSame(as: other))
    other = unsaved(in: journal)
    other.unfinished = [:]
    #expect(!one.saysTheSame(as: other))
    other = unsaved(in: journal)
    other.before.append(journal.newRecord(.person))
    #expect(!one.saysTheSame(as: other))
    other = unsaved(in: journal)
    other.draft.answers = other.draft.answers.filter { $0.key.name != "person" }
    other.draft.add(.record(.settings), to: "person")
    #expect(!one.saysTheSame(as: other))
  }
}
