public import CaseModel
import Foundation
public import JournalStore
public import SealedSQLite
import Sealing
import Synchronization

/// A folder of a test's own, removed with the value.
public final class TemporaryFolder: Sendable {
  public let path: String

  public init() {
    path = NSTemporaryDirectory() + "hopenow-test-" + UUID().uuidString
    try! FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  public func file(_ name: String) -> String { path + "/" + name }

  /// Copies everything that lies in another folder.
  public func take(from other: TemporaryFolder) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: other.path) {
      try FileManager.default.copyItem(atPath: other.file(name), toPath: file(name))
    }
  }
}

/// A clock and a source of chance that a test decides.
public final class TestClock: Sendable {
  private let milliseconds: Mutex<Int64>

  /// Starts on 31 October 2026, 23:30 UTC.
  public init(milliseconds: Int64 = 1_793_489_400_000) {
    self.milliseconds = Mutex(milliseconds)
  }

  /// What the clock shows; each look at it takes a second.
  public func tick() -> Int64 {
    milliseconds.withLock {
      $0 += 1000
      return $0
    }
  }

  public func set(_ value: Int64) { milliseconds.withLock { $0 = value } }
}

extension StoreEnvironment {
  /// An environment whose random bytes a seed decides and whose clock is the test's.
  public static func test(
    seed: UInt64 = 1, clock: TestClock = TestClock(), stateFolder: String? = nil
  ) -> StoreEnvironment {
    let random = TestRandom(seed: seed)
    return StoreEnvironment(
      now: { Instant(wallMilliseconds: clock.tick(), utcOffsetMinutes: 60) },
      random: { random.bytes($0) }, stateFolder: stateFolder)
  }
}

/// Bytes that a seed decides.
public final class TestRandom: Sendable {
  private let state: Mutex<(seed: [UInt8], count: UInt64)>

  public init(seed: UInt64) {
    let bytes = withUnsafeBytes(of: seed.littleEndian) { [UInt8]($0) }
    state = Mutex((bytes + [UInt8](repeating: 0, count: 24), 0))
  }

  public func bytes(_ count: Int) -> [UInt8] {
    state.withLock { state in
      state.count += 1
      var seed = state.seed
      withUnsafeBytes(of: state.count.littleEndian) { bytes in
        for (place, byte) in bytes.enumerated() { seed[8 + place] = byte }
      }
      return Randomness.bytes(count, decidedBy: seed)
    }
  }
}

extension SlotSecret {
  /// A key file's 32 bytes, all alike: opens at once, where a passphrase takes half a second.
  public static func test(_ byte: UInt8 = 7) -> SlotSecret {
    .keyFile(try! SecretBytes(copying: [UInt8](repeating: byte, count: 32)))
  }

  /// What a key file of the program's holds.
  public static func file(_ path: String) throws -> SlotSecret {
    .keyFile(try SecretBytes(copying: [UInt8](Data(contentsOf: URL(filePath: path)))))
  }
}

extension Journal {
  /// A new journal in a folder.
  public static func temporary(
    _ name: String = "journal.hopenow", in folder: TemporaryFolder, seed: UInt64 = 1,
    clock: TestClock = TestClock(), joining team: ForeignJournal? = nil, isStatistics: Bool = false,
    isDemo: Bool = false
  ) throws -> Journal {
    try create(
      at: folder.file(name), worker: "Worker \(name)", secret: .test(),
      joining: try team.map { ($0, try $0.card()) },
      isStatistics: isStatistics, isDemo: isDemo,
      in: .test(seed: seed, clock: clock, stateFolder: folder.file("state")))
  }

  /// Opens a journal again.
  public static func open(
    _ name: String = "journal.hopenow", in folder: TemporaryFolder, seed: UInt64 = 2,
    clock: TestClock = TestClock(), mode: SealedFile.Mode = .readWrite,
    secret: SlotSecret = .test()
  ) throws -> Journal {
    try LockedJournal(at: folder.file(name), mode: mode).unlock(
      secret, in: .test(seed: seed, clock: clock, stateFolder: folder.file("state")))
  }
}

extension Kind {
  /// The kind of a stored name, which there must be.
  public static func test(_ name: String) -> Kind { named(name)! }
}

extension Draft {
  /// A contact on a day.
  public static func contact(
    on day: Int = 20_261_031, setting: String = "street", met: Int64? = nil, note: String? = nil,
    persons: [RecordID] = []
  ) -> Draft {
    var draft = Draft(.test("contact"), words: note.map { ["note": $0] } ?? [:])
    draft.set("on", to: .date(CivilDate(number: day)!, minute: nil))
    draft.set("setting", to: .code(setting))
    if let met { draft.set("met", to: .number(met)) }
    for person in persons { draft.add(.record(person), to: "person") }
    return draft
  }

  /// A person with an alias.
  public static func person(
    _ alias: String, gender: String? = nil, citizenship: [String] = []
  ) -> Draft {
    var draft = Draft(.test("person"), words: ["alias": alias])
    if let gender { draft.set("gender", to: .code(gender)) }
    for country in citizenship { draft.add(.code(country), to: "citizenship") }
    return draft
  }
}

extension Journal {
  /// Joins a team by a file whose card somebody has looked at.
  public func join(_ team: ForeignJournal, erasing limit: Int = Journal.erasuresUnasked) throws {
    try join(team, as: team.card(), erasing: limit)
  }
}
