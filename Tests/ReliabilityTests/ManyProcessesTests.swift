import CaseModel
import Foundation
import GRDB
import Merge
import Synchronization
import TestSupport
import Testing

@testable import JournalStore

/// Sixteen terminals of one user on one journal.
///
/// They share what the machine remembers, and so the install's label: a chain with a fork would mean
/// that two of them wrote under one number.
@Suite struct ManyProcessesTests {
  static let processes = 16

  @Test func `sixteen processes lose nothing and nobody is told to wait`() throws {
    let count = LongForm.count(short: 6, long: 1000)
    let commands = try RealCommands()
    #expect(try commands.run(["merge", "b.hopenow", "--trust-new"]).status == 0)
    let workers = (0..<Self.processes).map { Worker(number: $0, commands: commands) }
    try inParallel(workers.count) { try workers[$0].run(count) }

    let statuses = workers.reduce(into: [:]) { $0.merge($1.statuses, uniquingKeysWith: +) }
    print("statuses of \(Self.processes * count) commands: \(statuses)")
    #expect(Set(statuses.keys) == [0], "\(workers.compactMap(\.complaint))")
    let journal = try commands.open()
    for worker in workers {
      for (id, met) in worker.written {
        let record = try #require(try commands.record(id, in: journal), "\(id) is lost")
        let view = try #require(try journal.view(of: record))
        if let met {
          #expect(view.answer("met") == .number(met) && view.existence == .here, "\(id)")
        } else {
          #expect(view.existence == .gone, "\(id)")
        }
      }
    }
    try expectSound(journal)
  }

  @Test func `two merges at once into one journal end as one after the other`() throws {
    for round in 0..<LongForm.count(short: 2, long: 20) {
      let commands = try RealCommands(colleagues: ["b", "c"])
      let sources = round % 2 == 0 ? ["b", "c"] : ["b", "b"]
      try inParallel(2) { place in
        try commands.succeed(["merge", "\(sources[place]).hopenow", "--trust-new"])
      }
      let journal = try commands.open()
      try expectSound(journal)
      #expect(
        try journal.records(RecordQuery(kinds: ["contact"])).count == Set(sources).count * 3 + 3)
    }
  }

  @Test func `two journals that merge each other at once come to hold the same`() throws {
    let commands = try RealCommands()
    try inParallel(2) { place in
      let (ours, theirs) = place == 0 ? ("a", "b") : ("b", "a")
      try commands.succeed(["merge", "\(theirs).hopenow", "--trust-new"], on: ours)
    }
    // What one wrote about the other after it was read comes with the next merge.
    for (ours, theirs) in [("a", "b"), ("b", "a"), ("a", "b")] {
      let result = try commands.run(["merge", "\(theirs).hopenow", "--trust-new"], on: ours)
      #expect(result.status == 0, "\(result.output)\(result.errors)")
    }
    let digests = try ["a", "b"].map { name in
      let journal = try commands.open(name)
      try expectSound(journal)
      return try journal.digest()
    }
    #expect(digests[0] == digests[1])
  }

  @Test func `a journal is merged from while others write in it`() throws {
    let count = LongForm.count(short: 12, long: 200)
    let commands = try RealCommands()
    // Copying this takes longer than a write.
    let note = String(repeating: "x", count: 20_000)
    do { try commands.open("b").write((0..<2000).map { _ in .contact(note: note) }) }
    #expect(try commands.run(["merge", "b.hopenow", "--trust-new"]).status == 0)
    try inParallel(4) { place in
      for step in 0..<count {
        if place == 0 {
          try commands.succeed(["merge", "b.hopenow"])
        } else {
          try commands.succeed(["contact", "--setting", "park", "--met", "\(step)"], on: "b")
        }
      }
    }
    #expect(try commands.run(["merge", "b.hopenow"]).status == 0)
    let journal = try commands.open()
    try expectSound(journal)
    #expect(try journal.records(RecordQuery(kinds: ["contact"])).count == 2006 + 3 * count)
  }

  @Test func `a journal that gets another key while others write in it loses nothing`() throws {
    let count = LongForm.count(short: 8, long: 300)
    let commands = try RealCommands()
    let written = Mutex<[String]>([])
    let told = Mutex(0)
    try inParallel(5) { place in
      for step in 0..<count {
        guard place > 0 else {
          try commands.succeed(["key", "rotate"])
          continue
        }
        let result = try commands.run(["contact", "--setting", "park", "--met", "\(step)"])
        if result.status == 11, result.errors.contains("got another key") {
          told.withLock { $0 += 1 }
        } else {
          #expect(result.status == 0, "\(result.errors)")
          written.withLock { $0.append(result.output.trimmingCharacters(in: .newlines)) }
        }
      }
    }
    print(
      "contacts beside \(count) rotations: written \(written.withLock { $0.count }), told \(told.withLock { $0 })"
    )
    let journal = try commands.open()
    for id in written.withLock({ $0 }) {
      #expect(try commands.record(id, in: journal) != nil, "\(id) is lost")
    }
    #expect(
      try journal.records(RecordQuery(kinds: ["contact"])).count
        == 3 + written.withLock { $0.count })
    try expectSound(journal)
  }

  @Test func `undos at once take back and bring back in turn`() throws {
    for round in 0..<LongForm.count(short: 3, long: 40) {
      let commands = try RealCommands()
      let made = try commands.run(["contact", "--setting", "park", "--met", "7"])
      try inParallel(6) { _ in try commands.succeed(["undo"]) }
      let journal = try commands.open()
      let id = made.output.trimmingCharacters(in: .newlines)
      let record = try #require(try commands.record(id, in: journal))
      let operations = try journal.history(of: record).map(\.revision.operation)
      #expect(
        operations == [.put, .delete, .put, .delete, .put, .delete, .put], "round \(round)")
    }
  }

  /// Every body has a thread of its own: a queue would run as many at once as there are cores.
  private func inParallel(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
    let failure = Mutex<(any Error)?>(nil)
    let group = DispatchGroup()
    for place in 0..<count {
      group.enter()
      Thread.detachNewThread {
        do { try body(place) } catch { failure.withLock { $0 = error } }
        group.leave()
      }
    }
    group.wait()
    if let error = failure.withLock({ $0 }) { throw error }
  }

  private func expectSound(_ journal: Journal) throws {
    let report = try journal.check()
    #expect(report.isSound && report.gaps == 0, "\(report)")
    let forks = try journal.read { db in
      try Int.fetchOne(
        db, sql: "SELECT count(*) - count(DISTINCT replica || ' ' || seq) FROM entry")
    }
    #expect(forks == 0, "a fork: two entries under one number")
  }
}

/// A command that should have gone well.
private struct Failed: Error {
  var words: [String]
  var status: Int32
  var said: String
}

extension RealCommands {
  /// Runs a command; what a thread of its own expects would belong to no test.
  fileprivate func succeed(_ words: [String], on name: String = "a") throws {
    let result = try run(words, on: name)
    guard result.status == 0 else {
      throw Failed(words: words, status: result.status, said: result.output + result.errors)
    }
  }
}

/// What one terminal does, and what was acknowledged to it. Used by one thread.
private final class Worker: @unchecked Sendable {
  private let number: Int
  private let commands: RealCommands
  private var chance: Seeded
  /// The records that it was told are written, with their last head-count; nil if deleted.
  private(set) var written: [String: Int64?] = [:]
  private(set) var statuses: [Int32: Int] = [:]
  /// What the first command said that didn't go well.
  private(set) var complaint: String?

  init(number: Int, commands: RealCommands) {
    self.number = number
    self.commands = commands
    chance = Seeded(UInt64(number))
  }

  func run(_ count: Int) throws {
    for step in 0..<count {
      let met = Int64(step % 400)
      let mine = written.filter { $0.value != nil }.keys.sorted()
      switch chance.below(20) {
      case 0..<9:
        let result = try run(["contact", "--setting", "park", "--met", "\(met)"])
        let id = result.output.trimmingCharacters(in: .newlines)
        if result.status == 0 { written[id] = .some(met) }
      case 9..<13 where !mine.isEmpty:
        let id = chance.pick(mine)
        if try run(["edit", id, "--met", "\(met)"]).status == 0 { written[id] = .some(met) }
      case 13 where !mine.isEmpty:
        let id = chance.pick(mine)
        if try run(["delete", id, "--yes"]).status == 0 { written.updateValue(nil, forKey: id) }
      case 14: try run(["merge", "b.hopenow"])
      case 15: try run(["conflicts"])
      case 16: try run(["report", "monthly", "--format", "csv"])
      case 17 where chance.once(in: 20): try run(["check"])
      default: try run(["list"])
      }
    }
  }

  @discardableResult
  private func run(_ words: [String]) throws -> Program.Result {
    let result = try commands.run(words)
    statuses[result.status, default: 0] += 1
    if result.status != 0 { complaint = complaint ?? "\(words): \(result.output)\(result.errors)" }
    return result
  }
}
