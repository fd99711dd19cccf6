import CaseModel
import Foundation
import JournalStore
import Merge
import SealedSQLite
import Sealing
import TestSupport
import Testing

@Suite struct JournalTests {
  let folder = TemporaryFolder()

  @Test func `what was written is there when the journal is opened again`() throws {
    let record: RecordID
    do {
      let journal = try Journal.temporary(in: folder)
      record = try journal.write([.contact(met: 14, note: "Met near the station.")])[0]
    }
    let journal = try Journal.open(in: folder)
    let view = try #require(try journal.view(of: record))
    #expect(view.answer("met") == .number(14))
    #expect(view.words("note") == "Met near the station.")
    #expect(journal.notices.isEmpty)
  }

  @Test func `a wrong key opens nothing`() throws {
    _ = try Journal.temporary(in: folder)
    let path = folder.file("journal.hopenow")
    let locked = try LockedJournal(at: path, mode: .readWrite)
    #expect(throws: JournalError.wrongKey(path: path)) {
      _ = try locked.unlock(.test(8), in: .test())
    }
  }

  @Test func `two journals merge and a second merge writes nothing`() throws {
    let ours = try Journal.temporary("a.hopenow", in: folder, seed: 1)
    try ours.write([.contact(met: 14)])
    do {
      let theirs = try Journal.temporary("b.hopenow", in: folder, seed: 2)
      for day in 1...5 {
        try theirs.write([.contact(on: 20_261_000 + day, setting: "church", met: 2)])
      }
    }
    let foreign = try ForeignJournal(
      at: folder.file("b.hopenow"), secret: .test(), scratchFolder: nil)
    #expect(try ours.newAuthors(in: [foreign]).map(\.name) == ["Worker b.hopenow"])
    let report = try ours.merge([foreign], newAuthors: .accept)
    #expect(report.sources[0].entriesNew == 6)
    #expect(report.sources[0].refusal == nil)
    #expect(try ours.records(RecordQuery()).count == 6)

    let before = try Data(contentsOf: URL(fileURLWithPath: folder.file("a.hopenow")))
    let again = try ours.merge([foreign], newAuthors: .accept)
    #expect(again.isEmpty)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file("a.hopenow"))) == before)
  }
}
