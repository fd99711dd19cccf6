import CaseModel
import Foundation
import GRDB
import Merge
import SealedSQLite
import TestSupport
import Testing

@testable import JournalStore

/// The laws over real journals: several workers write, merge and copy in some steps that a seed
/// decides; afterwards everybody merges with everybody.
@Suite struct JournalLawTests {
  @Test func `whatever the order, all journals come to hold and show the same`() throws {
    for seed in 0..<UInt64(LongForm.count(short: 6, long: 100_000)) {
      let team = try Team(seed: seed)
      try team.run(steps: 25)
      try team.mergeEverything()
      let digests = try team.read { try $0.digest() }
      #expect(Set(digests).count == 1, "seed \(seed)")
      let shown = try team.read { journal in
        try journal.records(RecordQuery(kinds: Kind.all.map(\.name))).filter { $0.kind != "member" }
      }
      for other in shown.dropFirst() { #expect(other == shown[0], "seed \(seed)") }
      // Law 20, in each of them.
      for report in try team.read({ try $0.check() }) {
        #expect(report.isSound, "seed \(seed): \(report)")
      }
      // Law 19: the same state gives the same rows to count.
      let tallies = try team.read { journal in
        let all = CivilDate(number: 19_000_101)!...CivilDate(number: 21_991_231)!
        let tally = try journal.tally(of: all)
        return tally.events.map { "\($0.kind) \($0.setting ?? "") \($0.met ?? -1)" }.sorted()
      }
      for other in tallies.dropFirst() { #expect(other == tallies[0], "seed \(seed)") }
    }
  }

  @Test func `merging again, with oneself and with one's own old copy changes nothing`() throws {
    let team = try Team(seed: 77)
    try team.run(steps: 12)
    try FileManager.default.copyItem(atPath: team.path(0), toPath: team.folder.file("old.hopenow"))
    try team.mergeEverything()
    let before = try team.journal(0) { try $0.digest() }
    for path in [team.path(1), team.path(2), team.folder.file("old.hopenow")] {
      try team.journal(0) { journal in
        let report = try journal.merge([try team.foreign(path)], newAuthors: .accept)
        #expect(report.isEmpty)
      }
    }
    #expect(try team.journal(0) { try $0.digest() } == before)
    try team.journal(0) { _ -> Void in
      #expect(throws: JournalError.alreadyOpen(path: team.path(0))) {
        try team.foreign(team.path(0))
      }
    }
  }

  @Test func `a dry run tells what the merge then does, and changes nothing`() throws {
    for seed in 100..<UInt64(104) {
      let team = try Team(seed: seed)
      try team.run(steps: 15)
      try team.journal(0) { journal in
        let before = try journal.digest()
        let dry = try journal.merge(
          [try team.foreign(team.path(1))], newAuthors: .accept, dryRun: true)
        #expect(try journal.digest() == before)
        let real = try journal.merge([try team.foreign(team.path(1))], newAuthors: .accept)
        #expect(dry == real, "seed \(seed)")
      }
    }
  }

  @Test func `by tips or entry by entry, the same is new`() throws {
    // Law 14: a chain row that tells nothing makes the merge look at every entry.
    let team = try Team(seed: 5)
    try team.run(steps: 15)
    var held: [Set<Data>] = []
    for (name, forgetsChains) in [("tips", false), ("full", true)] {
      let copy = team.folder.file("\(name).hopenow")
      try FileManager.default.copyItem(atPath: team.path(0), toPath: copy)
      let journal = try LockedJournal(at: copy, mode: .readWrite).unlock(
        .test(), in: team.environment(0))
      if forgetsChains {
        try journal.write {
          try $0.execute(sql: "UPDATE chain SET sum = sum + 1, count = count + 1")
        }
      }
      _ = try journal.merge(
        [try team.foreign(team.path(1)), try team.foreign(team.path(2))], newAuthors: .accept)
      // Accepting writes a member entry under another label, so only what came is compared.
      held.append(
        try journal.read { db in
          let authors = try [1, 2].map { Data(try team.author($0).bytes) }
          return Set(
            try Data.fetchAll(
              db,
              sql: """
                SELECT bytes FROM entry JOIN replica ON replica.id = entry.replica
                WHERE author IN (?, ?)
                """, arguments: [authors[0], authors[1]]))
        })
    }
    #expect(held[0].count > 3)
    #expect(held[0] == held[1])
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
