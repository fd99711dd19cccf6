/// What a screening's answers come to by the ILO's rule, and why: an explanation, never a verdict.
///
/// Only *yes* counts. Whether that makes somebody trafficked is for others to decide.
public struct ScreeningExplanation: Equatable, Sendable {
  /// What was answered within one dimension.
  public struct Finding: Equatable, Sendable {
    /// The dimension.
    public let dimension: Dimension
    /// The table's indicators of the dimension that have an answer, by stored code.
    public let answered: [(indicator: Indicator, answer: Answer)]
    /// Those that were not asked yet.
    public let notAsked: [Indicator]

    /// The indicators that were answered so.
    public func indicators(_ answer: Answer) -> [Indicator] {
      answered.filter { $0.answer == answer }.map(\.indicator)
    }

    /// Whether those answered with yes make the dimension positive.
    public var isPositive: Bool { WeightCounts(indicators(.yes)).isPositive }

    /// Whether both say the same.
    public static func == (one: Self, other: Self) -> Bool {
      one.dimension == other.dimension && one.notAsked == other.notAsked
        && one.answered.elementsEqual(other.answered) { $0 == $1 }
    }
  }

  /// What the dimensions come to.
  public enum Conclusion: String, CaseIterable, Sendable {
    /// Deceptive or coercive recruitment, exploitation, and coercion at destination.
    case strongIndication = "strong-indication"
    /// Exploitation of somebody under 18, where means are not required.
    case strongIndicationUnder18 = "strong-indication-under-18"
    /// Exploitation alone.
    case labourRights = "labour-rights"
    /// Other dimensions are positive.
    case someDimensions = "some-dimensions"
    /// No dimension is positive, but an indicator is there.
    case risk
    /// No question was answered with yes.
    case noIndicator = "no-indicator"
    /// No question was asked.
    case nothingAsked = "nothing-asked"
  }

  /// The table's id.
  public let table: String
  /// Whether the table's weights still have to be verified.
  public let isDraft: Bool
  /// The six dimensions, in order.
  public let findings: [Finding]
  /// Codes that were answered and that the table doesn't have, sorted.
  public let elsewhere: [String]
  /// Whether the person was under 18; nil if nobody can say.
  public let isUnder18: Bool?

  /// Explains answers.
  ///
  /// - Parameters:
  ///   - answers: The answers by code; what isn't there wasn't asked.
  ///   - table: The table that was used.
  ///   - isUnder18: Whether the person was under 18; nil if nobody can say.
  public init(of answers: [String: Answer], by table: IndicatorTable, isUnder18: Bool?) {
    self.table = table.id
    isDraft = table.isDraft
    self.isUnder18 = isUnder18
    findings = Dimension.allCases.map { dimension in
      let all = table.indicators.filter { $0.dimension == dimension }
      return Finding(
        dimension: dimension,
        answered: all.compactMap { indicator in answers[indicator.code].map { (indicator, $0) } },
        notAsked: all.filter { answers[$0.code] == nil })
    }
    elsewhere = answers.keys.filter { table.indicator($0) == nil }.sorted()
  }

  /// The dimensions that are positive.
  public var positive: Set<Dimension> {
    Set(findings.filter(\.isPositive).map(\.dimension))
  }

  /// How many of the table's indicators were not asked yet.
  public var notAskedCount: Int { findings.reduce(0) { $0 + $1.notAsked.count } }

  /// What the dimensions come to.
  public var conclusion: Conclusion {
    let positive = positive
    let isRecruited =
      positive.contains(.deceptiveRecruitment) || positive.contains(.coerciveRecruitment)
    if isRecruited && positive.isSuperset(of: [.exploitation, .coercionAtDestination]) {
      return .strongIndication
    }
    if isUnder18 == true && positive.contains(.exploitation) { return .strongIndicationUnder18 }
    if positive == [.exploitation] { return .labourRights }
    if !positive.isEmpty { return .someDimensions }
    if findings.contains(where: { !$0.indicators(.yes).isEmpty }) { return .risk }
    return findings.allSatisfy(\.answered.isEmpty) ? .nothingAsked : .noIndicator
  }

  /// Whether to know the age would change the conclusion.
  public var dependsOnAge: Bool {
    isUnder18 == nil && positive.contains(.exploitation) && conclusion != .strongIndication
  }
}

extension ScreeningExplanation {
  /// Whether somebody was under 18 on a day, as far as a year of birth or a band of ages tells.
  ///
  /// The year of birth decides where it can; in the year of the eighteenth birthday the band does.
  ///
  /// - Returns: nil if neither tells.
  public static func isUnder18(birthYear: Answer?, ageBand: Answer?, on day: CivilDate) -> Bool? {
    if case .number(let year) = birthYear {
      let age = Int64(day.year) - year
      if age != 18 { return age < 18 }
    }
    guard case .code(let band) = ageBand, band.first?.isNumber == true else { return nil }
    return ["0-8", "9-17"].contains(band)
  }
}

extension ScreeningExplanation.Conclusion {
  /// What a person reads: an explanation and what to do next.
  public var labels: Labels {
    switch self {
    case .strongIndication:
      Labels(
        en: "Deceptive or coercive recruitment, exploitation and coercion at destination come "
          + "together: a strong indication. Refer, if the person wants it.",
        da: "Vildledning eller tvang ved rekrutteringen, udnyttelse og tvang på stedet optræder "
          + "sammen: en stærk indikation. Henvis, hvis personen ønsker det.")
    case .strongIndicationUnder18:
      Labels(
        en:
          "There is exploitation, and the person is under 18, where neither deception nor coercion "
          + "is required: a strong indication. Refer.",
        da:
          "Der er udnyttelse, og personen er under 18 år, hvor hverken vildledning eller tvang er "
          + "et krav: en stærk indikation. Henvis.")
    case .labourRights:
      Labels(
        en: "Only exploitation is positive: this looks like a labour-rights case. A union or a "
          + "lawyer may help.",
        da:
          "Kun udnyttelse er positiv: det ligner en sag om rettigheder på arbejdet. En fagforening "
          + "eller en advokat kan måske hjælpe.")
    case .someDimensions:
      Labels(
        en:
          "Some dimensions are positive, but not those that together make a strong indication. Go "
          + "on asking when the person is ready, and talk it over with a colleague.",
        da: "Nogle dimensioner er positive, men ikke dem, der sammen giver en stærk indikation. "
          + "Spørg videre, når personen er klar, og tal det igennem med en kollega.")
    case .risk:
      Labels(
        en: "No dimension is positive, but what was answered with yes flags a risk. Stay in touch.",
        da: "Ingen dimension er positiv, men det, der blev svaret ja til, peger på en risiko. Hold "
          + "kontakten.")
    case .noIndicator:
      Labels(
        en: "No question was answered with yes so far.",
        da: "Der er indtil nu ikke svaret ja til noget spørgsmål.")
    case .nothingAsked:
      Labels(en: "No question was asked yet.", da: "Der er ikke stillet noget spørgsmål endnu.")
    }
  }
}

extension Answer {
  /// The answer "yes".
  public static let yes = Answer.code("yes")
  /// The answer "no".
  public static let no = Answer.code("no")
}
