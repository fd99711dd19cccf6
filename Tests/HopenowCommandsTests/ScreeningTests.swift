import CaseModel
import Foundation
import JournalStore
import TestSupport
import Testing

/// A screening with the real program: at a terminal, by options, over several meetings.
@Suite struct ScreeningTests {
  let folder = TemporaryFolder()
  let program: Program

  static let key = ["--journal", "j.hopenow", "--key-file", "j.key"]

  static let ownTable = """
    table: our-own
    version: 3
    indicator: locked-in
    dimension: 5
    weight: strong
    en: Were you locked in?
    da: Blev du låst inde?
    indicator: watched
    dimension: 5
    weight: weak
    en: Were you watched?
    da: Blev du overvåget?

    """

  init() throws {
    program = Program(in: folder)
    try Data(count: 32).write(to: URL(filePath: folder.file("j.key")))
    try #require(chmod(folder.file("j.key"), 0o600) == 0)
    try #require(try run("init", "--worker", "Worker A").status == 0)
    let person = try program.run(
      ["person", "--fields", "-"] + Self.key,
      input: "alias: Red Hat\nsafe-contact: Before noon only.\nbirth-year: 1990\n\n")
    try #require(person.status == 0)
    try Self.ownTable.write(
      toFile: folder.file("own.txt"), atomically: false, encoding: .utf8)
  }

  func run(_ arguments: String...) throws -> Program.Result {
    try program.run(arguments + Self.key)
  }

  func session(_ arguments: String..., danish: Bool = false) throws -> TerminalSession {
    var program = program
    if danish { program.environment["LANG"] = "da_DK.UTF-8" }
    return try TerminalSession(program, arguments + Self.key)
  }

  func show(_ id: String, _ arguments: String...) throws -> [String: Any] {
    let shown = try program.run(["show", id, "--format", "json"] + arguments + Self.key)
    try #require(shown.status == 0)
    return try #require(
      try JSONSerialization.jsonObject(with: Data(shown.output.utf8)) as? [String: Any])
  }

  func answers(_ id: String) throws -> [String: String] {
    let record = try #require(try show(id)["record"] as? [String: Any])
    let answers = try #require(record["answers"] as? [String: Any])
    return answers["indicator"] as? [String: String] ?? [:]
  }

  func explanation(_ id: String, _ arguments: String...) throws -> [String: Any] {
    try #require(try show(id)["explanation"] as? [String: Any])
  }

  func screenings() throws -> [String] {
    let list = try run("list", "--kind", "screen", "--format", "csv").output
    return list.split(separator: "\n").dropFirst().map { String($0.prefix(8)) }
  }

  /// Begins a screening at the terminal and answers everything up to the table's first question.
  func begun(danish: Bool = false, table: String = "") throws -> TerminalSession {
    let session = try session("screen", "--person", "Red Hat", danish: danish)
    #expect(session.waits(for: "Red Hat: "))
    #expect(session.waits(for: "Before noon only."))
    #expect(session.waits(for: danish ? "Efter hvilken liste? " : "By which table? "))
    #expect(session.waits(for: "[1] "))
    session.type(table + "\r")
    for question in danish
      ? ["[i dag] ", "udnyttelse? ", "kontrolmidler? ", "hvordan? ", "> "]
      : ["[today] ", "exploitation? ", "control? ", "how? ", "> "]
    {
      #expect(session.waits(for: question))
      session.type("\r")
    }
    #expect(session.waits(for: danish ? "spørger om mere: " : "asks more: "))
    session.type("\r")
    #expect(session.waits(for: "1/6 "))
    return session
  }

  /// Answers questions, each when it is asked.
  func type(_ replies: [String], at session: TerminalSession, danish: Bool = false) {
    for reply in replies {
      #expect(session.waits(for: danish ? "j/n/u/v" : "y/n/u/r"))
      session.type(reply + "\r")
    }
  }

  @Test(arguments: [false, true])
  func `a question mark at 'who' and at the table's question was no question`(danish: Bool) throws {
    let session = try session("screen", danish: danish)
    #expect(session.waits(for: danish ? "Hvem? " : "Who? "))
    session.type("?\r")
    #expect(session.waits(for: danish ? "En kode eller et dæknavn" : "A code or an alias"))
    #expect(session.waits(for: danish ? "Hvem? " : "Who? "))
    session.type("Red Hat\r")
    #expect(session.waits(for: danish ? "Efter hvilken liste? " : "By which table? "))
    #expect(session.waits(for: "[1] "))
    session.type("?\r")
    #expect(session.waits(for: "1  ilo-2009-adult-labour-v1"))
    #expect(session.waits(for: danish ? "67 spørgsmål" : "67 questions"))
    #expect(session.waits(for: "2  ilo-2009-adult-sexual-draft-v1"))
    #expect(session.waits(for: "--indicators"))
    #expect(!session.screen.contains("no such answer"))
    #expect(session.waits(for: "[1] "))
    session.type("\u{3}")
    #expect(session.ends() == 130)
    #expect(try screenings().isEmpty)
  }

  @Test func `an interview over two meetings asks each question once, and is explained`() throws {
    let first = try begun()
    type(["y", "s", "y", "n", "q"], at: first)
    #expect(first.waits(for: "Explained by ilo-2009-adult-labour-v1:"))
    #expect(first.waits(for: "flags a risk"))
    #expect(first.ends() == 0)
    let id = try #require(try screenings().first)
    #expect(
      try answers(id) == [
        "deceived-about-job": "yes", "recruitment-violence": "yes",
        "recruitment-threats-of-violence": "no",
      ])

    let second = try session("screen", "--person", "Red Hat")
    #expect(second.waits(for: "Before noon only."))
    #expect(second.waits(for: "There is a screening of 2026-11-02, 3 of 67 asked."))
    #expect(second.waits(for: "n begins a new one: "))
    second.type("\r")
    #expect(second.waits(for: "1/64 Had you been promised more money"))
    #expect(!second.screen.contains("By which table") && !second.screen.contains("[today]"))
    type(["y", "s", "s", "s", "y", "y", "s", "y", "y", "q"], at: second)
    #expect(second.waits(for: "a strong indication. Refer, if the person wants it."))
    #expect(second.ends() == 0)
    #expect(try screenings() == [id])
    let explanation = try explanation(id)
    #expect(explanation["conclusion"] as? String == "strong-indication")
    #expect(explanation["table"] as? String == "ilo-2009-adult-labour-v1")
    #expect(explanation["under18"] as? Bool == false)
    let dimensions = try #require(explanation["dimensions"] as? [[String: Any]])
    #expect(
      dimensions.map { $0["positive"] as? Bool } == [true, false, false, true, true, false])
    #expect(dimensions[3]["yes"] as? [String] == ["excessive-hours", "low-pay"])
    #expect(dimensions[1]["no"] as? [String] == ["recruitment-threats-of-violence"])
    #expect((dimensions[5]["notAsked"] as? [String])?.count == 7)
    // Each answer keeps its own time: those of the second meeting are later.
    let written = try #require(explanation["written"] as? [String: Int])
    let (one, other) = (written["deceived-about-job"], written["deceived-about-wages"])
    #expect(try #require(one) < #require(other))
    let history = try run("show", id, "--history").output
    #expect(history.contains("indicator recruitment-threats-of-violence = No"))

    let new = try session("screen", "--person", "Red Hat")
    #expect(new.waits(for: "n begins a new one: "))
    new.type("n\r")
    #expect(new.waits(for: "By which table? "))
    new.type("\u{3}")
    #expect(new.ends() == 130)
    #expect(new.screen.contains("Interrupted; nothing changed."))
    #expect(try screenings() == [id])
  }

  @Test func `^C in the interview keeps what was answered, and says how to go on`() throws {
    let first = try begun()
    type(["y", "u"], at: first)
    #expect(first.waits(for: "y/n/u/r"))
    first.type("y\u{3}")
    #expect(first.ends() == 130)
    let id = try #require(try screenings().first)
    #expect(first.screen.contains("Interrupted; what was answered before is saved."))
    #expect(first.screen.contains("'hopenow screen --resume \(id)'"))
    #expect(try answers(id) == ["deceived-about-job": "yes", "deceived-about-wages": "unknown"])
    let second = try session("screen", "--resume", id)
    #expect(second.waits(for: "Before noon only."))
    #expect(second.waits(for: "1/65 "))
    type(["r", "q"], at: second)
    #expect(second.ends() == 0)
    #expect(try answers(id).count == 3)
  }

  @Test(arguments: [SIGHUP, SIGTERM, SIGINT])
  func `a terminal that is closed in the interview loses no answer`(number: Int32) throws {
    let session = try begun()
    type(["y", "n"], at: session)
    #expect(session.waits(for: "3/67 "))
    #expect(session.waits(for: "y/n/u/r"))
    kill(session.process, number)
    #expect(session.ends() == 130)
    let id = try #require(try screenings().first)
    #expect(try answers(id) == ["deceived-about-job": "yes", "deceived-about-wages": "no"])
  }

  @Test func `killed in the interview it has lost no part that was over`() throws {
    let session = try begun()
    type(["y", "n", "s", "u", "r"], at: session)
    #expect(session.waits(for: "13/67 "))
    kill(session.process, SIGKILL)
    #expect(session.ends() == -SIGKILL)
    let id = try #require(try screenings().first)
    #expect(try answers(id) == ["deceived-about-job": "yes", "deceived-about-wages": "no"])
  }

  @Test func `what is answered at another terminal meanwhile stands beside, both kept`() throws {
    let session = try begun()
    type(["y", "s"], at: session)
    #expect(session.waits(for: "2/6 "))
    let id = try #require(try screenings().first)
    // One answer that she has changed her mind about, and one that isn't asked yet.
    #expect(
      try run("edit", id, "--indicator", "recruitment-violence=no,low-pay=no").status == 0)
    type(["y", "s", "s"], at: session)
    #expect(session.waits(for: "4/6 "))
    type(["y", "q"], at: session)
    #expect(session.ends() == 0)
    let conflicts = try run("conflicts")
    #expect(conflicts.status == 3 && conflicts.output.contains("indicator"))
    let shown = try run("show", id).output
    #expect(shown.contains("Conflict in indicator/recruitment-violence:"))
    #expect(try answers(id)["low-pay"] == "no" && answers(id)["excessive-hours"] == "yes")
  }

  @Test func `by options it answers, prints the id alone, and an edit leaves the others`() throws {
    let made = try run(
      "screen", "--person", "Red", "--indicator", "debt=yes,low-pay=no", "--indicator",
      "violence=unknown", "--forms", "ForcedLabour")
    #expect(made.status == 0 && made.errors.isEmpty)
    let id = String(made.output.dropLast())
    #expect(id.count == 8)
    let edit = try run("edit", id, "--indicator", "violence=refused", "--indicator", "isolation=y")
    #expect(edit.status == 0 && edit.output.isEmpty && edit.errors.isEmpty)
    #expect(
      try answers(id) == [
        "debt-bondage": "yes", "low-pay": "no", "violence": "refused", "isolation": "yes",
      ])
    #expect(try run("edit", id, "--indicator", "low-pay=not-asked").status == 0)
    #expect(try answers(id)["low-pay"] == nil)
    let more = try program.run(
      ["screen", "--resume", id, "--fields", "-"] + Self.key,
      input: "indicator: low-pay=yes\nindicator: excessive-hours=yes\n\nShe is tired.\n")
    #expect(more.status == 0 && more.output == id + "\n")
    #expect(try answers(id).count == 5)
    #expect(try run("undo").status == 0)
    #expect(try answers(id).count == 3)
    #expect(try run("edit", id, "--clear", "indicator").status == 0)
    #expect(try answers(id) == [:])
    #expect(try explanation(id)["conclusion"] as? String == "nothing-asked")
  }

  @Test(arguments: [
    (["--indicator", "moon=yes"], "'indicator' has no such answer"),
    (["--indicator", "violence"], "takes pairs such as debt-bondage=yes"),
    (["--indicator", "deceived=yes"], "several answers to 'indicator' begin like that"),
    (["--table", "moon"], "'table' has no such answer"),
    (["--table", "unknown"], "'table' has no such answer"),
    (["--table", "ilo-2009-adult-l", "--indicators", "own.txt"], "not both"),
    (["--indicators", "none.txt"], "\"none.txt\" can not be read"),
    (["--indicators", "j.key"], "is no table of indicators"),
  ])
  func `what can't be is refused, and nothing is written`(options: [String], message: String) throws
  {
    if options.contains("j.key") {
      try Data([0xff, 0xfe]).write(to: URL(filePath: folder.file("bad.txt")))
    }
    let options = options.map { $0 == "j.key" ? "bad.txt" : $0 }
    let result = try program.run(["screen", "--person", "Red"] + options + Self.key)
    #expect(result.status == (message.contains("read") ? 16 : 64))
    #expect(result.errors.contains(message) && result.output.isEmpty)
    #expect(try screenings().isEmpty)
  }

  @Test func `a table of one's own is asked, kept and explained with its file`() throws {
    let session = try session("screen", "--person", "Red", "--indicators", "own.txt")
    #expect(session.waits(for: "Before noon only."))
    for question in ["[today] ", "exploitation? ", "control? ", "how? ", "> "] {
      #expect(session.waits(for: question))
      session.type("\r")
    }
    #expect(session.waits(for: "asks more: "))
    session.type("\r")
    #expect(session.waits(for: "1/2 Were you locked in?"))
    type(["y"], at: session)
    #expect(session.waits(for: "2/2 Were you watched?"))
    type(["q"], at: session)
    #expect(session.waits(for: "Explained by our-own-v3:"))
    #expect(session.ends() == 0)
    let id = try #require(try screenings().first)

    let without = try run("show", id).output
    #expect(without.contains("our-own-v3") && without.contains("Yes: locked-in"))
    #expect(without.contains("hopenow show \(id) --indicators FILE"))
    #expect(try show(id)["explanation"] is NSNull)
    let with = try run("show", id, "--indicators", "own.txt").output
    #expect(with.contains("flags a risk") && with.contains("Were you locked in?"))

    // Without its file only answers that there are can be changed.
    #expect(try run("edit", id, "--indicator", "locked-in=refused").status == 0)
    let other = try run("edit", id, "--indicator", "watched=yes")
    #expect(other.status == 64 && other.errors.contains("--indicators FILE"))
    let mixed = try run("screen", "--resume", id, "--indicators", "own.txt", "--table", "ilo")
    #expect(mixed.status == 64)
    let resumed = try run(
      "screen", "--resume", id, "--indicators", "own.txt", "--indicator", "watched=yes")
    #expect(resumed.status == 0)
    #expect(try answers(id) == ["locked-in": "refused", "watched": "yes"])

    try Self.ownTable.replacing("weight: weak", with: "weight: light").write(
      toFile: folder.file("own.txt"), atomically: false, encoding: .utf8)
    let bad = try run("show", id, "--indicators", "own.txt")
    #expect(bad.status == 64 && bad.output.isEmpty)
    #expect(
      bad.errors.contains("\"own.txt\", line 10: the weight is strong, medium or weak."))
  }

  @Test func `another table than the one it began with is refused`() throws {
    let made = try run("screen", "--person", "Red", "--indicator", "debt=yes")
    let id = String(made.output.dropLast())
    let other = try run(
      "screen", "--resume", id, "--indicators", "own.txt", "--indicator", "watched=yes")
    #expect(other.status == 64 && other.errors.contains("ilo-2009-adult-labour-v1"))
    #expect(try run("screen", "--resume", "Red Hat").status == 16)
    #expect(try run("screen", "--resume", id).status == 64, "there is nothing to record")
    #expect(try run("screen", "--resume", id, "--person", "Red").status == 64)
  }

  @Test func `under 18 exploitation is a strong indication, and an unknown age is said`() throws {
    let made = try run(
      "screen", "--person", "Red", "--indicator", "excessive-hours=yes,low-pay=yes")
    let id = String(made.output.dropLast())
    for (year, conclusion, depends) in [
      ("1990", "labour-rights", false), ("2012", "strong-indication-under-18", false),
      ("unknown", "labour-rights", true),
    ] {
      #expect(try run("edit", "Red", "--birth-year", year).status == 0)
      let explanation = try explanation(id)
      #expect(explanation["conclusion"] as? String == conclusion)
      #expect(explanation["dependsOnAge"] as? Bool == depends)
      #expect(try run("show", id).output.contains("The age is not known") == depends)
    }
  }

  @Test func `a draft says so wherever it is used`() throws {
    let made = try run(
      "screen", "--person", "Red", "--table", "ilo-2009-adult-sexual", "--indicator", "debt=yes")
    #expect(made.status == 0)
    let id = String(made.output.dropLast())
    let shown = try run("show", id).output
    #expect(shown.contains("ilo-2009-adult-sexual-draft-v1"))
    #expect(shown.contains("DRAFT: the weights of this table are not verified."))
    #expect(try explanation(id)["draft"] as? Bool == true)
    let session = try begunAnew(table: "2")
    #expect(session.screen.contains("DRAFT: the weights of this table are not verified."))
    session.type("q\r")
    #expect(session.ends() == 0)
  }

  /// A new screening though there is one.
  private func begunAnew(table: String) throws -> TerminalSession {
    let session = try session("screen", "--person", "Red Hat")
    #expect(session.waits(for: "n begins a new one: "))
    session.type("n\r")
    #expect(session.waits(for: "[1] "))
    session.type(table + "\r")
    for question in ["[today] ", "exploitation? ", "control? ", "how? ", "> ", "asks more: "] {
      #expect(session.waits(for: question))
      session.type("\r")
    }
    #expect(session.waits(for: "y/n/u/r"))
    return session
  }

  /// A screening by a newer hopenow: nothing of it is lost, and all of it can be seen.
  @Test func `tables, indicators and answers that it doesn't know are kept and shown by code`()
    throws
  {
    let journal = try Journal.open("j.hopenow", in: folder, secret: .test(0))
    let person = try #require(try journal.persons(named: "Red").first).id
    var ids: [String] = []
    for table in ["ilo-2009-adult-labour-v1", "ilo-2009-adult-labour-v2"] {
      var draft = Draft(.screen, owner: person)
      draft.set("on", to: .date(try #require(CivilDate(number: 20_261_101)), minute: nil))
      draft.set("table", to: .code(table))
      draft.set("indicator", for: "debt-bondage", to: .yes)
      draft.set("indicator", for: "of-next-year", to: .yes)
      draft.set("indicator", for: "violence", to: .newer(tag: 77, [1, 2]))
      ids.append(String(try #require(try journal.write([draft]).first).description.prefix(8)))
    }
    let known = try run("show", ids[0]).output
    #expect(known.contains("Of another table: of-next-year"))
    let newer = try run("show", ids[1]).output
    #expect(newer.contains("ilo-2009-adult-labour-v2") && newer.contains("--indicators FILE"))
    for id in ids {
      let shown = try run("show", id, "--history").output
      #expect(shown.contains("Yes: debt-bondage, of-next-year"))
      #expect(shown.contains("needs a newer hopenow: violence"))
      #expect(try answers(id)["of-next-year"] == "yes")
      // What is changed leaves the rest.
      #expect(try run("edit", id, "--indicator", "of-next=no").status == 0)
      #expect(try answers(id).count == 3)
    }
  }

  /// Whether somebody is one is for others to say, and so nothing here says it.
  @Test func `no screen of a screening calls anybody a victim or identified`() throws {
    var texts: [String] = []
    for table in IndicatorTable.shipped {
      texts += table.indicators.flatMap { [$0.code, $0.question.en, $0.question.da] } + [table.id]
    }
    texts += Vocabulary.indicatorTable.codes.flatMap { [$0.labels.en, $0.labels.da] }
    texts += Kind.screen.fields.flatMap { [$0.question.en, $0.question.da] }
    for conclusion in ScreeningExplanation.Conclusion.allCases {
      texts += [conclusion.rawValue, conclusion.labels.en, conclusion.labels.da]
    }
    texts += Dimension.allCases.flatMap { [$0.name, $0.labels.en, $0.labels.da] }
    texts.append(try run("screen", "--help").output)
    for danish in [false, true] {
      let session = danish ? try begunAnewInDanish() : try begun()
      let yes = danish ? "j" : "y"
      type(
        ["?", "x", yes, yes, "b", "", "s", "s", "s", yes, yes, yes, "s", yes, yes, "q"],
        at: session, danish: danish)
      #expect(session.waits(for: danish ? "stærk indikation" : "strong indication"))
      #expect(session.ends() == 0)
      texts.append(session.screen)
    }
    for id in try screenings() {
      texts.append(try run("show", id, "--history").output)
      texts.append(try run("show", id, "--format", "json").output)
      var danish = program
      danish.environment["LANG"] = "da_DK.UTF-8"
      texts.append(try danish.run(["show", id, "--history"] + Self.key).output)
    }
    #expect(texts.count > 250)
    for text in texts {
      let found = text.lowercased().firstMatch(
        of: /victim|\boff(er|re)|\bofre|identif|trafficked person|menneskehandlet/)
      #expect(found == nil, "\(String(describing: found?.output)) in \(text.prefix(200))")
    }
  }

  private func begunAnewInDanish() throws -> TerminalSession {
    let session = try session("screen", "--person", "Red Hat", danish: true)
    #expect(session.waits(for: "n begynder en ny: "))
    session.type("n\r")
    for question in ["[1] ", "[i dag] ", "udnyttelse? ", "kontrolmidler? ", "hvordan? ", "> "] {
      #expect(session.waits(for: question))
      session.type("\r")
    }
    #expect(session.waits(for: "spørger om mere: "))
    session.type("\r")
    return session
  }
}
