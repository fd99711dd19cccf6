import Foundation
import TestSupport
import Testing

/// `list`, `show` and `search` as people and scripts run them.
@Suite struct LookTests {
  let folder = TemporaryFolder()
  var program: Program

  init() throws {
    program = Program(in: folder)
    try Data(count: 32).write(to: URL(filePath: folder.file("key")))
    #expect(chmod(folder.file("key"), 0o600) == 0)
    program.environment["HOPENOW_JOURNAL"] = "journal"
    program.environment["HOPENOW_KEY_FILE"] = "key"
    #expect(try program.run(["init", "--worker", "Amina"]).status == 0)
  }

  @discardableResult
  private func run(_ arguments: [String], input: String = "") throws -> String {
    let result = try program.run(arguments, input: input)
    #expect(result.status == 0 && result.errors.isEmpty, "\(arguments): \(result.errors)")
    return result.output
  }

  private func lines(_ arguments: [String], input: String = "") throws -> [String] {
    try run(arguments, input: input).split(separator: "\n").map(String.init)
  }

  @Test func `line breaks of a last note were shown as broken letters`() throws {
    let code = try run(["person", "--alias", "Red Hat"]).trimmingCharacters(in: .newlines)
    try run(
      ["contact", "--fields", "-"],
      input: "setting: park\nperson: \(code)\n\nline one\nline two\n")
    #expect(try run(["show", code]).contains("): line one ↵ line two\n"))
  }

  @Test func `a page didn't say that it isn't safe to get in touch, by a page linked to it`() throws
  {
    let (code, _, _, _) = try recordAWeek()
    let other = try run(["person", "--alias", "Crimson Hat"]).trimmingCharacters(in: .newlines)
    try run(["same", code, other])
    let shown = try lines(["show", other])
    #expect(
      shown.dropFirst().prefix(3) == [
        "Linked as the same: \(code) Red Hat", "  NOT SAFE to get in touch.",
        "  Restrictions: Never ring at night",
      ])
    #expect(try run(["show", other, "--format", "json"]).contains("\"linked\": [\n"))
  }

  /// A page, a contact at a place, a session with a follow-up, a referral to a lawyer.
  private func recordAWeek() throws -> (
    code: String, contact: String, session: String, refer: String
  ) {
    let code = try run(
      ["person", "--fields", "-"],
      input: "alias: Red Hat\nlegal-name: Adaeze Invented\ncontact-safety: not-safe\n"
        + "restrictions: Never ring at night\n\n"
    ).trimmingCharacters(in: .newlines)
    func record(_ arguments: [String]) throws -> String {
      try run(arguments + ["--person", "Red Hat"]).trimmingCharacters(in: .newlines)
    }
    return (
      code,
      try record(
        [
          "contact", "--on", "2026-10-05", "--setting", "street", "--place", "Old Harbour", "--met",
          "3", "--note", "Søndag ved kajen, meget koldt.",
        ]),
      try record(
        [
          "session", "--on", "2026-10-08 14:00", "--type", "supportive", "--note",
          "Talked about papers and about the clinic.", "--follow-up-on", "2026-11-20",
          "--follow-up", "bring the leaflet",
        ]),
      try record(
        [
          "refer", "--on", "2026-10-20", "--group", "lawyer", "--override",
          "in danger",
        ])
    )
  }

  @Test func `a search prints the list's line and the words around the hit`() throws {
    let week = try recordAWeek()
    #expect(
      try lines(["search", "clin"]) == [
        "2026-10-08 14:00  session  \(week.session)  \(week.code) Red Hat · Supportive",
        "    note: Talked about papers and about the clinic.",
      ])
    #expect(
      try lines(["search", "SONDAG", "koldt"]).last == "    note: Søndag ved kajen, meget koldt.")
    #expect(
      try lines(["search", "advokat"]) == [
        "2026-10-20  refer  \(week.refer)  \(week.code) Red Hat · Lawyer · sent",
        "    group: Lawyer",
      ])
    #expect(try lines(["search", "harbour", "--kind", "contact"]).last == "    place: Old Harbour")
    #expect(try run(["search", "clinic", "--until", "2026-10-07"]).isEmpty)
    #expect(try run(["search", "clin", "-w"]).isEmpty)
    #expect(try lines(["search", "-"], input: "\"the clinic\" papers\n").count == 2)
    #expect(try program.run(["search"]).status == 64)
    #expect(try program.run(["search", "…"]).status == 64)
    #expect(try program.run(["search", "x", "--format", "csv"]).status == 64)
  }

  @Test func `a legal name is found and never printed in a list`() throws {
    let week = try recordAWeek()
    let found = try lines(["search", "adaeze"])
    #expect(
      found == [
        "person  \(week.code)  Red Hat",
        "    legal-name: found; 'hopenow show \(week.code)' has it",
      ])
    for arguments in [
      ["search", "adaeze", "--format", "json"], ["list", "--kind", "person", "--format", "json"],
      ["list", "--kind", "person", "--format", "csv"], ["list", "--kind", "person"],
    ] {
      let output = try run(arguments)
      #expect(output.contains("Red Hat") && !output.contains("Adaeze"), "\(arguments)")
    }
    #expect(
      try program.run(["list", "--kind", "person", "--columns", "legal-name"]).status == 64)
    #expect(try run(["show", week.code]).contains("Adaeze Invented"))
  }

  @Test func `scripts get the record and the fields in which something was found`() throws {
    let week = try recordAWeek()
    let output = try run(["search", "papers", "--format", "json"])
    let value = try #require(
      try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    #expect(value["schema"] as? String == "hopenow/search/1")
    #expect(value["more"] as? Bool == false)
    let records = try #require(value["records"] as? [[String: Any]])
    #expect(records.count == 1)
    #expect(records[0]["found"] as? [String] == ["note"])
    let record = try #require(records[0]["record"] as? [String: Any])
    #expect((record["id"] as? String)?.hasPrefix(week.session) == true)
  }

  @Test func `on a terminal a search asks, sets off what it found and shows no control character`()
    throws
  {
    try run(
      ["contact", "--fields", "-"],
      input: "\n" + String(repeating: "before ", count: 20)
        + "the\u{1b}[2J clinic\nand after " + String(repeating: "after ", count: 20))
    let search = try TerminalSession(program, ["search"])
    #expect(search.waits(for: "What to find? "))
    search.type("clinic\r")
    #expect(search.waits(for: "\u{fffd}[2J \u{1b}[1mclinic\u{1b}[0m and after after"))
    #expect(search.ends() == 0)
    #expect(search.screen.contains("note: … before"))
    #expect(!search.screen.contains("the\u{1b}"))
    var plain = program
    plain.environment["NO_COLOR"] = "1"
    let again = try TerminalSession(plain, ["search", "clinic", "--limit", "1"])
    #expect(again.waits(for: "[2J clinic and after"))
    #expect(again.ends() == 0)
  }

  @Test func `a list is narrowed by day, place and worker`() throws {
    let week = try recordAWeek()
    func ids(_ arguments: [String]) throws -> [String] {
      try lines(["list", "--format", "csv", "--columns", "id"] + arguments).dropFirst()
        .map { String($0.prefix(8)) }
    }
    let all = [week.contact, week.session, week.refer]
    #expect(try ids([]) == all)
    #expect(try ids(["--since", "8/10"]) == Array(all[1...]))
    #expect(try ids(["--until", "2026-10-08"]) == Array(all[..<2]))
    #expect(try ids(["--since", "2026-Q4", "--until", "last-month"]) == all)
    #expect(try ids(["--since", "yesterday"]) == [])
    #expect(try ids(["--period", "2026-10-06..2026-10-19"]) == [week.session])
    #expect(try ids(["--place", "old h"]) == [week.contact])
    #expect(try ids(["--worker", "ami"]) == all)
    #expect(try ids(["--mine", "--limit", "2"]) == Array(all[1...]))
    #expect(try ids(["--person", "Red", "--kind", "visit"]) == [])
    for (wrong, status) in [
      (["--since", "never"], 64), (["--since", "2026-10-09", "--until", "2026-10-08"], 64),
      (["--period", "2026-10", "--since", "2026-10-01"], 64), (["--limit", "-1"], 64),
      (["--mine", "--worker", "ami"], 64), (["--worker", "Nobody"], 16),
      (["--place", "Nowhere"], 16),
      (["--columns", "on,colour"], 64), (["--columns", ""], 64),
    ] {
      let result = try program.run(["list"] + wrong)
      #expect(result.status == Int32(status) && result.output.isEmpty, "\(wrong)")
      #expect(!result.errors.contains("Nowhere") && !result.errors.contains("colour"))
    }
  }

  @Test func `columns are shown as labels to people and as codes to scripts`() throws {
    let week = try recordAWeek()
    let columns = ["list", "--kind", "contact", "--columns", "on,person,place,setting,worker"]
    #expect(try lines(columns) == ["2026-10-05  \(week.code) Red Hat  Old Harbour  Street  Amina"])
    #expect(
      try lines(columns + ["--format", "csv"]) == [
        "on,person,place,setting,worker", "2026-10-05,\(week.code),old-harbour,street,Amina",
      ])
    try run(["contact", "--note", "=HYPERLINK(\"x\")", "--on", "today"])
    #expect(
      try lines(["list", "--columns", "note", "--format", "csv", "--limit", "1"]).last
        == "\"'=HYPERLINK(\"\"x\"\")\"")
    #expect(try lines(["list", "--kind", "list-entry"]).last?.hasSuffix("Old Harbour") == true)
    let entries = try lines(["list", "--kind", "list-entry", "--format", "csv"])
    #expect(entries.first == "id,kind,code,list,label,group")
    #expect(entries.last?.hasSuffix(",list-entry,old-harbour,place,Old Harbour,") == true)
  }

  @Test func `a person's page begins with protection, then what is due, then what was`() throws {
    let week = try recordAWeek()
    let shown = try lines(["show", week.code])
    #expect(
      shown == [
        "Person \(week.code)",
        "NOT SAFE to get in touch.",
        "Restrictions: Never ring at night",
        "Follow up 2026-11-20: bring the leaflet (session \(week.session))",
        "Last note 2026-10-08 14:00 (session \(week.session)): Talked about papers and about the clinic.",
        "First contact 2026-10-05 · engaged 2026-10-08 · referred 2026-10-20 · supported 2026-10-08",
        "  alias           Red Hat",
        "  contact-safety  Not safe",
        "  restrictions    Never ring at night",
        "  legal-name      Adaeze Invented",
        "Records 3",
        "  2026-10-20        refer    \(week.refer)  \(week.code) Red Hat · Lawyer · sent",
        "  2026-10-08 14:00  session  \(week.session)  \(week.code) Red Hat · Supportive",
        "  2026-10-05        contact  \(week.contact)  Street · met 3 · \(week.code) Red Hat · Old Harbour",
      ])
    try run(["edit", week.session, "--followed-up", "today"])
    let closed = try lines(["show", week.code, "--limit", "1"])
    #expect(!closed.contains { $0.hasPrefix("Follow up") })
    #expect(
      Array(closed.suffix(3).map { $0.prefix(14) }) == [
        "Records 3", "  2026-10-20  ", "  … and 2 more",
      ])
  }

  @Test func `scripts get a person's file with her page`() throws {
    let week = try recordAWeek()
    let output = try run(["show", week.code, "--format", "json", "--limit", "2"])
    let value = try #require(
      try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    let file = try #require(value["file"] as? [String: Any])
    #expect(file["count"] as? Int == 3)
    let kinds = (file["records"] as? [[String: Any]])?.map { $0["kind"] as? String }
    #expect(kinds == ["refer", "session"])
    #expect(
      file["stages"] as? [String: String] == [
        "contacted": "2026-10-05", "engaged": "2026-10-08", "referred": "2026-10-20",
        "supported": "2026-10-08",
      ])
    #expect((file["lastNote"] as? String)?.hasPrefix(week.session) == true)
    let due = (file["followUps"] as? [[String: Any]])?.map { $0["due"] as? String }
    #expect(due == ["2026-11-20"])
  }
}
