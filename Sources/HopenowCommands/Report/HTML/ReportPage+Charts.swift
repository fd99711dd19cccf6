import CaseModel
import Reports

extension ReportPage {
  /// The few parts of a whole as one bar; nil where they are many, or one of them is hidden.
  func parts(_ list: ListTable) -> HTML? {
    guard let column = list.columns.first, column.whole != .absent, list.axis.name != "currency",
      (2...5).contains(list.rows.count), column.figures.allSatisfy({ $0.shown != nil })
    else { return nil }
    let title = described(
      zip(list.rows, column.figures).map { (words.label($0, of: list.axis), $1) }, column.measure)
    return .element(
      "figure", ["class": "parts"],
      .element("figcaption", [:], .text(words.title(column.measure))),
      Chart.stack(
        column.figures, scale: Chart.scale([column.figures], room: 1000), behind: "", title: title))
  }

  /// What is drawn of a table by two fields; nil where its parts make no whole, or are too many.
  func chart(of table: CrossTable) -> HTML? {
    guard table.figures.joined().contains(where: { $0.shown ?? 0 > 0 }) else { return nil }
    if Set([table.rowAxis.name, table.columnAxis.name]) == ["age", "gender"] {
      return Pyramid(table, words).figure
    }
    guard table.columnsAddUp, (2...Chart.patterns).contains(table.columns.count) else { return nil }
    let legend = table.columns.indices.map { place in
      HTML.element(
        "li", [:], Chart.swatch(place),
        .text(words.label(table.columns[place], of: table.columnAxis)))
    }
    let scale = Chart.scale(table.figures, room: 850)
    let bars = table.rows.indices.flatMap { row in
      let name = words.label(table.rows[row], of: table.rowAxis)
      let parts = zip(table.columns, table.figures[row]).map {
        (words.label($0, of: table.columnAxis), $1)
      }
      let whole = table.rowWholes.map { words.figure($0[row], of: table.measure) } ?? ""
      return [
        HTML.element("div", [:], .text(name)),
        Chart.stack(
          table.figures[row], scale: scale, behind: whole,
          title: name + ": " + described(parts, table.measure)),
      ]
    }
    return .element(
      "figure", [:],
      .element("figcaption", [:], .text(words.title(table.measure))),
      .element("ul", ["class": "legend"], [.lines(legend)]),
      .element("div", ["class": "bars"], [.lines(bars)]))
  }

  /// A measure month by month; nil where there is nothing to draw.
  func months(_ list: ListTable, _ column: ListTable.Column) -> HTML? {
    guard column.figures.contains(where: { $0.shown ?? 0 > 0 }) else { return nil }
    let (count, floor, top) = (list.rows.count, 140, 18)
    let axis = ValueAxis(largest: column.figures.compactMap(\.shown).max() ?? 0)
    let every = [1, 2, 3, 6, 12].first { count <= $0 * 14 } ?? 12
    func height(_ value: Int) -> Int { value * (floor - top) / axis.top }
    var pieces = axis.marks.flatMap { mark in
      let y = String(floor - height(mark))
      return [
        HTML.element("line", ["class": "mark", "x1": "0", "x2": "100%", "y1": y, "y2": y]),
        Chart.label(words.number(mark), x: "0", y: String(floor - height(mark) - 3)),
      ]
    }
    let room = 940
    for (place, figure) in column.figures.enumerated() {
      let (left, right) = (60 + place * room / count, 60 + (place + 1) * room / count)
      let middle = Chart.percent((left + right) / 2)
      let gap = max(1, (right - left) / 8)
      let x = Chart.percent(left + gap)
      let width = Chart.percent(max(2, right - left - 2 * gap))
      switch figure {
      case .absent: break
      case .hidden:
        pieces.append(
          .element(
            "rect",
            ["class": "hidden", "x": x, "y": String(floor - 22), "width": width, "height": "22"]))
        pieces.append(Chart.label("•", x: middle, y: String(floor - 7), ["text-anchor": "middle"]))
      case .count(let value):
        pieces.append(
          .element(
            "rect",
            [
              "class": "part", "fill": Chart.fill(0), "x": x, "y": String(floor - height(value)),
              "width": width, "height": String(height(value)),
            ]))
        if count <= 14 {
          pieces.append(
            Chart.label(
              words.number(value), x: middle, y: String(floor - height(value) - 4),
              ["text-anchor": "middle", "class": "value"]))
        }
      }
      guard let (year, month) = words.yearAndMonth(list.rows[place]) else { continue }
      if (month - 1).isMultiple(of: every) {
        pieces.append(
          Chart.label(
            words.shortMonth(month), x: middle, y: String(floor + 14), ["text-anchor": "middle"]))
      }
      if place == 0 || month == 1 {
        pieces.append(
          Chart.label(
            String(year), x: middle, y: String(floor + 29),
            ["text-anchor": "middle", "class": "year"]))
      }
    }
    let name = words.title(column.measure)
    let title = HTML.element("title", [:], .text("\(name): \(words.heading([list.axis]))"))
    let text = described(
      zip(list.rows, column.figures).map { (words.label($0, of: list.axis), $1) }, column.measure)
    return .element(
      "figure", ["class": "months"],
      .element("figcaption", [:], .text(name)),
      .element(
        "svg", ["role": "img", "width": "100%", "height": String(floor + 34)],
        [title, .element("desc", [:], .text(text)), .lines(pieces)]))
  }

  /// A chart in words, for those who don't see it.
  private func described(_ figures: [(name: String, figure: Figure)], _ measure: Measure) -> String
  {
    words.described(figures, measure)
  }
}

extension ReportWords {
  /// Figures in words: `Woman or girl 31, Man or boy hidden`.
  func described(_ figures: [(name: String, figure: Figure)], _ measure: Measure) -> String {
    figures.filter { $0.figure != .absent }.map { name, figure in
      "\(name) \(figure == .hidden ? says("hidden", "skjult") : self.figure(figure, of: measure))"
    }.joined(separator: ", ")
  }
}

/// The scale at the side of a chart.
struct ValueAxis {
  /// Where it ends: at least 1, and no less than the largest figure.
  let top: Int
  /// What is written at it, the end among it.
  let marks: [Int]

  init(largest: Int) {
    // Steps of 1, 2 or 5, or those times ten: at most four of them.
    var (step, power) = (1, 1)
    while step * 4 < largest {
      (step, power) =
        switch step / power {
        case 1: (2 * power, power)
        case 2: (5 * power, power)
        default: (10 * power, 10 * power)
        }
    }
    let count = max(1, (largest + step - 1) / step)
    top = count * step
    marks = (0...count).map { $0 * step }
  }
}
