extension Kind {
  /// What a person said to one use of what is known about her; `on` is the day she said it.
  ///
  /// Which of several records holds is worked out by ``Swift/Sequence/holding(for:on:)``.
  public static let consent = Kind(
    "consent", en: "Consent", da: "Samtykke", owned: true, event: true, activity: false,
    fields: Field.beginning(en: "When was it said?", da: "Hvornår blev det sagt?") + [
      Field(
        "purpose", .code(.consentPurpose), required: true, first: true, en: "Consent to what?",
        da: "Samtykke til hvad?"),
      Field(
        "to", .list(.organisation), first: true, askedIf: ["purpose": "share"],
        en: "To share with which organisation?",
        da: "At dele med hvilken organisation?"),
      Field(
        "informed", .code(.consentInformation), many: true, first: true,
        en: "What was explained beforehand?", da: "Hvad blev forklaret først?"),
      Field(
        "answer", .code(.consentAnswer), required: true, first: true,
        protective: .code("withdrawn"), en: "What did the person say?", da: "Hvad sagde personen?"),
      Field(
        "how", .code(.consentForm), first: true, en: "Orally or in writing?",
        da: "Mundtligt eller skriftligt?"),
      Field(
        "covers", .code(.consentScope), many: true, first: true,
        askedIf: ["purpose": "share", "answer": "given"],
        en: "Which parts of what is known may be shared?",
        da: "Hvilke dele af det, vi ved, må deles?"),
      Field(
        "until", .dueDate, first: true, askedIf: ["answer": "given"],
        en: "Until which day, if not for good?",
        da: "Til og med hvilken dag, hvis ikke for altid?"),
    ] + Field.ending)
}
