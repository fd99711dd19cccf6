import CaseModel
import Merge
import Sealing
import TestSupport
import Testing

@Suite struct OracleTests {
  /// Denser than what people would write: any number of parents, any of them missing.
  @Test func `a record shows what the law says, whatever its revisions' parents`() {
    for seed in 0..<UInt64(LongForm.count(short: 1000, long: 100_000)) {
      var chance = Seeded(seed &+ 1_000_000_007)
      let revisions = Self.revisions(&chance).shuffled(using: &chance)
      let shown = RecordView(of: revisions, kind: .person).map(Shown.init)
      #expect(shown == Oracle(revisions).shown, "seed \(seed)")
    }
  }

  /// A law about forks proves nothing where there are none.
  @Test func `random histories have in them what the laws speak of`() {
    var seen: [String: Int] = [:]
    for seed in 0..<UInt64(250) {
      var history = RandomHistory(seed: seed, rules: Rules())
      let all = history.replicas.map(\.history).reduce(History()) { $0.merging($1) }
      let roster = all.roster(root: RandomHistory.root)
      let entries = all.entries.values
      let part = history.partly(all)
      if !all.forks.isEmpty { seen["fork", default: 0] += 1 }
      if history.replicas.contains(where: { !$0.history.gaps.isEmpty }) {
        seen["gap", default: 0] += 1
      }
      if history.replicas.contains(where: { !$0.history.incomplete.isEmpty }) {
        seen["withheld", default: 0] += 1
      }
      if entries.contains(where: { !roster.accepts($0.entry.author) }) {
        seen["held back", default: 0] += 1
      }
      if entries.contains(where: { $0.changes.count > 1 && $0.entry.sequence > 1 }) {
        seen["several records in an entry", default: 0] += 1
      }
      if Set(entries.map(\.entry.stamp)).count < entries.count {
        seen["equal stamps", default: 0] += 1
      }
      if part.views(roster: roster).values.contains(where: \.isMissingChange) {
        seen["missing parent", default: 0] += 1
      }
      for view in all.views(roster: roster).values where view.kind == "person" {
        if view.existence == .disputed { seen["disputed", default: 0] += 1 }
        if view.existence == .gone { seen["gone", default: 0] += 1 }
        if view.isParallel { seen["side by side", default: 0] += 1 }
        if view.fields.values.contains(where: \.isConflict) { seen["conflict", default: 0] += 1 }
        if view.fields.values.contains(where: { $0.losers.count > 1 }) {
          seen["conflict of three", default: 0] += 1
        }
      }
    }
    for what in [
      "fork", "gap", "withheld", "held back", "several records in an entry", "equal stamps",
      "disputed", "gone", "side by side", "missing parent", "conflict", "conflict of three",
    ] {
      #expect(seen[what, default: 0] >= 10, "\(what): \(seen[what, default: 0]) of 250")
    }
  }

  private static func revisions(_ chance: inout Seeded) -> [HistoricRevision] {
    var revisions: [HistoricRevision] = []
    for number in 1...(1 + chance.below(24)) {
      var parents = Set<RevisionID>()
      for _ in 0..<chance.below(4) where !revisions.isEmpty {
        parents.insert(chance.pick(revisions).id)
      }
      if chance.once(in: 15) { parents.insert(RevisionID([UInt8](repeating: 7, count: 32))!) }
      var answers: [FieldKey: Answer?] = [:]
      for name in ["gender", "contact-safety", "living"] where chance.once(in: 2) {
        let value = chance.pick([.code("safe"), .code("not-safe"), .code("a"), Answer?.none])
        answers.updateValue(value, forKey: FieldKey(name))
      }
      let author = UInt8(1 + chance.below(4))
      let text = chance.pick(["one", "two"])
      let commitment = Revision.Commitment(
        Hashing.blake2b(32, domain: "test words", [author], Array(text.utf8)))!
      let revision = Revision(
        author: RandomHistory.key(author), replica: .zero, sequence: UInt64(number), index: 0,
        record: RandomHistory.records[0], kind: "person", owner: nil, seed: [],
        operation: chance.once(in: 6) ? .delete : .put, parents: Array(parents), answers: answers,
        words: chance.once(in: 2) ? ["note": commitment] : [:])
      revisions.append(
        HistoricRevision(
          id: RevisionID(Hashing.blake2b(32, domain: "test revision", revision.header))!,
          revision: revision,
          stamp: .init(
            clockIsGood: !chance.once(in: 3), wallMilliseconds: Int64(chance.below(3))),
          isAccepted: !chance.once(in: 5), texts: chance.once(in: 4) ? [:] : ["note": text]))
    }
    return revisions
  }
}
