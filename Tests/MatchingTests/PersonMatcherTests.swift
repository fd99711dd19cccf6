import CaseModel
import TestSupport
import Testing

@testable import Matching

/// What `LabelledTeam`'s error model leaves to be found.
@Suite struct PersonMatcherTests {
  /// How much of what is the same was proposed, and how much of what was proposed is.
  struct Found {
    var same = 0
    var proposed = 0
    var right = 0

    var recall: Double { Double(right) / Double(same) }
    var precision: Double { Double(right) / Double(proposed) }

    mutating func add(_ team: LabelledTeam, _ pairs: [MatchedPair]) {
      let same = team.samePairs
      self.same += same.count
      proposed += pairs.count
      right += pairs.count { same.contains(RecordPair($0.one, $0.other)) }
    }
  }

  /// A labelled set: the books of six teams, some 450 pages each.
  static func found(
    seed: UInt64, persons: Int = 400, teams: Int = 6,
    changing change: (inout PersonDescription) -> Void = { _ in }
  ) -> Found {
    var found = Found()
    for number in 0..<UInt64(teams) {
      let team = LabelledTeam(persons: persons, seed: seed * 100 + number)
      found.add(team, team.matcher(changing: change).pairs())
    }
    return found
  }

  @Test(arguments: 1..<UInt64(LongForm.count(short: 3, long: 30)))
  func `nine of ten are found, and four of five that are proposed are right`(seed: UInt64) {
    let found = Self.found(seed: seed)
    #expect(found.same > 250)
    #expect(found.recall >= 0.9, "seed \(seed): \(found)")
    #expect(found.precision >= 0.8, "seed \(seed): \(found)")
  }

  @Test func `without names, or without anything but names, neither is reached`() {
    let nameless = Self.found(seed: 1, teams: 3) { page in
      page.aliases = []
      page.legalNames = []
    }
    #expect(nameless.recall < 0.6, "\(nameless)")
    let bare = Self.found(seed: 1, teams: 3) { page in
      page.citizenships = []
      page.birthYears = []
      page.phones = []
      page.genders = []
    }
    #expect(bare.recall < 0.85, "\(bare)")
  }

  @Test func `a score says how likely it is`() {
    var bands: [Int: Found] = [:]
    for seed in 0..<UInt64(10) {
      let team = LabelledTeam(persons: 400, seed: 900 + seed)
      let same = team.samePairs
      for pair in team.matcher().pairs() {
        bands[pair.score / 25, default: Found()].proposed += 1
        if same.contains(RecordPair(pair.one, pair.other)) { bands[pair.score / 25]?.right += 1 }
      }
    }
    // From 25, 50 and 75 per cent on.
    for (band, range) in [1: 0.15...0.65, 2: 0.5...0.95, 3: 0.9...1.0] {
      let precision = bands[band]?.precision ?? 0
      #expect(range.contains(precision), "\(band): \(precision)")
    }
  }

  @Test func `the order in which everybody is added makes no difference`() {
    for seed in 0..<UInt64(5) {
      let team = LabelledTeam(persons: 300, seed: 40 + seed)
      let pairs = team.matcher().pairs()
      #expect(pairs.count > 20)
      #expect(team.matcher(shuffledBy: seed).pairs() == pairs)
    }
  }

  @Test func `with only some asked for, theirs are found and no other`() {
    let team = LabelledTeam(persons: 400, seed: 7)
    let all = team.matcher().pairs()
    let touched = Set(team.pages.prefix(60).map(\.description.record))
    let expected = all.filter { touched.contains($0.one) || touched.contains($0.other) }
    #expect(!expected.isEmpty)
    #expect(team.matcher().pairs(touching: touched) == expected)
    #expect(team.matcher().pairs(touching: []).isEmpty)
  }

  @Test func `what was said to be different isn't proposed`() throws {
    let team = LabelledTeam(persons: 300, seed: 3)
    let all = team.matcher().pairs()
    let first = try #require(all.first)
    let declared: Set = [RecordPair(first.other, first.one)]
    #expect(team.matcher().pairs(except: declared) == Array(all.dropFirst()))
  }

  // MARK: What must not be proposed

  func person(
    _ number: Int, _ alias: String, _ change: (inout PersonDescription) -> Void = { _ in }
  )
    -> PersonDescription
  {
    var bytes = [UInt8](repeating: 0, count: 16)
    (bytes[14], bytes[15]) = (UInt8(number >> 8), UInt8(number & 255))
    var person = PersonDescription(RecordID(bytes)!)
    person.aliases = [alias]
    change(&person)
    return person
  }

  @Test(arguments: ["blue hat", "unknown", "ukendt kvinde", "blessing"])
  func `many with one common alias don't flood the list`(alias: String) {
    var matcher = PersonMatcher()
    for number in 0..<20 {
      _ = matcher.add(
        person(number, alias) {
          $0.genders = ["Feminine"]
          if number % 2 == 0 { $0.citizenships = ["NG"] }
        })
    }
    for number in 20..<200 { _ = matcher.add(person(number, "other\(number)")) }
    #expect(matcher.pairs().count <= 20, "\(matcher.pairs().count)")
  }

  @Test func `women of one country who are met together one night are taken for as many`() {
    var matcher = PersonMatcher()
    let names = ["blessing", "blesing", "joy", "gift", "osas", "osaz", "precious", "mercy"]
    let numbers = names.enumerated().map { number, name in
      matcher.add(
        person(number, name) {
          $0.genders = ["Feminine"]
          $0.citizenships = ["NG"]
          $0.birthYears = [2000...2000]
        })
    }
    for number in 8..<100 {
      _ = matcher.add(person(number, "somebody\(number)") { $0.citizenships = ["RO"] })
    }
    #expect(matcher.pairs().count >= 2, "nobody has said that they were met together")
    matcher.add(Encounter(persons: numbers, day: 20_000, place: 1, writer: 1))
    #expect(matcher.pairs().isEmpty)
  }

  @Test func `who only shares companions, country and age isn't proposed`() {
    var matcher = PersonMatcher()
    let names = ["blessing", "joy", "gift", "mercy", "faith", "patience"]
    let numbers = names.enumerated().map { number, name in
      matcher.add(
        person(number, name) {
          $0.genders = ["Feminine"]
          $0.citizenships = ["NG"]
          $0.birthYears = [1999...1999]
        })
    }
    for number in 6..<100 {
      _ = matcher.add(person(number, "somebody\(number)") { $0.citizenships = ["RO"] })
    }
    // Each with the first, never with another.
    for number in numbers.dropFirst() {
      matcher.add(
        Encounter(persons: [numbers[0], number], day: 20_000 + number, place: 1, writer: 1))
    }
    #expect(matcher.pairs().isEmpty)
  }

  // MARK: Single fields

  @Test func `the evidence says what is alike and what isn't`() throws {
    var matcher = PersonMatcher()
    _ = matcher.add(
      person(1, "yuliia shevchenko") {
        $0.citizenships = ["UA"]
        $0.birthYears = [1990...1990]
        $0.phones = ["+45 20304050"]
        $0.genders = ["Feminine"]
      })
    _ = matcher.add(
      person(2, "schevchenko julia") {
        $0.citizenships = ["UA", "RU"]
        $0.birthYears = [1992...1992]
        $0.phones = ["20 30 40 50"]
        $0.genders = ["TransgenderFeminine"]
      })
    for number in 3..<50 { _ = matcher.add(person(number, "somebody\(number)")) }
    let pair = try #require(matcher.pairs().first)
    #expect(
      pair.evidence == [
        .names(.aliases, .inSound), .sameCitizenship, .birthYears(apart: 2), .samePhone,
        .differentGenders,
      ])
    #expect(pair.score > 95)
  }

  @Test func `a phone alone is no proof, but worth a look where nothing is against it`() {
    func pairs(_ one: String?, _ other: String?, countries: [String]) -> [MatchedPair] {
      var matcher = PersonMatcher()
      for (number, (alias, country)) in zip([one, other], countries).enumerated() {
        _ = matcher.add(
          person(number, alias ?? "") {
            $0.phones = ["20304050"]
            $0.citizenships = [country]
          })
      }
      for number in 2..<300 {
        _ = matcher.add(
          person(number, "somebody\(number)") {
            $0.citizenships = number % 2 == 0 ? ["NG"] : ["RO"]
          })
      }
      return matcher.pairs()
    }
    #expect(pairs("blessing", nil, countries: ["NG", "NG"]).count == 1)
    #expect(pairs("blessing", "maria", countries: ["NG", "RO"]).isEmpty)
  }
}
