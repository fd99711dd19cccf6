public import CaseModel
import Foundation
import GRDB
public import SealedSQLite
import Sealing

/// Which records go into a parcel.
///
/// What the team has settled for all (who counts, its lists and settings, links, erasures) goes into
/// every one but a card.
public enum ParcelContents: Equatable, Sendable {
  /// Everything that the journal holds.
  case everything
  /// What a colleague needs: all that she has written in, and all about the persons whom she has met
  /// or is responsible for, and about whoever is linked to them as the same.
  case colleague(AuthorKey)
  /// All about these persons, and about whoever is linked to them as the same.
  case persons([RecordID])
  /// Only what the team has settled: who counts, its lists and settings, what was erased.
  case team
  /// Only who one is.
  case card
}

/// What went into a parcel.
public struct ParcelReport: Equatable, Sendable {
  /// How many entries, and how many records they change.
  public var entries = 0
  /// How many records have changes in it that aren't withheld.
  public var records = 0
}

extension Journal {
  /// Writes some of the journal's entries into a new file for others to merge from.
  ///
  /// A parcel is a file like a journal, with no slot of its maker's. An entry that concerns other
  /// records as well has those withheld: it verifies all the same, and whoever holds the rest adds it
  /// by a later merge.
  ///
  /// The file is whole or absent: it is made under another name and moved.
  ///
  /// - Parameters:
  ///   - path: Where it shall lie; nothing may be there.
  ///   - contents: Which records.
  ///   - since: Only entries written from this day on, by their own clocks; of a wrong clock all.
  ///   - withoutWords: Leaves every word out and marks the file as one for statistics.
  ///   - holders: Who opens it: 1 to 16.
  /// - Returns: What went in.
  /// - Throws: ``JournalError``: `alreadyExists`, `notWritable`, `outOfSpace`, `tooManyKeys`; then
  ///   there is no file.
  public func writeParcel(
    at path: String, _ contents: ParcelContents, since: CivilDate? = nil,
    withoutWords: Bool = false, for holders: [SlotHolder]
  ) throws -> ParcelReport {
    func make(_ making: String, _ begun: (SealedFile) -> Void) throws -> ParcelReport {
      try writeParcel(
        making, at: path, contents, since: since, withoutWords: withoutWords, for: holders,
        begun)
    }
    switch contents {
    case .team, .card: return try Self.makingWhole(at: path) { try make($0) { _ in } }
    default: return try makingRemembered(at: path, isJournal: false, make)
    }
  }

  /// Makes a file under another name, and moves it to its place once it is closed.
  ///
  /// - Throws: ``JournalError``: `alreadyExists`, `noFolder`, `notWritable`; what `body` throws. Then there
  ///   is none.
  static func makingWhole<Result>(
    at path: String, _ body: (_ making: String) throws -> Result
  ) throws -> Result {
    guard access(path, F_OK) != 0 else { throw JournalError.alreadyExists(path: path) }
    // Whoever merges a folder passes over names that begin with a full stop.
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    let making = FleetingFile.path(in: folder, for: url.lastPathComponent)
    guard access(folder, F_OK) == 0 else { throw JournalError.noFolder(path: folder) }
    FleetingFile.removeAbandoned(in: folder)
    defer { [making, making + "-journal"].forEach(removeFile(at:)) }
    let result = try body(making)
    // A link, unlike a rename, takes nobody's place.
    guard link(making, path) == 0 || renamed(making, to: path), SealedFile.syncFolder(of: path)
    else { throw JournalError.notWritable(path: path) }
    return result
  }

  func writeParcel(
    _ making: String, at path: String, _ contents: ParcelContents, since: CivilDate? = nil,
    withoutWords: Bool = false, for holders: [SlotHolder],
    _ begun: (SealedFile) -> Void = { _ in }
  ) throws -> ParcelReport {
    let file = try JournalError.translating(path) {
      try parcelFile(at: making, withoutWords: withoutWords, for: holders)
    }
    begun(file)
    return try read { db in
      // Inside, so that a full stick isn't taken for our own disk.
      try JournalError.translating(path, file: file) {
        let queue = try DatabaseQueue(
          path: file.databaseURI, configuration: Self.configuration(for: file, isReadOnly: false))
        defer { try? queue.close() }
        return try queue.write { target in
          try Schema.createTablesOfRecord(target)
          try Fact.root.set(try Self.root(of: db, author: author).bytes, in: target)
          return try ParcelWriter(
            contents, of: author, since: since, keepsWords: keepsWords && !withoutWords, in: db
          ).write(into: target)
        }
      }
    }
  }

  /// For file systems without links, such as those of most sticks.
  private static func renamed(_ making: String, to path: String) -> Bool {
    errno != EEXIST && access(path, F_OK) != 0 && rename(making, path) == 0
  }

  private func parcelFile(
    at path: String, withoutWords: Bool, for holders: [SlotHolder]
  ) throws -> SealedFile {
    try SealedFile.create(
      at: path, keys: JournalKeys(dataKey: .random(), authorSeed: keys.authorSeed), for: holders,
      isDemo: isDemo, isStatistics: withoutWords || !keepsWords)
  }
}

/// Copies entries with what concerns some records, and withholds the rest.
private struct ParcelWriter {
  private let db: Database
  private let author: AuthorKey
  private let since: CivilDate?
  private let keepsWords: Bool
  /// The rows of the records; nil for all.
  private let records: Set<Int64>?
  /// The rows of records that somebody has deleted: everybody who had them must hear of that, and of its
  /// taking back.
  private let deleted: Set<Int64>

  init(
    _ contents: ParcelContents, of author: AuthorKey, since: CivilDate?, keepsWords: Bool,
    in db: Database
  ) throws {
    self.db = db
    self.author = author
    self.since = since
    self.keepsWords = keepsWords
    let found = ParcelRecords(in: db)
    records =
      switch contents {
      case .everything: nil
      case .colleague(let colleague): try found.settled().union(found.concerning(colleague))
      case .persons(let persons): try found.settled().union(found.about(persons))
      case .team: try found.records(ofKinds: ["member", "settings", "list-entry", "erase"])
      case .card: try found.member(author)
      }
    deleted =
      switch contents {
      case .colleague, .persons: try found.deleted()
      // Of entries before the day only what is settled goes along, and a request stands with its deletes.
      case .everything: since == nil ? [] : try found.deleted()
      case .team, .card: []
      }
  }

  func write(into target: Database) throws -> ParcelReport {
    var report = ParcelReport()
    var written: Set<RecordID> = []
    let reader = try EntryReader(in: db)
    let rows = try RowStatement(
      """
      SELECT entry.id, entry.revision, bytes, signature, label, author FROM entry
      JOIN replica ON replica.id = entry.replica WHERE entry.id = ?
      """, in: db)
    let writer = try EntryWriter(in: target, isParcel: true)
    let included = try records.map(ids(of:))
    let settled = since == nil ? [] : try ids(of: ParcelRecords(in: db).whateverTheDay())
    let deleted = try ids(of: deleted)
    for row in try entryRows() {
      try rows.start(.integer(row))
      guard try rows.next() else { continue }
      let raw = try reader.entry(rows)
      let entry = try Entry(bytes: raw.bytes)
      // What the team has settled goes along, however old it is; the rest of its entry doesn't.
      let isOld = since.map { entry.stamp.clockIsGood && entry.dayNumber < $0.dayNumber } ?? false
      if isOld, !raw.revisions.contains(where: { settled.contains($0.record) }) { continue }
      let replica = try Journal.replicaRow(
        label: entry.replica, author: entry.author, in: target)
      for revision in raw.revisions {
        let isIncluded =
          try (included?.contains(revision.record) ?? true)
          && (!isOld || settled.contains(revision.record))
          || deleted.contains(revision.record) && !revision.isWithheld
            && Revision(header: revision.header).tellsOnlyWhetherItIsThere
        let header =
          isIncluded || revision.isWithheld
          ? revision.header : Revision.id(ofHeader: revision.header).bytes
        let kind = isIncluded && !revision.isWithheld ? try Revision(header: header).kind : ""
        let record = try writer.records.row(of: revision.record, kind: kind).row
        try writer.add(
          header: header,
          words: isIncluded && (keepsWords || kind == "member") ? revision.words : [:],
          record: record)
        if isIncluded, !revision.isWithheld { written.insert(revision.record) }
      }
      try writer.endEntry(
        entry, bytes: raw.bytes, id: Entry.id(ofBytes: raw.bytes), signature: raw.signature,
        replica: replica)
      report.entries += 1
    }
    try writer.flush()
    report.records = written.count
    return report
  }

  /// The entries that change any of the records: the maker's first one first, by which a reader knows
  /// whose file it is.
  private func entryRows() throws -> [Int64] {
    var found: Set<Int64> = []
    if let records {
      let entries = try RowStatement("SELECT entry FROM revision WHERE record = ?", in: db)
      for record in records.union(deleted) {
        try entries.start(.integer(record))
        while try entries.next() { found.insert(try entries.integer(0)) }
      }
    } else {
      let entries = try RowStatement("SELECT id FROM entry", in: db)
      try entries.start()
      while try entries.next() { found.insert(try entries.integer(0)) }
    }
    let first = try RowStatement(
      """
      SELECT min(entry.id) FROM replica CROSS JOIN entry ON entry.replica = replica.id
      WHERE author = ?
      """, in: db
    ).firstInteger(.blob(author.bytes))
    return found.sorted { ($0 == first ? 0 : 1, $0) < ($1 == first ? 0 : 1, $1) }
  }

  private func ids(of rows: Set<Int64>) throws -> Set<RecordID> {
    Set(try rows.compactMap { try Journal.record(ofRow: $0, in: db) })
  }
}

extension Revision {
  /// Whether it deletes its record, or takes that back and says nothing else.
  fileprivate var tellsOnlyWhetherItIsThere: Bool {
    operation == .delete || !parents.isEmpty && answers.isEmpty && words.isEmpty
  }
}

/// Finds the rows of records that belong into a parcel.
private struct ParcelRecords {
  private let db: Database

  init(in db: Database) {
    self.db = db
  }

  /// What the team has settled.
  func settled() throws -> Set<Int64> {
    try records(ofKinds: ["member", "settings", "list-entry", "same", "erase"])
  }

  /// What goes along, however old it is: what the team has settled, and linked persons' pages and consents.
  ///
  /// Whoever has a link must not go by half of what the person has said.
  func whateverTheDay() throws -> Set<Int64> {
    let linked = try Journal.linkedRecords(in: db).all.joined().filter {
      // Also one that was deleted as one too many: what she said on it holds.
      !(try rows("SELECT id FROM record WHERE kind = 'person' AND id = ?", .integer($0))).isEmpty
    }
    return try linked.reduce(into: settled().union(linked)) { found, record in
      try found.formUnion(
        rows("SELECT record FROM \(Kind.consent.table) WHERE person = ?", .integer(record)))
    }
  }

  func records(ofKinds kinds: [String]) throws -> Set<Int64> {
    try kinds.reduce(into: []) { found, kind in
      try found.formUnion(rows("SELECT id FROM record WHERE kind = ?", .text(kind)))
    }
  }

  func member(_ author: AuthorKey) throws -> Set<Int64> {
    try Journal.row(of: .member(author), in: db).map { [$0] } ?? []
  }

  /// Records that somebody has deleted, also if they are here again.
  func deleted() throws -> Set<Int64> {
    let records = try RowStatement(
      "SELECT record FROM revision GROUP BY record HAVING count(*) > 1", in: db)
    let headers = try RowStatement("SELECT header FROM revision WHERE record = ?", in: db)
    var found: Set<Int64> = []
    try records.start()
    while try records.next() {
      let record = try records.integer(0)
      try headers.start(.integer(record))
      while try headers.next() {
        let header = try headers.blob(0, atMost: Revision.headerLimit)
        guard header.count > RevisionID.length,
          try Revision(header: header).operation == .delete
        else { continue }
        found.insert(record)
        break
      }
    }
    return found
  }

  /// All that a colleague has written in, and all about the persons in it or in her care.
  func concerning(_ colleague: AuthorKey) throws -> Set<Int64> {
    let written = try rows(
      """
      SELECT DISTINCT record FROM replica CROSS JOIN entry ON entry.replica = replica.id
      CROSS JOIN revision ON revision.id BETWEEN entry.revision
        AND entry.revision + \(Entry.revisionLimit) AND +revision.entry = entry.id
      WHERE author = ?
      """, .blob(colleague.bytes))
    var persons = try written.filter {
      !(try rows("SELECT record FROM person WHERE record = ?", .integer($0))).isEmpty
    }
    for record in written {
      persons.formUnion(
        try rows("SELECT person FROM attendance WHERE record = ?", .integer(record)))
    }
    for member in try member(colleague) {
      persons.formUnion(
        try rows("SELECT record FROM person WHERE responsible = ?", .integer(member)))
    }
    return try written.union(about(persons))
  }

  func about(_ persons: [RecordID]) throws -> Set<Int64> {
    try about(Set(persons.compactMap { try Journal.row(of: $0, in: db) }))
  }

  /// Persons' own pages and every record in which they take part; who is linked is one person.
  private func about(_ persons: Set<Int64>) throws -> Set<Int64> {
    let links = try Journal.linkedRecords(in: db)
    let pages = Set(persons.flatMap(links.members(of:)))
    return try pages.reduce(into: pages) { found, person in
      try found.formUnion(
        rows("SELECT record FROM attendance WHERE person = ?", .integer(person)))
    }
  }

  private func rows(_ sql: String, _ value: RowValue) throws -> Set<Int64> {
    let statement = try RowStatement(sql, in: db)
    var found: Set<Int64> = []
    try statement.start(value)
    while try statement.next() { found.insert(try statement.integer(0)) }
    return found
  }
}
