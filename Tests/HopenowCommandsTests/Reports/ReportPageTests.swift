import CaseModel
import Foundation
import Reports
import TestSupport
import Testing

@testable import HopenowCommands

/// The page by its markup alone; ``ReportBrowserTests`` looks at it in a browser.
@Suite struct ReportPageTests {
  static let pages: [(name: String, danish: Bool, html: String)] = [false, true].flatMap { danish in
    [("sample", Table.sample), ("internal", .internalSample), ("empty", .empty), ("long", .long)]
      .map { ($0, danish, ReportPage($1, danish: danish).html) }
  }

  @Test func `what somebody typed is words, and no more`() {
    for (name, _, html) in Self.pages {
      #expect(!html.contains("<b>") && !html.contains("\u{202e}"))
      guard name == "sample" || name == "internal" else { continue }
      #expect(html.contains("Kødbyen | &quot;nord&quot; &lt;b&gt;&amp;amp;&lt;/b&gt; [x](y) 中文"))
    }
  }

  @Test func `the page asks nothing of anybody`() {
    for (_, _, html) in Self.pages {
      // The one address is what somebody typed.
      let own = html.replacing("https://a.example", with: "")
      for word in [
        "http:", "https:", "//", "@import", "<script", "<img", "<link", "<iframe", "src=",
      ] {
        #expect(!own.contains(word), "\(word)")
      }
      for match in own.matches(of: /url\(([^)]*)\)/) { #expect(match.1.hasPrefix("#")) }
      for match in own.matches(of: /href="([^"]*)"/) { #expect(match.1.hasPrefix("#s")) }
      #expect(
        html.contains("content=\"default-src &#39;none&#39;") || html.contains("default-src 'none'")
      )
    }
  }

  /// Every element is closed, every id is there once, every reference leads somewhere.
  @Test func `the markup is whole`() throws {
    for (name, danish, html) in Self.pages {
      let start = try #require(html.firstRange(of: "<body>")).lowerBound
      let body = html[start...].replacing("</html>", with: "")
      let parser = MarkupCheck(String(body))
      #expect(parser.error == nil, "\(name): \(parser.error ?? "")")
      #expect(Set(parser.ids).count == parser.ids.count)
      let references = html.matches(of: /(?:aria-labelledby|href)="#?([^"]*)"/).map { String($0.1) }
      #expect(Set(references).isSubset(of: parser.ids))
      #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(danish ? "da" : "en")\">"))
      // Headings begin at one and leave none out.
      var depth = 0
      for level in html.matches(of: /<h([1-6])[ >]/).compactMap({ Int($0.1) }) {
        #expect(level <= depth + 1 && (level > 1 || depth == 0))
        depth = level
      }
      // A screen reader hears of each figure which row and column it is in, and what a chart shows.
      for row in html.matches(of: /<tr>(.*?)<\/tr>/.dotMatchesNewlines()) {
        #expect(row.1.contains("<th scope=\"row\">") || row.1.contains("<th scope=\"col\""))
      }
      for svg in html.matches(of: /<svg [^>]*role="img"[^>]*>(.{0,12})/) {
        #expect(svg.1.hasPrefix("<title>"), "\(svg.0)")
      }
      for svg in html.matches(of: /<svg (?![^>]*role="img")[^>]*>/) {
        #expect(
          svg.0.contains("aria-hidden") || svg.0.contains(" x=") || svg.0.contains("width=\"20\""))
      }
    }
  }

  @Test func `a hidden figure is drawn as a box of one size, whatever stands beside it`() throws {
    var chance = Seeded(11)
    for _ in 0..<30 {
      var table = Table.sample
      for block in table.blocks.indices {
        table.blocks[block].counts = table.blocks[block].counts.map { count in
          chance.once(in: 3) ? nil : count == 0 ? 0 : Int(chance.next() % 900) + 5
        }
      }
      let html = ReportPage(table, danish: false).html
      var sizes: [String: Set<String>] = [:]
      for figure in html.matches(
        of: /<(figure|td class="bar")(.*?)<\/(figure|td)>/.dotMatchesNewlines())
      {
        for box in figure.2.matches(of: /<rect class="hidden"([^>]*)>/) {
          let size = box.1.matches(of: /(?:width|height)="([^"]*)"/).map { String($0.1) }
          let chart =
            figure.2.contains("months")
            ? "months" : figure.2.contains("pyramid") ? "pyramid" : "bars"
          sizes[chart, default: []].insert(chart == "bars" ? size[0] : size.joined(separator: " "))
        }
      }
      // A month of a series is as wide as every other of it; heights and all else are the same.
      for (chart, found) in sizes {
        let heights = Set(found.map { $0.split(separator: " ").last ?? "" })
        #expect((chart == "months" ? heights.count : found.count) == 1, "\(chart): \(found)")
      }
      // In the columns of figures too there is nothing but the dot.
      let dots = html.matches(
        of: /<td class="n[^"]*"><span role="img" aria-label="hidden">([^<]*)</)
      #expect(!dots.isEmpty && dots.allSatisfy { $0.1 == "•" })
    }
  }

  /// Every length on the page, worked out again from the figures beside it.
  @Test func `a bar is as long as its printed figure says`() throws {
    let html = ReportPage(.sample, danish: false).html
    let rows = html.matches(
      of:
        /<td class="n">([0-9,]+)<\/td>(?:<td class="share">[^<]*<\/td>)?<td class="bar"><svg [^>]*>(?:<rect x="0.0%"[^>]*? width="([0-9.]+)%")/
    )
    var largest = 0
    var lengths: [(count: Int, percent: Double)] = []
    for row in rows {
      let count = try #require(Int(row.1.replacing(",", with: "")))
      let percent = try #require(Double(row.2))
      lengths.append((count, percent))
      if percent == 100 { largest = max(largest, count) }
    }
    #expect(lengths.count > 8)
    #expect(lengths.contains { $0.count == 640 && $0.percent == 100 })
    #expect(lengths.contains { $0.count == 311 && $0.percent == 48.5 })
    #expect(lengths.contains { $0.count == 134 && $0.percent == 20.9 })
  }

  @Test func `a breakdown that doesn't add up has no total and no share, and says why`() throws {
    let html = ReportPage(.sample, danish: false).html
    func section(_ heading: String) throws -> Substring {
      let start = try #require(html.firstRange(of: ">\(heading)</h2>"), "\(heading)").upperBound
      let end = try #require(html[start...].firstRange(of: "</section>")).lowerBound
      return html[start..<end]
    }
    let setting = try section("Contact: In what setting?")
    #expect(setting.contains("<th scope=\"row\">Total</th><td class=\"n\">1,111</td>"))
    #expect(setting.contains("Persons: rows don&#39;t add up, since one person can be in several."))
    #expect(
      setting.contains(
        "<td class=\"share\">100%</td><td class=\"bar\"></td><td class=\"n\">98,765</td>"))
    #expect(setting.contains("Left out, since they are 0: Festival"))
    let arrival = try section("Persons: New or known · Contact: In what setting?")
    #expect(arrival.contains("<th scope=\"row\">Total</th><td class=\"n\">150</td>"))
    #expect(!arrival.contains("n sum") && !arrival.contains("217"))
    #expect(arrival.contains("One person can be in several columns: they don&#39;t add up."))
    let cross = try section("Persons: By age and gender")
    #expect(
      cross.contains("<td class=\"n\">143</td>") && cross.contains("<td class=\"n sum\">217</td>"))
    #expect(!cross.contains("Trans man</th>"), "a column of zeros is left out")
    let three = try section("Persons: New or known · Gender · Place")
    #expect(three.matches(of: /<h3>(New|Known)<\/h3>/).count == 2)
    // By two fields of the three: what stands at the edge of those tables isn't printed alone.
    #expect(!html.contains(">Persons: New or known · Gender</h2>"))
    #expect(html.contains(">Persons: By gender and place</h2>"))
  }
}

/// Whether every element of a markup is closed in its place, and nothing else has a bracket.
private struct MarkupCheck {
  let ids: [String]
  let error: String?

  nonisolated(unsafe) private static let tag =
    /<(\/?)([a-zA-Z0-9]+)((?: [a-zA-Z0-9-]+="[^"<>]*")*)(\/?)>/

  init(_ text: String) {
    var ids: [String] = []
    var open: [Substring] = []
    var error: String?
    for tag in text.matches(of: Self.tag) {
      if let id = tag.3.firstMatch(of: /\ id="([^"]*)"/) { ids.append(String(id.1)) }
      if tag.4 == "/" { continue }
      if tag.1 == "/" {
        if open.popLast() != tag.2 { error = error ?? "</\(tag.2)> closes another" }
      } else {
        open.append(tag.2)
      }
    }
    // What is left once all that is a tag is gone has no further bracket.
    let rest = text.replacing(Self.tag, with: "")
    if rest.contains("<") || rest.contains(">") { error = error ?? "a bracket that is no tag" }
    if let left = open.last { error = error ?? "<\(left)> stays open" }
    self.ids = ids
    self.error = error
  }
}
