public import CaseModel
import Foundation
import GRDB
import Merge
import Sealing

extension Journal {
  /// What a merge does about authors who don't count yet.
  public enum NewAuthors {
    /// Their entries are stored and passed on, and wait for a yes.
    case holdBack
    /// They count from now on, if a supervisor says so; otherwise they wait.
    case accept
    /// Only these do; whoever else turns up waits, for nobody was asked about him.
    case acceptOnly(Set<AuthorKey>)
  }

  /// The authors in other journals who don't count in this one yet, by key.
  ///
  /// A journal that can't be read adds nobody; ``merge(_:newAuthors:dryRun:)`` says why.
  public func newAuthors(in sources: [ForeignJournal]) throws -> [NewAuthor] {
    var found: [AuthorKey: NewAuthor] = [:]
    for source in sources where source.isDemo == isDemo {
      let names = try? source.workerNames()
      for (author, name) in names ?? [:] where !roster.knows(author) && found[author] == nil {
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
    if let nothing = try reportOfNothingNew(sources) {
      if !dryRun { rememberMerged(sources, nothing) }
      return nothing
    }
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
      return report
    }
    rememberState()
    // Whom the founder has made a supervisor meanwhile gets a key as the others did.
    addKeys(for: otherSupervisors.filter { !before.isSupervisor($0) })
    if report.erasures > 0 || report.recordsErased > 0 { removeWhatIsKeptOfErased() }
    rememberMerged(sources, report)
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
      firstNewRevision: try EntryWriter.nextRow(of: "revision", in: db),
      storedAuthors: Set(try ForeignJournal.chains(db).map(\.author)), rosterBefore: roster)
    for source in sources { report.sources.append(try take(source, into: &merging, in: db)) }
    // Whoever is in no other journal than a refused one is as if he hadn't been named.
    let taken = zip(sources, report.sources).filter { $0.1.refusal == nil }.map(\.0)
    report.accepted = try accept(newAuthors, of: taken, &merging, in: db)
    try settle(sources, &merging, report: &report, in: db)
    for source in taken { try source.queue.read { try noteHeard(in: $0, ours: db) } }
    try noteWhatIsMissing(sources, &report, in: db)
    report.probableDoubles = try probableDoubles(
      since: RecordsSoFar(firstNewRecord: merging.firstNewRecord), added: report.recordsAdded,
      isAnyOld: merging.isAnyOldAdded, in: db)
    return report
  }

  /// How many of the records that came may be there twice; nil where it isn't looked: it takes a look at
  /// every person, which is too much for a merge into a great journal or of one; nor among what waited here.
  private func probableDoubles(
    since mark: RecordsSoFar, added: Int, isAnyOld: Bool, in db: Database
  ) throws -> Int? {
    guard added > 0 else { return 0 }
    guard !isAnyOld else { return nil }
    let persons = try RowStatement("SELECT count(*) FROM person", in: db).firstInteger() ?? 0
    guard added <= 1000, persons <= 20_000 else { return nil }
    return try proposals(since: mark, in: db).count
  }

  /// Notes whose entries wait for a yes, and how many entries are known to be elsewhere.
  private func noteWhatIsMissing(
    _ sources: [ForeignJournal], _ report: inout MergeReport, in db: Database
  ) throws {
    let ours = try ForeignJournal.chainsByKey(db)
    for (place, source) in zip(report.sources.indices, sources)
    where report.sources[place].refusal == nil {
      report.sources[place].gaps = Set(try source.chains().map(\.key)).reduce(0) {
        $0 + (ours[$1]?.gaps ?? 0)
      }
    }
    let taken = zip(sources, report.sources).filter { $0.1.refusal == nil }.map(\.0)
    report.waiting = try newAuthors(in: taken)
    // What came to count by what the merge brought itself doesn't wait.
    for place in report.sources.indices {
      report.sources[place].heldBack.removeAll {
        roster.accepts($0.author, replica: $0.replica, sequence: $0.sequence)
      }
      let later = report.sources[place].heldBack.partition { roster.knows($0.author) }
      report.sources[place].entriesAfterRemoval = report.sources[place].heldBack[later...].count
      report.sources[place].heldBack.removeSubrange(later...)
    }
  }

  private struct DryRun: Error {}

  /// As many erasures a merge carries out without being told that it may.
  public static let erasuresUnasked = 10

  /// What a merge has done so far.
  struct Merging {
    let firstNewRecord: Int64
    let firstNewRevision: Int64
    /// Who had entries here before the merge, and who counted.
    let storedAuthors: Set<AuthorKey>
    let rosterBefore: Roster
    var touched: Set<Int64> = []
    /// Of those, records of which something that was withheld has come.
    var completed: Set<Int64> = []
    var bringsMembers = false
    /// Whether a record that was here counts now, and didn't.
    var isAnyOldAdded = false
    /// What erasures that came name or ask for, and what was removed for them.
    var erasures: Set<RecordMark> = []
    var removed = RemovedRecords()
  }

  /// The report of a merge that has nothing to do, found without reading any entry.
  private func reportOfNothingNew(_ sources: [ForeignJournal]) throws -> MergeReport? {
    let ours = try read(ForeignJournal.chainsByKey)
    var report = MergeReport()
    for source in sources {
      guard source.isDemo == isDemo, let theirs = try? source.chains() else { return nil }
      guard theirs.allSatisfy({ ours[$0.key]?.holdsTheSame(as: $0) ?? false }),
        theirs.allSatisfy({ roster.knows($0.author) }),
        try !lacksSomething(that: source),
        try read({ db in try source.queue.read { try heard(in: $0, ours: db).isEmpty } })
      else { return nil }
      var part = MergeReport.Source(path: source.path)
      part.worker = try read { try workerName(of: source, in: $0) }
      part.entriesKnown = theirs.reduce(0) { $0 + Int($1.count) }
      report.sources.append(part)
    }
    return report
  }

  /// Whose journal another one is, by the name that the team has for her, else by her own.
  func workerName(of source: ForeignJournal, in db: Database) throws -> String? {
    guard let owner = source.owner() else { return nil }
    return try name(of: owner.key, in: db) ?? owner.name
  }

  /// Whether entries that both have lack something here that isn't lacking there.
  private func lacksSomething(that source: ForeignJournal) throws -> Bool {
    try read { db in
      let isAny = try RowStatement("SELECT 1 FROM incomplete LIMIT 1", in: db).firstInteger()
      guard isAny != nil else { return false }
      return try source.queue.read { try lacksSomething(in: $0, ours: db) }
    }
  }

  private func accept(
    _ wanted: NewAuthors, of sources: [ForeignJournal], _ merging: inout Merging, in db: Database
  ) throws -> [NewAuthor] {
    // Another supervisor may have decided in what has just come.
    if merging.bringsMembers { roster = try Self.roster(of: db, author: author) }
    guard isSupervisor else { return [] }
    let new: [NewAuthor]
    switch wanted {
    case .holdBack: return []
    case .accept: new = try newAuthors(in: sources)
    case .acceptOnly(let keys): new = try newAuthors(in: sources).filter { keys.contains($0.key) }
    }
    guard !new.isEmpty else { return [] }
    let writer = CommandWriter(for: self, in: db)
    for author in new {
      try writer.write(memberDraft(for: author.key, name: author.name, role: "worker"))
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
    if merging.bringsMembers { roster = try Self.roster(of: db, author: author) }
    // What waited for a yes, or counts no more, may be in any record.
    var members: Set<Int64> = []
    if roster != merging.rosterBefore {
      members = Set(try Int64.fetchAll(db, sql: "SELECT id FROM record WHERE kind = 'member'"))
      merging.touched.formUnion(members)
      try addRowsThatCountOtherwise(to: &merging, in: db)
    }
    let waitedBefore = try rowsWithAttention(in: db)
    if !merging.erasures.isEmpty || roster != merging.rosterBefore {
      merging.removed.add(try settleErasures(in: db))
      // What was erased by somebody who mayn't is wanted again, and may be there.
      if merging.removed.wantsRebuilding {
        for source in sources { _ = try take(source, into: &merging, in: db) }
        try rebuildDerived(in: db)
      }
    }
    report.erasures = merging.removed.named.count { $0 < merging.firstNewRecord }
    report.recordsErased = merging.removed.count
    report.erasureRequests =
      isSupervisor ? try openRequests(among: merging.erasures, in: db) : 0
    let derivation = try Derivation(for: roster, in: db)
    let readerBefore = try RecordReader(
      for: merging.rosterBefore, in: db, before: merging.firstNewRevision)
    for (done, row) in merging.touched.sorted().enumerated() {
      let isOld = row < merging.firstNewRecord
      // What is new has rows only if it names an erased record, or a yes was written in it.
      let isDerived = isOld || merging.removed.naming.contains(row) || members.contains(row)
      let before = isOld ? try readerBefore.view(ofRow: row) : nil
      let after =
        try merging.removed.wantsRebuilding
        ? derivation.view(ofRow: row) : derivation.refresh(row, isDerived: isDerived)
      let added = report.recordsAdded
      report.count(
        before, after, isCompleted: merging.completed.contains(row),
        waitedBefore: waitedBefore.contains(row), isSupervisor: isSupervisor)
      if isOld, report.recordsAdded > added { merging.isAnyOldAdded = true }
      if done % 256 == 255 { progress?(done + 1) }
    }
    try noteWhoCounts(insteadOf: merging.rosterBefore, in: &report, db)
  }

  /// Adds the records in which somebody has written who counts and didn't, or the other way round.
  private func addRowsThatCountOtherwise(to merging: inout Merging, in db: Database) throws {
    let authors = merging.storedAuthors.filter { !roster.treats($0, as: merging.rosterBefore) }
    guard !authors.isEmpty else { return }
    let replicas = Set(
      try ForeignJournal.chains(db).filter { authors.contains($0.author) }.map(\.row))
    let rows = try RowStatement(
      "SELECT record, replica FROM revision JOIN entry ON entry.id = revision.entry", in: db)
    try rows.start()
    while try rows.next() {
      if replicas.contains(try rows.integer(1)) { merging.touched.insert(try rows.integer(0)) }
    }
  }

  /// Notes of whose entries here a colleague has decided that they count, or don't any more.
  private func noteWhoCounts(
    insteadOf before: Roster, in report: inout MergeReport, _ db: Database
  ) throws {
    guard roster != before else { return }
    let here = Set(try ForeignJournal.chains(db).map(\.author))
    let changed = try here.subtracting(report.accepted.map(\.key)).subtracting([author])
      .filter { roster.isMember($0) != before.isMember($0) }
      .map { NewAuthor(key: $0, name: try name(of: $0, in: db)) }
      .sorted { ($0.name ?? "", $0.key) < ($1.name ?? "", $1.key) }
    report.acceptedByOthers = changed.filter { roster.isMember($0.key) }
    report.removed = changed.filter { !roster.isMember($0.key) }
  }

  /// The records that wait for a person.
  ///
  /// What lacked a change and now has two that disagree begins to need somebody.
  private func rowsWithAttention(in db: Database) throws -> Set<Int64> {
    Set(
      try Int64.fetchAll(
        db, sql: "SELECT record FROM attention WHERE reason <> '\(RecordView.missingReason)'"))
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
