import CaseModel
import Foundation
import Glibc
import Merge
import SealedSQLite
import TestSupport
import Testing

@testable import JournalStore

/// The built program, killed while it writes.
@Suite struct KilledProcessTests {
  /// When a process died, as the files tell.
  enum Moment: String, CaseIterable {
    case before = "before it wrote"
    case inside = "while it wrote, leaving a hot journal"
    case after = "after it wrote, before it said so"
    case acknowledged = "too late: it had ended"
  }

  @Test func `a command that is killed is there whole or not at all, and the next one works`()
    throws
  {
    let count = LongForm.count(short: 20, long: 1000)
    let commands = try RealCommands()
    var chance = Seeded(1)
    var durations: [String: Duration] = [:]
    var met: [Moment: Int] = [:]
    var acknowledged: [(id: String, note: String)] = []
    /// What the colleague has written that no merge has brought yet.
    var waiting = 0

    // From here on the colleague counts, and a merge brings what is new and nothing else.
    #expect(try commands.run(["merge", "b.hopenow", "--trust-new"]).status == 0)
    for number in 0..<count {
      var words = try command(number, &chance, commands)
      let name = words.prefix(words[0] == "key" ? 2 : 1).joined(separator: " ")
      if durations[name] == nil {
        // How long it takes when nobody kills it; it counts like any other.
        _ = try prepare(words, commands)
        let start = ContinuousClock.now
        let whole = try commands.run(words)
        #expect(whole.status == 0, "\(words): \(whole.output)\(whole.errors)")
        durations[name] = ContinuousClock.now - start
        words = try command(number, &chance, commands)
      }
      waiting += try prepare(words, commands)
      let (before, isGone) = try state(commands, acknowledged)
      #expect(isGone.isEmpty, "kill \(number): \(isGone) acknowledged and not there")

      let running = try commands.program.start(
        commands.arguments(try again(words, number)))
      wait(for: running, of: durations[name] ?? .zero, number, &chance, commands)
      running.kill()
      let result = try running.ends()
      let isHot = journalSize(commands) > 0
      // A merge ends with 3 where a person has to choose between two edits.
      let isAcknowledged = result.status == 0 || result.status == 3 && words[0] == "merge"
      if isAcknowledged {
        if words[0] == "contact" {
          acknowledged.append((result.output.trimmingCharacters(in: .newlines), "note \(number)"))
        }
      } else {
        #expect(
          result.status == -SIGKILL, "kill \(number), \(words): \(result.output)\(result.errors)")
      }

      // The next command, as a user would give it, then everything.
      let listed = try commands.run(["list", "--limit", "0", "--format", "csv"])
      #expect(listed.status == 0 && listed.errors.isEmpty, "kill \(number): \(listed.errors)")
      let (after, _) = try state(commands, acknowledged)
      let isWritten = after != before
      if isHot { #expect(!isWritten, "kill \(number): a hot journal and a change") }
      // What a whole command adds is known; rebuilding and keys add no entry.
      let added = after.entries - before.entries
      let whole = words[0] == "merge" ? waiting : ["check", "key"].contains(words[0]) ? 0 : 1
      #expect(added == 0 || added == whole, "kill \(number), \(words): \(added) of \(whole)")
      if words[0] == "merge", added > 0 { waiting = 0 }
      if isAcknowledged {
        #expect(added == whole, "kill \(number), \(words): acknowledged, and \(added) of \(whole)")
      }
      met[
        isAcknowledged ? .acknowledged : isHot ? .inside : isWritten ? .after : .before,
        default: 0] += 1
    }
    for moment in Moment.allCases { print("killed \(moment.rawValue): \(met[moment] ?? 0)") }
    // A test that never comes in the middle of a write proves nothing.
    #expect(met[.inside] ?? 0 > count / 20)
    #expect(met[.before] ?? 0 > 0)
    let check = try commands.run(["check"])
    #expect(check.status == 0, "\(check.output)")
  }

  /// The commands that write, in turn.
  private func command(
    _ number: Int, _ chance: inout Seeded, _ commands: RealCommands
  ) throws -> [String] {
    let records = try commands.open().records(RecordQuery(kinds: ["contact"]))
    let record = chance.pick(records).record.description
    let all: [[String]] = [
      ["contact", "--setting", "park", "--note", "note \(number)"],
      ["person", "--alias", "Blue Bag \(number)", "--same-alias"],
      ["edit", record, "--met", "\(number)"],
      ["merge", "b.hopenow", "--trust-new"],
      ["contact", "--setting", "street", "--note", "note \(number)", "--place", "Quay \(number)"],
      ["undo"],
      ["screen", "--person", "Red Hat a", "--forms", "sexual"],
      ["key", "add", "--new-key-file", "key-\(number)"], ["key", "rotate", "--yes"],
      ["visit", "--person", "Red Hat a", "--type", "prison"],
      ["check", "--rebuild"],
      ["session", "--person", "Red Hat a", "--type", "supportive"],
      [
        "refer", "--person", "Red Hat a", "--to", "Clinic \(number)", "--override", "in danger",
      ],
      ["delete", record, "--yes"],
    ]
    return all[number % all.count]
  }

  /// The same once more, with another name where a name can't be taken twice.
  private func again(_ words: [String], _ number: Int) throws -> [String] {
    words.starts(with: ["key", "add"])
      ? ["key", "add", "--new-key-file", "again-\(number)"] : words
  }

  /// A colleague writes things that a merge must bring all or none of, and a key finds room.
  ///
  /// - Returns: How many entries the colleague has written.
  private func prepare(_ words: [String], _ commands: RealCommands) throws -> Int {
    if words[0] == "key" {
      let journal = try commands.open()
      for slot in journal.file.header.slots.dropFirst() {
        try journal.removeKey(number: slot.number)
      }
    }
    guard words[0] == "merge" else { return 0 }
    let colleague = try commands.open("b")
    for met in 1...3 { try colleague.write([.contact(met: Int64(met), note: "theirs")]) }
    return 3
  }

  private func wait(
    for running: Program.Running, of duration: Duration, _ number: Int, _ chance: inout Seeded,
    _ commands: RealCommands
  ) {
    let start = ContinuousClock.now
    if number % 2 == 0 {
      let moment = start + duration * Double(chance.below(1200)) / 1000
      while ContinuousClock.now < moment, !running.isOver {}
    } else {
      // In the middle of a write: as soon as its journal is there, or some looks later.
      while journalSize(commands) == 0, !running.isOver {}
      for _ in 0..<chance.below(400) { _ = journalSize(commands) }
    }
  }

  private func journalSize(_ commands: RealCommands) -> Int {
    var status = stat()
    return stat(commands.path("a") + "-journal", &status) == 0 ? Int(status.st_size) : 0
  }

  private struct State: Equatable {
    var entries: Int
    var digest: [UInt8]
    var derived: [UInt8]
    var generation: UInt64
  }

  /// What the journal holds, which must be sound, and which of some records it lacks.
  private func state(
    _ commands: RealCommands, _ records: [(id: String, note: String)]
  ) throws -> (State, missing: [String]) {
    let journal = try commands.open()
    let report = try journal.check()
    #expect(report.isSound && report.gaps == 0, "\(report)")
    let missing = try records.filter { record in
      guard let found = try commands.record(record.id, in: journal) else { return true }
      return try !journal.history(of: found).contains { $0.texts["note"] == record.note }
    }
    return (
      State(
        entries: report.entries, digest: try journal.digest(),
        derived: try journal.read { try Journal.digestOfDerivedRows(in: $0) },
        generation: journal.file.header.generation), missing.map(\.id)
    )
  }
}
