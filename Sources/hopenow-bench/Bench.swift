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

  @Option(help: "Only one part: pages.")
  var only: Part?

  enum Part: String, ExpressibleByArgument, CaseIterable {
    case pages
  }

  func run() throws {
    let system = try SQLiteLibrary.system()
    let peer = try sqlcipherPath.map(SQLiteLibrary.sqlcipher(at:))
    print("`" + CommandLine.arguments.joined(separator: " ") + "`\n")
    print(Machine(system: system, peer: peer).text)
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw BenchError.noFolder(folder) }

    var figures: [Figure] = []
    var tables: [(title: String, table: TextTable)] = []
    if only ?? .pages == .pages {
      var results = PageResults()
      try PageWorkload(
        size: quick ? .quick : .init(), memory: access("/dev/shm", W_OK) == 0 ? "/dev/shm" : folder,
        disk: folder, system: system, peer: peer
      ).run(&results)
      figures += results.figures
      tables.append(("Pages", results.table))
    }
    print("\n" + Figure.table(figures).text)
    for (title, table) in tables { print("\n\(title):\n\n" + table.text) }
  }

  private var sqlcipherPath: String? {
    sqlcipher ?? getenv("HOPENOW_BENCH_SQLCIPHER").map { String(cString: $0) }
  }
}
