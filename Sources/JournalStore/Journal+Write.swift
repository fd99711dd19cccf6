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
    let before = roster
    do {
      let records = try write { db in
        roster = try Self.roster(of: db, author: author)
        return try append(drafts, clockIsConfirmed: clockIsConfirmed, in: db)
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

    for start in stride(from: 0, to: drafts.count, by: Entry.revisionLimit) {
      let part = drafts[start..<min(start + Entry.revisionLimit, drafts.count)]
      let sequence = chain.sequence + 1
      let entryRow = try Self.nextRow(of: "entry", in: db)
      let firstRevision = try Self.nextRow(of: "revision", in: db)
      var ids: [RevisionID] = []
      for (index, draft) in part.enumerated() {
        let revision = try makeRevision(
          draft, label: label, sequence: sequence, index: UInt32(index), command: &command, in: db)
        ids.append(
          try insert(
            revision.header, words: revision.texts, record: revision.row,
            row: firstRevision + Int64(index), entry: entryRow, in: db))
        command.heads[revision.row] = [ids[index]]
      }
      let entry = Entry(
        author: author, replica: label, sequence: sequence, previous: chain.last, stamp: stamp,
        utcOffsetMinutes: now.utcOffsetMinutes, commandStart: commandStart,
        digest: Entry.digest(of: ids))
      let bytes = entry.bytes
      let id = Entry.id(ofBytes: bytes)
      try Self.insertEntry(
        bytes, signature: signingKey.sign(id.bytes), replica: chain.replica, sequence: sequence,
        firstRevision: firstRevision, row: entryRow, in: db)
      chain.sequence = sequence
      chain.last = id
    }

    if drafts.contains(where: { $0.kind == "member" }) {
      roster = try Self.roster(of: db, author: author)
    }
    try refreshDerived(command.touched, in: db)
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
    in db: Database
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
    let row = try Self.internedRow(of: record, kind: draft.kind, in: db)
    if known == nil { known = try view(ofRow: row, in: db) }
    let parents = command.heads[row] ?? known?.heads ?? []

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

  static func nextRow(of table: String, in db: Database) throws -> Int64 {
    let statement = try db.cachedStatement(sql: "SELECT coalesce(max(id), 0) + 1 FROM \(table)")
    return try Int64.fetchOne(statement) ?? 1
  }

  static func insertEntry(
    _ bytes: [UInt8], signature: [UInt8], replica: Int64, sequence: UInt64, firstRevision: Int64,
    row: Int64, in db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO entry(id, replica, seq, revision, bytes, signature) VALUES (?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        row, replica, Int64(bitPattern: sequence), firstRevision, Data(bytes), Data(signature),
      ])
    let chain = try db.cachedStatement(
      sql: "SELECT count, last, sum FROM chain WHERE replica = ?")
    let known = try Row.fetchOne(chain, arguments: [replica])
    try db.cachedStatement(
      sql: "INSERT OR REPLACE INTO chain(replica, count, last, sum) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [
      replica, (known?[0] ?? 0 as Int64) + 1,
      max(known?[1] ?? 0 as Int64, Int64(bitPattern: sequence)),
      (known?[2] ?? 0 as Int64) &+ Entry.id(ofBytes: bytes).prefix,
    ])
  }

  /// Inserts a revision with its words.
  ///
  /// - Returns: The revision's id.
  @discardableResult
  func insert(
    _ header: [UInt8], words: [String: (salt: [UInt8], text: String)], record: Int64, row: Int64,
    entry: Int64, in db: Database
  ) throws -> RevisionID {
    try db.cachedStatement(
      sql: "INSERT INTO revision(id, record, entry, header) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [row, record, entry, Data(header)])
    let statement = try db.cachedStatement(
      sql: "INSERT INTO words(revision, field, salt, text) VALUES (?, ?, ?, ?)")
    for (field, words) in words {
      try statement.execute(arguments: [row, field, Data(words.salt), words.text])
    }
    return Revision.id(ofHeader: header)
  }
}
