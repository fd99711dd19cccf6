import CaseModel
import Foundation
import GRDB
import GRDBSQLite
import Merge
import SealedSQLite
import TestSupport
import Testing

@testable import JournalStore

/// What commands cost in a journal that grows: SQLite's steps, which are the same on every machine.
@Suite struct GrowthTests {
  static let month = CivilDate(number: 20_261_001)!...CivilDate(number: 20_261_031)!

  let folder = TemporaryFolder()

  /// A journal with one month's persons and contacts, and older ones of other people before them.
  func journal(_ name: String, older: Int) throws -> (Journal, person: RecordID) {
    let clock = TestClock()
    let journal = try Journal.temporary(name, in: folder, clock: clock)
    for number in 0..<older {
      let person = try journal.write([.person("Older \(number)", gender: "Feminine")])
      try journal.write([.contact(on: 20_260_801, met: 1, note: "a note", persons: person)])
    }
    var persons: [RecordID] = []
    for number in 0..<20 {
      persons += try journal.write([.person("Newer \(number)", gender: "Masculine")])
      try journal.write([.contact(met: 2, note: "a note", persons: [persons[number]])])
    }
    // Somebody's entry of which something is withheld.
    let other = try Journal.temporary(name + ".other", in: folder, seed: 2, clock: clock)
    let met = try other.write([.person("Other"), .contact(met: 1)])
    _ = try other.writeParcel(
      at: folder.file(name + ".parcel"), .persons([met[0]]), for: [.anyone])
    _ = try journal.merge(
      [ForeignJournal(at: folder.file(name + ".parcel"), key: .anyone, scratchFolder: nil)],
      newAuthors: .accept)
    try FileManager.default.copyItem(
      atPath: folder.file(name), toPath: folder.file(name + ".copy"))
    return (journal, persons[0])
  }

  final class Steps {
    var count = 0
  }

  func steps(_ journal: Journal, _ body: (Journal) throws -> Void) throws -> Int {
    let steps = Steps()
    journal.queue.inDatabase { db in
      sqlite3_progress_handler(
        db.sqliteConnection, 1,
        { context in
          context.map { Unmanaged<Steps>.fromOpaque($0).takeUnretainedValue().count += 1 }
          return 0
        }, Unmanaged.passUnretained(steps).toOpaque())
    }
    try body(journal)
    journal.queue.inDatabase { sqlite3_progress_handler($0.sqliteConnection, 0, nil, nil) }
    return steps.count
  }

  @Test func `a report and an undo went through every change in the journal`() throws {
    let (small, smallPerson) = try journal("small", older: 20)
    let (large, largePerson) = try journal("large", older: 400)
    let commands: [(name: String, run: (Journal, RecordID) throws -> Void)] = [
      // First, while the copy has the same.
      (
        "merge",
        { journal, _ in
          _ = try journal.merge(
            [ForeignJournal(at: journal.path + ".copy", secret: .test(), scratchFolder: nil)],
            newAuthors: .holdBack)
        }
      ),
      ("contact", { journal, person in try journal.write([.contact(persons: [person])]) }),
      ("undo", { journal, _ in _ = try journal.undo() }),
      ("list", { journal, _ in _ = try journal.records(RecordQuery(limit: 10)) }),
      ("show", { journal, person in _ = try journal.file(of: person, limit: 10) }),
      ("names", { journal, _ in _ = try journal.persons(named: "Newer 1") }),
      (
        "agenda",
        { journal, _ in _ = try journal.agenda(AgendaQuery(until: Self.month.upperBound)) }
      ),
      ("followups", { journal, _ in _ = try journal.followUps(limit: 10) }),
      ("conflicts", { journal, _ in _ = try journal.needingAttention() }),
      ("settings", { journal, _ in _ = try journal.settings() }),
      ("team", { journal, _ in _ = try journal.team() }),
      ("consents", { journal, person in _ = try journal.consents(of: person) }),
      ("history", { journal, person in _ = try journal.history(of: person) }),
      ("places", { journal, _ in _ = try journal.listEntries(of: .place, named: "x") }),
      ("clock", { journal, _ in _ = try journal.clockLooksWrong() }),
      ("digest", { journal, _ in _ = try journal.stateDigest() }),
      (
        "report",
        { journal, _ in
          let query = TallyQuery(kinds: Kind.all.filter(\.isActivity), days: Self.month)
          try journal.tally(query) { reader in try reader.readEvents { _, _ in } }
        }
      ),
    ]
    for (name, run) in commands {
      let few = try steps(small) { try run($0, smallPerson) }
      let many = try steps(large) { try run($0, largePerson) }
      // A tree that is a level deeper, and no more.
      #expect(many <= few + few / 10 + 50, "\(name): \(few) and then \(many) steps")
    }
  }
}
