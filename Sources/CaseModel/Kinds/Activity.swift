extension Kind {
  /// Work that isn't about one person: a partner meeting, a lecture, cooking together.
  ///
  /// `participants` is the size of the round or audience; it isn't part of people met.
  public static let activity = Kind(
    "activity", en: "Activity", da: "Aktivitet", event: true,
    fields: Field.beginning + [
      Field(
        "type", .code(.activityType), first: true, counted: true, en: "What sort of activity?",
        da: "Hvilken slags aktivitet?"),
      Field("title", .words, first: true, en: "What was it about?", da: "Hvad handlede det om?"),
      Field(
        "participants", .number(0...100_000), first: true, en: "How many took part?",
        da: "Hvor mange deltog?"),
      Field(
        "partner", .list(.organisation), many: true, first: true,
        en: "Together with which organisations?", da: "Sammen med hvilke organisationer?"),
      Field(
        "person", .record(kind: "person"), many: true,
        en: "Who, of those with a page of their own?", da: "Hvem, af dem med egen side?"),
    ] + Field.ending)
}
