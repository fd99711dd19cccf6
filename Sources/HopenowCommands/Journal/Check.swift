import ArgumentParser
import JournalStore

struct CheckCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Read everything and say whether it is what was written.",
    discussion: """
      Example: hopenow check
      Reads every page and every signature. --salvage makes a new journal of all that is still \
      true; the damaged one is only read.
      """)

  @OptionGroup var journal: JournalOptions

  @Flag(help: "Make again what lists and reports read, from the records.")
  var rebuild = false

  @Option(help: ArgumentHelp("Save what is left into a new journal here.", valueName: "path"))
  var salvage: String?

  func run(in world: World) throws {
    if let salvage { return try save(to: salvage, in: world) }
    let path = try journal.path()
    let opened = rebuild ? try journal.open(in: world) : try journal.openToRead(in: world)
    let report = try Progress.following(opened, in: world) {
      if rebuild { try opened.rebuild() }
      return try opened.check()
    }
    if world.terminal != nil, Swap.isPlain { world.output.remark(Swap.warning(in: world)) }
    world.output.print(
      world.says(
        "Entries \(report.entries), changes \(report.revisions).",
        danish: "Indførsler \(report.entries), ændringer \(report.revisions)."))
    if report.gaps > 0 {
      world.output.print(
        world.says(
          "Entries that follow one that isn't here: \(report.gaps); it may still come.",
          danish:
            "Indførsler, der følger efter en, der ikke er her: \(report.gaps); den kan stadig komme."
        ))
    }
    tellMissingWords(report.missingWords, in: world)
    if report.isSound, report.derivedIsRight == nil {
      world.output.print(
        world.says(
          "What lists read was not compared: nothing can be written here.",
          danish: "Det, lister læser, blev ikke sammenlignet: her kan intet skrives."))
    }
    guard !report.isSound else {
      return world.output.print(
        world.says("Everything is as it was written.", danish: "Alt er, som det blev skrevet."))
    }
    let damaged = world.says("Damaged", danish: "Beskadiget")
    for page in report.damagedPages.prefix(20) {
      world.output.print("\(damaged): " + world.says("page \(page).", danish: "side \(page)."))
    }
    for line in report.structure.prefix(20) { world.output.print("\(damaged): \(line).") }
    for (fault, count) in report.faults.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      world.output.print(
        "\(damaged): "
          + world.says(
            "\(count) entries (\(fault.rawValue)).",
            danish: "\(count) indførsler (\(fault.rawValue))."))
    }
    if report.derivedIsRight == false {
      world.output.print(
        world.says(
          "What lists and reports read does not follow from the records.",
          danish: "Det, lister og rapporter læser, følger ikke af posterne."))
      world.output.remark(
        world.says(
          "Hint:  Run 'hopenow check --rebuild --journal \(path)'.",
          danish: "Råd:  Kør 'hopenow check --rebuild --journal \(path)'."))
    } else {
      world.output.remark(
        world.says(
          "Hint:  Take your last backup and merge this journal, or save what is left: 'hopenow check --journal \(path) --salvage NEW.hopenow'.",
          danish:
            "Råd:  Tag den seneste sikkerhedskopi, og flet denne journal, eller gem, hvad der er tilbage: 'hopenow check --journal \(path) --salvage NY.hopenow'."
        ))
    }
    throw ExitStatus.damaged.code
  }

  private func save(to newPath: String, in world: World) throws {
    let path = try journal.path()
    guard let secret = try journal.secretGiven() ?? world.typedSecret(for: path) else {
      throw CommandError.noKey
    }
    let progress = Progress(world)
    let report = try Journal.salvage(
      path, into: newPath, secret: secret, in: world.store, progress: progress.show)
    let saved = world.says(
      "Saved \(report.saved) entries in \(newPath); ",
      danish: "\(report.saved) indførsler er gemt i \(newPath); ")
    world.output.print(
      saved
        + (report.lost.map { world.says("lost \($0).", danish: "\($0) gik tabt.") }
          ?? world.says(
            "how many are lost can't be told.", danish: "hvor mange der gik tabt, kan ikke siges."))
    )
    tellMissingWords(report.missingWords, in: world)
    guard report.lost != 0 || report.missingWords > 0 else { return }
    world.output.remark(
      world.says(
        "Hint:  Merge your last backup into it, and colleagues' journals: what they have comes back.",
        danish:
          "Råd:  Flet den seneste sikkerhedskopi og kollegers journaler ind i den: det, de har, kommer tilbage."
      ))
    throw ExitStatus.waits.code
  }

  private func tellMissingWords(_ count: Int, in world: World) {
    guard count > 0 else { return }
    world.output.print(
      world.says(
        "Words of \(count) fields are missing.", danish: "Teksten i \(count) felter mangler."))
  }
}
