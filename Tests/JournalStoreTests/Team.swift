import CaseModel
import Foundation
import GRDB
import Merge
import SealedSQLite
import TestSupport

@testable import JournalStore

/// The laws of `Docs/Merge.md` that hold for journals on disk, by their numbers there.
enum StoreLaw: String {
  case union = "1 to 4: a merge is the union of entries"
  case commutative = "1"
  case associative = "2"
  case idempotent = "3"
  case anyOrder = "4"
  case nothingLost = "5"
  case erased = "11"
  case unauthorised = "12"
  case equalIsNothing = "10"
  case tipsAreEnough = "14"
  case links = "13"
  case dryRun = "15"
  case refused = "17"
  case sameReport = "19"
  case sameDigest = "19, by the digest"
  case rebuiltIsKept = "20"
}

/// What a history may have in it that is hard for a merge.
enum Happening: CaseIterable {
  case fork, heldBack, acceptedLater, wrongClock, refused, restored, copied
  case conflict, existenceDisputed, equalStamps, missingParent, withheldWords, withheldChange,
    linked
  case erased, erasedHereAndBack, askedToErase, namedErased, removed, takenBack
}

/// Three to five workers with a journal each, who write, merge, copy, lose and restore in some steps
/// that a seed decides; whatever breaks a law on the way is noted.
final class Team {
  /// One install with its journal.
  final class Install {
    let path: String
    let environment: StoreEnvironment
    let clock: TestClock
    var journal: Journal
    /// What the journal holds; nil after something was written.
    var known: Holdings?
    var backup: String?

    init(at path: String, seed: UInt64) throws {
      self.path = path
      clock = TestClock()
      environment = .test(seed: seed, clock: clock, stateFolder: path + "-state")
      journal = try Install.open(path, in: environment)
    }

    /// A copy of a journal that is merged into and thrown away.
    convenience init(at path: String, copying stick: Stick, seed: UInt64) throws {
      try FileManager.default.copyItem(atPath: stick.path, toPath: path)
      try self.init(at: path, seed: seed)
    }

    static func open(_ path: String, in environment: StoreEnvironment) throws -> Journal {
      try LockedJournal(at: path, mode: .readWrite).unlock(.test(), in: environment)
    }

    /// Opens what now lies at the path.
    func reopen() throws {
      journal = try Install.open(path, in: environment)
      known = nil
    }

    func held() throws -> Holdings {
      if let known { return known }
      let held = try journal.holdings()
      known = held
      return held
    }
  }

  /// How many steps a history has.
  static let steps = 8

  let folder = TemporaryFolder()
  let wrong: WrongStore?
  var chance: Seeded
  /// What decides about links, apart.
  var linking: Seeded
  /// What decides about who counts, apart.
  var deciding: Seeded
  var installs: [Install] = []
  var broken: Set<StoreLaw> = []
  /// What the history had in it.
  var met: Set<Happening> = []
  /// Whether all are of one team, in which some may erase.
  let isTeam: Bool
  /// Everything that anybody ever held.
  var everHeld: Set<Holdings.Line> = []
  private let founders: Founders
  private let seed: UInt64
  private var files = 0
  private let manager = FileManager.default

  init(seed: UInt64, wrong: WrongStore? = nil) throws {
    self.seed = seed
    self.wrong = wrong
    chance = Seeded(seed)
    linking = Seeded(~seed)
    deciding = Seeded(seed &+ 1 << 32)
    isTeam = wrong?.needsTeam ?? (seed / 2 % 2 == 1)
    founders = isTeam ? .team : .strangers
    // The last founder is in one team of four: whoever meets him has to say yes.
    let known = (0..<Founders.count - 1).shuffled(using: &chance).prefix(chance.pick([3, 3, 3, 4]))
    let places = known + (!isTeam && chance.once(in: 4) ? [Founders.count - 1] : [])
    for place in places {
      let path = folder.file("\(place).hopenow")
      try founders.copy(place, to: path, stateFolder: path + "-state")
      try join(path)
      setClock(of: installs[installs.count - 1])
    }
  }

  private func join(_ path: String) throws {
    installs.append(try Install(at: path, seed: seed &* 16 &+ UInt64(installs.count) &+ 100))
  }

  func run(steps: Int) throws {
    for _ in 0..<steps {
      let install = chance.pick(installs)
      switch chance.below(21) {
      case 0...8: try write(at: install)
      case 9...12: try merge([stick(another(than: install))], into: install)
      case 13...14:
        let other = another(than: install)
        for _ in 0..<2 { try write(at: other) }
        try merge([chance.once(in: 3) ? parcel(of: other) : stickWithGaps(other)], into: install)
      case 15: try copy(install)
      // Where there is a backup, it is that which is put back.
      case 16...17: try backUpOrRestore(installs.first { $0.backup != nil } ?? install)
      case 18: setClock(of: install)
      case 19: try mergeWithRefused(into: install)
      default: try undo(at: install)
      }
      if isTeam { try decide(at: deciding.pick(installs)) }
    }
  }

  /// A supervisor removes a worker, or takes her back.
  private func decide(at install: Install) throws {
    let journal = install.journal
    guard journal.isSupervisor, deciding.once(in: 4) else { return }
    let worker = try Founders.author(2 + deciding.below(2))
    install.known = nil
    if journal.roster.isMember(worker) {
      try journal.removeMember(worker)
      met.insert(.removed)
    } else {
      try journal.addMember(worker, name: "Taken back", isSupervisor: false)
      met.insert(.takenBack)
    }
  }

  private func another(than install: Install) -> Install {
    chance.pick(installs.filter { $0 !== install })
  }

  private func setClock(of install: Install) {
    // About right, and alike, so that stamps are equal; in 1970; in 2099.
    let now: Int64 = 1_793_489_400_000
    install.clock.set(chance.pick([now, now, now, now + 2000, 5_000_000, 4_080_000_000_000]))
  }

  // MARK: Files

  /// A journal's file on its way to a colleague.
  struct Stick {
    let path: String
    let holds: Holdings
  }

  func file() -> String {
    files += 1
    return folder.file("file-\(files)")
  }

  func stick(_ install: Install) throws -> Stick {
    let path = file()
    try manager.copyItem(atPath: install.path, toPath: path)
    everHeld.formUnion(try install.held().lines)
    return Stick(path: path, holds: try install.held())
  }

  /// A copy of a journal, changed by somebody who has its key.
  func stick(_ install: Install, changed sql: String) throws -> Stick {
    let path = file()
    try manager.copyItem(atPath: install.path, toPath: path)
    let journal = try Install.open(path, in: .test())
    try journal.write { try $0.execute(sql: sql) }
    return Stick(path: path, holds: try journal.holdings())
  }

  /// What an install once was.
  func stick(ofBackup install: Install) throws -> Stick? {
    guard let backup = install.backup else { return nil }
    let journal = try Install.open(backup, in: .test())
    return Stick(path: backup, holds: try journal.holdings())
  }

  func foreign(_ path: String) throws -> ForeignJournal {
    try ForeignJournal(at: path, secret: .test(), scratchFolder: nil)
  }

  /// What arrives on a bad day: some entries never came, so that parents are missing. What was erased
  /// is always told.
  private func stickWithGaps(_ install: Install) throws -> Stick {
    let rest = chance.below(3)
    return try stick(
      install,
      changed: """
        DELETE FROM entry WHERE id > \(Founders.entries) AND id % 3 = \(rest) AND id NOT IN
        (SELECT entry FROM revision JOIN record ON record.id = record WHERE kind = 'erase');
        DELETE FROM words WHERE revision IN
        (SELECT id FROM revision WHERE entry NOT IN (SELECT id FROM entry));
        DELETE FROM revision WHERE entry NOT IN (SELECT id FROM entry);
        UPDATE chain SET sum = sum + 1,
        count = (SELECT count(*) FROM entry WHERE entry.replica = chain.replica),
        last = (SELECT coalesce(max(seq), 0) FROM entry WHERE entry.replica = chain.replica);
        """)
  }

  /// What comes to somebody whom not everything concerns: of some changes the bare ids.
  private func parcel(of install: Install) throws -> Stick {
    let path = file()
    try manager.copyItem(atPath: install.path, toPath: path)
    let journal = try Install.open(path, in: .test())
    let rest = chance.below(3)
    try journal.write { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT revision.id, header FROM revision JOIN record ON record.id = record
          WHERE entry > \(Founders.entries) AND revision.id % 3 = \(rest) AND length(header) > 32
          AND kind NOT IN ('member', 'erase')
          """)
      for row in rows {
        let id: Int64 = row[0]
        let header: Data = row[1]
        try db.execute(
          sql: "UPDATE revision SET header = ? WHERE id = ?",
          arguments: [Data(Revision.id(ofHeader: [UInt8](header)).bytes), id])
        try db.execute(sql: "DELETE FROM words WHERE revision = ?", arguments: [id])
        met.insert(.withheldChange)
      }
    }
    everHeld.formUnion(try install.held().lines)
    return Stick(path: path, holds: try journal.holdings())
  }

  /// A journal is used on two machines, under a new label or, with what its machine remembers, under
  /// the same one: then it forks.
  private func copy(_ install: Install) throws {
    guard installs.count < 7 else { return }
    let path = file()
    try manager.copyItem(atPath: install.path, toPath: path)
    // Without that, as where nothing was written since a copy, the label is a new one.
    let isSameLabel =
      !chance.once(in: 3) && manager.fileExists(atPath: install.path + "-state")
    if isSameLabel {
      try manager.copyItem(atPath: install.path + "-state", toPath: path + "-state")
    }
    try join(path)
    if isSameLabel {
      for place in [install, installs[installs.count - 1]] { try write(at: place) }
    }
    met.insert(.copied)
  }

  /// A backup is put back, with or without what the machine remembered then.
  private func backUpOrRestore(_ install: Install) throws {
    guard let backup = install.backup else {
      let copy = file()
      try manager.copyItem(atPath: install.path, toPath: copy)
      try? manager.copyItem(atPath: install.path + "-state", toPath: copy + "-state")
      install.backup = copy
      return
    }
    try manager.removeItem(atPath: install.path)
    try manager.copyItem(atPath: backup, toPath: install.path)
    if chance.once(in: 2) {
      try? manager.removeItem(atPath: install.path + "-state")
      try? manager.copyItem(atPath: backup + "-state", toPath: install.path + "-state")
    }
    try install.reopen()
    met.insert(.restored)
  }
}

// MARK: Merging

extension Team {
  func merge(
    _ sticks: [Stick], into install: Install, newAuthors: Journal.NewAuthors? = nil
  ) throws {
    let newAuthors = newAuthors ?? (chance.once(in: 6) ? .accept : .holdBack)
    let before = try install.held()
    try wrong?.prepareMerge(install.journal)
    let sources = try sticks.map { try foreign($0.path) }
    var dry: MergeReport?
    if chance.once(in: 8) {
      dry = try install.journal.merge(
        sources, newAuthors: newAuthors, dryRun: wrong != .dryRunWrites)
      if try install.journal.holdings() != before { broken.insert(.dryRun) }
    }
    let report = try install.journal.merge(sources, newAuthors: newAuthors)
    if let dry, dry != report { broken.insert(.dryRun) }
    note(report)
    try noteMerged(install, before: before, sticks, accepted: report.accepted)
    guard chance.once(in: 8) else { return }
    let bytes = try Data(contentsOf: URL(filePath: install.path))
    let again = try install.journal.merge(sources, newAuthors: newAuthors)
    try wrong?.breakMerged(install.journal, entriesBefore: try install.held().entries)
    if try !again.isEmpty || Data(contentsOf: URL(filePath: install.path)) != bytes {
      broken.insert(.equalIsNothing)
    }
  }

  private func note(_ report: MergeReport) {
    if report.sources.contains(where: { $0.forks > 0 }) { met.insert(.fork) }
    if report.sources.contains(where: { $0.entriesHeldBack > 0 }) { met.insert(.heldBack) }
    if report.sources.contains(where: { $0.clocksWrong > 0 }) { met.insert(.wrongClock) }
    if report.sources.contains(where: { $0.refusal != nil }) { met.insert(.refused) }
    if !report.accepted.isEmpty { met.insert(.acceptedLater) }
  }

  /// A merge is the union of entries; only who accepts somebody writes besides.
  private func noteMerged(
    _ install: Install, before: Holdings, _ sticks: [Stick], accepted: [NewAuthor]
  ) throws {
    try wrong?.breakMerged(install.journal, entriesBefore: before.entries)
    let after = try install.journal.holdings()
    install.known = after
    let all = sticks.reduce(before.lines) { $0.union($1.holds.lines) }
    let erasing = isTeam ? ErasedLines(all) : ErasedLines([])
    let expected = Holdings.completed(erasing.absorbed(all))
    let erased = isTeam ? ErasedLines(before.lines) : erasing
    if sticks.contains(where: { $0.holds.lines.contains(where: erased.isErased) }) {
      met.insert(.erasedHereAndBack)
    }
    if after.lines.contains(where: { erasing.isErased($0) }) { broken.insert(.erased) }
    if expected.subtracting(after.lines).contains(where: { erasing.isAskedFor($0) }) {
      broken.insert(.unauthorised)
    }
    let written = after.lines.subtracting(expected)
    let author = install.journal.author
    let isOwn = written.allSatisfy { (try? Entry(bytes: [UInt8]($0.entry)))?.author == author }
    if !expected.isSubset(of: after.lines) || !isOwn || accepted.isEmpty != written.isEmpty
      || Set(after.lines.map(\.entry)).count != after.entries
    {
      broken.insert(.union)
    }
  }

  /// Two journals are named, and one of them was tampered with.
  private func mergeWithRefused(into install: Install) throws {
    let good = try stick(another(than: install))
    let other = another(than: install)
    try write(at: other)
    let bad = try stick(
      other,
      changed: "UPDATE entry SET signature = zeroblob(64) WHERE id = (SELECT max(id) FROM entry)")
    let before = try install.held()
    try wrong?.prepareMerge(install.journal)
    let named = wrong == .refusalStopsAll ? [bad] : [bad, good]
    let report = try install.journal.merge(
      named.map { try foreign($0.path) }, newAuthors: .holdBack)
    note(report)
    try wrong?.breakMerged(install.journal, entriesBefore: before.entries)
    let after = try install.journal.holdings()
    install.known = after
    // If what was tampered with is known here, it isn't even read.
    let taken = report.sources[0].refusal == nil ? try other.held().lines : []
    let all = before.union(good.holds).union(taken)
    if after.lines != Holdings.completed(isTeam ? ErasedLines(all).absorbed(all) : all) {
      broken.insert(.refused)
    }
  }
}
