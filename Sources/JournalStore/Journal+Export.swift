public import CaseModel
import Foundation
import GRDB
public import Merge

extension Journal {
  /// The stored names of the kinds of which there are records, those of a newer hopenow last.
  public func storedKinds() throws -> [String] {
    let stored = try read { db in
      try Set(String.fetchAll(db, sql: "SELECT DISTINCT kind FROM record WHERE kind <> ''"))
    }
    let known = Kind.all.map(\.name)
    return known.filter(stored.contains) + stored.subtracting(known).sorted()
  }

  /// The next records of a kind with all their changes, in the order in which they came into this
  /// journal: for going through all of them without keeping anybody from writing meanwhile.
  ///
  /// It goes on after the place of a record given before; 0 begins. Held back records are among
  /// them, and those that are gone.
  public func histories(
    ofKind kind: String, after place: Int64, limit: Int = 200
  ) throws -> [(place: Int64, record: RecordID, history: [HistoricRevision])] {
    try read { db in
      if place == 0 { try Self.expectScan(of: db) }
      let found = try Row.fetchAll(
        db.cachedStatement(
          sql: "SELECT id, uuid FROM record WHERE id > ? AND kind = ? ORDER BY id LIMIT ?"),
        arguments: [place, kind, limit])
      let reader = try RecordReader(for: roster, in: db)
      return try found.map { row in
        guard let record = RecordID(row[1] as Data) else { throw RecordFault.wrongType }
        return (row[0], record, try reader.revisions(ofRow: row[0]))
      }
    }
  }

  /// Every record of which some change names a person, now or in the past, by id.
  ///
  /// Her own page and the records that belong to her are among them. It looks through all changes.
  public func records(naming person: RecordID) throws -> [RecordID] {
    try read { db in
      try Self.expectScan(of: db)
      var found = Set<Int64>()
      // SQLite's own instr takes ten times as long.
      let headers = try RowStatement("SELECT record, header FROM revision", in: db)
      try headers.start()
      while try headers.next() {
        let header = try headers.blob(1, atMost: Revision.headerLimit)
        if Self.contains(person, header) { found.insert(try headers.integer(0)) }
      }
      return try found.compactMap { try Self.record(ofRow: $0, in: db) }.sorted()
    }
  }

  /// Every page will be wanted once, one after the other: a large cache would only fill memory.
  private static func expectScan(of db: Database) throws {
    try db.execute(sql: "PRAGMA cache_size = -4096")
  }

  /// Whether a record's id stands anywhere in bytes.
  private static func contains(_ id: RecordID, _ bytes: [UInt8]) -> Bool {
    id.bytes.withUnsafeBytes { wanted in
      let halves = (
        wanted.loadUnaligned(as: UInt64.self),
        wanted.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      )
      return bytes.withUnsafeBytes { bytes in
        guard bytes.count >= RecordID.length else { return false }
        return (0...bytes.count - RecordID.length).contains { place in
          bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self) == halves.0
            && bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self) == halves.1
        }
      }
    }
  }

  /// Every alias, legal name and text about reaching them that persons other than one ever had, one
  /// after the other, with its field's stored name.
  ///
  /// `body` must not ask the journal for anything.
  public func forEachHandle(
    ofOthersThan person: RecordID, _ body: (_ field: String, _ text: String) -> Void
  ) throws {
    try read { db in
      let handles = try RowStatement(
        """
        SELECT field, text FROM record JOIN revision ON revision.record = record.id
        JOIN words ON words.revision = revision.id
        WHERE kind = 'person' AND uuid <> ?
        AND field IN ('alias', 'legal-name', 'phone', 'safe-contact')
        """, in: db)
      try handles.start(.blob(person.bytes))
      while try handles.next() {
        body(
          try handles.text(0, atMost: Revision.wordsLimit),
          try handles.text(1, atMost: Revision.wordsLimit))
      }
    }
  }
}
