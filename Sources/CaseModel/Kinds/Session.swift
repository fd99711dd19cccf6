extension Kind {
  /// A conversation with one person or a group: counselling, guidance, trust.
  public static let session = Kind(
    "session", en: "Session", da: "Samtale", event: true,
    fields: Field.beginning + [
      Field(
        "person", .record(kind: "person"), many: true, first: true, en: "With whom?",
        da: "Med hvem?"),
      Field(
        "type", .code(.sessionType), first: true, counted: true, en: "What sort of session?",
        da: "Hvilken slags samtale?"),
      Field(
        "arrangement", .code(.arrangement), counted: true, en: "Individual or group?",
        da: "Individuel eller gruppe?"),
      Field(
        "channel", .code(.channel), en: "How were you in touch?", da: "Hvordan var I i kontakt?"),
    ] + Field.ending)
}
