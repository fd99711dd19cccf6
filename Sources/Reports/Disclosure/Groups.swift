/// Counts that are hidden together, so that nobody sees for the sake of which.
///
/// A group is what one move changes: its counts protect each other. Which counts are in a group
/// depends on which are 0 and on what holds between them, both of which a reader knows, and on no
/// other count. So whoever repeats the choice learns of a hidden group that a count of it is small,
/// not which.
struct Groups {
  /// What has to be hidden with each count, itself aside.
  private var companions: [Int: Set<Int>] = [:]

  /// Groups the counts that aren't 0, the least dear groups first; of those equally dear the last.
  init(of publication: Publication) {
    let shape = Self.shape(of: publication)
    var moves = Moves(of: shape)
    // What nobody sees may change at no cost, and hides nothing.
    let unprinted = shape.isPrinted.map { !$0 }
    func cheapest(_ place: Int) -> Moves.Move {
      moves.find(place, 1, length: 1, in: moves.truth, hidden: unprinted, mayHide: true)
        ?? Moves.Move(steps: [(place, 1)], cost: 0)
    }
    let places = shape.counts.indices.filter { shape.counts[$0] > 0 && shape.isPrinted[$0] }
    let order = places.map { place in
      let move = cheapest(place)
      return (place: place, move: move, cost: move.cost + moves.cost(of: place))
    }.sorted { ($0.cost, $1.place) < ($1.cost, $0.place) }
    var isGrouped = unprinted
    for (place, move, _) in order where !isGrouped[place] {
      let isFree = move.steps.allSatisfy { !isGrouped[$0.place] || unprinted[$0.place] }
      let group = Set(
        (isFree ? move : cheapest(place)).steps.map(\.place).filter { shape.isPrinted[$0] })
      let isNew = !group.contains { isGrouped[$0] }
      // Who finds nobody free joins others, who stay without it where they are hidden themselves.
      for member in isNew ? group : [place] {
        companions[member] = group.subtracting([member])
        isGrouped[member] = true
        moves.makeDearer(member)
      }
    }
  }

  /// The same relations between counts of which all is forgotten but which are 0.
  private static func shape(of publication: Publication) -> Publication {
    var shape = Publication()
    var sums = publication.counts.map { _ in 0 }
    let equalities = publication.relations.filter(\.isEqual)
    for relation in equalities {
      for place in relation.sum { sums[place] += 1 }
    }
    for (place, count) in publication.counts.enumerated() {
      // Sums are read most: they are grouped last, and others rather join a group than them.
      _ =
        publication.isPrinted[place]
        ? shape.add(
          count == 0 ? 0 : 1_000, weight: publication.weights[place] * (1 + 3 * sums[place]))
        : shape.addUnprinted(1_000)
    }
    for relation in equalities { shape.equal(relation.sum, relation.other) }
    return shape
  }

  /// Hides what is in a group with something hidden.
  ///
  /// - Returns: What was shown before.
  func complete(_ hidden: inout [Bool]) -> [Int] {
    var added: [Int] = []
    var waiting = hidden.indices.filter { hidden[$0] }
    while let place = waiting.popLast() {
      for companion in companions[place] ?? [] where !hidden[companion] {
        hidden[companion] = true
        added.append(companion)
        waiting.append(companion)
      }
    }
    return added.sorted()
  }
}
