import Foundation
import TestSupport
import Testing

/// An evening typed at a real terminal.
@Suite struct EveningTests {
  let folder = TemporaryFolder()
  var program: Program

  init() { program = Program(in: folder) }

  let pass = "six invented words stand here now"

  func session(_ arguments: String...) throws -> TerminalSession {
    try TerminalSession(program, arguments + ["--journal", "j.hopenow"])
  }

  /// Starts a command and gives the passphrase.
  func unlocked(_ arguments: String...) throws -> TerminalSession {
    let session = try TerminalSession(program, arguments + ["--journal", "j.hopenow"])
    #expect(session.waits(for: "Passphrase for j.hopenow: "))
    session.type(pass + "\r")
    return session
  }

  func makeJournal() throws {
    let session = try session("init", "--small-machine")
    #expect(session.waits(for: "Your name, as your colleagues know it: "))
    session.type("Worker Ax\u{7f}\r")
    #expect(session.waits(for: "A passphrase for you: "))
    #expect(session.waits(for: "type your own: "))
    session.type(pass + "\r")
    #expect(session.waits(for: "Once more: "))
    session.type(pass + "\r")
    #expect(session.waits(for: "or Enter for no code: "))
    session.type("\r")
    #expect(session.waits(for: "No code: without the passphrase nobody can open the journal."))
    #expect(session.ends() == 0)
    #expect(!session.screen.contains(pass))
    #expect(session.screen.contains("Made j.hopenow."))
  }

  @Test func `init, contacts, a visit, a pasted note of 20,000 characters, and ^C in a question`()
    throws
  {
    try makeJournal()

    // The first contact: a person who has no page yet, an answer that is none, and help by "?".
    let first = try unlocked("contact")
    #expect(first.waits(for: "When did it happen? [today] "))
    first.type("yesterday 23:30\r")
    #expect(first.waits(for: "In what setting? "))
    first.type("nowhere\r")
    #expect(first.waits(for: "has no such answer"))
    #expect(first.waits(for: "In what setting? "))
    first.type("?\r")
    #expect(first.waits(for: "red-light-area"))
    #expect(first.waits(for: "In what setting? "))
    first.type("str\r")
    #expect(first.waits(for: "How many people did you meet? "))
    first.type("14\r")
    #expect(first.waits(for: "How many did you speak with? "))
    first.type("3\r")
    #expect(first.waits(for: "a page of their own? "))
    first.type("Red Hat\r")
    #expect(first.waits(for: "Make a new page? "))
    first.type("y\r")
    #expect(first.waits(for: "Note"))
    #expect(first.waits(for: "> "))
    first.type("Met near the station.\r")
    #expect(first.waits(for: "> "))
    first.type("\r")
    #expect(first.waits(for: "m asks more: "))
    first.type("\r")
    #expect(first.ends() == 0)

    // The second begins as the last one; its note is pasted, empty lines and all.
    let words = (0..<2000).map { "line \($0)" + ($0 % 100 == 0 ? "\r\r" : " ") }.joined()
    let note = String((words + String(repeating: "ø", count: 20_000)).prefix(20_000))
    let second = try unlocked("contact")
    #expect(second.waits(for: "As at your last contact"))
    #expect(second.waits(for: "[2026-11-01] "))
    second.type("\r")
    #expect(second.waits(for: "[street] "))
    second.type("\r")
    #expect(second.waits(for: "meet? "))
    second.type("2\r")
    #expect(second.waits(for: "speak with? "))
    second.type("\r")
    #expect(second.waits(for: "own? "))
    second.type("\r")
    #expect(second.waits(for: "> "))
    second.type("\u{1b}[200~" + note + "\u{1b}[201~\r\r")
    #expect(second.waits(for: "m asks more: "))
    second.type("\r")
    #expect(second.ends() == 0)

    // ^C in a question changes nothing in the journal.
    let before = try Data(contentsOf: URL(filePath: folder.file("j.hopenow")))
    let third = try unlocked("contact")
    #expect(third.waits(for: "[2026-11-01] "))
    third.type("today\r")
    #expect(third.waits(for: "[street] "))
    third.type("chu\u{3}")
    #expect(third.ends() == 130)
    #expect(third.screen.contains("Interrupted; what you typed is kept."))
    #expect(try Data(contentsOf: URL(filePath: folder.file("j.hopenow"))) == before)

    let visit = try unlocked("visit")
    #expect(visit.waits(for: "Who? "))
    visit.type("red\r")
    #expect(visit.waits(for: "happen? [today] "))
    visit.type("\r")
    #expect(visit.waits(for: "To whom or what? "))
    visit.type("prison\r")
    #expect(visit.waits(for: "were you there? "))
    visit.type("bes\r")
    #expect(visit.waits(for: "> "))
    visit.type("\r")
    #expect(visit.waits(for: "m asks more: "))
    visit.type("\r")
    #expect(visit.ends() == 0)

    let list = try unlocked("list", "--format", "json")
    #expect(list.ends() == 0)
    let shown = list.screen.replacing("\r\n", with: "\n")
    #expect(shown.contains("\"met\": 14") && shown.contains("\"on\": \"2026-11-01T23:30\""))
    #expect(shown.contains("\"type\": \"prison\"") && shown.contains("\"role\": \"visit\""))
    let escaped = note.replacing("\r", with: "\n")
    let whole = escaped.trimmingCharacters(in: .newlines).replacing("\n", with: "\\n")
    let isWhole = shown.contains(whole)
    #expect(isWhole, "the pasted note isn't whole")
  }

  @Test func `the second paragraph of a note was thrown away, and the third given to the shell`()
    throws
  {
    try makeJournal()
    let contact = try unlocked("contact")
    for question in ["[today] ", "setting? ", "meet? ", "speak with? ", "own? "] {
      #expect(contact.waits(for: question))
      contact.type("\r")
    }
    #expect(contact.waits(for: "> "))
    contact.type("First.\r\rThe second one.\rIts second line.\r\rAnd a third.\r\rexit\r")
    for _ in 0..<4 { #expect(contact.waits(for: "m asks more: ")) }
    contact.type("A fourth, and\u{3}")
    #expect(contact.ends() == 130)
    let again = try unlocked("contact")
    #expect(again.waits(for: "y"))
    again.type("y\r")
    #expect(again.waits(for: "> A fourth, and"))
    again.type(" its end.\r\r")
    #expect(again.waits(for: "m asks more: "))
    again.type("\r")
    #expect(again.ends() == 0)
    let list = try unlocked("list", "--format", "json")
    #expect(list.ends() == 0)
    #expect(
      list.screen.contains(
        #""note": "First.\n\nThe second one.\nIts second line.\n\nAnd a third.\n\nA fourth, and its end.""#
      ))
  }

  @Test func `a merge asks for each journal's passphrase and for authors it doesn't know`() throws {
    try makeJournal()
    #expect(
      try program.run(
        [
          "init", "--journal", "b.hopenow", "--worker", "Worker B", "--small-machine",
          "--passphrase-fd", "3",
        ],
        third: "quite another long passphrase\n"
      ).status == 0)
    for (answer, status) in [("n", Int32(3)), ("y", 0)] {
      let merge = try unlocked("merge", "b.hopenow")
      #expect(merge.waits(for: "Passphrase for b.hopenow: "))
      merge.type("quite another long passphrase\r")
      #expect(merge.waits(for: "compare the fingerprints"))
      #expect(merge.waits(for: "  Worker B"))
      #expect(merge.waits(for: "Let what they wrote count?"))
      merge.type(answer + "\r")
      // First what would happen, then nothing without a yes.
      #expect(merge.waits(for: "Merge that? [y/N] "))
      merge.type("n\r")
      #expect(merge.ends() == 0)
      let again = try unlocked("merge", "b.hopenow")
      #expect(again.waits(for: "Passphrase for b.hopenow: "))
      again.type("quite another long passphrase\r")
      #expect(again.waits(for: "Let what they wrote count?"))
      again.type(answer + "\r")
      #expect(again.waits(for: "Merge that? [y/N] "))
      again.type("y\r")
      #expect(again.waits(for: "Merged."))
      #expect(again.ends() == status)
    }
  }

  @Test func `of two new colleagues one could not be taken without the other`() throws {
    try makeJournal()
    let key = ["--passphrase-fd", "3"]
    for name in ["b", "c"] {
      let made = try program.run(
        [
          "init", "--journal", name + ".hopenow", "--worker", "Worker " + name.uppercased(),
          "--small-machine",
        ]
          + key,
        third: pass + "\n")
      #expect(made.status == 0)
    }
    let merge = try unlocked("merge", "b.hopenow", "c.hopenow")
    // The other opens by the same.
    #expect(merge.waits(for: "Passphrase for b.hopenow: "))
    merge.type(pass + "\r")
    var taken: Set<String> = []
    for answer in ["y", "n"] {
      #expect(merge.waits(for: "Let what they wrote count?"))
      let asked = try #require(merge.screen.matches(of: /(Worker [BC]): [a-z]/).last)
      if answer == "y" { taken.insert(String(asked.output.1)) }
      merge.type(answer + "\r")
    }
    #expect(merge.waits(for: "Merge that? [y/N] "))
    merge.type("y\r")
    #expect(merge.ends() == 3)
    let team = try program.run(
      ["team", "list", "--journal", "j.hopenow"] + key, third: pass + "\n")
    for name in ["Worker B", "Worker C"] {
      let line = team.output.split(separator: "\n").first { $0.contains(name) }
      #expect(line?.contains("waiting") == !taken.contains(name), "\(team.output)")
    }
  }

  @Test func `how a person may be reached is shown as soon as she is named`() throws {
    try makeJournal()
    let made = try program.run(
      ["person", "--fields", "-", "--journal", "j.hopenow", "--passphrase-fd", "3"],
      input: "alias: Red Hat\ncontact-safety: not-safe\nsafe-contact: Before noon only.\n\n",
      third: pass + "\n")
    #expect(made.status == 0)
    // Of what a page linked to hers says as well there is one line.
    for arguments in [
      ["person", "--alias", "Blue Hat", "--contact-safety", "not-safe"],
      ["same", "Red Hat", "Blue Hat"],
    ] {
      let done = try program.run(
        arguments + ["--journal", "j.hopenow", "--passphrase-fd", "3"], third: pass + "\n")
      #expect(done.status == 0)
    }
    for (command, question, next, name) in [
      ("session", "With whom? ", "What sort of session? ", "Red Hat"),
      ("visit", "Who? ", "[today] ", "Blue Hat"),
    ] {
      let session = try unlocked(command)
      if command == "session" {
        #expect(session.waits(for: "[today] "))
        session.type("\r")
      }
      #expect(session.waits(for: question))
      session.type("\(name)\r")
      #expect(session.waits(for: "\(name): NOT SAFE to get in touch."))
      #expect(session.waits(for: "Safe contact: Before noon only."))
      #expect(session.waits(for: next))
      session.type("\u{3}")
      #expect(session.ends() == 130)
      #expect(session.screen.split(separator: "NOT SAFE").count == 2)
    }
  }

  @Test func `the beginning of a name took a place, or a person, that nobody was shown`() throws {
    try makeJournal()
    let open = ["--journal", "j.hopenow", "--passphrase-fd", "3"]
    func run(_ arguments: [String]) throws -> String {
      let result = try program.run(arguments + open, third: pass + "\n")
      #expect(result.status == 0 && result.errors.isEmpty)
      return result.output
    }
    let code = try run(["person", "--alias", "Red Hat"]).trimmingCharacters(in: .newlines)
    _ = try run(["contact", "--place", "Istedgade 12"])
    for (answer, place) in [("", "Istedgade 12"), ("n", "Istedgade")] {
      let contact = try unlocked("contact", "--place", "Istedgade", "--person", "red")
      #expect(contact.waits(for: "Enter takes Istedgade 12, n makes a new one: "))
      contact.type(answer + "\r")
      #expect(contact.waits(for: "→ \(code) Red Hat"))
      #expect(contact.ends() == 0)
      #expect(try run(["list", "--limit", "1", "--columns", "place"]) == place + "\n")
    }
    // The whole name asks nothing, and off a terminal a beginning that only one has is enough.
    let whole = try unlocked("contact", "--place", "istedgade", "--person", "Red Hat")
    #expect(whole.ends() == 0)
    #expect(!whole.screen.contains("Enter takes") && !whole.screen.contains("→"))
    _ = try run(["contact", "--place", "istedgade 1", "--person", "red"])
    #expect(try run(["list", "--limit", "1", "--columns", "place"]) == "Istedgade 12\n")
    #expect(try run(["list", "--kind", "list-entry"]).split(separator: "\n").count == 2)
  }

  @Test func `a date that can't be is asked again, and the answers before it are kept`() throws {
    try makeJournal()
    let refer = try unlocked("refer")
    #expect(refer.waits(for: "Who? "))
    refer.type("Red Hat\r")
    #expect(refer.waits(for: "new page? "))
    refer.type("y\r")
    #expect(refer.waits(for: "[today] "))
    refer.type("31/10\r")
    #expect(refer.waits(for: "For which purpose? "))
    refer.type("\r")
    #expect(refer.waits(for: "To which organisation? "))
    refer.type("Invented Clinic\r")
    #expect(refer.waits(for: "There is no consent to share with Invented Clinic."))
    #expect(refer.waits(for: "Enter stops: "))
    refer.type("r\r")
    #expect(refer.waits(for: "Why without consent? "))
    refer.type("In danger tonight.\r")
    #expect(refer.waits(for: "What sort of organisation? "))
    refer.type("\r")
    #expect(refer.waits(for: "What is asked for? "))
    refer.type("Check-up\r")
    #expect(refer.waits(for: "> "))
    refer.type("\r")
    #expect(refer.waits(for: "m asks more: "))
    refer.type("m\r")
    #expect(refer.waits(for: "Accepted on which day? "))
    refer.type("30/10\r")
    #expect(refer.waits(for: "can not lie before"))
    #expect(refer.waits(for: "Accepted on which day? "))
    refer.type("1/11\r")
    for _ in 0..<20 where !refer.screen.contains("follow up?") {
      #expect(refer.waits(for: "? "))
      refer.type("\r")
    }
    refer.type("\r\r")
    #expect(refer.ends() == 0)
    let shown = try program.run(
      ["list", "--journal", "j.hopenow", "--passphrase-fd", "3"], third: pass + "\n")
    #expect(shown.output.contains("Invented Clinic") && shown.output.contains("2026-11-01"))
  }

  /// Answers the question for a field with the alias, and is done.
  private func giveAlias(_ alias: String, _ edit: TerminalSession) {
    edit.type("alias\r")
    #expect(edit.waits(for: "call her or him? "))
    edit.type("\(alias)\r")
    #expect(edit.waits(for: "Which field? "))
    edit.type("\r")
    #expect(edit.ends() == 0)
  }

  @Test func `what is changed while somebody is still being asked stands beside her answer`() throws
  {
    try makeJournal()
    let pass = pass + "\n"
    let person = try program.run(
      ["person", "--fields", "-", "--journal", "j.hopenow", "--passphrase-fd", "3"],
      input: "alias: Red Hat\n\n", third: pass)
    let id = String(person.output.dropLast())
    let edit = try TerminalSession(program, ["edit", id, "--journal", "j.hopenow"])
    #expect(edit.waits(for: "Passphrase"))
    edit.type(self.pass + "\r")
    #expect(edit.waits(for: "Which field? "))
    let meanwhile = try program.run(
      ["edit", id, "--alias", "Blue Hat", "--journal", "j.hopenow", "--passphrase-fd", "3"],
      third: pass)
    #expect(meanwhile.status == 0)
    giveAlias("White Hat", edit)
    let conflicts = try program.run(
      ["conflicts", "--journal", "j.hopenow", "--passphrase-fd", "3"], third: pass)
    #expect(conflicts.status == 3)
    #expect(conflicts.output.contains("Blue Hat") && conflicts.output.contains("White Hat"))
  }

  @Test func `an edit shows every value in conflict before it asks`() throws {
    try makeJournal()
    let pass = pass + "\n"
    let person = try program.run(
      ["person", "--fields", "-", "--journal", "j.hopenow", "--passphrase-fd", "3"],
      input: "alias: Red Hat\n\n", third: pass)
    #expect(person.status == 0)
    try FileManager.default.copyItem(
      atPath: folder.file("j.hopenow"), toPath: folder.file("copy.hopenow"))
    var elsewhere = program
    elsewhere.environment["XDG_STATE_HOME"] = folder.file("elsewhere")
    #expect(
      try program.run(
        ["edit", "Red", "--alias", "Blue Hat", "--journal", "j.hopenow", "--passphrase-fd", "3"],
        third: pass
      ).status == 0)
    #expect(
      try elsewhere.run(
        [
          "edit", "Red", "--alias", "Green Hat", "--journal", "copy.hopenow", "--passphrase-fd",
          "3",
        ], third: pass
      ).status == 0)
    #expect(
      try program.run(
        ["merge", "copy.hopenow", "--journal", "j.hopenow", "--passphrase-fd", "3"], third: pass
      ).status == 3)

    let edit = try TerminalSession(
      program, ["edit", String(person.output.dropLast()), "--journal", "j.hopenow"])
    #expect(edit.waits(for: "Passphrase"))
    edit.type(self.pass + "\r")
    #expect(edit.waits(for: "Conflict in alias"))
    #expect(edit.waits(for: "Hat"))
    #expect(edit.waits(for: "  2  "))
    #expect(edit.waits(for: "Which field? "))
    giveAlias("White Hat", edit)
    #expect(
      try program.run(["conflicts", "--journal", "j.hopenow", "--passphrase-fd", "3"], third: pass)
        .status == 0)
    #expect(
      try program.run(
        ["show", "White", "--journal", "j.hopenow", "--passphrase-fd", "3"], third: pass
      ).status == 0)
  }

  @Test func `a journal stays open after unlock, and lock closes it`() throws {
    try makeJournal()
    var program = program
    program.environment["HOPENOW_KEEP_OPEN"] = "10"
    let unlock = try TerminalSession(program, ["unlock", "--journal", "j.hopenow"])
    #expect(unlock.waits(for: "Passphrase for j.hopenow: "))
    unlock.type(pass + "\r")
    let status = unlock.ends()
    if status == 1 {
      // A container without a keyring: said plainly, and every command asks.
      #expect(unlock.screen.contains("The kernel has no keyring"))
      return
    }
    #expect(status == 0)
    #expect(try program.run(["list", "--journal", "j.hopenow"]).status == 0)
    #expect(try program.run(["lock", "--journal", "j.hopenow"]).status == 0)
    #expect(try program.run(["list", "--journal", "j.hopenow"]).status == 12)
  }

  @Test func `a passphrase that is easy to guess isn't taken, nor one typed differently twice`()
    throws
  {
    for (typed, again, message) in [
      ("password1234", nil, "too easy to guess"), ("short", nil, "too easy to guess"),
      (pass, "six other words stand here now", "not the same"),
    ] {
      let session = try session("init", "--worker", "A", "--small-machine")
      // Asked again: what is typed next must not be taken by the shell.
      for _ in 0..<3 {
        #expect(session.waits(for: "type your own: "))
        session.type(typed + "\r")
        if let again {
          #expect(session.waits(for: "Once more: "))
          session.type(again + "\r")
        }
        #expect(session.waits(for: message))
      }
      #expect(session.ends() == 64)
      #expect(!FileManager.default.fileExists(atPath: folder.file("j.hopenow")))
    }
  }
}
