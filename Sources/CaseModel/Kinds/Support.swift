extension Kind {
  /// Material or economic help given to one person, here or in the home country.
  public static let support = Kind(
    "support", en: "Support", da: "Støtte", owned: true, event: true,
    fields: Field.beginning + [
      Field(
        "type", .code(.help), first: true, counted: true, en: "What sort of help?",
        da: "Hvilken slags hjælp?"),
      Field("item", .words, first: true, en: "What was given?", da: "Hvad blev givet?"),
      Field("amount", .amount, first: true, en: "How much money?", da: "Hvor mange penge?"),
      Field("currency", .code(.currency), en: "In which currency?", da: "I hvilken valuta?"),
      Field(
        "country", .code(.country), counted: true, en: "In which country, if not here?",
        da: "I hvilket land, hvis ikke her?"),
    ] + Field.ending)
}
