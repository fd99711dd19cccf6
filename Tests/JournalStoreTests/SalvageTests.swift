import CaseModel
import Foundation
import GRDB
import Merge
import Sealing
import TestSupport
import Testing

@testable import JournalStore
@testable import SealedSQLite

/// What is left of a damaged journal.
@Suite struct SalvageTests {
  let folder = TemporaryFolder()

  /// A worker's journal in a team, and how many entries it has.
  private func make() throws -> (root: AuthorKey, entries: Int) {
    let root = try Journal.temporary("root.hopenow", in: folder, seed: 3).author
    let team = try ForeignJournal(
      at: folder.file("root.hopenow"), secret: .test(), scratchFolder: nil)
    let journal = try Journal.temporary(in: folder, joining: team)
    for number in 0..<30 {
      let person = try journal.write([
        .person("Red Hat \(number)", gender: "Feminine", citizenship: ["NG"])
      ])
      let note = String(repeating: "x", count: number % 10 == 3 ? 20_000 : 600)
      try journal.write([.contact(met: Int64(number), note: note, persons: person)])
    }
    return (
      root, try journal.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM entry") ?? 0 }
    )
  }

  private func salvage(_ name: String = "damaged.hopenow") throws -> SalvageReport {
    try? FileManager.default.removeItem(atPath: folder.file("saved.hopenow"))
    return try Journal.salvage(
      folder.file(name), into: folder.file("saved.hopenow"), secret: .test(), in: .test())
  }

  @Test func `a damaged page costs what lies on it, and a backup brings that back`() throws {
    let (root, entries) = try make()
    let whole = try Data(contentsOf: URL(filePath: folder.file("journal.hopenow")))
    let digest: [UInt8]
    do { digest = try Journal.open(in: folder, mode: .readOnly).stateDigest() }
    let pages = try LooseRows(of: unlocked("journal.hopenow"))
    let step = LongForm.count(short: 3, long: 1)
    var (losses, wordsMissing, untold) = (0, 0, 0)
    for page in stride(from: 1, through: pages.pageCount, by: step) {
      var data = whole
      data[8192 + Int(page - 1) * 4096 + 2000] ^= 1
      try data.write(to: URL(filePath: folder.file("damaged.hopenow")))
      // Rows of entries, and those of revisions by the entry that they name.
      let touched = Set(
        pages.rows(ofPage: page).compactMap { row -> Int64? in
          switch row.values.count {
          case 6: return row.values.last.map { "\($0)".hasPrefix("blob") } == true ? row.id : nil
          case 4:
            guard row.id != nil, case .integer(let entry) = row.values[2] else { return nil }
            return entry
          default: return nil
          }
        })
      let report = try salvage()
      let lost = entries - report.saved
      #expect(report.lost == lost || report.lost == nil, "page \(page)")
      #expect(lost <= touched.count, "page \(page)")
      (losses, wordsMissing) = (losses + lost, wordsMissing + report.missingWords)
      untold += report.lost == nil ? 1 : 0
      let saved = try Journal.open("saved.hopenow", in: folder)
      var check = try saved.check()
      #expect(check.missingWords == report.missingWords, "page \(page)")
      check.missingWords = 0
      #expect(check.isSound, "page \(page): \(check)")
      let holdsFacts = pages.rows(ofPage: page).contains {
        $0.values.first == .text(Array("root".utf8))
      }
      guard !holdsFacts else { continue }
      #expect(try saved.root() == root, "page \(page)")
      #expect(try saved.readers(among: [root]).count == 1, "the supervisor can read it")
      let backup = try ForeignJournal(
        at: folder.file("journal.hopenow"), secret: .test(), scratchFolder: nil)
      _ = try saved.merge([backup], newAuthors: .holdBack)
      #expect(try saved.stateDigest() == digest, "page \(page)")
    }
    #expect(losses > 0 && wordsMissing > 0 && untold < 10)
    #expect(try Data(contentsOf: URL(filePath: folder.file("journal.hopenow"))) == whole)
  }

  private func unlocked(_ name: String) throws -> SealedFile {
    let file = try SealedFile(opening: folder.file(name), mode: .readOnly)
    _ = try file.unlock(.test())
    return file
  }

  @Test func `salvage said that nothing was lost where a page above the entries was damaged`()
    throws
  {
    let (_, entries) = try make()
    let tops: [Int]
    do {
      tops = try Journal.open(in: folder).read {
        try Int.fetchAll(
          $0, sql: "SELECT pageno FROM dbstat WHERE pagetype = 'internal' OR name = 'sqlite_schema'"
        )
      }
    }
    try #require(tops.count > 5)
    let path = folder.file("journal.hopenow")
    var data = try Data(contentsOf: URL(filePath: path))
    for page in tops { data[8192 + (page - 1) * 4096 + 5] ^= 1 }
    try data.write(to: URL(filePath: path))
    #expect(throws: JournalError.damaged(path: path, part: .page(1))) {
      try Journal.open(in: folder)
    }
    let report = try salvage("journal.hopenow")
    #expect(report.saved == entries && report.lost == nil)
  }

  @Test func `what can't be made whole leaves no file`() throws {
    _ = try make()
    let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    try Data("here".utf8).write(to: URL(filePath: folder.file("saved.hopenow")))
    #expect(throws: JournalError.alreadyExists(path: folder.file("saved.hopenow"))) {
      try Journal.salvage(
        folder.file("journal.hopenow"), into: folder.file("saved.hopenow"), secret: .test(),
        in: .test())
    }
    #expect(throws: JournalError.wrongKey(path: folder.file("journal.hopenow"))) {
      try Journal.salvage(
        folder.file("journal.hopenow"), into: folder.file("other.hopenow"), secret: .test(9),
        in: .test())
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == (before + ["saved.hopenow"]).sorted())
  }
}
