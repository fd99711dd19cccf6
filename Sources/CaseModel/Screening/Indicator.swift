/// A question that a screening asks, whose answer *yes* is a sign of trafficking.
public struct Indicator: Hashable, Sendable {
  /// How much it weighs in the rule of the ILO (``WeightCounts/isPositive``).
  public enum Weight: String, CaseIterable, Sendable {
    /// With any other of its dimension it is enough.
    case strong
    /// Three are enough.
    case medium
    /// Enough only beside others.
    case weak
  }

  /// Stored for ever: kebab-case, at most 64 characters, one of its table.
  public let code: String
  /// What it is a sign of.
  public let dimension: Dimension
  /// How much it weighs.
  public let weight: Weight
  /// The question, as it is asked aloud.
  public let question: Labels

  /// Declares an indicator.
  public init(_ code: String, _ dimension: Dimension, _ weight: Weight, en: String, da: String) {
    self.code = code
    self.dimension = dimension
    self.weight = weight
    question = Labels(en: en, da: da)
  }
}

/// One of the six dimensions of the ILO's operational indicators (2009), by its number.
public enum Dimension: Int, CaseIterable, Comparable, Sendable {
  /// She was misled to come.
  case deceptiveRecruitment = 1
  /// She was made to come.
  case coerciveRecruitment
  /// Somebody made use of her situation to make her come.
  case recruitmentByVulnerability
  /// What she gets and how she works.
  case exploitation
  /// She is kept there by force or threats.
  case coercionAtDestination
  /// Somebody makes use of her situation to keep her there.
  case vulnerabilityAtDestination

  /// The name in machine formats.
  public var name: String {
    switch self {
    case .deceptiveRecruitment: "deceptive-recruitment"
    case .coerciveRecruitment: "coercive-recruitment"
    case .recruitmentByVulnerability: "recruitment-by-vulnerability"
    case .exploitation: "exploitation"
    case .coercionAtDestination: "coercion-at-destination"
    case .vulnerabilityAtDestination: "vulnerability-at-destination"
    }
  }

  /// What a person reads.
  public var labels: Labels {
    switch self {
    case .deceptiveRecruitment:
      Labels(en: "Deceptive recruitment", da: "Rekruttering ved vildledning")
    case .coerciveRecruitment: Labels(en: "Coercive recruitment", da: "Rekruttering ved tvang")
    case .recruitmentByVulnerability:
      Labels(
        en: "Recruitment by abuse of vulnerability",
        da: "Rekruttering ved udnyttelse af sårbarhed")
    case .exploitation: Labels(en: "Exploitation", da: "Udnyttelse")
    case .coercionAtDestination: Labels(en: "Coercion at destination", da: "Tvang på stedet")
    case .vulnerabilityAtDestination:
      Labels(
        en: "Abuse of vulnerability at destination", da: "Udnyttelse af sårbarhed på stedet")
    }
  }

  /// Orders by number.
  public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// How many indicators of each weight are there, within one dimension.
public struct WeightCounts: Equatable, Sendable {
  /// How many weigh `strong`.
  public var strong = 0
  /// How many weigh `medium`.
  public var medium = 0
  /// How many weigh `weak`.
  public var weak = 0

  /// Counts nothing yet, or what is given.
  public init(strong: Int = 0, medium: Int = 0, weak: Int = 0) {
    self.strong = strong
    self.medium = medium
    self.weak = weak
  }

  /// Counts indicators.
  public init(_ indicators: some Sequence<Indicator>) {
    for indicator in indicators {
      switch indicator.weight {
      case .strong: strong += 1
      case .medium: medium += 1
      case .weak: weak += 1
      }
    }
  }

  /// Whether the dimension is positive: 2 strong, 1 strong + 1 medium or weak, 3 medium, or
  /// 2 medium + 1 weak.
  ///
  /// More of any weight leaves a positive dimension positive. Weak ones alone never make one.
  public var isPositive: Bool {
    strong >= 2
      || strong >= 1 && medium + weak >= 1
      || medium >= 3
      || medium >= 2 && weak >= 1
  }
}
