import TestSupport
import Testing

@testable import Reports

/// What a reader finds who repeats the choice of what to hide on every table that fits what is
/// shown, and strikes out those that would have hidden other cells.
@Suite struct ReplayTests {
  /// Pages with a shown total, by how many values are left to their most exposed hidden count.
  ///
  /// - Parameters:
  ///   - sizes: How many codes each field of the table has.
  ///   - most: The most that the hidden counts of a page add up to; every table with such a page is
  ///     tried.
  static func pages(
    _ sizes: [Int], upTo most: Int, hide: (Publication) -> [Bool]
  ) -> [Int: Int] {
    var values: [[Int?]: [Set<Int>]] = [:]
    let inner = sizes.reduce(1, *)
    var cells = [Int](repeating: 0, count: inner)
    while true {
      var publication = Publication()
      var hiddenSum = 0
      let table = CrossTable(sizes, to: &publication) { place in
        cells[zip(place, sizes).reduce(0) { $0 * $1.1 + $1.0 }]
      }
      let hidden = hide(publication)
      for (number, count) in cells.enumerated() {
        var rest = number
        let place = sizes.reversed().map { size in
          defer { rest /= size }
          return rest % size
        }
        if hidden[table.index(of: place.reversed())] { hiddenSum += count }
      }
      if hiddenSum > 0, hiddenSum <= most, hidden.last == false {
        let page = zip(publication.counts, hidden).map { $1 ? nil : $0 }
        let places = hidden.indices.filter { hidden[$0] }
        values[page, default: places.map { _ in [] }] = zip(
          values[page] ?? places.map { _ in [] }, places
        ).map { $0.union([publication.counts[$1]]) }
      }
      guard let next = cells.lastIndex(where: { $0 < most }) else { break }
      cells[next] += 1
      for place in (next + 1)..<max(next + 1, inner) { cells[place] = 0 }
    }
    return Dictionary(grouping: values.values) { page in min(5, page.map(\.count).min() ?? 5) }
      .mapValues(\.count)
  }

  static let tables: [([Int], Int)] =
    LongForm.isOn
    ? [([3], 24), ([4], 14), ([2, 2], 16), ([2, 3], 6)] : [([3], 12), ([2, 2], 7)]

  @Test(arguments: tables)
  func `who repeats the choice leaves every hidden count five values`(sizes: [Int], most: Int) {
    let pages = Self.pages(sizes, upTo: most) { $0.hidden(atLeast: 5) }
    #expect(pages.keys.allSatisfy { $0 == 5 }, "\(pages)")
    #expect(pages[5] ?? 0 > 20, "\(pages)")
  }

  @Test func `a choice by size tells of sizes`() {
    let pages = Self.pages([3], upTo: 12) { DisclosureTests.naive($0).hidden }
    #expect(pages.contains { $0.key < 4 && $0.value > 10 }, "\(pages)")
  }
}
