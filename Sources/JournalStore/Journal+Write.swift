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
  ///   `damaged`. Then nothing has changed.
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
    let before = roster
    do {
      let records = try write { db in
        roster = try Self.roster(of: db, author: author)
        return try commands(db).filter { !$0.isEmpty }.flatMap {
          try append($0, clockIsConfirmed: clockIsConfirmed, in: db)
        }
      }
      rememberState()
      return records
    } catch {
      roster = before
      throw error
    }
  }

  /// Appends the entries of one command inside a transaction and brings derived tables up to date.
  func append(
    _ drafts: [Draft], clockIsConfirmed: Bool = false, in db: Database
  ) throws -> [RecordID] {
    let label = labelForWriting()
    var chain = try Chain(label: label, author: author, in: db)
    let commandStart = chain.sequence + 1
    let now = environment.now()
    let stamp = try judgeClock(now, isConfirmed: clockIsConfirmed, in: db)
    var command = Command()
    let writer = try EntryWriter(in: db)

    for start in stride(from: 0, to: drafts.count, by: Entry.revisionLimit) {
      let part = drafts[start..<min(start + Entry.revisionLimit, drafts.count)]
      let sequence = chain.sequence + 1
      var ids: [RevisionID] = []
      for (index, draft) in part.enumerated() {
        let revision = try makeRevision(
          draft, label: label, sequence: sequence, index: UInt32(index), command: &command,
          rows: writer.records, in: db)
        try writer.add(header: revision.header, words: revision.texts, record: revision.row)
        let id = Revision.id(ofHeader: revision.header)
        ids.append(id)
        command.heads[revision.row] = [id]
      }
      let entry = Entry(
        author: author, replica: label, sequence: sequence, previous: chain.last, stamp: stamp,
        utcOffsetMinutes: now.utcOffsetMinutes, commandStart: commandStart,
        digest: Entry.digest(of: ids))
      let bytes = entry.bytes
      let id = Entry.id(ofBytes: bytes)
      try writer.endEntry(
        bytes, id: id, signature: signingKey.sign(id.bytes), replica: chain.replica,
        sequence: sequence)
      chain.sequence = sequence
      chain.last = id
    }
    try writer.flush()

    if drafts.contains(where: { $0.kind == "member" }) {
      roster = try Self.roster(of: db, author: author)
    }
    let derivation = try Derivation(for: roster, in: db)
    for row in command.touched { _ = try derivation.refresh(row) }
    return command.records
  }

  /// What one command has done so far.
  private struct Command {
    var records: [RecordID] = []
    var touched: [Int64] = []
    /// The heads of the records it has changed, which aren't in the journal's views yet.
    var heads: [Int64: [RevisionID]] = [:]
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

  private struct MadeRevision {
    var header: [UInt8]
    var texts: [String: (salt: [UInt8], text: String)]
    var row: Int64
  }

  private func makeRevision(
    _ draft: Draft, label: ReplicaLabel, sequence: UInt64, index: UInt32, command: inout Command,
    rows: RecordRows, in db: Database
  ) throws -> MadeRevision {
    var owner = draft.owner
    var seed: [UInt8]
    let record: RecordID
    var known: RecordView?
    if let existing = draft.record {
      guard let row = try Self.row(of: existing, in: db),
        let view = try view(ofRow: row, in: db) ?? nil
      else { throw JournalError.noRecord }
      known = view
      (record, owner, seed) = (existing, view.owner, view.seed)
    } else {
      seed =
        draft.seed ?? environment.random(RecordID.length)
      record = .derived(kind: draft.kind, owner: owner, seed: seed)
    }
    let (row, isNew) = try rows.row(of: record, kind: draft.kind)
    if known == nil && !isNew { known = try view(ofRow: row, in: db) }
    let parents = command.heads[row] ?? draft.seen ?? known?.heads ?? []

    var texts: [String: (salt: [UInt8], text: String)] = [:]
    var commitments: [String: Revision.Commitment?] = [:]
    for (name, text) in draft.words {
      let text = text?.precomposedStringWithCanonicalMapping ?? ""
      guard text.utf8.count <= Revision.wordsLimit else {
        throw JournalError.tooLong(limit: Revision.wordsLimit)
      }
      guard !text.isEmpty else {
        commitments.updateValue(nil, forKey: name)
        continue
      }
      let salt = environment.random(Revision.saltLength)
      texts[name] = (salt, text)
      commitments.updateValue(Revision.commitment(toWords: text, salt: salt), forKey: name)
    }
    let header = Revision(
      author: author, replica: label, sequence: sequence, index: index, record: record,
      kind: draft.kind, owner: owner, seed: seed, operation: draft.operation, parents: parents,
      answers: draft.answers, words: commitments
    ).header
    let length = texts.values.reduce(header.count) { $0 + $1.text.utf8.count }
    guard header.count <= Revision.headerLimit, length <= Revision.lengthLimit else {
      throw JournalError.tooLong(limit: Revision.lengthLimit)
    }
    command.records.append(record)
    if command.heads[row] == nil { command.touched.append(row) }
    return MadeRevision(header: header, texts: texts, row: row)
  }

  /// Marks the time as bad if it can't be right (`Docs/Format.md`, section 5, clock flag).
  private func judgeClock(
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
  private static let farAhead: Int64 = 400 * 86_400_000

  private static func clockLooksWrong(_ now: Int64, newestGoodTime: Int64?) -> Bool {
    now < firstDay || newestGoodTime.map { now > $0 + farAhead } ?? false
  }

  static func noteGoodTime(_ time: Int64, in db: Database) throws {
    let newest = try Fact.newestGoodTime.get(db).map(milliseconds) ?? Int64.min
    guard time > newest else { return }
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
