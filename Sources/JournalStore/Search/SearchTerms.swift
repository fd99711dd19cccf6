import CaseModel
import Merge

/// What somebody searches for: terms that must all be found in a record.
///
/// Each is a word or several in a row, and is found where a word of the record begins like it: `lawy`
/// finds "lawyer". Case, accents and whatever stands between words make no difference.
public struct SearchTerms: Sendable {
  /// The terms as ``PlainWords`` has them, each with the space before its first word.
  let needles: [Needle]

  /// Takes terms as they were typed; nil if there is no letter or digit in them.
  ///
  /// With `wholeWords` the last word of each term must be a whole one too.
  public init?(_ typed: [String], wholeWords: Bool = false) {
    needles = typed.map { PlainWords.words(of: $0) }.filter { $0.count > 1 }
      .map { Needle(wholeWords ? $0 : $0.dropLast()) }
    if needles.isEmpty { return nil }
  }

  /// Terms as somebody writes them in a line: words, and between quotation marks words in a row.
  public static func inLine(_ line: String) -> [String] {
    line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .flatMap { place, part in
        place % 2 == 0
          ? part.split(whereSeparator: \.isWhitespace).map(String.init) : [String(part)]
      }
  }
}

/// Where something was found in a record.
public struct SearchHit: Equatable, Sendable {
  /// The field's stored name.
  public var field: String
  /// The words that stand there, of which there may be several in conflict; nil if it was a code.
  public var text: String?
  /// The words of it that were found, in order.
  public var ranges: [Range<String.Index>]
}

/// Finds terms in a record as it stands.
struct RecordSearch {
  /// For each term, the codes and list entries that it finds.
  let terms: [(needle: Needle, codes: CodesFound)]
  private var words = PlainWords()

  init(_ terms: [(needle: Needle, codes: CodesFound)]) { self.terms = terms }

  /// Where the terms are found; nil unless all of them are.
  mutating func hits(in view: RecordView) -> [SearchHit]? {
    guard let kind = Kind.named(view.kind) else { return nil }
    var isFound = terms.map { _ in false }
    var hits: [SearchHit] = []
    for field in kind.fields {
      if field.type == .words {
        for text in view.standingWords(field.name) {
          words.read(text)
          let found = terms.indices.filter { words.contain(terms[$0].needle) }
          guard !found.isEmpty else { continue }
          for term in found { isFound[term] = true }
          hits.append(
            SearchHit(
              field: field.name, text: text,
              ranges: Self.ranges(of: found.map { terms[$0].needle }, in: text)))
        }
      } else {
        let found = terms.indices.filter { terms[$0].codes.contain(answersTo: field, in: view) }
        guard !found.isEmpty else { continue }
        for term in found { isFound[term] = true }
        hits.append(SearchHit(field: field.name, text: nil, ranges: []))
      }
    }
    return isFound.allSatisfy(\.self) ? hits : nil
  }

  /// The whole words of a text in which terms were found, in order, none over another.
  private static func ranges(of needles: [Needle], in text: String) -> [Range<String.Index>] {
    // The text's words again, this time with the place that each byte comes from.
    var bytes = [UInt8(ascii: " ")]
    var places = [text.startIndex]
    for place in text.unicodeScalars.indices {
      let scalar = text.unicodeScalars[place]
      let isMark = scalar.properties.generalCategory == .nonspacingMark
      let folded = PlainWords.words(of: String(scalar)).dropFirst().dropLast()
      if folded.isEmpty && !isMark && bytes.last != UInt8(ascii: " ") {
        bytes.append(UInt8(ascii: " "))
        places.append(place)
      }
      bytes += folded
      places += folded.map { _ in place }
    }
    bytes.append(UInt8(ascii: " "))
    places.append(text.endIndex)

    var found: [Range<String.Index>] = []
    for needle in needles.map(\.bytes) {
      for start in bytes.indices where bytes[start...].starts(with: needle) {
        var end = start + needle.count - (needle.last == UInt8(ascii: " ") ? 1 : 0)
        while end < bytes.count, bytes[end] != UInt8(ascii: " ") { end += 1 }
        guard end < bytes.count else { continue }
        found.append(places[start + 1]..<places[end])
      }
    }
    found.sort { $0.lowerBound < $1.lowerBound }
    return found.reduce(into: []) { ranges, next in
      if let last = ranges.last, next.lowerBound < last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, next.upperBound)
      } else {
        ranges.append(next)
      }
    }
  }
}
