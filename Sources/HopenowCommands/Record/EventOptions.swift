import ArgumentParser

/// What can be said about everything that happened on a day.
struct EventOptions: ParsableArguments {
  @Option(help: "When: 2026-10-31, 31/10, yesterday 23:30; today if not given.")
  var on: String?

  @Option(help: "A place of the team's list; a new one is made by typing it.")
  var place: String?

  @Option(help: "A project of the team's list; a new one is made by typing it.")
  var project: String?

  @Option(help: "Was there an interpreter: yes, no.")
  var interpreter: String?

  @Option(help: "Who was there, if somebody else is typing.")
  var by: String?

  @Option(help: "Colleagues who were there.")
  var with: String?

  @Option(help: "The day to follow up.")
  var followUpOn: String?

  @Option(help: "What there is to follow up.")
  var followUp: String?

  @Option(help: "The day on which that was done; usually given later, to 'edit'.")
  var followedUp: String?

  @Option(
    help: ArgumentHelp(
      "The note; '-' reads it from standard input.",
      discussion: "A note given as an argument stays in the shell's history."))
  var note: String?

  var typed: [TypedAnswer] {
    [
      TypedAnswer("on", on), TypedAnswer("place", place), TypedAnswer("project", project),
      TypedAnswer("interpreter", interpreter), TypedAnswer("by", by), TypedAnswer("with", with),
      TypedAnswer("follow-up-on", followUpOn), TypedAnswer("follow-up", followUp),
      TypedAnswer("followed-up", followedUp), TypedAnswer("note", note),
    ]
  }
}
