/// Hides the counts by which somebody could be recognised.
///
/// A count of 1 to k − 1 is hidden. If fewer than two cells of a one-dimensional table are hidden,
/// or what they add up to leaves an onlooker fewer than k possibilities for any of them, the next
/// smallest are hidden too. Zeros are shown; all hidden cells look alike.
///
/// An onlooker who knows the total learns what the hidden cells add up to, and that each is at
/// least 1: then none is greater than sum − (number − 1). So that bound must be at least k.
enum Suppression {
  /// The smallest count that is shown.
  static let k = 5

  /// Hides cells of one table.
  ///
  /// - Parameter counts: The true counts.
  /// - Returns: The counts, nil where hidden. Which of several equal ones goes first is decided by
  ///   their place, so that the same table is always hidden alike.
  static func hidden(_ counts: [Int]) -> [Int?] {
    var hidden = Set(counts.indices.filter { (1..<k).contains(counts[$0]) })
    guard !hidden.isEmpty else { return counts }
    let candidates = counts.indices.filter { counts[$0] >= k }
      .sorted { (counts[$0], $0) < (counts[$1], $1) }
    for next in candidates where !isEnough(hidden.map { counts[$0] }) { hidden.insert(next) }
    return counts.indices.map { hidden.contains($0) ? nil : counts[$0] }
  }

  /// A single count, such as a total, that isn't the sum of cells beside it.
  static func hidden(_ count: Int) -> Int? {
    (1..<k).contains(count) ? nil : count
  }

  private static func isEnough(_ hidden: [Int]) -> Bool {
    hidden.count >= 2 && hidden.reduce(0, +) - hidden.count + 1 >= k
  }
}
