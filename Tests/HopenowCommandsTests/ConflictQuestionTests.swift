import ArgumentParser
import CaseModel
import Foundation
import Glibc
import JournalStore
import Merge
import TestSupport
import Testing

@testable import HopenowCommands

extension TerminalTests {
  /// The questions of `conflicts --resolve`, as somebody at the keyboard sees them.
  @Suite struct ConflictQuestionTests {
    let folder = TemporaryFolder()
    let clock = TestClock()
    let person: RecordID

    /// A's and B's changes of one person side by side, and A's journal with both.
    init() throws {
      let key = folder.file("a.key")
      try Data(repeating: 7, count: 32).write(to: URL(filePath: key))
      try #require(chmod(key, 0o600) == 0)
      do {
        let a = try Journal.temporary("a", in: folder, seed: 1, clock: clock)
        person = try a.write([.person("Red Hat")])[0]
        _ = try Journal.temporary("b", in: folder, seed: 2, clock: clock)
      }
      try merge("a", into: "b")
      try write("a", Self.change(person, gender: "Feminine", phone: "11", note: "From A."))
      try write("b", Self.change(person, gender: "Masculine", phone: "22", note: "From B."))
      try merge("b", into: "a")
    }

    /// Opens a worker's journal; a path is open once at a time.
    func journal(_ name: String) throws -> Journal {
      try Journal.open(name, in: folder, seed: UInt64(clock.tick()), clock: clock)
    }

    @discardableResult
    func write(_ name: String, _ draft: Draft) throws -> RecordID {
      try journal(name).write([draft])[0]
    }

    func merge(_ name: String, into other: String) throws {
      let foreign = try ForeignJournal(
        at: folder.file(name), secret: .test(), scratchFolder: nil)
      _ = try journal(other).merge([foreign], newAuthors: .accept)
    }

    static func change(
      _ person: RecordID, gender: String, phone: String, note: String
    ) -> Draft {
      var draft = Draft(.person, record: person, words: ["phone": phone, "note": note])
      draft.set("gender", to: .code(gender))
      return draft
    }

    /// What A sees and settles by typing.
    ///
    /// - Returns: The exit status.
    func settle(
      _ keys: String, of record: String = "Red Hat", danish: Bool = false, on keyboard: Keyboard
    ) throws -> Int32 {
      let nowhere = open("/dev/null", O_WRONLY)
      defer { close(nowhere) }
      let day = try #require(CivilDate(number: 20_261_101))
      do {
        try keyboard.typing(keys) { terminal in
          let world = World(
            today: Today(day, minute: 0), store: .test(seed: 9, stateFolder: folder.file("state")),
            terminal: terminal, output: Output(results: nowhere, remarks: nowhere),
            isDanish: danish)
          let command = try ConflictsCommand.parse([
            "--resolve", record, "--journal", folder.file("a"), "--key-file",
            folder.file("a.key"),
          ])
          try command.run(in: world)
        }
        return 0
      } catch let status as ExitCode {
        return status.rawValue
      }
    }

    /// Her page in A's journal now.
    func view(of record: RecordID? = nil) throws -> RecordView {
      try #require(try journal("a").view(of: record ?? person))
    }

    @Test func `each field is asked with every value, and all is one change`() throws {
      let keyboard = try Keyboard(columns: 120)
      #expect(try settle("2\rb\rn\r33 33\r", on: keyboard) == 0)
      for text in [
        "person HN-", "Conflict in gender", "  1  Worker b, 2026-10-31 23:30Z, shown: Man or boy",
        "  2  Worker a (you), 2026-10-31 23:30Z: Woman or girl", "1–2, n new, Enter leaves it: ",
        "Conflict in note", "“From A.”", "1–2, b both, n new, Enter leaves it: ",
        "Conflict in phone", "Phone 33 33",
      ] { #expect(keyboard.screen.contains(text), "\(text)\n\(keyboard.screen)") }
      let view = try view()
      #expect(view.answer("gender") == .code("Feminine"))
      #expect(view.words("note") == "From A.\n\nFrom B." && view.words("phone") == "33 33")
      #expect(!view.fields.values.contains { $0.isConflict } && view.heads.count == 1)
      let history = try journal("a").history(of: person)
      #expect(history.count == 4)
      let change = try #require(history.last?.revision)
      #expect(change.parents.count == 2 && change.answers.count == 1 && change.words.count == 2)
    }

    @Test func `what is passed over with Enter stays as it is`() throws {
      let before = try view()
      #expect(try settle("\r\r1\r", on: Keyboard()) == 3)
      let view = try view()
      for name in ["gender", "note"] {
        #expect(view.fields[FieldKey(name)] == before.fields[FieldKey(name)])
        #expect(view.fields[FieldKey(name)]?.isConflict == true)
      }
      #expect(view.words("phone") == "22" && view.fields[FieldKey("phone")]?.isConflict == false)
    }

    @Test(arguments: ["\r\r\r", "\u{4}\u{4}\u{4}", "n\r\r\rn\r\r\rn\r\r\r", "1\r\u{3}"])
    func `nothing decided, or ^C, writes nothing`(keys: String) throws {
      let before = try Data(contentsOf: URL(filePath: folder.file("a")))
      if keys.hasSuffix("\u{3}") {
        #expect(throws: CommandError.interrupted) { try settle(keys, on: Keyboard()) }
      } else {
        #expect(try settle(keys, on: Keyboard()) == 3)
      }
      #expect(try Data(contentsOf: URL(filePath: folder.file("a"))) == before)
    }

    @Test func `what is no choice is asked again, and a wrong new answer too`() throws {
      let keyboard = try Keyboard(columns: 120)
      // Not a choice; too great; nothing to join; a new answer that is none.
      #expect(try settle("x\r0\r3\rb\rn\rgreen\rmasc\r\r\r", on: keyboard) == 3)
      for text in [
        "A number takes that value", "'gender' has no value of that number",
        "'gender' has no texts to join", "'gender' has no such answer",
      ] { #expect(keyboard.screen.contains(text), "\(text)\n\(keyboard.screen)") }
      #expect(try view().answer("gender") == .code("Masculine"))
      #expect(try view().fields[FieldKey("gender")]?.isConflict == false)
    }

    @Test func `counts and answers of several are settled one by one`() throws {
      let contact = try write("a", .contact(met: 9, persons: [person]))
      try merge("a", into: "b")
      for (name, women) in [("a", Int64(3)), ("b", 4)] {
        var draft = Draft(.contact, record: contact)
        draft.set("met-gender", for: "Feminine", to: women)
        if name == "a" {
          draft.add(.record(person), to: "person")
        } else {
          draft.remove(.record(person), from: "person")
        }
        try write(name, draft)
      }
      try merge("b", into: "a")
      let keyboard = try Keyboard(columns: 120)
      let code = PersonCode.text(person)
      // Ten women are more than were met.
      #expect(try settle("n\r10\rn\r5\rn\r2\r", of: contact.short, on: keyboard) == 3)
      for text in [
        "Conflict in met-gender/Feminine:", "can not be more than", "1–2, n new, Enter",
        "Conflict in person/\(code):", ", shown: (taken away)", "\(code) Red Hat",
        "1–2, Enter leaves it: ",
      ] { #expect(keyboard.screen.contains(text), "\(text)\n\(keyboard.screen)") }
      let view = try view(of: contact)
      #expect(view.counts("met-gender") == ["Feminine": 5])
      #expect(view.answers("person") == [.record(person)])
      #expect(!view.fields.values.contains { $0.isConflict })
    }

    @Test func `a value that stands was refused for one that another answer takes away`() throws {
      let contact = try write("a", .contact(met: 9, persons: []))
      try merge("a", into: "b")
      for (name, met, spoken) in [("a", Int64(3), Int64(3)), ("b", 14, 10)] {
        var draft = Draft(.contact, record: contact)
        draft.set("met", to: .number(met))
        draft.set("spoken", to: .number(spoken))
        try write(name, draft)
      }
      try merge("b", into: "a")
      #expect(try view(of: contact).answer("spoken") == .number(10))
      // Three met, while the ten spoken with are still shown; the person stays in conflict.
      let keyboard = try Keyboard(columns: 120)
      #expect(try settle("2\r2\r", of: contact.short, on: keyboard) == 3, "\(keyboard.screen)")
      let view = try view(of: contact)
      #expect(view.answer("met") == .number(3) && view.answer("spoken") == .number(3))
    }

    @Test func `a record that was deleted is kept or deleted before its fields are asked`() throws {
      var draft = Draft(.person, record: person)
      draft.operation = .delete
      try write("b", draft)
      try merge("b", into: "a")
      let left = try Keyboard()
      #expect(try settle("\r", on: left) == 3)
      #expect(left.screen.contains("k keep, d delete") && !left.screen.contains("Conflict in"))
      #expect(try view().existence == .disputed)
      let kept = try Keyboard()
      #expect(try settle("what\rk\r\r\r\r", on: kept) == 3)
      #expect(kept.screen.contains("Conflict in phone"))
      #expect(try view().existence == .here)
      #expect(try view().fields[FieldKey("phone")]?.isConflict == true)
    }

    @Test func `in Danish the questions are Danish`() throws {
      let keyboard = try Keyboard(columns: 120)
      #expect(try settle("n\rkvinde\rbegge\r\r", danish: true, on: keyboard) == 3)
      for text in [
        "Et nummer tager den værdi", "Konflikt i gender", "Worker a (dig)", ", vises: Mand",
        "1–2, n ny, Enter lader det være: ", "1–2, b begge, n ny, ",
      ] { #expect(keyboard.screen.contains(text), "\(text)\n\(keyboard.screen)") }
      #expect(!keyboard.screen.contains("Conflict"))
      #expect(try view().answer("gender") == .code("Feminine"))
      #expect(try view().words("note") == "From A.\n\nFrom B.")
    }
  }
}
