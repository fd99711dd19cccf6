import CaseModel
import Reports

/// A report as Markdown, with tables as GitHub reads them.
struct ReportMarkdown {
  private let table: Table
  private let words: ReportWords
  private let outline: ReportOutline
  private let notes: ReportNotes

  init(_ table: Table, danish: Bool) {
    self.table = table
    words = ReportWords(isDanish: danish)
    outline = ReportOutline(table)
    notes = ReportNotes(table, outline, words)
  }

  private func says(_ english: String, _ danish: String) -> String { words.says(english, danish) }

  /// The whole file.
  var text: String {
    let period = words.period(table.origin.period.days)
    var parts = ["# " + Self.escaped("\(words.says(table.origin.title)), \(period)")]
    parts += notes.banners.map { "**\(Self.escaped($0))**" }
    parts.append(Self.escaped(words.sentence(words.says(table.origin.summary))) + ".")
    parts += notes.filters.map { Self.escaped(says("Only ", "Kun ") + $0) + "." }
    parts.append(
      Self.table(
        head: outline.wholes.map { words.title($0.measure) },
        rows: [outline.wholes.map { words.figure($0.figure, of: $0.measure) }], labelled: false))
    for section in outline.sections {
      parts.append("## " + Self.escaped(words.heading(section, in: outline)))
      switch section {
      case .list(let list): parts += self.list(list)
      case .cross(let tables): parts += tables.flatMap(cross)
      }
    }
    parts.append("## " + says("How the figures are made", "Sådan er tallene opgjort"))
    parts.append(notes.method.map { "- " + Self.escaped($0) }.joined(separator: "\n"))
    parts.append("## " + says("What it was made from", "Grundlag"))
    parts.append(
      notes.about.map { "- " + Self.escaped("\($0.label): \($0.value)") }.joined(separator: "\n"))
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private func list(_ list: ListTable) -> [String] {
    var head = [""]
    for column in list.columns {
      head.append(words.title(column.measure))
      if column.hasShares { head.append(says("Share", "Andel")) }
    }
    var rows = list.rows.indices.map { row in
      [words.label(list.rows[row], of: list.axis)]
        + list.columns.flatMap { column in
          [words.figure(column.figures[row], of: column.measure)]
            + (column.hasShares ? [column.share(row).map(words.share) ?? ""] : [])
        }
    }
    if list.columns.contains(where: { $0.whole != .absent }) {
      rows.append(
        [says("Total", "I alt")]
          + list.columns.flatMap { column in
            [words.figure(column.whole, of: column.measure)] + (column.hasShares ? [""] : [])
          })
    }
    return [Self.table(head: head, rows: rows)]
      + [notes.overlap(in: list), words.leftOut(list.zeros, of: [list.axis])].compactMap {
        $0.map(Self.escaped)
      }
  }

  private func cross(_ table: CrossTable) -> [String] {
    let total = says("Total", "I alt")
    let sums = table.rowWholes
    var rows = table.rows.indices.map { row in
      [words.label(table.rows[row], of: table.rowAxis)]
        + (table.figures[row] + (sums.map { [$0[row]] } ?? [])).map {
          words.figure($0, of: table.measure)
        }
    }
    if let wholes = table.columnWholes {
      rows.append(
        [total]
          + (wholes + (sums == nil ? [] : [table.whole])).map {
            words.figure($0, of: table.measure)
          })
    }
    let head =
      [""] + table.columns.map { words.label($0, of: table.columnAxis) }
      + (sums == nil ? [] : [total])
    let within = table.within.map { "### " + Self.escaped(words.label($0, of: table.axes[0])) }
    let overlap = notes.overlap(in: table)
    return [
      within, Self.table(head: head, rows: rows), overlap.map(Self.escaped),
      // Of three fields the tables by two of them name what is nowhere.
      table.within == nil
        ? words.leftOut(table.zeros, of: [table.rowAxis, table.columnAxis]).map(Self.escaped) : nil,
    ].compactMap(\.self)
  }

  /// A table whose columns are right-aligned, the first excepted if it has labels.
  private static func table(head: [String], rows: [[String]], labelled: Bool = true) -> String {
    guard !head.isEmpty else { return "" }
    let marks = head.indices.map { labelled && $0 == 0 ? ":--" : "--:" }
    return ([head.map(escaped), marks] + rows.map { $0.map(escaped) })
      .map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  /// Words that Markdown takes for nothing but words, also within a table.
  static func escaped(_ words: String) -> String {
    var escaped = ""
    var before: Character = " "
    for character in words {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|", "~", "&", "$": escaped += "\\"
      // What would become an address of its own.
      case "/" where before == "/" || before == ":", "@": escaped += "\\"
      default: break
      }
      escaped.append(character == "\n" ? " " : character)
      before = character
    }
    return escaped
  }
}
