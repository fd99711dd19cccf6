import CaseModel
import GRDB

/// Puts entries with their revisions into the tables of record, within one transaction.
///
/// What grows with every entry of a chain is kept here until ``flush()``, which must come before
/// the transaction or savepoint ends.
final class EntryWriter {
  let records: RecordRows
  /// What is erased; nil in a parcel, which takes over whatever the journal holds.
  let erasures: Erasures?
  private let db: Database
  private let revision: RowStatement
  private let words: RowStatement
  private let entry: RowStatement
  private var nextEntry: Int64
  private var firstRevision: Int64
  private var nextRevision: Int64
  private var chains: [Int64: ChainSum] = [:]
  private var days: WrittenDays?
  private var newestGoodTime: Int64?

  private struct ChainSum {
    var count: Int64 = 0
    var last: Int64 = 0
    var sum: Int64 = 0
  }

  /// Prepares to write; a parcel has the tables of record and no others.
  init(in db: Database, isParcel: Bool = false) throws {
    self.db = db
    records = try RecordRows(in: db)
    erasures = isParcel ? nil : try Erasures(in: db)
    days = isParcel ? nil : WrittenDays()
    revision = try RowStatement(
      "INSERT INTO revision(id, record, entry, header) VALUES (?, ?, ?, ?)", in: db)
    words = try RowStatement(
      "INSERT INTO words(revision, field, salt, text) VALUES (?, ?, ?, ?)", in: db)
    entry = try RowStatement(
      "INSERT INTO entry(id, replica, seq, revision, bytes, signature) VALUES (?, ?, ?, ?, ?, ?)",
      in: db)
    nextEntry = try Self.nextRow(of: "entry", in: db)
    nextRevision = try Self.nextRow(of: "revision", in: db)
    firstRevision = nextRevision
  }

  /// Puts in the next revision of the entry that ``endEntry(_:bytes:id:signature:replica:)``
  /// will put in.
  func add(
    header: [UInt8], words: [String: (salt: [UInt8], text: String)], record: Int64
  ) throws {
    let row = nextRevision
    nextRevision += 1
    try revision.execute(.integer(row), .integer(record), .integer(nextEntry), .blob(header))
    for (field, value) in words {
      try self.words.execute(
        .integer(row), .text(field), .blob(value.salt), .text(value.text))
    }
  }

  /// Puts in the entry that the revisions before belong to.
  func endEntry(
    _ ended: Entry, bytes: [UInt8], id: EntryID, signature: [UInt8], replica: Int64,
    isIncomplete: Bool = false
  ) throws {
    let sequence = Int64(bitPattern: ended.sequence)
    try entry.execute(
      .integer(nextEntry), .integer(replica), .integer(sequence), .integer(firstRevision),
      .blob(bytes), .blob(signature))
    if isIncomplete {
      try RowStatement("INSERT INTO incomplete(entry) VALUES (?)", in: db)
        .execute(.integer(nextEntry))
    }
    nextEntry += 1
    firstRevision = nextRevision
    var chain = try chains[replica] ?? storedChain(replica)
    chain.count += 1
    chain.last = max(chain.last, sequence)
    chain.sum &+= id.prefix
    chains[replica] = chain
    days?.add(ended, replica: replica)
  }

  /// Remembers the time of an entry whose clock was good and whose author counts.
  func noteGoodTime(_ time: Int64) {
    newestGoodTime = max(newestGoodTime ?? .min, time)
  }

  /// Writes what was kept back.
  func flush() throws {
    let statement = try RowStatement(
      "INSERT OR REPLACE INTO chain(replica, count, last, sum) VALUES (?, ?, ?, ?)", in: db)
    for (replica, chain) in chains {
      try statement.execute(
        .integer(replica), .integer(chain.count), .integer(chain.last), .integer(chain.sum))
    }
    chains = [:]
    try days?.store(in: db)
    days = days.map { _ in WrittenDays() }
    if let newestGoodTime { try Journal.noteGoodTime(newestGoodTime, in: db) }
    newestGoodTime = nil
  }

  /// The row that the next row of a table will have.
  static func nextRow(of table: String, in db: Database) throws -> Int64 {
    try RowStatement("SELECT coalesce(max(id), 0) + 1 FROM \(table)", in: db).firstInteger() ?? 1
  }

  private func storedChain(_ replica: Int64) throws -> ChainSum {
    let statement = try RowStatement("SELECT count, last, sum FROM chain WHERE replica = ?", in: db)
    try statement.start(.integer(replica))
    guard try statement.next() else { return ChainSum() }
    return ChainSum(
      count: try statement.integer(0), last: try statement.integer(1),
      sum: try statement.integer(2))
  }
}

/// Which entries were written on which days, not stored yet.
struct WrittenDays {
  private struct Key: Hashable {
    let day: Int
    let replica: Int64
  }
  private var numbers: [Key: ClosedRange<Int64>] = [:]

  /// Takes an entry in.
  mutating func add(_ entry: Entry, replica: Int64) {
    let key = Key(day: entry.dayNumber, replica: replica)
    let sequence = Int64(bitPattern: entry.sequence)
    let known = numbers[key] ?? sequence...sequence
    numbers[key] = min(known.lowerBound, sequence)...max(known.upperBound, sequence)
  }

  /// Adds what was taken in to what is stored.
  func store(in db: Database) throws {
    let statement = try RowStatement(
      """
      INSERT INTO written(day, replica, first, last) VALUES (?, ?, ?, ?)
      ON CONFLICT(day, replica) DO UPDATE
      SET first = min(first, excluded.first), last = max(last, excluded.last)
      """, in: db)
    for (key, numbers) in numbers {
      try statement.execute(
        .integer(Int64(key.day)), .integer(key.replica), .integer(numbers.lowerBound),
        .integer(numbers.upperBound))
    }
  }
}

/// The rows that records are known by inside one journal.
final class RecordRows {
  /// What is done about a record that has no row yet.
  enum Absent {
    /// It gets one, in the journal.
    case insert
    /// It gets one that is none of the journal's, and is remembered here.
    case remember
  }

  /// The rows given to records that the journal has none for; below zero.
  private(set) var remembered: [RecordID: Int64] = [:]
  private let absent: Absent
  private let db: Database
  private let find: RowStatement
  private let insert: RowStatement
  private let nameKind: RowStatement

  init(in db: Database, absent: Absent = .insert) throws {
    self.db = db
    self.absent = absent
    find = try RowStatement("SELECT id FROM record WHERE uuid = ?", in: db)
    insert = try RowStatement("INSERT INTO record(uuid, kind) VALUES (?, ?)", in: db)
    nameKind = try RowStatement(
      "UPDATE record SET kind = ? WHERE id = ? AND kind = ''", in: db)
  }

  /// The row of a record, made if there is none yet: other records may name it before it arrives.
  func row(of record: RecordID, kind: String = "") throws -> (row: Int64, isNew: Bool) {
    if let row = try find.firstInteger(.blob(record.bytes)) {
      if !kind.isEmpty { try nameKind.execute(.text(kind), .integer(row)) }
      return (row, false)
    }
    if absent == .remember {
      let row = remembered[record] ?? -Int64(remembered.count + 1)
      remembered[record] = row
      return (row, false)
    }
    try insert.execute(.blob(record.bytes), .text(kind))
    return (db.lastInsertedRowID, true)
  }
}
