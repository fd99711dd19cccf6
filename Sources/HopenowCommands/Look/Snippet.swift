import JournalStore

/// Some words around what was found in a text, in one line.
struct Snippet {
  /// Pieces of the text in order, each with whether it was found.
  private(set) var parts: [(text: String, isFound: Bool)] = []

  /// How many characters of a longer text are shown before what was found first, and how many from
  /// there on.
  private static let (before, after) = (30, 60)

  /// Cuts a text around ranges in it, which lie in order.
  init(_ text: String, _ ranges: [Range<String.Index>]) {
    let first = ranges.first ?? text.startIndex..<text.startIndex
    var (start, end) = (text.startIndex, text.endIndex)
    if text.index(start, offsetBy: Self.before + Self.after, limitedBy: end) != nil {
      start = text.index(first.lowerBound, offsetBy: -Self.before, limitedBy: start) ?? start
      end = text.index(first.lowerBound, offsetBy: Self.after, limitedBy: end) ?? end
      end = max(end, first.upperBound)
    }
    // No word is cut in two, unless it is as long as all that is shown.
    if start > text.startIndex, let space = text[start..<first.lowerBound].firstIndex(of: " ") {
      start = text.index(after: space)
    }
    if end < text.endIndex, let space = text[first.upperBound..<end].lastIndex(of: " ") {
      end = space
    }
    var place = start
    add(start > text.startIndex ? "… " : "", false)
    for range in ranges where range.lowerBound >= place && range.upperBound <= end {
      add(text[place..<range.lowerBound], false)
      add(text[range], true)
      place = range.upperBound
    }
    add(text[place..<end], false)
    add(end < text.endIndex ? " …" : "", false)
  }

  private mutating func add(_ text: some StringProtocol, _ isFound: Bool) {
    guard !text.isEmpty else { return }
    let line = String(text.map { $0.isWhitespace ? " " : $0 })
    parts.append((line.harmless(), isFound))
  }
}

extension Output {
  /// Adds a line to the results in which, on a terminal, what was found is set off.
  func print(_ label: String, _ snippet: Snippet) {
    print(
      marked: [(label, false)] + snippet.parts.map { ($0.text, $0.isFound) })
  }
}
