import CaseModel
import JournalStore
import Sealing
import Synchronization

/// The clock of a demo: the evening of the day that is being written.
final class DemoClock: Sendable {
  private let milliseconds = Mutex<Int64>(0)
  private let draws = Mutex<UInt64>(0)

  private func nextDraw() -> UInt64 {
    draws.withLock {
      $0 += 1
      return $0
    }
  }

  /// 23:00 of a day, but never before the first day on which a journal can have been written.
  func set(to date: CivilDate) {
    let evening = (Int64(date.dayNumber) * 24 + 23) * 3_600_000
    milliseconds.withLock { $0 = max(evening, $0 + 60_000, 1_767_225_600_000) }
  }

  /// An environment with this clock, whose random bytes a seed decides.
  func environment(seed: UInt64, worker: Int, stateFolder: String?) -> StoreEnvironment {
    StoreEnvironment(
      now: { .init(wallMilliseconds: self.milliseconds.withLock { $0 }, utcOffsetMinutes: 60) },
      random: { count in
        var bytes = [UInt8](repeating: 0, count: 32)
        for (place, number) in [seed, UInt64(worker), self.nextDraw()].enumerated() {
          for shift in 0..<8 {
            bytes[8 * place + shift] = UInt8(truncatingIfNeeded: number >> (8 * shift))
          }
        }
        return Randomness.bytes(count, decidedBy: bytes)
      },
      stateFolder: stateFolder)
  }
}
