import Glibc

/// The same rows and queries on plain SQLite, on the sealed VFS and on SQLCipher, in turn.
///
/// Files lie in memory and nothing waits for a disk, so that the time is the engine's; only the
/// durable commit is on a disk. Within a round each step is done by every engine before the next
/// one begins, by another one first in each round.
struct PageWorkload {
  /// How much is done.
  struct Size {
    var rows: Int64 = 200_000
    var rounds = 7
    var commits = 2000
    var points = 20_000
    var durableCommits = 20

    static let quick = Size(rounds: 3, commits: 500, points: 5000, durableCommits: 5)
  }

  /// One thing that is timed, perhaps several times a round, and whose figures it is.
  struct Step {
    let name: String
    var times = 1
    var isWall = false
    var limitToPlain: Double?
    var limitToSQLCipher: Double?
    let work: (PageEngine) throws -> Void
  }

  static let hopenow = "hopenow"
  static let plain = "plain"
  static let sqlcipher = "SQLCipher"
  /// SQLCipher's own library without a key: what its newer SQLite is worth by itself.
  static let bare = "SQLCipher without key"

  let size: Size
  /// A folder in memory, and one on a disk.
  let memory: String
  let disk: String
  let system: SQLiteLibrary
  let peer: SQLiteLibrary?

  private func engines(in folder: String, isDurable: Bool) -> [PageEngine] {
    func engine(_ name: String, _ library: SQLiteLibrary, key: String? = nil) -> PageEngine {
      PageEngine(name, library, key: key, folder: folder, isDurable: isDurable)
    }
    // 32 bytes of key and 16 of salt, so that SQLCipher stretches nothing.
    let key = "x'" + String(repeating: "5a", count: 48) + "'"
    return [engine(Self.plain, system), engine(Self.hopenow, system)]
      + (peer.map { [engine(Self.sqlcipher, $0, key: key), engine(Self.bare, $0)] } ?? [])
  }

  private var steps: [Step] {
    [
      Step(name: "bulk, one transaction") { try $0.fill(rows: size.rows) },
      Step(name: "\(size.commits) commits", limitToPlain: 2.0, limitToSQLCipher: 0.45) {
        try $0.commit(times: size.commits)
      },
      Step(
        name: "a month by index", times: 5, limitToPlain: 1.40, limitToSQLCipher: 0.65
      ) { try $0.month() },
      Step(name: "full scan", times: 3, limitToPlain: 1.20, limitToSQLCipher: 0.80) {
        try $0.scan()
      },
      Step(name: "\(size.points) points") {
        try $0.points(times: size.points, inOneTransaction: false)
      },
      Step(name: "the same in one transaction") {
        try $0.points(times: size.points, inOneTransaction: true)
      },
      Step(name: "open and read a row", times: 20) { try $0.openAndRead() },
      Step(name: "open and a month", times: 5) { try $0.openAndMonth() },
    ]
  }

  /// Does it all.
  func run(_ results: inout PageResults) throws {
    // Disks have moods: many short turns.
    let durable = Step(
      name: "\(size.durableCommits) durable commits", times: 10, isWall: true, limitToPlain: 1.02
    ) { try $0.commit(times: size.durableCommits) }
    results.steps = steps + [durable]
    let inMemory = engines(in: memory, isDurable: false)
    let onDisk = engines(in: disk, isDurable: true)
    results.engines = inMemory.map(\.name)
    defer { for engine in inMemory + onDisk { engine.removeFiles() } }
    for engine in onDisk {
      try engine.reset(isSealed: engine.name == Self.hopenow)
      try engine.fill(rows: 2000)
    }
    for round in 0..<size.rounds {
      for engine in inMemory { try engine.reset(isSealed: engine.name == Self.hopenow) }
      for step in steps { try measure(step, inMemory, round, &results) }
      try measure(durable, onDisk, round, &results)
      for engine in inMemory { results.sizes[engine.name] = engine.size }
    }
  }

  private func measure(
    _ step: Step, _ engines: [PageEngine], _ round: Int, _ results: inout PageResults
  ) throws {
    for _ in 0..<step.times {
      for place in engines.indices {
        let engine = engines[(place + round) % engines.count]
        let cost = try Cost.of { try step.work(engine) }
        results.add(step.isWall ? cost.wall : cost.cpu, step.name, engine.name)
      }
    }
  }
}

/// What the page workload measured.
struct PageResults {
  var steps: [PageWorkload.Step] = []
  var engines: [String] = []
  /// The size of each engine's file, in bytes.
  var sizes: [String: Double] = [:]
  private var costs: [String: [String: [Double]]] = [:]

  mutating func add(_ nanoseconds: Double, _ step: String, _ engine: String) {
    costs[step, default: [:]][engine, default: []].append(nanoseconds)
  }

  private func costs(_ step: PageWorkload.Step, _ engine: String) -> [Double] {
    costs[step.name]?[engine] ?? []
  }

  private func ratio(_ step: PageWorkload.Step, to engine: String) -> Double? {
    hopenow_bench.ratio(costs(step, PageWorkload.hopenow), to: costs(step, engine))
  }

  /// Milliseconds and ratios of every step.
  var table: TextTable {
    var table = TextTable(
      ["milliseconds"] + engines
        + ["hopenow / plain", "hopenow / SQLCipher", "SQLCipher / without key"])
    for step in steps {
      let peers = PageWorkload.self
      let bareRatio = hopenow_bench.ratio(
        costs(step, peers.sqlcipher), to: costs(step, peers.bare))
      table.add(
        [step.name + (step.isWall ? " (wall)" : "")]
          + engines.map { costs(step, $0).median.map { ($0 / 1e6).text(2) } ?? "" }
          + [ratio(step, to: peers.plain), ratio(step, to: peers.sqlcipher), bareRatio]
          .map { $0?.text(2) ?? "not measured" })
    }
    return table
  }

  /// The figures that have a target.
  var figures: [Figure] {
    var figures: [Figure] = []
    for step in steps {
      let what = "pages, \(step.name)\(step.isWall ? ", wall" : ", CPU")"
      if let limit = step.limitToPlain {
        figures.append(
          Figure(
            what + " / plain SQLite", limit: limit, found: ratio(step, to: PageWorkload.plain)))
      }
      if let limit = step.limitToSQLCipher {
        figures.append(
          Figure(
            what + " / SQLCipher 4", limit: limit, found: ratio(step, to: PageWorkload.sqlcipher)))
      }
    }
    if let ours = sizes[PageWorkload.hopenow], let plain = sizes[PageWorkload.plain], plain > 0 {
      figures.append(
        Figure("pages, file / plain SQLite", limit: 1.10, found: ours / plain, digits: 3))
    }
    return figures
  }
}
