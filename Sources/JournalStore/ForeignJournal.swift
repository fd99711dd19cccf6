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
  private let budget: StepBudget

  /// Opens a journal read-only where it lies; one whose writer was interrupted, a copy of it.
  ///
  /// - Parameters:
  ///   - path: Where the file lies.
  ///   - key: What opens it.
  ///   - scratchFolder: Where such a copy may lie while it is needed; ours alone.
  /// - Throws: ``JournalError``.
  public init(at path: String, key: ReadingKey, scratchFolder: String?) throws {
    self.path = path
    // A passphrase is stretched once, however often the file is opened.
    var known: DataKey?
    // Somebody else may roll the write back, or begin another, between one look and the next.
    for _ in 0..<100 {
      let (inPlace, dataKey) = try JournalError.translating(path) {
        let file = try JournalError.opening(path, mode: .readOnly)
        guard let known else { return (file, try file.unlock(key)) }
        try file.unlock(with: known)
        return (file, known)
      }
      known = dataKey
      do {
        if let queue = try Self.queue(of: inPlace, at: path) {
          (file, self.queue, temporaryCopy) = (inPlace, queue.connection, nil)
          budget = queue.budget
          return
        }
      } catch JournalError.replaced {
        // It got another key just now.
        known = nil
        continue
      }
      guard let copy = try TemporaryCopy(ofHotJournalAt: path, in: scratchFolder) else { continue }
      let copied = try JournalError.translating(path) {
        let file = try SealedFile(opening: copy.path, mode: .readWrite)
        try file.unlock(with: dataKey)
        return file
      }
      guard let queue = try Self.queue(of: copied, at: path, isReadOnly: false) else { continue }
      (file, self.queue, temporaryCopy) = (copied, queue.connection, copy)
      budget = queue.budget
      return
    }
    throw JournalError.busy(path: path)
  }

  /// Opens a journal by whatever opens it for its owner.
  ///
  /// - Throws: ``JournalError``.
  public convenience init(at path: String, secret: SlotSecret, scratchFolder: String?) throws {
    try self.init(at: path, key: .owner(secret), scratchFolder: scratchFolder)
  }

  /// - Returns: nil if an interrupted write has to be rolled back first, which writes.
  private static func queue(
    of file: SealedFile, at path: String, isReadOnly: Bool = true
  ) throws -> (connection: DatabaseQueue, budget: StepBudget)? {
    try JournalError.translating(path, file: file) {
      let budget = StepBudget(ofFileWithSize: size(ofFileAt: path))
      do {
        let queue = try DatabaseQueue(
          path: file.databaseURI,
          // Many are open at once, and each is read through once and in order.
          configuration: Journal.configuration(
            for: file, isReadOnly: isReadOnly, cacheMegabytes: 2, preparing: budget.limit))
        try queue.read(refuseUnexpectedTables)
        return (queue, budget)
      } catch let error as DatabaseError
        where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK && isReadOnly
      {
        return nil
      }
    }
  }

  private static func size(ofFileAt path: String) -> Int64 {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.size] as? Int64 ?? 0
  }

  /// Whether the journal holds invented data only.
  public var isDemo: Bool { file.header.isDemo }

  private static func refuseUnexpectedTables(_ db: Database) throws {
    try db.execute(sql: "PRAGMA cell_size_check = ON")
    guard try Int.fetchOne(db, sql: "PRAGMA user_version") == Schema.version else {
      throw RecordFault.unexpectedTables
    }
    let rows = try RowStatement("SELECT type, name, sql FROM sqlite_schema", in: db)
    try rows.start()
    var texts: [String: String] = [:]
    while try rows.next() {
      switch try rows.text(0, atMost: 16) {
      case "index": continue
      case "table": texts[try rows.text(1, atMost: 1000)] = try rows.text(2, atMost: 1 << 20)
      default: throw RecordFault.unexpectedTables
      }
    }
    for table in Schema.tablesOfRecord + Schema.chain where texts[table.name] != table.sql {
      throw RecordFault.unexpectedTables
    }
    // The founder's key is read from it where somebody joins a team.
    if let text = texts["fact"], text != Schema.fact { throw RecordFault.unexpectedTables }
  }

  // MARK: Chains

  struct Chain: Equatable {
    var label: ReplicaLabel
    var author: AuthorKey
    var row: Int64
    var count: Int64
    var last: Int64
    var sum: Int64

    /// How many entries before the last aren't here; a fork can hide some.
    var gaps: Int { Int(max(0, last - count)) }

    /// What says in every journal which chain it is.
    var key: ChainKey { ChainKey(label: label, author: author) }
  }

  /// An install's label and its worker's key.
  struct ChainKey: Hashable {
    var label: ReplicaLabel
    var author: AuthorKey
  }

  /// The chains of a journal of one's own, of which there is one a key.
  static func chainsByKey(_ db: Database) throws -> [ChainKey: Chain] {
    Dictionary(try chains(db).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  static func chains(_ db: Database) throws -> [Chain] {
    let rows = try RowStatement(
      """
      SELECT label, author, replica.id, count, last, sum FROM replica
      JOIN chain ON chain.replica = replica.id ORDER BY label, author
      """, in: db)
    try rows.start()
    var chains: [Chain] = []
    while try rows.next() {
      guard let label = ReplicaLabel(try rows.blob(0, atMost: ReplicaLabel.length)),
        let author = AuthorKey(try rows.blob(1, atMost: AuthorKey.length))
      else { throw RecordFault.wrongType }
      let (count, last) = (try rows.integer(3), try rows.integer(4))
      // What is greater is no honest count, and could overflow a sum.
      let limit = Int64(Entry.sequenceLimit)
      guard (0...limit).contains(count), (0...limit).contains(last) else {
        throw RecordFault.wrongType
      }
      chains.append(
        Chain(
          label: label, author: author, row: try rows.integer(2), count: count, last: last,
          sum: try rows.integer(5)))
    }
    return chains
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
    try JournalError.translating(path, file: file) { try queue.read(workerNames(in:)) }
  }

  func workerNames(in db: Database) throws -> [AuthorKey: String?] {
    var names: [AuthorKey: String?] = [:]
    for chain in try Self.chains(db) { names.updateValue(nil, forKey: chain.author) }
    // CROSS JOIN keeps the order: any other one reads every revision there is.
    let rows = try RowStatement(
      """
      SELECT header, text FROM record CROSS JOIN revision ON revision.record = record.id
      CROSS JOIN words ON words.revision = revision.id AND words.field = 'name'
      WHERE kind = 'member' ORDER BY revision.id LIMIT 10000
      """, in: db)
    try rows.start()
    while try rows.next() {
      let revision = try Revision(header: rows.blob(0, atMost: Revision.headerLimit))
      guard case .bytes(let key) = revision.answers[FieldKey("key")] ?? nil,
        let author = AuthorKey(key), let known = names[author],
        known == nil || revision.author == author
      else { continue }
      names[author] = try rows.text(1, atMost: 1000)
    }
    return names
  }

  /// The worker whose journal it is: whoever wrote the first entry in it; and the name that she gives.
  func owner() -> (key: AuthorKey, name: String?)? {
    let first = try? queue.read { db in
      let rows = try RowStatement("SELECT bytes FROM entry ORDER BY id LIMIT 1", in: db)
      try rows.start()
      return try rows.next() ? try rows.blob(0, atMost: Entry.length) : nil
    }
    guard let bytes = first, let entry = try? Entry(bytes: bytes) else { return nil }
    return (entry.author, (try? workerNames())?[entry.author] ?? nil)
  }
}
