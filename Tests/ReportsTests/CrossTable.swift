@testable import Reports

/// A table by one, two or three fields with every margin: where a place is nil, all codes of that
/// field are added up.
///
/// Each record falls under exactly one code of each field.
struct CrossTable {
  /// How many codes each field has.
  let sizes: [Int]
  /// Where in the publication the first of its cells is.
  let start: Int

  /// Adds a table to a publication.
  ///
  /// - Parameters:
  ///   - sizes: How many codes each field has.
  ///   - publication: Where the cells and what holds between them go.
  ///   - count: The count of the innermost cell under these codes.
  init(_ sizes: [Int], to publication: inout Publication, count: ([Int]) -> Int) {
    self.sizes = sizes
    start = publication.counts.count
    let inner = Self.places(sizes.map { (0..<$0).map(Optional.init) })
    var counts: [[Int?]: Int] = [:]
    for place in inner {
      let one = count(place.map { $0 ?? 0 })
      for margin in Self.places(place.map { [$0, nil] }) { counts[margin, default: 0] += one }
    }
    let all = Self.places(sizes.map { (0..<$0).map(Optional.init) + [nil] })
    // The more is added up in a cell, the more it is read.
    for place in all {
      _ = publication.add(counts[place] ?? 0, weight: 1 + place.count { $0 == nil })
    }
    for place in all {
      for field in sizes.indices where place[field] == nil {
        let parts = (0..<sizes[field]).map { code in
          var part = place
          part[field] = code
          return index(of: part)
        }
        publication.equal([index(of: place)], parts)
      }
    }
  }

  /// Where in the publication the cell under these codes is.
  func index(of place: [Int?]) -> Int {
    zip(place, sizes).reduce(0) { $0 * ($1.1 + 1) + ($1.0 ?? $1.1) } + start
  }

  /// Every choice of one from each list, the last list's fastest.
  private static func places(_ lists: [[Int?]]) -> [[Int?]] {
    lists.reduce([[]]) { places, list in places.flatMap { place in list.map { place + [$0] } } }
  }
}
