import Matching

extension Evidence {
  /// What it is called in words.
  func label(danish isDanish: Bool) -> String {
    let labels: (en: String, da: String) =
      switch self {
      case .names(let sorts, let likeness):
        (
          "\(sorts.labels.en) \(likeness.labels.en)", "\(sorts.labels.da) \(likeness.labels.da)"
        )
      case .samePhone: ("the same phone", "samme telefon")
      case .nearPhone: ("phones that differ in a digit", "telefonnumre med ét ciffer til forskel")
      case .sameCitizenship: ("the same citizenship", "samme statsborgerskab")
      case .birthYears(apart: 0): ("born in the same year", "født samme år")
      case .birthYears(apart: 1): ("born a year apart", "født med et års mellemrum")
      case .birthYears(apart: let years):
        ("born \(years) years apart", "født med \(years) års mellemrum")
      case .sameGender: ("the same gender", "samme køn")
      case .sameCompanions: ("met with the same person", "mødt sammen med den samme")
      case .samePlace, .atSamePlace: ("at the same place", "samme sted")
      case .sameNight:
        ("met there on the same day by two workers", "mødt der samme dag af to medarbejdere")
      case .sameSetting: ("the same setting or type", "samme omgivelser eller slags")
      case .sameTime: ("about the same time", "omtrent samme tid")
      case .sameHeadCount: ("as many people met", "lige mange mødt")
      case .samePersons: ("the same person took part", "den samme person var med")
      case .colleagueNamed:
        ("one names the other worker", "den ene nævner den anden medarbejder")
      case .differentAliases: ("other aliases", "andre dæknavne")
      case .differentLegalNames: ("other legal names", "andre juridiske navne")
      case .differentCitizenships: ("other citizenships", "andre statsborgerskaber")
      case .birthYearsFarApart: ("years of birth far apart", "fødselsår langt fra hinanden")
      case .differentGenders: ("other genders", "andet køn")
      case .atDifferentPlaces: ("other places", "andre steder")
      case .differentSettings: ("other settings or types", "andre omgivelser eller slags")
      case .differentTimes: ("hours apart", "timer imellem")
      case .differentHeadCounts: ("other head-counts", "andre antal")
      case .differentPersons: ("other persons", "andre personer")
      }
    return isDanish ? labels.da : labels.en
  }

  /// What it is called for scripts.
  var code: String {
    switch self {
    case .names(let sorts, let likeness): "\(sorts.code)-\(likeness.code)"
    case .samePhone: "same-phone"
    case .nearPhone: "near-phone"
    case .sameCitizenship: "same-citizenship"
    case .birthYears(apart: 0): "same-birth-year"
    case .birthYears: "near-birth-year"
    case .sameGender: "same-gender"
    case .sameCompanions: "same-companions"
    case .samePlace, .atSamePlace: "same-place"
    case .sameNight: "same-night"
    case .sameSetting: "same-setting"
    case .sameTime: "same-time"
    case .sameHeadCount: "same-head-count"
    case .samePersons: "same-persons"
    case .colleagueNamed: "colleague-named"
    case .differentAliases: "different-aliases"
    case .differentLegalNames: "different-legal-names"
    case .differentCitizenships: "different-citizenships"
    case .birthYearsFarApart: "different-birth-years"
    case .differentGenders: "different-genders"
    case .atDifferentPlaces: "different-places"
    case .differentSettings: "different-settings"
    case .differentTimes: "different-times"
    case .differentHeadCounts: "different-head-counts"
    case .differentPersons: "different-persons"
    }
  }
}

extension NameSorts {
  fileprivate var labels: (en: String, da: String) {
    switch self {
    case .aliases: ("aliases", "dæknavne")
    case .legalNames: ("legal names", "juridiske navne")
    case .aliasAndLegalName: ("alias and legal name", "dæknavn og juridisk navn")
    }
  }

  fileprivate var code: String {
    switch self {
    case .aliases: "aliases"
    case .legalNames: "legal-names"
    case .aliasAndLegalName: "alias-and-legal-name"
    }
  }
}

extension NameLikeness {
  fileprivate var labels: (en: String, da: String) {
    switch self {
    case .same: ("alike", "ens")
    case .inSound: ("that sound alike", "der lyder ens")
    case .inSpelling: ("nearly spelt alike", "der næsten staves ens")
    case .inPart: ("alike in part", "delvis ens")
    }
  }

  fileprivate var code: String {
    switch self {
    case .same: "alike"
    case .inSound: "sound-alike"
    case .inSpelling: "near-alike"
    case .inPart: "alike-in-part"
    }
  }
}
