public import CaseModel
import Foundation
import GRDB
public import SealedSQLite

extension Journal {
  /// The keys that open the journal, by number.
  public var slots: [SlotInfo] { file.header.slots }

  /// Adds a key; a new recovery code takes the place of the one before.
  ///
  /// - Throws: ``JournalError/tooManyKeys``, and what a write throws.
  public func addKey(_ secret: SlotSecret) throws -> SlotInfo { try addSlot(for: .owner(secret)) }

  /// Lets a colleague read the journal and merge from it, with her own key.
  ///
  /// Does nothing if she has a slot already.
  ///
  /// - Returns: The number of her key.
  /// - Throws: ``JournalError/tooManyKeys``, and what a write throws.
  @discardableResult
  public func addReader(_ colleague: AuthorKey) throws -> Int {
    if let number = try readers(among: [colleague]).keys.first { return number }
    return try addSlot(for: .colleague(colleague.bytes)).number
  }

  /// Makes keys for colleagues after what made them readers is written; ``notices`` has for whom that
  /// went wrong.
  func addKeys(for colleagues: [AuthorKey]) {
    for key in colleagues where (try? addReader(key)) == nil { notices.append(.hasNoKey(key)) }
  }

  /// Refuses what would want more keys than a journal can have, before anything of it is done.
  ///
  /// - Throws: ``JournalError/tooManyKeys``.
  func checkRoom(forKeysOf colleagues: [AuthorKey]) throws {
    let missing = try colleagues.count - readers(among: colleagues).count
    guard slots.count + missing <= SealedHeader.slotLimit else { throw JournalError.tooManyKeys }
  }

  /// Which of these colleagues can read the journal, by the number of her key.
  public func readers(among colleagues: [AuthorKey]) throws -> [Int: AuthorKey] {
    try file.colleagues(among: colleagues.map(\.bytes), keys: keys)
      .compactMapValues { AuthorKey($0) }
  }

  /// What opens the journals in which colleagues made a slot for this one's worker.
  public var readingKey: ReadingKey { .colleague(signingKey) }

  private func addSlot(for holder: SlotHolder) throws -> SlotInfo {
    let slot = try changingHeader { try file.addSlot(for: holder, keys: keys, through: $0) }
    rememberState()
    return slot
  }

  /// Removes a key.
  ///
  /// Whoever has a copy of the file from before can still open that copy with it.
  ///
  /// - Throws: ``JournalError/noKey(number:)``, ``JournalError/lastKey``, and what a write throws.
  public func removeKey(number: Int) throws {
    guard slots.contains(where: { $0.number == number }) else {
      throw JournalError.noKey(number: number)
    }
    try changingHeader { try file.removeSlot(number, through: $0) }
    rememberState()
  }

  private func changingHeader<Result>(_ body: (OpaquePointer) throws -> Result) throws -> Result {
    guard !isReadOnly else { throw JournalError.notWritable(path: path) }
    return try JournalError.translating(path, file: file) {
      try queue.writeWithoutTransaction { db in
        guard let connection = db.sqliteConnection else { throw JournalError.busy(path: path) }
        return try body(connection)
      }
    }
  }
}
