import TestSupport
import Testing

@testable import Reports

/// The promise of `Docs/Disclosure.md` on tables that nobody made up to suit it.
@Suite struct DisclosureTests {
  /// A table by one, two or three fields, often sparse, with all its margins.
  static func randomTable(_ seed: UInt64, sizes: [Int]? = nil) -> Publication {
    var chance = Seeded(seed)
    let fields = 1 + chance.below(3)
    let sizes = sizes ?? (0..<fields).map { _ in 1 + chance.below([7, 4, 3][fields - 1]) }
    let most = chance.pick([3, 8, 20, 60])
    let empty = chance.pick([2, 3, 10])
    var publication = Publication()
    _ = CrossTable(sizes, to: &publication) { _ in
      chance.once(in: empty) ? 0 : chance.below(most + 1)
    }
    return publication
  }

  /// A table as it is shown.
  typealias Shown = (Publication, hidden: [Bool])

  static func shown(_ publication: Publication, k: Int = 5) -> Shown {
    (publication, publication.hidden(atLeast: k))
  }

  /// Hides the small counts and in every sum one more, as many do by hand.
  static func naive(_ publication: Publication) -> Shown {
    var hidden = publication.counts.map { (1..<5).contains($0) }
    for relation in publication.relations {
      let row = relation.other
      guard row.count(where: { hidden[$0] }) == 1,
        let next = row.filter({ !hidden[$0] }).min(by: {
          (publication.counts[$0], $0) < (publication.counts[$1], $1)
        })
      else { continue }
      hidden[next] = true
    }
    return (publication, hidden)
  }

  /// How many values a hidden count can have, tried one by one.
  static func values(of place: Int, in table: Shown, upTo most: Int) -> Int {
    let (publication, hidden) = table
    let free = publication.counts.indices.filter { hidden[$0] }
    var counts = publication.counts
    func fill(_ rest: ArraySlice<Int>) -> Bool {
      guard let next = rest.first else {
        return publication.relations.allSatisfy { $0.holds(for: counts) }
      }
      return (1...most).contains { value in
        counts[next] = value
        return fill(rest.dropFirst())
      }
    }
    return (1...most).count { value in
      counts = publication.counts
      counts[place] = value
      return fill(free.filter { $0 != place }[...])
    }
  }

  @Test func `small counts are hidden, zeros are not, and the same table is hidden alike`() {
    for seed in 0..<UInt64(400) {
      let table = Self.randomTable(seed)
      let hidden = table.hidden(atLeast: 5)
      for (count, isHidden) in zip(table.counts, hidden) {
        #expect(count != 0 || !isHidden, "seed \(seed): a zero is shown")
        #expect(!(1..<5).contains(count) || isHidden, "seed \(seed): a small count is hidden")
      }
      #expect(table.counts.contains { (1..<5).contains($0) } || !hidden.contains(true))
      #expect(table.hidden(atLeast: 5) == hidden)
    }
  }

  @Test func `one sum is hidden as one would by hand`() {
    func hidden(_ counts: [Int]) -> [Bool] {
      var publication = Publication()
      _ = CrossTable([counts.count], to: &publication) { counts[$0[0]] }
      return publication.hidden(atLeast: 5)
    }
    #expect(hidden([0, 10, 20]) == [false, false, false, false])
    // 10 and 20 are hidden together, whichever of the two is small; 3 joins them.
    #expect(hidden([20, 10, 3]) == [false, true, true, false])
    #expect(hidden([20, 3, 10]) == [false, true, true, false])
    #expect(hidden([3, 10, 20]) == [true, true, true, false])
    #expect(hidden([1, 8, 9, 8]) == [true, true, false, false, false])
    // 1 and 2 leave two possibilities for each: one more goes, and what is hidden with it.
    #expect(hidden([1, 2, 9, 8]) == [true, true, true, true, false])
    // A single one that isn't 0 would be the total.
    #expect(hidden([3, 0]) == [true, false, true])
    // 2 and 3 leave four possibilities: nothing is left but to hide the total.
    #expect(hidden([2, 3]) == [true, true, true])
  }

  /// 73 persons, 48 of them women and 24 men, of whom 36 women and some men for sexual exploitation:
  /// `Docs/Disclosure.md` works through it.
  @Test func `a figure that exposed one person by subtraction no longer does`() throws {
    var publication = Publication()
    let table = CrossTable([3], to: &publication) { [48, 24, 1][$0[0]] }
    let hidden = publication.hidden(atLeast: 5)
    #expect(hidden == [false, true, true, false])
    #expect(Self.values(of: table.index(of: [2]), in: (publication, hidden), upTo: 30) == 24)
    #expect(Self.values(of: table.index(of: [1]), in: (publication, hidden), upTo: 30) == 24)
    let plain = [false, false, true, false]
    #expect(Self.values(of: table.index(of: [2]), in: (publication, plain), upTo: 30) == 1)
  }

  /// Trying all whole numbers needs no solver.
  @Test func `every hidden count of small tables has five values, tried one by one`() {
    var tried = 0
    for seed in 0..<UInt64(800) {
      var chance = Seeded(seed)
      var publication = Publication()
      let sizes = chance.pick([[2], [3], [4], [2, 2]])
      _ = CrossTable(sizes, to: &publication) { _ in chance.below(8) }
      let table = Self.shown(publication)
      let most = (zip(publication.counts, table.hidden).filter(\.1).map(\.0).max() ?? 0) + 5
      guard table.hidden.count(where: { $0 }) <= (most > 12 ? 3 : 4) else { continue }
      for place in publication.counts.indices where table.hidden[place] {
        tried += 1
        #expect(
          Self.values(of: place, in: table, upTo: most) >= 5, "seed \(seed): \(publication.counts)")
      }
    }
    #expect(tried > 300)
  }

  @Test(.enabled(if: Attacker.isThere, "needs python3 with scipy"), arguments: [5, 11])
  func `an attacker with integer programming leaves every hidden count k values`(k: Int) throws {
    let tables = (0..<UInt64(LongForm.count(short: 120, long: 3000))).map {
      Self.shown(Self.randomTable($0), k: k)
    }
    let answers = try Attacker.attack(tables, k: k)
    #expect(answers.count == tables.count)
    for (seed, answer) in answers.enumerated() { #expect(answer.fewest ?? k == k, "seed \(seed)") }
    #expect(answers.count { $0.fewest != nil } > tables.count / 3)
  }

  @Test(.enabled(if: Attacker.isThere, "needs python3 with scipy"))
  func `the same attacker breaks one who hides one more in every sum`() throws {
    let tables = (0..<UInt64(120)).map { Self.naive(Self.randomTable($0)) }
    let broken = try Attacker.attack(tables).count { $0.fewest.map { $0 < 5 } ?? false }
    #expect(broken > 12)
  }

  @Test(.enabled(if: Attacker.isThere, "needs python3 with scipy"))
  func `hardly more is hidden than has to be`() throws {
    let tables = (0..<UInt64(200)).map { seed in
      var chance = Seeded(seed)
      return Self.shown(
        Self.randomTable(seed, sizes: [2 + chance.below(4), 2 + chance.below(4)]))
    }
    let answers = try Attacker.attack(tables, optimum: true)
    var ratios: [Double] = []
    for (table, answer) in zip(tables, answers) {
      let hidden = table.hidden.count { $0 }
      let optimum = try #require(answer.optimum)
      #expect(optimum <= hidden)
      if hidden > 0 { ratios.append(Double(hidden) / Double(optimum)) }
    }
    let mean = ratios.reduce(0, +) / Double(ratios.count)
    #expect(ratios.count > 100 && mean <= 1.5, "mean \(mean)")
  }
}

extension Publication.Relation {
  /// Whether it is true of counts.
  func holds(for counts: [Int]) -> Bool {
    let sum = sum.reduce(0) { $0 + counts[$1] }
    let other = other.reduce(0) { $0 + counts[$1] }
    return isEqual ? sum == other : sum >= other
  }
}
