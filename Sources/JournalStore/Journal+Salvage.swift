import CaseModel
import Foundation
import GRDB
import Merge
public import SealedSQLite
import Sealing

/// What could be saved of a damaged journal.
public struct SalvageReport: Equatable, Sendable {
  /// Entries that are in the new journal.
  public var saved = 0
  /// Entries that were in the damaged one and aren't to be had; nil where the page is damaged that counts
  /// them.
  public var lost: Int?
  /// Words that saved entries speak of and that aren't in the new journal.
  public var missingWords = 0
}

extension Journal {
  /// Makes a new journal of everything in a damaged one that is still true.
  ///
  /// The damaged file is only read, page by page. Every entry that is taken over is verified by its
  /// signature, so what is in the new journal is what somebody wrote. Author and team stay the same,
  /// and supervisors can read it.
  ///
  /// - Parameters:
  ///   - path: The damaged journal.
  ///   - newPath: Where the new one shall lie; nothing may be there.
  ///   - secret: What opens the damaged one, and will open the new one.
  ///   - environment: Time, chance and the folder of this machine.
  ///   - progress: Is told how much is done, from time to time.
  /// - Returns: How much is in the new journal.
  /// - Throws: ``JournalError`` if the header doesn't open or the new journal can't be made; then
  ///   there is none.
  public static func salvage(
    _ path: String, into newPath: String, secret: SlotSecret, in environment: StoreEnvironment,
    progress: ((Int) -> Void)? = nil
  ) throws -> SalvageReport {
    let damaged = try LockedJournal(at: path)
    let opened = try damaged.slot(openedBy: secret)
    let file = damaged.file
    try JournalError.translating(path) { try file.unlock(with: opened.keys.dataKey) }
    let count = countedEntries(in: file)
    return try makingWhole(at: newPath) { making in
      let folder = (making as NSString).deletingLastPathComponent
      let found = FleetingFile.path(in: folder, for: "found-\(UUID().uuidString)")
      defer { [found, found + "-journal"].forEach(removeFile(at:)) }
      return try JournalError.translating(newPath) {
        let rows = try FoundRows(at: found)
        let pages = try JournalError.translating(path) { try LooseRows(of: file) }
        try rows.take(pages, progress: progress)
        let keys = JournalKeys(dataKey: try .random(), authorSeed: opened.keys.authorSeed)
        let new = try SealedFile.create(
          at: making, keys: keys, for: [.owner(opened.secret)], isDemo: file.header.isDemo,
          isStatistics: file.header.isStatistics)
        let journal = try Journal(
          new, at: newPath, mode: .readWrite, keys: keys, environment: environment, isNew: true)
        journal.progress = progress
        return try journal.take(rows, ofEntries: count)
      }
    }
  }

  /// How many entries a damaged journal counts itself; nil if the page that says it is damaged, or is
  /// out of reach.
  private static func countedEntries(in file: SealedFile) -> Int? {
    let queue = try? DatabaseQueue(
      path: file.databaseURI, configuration: configuration(for: file, isReadOnly: true))
    defer { try? queue?.close() }
    return try? queue?.read { try ForeignJournal.chains($0).reduce(0) { $0 + Int($1.count) } }
  }

  private func take(_ found: FoundRows, ofEntries count: Int?) throws -> SalvageReport {
    var report = SalvageReport()
    try write { db in
      if let root = try found.root { try Fact.root.set(root, in: db) }
      let writer = try EntryWriter(in: db)
      try found.forEachEntry { verified in
        let replica = try Self.replicaRow(
          label: verified.entry.replica, author: verified.entry.author, in: db)
        try insert(verified, replica: replica, with: writer)
        report.saved += 1
        report.missingWords += keepsWords ? verified.missingWords : 0
        if report.saved % 256 == 0 { progress?(report.saved) }
      }
      try writer.flush()
      roster = try Self.roster(of: db, author: author)
      try rebuildDerived(in: db)
      report.lost = count.map { max(0, $0 - report.saved) }
    }
    addKeys(for: otherSupervisors)
    return report
  }
}

/// The rows of the tables of record that a damaged journal's pages hold, in a sealed file of their own
/// with a key that is nowhere else.
private final class FoundRows {
  /// What a column of a table of record holds, whichever row it is.
  private enum Form {
    case integer, text
    case blob(ClosedRange<Int>)

    func value(_ value: LooseValue) -> RowValue? {
      switch (self, value) {
      case (.integer, .integer(let number)): .integer(number)
      case (.text, .text(let bytes)): String(validating: bytes, as: UTF8.self).map(RowValue.text)
      case (.blob(let length), .blob(let bytes)) where length.contains(bytes.count): .blob(bytes)
      default: nil
      }
    }
  }

  /// The tables by the forms of their columns, of which no two, and no other table or index, have the
  /// same; before them a row id, or none.
  private static let tables: [(name: String, hasRowIDs: Bool, columns: [Form])] = [
    (
      "entry", true,
      [.integer, .integer, .integer, .blob(Entry.length...Entry.length), .blob(64...64)]
    ),
    ("record", true, [.blob(RecordID.length...RecordID.length), .text]),
    ("revision", true, [.integer, .integer, .blob(RevisionID.length...Revision.headerLimit)]),
    ("words", false, [.integer, .text, .blob(Revision.saltLength...Revision.saltLength), .text]),
    ("fact", false, [.text, .blob(AuthorKey.length...AuthorKey.length)]),
  ]

  private let file: SealedFile
  private let queue: DatabaseQueue

  init(at path: String) throws {
    let keys = JournalKeys(
      dataKey: try .random(), authorSeed: try .random(count: SigningKey.seedLength))
    file = try SealedFile.create(at: path, keys: keys, for: [])
    queue = try DatabaseQueue(
      path: file.databaseURI, configuration: Journal.configuration(for: file, isReadOnly: false))
    try queue.write { db in
      for table in Schema.tablesOfRecord { try db.execute(sql: table.sql) }
      try db.execute(sql: Schema.fact)
    }
  }

  deinit { try? queue.close() }

  /// The key that makes supervisors, if the page that says it is there.
  var root: [UInt8]? { get throws { try queue.read(Fact.root.get) } }

  /// Takes every row that has the form of one of the tables'; whether it is true comes later.
  func take(_ pages: LooseRows, progress: ((Int) -> Void)?) throws {
    try queue.write { db in
      let inserts = try Self.tables.map { table in
        let count = table.columns.count + (table.hasRowIDs ? 1 : 0)
        let values = Array(repeating: "?", count: count).joined(separator: ", ")
        return try RowStatement("INSERT OR IGNORE INTO \(table.name) VALUES (\(values))", in: db)
      }
      for number in stride(from: 1, through: pages.pageCount, by: 1) {
        for row in pages.rows(ofPage: number) {
          for (table, insert) in zip(Self.tables, inserts) {
            guard let values = Self.values(of: row, in: table) else { continue }
            try insert.execute(values)
            break
          }
        }
        if number % 1024 == 0 { progress?(Int(number)) }
      }
      try addRecords(in: db)
    }
  }

  /// The values of a row; nil if it can't be one of the table's.
  private static func values(
    of row: LooseRow, in table: (name: String, hasRowIDs: Bool, columns: [Form])
  ) -> [RowValue]? {
    var found = row.values[...]
    if table.hasRowIDs, found.popFirst() != .null { return nil }
    guard table.hasRowIDs == (row.id != nil), found.count == table.columns.count else { return nil }
    let values = zip(table.columns, found).compactMap { $0.value($1) }
    guard values.count == found.count else { return nil }
    return (row.id.map { [.integer($0)] } ?? []) + values
  }

  /// Makes rows for records whose own are lost: the header of any of their revisions says which they are.
  private func addRecords(in db: Database) throws {
    let lost = try RowStatement(
      """
      SELECT record, header FROM revision
      WHERE NOT EXISTS (SELECT 1 FROM record WHERE record.id = revision.record)
      """, in: db)
    let insert = try RowStatement("INSERT OR IGNORE INTO record VALUES (?, ?, ?)", in: db)
    try lost.start()
    while try lost.next() {
      guard
        let revision = try? Revision(header: lost.blob(1, atMost: Revision.headerLimit))
      else { continue }
      try insert.execute(
        .integer(lost.integer(0)), .blob(revision.record.bytes), .text(revision.kind))
    }
  }

  /// The entries that are true, in the order in which the journal got them.
  func forEachEntry(_ body: (VerifiedEntry) throws -> Void) throws {
    try queue.read { db in
      let rows = try RowStatement(
        "SELECT id, revision, bytes, signature FROM entry ORDER BY id", in: db)
      let reader = try EntryReader(in: db)
      try rows.start()
      while try rows.next() {
        do {
          try body(try VerifiedEntry(try reader.entry(rows)))
        } catch is RecordFault {
          continue
        }
      }
    }
  }
}
