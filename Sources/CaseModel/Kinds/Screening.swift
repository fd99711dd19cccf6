extension Kind {
  /// A screening for indicators.
  ///
  /// It never says that somebody is a victim: that is for others.
  public static let screen = Kind(
    "screen", en: "Screening", da: "Screening", owned: true, event: true,
    fields: Field.beginning + [
      Field(
        "forms", .code(.exploitation), many: true, first: true, counted: true,
        en: "Which forms of exploitation?", da: "Hvilke former for udnyttelse?"),
      Field(
        "sexual-forms", .code(.sexualExploitation), many: true,
        en: "Which forms of sexual exploitation?", da: "Hvilke former for seksuel udnyttelse?"),
      Field(
        "sexual-setting", .code(.sexualSetting), many: true, en: "Sexual exploitation where?",
        da: "Seksuel udnyttelse hvor?"),
      Field(
        "means", .code(.meansOfControl), many: true, first: true, en: "Which means of control?",
        da: "Hvilke kontrolmidler?"),
      Field(
        "recruitment", .code(.recruitment), many: true, first: true, en: "Recruited how?",
        da: "Rekrutteret hvordan?"),
    ] + Field.ending)
}
