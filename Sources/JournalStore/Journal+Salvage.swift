import CaseModel
import Foundation
import GRDB
public import SealedSQLite
import Sealing

/// What could be saved of a damaged journal.
public struct SalvageReport: Equatable, Sendable {
  /// Entries that are in the new journal.
  public var saved = 0
  /// Entries that were found and aren't true any more.
  public var lost = 0
  /// Whether the search ended early because the tables themselves are broken.
  public var isIncomplete = false
}

extension Journal {
  /// Makes a new journal of everything in a damaged one that is still true.
  ///
  /// The damaged file is only read. Every entry that is taken over is verified by its signature, so
  /// what is in the new journal is what somebody wrote. The author stays the same.
  ///
  /// - Throws: ``JournalError`` if the header doesn't open or the new journal can't be made; then
  ///   there is none.
  public static func salvage(
    _ path: String, into newPath: String, secret: SlotSecret, in environment: StoreEnvironment
  ) throws -> SalvageReport {
    let damaged = try JournalError.translating(path) {
      try SealedFile(opening: path, mode: .salvage)
    }
    let opened = try JournalError.translating(path) {
      let opened = try damaged.slot(openedBy: secret)
      try damaged.unlock(with: opened.keys.dataKey)
      return opened
    }
    let newKeys = JournalKeys(dataKey: try .random(), authorSeed: opened.keys.authorSeed)
    let file = try JournalError.translating(newPath) {
      try SealedFile.create(
        at: newPath, keys: newKeys, for: [.owner(opened.secret)], isDemo: damaged.header.isDemo,
        isStatistics: damaged.header.isStatistics)
    }
    do {
      let journal = try Journal(
        file, at: newPath, mode: .readWrite, keys: newKeys, environment: environment, isNew: true)
      let source = try JournalError.translating(path) {
        try DatabaseQueue(
          path: damaged.databaseURI, configuration: configuration(for: damaged, isReadOnly: true))
      }
      return try journal.takeWhatIsTrue(from: source)
    } catch {
      removeFile(at: newPath)
      throw error
    }
  }

  private func takeWhatIsTrue(from source: DatabaseQueue) throws -> SalvageReport {
    var report = SalvageReport()
    try write { db in
      let writer = try EntryWriter(in: db)
      do {
        try source.read { theirs in
          // By row id, so that a broken index doesn't hide what the table still has.
          let rows = try RowStatement(
            "SELECT id, revision, bytes, signature FROM entry NOT INDEXED ORDER BY id", in: theirs)
          let reader = try EntryReader(in: theirs)
          try rows.start()
          while try rows.next() {
            do {
              let verified = try VerifiedEntry(try reader.entry(rows))
              let replica = try Self.replicaRow(
                label: verified.entry.replica, author: verified.entry.author, in: db)
              try insert(verified, replica: replica, with: writer)
              report.saved += 1
            } catch is RecordFault {
              report.lost += 1
            } catch is DatabaseError {
              report.lost += 1
            }
          }
        }
      } catch is DatabaseError {
        report.isIncomplete = true
      }
      try writer.flush()
      roster = try Self.roster(of: db, author: author)
      try rebuildDerived(in: db)
    }
    return report
  }
}
