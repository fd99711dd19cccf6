import TestSupport
import Testing

@testable import Reports

@Suite struct SuppressionTests {
  @Test func `small counts are hidden, and the next smallest with them`() {
    #expect(Suppression.hidden([0, 10, 20]) == [0, 10, 20])
    #expect(Suppression.hidden([3, 10, 20]) == [nil, nil, 20])
    #expect(Suppression.hidden([10, 3, 0, 20, 7]) == [10, nil, 0, 20, nil])
    #expect(Suppression.hidden([4, 4, 10]) == [nil, nil, 10])
    // 1 and 2 leave an onlooker two possibilities for each: one more goes.
    #expect(Suppression.hidden([1, 2, 9, 8]) == [nil, nil, 9, nil])
    // Of equal ones the first goes, so the same table is always hidden alike.
    #expect(Suppression.hidden([1, 5, 5, 5]) == [nil, nil, 5, 5])
    #expect(
      Suppression.hidden(4) == nil && Suppression.hidden(5) == 5 && Suppression.hidden(0) == 0)
  }

  /// The onlooker: knows the method, the total and what is shown, and tries every whole number from
  /// 1 on for each hidden cell.
  @Test func `an onlooker who knows the total is left five possibilities for every hidden cell`() {
    for seed in 0..<UInt64(3000) {
      var chance = Seeded(seed)
      let counts = (0...chance.below(7)).map { _ in
        chance.once(in: 4) ? 0 : chance.below(chance.pick([3, 6, 12]))
      }
      let shown = Suppression.hidden(counts)
      let total = counts.reduce(0, +)
      for (count, cell) in zip(counts, shown) {
        #expect(cell == nil || cell == count)
        #expect(cell != nil || count > 0, "a zero is shown")
        #expect(cell == nil || !(1..<5).contains(count), "a small count is hidden")
      }
      let hidden = shown.count { $0 == nil }
      let rest = total - shown.compactMap(\.self).reduce(0, +)
      guard hidden > 0, Suppression.hidden(total) != nil else { continue }
      // Where every count that isn't 0 is hidden already, there is nothing left to hide.
      guard shown.contains(where: { ($0 ?? 0) > 0 }) else { continue }
      #expect(Self.possibilities(cells: hidden, sum: rest) >= 5, "seed \(seed): \(counts)")
    }
  }

  /// How many values the first of some cells can have, each at least 1, that add up to a sum.
  private static func possibilities(cells: Int, sum: Int) -> Int {
    (1...max(1, sum)).count { first in canFill(cells: cells - 1, sum: sum - first) }
  }

  private static func canFill(cells: Int, sum: Int) -> Bool {
    cells == 0 ? sum == 0 : sum >= cells
  }

  @Test func `no more is hidden than has to be`() {
    for seed in 0..<UInt64(500) {
      var chance = Seeded(seed)
      let counts = (0...5).map { _ in chance.below(12) }
      let shown = Suppression.hidden(counts)
      let large = counts.indices.filter { shown[$0] == nil && counts[$0] >= 5 }
      guard let largest = large.max(by: { counts[$0] < counts[$1] }) else { continue }
      // Without the last one taken the table would have been open.
      let without = counts.indices.filter { shown[$0] == nil && $0 != largest }.map { counts[$0] }
      #expect(without.count < 2 || without.reduce(0, +) - without.count + 1 < 5, "seed \(seed)")
    }
  }
}
