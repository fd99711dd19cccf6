public import CaseModel
import Foundation
import GRDB
import Merge
public import SealedSQLite
public import Sealing

/// A key of the old file that doesn't open the new one.
public struct DroppedKey: Equatable, Sendable {
  /// What the old file showed about it.
  public let slot: SlotInfo
  /// Whose it was, if it was a worker's and the journal knows her.
  public let reader: AuthorKey?
}

extension Journal {
  /// Gives the journal another key, in a file that takes the old one's place.
  ///
  /// Whoever has a copy from before, or kept the old key, can't read what is written from now on.
  /// Colleagues who had a key and are in the team keep one, and its supervisors get one. The file
  /// is replaced whole or not at all; whoever waits for it meanwhile gets
  /// ``JournalError/replaced(path:)``.
  ///
  /// - Parameters:
  ///   - kept: The keys of one's own that stay, with their secrets: without one it can't be made
  ///     anew. At least one, unless there is a new recovery code.
  ///   - recoveryCode: A new code, in place of the one before.
  /// - Returns: The journal in its new file; the old object can't be written with any more.
  /// - Throws: ``JournalError``: `busy`, `noKey`, `lastKey`, `tooManyKeys`, `damaged`, `outOfSpace`, `replaced`,
  ///   `notWritable`. Then the journal is as it was, but after `system`, which says nothing of it.
  public func rotate(
    keeping kept: [OpenedSlot], recoveryCode: RecoveryCode? = nil
  ) throws -> (journal: Journal, dropped: [DroppedKey]) {
    guard !isReadOnly else { throw JournalError.notWritable(path: path) }
    let newKeys = JournalKeys(dataKey: try .random(), authorSeed: keys.authorSeed)
    var own: [SlotSecret] = []
    for (place, slot) in kept.enumerated() {
      guard !kept[..<place].contains(where: { $0.info == slot.info }) else { continue }
      if recoveryCode == nil || slot.info.type != .recoveryCode { own.append(slot.secret) }
    }
    if let recoveryCode { own.append(.recoveryCode(recoveryCode)) }
    guard !own.isEmpty else { throw JournalError.lastKey }
    let dropped = try JournalError.translating(path, file: file) {
      try queue.writeWithoutTransaction { db in
        try replaceFile(keys: newKeys, for: own, keeping: kept, in: db)
      }
    }
    do {
      return (try openedAnew(with: newKeys), dropped)
    } catch {
      // It has another key already: nobody is told that nothing has changed.
      throw JournalError.system(path: path, errno: EIO)
    }
  }

  /// The journal in the file that took this one's place.
  private func openedAnew(with newKeys: JournalKeys) throws -> Journal {
    let file = try SealedFile(opening: path, mode: .readWrite)
    try file.unlock(with: newKeys.dataKey)
    let folder = environment.stateFolder
    MachineState.forget(folder: folder, fileID: self.file.header.fileID)
    // The same install goes on, so its label does.
    if var state {
      state.generation = file.header.generation
      try? state.save(folder: folder, fileID: file.header.fileID, dataKey: newKeys.dataKey)
    }
    return try Journal(file, at: path, mode: .readWrite, keys: newKeys, environment: environment)
  }

  private func replaceFile(
    keys newKeys: JournalKeys, for own: [SlotSecret], keeping kept: [OpenedSlot], in db: Database
  ) throws -> [DroppedKey] {
    guard let connection = db.sqliteConnection else { throw JournalError.busy(path: path) }
    let progress = progress ?? { _ in }
    var dropped: [DroppedKey] = []
    // Nobody else looks at the file from here on, until another is in its place.
    try db.inTransaction(.exclusive) {
      try file.readHeaderAgain(through: connection)
      for slot in kept where !slots.contains(slot.info) {
        throw JournalError.noKey(number: slot.info.number)
      }
      let (readers, others) = try readersToKeep(besides: kept, in: db)
      let holders = own.map(SlotHolder.owner) + readers.map { .colleague($0.bytes) }
      try file.replace(keys: newKeys, for: holders, through: connection, progress: progress)
      dropped = others
      return .rollback
    }
    return dropped
  }

  /// The colleagues who get a key in the new file, and the keys that have none there.
  private func readersToKeep(
    besides kept: [OpenedSlot], in db: Database
  ) throws -> (readers: [AuthorKey], dropped: [DroppedKey]) {
    let roster = try Self.roster(of: db, author: author)
    let authors = try ForeignJournal.chains(db).map(\.author)
    let everybody = Set(roster.everybody).union(authors).subtracting([author]).sorted()
    let had = try readers(among: everybody)
    let readers = everybody.filter { key in
      roster.isSupervisor(key) || roster.isMember(key) && had.values.contains(key)
    }
    let dropped = slots.filter { slot in
      slot.type == .worker
        ? had[slot.number].map { !readers.contains($0) } ?? true
        : !kept.contains { $0.info == slot }
    }
    return (readers, dropped.map { DroppedKey(slot: $0, reader: had[$0.number]) })
  }
}
