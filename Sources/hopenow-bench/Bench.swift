import ArgumentParser
import Glibc

/// Measures the figures that `Docs/Performance.md` promises, its peers in the same run.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hopenow-bench",
    abstract: "Measure hopenow's figures beside plain SQLite and SQLCipher.",
    discussion: "Docs/Performance.md says what is measured and how to get SQLCipher.")

  @Option(
    help: ArgumentHelp(
      "A library with SQLCipher's functions; else HOPENOW_BENCH_SQLCIPHER.", valueName: "path"))
  var sqlcipher: String?

  @Option(
    help: ArgumentHelp("Where files lie, on a disk; journals in it are kept.", valueName: "path"))
  var folder: String = "/tmp/hopenow-bench"

  @Flag(help: "Small sizes and few rounds: ratios in about a minute.")
  var quick = false

  @Option(
    help: ArgumentHelp(
      "The program that is timed; else the one beside this one.", valueName: "path"))
  var hopenow: String?

  @Option(help: ArgumentHelp("jrnl, to be measured beside.", valueName: "path"))
  var jrnl: String?

  @Option(help: ArgumentHelp("taskwarrior, to be measured beside.", valueName: "path"))
  var task: String?

  @Option(help: ArgumentHelp("keepassxc-cli, to be measured beside.", valueName: "path"))
  var keepassxc: String?

  @Option(
    help: ArgumentHelp(
      "Only this part: start, commands, tools, import, merge or pages; again for more.",
      valueName: "part"))
  var only: [Part] = []

  enum Part: String, ExpressibleByArgument, CaseIterable {
    case start, commands, tools, `import`, merge, pages
  }

  private func does(_ part: Part) -> Bool { only.isEmpty || only.contains(part) }

  func run() throws {
    let system = try SQLiteLibrary.system()
    let peer = try sqlcipherPath.map(SQLiteLibrary.sqlcipher(at:))
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST,
      let folder = realpath(folder, nil).map({ String(cString: $0) })
    else { throw BenchError.noFolder(folder) }
    print("`" + CommandLine.arguments.joined(separator: " ") + "`\n")
    print(Machine(system: system, peer: peer).text)

    // Processes first: what they need of memory is counted from what this one has then.
    var processes = try processFigures(folder, system)
    if does(.start) { try processes.measureStart() }
    if does(.commands) { try processes.measureCommands() }
    if does(.tools) {
      try processes.measure(
        NoteTools(
          jrnl: jrnl, task: task, launcher: processes.launcher, scratch: processes.scratch,
          notes: quick ? 1000 : 10_000, rounds: 5))
    }
    if does(.import) {
      try processes.measureImport(
        persons: quick ? 10_000 : 100_000, contacts: quick ? 30_000 : 300_000)
    }
    if does(.merge) {
      try processes.measureMerge(each: quick ? 1000 : 10_000)
      if let keepassxc {
        try processes.measure(
          KeePassXC(
            program: keepassxc, launcher: processes.launcher, scratch: processes.scratch,
            entries: 5000, rounds: 5))
      }
    }
    var results = PageResults()
    if does(.pages) {
      try PageWorkload(
        size: quick ? .quick : .init(), memory: access("/dev/shm", W_OK) == 0 ? "/dev/shm" : folder,
        disk: folder, system: system, peer: peer
      ).run(&results)
    }
    print("\n" + Figure.table(processes.figures + results.figures).text)
    if only != [.pages] { print("\nWhole processes, medians:\n\n" + processes.table.text) }
    if does(.pages) { print("\nPages, medians:\n\n" + results.table.text) }
  }

  private func processFigures(_ folder: String, _ system: SQLiteLibrary) throws -> ProcessFigures {
    let scratch = folder + "/scratch"
    let cleaner = Launcher(environment: ["PATH": "/usr/bin:/bin"], scratch: folder)
    try cleaner.run(["/bin/rm", "-rf", scratch])
    guard mkdir(scratch, 0o700) == 0 else { throw BenchError.noFolder(scratch) }
    let program = hopenow ?? neighbour
    let launcher = Launcher(
      environment: [
        "HOME": scratch, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOPENOW_KEEP_OPEN": "0",
        "HOPENOW_TODAY": "2026-11-02T01:30", "XDG_STATE_HOME": scratch,
        "QT_QPA_PLATFORM": "offscreen",
      ], scratch: scratch)
    return ProcessFigures(
      hopenow: program, launcher: launcher,
      journals: DemoJournals(
        folder: folder, hopenow: program, launcher: launcher,
        recordsPerMonth: quick ? 500 : 5000),
      sizes: quick ? [1000, 10_000] : [10_000, 100_000, 1_000_000], rounds: quick ? 5 : 21,
      scratch: scratch, system: system)
  }

  /// The `hopenow` that was built together with this program.
  private var neighbour: String {
    let own = realpath("/proc/self/exe", nil).map { String(cString: $0) } ?? ""
    return own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
      separator: "/") + "/hopenow"
  }

  private var sqlcipherPath: String? {
    sqlcipher ?? getenv("HOPENOW_BENCH_SQLCIPHER").map { String(cString: $0) }
  }
}
