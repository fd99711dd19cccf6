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
    /// They count from now on, if a supervisor says so; otherwise they wait.
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
  ///   - limit: How many of the records that are here may be named by erasures that it brings.
  ///   - dryRun: Does all of it and takes it back: the report is that of the merge, however much
  ///     that erases.
  /// - Returns: What came from each journal, and what it did to records.
  /// - Throws: ``JournalError``: `busy`, `outOfSpace`, `notWritable`, `erasesMany`; then nothing has
  ///   changed.
  public func merge(
    _ sources: [ForeignJournal], newAuthors: NewAuthors,
    erasing limit: Int = Journal.erasuresUnasked, dryRun: Bool = false
  ) throws -> MergeReport {
    if let nothing = try reportOfNothingNew(sources) { return nothing }
    let before = roster
    var report = MergeReport()
    do {
      try write { db in
        report = try merge(sources, newAuthors: newAuthors, in: db)
        if dryRun { throw DryRun() }
        guard report.erasures <= limit else {
          throw JournalError.erasesMany(count: report.erasures)
        }
      }
    } catch is DryRun {
      roster = before
      return report
    } catch {
      roster = before
      throw error
    }
    rememberState()
    if report.erasures > 0 || report.recordsErased > 0 { try removeDraftsOfErased() }
    return report
  }

  /// The same within a transaction.
  func merge(
    _ sources: [ForeignJournal], newAuthors: NewAuthors, in db: Database
  ) throws -> MergeReport {
    var report = MergeReport()
    // A merge touches pages all over the file; the next command has a process of its own.
    try db.execute(sql: "PRAGMA cache_size = -65536")
    roster = try Self.roster(of: db, author: author)
    var merging = Merging(
      firstNewRecord: try EntryWriter.nextRow(of: "record", in: db),
      storedAuthors: Set(try ForeignJournal.chains(db).map(\.author)), rosterBefore: roster)
    for source in sources { report.sources.append(try take(source, into: &merging, in: db)) }
    if newAuthors == .accept {
      // Whoever is in no other journal than a refused one is as if he hadn't been named.
      let taken = zip(sources, report.sources).filter { $0.1.refusal == nil }.map(\.0)
      report.accepted = try accept(authorsOf: taken, &merging, in: db)
    }
    try settle(sources, &merging, report: &report, in: db)
    try noteWhatIsMissing(sources, &report, in: db)
    report.probableDoubles = try probableDoubles(
      since: RecordsSoFar(firstNewRecord: merging.firstNewRecord), added: report.recordsAdded,
      in: db)
    return report
  }

  /// How many of the records that came may be there twice; nil where it isn't looked: it takes a look at
  /// every person, which is too much for a merge into a great journal or of one.
  private func probableDoubles(
    since mark: RecordsSoFar, added: Int, in db: Database
  ) throws -> Int? {
    guard added > 0 else { return 0 }
    let persons = try RowStatement("SELECT count(*) FROM person", in: db).firstInteger() ?? 0
    guard added <= 1000, persons <= 20_000 else { return nil }
    return try proposals(since: mark, in: db).count
  }

  /// Notes whose entries wait for a yes, and how many entries are known to be elsewhere.
  private func noteWhatIsMissing(
    _ sources: [ForeignJournal], _ report: inout MergeReport, in db: Database
  ) throws {
    let ours = try ForeignJournal.chains(db)
    for (place, source) in zip(report.sources.indices, sources)
    where report.sources[place].refusal == nil {
      let theirs = try source.chains()
      report.sources[place].gaps = ours.filter { chain in
        theirs.contains { $0.label == chain.label && $0.author == chain.author }
      }.reduce(0) { $0 + max(0, Int($1.last - $1.count)) }
    }
    let taken = zip(sources, report.sources).filter { $0.1.refusal == nil }.map(\.0)
    report.waiting = try newAuthors(in: taken)
    // Who came to count by what the merge brought itself doesn't wait.
    for place in report.sources.indices {
      report.sources[place].heldBack = report.sources[place].heldBack.filter {
        !roster.accepts($0.key)
      }
    }
  }

  private struct DryRun: Error {}

  /// As many erasures a merge carries out without being told that it may.
  public static let erasuresUnasked = 10

  /// What a merge has done so far.
  private struct Merging {
    let firstNewRecord: Int64
    /// Who had entries here before the merge, and who counted.
    let storedAuthors: Set<AuthorKey>
    let rosterBefore: Roster
    var touched: Set<Int64> = []
    /// Of those, records of which something that was withheld has come.
    var completed: Set<Int64> = []
    var bringsMembers = false
    /// What erasures that came name or ask for, and what was removed for them.
    var erasures: Set<RecordMark> = []
    var removed = RemovedRecords()
  }

  /// The report of a merge that has nothing to do, found without reading any entry.
  private func reportOfNothingNew(_ sources: [ForeignJournal]) throws -> MergeReport? {
    let ours = try read { db in try ForeignJournal.chains(db) }
    var report = MergeReport()
    for source in sources {
      guard source.isDemo == isDemo, let theirs = try? source.chains() else { return nil }
      guard theirs.allSatisfy({ chain in ours.contains { $0.holdsTheSame(as: chain) } }),
        theirs.allSatisfy({ roster.accepts($0.author) }),
        try !lacksSomething(of: theirs, in: source)
      else { return nil }
      var part = MergeReport.Source(path: source.path)
      part.worker = source.ownerName()
      part.entriesKnown = theirs.reduce(0) { $0 + Int($1.count) }
      report.sources.append(part)
    }
    return report
  }

  /// Whether entries that both have lack something here that isn't lacking there.
  private func lacksSomething(
    of chains: [ForeignJournal.Chain], in source: ForeignJournal
  ) throws -> Bool {
    try read { db in
      let isAny = try RowStatement("SELECT 1 FROM incomplete LIMIT 1", in: db).firstInteger()
      guard isAny != nil else { return false }
      return try source.queue.read { theirs in
        try chains.contains { try lacksSomething(of: $0, in: theirs, ours: db) }
      }
    }
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
    let writer = try EntryWriter(in: db)
    try source.queue.read { theirs in
      for chain in try ForeignJournal.chains(theirs) {
        let completed = try complete(chain, in: theirs, ours: db)
        merging.touched.formUnion(completed.records)
        merging.completed.formUnion(completed.records)
        merging.bringsMembers = merging.bringsMembers || completed.kinds.contains("member")
        merging.erasures.formUnion(completed.erasures)
        part.entriesCompleted += completed.entries
        let known = ours.first { $0.label == chain.label && $0.author == chain.author }
        if let known, known.holdsTheSame(as: chain) {
          part.entriesKnown += Int(chain.count)
          continue
        }
        let replica = try Self.replicaRow(label: chain.label, author: chain.author, in: db)
        var taking = ChainTaking(chain: chain, replica: replica, lastKnown: known?.last ?? 0)
        let newBefore = part.entriesNew
        let start = try firstUnknown(of: chain, known: known, in: theirs, ours: db)
        try take(&taking, from: start, with: writer, part: &part, in: theirs, ours: db)
        try writer.flush()
        // A fork and a gap together can look like a whole chain: then every entry is looked up.
        if start > 1, try !ForeignJournal.chains(db).contains(where: { $0.holdsTheSame(as: chain) })
        {
          taking.lastKnown = .max
          try take(&taking, from: 1, with: writer, part: &part, in: theirs, ours: db)
          try writer.flush()
        }
        merging.touched.formUnion(taking.touched)
        merging.bringsMembers = merging.bringsMembers || taking.bringsMembers
        merging.erasures.formUnion(taking.erasures)
        part.entriesKnown += max(0, Int(chain.count) - (part.entriesNew - newBefore))
      }
    }
  }

  /// One chain of another journal on its way into this one.
  private struct ChainTaking {
    let chain: ForeignJournal.Chain
    let replica: Int64
    /// Up to this number, entries may be here already.
    var lastKnown: Int64
    var lastSequence: Int64 = 0
    var touched: Set<Int64> = []
    var bringsMembers = false
    var erasures: Set<RecordMark> = []
  }

  /// Inserts the entries of one chain, from a number on, that aren't here yet.
  ///
  /// While some are put in, the next ones are verified.
  private func take(
    _ taking: inout ChainTaking, from start: Int64, with writer: EntryWriter,
    part: inout MergeReport.Source, in theirs: Database, ours db: Database
  ) throws {
    let reader = try ChainReader(of: taking.chain, from: start, in: theirs)
    var verification: Verification?
    repeat {
      let batch = try unknownEntries(reader, taking, in: db)
      let verified = verification?.finish() ?? []
      verification = batch.isEmpty ? nil : Verification(of: batch)
      for outcome in verified {
        try take(outcome.get(), into: &taking, with: writer, part: &part, in: db)
      }
    } while verification != nil
  }

  /// The next entries that aren't here yet: as many as keep all cores busy and memory small.
  private func unknownEntries(
    _ reader: ChainReader, _ taking: ChainTaking, in db: Database
  ) throws -> [RawEntry] {
    var batch: [RawEntry] = []
    var size = 0
    while batch.count < 256, size < 4 << 20, let (sequence, entry) = try reader.next() {
      if sequence <= taking.lastKnown, try isHere(entry, replica: taking.replica, in: db) {
        continue
      }
      size += entry.size
      batch.append(entry)
    }
    return batch
  }

  private func take(
    _ verified: VerifiedEntry, into taking: inout ChainTaking, with writer: EntryWriter,
    part: inout MergeReport.Source, in db: Database
  ) throws {
    let entry = verified.entry
    let sequence = Int64(bitPattern: entry.sequence)
    guard entry.replica == taking.chain.label, entry.author == taking.chain.author else {
      throw RecordFault.brokenChain
    }
    let isBeside =
      sequence <= max(taking.lastKnown, taking.lastSequence)
      ? try entries(numbered: sequence, of: taking.replica, in: db) : []
    // One row of a file twice over is one entry.
    guard !isBeside.contains(verified.raw.bytes) else { return }
    taking.touched.formUnion(try insert(verified, replica: taking.replica, with: writer))
    taking.lastSequence = max(taking.lastSequence, sequence)
    if verified.kinds.contains("member") { taking.bringsMembers = true }
    taking.erasures.formUnion(try verified.marksNamed)
    part.note(entry, isAccepted: roster.accepts(entry.author))
    if !isBeside.isEmpty { part.forks += 1 }
    if part.entriesNew % 256 == 0 { progress?(part.entriesNew) }
  }

  /// The number from which on entries of a chain may be unknown.
  ///
  /// Where both chains are whole and one is the other's beginning, that is the number after ours;
  /// otherwise every entry is looked up.
  private func firstUnknown(
    of chain: ForeignJournal.Chain, known: ForeignJournal.Chain?, in theirs: Database,
    ours: Database
  ) throws -> Int64 {
    guard let known, known.count == known.last, chain.count == chain.last, chain.last > known.last
    else { return 1 }
    let mine = try entries(numbered: known.last, of: known.row, in: ours)
    let same = try entries(numbered: known.last, of: chain.row, in: theirs)
    return mine.count == 1 && mine == same ? known.last + 1 : 1
  }

  private func isHere(_ raw: RawEntry, replica: Int64, in db: Database) throws -> Bool {
    guard let entry = try? Entry(bytes: raw.bytes) else { return false }
    return try entries(numbered: Int64(bitPattern: entry.sequence), of: replica, in: db)
      .contains(raw.bytes)
  }

  private func entries(
    numbered sequence: Int64, of replica: Int64, in db: Database
  ) throws -> [[UInt8]] {
    let rows = try RowStatement("SELECT bytes FROM entry WHERE replica = ? AND seq = ?", in: db)
    try rows.start(.integer(replica), .integer(sequence))
    var found: [[UInt8]] = []
    while try rows.next() { found.append(try rows.blob(0, atMost: Entry.length)) }
    return found
  }

  /// Inserts a verified entry with its revisions and words; of what was erased, with bare ids.
  ///
  /// - Returns: The rows of the records that it changes.
  @discardableResult
  func insert(
    _ verified: VerifiedEntry, replica: Int64, with writer: EntryWriter
  ) throws -> [Int64] {
    var records: [Int64] = []
    var verified = verified
    for (place, kind) in verified.kinds.enumerated() {
      let revision = verified.raw.revisions[place]
      if let alias = try writer.erasures?.alias(of: revision) {
        try verified.erase(at: place, as: alias)
        let row = try writer.records.row(of: alias).row
        try writer.add(header: verified.raw.revisions[place].header, words: [:], record: row)
        continue
      }
      let row = try writer.records.row(of: revision.record, kind: kind ?? "").row
      try writer.add(
        header: revision.header, words: keepsWords(of: kind) ? revision.words : [:], record: row)
      records.append(row)
    }
    try writer.endEntry(
      verified.entry, bytes: verified.raw.bytes, id: verified.id,
      signature: verified.raw.signature, replica: replica,
      isIncomplete: verified.isIncomplete(keepingWords: keepsWords, writer.erasures))
    if verified.entry.stamp.clockIsGood, roster.accepts(verified.entry.author) {
      writer.noteGoodTime(verified.entry.stamp.wallMilliseconds)
    }
    return records
  }

  private func accept(
    authorsOf sources: [ForeignJournal], _ merging: inout Merging, in db: Database
  ) throws -> [NewAuthor] {
    let new = try newAuthors(in: sources)
    guard isSupervisor, !new.isEmpty else { return [] }
    let writer = CommandWriter(for: self, in: db)
    for author in new {
      try writer.write(try memberDraft(for: author.key, name: author.name, role: "worker"))
    }
    try writer.finish()
    merging.removed.add(writer.removed)
    return new
  }

  /// Brings the derived tables up to date after all entries are in, and counts what came of it.
  private func settle(
    _ sources: [ForeignJournal], _ merging: inout Merging, report: inout MergeReport,
    in db: Database
  ) throws {
    let old = merging.touched.filter { $0 < merging.firstNewRecord }
    let before = try rowsWithAttention(among: old.sorted(), in: db)
    if merging.bringsMembers { roster = try Self.roster(of: db, author: author) }
    if !merging.erasures.isEmpty || roster != merging.rosterBefore {
      merging.removed.add(try settleErasures(in: db))
      // What was erased by somebody who mayn't is wanted again, and may be there.
      if merging.removed.wantsRebuilding {
        for source in sources { _ = try take(source, into: &merging, in: db) }
      }
    }
    // What waited for a yes, or counts no more, may belong to any record.
    let concernsAll =
      merging.removed.wantsRebuilding
      || merging.storedAuthors.contains { !roster.treats($0, as: merging.rosterBefore) }
    if concernsAll { try rebuildDerived(in: db) }
    report.erasures = merging.removed.named.count { $0 < merging.firstNewRecord }
    report.recordsErased = merging.removed.count
    report.erasureRequests =
      isSupervisor ? try openRequests(among: merging.erasures, in: db) : 0
    // What names an erased record has rows already, and so has what was completed.
    let derived = merging.completed.union(merging.removed.naming)
    let derivation = try Derivation(for: roster, in: db)
    for row in merging.touched.sorted() {
      guard
        let summary = try concernsAll
          ? derivation.summary(of: row)
          : derivation.refresh(row, isDerived: derived.contains(row)),
        summary.kind != "member", summary.kind != "erase"
      else { continue }
      if row >= merging.firstNewRecord {
        report.recordsAdded += 1
      } else {
        report.recordsChanged += 1
      }
      if summary.isParallel { report.recordsSideBySide += 1 }
      if summary.needsAttention, !before.contains(row) { report.recordsInConflict += 1 }
    }
  }

  private func rowsWithAttention(among rows: [Int64], in db: Database) throws -> Set<Int64> {
    let statement = try RowStatement("SELECT 1 FROM attention WHERE record = ? LIMIT 1", in: db)
    return Set(try rows.filter { try statement.firstInteger(.integer($0)) != nil })
  }
}

extension RecordView {
  /// Whether a person should look: fields in conflict, or gone for one and here for another.
  ///
  /// What is gone by all that was said of it waits for nobody: whoever deleted it saw the fields.
  public var needsAttention: Bool {
    switch existence {
    case .here: fields.values.contains { $0.isConflict }
    case .gone: false
    case .disputed: true
    }
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
