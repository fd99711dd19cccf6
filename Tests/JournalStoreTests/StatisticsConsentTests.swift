import CaseModel
import Foundation
import GRDB
import Merge
import TestSupport
import Testing

@testable import JournalStore

/// Who may be counted in statistics, by what stands of what was said.
@Suite struct StatisticsConsentTests {
  static let lastDay = CivilDate(number: 20_261_031)!

  let folder = TemporaryFolder()
  let journal: Journal
  let person: RecordID

  init() throws {
    journal = try Journal.temporary("a", in: folder)
    person = try journal.write([.person("Red Hat")])[0]
  }

  static func consent(
    _ answer: String, of person: RecordID, on day: Int? = 20_261_005, until: Int? = nil,
    purpose: String = "statistics", in journal: Journal
  ) -> Draft {
    var draft = journal.newRecord(.consent, owner: person)
    if let day { draft.set("on", to: .date(CivilDate(number: day)!, minute: nil)) }
    if let until { draft.set("until", to: .date(CivilDate(number: until)!, minute: nil)) }
    draft.set("purpose", to: .code(purpose))
    draft.set("answer", to: .code(answer))
    return draft
  }

  @discardableResult
  func say(_ answer: String, on day: Int? = 20_261_005, until: Int? = nil) throws -> RecordID {
    try journal.write([Self.consent(answer, of: person, on: day, until: until, in: journal)])[0]
  }

  static func holds(
    for person: RecordID, in journal: Journal, lastDay: CivilDate = lastDay
  ) throws -> StatisticsConsent {
    try journal.read { db in
      let row = try #require(try Journal.row(of: person, in: db))
      return try StatisticsConsents(
        journal.roster, linked: Journal.linkedRecords(in: db), lastDay: lastDay, in: db
      ).of(row)
    }
  }

  func holds() throws -> StatisticsConsent { try Self.holds(for: person, in: journal) }

  @Test func `who wasn't asked about statistics wasn't asked`() throws {
    #expect(try holds() == .notAsked)
    try journal.write([
      Self.consent("refused", of: person, purpose: "research", in: journal),
      Self.consent("given", of: person, purpose: "keep-record", in: journal),
    ])
    #expect(try holds() == .notAsked)
    let other = try journal.write([.person("Blue Coat")])[0]
    try journal.write([Self.consent("refused", of: other, in: journal)])
    #expect(try holds() == .notAsked)
    #expect(try Self.holds(for: other, in: journal) == .excluded)
  }

  @Test(arguments: [
    ("given", StatisticsConsent.given), ("refused", .excluded), ("withdrawn", .excluded),
    ("unknown", .unclear), ("of-a-newer-hopenow", .unclear),
  ])
  func `one statement says what holds`(answer: String, holds: StatisticsConsent) throws {
    try say(answer)
    #expect(try self.holds() == holds)
    // Whatever the day, and though it lies after the period, or nobody knows it.
    let other = try journal.write([.person("Blue Coat")])[0]
    let third = try journal.write([.person("Green Bag")])[0]
    try journal.write([
      Self.consent(answer, of: other, on: 20_270_401, in: journal),
      Self.consent(answer, of: third, on: nil, in: journal),
    ])
    #expect(try Self.holds(for: other, in: journal) == holds)
    #expect(try Self.holds(for: third, in: journal) == holds)
  }

  @Test(arguments: [(20_261_030, StatisticsConsent.unclear), (20_261_031, .given)])
  func `a yes must not have run out on the period's last day`(
    until: Int, holds: StatisticsConsent
  ) throws {
    try say("given", until: until)
    #expect(try self.holds() == holds)
    try say("given", on: 20_261_001, until: 20_300_101)
    #expect(try self.holds() == holds)
  }

  @Test func `the newest statement holds, also one after the period`() throws {
    try say("given", on: 20_261_005)
    try say("refused", on: 20_261_001)
    #expect(try holds() == .given)
    try say("withdrawn", on: 20_261_220)
    #expect(try holds() == .excluded)
    try say("unknown", on: 20_261_221)
    #expect(try holds() == .unclear)
    try say("given", on: 20_270_105)
    #expect(try holds() == .given)
    // Nobody knows when: it may have been the last.
    try say("refused", on: nil)
    #expect(try holds() == .excluded)
  }

  @Test func `on one day the most protective holds, and what was deleted is none`() throws {
    try say("given")
    let refusal = try say("refused")
    #expect(try holds() == .excluded)
    try journal.write([.delete(refusal, kind: .consent, owner: person)])
    #expect(try holds() == .given)
  }

  @Test func `of a person registered twice one no is enough`() throws {
    let other = try journal.write([.person("Red Hood")])[0]
    try say("given", on: 20_261_005)
    try journal.write([Self.consent("refused", of: other, on: 20_261_006, in: journal)])
    #expect(try holds() == .given)
    try journal.write([.link(person, other, isSame: true)])
    #expect(try holds() == .excluded)
    #expect(try Self.holds(for: other, in: journal) == .excluded)
    try journal.write([.link(person, other, isSame: false)])
    #expect(try holds() == .given)
  }

  /// A record that two journals change side by side.
  func merged(
    _ answer: String, _ one: (inout Draft) -> Void, _ other: (inout Draft) -> Void
  ) throws -> StatisticsConsent {
    let record = try say(answer)
    let name = "b\(record)"
    do {
      let copy = folder.file("copy of a for \(name)")
      try FileManager.default.copyItem(atPath: folder.file("a"), toPath: copy)
      let colleague = try Journal.temporary(name, in: folder, seed: 2)
      _ = try colleague.merge(
        [ForeignJournal(at: copy, secret: .test(), scratchFolder: nil)], newAuthors: .accept)
      var draft = Draft(.consent, record: record)
      other(&draft)
      try colleague.write([draft])
    }
    var draft = Draft(.consent, record: record)
    one(&draft)
    try journal.write([draft])
    _ = try journal.merge(
      [ForeignJournal(at: folder.file(name), secret: .test(), scratchFolder: nil)],
      newAuthors: .accept)
    let holds = try holds()
    try journal.write([.delete(record, kind: .consent, owner: person)])
    return holds
  }

  @Test func `a no is found though two journals disagree about what it was said to`() throws {
    func purpose(_ purpose: String) -> (inout Draft) -> Void {
      { $0.set("purpose", to: .code(purpose)) }
    }
    func answer(_ answer: String) -> (inout Draft) -> Void {
      { $0.set("answer", to: .code(answer)) }
    }
    let same: (inout Draft) -> Void = { $0.set("how", to: .code("oral")) }
    for (one, other) in [("statistics", "research"), ("research", "statistics")] {
      #expect(try merged("refused", purpose(one), purpose(other)) == .excluded)
      #expect(try merged("given", purpose(one), purpose(other)) == .unclear)
    }
    #expect(try merged("refused", purpose("share"), purpose("research")) == .notAsked)
    #expect(try merged("refused", answer("given"), answer("unknown")) == .unclear)
    #expect(try merged("given", answer("refused"), answer("given")) == .excluded)
    #expect(try merged("given", answer("unknown"), answer("withdrawn")) == .excluded)
    let delete: (inout Draft) -> Void = { $0.operation = .delete }
    #expect(try merged("given", delete, same) == .unclear)
    #expect(try merged("refused", delete, same) == .excluded)
    #expect(try merged("given", delete, delete) == .notAsked)
    let ends = [20_261_020, 20_261_220].map { day -> (inout Draft) -> Void in
      { $0.set("until", to: .date(CivilDate(number: day)!, minute: nil)) }
    }
    #expect(try merged("given", ends[0], ends[1]) == .unclear)
  }

  @Test func `it is what the statements themselves say, whatever they are`() throws {
    for seed in 0..<UInt64(LongForm.count(short: 12, long: 1000)) {
      var chance = Seeded(seed)
      let persons = try journal.write((0..<6).map { _ in .person("Somebody") })
      let records = try journal.write(
        (0..<12).map { _ in
          Self.consent(
            chance.pick(["given", "given", "refused", "withdrawn", "unknown"]),
            of: chance.pick(persons), on: chance.pick([nil, 20_261_001, 20_261_002, 20_261_201]),
            until: chance.pick([nil, nil, 20_261_015, 20_270_101]),
            purpose: chance.pick(["statistics", "statistics", "research"]), in: journal)
        })
      var changes: [[Draft]] = []
      for record in records.shuffled(using: &chance).prefix(4) {
        let seen = try journal.view(of: record)?.heads
        for purpose in ["statistics", "share", "research"].shuffled(using: &chance).prefix(2) {
          var draft = Draft(.consent, record: record)
          draft.set("purpose", to: .code(purpose))
          draft.set("answer", to: .code(chance.pick(["given", "refused"])))
          draft.seen = seen
          changes.append([draft])
        }
      }
      try journal.write(commands: changes)
      for person in persons {
        let statement = try journal.consents(of: person).holding(
          for: .statistics, on: CivilDate.all.upperBound)
        let expected: StatisticsConsent =
          switch statement?.answer {
          case nil: .notAsked
          case .given: statement?.allows(on: Self.lastDay) == true ? .given : .unclear
          case .unclear: .unclear
          case .refused, .withdrawn: .excluded
          }
        #expect(try Self.holds(for: person, in: journal) == expected, "seed \(seed)")
      }
    }
    #expect(try journal.check().isSound)
  }
}
