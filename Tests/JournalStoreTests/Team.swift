import CaseModel
import Foundation
import Merge
import SealedSQLite
import TestSupport

@testable import JournalStore

/// Three workers with a journal each, who write, merge and copy as a seed decides.
final class Team {
  let folder = TemporaryFolder()
  private var chance: Seeded
  private let clocks: [TestClock]
  private let seed: UInt64

  init(seed: UInt64) throws {
    self.seed = seed
    chance = Seeded(seed)
    // One clock is right, one stands in 1970 and one in 2099.
    clocks = [
      TestClock(), TestClock(milliseconds: 5_000_000), TestClock(milliseconds: 4_080_000_000_000),
    ]
    for place in 0..<3 {
      _ = try Journal.create(
        at: path(place), worker: "Worker \(place)", secret: .test(), in: environment(place))
    }
  }

  func path(_ place: Int) -> String { folder.file("\(place).hopenow") }

  func environment(_ place: Int) -> StoreEnvironment {
    .test(
      seed: seed &* 1000 &+ UInt64(place) &+ chance.next() % 1_000_000 &* 10, clock: clocks[place],
      stateFolder: folder.file("state-\(place)"))
  }

  func journal<Result>(_ place: Int, _ body: (Journal) throws -> Result) throws -> Result {
    let journal = try LockedJournal(at: path(place), mode: .readWrite).unlock(
      .test(), in: environment(place))
    return try body(journal)
  }

  func read<Result>(_ body: (Journal) throws -> Result) throws -> [Result] {
    try (0..<3).map { try journal($0, body) }
  }

  func author(_ place: Int) throws -> AuthorKey {
    // Opened elsewhere perhaps, so asked of a copy.
    let copy = folder.file("author-\(UUID().uuidString)")
    try FileManager.default.copyItem(atPath: path(place), toPath: copy)
    defer { try? FileManager.default.removeItem(atPath: copy) }
    return try LockedJournal(at: copy).unlock(.test(), in: environment(place)).author
  }

  func foreign(_ path: String) throws -> ForeignJournal {
    try ForeignJournal(at: path, secret: .test(), scratchFolder: folder.file("scratch"))
  }

  func run(steps: Int) throws {
    for _ in 0..<steps {
      let place = chance.below(3)
      switch chance.below(8) {
      case 0...5: try journal(place, write)
      default: try merge((place + 1 + chance.below(2)) % 3, into: place)
      }
    }
  }

  func merge(_ other: Int, into place: Int) throws {
    try journal(place) { journal in
      _ = try journal.merge([try foreign(path(other))], newAuthors: .accept)
    }
  }

  /// Round and round, in an order that the seed decides, until nobody learns anything new.
  func mergeEverything() throws {
    for _ in 0..<3 {
      for (place, other) in [(0, 1), (1, 2), (2, 0), (0, 2), (2, 1), (1, 0)].shuffled(
        using: &chance)
      {
        try merge(other, into: place)
      }
    }
  }

  private func write(_ journal: Journal) throws {
    let known = try journal.records(RecordQuery(kinds: ["person", "contact"]))
    if known.isEmpty || chance.once(in: 3) {
      try journal.write([
        .person(
          "Red \(chance.pick(["Hat", "Coat", "Bag"]))", gender: "Feminine", citizenship: ["NG"]),
        .contact(
          on: 20_261_000 + 1 + chance.below(30), met: Int64(chance.below(20)), note: "a note",
          persons: known.filter { $0.kind == "person" }.prefix(1).map(\.record)),
      ])
      return
    }
    let view = chance.pick(known)
    let kind = Kind.test(view.kind)
    if chance.once(in: 6) {
      try journal.write([.delete(view.record, kind: kind, owner: view.owner)])
      return
    }
    var draft = Draft(kind, record: view.record)
    if view.kind == "person" {
      draft.set("gender", to: .code(chance.pick(["Feminine", "Masculine", "unknown"])))
      let country = Answer.code(chance.pick(["NG", "GH", "UG"]))
      if chance.once(in: 3) {
        draft.remove(country, from: "citizenship")
      } else {
        draft.add(country, to: "citizenship")
      }
    } else {
      draft.set("setting", to: .code(chance.pick(["street", "church", "park"])))
      draft.words.updateValue(chance.pick(["one", "two", nil]), forKey: "note")
    }
    try journal.write([draft])
  }
}
