import Foundation
import GRDB
import HopenowCommands
import TestSupport
import Testing

@testable import JournalStore

/// One thing of the rollback journal that an interrupted write left is damaged at a time.
///
/// The pages in it are sealed, its own header isn't: without the right header SQLite takes it for
/// none, as if somebody had removed it. Then half a write is in the file, and `check` finds it.
@Suite struct InterruptedWriteTests {
  let small: SmallJournal
  let database: Data
  let rollback: Data
  /// No file of this process grows beyond 256 MiB: what is looked for here once filled a disk.
  private static let limitsFiles: Bool = {
    signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    limit.rlim_cur = min(limit.rlim_max, 256 << 20)
    return setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0
  }()
  private var rollbackPath: String { small.path + "-journal" }

  init() throws {
    try #require(Self.limitsFiles)
    small = try SmallJournal()
    let (path, rollbackPath) = (small.path, small.path + "-journal")
    let journal = try Journal.open(in: small.folder)
    struct Interrupted: Error { var files: [Data] }
    var files: [Data] = []
    do {
      try journal.write { db in
        try db.execute(sql: "PRAGMA cache_size = 2")
        _ = try journal.append((1...20).map { .contact(met: $0, note: "half written") }, in: db)
        throw Interrupted(
          files: try [path, rollbackPath].map { try Data(contentsOf: URL(filePath: $0)) })
      }
    } catch let interrupted as Interrupted {
      files = interrupted.files
    }
    (database, rollback) = (files[0], files[1])
    try #require(database != small.whole && rollback.count > 4 * 4104)
  }

  private func outcome(_ change: (inout Data) -> Void) throws -> SmallJournal.Outcome {
    var changed = rollback
    change(&changed)
    try small.put(database)
    try changed.write(to: URL(filePath: rollbackPath))
    return try small.outcome()
  }

  @Test func `an interrupted write is undone as if it hadn't begun`() throws {
    #expect(try outcome { _ in } == .original)
  }

  @Test func `one flipped bit of the rollback journal is refused, makes no difference or is found`()
    throws
  {
    var chance = Seeded(5)
    var refused = 0
    for byte in rollback.indices {
      // Of a record, the number in front and the checksum behind it aren't sealed.
      let inRecord = (byte - 512) % 4104
      let times =
        byte < 28
        ? 1
        : byte < 512 || (4..<4100).contains(inRecord)
          ? LongForm.count(short: 2000, long: 40) : LongForm.count(short: 4, long: 1)
      guard chance.once(in: times) else { continue }
      for bit in LongForm.isOn && byte < 28 ? Array(0..<8) : [chance.below(8)] {
        let outcome = try outcome { $0[byte] ^= 1 << bit }
        #expect(outcome != .unnoticed, "bit \(bit) of byte \(byte)")
        if case .refused(let status) = outcome {
          refused += 1
          #expect(status == .damaged, "bit \(bit) of byte \(byte)")
        }
      }
    }
    #expect(refused > 20)
  }

  @Test func `a rollback journal that says the file was huge doesn't fill the disk`() throws {
    for bit in [8, 12, 16] {
      let place = 16 + 3 - bit / 8
      #expect(try outcome { $0[place] ^= 1 << (bit % 8) } == .refused(.damaged), "bit \(bit)")
      let size = try FileManager.default.attributesOfItem(atPath: small.path)[.size] as? Int
      #expect(size == database.count, "bit \(bit)")
    }
  }

  @Test
  func `a rollback journal that was cut anywhere is refused, makes no difference or is found`()
    throws
  {
    var chance = Seeded(6)
    let borders = stride(from: 512, through: rollback.count, by: 4104).flatMap { [$0 - 1, $0] }
    for length in [0, 1, 27, 28, 511] + borders
      + (0..<20).map({ _ in chance.below(rollback.count) })
    {
      let outcome = try outcome { $0 = $0.prefix(length) }
      #expect(outcome != .unnoticed, "\(length) bytes")
      if case .refused(let status) = outcome { #expect(status == .damaged, "\(length) bytes") }
    }
  }
}
