public import CaseModel
import Foundation
import GRDB
import Merge

extension Journal {
  /// Takes back what one's own last command wrote: what it made is deleted, what it changed is as
  /// before, what it deleted is back.
  ///
  /// Doing it again brings it back.
  ///
  /// A field that somebody has changed since stays as it is.
  ///
  /// - Returns: The records that were changed back.
  /// - Throws: ``JournalError/nothingToUndo``, ``JournalError/cannotUndo``.
  public func undo() throws -> [RecordID] {
    // What to take back is looked up in the same transaction: another command that was written in
    // between would be taken back as well, or taken back twice. A record is written as soon as it is
    // looked at, so that undoing an import takes no more memory than another command.
    try writeCommand(cacheMegabytes: nil) { writer in
      let last = try lastCommand(in: writer.db)
      let reader = try RecordReader(for: roster, in: writer.db)
      var undone: [RecordID] = []
      for record in last.records {
        guard let row = try Self.row(of: record, in: writer.db),
          let draft = Self.draftUndoing(last.revisions, of: try reader.revisions(ofRow: row))
        else { continue }
        try writer.write(draft)
        undone.append(record)
      }
      guard !undone.isEmpty else { throw JournalError.nothingToUndo }
      return undone
    }
  }

  /// What one's own last command wrote: its revisions, and the records in the order in which it came
  /// to them.
  private func lastCommand(
    in db: Database
  ) throws -> (revisions: Set<RevisionID>, records: [RecordID]) {
    var found: (revisions: Set<RevisionID>, records: [RecordID]) = ([], [])
    let last = try Row.fetchOne(
      db,
      sql: """
        SELECT replica, bytes FROM entry WHERE replica IN (SELECT id FROM replica WHERE author = ?)
        ORDER BY id DESC LIMIT 1
        """, arguments: [Data(author.bytes)])
    guard let last else { return found }
    let command = try Entry(bytes: [UInt8](last[1] as Data)).commandStart
    let entries = try RowStatement(
      "SELECT id, revision FROM entry WHERE replica = ? AND seq >= ? ORDER BY seq, id", in: db)
    let revisions = try RowStatement(
      "SELECT entry, header FROM revision WHERE id >= ? ORDER BY id", in: db)
    var seen: Set<RecordID> = []
    try entries.start(.integer(last[0]), .integer(Int64(command)))
    while try entries.next() {
      let entry = try entries.integer(0)
      try revisions.start(.integer(try entries.integer(1)))
      while try revisions.next(), try revisions.integer(0) == entry {
        let header = try revisions.blob(1, atMost: Revision.headerLimit)
        guard header.count > RevisionID.length else { continue }
        let revision = try Revision(header: header)
        guard !["member", "settings"].contains(revision.kind) else {
          throw JournalError.cannotUndo
        }
        found.revisions.insert(Revision.id(ofHeader: header))
        if seen.insert(revision.record).inserted { found.records.append(revision.record) }
      }
    }
    return found
  }

  private static func draftUndoing(
    _ undone: Set<RevisionID>, of revisions: [HistoricRevision]
  ) -> Draft? {
    guard let kindName = revisions.first?.revision.kind, let kind = Kind.named(kindName),
      let now = RecordView(of: revisions, kind: kind)
    else { return nil }
    guard
      let before = RecordView(of: revisions.filter { !undone.contains($0.id) }, kind: kind)
    else {
      return now.existence == .gone ? nil : .delete(now.record, kind: kind, owner: now.owner)
    }
    var draft = Draft(kind, record: now.record, owner: now.owner)
    if before.existence == .gone { draft.operation = .delete }
    for (key, field) in now.fields where undone.contains(field.shown.revision) {
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
    return draft
  }
}
