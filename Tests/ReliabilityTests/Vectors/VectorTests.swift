import CaseModel
import Foundation
import GRDB
import Sealing
import TestSupport
import Testing

@testable import JournalStore
@testable import SealedSQLite

/// Every vector of `Tests/Vectors/format/` is taken, or refused by the check that it names.
@Suite struct VectorTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Vectors/format")

  let vectors: [String: Vector]
  let scratch = TemporaryFolder()

  init() throws {
    var vectors: [String: Vector] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    where file.hasSuffix(".txt") {
      let name = String(file.dropLast(4))
      let text = try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8)
      let vector: Vector = try #require(Vector(name: name, text: text), "\(file) isn't a vector")
      vectors[name] = vector
    }
    self.vectors = vectors
  }

  @Test func `every check has a vector that it refuses, and every part one that is taken`() {
    #expect(vectors.count > 100)
    let checks = Set(FormatCheck.all.map(\.name))
    #expect(Set(vectors.values.map(\.expect)).subtracting([Vector.ok]) == checks)
    for part in Vector.Part.allCases {
      #expect(vectors.values.contains { $0.part == part && $0.expect == Vector.ok })
    }
  }

  @Test(arguments: Vector.Part.allCases)
  func `each is taken or refused as it says`(part: Vector.Part) throws {
    let refusals = Dictionary(uniqueKeysWithValues: FormatCheck.all.map { ($0.name, $0.refusal) })
    let ours = try Journal.temporary("ours.hopenow", in: scratch)
    for vector in vectors.values.sorted(by: { $0.name < $1.name }) where vector.part == part {
      let found: String?
      switch part.form {
      case .file: found = try refusalOfFile(vector)
      case .bytes: found = refusalOfBytes(vector)
      case .tables: found = try refusalOfTables(vector, ours)
      }
      let wanted = vector.expect == Vector.ok ? nil : refusals[vector.expect] ?? "?"
      #expect(found == wanted, "\(vector.name): \(vector.says)")
    }
  }

  @Test(.enabled(if: access(measured[0], X_OK) == 0, "needs python3"))
  func `checks were moved, and could be left out one by one no more`() throws {
    let script = Process()
    let errors = Pipe()
    script.executableURL = URL(filePath: Self.measured[0])
    script.arguments = [Self.folder.appending(path: "disable-checks.py").path, "--dry-run"]
    script.standardError = errors
    try script.run()
    let said = try errors.fileHandleForReading.readToEnd() ?? Data()
    script.waitUntilExit()
    #expect(script.terminationStatus == 0, "\(String(decoding: said, as: UTF8.self))")
  }

  // MARK: The program

  /// Runs a command in ten seconds of CPU or not at all, and says behind its errors how many kB of
  /// memory it had at most.
  private static let measured = [
    "/usr/bin/python3", "-c",
    """
    import resource, subprocess, sys
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
    status = subprocess.run(sys.argv[1:]).returncode
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
    sys.exit(status if status >= 0 else 100)
    """,
  ]

  /// Argon2id's own memory is aside: it is what makes guessing dear.
  @Test(.enabled(if: access(measured[0], X_OK) == 0, "needs python3"))
  func `the program merges or refuses each in 64 MB and never runs on`() throws {
    let program = Program(in: scratch)
    try Data(Keys.keyFile).write(to: URL(filePath: scratch.file("key")))
    #expect(chmod(scratch.file("key"), 0o600) == 0)
    let key = ["--key-file", "key", "--journal", "ours.hopenow"]
    #expect(try program.run(["init", "--worker", "Worker A"] + key).status == 0)
    let foreign = vectors.values.sorted { $0.name < $1.name }.filter {
      $0.part.form != .bytes && $0.fact("passphrase") == nil
    }
    #expect(foreign.count > 150)
    var most = 0
    for vector in stride(from: 0, to: foreign.count, by: LongForm.count(short: 8, long: 1)).map({
      foreign[$0]
    }) {
      if vector.part.form == .tables {
        try make(vector, for: .keyFile(SecretBytes(copying: Keys.keyFile)))
      } else {
        try write(vector)
      }
      let run = try program.run(
        ["merge", "--dry-run", vector.name] + key, prefix: Self.measured)
      #expect(
        [0, 1, 3, 12, 13, 14].contains(run.status), "\(vector.name): \(run.status) \(run.errors)")
      let peak = try #require(run.errors.split(separator: "\n").last.flatMap { Int($0) })
      #expect(peak < 64 << 10, "\(vector.name)")
      most = max(most, peak)
    }
    print("at most \(most) kB")
  }

  // MARK: Files

  private func files(_ vector: Vector) -> [String: [UInt8]] {
    vector.files(over: vector.base.flatMap { vectors[$0] }.map(files) ?? [:])
  }

  private func write(_ vector: Vector) throws {
    for (name, bytes) in files(vector) {
      let path = scratch.file(vector.name) + name.dropFirst("journal".count)
      try Data(bytes).write(to: URL(filePath: path))
    }
  }

  private func refusalOfFile(_ vector: Vector) throws -> String? {
    try write(vector)
    let file: SealedFile
    do {
      file = try SealedFile(opening: scratch.file(vector.name), mode: .readWrite)
      let keys = try file.unlock(secret(of: vector))
      #expect(keys.authorSeed.matches(try SecretBytes(copying: Keys.authorSeed)))
    } catch let error as SealedFileError {
      return words(for: error)
    }
    do {
      let queue = try DatabaseQueue(path: file.databaseURI)
      let shown = try queue.read { db in
        guard try db.tableExists("t") else { return "" }
        return try String.fetchAll(
          db, sql: "SELECT text FROM t UNION ALL SELECT text FROM u"
        ).joined(separator: " ")
      }
      #expect(shown == vector.fact("shows") ?? "", "\(vector.name)")
      return nil
    } catch let error as DatabaseError {
      let failure = try #require(file.failure, "\(vector.name): \(error)")
      if let page = vector.fact("page").flatMap({ UInt32($0) }) {
        #expect(failure == .damaged(.page(page)), "\(vector.name)")
        if page > 1 { try expectFound(page, in: file, vector) }
      }
      return words(for: failure)
    }
  }

  /// A search of all pages finds the one, too.
  private func expectFound(_ page: UInt32, in file: SealedFile, _ vector: Vector) throws {
    let queue = try DatabaseQueue(path: file.databaseURI)
    try queue.inDatabase { db in
      let found = try file.unauthenticPages(through: try #require(db.sqliteConnection))
      #expect(found == [page], "\(vector.name)")
    }
  }

  private func secret(of vector: Vector) throws -> SlotSecret {
    if let text = vector.fact("passphrase") {
      return .passphrase(Passphrase(try SecretBytes(copying: Array(text.utf8))), .standard)
    }
    return .keyFile(try SecretBytes(copying: Hex.bytes(vector.fact("key-file") ?? "")))
  }

  private func words(for error: SealedFileError) -> String {
    switch error {
    case .notAJournal: "not a journal"
    case .newerFormat: "newer format"
    case .damaged(.header): "damaged header"
    case .damaged(.page): "damaged page"
    case .damaged(.rollbackJournal): "damaged rollback journal"
    case .wrongKey: "wrong key"
    default: "\(error)"
    }
  }

  // MARK: Bytes

  /// Reads the bytes; what is read says the same bytes again.
  private func refusalOfBytes(_ vector: Vector) -> String? {
    let bytes = vector.bytes
    do throws(CanonicalError) {
      switch vector.part {
      case .entry: #expect(try Entry(bytes: bytes).bytes == bytes, "\(vector.name)")
      case .revision: #expect(try Revision(header: bytes).header == bytes, "\(vector.name)")
      default: #expect(try Answer(encoded: bytes).encoded == bytes, "\(vector.name)")
      }
      return nil
    } catch {
      return Self.words(for: error)
    }
  }

  private static func words(for error: CanonicalError) -> String {
    switch error {
    case .wrongLength: "wrong length"
    case .outOfRange: "out of range"
    case .notCanonical: "not canonical"
    case .newerVersion: "newer version"
    }
  }

  // MARK: Tables

  private func statements(_ vector: Vector) -> String {
    (vector.base.flatMap { vectors[$0] }.map { statements($0) + "\n" } ?? "")
      + vector.body.joined(separator: "\n")
  }

  /// Makes the journal that the statements make.
  private func make(_ vector: Vector, for secret: SlotSecret) throws {
    let file = try SealedFile.create(
      at: scratch.file(vector.name),
      keys: JournalKeys(dataKey: .random(), authorSeed: .random(count: 32)),
      for: [.owner(secret)], isDemo: vector.fact("demo") == "yes")
    let queue = try DatabaseQueue(path: file.databaseURI)
    try queue.writeWithoutTransaction { try $0.execute(sql: statements(vector)) }
  }

  /// Merges the journal that the statements make into ours, and takes it back.
  private func refusalOfTables(_ vector: Vector, _ ours: Journal) throws -> String? {
    try make(vector, for: .test())
    do {
      let foreign = try ForeignJournal(
        at: scratch.file(vector.name), secret: .test(), scratchFolder: nil)
      let report = try ours.merge([foreign], newAuthors: .holdBack, dryRun: true).sources[0]
      if let refusal = report.refusal { throw refusal }
      #expect(report.entriesNew == vector.fact("entries").flatMap { Int($0) }, "\(vector.name)")
      return nil
    } catch JournalError.damagedRecords(_, let fault) {
      // What the decoder says more exactly is one fault of a record.
      switch (fault, FormatCheck.all.first { $0.name == vector.expect }?.refusal) {
      case (.notCanonical, let refusal?) where refusal.contains(" "): return refusal
      case (.newerEntry, _): return "newer version"
      default: return fault.rawValue
      }
    } catch JournalError.demoAndReal {
      return "demo and real"
    }
  }
}

extension VectorTests {
  /// The vectors as the code makes them, with the README that lists the checks.
  static func made() throws -> [String: String] {
    let vectors =
      try Vector.headers + Vector.slots + Vector.pages() + Vector.rollbacks()
      + Vector.entries + Vector.revisions + Vector.answers + Vector.words() + Vector.chains()
      + Vector.journals()
    var files = Dictionary(uniqueKeysWithValues: vectors.map { ("\($0.name).txt", $0.text) })
    files["README.md"] = FormatCheck.readme
    return files
  }

  @Test func `the vectors are those that the code here makes`() throws {
    let made = try Self.made()
    let isRecording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"
    for (name, text) in made {
      let url = Self.folder.appending(path: name)
      if isRecording { try text.write(to: url, atomically: true, encoding: .utf8) }
      let isFresh = (try? String(contentsOf: url, encoding: .utf8)) == text
      #expect(isFresh, "\(name) is stale: RECORD_SNAPSHOTS=1 swift test --filter VectorTests")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(names.filter { !$0.hasSuffix(".py") }) == Set(made.keys))
  }
}
