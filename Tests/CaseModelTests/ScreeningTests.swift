import TestSupport
import Testing

@testable import CaseModel

/// The rule as `DOMAIN.md` words it, worked out another way: what was answered with yes as letters,
/// and a dimension is positive if one of the five words can be spelled with them.
private func canSpellPositive(strong: Int, medium: Int, weak: Int) -> Bool {
  let letters =
    String(repeating: "S", count: strong) + String(repeating: "M", count: medium)
    + String(repeating: "W", count: weak)
  return ["SS", "SM", "SW", "MMM", "MMW"].contains { word in
    var rest = letters
    for letter in word {
      guard let place = rest.firstIndex(of: letter) else { return false }
      rest.remove(at: place)
    }
    return true
  }
}

@Suite struct ScreeningRuleTests {
  @Test func `a dimension is positive exactly as the ILO says, for every count up to four`() {
    var positive = 0
    for strong in 0...4 {
      for medium in 0...4 {
        for weak in 0...4 {
          let counts = WeightCounts(strong: strong, medium: medium, weak: weak)
          let expected = canSpellPositive(strong: strong, medium: medium, weak: weak)
          #expect(counts.isPositive == expected, "\(counts)")
          positive += expected ? 1 : 0
        }
      }
    }
    // Not so: nothing but weak ones (5), one strong alone, one medium and weak ones (5), two medium.
    #expect(positive == 125 - 12)
  }

  @Test func `one more yes never makes a positive dimension negative`() {
    for strong in 0...4 {
      for medium in 0...4 {
        for weak in 0...4 where WeightCounts(strong: strong, medium: medium, weak: weak).isPositive
        {
          #expect(WeightCounts(strong: strong + 1, medium: medium, weak: weak).isPositive)
          #expect(WeightCounts(strong: strong, medium: medium + 1, weak: weak).isPositive)
          #expect(WeightCounts(strong: strong, medium: medium, weak: weak + 1).isPositive)
        }
      }
    }
  }
}

@Suite struct ScreeningExplanationTests {
  let table = IndicatorTable.shipped[0]

  /// Answers that make a dimension positive: its three heaviest indicators are there.
  func enough(_ dimension: Dimension) -> [String: Answer] {
    let all = table.indicators.filter { $0.dimension == dimension }
    let heaviest = Indicator.Weight.allCases.flatMap { weight in
      all.filter { $0.weight == weight }
    }
    return Dictionary(uniqueKeysWithValues: heaviest.prefix(3).map { ($0.code, .yes) })
  }

  func conclusion(
    _ answers: [String: Answer], isUnder18: Bool? = false
  ) -> ScreeningExplanation.Conclusion {
    ScreeningExplanation(of: answers, by: table, isUnder18: isUnder18).conclusion
  }

  /// All 64 sets of positive dimensions, by age; the rule written out as a table of its own.
  @Test func `the conclusion follows from the positive dimensions and the age, for all of them`() {
    for set in 0..<64 {
      let dimensions = Dimension.allCases.filter { set >> ($0.rawValue - 1) & 1 == 1 }
      var answers: [String: Answer] = [:]
      for dimension in dimensions { answers.merge(enough(dimension)) { one, _ in one } }
      for isUnder18 in [true, false, nil] as [Bool?] {
        let explanation = ScreeningExplanation(of: answers, by: table, isUnder18: isUnder18)
        #expect(explanation.positive == Set(dimensions))
        let has = { (number: Int) in set >> (number - 1) & 1 == 1 }
        let expected: String =
          if (has(1) || has(2)) && has(4) && has(5) {
            "strong-indication"
          } else if has(4) && isUnder18 == true {
            "strong-indication-under-18"
          } else if set == 0b001000 {
            "labour-rights"
          } else if set != 0 {
            "some-dimensions"
          } else {
            "nothing-asked"
          }
        #expect(
          explanation.conclusion.rawValue == expected, "\(set) \(String(describing: isUnder18))")
        #expect(
          explanation.dependsOnAge
            == (isUnder18 == nil && has(4) && expected != "strong-indication"))
      }
    }
  }

  @Test func `a single yes flags a risk, and answers that aren't yes make nothing positive`() {
    #expect(conclusion(["debt-bondage": .yes]) == .risk)
    #expect(conclusion(["debt-bondage": .yes, "violence": .no]) == .risk)
    let all = Dictionary(uniqueKeysWithValues: table.indicators.map { ($0.code, $0.code) })
    for answer in [Answer.no, .unknown, .refused] {
      #expect(conclusion(all.mapValues { _ in answer }) == .noIndicator)
    }
    #expect(conclusion([:]) == .nothingAsked)
  }

  @Test func `it names what made a dimension positive, and what was not asked`() {
    let explanation = ScreeningExplanation(
      of: [
        "debt-bondage": .yes, "violence": .yes, "isolation": .no, "forced-to-lie": .unknown,
        "withheld-wages": .refused, "of-another-table": .yes,
      ], by: table, isUnder18: nil)
    let finding = explanation.findings[4]
    #expect(finding.dimension == .coercionAtDestination && finding.isPositive)
    #expect(finding.indicators(.yes).map(\.code) == ["debt-bondage", "violence"])
    #expect(finding.indicators(.no).map(\.code) == ["isolation"])
    #expect(finding.indicators(.unknown).map(\.code) == ["forced-to-lie"])
    #expect(finding.indicators(.refused).map(\.code) == ["withheld-wages"])
    #expect(finding.notAsked.count == 10 && finding.notAsked.first?.code == "confiscated-documents")
    #expect(explanation.notAskedCount == 62)
    #expect(explanation.elsewhere == ["of-another-table"])
    #expect(explanation.table == "ilo-2009-adult-labour-v1" && !explanation.isDraft)
  }

  @Test(
    arguments: [
      (2009, nil, true), (2010, nil, true), (2007, nil, false), (1980, "9-17", false),
      (2008, nil, nil), (2008, "18-20", false), (2008, "9-17", true), (nil, "9-17", true),
      (nil, "0-8", true), (nil, "18-20", false), (nil, "48-plus", false), (nil, "unknown", nil),
      (nil, nil, nil),
    ] as [(Int64?, String?, Bool?)])
  func `the age is that on the day, as far as the year of birth or the band tells`(
    year: Int64?, band: String?, expected: Bool?
  ) throws {
    let day = try #require(CivilDate(number: 20_261_031))
    let found = ScreeningExplanation.isUnder18(
      birthYear: year.map(Answer.number), ageBand: band.map(Answer.code), on: day)
    #expect(found == expected)
  }
}

@Suite struct IndicatorAnswerTests {
  let field = Field("indicator", .indicators, en: "?", da: "?")
  let codes = ["debt-bondage", "violence", "violence-on-family", "forced-tasks"]

  @Test func `indicators are answered by any prefix, in both languages`() throws {
    #expect(
      try field.readIndicators(
        "debt=yes, VIOLENCE=nej,violence-on=?,f = vil ikke svare", among: codes)
        == [
          "debt-bondage": .yes, "violence": .no, "violence-on-family": .unknown,
          "forced-tasks": .refused,
        ])
    let cleared = try field.readIndicators("forced-tasks=not-asked", among: codes)
    #expect(cleared == ["forced-tasks": nil] as [String: Answer?])
  }

  @Test(arguments: [
    ("", AnswerError.notIndicators(field: "indicator")),
    ("debt-bondage", .notIndicators(field: "indicator")),
    ("debt-bondage=yes,debt=no", .notIndicators(field: "indicator")),
    ("debt-bondage=perhaps", .noSuchCode(field: "indicator")),
    ("debt-bondage=", .notIndicators(field: "indicator")),
    ("moon=yes", .noSuchCode(field: "indicator")),
    ("=yes", .notIndicators(field: "indicator")),
    ("vio=yes", .ambiguous(field: "indicator", candidates: ["violence", "violence-on-family"])),
  ])
  func `what is no answer is refused`(typed: String, error: AnswerError) {
    #expect(throws: error) { try field.readIndicators(typed, among: codes) }
  }
}
