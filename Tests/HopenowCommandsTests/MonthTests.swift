import Foundation
import TestSupport
import Testing

@Suite struct MonthTests {
  static let vectors = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .appending(path: "Vectors/month")
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
}
