public import CaseModel
import Foundation
import GRDB
import Merge
import Sealing

extension Journal {
  /// Writes changes as one command: one transaction, on disk when the call returns.
  ///
  /// - Parameters:
  ///   - drafts: The changes, in order; a later one may change what an earlier one made.
  ///   - clockIsConfirmed: A person has said that the clock is right, though it looks wrong.
  /// - Returns: The record of each draft.
  /// - Throws: ``JournalError``: `busy`, `outOfSpace`, `notWritable`, `tooLong`, `noRecord`,
  ///   `erased`, `damaged`. Then nothing has changed.
  @discardableResult
  public func write(_ drafts: [Draft], clockIsConfirmed: Bool = false) throws -> [RecordID] {
    guard !drafts.isEmpty else { return [] }
    return try write(commands: [drafts], clockIsConfirmed: clockIsConfirmed)
  }

  /// Writes several commands in one transaction: all or none, each with entries of its own.
  ///
  /// - Returns: The record of each draft.
  /// - Throws: ``JournalError``, as for a single command.
  @discardableResult
  public func write(commands: [[Draft]], clockIsConfirmed: Bool = false) throws -> [RecordID] {
    try writeCommands(clockIsConfirmed: clockIsConfirmed) { _ in commands }
  }

  /// Writes commands that follow from what the journal holds, with nobody writing in between.
  func writeCommands(
    clockIsConfirmed: Bool = false, _ commands: (Database) throws -> [[Draft]]
  ) throws -> [RecordID] {
    let records = try write { db in
      roster = try Self.roster(of: db, author: author)
      return try commands(db).filter { !$0.isEmpty }.flatMap {
        try append($0, clockIsConfirmed: clockIsConfirmed, in: db)
      }
    }
    rememberState()
    return records
  }

  /// Writes one command whose changes follow from what the journal holds, however many there are.
  ///
  /// One transaction that holds the write lock from its first look on: all of it, or nothing if
  /// `body` throws. A body that writes nothing leaves the file as it was, byte by byte.
  ///
  /// - Throws: ``JournalError``, and what `body` throws.
  public func writeCommand<Result>(
    clockIsConfirmed: Bool = false, _ body: (CommandWriter) throws -> Result
  ) throws -> Result {
    // It touches pages all over the file; the next command has a process of its own.
    try writeCommand(cacheMegabytes: 64, clockIsConfirmed: clockIsConfirmed, body)
  }

  /// The same, with the cache that every command has if no other is asked for.
  func writeCommand<Result>(
    cacheMegabytes: Int?, clockIsConfirmed: Bool = false, _ body: (CommandWriter) throws -> Result
  ) throws -> Result {
    let result = try write { db in
      if let cacheMegabytes {
        try db.execute(sql: "PRAGMA cache_size = -\(cacheMegabytes * 1024)")
      }
      roster = try Self.roster(of: db, author: author)
      let writer = CommandWriter(for: self, clockIsConfirmed: clockIsConfirmed, in: db)
      let result = try body(writer)
      try writer.finish()
      return (value: result, hasWritten: writer.hasWritten)
    }
    if result.hasWritten { rememberState() }
    return result.value
  }

  /// Appends the entries of one command inside a transaction and brings derived tables up to date.
  func append(
    _ drafts: [Draft], clockIsConfirmed: Bool = false, in db: Database
  ) throws -> [RecordID] {
    let writer = CommandWriter(for: self, clockIsConfirmed: clockIsConfirmed, in: db)
    let records = try drafts.map { try writer.write($0) }
    try writer.finish()
    return records
  }

  /// Where one's own chain stands.
  struct Chain {
    let replica: Int64
    var sequence: UInt64 = 0
    var last: EntryID?

    init(label: ReplicaLabel, author: AuthorKey, in db: Database) throws {
      replica = try Journal.replicaRow(label: label, author: author, in: db)
      let statement = try db.cachedStatement(
        sql: "SELECT seq, bytes FROM entry WHERE replica = ? ORDER BY seq DESC LIMIT 1")
      guard let row = try Row.fetchOne(statement, arguments: [replica]) else { return }
      sequence = UInt64(row[0] as Int64)
      last = Entry.id(ofBytes: [UInt8](row[1] as Data))
    }
  }

  /// Marks the time as bad if it can't be right (`Docs/Format.md`, section 5, clock flag).
  func judgeClock(
    _ now: StoreEnvironment.Instant, isConfirmed: Bool, in db: Database
  ) throws -> Entry.Stamp {
    let newest = try Fact.newestGoodTime.get(db).map(Self.milliseconds)
    let looksWrong = Self.clockLooksWrong(now.wallMilliseconds, newestGoodTime: newest)
    let isGood = !looksWrong || (isConfirmed && now.wallMilliseconds >= Self.firstDay)
    if !isGood && !notices.contains(.clockLooksWrong) { notices.append(.clockLooksWrong) }
    if isGood { try Self.noteGoodTime(now.wallMilliseconds, in: db) }
    return Entry.Stamp(clockIsGood: isGood, wallMilliseconds: now.wallMilliseconds)
  }

  /// Whether writing now would be marked as having a wrong clock, unless a person confirms it.
  public func clockLooksWrong() throws -> Bool {
    try read { db in
      Self.clockLooksWrong(
        environment.now().wallMilliseconds,
        newestGoodTime: try Fact.newestGoodTime.get(db).map(Self.milliseconds))
    }
  }

  /// 2026-01-01, the first day on which a journal can have been written.
  static let firstDay: Int64 = 1_767_225_600_000
  /// 2200-01-01, when no day is left that a record can have.
  private static let dayAfterAll: Int64 = 7_258_118_400_000
  private static let farAhead: Int64 = 400 * 86_400_000

  private static func clockLooksWrong(_ now: Int64, newestGoodTime: Int64?) -> Bool {
    now < firstDay || newestGoodTime.map { $0 < now - farAhead } ?? false
  }

  static func noteGoodTime(_ time: Int64, in db: Database) throws {
    let newest = try Fact.newestGoodTime.get(db).map(milliseconds) ?? Int64.min
    guard time > newest, time < dayAfterAll else { return }
    try Fact.newestGoodTime.set(
      (0..<8).map { UInt8(truncatingIfNeeded: time >> (8 * $0)) }, in: db)
  }

  static func milliseconds(_ bytes: [UInt8]) -> Int64 {
    bytes.reversed().reduce(0) { $0 << 8 | Int64($1) }
  }
}

// MARK: Rows of the tables of record

extension Journal {
  static func replicaRow(label: ReplicaLabel, author: AuthorKey, in db: Database) throws -> Int64 {
    let found = try db.cachedStatement(
      sql: "SELECT id FROM replica WHERE label = ? AND author = ?")
    let key: StatementArguments = [Data(label.bytes), Data(author.bytes)]
    if let row = try Int64.fetchOne(found, arguments: key) { return row }
    try db.cachedStatement(sql: "INSERT INTO replica(label, author) VALUES (?, ?)")
      .execute(arguments: key)
    return db.lastInsertedRowID
  }
}
