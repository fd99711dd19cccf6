import ArgumentParser
import CaseModel
import Glibc
import JournalStore
import Reports
import SealedSQLite

struct DemoCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Make an invented team's journals, to try things out.",
    discussion: """
      Example: hopenow demo --workers 5 --months 36
      The first worker's journal has the others' merged. Demo journals are marked and never mix \
      with real ones.
      """)

  @Option(help: "How many workers.")
  var workers: Int = 3

  @Option(help: "How many months, up to the last complete one.")
  var months: Int = 2

  @Option(
    help: ArgumentHelp("How many records each worker writes.", visibility: .hidden))
  var records: Int?

  @Option(help: "Decides who is invented.")
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("An empty or new folder; else a temporary one.", valueName: "path"))
  var folder: String?

  func validate() throws {
    guard (1...50).contains(workers), (1...240).contains(months) else {
      throw ValidationError("A demo has 1 to 50 workers and 1 to 240 months.")
    }
    guard (1...1_000_000).contains(records ?? 1) else {
      throw ValidationError("A worker writes 1 to 1,000,000 records.")
    }
  }

  func run(in world: World) throws {
    let folder = try makeFolder()
    let keyPath = folder + "/demo.key"
    let secret = SlotSecret.keyFile(try KeyFile.make(at: keyPath))
    var team = DemoTeam(
      seed: seed, months: months, records: records, today: world.today.date)
    let paths = (1...workers).map { "\(folder)/worker-\($0).hopenow" }
    for (worker, path) in paths.enumerated().reversed() {
      let clock = DemoClock()
      clock.set(to: CivilDate(number: 20_260_101) ?? world.today.date)
      let journal = try Journal.create(
        at: path, worker: "Invented Worker \(worker + 1)", secret: secret, isDemo: true,
        in: clock.environment(
          seed: seed, worker: worker, stateFolder: world.store.stateFolder))
      let records = try team.write(journal, clock: clock)
      world.output.print(
        "\(path): " + world.says("\(records) records", danish: "\(records) poster"))
      if worker == 0 { try merge(paths.dropFirst(), into: journal, secret: secret, world) }
    }
    world.output.print(
      world.says(
        "Open them with --key-file \(keyPath)", danish: "Åbn dem med --key-file \(keyPath)"))
  }

  private func merge(
    _ paths: ArraySlice<String>, into journal: Journal, secret: SlotSecret, _ world: World
  ) throws {
    let sources = try paths.map {
      try ForeignJournal(at: $0, secret: secret, scratchFolder: world.store.stateFolder)
    }
    let report = try journal.merge(sources, newAuthors: .accept)
    let count = report.recordsAdded
    world.output.print(
      "\(journal.path): "
        + world.says(
          "merged \(count) records of the others",
          danish: "\(count) poster fra de andre er flettet ind"))
    guard let period = Period("last-month", today: world.today.date) else { return }
    guard let report = Report.named("monthly") else { return }
    let table = try ReportRequest(report, period: period, version: Hopenow.version)
      .table(from: journal)
    world.output.print()
    world.output.print(table, as: .text, danish: world.isDanish)
    world.output.print()
  }

  private func makeFolder() throws -> String {
    if let folder {
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
        throw CommandError.cannotWrite(path: folder)
      }
      return folder
    }
    let base = World.variable("TMPDIR") ?? "/tmp"
    let pattern = "\(base)/hopenow-demo-" + String(repeating: "X", count: 6)
    var template = Array(pattern.utf8CString)
    guard mkdtemp(&template) != nil else { throw CommandError.cannotWrite(path: base) }
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
