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
    if world.terminal != nil, Swap.isPlain { world.output.remark(Swap.warning) }
    world.output.print("Entries \(report.entries), changes \(report.revisions).")
    if report.gaps > 0 {
      world.output.print("\(report.gaps) entries follow one that isn't here; it may still come.")
    }
    if report.missingWords > 0 {
      world.output.print("Words of \(report.missingWords) fields are missing.")
    }
    if report.isSound, report.derivedIsRight == nil {
      world.output.print("What lists read was not compared: nothing can be written here.")
    }
    guard !report.isSound else { return world.output.print("Everything is as it was written.") }
    for page in report.damagedPages.prefix(20) { world.output.print("Damaged: page \(page).") }
    for line in report.structure.prefix(20) { world.output.print("Damaged: \(line).") }
    for (fault, count) in report.faults.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      world.output.print("Damaged: \(count) entries (\(fault.rawValue)).")
    }
    if report.derivedIsRight == false {
      world.output.print("What lists and reports read does not follow from the records.")
      world.output.remark("Hint:  Run 'hopenow check --rebuild --journal \(path)'.")
    } else {
      world.output.remark(
        "Hint:  Take your last backup and merge this journal, or save what is left: 'hopenow check --journal \(path) --salvage NEW.hopenow'."
      )
    }
    throw ExitStatus.damaged.code
  }

  private func save(to newPath: String, in world: World) throws {
    let path = try journal.path()
    guard let secret = try journal.secretGiven() ?? world.typedSecret(for: path) else {
      throw CommandError.noKey
    }
    let report = try Journal.salvage(path, into: newPath, secret: secret, in: world.store)
    world.output.print("Saved \(report.saved) entries in \(newPath); lost \(report.lost).")
    if report.isIncomplete || report.lost > 0 { throw ExitStatus.waits.code }
  }
}
