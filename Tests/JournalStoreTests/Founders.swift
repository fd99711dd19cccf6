import CaseModel
import Foundation
import SealedSQLite
import Sealing
import TestSupport

@testable import JournalStore

/// Five workers' journals that have met once, from which every history sets out.
///
/// Made once for all histories: founding a journal costs more than all that a history does with it.
/// Nobody but himself counts the last of the five: his entries wait for a yes.
final class Founders: Sendable {
  /// Each is a supervisor in his own journal, and counts whom he has met.
  static let strangers = try! Founders(isTeam: false)
  /// All of one team, whose root is the first; the second is a supervisor, the last isn't in it.
  static let team = try! Founders(isTeam: true)
  static let count = 5
  /// The rows of entries that some of them have from the first day on end here.
  static let entries = 12

  private let folder = TemporaryFolder()

  /// Who may erase in the team.
  static let supervisors = try! Set((0...1).map(author))

  private init(isTeam: Bool) throws {
    for place in 0..<Self.count {
      let keys = try Self.keys(place)
      let file = try SealedFile.create(
        at: path(place), keys: keys, for: [.owner(.test())])
      let journal = try Journal(
        file, at: path(place), mode: .readWrite, keys: keys, environment: environment(place, 1),
        isNew: true)
      try journal.write([
        journal.memberDraft(for: journal.author, name: "Worker \(place)", role: "supervisor")
      ])
      if isTeam, place > 0 { try EraseTests.join(Self.author(0), journal) }
      guard place == 0 else { continue }
      if isTeam {
        try journal.write(
          (1..<Self.count - 1).map {
            try journal.memberDraft(
              for: Self.author($0), name: "Worker \($0)", role: $0 == 1 ? "supervisor" : "worker")
          })
      }
      // What all know from the start, so that they can change it side by side.
      let person = try journal.write([.person("Red Hat", gender: "Feminine", citizenship: ["NG"])])
      try journal.write([.contact(met: 3, note: "a note", persons: person), .contact(met: 4)])
    }
    // Twice, so that each also holds whom the others count.
    for round in 2...3 {
      for place in 0..<Self.count {
        let journal = try LockedJournal(at: path(place), mode: .readWrite).unlock(
          .test(), in: environment(place, round))
        let sources = try (0..<Self.count - 1).filter { $0 != place }.map {
          try ForeignJournal(at: path($0), secret: .test(), scratchFolder: nil)
        }
        _ = try journal.merge(sources, newAuthors: .accept)
      }
    }
  }

  /// Puts one of the journals, and what its machine remembers, somewhere else.
  func copy(_ place: Int, to path: String, stateFolder: String) throws {
    try FileManager.default.copyItem(atPath: self.path(place), toPath: path)
    try FileManager.default.copyItem(atPath: self.stateFolder(place), toPath: stateFolder)
  }

  /// Where one of the journals lies, as it was on the first day.
  func path(_ place: Int) -> String { folder.file("\(place).hopenow") }
  func stateFolder(_ place: Int) -> String { folder.file("state-\(place)") }

  static func author(_ place: Int) throws -> AuthorKey {
    AuthorKey(try SigningKey(seed: keys(place).authorSeed).publicKey)!
  }

  private func environment(_ place: Int, _ round: Int) -> StoreEnvironment {
    .test(seed: UInt64(place * 10 + round), stateFolder: stateFolder(place))
  }

  /// Keys that are the same in every run: who is shown first among equals depends on them.
  private static func keys(_ place: Int) throws -> JournalKeys {
    let random = TestRandom(seed: UInt64(1000 + place))
    return JournalKeys(
      dataKey: try DataKey(SecretBytes(copying: random.bytes(DataKey.length))),
      authorSeed: try SecretBytes(copying: random.bytes(SigningKey.seedLength)))
  }
}
