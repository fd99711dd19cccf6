import CaseModel
import Foundation
import GRDB
public import Merge
import Sealing

extension Journal {
  /// What a merge does about authors who don't count yet.
  public enum NewAuthors {
    /// Their entries are stored and passed on, and wait for a yes.
    case holdBack
    /// They count from now on.
    case accept
  }

  /// The authors in other journals who don't count in this one yet, by key.
  ///
  /// A journal that can't be read adds nobody; ``merge(_:newAuthors:dryRun:)`` says why.
  public func newAuthors(in sources: [ForeignJournal]) throws -> [NewAuthor] {
    var found: [AuthorKey: NewAuthor] = [:]
    for source in sources where source.isDemo == isDemo {
      let names = try? source.workerNames()
      for (author, name) in names ?? [:] where !roster.accepts(author) && found[author] == nil {
        found[author] = NewAuthor(key: author, name: name)
      }
    }
    return found.values.sorted { $0.key < $1.key }
  }

  /// Takes over every entry of other journals that isn't here yet, all or nothing.
  ///
  /// A journal that is refused is as if it hadn't been named: the others are merged all the same,
  /// and its part of the report has the reason.
  ///
  /// - Parameters:
  ///   - sources: The journals, opened; those that couldn't be opened are the caller's to report.
  ///   - newAuthors: What to do about authors who don't count yet.
  ///   - dryRun: Does all of it and takes it back: the report is that of the merge.
  /// - Returns: What came from each journal, and what it did to records.
  /// - Throws: ``JournalError``: `busy`, `outOfSpace`, `notWritable`; then nothing has changed.
  public func merge(
    _ sources: [ForeignJournal], newAuthors: NewAuthors, dryRun: Bool = false
  ) throws -> MergeReport {
    if let nothing = try reportOfNothingNew(sources) { return nothing }
    let before = roster
    var report = MergeReport()
    do {
      try write { db in
        // A merge touches pages all over the file; the next command has a process of its own.
        try db.execute(sql: "PRAGMA cache_size = -65536")
        roster = try Self.roster(of: db, author: author)
        var merging = Merging(
          firstNewRecord: try Self.nextRow(of: "record", in: db),
          storedAuthors: Set(try ForeignJournal.chains(db).map(\.author)), rosterBefore: roster)
        for source in sources { report.sources.append(try take(source, into: &merging, in: db)) }
        if newAuthors == .accept {
          // Whoever is in no other journal than a refused one is as if he hadn't been named.
          let taken = zip(sources, report.sources).filter { $0.1.refusal == nil }.map(\.0)
          report.accepted = try accept(authorsOf: taken, in: db)
          let accepted = Set(report.accepted.map(\.key))
          for place in report.sources.indices {
            report.sources[place].heldBack = report.sources[place].heldBack.filter {
              !accepted.contains($0.key)
            }
          }
        }
        try settle(&merging, report: &report, in: db)
        if dryRun { throw DryRun() }
      }
    } catch is DryRun {
      roster = before
      return report
    } catch {
      roster = before
      throw error
    }
    rememberState()
    return report
  }

  private struct DryRun: Error {}

  /// What a merge has done so far.
  private struct Merging {
    let firstNewRecord: Int64
    /// Who had entries here before the merge, and who counted.
    let storedAuthors: Set<AuthorKey>
    let rosterBefore: Roster
    var touched: Set<Int64> = []
    var bringsMembers = false
  }

  /// The report of a merge that has nothing to do, found without reading any entry.
  private func reportOfNothingNew(_ sources: [ForeignJournal]) throws -> MergeReport? {
    let ours = try read { db in try ForeignJournal.chains(db) }
    var report = MergeReport()
    for source in sources {
      guard source.isDemo == isDemo, let theirs = try? source.chains() else { return nil }
      guard theirs.allSatisfy({ chain in ours.contains { $0.holdsTheSame(as: chain) } }),
        theirs.allSatisfy({ roster.accepts($0.author) })
      else { return nil }
      var part = MergeReport.Source(path: source.path)
      part.worker = source.ownerName()
      part.entriesKnown = theirs.reduce(0) { $0 + Int($1.count) }
      report.sources.append(part)
    }
    return report
  }

  /// Inserts what is new in one journal, or nothing of it if anything in it is wrong.
  private func take(
    _ source: ForeignJournal, into merging: inout Merging, in db: Database
  ) throws -> MergeReport.Source {
    var part = MergeReport.Source(path: source.path)
    part.worker = source.ownerName()
    guard source.isDemo == isDemo else {
      part.refusal = .demoAndReal(path: source.path)
      return part
    }
    var taken = merging
    do {
      try db.inSavepoint {
        try JournalError.translating(source.path, file: source.file) {
          try takeEntries(of: source, part: &part, merging: &taken, in: db)
        }
        return .commit
      }
      merging = taken
    } catch let error as JournalError where error.isAboutTheFile(at: source.path) {
      part = MergeReport.Source(path: source.path)
      part.worker = source.ownerName()
      part.refusal = error
    }
    return part
  }

  private func takeEntries(
    of source: ForeignJournal, part: inout MergeReport.Source, merging: inout Merging,
    in db: Database
  ) throws {
    let ours = try ForeignJournal.chains(db)
    try source.queue.read { theirs in
      for chain in try ForeignJournal.chains(theirs) {
        let known = ours.first { $0.label == chain.label && $0.author == chain.author }
        if let known, known.holdsTheSame(as: chain) {
          part.entriesKnown += Int(chain.count)
          continue
        }
        let replica = try Self.replicaRow(label: chain.label, author: chain.author, in: db)
        let newBefore = part.entriesNew
        let start = try firstUnknown(of: chain, known: known, source: source, in: theirs, ours: db)
        try takeEntries(
          of: chain, from: start, source: source, replica: replica, part: &part, merging: &merging,
          in: theirs, ours: db)
        // A fork and a gap together can look like a whole chain: then every entry is looked up.
        if start > 1, try !ForeignJournal.chains(db).contains(where: { $0.holdsTheSame(as: chain) })
        {
          try takeEntries(
            of: chain, from: 1, source: source, replica: replica, part: &part, merging: &merging,
            in: theirs, ours: db)
        }
        part.entriesKnown += max(0, Int(chain.count) - (part.entriesNew - newBefore))
      }
    }
  }

  /// Inserts the entries of one chain, from a number on, that aren't here yet.
  private func takeEntries(
    of chain: ForeignJournal.Chain, from start: Int64, source: ForeignJournal, replica: Int64,
    part: inout MergeReport.Source, merging: inout Merging, in theirs: Database, ours db: Database
  ) throws {
    try source.forEachEntry(of: chain, from: start, in: theirs) { row in
      let raw = try ForeignJournal.rawEntry(row, in: theirs)
      guard try entryRow(raw.bytes, replica: replica, in: db) == nil else { return }
      let verified = try VerifiedEntry(raw)
      guard verified.entry.replica == chain.label, verified.entry.author == chain.author else {
        throw RecordFault.brokenChain
      }
      merging.touched.formUnion(try insert(verified, replica: replica, in: db))
      if verified.kinds.contains("member") { merging.bringsMembers = true }
      part.note(verified.entry, isAccepted: roster.accepts(chain.author))
      if part.entriesNew % 256 == 0 { progress?(part.entriesNew) }
      if try hasFork(at: verified.entry.sequence, replica: replica, in: db) { part.forks += 1 }
    }
  }

  /// The number from which on entries of a chain may be unknown.
  ///
  /// Where both chains are whole and one is the other's beginning, that is the number after ours;
  /// otherwise every entry is looked up.
  private func firstUnknown(
    of chain: ForeignJournal.Chain, known: ForeignJournal.Chain?, source: ForeignJournal,
    in theirs: Database, ours: Database
  ) throws -> Int64 {
    guard let known, known.count == known.last, chain.count == chain.last, chain.last > known.last
    else { return 1 }
    let sql = "SELECT bytes FROM entry WHERE replica = ? AND seq = ?"
    let mine = try Data.fetchAll(ours, sql: sql, arguments: [known.row, known.last])
    let same = try Data.fetchAll(theirs, sql: sql, arguments: [chain.row, known.last])
    return mine.count == 1 && mine == same ? known.last + 1 : 1
  }

  private func entryRow(_ bytes: [UInt8], replica: Int64, in db: Database) throws -> Int64? {
    guard let entry = try? Entry(bytes: bytes) else { return nil }
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT id, bytes FROM entry WHERE replica = ? AND seq = ?"),
      arguments: [replica, Int64(bitPattern: entry.sequence)])
    return rows.first { [UInt8]($0[1] as Data) == bytes }?[0]
  }

  private func hasFork(at sequence: UInt64, replica: Int64, in db: Database) throws -> Bool {
    let count = try Int.fetchOne(
      db.cachedStatement(sql: "SELECT count(*) FROM entry WHERE replica = ? AND seq = ?"),
      arguments: [replica, Int64(bitPattern: sequence)])
    return (count ?? 0) > 1
  }

  /// Inserts a verified entry with its revisions and words.
  ///
  /// - Returns: The rows of the records that it changes.
  @discardableResult
  func insert(
    _ verified: VerifiedEntry, replica: Int64, in db: Database
  ) throws -> [Int64] {
    let entryRow = try Self.nextRow(of: "entry", in: db)
    let firstRevision = try Self.nextRow(of: "revision", in: db)
    var records: [Int64] = []
    for (index, revision) in verified.raw.revisions.enumerated() {
      let row = try Self.internedRow(
        of: revision.record, kind: verified.kinds[index] ?? "", in: db)
      try insert(
        revision.header, words: revision.words, record: row, row: firstRevision + Int64(index),
        entry: entryRow, in: db)
      records.append(row)
    }
    try Self.insertEntry(
      verified.raw.bytes, signature: verified.raw.signature, replica: replica,
      sequence: verified.entry.sequence, firstRevision: firstRevision, row: entryRow, in: db)
    if verified.entry.stamp.clockIsGood, roster.accepts(verified.entry.author) {
      try Self.noteGoodTime(verified.entry.stamp.wallMilliseconds, in: db)
    }
    return records
  }

  private func accept(authorsOf sources: [ForeignJournal], in db: Database) throws -> [NewAuthor] {
    let new = try newAuthors(in: sources)
    guard !new.isEmpty else { return [] }
    _ = try append(
      new.map { try memberDraft(for: $0.key, name: $0.name, role: "worker") }, in: db)
    return new
  }

  /// Brings the derived tables up to date after all entries are in, and counts what came of it.
  private func settle(
    _ merging: inout Merging, report: inout MergeReport, in db: Database
  ) throws {
    let before = try attentionCounts(of: merging.touched, in: db)
    if merging.bringsMembers { roster = try Self.roster(of: db, author: author) }
    if merging.storedAuthors.contains(where: { !roster.treats($0, as: merging.rosterBefore) }) {
      // What waited for a yes, or counts no more, may belong to any record.
      try rebuildDerived(in: db)
    } else {
      try refreshDerived(merging.touched.sorted(), in: db)
    }
    for row in merging.touched {
      guard let view = try view(ofRow: row, in: db), view.kind != "member" else { continue }
      if row >= merging.firstNewRecord {
        report.recordsAdded += 1
      } else {
        report.recordsChanged += 1
      }
      if view.isParallel { report.recordsSideBySide += 1 }
      if view.needsAttention, before[row] == nil { report.recordsInConflict += 1 }
    }
  }

  private func attentionCounts(of rows: Set<Int64>, in db: Database) throws -> [Int64: Int] {
    var counts: [Int64: Int] = [:]
    let statement = try db.cachedStatement(sql: "SELECT count(*) FROM attention WHERE record = ?")
    for row in rows {
      if let count = try Int.fetchOne(statement, arguments: [row]), count > 0 {
        counts[row] = count
      }
    }
    return counts
  }
}

extension RecordView {
  /// Whether a person should look: fields in conflict, or gone for one and here for another.
  public var needsAttention: Bool {
    existence == .disputed || fields.values.contains { $0.isConflict }
  }
}

extension ForeignJournal.Chain {
  func holdsTheSame(as other: Self) -> Bool {
    label == other.label && author == other.author && count == other.count && last == other.last
      && sum == other.sum
  }
}

extension JournalError {
  /// Whether an error is about one file that was named, rather than about our own journal.
  func isAboutTheFile(at path: String) -> Bool {
    switch self {
    case .damaged(let other, _), .damagedRecords(let other, _), .system(let other, _),
      .database(let other, _), .newerFormat(let other), .notAJournal(let other):
      other == path
    default: false
    }
  }
}
