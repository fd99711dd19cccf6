import CaseModel
import Merge
import TestSupport
import Testing

@testable import JournalStore

/// What holds of the team's settings, whatever their record says.
@Suite struct SettingsTests {
  let folder = TemporaryFolder()
  let journal: Journal

  init() throws {
    journal = try Journal.temporary(in: folder)
  }

  func set(_ name: String, to answer: Answer?, seen: [RevisionID]? = nil) throws {
    var draft = journal.newRecord(.settings)
    draft.set(name, to: answer)
    draft.seen = seen
    try journal.write([draft])
  }

  @Test func `what nobody has settled is as it comes`() throws {
    #expect(try journal.settings() == TeamSettings())
    #expect(try journal.settings().k == 5)
    try set("language", to: .code("da"))
    #expect(try journal.settings() == TeamSettings())
  }

  @Test(arguments: [
    (Int64.min, 5), (-1, 5), (0, 5), (1, 5), (4, 5), (5, 5), (11, 11), (100, 100), (101, 100),
    (.max, 100),
  ])
  func `k is never below 5 and never without bound, whatever the record says`(
    written: Int64, k: Int
  ) throws {
    try set("k", to: .number(written))
    #expect(try journal.settings().k == k)
  }

  @Test func `a k that is no number is as it comes`() throws {
    for answer in [Answer.unknown, .refused, .bytes([1]), .newer(tag: 9, [1]), nil] {
      try set("k", to: .number(11))
      try set("k", to: answer)
      #expect(try journal.settings().k == 5)
    }
  }

  @Test func `of several k side by side the greatest holds, whoever wrote last`() throws {
    try set("k", to: .number(7))
    let seen = try journal.view(of: .settings)?.heads
    for (one, other, k) in [(20, 11, 20), (3, 30, 30)] as [(Int64, Int64, Int)] {
      try set("k", to: .number(one), seen: seen)
      try set("k", to: .number(other), seen: seen)
      #expect(try journal.settings().k == k)
    }
  }

  @Test(arguments: [(Int64.min, 1, 1), (0, 1, 1), (30, 30, 30), (400, 365, 400), (.max, 365, 600)])
  func `days and months stay in the range of their questions`(
    written: Int64, days: Int, months: Int
  ) throws {
    try set("overdue-days", to: .number(written))
    try set("retention-months", to: .number(written))
    let settings = try journal.settings()
    #expect(settings.overdueDays == days && settings.retentionMonths == months)
  }
}
