import CaseModel
import Foundation
import GRDB
import Merge
import SealedSQLite
import Sealing
import TestSupport
import Testing

@testable import JournalStore

@Suite struct JournalTests {
  let folder = TemporaryFolder()

  @Test func `what was written is there when the journal is opened again`() throws {
    let record: RecordID
    do {
      let journal = try Journal.temporary(in: folder)
      record = try journal.write([.contact(met: 14, note: "Met near the station.")])[0]
    }
    let journal = try Journal.open(in: folder)
    let view = try #require(try journal.view(of: record))
    #expect(view.answer("met") == .number(14))
    #expect(view.words("note") == "Met near the station.")
    #expect(journal.notices.isEmpty)
  }

  @Test func `a wrong key opens nothing`() throws {
    _ = try Journal.temporary(in: folder)
    let path = folder.file("journal.hopenow")
    let locked = try LockedJournal(at: path, mode: .readWrite)
    #expect(throws: JournalError.wrongKey(path: path)) {
      _ = try locked.unlock(.test(8), in: .test())
    }
  }

  @Test func `two journals merge and a second merge writes nothing`() throws {
    let ours = try Journal.temporary("a.hopenow", in: folder, seed: 1)
    try ours.write([.contact(met: 14)])
    do {
      let theirs = try Journal.temporary("b.hopenow", in: folder, seed: 2)
      for day in 1...5 {
        try theirs.write([.contact(on: 20_261_000 + day, setting: "church", met: 2)])
      }
    }
    let foreign = try ForeignJournal(
      at: folder.file("b.hopenow"), secret: .test(), scratchFolder: nil)
    #expect(try ours.newAuthors(in: [foreign]).map(\.name) == ["Worker b.hopenow"])
    let report = try ours.merge([foreign], newAuthors: .accept)
    #expect(report.sources[0].entriesNew == 6)
    #expect(report.sources[0].refusal == nil)
    #expect(try ours.records(RecordQuery()).count == 6)

    let before = try Data(contentsOf: URL(fileURLWithPath: folder.file("a.hopenow")))
    let again = try ours.merge([foreign], newAuthors: .accept)
    #expect(again.isEmpty)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file("a.hopenow"))) == before)
  }
}

@Suite struct WordsTests {
  let folder = TemporaryFolder()

  @Test func `words are stored composed, however they were typed`() throws {
    let journal = try Journal.temporary(in: folder)
    let record = try journal.write([.contact(note: "Cafe\u{301} A\u{30a}rhus")])[0]
    let note = try #require(try journal.view(of: record)?.words("note"))
    #expect(Array(note.utf8) == Array("Caf\u{e9} \u{c5}rhus".utf8))
  }

  /// An entry with a note as it may come in a file of somebody with the key: signed, and committed
  /// to one salt and text, with perhaps others beside it.
  private func entry(
    committedTo text: String, salt: [UInt8], holding words: (salt: [UInt8], text: String)? = nil
  ) throws -> RawEntry {
    let journal = try Journal.temporary("\(UUID().uuidString).hopenow", in: folder)
    try journal.write([.contact(note: "plain")])
    var raw = try journal.read { db in
      let rows = try RowStatement(
        "SELECT id, revision, bytes, signature FROM entry ORDER BY id DESC LIMIT 1", in: db)
      try rows.start()
      try #require(try rows.next())
      return try EntryReader(in: db).entry(rows)
    }
    var revision = try Revision(header: raw.revisions[0].header)
    revision.words = ["note": Revision.commitment(toWords: text, salt: salt)]
    raw.revisions[0].header = revision.header
    raw.revisions[0].words = ["note": words ?? (salt, text)]
    var entry = try Entry(bytes: raw.bytes)
    entry.digest = Entry.digest(of: [Revision.id(ofHeader: revision.header)])
    raw.bytes = entry.bytes
    raw.signature = journal.signingKey.sign(Entry.id(ofBytes: raw.bytes).bytes)
    return raw
  }

  @Test func `words that came decomposed are refused, though their commitment is right`() throws {
    let (salt, text) = ([UInt8](repeating: 4, count: 16), "Cafe\u{301}")
    #expect(throws: RecordFault.wrongWords) {
      try VerifiedEntry(entry(committedTo: text, salt: salt))
    }
    // The same, composed, is taken: nothing else is wrong with it.
    let composed = text.precomposedStringWithCanonicalMapping
    #expect(throws: Never.self) { try VerifiedEntry(entry(committedTo: composed, salt: salt)) }
  }

  @Test func `bytes moved from the salt to the words, or back, are noticed`() throws {
    let salt = Array("saltsaltsaltsalt".utf8)
    for words in [(salt.dropLast(), "tTea."), ([], "saltsaltsaltsaltTea."), (salt + [0x54], "ea.")]
    {
      #expect(throws: RecordFault.wrongWords) {
        try VerifiedEntry(
          entry(committedTo: "Tea.", salt: salt, holding: (Array(words.0), words.1)))
      }
    }
    #expect(throws: Never.self) { try VerifiedEntry(entry(committedTo: "Tea.", salt: salt)) }
  }

  @Test func `words that aren't UTF-8 are refused, not mended`() throws {
    let journal = try Journal.temporary(in: folder)
    try journal.write([.contact(note: "one")])
    try journal.write { try $0.execute(sql: "UPDATE words SET text = CAST(x'6fff' AS TEXT)") }
    #expect(try journal.check().faults[.wrongType] == 2)
  }
}

@Suite struct MachineStateTests {
  let folder = TemporaryFolder()

  @Test func `a copy of a journal gets a label of its own before it is written in`() throws {
    do { try Journal.temporary(in: folder).write([.contact()]) }
    try FileManager.default.copyItem(
      atPath: folder.file("journal.hopenow"), toPath: folder.file("copy.hopenow"))
    do { try Journal.open(in: folder).write([.contact(met: 1)]) }
    // Elsewhere, where there is no state.
    let copy = try LockedJournal(at: folder.file("copy.hopenow"), mode: .readWrite).unlock(
      .test(), in: .test(seed: 9, stateFolder: folder.file("elsewhere")))
    #expect(copy.notices.isEmpty)
    try copy.write([.contact(met: 2)])
    #expect(copy.notices == [.newOnThisMachine])
    let ours = try Journal.open(in: folder, seed: 4)
    _ = copy  // still open: it is another file
    #expect(try ours.records(RecordQuery()).count == 2)
  }

  @Test func `a backup put back is announced and both histories survive a merge`() throws {
    do { try Journal.temporary(in: folder).write([.contact(met: 1)]) }
    let path = folder.file("journal.hopenow")
    try FileManager.default.copyItem(atPath: path, toPath: folder.file("backup.hopenow"))
    do { try Journal.open(in: folder, seed: 3).write([.contact(met: 2)]) }
    try FileManager.default.moveItem(atPath: path, toPath: folder.file("newer.hopenow"))
    try FileManager.default.copyItem(atPath: folder.file("backup.hopenow"), toPath: path)

    let restored = try Journal.open(in: folder, seed: 4)
    #expect(restored.notices == [.olderThanLastSeen])
    try restored.write([.contact(met: 3)])
    let newer = try ForeignJournal(
      at: folder.file("newer.hopenow"), secret: .test(), scratchFolder: nil)
    let report = try restored.merge([newer], newAuthors: .accept)
    #expect(report.sources[0].forks == 0)
    #expect(
      Set(try restored.records(RecordQuery()).map { $0.answer("met") }) == [
        .number(1), .number(2), .number(3),
      ])
  }

  @Test func `an older header is announced`() throws {
    do { _ = try Journal.temporary(in: folder) }
    let path = folder.file("journal.hopenow")
    let header = try Data(contentsOf: URL(filePath: path)).prefix(8192)
    do { _ = try Journal.open(in: folder).addKey(.test(8)) }
    var data = try Data(contentsOf: URL(filePath: path))
    data.replaceSubrange(0..<8192, with: header)
    try data.write(to: URL(filePath: path))
    #expect(try Journal.open(in: folder).notices == [.olderThanLastSeen])
  }

  @Test func `nothing readable is remembered`() throws {
    let journal = try Journal.temporary(in: folder)
    try journal.write([.contact()])
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.file("state"))
    #expect(files.count == 1)
    let data = try Data(contentsOf: URL(filePath: folder.file("state") + "/" + files[0]))
    #expect(data.range(of: Data(journal.author.bytes)) == nil)
    let mode =
      try FileManager.default.attributesOfItem(atPath: folder.file("state") + "/" + files[0])[
        .posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func `what was remembered of too many chains could not be read again`() throws {
    let journal = try Journal.temporary(in: folder)
    try journal.write([.contact()])
    let own = try #require(journal.state)
    var state = own
    for number in 0..<20_000 as Range<UInt64> {
      let bytes = withUnsafeBytes(of: number) { [UInt8]($0) }
      let label = try #require(ReplicaLabel(bytes + bytes))
      let entry = try #require(EntryID(bytes + bytes + bytes + bytes))
      state.tips.insert(.init(label: label, sequence: 1, entry: entry))
    }
    try state.save(
      folder: journal.environment.stateFolder, fileID: journal.file.header.fileID,
      dataKey: journal.keys.dataKey)
    let read = try MachineState.load(
      folder: journal.environment.stateFolder, fileID: journal.file.header.fileID,
      dataKey: journal.keys.dataKey)
    #expect(read?.label == own.label && read?.tips.isSuperset(of: own.tips) == true)
  }
}

@Suite struct UndoTests {
  let folder = TemporaryFolder()

  @Test func `undo deletes what was made, restores what was changed, and does both again`() throws {
    let journal = try Journal.temporary(in: folder)
    let person = try journal.write([.person("Red Hat", gender: "Feminine", citizenship: ["NG"])])[0]
    var edit = Draft(.test("person"), record: person, words: ["alias": "Blue Hat", "phone": "12"])
    edit.set("gender", to: .code("Masculine"))
    edit.add(.code("GH"), to: "citizenship")
    edit.remove(.code("NG"), from: "citizenship")
    try journal.write([edit])

    let undone = try journal.undo()
    #expect(undone == [UndoneRecord(id: person, kind: "person", isGone: false)])
    let before = try #require(try journal.view(of: person))
    #expect(before.words("alias") == "Red Hat" && before.words("phone") == nil)
    #expect(before.answer("gender") == .code("Feminine"))
    #expect(before.answers("citizenship") == [.code("NG")])

    _ = try journal.undo()
    let again = try #require(try journal.view(of: person))
    #expect(again.words("alias") == "Blue Hat" && again.words("phone") == "12")
    #expect(again.answers("citizenship") == [.code("GH")])

    let contact = try journal.write([.contact(met: 3)])[0]
    _ = try journal.undo()
    #expect(try journal.view(of: contact)?.existence == .gone)
    #expect(try journal.records(RecordQuery()).isEmpty)
    _ = try journal.undo()
    #expect(try journal.view(of: contact)?.existence == .here)
    #expect(try journal.view(of: contact)?.answer("met") == .number(3))
    #expect(try journal.check().isSound)
  }

  @Test func `a new journal has nothing to take back`() throws {
    let journal = try Journal.temporary(in: folder)
    #expect(throws: JournalError.cannotUndo) { try journal.undo() }
  }
}

@Suite struct CheckTests {
  let folder = TemporaryFolder()

  @Test func `check finds what lists read and the records don't say, and rebuild mends it`() throws
  {
    let journal = try Journal.temporary(in: folder)
    try journal.write([.contact(met: 3)])
    #expect(try journal.check().isSound)
    try journal.write { try $0.execute(sql: "UPDATE contact SET met = 4") }
    #expect(try journal.check().derivedIsRight == false)
    try journal.rebuild()
    #expect(try journal.check().isSound)
  }

  @Test(arguments: [
    "UPDATE entry SET signature = zeroblob(64) WHERE id = 2",
    "UPDATE words SET text = 'other' WHERE field = 'note'",
    "UPDATE revision SET header = header || x'00' WHERE id = 2",
    "UPDATE entry SET seq = 9 WHERE id = 2",
    "DELETE FROM revision WHERE id = 2",
    "UPDATE revision SET record = 1 WHERE id = 2",
    "UPDATE entry SET seq = 2.5 WHERE id = 2",
    "UPDATE entry SET bytes = 1 WHERE id = 2",
    "UPDATE chain SET count = 2.5",
    "UPDATE chain SET replica = 9",
  ])
  func `check finds records that were changed by somebody with the key`(sql: String) throws {
    let journal = try Journal.temporary(in: folder)
    try journal.write([.contact(met: 3, note: "one")])
    try journal.write { try $0.execute(sql: sql) }
    #expect(try !journal.check().faults.isEmpty)
  }

  @Test func `a journal whose pages are all gone is damaged, not newer`() throws {
    do { _ = try Journal.temporary(in: folder) }
    let path = folder.file("journal.hopenow")
    try Data(contentsOf: URL(filePath: path)).prefix(8192).write(to: URL(filePath: path))
    #expect(throws: JournalError.damaged(path: path, part: .page(1))) {
      try Journal.open(in: folder)
    }
  }

  @Test func `a place typed nearly right is offered, another one isn't`() throws {
    let journal = try Journal.temporary(in: folder)
    for label in ["Istedgade", "Halmtorvet", "Vesterbro Torv"] {
      try journal.write([journal.newListEntry(.place, label: label)])
    }
    func near(_ typed: String) throws -> [String] {
      try journal.listEntries(of: .place, near: typed).map(\.label)
    }
    #expect(try near("Istegade") == ["Istedgade"] && near("itsedgade") == ["Istedgade"])
    #expect(try near("Vesterbrø torv") == ["Vesterbro Torv"])
    #expect(try near("Kirken").isEmpty && near("Station").isEmpty && near("X").isEmpty)
    #expect(try journal.listEntries(of: .organisation, near: "Istegade").isEmpty)
  }
}
