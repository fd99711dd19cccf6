import CaseModel
import Foundation
import Synchronization
import TestSupport
import Testing

/// `hopenow` off a terminal, as scripts run it.
@Suite struct ScriptTests {
  static let passphrase = "a long passphrase for tests\n"
  let folder = TemporaryFolder()
  let program: Program

  init() { program = Program(in: folder) }

  func run(_ line: String, input: String = "") throws -> Program.Result {
    try program.run(
      line.split(separator: " ").map(String.init), input: input, third: Self.passphrase)
  }

  /// Two journals, a person, six contacts and a key file, as in the README.
  func recordAnEvening() throws { try folder.take(from: Self.evening.get()) }

  /// Made once: stretching passphrases takes its time.
  private static let evening = Result {
    let tests = ScriptTests()
    try tests.makeAnEvening()
    return tests.folder
  }

  private func makeAnEvening() throws {
    for name in ["a", "b"] {
      #expect(
        try run("init --journal \(name).hopenow --worker \(name) --small-machine --passphrase-fd 3")
          .status == 0)
    }
    let person = try run(
      "person --journal a.hopenow --fields - --passphrase-fd 3",
      input: "alias: Red Hat\ngender: Feminine\ncitizenship: NG\n\n")
    #expect(person.output.wholeMatch(of: /HN-[0-9A-Z]{4}-[0-9A-Z]{4}\n/) != nil)
    #expect(person.errors.isEmpty)
    let contact = try program.run(
      [
        "contact", "--journal", "a.hopenow", "--person", "Red Hat", "--setting", "street", "--on",
        "2026-10-31", "--met", "14", "--spoken", "3", "--note", "-", "--passphrase-fd", "3",
      ],
      input: "Met near the station.\n", third: Self.passphrase)
    #expect(contact.status == 0)
    for day in 1...5 {
      #expect(
        try run(
          "contact --journal b.hopenow --setting church --on 2026-10-0\(day) --met 2 --passphrase-fd 3"
        ).status == 0)
    }
    #expect(
      try run("key add --journal a.hopenow --new-key-file month.key --passphrase-fd 3").status == 0)
  }

  @Test func `an evening, a merge and the month`() throws {
    try recordAnEvening()
    let before = try Data(contentsOf: URL(filePath: folder.file("a.hopenow")))
    let dry = try run("merge --journal a.hopenow b.hopenow --dry-run --trust-new --passphrase-fd 3")
    #expect(dry.status == 0 && dry.errors.isEmpty)
    #expect(try Data(contentsOf: URL(filePath: folder.file("a.hopenow"))) == before)
    let merge = try run("merge --journal a.hopenow b.hopenow --trust-new --passphrase-fd 3")
    #expect("Dry run: nothing was changed.\n" + merge.output == dry.output)

    var bare = program
    bare.environment = [:]
    let report = [
      "report", "monthly", "--period", "2026-10", "--format", "csv", "--internal", "--journal",
      "a.hopenow", "--key-file", "month.key",
    ]
    let month = try bare.run(report)
    #expect(month.errors.isEmpty && month.status == 0)
    for line in [
      "times,kind,contact,6,0", "met,,,24,0", "persons,,,1,0", "times,setting,church,5,0",
      "persons,citizenship,NG,1,0",
    ] {
      #expect(month.output.contains("monthly,2026-10,\(line)\n"))
    }
    #expect(try bare.run(report).output == month.output)

    let after = try Data(contentsOf: URL(filePath: folder.file("a.hopenow")))
    #expect(
      try run("merge --journal a.hopenow b.hopenow --trust-new --passphrase-fd 3").output.hasSuffix(
        "Nothing new.\n"))
    #expect(try Data(contentsOf: URL(filePath: folder.file("a.hopenow"))) == after)
  }

  @Test func `each failure has its status, and says nothing on standard output`() throws {
    try recordAnEvening()
    func status(_ line: String, third: String? = nil) throws -> Int32 {
      let result = try program.run(line.split(separator: " ").map(String.init), third: third)
      #expect(result.output.isEmpty)
      #expect(result.errors.hasPrefix("Error: "))
      return result.status
    }
    #expect(try status("list --journal none.hopenow") == 10)
    #expect(try status("list --journal a.hopenow") == 12)
    #expect(
      try status("list --journal a.hopenow --passphrase-fd 3", third: "another long passphrase\n")
        == 12)
    #expect(try status("list --journal a.hopenow --key-file none.key") == 12)
    #expect(try status("list --journal month.key --key-file month.key") == 13)
    #expect(
      try status("merge --journal a.hopenow b.hopenow --passphrase-fd 3", third: Self.passphrase)
        == 14)
    #expect(try status("init --journal a.hopenow --worker x --key-file month.key") == 15)
    #expect(try status("show HN-0000 --journal a.hopenow --key-file month.key") == 16)
    #expect(try status("show Green --journal a.hopenow --key-file month.key") == 16)
    #expect(try status("contact --journal a.hopenow --key-file month.key --setting nowhere") == 64)
    #expect(try status("contact --journal a.hopenow --key-file month.key --on 2027-10-01") == 64)
    #expect(try status("report --period never --journal a.hopenow --key-file month.key") == 64)
    #expect(try status("contact --journal a.hopenow --key-file month.key") == 64)
    #expect(try status("person --journal a.hopenow --key-file month.key --fields -") == 64)
    #expect(try status("visit --journal a.hopenow --key-file month.key --type prison") == 64)
    #expect(try status("list --kind cat --journal a.hopenow --key-file month.key") == 64)
    #expect(try status("list --columns on,cat --journal a.hopenow --key-file month.key") == 64)
    #expect(try status("list --worker cat --journal a.hopenow --key-file month.key") == 16)
    #expect(try status("list --place cat --journal a.hopenow --key-file month.key") == 16)
  }

  @Test func `a command mistyped by a letter was only unexpected`() throws {
    for (typed, meant) in [
      (["tema"], "team"), (["team", "ad", "x"], "add"), (["contct", "--met", "1"], "contact"),
      (["mrge", "x.hopenow"], "merge"),
    ] {
      let result = try program.run(typed)
      #expect(result.status == 64 && result.output.isEmpty)
      #expect(result.errors.contains("Did you mean '\(meant)'?"), "\(result.errors)")
    }
    #expect(try !program.run(["nosuch"]).errors.contains("Did you mean"))
  }

  @Test func `help on a command that there isn't was a success`() throws {
    for arguments in [["help", "nosuch"], ["help", "key", "nosuch"]] {
      let result = try program.run(arguments)
      #expect(result.status == 64 && result.output.isEmpty, "\(arguments)")
      #expect(result.errors.hasPrefix("Error: Unexpected argument 'nosuch'"))
    }
    for arguments in [
      ["help"], ["help", "key"], ["help", "key", "add"], ["help", "edit"], ["help", "--help"],
      ["help", "edit", "more"], ["--help"], ["edit", "--help"], ["contact", "-h"],
    ] {
      let result = try program.run(arguments)
      #expect(result.status == 0 && result.errors.isEmpty, "\(arguments)")
      #expect(result.output.contains("USAGE: hopenow"), "\(arguments)")
    }
    #expect(try program.run(["help", "edit"]).output.contains("USAGE: hopenow edit"))
  }

  @Test func `what was wrong with one command was explained by the usage of all`() throws {
    try recordAnEvening()
    let key = ["--journal", "a.hopenow", "--key-file", "month.key"]
    for (command, usage) in [
      (["search"], "search"), (["edit", "Red Hat"], "edit <record>"),
      (["edit", "Red Hat", "--gender"], "edit <record>"),
    ] {
      let result = try program.run(command + key)
      #expect(result.status == 64 && result.output.isEmpty)
      #expect(result.errors.contains("\nUsage: hopenow \(usage)"), "\(result.errors)")
    }
  }

  @Test func `a day set for today that is none is refused`() throws {
    var program = program
    program.environment["HOPENOW_TODAY"] = "someday"
    let result = try program.run(["report", "--list"])
    #expect(result.status == 64 && result.output.isEmpty)
  }

  @Test func `a flipped bit gives status 13 or the same output`() throws {
    try recordAnEvening()
    let list = ["list", "--journal", "a.hopenow", "--key-file", "month.key", "--format", "json"]
    let expected = try program.run(list).output
    let path = URL(filePath: folder.file("a.hopenow"))
    let original = try Data(contentsOf: path)
    var damaged = 0
    for byte in stride(from: 3, to: original.count, by: 4099) {
      var data = original
      data[byte] ^= 4
      try data.write(to: path)
      let result = try program.run(list)
      if result.status == 13 {
        damaged += 1
      } else {
        #expect(result.status == 0 && result.output == expected)
      }
    }
    #expect(damaged > 5)
  }

  @Test func `bad input names the line and the field, never what was typed, and changes nothing`()
    throws
  {
    try recordAnEvening()
    let before = try Data(contentsOf: URL(filePath: folder.file("a.hopenow")))
    let result = try program.run(
      ["person", "--journal", "a.hopenow", "--key-file", "month.key", "--fields", "-"],
      input: "alias: Canary Coat\nbirth-year: canary\n\n")
    #expect(result.status == 64)
    #expect(
      result.errors.hasPrefix(
        "Error: Line 2: 'birth-year' takes a whole number from 1900 to 2100.\n"))
    #expect(!result.errors.lowercased().contains("canary"))
    #expect(try Data(contentsOf: URL(filePath: folder.file("a.hopenow"))) == before)
  }

  @Test func `a referral's answer follows its dates, and an impossible order is refused`() throws {
    try recordAnEvening()
    let key = ["--journal", "a.hopenow", "--key-file", "month.key"]
    let made = try program.run(
      [
        "refer", "--person", "Red", "--to", "Invented Clinic", "--group", "health", "--on",
        "2026-10-20", "--override", "Invented reason.",
      ] + key)
    #expect(made.errors.isEmpty)
    let id = String(made.output.dropLast())
    #expect(try program.run(["edit", id, "--done", "2026-10-25"] + key).status == 14)
    #expect(try program.run(["edit", id, "--accepted", "2026-10-19"] + key).status == 14)
    #expect(try program.run(["edit", id, "--accepted", "2026-10-22"] + key).status == 0)
    #expect(try program.run(["edit", id, "--rejected", "2026-10-23"] + key).status == 14)
    #expect(try program.run(["edit", id, "--done=2026-10-25"] + key).status == 0)
    let shown = try program.run(["show", id] + key).output
    #expect(shown.contains("Invented Clinic") && shown.contains("2026-10-25"))
    #expect(try program.run(["undo"] + key).status == 0)
    #expect(try !program.run(["show", id] + key).output.contains("2026-10-25"))
    #expect(try program.run(["delete", id] + key).status == 0)
    #expect(try program.run(["edit", id, "--done", "2026-10-25"] + key).status == 16)
  }

  @Test func `somebody without a page gets one with the record, and is counted`() throws {
    try recordAnEvening()
    let key = ["--journal", "a.hopenow", "--key-file", "month.key"]
    #expect(
      try program.run(["contact", "--person", "Green Coat", "--on", "2026-10-30"] + key).status
        == 16)
    #expect(
      try program.run(
        ["visit", "--new-person", "Green Coat", "--type", "prison", "--on", "2026-10-30"] + key
      ).status == 0)
    #expect(
      try program.run(["contact", "--person", "green", "--on", "2026-10-30"] + key).status == 0)
    #expect(
      try program.run(["contact", "--person", "Green Boat", "--on", "2026-10-30"] + key).errors
        .contains("Did you mean HN-"))
    let report = try program.run(
      ["report", "--period", "2026-10", "--internal", "--format", "csv"] + key)
    #expect(
      report.output.contains("persons,,,2,0") && report.output.contains("persons,kind,visit,1,0"))
  }

  @Test func `a field in conflict shows both, until an edit settles it`() throws {
    try recordAnEvening()
    let key = ["--key-file", "month.key"]
    #expect(
      try run("merge --journal b.hopenow a.hopenow --trust-new --passphrase-fd 3").status == 0)
    #expect(
      try run("key add --journal b.hopenow --new-key-file b.key --passphrase-fd 3").status == 0)
    #expect(
      try program.run(["edit", "Red Hat", "--gender", "Masculine", "--journal", "a.hopenow"] + key)
        .status == 0)
    #expect(
      try program.run([
        "edit", "Red Hat", "--gender", "unknown", "--journal", "b.hopenow", "--key-file", "b.key",
      ]).status == 0)
    let merge = try run("merge --journal a.hopenow b.hopenow --trust-new --passphrase-fd 3")
    #expect(merge.status == 3)
    let conflicts = try program.run(["conflicts", "--journal", "a.hopenow"] + key)
    #expect(conflicts.status == 3)
    #expect(conflicts.output.contains("Man or boy") && conflicts.output.contains("unknown"))
    #expect(
      try program.run(["edit", "Red Hat", "--gender", "Feminine", "--journal", "a.hopenow"] + key)
        .status == 0)
    let settled = try program.run(["conflicts", "--journal", "a.hopenow"] + key)
    #expect(settled.status == 0 && settled.output.isEmpty)
  }

  @Test func `several processes that write at once lose nothing, and none is told to wait`() throws
  {
    try recordAnEvening()
    let key = ["--journal", "a.hopenow", "--key-file", "month.key"]
    let statuses = Mutex<[Int32]>([])
    let program = program
    DispatchQueue.concurrentPerform(iterations: 8) { writer in
      for _ in 0..<5 {
        let result = try? program.run(["contact", "--setting", "park", "--met", "\(writer)"] + key)
        statuses.withLock { $0.append(result?.status ?? -1) }
      }
    }
    #expect(statuses.withLock { $0 } == [Int32](repeating: 0, count: 40))
    let list = try program.run(["list", "--limit", "0", "--format", "csv"] + key)
    #expect(list.output.split(separator: "\n").count == 1 + 1 + 40)
    #expect(try program.run(["check"] + key).status == 0)
  }

  @Test(.enabled(if: LeakTests.hasTracer, "needs strace"))
  func `a write that was killed is rolled back by the next command, also by one that only reads`()
    throws
  {
    try recordAnEvening()
    let key = ["--journal", "a.hopenow", "--key-file", "month.key"]
    let before = try program.run(["list", "--format", "json"] + key).output
    // The writer dies at its first write to the journal's own pages: the rollback journal is hot.
    let killed = try program.run(
      ["contact", "--met", "77"] + key,
      prefix: [
        "/usr/bin/strace", "-f", "-qq", "-o", folder.file("trace"), "-P", folder.file("a.hopenow"),
        "-e", "trace=pwrite64", "-e", "inject=pwrite64:signal=KILL:when=2",
      ])
    #expect(killed.status != 0)
    let journal = try Data(contentsOf: URL(filePath: folder.file("a.hopenow-journal")))
    #expect(!journal.isEmpty)
    let after = try program.run(["list", "--format", "json"] + key)
    #expect(after.output == before && after.status == 0)
    #expect(try program.run(["check"] + key).status == 0)
  }

  @Test(.enabled(if: LeakTests.hasTracer, "needs strace"))
  func `a colleague's journal whose writer was killed is merged from a copy and left as it is`()
    throws
  {
    try recordAnEvening()
    #expect(
      try run("key add --journal b.hopenow --new-key-file b.key --passphrase-fd 3").status == 0)
    _ = try program.run(
      ["contact", "--met", "77", "--journal", "b.hopenow", "--key-file", "b.key"],
      prefix: [
        "/usr/bin/strace", "-f", "-qq", "-o", folder.file("trace"), "-P", folder.file("b.hopenow"),
        "-e", "trace=pwrite64", "-e", "inject=pwrite64:signal=KILL:when=2",
      ])
    func files() throws -> [Data] {
      try ["b.hopenow", "b.hopenow-journal"].map {
        try Data(contentsOf: URL(filePath: folder.file($0)))
      }
    }
    let before = try files()
    #expect(!before[1].isEmpty)
    let merge = try run("merge --journal a.hopenow b.hopenow --trust-new --passphrase-fd 3")
    #expect(merge.status == 0 && merge.output.contains("6 new"))
    #expect(try files() == before)
    let state = folder.file(".local/state/hopenow")
    #expect(
      try !FileManager.default.contentsOfDirectory(atPath: state).contains {
        $0.hasSuffix(".making")
      })
  }

  @Test func `control characters in words never reach the terminal`() throws {
    try recordAnEvening()
    let key = ["--journal", "a.hopenow", "--key-file", "month.key"]
    let made = try program.run(
      ["person", "--fields", "-"] + key,
      input: "alias: Evil\u{1b}]0;x\u{7} Hat\n\nnote \u{1b}[2J\u{202e}\n")
    #expect(made.status == 0)
    for command in [["show", "Evil", "--history"], ["list", "--kind", "person"]] {
      let shown = try program.run(command + key)
      #expect(shown.status == 0 && shown.output.contains("Evil"))
      #expect(
        !shown.output.unicodeScalars.contains { ["\u{1b}", "\u{7}", "\u{202e}"].contains($0) })
    }
  }

  @Test
  func `a merge takes a passphrase a line, each for its journal, the last for all that follow`()
    throws
  {
    try recordAnEvening()
    let others = ["c", "d"]
    for name in others {
      #expect(
        try program.run(
          [
            "init", "--journal", "\(name).hopenow", "--worker", name, "--small-machine",
            "--passphrase-fd", "3",
          ],
          third: "quite another long passphrase\n"
        ).status == 0)
    }
    let merge = [
      "merge", "--journal", "a.hopenow", "b.hopenow", "c.hopenow", "d.hopenow", "--trust-new",
      "--passphrase-fd", "3",
    ]
    let lines = Self.passphrase + Self.passphrase + "quite another long passphrase\n"
    let result = try program.run(merge, third: lines)
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(result.output.split(separator: "\n").count == 3 + 3 + 1)
    // With the first passphrase for all, two are refused, told, and the other is merged.
    let wrong = try program.run(merge, third: Self.passphrase)
    #expect(
      wrong.status == 12 && wrong.errors.contains("c.hopenow") && wrong.output.contains("b.hopenow")
    )
  }

  @Test func `keys are added, listed and removed`() throws {
    try recordAnEvening()
    #expect(
      try program.run(["key", "list", "--journal", "a.hopenow"]).output.split(separator: "\n").count
        == 2)
    #expect(
      try program.run([
        "key", "remove", "1", "--yes", "--journal", "a.hopenow", "--key-file", "month.key",
      ])
      .status == 0)
    #expect(try run("list --journal a.hopenow --passphrase-fd 3").status == 12)
    #expect(
      try program.run([
        "key", "remove", "2", "--yes", "--journal", "a.hopenow", "--key-file", "month.key",
      ])
      .status == 14)
    chmod(folder.file("month.key"), 0o644)
    #expect(
      try program.run(["list", "--journal", "a.hopenow", "--key-file", "month.key"]).status == 12)
  }

  @Test func `what only reads works where nothing can be written`() throws {
    try recordAnEvening()
    let key = ["--journal", "a.hopenow", "--key-file", "month.key"]
    let expected = try ["list", "report"].map { try program.run([$0] + key).output }
    let journal = folder.file("a.hopenow")
    chmod(journal, 0o400)
    try? FileManager.default.removeItem(atPath: journal + "-journal")
    for (place, command) in ["list", "report"].enumerated() {
      let result = try program.run([command] + key)
      #expect(result.status == 0 && result.output == expected[place] && result.errors.isEmpty)
    }
    #expect(try program.run(["show", "Red Hat"] + key).status == 0)
    #expect(try program.run(["check"] + key).status == 0)
  }

  @Test func `a demo is merged, marked, decided by its seed, and never mixes`() throws {
    let ids = try ["one", "two"].map { name in
      #expect(
        try program.run(["demo", "--folder", name, "--workers", "2", "--months", "1"]).status == 0)
      let list = try program.run([
        "list", "--journal", "\(name)/worker-1.hopenow", "--key-file", "\(name)/demo.key",
        "--limit", "0", "--format", "json",
      ])
      #expect(list.errors.contains("demo journal"))
      return list.output
    }
    #expect(ids[0].count > 1000)
    #expect(
      ids[0].matches(of: /"id": "[0-9a-f-]*"/).map { String($0.0) }
        == ids[1].matches(of: /"id": "[0-9a-f-]*"/).map { String($0.0) })
    try recordAnEvening()
    let mixed = try program.run([
      "merge", "--journal", "a.hopenow", "one/worker-1.hopenow", "--key-file", "one/demo.key",
    ])
    #expect(mixed.status == 12)
  }

  @Test func `a demo writes as many records as it is told, each a command of its own`() throws {
    let made = try program.run([
      "demo", "--folder", "d", "--workers", "1", "--months", "2", "--records", "123",
    ])
    #expect(made.status == 0 && made.output.contains("worker-1.hopenow: 123 records"))
    let key = ["--journal", "d/worker-1.hopenow", "--key-file", "d/demo.key"]
    let events = try program.run(["list", "--limit", "0"] + key).output
    let persons = try program.run(["list", "--kind", "person", "--limit", "0"] + key).output
    let lists = try program.run(["list", "--kind", "list-entry", "--limit", "0"] + key).output
    #expect((events + persons + lists).split(separator: "\n").count == 123)
    let code = /HN-\w{4}-\w{4}/
    let named = Set(events.matches(of: code).map { String($0.0) })
    #expect(named.count > 3 && named.isSubset(of: persons.matches(of: code).map { String($0.0) }))
    let check = try program.run(["check"] + key)
    #expect(check.status == 0 && check.output.contains("Entries 124, changes 124."))
  }

  @Test func `whoever gets a page because of a contact is named there, and met stays`() throws {
    try recordAnEvening()
    let key = ["--journal", "a.hopenow", "--key-file", "month.key"]
    let id = try program.run(["contact", "--setting", "park", "--met", "6"] + key).output.trimmed
    let code = try program.run(
      ["person", "--fields", "-", "--met-at", id] + key, input: "alias: Blue Coat\n"
    ).output.trimmed
    let list = try program.run(["list", "--person", "Blue Coat"] + key).output
    #expect(list.contains("\(id)  Park · met 6 · \(code) Blue Coat"))
    let elsewhere = try program.run(["session", "--person", "Red Hat"] + key).output.trimmed
    let wrong = try program.run(
      ["person", "--fields", "-", "--met-at", elsewhere] + key, input: "alias: Green Bag\n")
    #expect(wrong.status == 16 && wrong.errors.contains("There is no such contact."))
    #expect(try program.run(["show", "Green Bag"] + key).status == 16)
  }

  /// They were stored: a zero byte, which no sheet may have, and another letter for what isn't UTF-8.
  @Test(arguments: [
    ("--fields", "alias: Red\\nphone: 1\\0002\\n", 2), ("--fields", "alias: R\\370d Hat\\n", 1),
    ("--note", "one\\ntwo\\n\\303\\n", 3), ("--note", "\\000", 1),
    ("--note", "\\355\\240\\200", 1), ("--note", "half a letter\\n\\360\\237\\230", 2),
  ])
  func `what isn't text was taken as words from standard input`(
    option: String, input: String, line: Int
  ) throws {
    try recordAnEvening()
    let before = try Data(contentsOf: URL(filePath: folder.file("a.hopenow")))
    let result = try program.run(
      ["person", option, "-", "--journal", "a.hopenow", "--key-file", "month.key"],
      prefix: ["/bin/bash", "-c", "printf '\(input)' | \"$0\" \"$@\""])
    #expect(result.status == 64)
    #expect(result.errors.hasPrefix("Error: Line \(line) of standard input is no text in UTF-8.\n"))
    #expect(try Data(contentsOf: URL(filePath: folder.file("a.hopenow"))) == before)
  }

  @Test func `what isn't text was taken as words from an option`() throws {
    try recordAnEvening()
    let before = try Data(contentsOf: URL(filePath: folder.file("a.hopenow")))
    let result = try program.run(
      ["person", "--journal", "a.hopenow", "--key-file", "month.key"],
      prefix: ["/bin/bash", "-c", "\"$0\" \"$@\" --alias $'R\\xf8d Hat'"])
    #expect(result.status == 64)
    #expect(result.errors.hasPrefix("Error: Argument 7 is no text in UTF-8.\n"), "\(result.errors)")
    #expect(try Data(contentsOf: URL(filePath: folder.file("a.hopenow"))) == before)
  }

  @Test func `a second page for the same alias was made without asking`() throws {
    try recordAnEvening()
    let key = ["--journal", "a.hopenow", "--key-file", "month.key"]
    let before = try Data(contentsOf: URL(filePath: folder.file("a.hopenow")))
    for (arguments, input) in [
      (["--alias", "red  HAT"], ""), (["--fields", "-"], "gender: Feminine\nalias: Red Hat\n"),
    ] {
      let refused = try program.run(["person"] + arguments + key, input: input)
      #expect(refused.status == 14 && refused.output.isEmpty)
      #expect(refused.errors.contains("HN-") && refused.errors.contains("--same-alias"))
      #expect(!refused.errors.contains("Red") && !refused.errors.contains("HAT"))
      let session = try TerminalSession(program, ["person", "--alias", "Red Hat"] + key)
      #expect(session.waits(for: "Red Hat already. Is this somebody else? [y/N] "))
      session.type("n\r")
      #expect(session.ends() == 14)
      #expect(try Data(contentsOf: URL(filePath: folder.file("a.hopenow"))) == before)
    }
    // Its beginning is another alias.
    #expect(try program.run(["person", "--alias", "Red"] + key).status == 0)
    // Asked for the questions, one can say another one.
    let asked = try TerminalSession(program, ["person"] + key)
    for (question, answer) in [
      ("call her or him? ", "Red Hat"), ("somebody else? ", "n"), ("call her or him? ", "Blue"),
      ("Which gender? ", ""), ("countries? ", ""), ("> ", ""), ("m asks more: ", ""),
    ] {
      #expect(asked.waits(for: question))
      asked.type(answer + "\r")
    }
    #expect(asked.ends() == 0)
    // Two persons of one alias stay possible, said on purpose; also one who was deleted is no other.
    #expect(try program.run(["person", "--alias", "Red Hat", "--same-alias"] + key).status == 0)
    #expect(try program.run(["show", "Red Hat"] + key).status == 16)
    #expect(try program.run(["delete", "Blue", "--yes"] + key).status == 0)
    #expect(try program.run(["person", "--alias", "Blue"] + key).status == 0)
  }

  @Test func `an empty alias took a person's only name without a word`() throws {
    try recordAnEvening()
    let key = ["--journal", "a.hopenow", "--key-file", "month.key"]
    let before = try Data(contentsOf: URL(filePath: folder.file("a.hopenow")))
    for (arguments, input) in [
      (["--alias", ""], ""), (["--alias= "], ""), (["--fields", "-"], "alias:\n"),
      (["--gender", "unknown", "--alias", "-"], "\n"),
    ] {
      let result = try program.run(["edit", "Red Hat"] + arguments + key, input: input)
      #expect(result.status == 64 && result.errors.contains("--clear alias"), "\(arguments)")
    }
    #expect(try Data(contentsOf: URL(filePath: folder.file("a.hopenow"))) == before)
    #expect(try program.run(["edit", "Red Hat", "--clear", "alias"] + key).status == 0)
    #expect(try program.run(["show", "Red Hat"] + key).status == 16)
  }

  @Test func `answers that can't both be true were recorded`() throws {
    try recordAnEvening()
    let key = ["--journal", "a.hopenow", "--key-file", "month.key"]
    let consent = [
      "consent", "--person", "Red", "--purpose", "share", "--to", "Invented Police", "--answer",
      "given", "--on", "2026-11-01",
    ]
    let contact = try program.run(["contact", "--spoken", "3"] + key).output.trimmed
    #expect(try program.run(consent + ["--until", "2026-11-01"] + key).status == 0)
    let before = try Data(contentsOf: URL(filePath: folder.file("a.hopenow")))
    for (command, fields) in [
      (consent + ["--until", "2026-10-31"], ["until", "on"]),
      (["contact", "--met", "2", "--spoken", "3"], ["spoken", "met"]),
      (
        ["contact", "--met", "2", "--met-gender", "Feminine=1,Masculine=2"], ["met-gender", "met"]
      ),
      (["contact", "--spoken", "0", "--spoken-gender", "unknown=1"], ["spoken-gender", "spoken"]),
      (["contact", "--met", "0", "--spoken-gender", "Feminine=1"], ["spoken-gender", "met"]),
      (["edit", contact, "--met", "2"], ["spoken", "met"]),
    ] {
      let result = try program.run(command + key)
      #expect(result.status == 14, "\(command)")
      #expect(result.errors.hasPrefix("Error: '\(fields[0])' can not "), "\(result.errors)")
      #expect(result.errors.contains("'\(fields[1])'"))
    }
    try "on,met,spoken\n2026-10-01,2,2\n2026-10-01,2,3\n".write(
      toFile: folder.file("sheet.csv"), atomically: false, encoding: .utf8)
    let sheet = try program.run(["import", "sheet.csv", "--kind", "contact"] + key)
    #expect(sheet.status == 64 && sheet.errors.hasPrefix("Line 3: spoken is more than met.\n"))
    #expect(try Data(contentsOf: URL(filePath: folder.file("a.hopenow"))) == before)
    for answers in [
      ["--met", "2", "--spoken", "2", "--met-gender", "Feminine=2"], ["--spoken", "4"],
      ["--met", "unknown", "--spoken", "9"],
    ] { #expect(try program.run(["contact"] + answers + key).status == 0) }
    // At a terminal the question comes again, and what was answered before it is kept.
    let asked = try TerminalSession(program, ["contact"] + key)
    for (question, answer) in [
      ("happen? ", ""), ("setting? ", ""), ("meet? ", "2"), ("speak with? ", "3"),
      ("can not be more than", ""), ("own? ", ""), ("> ", ""), ("m asks more: ", ""),
    ] {
      #expect(asked.waits(for: question))
      asked.type(answer + "\r")
    }
    #expect(asked.ends() == 0)
    let latest = try program.run(["list", "--format", "csv", "--limit", "1"] + key).output
    #expect(latest.hasSuffix(",2,\n"), "\(latest)")
  }

  @Test func `the agenda didn't name the organisation of a consent that runs out`() throws {
    try recordAnEvening()
    let key = ["--journal", "a.hopenow", "--key-file", "month.key"]
    #expect(
      try program.run(
        [
          "consent", "--person", "Red", "--purpose", "share", "--to", "Invented Police",
          "--answer", "given", "--until", "2026-11-10",
        ] + key
      ).status == 0)
    let agenda = try program.run(["agenda"] + key).output
    #expect(agenda.contains("consent runs out") && agenda.contains(" · Invented Police"))
  }

  @Test func `an empty note alone records nothing`() throws {
    try recordAnEvening()
    let key = ["--journal", "a.hopenow", "--key-file", "month.key"]
    let before = try Data(contentsOf: URL(filePath: folder.file("a.hopenow")))
    for input in ["", "\n\n"] {
      let result = try program.run(["contact", "--note", "-"] + key, input: input)
      #expect(result.status == 64 && result.errors.contains("nothing to record"))
    }
    #expect(try Data(contentsOf: URL(filePath: folder.file("a.hopenow"))) == before)
  }

  @Test func `an empty reference is nobody, though there is but one in the list`() throws {
    try recordAnEvening()
    let key = ["--journal", "a.hopenow", "--key-file", "month.key"]
    let share = ["consent", "--person", "Red Hat", "--purpose", "share", "--answer", "given"]
    #expect(try program.run(share + ["--to", "Invented Police"] + key).status == 0)
    let before = try Data(contentsOf: URL(filePath: folder.file("a.hopenow")))
    for command in [
      ["refer", "--person", "Red Hat", "--to", ""], share + ["--to", " "],
      ["contact", "--met", "3", "--place", ""], ["contact", "--new-person", ""],
      ["contact", "--project", ""], ["list", "--worker", ""], ["list", "--place", ""],
    ] {
      let result = try program.run(command + key)
      #expect([16, 64].contains(result.status), "\(command)")
    }
    #expect(try Data(contentsOf: URL(filePath: folder.file("a.hopenow"))) == before)
  }

  @Test func `settings that are refused leave the journal as it was`() throws {
    try recordAnEvening()
    let key = ["--journal", "a.hopenow", "--key-file", "month.key"]
    let before = try Data(contentsOf: URL(filePath: folder.file("a.hopenow")))
    #expect(try program.run(["edit", "settings", "--overdue-days", "0"] + key).status == 64)
    #expect(try program.run(["show", "settings"] + key).status == 16)
    #expect(try Data(contentsOf: URL(filePath: folder.file("a.hopenow"))) == before)
    #expect(try program.run(["edit", "settings", "--overdue-days", "21"] + key).status == 0)
    #expect(try program.run(["edit", "settings", "--clear", "overdue-days"] + key).status == 0)
    #expect(try program.run(["edit", "settings", "--overdue-days", "22"] + key).status == 0)
    #expect(try program.run(["show", "settings"] + key).output.contains("overdue-days  22"))
  }
}
