import GRDBSQLite
import Glibc
import Sealing

/// The rollback journal: its pages sealed like the database's, its checksums masked.
///
/// SQLite writes a header (a sector: magic, how many records, where sums begin …) and then records
/// of `page number 4 | page 4096 | checksum 4`. A page is known by the page number that was read or
/// written just before it, not by its length alone: a header can be as long as a page. The header
/// stays readable; it shows page numbers and counts. Nothing seals it, so what it says is believed
/// only where a lie does no harm.
///
/// A page is sealed as the database's are. Copying its sealed bytes from there would be cheaper, but
/// what SQLite journals is not always what the file holds at that moment.
final class RollbackJournalFile: SealedVFSFile {
  private let database: DatabaseFile
  private let mask: ChecksumMask
  /// The record that is being written, in SQLite's three writes: one is cheaper.
  private let record = UnsafeMutableRawPointer.allocate(byteCount: recordLength, alignment: 16)
  private var pendingStart: Int64 = 0
  private var pendingCount = 0

  /// Where the last page number that was read stood, and what it was.
  private var lastNumber: (end: Int64, page: UInt32)?
  /// Where the last page that was read ended, and the mask of the checksum that follows it.
  private var lastPage: (end: Int64, mask: UInt32)?
  /// Where the magic of the last header that was read ended, and how many records it promised.
  private var lastHeader: (end: Int64, records: UInt32?)?

  private static let nonceOffset = FileLayout.pageSize - PageSealer.reserve
  private static let magicLength = 8
  private static let recordLength = 4 + FileLayout.pageSize + 4

  init?(inner: UnsafeMutablePointer<sqlite3_file>, key: OpenKey, of database: DatabaseFile) {
    self.database = database
    mask = ChecksumMask(key: key.journalChecksums)
    super.init(inner: inner, key: key)
  }

  deinit {
    _ = writePending()
    record.deallocate()
  }

  override func write(_ buffer: UnsafeRawPointer, _ count: Int32, _ offset: Int64) -> Int32 {
    let isNext = offset == pendingStart + Int64(pendingCount)
    switch (Int(count), pendingCount) {
    case (FileLayout.pageSize, 4) where isNext:
      let number = UInt32(bigEndian: record.loadUnaligned(as: UInt32.self))
      database.sealer.seal(buffer, into: record + 4, count: FileLayout.pageSize, page: number)
      pendingCount = 4 + FileLayout.pageSize
      return SQLITE_OK
    case (4, 4 + FileLayout.pageSize) where isNext:
      let masked = buffer.loadUnaligned(as: UInt32.self) ^ checksumMask(of: record + 4)
      (record + pendingCount).storeBytes(of: masked, as: UInt32.self)
      pendingCount = Self.recordLength
      return writePending()
    case (4, _):
      let status = writePending()
      guard status == SQLITE_OK else { return status }
      record.copyMemory(from: buffer, byteCount: 4)
      (pendingStart, pendingCount) = (offset, 4)
      return SQLITE_OK
    default:
      // A header, whole or its magic and count anew; it has no page in it.
      let status = writePending()
      return status == SQLITE_OK ? innerWrite(buffer, Int(count), offset) : status
    }
  }

  /// Writes as much of a record as there is yet.
  private func writePending() -> Int32 {
    guard pendingCount > 0 else { return SQLITE_OK }
    defer { pendingCount = 0 }
    return innerWrite(record, pendingCount, pendingStart)
  }

  override func truncate(_ size: Int64) -> Int32 {
    let status = writePending()
    return status == SQLITE_OK ? super.truncate(size) : status
  }

  override func size(_ size: UnsafeMutablePointer<Int64>) -> Int32 {
    let status = writePending()
    return status == SQLITE_OK ? super.size(size) : status
  }

  override func sync(_ flags: Int32) -> Int32 {
    let status = writePending()
    return status == SQLITE_OK ? super.sync(flags) : status
  }

  override func read(
    _ buffer: UnsafeMutableRawPointer, _ count: Int32, _ offset: Int64
  ) -> Int32 {
    let pending = writePending()
    guard pending == SQLITE_OK else { return pending }
    let status = innerRead(buffer, Int(count), offset)
    guard status == SQLITE_OK else { return status }
    if count == FileLayout.pageSize, let number = lastNumber, number.end == offset {
      let checksumMask = checksumMask(of: buffer)
      guard
        database.sealer.open(buffer, into: buffer, count: FileLayout.pageSize, page: number.page)
      else { return refuse(buffer) }
      lastPage = (offset + Int64(count), checksumMask)
      return SQLITE_OK
    }
    if count == Self.magicLength {
      lastHeader = (offset + Int64(count), nil)
      lastNumber = nil
    } else if count == 4 {
      return noteNumber(buffer, offset)
    }
    return SQLITE_OK
  }

  private func noteNumber(_ buffer: UnsafeMutableRawPointer, _ offset: Int64) -> Int32 {
    let number = buffer.loadUnaligned(as: UInt32.self)
    if let page = lastPage, page.end == offset {
      buffer.storeBytes(of: number ^ page.mask, as: UInt32.self)
      lastNumber = nil
      return SQLITE_OK
    }
    switch lastHeader.map({ offset - $0.end }) {
    case 0: lastHeader?.records = UInt32(bigEndian: number)
    case 8 where !couldHaveHad(pages: UInt32(bigEndian: number)):
      key.note(.damaged(.rollbackJournal))
      return SQLITE_IOERR_READ
    default: break
    }
    lastNumber = (offset + 4, UInt32(bigEndian: number))
    return SQLITE_OK
  }

  /// Whether the database can have had so many pages when the write began.
  ///
  /// It is brought back to that size before its pages are, and each page that it lacks is sealed and
  /// written: a changed number could fill the disk. Pages that were cut off since are all here.
  private func couldHaveHad(pages: UInt32) -> Bool {
    var (databaseSize, journalSize): (Int64, Int64) = (0, 0)
    guard database.size(&databaseSize) == SQLITE_OK, innerSize(&journalSize) == SQLITE_OK else {
      return false
    }
    // A page that was cut in the middle counts.
    let present = databaseSize / Int64(FileLayout.pageSize) + 1
    return Int64(pages) <= present + journalSize / Int64(Self.recordLength)
  }

  private func checksumMask(of sealedPage: UnsafeRawPointer) -> UInt32 {
    mask.mask(nonce: sealedPage + Self.nonceOffset)
  }

  /// A record that isn't authentic.
  ///
  /// The header's count is written only after the records it counts are on disk. So a bad record
  /// that is counted was changed later, and nothing may be opened over it; only where nobody
  /// counted (all bits set: synchronous=OFF) can it be a torn tail, which ends playback as a
  /// journal that was cut off there would.
  private func refuse(_ buffer: UnsafeMutableRawPointer) -> Int32 {
    memset(buffer, 0, FileLayout.pageSize)
    if lastHeader?.records == UInt32.max { return SQLITE_IOERR_SHORT_READ }
    key.note(.damaged(.rollbackJournal))
    return SQLITE_IOERR_READ
  }
}
