import CaseModel
import Foundation
import GRDB
import Glibc
import Merge
import SealedSQLite
import TestSupport
import Testing

@testable import JournalStore

/// The laws over real journals: several workers write, merge and copy in some steps that a seed
/// decides; afterwards everybody merges with everybody.
@Suite struct JournalLawTests {
  /// In two parts, so that the long form keeps two cores busy.
  @Test(arguments: 0..<2)
  func `the laws hold on random histories`(part: Int) throws {
    let count = LongForm.count(short: 24, long: 100_000)
    let start = ContinuousClock.now
    for seed in stride(from: LongForm.first + part, to: count, by: 2) {
      #expect(throws: Never.self, "history \(seed)") {
        let team = try Team(seed: UInt64(seed))
        try team.run(steps: Team.steps)
        try team.checkLaws()
        let broken = team.broken.map(\.rawValue).sorted()
        #expect(broken.isEmpty, "history \(seed) breaks law \(broken)")
      }
      if LongForm.isOn, seed / 2 % 1000 == 999 {
        print("part \(part): history \(seed) of \(count) after \(ContinuousClock.now - start)")
        fflush(nil)
      }
    }
  }

  @Test func `the histories have in them what the laws speak of`() throws {
    var counts: [Happening: Int] = [:]
    let count = LongForm.count(short: 150, long: 2000)
    for seed in 0..<UInt64(count) {
      let team = try Team(seed: seed)
      try team.run(steps: Team.steps)
      try team.checkLaws()
      for happening in team.met { counts[happening, default: 0] += 1 }
    }
    for happening in Happening.allCases {
      print("\(happening): in \(counts[happening] ?? 0) of \(count) histories")
      #expect(counts[happening] ?? 0 > 0, "no history has \(happening)")
    }
  }

  /// A suite that didn't find these would prove nothing about ours.
  @Test(arguments: WrongStore.allCases)
  func `a store that is wrong on purpose is found, by the law that forbids it`(wrong: WrongStore)
    throws
  {
    let found = try (0..<UInt64(300)).first { seed in
      let team = try Team(seed: seed, wrong: wrong)
      try team.run(steps: Team.steps)
      try team.checkLaws()
      return team.broken.contains(wrong.law)
    }
    #expect(found != nil, "\(wrong) passes for right")
    if let found { print("\(wrong): history \(found) breaks law \(wrong.law.rawValue)") }
  }

  @Test func `a fork and a gap that together look like a whole chain hide no entry`() throws {
    let folder = TemporaryFolder()
    let path = folder.file("b.hopenow")
    func contact(_ met: Int64) -> Draft { .contact(met: met) }
    do { _ = try Journal.temporary("b.hopenow", in: folder, seed: 2) }
    try FileManager.default.copyItem(atPath: path, toPath: folder.file("fork.hopenow"))
    try FileManager.default.copyItem(atPath: folder.file("state"), toPath: folder.file("forked"))
    do { try Journal.open("b.hopenow", in: folder, seed: 3).write([contact(2)]) }
    do {
      // The same label goes on elsewhere: another entry with number 2.
      try LockedJournal(at: folder.file("fork.hopenow"), mode: .readWrite)
        .unlock(.test(), in: .test(seed: 4, stateFolder: folder.file("forked"))).write([contact(22)]
        )
    }
    do {
      let journal = try Journal.open("b.hopenow", in: folder, seed: 5)
      try journal.write([contact(3)])
      try journal.write([contact(4)])
    }
    try FileManager.default.copyItem(atPath: path, toPath: folder.file("gap.hopenow"))
    do {
      let gap = try LockedJournal(at: folder.file("gap.hopenow"), mode: .readWrite)
        .unlock(.test(), in: .test(seed: 6))
      try gap.write {
        try $0.execute(sql: "DELETE FROM entry WHERE seq = 3; UPDATE chain SET count = 3, sum = 0")
      }
    }
    let ours = try Journal.temporary("a.hopenow", in: folder, seed: 1)
    func merge(_ name: String) throws -> MergeReport {
      let source = try ForeignJournal(at: folder.file(name), secret: .test(), scratchFolder: nil)
      return try ours.merge([source], newAuthors: .accept)
    }
    #expect(try merge("fork.hopenow").sources[0].entriesNew == 2)
    #expect(try merge("gap.hopenow").sources[0].forks == 1)
    do { try Journal.open("b.hopenow", in: folder, seed: 7).write([contact(5)]) }
    #expect(try merge("b.hopenow").sources[0].entriesNew == 2)
    let met = try ours.records(RecordQuery()).map { $0.answer("met") }
    #expect(Set(met) == Set([2, 22, 3, 4, 5].map { .number($0) }))
    #expect(try ours.check().isSound)
  }

  @Test func `with one input refused the result is as if it hadn't been named`() throws {
    let folder = TemporaryFolder()
    let ours = try Journal.temporary("a.hopenow", in: folder, seed: 1)
    try ours.write([.contact(note: "ours")])
    for name in ["good", "bad"] {
      let journal = try Journal.temporary(
        "\(name).hopenow", in: folder, seed: name == "good" ? 2 : 3)
      try journal.write([.contact(note: "theirs"), .contact(met: 4)])
      if name == "bad" {
        try journal.write {
          try $0.execute(sql: "UPDATE words SET text = 'forged' WHERE field = 'note'")
        }
      }
    }
    let sources = try ["bad", "good"].map {
      try ForeignJournal(at: folder.file("\($0).hopenow"), secret: .test(), scratchFolder: nil)
    }
    let report = try ours.merge(sources, newAuthors: .accept)
    #expect(
      report.sources[0].refusal
        == .damagedRecords(path: folder.file("bad.hopenow"), fault: .wrongWords))
    #expect(report.sources[0].entriesNew == 0)
    #expect(report.sources[1].entriesNew == 2)
    #expect(report.accepted.map(\.name) == ["Worker good.hopenow"])
    #expect(try ours.members().count == 2)
    #expect(try ours.records(RecordQuery()).count == 3)
    #expect(try ours.check().isSound)
  }

  @Test func `a schema with a blob where a name belongs is refused and ends nothing`() throws {
    let folder = TemporaryFolder()
    do {
      let journal = try Journal.temporary("b.hopenow", in: folder, seed: 2)
      try journal.write { db in
        try db.execute(sql: "CREATE TABLE other(a UNIQUE); PRAGMA writable_schema = ON")
        try db.execute(
          sql: "UPDATE sqlite_schema SET type = x'ff' WHERE name LIKE 'sqlite_autoindex_other%'")
      }
    }
    let path = folder.file("b.hopenow")
    #expect(throws: JournalError.damagedRecords(path: path, fault: .wrongType)) {
      try ForeignJournal(at: path, secret: .test(), scratchFolder: nil)
    }
  }

  @Test func `demo and real never mix`() throws {
    let folder = TemporaryFolder()
    let ours = try Journal.temporary("a.hopenow", in: folder, seed: 1)
    do { _ = try Journal.temporary("demo.hopenow", in: folder, seed: 2, isDemo: true) }
    let demo = try ForeignJournal(
      at: folder.file("demo.hopenow"), secret: .test(), scratchFolder: nil)
    let report = try ours.merge([demo], newAuthors: .accept)
    #expect(report.sources[0].refusal == .demoAndReal(path: folder.file("demo.hopenow")))
    #expect(report.accepted.isEmpty)
  }

  @Test func `held-back entries are kept, passed on, and count after a yes`() throws {
    let folder = TemporaryFolder()
    let ours = try Journal.temporary("a.hopenow", in: folder, seed: 1)
    do { try Journal.temporary("b.hopenow", in: folder, seed: 2).write([.contact(met: 9)]) }
    do {
      let theirs = try ForeignJournal(
        at: folder.file("b.hopenow"), secret: .test(), scratchFolder: nil)
      let report = try ours.merge([theirs], newAuthors: .holdBack)
      #expect(report.sources[0].entriesHeldBack == 2)
      #expect(try ours.records(RecordQuery()).isEmpty)
      #expect(try ours.check().isSound)
    }
    let again = try ForeignJournal(
      at: folder.file("b.hopenow"), secret: .test(), scratchFolder: nil)
    #expect(try ours.merge([again], newAuthors: .accept).accepted.count == 1)
    #expect(try ours.records(RecordQuery()).map { $0.answer("met") } == [.number(9)])
    #expect(try ours.check().isSound)
  }
}
