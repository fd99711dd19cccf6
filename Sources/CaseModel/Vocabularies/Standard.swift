// Standard codes: what other organisations exchange. Stored for ever, exactly as spelled.
extension Vocabulary {
  /// A person's gender.
  ///
  /// IOM Human Trafficking Case Data Standard 2.0 (CC BY 4.0).
  public static let gender = Vocabulary(
    "gender",
    [
      Code("Feminine", en: "Woman or girl", da: "Kvinde eller pige"),
      Code("Masculine", en: "Man or boy", da: "Mand eller dreng"),
      Code("TransgenderFeminine", en: "Trans woman", da: "Transkvinde"),
      Code("TransgenderMasculine", en: "Trans man", da: "Transmand"),
      Code("NonConforming", en: "Gender non-conforming", da: "Kønsnonkonform"),
      Code("NonSpecifiedUnknown", en: "Not specified", da: "Ikke angivet"),
    ])

  /// What an authority or organisation that was referred to has assessed.
  ///
  /// IOM Human Trafficking Case Data Standard 2.0 (CC BY 4.0).
  public static let traffickingStatus = Vocabulary(
    "trafficking-status",
    [
      Code(
        "PossibleVictimOfTrafficking", en: "Possibly trafficked, pending",
        da: "Muligvis handlet, afventer"),
      Code("ActualVictimOfTrafficking", en: "Assessed as trafficked", da: "Vurderet som handlet"),
      Code(
        "NotAVictimOfTrafficking", en: "Assessed as not trafficked",
        da: "Vurderet som ikke handlet"),
    ])

  /// Who assessed the trafficking status.
  ///
  /// IOM Human Trafficking Case Data Standard 2.0 (CC BY 4.0).
  public static let decidedBy = Vocabulary(
    "decided-by",
    [
      Code("Police", en: "Police", da: "Politiet"),
      Code("NGO", en: "Non-governmental organisation", da: "Frivillig organisation"),
      Code("CourtOrProsecution", en: "Court or prosecution", da: "Domstol eller anklagemyndighed"),
      Code(
        "NonPoliceGovernmentalOrganization", en: "Other authority (CMM, Immigration Service)",
        da: "Anden myndighed (CMM, Udlændingestyrelsen)"),
      Code("Other", en: "Other", da: "Andre"),
    ])

  /// Forms of exploitation.
  ///
  /// IOM Human Trafficking Case Data Standard 2.0 (CC BY 4.0). ForcedCriminality is our extension: HTCDS
  /// gets Other, CTDC illicit activities.
  public static let exploitation = Vocabulary(
    "exploitation",
    [
      Code("ForcedLabour", en: "Forced labour", da: "Tvangsarbejde"),
      Code("SexualExploitation", en: "Sexual exploitation", da: "Seksuel udnyttelse"),
      Code("ChildLabour", en: "Child labour", da: "Børnearbejde"),
      Code("ForcedMarriage", en: "Forced marriage", da: "Tvangsægteskab"),
      Code("Servitude", en: "Servitude", da: "Slaverilignende forhold"),
      Code(
        "ForcedMilitaryByNonStateActors", en: "Forced military service by non-state actors",
        da: "Tvungen krigstjeneste for ikke-statslige grupper"),
      Code("OrganRemoval", en: "Organ removal", da: "Organfjernelse"),
      Code("ForcedBegging", en: "Forced begging", da: "Tvungent tiggeri"),
      Code("ForcedAdoption", en: "Forced adoption", da: "Tvangsadoption"),
      Code("Surrogacy", en: "Surrogacy", da: "Rugemoderskab"),
      Code("ForcedCriminality", en: "Forced criminality", da: "Strafbare handlinger"),
      Code("Other", en: "Other", da: "Anden udnyttelse"),
    ])

  /// Forms of sexual exploitation.
  ///
  /// IOM Human Trafficking Case Data Standard 2.0 (CC BY 4.0).
  public static let sexualExploitation = Vocabulary(
    "sexual-exploitation",
    [
      Code("Prostitution", en: "Prostitution", da: "Prostitution"),
      Code("Pornography", en: "Pornography", da: "Pornografi"),
      Code(
        "RemoteInteractiveServices", en: "Remote interactive services",
        da: "Interaktive tjenester på afstand"),
      Code("PrivateSexualServices", en: "Private sexual services", da: "Private seksuelle ydelser"),
    ])

  /// How a person was recruited.
  ///
  /// IOM Human Trafficking Case Data Standard 2.0 (CC BY 4.0).
  public static let recruitment = Vocabulary(
    "recruitment",
    [
      Code("AtAPlaceOfBusiness", en: "At a place of business", da: "På et forretningssted"),
      Code(
        "AtAnEducationalInstitution", en: "At an educational institution",
        da: "På en uddannelsesinstitution"),
      Code("AtWork", en: "At work", da: "På arbejdet"),
      Code(
        "ThroughOnlineSocialNetworks", en: "Through online social networks",
        da: "Gennem sociale medier"),
      Code(
        "ThroughAnOnlineAdvertisement", en: "Through an online advertisement",
        da: "Gennem en annonce på nettet"),
      Code(
        "ThroughATelevisionAdvert", en: "Through a television advertisement",
        da: "Gennem en tv-reklame"),
      Code(
        "ThroughANewspaperAdvert", en: "Through a newspaper advertisement",
        da: "Gennem en avisannonce"),
      Code(
        "ThroughFamilyOrFamilyEvents", en: "Through family or family events",
        da: "Gennem familie eller familiebegivenheder"),
      Code(
        "ThroughFriendsOrSocialEvents", en: "Through friends or social events",
        da: "Gennem venner eller sociale begivenheder"),
      Code("Other", en: "Other", da: "På anden måde"),
    ])

  /// How a person is or was controlled.
  ///
  /// IOM Human Trafficking Case Data Standard 2.0 (CC BY 4.0).
  public static let meansOfControl = Vocabulary(
    "means-of-control",
    [
      Code("PhysicalThreats", en: "Threats of violence", da: "Trusler om vold"),
      Code(
        "ThreatsLawEnforcement", en: "Threats of going to the authorities",
        da: "Trusler om at gå til myndighederne"),
      Code(
        "ThreatensChildrenFamily", en: "Threats against children or family",
        da: "Trusler mod børn eller familie"),
      Code("DebtBondage", en: "Debt bondage", da: "Gældsbinding"),
      Code("FalsePromises", en: "False promises", da: "Falske løfter"),
      Code("PhysicalAbuse", en: "Physical abuse", da: "Fysisk vold"),
      Code("SexualAbuse", en: "Sexual abuse", da: "Seksuelle overgreb"),
      Code("TakesEarnings", en: "Takes the earnings", da: "Tager indtjeningen"),
      Code(
        "RestrictsFinancialAccess", en: "Restricts access to money",
        da: "Begrænser adgangen til penge"),
      Code("RestrictsMedicalCare", en: "Restricts medical care", da: "Begrænser adgangen til læge"),
      Code("RestrictsMovement", en: "Restricts movement", da: "Begrænser bevægelsesfriheden"),
      Code(
        "WithholdsNecessities", en: "Withholds food, sleep or other necessities",
        da: "Tilbageholder mad, søvn eller andre fornødenheder"),
      Code("PsychologicalAbuse", en: "Psychological abuse", da: "Psykisk vold"),
      Code(
        "PsychoactiveSubstance", en: "Alcohol, drugs or medicine",
        da: "Alkohol, stoffer eller medicin"),
      Code(
        "ExcessiveWorkingHours", en: "Excessive working hours",
        da: "Urimeligt lange arbejdstider"),
      Code("UsesChildren", en: "Uses the children", da: "Bruger børnene"),
      Code("WithholdsDocuments", en: "Withholds documents", da: "Tilbageholder dokumenter"),
      Code("Other", en: "Other", da: "På anden måde"),
    ])

  /// How a case stands.
  ///
  /// IOM Human Trafficking Case Data Standard 2.0 (CC BY 4.0).
  public static let caseStatus = Vocabulary(
    "case-status",
    [
      Code("Active", en: "Active", da: "Aktiv"),
      Code("FollowUp", en: "Follow-up", da: "Opfølgning"),
      Code("Closed", en: "Closed", da: "Afsluttet"),
      Code("ClosedReferred", en: "Closed and referred", da: "Afsluttet og henvist"),
    ])

  /// Age in the bands of the Counter-Trafficking Data Collaborative (ageBroad).
  ///
  /// CTDC writes the last one as 48+.
  public static let ageBand = Vocabulary(
    "age-band",
    [
      Code("0-8", en: "0 to 8", da: "0 til 8 år"),
      Code("9-17", en: "9 to 17", da: "9 til 17 år"),
      Code("18-20", en: "18 to 20", da: "18 til 20 år"),
      Code("21-23", en: "21 to 23", da: "21 til 23 år"),
      Code("24-26", en: "24 to 26", da: "24 til 26 år"),
      Code("27-29", en: "27 to 29", da: "27 til 29 år"),
      Code("30-38", en: "30 to 38", da: "30 til 38 år"),
      Code("39-47", en: "39 to 47", da: "39 til 47 år"),
      Code("48-plus", en: "48 or older", da: "48 år eller ældre"),
    ])
}
