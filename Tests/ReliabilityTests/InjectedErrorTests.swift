import Foundation
import GRDB
import SealedSQLite
import TestSupport
import Testing

@testable import HopenowCommands
@testable import JournalStore

/// Commands whose disk fails: what they say, and what there is afterwards.
@Suite struct InjectedErrorTests {
  let base: TrialBase

  init() throws { base = try TrialBase() }

  @Test(arguments: Disk.Fault.Nature.allCases)
  func `a disk that fails gets a clear error, and nothing is lost`(
    nature: Disk.Fault.Nature
  ) throws {
    var outcomes = Outcomes()
    let examiner = CrashExaminer()
    var random = Seeded(1)
    for trial in Trial.all {
      let recording = try Recording(trial, with: base)
      let disk = Disk()
      for lasts in [false, true] {
        for number in 0..<(try count(of: nature, in: trial, on: disk, from: recording.base))
        where random.once(in: LongForm.count(short: 80, long: 1)) {
          let fault = Disk.Fault(nature: nature, number: number, lasts: lasts)
          do {
            try disk.restore(recording.base)
            try inject(fault, into: trial, recording, on: disk, examiner, &outcomes)
          } catch {
            Issue.record("\(trial.name), \(fault): \(error)")
          }
        }
      }
    }
    print("faults, \(nature): \(outcomes)")
    examiner.report("crashes after a fault, \(nature)")
    #expect(outcomes.failed > 0)
  }

  /// How many operations of a trial can have a fault.
  private func count(
    of nature: Disk.Fault.Nature, in trial: Trial, on disk: Disk, from image: DiskImage
  ) throws -> Int {
    try disk.restore(image)
    disk.set(Disk.Fault(nature: nature, number: .max, lasts: false))
    defer { disk.set(nil) }
    try trial.run(on: disk, with: base)
    return disk.counts.all
  }

  private func inject(
    _ fault: Disk.Fault, into trial: Trial, _ recording: Recording, on disk: Disk,
    _ examiner: CrashExaminer, _ outcomes: inout Outcomes
  ) throws {
    var opened: Journal?
    var acknowledged = -1
    var failure: (any Error)?
    disk.set(fault)
    do {
      try trial.run(on: disk, with: base) { journal in
        opened = journal
        acknowledged += 1
      }
    } catch {
      failure = error
    }
    #expect(disk.counts.failed > 0, "\(trial.name), \(fault): nothing failed")
    disk.set(nil)
    acknowledged = max(acknowledged, 0)
    let place = "\(trial.name), \(fault)"

    // What may be there: after an error that says that nothing changed, just that.
    var allowed = [recording.states[acknowledged]]
    if let failure {
      let status = UserFacing(failure).status
      outcomes.note(status)
      #expect(failure is JournalError, "\(place): \(failure)")
      #expect(Self.statuses(for: fault.nature, in: trial).contains(status), "\(place): \(failure)")
      if status == .failed { allowed.append(recording.states[acknowledged + 1]) }
    } else {
      outcomes.succeeded += 1
      #expect(acknowledged == recording.states.count - 1)
    }

    // The program ends here, or the power does.
    let log = disk.log
    var random = Seeded(UInt64(fault.number))
    var last: CrashMoment?
    CrashMoment.each(of: log, from: recording.base) { last = $0 }
    for (kind, image) in last?.images(using: &random) ?? [] {
      examiner.examine(image, kind: kind, allowed: allowed, at: place)
    }

    // Or it goes on, and the disk works again.
    var entries: Int?
    if let journal = opened {
      let state = try journal.soundState()
      #expect(allowed.contains(state), "\(place): the open journal isn't as it was")
      if failure != nil, state != allowed[0] { outcomes.doneDespiteError += 1 }
      do {
        try journal.write([.contact(note: "Afterwards.")])
        entries = try journal.check().entries
      } catch JournalError.replaced {
        // It got another key before the fault: what is open has a file without a name.
        #expect(failure != nil && state == allowed[0], "\(place): replaced")
      }
    }
    opened = nil
    let journal = try TrialBase.openWithAnyKey(disk)
    guard let entries else {
      return #expect(allowed.contains(try journal.soundState()), "\(place): not as it was")
    }
    let report = try journal.check()
    #expect(report.isSound && report.entries == entries, "\(place): \(report)")
  }

  /// The exit statuses that a person may get.
  private static func statuses(
    for nature: Disk.Fault.Nature, in trial: Trial
  ) -> [HopenowCommands.ExitStatus] {
    switch nature {
    // A rollback journal that can't even be opened is told as a folder that can't be written.
    case .inputOutput: [.failed, .notWritable]
    // Where one copy of the header is new already, nobody is told that nothing has changed.
    case .outOfSpace, .shortWrite:
      trial.name.hasPrefix("key") ? [.notWritable, .failed] : [.notWritable]
    }
  }

  /// What came of the faults.
  private struct Outcomes: CustomStringConvertible {
    var statuses: [HopenowCommands.ExitStatus: Int] = [:]
    /// The fault struck where it does no harm.
    var succeeded = 0
    /// Told as failed with status 1, which doesn't promise that nothing changed, and done.
    var doneDespiteError = 0
    var failed: Int { statuses.values.reduce(0, +) }

    mutating func note(_ status: HopenowCommands.ExitStatus) { statuses[status, default: 0] += 1 }

    var description: String {
      let told = statuses.sorted { $0.key.rawValue < $1.key.rawValue }
        .map { "status \($0.key.rawValue) \($0.value)" }.joined(separator: ", ")
      return "\(failed + succeeded) (\(told), done all the same \(succeeded)); "
        + "told as failed but done \(doneDespiteError)"
    }
  }
}
