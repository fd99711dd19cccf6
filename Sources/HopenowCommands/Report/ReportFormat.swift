import ArgumentParser
import Reports

/// The forms of a report.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  /// For a person at a terminal.
  case text
  /// For a spreadsheet.
  case csv
  /// For a script.
  case json
  /// For a document.
  case markdown
  /// For a page to print, or to send.
  case html
}

extension Output {
  /// Adds a report to the results.
  func print(_ table: Table, as format: ReportFormat, danish: Bool) {
    switch format {
    case .text:
      print(whole: ReportText(table, danish: danish, width: width, bars: isTerminal).text)
    case .csv: print(whole: table.csv)
    case .json: print(whole: table.json.text)
    case .markdown: print(whole: ReportMarkdown(table, danish: danish).text)
    case .html: print(whole: ReportPage(table, danish: danish).html)
    }
  }

  /// Adds what a report is made from to the results: for a script as JSON, else for a person.
  func print(_ origin: ReportOrigin, as format: ReportFormat, danish: Bool) {
    print(whole: format == .json ? origin.json.text : origin.text(danish: danish))
  }
}
