import CaseModel
import Foundation
import Sealing
import Testing

@testable import JournalStore

/// The worked example of `Docs/Format.md`, section 6, made again from the code.
@Suite struct FormatExampleTests {
  static let document = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Docs/Format.md")

  @Test func `the worked example is what the code writes`() throws {
    let document = try String(contentsOf: Self.document, encoding: .utf8)
    for (name, bytes) in try example() {
      #expect(document.contains(hex(bytes)), "\(name):\n\(hex(bytes))")
    }
  }

  private func example() throws -> [(name: String, bytes: [UInt8])] {
    let key = try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: 1, count: 32)))
    let author = try #require(AuthorKey(key.publicKey))
    let label = try #require(ReplicaLabel([UInt8](repeating: 2, count: 16)))
    let seed = [UInt8](repeating: 3, count: 16)
    let salt = [UInt8](repeating: 4, count: 16)
    let record = RecordID.derived(kind: "contact", owner: nil, seed: seed)
    let commitment = Revision.commitment(toWords: "Tea.", salt: salt)
    let date = try #require(CivilDate(year: 2026, month: 10, day: 31))
    let header = Revision(
      author: author, replica: label, sequence: 1, index: 0, record: record, kind: "contact",
      owner: nil, seed: seed, operation: .put, parents: [],
      answers: [
        FieldKey("on"): .date(date, minute: 23 * 60 + 30), FieldKey("met"): .number(14),
        FieldKey("help-given", element: Answer.code("food").encoded): .code("food"),
      ], words: ["note": commitment]
    ).header
    let id = Revision.id(ofHeader: header)
    let entry = Entry(
      author: author, replica: label, sequence: 1, previous: nil,
      stamp: .init(clockIsGood: true, wallMilliseconds: 1_793_489_400_000), utcOffsetMinutes: 60,
      commandStart: 1, digest: Entry.digest(of: [id])
    ).bytes
    let entryID = Entry.id(ofBytes: entry)
    return [
      ("author", author.bytes), ("record id", record.bytes), ("commitment", commitment.bytes),
      ("header", header), ("revision id", id.bytes), ("entry", entry), ("entry id", entryID.bytes),
      ("signature", key.sign(entryID.bytes)),
    ]
  }

  private func hex(_ bytes: [UInt8]) -> String {
    stride(from: 0, to: bytes.count, by: 32).map { start in
      bytes[start..<min(start + 32, bytes.count)].map {
        ($0 < 16 ? "0" : "") + String($0, radix: 16)
      }.joined()
    }.joined(separator: "\n")
  }
}
