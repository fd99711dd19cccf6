extension Kind {
  /// An entry of one of the team's own lists: a place, an organisation, a project.
  public static let listEntry = Kind(
    "list-entry", en: "List entry", da: "Listepunkt", identity: .natural,
    fields: [
      Field(
        "list", .code(.teamList), required: true, en: "In which list?", da: "På hvilken liste?"),
      Field("code", .name, required: true, en: "Stored code", da: "Gemt kode"),
      Field("label", .words, en: "What do you call it?", da: "Hvad kalder I det?"),
      Field(
        "group", .code(.organisationGroup), en: "What sort of organisation?",
        da: "Hvilken slags organisation?"),
    ])

  /// The team's settings: one record.
  public static let settings = Kind(
    "settings", en: "Settings", da: "Indstillinger", identity: .natural,
    fields: [
      Field("team-name", .words, en: "What is the team called?", da: "Hvad hedder teamet?"),
      Field(
        "k", .number(5...100), en: "Which counts may be shown, at least?",
        da: "Hvilke tal må vises, mindst?"),
      Field(
        "overdue-days", .number(1...365), en: "After how many days is an answer overdue?",
        da: "Efter hvor mange dage er et svar forsinket?"),
      Field(
        "retention-months", .number(1...600), en: "For how many months are records kept?",
        da: "I hvor mange måneder gemmes oplysninger?"),
      Field("language", .code(.interface), en: "Which language?", da: "Hvilket sprog?"),
    ])

  /// Somebody who writes in the team's journals.
  public static let member = Kind(
    "member", en: "Member", da: "Medlem", identity: .natural,
    fields: [
      Field("key", .bytes, required: true, en: "Public key", da: "Offentlig nøgle"),
      Field("name", .words, en: "Name", da: "Navn"),
      // Side by side the lesser right holds, and is shown.
      Field(
        "role", .code(.role), protective: .code("worker"), en: "Which role?", da: "Hvilken rolle?"),
      Field(
        "removed", .code(.yesNo), protective: .code("yes"), en: "Removed from the team?",
        da: "Fjernet fra teamet?"),
      Field(
        "last-entries", .bytes, many: true, en: "Last entries that count",
        da: "Sidste poster, der tæller"),
      Field(
        "last-erasures", .bytes, many: true, en: "Last entries that may have erased something",
        da: "Sidste poster, der kan have slettet noget for altid"),
    ])

  /// Whether two records of one kind are about the same: a person registered twice, a meeting that
  /// two workers wrote down.
  ///
  /// Nothing is re-pointed; what is counted once follows from all links together.
  ///
  /// Its natural key is the smaller and the greater id, which `one` and `other` repeat.
  public static let same = Kind(
    "same", en: "Link", da: "Kobling", identity: .natural,
    fields: [
      Field(
        "one", .record(kind: nil), required: true, automatic: true, en: "Which record?",
        da: "Hvilken registrering?"),
      Field(
        "other", .record(kind: nil), required: true, automatic: true, en: "And which other one?",
        da: "Og hvilken anden?"),
      Field(
        "value", .code(.sameness), required: true, en: "Are they the same?",
        da: "Er de to de samme?"),
    ])
}
