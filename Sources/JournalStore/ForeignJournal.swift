import CaseModel
import Foundation
import GRDB
public import SealedSQLite
import Sealing

/// A colleague's journal, opened to be read and merged from, and for nothing else.
///
/// Whoever made the file holds its keys, so its pages being authentic says nothing about its rows:
/// only the tables of record are read, only if they are exactly those of the format, and every row
/// is decoded with caps and checked by hash and signature.
public final class ForeignJournal {
  /// Where the file lies, as it was given.
  public let path: String
  let file: SealedFile
  let queue: DatabaseQueue
  private let temporaryCopy: TemporaryCopy?

  /// Opens a journal read-only where it lies; with a rollback journal beside it, a copy of both.
  ///
  /// - Parameters:
  ///   - path: Where the file lies.
  ///   - secret: What opens it.
  ///   - scratchFolder: Where such a copy may lie while it is needed; ours alone.
  /// - Throws: ``JournalError``.
  public init(at path: String, secret: SlotSecret, scratchFolder: String?) throws {
    self.path = path
    let copy = try TemporaryCopy(ofHotJournalAt: path, in: scratchFolder)
    temporaryCopy = copy
    let opened = try JournalError.translating(path) {
      let file = try SealedFile(
        opening: copy?.path ?? path, mode: copy == nil ? .readOnly : .readWrite)
      _ = try file.unlock(secret)
      return file
    }
    file = opened
    queue = try JournalError.translating(path, file: opened) {
      let queue = try DatabaseQueue(
        path: opened.databaseURI,
        // Many are open at once, and each is read through once and in order.
        configuration: Journal.configuration(isReadOnly: copy == nil, cacheMegabytes: 2))
      try queue.read(Self.refuseUnexpectedTables)
      return queue
    }
  }

  /// Whether the journal holds invented data only.
  public var isDemo: Bool { file.header.isDemo }

  private static func refuseUnexpectedTables(_ db: Database) throws {
    try db.execute(sql: "PRAGMA cell_size_check = ON")
    guard try Int.fetchOne(db, sql: "PRAGMA user_version") == Schema.version else {
      throw RecordFault.unexpectedTables
    }
    let rows = try Row.fetchAll(db, sql: "SELECT type, name, sql FROM sqlite_schema LIMIT 1000")
    var texts: [String: String] = [:]
    for row in rows {
      let type: String = row[0]
      guard type == "table" || type == "index" else { throw RecordFault.unexpectedTables }
      if type == "table" { texts[row[1]] = row[2] as String? ?? "" }
    }
    for table in Schema.tablesOfRecord + Schema.chain where texts[table.name] != table.sql {
      throw RecordFault.unexpectedTables
    }
  }

  // MARK: Chains

  struct Chain: Equatable {
    var label: ReplicaLabel
    var author: AuthorKey
    var row: Int64
    var count: Int64
    var last: Int64
    var sum: Int64
  }

  static func chains(_ db: Database) throws -> [Chain] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT label, author, replica.id, count, last, sum FROM replica
        JOIN chain ON chain.replica = replica.id ORDER BY label, author
        """)
    var chains: [Chain] = []
    while let row = try rows.next() {
      guard let label = ReplicaLabel(try row.blob(0, atMost: 16)),
        let author = AuthorKey(try row.blob(1, atMost: 32))
      else { throw RecordFault.wrongType }
      chains.append(
        Chain(
          label: label, author: author, row: try row.integer(2), count: try row.integer(3),
          last: try row.integer(4), sum: try row.integer(5)))
    }
    return chains
  }
}

extension Row {
  /// A column of a file that isn't ours, which must be a blob of at most so many bytes.
  func blob(_ index: Int, atMost limit: Int) throws -> [UInt8] {
    let value: DatabaseValue = self[index]
    guard case .blob(let data) = value.storage else { throw RecordFault.wrongType }
    guard data.count <= limit else { throw RecordFault.tooLong }
    return [UInt8](data)
  }

  /// A column of a file that isn't ours, which must be a text of at most so many bytes.
  func text(_ index: Int, atMost limit: Int) throws -> String {
    let value: DatabaseValue = self[index]
    guard case .string(let text) = value.storage else { throw RecordFault.wrongType }
    guard text.utf8.count <= limit else { throw RecordFault.tooLong }
    return text
  }

  /// A column of a file that isn't ours, which must be an integer.
  func integer(_ index: Int) throws -> Int64 {
    let value: DatabaseValue = self[index]
    guard case .int64(let number) = value.storage else { throw RecordFault.wrongType }
    return number
  }
}

extension ForeignJournal {
  func chains() throws -> [Chain] {
    try JournalError.translating(path, file: file) { try queue.read(Self.chains) }
  }

  /// The name that each author in the journal goes by there.
  ///
  /// An author's own word for it comes before what others call him.
  func workerNames() throws -> [AuthorKey: String?] {
    try JournalError.translating(path, file: file) {
      try queue.read { db in
        var names: [AuthorKey: String?] = [:]
        for chain in try Self.chains(db) { names.updateValue(nil, forKey: chain.author) }
        let rows = try Row.fetchCursor(
          db,
          sql: """
            SELECT header, text FROM record JOIN revision ON revision.record = record.id
            JOIN words ON words.revision = revision.id AND words.field = 'name'
            WHERE kind = 'member' ORDER BY revision.id LIMIT 10000
            """)
        while let row = try rows.next() {
          let revision = try Revision(header: row.blob(0, atMost: Revision.headerLimit))
          guard case .bytes(let key) = revision.answers[FieldKey("key")] ?? nil,
            let author = AuthorKey(key), let known = names[author],
            known == nil || revision.author == author
          else { continue }
          names[author] = try row.text(1, atMost: 1000)
        }
        return names
      }
    }
  }

  /// The name of the worker whose journal it is: whoever wrote the first entry in it.
  func ownerName() -> String? {
    let first = try? queue.read { db in
      try Row.fetchOne(db, sql: "SELECT bytes FROM entry ORDER BY id LIMIT 1")
    }
    guard let bytes = try? first?.blob(0, atMost: Entry.length),
      let entry = try? Entry(bytes: bytes), let names = try? workerNames()
    else { return nil }
    return names[entry.author] ?? nil
  }
}
