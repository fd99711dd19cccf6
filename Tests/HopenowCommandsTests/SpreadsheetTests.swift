import Foundation
import TestSupport
import Testing

/// `hopenow import` and `hopenow export`, as people use them.
@Suite struct SpreadsheetTests {
  let folder = TemporaryFolder()
  let program: Program

  init() throws {
    var program = Program(in: folder)
    let key = folder.file("test.key")
    try Data((0..<32).map { UInt8($0) }).write(to: URL(filePath: key))
    chmod(key, 0o600)
    program.environment["HOPENOW_KEY_FILE"] = key
    program.environment["HOPENOW_JOURNAL"] = folder.file("j.hopenow")
    self.program = program
    #expect(try program.run(["init", "--worker", "Worker A"]).status == 0)
  }

  static let persons = """
    Nr;Navn;Køn;Land;Født;Bemærkninger
    P1;Red Hat;K;Nigeria, Ghana;1990;"Seen by the station.
    Wants a lawyer."
    P2;Blue Coat;M;NG/GH;;Invented
    P3;Green Scarf;?;ukendt;1999,0;-

    """
  static let personsMap = """
    Navn = alias
    Køn = gender
    Køn: K = Feminine
    Køn: M = Masculine
    Køn: ? = unknown
    Land = citizenship
    Født = birth-year
    Bemærkninger = note
    *: - = ignore
    """
  static let contacts = """
    Nr;Dato;Kl;Sted;Hvor;Antal;Kvinder;Hvem
    1;31-10-2019;23:30;Gaden;Istedgade;14;10;P1, Blue Coat
    2;1.11.2019;;Kirke;Vesterbro Kirke;3;3;p3
    3;2/11 2019;01.15;Gaden;istedgade;5;;green scarf
    """
  static let contactsMap = """
    Dato = on
    Kl = on
    Sted = setting
    Hvor = place
    Antal = met
    Kvinder = met-gender: Feminine
    Hvem = person
    """

  func write(_ text: String, _ name: String) throws {
    try text.write(toFile: folder.file(name), atomically: false, encoding: .utf8)
  }

  func importing(
    _ sheet: String, _ map: String, kind: String, _ more: [String] = [], id: String? = "Nr"
  ) throws -> Program.Result {
    try write(sheet, "sheet.csv")
    try write(map, "sheet.map")
    return try program.run(
      ["import", "sheet.csv", "--kind", kind, "--mapping", "sheet.map"]
        + (id.map { ["--id", $0] } ?? []) + more)
  }

  func importBoth() throws {
    #expect(try importing(Self.persons, Self.personsMap, kind: "person").status == 0)
    #expect(
      try importing(
        Self.contacts.replacing("p3", with: "P3"), Self.contactsMap, kind: "contact"
      ).status == 0)
  }

  var bytes: Data { (try? Data(contentsOf: URL(filePath: folder.file("j.hopenow")))) ?? Data() }

  func json(_ arguments: [String]) throws -> [String: Any] {
    let result = try program.run(arguments + ["--format", "json"])
    #expect(result.status == 0, "\(result.errors)")
    let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(value as? [String: Any])
  }

  @Test func `two sheets become persons and contacts that name them`() throws {
    try importBoth()
    let persons = try program.run(["list", "--kind", "person"]).output
    #expect(persons.contains("Red Hat · Woman or girl · Ghana, Nigeria"))
    #expect(persons.contains("Blue Coat · Man or boy · Ghana, Nigeria"))
    #expect(persons.contains("Green Scarf · unknown · unknown"))
    let contacts = try program.run(["list"]).output.split(separator: "\n")
    #expect(contacts.count == 3)
    #expect(contacts[0].hasPrefix("2019-10-31 23:30  contact"))
    #expect(contacts[0].contains("Red Hat") && contacts[0].contains("Blue Coat"))
    #expect(contacts[2].contains("Green Scarf") && contacts[2].contains("Istedgade"))
    let shown = try #require(try json(["show", "Red Hat"])["record"] as? [String: Any])
    let answers = try #require(shown["answers"] as? [String: Any])
    #expect(answers["note"] as? String == "Seen by the station.\nWants a lawyer.")
    #expect(answers["birth-year"] as? Int == 1990)
    // The place was typed twice, and made once.
    #expect(
      try program.run(["import", "sheet.csv", "--kind", "contact", "--mapping", "sheet.map"])
        .output.contains("Made besides") == false)
    #expect(try program.run(["check"]).status == 0)
  }

  @Test func `the same sheet writes nothing the second time, byte by byte`() throws {
    try importBoth()
    let before = bytes
    let again = try importing(Self.persons, Self.personsMap, kind: "person")
    #expect(again.status == 0 && again.errors.isEmpty)
    #expect(again.output == "Rows: 3 (UTF-8, ;)\nPerson: 0 new, 3 as before\n")
    #expect(bytes == before)
  }

  @Test func `a bad line anywhere leaves the journal as it was, and every one is named`() throws {
    try importBoth()
    let before = bytes
    let bad = """
      Nr;Dato;Kl;Sted;Hvor;Antal;Kvinder;Hvem
      4;2/11;;Gaden;;1;;
      5;2/11 2019;;Secret Street;;about 3;;Secret Name
      ;2/11 2019;;Gaden;;1;;
      6;2/11 2019;;Gaden;;1;;;;Secret
      6;2/11 2019;;Gaden;;1;;
      6;2/11 2019;;Gaden;;2;;
      010190-1234;2/11 2019;;Gaden;;2;;
      7;;;;;;;
      8;2/11 2030;;Gaden;New Place;2;;
      9;2/11 2019;;Gaden;New Place;2;;Red Hat
      """
    for more in [["--dry-run"], []] {
      let result = try importing(bad, Self.contactsMap, kind: "contact", more)
      #expect(result.status == 64)
      #expect(
        result.errors == """
          Line 2, column 2 (B), 'on': no date with its year, such as 31-10-2019.
          Line 3, column 4 (D), 'setting': no such answer.
          Line 3, column 6 (F), 'met': no whole number from 0 to 10000.
          Line 3, column 8 (H), 'person': there is no such person.
          Line 4, column 1 (A): there is no id.
          Line 5: there are more cells than headings.
          Line 6, column 1 (A): line 5 has the same id.
          Line 7, column 1 (A): line 5 has the same id.
          Line 8, column 1 (A): the id looks like a CPR number; take a number that means nothing \
          outside the sheet.
          Line 9: there is nothing to record.
          Line 9, 'on': it is needed.
          Line 10, column 2 (B), 'on': it lies in the future.
          Error: 12 things are wrong in the sheet; nothing was written.
          Hint:  Mend them in the sheet, or say what they mean in a file for --mapping; --dry-run \
          tries.

          """)
      #expect(!result.errors.contains("Secret"))
      #expect(result.output.isEmpty == more.isEmpty)
      #expect(bytes == before)
    }
  }

  @Test func `a name in two columns becomes one line, what else is in two has lines`() throws {
    let result = try importing(
      "Nr;Fornavn;Efternavn;Før;Nu\n1;Red;Hat;Shy;Glad\n",
      "Fornavn = alias\nEfternavn = alias\nFør = note\nNu = note", kind: "person")
    #expect(result.status == 0)
    let record = try #require(try json(["show", "Red Hat"])["record"] as? [String: Any])
    let answers = try #require(record["answers"] as? [String: String])
    #expect(answers == ["alias": "Red Hat", "note": "Shy\nGlad"])
  }

  @Test func `what stands in a column without a heading isn't lost in silence`() throws {
    let before = bytes
    let lost = try importing(
      "Nr;;Navn\n1;;Red Hat\n2;x;Blue Coat\n", "Navn = alias", kind: "person")
    #expect(
      lost.status == 64 && lost.errors.hasPrefix("Line 3: there are more cells than headings."))
    #expect(bytes == before)
    #expect(
      try importing("Nr;;Navn\n1;;Red Hat\n", "Navn = alias", kind: "person").status == 0)
  }

  @Test func `a quotation that never ends is named, and nothing is written`() throws {
    let before = bytes
    let result = try importing(
      "Nr;Navn\n1;Red Hat\n2;\"Blue Coat\n3;Green Scarf\n", "Navn = alias", kind: "person")
    #expect(result.status == 64)
    #expect(result.errors.hasPrefix("Line 3: a quotation begins and never ends.\n"))
    #expect(bytes == before)
  }

  @Test func `a dry run says what the import then does`() throws {
    try importBoth()
    let more =
      Self.contacts
      + "\n4;3-11-2019;;Gaden;Ny Plads;2;;Nobody Known\n5;3-11-2019;;Gaden;;2;;nobody known\n"
    let before = bytes
    let dry = try importing(
      more.replacing("p3", with: "P3"), Self.contactsMap, kind: "contact",
      ["--new-persons", "--dry-run"])
    #expect(dry.status == 0 && bytes == before)
    let done = try program.run(
      ["import", "sheet.csv", "--kind", "contact", "--mapping", "sheet.map", "--id", "Nr"]
        + ["--new-persons"])
    #expect("Dry run: nothing was changed.\n" + done.output == dry.output)
    #expect(
      done.output == """
        Rows: 5 (UTF-8, ;)
        Contact: 2 new, 3 as before
        Made besides: 1 person, 1 place

        """)
    #expect(try program.run(["list", "--person", "Nobody Known"]).output.contains("Ny Plads"))
  }

  @Test func `a changed row changes its record, and never takes back what somebody wrote`() throws {
    try importBoth()
    #expect(try program.run(["edit", "Blue Coat", "--gender", "TransgenderFeminine"]).status == 0)
    #expect(try program.run(["edit", "Red Hat", "--fields", "-"], input: "phone: 1\n").status == 0)
    let before = bytes
    let old = try importing(Self.persons, Self.personsMap, kind: "person")
    #expect(old.output.contains("0 new, 3 as before"))
    #expect(old.output.contains("Answers that were changed in the journal since, and stay so: 1"))
    #expect(bytes == before)
    let new = try importing(
      Self.persons.replacing(";1990;", with: ";1991;").replacing("Invented", with: "Written anew"),
      Self.personsMap, kind: "person")
    #expect(new.output.contains("Person: 0 new, 2 changed, 1 as before"))
    let shown = try program.run(["show", "Blue Coat"]).output
    #expect(shown.contains("Written anew") && shown.contains("Trans woman"))
    #expect(try program.run(["show", "Red Hat"]).output.contains("1991"))
    #expect(try program.run(["undo"]).status == 0)
    #expect(try program.run(["show", "Red Hat"]).output.contains("1990"))
    #expect(try program.run(["delete", "Green Scarf", "--yes"]).status == 0)
    #expect(
      try importing(Self.persons, Self.personsMap, kind: "person").output.contains(
        "1 deleted here since"))
  }

  @Test func `referrals without consent came in without a word`() throws {
    try importBoth()
    let sheet = """
      Nr;Hvem;Dato;Til;Hvorfor
      R1;Red Hat;1-10-2019;Opfundet Klinik;
      R2;Red Hat;2-10-2019;Opfundet Klinik;In danger that night
      R3;Blue Coat;3-10-2019;Opfundet Klinik;
      """
    let map = "Hvem = person\nDato = on\nTil = to\nHvorfor = override"
    let line = "Referrals with neither consent nor a reason to do without it: 2\n"
    for more in [["--dry-run"], []] {
      let result = try importing(sheet, map, kind: "refer", more)
      #expect(result.status == 0 && result.output.contains(line), "\(result.output)")
    }
    let again = try importing(sheet, map, kind: "refer", ["--format", "json"])
    #expect(again.output.contains("\"withoutBasis\": 0"))
    let list = try program.run(
      ["list", "--kind", "refer", "--columns", "on,basis", "--format", "csv"])
    #expect(list.output == "on,basis\n2019-10-01,\n2019-10-02,override\n2019-10-03,\n")
    var danish = program
    danish.environment["LANG"] = "da_DK.UTF-8"
    let told = try danish.run(
      ["import", "sheet.csv", "--kind", "refer", "--mapping", "sheet.map", "--dry-run"]
        + ["--id", "Nr", "--register", "Another"])
    #expect(told.output.contains("en grund til at undvære det: 2\n"))
  }

  @Test func `a whole import is taken back by one undo`() throws {
    try importBoth()
    #expect(try program.run(["undo"]).status == 0)
    #expect(try program.run(["list"]).output.isEmpty)
    #expect(try program.run(["list", "--kind", "person"]).output.split(separator: "\n").count == 3)
  }

  @Test func `colleagues who import the same sheet have the same records`() throws {
    var colleague = program
    colleague.environment["HOPENOW_JOURNAL"] = folder.file("b.hopenow")
    #expect(try colleague.run(["init", "--worker", "Worker B"]).status == 0)
    try importBoth()
    #expect(try importing(Self.persons, Self.personsMap, kind: "person").status == 0)
    #expect(
      try colleague.run(
        ["import", "sheet.csv", "--kind", "person", "--mapping", "sheet.map", "--id", "Nr"]
      ).status == 0)
    let merged = try program.run(["merge", "b.hopenow", "--trust-new"])
    #expect(merged.status == 0, "\(merged.output)")
    #expect(try program.run(["list", "--kind", "person"]).output.split(separator: "\n").count == 3)
    #expect(try program.run(["conflicts"]).output.isEmpty)
    // Another register's number 1 is somebody else.
    #expect(
      try importing(
        "Nr;Navn\nP1;Grey Gloves\n", "Navn = alias", kind: "person", ["--register", "Aarhus"]
      ).output.contains("1 new"))
  }

  @Test func `a sheet of Danish Excel is read in its own encoding`() throws {
    let text =
      "Navn;Bem\u{e6}rkninger\r\nBl\u{e5} Hue;\"K\u{f8}n \u{84}ukendt\u{93}\r\nlinje to\"\r\n"
    try Data(
      text.unicodeScalars.map { UInt8($0.value) }
    ).write(to: URL(filePath: folder.file("excel.csv")))
    try write("Navn = alias\nBemærkninger = note\n", "excel.map")
    let result = try program.run(
      ["import", "excel.csv", "--kind", "person", "--mapping", "excel.map"])
    #expect(result.output == "Rows: 1 (Windows-1252, ;)\nPerson: 1 new\n")
    #expect(try program.run(["show", "Blå Hue"]).output.contains("Køn „ukendt“"))
  }

  @Test func `what is no sheet is refused with what to do`() throws {
    for (bytes, message) in [
      ([0x50, 0x4b, 3, 4], "The file is a workbook."),
      ([0xff, 0xfe, 0x61, 0x00], "The file is UTF-16, Excel's 'Unicode text'."),
      ([], "There is nothing in the file."),
    ] as [([UInt8], String)] {
      try Data(bytes).write(to: URL(filePath: folder.file("bad.csv")))
      let result = try program.run(["import", "bad.csv", "--kind", "person"])
      #expect(result.status == 64 && result.errors.contains(message), "\(result.errors)")
    }
    #expect(try program.run(["import", "none.csv", "--kind", "person"]).status == 16)
    #expect(try program.run(["import", "none.csv", "--kind", "member"]).status == 64)
    let pipe = try program.run(["import", "-", "--kind", "person"], input: "alias\nRed Hat\n")
    #expect(pipe.status == 0 && pipe.output.contains("1 new"))
  }
}
