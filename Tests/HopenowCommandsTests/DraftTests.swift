import Foundation
import TestSupport
import Testing

/// What was typed and not saved is kept, sealed, and offered again.
@Suite struct DraftTests {
  let folder = TemporaryFolder()
  var program: Program
  let key = ["--journal", "j.hopenow", "--key-file", "j.key"]

  init() throws {
    program = Program(in: folder)
    try Data(count: 32).write(to: URL(filePath: folder.file("j.key")))
    #expect(chmod(folder.file("j.key"), 0o600) == 0)
    #expect(try program.run(["init", "--worker", "Worker A"] + key).status == 0)
  }

  // MARK: What a test says

  func session(
    _ arguments: String..., today: String? = nil, danish: Bool = false, prefix: [String] = []
  ) throws -> TerminalSession {
    var program = program
    if let today { program.environment["HOPENOW_TODAY"] = today }
    if danish { program.environment["LANG"] = "da_DK.UTF-8" }
    return try TerminalSession(program, arguments + key, prefix: prefix)
  }

  func run(_ arguments: String..., input: String = "") throws -> Program.Result {
    try program.run(arguments + key, input: input)
  }

  /// Answers questions, each when it is asked.
  func answer(_ session: TerminalSession, _ answers: [(question: String, answer: String)]) {
    for (question, answer) in answers {
      if !question.isEmpty { #expect(session.waits(for: question), "\(question)") }
      session.type(answer)
    }
  }

  static let contact = [
    ("[today] ", "31/10\r"), ("setting? ", "str\r"), ("meet? ", "14\r"), ("speak with? ", "\r"),
    ("own? ", "\r"), ("> ", ""),
  ]
  static let offer = "Take it up? [Y/n/discard] "
  static let saves = [("m asks more: ", "\r")]

  /// Begins a contact and interrupts it behind the first line of its note.
  func interruptedContact(_ note: String = "Canary umbrella.") throws {
    let session = try session("contact")
    answer(session, Self.contact + [("", note + "\r"), ("> ", "She said th\u{3}")])
    #expect(session.ends() == 130)
    #expect(session.screen.contains("Interrupted; what you typed is kept."))
    #expect(session.screen.contains("'hopenow contact' takes it up again."))
  }

  /// The files that drafts lie in.
  var drafts: [String] {
    let all = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (all ?? []).filter { $0.contains("hopenow-draft") }.sorted()
  }

  /// The records of a kind, the newest first, as JSON says them.
  func records(_ kind: String) throws -> [[String: Any]] {
    let list = try run("list", "--kind", kind, "--format", "json")
    #expect(list.status == 0)
    let value = try JSONSerialization.jsonObject(with: Data(list.output.utf8))
    return try #require((value as? [String: Any])?["records"] as? [[String: Any]])
  }

  /// The note of the only contact.
  func note() throws -> String? {
    let records = try records("contact")
    #expect(records.count == 1)
    let answers = try #require(records.first?["answers"] as? [String: Any])
    return answers["note"] as? String
  }

  // MARK: At a terminal

  @Test func `^C in the note keeps what was typed, and the next contact goes on where it stopped`()
    throws
  {
    let before = try Data(contentsOf: URL(filePath: folder.file("j.hopenow")))
    try interruptedContact()
    #expect(try Data(contentsOf: URL(filePath: folder.file("j.hopenow"))) == before)
    #expect(drafts.count == 1)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(drafts[0]))
    #expect(attributes[.posixPermissions] as? Int == 0o600)

    let next = try session("contact", today: "2026-11-03")
    #expect(next.waits(for: "You typed this, and it wasn't saved: contact, 2026-11-02 01:30."))
    answer(next, [(Self.offer, "\r")])
    for row in ["on       2026-10-31", "setting  Street", "met      14"] {
      #expect(next.waits(for: row))
    }
    // Nothing is asked again, and the line that was half typed can be finished.
    answer(
      next,
      [("> Canary umbrella.", ""), ("> She said th", "at.\r"), ("> ", "\r")] + Self.saves)
    #expect(next.ends() == 0)
    for question in ["[today]", "setting?", "meet?"] { #expect(!next.screen.contains(question)) }
    #expect(try note() == "Canary umbrella.\nShe said that.")
    #expect(drafts.isEmpty)
  }

  @Test func `a pasted note of 20,000 characters comes back whole`() throws {
    let words = (0..<2000).map { "line \($0)" + ($0 % 100 == 0 ? "\r\r" : " ") }.joined()
    let pasted = String((words + String(repeating: "ø", count: 20_000)).prefix(20_000))
    let first = try session("contact")
    answer(first, Self.contact + [("", "\u{1b}[200~" + pasted + "\u{1b}[201~\u{3}")])
    #expect(first.ends() == 130)
    let next = try session("contact")
    answer(next, [(Self.offer, "y\r"), ("characters)", ""), ("> ", "\r\r")] + Self.saves)
    #expect(next.ends() == 0)
    let isWhole = try note() == pasted.replacing("\r", with: "\n")
    #expect(isWhole, "the note isn't whole")
  }

  enum End: CaseIterable { case closed, hangUp, hangUpAgain, terminate, interrupt, quit }

  @Test(arguments: End.allCases)
  func `a terminal that is closed, or a signal, loses nothing`(end: End) throws {
    let first = try session("contact")
    answer(
      first,
      [("[today] ", "today\r"), ("setting? ", "church\r"), ("meet? ", "7\r"), ("with? ", "3")])
    #expect(first.waits(for: "3"))
    switch end {
    case .closed: _ = first.hangsUp()
    case .hangUp: kill(first.process, SIGHUP)
    case .hangUpAgain:
      // A window that is closed tells the shell, and the shell its children.
      for _ in 0..<100 {
        kill(first.process, SIGHUP)
        usleep(500)
      }
    case .terminate: kill(first.process, SIGTERM)
    case .interrupt: kill(first.process, SIGINT)
    case .quit: kill(first.process, SIGQUIT)
    }
    if end != .closed { #expect(first.ends() == 130) }
    #expect(drafts.count == 1)
    let next = try session("contact")
    answer(
      next,
      [(Self.offer, "\r"), ("Church", ""), ("with? 3", "\r"), ("own? ", "\r"), ("> ", "\r")]
        + Self.saves)
    #expect(next.ends() == 0)
    let answers = try #require(records("contact").first?["answers"] as? [String: Any])
    #expect(answers["met"] as? Int == 7 && answers["spoken"] as? Int == 3)
  }

  @Test func `nothing typed is nothing kept, though the last contact's day and place were offered`()
    throws
  {
    #expect(try run("contact", "--setting", "street", "--place", "Istedgade").status == 0)
    let session = try session("contact")
    answer(
      session, [("As at your last contact", ""), ("[2026-11-02] ", "\r"), ("[street] ", "\u{3}")])
    #expect(session.ends() == 130)
    #expect(session.screen.contains("Interrupted; nothing changed."))
    #expect(drafts.isEmpty)
  }

  @Test func `who was new, and the place that was picked, are so when it is taken up`() throws {
    #expect(try run("contact", "--place", "Istedgade 12").status == 0)
    let first = try session("visit")
    answer(
      first,
      [
        ("Who? ", "Red Hat\r"), ("new page? ", "y\r"), ("[today] ", "\r"), ("what? ", "prison\r"),
        ("there? ", "\r"), ("> ", "Long talk.\r"), ("> ", "\r"), ("m asks more: ", "m\r"),
        ("organisation? ", "\r"), ("visit due? ", "\r"),
        ("Where exactly? ", "Istedgade\r"), ("n makes a new one: ", "n\r"),
        ("which project? ", "Canary\u{3}"),
      ])
    #expect(first.ends() == 130)
    let next = try session("visit", today: "2026-11-05")
    answer(
      next,
      [
        (Self.offer, "\r"), ("person   Red Hat", ""), ("on       2026-11-02", ""),
        ("place    Istedgade\r\n", ""), ("which project? Canary", "\r"),
      ])
    for _ in 0..<9 where !next.screen.contains("follow up?") {
      #expect(next.waits(for: "? "))
      next.type("\r")
    }
    next.type("\r")
    #expect(next.ends() == 0)
    #expect(!next.screen.contains("new page"))
    let shown = try run("list", "--kind", "visit", "--columns", "on,place,project,person").output
    #expect(shown.contains("2026-11-02") && shown.contains("Istedgade  Canary"))
    #expect(shown.contains("Red Hat"))
  }

  @Test func `somebody new who got a page since isn't made twice`() throws {
    let first = try session("session")
    answer(
      first,
      [
        ("[today] ", "\r"), ("With whom? ", "Red Hat\r"), ("new page? ", "y\r"),
        ("session? ", "\u{3}"),
      ])
    #expect(first.ends() == 130)
    let code = try run("person", "--alias", "red hat").output.trimmingCharacters(in: .newlines)
    let next = try session("session")
    answer(
      next,
      [
        (Self.offer, "\r"), ("There is \(code) red hat by now. Is this somebody else? ", "\r"),
        ("session? ", "\r"), ("> ", "\r"),
      ] + Self.saves)
    #expect(next.ends() == 0)
    #expect(try records("person").count == 1)
    #expect(try run("show", code).output.contains("session"))
  }

  @Test func `a draft that is left stays, and one that is thrown away is gone`() throws {
    try interruptedContact()
    for _ in 0..<2 {
      let session = try session("contact")
      answer(session, [(Self.offer, "n\r"), ("[today] ", "\u{3}")])
      #expect(session.ends() == 130)
      #expect(session.screen.contains("Interrupted; nothing changed."))
    }
    // Asked again until it is an answer; ^D leaves it, too.
    for reply in ["perhaps\r", "\u{4}"] {
      let session = try session("contact")
      answer(session, [(Self.offer, reply), (reply == "\u{4}" ? "[today] " : Self.offer, "\u{3}")])
      #expect(session.ends() == 130)
    }
    for (sure, left) in [("n\r", 1), ("y\r", 0)] {
      let session = try session("contact")
      answer(
        session,
        [
          (Self.offer, "discard\r"), ("Canary umbrella", ""),
          ("wasn't saved. Throw it away for good? [y/N] ", sure), ("[today] ", "\u{3}"),
        ])
      #expect(session.ends() == 130)
      #expect(drafts.count == left)
    }
  }

  @Test func `taken up and interrupted again there is one draft, with all of it`() throws {
    try interruptedContact()
    let next = try session("contact")
    answer(next, [(Self.offer, "\r"), ("> She said th", "at.\r"), ("> ", "More\u{3}")])
    #expect(next.ends() == 130)
    #expect(drafts.count == 1)
    let last = try session("contact")
    answer(last, [(Self.offer, "\r"), ("> More", ".\r"), ("> ", "\r")] + Self.saves)
    #expect(last.ends() == 0)
    #expect(try note() == "Canary umbrella.\nShe said that.\nMore.")
  }

  @Test func `other commands tell of it in a line at a terminal, and nothing off it`() throws {
    try interruptedContact()
    for arguments in [["list"], ["contact", "--met", "3"]] {
      let session = try TerminalSession(program, arguments + key)
      #expect(session.waits(for: "Typed and not saved"))
      #expect(session.waits(for: "contact, 2026-11-02 01:30: 'hopenow contact'"))
      #expect(session.ends() == 0)
      #expect(!session.screen.contains("Canary") && !session.screen.contains("Take it up"))
      let quiet = try program.run(arguments + key)
      #expect(quiet.status == 0 && quiet.errors.isEmpty)
    }
    #expect(drafts.count == 1)
  }

  @Test func `another worker isn't offered it, though she uses the same machine`() throws {
    try interruptedContact()
    let other = ["--journal", "b.hopenow", "--key-file", "j.key"]
    #expect(try program.run(["init", "--worker", "Worker B"] + other).status == 0)
    let session = try TerminalSession(program, ["contact"] + other)
    #expect(session.waits(for: "[today] "))
    session.type("\u{3}")
    #expect(session.ends() == 130)
    #expect(!session.screen.contains("not saved") && !session.screen.contains("wasn't saved"))
    #expect(drafts.count == 1)
  }

  @Test func `what was changed in a record is offered by the next edit of that record`() throws {
    let id = try run("contact", "--met", "14").output.trimmingCharacters(in: .newlines)
    let other = try run("contact", "--met", "3").output.trimmingCharacters(in: .newlines)
    let first = try session("edit", id)
    answer(
      first,
      [
        ("Which field? ", "met\r"), ("meet? ", "15\r"), ("Which field? ", "note\r"),
        ("> ", "Canary coat.\r"), ("> ", "He\u{3}"),
      ])
    #expect(first.ends() == 130)
    #expect(first.screen.contains("'hopenow edit \(id)' takes it up again."))
    let elsewhere = try session("edit", other)
    #expect(elsewhere.waits(for: "'hopenow edit \(id)'"))
    answer(elsewhere, [("Which field? ", "\r")])
    #expect(elsewhere.ends() == 0)
    // What was written since stands beside it.
    #expect(try run("edit", id, "--met", "16").status == 0)
    let next = try session("edit", id)
    answer(
      next,
      [
        (Self.offer, "\r"), ("met   15", ""), ("> He", " left.\r"), ("> ", "\r"),
        ("Which field? ", "\r"),
      ])
    #expect(next.ends() == 0)
    #expect(drafts.isEmpty)
    let shown = try run("show", id).output
    #expect(shown.contains("Canary coat.") && shown.contains("He left."))
    #expect(try run("conflicts").status == 3)
  }

  @Test func `what was typed for a record that is gone since can be thrown away`() throws {
    let id = try run("contact", "--met", "14").output.trimmingCharacters(in: .newlines)
    let first = try session("edit", id)
    answer(first, [("Which field? ", "note\r"), ("> ", "Canary.\u{3}")])
    #expect(first.ends() == 130)
    #expect(try run("delete", id, "--yes").status == 0)
    let next = try session("edit", id)
    answer(next, [("note  Canary. …", ""), ("Throw it away for good? [y/N] ", "y\r")])
    #expect(next.ends() == 16)
    #expect(drafts.isEmpty)
  }

  @Test func `a new text for a conflict isn't lost, and the edit of the record takes it up`() throws
  {
    let id = try run("contact", "--note", "one").output.trimmingCharacters(in: .newlines)
    try FileManager.default.copyItem(
      atPath: folder.file("j.hopenow"), toPath: folder.file("copy.hopenow"))
    var elsewhere = program
    elsewhere.environment["XDG_STATE_HOME"] = folder.file("elsewhere")
    let copy = ["--journal", "copy.hopenow", "--key-file", "j.key"]
    let change = ["edit", id, "--met", "3", "--note"]
    #expect(try program.run(change + ["two"] + key).status == 0)
    #expect(try elsewhere.run(["edit", id, "--met", "4", "--note", "three"] + copy).status == 0)
    #expect(try run("merge", "copy.hopenow").status == 3)
    let first = try session("conflicts", "--resolve", id)
    answer(
      first,
      [
        ("Enter leaves it: ", "1\r"), ("Enter leaves it: ", "n\r"), ("> ", "Canary.\r"),
        ("> ", "Half\u{3}"),
      ])
    #expect(first.ends() == 130)
    #expect(first.screen.contains("'hopenow edit \(id)' takes it up again."))
    let next = try session("edit", id)
    answer(next, [(Self.offer, "\r"), ("> Half", "\r"), ("> ", "\r"), ("Which field? ", "\r")])
    #expect(next.ends() == 0)
    #expect(try note() == "Canary.\nHalf")
    // The other field waits still.
    #expect(try run("conflicts").output.contains("met"))
  }

  @Test func `a referral that is taken up asks again for the consent that was taken back since`()
    throws
  {
    #expect(try run("person", "--alias", "Red Hat").status == 0)
    func consent(_ answer: String, on day: String) throws {
      let made = try run(
        "consent", "--person", "Red Hat", "--purpose", "share", "--to", "Clinic", "--answer",
        answer,
        "--on", day)
      #expect(made.status == 0)
    }
    try consent("given", on: "2026-10-01")
    let first = try session("refer")
    answer(
      first,
      [
        ("Who? ", "Red Hat\r"), ("[today] ", "\r"), ("purpose? ", "\r"),
        ("organisation? ", "Clinic\r"), ("sort of organisation? ", "\u{3}"),
      ])
    #expect(first.ends() == 130)
    try consent("withdrawn", on: "2026-11-01")
    let next = try session("refer")
    answer(next, [(Self.offer, "\r"), ("Enter stops: ", "\r")])
    #expect(next.ends() == 14)
    #expect(next.screen.contains("What you typed is kept; 'hopenow refer' takes it up."))
    #expect(drafts.count == 1)
    #expect(try records("refer").isEmpty)
  }

  @Test func `a screening that was interrupted before its questions is gone on with`() throws {
    #expect(try run("person", "--alias", "Red Hat").status == 0)
    let first = try session("screen", "--person", "Red Hat")
    answer(
      first,
      [
        ("[1] ", "2\r"), ("[today] ", "\r"), ("exploitation? ", "SexualExploitation\r"),
        ("control? ", "\u{3}"),
      ])
    #expect(first.ends() == 130)
    // For somebody else it isn't meant.
    #expect(try run("person", "--alias", "Blue Coat").status == 0)
    let other = try session("screen", "--person", "Blue Coat")
    answer(other, [("'hopenow screen'", ""), ("[1] ", "\u{3}")])
    #expect(other.ends() == 130)
    let next = try session("screen", "--person", "Red Hat")
    answer(
      next,
      [
        (Self.offer, "\r"), ("control? ", "\r"), ("how? ", "\r"), ("> ", "\r"),
        ("m asks more: ", "\r"), ("y/n/u/r", "y\r"), ("y/n/u/r", "q\r"),
      ])
    #expect(next.ends() == 0)
    #expect(!next.screen.contains("By which table?"))
    let answers = try #require(records("screen").first?["answers"] as? [String: Any])
    #expect(answers["table"] as? String == "ilo-2009-adult-sexual-draft-v1")
    #expect(answers["forms"] as? [String] == ["SexualExploitation"])
    #expect(drafts.isEmpty)
  }

  @Test func `a file that may not grow ended the program, and what was typed was lost`() throws {
    let first = try session(
      "contact", prefix: ["/bin/bash", "-c", "ulimit -f 1; exec \"$@\"", "bash"])
    answer(first, Self.contact + [("", "Canary umbrella.\r"), ("> ", "\r")] + Self.saves)
    #expect(first.ends() > 0)
    #expect(first.screen.contains("What you typed is kept"))
    let next = try session("contact")
    answer(next, [(Self.offer, "\r"), ("Canary umbrella.", "")] + Self.saves)
    #expect(next.ends() == 0)
    #expect(try note() == "Canary umbrella.")
  }

  @Test func `in Danish it is offered in Danish`() throws {
    let first = try session("contact", danish: true)
    answer(first, [("[i dag] ", "i dag\r"), ("omgivelser? ", "gade\u{3}")])
    #expect(first.ends() == 130)
    #expect(first.screen.contains("Fejl: Afbrudt; det, du skrev, er gemt som kladde."))
    #expect(first.screen.contains("'hopenow contact' tager det op igen."))
    let list = try session("list", danish: true)
    #expect(list.waits(for: "Skrevet og ikke gemt"))
    #expect(list.ends() == 0)
    let next = try session("contact", danish: true)
    answer(
      next,
      [
        ("det blev ikke gemt: kontakt, 2026-11-02 01:30. Fortsæt med det? [J/n/slet] ", "slet\r"),
        ("blev ikke gemt. Skal det smides helt ud? [j/N] ", "j\r"), ("[i dag] ", "\u{3}"),
      ])
    #expect(next.ends() == 130)
    #expect(drafts.isEmpty)
  }
}
