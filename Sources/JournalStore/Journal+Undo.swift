public import CaseModel
import GRDB
import Merge

/// A record that was changed back.
public struct UndoneRecord: Equatable, Sendable {
  /// The record.
  public var id: RecordID
  /// Its kind's stored name.
  public var kind: String
  /// Whether it is gone now, rather than as before.
  public var isGone: Bool
  /// Whether the command had settled a conflict: what stood beside is in the history only.
  public var endsConflict = false
}

extension Journal {
  /// Takes back what one's own last command wrote: what it made is deleted, what it changed is as
  /// before, what it deleted is back.
  ///
  /// Doing it again brings it back.
  ///
  /// A field that somebody has changed since stays as it is.
  ///
  /// - Returns: The records that were changed back.
  /// - Throws: ``JournalError/nothingToUndo``, ``JournalError/cannotUndo``,
  ///   ``JournalError/cannotUndoErasure``.
  public func undo() throws -> [UndoneRecord] {
    // What to take back is looked up in the same transaction: another command that was written in
    // between would be taken back as well, or taken back twice. A record is written as soon as it is
    // looked at, so that undoing an import takes little more memory than another command.
    try writeCommand(cacheMegabytes: nil) { writer in
      var undone: [UndoneRecord] = []
      guard let command = try lastCommand(in: writer.db) else { throw JournalError.nothingToUndo }
      let reader = try RecordReader(for: roster, in: writer.db)
      let erasures = try Erasures(in: writer.db)
      try command.forEachRevision(in: writer.db) { id, revision, row in
        guard !["member", "settings"].contains(revision.kind) else { throw JournalError.cannotUndo }
        if let mark = revision.markNamed, try erasures.contains(mark) {
          throw JournalError.cannotUndoErasure
        }
        let revisions = try reader.revisions(ofRow: row)
        let ofCommand = revisions.filter { command.hasWritten($0.revision) }.map(\.id)
        // What it wrote twice is taken back once.
        guard ofCommand.first == id,
          let undoing = Self.draftUndoing(Set(ofCommand), of: revisions)
        else { return }
        undone.append(
          UndoneRecord(
            id: try writer.write(undoing.draft), kind: undoing.draft.kind,
            isGone: undoing.draft.operation == .delete, endsConflict: undoing.endsConflict))
      }
      guard !undone.isEmpty else { throw JournalError.nothingToUndo }
      return undone
    }
  }

  /// Says no to what a supervisor is asked to erase: the request is deleted, and what was deleted with
  /// it is back, unless somebody deleted it besides.
  ///
  /// - Returns: The records that are back.
  /// - Throws: ``JournalError``: `noRecord`, `cannotUndoErasure` if it isn't a request that is open.
  public func decline(_ request: RecordID) throws -> [UndoneRecord] {
    try writeCommand(cacheMegabytes: nil) { writer in
      guard let row = try Self.row(of: request, in: writer.db) else { throw JournalError.noRecord }
      guard try isOpenRequest(row, in: writer.db) else { throw JournalError.cannotUndoErasure }
      let reader = try RecordReader(for: roster, in: writer.db)
      let asking = try Self.open(reader.revisions(ofRow: row))
      let mark = asking.lazy.compactMap(\.revision.markNamed).first
      let commands = try asking.compactMap { try command(of: $0.revision, in: writer.db) }
      try writer.write(.delete(request, kind: .erase, owner: nil))
      var back: [UndoneRecord] = []
      for command in commands {
        try command.forEachRevision(in: writer.db) { id, _, row in
          let revisions = try reader.revisions(ofRow: row)
          let deletes = revisions.filter { change in
            change.isAccepted && change.revision.operation == .delete
              && (change.revision.record.mark == mark || change.revision.owner?.mark == mark)
              && commands.contains { $0.hasWritten(change.revision) }
          }.map(\.id)
          guard deletes.first == id, let undoing = Self.draftUndoing(Set(deletes), of: revisions),
            undoing.before?.existence == .here, undoing.now.existence != .here
          else { return }
          back.append(
            UndoneRecord(
              id: try writer.write(undoing.draft), kind: undoing.draft.kind, isGone: false))
        }
      }
      return back
    }
  }

  /// What was asked and not yet answered with no: the puts that no delete of the request has seen.
  private static func open(_ history: [HistoricRevision]) -> [HistoricRevision] {
    let parents = Dictionary(
      history.map { ($0.id, $0.revision.parents) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<RevisionID> = []
    var next = history.filter { $0.isAccepted && $0.revision.operation == .delete }.map(\.id)
    while let id = next.popLast() {
      next += (parents[id] ?? []).filter { seen.insert($0).inserted }
    }
    return history.filter {
      $0.isAccepted && $0.revision.operation == .put && !seen.contains($0.id)
    }
  }

  /// The command that a change is of, up to its entry.
  private func command(of change: Revision, in db: Database) throws -> WrittenCommand? {
    let entries = try RowStatement(
      """
      SELECT entry.replica, bytes FROM replica CROSS JOIN entry ON entry.replica = replica.id
      WHERE label = ? AND author = ? AND seq = ?
      """, in: db)
    try entries.start(
      .blob(change.replica.bytes), .blob(change.author.bytes),
      .integer(Int64(bitPattern: change.sequence)))
    guard try entries.next() else { return nil }
    return WrittenCommand(
      chain: try entries.integer(0),
      lastEntry: try Entry(bytes: entries.blob(1, atMost: Entry.length)))
  }

  private func lastCommand(in db: Database) throws -> WrittenCommand? {
    // CROSS JOIN keeps the order: any other one reads every entry there is.
    let last = try RowStatement(
      """
      SELECT entry.replica, bytes FROM replica
      CROSS JOIN chain ON chain.replica = replica.id
      CROSS JOIN entry ON entry.replica = replica.id AND seq = last
      WHERE author = ? ORDER BY label = ? DESC, entry.id DESC LIMIT 1
      """, in: db)
    // This machine's own: what came from another one later was written elsewhere.
    try last.start(.blob(author.bytes), state.map { .blob($0.label.bytes) } ?? .null)
    guard try last.next() else { return nil }
    return WrittenCommand(
      chain: try last.integer(0),
      lastEntry: try Entry(bytes: last.blob(1, atMost: Entry.length)))
  }

  /// What takes changes of a record back; nil if there is nothing to take back.
  private static func draftUndoing(
    _ undone: Set<RevisionID>, of revisions: [HistoricRevision]
  ) -> Undoing? {
    guard let kindName = revisions.first?.revision.kind, let kind = Kind.named(kindName),
      let now = RecordView(of: revisions, kind: kind)
    else { return nil }
    // They don't count, but what came after them still came after what was before them.
    var others = revisions
    for place in others.indices where undone.contains(others[place].id) {
      others[place].isAccepted = false
    }
    let isMadeByOthers = others.contains { $0.isAccepted && $0.revision.parents.isEmpty }
    let wasMade = others.contains { !$0.isAccepted && $0.revision.parents.isEmpty }
    guard isMadeByOthers || !wasMade, let before = RecordView(of: others, kind: kind) else {
      return now.existence == .gone
        ? nil
        : Undoing(
          draft: .delete(now.record, kind: kind, owner: now.owner), now: now, before: nil,
          endsConflict: false)
    }
    var draft = Draft(kind, record: now.record, owner: now.owner)
    var endsConflict = before.existence == .disputed
    if before.existence == .gone { draft.operation = .delete }
    for (key, field) in now.fields where undone.contains(field.shown.revision) {
      if before.fields[key]?.isConflict ?? false { endsConflict = true }
      switch before.fields[key]?.shown.value {
      case .answer(let answer):
        draft.answers.updateValue(answer, forKey: key)
      case .words(let text):
        draft.words.updateValue(text, forKey: key.name)
      case .withheld:
        continue
      case .cleared, nil:
        if kind.field(key.name)?.type == .words {
          draft.words.updateValue(nil, forKey: key.name)
        } else {
          draft.answers.updateValue(nil, forKey: key)
        }
      }
    }
    return Undoing(draft: draft, now: now, before: before, endsConflict: endsConflict)
  }

  private struct Undoing {
    var draft: Draft
    var now: RecordView
    /// Without what is taken back; nil if then there is nothing.
    var before: RecordView?
    var endsConflict: Bool
  }
}

/// A command that has been written: one or several entries of a chain.
private struct WrittenCommand {
  let chain: Int64
  let lastEntry: Entry

  func hasWritten(_ revision: Revision) -> Bool {
    revision.author == lastEntry.author && revision.replica == lastEntry.replica
      && (lastEntry.commandStart...lastEntry.sequence).contains(revision.sequence)
  }

  /// Goes through its revisions in order, each with its record's row; those that were erased aside.
  func forEachRevision(
    in db: Database, _ body: (RevisionID, Revision, Int64) throws -> Void
  ) throws {
    let entries = try RowStatement(
      "SELECT id, revision FROM entry WHERE replica = ? AND seq BETWEEN ? AND ? ORDER BY seq, id",
      in: db)
    let revisions = try RowStatement(
      "SELECT entry, record, header FROM revision WHERE id >= ? ORDER BY id", in: db)
    try entries.start(
      .integer(chain), .integer(Int64(bitPattern: lastEntry.commandStart)),
      .integer(Int64(bitPattern: lastEntry.sequence)))
    while try entries.next() {
      let entry = try entries.integer(0)
      try revisions.start(.integer(try entries.integer(1)))
      while try revisions.next(), try revisions.integer(0) == entry {
        let header = try revisions.blob(2, atMost: Revision.headerLimit)
        guard header.count > RevisionID.length else { continue }
        try body(
          Revision.id(ofHeader: header), try Revision(header: header), try revisions.integer(1))
      }
    }
  }
}
