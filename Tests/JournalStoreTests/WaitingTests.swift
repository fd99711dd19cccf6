import CaseModel
import Merge
import TestSupport
import Testing

@testable import JournalStore

/// In which order records wait for a person.
@Suite struct WaitingTests {
  let folder = TemporaryFolder()

  private func merge(_ name: String, into journal: Journal) throws {
    let foreign = try ForeignJournal(at: folder.file(name), secret: .test(), scratchFolder: nil)
    _ = try journal.merge([foreign], newAuthors: .accept)
  }

  /// A day's noon, counted from the day on which the records were made.
  private func noon(_ day: Int64) -> Int64 { 1_793_489_400_000 + day * 86_400_000 }

  @Test func `the oldest wait first on every machine, and what wrong clocks date comes last`()
    throws
  {
    let clock = TestClock()
    var records: [RecordID] = []
    do {
      let a = try Journal.temporary("a", in: folder, seed: 1, clock: clock)
      for name in ["Red", "Blue", "Green", "White", "Grey"] {
        records += try a.write([.person(name)])
      }
    }
    try merge("a", into: Journal.temporary("b", in: folder, seed: 2, clock: clock))
    // The days on which A and B write of each, and whether B's change is a delete. A's clock stands
    // in 1970 for the fourth and fifth, and B's for the fifth.
    let days: [(a: Int64, b: Int64, deletes: Bool)] = [
      (5, 6, false), (9, 3, false), (4, 7, true), (-20_000, 8, false), (-20_000, -19_000, false),
    ]
    for (number, day) in days.enumerated() {
      var change = Draft(.person, record: records[number])
      change.set("gender", to: .code("Feminine"))
      clock.set(noon(day.a))
      try Journal.open("a", in: folder, seed: UInt64(10 + number), clock: clock).write([change])
      change.set("gender", to: .code("Masculine"))
      if day.deletes { change = .delete(records[number], kind: .person, owner: nil) }
      clock.set(noon(day.b))
      try Journal.open("b", in: folder, seed: UInt64(20 + number), clock: clock).write([change])
    }
    let expected = [1, 2, 0, 3, 4].map { records[$0] }
    for (one, other) in [("a", "b"), ("b", "a")] {
      let journal = try Journal.open(one, in: folder, seed: 30, clock: clock)
      try merge(other, into: journal)
      #expect(try journal.needingAttention().map(\.record) == expected)
    }
    // Whoever deletes one has seen what was in conflict in it, and the other machine asks nobody.
    do {
      let a = try Journal.open("a", in: folder, seed: 31, clock: clock)
      var delete = Draft.delete(records[1], kind: .person, owner: nil)
      delete.seen = try a.view(of: records[1])?.heads
      try a.write([delete])
      #expect(try a.needingAttention().map(\.record) == Array(expected.dropFirst()))
    }
    let b = try Journal.open("b", in: folder, seed: 32, clock: clock)
    let foreign = try ForeignJournal(at: folder.file("a"), secret: .test(), scratchFolder: nil)
    #expect(try b.merge([foreign], newAuthors: .accept).recordsInConflict == 0)
    #expect(try b.needingAttention().map(\.record) == Array(expected.dropFirst()))
  }
}
