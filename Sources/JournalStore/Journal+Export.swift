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

  /// The next records of a kind with all their changes, by id: for going through all of them
  /// without keeping anybody from writing meanwhile.
  ///
  /// It goes on after `last`; nil begins. Held back records are among them, and those that are gone.
  public func histories(
    ofKind kind: String, after last: RecordID?, limit: Int = 200
  ) throws -> [(record: RecordID, history: [HistoricRevision])] {
    try read { db in
      // By the index, since sorting a million ids would take more memory than reading them.
      let found = try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT id, uuid FROM record INDEXED BY record_uuid WHERE uuid > ? AND kind = ?
            ORDER BY uuid LIMIT ?
            """), arguments: [last.map { Data($0.bytes) } ?? Data(), kind, limit])
      let reader = try RecordReader(for: roster, in: db)
      return try found.compactMap { row in
        guard let record = RecordID(row[1] as Data) else { throw RecordFault.wrongType }
        return (record, try reader.revisions(ofRow: row[0]))
      }
    }
  }

  /// Every record of which some change names a person, now or in the past, by id.
  ///
  /// Her own page and the records that belong to her are among them. It looks through all changes.
  public func records(naming person: RecordID) throws -> [RecordID] {
    try read { db in
      try Data.fetchAll(
        db,
        sql: """
          SELECT DISTINCT uuid FROM revision JOIN record ON record.id = revision.record
          WHERE instr(header, ?) > 0 ORDER BY uuid
          """, arguments: [Data(person.bytes)]
      ).compactMap { RecordID($0) }
    }
  }

  /// Every alias and legal name that persons other than one ever had, one after the other.
  ///
  /// `body` must not ask the journal for anything.
  public func forEachName(ofOthersThan person: RecordID, _ body: (String) -> Void) throws {
    try read { db in
      let names = try RowStatement(
        """
        SELECT text FROM record JOIN revision ON revision.record = record.id
        JOIN words ON words.revision = revision.id
        WHERE kind = 'person' AND uuid <> ? AND field IN ('alias', 'legal-name')
        """, in: db)
      try names.start(.blob(person.bytes))
      while try names.next() { body(try names.text(0, atMost: Revision.wordsLimit)) }
    }
  }
}
