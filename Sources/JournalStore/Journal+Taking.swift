import CaseModel
import Foundation
import GRDB
import Merge
import SealedSQLite
import Sealing

/// Takes over the entries of other journals, one chain after the other.
extension Journal {
  /// Inserts what is new in one journal, or nothing of it if anything in it is wrong.
  func take(
    _ source: ForeignJournal, into merging: inout Merging, in db: Database
  ) throws -> MergeReport.Source {
    var part = MergeReport.Source(path: source.path)
    part.worker = try workerName(of: source, in: db)
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
      // Our own file is read and written as well; and SQLite may have ended all that was begun.
      if let failure = file.failure { throw JournalError(failure, path: path) }
      guard db.isInsideTransaction else { throw JournalError.system(path: path, errno: EIO) }
      part = MergeReport.Source(path: source.path)
      part.refusal = error
    }
    return part
  }

  private func takeEntries(
    of source: ForeignJournal, part: inout MergeReport.Source, merging: inout Merging,
    in db: Database
  ) throws {
    let ours = try ForeignJournal.chainsByKey(db)
    let writer = try EntryWriter(in: db)
    try source.queue.read { theirs in
      let completed = try complete(from: theirs, ours: db)
      merging.touched.formUnion(completed.records)
      merging.completed.formUnion(completed.records)
      merging.bringsMembers = merging.bringsMembers || completed.kinds.contains("member")
      merging.erasures.formUnion(completed.erasures)
      part.entriesCompleted += completed.entries
      // One's own first: by what a journal begins with, a travel journal's too, others know whose it is.
      var chains = try ForeignJournal.chains(theirs)
      _ = chains.partition { $0.author != author }
      for chain in chains {
        let known = ours[chain.key]
        if let known, known.holdsTheSame(as: chain) {
          part.entriesKnown += Int(chain.count)
          continue
        }
        var taking = ChainTaking(chain: chain, known: known)
        let newBefore = part.entriesNew
        let start = try firstUnknown(of: chain, known: known, in: theirs, ours: db)
        try take(&taking, from: start, with: writer, part: &part, in: theirs, ours: db)
        try writer.flush()
        // A fork and a gap together can look like a whole chain: then every entry is looked up.
        if start > 1,
          try ForeignJournal.chainsByKey(db)[chain.key]?.holdsTheSame(as: chain) != true
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
    /// Its row here; nil until an entry of it is.
    var replica: Int64?
    /// Up to this number, entries may be here already.
    var lastKnown: Int64
    var lastSequence: Int64 = 0
    var touched: Set<Int64> = []
    var bringsMembers = false
    var erasures: Set<RecordMark> = []

    init(chain: ForeignJournal.Chain, known: ForeignJournal.Chain?) {
      self.chain = chain
      replica = known?.row
      lastKnown = known?.last ?? 0
    }
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
      if let replica = taking.replica, sequence <= taking.lastKnown,
        try isHere(entry, replica: replica, in: db)
      {
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
    let replica =
      try taking.replica
      ?? Self.replicaRow(label: taking.chain.label, author: taking.chain.author, in: db)
    taking.replica = replica
    let isBeside =
      sequence <= max(taking.lastKnown, taking.lastSequence)
      ? try entries(numbered: sequence, of: replica, in: db) : []
    // One row of a file twice over is one entry.
    guard !isBeside.contains(verified.raw.bytes) else { return }
    taking.touched.formUnion(try insert(verified, replica: replica, with: writer))
    taking.lastSequence = max(taking.lastSequence, sequence)
    if verified.kinds.contains("member") { taking.bringsMembers = true }
    taking.erasures.formUnion(try verified.marksNamed)
    part.note(
      entry,
      isAccepted: roster.accepts(
        entry.author, replica: entry.replica, sequence: entry.sequence))
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
      // Of a bare id anybody can say whose it is, and it shows nothing.
      if !revision.isWithheld { records.append(row) }
    }
    try writer.endEntry(
      verified.entry, bytes: verified.raw.bytes, id: verified.id,
      signature: verified.raw.signature, replica: replica,
      isIncomplete: verified.isIncomplete(keepingWords: keepsWords))
    if verified.entry.stamp.clockIsGood, roster.accepts(verified.entry.author) {
      writer.noteGoodTime(verified.entry.stamp.wallMilliseconds)
    }
    return records
  }
}
