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
    let revisions = try revisions(ofRow: row, in: db)
    return RecordView(of: revisions, kind: revisions.first.flatMap { Kind.named($0.revision.kind) })
  }

  /// Loads the revisions of a record with their words.
  func revisions(ofRow row: Int64, in db: Database) throws -> [HistoricRevision] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT revision.id, header, bytes FROM revision JOIN entry ON entry.id = revision.entry
        WHERE record = ? ORDER BY revision.id
        """)
    var revisions: [HistoricRevision] = []
    let rows = try Row.fetchCursor(statement, arguments: [row])
    while let row = try rows.next() {
      let header: Data = row[1]
      guard header.count > RevisionID.length else { continue }  // withheld or erased
      let entry: Data = row[2]
      revisions.append(
        try historic(
          revisionRow: row[0], header: [UInt8](header), entry: Entry(bytes: [UInt8](entry)), in: db)
      )
    }
    return revisions
  }

  func historic(
    revisionRow: Int64, header: [UInt8], entry: Entry, in db: Database
  ) throws -> HistoricRevision {
    let revision = try Revision(header: header)
    var texts: [String: String] = [:]
    if revision.words.contains(where: { $0.value != nil }) {
      let statement = try db.cachedStatement(
        sql: "SELECT field, text FROM words WHERE revision = ?")
      let rows = try Row.fetchCursor(statement, arguments: [revisionRow])
      while let row = try rows.next() { texts[row[0]] = row[1] as String }
    }
    return HistoricRevision(
      id: Revision.id(ofHeader: header), revision: revision, stamp: entry.stamp,
      // Who is in the team is for supervisors to say, not for everybody who is in it.
      isAccepted: revision.kind == "member"
        ? roster.isSupervisor(entry.author)
        : roster.accepts(entry.author, replica: entry.replica, sequence: entry.sequence),
      texts: texts)
  }

  static func row(of record: RecordID, in db: Database) throws -> Int64? {
    let statement = try db.cachedStatement(sql: "SELECT id FROM record WHERE uuid = ?")
    return try Int64.fetchOne(statement, arguments: [Data(record.bytes)])
  }

  static func record(ofRow row: Int64, in db: Database) throws -> RecordID? {
    let statement = try db.cachedStatement(sql: "SELECT uuid FROM record WHERE id = ?")
    return try Data.fetchOne(statement, arguments: [row]).flatMap { RecordID($0) }
  }

  /// The row of a record, made if there is none yet: other records may name it before it arrives.
  static func internedRow(of record: RecordID, kind: String = "", in db: Database) throws -> Int64 {
    if let row = try row(of: record, in: db) {
      if !kind.isEmpty {
        try db.cachedStatement(sql: "UPDATE record SET kind = ? WHERE id = ? AND kind = ''")
          .execute(arguments: [kind, row])
      }
      return row
    }
    try db.cachedStatement(sql: "INSERT INTO record(uuid, kind) VALUES (?, ?)")
      .execute(arguments: [Data(record.bytes), kind])
    return db.lastInsertedRowID
  }

  /// Who counts, by the member records in the journal.
  static func roster(of db: Database, author: AuthorKey) throws -> Roster {
    let root = try Fact.root.get(db).flatMap { AuthorKey($0) } ?? author
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
      members.append(
        HistoricRevision(
          id: Revision.id(ofHeader: [UInt8](header)),
          revision: try Revision(header: [UInt8](header)),
          stamp: entry.stamp, isAccepted: true, texts: [:]))
    }
    return Roster(root: root, members: members)
  }
}
