import CaseModel
import Foundation
import TestSupport
import Testing

@testable import HopenowCommands

/// What several wrote without seeing each other, listed and settled with the real program.
@Suite struct ConflictTests {
  let folder = TemporaryFolder()
  let program: Program
  let code: String

  /// A person, and a journal for each of three workers that has her page.
  init() throws {
    program = Program(in: folder)
    try Data(count: 32).write(to: URL(filePath: folder.file("j.key")))
    try #require(chmod(folder.file("j.key"), 0o600) == 0)
    for worker in ["a", "b", "c"] {
      try #require(
        program.run(
          ["init", "--worker", "Worker \(worker.uppercased())", "--journal", worker]
            + ["--key-file", "j.key"]
        ).status == 0)
    }
    let made = try program.run(
      ["person", "--alias", "Red Hat", "--journal", "a", "--key-file", "j.key"])
    code = made.output.trimmed
    for worker in ["b", "c"] { try #require(try run(worker, "merge a --trust-new").status == 0) }
  }

  /// Runs a command on a worker's journal.
  @discardableResult
  func run(
    _ worker: String, _ command: String, input: String = "", danish: Bool = false
  ) throws -> Program.Result {
    var program = program
    if danish { program.environment["LANG"] = "da_DK.UTF-8" }
    return try program.run(
      command.split(separator: " ").map(String.init)
        + ["--journal", worker, "--key-file", "j.key"], input: input)
  }

  /// Changes her page on a journal, and takes nothing over.
  func edit(_ worker: String, _ lines: String) throws {
    let edit = try run(worker, "edit \(code) --fields -", input: lines)
    try #require(edit.status == 0 && edit.errors.isEmpty, "\(edit.errors)")
  }

  /// Takes everything over from the others.
  @discardableResult
  func merge(_ worker: String, from others: String...) throws -> Int32 {
    try run(worker, "merge \(others.joined(separator: " ")) --trust-new").status
  }

  /// Her page as scripts read it.
  func answers(_ worker: String) throws -> [String: Any] {
    let shown = try run(worker, "show \(code) --format json").output
    let value = try JSONSerialization.jsonObject(with: Data(shown.utf8)) as? [String: Any]
    let record = try #require(value?["record"] as? [String: Any])
    return try #require(record["answers"] as? [String: Any])
  }

  /// The records that wait, as scripts read them.
  func waiting(_ worker: String) throws -> [[String: Any]] {
    let listed = try run(worker, "conflicts --format json").output
    let value = try JSONSerialization.jsonObject(with: Data(listed.utf8)) as? [String: Any]
    #expect(value?["schema"] as? String == "hopenow/conflicts/1")
    return try #require(value?["records"] as? [[String: Any]])
  }

  @Test func `three notes become one, the oldest first, and whoever joins them gets the same`()
    throws
  {
    try edit("a", "gender: Feminine\n\nFrom A.\n")
    try edit("b", "gender: unknown\n\nFrom B.\nIn two lines.\n")
    try edit("c", "gender: Masculine\n\nFrom C.\n")
    #expect(try merge("a", from: "b", "c") == 3)
    #expect(try merge("b", from: "a", "c") == 3)
    let settle = "conflicts --resolve \(code) --take note=both --take gender="
    // Three values: nobody can say which is the other one.
    #expect(try run("a", settle + "theirs").status == 16)
    for (worker, number) in [("a", 1), ("b", 1)] {
      let settled = try run(worker, settle + "\(number)")
      #expect(settled.status == 0 && settled.output.isEmpty && settled.errors.isEmpty)
      #expect(
        try answers(worker)["note"] as? String == "From A.\n\nFrom B.\nIn two lines.\n\nFrom C.")
    }
    // Settled alike on both machines: there is nothing to settle again.
    for (one, other) in [("a", "b"), ("b", "a"), ("c", "a")] {
      #expect(try merge(one, from: other) == 0)
      #expect(try run(one, "conflicts").status == 0)
      #expect(try answers(one)["gender"] as? String == "Masculine")
    }
  }

  @Test
  func `two who settle it differently are in conflict again, and what one settles is settled`()
    throws
  {
    try edit("a", "gender: Feminine\n")
    try edit("b", "gender: Masculine\n")
    #expect(try merge("a", from: "b") == 3)
    #expect(try merge("b", from: "a") == 3)
    for worker in ["a", "b"] {
      #expect(try run(worker, "conflicts --resolve \(code) --take gender=mine").status == 0)
      #expect(try run(worker, "conflicts").status == 0)
    }
    #expect(try merge("a", from: "b") == 3)
    let standing = try #require(try waiting("a").first?["standing"] as? [[String: Any]])
    let values = try #require(standing.first?["values"] as? [[String: Any]])
    #expect(values.map { $0["value"] as? String } == ["Masculine", "Feminine"])
    #expect(try run("a", "conflicts --resolve \(code) --take gender=theirs").status == 0)
    #expect(try merge("b", from: "a") == 0)
    for worker in ["a", "b"] {
      #expect(try answers(worker)["gender"] as? String == "Masculine")
      #expect(try run(worker, "conflicts").status == 0)
      let history = try run(worker, "show \(code) --history").output
      let settling = history.split(separator: "\n").filter { $0.hasSuffix(" [settles gender]") }
      #expect(settling.count == 3 && settling.last?.contains("  Worker A: gender = Man") == true)
    }
  }

  @Test func `a field that nobody decided stays in conflict, with the same values`() throws {
    try edit("a", "gender: Feminine\nphone: 11 11 11 11\ncitizenship: NG\n")
    try edit("b", "gender: Masculine\nphone: 22 22 22 22\ncitizenship: NG, GH\n")
    #expect(try merge("a", from: "b") == 3)
    let before = try #require(try waiting("a").first?["standing"] as? [[String: Any]])
    #expect(before.map { $0["name"] as? String } == ["gender", "phone"])
    let settled = try run("a", "conflicts --resolve \(code) --take phone=2")
    #expect(settled.status == 3 && settled.errors.isEmpty)
    #expect(settled.output == "1 record still waits: hopenow conflicts\n")
    let after = try #require(try waiting("a").first?["standing"] as? [[String: Any]])
    #expect(after.count == 1)
    #expect(
      NSDictionary(dictionary: try #require(after.first))
        == NSDictionary(dictionary: try #require(before.first)))
    #expect(try answers("a")["phone"] as? String == "11 11 11 11")
  }

  @Test func `what arrives while somebody decides stands beside her decision`() throws {
    try edit("a", "gender: Feminine\nphone: 11 11 11 11\n")
    try edit("b", "gender: Masculine\nphone: 22 22 22 22\n")
    #expect(try merge("a", from: "b") == 3)
    let session = try TerminalSession(
      program, ["conflicts", "--resolve", code, "--journal", "a", "--key-file", "j.key"])
    #expect(session.waits(for: "Conflict in gender"))
    #expect(session.waits(for: "Enter leaves it: "))
    try edit("a", "gender: unknown\n")
    session.type("2\r")
    #expect(session.waits(for: "Conflict in phone"))
    #expect(session.waits(for: "Enter leaves it: "))
    session.type("2\r")
    #expect(session.waits(for: "1 record still waits"))
    #expect(session.ends() == 3)
    let standing = try #require(try waiting("a").first?["standing"] as? [[String: Any]])
    #expect(standing.map { $0["name"] as? String } == ["gender"])
    let values = try #require(standing.first?["values"] as? [[String: Any]])
    #expect(Set(values.map { $0["value"] as? String }) == ["Feminine", "unknown"])
  }

  @Test func `every value has its author, its time and whose clock was wrong`() throws {
    try edit("a", "legal-name: Ada Invented\ngender: Feminine\n")
    try edit("b", "gender: Masculine\n")
    #expect(try merge("a", from: "b") == 3)
    let record = try #require(try waiting("a").first)
    #expect(record["missingChange"] as? Bool == false && record["code"] as? String == code)
    let standing = try #require(record["standing"] as? [[String: Any]])
    let values = try #require(standing.first?["values"] as? [[String: Any]])
    #expect(values.map { $0["authorName"] as? String } == ["Worker B", "Worker A"])
    let times = values.compactMap { $0["written"] as? Int }
    #expect(times.count == 2 && times[0] > times[1])
    #expect(values.allSatisfy { $0["clockIsGood"] as? Bool == true })
    #expect(values.allSatisfy { ($0["revision"] as? String)?.count == 64 })
  }

  @Test func `a deleted record with fields in conflict waited for ever`() throws {
    try edit("a", "gender: Feminine\n")
    try edit("b", "gender: Masculine\n")
    #expect(try merge("a", from: "b") == 3)
    #expect(try run("a", "delete \(code) --yes").status == 0)
    #expect(try run("a", "conflicts").status == 0)
    #expect(try merge("b", from: "a") == 0)
    let settled = try run("b", "conflicts --resolve \(code) --take gender=1")
    #expect(settled.status == 16 && settled.errors.contains("Nothing of that record"))
    // Whoever takes the delete back has the conflict again.
    #expect(try run("a", "undo").status == 0)
    #expect(try run("a", "conflicts").status == 3)
  }

  @Test func `whether a deleted record is here is decided before anything else of it`() throws {
    try edit("a", "gender: Feminine\n")
    try edit("b", "gender: Masculine\n")
    #expect(try merge("b", from: "a") == 3)
    try edit("a", "phone: 11 11 11 11\n")
    #expect(try run("b", "delete \(code) --yes").status == 0)
    #expect(try merge("a", from: "b") == 3)
    let record = try #require(try waiting("a").first)
    let heads = try #require(record["heads"] as? [[String: Any]])
    #expect(heads.map { $0["operation"] as? String } == ["put", "delete"])
    #expect(heads.map { $0["authorName"] as? String } == ["Worker A", "Worker B"])

    let settle = "conflicts --resolve \(code) --take "
    let undecided = try run("a", settle + "gender=1")
    #expect(undecided.status == 14 && undecided.errors.contains("--take existence=keep"))
    #expect(try run("a", settle + "existence=delete --take gender=1").status == 64)
    #expect(try run("a", settle + "existence=keep --take existence=keep").status == 64)
    // Kept, and the field stays open; on the other machine deleted, after all of that was seen.
    #expect(try run("a", settle + "existence=keep").status == 3)
    #expect(try waiting("a").first?["existence"] as? String == "here")
    #expect(try run("a", settle + "gender=1").status == 0)
    #expect(try merge("b", from: "a") == 0)
    #expect(try run("b", "show \(code)").output.contains("11 11 11 11"))
  }

  @Test func `what is deleted in the end is gone everywhere`() throws {
    try edit("a", "gender: Feminine\n")
    #expect(try run("b", "delete \(code) --yes").status == 0)
    #expect(try merge("a", from: "b") == 3)
    #expect(try run("a", "conflicts --resolve \(code) --take existence=delete").status == 0)
    #expect(try merge("b", from: "a") == 0)
    for worker in ["a", "b"] {
      #expect(try run(worker, "conflicts").status == 0)
      #expect(try run(worker, "list --kind person").output.isEmpty)
    }
  }

  @Test func `dates of a referral that can't all be true kept its note in conflict`() throws {
    let made = try run(
      "a", "refer --fields -",
      input: "person: \(code)\nto: Clinic\noverride: In danger.\non: 2026-10-01\n")
    let id = made.output.trimmed
    #expect(try merge("b", from: "a") == 0)
    for (worker, lines) in [("a", "accepted: 2026-10-02"), ("b", "rejected: 2026-10-02")] {
      let edit = try run(worker, "edit \(id) --fields -", input: lines + "\n\nFrom \(worker).\n")
      #expect(edit.status == 0)
    }
    #expect(try merge("a", from: "b") == 3)
    let settled = try run("a", "conflicts --resolve \(id) --take note=both")
    #expect(settled.status == 3 && settled.output.contains("1 record still waits"))
    #expect(try run("a", "show \(id)").output.contains("From a."))
    // Another date of it is still refused.
    #expect(try run("a", "edit \(id) --done 2026-10-05").status == 14)
    #expect(try run("a", "edit \(id) --clear rejected").status == 0)
    #expect(try run("a", "conflicts").status == 0)
  }

  @Test func `what can't be decided so changes nothing and tells no names`() throws {
    try edit("a", "gender: Feminine\nphone: canary one\n")
    try edit("b", "gender: Masculine\nphone: canary two\n")
    #expect(try merge("a", from: "b") == 3)
    let before = try Data(contentsOf: URL(filePath: folder.file("a")))
    let resolve = "--resolve \(code)"
    let commands: [(String, Int32)] = [
      ("--take gender=1", 64), ("--fields -", 64), (resolve, 64), ("\(resolve) --format json", 64),
      ("\(resolve) --take gender", 64), ("\(resolve) --take =1", 64),
      ("\(resolve) --take gender=first", 64), ("\(resolve) --take existence=1", 64),
      ("\(resolve) --take existence=keep", 16), ("\(resolve) --take gender=0", 16),
      ("\(resolve) --take gender=3", 16), ("\(resolve) --take gender=-1", 16),
      ("\(resolve) --take gender=both", 64), ("\(resolve) --take citizenship=1", 16),
      ("\(resolve) --take canary=1", 64), ("\(resolve) --take phone=1 --fields -", 64),
      ("--resolve canary --take gender=1", 16),
    ]
    for (arguments, status) in commands {
      for danish in [false, true] {
        let result = try run(
          "a", "conflicts " + arguments, input: "phone: canary three\n", danish: danish)
        #expect(
          result.status == status && result.output.isEmpty, "\(arguments): \(result.errors)")
        if status == 16 { #expect(result.errors.hasPrefix(danish ? "Fejl: " : "Error: ")) }
        #expect(!result.errors.contains("canary") && !result.errors.contains("Hat"))
      }
    }
    #expect(try Data(contentsOf: URL(filePath: folder.file("a"))) == before)
  }
}
