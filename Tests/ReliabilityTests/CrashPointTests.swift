import Foundation
import GRDB
import SealedSQLite
import TestSupport
import Testing

@testable import JournalStore

/// A run of a trial, written down: what was done to the disk, and what the journal held meanwhile.
struct Recording {
  let base: DiskImage
  var log: [DiskOperation]
  /// Before the first command, and after each.
  let states: [JournalState]

  /// Runs a trial from its own beginning, or from what an earlier crash left.
  init(_ trial: Trial, with base: TrialBase, from image: DiskImage? = nil) throws {
    let disk = Disk()
    self.base = image ?? base.image(hasEmptyJournal: trial.hasEmptyJournal)
    try disk.restore(self.base)
    var states: [JournalState] = []
    try trial.run(on: disk, with: base) { journal in
      if !states.isEmpty { disk.note(.acknowledge) }
      states.append(try JournalState(of: journal))
    }
    log = disk.log
    self.states = states
  }

  /// What there may be after a crash: what was acknowledged, and what was being done whole or not
  /// at all.
  func states(after acknowledged: Int) -> [JournalState] {
    Array(states[acknowledged...min(acknowledged + 1, states.count - 1)])
  }
}

/// Opens what crashes leave, and counts.
final class CrashExaminer {
  private let scratch = Disk()
  /// How many crashes were looked at, by kind.
  private(set) var points: [CrashKind: Int] = [:]
  private(set) var violations: [String] = []
  /// What an image was found to hold.
  private var known: [Int: Result<JournalState, any Error>] = [:]
  private var opened = 0

  var images: Int { known.count }
  var total: Int { points.values.reduce(0, +) }

  /// Opens an image and compares it with the states that it may be in.
  func examine(_ image: DiskImage, kind: CrashKind, allowed: [JournalState], at place: String) {
    points[kind, default: 0] += 1
    let fingerprint = image.fingerprint
    let result = known[fingerprint] ?? Result { try state(of: image) }
    known[fingerprint] = result
    switch result {
    case .success(let state) where allowed.contains(state): break
    case .success: violations.append("\(place), \(kind): the journal isn't as it was or shall be")
    case .failure(let error): violations.append("\(place), \(kind): \(error)")
    }
  }

  /// What a journal holds after a crash: all of it is looked at, and now and then it is written on.
  private func state(of image: DiskImage) throws -> JournalState {
    try scratch.restore(image)
    let journal = try TrialBase.openWithAnyKey(scratch)
    let state = try journal.soundState()
    opened += 1
    if opened % 8 == 0 { try writeOn(journal) }
    return state
  }

  private func writeOn(_ journal: Journal) throws {
    let report = try journal.check()
    guard report.isSound else { throw Violation.unsound(report) }
    try journal.write([.contact(note: "Afterwards.")])
    let after = try journal.check()
    guard after.isSound, after.entries == report.entries + 1 else {
      throw Violation.writeIsNotThere
    }
  }

  /// Says what was looked at, and fails the test for what was found.
  func report(_ name: String) {
    let kinds = CrashKind.allCases.map { "\($0) \(points[$0] ?? 0)" }.joined(separator: ", ")
    print("\(name): \(total) (\(kinds)), \(images) disks; \(violations.count) violations")
    #expect(violations.isEmpty, "\(violations.prefix(10).joined(separator: "\n"))")
  }

  /// Crashes a recording at every moment, or looks at one crash in so many.
  ///
  /// - Parameters:
  ///   - start: The first operation to crash at.
  ///   - limit: Ends after so many violations.
  func crash(
    _ recording: Recording, name: String, honoursSyncs: Bool = true, seed: UInt64,
    oneIn stride: Int = 1, from start: Int = 0, upTo limit: Int = .max
  ) {
    var random = Seeded(seed)
    CrashMoment.each(of: recording.log, from: recording.base, honoursSyncs: honoursSyncs) {
      moment in
      guard moment.number >= start, violations.count < limit else { return }
      let allowed = recording.states(after: moment.acknowledged)
      for (kind, image) in moment.images(using: &random) where random.once(in: stride) {
        examine(
          image, kind: kind, allowed: allowed,
          at: "\(name), operation \(moment.number), seed \(seed)")
      }
    }
  }
}

@Suite struct CrashPointTests {
  let base: TrialBase

  init() throws { base = try TrialBase() }

  @Test func `a crash at any operation leaves what was acknowledged`() throws {
    let examiner = CrashExaminer()
    for trial in Trial.all {
      let recording = try Recording(trial, with: base)
      examiner.crash(
        recording, name: trial.name, seed: 1, oneIn: LongForm.count(short: 60, long: 1))
    }
    examiner.report("crash points")
  }
}
