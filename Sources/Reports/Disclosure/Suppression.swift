/// Chooses what to hide, and proves for each hidden count that it can have `k` values.
///
/// The proof is a row of other counts that fit everything a reader knows, each a step from the one
/// before, the first being the truth. In each the hidden count is one more, or one less.
struct Suppression {
  private let publication: Publication
  private let k: Int
  private let groups: Groups
  private var moves: Moves
  private var isHidden: [Bool]

  init(of publication: Publication, k: Int) {
    self.publication = publication
    self.k = k
    groups = Groups(of: publication)
    moves = Moves(of: publication)
    isHidden = zip(publication.counts, publication.isPrinted).map { (1..<k).contains($0) || !$1 }
  }

  /// - Returns: Whether each count is hidden.
  mutating func run() -> [Bool] {
    _ = groups.complete(&isHidden)
    var waiting = isHidden.indices.filter { isHidden[$0] && publication.isPrinted[$0] }
    while let next = waiting.popLast() {
      let attempt = attempt(next)
      if attempt.missing == 0 { continue }
      guard let more = cheapest(for: next, after: attempt) else { return hidingAll() }
      for place in more { isHidden[place] = true }
      waiting += [next] + more + groups.complete(&isHidden)
    }
    return isHidden
  }

  /// Twice the counts, three times, … fit as well as the counts themselves: where all but zeros is
  /// hidden, nothing needs a search.
  private func hidingAll() -> [Bool] { publication.counts.map { $0 > 0 } }

  /// How far a count could be moved each way without showing less.
  private struct Attempt {
    /// How many steps are missing.
    var missing = 0
    /// The counts after the last step up and the last step down.
    var ends: [Moves.State] = []
  }

  private mutating func attempt(_ place: Int) -> Attempt {
    var missing = k - 1
    var ends: [Moves.State] = []
    for direction in [1, -1] {
      var state = moves.truth
      while missing > 0 {
        var length = missing
        var move = moves.find(place, direction, length: length, in: state, hidden: isHidden)
        if move == nil, length > 1 {
          move = moves.find(place, direction, length: 1, in: state, hidden: isHidden)
          length = move.map { moves.longest($0, in: state, upTo: missing) } ?? 1
        }
        guard let move else { break }
        moves.apply(move, length: length, to: &state)
        missing -= length
      }
      ends.append(state)
    }
    return Attempt(missing: missing, ends: ends)
  }

  /// The counts whose hiding lets `place` move on, the least dear that were found.
  private mutating func cheapest(for place: Int, after attempt: Attempt) -> [Int]? {
    for length in attempt.missing > 1 ? [attempt.missing, 1] : [1] {
      var best: Moves.Move?
      for (direction, state) in zip([1, -1], attempt.ends) {
        let move = moves.find(
          place, direction, length: length, in: state, hidden: isHidden, mayHide: true)
        if let move, move.cost < best?.cost ?? .max { best = move }
      }
      guard let best else { continue }
      let more = best.steps.map(\.place).filter { !isHidden[$0] }
      if !more.isEmpty { return more.sorted() }
    }
    return nil
  }
}
