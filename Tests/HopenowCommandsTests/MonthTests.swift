import Foundation
import TestSupport
import Testing

@Suite struct MonthTests {
  static let vectors = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .appending(path: "Vectors/month")
  static let hasPython = access("/usr/bin/python3", X_OK) == 0
  let folder = TemporaryFolder()
  let program: Program

  init() { program = Program(in: folder) }

  /// A journal that a key file opens.
  func makeJournal() throws {
    let pass = "a long passphrase for tests\n"
    #expect(
      try program.run(
        [
          "init", "--journal", "j.hopenow", "--worker", "A", "--small-machine", "--passphrase-fd",
          "3",
        ], third: pass
      ).status == 0)
    #expect(
      try program.run(
        [
          "key", "add", "--journal", "j.hopenow", "--new-key-file", "k.key", "--passphrase-fd", "3",
        ], third: pass
      ).status == 0)
  }

  @Test func `forty-one records give the counts made by hand`() throws {
    try makeJournal()
    let records = try String(
      contentsOf: Self.vectors.appending(path: "records.txt"), encoding: .utf8)
    let parts = records.split(separator: "# ", omittingEmptySubsequences: true)
    #expect(parts.count == 41)
    for part in parts {
      let end = part.firstIndex(of: "\n") ?? part.endIndex
      let fields = String(part[part.index(after: end)...])
      let result = try program.run(
        [String(part[..<end]), "--fields", "-", "--journal", "j.hopenow", "--key-file", "k.key"],
        input: fields)
      #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    }
    let report = try program.run([
      "report", "monthly", "--period", "2026-10", "--format", "csv", "--internal", "--journal",
      "j.hopenow", "--key-file", "k.key",
    ])
    let expected = try String(
      contentsOf: Self.vectors.appending(path: "month.csv"), encoding: .utf8)
    for (line, counted) in zip(
      report.output.split(separator: "\n"), expected.split(separator: "\n"))
    {
      #expect(line == counted)
    }
    #expect(report.output == expected)
  }

  @Test(.enabled(if: hasPython, "needs python3"), arguments: [1, 2, 3])
  func `an independent count of a demo agrees with every cell`(seed: Int) throws {
    #expect(
      try program.run([
        "demo", "--folder", "d", "--workers", "2", "--months", "2", "--seed", "\(seed)",
      ]).status == 0)
    let key = ["--journal", "d/worker-1.hopenow", "--key-file", "d/demo.key"]
    for (name, kind) in [("events", []), ("persons", ["--kind", "person"])] {
      let list = try program.run(["list", "--limit", "0", "--format", "json"] + kind + key)
      try list.output.write(toFile: folder.file(name + ".json"), atomically: true, encoding: .utf8)
    }
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "count_month.py"
    ).path
    for month in ["2026-09", "2026-10"] {
      let counted = Process()
      let pipe = Pipe()
      counted.executableURL = URL(filePath: "/usr/bin/python3")
      counted.arguments = [script, folder.file("events.json"), folder.file("persons.json"), month]
      counted.standardOutput = pipe
      try counted.run()
      let output = String(
        decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      counted.waitUntilExit()
      #expect(counted.terminationStatus == 0)

      let report = try program.run(
        ["report", "--period", month, "--format", "csv", "--internal"] + key)
      let cells = report.output.split(separator: "\n").dropFirst().map { line in
        line.split(separator: ",", omittingEmptySubsequences: false).dropFirst(2).dropLast().joined(
          separator: ",")
      }.filter { !$0.hasSuffix(",0") }
      #expect(cells.count > 30)
      #expect(cells.sorted() == output.split(separator: "\n").map(String.init).sorted())
    }
  }
}
