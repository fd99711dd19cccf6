import Foundation
import TestSupport
import Testing

/// `hopenow export`, and back by `hopenow import`.
@Suite struct ExportTests {
  let sheets: SpreadsheetTests
  var folder: TemporaryFolder { sheets.folder }
  var program: Program { sheets.program }

  init() throws {
    sheets = try SpreadsheetTests()
    try sheets.importBoth()
  }

  func run(_ arguments: [String], input: String = "") throws -> String {
    let result = try program.run(arguments, input: input)
    #expect(result.status == 0 && result.errors.isEmpty, "\(arguments): \(result.errors)")
    return result.output
  }

  /// A record of each kind, with a note that a spreadsheet would calculate, a quotation and lines.
  func recordMore() throws {
    let note = "=SUM(A1), \"quoted\"\nand æøå; 'apostrophe"
    _ = try run(["edit", "Red Hat", "--fields", "-"], input: "phone: +45 1\nlegal-name: '=x\n")
    _ = try run(
      ["session", "--person", "Red Hat", "--person", "Blue Coat", "--on", "2026-10-01 23:30"]
        + ["--type", "supportive", "--note", "-"], input: note)
    _ = try run(
      ["visit", "--person", "Red Hat", "--type", "prison", "--to", "Vestre Fængsel", "--next"]
        + ["2027-01-05"])
    _ = try run(
      ["screen", "--person", "Blue Coat", "--forms", "ForcedLabour", "--means", "DebtBondage"]
        + ["--means", "refused", "--indicator", "debt-bondage=yes,violence=unknown"])
    _ = try run(
      ["support", "--person", "Red Hat", "--type", "money", "--amount", "250,50", "--currency"]
        + ["DKK"])
    _ = try run(
      ["activity", "--type", "lecture", "--participants", "12", "--partner", "Reden, København"])
    _ = try run(["person", "--alias", "Yellow Boots", "--contact-safety", "not-safe"])
    _ = try run(["person", "--alias", "Gone Away"])
    _ = try run(["delete", "Gone Away", "--yes"])
  }

  func lines(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  /// What records say, without their ids and who wrote them when; persons by their alias.
  func saying(_ export: String) throws -> [String] {
    let records = try lines(export).filter { $0["existence"] as? String != "gone" }
    var text = export
    for record in records where record["kind"] as? String == "person" {
      let alias = try #require((record["answers"] as? [String: Any])?["alias"] as? String)
      text = text.replacing(try #require(record["id"] as? String), with: alias)
    }
    return try lines(text).filter {
      $0["existence"] as? String != "gone" && $0["kind"] as? String != "member"
    }.map { record in
      var kept = record.filter { ["kind", "person", "answers"].contains($0.key) }
      // Elements stand in the order of ids, which are others.
      kept["answers"] = (record["answers"] as? [String: Any])?.mapValues { answer in
        (answer as? [String])?.sorted() ?? answer
      }
      let data = try JSONSerialization.data(withJSONObject: kept, options: [.sortedKeys])
      return String(decoding: data, as: UTF8.self)
    }.sorted()
  }

  @Test func `what was exported as CSV is imported again with the same answers`() throws {
    try recordMore()
    let before = try saying(run(["export"]))
    #expect(try run(["export", "--folder", "out"]).isEmpty)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.file("out")).sorted()
    #expect(
      files
        == ["activity", "contact", "person", "screen", "session", "support", "visit"].map {
          $0 + ".csv"
        })
    // Where it came from, every row is known.
    let bytes = sheets.bytes
    for file in files {
      let again = try run(
        ["import", "out/" + file, "--kind", String(file.dropLast(4)), "--id", "id"])
      #expect(again.contains(" 0 new") && !again.contains("changed"), "\(file): \(again)")
    }
    #expect(sheets.bytes == bytes)
    // In another journal it makes the same.
    var other = program
    other.environment["HOPENOW_JOURNAL"] = folder.file("other.hopenow")
    #expect(try other.run(["init", "--worker", "Worker B"]).status == 0)
    for file in ["person.csv"] + files.filter({ $0 != "person.csv" }) {
      let result = try other.run(
        ["import", "out/" + file, "--kind", String(file.dropLast(4)), "--id", "id"])
      #expect(result.status == 0, "\(file): \(result.errors)")
    }
    let after = try saying(other.run(["export"]).output)
    #expect(Set(before).subtracting(after) == [] && Set(after).subtracting(before) == [])
    #expect(after.count == before.count && before.count == 17)
  }

  @Test func `whatever is taken as words comes back from an export, control characters too`() throws
  {
    let note = "a\u{1}b\u{7}\u{1b}[2Jc\td\re\r\nf\u{85}g\u{2028}h\u{202e}i\u{feff}j\u{7f}k\u{ffff}l"
    _ = try run(["edit", "Red Hat", "--note", "-"], input: note)
    _ = try run(["export", "--folder", "out"])
    let bytes = sheets.bytes
    let again = try run(["import", "out/person.csv", "--kind", "person", "--id", "id"])
    #expect(again.contains(" 0 new, 3 as before") && sheets.bytes == bytes, "\(again)")
    var other = program
    other.environment["HOPENOW_JOURNAL"] = folder.file("other.hopenow")
    #expect(try other.run(["init", "--worker", "Worker B"]).status == 0)
    #expect(
      try other.run(["import", "out/person.csv", "--kind", "person", "--id", "id"]).status == 0)
    let notes = try lines(other.run(["export"]).output).compactMap {
      ($0["answers"] as? [String: Any])?["note"] as? String
    }
    #expect(notes.contains { $0.unicodeScalars.elementsEqual(note.unicodeScalars) })
  }

  @Test func `words that a spreadsheet would calculate are kept from it`() throws {
    try recordMore()
    _ = try run(["export", "--folder", "out"])
    let persons = try String(contentsOfFile: folder.file("out/person.csv"), encoding: .utf8)
    #expect(persons.contains(",'+45 1,") && persons.contains(",''=x,"))
  }

  @Test func `JSON Lines hold everything, and every change if asked`() throws {
    try recordMore()
    let text = try run(["export", "--history"])
    #expect(try run(["export", "--history"]) == text)
    let records = try lines(text)
    #expect(records.allSatisfy { $0["schema"] as? String == "hopenow/export/1" })
    let person = try #require(
      records.first { ($0["answers"] as? [String: Any])?["alias"] as? String == "Red Hat" })
    #expect(person["kind"] as? String == "person" && person["authorName"] as? String == "Worker A")
    #expect((person["code"] as? String)?.hasPrefix("HN-") == true)
    let history = try #require(person["history"] as? [[String: Any]])
    #expect(history.count == 2)
    let wrote = try #require(history[1]["wrote"] as? [[String: Any]])
    #expect(
      wrote.contains { $0["field"] as? String == "phone" && $0["value"] as? String == "+45 1" })
    #expect(records.contains { $0["existence"] as? String == "gone" })
    #expect(records.contains { $0["kind"] as? String == "list-entry" })
  }

  @Test func `a person is given everything about herself and nobody else's name`() throws {
    try recordMore()
    let codes = try run(["list", "--kind", "person"])
    let code = try #require(codes.firstMatch(of: /(HN-\S+)  Blue Coat/)?.1)
    let own = try #require(codes.firstMatch(of: /(HN-\S+)  Red Hat/)?.1)
    _ = try run(
      ["edit", "Blue Coat", "--fields", "-"], input: "legal-name: Jens Opfundet\n")
    _ = try run(["edit", "Blue Coat", "--fields", "-"], input: "legal-name: Kurt Opfundet\n")
    _ = try run(
      ["session", "--person", "Red Hat", "--note", "-"],
      input: "Red Hat came with BLUE COAT and Jens Opfundets brother; coat stays, \(code), \(own).")
    _ = try run(["contact", "--met", "1", "--note", "Seen alone."])
    let text = try run(["export", "--person", "Red Hat"])
    for name in ["Blue", "BLUE", "Jens", "Kurt", "Green", "Yellow", String(code)] {
      #expect(!text.contains(name), "\(name)")
    }
    let all = try lines(run(["export"]))
    for record in all where record["kind"] as? String == "person" {
      let id = try #require(record["id"] as? String)
      let isHers = record["code"] as? String == String(own)
      #expect(text.contains(id) == isHers)
    }
    #expect(
      text.contains(
        "Red Hat came with [other person] and [other person] brother; coat stays, [other person], \(own)."
      ))
    let records = try lines(text)
    #expect(records[0]["schema"] as? String == "hopenow/export-note/1")
    #expect(
      records.dropFirst().map { $0["kind"] as? String }
        == [
          "person", "contact", "visit", "session", "session", "support",
        ].sorted { Self.order($0) < Self.order($1) })
    #expect(records.dropFirst().allSatisfy { $0["history"] != nil && $0["labels"] != nil })
    let person = try #require(records.first { $0["kind"] as? String == "person" })
    let labels = try #require(person["labels"] as? [String: [String: [String: String]]])
    #expect(labels["gender"]?["da"]?["answer"] == "Kvinde eller pige")
    #expect(!text.contains("Seen alone"))

    _ = try run(["export", "--person", "Red Hat", "--folder", "hers"])
    let contacts = try String(contentsOfFile: folder.file("hers/contact.csv"), encoding: .utf8)
    #expect(contacts.contains("other-person-1") && !contacts.contains(String(code)))
    #expect(FileManager.default.fileExists(atPath: folder.file("hers/note.txt")))
  }

  /// The place of a kind in every list.
  static func order(_ kind: String) -> Int {
    let order = ["contact", "person", "screen", "session", "refer", "visit", "activity", "support"]
    return order.firstIndex(of: kind) ?? order.count
  }

  @Test func `a person was given one of her two pages, and nobody was told`() throws {
    #expect(try program.run(["same", "Red Hat", "Blue Coat"]).status == 0)
    _ = try run(["export", "--person", "Red Hat"])
    let session = try TerminalSession(program, ["export", "--person", "Red Hat", "--output", "r"])
    #expect(session.waits(for: "Note: linked as the same, and not in it: HN-"))
    #expect(session.ends() == 0 && !session.screen.contains("Blue"))
  }

  @Test func `a person isn't given the phone of somebody else`() throws {
    _ = try run(["edit", "Blue Coat", "--phone", "99 88 77 66"])
    _ = try run([
      "edit", "Red Hat", "--phone", "11 22 33 44", "--note", "Ring Blue Coat, 99 88 77 66",
    ])
    let given = try run(["export", "--person", "Red Hat"])
    #expect(!given.contains("99 88") && given.contains("11 22 33 44"))
    #expect(given.contains("Ring [other person], [other person]"))
  }

  /// What Red Hat's note reads as she is given it, when somebody else has such a page.
  func given(_ note: String, besides page: String) throws -> String {
    _ = try run(["person", "--same-alias", "--fields", "-"], input: page)
    _ = try run(["edit", "Red Hat", "--note", "-"], input: note)
    let records = try lines(run(["export", "--person", "Red Hat"]))
    let person = try #require(records.first { $0["kind"] as? String == "person" })
    return try #require((person["answers"] as? [String: Any])?["note"] as? String)
  }

  /// A language without spaces has a name in the middle of a line, and an emoji may stand anywhere.
  @Test(arguments: [
    ("alias: นกน้อย", "เธอมากับนกน้อยเมื่อวาน", "เธอมากับ[other person]เมื่อวาน"),
    ("alias: 小红", "她和小红一起来。", "她和[other person]一起来。"),
    ("legal-name: 王 小明", "昨天小明说, 王小明!", "昨天[other person]说, [other person]!"),
    ("alias: فاطمة", "جاءت وفاطمة معها", "جاءت و[other person] معها"),
    ("alias: 🦊", "Came with🦊 today.", "Came with[other person] today."),
    ("alias: 🌸 Rosa", "Rosa, 🌸 rosas bag", "[other person], [other person] bag"),
    ("alias: ❤", "With ❤️.", "With [other person]."),
  ])
  func `a name in a script without spaces, or of symbols, stood in what somebody else was given`(
    page: String, note: String, masked: String
  ) throws {
    #expect(try given(note, besides: page + "\n") == masked)
  }

  @Test func `one word of somebody's legal name stood in what somebody else was given`() throws {
    let note = "Opfundet rang. jens Opfundets bror, al-opfundet; ng sover, Ng ikke. De kom, de så."
    #expect(
      try given(note, besides: "alias: X1\nlegal-name: Jens de Opfundet-Ng\n")
        == "[other person] rang. [other person] [other person] bror, al-[other person]; ng sover, "
        + "[other person] ikke. De kom, de så.")
    _ = try run(["edit", "Red Hat", "--legal-name", "Maria Opfundet", "--note", note])
    #expect(try run(["export", "--person", "Red Hat"]).contains("Opfundet rang. [other person]"))
  }

  @Test func `the beginning of somebody's code stood in what somebody else was given`() throws {
    let codes = try run(["list", "--kind", "person"])
    let code = String(try #require(codes.firstMatch(of: /(HN-\S+)  Blue Coat/)?.1))
    let own = String(try #require(codes.firstMatch(of: /(HN-\S+)  Red Hat/)?.1))
    let short = String(code.prefix(7))
    let forms: [String] = [
      short, short.lowercased(), short.lowercased() + "s", short.replacing("-", with: ""),
      code.replacing("-", with: " "), code.replacing("-", with: "").lowercased(),
      code.replacing("-", with: "\u{2011}"), String(code.prefix(9)), code.prefix(7) + "-",
    ]
    for form in forms {
      let note = "With \(form), \(own.prefix(7).lowercased()) and \(own)s 3."
      let given = try given(note, besides: "alias: X1\n")
      let rest = form.hasSuffix("-") ? "-" : ""
      #expect(given == note.replacing(form, with: "[other person]" + rest), "\(form)")
    }
    #expect(
      try given("HN har ringet, HN 2 gange", besides: "alias: X2\n").hasPrefix("HN har ringet"))
  }

  @Test(arguments: [
    ("20304050", "Ring 20 30 40 50.", "Ring [other person]."),
    ("20 30 40 50", "20304050, +45 20 30 40 50", "[other person], +45 [other person]"),
    ("+45 20 30 40 50", "004520304050; (+45) 2030-4050 3x", "[other person]; ([other person] 3x"),
    ("+234 803 123 4567", "0803 1234567 2026-10-01", "[other person] 2026-10-01"),
    ("(030) 123456", "2026-10-01 123456", "2026-10-01 [other person]"),
    ("112", "112", "112"),
  ])
  func `a phone number grouped otherwise stood in what somebody else was given`(
    phone: String, note: String, masked: String
  ) throws {
    for page in ["alias: X1\nphone: \(phone)\n", "alias: X1\nsafe-contact: call \(phone) ok\n"] {
      #expect(try given(note, besides: page) == masked)
    }
  }

  @Test func `a place called after somebody told who she is`() throws {
    _ = try run(["contact", "--person", "Red Hat", "--place", "Blue Coats flat, 2nd floor"])
    let text = try run(["export", "--person", "Red Hat"])
    #expect(!text.contains("Blue Coat") && text.contains("[other person] flat, 2nd floor"))
    _ = try run(["export", "--person", "Red Hat", "--folder", "hers"])
    let contacts = try String(contentsOfFile: folder.file("hers/contact.csv"), encoding: .utf8)
    #expect(!contacts.contains("Blue Coat") && contacts.contains("[other person] flat, 2nd floor"))
    #expect(try run(["export"]).contains("Blue Coats flat"))
  }

  @Test func `hours and days in somebody's safe contact aren't taken for her phone`() throws {
    let note = "Open 16.00-18.00 from 2026-10-01; 40 50 60 70"
    #expect(
      try given(
        note, besides: "alias: X1\nsafe-contact: 16.00-18.00, from 2026-10-01, 40506070\n")
        == note.replacing("40 50 60 70", with: "[other person]"))
  }

  @Test func `what is the person's own isn't taken from her because others have it too`() throws {
    _ = try run(["edit", "Red Hat", "--phone", "+45 20304050", "--legal-name", "Rosa Opfundet"])
    #expect(
      try given(
        "Red Hat, Rosa Opfundet, 20 30 40 50; red lamp",
        besides: "alias: Red\nlegal-name: Ib Opfundet\nphone: 20304050\n")
        == "Red Hat, Rosa Opfundet, 20 30 40 50; [other person] lamp")
  }

  @Test func `a reader who goes away is no error`() throws {
    _ = try run(
      ["edit", "Red Hat", "--note", "-"], input: String(repeating: "a long note ", count: 20_000))
    let result = try program.run(
      [], prefix: ["/bin/bash", "-c", "\"$0\" export | head -c 10; exit ${PIPESTATUS[0]}"])
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
  }

  @Test func `an export is closed to others, and overwrites nothing`() throws {
    _ = try run(["export", "--output", "all.jsonl"])
    _ = try run(["export", "--folder", "out"])
    func mode(_ name: String) throws -> Int {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
      return try #require(attributes[.posixPermissions] as? Int)
    }
    #expect(try mode("all.jsonl") == 0o600 && mode("out") == 0o700)
    #expect(try mode("out/person.csv") == 0o600)
    let first = try Data(contentsOf: URL(filePath: folder.file("all.jsonl")))
    for more in [["--output", "all.jsonl"], ["--folder", "out"]] {
      let result = try program.run(["export"] + more)
      #expect(result.status == 15 && result.errors.contains("already"))
    }
    // It said so, and removed it.
    #expect(try Data(contentsOf: URL(filePath: folder.file("all.jsonl"))) == first)
    #expect(try program.run(["export", "--output", "a", "--folder", "b"]).status == 64)
    #expect(try program.run(["export", "--person", "Nobody", "--output", "x"]).status == 16)
    #expect(!FileManager.default.fileExists(atPath: folder.file("x")))
  }

  @Test func `a terminal is warned, and never shown an export`() throws {
    let shown = try TerminalSession(program, ["export"])
    #expect(shown.waits(for: "An export is not shown on the terminal."))
    #expect(shown.ends() == 64)
    let written = try TerminalSession(program, ["export", "--person", "Red Hat", "--output", "r"])
    #expect(written.waits(for: "Warning: what was written is not encrypted."))
    #expect(written.waits(for: "Read the notes before you hand them over"))
    #expect(written.ends() == 0 && !written.screen.contains("Set ved"))
  }
}
