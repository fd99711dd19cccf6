import CaseModel
import Foundation
import JournalStore
import TestSupport
import Testing

@testable import Reports

/// The promise of `Docs/Disclosure.md` on whole reports, all tables of each together.
@Suite struct MonthlyDisclosureTests {
  let folder = TemporaryFolder()
  let period = Period("2026-10", today: CivilDate(number: 20_261_101)!)!

  /// The cells of a month in which anything may happen.
  func randomMonth(_ seed: UInt64) throws -> Attacked {
    var chance = Seeded(seed)
    let journal = try Journal.temporary("\(seed).hopenow", in: folder)
    let codes = Vocabulary.gender.codes.prefix(1 + chance.below(3)).map(\.stored) + ["unknown"]
    let persons = try journal.write(
      (0..<1 + chance.below(12)).map { _ in
        .person(
          "A", gender: chance.once(in: 4) ? nil : chance.pick(codes),
          citizenship: (0..<chance.below(3)).map { _ in chance.pick(["NG", "GH", "RO"]) })
      })
    let kinds = Kind.all.filter { $0.isActivity && !chance.once(in: 3) }
    let most = chance.pick([1, 3, 20])
    var drafts: [Draft] = []
    for _ in 0..<(kinds.isEmpty ? 0 : chance.pick([5, 30, 90])) {
      let kind = chance.pick(kinds)
      var draft = journal.newRecord(kind, owner: kind.isOwned ? chance.pick(persons) : nil)
      draft.set("on", to: .date(period.days.lowerBound, minute: nil))
      for field in kind.fields where field.isCounted {
        let all = (field.type.vocabulary?.codes.map(\.stored) ?? []).prefix(3) + ["unknown"]
        if field.isMany {
          for _ in 0..<chance.below(3) { draft.add(.code(chance.pick(Array(all))), to: field.name) }
        } else if !chance.once(in: 3) {
          draft.set(field.name, to: .code(chance.pick(Array(all))))
        }
      }
      if !kind.isOwned, !chance.once(in: 3) {
        for _ in 0..<chance.below(4) { draft.add(.record(chance.pick(persons)), to: "person") }
      }
      if kind == .contact, !chance.once(in: 3) {
        draft.set("met", to: .number(Int64(chance.below(most))))
        if chance.once(in: 2) {
          draft.set("met-gender", for: codes[0], to: Int64(chance.below(most)))
        }
      }
      drafts.append(draft)
    }
    try journal.write(drafts)
    return try Attacked(ReportRequest(.monthly, period: period, version: "test"), of: journal)
  }

  /// Months of the demo, as the program counts them.
  func demoMonths(seed: Int) throws -> [Attacked] {
    let demo = try Program(in: folder).run([
      "demo", "--folder", "d", "--workers", "2", "--months", "3", "--seed", "\(seed)",
    ])
    #expect(demo.status == 0)
    return try (1...2).flatMap { worker in
      let journal = try Journal.open(
        "d/worker-\(worker).hopenow", in: folder, secret: .file(folder.file("d/demo.key")))
      return try ["2026-08", "2026-09", "2026-10", "2026-Q3"].map { text in
        let period = try #require(Period(text, today: CivilDate(number: 20_261_101)!))
        return try Attacked(
          ReportRequest(.monthly, period: period, version: "test"), of: journal)
      }
    }
  }

  private func expectAll(of months: [Attacked]) throws {
    for month in months {
      #expect(month.publication.relations.allSatisfy { $0.holds(for: month.publication.counts) })
      #expect(zip(month.true, month.shown).allSatisfy { $1.count == nil || $0 == $1 })
      #expect(
        zip(month.true, month.shown).allSatisfy {
          !(1..<5).contains($0.count ?? 0) || $1.count == nil
        })
    }
    guard Attacker.isThere else { return }
    let answers = try Attacker.attack(months.map { ($0.publication, hidden: $0.hidden) })
    for (month, answer) in answers.enumerated() {
      #expect(answer.fewest ?? 5 == 5, "month \(month)")
    }
  }

  @Test func `what a reader knows holds in any month`() throws {
    for seed in 0..<UInt64(LongForm.count(short: 20, long: 2000)) {
      let publication = try randomMonth(seed).publication
      #expect(
        publication.relations.allSatisfy { $0.holds(for: publication.counts) }, "seed \(seed)")
    }
  }

  @Test(.enabled(if: Attacker.isThere, "needs python3 with scipy"))
  func `an attacker who knows all tables of a month leaves every hidden cell five values`() throws {
    try expectAll(of: (0..<UInt64(LongForm.count(short: 6, long: 300))).map(randomMonth))
  }

  @Test(.enabled(if: Attacker.isThere, "needs python3 with scipy"))
  func `no month of a demo gives a hidden cell away`() throws {
    try expectAll(of: demoMonths(seed: 1))
  }
}
