public import CaseModel
public import JournalStore

/// A question asked of a whole journal, about a period.
public protocol Report: Sendable {
  /// The stored name, by which scripts ask for it.
  var name: String { get }
  /// What a person reads.
  var title: Labels { get }
  /// What it tells, in a line.
  var summary: Labels { get }

  /// Counts.
  ///
  /// - Parameters:
  ///   - journal: What is counted.
  ///   - origin: The days that count, and how.
  /// - Throws: ``JournalError``.
  /// - Returns: The cells in declared order; an empty period has cells with 0.
  func table(from journal: Journal, origin: ReportOrigin) throws -> Table
}

extension Report {
  /// Counts a period, with all else as it usually is.
  public func table(
    from journal: Journal, period: Period, isInternal: Bool, version: String = ""
  ) throws -> Table {
    try table(
      from: journal,
      origin: ReportOrigin(
        report: name, title: title, summary: summary, period: period, k: Publication.k,
        isInternal: isInternal, isDemo: journal.isDemo, stateDigest: "", version: version))
  }
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
