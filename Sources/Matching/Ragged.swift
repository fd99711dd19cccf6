/// Rows of different lengths, one after the other in one array.
struct Ragged<Element> {
  private var ends: [Int32] = []
  private(set) var elements: [Element] = []

  var count: Int { ends.count }

  /// A row; where rows are read by the million, ``range(of:)`` and ``elements`` are the quicker way.
  subscript(row: Int) -> ArraySlice<Element> { elements[range(of: row)] }

  func range(of row: Int) -> Range<Int> {
    (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])
  }

  mutating func append(_ row: some Sequence<Element>) {
    elements.append(contentsOf: row)
    ends.append(Int32(elements.count))
  }

  mutating func reserve(rows: Int, elements count: Int) {
    ends.reserveCapacity(rows)
    elements.reserveCapacity(count)
  }
}

extension Ragged: Sendable where Element: Sendable {}

extension Ragged where Element == Int32 {
  /// Whether a row, which is in order, holds a number.
  func contains(_ number: Int32, in row: Int) -> Bool {
    let range = range(of: row)
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if elements[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < range.upperBound && elements[low] == number
  }

  /// Calls a function with each number that two rows, which are in order, have in common.
  func forEachCommon(_ row: Int, _ otherRow: Int, _ body: (Int32) -> Void) {
    let (range, other) = (range(of: row), range(of: otherRow))
    var (place, against) = (range.lowerBound, other.lowerBound)
    while place < range.upperBound, against < other.upperBound {
      let (one, two) = (elements[place], elements[against])
      if one == two { body(one) }
      if one <= two { place += 1 }
      if two <= one { against += 1 }
    }
  }

  /// Groups places by key: row `k` has every place whose key is `k`, in order.
  init(keys: [(key: Int32, value: Int32)], rows: Int) {
    var counts = [Int32](repeating: 0, count: rows + 1)
    for (key, _) in keys { counts[Int(key) + 1] += 1 }
    for row in 0..<rows { counts[row + 1] += counts[row] }
    var next = counts
    var elements = [Int32](repeating: 0, count: keys.count)
    for (key, value) in keys {
      elements[Int(next[Int(key)])] = value
      next[Int(key)] += 1
    }
    self.elements = elements
    ends = Array(counts.dropFirst())
  }
}
