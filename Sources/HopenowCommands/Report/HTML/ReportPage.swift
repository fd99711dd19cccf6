import CaseModel
import Reports

/// A report as one HTML page that asks nothing of anybody: it reads on a phone and prints on A4.
struct ReportPage {
  let table: Table
  let outline: ReportOutline
  let words: ReportWords
  let notes: ReportNotes

  init(_ table: Table, danish: Bool) {
    self.table = table
    outline = ReportOutline(table)
    words = ReportWords(isDanish: danish)
    notes = ReportNotes(table, outline, words)
  }

  func says(_ english: String, _ danish: String) -> String { words.says(english, danish) }

  /// The whole file.
  var html: String {
    """
    <!DOCTYPE html>
    <html lang="\(says("en", "da"))">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="referrer" content="no-referrer">
    <title>\(HTML.escaped(title))</title>
    <style>
    \(Self.style)\(runningHeads)</style>
    </head>
    <body>
    \(Self.patterns.code)
    \(header.code)
    <main>
    \(keyFigures.code)
    \(contents.code)\(sections.code)\(method.code)
    \(about.code)
    </main>
    </body>
    </html>

    """
  }

  private var period: String { words.period(table.origin.period.days) }

  /// What the page is called, in the browser and in a list of files.
  private var title: String {
    (notes.marks + ["\(words.says(table.origin.title)), \(period)"]).joined(separator: " · ")
  }

  /// What stands in the margin of every printed page.
  private var runningHeads: String {
    func quoted(_ text: String) -> String {
      "\"" + text.filter { !"\"\\<\n".contains($0) } + "\""
    }
    let marks = notes.marks.joined(separator: " · ")
    return """
      @page {
        @top-left { content: \(quoted("\(words.says(table.origin.title)), \(period)")); }
        @top-right { content: \(quoted(marks)); font-weight: bold; }
        @bottom-left { content: \(quoted("hopenow \(table.origin.version)")); }
        @bottom-right { content: \(quoted(says("Page ", "Side "))) counter(page) \(quoted(says(" of ", " af "))) counter(pages); }
      }

      """
  }

  private var header: HTML {
    var pieces = notes.banners.map { HTML.element("p", ["class": "banner"], .text($0)) }
    pieces.append(.element("h1", [:], .text(words.says(table.origin.title))))
    pieces.append(.element("p", ["class": "period"], .text(words.sentence(period))))
    pieces.append(
      .element(
        "p", ["class": "summary"], .text(words.sentence(words.says(table.origin.summary)) + ".")))
    for filter in notes.filters {
      pieces.append(
        .element("p", ["class": "filter"], .text(says("Only ", "Kun ")), .text(filter)))
    }
    if let asOf = table.origin.asOf {
      pieces.append(
        .element(
          "p", ["class": "filter"],
          .text(says("As written down by ", "Som skrevet ned senest ") + words.day(asOf))))
    }
    return .element("header", [:], [.lines(pieces)])
  }

  private var keyFigures: HTML {
    let figures = outline.wholes.map { measure, figure in
      HTML.element(
        "div", [:],
        .element("dt", [:], .text(words.title(measure))),
        .element("dd", ["class": "number"], self.figure(figure, of: measure)),
        figure == .hidden
          ? .element("dd", [:], .text(says("Hidden.", "Skjult."))) : .text(""),
        .element("dd", [:], .text(words.sentence(words.explanation(measure)))))
    }
    guard !figures.isEmpty else { return .text("") }
    return .element(
      "section", ["class": "key", "aria-label": says("Key figures", "Nøgletal")],
      .element("dl", [:], [.lines(figures)]))
  }

  /// Where what is, on a screen; in print the pages follow each other.
  private var contents: HTML {
    guard outline.sections.count > 5 else { return .text("") }
    let lines = outline.sections.enumerated().map { place, section in
      HTML.element(
        "li", [:],
        .element("a", ["href": "#s\(place + 1)"], .text(words.heading(section, in: outline))))
    }
    return .lines([
      .element(
        "nav", ["aria-labelledby": "contents"],
        .element("h2", ["id": "contents"], .text(says("Contents", "Indhold"))),
        .element("ol", [:], [.lines(lines)]))
    ])
  }

  private var sections: HTML {
    .element(
      "div", ["class": "sections"],
      outline.sections.enumerated().map { place, section in
        let id = "s\(place + 1)"
        let heading = HTML.element("h2", ["id": id], .text(words.heading(section, in: outline)))
        return switch section {
        case .list(let list):
          .element(
            "section",
            [
              "class": (isWide(list) ? "wide" : list.columns.count == 2 ? "half two" : "half")
                + (list.rows.count > 15 ? "" : " short")
            ],
            [heading] + self.list(list, id))
        case .cross(let tables):
          .element("section", ["class": "wide"], [heading] + tables.flatMap { cross($0, id) })
        }
      })
  }

  /// Whether a breakdown needs the whole width of the page.
  private func isWide(_ list: ListTable) -> Bool {
    list.columns.count > 2 || list.rows.count > 20 || (list.axis.isMonths && list.rows.count > 1)
  }

  private var method: HTML {
    var lines = notes.method
    if !outline.empty.isEmpty {
      let names = outline.empty.map { words.sentence(words.says($0.title)) }
      lines.append(
        says("No records under: ", "Ingen registreringer under: ") + names.joined(separator: " · "))
    }
    return .element(
      "section", ["class": "method"],
      .element("h2", [:], .text(says("How the figures are made", "Sådan er tallene opgjort"))),
      .element("ul", [:], [.lines(lines.map { .element("li", [:], .text($0)) })]))
  }

  private var about: HTML {
    let lines = notes.about.map { label, value in
      HTML.element(
        "div", [:], .element("dt", [:], .text(label)), .element("dd", [:], .text(value)))
    }
    return .element(
      "section", ["class": "about"],
      .element("h2", [:], .text(says("What it was made from", "Grundlag"))),
      .element("dl", [:], [.lines(lines)]))
  }

  /// A figure; a screen reader says of a hidden one that it is hidden.
  func figure(_ figure: Figure, of measure: Measure) -> HTML {
    guard figure == .hidden else { return .text(words.figure(figure, of: measure)) }
    return .element(
      "span", ["role": "img", "aria-label": says("hidden", "skjult")],
      .text(words.figure(figure, of: measure)))
  }
}
