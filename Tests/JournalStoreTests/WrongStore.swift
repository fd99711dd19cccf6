import CaseModel
import Foundation
import GRDB
import Merge

@testable import JournalStore

/// Stores that are wrong on purpose: what a merge left is broken with SQL, or something else is done
/// than was asked for.
enum WrongStore: CaseIterable {
  case chainSkipped, wordsSkipped, forkLosesOneSide, entryTakenTwice, mergedOnceMore
  case conflictForgotten, countStale, dryRunWrites, refusalStopsAll, gapHidesTheRest
  case erasureLostToOldCopy, anybodyErases

  /// The law that forbids it.
  var law: StoreLaw {
    switch self {
    case .chainSkipped, .wordsSkipped, .forkLosesOneSide, .entryTakenTwice, .gapHidesTheRest: .union
    case .mergedOnceMore: .equalIsNothing
    case .conflictForgotten: .nothingLost
    case .countStale: .rebuiltIsKept
    case .dryRunWrites: .dryRun
    case .refusalStopsAll: .refused
    case .erasureLostToOldCopy: .erased
    case .anybodyErases: .unauthorised
    }
  }

  /// Whether it can only show where some may erase; nil where it makes no difference.
  var needsTeam: Bool? {
    self == .erasureLostToOldCopy || self == .anybodyErases ? true : nil
  }

  /// Makes a journal forget what a merge should know.
  func prepareMerge(_ journal: Journal) throws {
    guard self == .erasureLostToOldCopy else { return }
    try journal.write { try $0.execute(sql: "DELETE FROM erased") }
  }

  /// Breaks what a merge left.
  ///
  /// - Parameter before: How many rows of entries there were.
  func breakMerged(_ journal: Journal, entriesBefore before: Int) throws {
    if self == .anybodyErases {
      try journal.write { db in
        let headers = try Data.fetchAll(
          db,
          sql: """
            SELECT header FROM record JOIN revision ON revision.record = record.id
            WHERE kind = 'erase'
            """)
        let marks = try headers.compactMap { try Revision(header: [UInt8]($0)).markNamed }
        _ = try ErasureSweep(of: Set(marks), in: db).run()
        try journal.rebuildDerived(in: db)
      }
    }
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
    case .dryRunWrites, .refusalStopsAll, .erasureLostToOldCopy, .anybodyErases: nil
    }
  }
}
