import CaseModel
import GRDB

/// Reads entries with their revisions and words, with caps and nothing verified.
///
/// Entries mostly lie one after the other, and so do their revisions and words: the reader goes on
/// from where it is, and looks a row up only if it isn't there.
final class EntryReader {
  private let revisions: RowStatement
  private let words: RowStatement
  /// The revision that the statement stands on; nil if it stands on none.
  private var revisionAhead: (row: Int64, entry: Int64)?
  /// The revision whose words come next, `.max` after the last ones; nil if nothing was looked up.
  private var wordsAhead: Int64?
  /// The first revision of which words may still come.
  private var wordsFrom: Int64 = 0
  /// How many bytes the entry at hand may still have.
  private var room = 0

  init(in db: Database) throws {
    revisions = try RowStatement(
      """
      SELECT revision.id, entry, uuid, header FROM revision JOIN record
      ON record.id = revision.record WHERE revision.id >= ? ORDER BY revision.id
      """, in: db)
    words = try RowStatement(
      """
      SELECT revision, field, salt, text FROM words WHERE revision >= ? ORDER BY revision, field
      """, in: db)
  }

  /// The entry of a row whose first columns are its id, first revision, bytes and signature.
  ///
  /// - Throws: ``RecordFault/wrongType``, ``RecordFault/tooLong``, SQLite's errors.
  func entry(_ row: RowStatement) throws -> RawEntry {
    RawEntry(
      bytes: try row.blob(2, atMost: Entry.length), signature: try row.blob(3, atMost: 64),
      revisions: try revisions(ofEntry: row.integer(0), from: row.integer(1)))
  }

  /// The revisions that belong to an entry, from a row on: at most one more than an entry may have.
  private func revisions(ofEntry entry: Int64, from first: Int64) throws -> [RawRevision] {
    if revisionAhead?.row != first {
      try revisions.start(.integer(first))
      try goToNextRevision()
    }
    var found: [RawRevision] = []
    room = Entry.contentLimit
    while let row = revisionAhead?.row, revisionAhead?.entry == entry,
      found.count <= Entry.revisionLimit
    {
      revisionAhead = nil  // until all went well
      guard let record = RecordID(try revisions.blob(2, atMost: RecordID.length)) else {
        throw RecordFault.wrongType
      }
      let header = try revisions.blob(3, atMost: Revision.headerLimit)
      try take(header.count)
      found.append(
        RawRevision(record: record, header: header, words: try words(ofRevision: row)))
      try goToNextRevision()
    }
    return found
  }

  private func goToNextRevision() throws {
    revisionAhead = nil
    if try revisions.next() {
      revisionAhead = (try revisions.integer(0), try revisions.integer(1))
    }
  }

  private func words(ofRevision row: Int64) throws -> [String: (salt: [UInt8], text: String)] {
    if let wordsAhead, wordsFrom <= row, row <= wordsAhead {
      // The statement stands where these words are, if there are any.
    } else {
      wordsAhead = nil
      try words.start(.integer(row))
      try goToNextWords()
    }
    var found: [String: (salt: [UInt8], text: String)] = [:]
    while wordsAhead == row {
      wordsAhead = nil  // until all went well
      let field = try words.text(1, atMost: 64)
      let text = try words.text(3, atMost: Revision.wordsLimit)
      try take(field.utf8.count + text.utf8.count)
      found[field] = (try words.blob(2, atMost: Revision.saltLength), text)
      try goToNextWords()
    }
    wordsFrom = row &+ 1
    return found
  }

  /// Nobody's file may fill the memory before anything of it is verified.
  private func take(_ count: Int) throws {
    room -= count
    guard room >= 0 else { throw RecordFault.tooLong }
  }

  private func goToNextWords() throws {
    wordsAhead = try words.next() ? try words.integer(0) : .max
  }
}

/// Reads the entries of one chain in order, with caps and nothing verified.
final class ChainReader {
  private let rows: RowStatement
  private let entries: EntryReader

  /// Begins at a number of a chain of the journal that `db` reads.
  init(of chain: ForeignJournal.Chain, from sequence: Int64, in db: Database) throws {
    entries = try EntryReader(in: db)
    rows = try RowStatement(
      """
      SELECT id, revision, bytes, signature, seq FROM entry WHERE replica = ? AND seq >= ?
      ORDER BY seq, id
      """, in: db)
    try rows.start(.integer(chain.row), .integer(sequence))
  }

  /// The next entry with the number that its row claims; nil after the last one.
  func next() throws -> (sequence: Int64, entry: RawEntry)? {
    guard try rows.next() else { return nil }
    return (try rows.integer(4), try entries.entry(rows))
  }
}
