import Reports

/// The parts that charts are drawn of, in SVG whose lengths are percent of the room there is.
///
/// A length is made of printed figures alone. A hidden one is a box of always the same size.
enum Chart {
  /// How many patterns there are to tell parts apart by, without colour.
  static let patterns = 8
  /// How much of the room a hidden figure's box takes, in thousandths.
  static let hiddenWidth = 40

  /// A bar in a row of a table, whose figure stands beside it.
  static func bar(_ figure: Figure, _ largest: Int) -> HTML {
    .element(
      "svg", ["width": "100%", "height": "12", "aria-hidden": "true"],
      figure.shown.map { block(at: 0, width: thousandths($0, of: largest), height: 12) }
        ?? (figure == .hidden ? hidden(at: 0, width: "20", height: 12) : .text("")))
  }

  /// A sample of a pattern, for a legend.
  static func swatch(_ pattern: Int) -> HTML {
    .element(
      "svg", ["class": "swatch", "width": "14", "height": "14", "aria-hidden": "true"],
      .element(
        "rect",
        [
          "x": "1", "y": "1", "width": "12", "height": "12", "class": "part",
          "fill": fill(pattern),
        ]))
  }

  /// Parts beside each other that make a whole, and a text behind them; the scale gives
  /// thousandths of the room to so many counted.
  static func stack(
    _ figures: [Figure], scale: (thousandths: Int, count: Int), behind text: String, title: String
  ) -> HTML {
    var pieces = [HTML.element("title", [:], .text(title))]
    var place = 0
    for (pattern, figure) in figures.enumerated() {
      switch figure {
      case .absent: continue
      case .hidden:
        pieces.append(hidden(at: place, width: percent(hiddenWidth), height: 18))
        place += hiddenWidth
      case .count(let count):
        let width = count * scale.thousandths / max(1, scale.count)
        if width > 0 {
          pieces.append(block(at: place, width: width, height: 18, pattern: pattern))
        }
        place += width
      }
    }
    if !text.isEmpty {
      pieces.append(label(text, x: percent(place), y: "13", ["dx": "5"]))
    }
    return .element("svg", ["role": "img", "width": "100%", "height": "18"], [.lines(pieces)])
  }

  /// The scale on which the longest of some rows of parts fills the room.
  static func scale(_ rows: [[Figure]], room: Int) -> (thousandths: Int, count: Int) {
    // Each row allows room − its boxes for its count; the tightest decides.
    var tightest = (thousandths: room, count: 1)
    for row in rows {
      let count = row.compactMap(\.shown).reduce(0, +)
      let boxes = row.count { $0 == .hidden } * hiddenWidth
      let free = max(room / 4, room - boxes)
      if count * tightest.thousandths > tightest.count * free { tightest = (free, count) }
    }
    return tightest
  }

  /// A filled piece.
  static func block(at place: Int, width: Int, height: Int, pattern: Int = 0) -> HTML {
    .element(
      "rect",
      [
        "x": percent(place), "y": "0.5", "width": percent(width), "height": String(height - 1),
        "class": "part", "fill": fill(pattern),
      ])
  }

  /// What stands for any hidden figure, whatever it is.
  static func hidden(at place: Int, width: String, height: Int) -> HTML {
    .lines([
      .element(
        "svg",
        [
          "x": percent(place), "width": width, "height": String(height),
        ],
        .element(
          "rect",
          [
            "class": "hidden", "x": "1", "y": "0.5", "width": "92%", "height": String(height - 1),
          ]),
        label("•", x: "50%", y: String(height / 2 + 4), ["text-anchor": "middle"]))
    ])
  }

  /// Words in a chart.
  static func label(
    _ words: String, x: String, y: String, _ attributes: KeyValuePairs<StaticString, String> = [:]
  ) -> HTML {
    let place: [(name: StaticString, value: String)] = [("x", x), ("y", y)]
    return .element(
      "text", attributes: place + attributes.map { ($0.key, $0.value) }, [.text(words)])
  }

  /// A number of thousandths as SVG takes it: `45.3%`.
  static func percent(_ thousandths: Int) -> String {
    "\(thousandths / 10).\(thousandths % 10)%"
  }

  /// A part of a whole in thousandths, at least one of them if there is anything.
  static func thousandths(_ part: Int, of whole: Int) -> Int {
    part == 0 ? 0 : max(1, part * 1000 / max(1, whole))
  }

  static func fill(_ pattern: Int) -> String { "url(#p\(pattern % patterns))" }
}
