import Glibc
import SealedSQLite

/// Whole processes of `hopenow`, from start to end, on journals of several sizes.
///
/// The journal opens by a key file: what a passphrase costs is Argon2id's own and wanted.
struct ProcessFigures {
  let hopenow: String
  let launcher: Launcher
  let journals: DemoJournals
  let sizes: [Int]
  let rounds: Int
  /// Where copies are written in.
  let scratch: String
  let system: SQLiteLibrary

  var figures: [Figure] = []
  private(set) var table = TextTable(["command", "records", "wall ms", "CPU ms", "peak MB"])
  private var peak = 0.0

  init(
    hopenow: String, launcher: Launcher, journals: DemoJournals, sizes: [Int], rounds: Int,
    scratch: String, system: SQLiteLibrary
  ) {
    self.hopenow = hopenow
    self.launcher = launcher
    self.journals = journals
    self.sizes = sizes
    self.rounds = rounds
    self.scratch = scratch
    self.system = system
  }

  /// What the runs of one command took.
  struct Runs {
    var wall: [Double] = []
    var cpu: [Double] = []
    var peak: [Double] = []

    mutating func add(_ run: Launcher.Run) {
      wall.append(run.cost.wall / 1e6)
      cpu.append(run.cost.cpu / 1e6)
      peak.append(run.peak / 1e6)
    }
  }

  /// Writes a line of the table; the memory of what isn't `hopenow` is no figure of ours.
  mutating func note(_ command: String, _ records: Int?, _ runs: Runs, isOurs: Bool = true) {
    table.add(
      [command, records.map { $0.grouped } ?? ""]
        + [runs.wall, runs.cpu, runs.peak].map { $0.median?.text(1) ?? "" })
    if isOurs { peak = max(peak, runs.peak.max() ?? 0) }
  }

  // MARK: Start

  /// How long the program takes to say what it can do, beside a C program that prints a line.
  mutating func measureStart() throws {
    let (partner, name) = try smallestProgram()
    var ours = Runs()
    var theirs = Runs()
    for _ in 0..<rounds * 2 + 1 {
      theirs.add(try launcher.run([partner]))
      ours.add(try launcher.run([hopenow, "--help"]))
    }
    note("--help", nil, ours)
    note(name, nil, theirs)
    figures.append(
      Figure(
        "--help, wall beside \(name)", limit: 3, found: difference(ours.wall, theirs.wall),
        unit: "ms"))
  }

  private func smallestProgram() throws -> (path: String, name: String) {
    let source = scratch + "/line.c"
    guard let file = fopen(source, "w") else { throw BenchError.noFolder(scratch) }
    fputs("#include <stdio.h>\nint main(void) { puts(\"A line.\"); return 0; }\n", file)
    fclose(file)
    let program = scratch + "/line"
    guard (try? launcher.run(["/usr/bin/cc", "-O1", "-o", program, source])) != nil else {
      return ("/bin/echo", "/bin/echo")
    }
    return (program, "a C program")
  }

  // MARK: Commands

  /// Looking and writing, one record at a time.
  mutating func measureCommands() throws {
    var reports: [Int: [Double]] = [:]
    for size in sizes {
      let team = try journals.team(records: size)
      try measureLooking(team, isLargest: size == sizes.last)
      let plain = try measureContact(team, isLargest: size == sizes.last)
      if size >= 12 * journals.recordsPerMonth {
        try measureYear(team, plain, isLargest: size == sizes.last)
      }
    }
    guard let largest = sizes.last, let before = sizes.dropLast().last else { return }
    let teams = try [before, largest].map { try journals.team(records: $0) }
    for _ in 0..<rounds * 2 + 1 {
      for team in teams {
        reports[team.records, default: []].append(try report(team).cost.wall)
      }
    }
    figures.append(
      Figure(
        "report monthly at \(largest.grouped) / at \(before.grouped), wall", limit: 1.1,
        found: ratio(reports[largest] ?? [], to: reports[before] ?? [])))
    figures.append(
      Figure("memory, all commands but merge", limit: 32, found: peak, unit: "MB", digits: 1))
    var status = stat()
    if stat(teams[1].journal(1), &status) == 0 {
      figures.append(
        Figure(
          "file at \(largest.grouped)", limit: 1000,
          found: Double(status.st_size) / Double(largest), unit: "bytes a record", digits: 0))
    }
  }

  private func report(_ team: DemoJournals.Team) throws -> Launcher.Run {
    try launcher.run(
      [hopenow, "report", "monthly", "--journal", team.journal(1)], keyFile: team.keyFile)
  }

  private mutating func measureLooking(_ team: DemoJournals.Team, isLargest: Bool) throws {
    let journal = ["--journal", team.journal(1)]
    func run(_ words: [String]) throws -> Launcher.Run {
      try launcher.run([hopenow] + words + journal, keyFile: team.keyFile)
    }
    func newest(_ kind: String, _ column: String) throws -> String {
      let list = ["list", "--kind", kind, "--limit", "1", "--columns", column]
      return String(try run(list).output.prefix { $0 != "\n" })
    }
    let id = try newest("contact", "id")
    let person = try newest("person", "code")
    var (list, ofPerson, show, file) = (Runs(), Runs(), Runs(), Runs())
    var (agenda, rare, frequent, warm, cold) = (Runs(), Runs(), Runs(), Runs(), Runs())
    for _ in 0..<rounds {
      list.add(try run(["list"]))
      ofPerson.add(try run(["list", "--person", person]))
      show.add(try run(["show", id]))
      file.add(try run(["show", person]))
      agenda.add(try run(["agenda"]))
      rare.add(try run(["search", "unicorn"]))
      frequent.add(try run(["search", "lawyer"]))
      warm.add(try report(team))
    }
    // Apart, since what comes after it would be cold too.
    for _ in 0..<rounds {
      try forget(team.journal(1))
      cold.add(try report(team))
    }
    note("list", team.records, list)
    note("list --person", team.records, ofPerson)
    note("show", team.records, show)
    note("show of a person", team.records, file)
    note("agenda", team.records, agenda)
    note("search, a word in no note", team.records, rare)
    note("search, a word in a quarter of them", team.records, frequent)
    note("report monthly", team.records, warm)
    note("report monthly, cold", team.records, cold)
    guard isLargest else { return }
    let at = "at \(team.records.grouped), wall"
    for (what, runs) in [("no note", rare), ("a quarter of them", frequent)] {
      figures.append(
        Figure(
          "search, a word in \(what), \(at)", limit: 700, found: runs.wall.median, unit: "ms",
          digits: 0))
    }
    figures.append(
      Figure("report monthly \(at)", limit: 25, found: warm.wall.median, unit: "ms", digits: 1))
    figures.append(
      Figure(
        "report monthly, cold, \(at)", limit: 50, found: cold.wall.median, unit: "ms", digits: 1))
  }

  /// Makes the kernel read a file from the disk when it is wanted next.
  private func forget(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw BenchError.noFolder(path) }
    defer { close(descriptor) }
    fdatasync(descriptor)
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
  }

  /// - Returns: The journal's copy in plain SQLite.
  private mutating func measureContact(
    _ team: DemoJournals.Team, isLargest: Bool
  ) throws -> PlainCopy {
    let target = scratch + "/target.hopenow"
    try launcher.run(["/bin/cp", team.journal(1), target])
    let contact =
      [hopenow, "contact", "--journal", target, "--on", "2026-11-01", "--setting", "street"]
      + ["--met", "9", "--spoken", "3", "--note", "A quiet night. Two asked about the clinic."]
    // Afterwards there is a row of each kind to take after, and the machine knows the journal.
    try launcher.run(contact, keyFile: team.keyFile)
    let plain = try PlainCopy(of: target, keyFile: team.keyFile, at: scratch + "/plain.db", system)
    var ours = Runs()
    var theirs: [Double] = []
    for _ in 0..<rounds {
      theirs.append(try Cost.of { try plain.commitContact() }.wall / 1e6)
      ours.add(try launcher.run(contact, keyFile: team.keyFile))
    }
    note("contact", team.records, ours)
    guard isLargest else { return plain }
    let at = "at \(team.records.grouped)"
    figures.append(
      Figure("contact \(at), CPU", limit: 12, found: ours.cpu.median, unit: "ms", digits: 1))
    figures.append(
      Figure(
        "contact \(at), wall beside the same rows in plain SQLite", limit: 8,
        found: difference(ours.wall, theirs), unit: "ms", digits: 1))
    return plain
  }

  /// What others keep notes in.
  mutating func measure(_ tools: NoteTools) throws {
    var measured: [(command: String, runs: Runs)] = []
    try tools.measure { command, launched in
      var runs = Runs()
      for run in launched { runs.add(run) }
      measured.append((command, runs))
    }
    for (command, runs) in measured { note(command, tools.notes, runs, isOurs: false) }
  }

  /// What KeePassXC takes for a merge.
  mutating func measure(_ peer: KeePassXC) throws {
    var runs = Runs()
    for run in try peer.measure() { runs.add(run) }
    note("keepassxc-cli merge", peer.entries, runs, isOurs: false)
  }

  // MARK: Import

  /// A sheet of persons into an empty journal, then a sheet of contacts that name them.
  mutating func measureImport(persons: Int, contacts: Int) throws {
    let sheets = try Sheets(persons: persons, contacts: contacts, in: scratch)
    let target = scratch + "/imported.hopenow"
    let options = ["--id", "Nr", "--journal", target, "--mapping"]
    var (first, second) = (Runs(), Runs())
    for _ in 0..<max(3, rounds / 4) {
      try launcher.run(["/bin/rm", "-f", target, target + "-journal"])
      try launcher.run(
        [hopenow, "init", "--worker", "Invented Worker", "--journal", target],
        keyFile: sheets.keyFile)
      first.add(
        try launcher.run(
          [hopenow, "import", sheets.persons, "--kind", "person"] + options
            + [sheets.personsMapping], keyFile: sheets.keyFile))
      second.add(
        try launcher.run(
          [hopenow, "import", sheets.contacts, "--kind", "contact"] + options
            + [sheets.contactsMapping], keyFile: sheets.keyFile))
    }
    for (what, rows, runs) in [("persons", persons, first), ("contacts", contacts, second)] {
      note("import of \(what)", rows, runs)
      figures.append(
        Figure(
          "import of \(rows.grouped) \(what)", limit: 20_000,
          found: runs.wall.median.map { Double(rows) / $0 * 1000 }, unit: "rows/s", digits: 0,
          isAtLeast: true))
    }
    var same = Runs()
    for _ in 0..<3 {
      same.add(try launcher.run([hopenow, "same", "--journal", target], keyFile: sheets.keyFile))
    }
    note("same", persons, same)
    figures.append(
      Figure(
        "same among \(persons.grouped) persons, wall", limit: 30_000, found: same.wall.median,
        unit: "ms", digits: 0))
    figures.append(
      Figure(
        "memory, import", limit: 128, found: (first.peak + second.peak).max(), unit: "MB",
        digits: 1))
  }

  // MARK: Merge

  /// Ten journals into an empty one, and a merge with nothing new.
  mutating func measureMerge(each: Int) throws {
    let team = try journals.team(journals: 10, each: each)
    let sources = (2...11).map { team.journal($0) }
    let empty = try EmptyJournal(keyFile: team.keyFile)
    var (merge, start, nothing) = (Runs(), Runs(), Runs())
    let target = scratch + "/empty.hopenow"
    for _ in 0..<max(3, rounds / 4) {
      try launcher.run(["/bin/rm", "-f", target, target + "-journal"])
      try empty.make(at: target)
      merge.add(
        try launcher.run(
          [hopenow, "merge", "--trust-new", "--journal", target] + sources, keyFile: team.keyFile))
    }
    let entries = 10 * Double(each)
    note("merge of 10 × \(each.grouped)", nil, merge)
    figures.append(
      Figure(
        "merge of 10 × \(each.grouped) signed entries", limit: 15_000,
        found: merge.wall.median.map { entries / $0 * 1000 }, unit: "entries/s", digits: 0,
        isAtLeast: true))
    figures.append(
      Figure("memory, merge", limit: 128, found: merge.peak.max(), unit: "MB", digits: 1))

    guard let largest = sizes.last else { return }
    let big = try journals.team(records: largest)
    let copy = scratch + "/target.hopenow"
    try launcher.run(["/bin/cp", big.journal(1), copy])
    for _ in 0..<rounds {
      start.add(try launcher.run([hopenow, "--help"]))
      nothing.add(
        try launcher.run(
          [hopenow, "merge", "--journal", copy, big.journal(1)], keyFile: big.keyFile))
    }
    note("merge, nothing new", largest, nothing)
    figures.append(
      Figure(
        "merge with nothing new at \(largest.grouped), wall beside --help", limit: 15,
        found: difference(nothing.wall, start.wall), unit: "ms", digits: 1))
  }
}

/// The median of differences taken round by round.
func difference(_ ours: [Double], _ theirs: [Double]) -> Double? {
  zip(ours, theirs).map { $0 - $1 }.median
}

extension Int {
  /// With a comma between thousands.
  var grouped: String {
    self < 1000
      ? String(self) : (self / 1000).grouped + "," + String(String(self % 1000 + 1000).dropFirst())
  }
}
