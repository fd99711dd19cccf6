import CaseModel
import Merge
import TestSupport

/// The laws of `Docs/Merge.md` that the pure module can hold, by their numbers there.
enum Law: String {
  case commutative = "1"
  case associative = "2"
  case idempotent = "3"
  case anyOrder = "4"
  case nothingLost = "5"
  case clocksDecideNothing = "6"
  case seenIsReplaced = "7"
  case tiesAlike = "8"
  case existence = "9"
  case equalIsNothing = "10"
  case tipsAreEnough = "14"
  case dryRun = "15"
  case sameStateSameView = "19"
  case onlyTheRosterCounts = "the roster's"
  case toldTruly = "the view's"
}

/// The laws, checked on one random history after the other.
///
/// The rules are what is under test; what they should give is worked out in another way
/// (``Oracle``, and sets of ids compared as wholes).
struct Laws {
  let rules: Rules

  /// The first history among some that breaks a law, or the law looked for.
  func firstBroken(
    _ wanted: Law? = nil, in seeds: some Sequence<UInt64>
  ) -> (seed: UInt64, law: Law)? {
    for seed in seeds {
      let broken = broken(in: seed)
      if let law = wanted == nil ? broken.first : broken.first(where: { $0 == wanted }) {
        return (seed, law)
      }
    }
    return nil
  }

  private func broken(in seed: UInt64) -> [Law] {
    var history = RandomHistory(seed: seed, rules: rules)
    let all = history.replicas.map(\.history).reduce(History(), rules.merge)
    var broken = merging(&history, into: all) + finding(&history)
    if history.hasBrokenSeenBeats { broken.append(.seenIsReplaced) }
    // Where everything has come together, and where parents and words are missing.
    for held in [all, history.partly(all)] {
      let byRecord = held.revisions(roster: held.roster(root: RandomHistory.root))
      for record in RandomHistory.records {
        broken += viewing(byRecord[record] ?? [], in: &history)
        if held == all { broken += shifting(byRecord[record] ?? [], in: &history) }
      }
    }
    return broken
  }

  /// Order, grouping and repetition make no difference.
  private func merging(_ history: inout RandomHistory, into all: History) -> [Law] {
    var broken: [Law] = []
    let parts = history.replicas.map(\.history)
    let (a, b, c) = (parts[0], parts[1], parts[2])
    let ab = rules.merge(a, b)
    if ab != rules.merge(b, a) { broken.append(.commutative) }
    let abc = rules.merge(ab, c)
    if abc != rules.merge(a, rules.merge(b, c)) { broken.append(.associative) }
    if rules.merge(a, a) != a || rules.merge(ab, a) != ab { broken.append(.idempotent) }
    for replica in history.replicas {
      guard let old = replica.oldCopy?.history else { continue }
      if rules.merge(replica.history, old) != replica.history { broken.append(.idempotent) }
    }
    if parts.contains(where: { part in part.entries.keys.contains { !all.contains($0) } }) {
      broken.append(.nothingLost)
    }

    let digest = abc.canonical
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      if order.map({ parts[$0] }).reduce(History(), rules.merge).canonical != digest {
        broken.append(.anyOrder)
      }
    }
    // Trees of any shape: two of what there is become one until one is left.
    var trees = parts
    while trees.count > 1 {
      trees.shuffle(using: &history.chance)
      trees.append(rules.merge(trees.removeFirst(), trees.removeFirst()))
    }
    if trees[0] != all || trees[0].canonical != all.canonical { broken.append(.anyOrder) }

    if !rules.missing(all, parts[0]).allSatisfy(parts[0].incomplete.contains)
      || !rules.missing(a, a).allSatisfy(a.incomplete.contains)
      || !all.outcome(ofMerging: parts[0], root: RandomHistory.root).isEmpty
    {
      broken.append(.equalIsNothing)
    }
    return broken
  }

  /// By tips the same is found as by looking at everything, and told before as after.
  private func finding(_ history: inout RandomHistory) -> [Law] {
    var broken: [Law] = []
    let ours = history.chance.pick(history.replicas).history
    for theirs in [history.chance.pick(history.replicas).history, history.partly(ours)] {
      for (mine, other) in [(ours, theirs), (theirs, ours)] {
        let found = rules.missing(mine, other)
        let new = Set(other.entries.keys).subtracting(mine.entries.keys)
        if Set(found).count != found.count || !new.isSubset(of: found)
          || !new.union(mine.incomplete).isSuperset(of: found)
          || !found.allSatisfy(other.contains)
          || mine.merging(found, of: other) != mine.merging(other)
        {
          broken.append(.tipsAreEnough)
        }
        let outcome = mine.outcome(ofMerging: other, root: RandomHistory.root)
        let after = mine.merging(other)
        if outcome.entriesNew != after.entries.count - mine.entries.count
          || outcome.entriesKnown + outcome.entriesNew != other.entries.count
          || outcome.isEmpty != (after == mine)
        {
          broken.append(.dryRun)
        }
      }
    }
    return broken
  }

  /// Exactly what stands is seen, by everybody.
  private func viewing(
    _ revisions: [HistoricRevision], in history: inout RandomHistory
  ) -> [Law] {
    var broken: [Law] = []
    let shown = rules.view(revisions, RandomHistory.root)
    // An install holds the revisions in the order in which it received them.
    let shuffled = revisions.shuffled(using: &history.chance)
    if rules.view(shuffled, RandomHistory.root) != shown { broken.append(.sameStateSameView) }
    if rules.view(revisions, history.chance.pick(history.replicas).author) != shown {
      broken.append(.anyOrder)
    }
    return broken + differences(of: shown, from: Oracle(revisions).shown)
  }

  /// Whatever the clocks say, the same stands.
  private func shifting(
    _ revisions: [HistoricRevision], in history: inout RandomHistory
  ) -> [Law] {
    var broken: [Law] = []
    let shown = rules.view(revisions, RandomHistory.root)
    var shifted = revisions
    for place in shifted.indices where shifted[place].revision.replica.bytes[0] % 2 == 1 {
      shifted[place].stamp.wallMilliseconds -= 3_000_000_000_000
      shifted[place].stamp.clockIsGood.toggle()
    }
    let later = rules.view(shifted, RandomHistory.root)
    if later?.existence != shown?.existence || later?.standing != shown?.standing
      || later?.heads != shown?.heads
    {
      broken.append(.clocksDecideNothing)
    }
    let tied = revisions.map { revision in
      var copy = revision
      copy.stamp = .init(clockIsGood: true, wallMilliseconds: 0)
      return copy
    }
    let seen = rules.view(tied.reversed(), RandomHistory.root)
    let seenByOther = rules.view(tied, history.chance.pick(history.replicas).author)
    if seen != seenByOther || seen?.standing != shown?.standing {
      broken.append(.tiesAlike)
    }
    return broken
  }

  private func differences(of shown: Shown?, from expected: Shown?) -> [Law] {
    guard let expected else { return shown == nil ? [] : [.onlyTheRosterCounts] }
    guard let shown else { return [.nothingLost] }
    var broken: [Law] = []
    if shown.existence != expected.existence { broken.append(.existence) }
    if !Set(shown.fields.keys).isSubset(of: expected.fields.keys) {
      broken.append(.onlyTheRosterCounts)
    }
    for (key, field) in expected.fields {
      guard let seen = shown.fields[key] else {
        broken.append(.nothingLost)
        continue
      }
      if !seen.everything.isSuperset(of: field.everything) { broken.append(.nothingLost) }
      if !seen.everything.isSubset(of: field.everything) { broken.append(.seenIsReplaced) }
      if seen.losers.contains(seen.value) { broken.append(.equalIsNothing) }
      if seen.everything == field.everything, seen != field { broken.append(.tiesAlike) }
    }
    if shown != expected { broken.append(.toldTruly) }
    return broken
  }
}

extension History {
  /// The entries of which words are withheld.
  var incomplete: Set<EntryID> { Set(entries.values.filter { !$0.isComplete }.map(\.id)) }
}
