import CaseModel
import Foundation
import JournalStore
import Merge
import TestSupport
import Testing

@Suite struct CommandWriterTests {
  let folder = TemporaryFolder()

  private struct Stop: Error {}

  @Test func `a command of thousands of changes spans entries and is one command`() throws {
    let journal = try Journal.temporary(in: folder)
    let before = try journal.check().entries
    let persons = (0..<1200).map {
      Draft(.person, words: ["alias": "Hat \($0)"], externalID: "\($0)")
    }
    let ids = persons.compactMap(\.id)
    try journal.writeCommand { writer in
      // Contacts name persons of entries before, of the same entry and of later ones.
      for (place, person) in persons.enumerated() {
        try writer.write(.contact(met: 1, note: "\(place)", persons: [ids[(place * 7) % 1200]]))
        try writer.write(person)
      }
      // A record of an entry that has ended, and one of the entry at hand twice.
      for number in [0, 1199, 1199] {
        var edit = Draft(.person, words: [:], externalID: "\(number)")
        edit.set("gender", to: .code("Feminine"))
        edit.words["alias"] = "Coat"
        try writer.write(edit)
      }
    }
    let report = try journal.check()
    #expect(report.isSound && report.entries == before + 3)
    #expect(try journal.persons(named: "Coat").count == 2)
    let last = try #require(try journal.view(of: ids[1199]))
    #expect(!last.fields.values.contains { $0.isConflict } && !last.isMissingChange)
    #expect(try journal.undo().count == 2400)
    let left = try journal.records(RecordQuery())
    #expect(left.isEmpty)
    #expect(try journal.check().isSound)
  }

  @Test func `a body that throws or writes nothing leaves the file as it was`() throws {
    let journal = try Journal.temporary(in: folder)
    let person = try journal.write([.person("Red Hat")])[0]
    let path = URL(filePath: folder.file("journal.hopenow"))
    let before = try Data(contentsOf: path)
    try journal.writeCommand { (writer: CommandWriter) throws -> Void in
      #expect(try writer.isHere(person, kind: .person))
      #expect(try writer.persons(called: "red  hat") == [person])
      #expect(try writer.persons(called: "Red") == [])
      #expect(try writer.persons(withCode: PersonCode.text(person).lowercased()) == [person])
      #expect(try writer.persons(withCode: String(PersonCode.text(person).prefix(10))) == [])
      #expect(try writer.history(of: person)?.count == 1)
      #expect(try writer.history(of: .zero) == nil)
    }
    #expect(try Data(contentsOf: path) == before)
    #expect(throws: Stop.self) {
      try journal.writeCommand { writer in
        try writer.write(.person("Blue Coat"))
        throw Stop()
      }
    }
    #expect(try journal.persons(named: "Blue Coat").isEmpty)
    try journal.write([.person("Green Scarf")])
    #expect(journal.notices.isEmpty)
    #expect(try journal.check().isSound)
  }

  @Test func `a register's id makes the same record in every journal, and another for another`() {
    func id(_ id: String, _ register: String = "", _ kind: Kind = .person) -> RecordID? {
      Draft(kind, externalID: id, of: register).id
    }
    #expect(id("117") == id("117") && id("117") != id("0117"))
    #expect(id("117", "Aarhus") != id("117") && id("117", "Aarhus") != id("Aarhus117"))
    #expect(id("117") != id("117", "", .contact))
    // However its letters are composed.
    #expect(id("\u{e5}1") == id("a\u{30a}1"))
    let owner = id("117")
    #expect(Draft(.visit, owner: owner, externalID: "1", of: "").id != id("1", "", .visit))
  }
}

extension Draft {
  fileprivate init(_ kind: Kind, words: [String: String?], externalID: String) {
    self.init(kind, externalID: externalID, of: "")
    self.words = words
  }
}
