import ArgumentParser
import CaseModel
import JournalStore
import Merge

struct ScreenCommand: RecordCommand {
  static let kind = Kind.screen
  static let configuration = CommandConfiguration(
    commandName: "screen", abstract: "Record a screening of one person for indicators.",
    discussion: """
      Example: hopenow screen --person "Red Hat", then the questions one by one
      Example: hopenow screen --person "Red Hat" --indicator debt-bondage=yes,violence=no
      A screening may take several meetings: it proposes to go on with the person's last one, and only \
      what has no answer is asked. What was answered is saved at the end of each part and when you \
      stop, also by ^C. A screening records what was said, and 'hopenow show ID' explains it by the \
      rule of the ILO; what it means for the person is for others to decide.
      """)

  @OptionGroup var journal: JournalOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var event: EventOptions
  @OptionGroup var someone: NewPersonOptions

  @Option(help: "The person, by code or alias.")
  var person: String?

  @Option(help: "Go on with this screening, by the beginning of its id.")
  var resume: String?

  @Option(help: "Form of exploitation; may be repeated.")
  var forms: [String] = []

  @Option(help: "Form of sexual exploitation; may be repeated.")
  var sexualForms: [String] = []

  @Option(help: "Where sexual exploitation takes place; may be repeated.")
  var sexualSetting: [String] = []

  @Option(help: "Means of control; may be repeated.")
  var means: [String] = []

  @Option(help: "How the person was recruited; may be repeated.")
  var recruitment: [String] = []

  @Option(
    help: "The table of indicators; without it the first one of the reference.",
    completion: .list(Vocabulary.indicatorTable.codes.map(\.stored)))
  var table: String?

  @Option(
    help: ArgumentHelp(
      "A table of your own instead, written as in the reference.", valueName: "file"),
    completion: .file())
  var indicators: String?

  @Option(
    help: ArgumentHelp(
      "An indicator and yes, no, unknown, refused or not-asked; may be repeated.",
      valueName: "code=answer"))
  var indicator: [String] = []

  var newPerson: String? { someone.newPerson }

  var typed: [TypedAnswer] {
    event.typed + [
      TypedAnswer("person", person), TypedAnswer("forms", forms),
      TypedAnswer("sexual-forms", sexualForms), TypedAnswer("sexual-setting", sexualSetting),
      TypedAnswer("means", means), TypedAnswer("recruitment", recruitment),
      TypedAnswer("table", table), TypedAnswer("indicator", indicator),
    ]
  }

  func validate() throws {
    if resume != nil, person != nil || newPerson != nil {
      throw ValidationError("'--resume' names the person already.")
    }
    if table != nil, indicators != nil {
      throw ValidationError("Give '--table' or '--indicators', not both.")
    }
  }

  func run(in world: World) throws {
    try checkInput()
    let own = try indicators.map(IndicatorTable.read(from:))
    let journal = try journal.open(in: world, tellsDrafts: false)
    let notices = journal.notices
    var screening = try Screening(
      try resume.map { try journal.screening(matching: $0) },
      own: own, journal: journal, world: world)
    try answer(&screening.form)
    let onlyBegins = answers.allSatisfy { ["person", "table"].contains($0.field) }
    let drafts = world.drafts(of: journal)
    if let terminal = world.terminal, input.fields == nil, newPerson == nil, onlyBegins {
      let offered = drafts.filter(screening.mayGoOn)
      world.tell(drafts.filter { draft in !offered.contains { $0.path == draft.path } })
      try screening.interview(at: terminal, offering: offered)
    } else {
      world.tell(drafts)
      try screening.writeAtOnce()
    }
    world.output.print(try screening.id().short)
    if world.terminal != nil {
      for line in try screening.explanation() { world.output.remark(line) }
    }
    world.tellNew(journal, before: notices)
  }
}
