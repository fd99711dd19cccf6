import GRDBSQLite
import Glibc
import Sealing

// A file gets another key by being written anew and renamed over the old one:
//
//   1  EXCLUSIVE lock on the old file, from before anything of it is read
//   2  its rollback journal is removed: to the new file it would be a foreign one
//   3  the new file is made beside it under a name of its own; header, pages, sync
//   4  every page of it is read back and compared, and it is opened by each key of one's own
//   5  it is renamed over the old file, and the folder is synced
//
// Ended anywhere before 5 there is the old file, and perhaps one under the other name, which the
// next time removes. Whoever waited for the old file has one without a name afterwards, and is told
// (`checkIsInPlace`).
extension SealedFile {
  /// Puts a new file with the same pages under another key in this one's place.
  ///
  /// - Parameters:
  ///   - keys: The new file's keys.
  ///   - holders: Who opens the new file.
  ///   - connection: A connection to this file in an EXCLUSIVE transaction, in which nothing was
  ///     written. Afterwards it has the old file, and nothing may be written through it.
  ///   - progress: Is told how many pages are done, from time to time.
  /// - Throws: ``SealedFileError``: `damaged`, `outOfSpace`, `replaced`, `system`. Then the old file
  ///   is in its place, unless the folder's sync alone failed.
  public func replace(
    keys: JournalKeys, for holders: [SlotHolder], through connection: OpaquePointer,
    progress: (Int) -> Void = { _ in }
  ) throws {
    try checkIsInPlace(through: connection)
    let old = SealedConnection(connection)
    let path = try old.path()
    // SQLite closes and deletes it, and makes it anew for whatever else the connection may write.
    try old.execute("PRAGMA journal_mode = DELETE")
    let rollback = path + "-journal"
    if access(rollback, F_OK) == 0 { try WholeFiles.call { $0.remove(rollback) } }
    let temporary = Self.temporaryPath(for: path)
    if access(temporary, F_OK) == 0 { try WholeFiles.call { $0.remove(temporary) } }
    // Syncs the folder: the rollback journal is gone for good before the new file has its name.
    let new = try SealedFile.create(
      at: temporary, keys: keys, for: holders, isDemo: header.isDemo,
      isStatistics: header.isStatistics)
    do {
      try new.checkOpening(by: holders, keys)
      try new.takePages(from: old, progress: progress)
      try new.takeMode(from: path)
      try WholeFiles.call { $0.rename(temporary, path) }
    } catch {
      try? WholeFiles.call { $0.remove(temporary) }
      throw error
    }
    do {
      try WholeFiles.call { $0.syncFolder(path) }
    } catch {
      // It may be the old file again after a power cut: nobody is told that nothing has changed.
      throw SealedFileError.system(errno: EIO)
    }
  }

  /// The name of a file that is being made to take another's place: hidden, so that whoever merges a
  /// folder passes it over.
  static func temporaryPath(for path: String) -> String {
    let name = path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
    return path.dropLast(name.count) + ".\(name).rotating"
  }

  /// Opens a new file with every secret that shall open it: one that doesn't must not cost the old
  /// file.
  private func checkOpening(by holders: [SlotHolder], _ keys: JournalKeys) throws {
    for case .owner(let secret) in holders {
      let opened = try? slot(openedBy: secret).keys
      guard let opened, opened.dataKey.secret.matches(keys.dataKey.secret),
        opened.authorSeed.matches(keys.authorSeed)
      else { throw SealedFileError.system(errno: EIO) }
    }
  }

  /// Fills a new file with the pages of another, and looks at every one of them again.
  private func takePages(from old: SealedConnection, progress: (Int) -> Void) throws {
    let new = try SealedConnection(opening: databaseURI)
    defer { new.close() }
    let source = PageSource(old)
    let count = try old.pageCount()
    for number in stride(from: 1, through: count, by: 1) {
      try new.writePage(number, source.page(number))
      if number % 4096 == 0 { progress(Int(number)) }
    }
    try new.sync()
    for number in stride(from: 1, through: count, by: 1) {
      guard try new.readPage(number) == source.page(number) else {
        throw SealedFileError.system(errno: EIO)
      }
    }
  }

  /// Whoever could read the old file can read the new one.
  private func takeMode(from path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0, chmod(self.path, status.st_mode & 0o777) == 0 else {
      throw SealedFileError.system(errno: errno)
    }
  }

  /// Removes what a replacement that was ended halfway left beside the file: it opens by the same keys,
  /// and nobody erases in it.
  ///
  /// - Parameter connection: One in a transaction that may write, so that nobody is replacing the file now.
  /// - Throws: ``SealedFileError/system(errno:)``.
  public func removeHalfReplacement(through connection: OpaquePointer) throws {
    let half = Self.temporaryPath(for: try SealedConnection(connection).path())
    if access(half, F_OK) == 0 { try WholeFiles.call { $0.remove(half) } }
  }

  /// Makes sure that what a connection has open is still the file at its path.
  ///
  /// Under a lock it stays so. Without this a process that waited while the file got another key
  /// would write in a file that has no name any more.
  ///
  /// - Throws: ``SealedFileError/replaced``.
  public func checkIsInPlace(through connection: OpaquePointer) throws {
    guard try !SealedConnection(connection).hasMoved() else { throw SealedFileError.replaced }
  }

  /// Makes sure that a connection opened the file whose header was read before, and not one that
  /// took its place meanwhile: a person may have typed a passphrase between the two.
  ///
  /// - Throws: ``SealedFileError/replaced``.
  public static func check(_ connection: OpaquePointer, isOpenOn fileID: [UInt8]) throws {
    let bytes = try SealedConnection(connection).readHeader()
    guard try SealedHeader.choose(bytes).header.fileID == fileID else {
      throw SealedFileError.replaced
    }
  }
}

/// The pages of a file as they shall be in a copy.
private final class PageSource {
  private let connection: SealedConnection
  private var free: Set<UInt32>?

  init(_ connection: SealedConnection) {
    self.connection = connection
  }

  /// A page's plain bytes; zeros for those that hold nothing.
  ///
  /// - Throws: ``SealedFileError/damaged(_:)`` for a page in use that isn't authentic.
  func page(_ number: UInt32) throws -> [UInt8] {
    let empty = [UInt8](repeating: 0, count: FileLayout.pageSize)
    guard number != SealedFile.lockBytePage else { return empty }
    if let page = try connection.readPage(number) {
      // An older hopenow left something between the cells; the copy has nothing there.
      return number < 1 << 24 ? UnusedSpace.cleared(page, isFirst: number == 1) : page
    }
    // A crash may have torn a free page for good: SQLite doesn't journal one that it reuses.
    let free = try free ?? Set(connection.freeLeaves())
    self.free = free
    guard free.contains(number) else { throw SealedFileError.damaged(.page(number)) }
    return empty
  }
}
