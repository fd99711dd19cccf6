import Foundation
import TestSupport
import Testing

/// `Docs/Scripting.md`, run block by block.
///
/// A block of `console` is a session, as in other documents; one of `sh NAME` or `python NAME` is saved
/// under its name first; one of `cron` is run as cron runs it. `RECORD_SNAPSHOTS=1` writes down what the
/// sessions print now.
@Suite(.serialized) struct ScriptingTests {
  static let document = TranscriptTests.documents.appending(path: "Scripting.md")
  let folder = TemporaryFolder()
  var program: Program

  init() throws {
    program = Program(in: folder)
    let tools = folder.file("tools")
    try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: tools + "/hopenow", withDestinationPath: Program.path)
    program.environment["PATH"] = tools + ":" + Self.path
  }

  private static let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"

  /// Whether a command of a shell succeeds here.
  static func has(_ command: String) -> Bool {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", command]
    shell.standardOutput = FileHandle.nullDevice
    shell.standardError = FileHandle.nullDevice
    guard (try? shell.run()) != nil else { return false }
    shell.waitUntilExit()
    return shell.terminationStatus == 0
  }

  /// The parts of a document, each from its heading on.
  static func sections(of text: String) -> [String] {
    text.split(separator: "\n## ", omittingEmptySubsequences: false).enumerated().map {
      ($0 == 0 ? "" : "## ") + $1 + "\n"
    }
  }

  static let needingNothing = [
    "# Scripts round hopenow", "## A key for the script", "## Every month, by itself",
    "## What the status means",
  ]
  static let needingTools = ["## A spreadsheet", "## DuckDB", "## jq", "## Lists, and everything"]

  /// Runs sections one after the other, and looks at what those print that are named in `wanted`.
  mutating func run(_ headings: [String], looking wanted: [String]) throws {
    var document = try String(contentsOf: Self.document, encoding: .utf8)
    let sections = Self.sections(of: document)
    for heading in headings {
      let section = try #require(sections.first { $0.hasPrefix(heading + "\n") }, "\(heading)")
      for (name, script) in Self.blocks(of: section, named: true) {
        try script.write(toFile: folder.file(name), atomically: true, encoding: .utf8)
      }
      var transcript = Transcript(section, isMarkdown: true)
      let shown = transcript.steps
      try transcript.run(program)
      if wanted.contains(heading) {
        #expect(!shown.isEmpty)
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
          document = document.replacing(section, with: transcript.text)
          try document.write(to: Self.document, atomically: true, encoding: .utf8)
        } else {
          for (shown, now) in zip(shown, transcript.steps) {
            #expect(shown.output == now.output, "\(heading): \(now.command)")
          }
        }
      }
      for (_, table) in Self.blocks(of: section, named: false) { try runByCron(table) }
    }
  }

  /// The blocks that are saved by their name, or else those for cron.
  private static func blocks(of section: String, named: Bool) -> [(name: String, text: String)] {
    let pattern = named ? /```(?:sh|python) (\S+)\n([^`]*)```/ : /```(cron)\n([^`]*)```/
    return section.matches(of: pattern).map { (String($0.1), String($0.2)) }
  }

  /// Runs each line of a crontab now, by the shell and with the environment that cron has.
  private func runByCron(_ table: String) throws {
    var cron = program
    cron.environment = ["HOME": folder.path, "HOPENOW_TODAY": "2026-11-02T01:30"]
    var count = 0
    for line in table.split(separator: "\n") {
      if let variable = line.wholeMatch(of: /([A-Z]+)=(.*)/) {
        cron.environment[String(variable.1)] = String(variable.2).replacing(
          "/usr/local/bin", with: folder.file("tools"))
      } else {
        let entry = try #require(line.wholeMatch(of: /([-*0-9]+ ){5}(.*)/), "\(line)")
        let result = try cron.run([], prefix: ["/bin/sh", "-c", String(entry.2)])
        #expect(result.status == 0 && result.output.isEmpty, "\(line)")
        #expect(result.errors == "This is a demo journal: everybody in it is invented.\n")
        count += 1
      }
    }
    #expect(count > 0)
  }

  @Test mutating func `keys, the month by cron and statuses are as the document has them`() throws {
    try run(Self.needingNothing, looking: Self.needingNothing)
  }

  private mutating func runAfterTheMonth(_ headings: String...) throws {
    try run(Self.needingNothing.dropLast() + headings, looking: headings)
  }

  @Test(.enabled(if: has("ssconvert --version"), "needs gnumeric"))
  mutating func `the spreadsheet is as the document has it`() throws {
    try runAfterTheMonth("## A spreadsheet")
  }

  @Test(.enabled(if: has("python3 -c 'import duckdb'"), "needs duckdb for python3"))
  mutating func `DuckDB reads the months as the document has it`() throws {
    try runAfterTheMonth("## DuckDB")
  }

  @Test(.enabled(if: has("jq --version"), "needs jq"))
  mutating func `jq reads reports and exports as the document has it`() throws {
    try runAfterTheMonth("## jq", "## Lists, and everything")
  }

  @Test func `no block of the document is left out`() throws {
    let text = try String(contentsOf: Self.document, encoding: .utf8)
    for section in Self.sections(of: text) where section.contains("```") {
      let heading = section.prefix { $0 != "\n" }
      #expect((Self.needingNothing + Self.needingTools).contains(String(heading)), "\(heading)")
      let fences = section.matches(of: /```[^\n]*\n/).count
      let run = section.matches(of: /```(console|(sh|python) \S+|cron)\n/).count
      #expect(fences == 2 * run, "\(heading)")
    }
  }

  // MARK: Without anything round it

  @Test func `every report needs nothing of its surroundings, and says nothing beside`() throws {
    try Data(count: 32).write(to: URL(filePath: folder.file("key")))
    #expect(chmod(folder.file("key"), 0o600) == 0)
    let key = ["--journal", folder.file("journal"), "--key-file", folder.file("key")]
    #expect(try program.run(["init", "--worker", "Amina"] + key).status == 0)
    for day in 10...22 {
      let visit = try program.run(
        ["visit", "--new-person", "Coat \(day)", "--type", "prison", "--on", "2026-10-\(day)"] + key
      )
      #expect(visit.status == 0, "\(visit.errors)")
    }
    let names = try program.run(["report", "--list"]).output.split(separator: "\n").map {
      String($0.prefix { $0 != " " })
    }
    #expect(names.contains("monthly"))
    var bare = program
    bare.environment = [:]
    for name in names {
      for format in ["text", "csv", "json", "markdown", "html"] {
        let arguments = ["report", name, "--period", "2026-10", "--format", format] + key
        let first = try bare.run(arguments, prefix: ["/usr/bin/env", "-i"])
        #expect(first.status == 0 && first.errors.isEmpty && !first.output.isEmpty)
        #expect(try bare.run(arguments, prefix: ["/usr/bin/env", "-i"]).output == first.output)
      }
    }
    let month = try bare.run(
      ["report", "--period", "2026-10", "--format", "csv"] + key, prefix: ["/usr/bin/env", "-i"])
    #expect(month.output.contains("times,kind,visit,13,0\n"))
  }

  @Test mutating func `figures are read while somebody writes, each of them whole`() throws {
    try Data(count: 32).write(to: URL(filePath: folder.file("key")))
    #expect(chmod(folder.file("key"), 0o600) == 0)
    program.environment["HOPENOW_JOURNAL"] = "journal"
    program.environment["HOPENOW_KEY_FILE"] = "key"
    #expect(try program.run(["init", "--worker", "Amina"]).status == 0)
    let contact = "hopenow contact --on 2026-10-05 --setting street --met 7 > /dev/null || exit"
    let writer = try program.start(
      [], prefix: ["/bin/sh", "-c", "for n in $(seq 40); do \(contact); done"])
    var seen: [Int] = []
    while true {
      let isLast = writer.isOver
      let report = try program.run(
        ["report", "--period", "2026-10", "--internal", "--format", "csv"])
      #expect(report.status == 0 && report.errors.isEmpty)
      func count(_ measure: String) throws -> Int {
        let line = report.output.split(separator: "\n").first { $0.contains(",\(measure),,,") }
        return try #require(line?.split(separator: ",").dropLast().last.flatMap { Int($0) })
      }
      #expect(try count("met") == 7 * count("times"))
      seen.append(try count("times"))
      if isLast { break }
    }
    #expect(try writer.ends().status == 0)
    #expect(seen == seen.sorted() && seen.last == 40 && seen.count > 2)
  }
}
