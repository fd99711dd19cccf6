extension ReferralSheet {
  /// The page as plain text.
  var text: String {
    var lines = [title, String(repeating: "=", count: title.count)]
    for section in protection {
      lines += ["", section.title.uppercased()]
      lines += section.lines.flatMap { Self.indented($0.text) }
    }
    for section in sections {
      lines += ["", section.title]
      let width = section.lines.map(\.label.columns).max() ?? 0
      for line in section.lines {
        let parts = Self.indented(line.text, by: width == 0 ? 2 : width + 4)
        lines.append(
          "  " + line.label.padded(to: width) + (parts.first ?? "").dropFirst(width + 2))
        lines += parts.dropFirst()
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func indented(_ text: String, by columns: Int = 2) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String(repeating: " ", count: columns) + $0 }
  }

  /// The page as one HTML file that asks nothing of anybody: A4, black on white.
  var html: String {
    var body = "<h1>\(HTML.escaped(title))</h1>\n"
    for section in protection {
      body += "<section class=\"first\">\n<h2>\(HTML.escaped(section.title))</h2>\n"
      for line in section.lines { body += "<p>\(HTML.escaped(line.text))</p>\n" }
      body += "</section>\n"
    }
    for section in sections {
      body += "<section>\n<h2>\(HTML.escaped(section.title))</h2>\n"
      let labelled = section.lines.filter { !$0.label.isEmpty }
      if !labelled.isEmpty {
        body += "<dl>\n"
        for line in labelled {
          body += "<dt>\(HTML.escaped(line.label))</dt><dd>\(HTML.escaped(line.text))</dd>\n"
        }
        body += "</dl>\n"
      }
      for line in section.lines where line.label.isEmpty {
        body += "<p>\(HTML.escaped(line.text))</p>\n"
      }
      body += "</section>\n"
    }
    return """
      <!DOCTYPE html>
      <html lang="\(isDanish ? "da" : "en")">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="referrer" content="no-referrer">
      <title>\(HTML.escaped(title))</title>
      <style>
      @page { size: A4; margin: 18mm; }
      body { font: 11pt/1.4 serif; color: #000; background: #fff; max-width: 174mm; margin: 0 auto; }
      h1 { font-size: 16pt; border-bottom: 1pt solid #000; }
      h2 { font-size: 12pt; margin: 0.8em 0 0.2em; }
      section { break-inside: avoid; }
      section.first { border: 2pt solid #000; padding: 0 0.8em 0.4em; margin: 0.8em 0; }
      dl { display: grid; grid-template-columns: 12em 1fr; gap: 0.2em 1em; margin: 0; }
      dt { font-weight: bold; }
      dd { margin: 0; white-space: pre-line; }
      p { margin: 0.2em 0; white-space: pre-line; }
      </style>
      </head>
      <body>
      \(body)</body>
      </html>

      """
  }
}
