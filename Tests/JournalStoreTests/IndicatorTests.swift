import CaseModel
import GRDB
import Merge
import TestSupport
import Testing

@testable import JournalStore

/// Answers to indicators in the store: one sub-field each.
@Suite struct IndicatorTests {
  let folder = TemporaryFolder()

  private func derived(_ journal: Journal) throws -> [String: String?] {
    try journal.read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT value, number FROM screen_indicator")
      return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as String, $0[1] as String?) })
    }
  }

  private func answer(_ record: RecordID, _ answers: [String: Answer?]) -> Draft {
    var draft = Draft(.screen, record: record)
    for (code, answer) in answers { draft.set("indicator", for: code, to: answer) }
    return draft
  }

  @Test func `every answer has a derived row, and what is cleared or undone has none`() throws {
    let journal = try Journal.temporary(in: folder)
    let person = try journal.write([.person("Ada")])[0]
    var screening = Draft(.screen, owner: person)
    screening.set("indicator", for: "violence", to: .yes)
    screening.set("indicator", for: "of-any-table", to: .refused)
    let record = try journal.write([screening])[0]
    #expect(try derived(journal) == ["violence": "yes", "of-any-table": "refused"])
    try journal.write([answer(record, ["violence": nil, "isolation": .unknown])])
    #expect(try derived(journal) == ["of-any-table": "refused", "isolation": "unknown"])
    #expect(try journal.check().derivedIsRight == true)
    _ = try journal.undo()
    #expect(try derived(journal) == ["violence": "yes", "of-any-table": "refused"])
    try journal.write([.delete(record, kind: .screen, owner: person)])
    #expect(try derived(journal) == [:])
    #expect(try journal.check().derivedIsRight == true)
  }

  /// Two workers at two laptops, the same person.
  @Test func `answers side by side join, and only the same question can be disputed`() throws {
    let clock = TestClock()
    var record = RecordID.zero
    do {
      let ours = try Journal.temporary("ours.hopenow", in: folder, clock: clock)
      let person = try ours.write([.person("Ada")])[0]
      var screening = Draft(.screen, owner: person)
      screening.set("indicator", for: "violence", to: .unknown)
      record = try ours.write([screening])[0]
      _ = try Journal.temporary("theirs.hopenow", in: folder, seed: 9, clock: clock)
    }
    func open(_ name: String, seed: UInt64, _ body: (Journal) throws -> Void) throws {
      try body(Journal.open(name, in: folder, seed: seed, clock: clock))
    }
    func merge(_ name: String, into journal: Journal) throws {
      let foreign = try ForeignJournal(
        at: folder.file(name), secret: .test(), scratchFolder: nil)
      _ = try journal.merge([foreign], newAuthors: .accept)
    }
    try open("theirs.hopenow", seed: 10) { theirs in
      try merge("ours.hopenow", into: theirs)
    }
    try open("ours.hopenow", seed: 11) { ours in
      try ours.write([answer(record, ["isolation": .yes, "debt-bondage": .no])])
    }
    try open("theirs.hopenow", seed: 12) { theirs in
      try theirs.write([
        answer(record, ["debt-bondage": .yes, "low-pay": .no, "violence": .yes])
      ])
      try merge("ours.hopenow", into: theirs)
    }
    try open("ours.hopenow", seed: 13) { ours in try merge("theirs.hopenow", into: ours) }

    for (name, seed) in [("ours.hopenow", UInt64(14)), ("theirs.hopenow", 15)] {
      try open(name, seed: seed) { journal in
        let view = try #require(try journal.view(of: record))
        let expected = ["isolation": "yes", "low-pay": "no", "violence": "yes"]
        #expect(
          try derived(journal) == expected.merging(["debt-bondage": "yes"]) { one, _ in one })
        let disputed = view.fields.filter(\.value.isConflict)
        #expect(disputed.keys.map(\.element) == [Answer.code("debt-bondage").encoded])
        #expect(disputed.values.first?.losers.map(\.value) == [.answer(.no)])
        #expect(view.answersByCode("indicator")["debt-bondage"] == .yes)
        #expect(try journal.check().derivedIsRight == true)
      }
    }
  }
}
