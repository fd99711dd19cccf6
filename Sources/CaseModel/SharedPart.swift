/// A part of what is known about a person that can be handed over to an organisation.
///
/// The raw value is its code among those that a consent covers. No part has an alias, a note or a
/// code of ours in it: two organisations could tell by it that they know the same person.
public enum SharedPart: String, CaseIterable, Sendable {
  /// The legal name.
  case name
  /// How to reach the person.
  case contact
  /// Gender, age, citizenship, languages.
  case personal
  /// The right of residence.
  case residence
  /// Where and with whom the person lives.
  case living
  /// The person's own view of the risk.
  case risk
  /// What was answered in screenings; never what that might mean.
  case screening
  /// On which days the person was met.
  case history

  /// A field, and what it is called on paper.
  public typealias LabelledField = (name: String, labels: Labels)

  /// The fields of the person's own page that belong to the part.
  public var fields: [LabelledField] {
    switch self {
    case .name: [("legal-name", Labels(en: "Name", da: "Navn"))]
    case .contact:
      [
        ("contact-safety", Labels(en: "Getting in touch", da: "Kontakt")),
        ("safe-contact", Labels(en: "How and when", da: "Hvordan og hvornår")),
        ("phone", Labels(en: "Phone", da: "Telefon")),
      ]
    case .personal:
      [
        ("gender", Labels(en: "Gender", da: "Køn")),
        ("birth-year", Labels(en: "Born", da: "Født")),
        ("age-band", Labels(en: "About how old", da: "Alder, cirka")),
        ("citizenship", Labels(en: "Citizenship", da: "Statsborgerskab")),
        ("languages", Labels(en: "Languages", da: "Sprog")),
        ("interpreter-wanted", Labels(en: "Interpreter wanted", da: "Ønsker tolk")),
      ]
    case .residence: [("residence", Labels(en: "Right of residence", da: "Opholdsgrundlag"))]
    case .living:
      [
        ("living", Labels(en: "Lives", da: "Bor")),
        ("dependants", Labels(en: "Dependants", da: "Forsørger")),
      ]
    case .risk: [("own-risk", Labels(en: "Own view of the risk", da: "Eget syn på risikoen"))]
    case .screening, .history: []
    }
  }

  /// The fields of each screening that belong to the part.
  public var screeningFields: [LabelledField] {
    guard self == .screening else { return [] }
    return [
      ("forms", Labels(en: "Forms of exploitation", da: "Former for udnyttelse")),
      ("sexual-forms", Labels(en: "Sexual exploitation", da: "Seksuel udnyttelse")),
      ("sexual-setting", Labels(en: "Sexual exploitation where", da: "Seksuel udnyttelse hvor")),
      ("means", Labels(en: "Means of control", da: "Kontrolmidler")),
      ("recruitment", Labels(en: "Recruitment", da: "Rekruttering")),
    ]
  }
}
