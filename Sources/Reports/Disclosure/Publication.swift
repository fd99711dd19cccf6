/// What a reader holds in hand: counts, and what is known of how they hang together.
///
/// Nothing here knows what the counts are of. A report says which sums and bounds hold whatever
/// was recorded; ``hidden(atLeast:)`` decides which counts aren't shown. `Docs/Disclosure.md` has
/// the promise and why it holds.
struct Publication: Equatable, Sendable {
  /// How many values stay possible for every hidden count; the smallest count that is shown.
  static let k = 5

  /// The true counts, none below 0.
  private(set) var counts: [Int] = []
  /// How dear it is to lose each: of two ways to protect a count, the one with the smaller sum is
  /// taken.
  private(set) var weights: [Int] = []
  /// Which are printed unless they are hidden; the others nobody sees, and they may be 0.
  private(set) var isPrinted: [Bool] = []
  /// All that a reader knows beside what is shown.
  private(set) var relations: [Relation] = []

  /// Something that holds between counts whatever was recorded.
  struct Relation: Equatable, Sendable {
    /// Places of counts that are added up.
    var sum: [Int]
    /// Places of counts whose sum is compared with it.
    var other: [Int]
    /// Whether the two are equal; else the first is at least the second.
    var isEqual: Bool
  }

  /// Adds a count.
  ///
  /// - Returns: Its place.
  mutating func add(_ count: Int, weight: Int = 1) -> Int {
    counts.append(count)
    weights.append(weight)
    isPrinted.append(true)
    return counts.count - 1
  }

  /// Adds a count that no table has, and of which a reader knows that it is there: so is what holds
  /// between printed counts said plainly.
  ///
  /// - Returns: Its place.
  mutating func addUnprinted(_ count: Int) -> Int {
    let place = add(count, weight: 0)
    isPrinted[place] = false
    return place
  }

  /// Says that two sums are equal.
  mutating func equal(_ sum: [Int], _ other: [Int]) { relate(sum, other, isEqual: true) }

  /// Says that the first sum is never less than the second.
  mutating func atLeast(_ sum: [Int], _ other: [Int]) { relate(sum, other, isEqual: false) }

  /// Zeros are shown, so they take no part; and where nothing is left to compare, nothing is said.
  private mutating func relate(_ sum: [Int], _ other: [Int], isEqual: Bool) {
    let sum = sum.filter { counts[$0] != 0 || !isPrinted[$0] }
    let other = other.filter { counts[$0] != 0 || !isPrinted[$0] }
    guard isEqual ? !(sum.isEmpty && other.isEmpty) : !other.isEmpty else { return }
    relations.append(Relation(sum: sum, other: other, isEqual: isEqual))
  }

  /// Which counts to hide, so that each of them can still have `k` values.
  ///
  /// Every count of 1 to k − 1 is hidden, no 0 is. The same counts and relations give the same
  /// answer.
  func hidden(atLeast k: Int) -> [Bool] {
    precondition(relations.allSatisfy(holds), "what a reader is said to know is true")
    guard zip(counts, isPrinted).contains(where: { (1..<k).contains($0) && $1 }) else {
      return counts.map { _ in false }
    }
    var suppression = Suppression(of: self, k: k)
    return suppression.run()
  }

  private func holds(_ relation: Relation) -> Bool {
    let sum = relation.sum.reduce(0) { $0 + counts[$1] }
    let other = relation.other.reduce(0) { $0 + counts[$1] }
    return relation.isEqual ? sum == other : sum >= other
  }
}
