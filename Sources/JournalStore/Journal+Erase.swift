public import CaseModel
import Foundation
import GRDB
import Merge

/// What an erasure of a record would remove, and whom it concerns besides.
public struct ErasureScope: Equatable, Sendable {
  /// The record.
  public var record: RecordID
  /// Its kind's stored name; nil if only others that belong to it are here.
  public var kind: String?
  /// How many records would be removed, by the stored names of their kinds, itself among them and
  /// links to it.
  public var counts: [String: Int] = [:]
  /// The records that name it now or did once, and stay: what they say in words is for a person to
  /// look at.
  public var naming: [RecordID] = []
  /// The records that are linked to it as being about the same, and aren't removed.
  public var linked: [RecordID] = []
  /// The entries of the team's lists that stand for organisations which got a referral of it.
  public var recipients: [RecordID] = []
}

/// What became of the wish to erase something.
public enum ErasureOutcome: Equatable, Sendable {
  /// It is gone for good.
  case erased
  /// It is deleted, and a supervisor is asked to erase it.
  case requested
}

extension Journal {
  /// What an erasure of a record would remove; nil if there is nothing of it here.
  ///
  /// Looks through all changes.
  ///
  /// - Throws: ``JournalError/cannotErase``.
  public func erasureScope(of record: RecordID) throws -> ErasureScope? {
    var scope = ErasureScope(record: record)
    for other in try records(naming: record) {
      let history = try history(of: other)
      guard let first = history.first?.revision else { continue }
      if other == record { scope.kind = first.kind }
      if other == record || first.owner == record || history.contains(where: { $0.links(record) }) {
        scope.counts[first.kind, default: 0] += 1
      } else {
        scope.naming.append(other)
      }
      scope.recipients += Self.recipients(of: history)
    }
    guard scope.kind.map(Kind.canBeErased) ?? true else { throw JournalError.cannotErase }
    guard !scope.counts.isEmpty else { return nil }
    scope.recipients = Set(scope.recipients).sorted()
    scope.linked = try read { db in
      let links = try Self.linkedRecords(in: db)
      return try RecordReader(for: roster, in: db).views(linkedTo: record, by: links, in: db)
        .map(\.record)
    }
    return scope
  }

  /// The organisations that a record, if it is a referral, was sent to.
  ///
  /// While several stand side by side, all of them; and also of a referral that is deleted, as all are of
  /// whom a worker asked to erase.
  private static func recipients(of history: [HistoricRevision]) -> [RecordID] {
    guard let view = RecordView(of: history, kind: .refer), view.kind == Kind.refer.name,
      let to = view.fields[FieldKey("to")]
    else { return [] }
    return ([to.shown] + to.losers).compactMap {
      if case .answer(.record(let organisation)) = $0.value { organisation } else { nil }
    }
  }

  /// Erases a record with whatever belongs to it, as a supervisor; anybody else deletes it and asks
  /// a supervisor to.
  ///
  /// - Parameters:
  ///   - record: The record; of a person all that is hers goes with it.
  ///   - reason: A code of ``Vocabulary/erasureReason``.
  ///   - clockIsConfirmed: A person has said that the clock is right, though it looks wrong.
  /// - Returns: Which of the two was done.
  /// - Throws: ``JournalError``: `noRecord`, `cannotErase`, and as for any other write.
  /// - Warning: Nothing brings back what was erased, here or anywhere that this is merged.
  public func erase(
    _ record: RecordID, reason: String, clockIsConfirmed: Bool = false
  ) throws -> ErasureOutcome {
    guard try erasureScope(of: record) != nil else { throw JournalError.noRecord }
    var isRequest = false
    _ = try writeCommands(clockIsConfirmed: clockIsConfirmed) { db in
      isRequest = !isSupervisor
      let deleted = isRequest ? try deletes(ofWhatBelongsTo: record, in: db) : []
      return [deleted + [.erase(record, reason: reason, isRequest: isRequest)]]
    }
    if !isRequest { removeWhatIsKeptOfErased() }
    return isRequest ? .requested : .erased
  }

  private func deletes(ofWhatBelongsTo record: RecordID, in db: Database) throws -> [Draft] {
    guard let row = try Self.row(of: record, in: db) else { return [] }
    let owned = try Kind.all.filter(\.isOwned).flatMap { kind in
      try Int64.fetchAll(
        db, sql: "SELECT record FROM \(kind.table) WHERE person = ?", arguments: [row])
    }
    return try ([row] + owned).compactMap { row in
      guard let view = try view(ofRow: row, in: db), view.existence != .gone,
        let kind = Kind.named(view.kind)
      else { return nil }
      return .delete(view.record, kind: kind, owner: view.owner)
    }
  }
}

extension HistoricRevision {
  /// Whether it is of a link that joins a record to another one.
  fileprivate func links(_ record: RecordID) -> Bool {
    revision.kind == Kind.same.name && revision.subjects.contains(record)
  }
}
