extension Kind {
  /// A visit, a call to the family, or going along to an authority.
  public static let visit = Kind(
    "visit", en: "Visit", da: "Besøg", owned: true, event: true,
    fields: Field.beginning + [
      Field(
        "type", .code(.visitType), first: true, counted: true, en: "To whom or what?",
        da: "Hos hvem eller hvad?"),
      Field(
        "role", .code(.visitRole), first: true, counted: true, en: "As what were you there?",
        da: "Hvad var du der som?"),
      Field("to", .list(.organisation), en: "Which organisation?", da: "Hvilken organisation?"),
      Field(
        "next", .dueDate, en: "When is the next visit due?", da: "Hvornår er næste besøg?"
      ),
    ] + Field.ending)
}
