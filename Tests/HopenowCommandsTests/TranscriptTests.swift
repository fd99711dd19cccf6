import Foundation
import TestSupport
import Testing

/// Documents that show what the program prints, typed again.
///
/// `RECORD_SNAPSHOTS=1 swift test --filter TranscriptTests` writes down what it prints now.
@Suite struct TranscriptTests {
  static let here = URL(filePath: #filePath).deletingLastPathComponent()
  static let documents = here.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Docs")

  /// A transcript for each thing that HopeNow does, and the documents with sessions in them.
  static let all: [URL] = {
    let transcripts =
      (try? FileManager.default.contentsOfDirectory(
        at: here.appending(path: "Transcripts"), includingPropertiesForKeys: nil)) ?? []
    return transcripts.filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }
      + ["Guide.md", "Import.md"].map { documents.appending(path: $0) }
  }()

  /// A worker's journal with a passphrase and a key file, made once: stretching takes its time.
  private static let journal = Result {
    let folder = TemporaryFolder()
    var program = Program(in: folder)
    program.environment["HOPENOW_TODAY"] = "2026-11-01T22:30"
    let pass = "a long passphrase for tests\n"
    try #require(
      program.run(
        ["init", "--journal", "journal", "--worker", "Worker A", "--small-machine"]
          + ["--passphrase-fd", "3"], third: pass
      ).status == 0)
    try #require(
      program.run(
        ["key", "add", "--journal", "journal", "--new-key-file", "key", "--passphrase-fd", "3"],
        third: pass
      ).status == 0)
    return folder
  }

  @Test(arguments: all)
  func `a document shows what the program prints`(document: URL) throws {
    let folder = TemporaryFolder()
    var program = Program(in: folder)
    program.environment["HOPENOW_TODAY"] = "2026-11-01T22:30"
    try folder.take(from: Self.journal.get())
    program.environment["HOPENOW_JOURNAL"] = "journal"
    program.environment["HOPENOW_KEY_FILE"] = "key"

    // The sheets that Import.md takes over.
    let sheets = Self.here.appending(path: "Transcripts/Sheets")
    for name in try FileManager.default.contentsOfDirectory(atPath: sheets.path) {
      try FileManager.default.copyItem(
        at: sheets.appending(path: name), to: URL(filePath: folder.file(name)))
    }

    let text = try String(contentsOf: document, encoding: .utf8)
    var transcript = Transcript(text, isMarkdown: document.pathExtension == "md")
    let shown = transcript.steps
    #expect(!shown.isEmpty)
    try transcript.run(program)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try transcript.text.write(to: document, atomically: true, encoding: .utf8)
    } else {
      for (shown, now) in zip(shown, transcript.steps) {
        #expect(shown.output == now.output, "\(document.lastPathComponent): \(now.command)")
      }
      #expect(transcript.text == text)
    }
  }
}
