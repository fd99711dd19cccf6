import CaseModel
import Foundation
import Reports
import TestSupport
import Testing

@testable import HopenowCommands

/// The page as people have it before them: on a phone, on a screen, on paper.
@Suite(.enabled(if: Browser.isThere, "needs chromium and poppler-utils"), .serialized)
struct ReportBrowserTests {
  let browser = Browser(folder: TemporaryFolder())

  /// A copy of a page that measures itself and tells whoever has it in a frame.
  static func measured(_ html: String, extra: String = "") -> String {
    html.replacing(/<meta http-equiv="Content-Security-Policy"[^>]*>/, with: "")
      .replacing(
        "</body>",
        with: extra + """
          <script>
          addEventListener("load", () => {
            const number = text => text.match(/[0-9.]+/g).map(Number);
            const light = ([r, g, b]) => {
              const one = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
              return 0.2126 * one(r) + 0.7152 * one(g) + 0.0722 * one(b);
            };
            const behind = element => {
              for (; element; element = element.parentElement) {
                const colour = number(getComputedStyle(element).backgroundColor);
                if (colour.length < 4 || colour[3] > 0) return colour;
              }
              return [255, 255, 255];
            };
            let contrast = 99, texts = 0, sticking = [];
            for (const element of document.querySelectorAll("body *")) {
              const own = [...element.childNodes].some(n => n.nodeType == 3 && n.data.trim());
              if (!own || element.closest("script, title, desc")) continue;
              const style = getComputedStyle(element);
              if (style.display == "none") continue;
              texts++;
              const colour = number(element.closest("svg") ? style.fill : style.color);
              const [a, b] = [light(colour), light(behind(element))];
              contrast = Math.min(contrast, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
              const box = element.getBoundingClientRect();
              const frame = element.closest(".scroll");
              if (!frame && (box.right > innerWidth + 1 || box.left < -1))
                sticking.push(element.textContent);
            }
            const answer = { contrast, texts, sticking,
              width: document.documentElement.scrollWidth, inner: innerWidth,
              asked: performance.getEntriesByType("resource").length };
            parent.postMessage(JSON.stringify(answer), "*");
          });
          </script></body>
          """)
  }

  struct Measures: Decodable {
    var contrast: Double
    var texts: Int
    var sticking: [String]
    var width: Int
    var inner: Int
    var asked: Int
  }

  /// What pages measure in frames of some width, by their order.
  func measure(_ pages: [String], width: Int) throws -> [Measures] {
    var frames = ""
    for (place, html) in pages.enumerated() {
      _ = try browser.page(html, "inner\(place).html")
      frames += """
        <iframe src="inner\(place).html" style="width:\(width)px;height:1000px;border:0"></iframe>
        """
    }
    let outer = try browser.page(
      """
      <!DOCTYPE html><body><script>
      // Before the frames: one that loads at once would tell nobody.
      const answers = [];
      onmessage = e => {
        const frames = [...document.querySelectorAll("iframe")];
        answers[frames.findIndex(f => f.contentWindow == e.source)] = JSON.parse(e.data);
        if (Object.keys(answers).length == \(pages.count))
          document.body.textContent = "measured " + JSON.stringify(answers) + " measured";
      }
      </script>\(frames)
      """, "outer.html")
    let markup = try browser.markup(of: outer)
    let answer = try #require(markup.firstMatch(of: /measured (\[.*\]) measured/))
    // The markup of words has its own signs.
    let json = answer.1.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&amp;", with: "&").replacing("&nbsp;", with: "\u{a0}")
    return try JSONDecoder().decode([Measures].self, from: Data(json.utf8))
  }

  @Test(arguments: [320, 600, 1000])
  func `it reads at any width, in contrast enough, and asks for nothing`(width: Int) throws {
    let pages = ReportPageTests.pages
    let all = try measure(pages.map { Self.measured($0.html) }, width: width)
    #expect(all.count == pages.count)
    for ((name, danish, _), measures) in zip(pages, all) {
      #expect(measures.inner == width && measures.texts > 30)
      #expect(measures.width <= width, "\(name) \(danish) is \(measures.width) wide")
      #expect(measures.sticking.isEmpty, "\(name) \(danish): \(measures.sticking)")
      #expect(measures.contrast >= 4.5)
      #expect(measures.asked == 0)
    }
  }

  @Test func `the measuring finds what is wide, pale or fetched`() throws {
    let html = Self.measured(
      ReportPage(.sample, danish: false).html,
      extra: """
        <p style="width: 900px; color: #999">wide and pale</p><img src="http://127.0.0.1:9/a.png">
        """)
    let measures = try #require(measure([html], width: 320).first)
    #expect(measures.width > 320 && measures.sticking.contains("wide and pale"))
    #expect(measures.contrast < 4.5 && measures.asked == 1)
  }

  @Test func `it can be looked at`() throws {
    for width in [500, 1000] {
      let address = try browser.page(ReportPage(.sample, danish: true).html)
      let image = try browser.screenshot(of: address, width: width)
      // A PNG's header: signature, then the width.
      #expect(image.prefix(8) == Data([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
      #expect(image[16..<20].reduce(0) { $0 << 8 | Int($1) } == width)
      // A blank page compresses to next to nothing.
      #expect(image.count > 30_000)
    }
  }

  @Test func `on paper it is A4, and no figure is cut off or covered`() throws {
    for (name, danish, html) in ReportPageTests.pages {
      let (pages, words) = try browser.words(in: browser.printed(browser.page(html)))
      #expect(pages.allSatisfy { abs($0.width - 595) < 1 && abs($0.height - 842) < 1 })
      // The page's own margins, and what no printer reaches.
      let (margin, edge) = (16 / 25.4 * 72, 5 / 25.4 * 72)
      for word in words {
        #expect(
          word.left >= margin - 2 && word.right <= 595 - margin + 2 && word.top > edge
            && word.bottom < 842 - edge, "\(name) \(danish) page \(word.page): \(word.text)")
      }
      for (page, group) in Dictionary(grouping: words, by: \.page) {
        for (place, one) in group.enumerated() {
          for other in group[(place + 1)...] where one.covers(other) {
            Issue.record("\(name) \(danish) page \(page): \(one.text) and \(other.text)")
          }
        }
      }
      let printed = Set(words.map(\.text))
      for cell in html.matches(of: /<td class="n[^"]*">([0-9.,]+)</) {
        #expect(printed.contains(String(cell.1)), "\(cell.1) isn't on paper")
      }
      // The mark is on every page, and its number.
      for page in 1...pages.count {
        let text = words.filter { $0.page == page }.map(\.text)
        #expect(text.contains("DEMO") && text.contains(danish ? "Side" : "Page"))
        #expect(text.contains(danish ? "INTERNT" : "INTERNAL") == (name == "internal"))
      }
    }
  }

  @Test func `a row stays on one page, below the heads of its columns`() throws {
    let html = ReportPage(.long, danish: false).html
    let (pages, words) = try browser.words(in: browser.printed(browser.page(html)))
    #expect(pages.count > 2)
    func find(_ text: String) throws -> Browser.Word {
      try #require(words.first { $0.text == text }, "\(text)")
    }
    for row in 1...90 {
      let name = "Row\(1000 + row)"
      let label = try find(name)
      let figure = try find("2,\(row < 100 ? "0" : "")\(row < 10 ? "0" : "")\(row)")
      #expect(label.page == figure.page && abs(label.bottom - figure.bottom) < 2, "\(name)")
      let head = words.contains {
        $0.page == label.page && $0.text == "Persons" && $0.bottom < label.top
          && abs($0.right - figure.right) < 2
      }
      #expect(head, "\(name) has no head above it")
    }
  }
}

extension Browser.Word {
  /// Whether the two stand on each other.
  fileprivate func covers(_ other: Self) -> Bool {
    let width = min(right, other.right) - max(left, other.left)
    let height = min(bottom, other.bottom) - max(top, other.top)
    return width > 1 && height > 0.35 * min(bottom - top, other.bottom - other.top)
  }
}
