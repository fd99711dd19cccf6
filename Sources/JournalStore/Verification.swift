import Foundation
import Synchronization

/// Verifies entries on all cores, beginning at once and while its maker does something else.
///
/// A signature takes most of the time that a merge spends on an entry, and doesn't depend on any
/// other entry.
final class Verification: Sendable {
  private let entries: [RawEntry]
  private let next = Atomic(0)
  private let outcomes: Mutex<[Result<VerifiedEntry, RecordFault>?]>
  private let others = DispatchGroup()

  init(of entries: [RawEntry]) {
    self.entries = entries
    outcomes = Mutex(Array(repeating: nil, count: entries.count))
    let helpers = min(ProcessInfo.processInfo.activeProcessorCount, entries.count) - 1
    for _ in 0..<max(0, helpers) {
      DispatchQueue.global().async(group: others) { self.verifyUntilNoneIsLeft() }
    }
  }

  /// What was found, in the order of the entries; helps until all of them are done.
  func finish() -> [Result<VerifiedEntry, RecordFault>] {
    verifyUntilNoneIsLeft()
    others.wait()
    return outcomes.withLock { $0.compactMap(\.self) }
  }

  private func verifyUntilNoneIsLeft() {
    while true {
      let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard place < entries.count else { return }
      let outcome = Result { () throws(RecordFault) in try VerifiedEntry(entries[place]) }
      outcomes.withLock { $0[place] = outcome }
    }
  }
}
