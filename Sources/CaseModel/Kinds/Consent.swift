extension Kind {
  /// What a person said to one use of what is known about her; `on` is the day she said it.
  ///
  /// While several answers stand side by side, *withdrawn* holds.
  public static let consent = Kind(
    "consent", en: "Consent", da: "Samtykke", owned: true, event: true, activity: false,
    fields: Field.beginning + [
      Field(
        "purpose", .code(.consentPurpose), required: true, first: true, en: "To what?",
        da: "Til hvad?"),
      Field(
        "to", .list(.organisation), first: true, en: "To share with which organisation?",
        da: "At dele med hvilken organisation?"),
      Field(
        "answer", .code(.consentAnswer), required: true, first: true,
        protective: .code("withdrawn"), en: "What did the person say?", da: "Hvad sagde personen?"),
      Field(
        "how", .code(.consentForm), first: true, en: "Orally or in writing?",
        da: "Mundtligt eller skriftligt?"),
      Field(
        "covers", .code(.consentScope), many: true, first: true,
        en: "Which parts of what is known?", da: "Hvilke dele af det, vi ved?"),
      Field(
        "informed", .code(.consentInformation), many: true, en: "What was explained beforehand?",
        da: "Hvad blev forklaret først?"),
      Field("until", .dueDate, en: "Until which day?", da: "Indtil hvilken dag?"),
    ] + Field.ending)
}
