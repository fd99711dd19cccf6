import GRDB
import GRDBSQLite
import Synchronization

/// Ends SQLite's work on a foreign file that takes more steps than the file's size explains.
///
/// Pages can be authentic and still be a trap: a tree whose branches all lead to one page has more
/// rows than anybody can read, in a file of a few pages. An honest file takes some hundred steps of
/// SQLite's virtual machine for each entry, whose bytes and those of its indices are more than that.
final class StepBudget: Sendable {
  private static let interval: Int32 = 10_000
  private static let stepsAtLeast: Int64 = 4_000_000
  private static let stepsPerByte: Int64 = 20

  private let left: Atomic<Int64>

  /// The steps for one connection to a file of a size, in bytes.
  init(ofFileWithSize size: Int64) {
    left = Atomic(Self.stepsAtLeast + size * Self.stepsPerByte)
  }

  /// Holds a connection to the budget, which must live as long.
  func limit(_ db: Database) {
    sqlite3_progress_handler(
      db.sqliteConnection, Self.interval,
      { context in
        guard let context else { return 0 }
        let budget = Unmanaged<StepBudget>.fromOpaque(context).takeUnretainedValue()
        let spent = budget.left.wrappingSubtract(
          Int64(StepBudget.interval), ordering: .relaxed)
        return spent.newValue < 0 ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
