/// Who formally identifies a person in Denmark, which since 2022 depends on her right of residence.
///
/// It is a proposal; the worker decides.
public enum IdentificationRoute: String, Sendable {
  /// The Danish Centre against Human Trafficking, for those who stay lawfully.
  case centre = "cmm"
  /// The Danish Immigration Service, for those who don't, or who seek asylum.
  case immigrationService = "immigration-service"

  /// Proposes the route; nil if the right of residence isn't known.
  public init?(residence: Answer?) {
    switch residence {
    case .code("danish"), .code("eu"), .code("permit"): self = .centre
    case .code("expired"), .code("none"), .code("asylum"): self = .immigrationService
    default: return nil
    }
  }

  /// What the authority is called: the raw value is its code among the groups of organisations.
  public var labels: Labels {
    Vocabulary.organisationGroup.label(of: rawValue) ?? Labels(en: rawValue, da: rawValue)
  }
}
