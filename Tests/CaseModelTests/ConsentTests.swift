import TestSupport
import Testing

@testable import CaseModel

/// Which of a person's answers holds: a law of the domain, tried on random sets of statements.
@Suite struct ConsentTests {
  static let organisations = (1...3).map { RecordID([UInt8](repeating: $0, count: 16))! }
  static let clinic = organisations[0]

  static func day(_ number: Int) -> CivilDate { CivilDate(number: 20_261_000 + number)! }

  static func said(
    _ answer: ConsentAnswer, _ day: Int?, minute: Int? = nil, to organisation: RecordID? = clinic,
    until: Int? = nil, purposes: Set<String> = ["share"], number: UInt8 = 0, written: Int64 = 0
  ) -> ConsentStatement {
    ConsentStatement(
      record: RecordID([UInt8](repeating: number, count: 16))!, purposes: purposes,
      organisation: organisation, answer: answer, on: day.map(Self.day), minute: minute,
      until: until.map(Self.day), covers: [], how: nil,
      written: Entry.Stamp(clockIsGood: true, wallMilliseconds: written))
  }

  func allows(_ statements: [ConsentStatement], on day: Int = 20) -> Bool {
    statements.holding(for: .share(with: Self.clinic), on: Self.day(day))?
      .allows(on: Self.day(day)) ?? false
  }

  @Test func `the newest answer holds, by the day on which it was given`() {
    #expect(!allows([]))
    #expect(allows([Self.said(.given, 1)]))
    #expect(!allows([Self.said(.given, 1), Self.said(.withdrawn, 2)]))
    #expect(allows([Self.said(.refused, 1), Self.said(.given, 2)]))
    // What was written later about an earlier day is older.
    #expect(allows([Self.said(.given, 2, written: 1), Self.said(.refused, 1, written: 2)]))
  }

  @Test func `on one day the most protective answer holds, unless both say at what time`() {
    for answer in [ConsentAnswer.unclear, .refused, .withdrawn] {
      for minute in [nil, 600] {
        let no = Self.said(answer, 1, minute: minute, written: 1)
        #expect(!allows([no, Self.said(.given, 1, written: 2)]))
        #expect(
          allows([no, Self.said(.given, 1, minute: 601, written: 2)]) == (minute != nil))
        #expect(!allows([no, Self.said(.given, 1, minute: 599, written: 2)]))
      }
    }
    let both = [Self.said(.refused, 1), Self.said(.withdrawn, 1)]
    #expect(both.holding(for: .share(with: Self.clinic), on: Self.day(1))?.answer == .withdrawn)
  }

  @Test func `of equal answers of one day the one written last says what it covers`() {
    var (first, last) = (
      Self.said(.given, 1, number: 2), Self.said(.given, 1, number: 1, written: 9)
    )
    first.covers = ["name"]
    last.covers = ["contact"]
    for order in [[first, last], [last, first]] {
      let holding = order.holding(for: .share(with: Self.clinic), on: Self.day(1))
      #expect(holding?.covers == ["contact"])
    }
  }

  @Test func `a consent ends with its last day, and an older one doesn't come back`() {
    let statements = [Self.said(.given, 1), Self.said(.given, 2, until: 10)]
    #expect(allows(statements, on: 10))
    #expect(!allows(statements, on: 11))
  }

  @Test func `an organisation that wasn't named has no consent, but every refusal`() {
    #expect(!allows([Self.said(.given, 1, to: nil)]))
    #expect(!allows([Self.said(.given, 1, to: Self.organisations[1])]))
    #expect(!allows([Self.said(.given, 1), Self.said(.refused, 2, to: nil)]))
    #expect(allows([Self.said(.given, 1), Self.said(.refused, 2, to: Self.organisations[1])]))
    // She said no to all, and then yes to one.
    #expect(allows([Self.said(.refused, 1, to: nil), Self.said(.given, 2)]))
  }

  @Test func `a consent to one thing is none to another`() {
    for purpose in ["keep-record", "statistics", "research"] {
      #expect(!allows([Self.said(.given, 1, purposes: [purpose])]))
      #expect(allows([Self.said(.given, 1), Self.said(.withdrawn, 2, purposes: [purpose])]))
    }
    // To what, somebody has to settle first.
    #expect(!allows([Self.said(.given, 1, purposes: ["share", "research"])]))
    #expect(
      !allows([Self.said(.given, 1), Self.said(.refused, 2, purposes: ["share", "research"])]))
    let counted = [Self.said(.given, 1, to: nil, purposes: ["statistics"])]
    #expect(counted.holding(for: ConsentUse("statistics"), on: Self.day(1))?.answer == .given)
  }

  @Test func `what was said later doesn't undo what was done`() {
    let statements = [Self.said(.given, 5), Self.said(.withdrawn, 10)]
    #expect(!allows(statements, on: 4))
    #expect(allows(statements, on: 9))
    #expect(!allows(statements, on: 10))
  }

  /// Whatever was written in whatever order: the order makes no difference, nobody's no makes a yes,
  /// and a yes holds only if nothing that isn't one was said since.
  @Test func `in random sets of answers the order makes no difference and a no never helps`() {
    for seed in 0..<UInt64(3000) {
      var chance = Seeded(seed)
      let statements = (0..<chance.below(7)).map { number in Self.random(&chance, UInt8(number)) }
      let use = ConsentUse.share(with: Self.clinic)
      let today = Self.day(1 + chance.below(6))
      let holding = statements.holding(for: use, on: today)
      let allowed = holding?.allows(on: today) ?? false
      for _ in 0..<3 {
        #expect(
          statements.shuffled(using: &chance).holding(for: use, on: today) == holding,
          "seed \(seed)")
      }
      var no = Self.random(&chance, 100)
      no.answer = chance.pick([.unclear, .refused, .withdrawn])
      let more = statements + [no]
      #expect(
        allowed || !(more.holding(for: use, on: today)?.allows(on: today) ?? false), "\(seed)")
      guard allowed, let holding else { continue }
      #expect(holding.organisation == Self.clinic && holding.purposes == ["share"], "seed \(seed)")
      for other in statements where other.answer != .given && other.isAbout(use) {
        let isOlder =
          other.on.map { day in
            day > today || day < holding.on ?? day
              || day == holding.on && other.minute ?? 1440 < holding.minute ?? -1
          } ?? false
        #expect(isOlder, "seed \(seed)")
      }
    }
  }

  private static func random(_ chance: inout Seeded, _ number: UInt8) -> ConsentStatement {
    said(
      chance.pick([.given, .given, .given, .unclear, .refused, .withdrawn]),
      chance.once(in: 10) ? nil : 1 + chance.below(5),
      minute: chance.once(in: 2) ? 600 + chance.below(3) : nil,
      to: chance.once(in: 6) ? nil : organisations[chance.below(2)],
      until: chance.once(in: 4) ? 1 + chance.below(8) : nil,
      purposes: chance.once(in: 8) ? ["statistics"] : ["share"], number: number,
      written: Int64(chance.below(3)))
  }
}
