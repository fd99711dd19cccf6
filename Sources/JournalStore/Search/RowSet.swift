/// A set of rows of one table, a bit for each.
struct RowSet {
  private var bits: [UInt64]
  /// How many rows are in it.
  private(set) var count = 0

  /// An empty set of rows from 0 up to `last`; others are never taken in.
  init(upTo last: Int64) {
    bits = [UInt64](repeating: 0, count: Int(max(0, last) / 64) + 1)
  }

  mutating func insert(_ row: Int64) {
    guard let (place, bit) = place(of: row), bits[place] & bit == 0 else { return }
    bits[place] |= bit
    count += 1
  }

  func contains(_ row: Int64) -> Bool {
    place(of: row).map { bits[$0.0] & $0.1 != 0 } ?? false
  }

  /// Keeps only what is also in another set.
  mutating func formIntersection(_ other: RowSet) {
    combine(other) { $0 & $1 }
  }

  /// Takes in everything of another set.
  mutating func formUnion(_ other: RowSet) {
    combine(other) { $0 | $1 }
  }

  private mutating func combine(_ other: RowSet, _ operation: (UInt64, UInt64) -> UInt64) {
    count = 0
    for place in bits.indices {
      bits[place] = operation(bits[place], place < other.bits.count ? other.bits[place] : 0)
      count += bits[place].nonzeroBitCount
    }
  }

  private func place(of row: Int64) -> (Int, UInt64)? {
    guard row >= 0, row / 64 < Int64(bits.count) else { return nil }
    return (Int(row / 64), 1 << UInt64(row % 64))
  }

  /// Every row, the smallest first.
  var rows: [Int64] {
    var rows: [Int64] = []
    rows.reserveCapacity(count)
    for (place, word) in bits.enumerated() {
      var rest = word
      while rest != 0 {
        rows.append(Int64(64 * place + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return rows
  }
}
