extension Kind {
  /// A screening for indicators, perhaps over several meetings.
  ///
  /// It records what was said; what that makes of the person is for others to decide.
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
      Field(
        "table", .code(.indicatorTable), en: "By which table of indicators?",
        da: "Efter hvilken liste over indikatorer?"),
      Field(
        "indicator", .indicators, en: "Which indicators were asked about, with what answer?",
        da: "Hvilke indikatorer blev der spurgt til, og hvad var svaret?"),
    ] + Field.ending)
}
