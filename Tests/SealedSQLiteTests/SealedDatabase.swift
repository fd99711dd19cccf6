import Foundation
import GRDB
import Sealing
import TestSupport

@testable import SealedSQLite

/// A sealed file in a folder of a test's own, with some rows in it.
struct SealedDatabase {
  static let canary = "canary-umbrella"
  let folder = TemporaryFolder()
  let keys: JournalKeys
  var path: String { folder.file("test.hopenow") }

  init() throws {
    keys = JournalKeys(dataKey: try .random(), authorSeed: try .random(count: 32))
    _ = try SealedFile.create(
      at: path, keys: keys, for: [.owner(.test())])
  }

  /// Opens the file; its database lives as long as the value.
  func open(_ name: String = "test.hopenow", mode: SealedFile.Mode = .readWrite) throws -> Opened {
    try Opened(folder.file(name), mode: mode)
  }

  struct Opened {
    let file: SealedFile
    let queue: DatabaseQueue

    init(_ path: String, mode: SealedFile.Mode) throws {
      file = try SealedFile(opening: path, mode: mode)
      _ = try file.unlock(.test())
      queue = try Self.connect(file, readonly: mode != .readWrite)
    }

    static func connect(_ file: SealedFile, readonly: Bool = false) throws -> DatabaseQueue {
      var configuration = Configuration()
      configuration.readonly = readonly
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA temp_store = MEMORY")
        if !readonly { try db.execute(sql: "PRAGMA journal_mode = TRUNCATE") }
      }
      return try DatabaseQueue(path: file.databaseURI, configuration: configuration)
    }

    func fill(rows: Int = 200) throws {
      try queue.write { db in
        try db.execute(sql: "CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY, text TEXT)")
        for row in 1...rows {
          try db.execute(
            sql: "INSERT INTO t(text) VALUES (?)",
            arguments: ["\(SealedDatabase.canary) \(row) " + String(repeating: "x", count: 300)])
        }
      }
    }

    func sum() throws -> Int {
      try queue.read {
        try Int.fetchOne($0, sql: "SELECT count(*) + sum(length(text)) FROM t") ?? 0
      }
    }
  }

  /// A copy of the file and its journal as they lie on disk in the middle of a transaction that
  /// has spilled pages: what a crash leaves behind.
  func crashCopy(synchronous: String = "FULL") throws -> (name: String, sumBefore: Int) {
    let opened = try open()
    try opened.fill()
    let before = try opened.sum()
    try opened.queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA synchronous = \(synchronous)")
      try db.execute(sql: "PRAGMA cache_size = 2")
      try db.execute(sql: "BEGIN IMMEDIATE")
      try db.execute(sql: "UPDATE t SET text = upper(text)")
      try db.execute(sql: "CREATE TABLE u AS SELECT * FROM t")
      for suffix in ["", "-journal"] {
        try FileManager.default.copyItem(
          atPath: path + suffix, toPath: folder.file("crash.hopenow") + suffix)
      }
      try db.execute(sql: "ROLLBACK")
    }
    return ("crash.hopenow", before)
  }

  func bytes(_ name: String = "test.hopenow") throws -> Data {
    try Data(contentsOf: URL(filePath: folder.file(name)))
  }

  func change(_ name: String = "test.hopenow", _ body: (inout Data) -> Void) throws {
    var data = try bytes(name)
    body(&data)
    try data.write(to: URL(filePath: folder.file(name)))
  }
}
