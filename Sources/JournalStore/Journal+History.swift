public import CaseModel
import Foundation
import GRDB
public import Merge

extension Journal {
  /// A record as it stands now, or nil if the journal has no accepted revision of it.
  ///
  /// A record that is gone has a view too: its existence says so.
  public func view(of record: RecordID) throws -> RecordView? {
    try read { db in
      guard let row = try Self.row(of: record, in: db) else { return nil }
      return try view(ofRow: row, in: db)
    }
  }

  /// Every revision of a record that the journal holds, held back or not, in the order received.
  public func history(of record: RecordID) throws -> [HistoricRevision] {
    try read { db in
      guard let row = try Self.row(of: record, in: db) else { return [] }
      return try revisions(ofRow: row, in: db)
    }
  }

  func view(ofRow row: Int64, in db: Database) throws -> RecordView? {
    try RecordReader(for: roster, in: db).view(ofRow: row)
  }

  /// Loads the revisions of a record with their words.
  func revisions(ofRow row: Int64, in db: Database) throws -> [HistoricRevision] {
    try RecordReader(for: roster, in: db).revisions(ofRow: row)
  }

  static func row(of record: RecordID, in db: Database) throws -> Int64? {
    let statement = try db.cachedStatement(sql: "SELECT id FROM record WHERE uuid = ?")
    return try Int64.fetchOne(statement, arguments: [Data(record.bytes)])
  }

  static func record(ofRow row: Int64, in db: Database) throws -> RecordID? {
    let statement = try db.cachedStatement(sql: "SELECT uuid FROM record WHERE id = ?")
    return try Data.fetchOne(statement, arguments: [row]).flatMap { RecordID($0) }
  }

  /// The key that makes supervisors: one's own until one joins a team.
  static func root(of db: Database, author: AuthorKey) throws -> AuthorKey {
    try Fact.root.get(db).flatMap { AuthorKey($0) } ?? author
  }

  /// Who counts, by the member records in the journal.
  static func roster(of db: Database, author: AuthorKey) throws -> Roster {
    let root = try root(of: db, author: author)
    let statement = try db.cachedStatement(
      sql: """
        SELECT header, bytes FROM record JOIN revision ON revision.record = record.id
        JOIN entry ON entry.id = revision.entry WHERE kind = 'member'
        """)
    var members: [HistoricRevision] = []
    let rows = try Row.fetchCursor(statement)
    while let row = try rows.next() {
      let header: Data = row[0]
      let bytes: Data = row[1]
      guard header.count > RevisionID.length else { continue }
      let entry = try Entry(bytes: [UInt8](bytes))
      var revision = try Revision(header: [UInt8](header))
      // In a record of another id somebody could have a second say, about herself too.
      if case .bytes(let key) = revision.answers[FieldKey("key")],
        RecordID.seed(ofNaturalKey: key) != revision.seed
      {
        revision.answers[FieldKey("key")] = nil
      }
      members.append(
        HistoricRevision(
          id: Revision.id(ofHeader: [UInt8](header)), revision: revision, stamp: entry.stamp,
          isAccepted: true, texts: [:]))
    }
    return Roster(root: root, members: members, own: author)
  }
}

/// Loads records with all their revisions.
final class RecordReader {
  private let roster: Roster
  private let erasures: Erasures
  private let rows: RowStatement
  private let words: RowStatement
  private let end: Int64

  /// Prepares to read as a roster has it, and only revisions whose rows come before one.
  init(for roster: Roster, in db: Database, before end: Int64 = .max) throws {
    self.roster = roster
    self.end = end
    erasures = try Erasures(in: db)
    rows = try RowStatement(
      """
      SELECT revision.id, header, bytes FROM revision JOIN entry ON entry.id = revision.entry
      WHERE record = ? ORDER BY revision.id
      """, in: db)
    words = try RowStatement("SELECT field, text FROM words WHERE revision = ?", in: db)
  }

  /// A record as it stands now, with its words; nil if nothing of it counts.
  func view(ofRow row: Int64) throws -> RecordView? {
    let revisions = try revisions(ofRow: row)
    return RecordView(of: revisions, kind: revisions.first.flatMap { Kind.named($0.revision.kind) })
  }

  /// The revisions of a record's row, in the order received.
  ///
  /// `needsWords` tells whether the words of a kind's only revision are wanted; those of several
  /// are always loaded, since whether they are in conflict depends on them.
  func revisions(
    ofRow row: Int64, needsWords: (_ kind: String) -> Bool = { _ in true }
  ) throws -> [HistoricRevision] {
    var found: [(row: Int64, revision: HistoricRevision)] = []
    try rows.start(.integer(row))
    while try rows.next() {
      guard try rows.integer(0) < end else { break }
      let header = try rows.blob(1, atMost: Revision.headerLimit)
      guard header.count > RevisionID.length else { continue }  // withheld or erased
      found.append(
        (
          try rows.integer(0),
          try historic(header: header, entry: Entry(bytes: rows.blob(2, atMost: Entry.length)))
        ))
    }
    if found.count > 1 || found.contains(where: { needsWords($0.revision.revision.kind) }) {
      for place in found.indices { try loadWords(of: &found[place]) }
    }
    return found.map(\.revision)
  }

  private func historic(header: [UInt8], entry: Entry) throws -> HistoricRevision {
    var revision = try Revision(header: header)
    try erasures.forgetNames(in: &revision)
    return HistoricRevision(
      id: Revision.id(ofHeader: header), revision: revision, stamp: entry.stamp,
      // Who is in the team is for supervisors to say, not for everybody who is in it.
      isAccepted: revision.kind == "member"
        ? roster.decides(revision)
        : roster.accepts(entry.author, replica: entry.replica, sequence: entry.sequence),
      texts: [:])
  }

  private func loadWords(of loaded: inout (row: Int64, revision: HistoricRevision)) throws {
    guard loaded.revision.revision.words.contains(where: { $0.value != nil }) else { return }
    try words.start(.integer(loaded.row))
    while try words.next() {
      let field = try words.text(0, atMost: 64)
      loaded.revision.texts[field] = try words.text(1, atMost: Revision.wordsLimit)
    }
  }
}
