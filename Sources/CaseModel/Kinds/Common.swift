extension Field {
  /// The questions of everything that happened on a day, before what is particular to it.
  static let beginning = beginning(en: "When did it happen?", da: "Hvornår skete det?")

  /// The same, for what one doesn't say of that it happened.
  static func beginning(en: String, da: String) -> [Field] {
    [Field("on", .date(time: true), required: true, first: true, en: en, da: da)]
  }

  /// The questions of everything that happened on a day, after what is particular to it.
  static let ending =
    [
      Field("place", .list(.place), en: "Where exactly?", da: "Hvor præcist?"),
      Field("project", .list(.project), en: "For which project?", da: "Til hvilket projekt?"),
      Field(
        "interpreter", .code(.yesNo), en: "Was there an interpreter?", da: "Var der tolk?"),
      Field(
        "by", .words, en: "Who was there, if somebody else is typing?",
        da: "Hvem var der, hvis en anden skriver?"),
      Field("with", .words, en: "Which colleagues were there?", da: "Hvilke kolleger var med?"),
    ] + followUp + [Field("note", .words, first: true, en: "Note", da: "Notat")]

  /// What is still to be done about it; open until somebody says on which day it was.
  static let followUp = [
    Field(
      "follow-up-on", .dueDate, en: "Follow up on which day?",
      da: "Følges op hvilken dag?"),
    Field(
      "follow-up", .words, en: "What is there to follow up?", da: "Hvad skal der følges op på?"),
    Field(
      "followed-up", .date(time: false), en: "Followed up on which day?",
      da: "Fulgt op hvilken dag?"),
  ]
}

extension Kind {
  /// Every kind that this version knows, in the order of help, lists and reports.
  public static let all = [
    contact, person, screen, session, refer, visit, activity, support, consent, listEntry,
    settings, member, same, erase,
  ]

  /// The kind of a stored name; nil for one of a newer hopenow.
  public static func named(_ name: String) -> Kind? {
    all.first { $0.name == name }
  }
}
