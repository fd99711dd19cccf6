import CaseModel
import Foundation
import Reports
import TestSupport
import Testing

@testable import HopenowCommands

/// `Docs/schema` describes what is printed, by a validator that knows nothing of hopenow.
@Suite(.enabled(if: Validator.isThere, "needs python3-jsonschema"))
struct ReportSchemaTests {
  let folder = TemporaryFolder()

  @Test func `every report is as its schema says`() throws {
    var program = Program(in: folder)
    let demo = try program.run(["demo", "--folder", "d", "--workers", "2", "--months", "2"])
    try #require(demo.status == 0)
    program.environment["HOPENOW_JOURNAL"] = "d/worker-1.hopenow"
    program.environment["HOPENOW_KEY_FILE"] = "d/demo.key"
    var texts: [String] = []
    for report in Report.all {
      for options in [[], ["--internal"], ["--period", "2026-Q3"]] {
        let result = try program.run(["report", report.name, "--format", "json"] + options)
        #expect(result.status == 0, "\(report.name) \(options)")
        texts.append(result.output)
      }
    }
    texts += [Table.sample, .internalSample, .empty, .long].map(\.json.text)
    let answers = try Validator.validate(texts, by: "report-1.json")
    #expect(answers == texts.map { _ in "valid" })
    let words = ["report", "--by", "gender", "--where", "kind=contact", "--as-of", "2026-10-31"]
    let about = try program.run(words + ["--about", "--format", "json"])
    #expect(about.status == 0)
    let abouts = [about.output] + [Table.sample, .internalSample].map(\.origin.json.text)
    let aboutAnswers = try Validator.validate(abouts, by: "report-about-1.json")
    #expect(aboutAnswers == abouts.map { _ in "valid" })
  }

  @Test func `the validator finds what is wrong`() throws {
    let text = Table.sample.json.text
    let broken: [(String, String)] = [
      ("\"schema\": \"hopenow/report/1\"", "\"schema\": \"hopenow/report/2\""),
      ("\"k\": 5", "\"k\": 4"), ("\"k\": 5", "\"k\": \"5\""), ("\"k\": 5,", ""),
      ("\"demo\": true", "\"demo\": true, \"title\": \"Red Hat\""),
      ("\"asOf\": \"2026-10-31\"", "\"asOf\": \"31/10/2026\""),
      ("\"count\": null", "\"count\": 3"), ("\"count\": 1234,", "\"count\": null,"),
      ("\"count\": 1234,", "\"count\": -1,"), ("\"count\": 1234,", "\"count\": 1.5,"),
      ("\"measure\": \"met\"", "\"measure\": \"heads\""),
      ("\"field\": \"age+gender\"", "\"field\": \"age gender\""),
      ("\"internal\": false", "\"internal\": true"),
      ("\"stateDigest\": \"00", "\"stateDigest\": \"0"),
    ]
    let texts = try broken.map { whole, part in
      let place = try #require(text.firstRange(of: whole), "\(whole)")
      return text.replacingCharacters(in: place, with: part)
    }
    let answers = try Validator.validate(texts, by: "report-1.json")
    #expect(answers.count == broken.count)
    for (answer, (_, part)) in zip(answers, broken) { #expect(answer != "valid", "\(part)") }
  }
}

/// A JSON Schema validator: Debian's python3-jsonschema.
enum Validator {
  static let isThere = (try? run(["-c", "import jsonschema"], input: "")) != nil

  /// What is wrong with each text, or "valid".
  static func validate(_ texts: [String], by schema: String) throws -> [String] {
    let lines = try texts.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    let here = URL(filePath: #filePath).deletingLastPathComponent()
    let output = try run(
      [
        here.appending(path: "validate.py").path,
        TranscriptTests.documents.appending(path: "schema/\(schema)").path,
      ], input: lines.joined(separator: "\n") + "\n")
    return output.split(separator: "\n").map(String.init)
  }

  private static func run(_ arguments: [String], input: String) throws -> String {
    let folder = TemporaryFolder()
    try input.write(toFile: folder.file("in"), atomically: false, encoding: .utf8)
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.standardInput = FileHandle(forReadingAtPath: folder.file("in"))
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return String(decoding: data, as: UTF8.self)
  }
}
