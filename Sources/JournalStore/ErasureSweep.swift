import CaseModel
import GRDB
import Merge

/// What an erasure removed from the tables of record.
struct RemovedRecords {
  /// How many records, by the stored names of their kinds.
  var counts: [String: Int] = [:]
  /// The rows that the records named by an erasure had, as far as something of them was here.
  var named: [Int64] = []
  /// The rows of all that were removed, with their kinds.
  var rows: [(row: Int64, kind: String)] = []
  /// The rows of those that stay and name one of them.
  var naming: Set<Int64> = []
  /// Whether other erasures count no more.
  var wantsRebuilding = false

  /// How many records there were.
  var count: Int { counts.values.reduce(0, +) }

  /// Adds what was removed thereafter.
  mutating func add(_ other: RemovedRecords) {
    counts.merge(other.counts, uniquingKeysWith: +)
    named += other.named
    rows += other.rows
    naming.formUnion(other.naming)
    wantsRebuilding = wantsRebuilding || other.wantsRebuilding
  }

  /// Takes what was removed out of the derived tables.
  func bringDerivedUpToDate(for roster: Roster, in db: Database) throws {
    let derivation = try Derivation(for: roster, in: db)
    for (row, kind) in rows { try derivation.forget(row, kind: kind) }
    for row in naming.sorted() { _ = try derivation.refresh(row, isDerived: true) }
  }
}

/// Removes from the tables of record, within one transaction, whatever is of some erased records.
///
/// A revision's bare id takes the place of its header, and ``RecordMark/alias`` that of its record. It
/// reads every header once, however many records were erased.
struct ErasureSweep {
  private let marks: Set<RecordMark>
  private let db: Database

  init(of marks: Set<RecordMark>, in db: Database) {
    self.marks = marks
    self.db = db
  }

  func run() throws -> RemovedRecords {
    guard !marks.isEmpty else { return RemovedRecords() }
    let named = try namedRecords()
    var found = try revisions(ofOrNaming: named)
    try addLinks(to: &found)
    return try remove(found, named: named)
  }

  /// What is to be removed, and what names it.
  private struct Found {
    var revisions: [(row: Int64, record: Int64, id: RevisionID)] = []
    var kinds: [Int64: String] = [:]
    /// By which mark a record is erased.
    var marks: [Int64: RecordMark] = [:]
    /// The rows of the named records of which there is something.
    var named: Set<RecordID> = []
    /// The ids of records that are removed with a named one.
    var owned: Set<RecordID> = []
    var naming: Set<Int64> = []

    mutating func add(
      _ revision: Revision, by mark: RecordMark, row: Int64, record: Int64, id: RevisionID
    ) {
      revisions.append((row, record, id))
      kinds[record] = revision.kind
      marks[record] = mark
      named.formUnion(revision.owner.map { [$0] } ?? [revision.record])
      if revision.owner != nil { owned.insert(revision.record) }
    }
  }

  /// The rows of the records that were named, if only because others name them.
  private func namedRecords() throws -> [RecordID: Int64] {
    var named: [RecordID: Int64] = [:]
    let records = try RowStatement("SELECT id, uuid FROM record", in: db)
    try records.start()
    while try records.next() {
      guard let id = RecordID(try records.blob(1, atMost: RecordID.length)) else {
        throw RecordFault.wrongType
      }
      if marks.contains(id.mark) { named[id] = try records.integer(0) }
    }
    return named
  }

  private func revisions(ofOrNaming named: [RecordID: Int64]) throws -> Found {
    var found = Found()
    let names = RecordFinder(named.keys)
    let revisions = try RowStatement("SELECT id, record, header FROM revision", in: db)
    try revisions.start()
    while try revisions.next() {
      let header = try revisions.blob(2, atMost: Revision.headerLimit)
      guard header.count > RevisionID.length else { continue }
      // An owner of whom nothing is here has no row.
      let isOwned = Revision.owner(inHeader: header).map { marks.contains($0.mark) } ?? false
      guard isOwned || names.isAny(in: header) else { continue }
      let revision = try Revision(header: header)
      let (row, record) = (try revisions.integer(0), try revisions.integer(1))
      if let mark = mark(of: revision) {
        found.add(revision, by: mark, row: row, record: record, id: Revision.id(ofHeader: header))
      } else {
        found.naming.insert(record)
      }
    }
    return found
  }

  /// Links of named records of which nothing else is here, and links of what is removed with them.
  private func addLinks(to found: inout Found) throws {
    let owned = RecordFinder(found.owned)
    let links = try RowStatement(
      """
      SELECT revision.id, record, header FROM record JOIN revision ON revision.record = record.id
      WHERE kind = 'same'
      """, in: db)
    let known = Set(found.revisions.map(\.row))
    try links.start()
    while try links.next() {
      let header = try links.blob(2, atMost: Revision.headerLimit)
      let (row, record) = (try links.integer(0), try links.integer(1))
      guard header.count > RevisionID.length, !known.contains(row),
        case let revision = try Revision(header: header)
      else { continue }
      if let mark = mark(of: revision) {
        found.add(revision, by: mark, row: row, record: record, id: Revision.id(ofHeader: header))
      } else if owned.isAny(in: header) {
        found.naming.insert(record)
      }
    }
  }

  /// By which of these marks a revision is erased.
  private func mark(of revision: Revision) -> RecordMark? {
    guard Kind.canBeErased(revision.kind) else { return nil }
    return revision.subjects.lazy.map(\.mark).first { marks.contains($0) }
  }

  private func remove(_ found: Found, named: [RecordID: Int64]) throws -> RemovedRecords {
    var removed = RemovedRecords()
    let records = try RecordRows(in: db)
    let forgetHeader = try RowStatement(
      "UPDATE revision SET header = ?, record = ? WHERE id = ?", in: db)
    let forgetWords = try RowStatement("DELETE FROM words WHERE revision = ?", in: db)
    for (row, record, id) in found.revisions {
      guard let mark = found.marks[record] else { continue }
      let alias = try records.row(of: mark.alias).row
      try forgetHeader.execute(.blob(id.bytes), .integer(alias), .integer(row))
      try forgetWords.execute(.integer(row))
    }

    let isLeft = try RowStatement(
      "SELECT 1 FROM revision WHERE record = ? AND length(header) > 32 LIMIT 1", in: db)
    let forgetRevisions = try RowStatement(
      "UPDATE revision SET record = ? WHERE record = ?", in: db)
    let forgetRecord = try RowStatement("DELETE FROM record WHERE id = ?", in: db)
    removed.naming = found.naming
    let marks = found.marks.merging(named.map { ($0.value, $0.key.mark) }) { one, _ in one }
    for (row, mark) in marks.sorted(by: { $0.key < $1.key }) {
      // A link that was changed without naming what it links is still one.
      guard try isLeft.firstInteger(.integer(row)) == nil else {
        removed.naming.insert(row)
        continue
      }
      let alias = try records.row(of: mark.alias).row
      try forgetRevisions.execute(.integer(alias), .integer(row))
      try forgetRecord.execute(.integer(row))
      guard let kind = found.kinds[row] else { continue }
      removed.naming.remove(row)
      removed.rows.append((row, kind))
      removed.counts[kind, default: 0] += 1
    }
    removed.named = found.named.compactMap { named[$0] }
    return removed
  }
}

/// Finds any of some records' ids in bytes, wherever they stand.
struct RecordFinder {
  private let ids: Set<RecordID>
  /// By the first two bytes, whether an id begins so.
  private var beginnings = [Bool](repeating: false, count: 1 << 16)

  init(_ ids: some Sequence<RecordID>) {
    self.ids = Set(ids)
    for id in self.ids { beginnings[Int(id.bytes[0]) << 8 | Int(id.bytes[1])] = true }
  }

  func isAny(in bytes: [UInt8]) -> Bool {
    guard !ids.isEmpty, bytes.count >= RecordID.length else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      beginnings.withUnsafeBufferPointer { beginnings in
        (0...bytes.count - RecordID.length).contains { place in
          beginnings[Int(bytes[place]) << 8 | Int(bytes[place + 1])]
            && RecordID(bytes[place..<place + RecordID.length]).map(ids.contains) ?? false
        }
      }
    }
  }
}
