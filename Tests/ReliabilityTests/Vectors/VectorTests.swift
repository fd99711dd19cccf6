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

  // MARK: Files

  private func files(_ vector: Vector) -> [String: [UInt8]] {
    vector.files(over: vector.base.flatMap { vectors[$0] }.map(files) ?? [:])
  }

  private func refusalOfFile(_ vector: Vector) throws -> String? {
    let path = scratch.file(vector.name)
    for (name, bytes) in files(vector) {
      try Data(bytes).write(to: URL(filePath: path + name.dropFirst("journal".count)))
    }
    let file: SealedFile
    do {
      file = try SealedFile(opening: path, mode: .readWrite)
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

  /// Merges the journal that the statements make into ours, and takes it back.
  private func refusalOfTables(_ vector: Vector, _ ours: Journal) throws -> String? {
    let path = scratch.file(vector.name)
    let keys = JournalKeys(dataKey: try .random(), authorSeed: try .random(count: 32))
    do {
      let file = try SealedFile.create(
        at: path, keys: keys, for: [.owner(.test())], isDemo: vector.fact("demo") == "yes")
      let queue = try DatabaseQueue(path: file.databaseURI)
      try queue.writeWithoutTransaction { try $0.execute(sql: statements(vector)) }
    }
    do {
      let foreign = try ForeignJournal(at: path, secret: .test(), scratchFolder: nil)
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
