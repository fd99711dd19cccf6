import CaseModel
import Merge
import TestSupport

/// The laws of `Docs/Merge.md`, checked on one random history after the other.
///
/// What should stand is worked out here by plain recursion over parents, in another way than in the
/// code under test.
struct Laws {
  let rules: Rules

  /// The first history among `count` that breaks a law, and which.
  func firstViolation(among count: Int) -> (seed: UInt64, law: String)? {
    for seed in 0..<UInt64(count) {
      if let law = violation(in: RandomHistory(seed: seed, rules: rules)) { return (seed, law) }
    }
    return nil
  }

  private func violation(in history: RandomHistory) -> String? {
    if let broken = history.violations.first { return broken }
    return merging(history)
      ?? RandomHistory.records.lazy.compactMap { record in
        self.standing(of: record, in: history)
      }.first
  }

  /// Laws 1 to 4, 8: whatever the order, the shape and the reader, the same comes out.
  private func merging(_ history: RandomHistory) -> String? {
    let parts = history.replicas.map(\.revisions)
    let (a, b, c) = (parts[0], parts[1], parts[2])
    if ids(rules.merge(a, b)) != ids(rules.merge(b, a)) { return "1: not commutative" }
    if ids(rules.merge(rules.merge(a, b), c)) != ids(rules.merge(a, rules.merge(b, c))) {
      return "2: not associative"
    }
    if ids(rules.merge(a, a)) != ids(a) { return "3: not idempotent" }
    let forward = parts.reduce([:], rules.merge)
    let backward = parts.reversed().reduce([:], rules.merge)
    for record in RandomHistory.records {
      var seen: [Shown?] = []
      for revisions in [forward, backward] {
        for reader in history.replicas {
          seen.append(
            rules.view(revisions.values.filter { $0.revision.record == record }, reader.author))
        }
      }
      if seen.contains(where: { $0 != seen[0] }) { return "4, 8: readers see different things" }
    }
    return nil
  }

  private func ids(_ revisions: Rules.Revisions) -> Set<RevisionID> { Set(revisions.keys) }

  /// Laws 5, 6, 9, 10 and held-back authors: exactly what stands is seen, whatever the clocks say.
  private func standing(of record: RecordID, in history: RandomHistory) -> String? {
    let all = history.replicas.map(\.revisions).reduce([:], rules.merge)
    let revisions = all.values.filter { $0.revision.record == record }
    let reader = history.replicas[0].author
    let shown = rules.view(Array(revisions), reader)
    let accepted = revisions.filter(\.isAccepted)
    guard !accepted.isEmpty else { return shown == nil ? nil : "held back, yet shown" }
    guard let shown else { return "5: nothing is shown" }
    for key in Set(accepted.flatMap(\.keys)) {
      let writes = accepted.filter { $0.keys.contains(key) }
      let expected = Set(
        writes.filter { write in
          !writes.contains { $0.id != write.id && descends($0, from: write.id, in: all) }
        }.map { $0.said(key) })
      guard let field = shown.fields[key] else { return "5: a field isn't shown" }
      if field.everything != expected { return "5, 10: shown are others than those that stand" }
      if field.losers.contains(field.value) { return "10: equal edits are a conflict" }
      let protected = Value.answer(.code("not-safe"))
      if key.name == "contact-safety", expected.contains(protected), field.value != protected {
        return "the protective value isn't shown"
      }
    }
    let heads = accepted.filter { head in
      !accepted.contains { $0.id != head.id && descends($0, from: head.id, in: all) }
    }
    let operations = Set(heads.map(\.revision.operation))
    let expected: Existence =
      operations == [.put] ? .here : operations == [.delete] ? .gone : .disputed
    if shown.existence != expected { return "9: existence" }

    var shifted = Array(revisions)
    for place in shifted.indices where shifted[place].revision.replica.bytes[0] % 2 == 1 {
      shifted[place].stamp.wallMilliseconds -= 3_000_000_000_000
    }
    let later = rules.view(shifted, reader)
    if later?.existence != shown.existence
      || later?.fields.mapValues(\.everything) != shown.fields.mapValues(\.everything)
    {
      return "6: a clock decides what stands"
    }
    return nil
  }

  private func descends(
    _ revision: HistoricRevision, from ancestor: RevisionID, in all: Rules.Revisions
  ) -> Bool {
    revision.revision.parents.contains { parent in
      parent == ancestor || all[parent].map { descends($0, from: ancestor, in: all) } ?? false
    }
  }
}
