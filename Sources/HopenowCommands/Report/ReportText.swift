import CaseModel
import Reports

/// A report as text: measure by measure, a block for each breakdown.
struct ReportText {
  private let table: Table
  private let words: ReportWords
  private let outline: ReportOutline
  private let notes: ReportNotes
  private let blocks: ReportBlocks
  /// The columns there are.
  private let width: Int
  private let hasBars: Bool

  /// Lines of so many columns, with bars behind the figures or without.
  init(_ table: Table, danish: Bool, width: Int = 80, bars: Bool = false) {
    self.table = table
    self.width = width
    hasBars = bars
    words = ReportWords(isDanish: danish)
    outline = ReportOutline(table)
    notes = ReportNotes(table, outline, words)
    blocks = ReportBlocks(table.blocks)
  }

  /// The lines, each with its end.
  var text: String {
    var lines = [head] + restrictions
    for block in table.blocks {
      switch block.axes.count {
      case 0:
        let whole = words.figure(Figure(block.counts.first ?? 0), of: block.measure)
        lines += ["", "\(words.title(block.measure)): \(whole)"]
      case 1:
        let list = ListTable([block], in: blocks)
        guard !list.rows.isEmpty, list.axis.name != "statistics" else { continue }
        lines.append(title(block))
        lines += rows(of: list)
      default:
        let tables = CrossTable.tables(of: block, in: blocks)
        guard !tables.isEmpty else { continue }
        lines.append(title(block))
        lines += tables.flatMap(self.lines)
      }
    }
    let remarks = [notes.hidden, overlap].compactMap(\.self) + notes.consent
    if !remarks.isEmpty { lines += [""] + remarks }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Which report it is, of which period, and what must be known before anything else.
  private var head: String {
    var head = "\(table.origin.report) \(table.origin.period.text)"
    if table.origin.isDemo {
      head += words.says(" — DEMO, everybody is invented", " — DEMO, alle er opdigtede")
    }
    if table.origin.isInternal { head += words.says(" — INTERNAL", " — INTERNT") }
    return head
  }

  private var restrictions: [String] {
    notes.filters.map { words.says("Only \($0)", "Kun \($0)") }
      + (table.origin.asOf.map {
        [words.says("As written down by ", "Som skrevet ned senest ") + words.day($0)]
      } ?? [])
  }

  private var overlap: String? {
    let overlaps = table.blocks.contains { !$0.axes.isEmpty && isMarked($0) }
    guard overlaps else { return nil }
    return words.says(
      "* one person or record can be in several rows: they don't add up",
      "* én person eller registrering kan stå i flere rækker: de kan ikke lægges sammen")
  }

  private func isMarked(_ block: Block) -> Bool {
    !block.addsUp && block.axes[0].name != "statistics" && block.counts.contains { $0 != 0 }
  }

  private func title(_ block: Block) -> String {
    "  " + words.phrase(block.axes) + (isMarked(block) ? " *" : "")
  }

  /// A row for each code: its label, its count, its share of the whole, and on a terminal a bar.
  private func rows(of list: ListTable) -> [String] {
    guard let column = list.columns.first else { return [] }
    let labels = list.rows.map { words.label($0, of: list.axis) }
    let counts = column.figures.map { words.figure($0, of: column.measure) }
    let shares = list.rows.indices.map { column.share($0).map(words.share) ?? "" }
    let widths = [labels, counts, shares].map { $0.map(\.columns).max() ?? 0 }
    let taken = 4 + widths.reduce(0, +) + 2 + (widths[2] > 0 ? 2 : 0) + 2
    let room = hasBars && list.axis.name != "currency" ? min(40, width - taken) : 0
    let largest = column.figures.compactMap(\.shown).max() ?? 0
    return list.rows.indices.map { row in
      var line = "    " + labels[row].padded(to: widths[0])
      line += "  " + counts[row].paddedLeft(to: widths[1])
      if widths[2] > 0 { line += "  " + shares[row].paddedLeft(to: widths[2]) }
      if room >= 8, let count = column.figures[row].shown {
        line += "  " + Self.bar(count, of: largest, columns: room)
      }
      return line.withoutTrailingSpaces
    }
  }

  /// A table by two fields; what is too wide goes on below.
  private func lines(of table: CrossTable) -> [String] {
    let total = words.says("Total", "I alt")
    var names = table.rows.map { words.label($0, of: table.rowAxis) }
    var columns = table.columns.indices.map { place in
      (
        head: words.label(table.columns[place], of: table.columnAxis),
        figures: table.figures.map { $0[place] } + (table.columnWholes.map { [$0[place]] } ?? [])
      )
    }
    if let wholes = table.rowWholes {
      columns.append((total, wholes + (table.columnWholes == nil ? [] : [table.whole])))
    }
    if table.columnWholes != nil { names.append(total) }
    let nameWidth = names.map(\.columns).max() ?? 0
    let margin = table.within == nil ? "    " : "      "
    var lines = table.within.map { ["    " + words.label($0, of: table.axes[0])] } ?? []
    var rest = columns.map { column in
      TextColumn(column.head, column.figures.map { words.figure($0, of: table.measure) })
    }[...]
    while !rest.isEmpty {
      var taken = margin.count + nameWidth
      let fitting = rest.prefix { column in
        taken += 2 + column.width
        return taken <= width
      }
      // A column that is too wide by itself is printed all the same.
      let part = fitting.isEmpty ? rest.prefix(1) : fitting
      let height = part.map(\.head.count).max() ?? 0
      for line in 0..<height + names.count {
        let name = line < height ? "" : names[line - height]
        let cells = part.map { "  " + $0.line(line, below: height).paddedLeft(to: $0.width) }
        lines.append((margin + name.padded(to: nameWidth) + cells.joined()).withoutTrailingSpaces)
      }
      rest = rest.dropFirst(part.count)
    }
    return lines
  }

  /// A bar of block characters, an eighth of a column exact.
  private static func bar(_ count: Int, of largest: Int, columns: Int) -> String {
    guard count > 0, largest > 0 else { return "" }
    let eighths = max(1, count * columns * 8 / largest)
    let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    return String(repeating: "█", count: eighths / 8) + rest
  }
}

/// A column of a table in text, its head broken into short lines that end at the figures.
private struct TextColumn {
  let head: [String]
  let width: Int
  private let figures: [String]

  init(_ head: String, _ figures: [String]) {
    let lines = head.broken(at: 14)
    self.head = lines
    self.figures = figures
    width = (lines + figures).map(\.columns).max() ?? 0
  }

  /// A line of a table whose heads take so many.
  func line(_ line: Int, below height: Int) -> String {
    guard line < height else { return figures[line - height] }
    let place = line - (height - head.count)
    return place < 0 ? "" : head[place]
  }
}

extension String {
  /// The text in lines of so many columns, or more where a word is longer.
  func broken(at columns: Int) -> [String] {
    var lines: [String] = []
    for word in split(separator: " ").map(String.init) {
      if let last = lines.last, last.columns + 1 + word.columns <= columns {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }

  /// The text with spaces before it up to so many columns.
  func paddedLeft(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - columns)) + self
  }

  fileprivate var withoutTrailingSpaces: String {
    var text = self
    while text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
    return text
  }
}
