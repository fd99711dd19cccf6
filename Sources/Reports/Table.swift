public import CaseModel

/// What is counted.
///
/// The measures are never added together.
public enum Measure: String, Sendable, CaseIterable {
  /// Records.
  case times
  /// People met by head-count, not distinct; persons named are part of it.
  case met
  /// Who took part in activities, by head-count, not distinct; no part of `met`.
  case participants
  /// Distinct persons with a page of their own.
  case persons
  /// Money given, in hundredths of a currency.
  case amount

  /// What a person reads.
  public var labels: Labels {
    switch self {
    case .times: Labels(en: "Times", da: "Gange")
    case .met: Labels(en: "People met", da: "Mødte")
    case .participants: Labels(en: "Participants", da: "Deltagere")
    case .persons: Labels(en: "Persons", da: "Personer")
    case .amount: Labels(en: "Money given", da: "Penge givet")
    }
  }
}

/// A field that figures are broken down by.
public struct Axis: Equatable, Sendable {
  /// Stored for ever; the column `field` of the CSV.
  public var name: String
  /// What a person reads, in the middle of a line: "by gender".
  public var title: Labels
  /// The codes, in the order of the rows.
  public var codes: [Code]

  /// Puts an axis together.
  public init(name: String, title: Labels, codes: [Code]) {
    self.name = name
    self.title = title
    self.codes = codes
  }
}

/// One measure, whole or broken down by up to three fields.
public struct Block: Equatable, Sendable {
  /// What is counted.
  public var measure: Measure
  /// What it is broken down by; empty for the whole.
  public var axes: [Axis]
  /// The counts, the last axis's codes fastest; nil where one is hidden.
  public var counts: [Int?]
  /// Whether the counts add up to the whole; else somebody may be under several codes.
  public var addsUp: Bool

  /// Puts a block together.
  public init(_ measure: Measure, by axes: [Axis] = [], counts: [Int?], addsUp: Bool = true) {
    self.measure = measure
    self.axes = axes
    self.counts = counts
    self.addsUp = addsUp
  }
}

/// A condition on what a report counts.
public struct ReportFilter: Equatable, Sendable {
  /// The stored name of the field.
  public var field: String
  /// What a person reads of the field.
  public var title: Labels
  /// The code that is counted.
  public var code: Code

  /// Puts a condition together.
  public init(field: String, title: Labels, code: Code) {
    self.field = field
    self.title = title
    self.code = code
  }
}

/// What a report is made from and how: with the same, the figures are the same.
public struct ReportOrigin: Equatable, Sendable {
  /// The stored name of the report.
  public var report: String
  /// What a person reads.
  public var title: Labels
  /// What is counted, in a line.
  public var summary: Labels
  /// The days that count.
  public var period: Period
  /// The stored names of the fields that were asked for in place of the usual ones.
  public var by: [String] = []
  /// What is counted only.
  public var filters: [ReportFilter] = []
  /// The last day whose entries count; nil for all.
  public var asOf: CivilDate?
  /// How many erasures were written after that day: what they removed counts no more.
  public var erasuresSince = 0
  /// The smallest count that is shown.
  public var k: Int
  /// Whether every true count is in it: not for people outside.
  public var isInternal: Bool
  /// Whether everybody in it is invented.
  public var isDemo: Bool
  /// A hash of all entries that the journal holds, 16 bytes in hexadecimal.
  public var stateDigest: String
  /// The program's version.
  public var version: String

  /// Names what a report is made from.
  public init(
    report: String, title: Labels, summary: Labels, period: Period, k: Int, isInternal: Bool,
    isDemo: Bool, stateDigest: String, version: String
  ) {
    self.report = report
    self.title = title
    self.summary = summary
    self.period = period
    self.k = k
    self.isInternal = isInternal
    self.isDemo = isDemo
    self.stateDigest = stateDigest
    self.version = version
  }
}

/// What a report answers.
public struct Table: Equatable, Sendable {
  /// What it was made from.
  public var origin: ReportOrigin
  /// The figures: measure by measure the whole, then each breakdown; of several fields first their
  /// margins.
  public var blocks: [Block]

  /// Puts a table together.
  public init(origin: ReportOrigin, blocks: [Block]) {
    self.origin = origin
    self.blocks = blocks
  }
}

/// One count of a report.
public struct Cell: Equatable, Sendable {
  /// What is counted.
  public var measure: Measure
  /// The fields that it is broken down by, by stored name, joined by `+`; empty for a whole.
  public var field: String
  /// The stored codes that it is for, joined by `+`; empty for a whole.
  public var code: String
  /// The count; nil where it is hidden.
  public var count: Int?

  /// Puts a cell together.
  public init(measure: Measure, field: String, code: String, count: Int?) {
    self.measure = measure
    self.field = field
    self.code = code
    self.count = count
  }
}

extension Block {
  /// The stored codes of each count, one for each axis.
  public var codes: [[String]] {
    axes.reduce([[]]) { rows, axis in
      rows.flatMap { row in axis.codes.map { row + [$0.stored] } }
    }
  }

  /// One cell for each count.
  public var cells: [Cell] {
    let field = axes.map(\.name).joined(separator: "+")
    return zip(codes, counts).map { codes, count in
      Cell(
        measure: measure, field: field, code: codes.joined(separator: "+"), count: count)
    }
  }
}

extension Table {
  /// Every count, in declared order.
  public var cells: [Cell] { blocks.flatMap(\.cells) }

  /// The table as CSV (RFC 4180, lines end in a line feed), as `Docs/Reference.md` fixes it.
  public var csv: String {
    var text = "report,period,measure,field,code,count,hidden\n"
    let start = "\(origin.report),\(origin.period.text),"
    for cell in cells {
      let count = cell.count.map(String.init) ?? ""
      text +=
        "\(start)\(cell.measure.rawValue),\(cell.field),\(cell.code),\(count),"
        + "\(cell.count == nil ? 1 : 0)\n"
    }
    return text
  }
}
