extension Kind {
  /// Somebody with a page of her own, perhaps only a code name at first.
  ///
  /// The dates of first contact and of engagement are derived from her records, never typed.
  public static let person = Kind(
    "person", en: "Person", da: "Person",
    fields: [
      Field(
        "alias", .words, first: true, en: "What do you call her or him?",
        da: "Hvad kalder I hende eller ham?"),
      Field("gender", .code(.gender), first: true, en: "Which gender?", da: "Hvilket køn?"),
      Field(
        "citizenship", .code(.country), many: true, first: true, en: "Citizen of which countries?",
        da: "Statsborger i hvilke lande?"),
      Field("birth-year", .number(1900...2100), en: "Born in which year?", da: "Født hvilket år?"),
      Field("age-band", .code(.ageBand), en: "About how old?", da: "Cirka hvor gammel?"),
      Field(
        "languages", .code(.language), many: true, en: "Which languages?", da: "Hvilke sprog?"),
      Field(
        "interpreter-wanted", .code(.yesNo), en: "Is an interpreter wanted?",
        da: "Ønskes der tolk?"),
      Field(
        "residence", .code(.residence), en: "With what right of residence?",
        da: "Med hvilket opholdsgrundlag?"),
      Field("living", .code(.living), en: "Living where?", da: "Hvor bor personen?"),
      Field(
        "dependants", .number(0...50), en: "How many dependants?", da: "Hvor mange at forsørge?"),
      Field("pregnant", .code(.yesNo), en: "Pregnant?", da: "Gravid?"),
      Field(
        "contact-safety", .code(.contactSafety), protective: .code("not-safe"),
        en: "Is it safe to get in touch?", da: "Er det sikkert at tage kontakt?"),
      Field(
        "safe-contact", .words, en: "How and when is it safe to get in touch?",
        da: "Hvordan og hvornår er det sikkert at tage kontakt?"),
      Field("phone", .words, en: "Phone", da: "Telefon"),
      Field(
        "restrictions", .words,
        en: "What may not be done with what we know, in the person's words?",
        da: "Hvad må vi ikke gøre med det, vi ved, med personens egne ord?"),
      Field(
        "own-risk", .words, en: "How does the person see the risk?",
        da: "Hvordan ser personen selv risikoen?"),
      Field("legal-name", .words, en: "Legal name", da: "Juridisk navn"),
      Field(
        "responsible", .record(kind: "member"), en: "Which worker is responsible?",
        da: "Hvilken medarbejder er ansvarlig?"),
      Field(
        "case-status", .code(.caseStatus), en: "How does the case stand?", da: "Hvordan står sagen?"
      ),
      Field("closure", .words, en: "Why was it closed?", da: "Hvorfor blev den afsluttet?"),
      Field(
        "met-at", .record(kind: "contact"), en: "Met at which contact?",
        da: "Mødt ved hvilken kontakt?"),
    ] + Field.followUp + [Field("note", .words, first: true, en: "Note", da: "Notat")])
}
