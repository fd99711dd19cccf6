/// What is counted.
///
/// The three are never added together.
public enum Measure: String, Sendable, CaseIterable {
  /// Records.
  case times
  /// People met by head-count, not distinct; persons named are part of it.
  case met
  /// Distinct persons with a page of their own.
  case persons
}

/// One count of a report.
public struct Cell: Equatable, Sendable {
  /// What is counted.
  public var measure: Measure
  /// The field that it is broken down by, by stored name; empty for a total.
  public var field: String
  /// The stored code that it is for; empty for a total.
  public var code: String
  /// The count; nil where it is hidden.
  public var count: Int?
}

/// What a report answers: cells in declared order.
public struct Table: Equatable, Sendable {
  /// The report's stored name.
  public var report: String
  /// The period, in the form that reads it back.
  public var period: String
  /// Whether every true count is in it: not for people outside.
  public var isInternal: Bool
  /// The cells.
  public var cells: [Cell]
}

extension Table {
  /// The table as CSV (RFC 4180, lines end in a line feed), as `Docs/Reference.md` fixes it.
  public var csv: String {
    var text = "report,period,measure,field,code,count,hidden\n"
    for cell in cells {
      let count = cell.count.map(String.init) ?? ""
      text +=
        "\(report),\(period),\(cell.measure.rawValue),\(cell.field),\(cell.code),\(count),"
        + "\(cell.count == nil ? 1 : 0)\n"
    }
    return text
  }
}
