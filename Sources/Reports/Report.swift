public import CaseModel

/// A question asked of a whole journal, about a period.
public struct Report: Sendable {
  /// The stored name, by which scripts ask for it.
  public let name: String
  /// What a person reads.
  public let title: Labels
  /// What it tells, in a line.
  public let summary: Labels
  /// The kinds of which records are counted, or the persons in them.
  let kinds: [Kind]
  let measures: [Measure]
  /// What it is broken down by unless somebody asks otherwise.
  let breakdowns: [Breakdown]
  /// What only this report can be broken down by.
  let dimensions: [Dimension]
  /// Whether it is about everybody with an open case, rather than about what happened.
  let isCaseload: Bool

  /// A breakdown by fields, by stored name, of some of the report's measures.
  struct Breakdown {
    var fields: [String]
    var measures: [Measure]?

    init(_ fields: String..., measures: [Measure]? = nil) {
      self.fields = fields
      self.measures = measures
    }
  }

  init(
    _ name: String, title: Labels, summary: Labels, kinds: [Kind], measures: [Measure],
    breakdowns: [Breakdown], dimensions: [Dimension] = [], isCaseload: Bool = false
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.kinds = kinds
    self.measures = measures
    self.breakdowns = breakdowns
    self.dimensions = dimensions
    self.isCaseload = isCaseload
  }

  /// Every report, in the order of the reference.
  public static let all = [
    monthly, persons, screening, referrals, visits, caseload, activities, support,
  ]

  /// The report of a stored name.
  public static func named(_ name: String) -> Report? {
    all.first { $0.name == name }
  }

  /// All that it can be broken down by.
  func dimensions(in days: ClosedRange<CivilDate>) -> [Dimension] {
    isCaseload
      ? dimensions + Dimension.ofPersons : dimensions + Dimension.all(of: kinds, days: days)
  }

  /// The stored names of all that it can be broken down by.
  public var fieldNames: [String] {
    dimensions(in: CivilDate.all.lowerBound...CivilDate.all.lowerBound).map(\.name)
  }

  /// The stored names of all that any report can be broken down by.
  public static let fieldNames: [String] = {
    var seen: Set<String> = []
    // Reports on the same kinds have the same fields, but for some of their own.
    var kinds: Set<[String]> = []
    return all.flatMap { report in
      kinds.insert(report.kinds.map(\.name)).inserted
        ? report.fieldNames : report.dimensions.map(\.name)
    }.filter { seen.insert($0).inserted }
  }()
}
