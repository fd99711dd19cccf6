public import CaseModel
import GRDB
public import Merge
import Sealing

/// Writes the changes of one command one after the other, within one transaction.
///
/// A thousand make an entry, whose records' derived rows are made at once, while all of it is still
/// in SQLite's cache: so a command of any length takes the memory of one entry.
public final class CommandWriter {
  let journal: Journal
  let db: Database
  private let clockIsConfirmed: Bool
  private var state: State?
  private var reader: RecordReader?
  private var finding: RowStatement?
  private var findingHere: [String: RowStatement] = [:]
  /// What erasures among the changes have removed.
  private(set) var removed = RemovedRecords()

  /// Whether there was anything to write.
  var hasWritten: Bool { state != nil }

  init(for journal: Journal, clockIsConfirmed: Bool = false, in db: Database) {
    self.journal = journal
    self.db = db
    self.clockIsConfirmed = clockIsConfirmed
  }

  /// What there is from the first change on.
  private struct State {
    let label: ReplicaLabel
    var chain: Journal.Chain
    let commandStart: UInt64
    let now: StoreEnvironment.Instant
    let stamp: Entry.Stamp
    let rows: EntryWriter
    var derivation: Derivation
    var erasures: Erasures
    /// The revisions of the entry at hand.
    var revisions: [RevisionID] = []
    /// How long they are, headers and words with their fields' names together, in bytes.
    var length = 0
    /// The records that it changes, and their heads, which the journal's views don't show yet.
    var heads: [Int64: [RevisionID]] = [:]
    /// Of those, the records that it makes: nothing of them has to be read again.
    var made: [Int64: HistoricRevision] = [:]
    var changesMembers = false
    var erases = false
  }

  /// Writes the next change.
  ///
  /// - Returns: The record.
  /// - Throws: ``JournalError``: `outOfSpace`, `tooLong`, `noRecord`, `erased`, `damaged`.
  @discardableResult
  public func write(_ draft: Draft) throws -> RecordID {
    var state = try takeState()
    let record = try write(draft, &state)
    // There must be room for the next one; the names of its words are in its header, too.
    let longest = Revision.lengthLimit + Revision.headerLimit
    if state.revisions.count == Entry.revisionLimit || state.length > Entry.contentLimit - longest {
      try endEntry(&state)
    }
    self.state = state
    return record
  }

  /// Ends the last entry; must come before the transaction ends.
  func finish() throws {
    guard state != nil else { return }
    var state = try takeState()
    if !state.revisions.isEmpty { try endEntry(&state) }
    try state.rows.flush()
    self.state = state
  }

  /// Takes the state out, so that nothing of it is copied when it is changed.
  private func takeState() throws -> State {
    if let state = state.take() { return state }
    let label = journal.labelForWriting()
    let chain = try Journal.Chain(label: label, author: journal.author, in: db)
    let now = journal.environment.now()
    return State(
      label: label, chain: chain, commandStart: chain.sequence + 1, now: now,
      stamp: try journal.judgeClock(now, isConfirmed: clockIsConfirmed, in: db),
      rows: try EntryWriter(in: db), derivation: try Derivation(for: journal.roster, in: db),
      erasures: try Erasures(in: db))
  }

  private func endEntry(_ state: inout State) throws {
    let entry = Entry(
      author: journal.author, replica: state.label, sequence: state.chain.sequence + 1,
      previous: state.chain.last, stamp: state.stamp,
      utcOffsetMinutes: state.now.utcOffsetMinutes, commandStart: state.commandStart,
      digest: Entry.digest(of: state.revisions))
    let bytes = entry.bytes
    let id = Entry.id(ofBytes: bytes)
    try state.rows.endEntry(
      entry, bytes: bytes, id: id, signature: journal.signingKey.sign(id.bytes),
      replica: state.chain.replica)
    state.chain.sequence = entry.sequence
    state.chain.last = id
    if state.changesMembers { journal.roster = try Journal.roster(of: db, author: journal.author) }
    var isRebuilt = false
    if state.changesMembers || state.erases { isRebuilt = try settleErasures(&state) }
    for row in state.heads.keys.sorted() where !isRebuilt {
      _ = try state.derivation.refresh(
        row, knowing: state.made[row], isDerived: removed.naming.contains(row))
    }
    state.revisions.removeAll(keepingCapacity: true)
    state.length = 0
    state.heads.removeAll(keepingCapacity: true)
    state.made.removeAll(keepingCapacity: true)
  }

  /// Removes what was erased, and goes on by what counts now.
  ///
  /// - Returns: Whether all derived tables were made anew.
  private func settleErasures(_ state: inout State) throws -> Bool {
    let newlyRemoved = try journal.settleErasures(in: db)
    removed.add(newlyRemoved)
    if newlyRemoved.wantsRebuilding { try journal.rebuildDerived(in: db) }
    // What was made in this very entry may name what is erased in it.
    if newlyRemoved.count > 0 || !newlyRemoved.naming.isEmpty { state.made.removeAll() }
    reader = nil
    state.derivation = try Derivation(for: journal.roster, in: db)
    state.erasures = try Erasures(in: db)
    (state.changesMembers, state.erases) = (false, false)
    return newlyRemoved.wantsRebuilding
  }

  private func write(_ draft: Draft, _ state: inout State) throws -> RecordID {
    var owner = draft.owner
    var seed: [UInt8]
    let record: RecordID
    var known: RecordView?
    if let existing = draft.record {
      guard let row = try Journal.row(of: existing, in: db),
        let view = try journal.view(ofRow: row, in: db) ?? nil
      else { throw JournalError.noRecord }
      known = view
      (record, owner, seed) = (existing, view.owner, view.seed)
    } else {
      seed = draft.seed ?? journal.environment.random(RecordID.length)
      record = .derived(kind: draft.kind, owner: owner, seed: seed)
    }
    let (row, isNew) = try state.rows.records.row(of: record, kind: draft.kind)
    if known == nil && !isNew { known = try journal.view(ofRow: row, in: db) }
    let parents = state.heads[row] ?? draft.seen ?? known?.heads ?? []
    guard journal.keepsWords || draft.words.isEmpty || draft.kind == "member" else {
      throw JournalError.statisticsOnly
    }
    let words = try words(of: draft)
    let revision = Revision(
      author: journal.author, replica: state.label, sequence: state.chain.sequence + 1,
      index: UInt32(state.revisions.count), record: record, kind: draft.kind, owner: owner,
      seed: seed, operation: draft.operation, parents: parents, answers: draft.answers,
      words: words.commitments)
    guard try !state.erasures.covers(revision) else { throw JournalError.erased }
    if draft.operation == .delete, let mark = known.flatMap(mark),
      try state.erasures.contains(mark)
    {
      throw JournalError.cannotUndoErasure
    }
    let header = revision.header
    let length = words.texts.values.reduce(header.count) { $0 + $1.text.utf8.count }
    guard header.count <= Revision.headerLimit, length <= Revision.lengthLimit else {
      throw JournalError.tooLong(limit: Revision.lengthLimit)
    }
    try state.rows.add(header: header, words: words.texts, record: row)
    let id = Revision.id(ofHeader: header)
    state.revisions.append(id)
    state.length += words.texts.keys.reduce(length) { $0 + $1.utf8.count }
    // Whether a member record counts depends on it.
    state.made[row] =
      isNew && draft.kind != "member"
      ? HistoricRevision(
        id: id, revision: revision, stamp: state.stamp,
        isAccepted: journal.roster.accepts(
          journal.author, replica: state.label, sequence: revision.sequence),
        texts: words.texts.mapValues(\.text)) : nil
    state.heads[row] = [id]
    if draft.kind == "member" { state.changesMembers = true }
    if draft.kind == "erase" { state.erases = true }
    return record
  }

  /// What an erasure is about, by the record that says so.
  private func mark(of view: RecordView) -> RecordMark? {
    guard view.kind == Kind.erase.name, case .bytes(let bytes)? = view.answer("target") else {
      return nil
    }
    return RecordMark(bytes)
  }

  private func words(
    of draft: Draft
  ) throws -> (
    texts: [String: (salt: [UInt8], text: String)], commitments: [String: Revision.Commitment?]
  ) {
    var texts: [String: (salt: [UInt8], text: String)] = [:]
    var commitments: [String: Revision.Commitment?] = [:]
    for (name, text) in draft.words {
      let text = text.map(Draft.stored) ?? ""
      guard text.utf8.count <= Revision.wordsLimit else {
        throw JournalError.tooLong(limit: Revision.wordsLimit)
      }
      guard !text.isEmpty else {
        commitments.updateValue(nil, forKey: name)
        continue
      }
      let salt = journal.environment.random(Revision.saltLength)
      texts[name] = (salt, text)
      commitments.updateValue(Revision.commitment(toWords: text, salt: salt), forKey: name)
    }
    return (texts, commitments)
  }
}

// MARK: Looking

/// What a command that is being written can look up, since the journal's own reads would wait for it.
///
/// What it has written itself may not be found before its entry ends.
extension CommandWriter {
  /// Every revision of a record that the journal holds; nil if it has never had one.
  ///
  /// It is empty if there were some, and nothing is left of them.
  public func history(of record: RecordID) throws -> [HistoricRevision]? {
    let finding = try finding ?? RowStatement("SELECT id FROM record WHERE uuid = ?", in: db)
    self.finding = finding
    guard let row = try finding.firstInteger(.blob(record.bytes)) else {
      return try Erasures(in: db).contains(record) ? [] : nil
    }
    let reader = try reader ?? RecordReader(for: journal.roster, in: db)
    self.reader = reader
    let revisions = try reader.revisions(ofRow: row)
    guard revisions.isEmpty else { return revisions }
    let isKnown = try RowStatement("SELECT 1 FROM revision WHERE record = ? LIMIT 1", in: db)
      .firstInteger(.integer(row))
    return isKnown == nil ? nil : []
  }

  /// Whether there is a record of a kind, and it isn't gone.
  public func isHere(_ record: RecordID, kind: Kind) throws -> Bool {
    let finding =
      try findingHere[kind.name]
      ?? RowStatement(
        """
        SELECT 1 FROM record JOIN \(kind.table) ON \(kind.table).record = record.id WHERE uuid = ?
        """, in: db)
    findingHere[kind.name] = finding
    return try finding.firstInteger(.blob(record.bytes)) != nil
  }

  /// The persons whose alias is exactly this one, case and accents ignored.
  public func persons(called alias: String) throws -> [RecordID] {
    try found(
      RowStatement(
        """
        SELECT uuid FROM handle JOIN record ON record.id = handle.record
        WHERE folded = ? AND kind = 'person' LIMIT 20
        """, in: db), .text(Journal.folded(alias)))
  }

  /// The persons whose whole code is this one.
  public func persons(withCode code: String) throws -> [RecordID] {
    guard let range = PersonCode.ids(beginningWith: code) else { return [] }
    return try found(
      RowStatement(
        """
        SELECT uuid FROM record JOIN person ON person.record = record.id
        WHERE uuid BETWEEN ? AND ? LIMIT 20
        """, in: db), .blob(range.lowerBound.bytes), .blob(range.upperBound.bytes)
    ).filter { PersonCode.isWhole(code, of: $0) }
  }

  /// The entries of one of the team's lists that are called exactly so, by label or code.
  public func listEntries(of list: TeamList, called name: String) throws -> [RecordID] {
    try found(
      RowStatement(
        """
        SELECT uuid FROM handle JOIN record ON record.id = handle.record
        JOIN list_entry ON list_entry.record = handle.record
        WHERE folded = ? AND list_entry.list = ? LIMIT 20
        """, in: db), .text(Journal.folded(name)), .text(list.rawValue))
  }

  private func found(_ statement: RowStatement, _ values: RowValue...) throws -> [RecordID] {
    var found: [RecordID] = []
    try statement.start(values)
    while try statement.next() {
      guard let id = RecordID(try statement.blob(0, atMost: RecordID.length)) else {
        throw RecordFault.wrongType
      }
      found.append(id)
    }
    return found
  }
}
