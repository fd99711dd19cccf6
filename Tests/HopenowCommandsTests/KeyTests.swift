import Foundation
import TestSupport
import Testing

/// What opens a journal, beside the passphrase: a code on paper, and colleagues' keys.
@Suite struct KeyTests {
  let folder = TemporaryFolder()
  let program: Program
  static let key = ["--key-file", "a.key"]
  static let passphrase = "six invented words stand here now"

  init() throws {
    program = Program(in: folder)
    for name in ["a.key", "b.key"] {
      try Data(repeating: UInt8(name.utf8.first ?? 0), count: 32)
        .write(to: URL(filePath: folder.file(name)))
      chmod(folder.file(name), 0o600)
    }
  }

  private func run(_ words: String, on name: String = "a", third: String? = nil) throws
    -> Program.Result
  {
    let key = third == nil ? ["--key-file", "\(name).key"] : ["--passphrase-fd", "3"]
    return try program.run(
      words.split(separator: " ").map(String.init) + ["--journal", "\(name).hopenow"] + key,
      third: third)
  }

  private func list(_ name: String = "a", third: String? = nil) throws -> Program.Result {
    try run("list", on: name, third: third)
  }

  private func makeJournal() throws {
    try #require(run("init --worker Amina").status == 0)
    try #require(run("person --alias Hat").status == 0)
  }

  @Test func `whoever forgot the passphrase opens the journal with the code on paper`() throws {
    let made = try TerminalSession(
      program, ["init", "--worker", "Amina", "--small-machine", "--journal", "a.hopenow"])
    #expect(made.waits(for: "type your own: "))
    made.type("\r")
    #expect(made.waits(for: "or Enter for no code: "))
    let code = try #require(made.screen.firstMatch(of: /(?:[0-9A-Z]{4}-){8}[0-9A-Z]{4}/)).0
    // Nothing is there before the code is surely on paper.
    #expect(!FileManager.default.fileExists(atPath: folder.file("a.hopenow")))
    made.type(code.prefix(4) + "\r")
    #expect(made.waits(for: "That is not its last group."))
    made.type(code.suffix(4).lowercased() + "\r")
    #expect(made.waits(for: "Made a.hopenow."))
    #expect(made.ends() == 0)

    let list = try TerminalSession(program, ["list", "--journal", "a.hopenow"])
    #expect(list.waits(for: "Passphrase for a.hopenow: "))
    list.type(code.lowercased().replacing("-", with: " ") + "\r")
    #expect(list.ends() == 0)
    #expect(try self.list(third: code + "\n").status == 0)
    #expect(
      try program.run(["key", "list", "--journal", "a.hopenow"]).output.contains("recovery code"))
  }

  @Test func `a recovery code for a script is printed, and takes the place of the one before`()
    throws
  {
    try makeJournal()
    #expect(try run("key recovery").status == 64)
    let first = try run("key recovery --print")
    #expect(first.status == 0 && first.errors.isEmpty)
    #expect(first.output.wholeMatch(of: /(?:[0-9A-Z]{4}-){8}[0-9A-Z]{4}\n/) != nil)
    #expect(try list(third: first.output).output == list().output)

    let refused = try run("key recovery --print")
    #expect(refused.status == 14 && refused.output.isEmpty && refused.errors.contains("Key 2 "))
    #expect(try list(third: first.output).status == 0)
    let second = try run("key recovery --print --yes")
    #expect(second.status == 0)
    #expect(try list(third: second.output).status == 0)
    let old = try list(third: first.output)
    #expect(old.status == 12 && old.errors.contains("not the one of"), "\(old.errors)")
    #expect(
      try program.run(["key", "list", "--journal", "a.hopenow"]).output.split(separator: "\n").count
        == 2)
    // A code that nobody could be given doesn't take the place of another.
    let unprinted = try program.run(
      ["key", "recovery", "--print", "--yes", "--journal", "a.hopenow"] + Self.key,
      prefix: ["/bin/sh", "-c", "exec \"$@\" >/dev/full", "sh"])
    #expect(unprinted.status == 1)
    #expect(try list(third: second.output).status == 0)
  }

  @Test func `a mistyped code is told from another one and from a passphrase`() throws {
    try makeJournal()
    // Without a code nothing is taken for one.
    let code = "A676-S2F0-134K-TQWK-1QV1-P2P9-Z859-H3PA-7C1X\n"
    #expect(try !list(third: code).errors.contains("recovery code"))
    let printed = try run("key recovery --print").output
    #expect(try list(third: code).errors.contains("not the one of"))
    let mistyped = try list(third: (printed.first == "7" ? "8" : "7") + printed.dropFirst())
    #expect(mistyped.status == 12 && mistyped.errors.contains("mistyped"), "\(mistyped.errors)")
    let words = try list(third: Self.passphrase + "\n")
    #expect(words.status == 12 && !words.errors.contains("recovery code"), "\(words.errors)")
  }

  @Test func `whose a worker's key is, only whoever can open the journal is told`() throws {
    try makeTeam()
    let unkeyed = try program.run(["key", "list", "--journal", "b.hopenow"])
    #expect(unkeyed.output.contains("worker") && !unkeyed.output.contains("Amina"))
    #expect(try run("key list", on: "b").output.contains(/2 +worker +Amina +made 20/))
    // A wrong key that is asked for is told; one that lies about for another journal isn't.
    let wrong = ["key", "list", "--journal", "b.hopenow", "--key-file", "a.key"]
    #expect(try program.run(wrong).status == 12)
    var elsewhere = program
    elsewhere.environment["HOPENOW_KEY_FILE"] = folder.file("a.key")
    #expect(
      try elsewhere.run(["key", "list", "--journal", "b.hopenow"]).output == unkeyed.output)
  }

  /// Two in a team, who can read each other's journals.
  private func makeTeam() throws {
    try makeJournal()
    for (words, name) in [
      ("team create Night", "a"), ("team card team.card", "a"),
      ("init --worker Berta --team team.card", "b"), ("team card b.card", "b"),
      ("team add b.card --yes", "a"), ("key add --reader Berta", "a"),
    ] {
      let result = try run(words, on: name)
      try #require(result.status == 0, "\(words): \(result.errors)")
    }
  }

  @Test func `whoever left can't read what is written after the key was rotated`() throws {
    try makeTeam()
    #expect(try run("key list").output.contains(/2 +worker +Berta +made/))
    #expect(try run("merge a.hopenow --trust-new", on: "b").status == 0)
    #expect(try run("team remove Berta --yes").status == 0)
    #expect(try run("key list").output.contains("Berta (removed)"))
    try FileManager.default.copyItem(
      atPath: folder.file("a.hopenow"), toPath: folder.file("copy.hopenow"))

    let rotated = try run("key rotate")
    #expect(rotated.status == 0 && rotated.errors.isEmpty, "\(rotated.errors)")
    #expect(
      rotated.output.contains(
        /^Opens the journal now:\n  1  key file  made [-0-9]{10}\nNo longer:\n  2  worker  Berta \(removed\)  made [-0-9]{10}\n$/
      ), "\(rotated.output)")
    #expect(try run("person --alias Coat").status == 0)
    #expect(try run("list --kind person").output.split(separator: "\n").count == 2)
    #expect(try run("check").status == 0)
    #expect(try run("merge a.hopenow", on: "b").status == 12)
    // What she could read before, she still can.
    #expect(try run("merge copy.hopenow", on: "b").status == 0)
    #expect(try run("list --kind person", on: "b").output.split(separator: "\n").count == 1)
  }

  @Test func `a colleague who stays keeps her key`() throws {
    try makeTeam()
    let rotated = try run("key rotate")
    #expect(rotated.output.contains("2  worker    Berta") && !rotated.output.contains("No longer"))
    #expect(try run("merge a.hopenow --trust-new", on: "b").status == 0)
    // And the founder keeps hers in Berta's journal.
    #expect(try run("key rotate", on: "b").status == 0)
    #expect(try run("merge b.hopenow").status == 0)
  }

  @Test func `in a script no key of one's own goes without a yes`() throws {
    try makeJournal()
    #expect(
      try program.run(
        ["key", "add", "--new-passphrase-fd", "3", "--journal", "a.hopenow"] + Self.key,
        third: Self.passphrase + "\n"
      ).status == 0)
    let code = try run("key recovery --print").output
    let refused = try run("key rotate")
    #expect(refused.status == 14 && refused.errors.contains("Key 2, 3 would"), "\(refused.errors)")
    #expect(try list(third: code).status == 0)

    // Every line is a key that stays; one that opens nothing is refused.
    let wrong = try run("key rotate --yes", third: "another long passphrase here\n" + code)
    #expect(wrong.status == 12)
    #expect(try list(third: Self.passphrase + "\n").status == 0)
    let both = try program.run(
      ["key", "rotate", "--passphrase-fd", "3", "--journal", "a.hopenow"] + Self.key,
      third: code.lowercased() + Self.passphrase)
    #expect(both.status == 0, "\(both.errors)")
    #expect(both.output.contains("3  passphrase") && !both.output.contains("No longer"))
    #expect(try list(third: code).status == 0)

    let rest = try run("key rotate --yes")
    #expect(rest.status == 0 && rest.output.contains("No longer:\n  2  recovery code"))
    #expect(try list(third: code).status == 12)
    #expect(try list(third: Self.passphrase + "\n").status == 12)
    #expect(try list().status == 0)
  }

  @Test func `of two key files a script could keep only one`() throws {
    try makeJournal()
    #expect(try run("key add --new-key-file other.key").status == 0)
    #expect(try run("key rotate").status == 14)
    let rotated = try run("key rotate --keep-key-file other.key")
    #expect(rotated.status == 0, "\(rotated.errors)")
    #expect(rotated.output.contains("2  key file") && !rotated.output.contains("No longer"))
    let other = ["list", "--journal", "a.hopenow", "--key-file", "other.key"]
    #expect(try program.run(other).status == 0)
    #expect(try list().status == 0)
  }

  @Test func `at a terminal each key is asked for, and the code on paper is made anew`() throws {
    try makeJournal()
    let old = try run("key recovery --print").output
    #expect(try run("key add --new-key-file other.key").status == 0)
    #expect(
      try program.run(
        ["key", "add", "--new-passphrase-fd", "3", "--journal", "a.hopenow"] + Self.key,
        third: Self.passphrase + "\n"
      ).status == 0)
    let session = try TerminalSession(program, ["key", "rotate", "--journal", "a.hopenow"])
    #expect(session.waits(for: "Passphrase for a.hopenow: "))
    session.type("another one, typed wrong\r")
    #expect(session.waits(for: "Passphrase for a.hopenow: "))
    session.type(Self.passphrase + "\r")
    #expect(session.waits(for: "Key 1, path of the key file of "))
    session.type("other.key\r")
    #expect(session.waits(for: "That is not it."))
    session.type("a.key\r")
    #expect(session.waits(for: "Key 3, path of the key file of "))
    session.type("\r")
    #expect(session.waits(for: "or Enter for no code: "))
    let code = try #require(session.screen.firstMatch(of: /(?:[0-9A-Z]{4}-){8}[0-9A-Z]{4}/)).0
    session.type(code.suffix(4) + "\r")
    #expect(session.waits(for: "Key 3 will open the journal no longer. Go on? [y/N] "))
    session.type("y\r")
    #expect(session.waits(for: "Copies of the file from before still open with every key they had"))
    #expect(session.ends() == 0)
    for secret in [Self.passphrase + "\n", code + "\n"] {
      #expect(try list(third: secret).status == 0)
    }
    #expect(try list().status == 0)
    #expect(try list(third: old).status == 12)
    #expect(
      try program.run(["list", "--journal", "a.hopenow", "--key-file", "other.key"]).status == 12)
  }

  @Test func `a no at the terminal leaves every key`() throws {
    try makeJournal()
    let code = try run("key recovery --print").output
    let session = try TerminalSession(
      program, ["key", "rotate", "--journal", "a.hopenow"] + Self.key)
    #expect(session.waits(for: "or Enter for no code: "))
    session.type("\r")
    #expect(session.waits(for: "Key 2 will open the journal no longer. Go on? [y/N] "))
    session.type("\r")
    #expect(session.waits(for: "Nothing was changed."))
    #expect(session.ends() == 0)
    #expect(try list(third: code).status == 0)
  }

  @Test func `rotating a key is explained in Danish`() throws {
    try makeTeam()
    #expect(try run("team remove Berta --yes").status == 0)
    var danish = program
    danish.environment["LANG"] = "da_DK.UTF-8"
    let session = try TerminalSession(
      danish, ["key", "rotate", "--journal", "a.hopenow"] + Self.key)
    #expect(session.waits(for: "Åbner journalen nu:"))
    #expect(session.waits(for: "Ikke mere:"))
    #expect(session.waits(for: "Kopier af filen fra før åbnes stadig"))
    #expect(
      session.waits(for: "Berta: det, der er læst eller flettet til nu, bliver på den maskine"))
    #expect(session.ends() == 0)
    let refused = try danish.run(["key", "recovery", "--journal", "a.hopenow"] + Self.key)
    #expect(refused.errors.contains("Fejl: En genopretningskode vises på en terminal"))
  }

  @Test func `a colleague may be let in to read, a stranger not`() throws {
    try makeJournal()
    #expect(try run("team create Night").status == 0)
    #expect(try run("team card team.card").status == 0)
    #expect(try run("init --worker Berta --team team.card", on: "b").status == 0)
    #expect(try run("team card b.card", on: "b").status == 0)
    #expect(try run("key add --reader Berta").status == 16)
    #expect(try run("team add b.card --yes").status == 0)
    #expect(try run("merge a.hopenow --trust-new", on: "b").status == 12)
    #expect(try run("key add --reader berta").output == "Key 2 added.\n")
    #expect(try run("key add --reader Berta").output == "Key 2 added.\n")
    #expect(try run("key add --reader Amina").status == 14, "that is herself")
    #expect(try run("key list").output.contains(/2 +worker +Berta/))
    let merged = try run("merge a.hopenow --trust-new", on: "b")
    #expect(merged.status == 0, "\(merged.errors)")
  }

  @Test func `a passphrase typed wrong once ended the command`() throws {
    let folder = TemporaryFolder()
    let program = Program(in: folder)
    let made = try program.run(
      [
        "init", "--worker", "A", "--journal", "a.hopenow", "--small-machine", "--passphrase-fd",
        "3",
      ],
      third: "a passphrase of some words\n")
    try #require(made.status == 0)
    for (typed, status) in [
      (["wrong words of mine", "a passphrase of some words"], 0),
      (["wrong words of mine", "other words", "and others"], 12),
    ] as [([String], Int32)] {
      let session = try TerminalSession(program, ["check", "--journal", "a.hopenow"])
      for words in typed {
        #expect(session.waits(for: "Passphrase for a.hopenow: "))
        session.type(words + "\r")
      }
      #expect(session.ends() == status)
      #expect(session.screen.contains("That key does not open \"a.hopenow\"."))
    }
  }
}
