import ArgumentParser
import CaseModel
import JournalStore
import Merge

struct MergeCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Take over everything new from colleagues' journals.",
    discussion: """
      Example: hopenow merge --dry-run /media/*
      Journals, parcels, and folders with some of them, any number at once; they are only read. Each \
      opens by your own key if its owner has given you one, else by your key file or one of the \
      passphrases: each is typed once, or is a line on --passphrase-fd, behind that of your own \
      journal unless --key-file opens it. On a terminal you see first what would happen. Merging again changes nothing.
      """)

  @OptionGroup var journal: JournalOptions

  @Argument(
    help: "The journals and parcels to merge from, or folders with them.", completion: .file())
  var journals: [String]

  @Flag(help: "Show exactly what the merge would do, and do nothing.")
  var dryRun = false

  @Flag(help: "Let authors whom you don't know yet count in your team, without asking.")
  var trustNew = false

  @Flag(help: "Don't ask whether to go on.")
  var yes = false

  @Flag(help: "Let colleagues' erasures remove as many records as they name, without asking.")
  var eraseMany = false

  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func run(in world: World) throws {
    let keys = MergeKeys(journal)
    let ours = try keys.open(in: world)
    let (notices, keysBefore) = (ours.notices, ours.slots.count)
    let inputs = try MergeInputs(journals, for: ours, keys, in: world)
    let accepting = try accepts(newAuthors(in: inputs, for: ours), for: ours, in: world)
    var erasing = eraseMany ? Int.max : Journal.erasuresUnasked
    func merge(dryRun: Bool) throws -> MergeLines {
      let report = try Progress.following(ours, in: world) {
        try ours.merge(
          inputs.sources, newAuthors: accepting, erasing: erasing,
          dryRun: dryRun)
      }
      return MergeLines(report, inputs)
    }
    var shown: [String] = []
    var hasToldRefused = false
    if let terminal = world.terminal, !dryRun, !yes, format == .text {
      let expected = try merge(dryRun: true)
      // Whether to go on may depend on it.
      expected.tellRefused(in: world)
      hasToldRefused = true
      if !expected.isEmpty {
        shown = expected.text(dryRun: false, in: world)
        for line in shown { terminal.show(line + "\n") }
        let question =
          expected.erasures > erasing
          ? world.says(
            "Merge that, and erase \(expected.erasures) records for good with what is theirs?",
            danish:
              "Skal det flettes, og \(expected.erasures) poster med deres slettes for altid?")
          : world.says("Merge that?", danish: "Skal det flettes?")
        guard try terminal.confirm(question, danish: world.isDanish) else {
          return world.tellNothingChanged()
        }
        erasing = max(erasing, expected.erasures)
      }
    }
    let lines = try merge(dryRun: dryRun)
    switch format {
    case .json: world.output.print(whole: lines.json(dryRun: dryRun).text)
    case .text:
      let text = lines.text(dryRun: dryRun, in: world)
      // What was shown before the yes isn't said twice, unless something else came of it.
      let isShown = world.output.isTerminal && text == shown && !shown.isEmpty
      for line in isShown ? [world.says("Merged.", danish: "Flettet.")] : text {
        world.output.print(line)
      }
    }
    world.tellNew(ours, before: notices)
    let added = ours.slots.count - keysBefore
    if added > 0 {
      world.output.remark(
        world.says(
          "New supervisors of your team can read this journal now, with keys of their own: \(added) (see 'hopenow key list').",
          danish:
            "Nye ledere i teamet kan nu læse denne journal med deres egne nøgler: \(added) (se 'hopenow key list')."
        ))
    }
    if !hasToldRefused { lines.tellRefused(in: world) }
    try lines.endWithStatus()
  }

  /// The authors of whom it is to be decided whether they count, if there is anybody to decide it.
  ///
  /// Another supervisor may have done so in one of the journals.
  private func newAuthors(in inputs: MergeInputs, for ours: Journal) throws -> [NewAuthor] {
    let new = try ours.newAuthors(in: inputs.sources)
    guard ours.isSupervisor, !new.isEmpty, !trustNew else { return new }
    return try ours.merge(inputs.sources, newAuthors: .holdBack, erasing: .max, dryRun: true)
      .waiting
  }

  /// Which new authors count from now on: those of whom it was asked, or all by --trust-new.
  ///
  /// Only a supervisor can say so: for anybody else they wait.
  private func accepts(
    _ authors: [NewAuthor], for ours: Journal, in world: World
  ) throws -> Journal.NewAuthors {
    guard ours.isSupervisor else { return .holdBack }
    guard !trustNew else { return .accept }
    // Nothing is decided by a dry run: what waits is listed.
    guard !authors.isEmpty, !dryRun else { return .holdBack }
    guard let terminal = world.terminal else {
      throw CommandError.newAuthors(count: authors.count)
    }
    terminal.show(
      world.says(
        "Not in your team yet (compare the fingerprints with them, aloud):\n",
        danish: "Ikke med i jeres team endnu (sammenlign fingeraftrykkene med dem, højt):\n"))
    let accepted = try authors.filter { author in
      let question = world.says(
        "Let what they wrote count? No keeps it waiting.",
        danish: "Skal det, de har skrevet, tælle med? Nej lader det vente.")
      terminal.show("  \(world.named(author.name)): \(author.key.fingerprint)\n")
      return try terminal.confirm(question, danish: world.isDanish)
    }
    return .acceptOnly(Set(accepted.map(\.key)))
  }
}
