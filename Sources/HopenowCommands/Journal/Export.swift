import ArgumentParser
import CaseModel
import Glibc
import JournalStore
import Merge

struct ExportCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write records out, readable by everybody: for a person, or to move on.",
    discussion: """
      Example: hopenow export --person "Red Hat" --output red-hat.jsonl
      WHAT IS WRITTEN IS NOT ENCRYPTED. Without --person it is everything. With --person it is what \
      there is about one person, for her to have (GDPR, article 15): every change and labels too, \
      and other persons masked by name and code. Read the notes before you hand them over: they \
      may tell of others in other words. JSON Lines have a record in each line; --folder makes \
      a CSV file of each kind, as 'hopenow import --id id' reads them again.
      """)

  @OptionGroup var journal: JournalOptions

  @Option(help: "Only what there is about this person, by code or alias.")
  var person: String?

  @Option(help: ArgumentHelp("A new file for JSON Lines; else standard output.", valueName: "path"))
  var output: String?

  @Option(help: ArgumentHelp("A new folder for a CSV file of each kind.", valueName: "path"))
  var folder: String?

  @Flag(help: "JSON Lines with every change, who made it and when.")
  var history = false

  func validate() throws {
    guard output == nil || folder == nil else {
      throw ValidationError("Give --output for JSON Lines or --folder for CSV, not both.")
    }
    guard !history || folder == nil else {
      throw ValidationError("CSV has no room for changes: use --output with --history.")
    }
  }

  func run(in world: World) throws {
    if output == nil, folder == nil, world.output.isTerminal { throw SheetProblem.nowhereToExport }
    let journal = try journal.openToRead(in: world)
    let subject = try person.map { try journal.person(matching: $0) }
    let records = try ExportedRecords(journal, about: subject)
    try Progress.following(journal, in: world) {
      if let folder {
        try writeCSV(records, to: folder, journal)
      } else {
        try writeJSON(records, journal)
      }
    }
    warn(world)
    guard world.terminal != nil, let subject else { return }
    let linked = try journal.views(linkedTo: subject).filter { $0.existence != .gone }
    guard !linked.isEmpty else { return }
    let codes = linked.map(\.shortCode).joined(separator: ", ")
    world.output.remark(
      world.says(
        "Note: linked as the same, and not in it: \(codes). Export each too, once you are sure.",
        danish:
          "Bemærk: koblet som den samme, og ikke med: \(codes). Eksportér også dem, når du er sikker."
      ))
  }

  private func writeJSON(_ records: ExportedRecords, _ journal: Journal) throws {
    let file = try output.map { try ExportFile(at: $0) } ?? ExportFile()
    var json = ExportJSON(
      journal, hasHistory: history || records.subject != nil, hasLabels: records.subject != nil,
      masking: records.masked)
    if let subject = records.subject { try file.write(ExportJSON.note(about: subject)) }
    try records.forEach(of: nil) { record in
      if let line = try json.line(record) { try file.write(line) }
    }
    try file.finish()
  }

  private func writeCSV(_ records: ExportedRecords, to folder: String, _ journal: Journal) throws {
    guard mkdir(folder, 0o700) == 0 else {
      throw errno == EEXIST ? CommandError.exists(path: folder) : .cannotWrite(path: folder)
    }
    do {
      for kind in records.kinds.compactMap(Kind.named) where kind.identity == .random {
        let file = try ExportFile(at: "\(folder)/\(kind.name).csv")
        let csv = ExportCSV(kind, journal, masking: records.masked)
        try file.write(csv.headings)
        try records.forEach(of: kind.name) { record in
          if let row = csv.row(record) { try file.write(row) }
        }
        try file.finish()
      }
      guard let subject = records.subject else { return }
      let file = try ExportFile(at: folder + "/note.txt")
      try file.write(ExportJSON.texts(about: subject).joined(separator: "\n\n"))
      try file.finish()
    } catch {
      for kind in Kind.all { unlink("\(folder)/\(kind.name).csv") }
      rmdir(folder)
      throw error
    }
  }

  private func warn(_ world: World) {
    guard world.terminal != nil else { return }
    world.output.remark(
      world.says(
        "Warning: what was written is not encrypted. Delete it as soon as it isn't needed any more.",
        danish:
          "Advarsel: det skrevne er ikke krypteret. Slet det, så snart det ikke skal bruges mere."))
    guard person != nil else { return }
    world.output.remark(
      world.says(
        "Read the notes before you hand them over: they may tell of others in other words.",
        danish: "Læs notaterne, før du udleverer dem: de kan omtale andre med andre ord."))
  }
}
