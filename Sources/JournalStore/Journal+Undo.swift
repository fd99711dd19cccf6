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
    // between would be taken back as well, or taken back twice.
    try writeCommands { db in
      let revisions = try revisionsOfLastCommand(in: db)
      let ids = Set(revisions.map(\.id))
      var records: [RecordID] = []
      for revision in revisions where !records.contains(revision.record) {
        records.append(revision.record)
      }
      let drafts = try records.compactMap { try draftUndoing(ids, of: $0, in: db) }
      guard !drafts.isEmpty else { throw JournalError.nothingToUndo }
      return [drafts]
    }
  }

  private func revisionsOfLastCommand(
    in db: Database
  ) throws -> [(id: RevisionID, record: RecordID)] {
    let last = try Row.fetchOne(
      db,
      sql: """
        SELECT replica, bytes FROM entry WHERE replica IN (SELECT id FROM replica WHERE author = ?)
        ORDER BY id DESC LIMIT 1
        """, arguments: [Data(author.bytes)])
    guard let last else { return [] }
    let command = try Entry(bytes: [UInt8](last[1] as Data)).commandStart
    let headers = try Data.fetchAll(
      db,
      sql: """
        SELECT header FROM entry JOIN revision ON revision.entry = entry.id
        WHERE replica = ? AND seq >= ? ORDER BY revision.id
        """, arguments: [last[0] as Int64, Int64(command)])
    return try headers.filter { $0.count > RevisionID.length }.map { data in
      let header = [UInt8](data)
      let revision = try Revision(header: header)
      guard !["member", "settings"].contains(revision.kind) else { throw JournalError.cannotUndo }
      return (Revision.id(ofHeader: header), revision.record)
    }
  }

  private func draftUndoing(
    _ undone: Set<RevisionID>, of record: RecordID, in db: Database
  ) throws -> Draft? {
    guard let row = try Self.row(of: record, in: db) else { return nil }
    let revisions = try revisions(ofRow: row, in: db)
    guard let kindName = revisions.first?.revision.kind, let kind = Kind.named(kindName),
      let now = RecordView(of: revisions, kind: kind)
    else { return nil }
    guard
      let before = RecordView(of: revisions.filter { !undone.contains($0.id) }, kind: kind)
    else {
      return now.existence == .gone ? nil : .delete(record, kind: kind, owner: now.owner)
    }
    var draft = Draft(kind, record: record, owner: now.owner)
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
