import Foundation
import TestSupport
import Testing

/// `hopenow same`, as scripts and people run it.
@Suite struct SameTests {
  let folder = TemporaryFolder()
  let program: Program
  let key = ["--journal", "j.hopenow", "--key-file", "j.key"]

  init() throws {
    program = Program(in: folder)
    try Data(count: 32).write(to: URL(filePath: folder.file("j.key")))
    #expect(chmod(folder.file("j.key"), 0o600) == 0)
    #expect(try program.run(["init", "--worker", "Worker A"] + key).status == 0)
  }

  func run(_ words: [String], input: String = "") throws -> Program.Result {
    try program.run(words + key, input: input)
  }

  /// Writes somebody down; the code.
  func person(_ lines: String...) throws -> String {
    let result = try run(
      ["person", "--same-alias", "--fields", "-"], input: lines.joined(separator: "\n") + "\n")
    #expect(result.status == 0, "\(result.errors)")
    return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func ruby(_ alias: String = "Ruby Scarf") throws -> String {
    try person(
      "alias: \(alias)", "legal-name: Canary Glove", "gender: Feminine", "citizenship: NG",
      "birth-year: 1998", "phone: 20 30 40 50")
  }

  @Test func `a wrong link that is taken back leaves the report's bytes as they were`() throws {
    let (one, other) = (try ruby(), try ruby("Rubi Skarf"))
    for (day, code) in [("1/10", one), ("2/10", other), ("3/10", other)] {
      #expect(
        try run(["contact", "--setting", "street", "--met", "3", "--on", day, "--person", code])
          .status == 0)
    }
    let report = ["report", "persons", "--internal", "--period", "2026-10", "--format", "csv"]
    let before = try run(report).output
    #expect(before.contains("persons,2026-10,persons,,,2,0"))
    #expect(try run(["same", one, other]).status == 0)
    #expect(try run(report).output.contains("persons,2026-10,persons,,,1,0"))
    for undoing in [["same", "--forget", one, other], ["undo"], ["undo"]] {
      let result = try run(undoing)
      #expect(result.status == 0, "\(result.errors)")
    }
    #expect(try run(report).output == before)
    #expect(try run(["same", one, other]).status == 0)
    #expect(try run(["same", "--not", one, other]).status == 0)
    #expect(try run(report).output == before)
  }

  @Test func `at a terminal each pair is asked for, and each answer is written at once`() throws {
    let (one, other) = (try ruby(), try ruby("Rubi Skarf"))
    let third = try person(
      "alias: Oxana", "gender: Feminine", "citizenship: UA", "birth-year: 1990",
      "phone: 11 22 33 44")
    let fourth = try person(
      "alias: Oksana", "gender: Feminine", "citizenship: UA", "birth-year: 1990",
      "phone: 11 22 33 44")
    let session = try TerminalSession(program, ["same", "--resolve"] + key)
    var answered: [String] = []
    for answer in ["x", "", "q"] {
      #expect(session.waits(for: "y the same, n different, Enter leaves it, q ends: "))
      session.type(answer + "\r")
    }
    #expect(session.ends() == 0 && session.screen.contains("The same: 0. Different: 0."))
    let again = try TerminalSession(program, ["same", "--resolve"] + key)
    for (question, answer) in [("% ", "y"), ("% ", "n")] {
      #expect(again.waits(for: question))
      answered.append(answer)
      #expect(again.waits(for: "q ends: "))
      again.type(answer + "\r")
    }
    #expect(again.ends() == 0 && again.screen.contains("The same: 1. Different: 1."))
    let links = try run(["list", "--kind", "same", "--format", "csv"]).output
    #expect(links.split(separator: "\n").count == 3, "\(links)")
    #expect(try run(["same"]).output.isEmpty)
    // One of the two is linked, the other kept apart: saying either again is no news.
    let said = try [[one, other], [third, fourth]].map { try run(["same"] + $0).errors }
    #expect(said.filter { $0.contains("said already") }.count == 1)
    #expect(try run(["same", "--resolve"]).status == 64)
  }

  @Test func `no name, phone or word stands in what is proposed`() throws {
    let (one, other) = (try ruby(), try ruby("Rubi Skarf"))
    let text = try run(["same"])
    #expect(text.status == 0 && text.errors.isEmpty)
    #expect(text.output.contains(one + " Ruby Scarf") && text.output.contains(other))
    #expect(text.output.contains("the same phone"))
    let json = try run(["same", "--format", "json"])
    #expect(json.output.contains("\"schema\": \"hopenow/same/1\""))
    for output in [text.output, json.output] {
      for canary in ["Canary", "Glove", "20 30", "2030", "1998"] {
        #expect(!output.contains(canary), "\(canary)")
      }
    }
    // Of somebody endangered not even why.
    let edit = try run(["edit", one, "--fields", "-"], input: "safe-contact: canary call\n")
    #expect(edit.status == 0, "\(edit.errors)")
    let guarded = try run(["same"])
    #expect(guarded.output.contains(one + " Ruby Scarf"))
    #expect(!guarded.output.contains("phone") && !guarded.output.contains("canary"))
    let guardedJSON = try run(["same", "--format", "json"]).output
    #expect(guardedJSON.contains("\"for\": []") && guardedJSON.contains("\"guarded\": true"))
  }

  @Test func `what can't be linked is refused, and nothing is written`() throws {
    let (one, other) = (try ruby(), try ruby("Somebody Else"))
    let contact = try run(["contact", "--setting", "street", "--on", "1/10", "--place", "Gade"])
      .output.trimmingCharacters(in: .whitespacesAndNewlines)
    let place = try run(["list", "--kind", "list-entry", "--columns", "id"]).output
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let before = try Data(contentsOf: URL(filePath: folder.file("j.hopenow")))
    for (words, status, message) in [
      ([one, contact], Int32(14), "different kinds"), ([one, one], 64, "the same record"),
      ([place, place], 14, "Only persons"), ([one, "Nobody"], 16, "no such"),
      ([one], 64, "Name two"), ([one, other, contact], 64, "Name two"),
      (["--forget", one, other], 16, "Nobody has said"), (["--not"], 64, "two records"),
      (["--not", "--forget", one, other], 64, "not both"),
      (["--limit", "3", one, other], 64, "proposals"),
      (["--format", "csv"], 64, "'text' and 'json'"),
      (["--limit=-1"], 64, "0 or more"),
    ] {
      let result = try run(["same"] + words)
      #expect(result.status == status, "\(words): \(result.errors)")
      #expect(result.errors.contains(message), "\(words): \(result.errors)")
      #expect(result.output.isEmpty)
    }
    #expect(try Data(contentsOf: URL(filePath: folder.file("j.hopenow"))) == before)
  }

  @Test func `saying the same again is said, and writes nothing`() throws {
    let (one, other, third) = (try ruby(), try ruby(), try ruby())
    #expect(try run(["same", one, other]).status == 0)
    #expect(try run(["same", other, third]).status == 0)
    let before = try Data(contentsOf: URL(filePath: folder.file("j.hopenow")))
    for pair in [[other, one], [one, third]] {
      let again = try run(["same"] + pair)
      #expect(again.status == 0 && again.errors.contains("said already"), "\(again.errors)")
    }
    #expect(try Data(contentsOf: URL(filePath: folder.file("j.hopenow"))) == before)
  }

  @Test func `what speaks against a link is told when it is made, and stays in the list`() throws {
    let (one, other, third) = (try ruby(), try ruby(), try ruby())
    #expect(try run(["edit", other, "--birth-year", "1980"]).status == 0)
    let linked = try run(["same", one, other])
    #expect(linked.status == 0 && linked.errors.contains("different years of birth"))
    #expect(linked.output == "\(one) Ruby Scarf and \(other) Ruby Scarf are the same.\n")
    #expect(try run(["same", other, third]).status == 0)
    let against = try run(["same", "--not", one, third])
    #expect(against.errors.contains("said to be different, but linked over others"))
    let list = try run(["same"]).output
    #expect(list.contains("Linked, but something speaks against it\n  "))
    let json = try run(["same", "--format", "json"]).output
    #expect(json.contains("\"reason\": \"said-to-be-different\""))
    var danish = program
    danish.environment["LANG"] = "da_DK.UTF-8"
    let forgotten = try danish.run(["same", "--forget", one, third] + key)
    #expect(forgotten.output.hasPrefix("Der er ikke længere sagt noget om"))
  }
}
