extension Kind {
  /// A meeting, on the street or elsewhere, with people of whom most stay anonymous.
  ///
  /// `met` counts everybody met, the persons named among them; it isn't a count of distinct people.
  public static let contact = Kind(
    "contact", en: "Contact", da: "Kontakt", event: true,
    fields: Field.beginning + [
      Field(
        "setting", .code(.setting), first: true, counted: true, en: "In what setting?",
        da: "I hvilke omgivelser?"),
      Field(
        "met", .number(0...10_000), first: true, en: "How many people did you meet?",
        da: "Hvor mange mennesker mødte du?"),
      Field(
        "spoken", .number(0...10_000), first: true, en: "How many did you speak with?",
        da: "Hvor mange talte du med?"),
      Field(
        "person", .record(kind: "person"), many: true, first: true,
        en: "Who, of those with a page of their own?", da: "Hvem, af dem med egen side?"),
      Field(
        "channel", .code(.channel), counted: true, en: "How were you in touch?",
        da: "Hvordan var I i kontakt?"),
      Field(
        "initiated-by", .code(.initiatedBy), counted: true, en: "Who took the first step?",
        da: "Hvem tog det første skridt?"),
      Field(
        "met-gender", .counts(by: .gender), en: "How many of those met, by gender?",
        da: "Hvor mange af de mødte, efter køn?"),
      Field(
        "spoken-gender", .counts(by: .gender), en: "How many of those spoken with, by gender?",
        da: "Hvor mange af dem, du talte med, efter køn?"),
      Field(
        "help-given", .code(.help), many: true, counted: true, en: "What help was given?",
        da: "Hvilken hjælp blev givet?"),
    ] + Field.ending)
}
