import Foundation
import TestSupport
import Testing

/// The team's commands as processes: whose key opens what, and what a folder full of files does.
@Suite struct TeamCommandTests {
  let folder = TemporaryFolder()
  let program: Program

  init() throws {
    var program = Program(in: folder)
    program.environment["HOPENOW_TODAY"] = "2026-11-01T22:30"
    self.program = program
    for name in ["s", "a", "b"] {
      try Data((0..<32).map { _ in UInt8.random(in: 0...255) })
        .write(to: URL(filePath: folder.file(name + ".key")))
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o600], ofItemAtPath: folder.file(name + ".key"))
    }
  }

  /// A command as one of the three, with a journal and a key of her own.
  @discardableResult
  func run(_ who: String, _ arguments: String...) throws -> Program.Result {
    try program.run(
      arguments + ["--journal", who + ".hopenow", "--key-file", who + ".key"])
  }

  /// A founder and two workers by her file, of whom she has added the first one.
  func makeTeam() throws {
    try #require(run("s", "init", "--worker", "Worker S").status == 0)
    try #require(run("s", "team", "create", "Night team").status == 0)
    try #require(run("s", "team", "card", "team.card").status == 0)
    for name in ["a", "b"] {
      try #require(
        run(name, "init", "--worker", "Worker \(name.uppercased())", "--team", "team.card").status
          == 0)
      try #require(run(name, "team", "card", name + ".card").status == 0)
      try #require(
        run(name, "contact", "--setting", "street", "--met", "4", "--spoken", "1").status == 0)
    }
    try #require(run("s", "team", "add", "a.card", "--yes").status == 0)
  }

  /// A journal for statistics in the team, by the options that open it.
  func makeOffice() throws -> [String] {
    let office = ["--journal", "office.hopenow", "--key-file", "a.key"]
    try #require(
      program.run(
        ["init", "--statistics", "--worker", "Office", "--team", "team.card"] + office
      ).status == 0)
    try #require(program.run(["team", "card", "office.card"] + office).status == 0)
    try #require(run("s", "team", "add", "office.card", "--yes").status == 0)
    return office
  }

  @Test func `a folder is merged by one's own key, whatever else lies in it`() throws {
    try makeTeam()
    try Data("no journal".utf8).write(to: URL(filePath: folder.file("notes.txt")))
    let merged = try run("s", "merge", ".", "--trust-new")
    #expect(merged.status == 0, "\(merged.errors)")
    #expect(merged.output.contains("Worker A (./a.hopenow): 1 new"))
    #expect(merged.output.contains("Worker B (./b.card): 1 new"))
    #expect(merged.output.contains("Worker B (./b.hopenow): 1 new"))
    #expect(merged.output.contains("Counts in the team now: Worker B: "))
    #expect(merged.errors == "")
    let again = try run("s", "merge", ".")
    #expect(again.status == 0)
    #expect(again.output.hasSuffix("Nothing new.\n"))
  }

  @Test func `what waits is listed and counts after a yes, without another merge`() throws {
    try makeTeam()
    let dry = try run("s", "merge", "a.hopenow", "b.hopenow", "--dry-run")
    #expect(dry.status == 3)
    #expect(dry.output.contains("Waits for a supervisor's yes: Worker B: "))
    // Somebody who isn't a supervisor isn't asked.
    let worker = try run("a", "merge", "b.hopenow")
    #expect(worker.status == 12, "there is no key for her in it")
    let given = try run("a", "merge", "b.card")
    #expect(given.status == 3)
    #expect(try run("a", "team", "list").output.contains("waiting for a supervisor's yes"))
    #expect(try run("a", "team", "add", "Worker B", "--yes").status == 14)
    try #require(run("s", "merge", "a.hopenow", "b.hopenow", "--trust-new").status == 0)
    try #require(run("s", "team", "remove", "worker b", "--yes").status == 0)
    #expect(try run("s", "team", "list").output.contains("removed"))
    #expect(try run("s", "list").output.split(separator: "\n").count == 2)
  }

  @Test func `a script renamed the team for everybody, unasked`() throws {
    try makeTeam()
    let refused = try run("s", "team", "create", "Other team")
    #expect(refused.status == 14 && refused.errors.contains("Add --yes"))
    #expect(try run("s", "team", "create", "Night team").status == 0)
    #expect(try run("a", "team", "create", "Other team", "--yes").status == 14)
    #expect(try run("s", "team", "create", "Other team", "--yes").status == 0)
  }

  @Test func `with a key file for one's own journal no passphrase could be given for another`()
    throws
  {
    try makeTeam()
    let phrase = "planet river window music"
    let made = try program.run(
      ["init", "--worker", "Worker C", "--journal", "c.hopenow", "--passphrase-fd", "3"],
      third: phrase + "\n")
    #expect(made.status == 0, "\(made.errors)")
    let merge = [
      "merge", "c.hopenow", "--dry-run", "--journal", "s.hopenow", "--key-file", "s.key",
    ]
    let without = try program.run(merge)
    #expect(without.status == 12 && without.errors.contains("--passphrase-fd"))
    let merged = try program.run(merge + ["--passphrase-fd", "3"], third: phrase + "\n")
    #expect(merged.output.contains("Worker C (c.hopenow): 1 new"), "\(merged.errors)")
  }

  @Test
  func `a merge says who counts by a colleague's word, by the name that the team has for her`()
    throws
  {
    try makeTeam()
    try #require(run("s", "team", "add", "a.card", "--supervisor", "--yes").status == 0)
    try FileManager.default.createDirectory(
      atPath: folder.file("stick"), withIntermediateDirectories: false)
    try #require(run("s", "share", "Worker A", "--folder", "stick").status == 0)
    try #require(run("a", "merge", "stick").status == 0)
    try #require(run("a", "team", "add", "b.card", "--name", "Bodil", "--yes").status == 0)
    try #require(run("s", "merge", "b.hopenow", "--dry-run").status == 3)
    let added = try run("s", "merge", "b.hopenow", "a.hopenow")
    #expect(added.status == 0, "\(added.errors)")
    #expect(added.output.contains("Counts in the team now: Bodil: "))
    #expect(added.output.contains("Records: 2 added"))
    #expect(try run("s", "merge", "b.hopenow").output.hasPrefix("Bodil (b.hopenow): "))
    try #require(run("a", "team", "remove", "Bodil", "--yes").status == 0)
    let removed = try run("s", "merge", "a.hopenow")
    #expect(removed.output.contains("Removed from the team: Bodil: "))
    #expect(removed.output.contains("Records: 0 added, 0 changed, 1 not counted any more"))
  }

  @Test func `of two by one name neither could be named`() throws {
    try makeTeam()
    try #require(run("s", "team", "add", "b.card", "--name", "Worker A", "--yes").status == 0)
    let refused = try run("s", "list", "--worker", "Worker A")
    #expect(refused.status == 16 && refused.errors.contains("six words"), "\(refused)")
    let words = try #require(refused.errors.split(separator: ": ").dropFirst(3).first)
    let fingerprint = String(words.split(whereSeparator: { ",.".contains($0) })[0])
    #expect(try run("s", "list", "--worker", fingerprint).status == 0)
    // A word alone may be the beginning of anybody's name.
    let word = String(fingerprint.prefix { $0 != " " })
    #expect(try run("s", "list", "--worker", word).status == 16)
  }

  @Test func `a file that is no team's was called no journal`() throws {
    try Data("root:x:0".utf8).write(to: URL(filePath: folder.file("passwd")))
    let refused = try run("a", "init", "--worker", "A", "--team", "passwd")
    #expect(refused.status == 13 && refused.errors.contains("is no card and no team's file"))
  }

  @Test func `adding a supervisor again made her a worker`() throws {
    try makeTeam()
    try #require(run("s", "team", "add", "b.card", "--supervisor", "--yes").status == 0)
    try #require(run("s", "team", "add", "b.card", "--name", "Bodil", "--yes").status == 0)
    let list = try run("s", "team", "list").output.split(separator: "\n")
    #expect(list.contains { $0.contains("Bodil") && $0.contains("supervisor") }, "\(list)")
  }

  @Test func `joining again and adding somebody again erase many only if told to`() throws {
    try makeTeam()
    try #require(run("s", "team", "add", "b.card", "--supervisor", "--yes").status == 0)
    for number in 1...11 { try run("s", "person", "--alias", "Red Hat \(number)") }
    try FileManager.default.createDirectory(
      atPath: folder.file("shared"), withIntermediateDirectories: false)
    try #require(run("s", "share", "--all", "--folder", "shared").status == 0)
    for name in ["a", "b"] {
      try #require(run(name, "merge", "shared").status == 0)
      #expect(try run(name, "list", "--kind", "person").output.split(separator: "\n").count == 11)
    }
    try #require(run("s", "team", "remove", "Worker B", "--yes").status == 0)
    for number in 1...11 {
      // Nobody has told her yet.
      try run("b", "erase", "Red Hat \(number)", "--reason", "kept-too-long", "--yes")
    }
    let merged = try run("s", "merge", "b.hopenow")
    try #require(merged.status == 0 && merged.output.contains("written after a removal"))
    let added = try run("s", "team", "add", "b.card", "--supervisor", "--yes")
    #expect(added.status == 14 && added.errors.contains("would erase 11 records for good"))
    #expect(try run("s", "team", "list").output.contains("removed"))
    #expect(
      try run("s", "team", "add", "b.card", "--supervisor", "--erase-many", "--yes").status == 0)

    try #require(run("s", "team", "card", "again.card").status == 0)
    let joined = try run("a", "team", "join", "again.card")
    #expect(joined.status == 14 && joined.errors.contains("would erase 11 records for good"))
    #expect(try run("a", "list", "--kind", "person").output.split(separator: "\n").count == 11)
    #expect(try run("a", "team", "join", "again.card", "--erase-many").status == 0)
    for name in ["a", "s"] {
      #expect(try run(name, "list", "--kind", "person").output.isEmpty)
    }
  }

  @Test func `a file named twice ended a merge that was done, and a great number the program`()
    throws
  {
    try makeTeam()
    let twice = try run("s", "merge", "a.hopenow", "./a.hopenow", "--dry-run")
    #expect(twice.status == 0, "\(twice.errors)")
    try run("s", "person", "--alias", "Red Hat")
    let least = "gender=\(Int.min)"
    #expect(try run("s", "conflicts", "--resolve", "Red Hat", "--take", least).status != 132)
    try FileManager.default.copyItem(
      atPath: folder.file("s.hopenow"), toPath: folder.file("t.hopenow"))
    try FileManager.default.copyItem(atPath: folder.file("s.key"), toPath: folder.file("t.key"))
    try run("s", "edit", "Red Hat", "--gender", "woman")
    try run("t", "edit", "Red Hat", "--gender", "man")
    try run("s", "merge", "t.hopenow")
    let refused = try run("s", "conflicts", "--resolve", "Red Hat", "--take", least)
    #expect(refused.status == 16, "\(refused.errors)")
  }

  @Test func `a founder who joined a worker lost her team`() throws {
    try makeTeam()
    try #require(
      program.run(
        ["init", "--worker", "Worker C", "--journal", "c.hopenow"] + ["--key-file", "a.key"]
      ).status == 0)
    try #require(
      program.run(["team", "card", "c.card", "--journal", "c.hopenow"] + ["--key-file", "a.key"])
        .status == 0)
    let joined = try run("s", "team", "join", "c.card", "--yes")
    #expect(joined.status == 14)
    #expect(joined.errors.contains("hopenow team add FILE"))
    #expect(try run("s", "team", "list").output.contains("Worker A"))
  }

  @Test func `a folder without a journal was merged, and a stick one folder down was not`() throws {
    try makeTeam()
    let manager = FileManager.default
    try manager.createDirectory(
      atPath: folder.file("media/stick"), withIntermediateDirectories: true)
    let nothing = try run("s", "merge", "media")
    #expect(nothing.status == 10 && nothing.output.isEmpty)
    #expect(nothing.errors.contains("There is no journal at \"media\"."))
    #expect(nothing.errors.contains("that the stick is plugged in"))
    try manager.copyItem(atPath: folder.file("a.hopenow"), toPath: folder.file("media/stick/a"))
    let merged = try run("s", "merge", "media")
    #expect(merged.status == 0, "\(merged.errors)")
    #expect(merged.output.contains("Worker A (media/stick/a): 2 new"))
  }

  @Test func `a colleague who isn't found was called a kind of record`() throws {
    try makeTeam()
    for (words, status, says) in [
      (["team", "add", "nobody.card", "--yes"], 16, "There is no such file, and nobody"),
      (["team", "add", "nobody", "--yes"], 16, "hopenow team list"),
      (["team", "add", "Worker", "--yes"], 16, "Worker S: "),
      (["team", "remove", "Worker S", "--yes"], 14, "That is you."),
      (["team", "remove", "Worker A"], 14, "Add --yes."),
      (["share", "Worker S"], 14, "That is you."),
      (["key", "add", "--reader", "Nobody"], 16, "hopenow team list"),
      (["team", "join", "nothing.card", "--yes"], 16, "can not be read"),
    ] as [([String], Int32, String)] {
      let result = try program.run(words + ["--journal", "s.hopenow", "--key-file", "s.key"])
      #expect(result.status == status, "\(words): \(result)")
      #expect(result.errors.contains(says), "\(words): \(result.errors)")
      #expect(!result.errors.contains("hopenow init") && !result.errors.contains("hopenow list"))
    }
  }

  @Test func `a journal for tonight that wasn't made left a key file`() throws {
    try makeTeam()
    try #require(run("s", "person", "--alias", "Red Hat").status == 0)
    let tonight = ["share", "--person", "Red Hat", "--new-journal", "t.hopenow"]
    func share(_ more: String...) throws -> Program.Result {
      try program.run(tonight + more + ["--journal", "s.hopenow", "--key-file", "s.key"])
    }
    let locked = try share()
    #expect(locked.status == 64 && locked.errors.contains("--new-key-file"), "\(locked)")
    #expect(try share("--new-key-file", "t.key", "--folder", "out").status == 64)
    try Data("here".utf8).write(to: URL(filePath: folder.file("t.hopenow")))
    #expect(try share("--new-key-file", "t.key").status == 15)
    #expect(!FileManager.default.fileExists(atPath: folder.file("t.key")))
    try FileManager.default.removeItem(atPath: folder.file("t.hopenow"))
    #expect(try share("--new-key-file", "t.key").status == 0)
  }

  @Test func `a parcel opens for whom it is, and is passed over by everybody else`() throws {
    try makeTeam()
    try #require(run("s", "merge", ".", "--trust-new").status == 0)
    try FileManager.default.createDirectory(
      atPath: folder.file("shared"), withIntermediateDirectories: false)
    let shared = try run("s", "share", "--all", "--folder", "shared")
    #expect(shared.status == 0)
    #expect(shared.output.split(separator: "\n").count == 2)
    let merged = try run("b", "merge", "shared")
    #expect(merged.status == 0, "\(merged.errors)")
    #expect(merged.output.contains("Passed over, for somebody else: 1"))
    #expect(try run("b", "list").output.split(separator: "\n").count == 2)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("shared"))
    let opened = try names.map { try run("a", "merge", "shared/" + $0).status }
    #expect(opened.sorted() == [0, 12])
    #expect(try run("s", "share", "--folder", "nowhere").status == 15)
    #expect(try run("s", "share", "Nobody").status == 16)
  }

  @Test func `a journal for statistics reports what a full one does, and takes no note`() throws {
    try makeTeam()
    try #require(run("s", "merge", ".", "--trust-new").status == 0)
    let report = ["report", "monthly", "--period", "2026-11", "--internal", "--format", "csv"]
    let whole = try program.run(report + ["--journal", "s.hopenow", "--key-file", "s.key"])
    try #require(whole.output.contains("met"))
    let office = try makeOffice()
    let shared = try run("s", "share", "Office", "--statistics")
    let parcel = try #require(
      shared.output.split(separator: " ").first { $0.hasPrefix("./parcel-") })
    let merged = try program.run(["merge", String(parcel)] + office)
    #expect(merged.status == 0, "\(merged.errors)")
    #expect(try program.run(report + office).output == whole.output)
    let note = ["contact", "--setting", "street", "--met", "1", "--note", "x"]
    #expect(try program.run(note + office).status == 14)
  }

  @Test func `a removal was silent about what of hers is not here yet`() throws {
    try makeTeam()
    try #require(run("a", "person", "--alias", "Red Hat").status == 0)
    let shared = try run("a", "share", "Worker S", "--person", "Red Hat").output
    let parcel = try #require(shared.split(separator: " ").first { $0.hasPrefix("./parcel-") })
    let merged = try run("s", "merge", String(parcel))
    try #require(merged.output.contains("1 earlier ones not here yet"), "\(merged)")
    let removed = try run("s", "team", "remove", "Worker A", "--yes")
    #expect(removed.status == 0 && removed.errors.contains("not here yet: 1."), "\(removed.errors)")
  }

  @Test func `a journal that could not be made left a rollback journal, or was told to be missing`()
    throws
  {
    try makeTeam()
    let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let worker = ["init", "--worker", "X", "--key-file", "a.key"]
    let made = try program.run(worker + ["--journal", "x.hopenow", "--team", "a.card"])
    #expect(made.status == 14 && made.errors.contains("who is no supervisor"), "\(made)")
    let nowhere = try program.run(worker + ["--journal", "nowhere/x.hopenow"])
    #expect(nowhere.status == 15 && nowhere.errors.contains("There is no folder \""), "\(nowhere)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before)
  }

  @Test func `a list of places that had grown ended a colleague's merge with an error of SQLite`()
    throws
  {
    try makeTeam()
    try #require(run("s", "team", "add", "b.card", "--yes").status == 0)
    try #require(run("s", "merge", "a.hopenow").status == 0)
    func share() throws -> String {
      let shared = try run("s", "share", "Worker B", "--all").output
      return String(try #require(shared.split(separator: " ").first { $0.hasPrefix("./parcel-") }))
    }
    try #require(run("b", "merge", try share()).status == 0)
    let id = try run("a", "list", "--format", "csv").output.split(separator: "\n")[1]
      .prefix(while: { $0 != "," })
    try #require(run("s", "edit", String(id), "--place", "Istedgade").status == 0)
    try #require(run("s", "team", "card", "new.card").status == 0)
    let joined = try run("b", "team", "join", "new.card", "--yes")
    #expect(joined.status == 0, "\(joined.errors)")
  }

  /// A parcel for a colleague, by one of the three.
  func parcel(_ who: String, _ options: String...) throws -> String {
    let shared = try program.run(
      ["share"] + options + ["--journal", who + ".hopenow", "--key-file", who + ".key"])
    let paths = shared.output.split(separator: " ").filter { $0.hasPrefix("./parcel-") }
    try #require(paths.count == 1, "\(shared)")
    return String(paths[0])
  }

  @Test func `who had written since was taken for one who had heard of an erasure`() throws {
    try makeTeam()
    try #require(run("s", "merge", "a.hopenow").status == 0)
    try #require(run("s", "person", "--alias", "Red Hat").status == 0)
    try #require(run("a", "merge", parcel("s", "Worker A", "--all")).status == 0)
    try #require(run("s", "merge", "a.hopenow").status == 0)
    try #require(run("s", "erase", "Red Hat", "--reason", "own-request", "--yes").status == 0)
    try #require(
      run("a", "contact", "--setting", "street", "--met", "2", "--person", "Red Hat").status == 0)
    try #require(run("s", "merge", "a.hopenow").status == 0)
    #expect(try run("s", "erase").output.contains("Worker A"), "she has her still")
    #expect(try run("a", "merge", parcel("s", "Worker A")).output.contains("1 erased for good"))
    let merged = try run("s", "merge", "a.hopenow")
    #expect(merged.output.hasSuffix("Nothing new.\n"), "\(merged)")
    let told = try run("s", "erase")
    #expect(told.output.contains("Worker S") && !told.output.contains("Worker A"), "\(told)")
  }

  @Test func `a deleted record waited for good with whoever had never had it`() throws {
    try makeTeam()
    try #require(run("s", "team", "add", "b.card", "--yes").status == 0)
    for alias in ["Blue Hat", "Green Bag"] {
      try #require(run("s", "person", "--alias", alias).status == 0)
    }
    try #require(run("s", "delete", "Green Bag", "--yes").status == 0)
    try #require(run("s", "delete", "Blue Hat", "--yes").status == 0)
    try #require(run("s", "undo").status == 0)
    try #require(run("b", "merge", parcel("s", "Worker B")).status == 0)
    let waiting = try run("b", "conflicts")
    #expect(waiting.status == 0 && waiting.output.isEmpty, "\(waiting)")
    #expect(try run("b", "list", "--kind", "person").output.isEmpty)
    // Whoever gets the rest has both as they are.
    try #require(run("b", "merge", parcel("s", "Worker B", "--all")).status == 0)
    #expect(try run("b", "list", "--kind", "person").output.contains("Blue Hat"))
    #expect(try !run("b", "list", "--kind", "person").output.contains("Green Bag"))
  }

  @Test func `what a link taken back had left of an erased person waited for good`() throws {
    try makeTeam()
    for alias in ["Red Hat", "Blue Hat"] {
      try #require(run("s", "person", "--alias", alias).status == 0)
    }
    try #require(run("s", "same", "Red Hat", "Blue Hat").status == 0)
    try #require(run("s", "same", "--forget", "Red Hat", "Blue Hat").status == 0)
    try #require(run("s", "erase", "Red Hat", "--reason", "other", "--yes").status == 0)
    let waiting = try run("s", "conflicts")
    #expect(waiting.status == 0 && waiting.output.isEmpty, "\(waiting)")
  }

  @Test func `a place of two workers was in conflict where no words are`() throws {
    try makeTeam()
    for name in ["s", "a"] {
      let place = ["contact", "--setting", "street", "--place", "Istedgade"]
      try #require(
        program.run(place + ["--journal", name + ".hopenow", "--key-file", name + ".key"]).status
          == 0)
    }
    try #require(run("s", "merge", "a.hopenow").status == 0)
    let office = try makeOffice()
    let merged = try program.run(["merge", parcel("s", "Office", "--statistics")] + office)
    #expect(merged.status == 0, "\(merged)")
    #expect(try program.run(["conflicts"] + office).status == 0)
  }

  @Test func `a referral that one saw accepted and one rejected was told to nobody`() throws {
    try makeTeam()
    try #require(run("s", "team", "add", "b.card", "--yes").status == 0)
    try #require(run("s", "person", "--alias", "Red Hat").status == 0)
    let made = try run(
      "s", "refer", "--person", "Red Hat", "--group", "lawyer", "--on", "2026-10-20", "--override",
      "agreed aloud")
    let id = String(try #require(made.output.split(separator: "\n").last, "\(made)"))
    for (name, worker, option) in [
      ("a", "Worker A", "--accepted"), ("b", "Worker B", "--rejected"),
    ] {
      try #require(run(name, "merge", parcel("s", worker, "--all")).status == 0)
      let edited = try run(name, "edit", id, option, "2026-10-25")
      try #require(edited.status == 0, "\(edited)")
    }
    let merged = try run("s", "merge", "a.hopenow", "b.hopenow")
    #expect(merged.status == 3 && merged.output.contains("1 in conflict"), "\(merged)")
    let waiting = try run("s", "conflicts")
    #expect(waiting.output.contains("Its dates contradict each other → hopenow edit"), "\(waiting)")
    try #require(run("s", "edit", id, "--clear", "rejected").status == 0)
    #expect(try run("s", "conflicts").status == 0)
  }

  @Test
  func
    `a merge that took nothing said that it had, and asked before it told what it could not read`()
    throws
  {
    try makeTeam()
    try Data("no journal".utf8).write(to: URL(filePath: folder.file("photo.jpg")))
    let keys = ["--journal", "s.hopenow", "--key-file", "s.key"]
    let nothing = try TerminalSession(program, ["merge", "photo.jpg"] + keys)
    #expect(nothing.waits(for: "Error: Not merged: \"photo.jpg\" is not a journal."))
    #expect(nothing.ends() == 13 && !nothing.screen.contains("Merged."))
    let some = try TerminalSession(program, ["merge", "photo.jpg", "a.hopenow"] + keys)
    #expect(some.waits(for: "Merge that? [y/N] "))
    #expect(some.screen.contains("Not merged: \"photo.jpg\""))
    some.type("y\r")
    #expect(some.ends() == 13 && some.screen.contains("Merged."))
  }

  @Test func `a folder's broken, empty or deeper journals were left out in silence`() throws {
    try makeTeam()
    let manager = FileManager.default
    try manager.createDirectory(
      atPath: folder.file("media/anna/stick"), withIntermediateDirectories: true)
    try manager.copyItem(
      atPath: folder.file("a.hopenow"), toPath: folder.file("media/anna/stick/a.hopenow"))
    try manager.copyItem(atPath: folder.file("b.card"), toPath: folder.file("media/b.card"))
    let whole = try run("s", "merge", "media", "--trust-new")
    #expect(whole.status == 0, "\(whole)")
    #expect(whole.output.contains("(media/anna/stick/a.hopenow)"))
    #expect(whole.output.contains("(media/b.card)"))
    try Data().write(to: URL(filePath: folder.file("media/empty.hopenow")))
    let broken = try run("s", "merge", "media")
    #expect(broken.status == 13 && broken.errors.contains("empty.hopenow\" is not a journal"))
    #expect(broken.output.contains("(media/b.card)"))
  }

  @Test func `deleting a member took all that she had ever written from the counts`() throws {
    try makeTeam()
    let members = try run("s", "list", "--kind", "member", "--format", "csv").output
    let id = try #require(
      members.split(separator: "\n").first { $0.contains("Worker A") }?.prefix { $0 != "," })
    for command in [["delete", String(id), "--yes"], ["delete", "settings", "--yes"]] {
      let deleted = try program.run(command + ["--journal", "s.hopenow", "--key-file", "s.key"])
      #expect(deleted.status == 14 && deleted.errors.contains("hopenow team remove"), "\(deleted)")
    }
    let founder = try #require(
      run("a", "list", "--kind", "member", "--format", "csv").output.split(separator: "\n")
        .first { $0.contains("Worker S") }?.prefix { $0 != "," })
    let edited = try run("a", "edit", String(founder), "--name", "X")
    #expect(edited.status == 14, "\(edited)")
    #expect(try run("s", "team", "list").output.contains("Worker A"))
  }

  @Test func `saying again that two are the same left it in conflict`() throws {
    try makeTeam()
    for alias in ["Red Hat", "Blue Hat"] {
      try #require(run("s", "person", "--alias", alias).status == 0)
    }
    try #require(run("a", "merge", parcel("s", "Worker A", "--all")).status == 0)
    try #require(run("s", "same", "Red Hat", "Blue Hat").status == 0)
    try #require(run("a", "same", "--not", "Red Hat", "Blue Hat").status == 0)
    try #require(run("s", "merge", "a.hopenow").status == 3)
    let said = try run("s", "same", "Red Hat", "Blue Hat")
    #expect(said.status == 0 && !said.errors.contains("already"), "\(said)")
    #expect(try run("s", "conflicts").status == 0)
  }

  @Test func `a laptop that has a journal was told to choose another path for the team's`() throws {
    try makeTeam()
    let again = try run("a", "init", "--worker", "A", "--team", "team.card")
    #expect(again.status == 15 && again.errors.contains("hopenow team join FILE"), "\(again)")
  }

  @Test func `at a terminal what comes next was said before what had been done`() throws {
    try #require(run("s", "init", "--worker", "Worker S").status == 0)
    let session = try TerminalSession(
      program, ["team", "create", "Night team", "--journal", "s.hopenow", "--key-file", "s.key"])
    #expect(session.waits(for: "Your fingerprint: "))
    #expect(session.waits(for: "Next: 'hopenow team card FILE'"))
    #expect(session.ends() == 0)
  }

  @Test func `a second team create renamed the team for everybody, unasked`() throws {
    try makeTeam()
    let session = try TerminalSession(
      program, ["team", "create", "Day team", "--journal", "s.hopenow", "--key-file", "s.key"])
    #expect(session.waits(for: "The team is called Night team. Rename it for everybody? [y/N] "))
    session.type("\r")
    #expect(session.ends() == 0)
    #expect(try run("s", "show", "settings").output.contains("Night team"))
  }

  @Test func `nobody counts by a false card without a yes`() throws {
    try makeTeam()
    let asked = try run("s", "team", "add", "b.card")
    #expect(asked.status == 14)
    #expect(try !run("s", "team", "list").output.contains("Worker B"))
    let session = try TerminalSession(
      program, ["team", "add", "b.card", "--journal", "s.hopenow", "--key-file", "s.key"])
    #expect(session.waits(for: "Compare the six words with her, aloud."))
    #expect(session.waits(for: "Let what she writes count? [y/N] "))
    session.type("\r")
    #expect(session.ends() == 0)
    #expect(try !run("s", "team", "list").output.contains("Worker B"))
    #expect(try run("s", "team", "add", "a.hopenow", "--yes").status == 13)
    let joined = try run("b", "team", "join", "a.card", "--yes")
    #expect(joined.status == 14 && joined.errors.contains("who is no supervisor"))
    #expect(try run("b", "team", "join", "team.card", "--yes").status == 0)
  }
}
