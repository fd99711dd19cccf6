import Foundation
import TestSupport
import Testing

/// `hopenow erase` at a terminal and in scripts, and what a colleague's merge makes of it.
@Suite struct EraseCommandTests {
  let folder = TemporaryFolder()
  let program: Program
  static let a = ["--journal", "a.hopenow", "--key-file", "key"]
  static let b = ["--journal", "b.hopenow", "--key-file", "key"]

  init() throws {
    program = Program(in: folder)
    try Data(count: 32).write(to: URL(filePath: folder.file("key")))
    #expect(chmod(folder.file("key"), 0o600) == 0)
    for (name, options) in [("A", Self.a), ("B", Self.b)] {
      #expect(try run(["init", "--worker", "Worker \(name)"], options).status == 0)
    }
    #expect(try run(["person", "--alias", "Red Hat"], Self.a).status == 0)
    let visit = ["visit", "--person", "Red", "--type", "prison", "--on", "2026-10-30"]
    #expect(try run(visit + ["--note", "canary"], Self.a).status == 0)
    #expect(try run(["contact", "--person", "Red", "--on", "2026-10-30"], Self.a).status == 0)
  }

  func run(_ words: [String], _ options: [String]) throws -> Program.Result {
    try program.run(words + options)
  }

  func code(_ options: [String] = Self.a) throws -> String {
    let list = try run(["list", "--kind", "person"], options).output
    return try #require(list.firstMatch(of: /HN-\w{4}-\w{4}/)?.output).description
  }

  @Test func `it shows what goes, asks why, and wants the code or the alias typed again`() throws {
    let code = try code()
    let bytes = try Data(contentsOf: URL(filePath: folder.file("a.hopenow")))
    for (reason, typed, status) in [
      ("", "", 0), ("own", "yes", 0), ("own", "HN", 0), ("nothing\rown", "", 0), ("\u{3}", "", 130),
    ] as [(String, String, Int32)] {
      let session = try TerminalSession(program, ["erase", "Red Hat"] + Self.a)
      #expect(session.waits(for: "person \(code): "))
      #expect(session.waits(for: "person 1, visit 1"))
      #expect(session.waits(for: "1 other record names it."))
      #expect(session.waits(for: "Why is it erased? "))
      session.type(reason + "\r")
      if reason.hasSuffix("own") {
        #expect(session.waits(for: "Type \(code) to erase it for good: "))
        session.type(typed + "\r")
      }
      if status == 0 { #expect(session.waits(for: "Nothing was erased.")) }
      #expect(session.ends() == status)
      #expect(try Data(contentsOf: URL(filePath: folder.file("a.hopenow"))) == bytes)
    }
    let session = try TerminalSession(
      program, ["erase", code, "--reason", "own-request", "--certificate", "c.txt"] + Self.a)
    #expect(session.waits(for: "to erase it for good: "))
    session.type("red hat\r")
    #expect(session.waits(for: "person \(code): erased"))
    #expect(session.ends() == 0)
    let certificate = try String(contentsOfFile: folder.file("c.txt"), encoding: .utf8)
    #expect(certificate.contains(code) && certificate.contains("by Worker A"))
    #expect(!certificate.contains("Red Hat") && !certificate.contains("canary"))
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("c.txt"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let pages = try PlainPages(of: folder.file("a.hopenow"), secret: .file(folder.file("key")))
    for word in ["Red Hat", "red hat", "canary"] { #expect(pages.holding(word.utf8).isEmpty) }
  }

  @Test(.enabled(if: LeakTests.hasTracer, "needs strace"))
  func `a certificate whose file can't be written was lost`() throws {
    let certificate = folder.file("c.txt")
    let result = try program.run(
      ["erase", "Red Hat", "--reason", "other", "--yes", "--certificate", certificate] + Self.a,
      prefix: [
        "/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-P", certificate, "-e",
        "trace=fsync", "-e", "inject=fsync:error=ENOSPC",
      ])
    #expect(result.status == 1)
    #expect(result.output.contains("Certificate of erasure"), "\(result)")
    #expect(result.errors.contains("It is erased for good"))
    #expect(!FileManager.default.fileExists(atPath: certificate))
    #expect(try run(["erase"], Self.a).output.contains("Erased"))
  }

  @Test func `parcels and journals made before an erasure are in its certificate`() throws {
    #expect(try run(["merge", "b.hopenow", "--trust-new"], Self.a).status == 0)
    let sticks = ["here", "away"].map(folder.file)
    for stick in sticks {
      try FileManager.default.createDirectory(atPath: stick, withIntermediateDirectories: false)
      #expect(try run(["share", "--all", "--folder", stick], Self.a).status == 0)
    }
    let trip = folder.file("trip.hopenow")
    let key = ["--new-key-file", folder.file("trip.key")]
    #expect(
      try run(["share", "--person", "Red", "--new-journal", trip] + key, Self.a).status == 0)
    try FileManager.default.moveItem(atPath: sticks[1], toPath: folder.file("elsewhere"))
    let erased = try run(["erase", "Red Hat", "--reason", "own-request", "--yes"], Self.a)
    #expect(erased.status == 0 && erased.errors.isEmpty)
    for line in [
      "in which it may be:\n",
      "\n  Parcels removed; whoever hasn't merged hers needs a new one: 1\n",
      "\n  Journals for a trip; merge each, then remove it: 1\n", "that isn't here): 1\n",
    ] { #expect(erased.output.contains(line)) }
    // What a folder or file is called may be a name.
    #expect(!erased.output.contains(sticks[1]) && !erased.output.contains("trip.hopenow"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: sticks[0]).isEmpty)
    let before = try run(["erase"], Self.a).output
    #expect(before.contains(trip + "  ") && before.contains("    \(sticks[1])/parcel-"))
    // Later the stick is there again.
    try FileManager.default.moveItem(atPath: folder.file("elsewhere"), toPath: sticks[1])
    let shared = try run(["share", "--folder", sticks[1]], Self.a)
    #expect(shared.status == 0 && shared.errors.contains("needs a new one: 1\n"))
    #expect(!shared.errors.contains("Journals for a trip"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: sticks[1]).count == 1)
    let list = try run(["erase"], Self.a).output
    #expect(!list.contains(sticks[1]) && list.contains(trip))
  }

  @Test func `two letters and a yes erased somebody`() throws {
    let begun = try run(["erase", "Re", "--reason", "other", "--yes"], Self.a)
    #expect(begun.status == 14 && begun.errors.contains("Write HN-"), "\(begun)")
    #expect(try run(["erase", "red hat", "--reason", "other", "--yes"], Self.a).status == 0)
  }

  @Test func `off a terminal it takes a reason and a yes, and never overwrites a file`() throws {
    let bytes = try Data(contentsOf: URL(filePath: folder.file("a.hopenow")))
    try Data("here".utf8).write(to: URL(filePath: folder.file("c.txt")))
    for (words, status) in [
      (["erase", "Red Hat"], 64), (["erase", "Red Hat", "--yes"], 64),
      (["erase", "Red Hat", "--reason", "other"], 14), (["erase", "--yes"], 64),
      (["erase", "Red Hat", "--reason", "unknown", "--yes"], 64),
      (["erase", "Blue", "--reason", "other", "--yes"], 16),
      (["erase", "settings", "--reason", "other", "--yes"], 16),
      (["erase", "Red Hat", "--reason", "other", "--yes", "--certificate", "c.txt"], 15),
      (["erase", "Red Hat", "--reason", "other", "--yes", "--certificate", "no/c.txt"], 15),
    ] as [([String], Int32)] {
      let result = try run(words, Self.a)
      #expect(result.status == status, "\(words): \(result.errors)")
      #expect(result.errors.contains("Error: ") && result.output.isEmpty, "\(words)")
      #expect(try Data(contentsOf: URL(filePath: folder.file("a.hopenow"))) == bytes, "\(words)")
    }
    #expect(try String(contentsOfFile: folder.file("c.txt"), encoding: .utf8) == "here")
  }

  @Test func `in a journal of a colleague's own it is a request, which she can carry out`() throws {
    let code = try code()
    #expect(try run(["merge", "a.hopenow", "--trust-new"], Self.b).status == 0)
    #expect(try run(["erase", "Red Hat", "--reason", "own-request", "--yes"], Self.a).status == 0)
    let merged = try run(["merge", "a.hopenow"], Self.b)
    #expect(merged.status == 3)
    #expect(merged.output.contains("1 that you are asked to erase (see 'hopenow erase')"))
    let listed = try run(["erase"], Self.b)
    #expect(listed.output.contains("Asked for\n") && listed.output.contains("person \(code)"))
    let erased = try run(["erase", code, "--reason", "own-request", "--yes"], Self.b)
    #expect(erased.output.contains("Records  person 1, visit 1\n"))
    #expect(erased.output.contains("may still hold it") && erased.output.contains("  Worker A ("))
    #expect(try run(["merge", "a.hopenow"], Self.b).output.hasSuffix("Nothing new.\n"))
    #expect(try run(["erase"], Self.b).output.hasPrefix("Erased\n"))
    #expect(try run(["check"], Self.b).status == 0)
    let request = try run(["merge", "a.hopenow", "--format", "json"], Self.b).output
    #expect(request.contains("\"erased\": 0") && request.contains("\"toErase\": 0"))
  }

  @Test func `a request is declined by deleting it, an erasure isn't`() throws {
    #expect(try run(["merge", "a.hopenow", "--trust-new"], Self.b).status == 0)
    #expect(try run(["erase", "Red Hat", "--reason", "own-request", "--yes"], Self.a).status == 0)
    #expect(try run(["merge", "a.hopenow"], Self.b).status == 3)
    let listed = try run(["erase"], Self.b).output
    let found = listed.firstMatch(of: /[0-9]\ \ ([0-9a-f]{8})\ /)
    let request = try #require(found?.output.1).description
    #expect(try run(["delete", request], Self.a).status == 14)
    #expect(try run(["delete", request], Self.b).status == 0)
    #expect(try run(["erase"], Self.b).output == "Nothing was erased.\n")
    #expect(try run(["show", "Red"], Self.b).output.contains("Red Hat"))
  }

  @Test func `a merge that erases many asks, and stops where there is nobody to ask`() throws {
    for number in 1...11 {
      #expect(try run(["person", "--alias", "Blue \(number)"], Self.a).status == 0)
    }
    try FileManager.default.copyItem(
      atPath: folder.file("a.hopenow"), toPath: folder.file("old.hopenow"))
    for number in 1...11 {
      let erase = ["erase", "Blue \(number)", "--reason", "kept-too-long", "--yes"]
      #expect(try run(erase, Self.a).status == 0)
    }
    let old = ["--journal", "old.hopenow", "--key-file", "key"]
    let bytes = try Data(contentsOf: URL(filePath: folder.file("old.hopenow")))
    let stopped = try run(["merge", "a.hopenow"], old)
    #expect(stopped.status == 14 && stopped.errors.contains("would erase 11 records for good"))
    #expect(
      try run(["merge", "a.hopenow", "--dry-run"], old).output.contains("11 erased for good"))
    #expect(try TerminalSession(program, ["merge", "a.hopenow", "--yes"] + old).ends() == 14)
    for answer in ["n", "y"] {
      #expect(try Data(contentsOf: URL(filePath: folder.file("old.hopenow"))) == bytes)
      let session = try TerminalSession(program, ["merge", "a.hopenow"] + old)
      #expect(session.waits(for: "11 erased for good"))
      #expect(session.waits(for: "Merge that, and erase 11 records for good with what is theirs?"))
      session.type(answer + "\r")
      #expect(session.ends() == 0)
    }
    #expect(try run(["list", "--kind", "person"], old).output.split(separator: "\n").count == 1)
    try bytes.write(to: URL(filePath: folder.file("old.hopenow")))
    #expect(try run(["merge", "a.hopenow", "--erase-many"], old).status == 0)
  }

  @Test func `in Danish`() throws {
    var program = program
    program.environment["LANG"] = "da_DK.UTF-8"
    let session = try TerminalSession(program, ["erase", "Red Hat"] + Self.a)
    #expect(session.waits(for: "Dette fjernes for altid, her og overalt, hvor det flettes:"))
    #expect(session.waits(for: "1 anden post nævner det."))
    #expect(session.waits(for: "own-request (Personen bad om det)"))
    #expect(session.waits(for: "Hvorfor slettes det? "))
    session.type("pers\r")
    #expect(session.waits(for: " for at slette det for altid: "))
    session.type("Red Hat\r")
    #expect(session.waits(for: "Attest for permanent sletning"))
    #expect(session.waits(for: "Ingen organisation har fået en henvisning."))
    #expect(session.ends() == 0)
    #expect(try program.run(["undo"] + Self.a).errors.contains("blev slettet for altid"))
  }
}
