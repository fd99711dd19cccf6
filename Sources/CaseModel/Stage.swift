/// How far the team has come with a person: derived from her records, never typed.
public enum Stage: String, CaseIterable, Sendable {
  /// Any record names her.
  case contacted
  /// There was a session or a screening.
  case engaged
  /// There was a screening.
  case screened
  /// There was a referral.
  case referred
  /// There was a session, a visit or support.
  case supported

  /// Whether a record of a kind, by stored name, in which she takes part brings her there.
  public func isReached(by kind: String) -> Bool {
    switch self {
    case .contacted: true
    case .engaged: ["session", "screen"].contains(kind)
    case .screened: kind == "screen"
    case .referred: kind == "refer"
    case .supported: ["session", "visit", "support"].contains(kind)
    }
  }

  /// What a person reads.
  public var labels: Labels {
    switch self {
    case .contacted: Labels(en: "first contact", da: "første kontakt")
    case .engaged: Labels(en: "engaged", da: "i forløb")
    case .screened: Labels(en: "screened", da: "screenet")
    case .referred: Labels(en: "referred", da: "henvist")
    case .supported: Labels(en: "supported", da: "støttet")
    }
  }
}
