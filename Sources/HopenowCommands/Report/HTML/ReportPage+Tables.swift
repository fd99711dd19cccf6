import CaseModel
import Reports

extension ReportPage {
  /// A breakdown by one field: its charts, its table and its notes.
  func list(_ list: ListTable, _ id: String) -> [HTML] {
    if list.axis.isMonths, list.rows.count > 1 {
      return list.columns.flatMap { column in
        let chart = months(list, column)
        let caption = chart == nil ? words.title(column.measure) : nil
        return [chart, calendar(list, column, id, caption: caption)].compactMap(\.self)
      }
        + footnotes([notes.overlap(in: list)])
    }
    var pieces: [HTML] = []
    let parts = self.parts(list)
    if let parts { pieces.append(parts) }
    let drawn = parts == nil ? list.drawn : nil
    var head = [HTML.element("td", [:])]
    for (place, column) in list.columns.enumerated() {
      head.append(
        .element(
          "th", ["scope": "col", "class": "n"], .text(words.title(column.measure))))
      if column.hasShares {
        head.append(
          .element("th", ["scope": "col", "class": "share"], .text(says("Share", "Andel"))))
      }
      if place == 0, drawn != nil { head.append(.element("td", ["class": "bar"])) }
    }
    let rows = list.rows.indices.map { row in
      var cells = [
        HTML.element(
          "th", ["scope": "row"],
          (parts == nil ? [] : [Chart.swatch(row)])
            + [.text(words.label(list.rows[row], of: list.axis))])
      ]
      for (place, column) in list.columns.enumerated() {
        cells.append(number(column.figures[row], column.measure))
        if column.hasShares { cells.append(share(column.share(row))) }
        if place == 0, let drawn {
          cells.append(
            .element("td", ["class": "bar"], Chart.bar(column.figures[row], drawn.largest)))
        }
      }
      return HTML.element("tr", [:], cells)
    }
    pieces.append(
      tableElement(
        id, caption: nil, head: .element("tr", [:], head), rows, total: total(list, drawn != nil)))
    return pieces
      + footnotes([notes.overlap(in: list), words.leftOut(list.zeros, of: [list.axis])])
  }

  /// What the columns add up to, for those that do.
  private func total(_ list: ListTable, _ hasBar: Bool) -> HTML? {
    guard list.columns.contains(where: { $0.whole != .absent }) else { return nil }
    var cells = [HTML.element("th", ["scope": "row"], .text(says("Total", "I alt")))]
    for (place, column) in list.columns.enumerated() {
      cells.append(number(column.whole, column.measure))
      if column.hasShares { cells.append(share(Share(column.whole, of: column.whole))) }
      if place == 0, hasBar { cells.append(.element("td", ["class": "bar"])) }
    }
    return .element("tr", [:], cells)
  }

  /// A measure by month, a row for each year.
  private func calendar(
    _ list: ListTable, _ column: ListTable.Column, _ id: String, caption: String?
  ) -> HTML {
    var years: [Int: [Int: Figure]] = [:]
    for (code, figure) in zip(list.rows, column.figures) {
      if let (year, month) = words.yearAndMonth(code) { years[year, default: [:]][month] = figure }
    }
    let head =
      [HTML.element("td", [:])]
      + (1...12).map {
        .element("th", ["scope": "col", "class": "n"], .text(words.shortMonth($0)))
      }
    let rows = years.keys.sorted().map { year in
      let figures = (1...12).map { years[year]?[$0] ?? .absent }
      return HTML.element(
        "tr", [:],
        [.element("th", ["scope": "row"], .text(String(year)))]
          + figures.map { number($0, column.measure) })
    }
    return tableElement(
      id, caption: caption, head: .element("tr", [:], head), rows, total: nil)
  }

  /// One or more tables by two fields; what is too wide for a page goes on in a further one.
  func cross(_ table: CrossTable, _ id: String) -> [HTML] {
    var pieces: [HTML] = []
    if let code = table.within {
      pieces.append(.element("h3", [:], .text(words.label(code, of: table.axes[0]))))
    }
    let chart = chart(of: table)
    if let chart { pieces.append(chart) }
    let parts = (table.columns.count + 8) / 9
    for part in 0..<parts {
      let columns = table.columns.count * part / parts..<table.columns.count * (part + 1) / parts
      let isLast = part == parts - 1
      let sums = isLast ? table.rowWholes : nil
      let corner = says("Total", "I alt")
      var head = [HTML.element("td", [:])]
      head += columns.map {
        .element(
          "th", ["scope": "col", "class": "n"],
          .text(words.label(table.columns[$0], of: table.columnAxis)))
      }
      if sums != nil { head.append(.element("th", ["scope": "col", "class": "n"], .text(corner))) }
      let rows = table.rows.indices.map { row in
        var cells = [
          HTML.element(
            "th", ["scope": "row"], .text(words.label(table.rows[row], of: table.rowAxis)))
        ]
        cells += columns.map { number(table.figures[row][$0], table.measure) }
        if let sums { cells.append(number(sums[row], table.measure, "n sum")) }
        return HTML.element("tr", [:], cells)
      }
      let total = table.columnWholes.map { wholes in
        var cells = [HTML.element("th", ["scope": "row"], .text(corner))]
        cells += columns.map { number(wholes[$0], table.measure) }
        if sums != nil { cells.append(number(table.whole, table.measure, "n sum")) }
        return HTML.element("tr", [:], cells)
      }
      let place = says(
        " (columns \(columns.lowerBound + 1) to \(columns.upperBound) of \(table.columns.count))",
        " (kolonne \(columns.lowerBound + 1) til \(columns.upperBound) af \(table.columns.count))")
      // What is counted says the chart already.
      let caption =
        parts > 1 || chart == nil ? words.title(table.measure) + (parts > 1 ? place : "") : nil
      pieces.append(
        tableElement(id, caption: caption, head: .element("tr", [:], head), rows, total: total))
    }
    return pieces
      + footnotes([
        notes.overlap(in: table),
        // Of three fields the tables by two of them name what is nowhere.
        table.within == nil
          ? words.leftOut(table.zeros, of: [table.rowAxis, table.columnAxis]) : nil,
      ])
  }

  private func tableElement(
    _ id: String, caption: String?, head: HTML, _ rows: [HTML], total: HTML?
  ) -> HTML {
    var parts = caption.map { [HTML.element("caption", [:], .text($0))] } ?? []
    parts.append(.element("thead", [:], head))
    parts.append(.element("tbody", [:], [.lines(rows)]))
    if let total { parts.append(.element("tbody", ["class": "total"], total)) }
    return .element(
      "div",
      [
        "class": rows.count > 20 ? "scroll" : "scroll whole", "role": "region", "tabindex": "0",
        "aria-labelledby": id,
      ],
      .element("table", ["aria-labelledby": id], [.lines(parts)]))
  }

  private func number(_ figure: Figure, _ measure: Measure, _ look: String = "n") -> HTML {
    .element("td", ["class": look], self.figure(figure, of: measure))
  }

  private func share(_ share: Share?) -> HTML {
    .element("td", ["class": "share"], .text(share.map(words.share) ?? ""))
  }

  private func footnotes(_ notes: [String?]) -> [HTML] {
    notes.compactMap(\.self).map { .element("p", ["class": "note"], .text($0)) }
  }
}

extension ListTable.Column {
  /// Whether any of its rows has a share that may be printed.
  var hasShares: Bool { figures.indices.contains { share($0) != nil } }
}
