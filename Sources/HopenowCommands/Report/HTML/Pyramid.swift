import CaseModel
import Reports

/// Age by gender: women to the left, men to the right, all others beside them on the same scale.
struct Pyramid {
  private let table: CrossTable
  private let words: ReportWords
  private let ages: [Code]
  private let ageAxis: Axis
  private let genderAxis: Axis
  /// The genders from left to right, with the figures of each by age.
  private let panels: [Panel]

  private typealias Panel = (gender: Code, isMirrored: Bool, figures: [Figure])

  private static let row = 20
  /// How many genders stand beside each other.
  private static let across = 5

  /// Draws a table of age and gender, whichever of the two goes down the page.
  init(_ table: CrossTable, _ words: ReportWords) {
    self.table = table
    self.words = words
    let isTurned = table.rowAxis.name == "gender"
    (ageAxis, genderAxis) =
      isTurned ? (table.columnAxis, table.rowAxis) : (table.rowAxis, table.columnAxis)
    // The oldest on top, as in every pyramid; who has no age comes below.
    let codes = isTurned ? table.columns : table.rows
    let special: Set<String> = ["unknown", "refused", "not-asked"]
    let order =
      codes.indices.filter { !special.contains(codes[$0].stored) }.reversed()
      + codes.indices.filter { special.contains(codes[$0].stored) }
    ages = order.map { codes[$0] }
    let genders = isTurned ? table.rows : table.columns
    let all = genders.indices.map { gender in
      (
        gender: genders[gender], isMirrored: genders[gender].stored == "Feminine",
        figures: order.map { isTurned ? table.figures[gender][$0] : table.figures[$0][gender] }
      )
    }
    panels =
      all.filter(\.isMirrored) + all.filter { $0.gender.stored == "Masculine" }
      + all.filter { !$0.isMirrored && $0.gender.stored != "Masculine" }
  }

  /// The chart with its title; genders that find no room on a page go on below.
  var figure: HTML {
    let parts = stride(from: 0, to: panels.count, by: Self.across).map { start in
      HTML.element(
        "div", ["class": "scroll"],
        chart(of: Array(panels[start..<min(start + Self.across, panels.count)])))
    }
    return .element(
      "figure", ["class": "pyramid"],
      [.element("figcaption", [:], .text(words.title(table.measure)))] + parts)
  }

  private func chart(of panels: [Panel]) -> HTML {
    let text = panels.map { panel in
      words.label(panel.gender, of: genderAxis) + ": "
        + words.described(
          zip(ages, panel.figures).map { (words.label($0, of: ageAxis), $1) }, table.measure)
    }
    let title = "\(words.title(table.measure)): \(words.heading([ageAxis, genderAxis]))"
    var pieces = [
      HTML.element("title", [:], .text(title)),
      .element("desc", [:], .text(text.joined(separator: ". "))),
    ]
    // Names of the ages stand right of the women, or first where there are none.
    let names = 190
    let room = (1000 - names) / panels.count
    let hasLeft = panels[0].isMirrored
    for (place, age) in ages.enumerated() {
      pieces.append(
        Chart.label(
          words.label(age, of: ageAxis), x: Chart.percent((hasLeft ? room : 0) + names / 2),
          y: String(head + place * Self.row + 13), ["text-anchor": "middle"]))
    }
    for (place, panel) in panels.enumerated() {
      let x = place * room + (hasLeft && place == 0 ? 0 : names)
      pieces.append(
        .element(
          "svg", ["x": Chart.percent(x), "width": Chart.percent(room - 5)], [.lines(bars(panel))]))
    }
    return .element(
      "svg",
      [
        "role": "img", "width": "100%", "height": String(head + ages.count * Self.row),
        "style": "min-width: \(12 + panels.count * 7)rem",
      ], [.lines(pieces)])
  }

  /// The lines of a gender's name.
  private func name(of panel: Panel) -> [String] {
    words.label(panel.gender, of: genderAxis).broken(at: 12)
  }

  /// The room for the names above the bars.
  private var head: Int { (panels.map { name(of: $0).count }.max() ?? 1) * 14 + 8 }

  private func bars(_ panel: Panel) -> [HTML] {
    let largest = panels.flatMap(\.figures).compactMap(\.shown).max() ?? 0
    let anchor = panel.isMirrored ? "end" : "start"
    let name = name(of: panel)
    var pieces = name.enumerated().map { line, words in
      Chart.label(
        words, x: panel.isMirrored ? "100%" : "0%",
        y: String(head - 10 - (name.count - 1 - line) * 14),
        ["text-anchor": anchor, "class": "name"])
    }
    for (place, figure) in panel.figures.enumerated() {
      let top = head + place * Self.row
      // Room is left for the number behind the longest bar.
      let length = figure.shown.map { Chart.thousandths($0, of: largest) * 8 / 10 } ?? 120
      let x = panel.isMirrored ? 1000 - length : 0
      switch figure {
      case .absent: continue
      case .hidden:
        pieces.append(
          .element(
            "rect",
            [
              "class": "hidden", "x": Chart.percent(x), "y": String(top + 2),
              "width": Chart.percent(length), "height": "14",
            ]))
      case .count(0): break
      case .count:
        pieces.append(
          .element(
            "rect",
            [
              "class": "part", "fill": Chart.fill(pattern(of: panel.gender)), "x": Chart.percent(x),
              "y": String(top + 2), "width": Chart.percent(length), "height": "14",
            ]))
      }
      let text = words.figure(figure, of: table.measure)
      pieces.append(
        figure == .hidden
          ? Chart.label(
            text, x: Chart.percent(x + length / 2), y: String(top + 13), ["text-anchor": "middle"])
          : Chart.label(
            text, x: Chart.percent(panel.isMirrored ? x : length), y: String(top + 13),
            ["text-anchor": anchor, "dx": panel.isMirrored ? "-4" : "4"]))
    }
    return pieces
  }

  private func pattern(of gender: Code) -> Int {
    panels.firstIndex { $0.gender == gender } ?? 0
  }
}
