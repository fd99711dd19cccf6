public import CaseModel
public import JournalStore

/// A question asked of a whole journal, about a period.
public protocol Report: Sendable {
  /// The stored name, by which scripts ask for it.
  var name: String { get }
  /// What it tells, in a line.
  var summary: String { get }

  /// Counts.
  ///
  /// - Parameters:
  ///   - journal: What is counted.
  ///   - period: The days that count, by when things happened.
  ///   - isInternal: Whether true counts stay that could point at somebody.
  /// - Throws: ``JournalError``.
  /// - Returns: The cells in declared order; an empty period has cells with 0.
  func table(from journal: Journal, period: Period, isInternal: Bool) throws -> Table
}

/// The reports that there are.
public enum AllReports {
  /// In the order of the reference.
  public static let all: [any Report] = [Monthly()]

  /// The report of a stored name.
  public static func named(_ name: String) -> (any Report)? {
    all.first { $0.name == name }
  }
}
