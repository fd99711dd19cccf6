import CaseModel
import Foundation
import GRDB
import SealedSQLite
import Sealing

/// What a check found.
public struct CheckReport: Equatable, Sendable {
  /// Pages that aren't what was written, by number.
  public var damagedPages: [UInt32] = []
  /// What SQLite found in the structure of tables and indices.
  public var structure: [String] = []
  /// Entries that were read.
  public var entries = 0
  /// Revisions that were read.
  public var revisions = 0
  /// Faults of entries, with how many have them.
  public var faults: [RecordFault: Int] = [:]
  /// Words that were written and aren't here.
  public var missingWords = 0
  /// Entries whose predecessor isn't here.
  public var gaps = 0
  /// Whether what lists and reports read follows from the records; nil if that wasn't compared.
  public var derivedIsRight: Bool?

  /// Whether nothing is wrong.
  ///
  /// A gap is no fault: the entry may still come.
  public var isSound: Bool {
    damagedPages.isEmpty && structure.isEmpty && faults.isEmpty && missingWords == 0
      && derivedIsRight != false
  }
}

extension Journal {
  /// Reads every page, every entry with its signature, and compares what is derived with what the
  /// records say.
  ///
  /// Leaves the journal as it was. Where nothing can be written, or the disk is full, the derived
  /// tables aren't compared.
  ///
  /// - Throws: ``JournalError`` if the check itself can't be done.
  public func check() throws -> CheckReport {
    var report = CheckReport()
    report.damagedPages = try unauthenticPages()
    guard report.damagedPages.isEmpty else { return report }
    try read { db in
      report.structure = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter {
        $0 != "ok"
      }
      try checkEntries(&report, in: db)
      do {
        if try !chainsAreRight(in: db) { report.faults[.brokenChain, default: 0] += 1 }
      } catch let fault as RecordFault {
        report.faults[fault, default: 0] += 1
      }
    }
    if !isReadOnly && report.faults.isEmpty {
      do {
        report.derivedIsRight = try derivedFollowsFromRecords()
      } catch JournalError.outOfSpace, JournalError.notWritable {
        report.derivedIsRight = nil
      }
    }
    return report
  }

  /// Throws away what lists and reports read and makes it again from the records.
  public func rebuild() throws {
    try write { db in
      roster = try Self.roster(of: db, author: author)
      try rebuildDerived(in: db)
      try findIncomplete(in: db)
    }
  }

  private func unauthenticPages() throws -> [UInt32] {
    try JournalError.translating(path, file: file) {
      try queue.inDatabase { db in
        guard let connection = db.sqliteConnection else { throw JournalError.busy(path: path) }
        return try file.unauthenticPages(through: connection)
      }
    }
  }

  private func checkEntries(_ report: inout CheckReport, in db: Database) throws {
    let reader = try EntryReader(in: db)
    let erasures = try Erasures(in: db)
    let rows = try RowStatement(
      """
      SELECT entry.id, entry.revision, entry.bytes, entry.signature, label, author, seq,
        before.bytes
      FROM entry JOIN replica ON replica.id = entry.replica
      LEFT JOIN (SELECT replica, seq AS number, bytes FROM entry) AS before
        ON before.replica = entry.replica AND before.number = entry.seq - 1
      ORDER BY entry.id
      """, in: db)
    try rows.start()
    var last: Int64 = 0
    var waitsForPrevious = false
    while try rows.next() {
      do {
        let id = try rows.integer(0)
        let verified = try VerifiedEntry(try reader.entry(rows))
        let before = try rows.blobIfAny(7, atMost: Entry.length).map(Entry.id(ofBytes:))
        let isChained = verified.entry.previous == nil || before == verified.entry.previous
        guard try rows.blob(4, atMost: ReplicaLabel.length) == verified.entry.replica.bytes,
          try rows.blob(5, atMost: AuthorKey.length) == verified.entry.author.bytes,
          try rows.integer(6) == Int64(bitPattern: verified.entry.sequence)
        else { throw RecordFault.brokenChain }
        for revision in verified.raw.revisions where !revision.isWithheld {
          if try erasures.covers(revision) { throw RecordFault.notErased }
        }
        // A fork gives an entry two rows here: it is chained if either is its predecessor.
        if id != last {
          if waitsForPrevious { report.gaps += 1 }
          report.entries += 1
          if report.entries % 256 == 0 { progress?(report.entries) }
          report.revisions += verified.raw.revisions.count
          if !file.header.isStatistics { report.missingWords += verified.missingWords }
          waitsForPrevious = !isChained
        } else if isChained {
          waitsForPrevious = false
        }
        last = id
      } catch let fault as RecordFault {
        report.faults[fault, default: 0] += 1
      }
    }
    if waitsForPrevious { report.gaps += 1 }
  }

  /// Whether the rows by which a merge decides what is new say what the entries say.
  private func chainsAreRight(in db: Database) throws -> Bool {
    struct Sum: Equatable {
      var count: Int64 = 0
      var last: Int64 = 0
      var sum: Int64 = 0
    }
    var sums: [Int64: Sum] = [:]
    var newestGood: Int64?
    let rows = try RowStatement("SELECT replica, seq, bytes FROM entry", in: db)
    try rows.start()
    while try rows.next() {
      let (replica, bytes) = (try rows.integer(0), try rows.blob(2, atMost: Entry.length))
      var sum = sums[replica] ?? Sum()
      sum.count += 1
      sum.last = max(sum.last, try rows.integer(1))
      sum.sum &+= Entry.id(ofBytes: bytes).prefix
      sums[replica] = sum
      let stamp = (try? Entry(bytes: bytes))?.stamp
      if let stamp, stamp.clockIsGood {
        newestGood = max(newestGood ?? .min, stamp.wallMilliseconds)
      }
    }
    let chains = try RowStatement("SELECT replica, count, last, sum FROM chain", in: db)
    try chains.start()
    while try chains.next() {
      let stored = Sum(
        count: try chains.integer(1), last: try chains.integer(2), sum: try chains.integer(3))
      guard sums.removeValue(forKey: try chains.integer(0)) == stored else { return false }
    }
    let noted = try Fact.newestGoodTime.get(db).map(Self.milliseconds)
    return sums.isEmpty && (newestGood == nil || noted.map { $0 <= newestGood ?? .min } ?? true)
  }

  /// Rebuilds in a transaction that is taken back, and compares every row.
  private func derivedFollowsFromRecords() throws -> Bool {
    struct Compared: Error { var isEqual: Bool }
    do {
      try write { db in
        let before = try Self.digestOfDerivedRows(in: db)
        try rebuildDerived(in: db)
        throw Compared(isEqual: before == (try Self.digestOfDerivedRows(in: db)))
      }
      return false
    } catch let compared as Compared {
      return compared.isEqual
    }
  }

  /// A hash over every row of the derived tables.
  static func digestOfDerivedRows(in db: Database) throws -> [UInt8] {
    let hashing = Hashing(length: 32, domain: "hopenow derived rows v1")
    for table in try Schema.derivedTables(db) {
      hashing.update(Array(table.utf8))
      let rows = try Row.fetchCursor(db, sql: "SELECT * FROM \"\(table)\" ORDER BY 1, 2")
      while let row = try rows.next() {
        for value in row.databaseValues { hashing.update(Array("\(value)|".utf8)) }
      }
    }
    return hashing.finish()
  }

  /// A hash of everything that the journal holds: equal for journals that hold the same entries,
  /// in whatever order they came.
  public func digest() throws -> [UInt8] {
    try read { db in
      let rows = try Row.fetchCursor(db, sql: "SELECT bytes, signature FROM entry")
      var ids: [EntryID] = []
      while let row = try rows.next() { ids.append(Entry.id(ofBytes: [UInt8](row[0] as Data))) }
      let hashing = Hashing(length: 32, domain: "hopenow state v1")
      for id in ids.sorted() { hashing.update(id.bytes) }
      return hashing.finish()
    }
  }
}
