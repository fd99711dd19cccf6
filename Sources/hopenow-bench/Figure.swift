/// One figure with the target it must reach.
struct Figure {
  let what: String
  let target: String
  let result: String
  /// Whether it was met; nil if it wasn't measured.
  let isMet: Bool?

  /// A figure that shall be no greater than its limit, or no smaller.
  init(
    _ what: String, limit: Double, found: Double?, unit: String = "", digits: Int = 2,
    isAtLeast: Bool = false
  ) {
    self.what = what
    let suffix = unit.isEmpty ? "" : " " + unit
    let plainLimit = limit == limit.rounded() && !unit.isEmpty ? limit.text(0) : limit.text(2)
    target = (isAtLeast ? "≥ " : "≤ ") + plainLimit + suffix
    result = found.map { $0.text(digits) + suffix } ?? "not measured"
    isMet = found.map { isAtLeast ? $0 >= limit : $0 <= limit }
  }

  static func table(_ figures: [Figure]) -> TextTable {
    var table = TextTable(["figure", "target", "result", ""])
    for figure in figures {
      let mark = figure.isMet.map { $0 ? "met" : "not met" } ?? ""
      table.add([figure.what, figure.target, figure.result, mark])
    }
    return table
  }
}

/// A Markdown table whose columns are aligned, to be read as it is or rendered.
struct TextTable {
  private var rows: [[String]]

  init(_ heads: [String]) { rows = [heads] }

  mutating func add(_ cells: [String]) { rows.append(cells) }

  var text: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = rows.map { row in
      "| "
        + zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        .joined(separator: " | ") + " |"
    }
    lines.insert(
      "| " + widths.map { String(repeating: "-", count: $0) }.joined(separator: " | ") + " |", at: 1
    )
    return lines.joined(separator: "\n")
  }
}
