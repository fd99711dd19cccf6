import GRDB

@testable import JournalStore

/// Stores that are wrong on purpose: what a merge left is broken with SQL, or something else is done
/// than was asked for.
enum WrongStore: CaseIterable {
  case chainSkipped, wordsSkipped, forkLosesOneSide, entryTakenTwice, mergedOnceMore
  case conflictForgotten, countStale, dryRunWrites, refusalStopsAll, gapHidesTheRest

  /// The law that forbids it.
  var law: StoreLaw {
    switch self {
    case .chainSkipped, .wordsSkipped, .forkLosesOneSide, .entryTakenTwice, .gapHidesTheRest: .union
    case .mergedOnceMore: .equalIsNothing
    case .conflictForgotten: .nothingLost
    case .countStale: .rebuiltIsKept
    case .dryRunWrites: .dryRun
    case .refusalStopsAll: .refused
    }
  }

  /// Breaks what a merge left.
  ///
  /// - Parameter before: How many rows of entries there were.
  func breakMerged(_ journal: Journal, entriesBefore before: Int) throws {
    guard let sql else { return }
    try journal.write { db in
      let start = try Int64.fetchOne(
        db, sql: "SELECT coalesce(max(id), 0) FROM (SELECT id FROM entry ORDER BY id LIMIT ?)",
        arguments: [before])
      for statement in sql {
        try db.execute(
          sql: statement,
          arguments: statement.contains(":start") ? ["start": start] : StatementArguments())
      }
      if sql.count > 1 { try journal.rebuildDerived(in: db) }
    }
  }

  private static let dropUnowned = [
    "DELETE FROM revision WHERE entry NOT IN (SELECT id FROM entry)",
    "DELETE FROM words WHERE revision NOT IN (SELECT id FROM revision)",
  ]

  private var sql: [String]? {
    switch self {
    case .chainSkipped:
      [
        """
        DELETE FROM entry WHERE id > :start AND replica =
        (SELECT max(replica) FROM entry WHERE id > :start)
        """
      ] + Self.dropUnowned
    case .wordsSkipped:
      [
        """
        DELETE FROM words WHERE revision = (SELECT max(words.revision) FROM words
        JOIN revision ON revision.id = words.revision WHERE entry > :start)
        """
      ]
    case .forkLosesOneSide:
      [
        """
        DELETE FROM entry WHERE id > :start AND EXISTS (SELECT 1 FROM entry AS other
        WHERE other.replica = entry.replica AND other.seq = entry.seq AND other.id < entry.id)
        """
      ] + Self.dropUnowned
    case .gapHidesTheRest:
      [
        """
        DELETE FROM entry WHERE id > :start AND seq > 1 AND NOT EXISTS (SELECT 1 FROM entry AS other
        WHERE other.replica = entry.replica AND other.seq = entry.seq - 1)
        """
      ] + Self.dropUnowned
    case .entryTakenTwice:
      [
        """
        INSERT INTO entry(replica, seq, revision, bytes, signature)
        SELECT replica, seq, revision, bytes, signature FROM entry WHERE id > :start LIMIT 1
        """
      ]
    case .conflictForgotten: ["DELETE FROM attention"]
    case .countStale:
      ["UPDATE contact SET met = 99 WHERE record = (SELECT max(record) FROM contact)"]
    case .mergedOnceMore:
      ["INSERT OR REPLACE INTO fact(name, value) VALUES ('merged', randomblob(4))"]
    case .dryRunWrites, .refusalStopsAll: nil
    }
  }
}
