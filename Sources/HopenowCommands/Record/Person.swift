import ArgumentParser
import CaseModel

struct PersonCommand: RecordCommand {
  static let kind = Kind.person
  static let configuration = CommandConfiguration(
    commandName: "person", abstract: "Make a page for a person; prints the code.",
    discussion: """
      Example: printf 'alias: Red Hat\\ngender: Feminine\\n\\n' | hopenow person --fields -
      An alias is enough. Details come later with 'hopenow edit CODE'. Somebody who has that alias \
      already is not made twice unless you say that it is somebody else.
      """)

  @OptionGroup var journal: JournalOptions
  @OptionGroup var input: InputOptions

  @Option(help: "What the team calls the person. Better typed at the prompt or by --fields.")
  var alias: String?

  @Option(help: "Gender: Feminine, Masculine, TransgenderFeminine, and so on.")
  var gender: String?

  @Option(help: "Country code or name; may be repeated.")
  var citizenship: [String] = []

  @Option(help: "Year of birth.")
  var birthYear: String?

  @Option(help: "About how old: 18-20, 21-23, and so on.")
  var ageBand: String?

  @Option(help: "Language code or name; may be repeated.")
  var languages: [String] = []

  @Option(help: "Whether an interpreter is wanted: yes, no.")
  var interpreterWanted: String?

  @Option(help: "Right of residence: danish, eu, permit, asylum, expired, none.")
  var residence: String?

  @Option(help: "Where the person lives: own, shared, shelter, street, and so on.")
  var living: String?

  @Option(help: "How many dependants.")
  var dependants: String?

  @Option(help: "Pregnant: yes, no.")
  var pregnant: String?

  @Option(help: "Whether it is safe to get in touch: safe, not-safe.")
  var contactSafety: String?

  @Option(help: "How and when it is safe to get in touch. Better by --fields.")
  var safeContact: String?

  @Option(help: "Phone. Better by --fields.")
  var phone: String?

  @Option(help: "What may not be done with what is known. Better by --fields.")
  var restrictions: String?

  @Option(help: "How the person sees the risk. Better by --fields.")
  var ownRisk: String?

  @Option(help: "Legal name, never shown in lists. Better by --fields.")
  var legalName: String?

  @Option(help: "The worker responsible, by name.")
  var responsible: String?

  @Option(help: "How the case stands: Active, FollowUp, Closed, ClosedReferred.")
  var caseStatus: String?

  @Option(help: "Why the case was closed.")
  var closure: String?

  @Option(help: "The contact at which the person was met, by id.")
  var metAt: String?

  @Option(help: "The day to follow up.")
  var followUpOn: String?

  @Option(help: "What there is to follow up. Better by --fields.")
  var followUp: String?

  @Option(help: "The day on which that was done; usually given later, to 'edit'.")
  var followedUp: String?

  @Option(help: "The note; '-' reads it from standard input.")
  var note: String?

  @Flag(help: "Whoever has that alias already is somebody else.")
  var sameAlias = false

  var newPerson: String? { nil }

  var typed: [TypedAnswer] {
    [
      TypedAnswer("alias", alias), TypedAnswer("gender", gender),
      TypedAnswer("citizenship", citizenship), TypedAnswer("birth-year", birthYear),
      TypedAnswer("age-band", ageBand), TypedAnswer("languages", languages),
      TypedAnswer("interpreter-wanted", interpreterWanted), TypedAnswer("residence", residence),
      TypedAnswer("living", living), TypedAnswer("dependants", dependants),
      TypedAnswer("pregnant", pregnant), TypedAnswer("contact-safety", contactSafety),
      TypedAnswer("safe-contact", safeContact), TypedAnswer("phone", phone),
      TypedAnswer("restrictions", restrictions), TypedAnswer("own-risk", ownRisk),
      TypedAnswer("legal-name", legalName), TypedAnswer("responsible", responsible),
      TypedAnswer("case-status", caseStatus), TypedAnswer("closure", closure),
      TypedAnswer("met-at", metAt), TypedAnswer("follow-up-on", followUpOn),
      TypedAnswer("follow-up", followUp), TypedAnswer("followed-up", followedUp),
      TypedAnswer("note", note),
    ]
  }
}
