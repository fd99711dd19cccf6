public import CaseModel
import Foundation
import GRDB
import Merge

/// Something that was erased, or that somebody asks a supervisor to erase.
public struct Erasure: Equatable, Sendable {
  /// The record of kind `erase` that says so.
  public var record: RecordID
  /// Whether it is erased, rather than asked for.
  public var isDone: Bool
  /// Why, by its code.
  public var reason: String?
  /// Who erased it, or asked.
  public var author: AuthorKey
  /// When.
  public var stamp: Entry.Stamp
  /// What is asked to be erased, if it is here.
  public var subject: RecordID?
  /// The installs that may still hold it.
  ///
  /// These are all but the one where it was erased and those of which a journal or parcel with the erasure
  /// in it has been merged here; one without a label for each colleague by whom nothing is here.
  public var unheard: [Install] = []

  /// An install of hopenow.
  public struct Install: Hashable, Sendable {
    /// Its label; nil if nothing that was written there is here.
    public var label: ReplicaLabel?
    /// Who writes there.
    public var author: AuthorKey
    /// When the last entry of it that is here was written, in milliseconds since 1970.
    public var lastWritten: Int64?
  }
}

extension Journal {
  /// What was erased, and what supervisors are asked to erase, in the order in which it was written.
  ///
  /// Costs the erasures; while there are requests, a look at every record's id.
  public func erasures() throws -> [Erasure] {
    try read { db in
      let erasures = try Erasures(in: db)
      let reader = try RecordReader(for: roster, in: db)
      let rows = try Int64.fetchAll(db, sql: "SELECT id FROM record WHERE kind = 'erase'")
      var found: [Erasure] = []
      var asked: [RecordMark: Int] = [:]
      for row in rows {
        let history = try reader.revisions(ofRow: row)
        guard let mark = history.lazy.compactMap(\.revision.markNamed).first else { continue }
        if try erasures.contains(mark) {
          guard let erasure = Self.erasure(history, roster) else { continue }
          found.append(erasure)
          found[found.count - 1].unheard = try unheard(of: row, in: db)
        } else if let request = Self.request(history) {
          asked[mark] = found.count
          found.append(request)
        }
      }
      try findSubjects(of: asked, in: &found, db)
      return found.sorted { ($0.stamp, $0.record) < ($1.stamp, $1.record) }
    }
  }

  /// What a request asks to be erased, if it is here; nil for any other record.
  public func subject(ofRequest record: RecordID) throws -> RecordID? {
    guard try view(of: record)?.kind == Kind.erase.name else { return nil }
    return try erasures().first { $0.record == record && !$0.isDone }?.subject
  }

  /// How many erasures that count were written after a day, by their authors' clocks: each names a
  /// record, with which others may have gone.
  public func erasureCount(after day: CivilDate) throws -> Int {
    try read { db in
      let rows = try RowStatement(
        """
        SELECT header, bytes FROM revision JOIN entry ON entry.id = revision.entry WHERE record = ?
        """, in: db)
      return try Int64.fetchAll(db, sql: "SELECT record FROM erased").count { record in
        var first: Int?
        try rows.start(.integer(record))
        while try rows.next() {
          let header = try rows.blob(0, atMost: Revision.headerLimit)
          guard header.count > RevisionID.length,
            roster.erases(try Revision(header: header))
          else { continue }
          let entry = try Entry(bytes: rows.blob(1, atMost: Entry.length))
          first = min(first ?? .max, entry.dayNumber)
        }
        return first.map { $0 > day.dayNumber } ?? false
      }
    }
  }

  /// How many of some marks are asked to be erased and aren't.
  func openRequests(among marks: Set<RecordMark>, in db: Database) throws -> Int {
    try marks.count { mark in
      guard let row = try Self.row(of: .ofErasure(mark), in: db) else { return false }
      return try isOpenRequest(row, in: db)
    }
  }

  /// Whether a row is a request to erase something that wasn't.
  func isOpenRequest(_ row: Int64, in db: Database) throws -> Bool {
    let history = try RecordReader(for: roster, in: db).revisions(ofRow: row)
    guard let mark = history.lazy.compactMap(\.revision.markNamed).first else { return false }
    return try !Erasures(in: db).contains(mark) && Self.request(history) != nil
  }

  /// The first change that counts as erasing.
  private static func erasure(_ history: [HistoricRevision], _ roster: Roster) -> Erasure? {
    let counting = history.filter { roster.erases($0.revision) }
    guard let first = counting.min(by: { ($0.stamp, $0.id) < ($1.stamp, $1.id) }) else {
      return nil
    }
    var erasure = Erasure(
      record: first.revision.record, isDone: true, author: first.revision.author,
      stamp: first.stamp)
    if case .code(let reason)? = first.revision.answers[FieldKey("reason")] {
      erasure.reason = reason
    }
    return erasure
  }

  /// A request that wasn't withdrawn, by whom it was asked last.
  private static func request(_ history: [HistoricRevision]) -> Erasure? {
    guard let view = RecordView(of: history, kind: .erase), view.existence != .gone else {
      return nil
    }
    var request = Erasure(
      record: view.record, isDone: false, author: view.lastAuthor, stamp: view.lastWritten)
    if case .code(let reason)? = view.answer("reason") { request.reason = reason }
    return request
  }

  /// Finds whose ids have the marks that are asked for.
  private func findSubjects(
    of asked: [RecordMark: Int], in found: inout [Erasure], _ db: Database
  ) throws {
    guard !asked.isEmpty else { return }
    let records = try RowStatement("SELECT uuid FROM record", in: db)
    try records.start()
    while try records.next() {
      guard let id = RecordID(try records.blob(0, atMost: RecordID.length)),
        let place = asked[id.mark]
      else { continue }
      found[place].subject = id
    }
  }

  /// The other installs that aren't known to have heard of an erasure, but where it was done.
  private func unheard(of erasing: Int64, in db: Database) throws -> [Erasure.Install] {
    let maker = try maker(of: erasing, in: db)
    let hasHeard = try RowStatement("SELECT 1 FROM heard WHERE erasure = ? AND replica = ?", in: db)
    let last = try RowStatement(
      "SELECT bytes FROM entry WHERE replica = ? ORDER BY seq DESC, id DESC LIMIT 1", in: db)
    let chains = try ForeignJournal.chains(db)
    var found: [Erasure.Install] = []
    for chain in chains where chain.label != state?.label && chain.row != maker {
      try last.start(.integer(chain.row))
      guard try hasHeard.firstInteger(.integer(erasing), .integer(chain.row)) == nil,
        try last.next()
      else { continue }
      let entry = try Entry(bytes: last.blob(0, atMost: Entry.length))
      found.append(
        Erasure.Install(
          label: chain.label, author: chain.author, lastWritten: entry.stamp.wallMilliseconds))
    }
    // A parcel may have gone to whoever was never merged.
    let silent = Set(roster.everybody).subtracting(chains.map(\.author)).subtracting([author])
    found += silent.map { Erasure.Install(author: $0) }
    return found.sorted {
      ($0.lastWritten ?? .min, $0.author) < ($1.lastWritten ?? .min, $1.author)
    }
  }

  /// The row of the install where something was first erased.
  private func maker(of erasing: Int64, in db: Database) throws -> Int64? {
    let changes = try RowStatement(
      """
      SELECT header, replica FROM revision JOIN entry ON entry.id = revision.entry
      WHERE record = ? ORDER BY entry
      """, in: db)
    try changes.start(.integer(erasing))
    while try changes.next() {
      let header = try changes.blob(0, atMost: Revision.headerLimit)
      if header.count > RevisionID.length, roster.erases(try Revision(header: header)) {
        return try changes.integer(1)
      }
    }
    return nil
  }
}

// MARK: Who has heard

extension Journal {
  /// Notes which erasures have come to the install that made a file.
  func noteHeard(in theirs: Database, ours db: Database) throws {
    let note = try RowStatement("INSERT INTO heard(erasure, replica) VALUES (?, ?)", in: db)
    for (erasure, replica) in try heard(in: theirs, ours: db) {
      try note.execute(.integer(erasure), .integer(replica))
    }
  }

  /// The erasures that a file shows to have come to the install that made it, which wasn't known yet: the
  /// rows of their records, and of the install.
  func heard(in theirs: Database, ours db: Database) throws -> [(erasure: Int64, replica: Int64)] {
    let unknown = try RowStatement(
      """
      SELECT DISTINCT erased.record, uuid FROM erased JOIN record ON record.id = erased.record
      WHERE NOT EXISTS (SELECT 1 FROM heard WHERE erasure = erased.record AND replica = ?)
      """, in: db)
    guard try RowStatement("SELECT 1 FROM erased LIMIT 1", in: db).firstInteger() != nil,
      let maker = try Self.maker(of: theirs),
      let replica = try ForeignJournal.chainsByKey(db)[maker]?.row
    else { return [] }
    let changes = try RowStatement(
      """
      SELECT header FROM record CROSS JOIN revision ON revision.record = record.id WHERE uuid = ?
      """, in: theirs)
    var found: [(Int64, Int64)] = []
    try unknown.start(.integer(replica))
    while try unknown.next() {
      try changes.start(.blob(try unknown.blob(1, atMost: RecordID.length)))
      while try changes.next() {
        let header = try changes.blob(0, atMost: Revision.headerLimit)
        guard header.count > RevisionID.length, let revision = try? Revision(header: header),
          roster.erases(revision)
        else { continue }
        found.append((try unknown.integer(0), replica))
        break
      }
    }
    return found
  }

  /// Whose file it is, by its first entry, and the install where he wrote last.
  private static func maker(of theirs: Database) throws -> ForeignJournal.ChainKey? {
    let rows = try RowStatement(
      """
      SELECT label, author FROM entry CROSS JOIN replica ON replica.id = entry.replica
      WHERE author = (SELECT author FROM entry CROSS JOIN replica ON replica.id = entry.replica
        ORDER BY entry.id LIMIT 1)
      ORDER BY entry.id DESC LIMIT 1
      """, in: theirs)
    try rows.start()
    guard try rows.next(), let label = ReplicaLabel(try rows.blob(0, atMost: ReplicaLabel.length)),
      let author = AuthorKey(try rows.blob(1, atMost: AuthorKey.length))
    else { return nil }
    return ForeignJournal.ChainKey(label: label, author: author)
  }
}
