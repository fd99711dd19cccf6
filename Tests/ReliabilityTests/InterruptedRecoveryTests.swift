import TestSupport
import Testing

/// Crashes of what a crash made necessary.
@Suite struct InterruptedRecoveryTests {
  let base: TrialBase

  init() throws { base = try TrialBase() }

  /// The journal is opened after a crash, which rolls back, and a contact is written; at every
  /// operation of that there is another crash.
  @Test func `a crash during recovery, or in the write after it, loses nothing`() throws {
    let examiner = CrashExaminer()
    let next = Trial.named("contact")
    var random = Seeded(3)
    var recoveries = 0
    for trial in Trial.all {
      let recording = try Recording(trial, with: base)
      try CrashMoment.each(of: recording.log, from: recording.base) { moment in
        for (kind, image) in moment.images(using: &random)
        where random.once(in: LongForm.count(short: 400, long: 100)) {
          let place = "\(trial.name), operation \(moment.number), \(kind)"
          let again = try Recording(next, with: base, from: image)
          guard again.log.contains(where: \.isDelete) else { continue }
          #expect(
            recording.states(after: moment.acknowledged).contains(again.states[0]), "\(place)")
          recoveries += 1
          examiner.crash(
            again, name: "recovery from: \(place)", seed: 4,
            oneIn: LongForm.count(short: 100, long: 1))
        }
      }
    }
    #expect(recoveries > 0)
    examiner.report("crashes of \(recoveries) recoveries")
  }
}

extension DiskOperation {
  /// How a recovery ends: the rollback journal is gone.
  fileprivate var isDelete: Bool { if case .delete = self { true } else { false } }

  fileprivate var isSync: Bool { if case .sync = self { true } else { false } }

  fileprivate var isFolderSync: Bool { if case .syncFolder = self { true } else { false } }
}

/// The search for crashes must itself be able to find something.
@Suite struct CrashSearchTests {
  let base: TrialBase

  init() throws { base = try TrialBase() }

  /// Whether a fault is found if a disk leaves out one operation of a trial, or all syncs.
  ///
  /// What a disk that lost a sync then has is a matter of chance: several seeds are tried.
  private func isFoundOut(
    _ trial: String, honoursSyncs: Bool = true, leavingOut place: (Recording) -> Int? = { _ in nil }
  ) throws -> Bool {
    var recording = try Recording(.named(trial), with: base)
    var start = 0
    if let place = place(recording) {
      start = place
      recording.log.remove(at: place)
    }
    let examiner = CrashExaminer()
    for seed in 1...20 where examiner.violations.isEmpty {
      examiner.crash(
        recording, name: trial, honoursSyncs: honoursSyncs, seed: UInt64(seed), from: start,
        upTo: 1)
    }
    return !examiner.violations.isEmpty
  }

  private func syncs(of recording: Recording) -> [Int] {
    recording.log.indices.filter { recording.log[$0].isSync }
  }

  @Test(arguments: ["contact", "merge of two journals", "key add", "key rotate"])
  func `a disk that ignores syncs is found out`(trial: String) throws {
    #expect(try isFoundOut(trial, honoursSyncs: false))
  }

  @Test func `what is synced before a new file gets the old one's name is missed, and after it`()
    throws
  {
    #expect(try isFoundOut("key rotate") { $0.log.lastIndex(where: \.isSync) })
    #expect(try isFoundOut("key rotate") { $0.log.lastIndex(where: \.isFolderSync) })
  }

  @Test(arguments: ["contact", "delete", "key add and remove"])
  func `each sync of a command is missed if it is left out`(trial: String) throws {
    // The header's copy A needs no sync for itself, but before B is written the next time.
    let isHeader = trial == "key add and remove"
    let count = syncs(of: try Recording(.named(trial), with: base)).count - (isHeader ? 1 : 0)
    #expect(count >= 3)
    for number in 0..<count {
      #expect(try isFoundOut(trial) { syncs(of: $0)[number] }, "sync \(number) of \(count)")
    }
  }
}
