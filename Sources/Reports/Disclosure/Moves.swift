/// Finds ways to change one hidden count by one, and others with it, so that everything a reader
/// knows stays true.
///
/// A move changes few counts, each by little; it may be repeated as long as nothing falls below
/// what it can be. The search tries counts one after another, always for the broken relation that
/// leaves the least choice, and goes back where there is none.
struct Moves {
  /// Counts that fit.
  struct State {
    /// The counts.
    fileprivate(set) var counts: [Int]
    /// Of each relation, by how much the first sum is greater than the second.
    fileprivate var rooms: [Int]
  }

  /// Changes that leave every relation true.
  struct Move {
    /// What is changed by how much; no place twice.
    var steps: [(place: Int, change: Int)]
    /// How dear the counts are that it changes and that are still shown.
    var cost: Int
  }

  /// The true counts.
  let truth: State
  private var costs: [Int]
  /// The smallest value that each may have.
  private let least: [Int]
  private let relations: [Relation]
  private let relationsOfPlace: [[(relation: Int, sign: Int)]]
  /// How many sums that must stay equal each count is in.
  private let equalities: [Int]

  private struct Relation {
    var members: [(place: Int, sign: Int)]
    var isEqual: Bool
  }

  // What a search changes and puts back.
  private var change: [Int]
  private var imbalance: [Int]
  private var open: [Int] = []
  private var steps: [(place: Int, change: Int)] = []
  private var effort = 0
  private var best: Move?

  init(of publication: Publication) {
    let counts = publication.counts
    least = publication.isPrinted.map { $0 ? 1 : 0 }
    relations = publication.relations.map { relation in
      Relation(
        members: relation.sum.map { ($0, 1) } + relation.other.map { ($0, -1) },
        isEqual: relation.isEqual)
    }
    var relationsOfPlace = [[(relation: Int, sign: Int)]](repeating: [], count: counts.count)
    for (index, relation) in relations.enumerated() {
      for (place, sign) in relation.members { relationsOfPlace[place].append((index, sign)) }
    }
    self.relationsOfPlace = relationsOfPlace
    equalities = relationsOfPlace.map { [relations] in $0.count { relations[$0.relation].isEqual } }
    let rooms = relations.map { $0.members.reduce(0) { $0 + $1.sign * counts[$1.place] } }
    truth = State(counts: counts, rooms: rooms)
    costs = publication.weights.enumerated().map {
      $1 * Self.weightUnit - min($0, Self.weightUnit - 1)
    }
    change = counts.map { _ in 0 }
    imbalance = relations.map { _ in 0 }
  }

  /// Of two ways that are equally dear, the one that hides what is printed last is taken: rare codes
  /// are declared last, and a choice by size would tell of sizes.
  private static let weightUnit = 1_000_000

  /// How many changes a search tries.
  ///
  /// A search that gives up makes more be hidden, never less.
  private static let mostEffort = 400

  /// How dear it is to hide a count.
  func cost(of place: Int) -> Int { costs[place] }

  /// Lets others be taken before a count.
  mutating func makeDearer(_ place: Int) { costs[place] *= 3 }

  /// Repeats a move.
  func apply(_ move: Move, length: Int, to state: inout State) {
    for (place, change) in move.steps {
      state.counts[place] += change * length
      for (relation, sign) in relationsOfPlace[place] {
        state.rooms[relation] += sign * change * length
      }
    }
  }

  /// How often a move can be repeated, up to a number.
  func longest(_ move: Move, in state: State, upTo most: Int) -> Int {
    var length = most
    var changes: [Int: Int] = [:]
    for (place, change) in move.steps {
      if change < 0 { length = min(length, (state.counts[place] - least[place]) / -change) }
      for (relation, sign) in relationsOfPlace[place] where !relations[relation].isEqual {
        changes[relation, default: 0] += sign * change
      }
    }
    for (relation, change) in changes where change < 0 {
      length = min(length, state.rooms[relation] / -change)
    }
    return max(length, 0)
  }

  /// A move that changes a count by one.
  ///
  /// - Parameters:
  ///   - place: The count.
  ///   - direction: 1 for up, -1 for down.
  ///   - length: How often it must be possible to repeat it.
  ///   - state: Where it starts.
  ///   - hidden: Which counts may change.
  ///   - mayHide: Whether shown counts may change too, at their cost; then the least dear move found
  ///     is taken, else the first.
  /// - Returns: nil if none was found.
  mutating func find(
    _ place: Int, _ direction: Int, length: Int, in state: State, hidden: [Bool],
    mayHide: Bool = false
  ) -> Move? {
    guard direction > 0 || state.counts[place] > length else { return nil }
    effort = Self.mostEffort
    best = nil
    let search = Search(state: state, length: length, hidden: hidden, mayHide: mayHide)
    set(place, direction, search)
    settle(search, cost: 0)
    unset(place, direction, search)
    return best
  }

  private struct Search {
    let state: State
    let length: Int
    let hidden: [Bool]
    let mayHide: Bool
  }

  /// By how much a relation is out of balance; 0 if it holds however often the move is repeated.
  private func deficit(_ relation: Int, _ search: Search) -> Int {
    let imbalance = imbalance[relation]
    if relations[relation].isEqual { return imbalance }
    let room = search.state.rooms[relation] + imbalance * search.length
    return room >= 0 ? 0 : -((search.length - 1 - room) / search.length)
  }

  private mutating func settle(_ search: Search, cost: Int) {
    guard !open.isEmpty else {
      best = Move(steps: steps, cost: cost)
      return
    }
    var choice: [Candidate] = []
    for relation in open {
      let candidates = candidates(for: relation, search)
      if candidates.isEmpty { return }
      if choice.isEmpty || candidates.count < choice.count { choice = candidates }
    }
    choice.sort { ($0.cost, $0.broken, $0.place) < ($1.cost, $1.broken, $1.place) }
    for candidate in choice {
      if effort == 0 || (best.map { candidate.cost + cost >= $0.cost } ?? false) { return }
      effort -= 1
      set(candidate.place, candidate.change, search)
      settle(search, cost: cost + candidate.cost)
      unset(candidate.place, candidate.change, search)
      if best != nil, !search.mayHide { return }
    }
  }

  /// A change that would balance a relation.
  private struct Candidate {
    var place: Int
    var change: Int
    /// What it costs to hide the count.
    var cost: Int
    /// How many sums it is in that must stay equal.
    var broken: Int
  }

  private func candidates(for relation: Int, _ search: Search) -> [Candidate] {
    let deficit = deficit(relation, search)
    var found: [Candidate] = []
    for (place, sign) in relations[relation].members where change[place] == 0 {
      let isHidden = search.hidden[place]
      guard isHidden || search.mayHide else { continue }
      let step = -deficit * sign
      if step < 0, search.state.counts[place] + step * search.length < least[place] {
        continue
      }
      found.append(
        Candidate(
          place: place, change: step, cost: isHidden ? 0 : costs[place],
          broken: equalities[place]))
    }
    return found
  }

  private mutating func set(_ place: Int, _ step: Int, _ search: Search) {
    change[place] = step
    steps.append((place, step))
    balance(place, step, search)
  }

  private mutating func unset(_ place: Int, _ step: Int, _ search: Search) {
    change[place] = 0
    steps.removeLast()
    balance(place, -step, search)
  }

  private mutating func balance(_ place: Int, _ step: Int, _ search: Search) {
    for (relation, sign) in relationsOfPlace[place] {
      let wasOpen = deficit(relation, search) != 0
      imbalance[relation] += sign * step
      let isOpen = deficit(relation, search) != 0
      if isOpen, !wasOpen { open.append(relation) }
      if wasOpen, !isOpen { open.removeAll { $0 == relation } }
    }
  }
}
