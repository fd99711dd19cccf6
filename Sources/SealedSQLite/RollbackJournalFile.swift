import GRDBSQLite
import Glibc
import Sealing

/// The rollback journal: its page records sealed like pages, its checksums masked.
///
/// SQLite writes a header (a sector: magic, how many records, where sums begin …) and then records
/// of `page number 4 | page 4096 | checksum 4`. A page is known by the page number that was read or
/// written just before it, not by its length alone: a header can be as long as a page. The header
/// stays readable; it shows page numbers and counts.
final class RollbackJournalFile: SealedVFSFile {
  private let sealer: PageSealer
  private let mask: ChecksumMask
  private let scratch = UnsafeMutableRawPointer.allocate(
    byteCount: FileLayout.pageSize, alignment: 16)

  /// Where the last page number stood, and what it was.
  private var lastNumber: (end: Int64, page: UInt32)?
  /// Where the last page ended, and the mask of the checksum that follows it.
  private var lastPage: (end: Int64, mask: UInt32)?
  /// Where the last header's magic stood, and how many records the header promised.
  private var lastHeader: (end: Int64, records: UInt32?)?

  private static let nonceOffset = FileLayout.pageSize - PageSealer.reserve
  private static let headerMagicLength = 8

  override init?(inner: UnsafeMutablePointer<sqlite3_file>, key: OpenKey) {
    sealer = PageSealer(key: key.journal, fileID: key.fileID, domain: FileLayout.journalDomain)
    mask = ChecksumMask(key: key.journalChecksums)
    super.init(inner: inner, key: key)
  }

  deinit { scratch.deallocate() }

  override func write(_ buffer: UnsafeRawPointer, _ count: Int32, _ offset: Int64) -> Int32 {
    if count == FileLayout.pageSize, let number = lastNumber, number.end == offset {
      sealer.seal(buffer, into: scratch, count: FileLayout.pageSize, page: number.page)
      lastPage = (offset + Int64(count), mask.mask(nonce: scratch + Self.nonceOffset))
      return innerWrite(scratch, FileLayout.pageSize, offset)
    }
    guard count == 4 else {
      // A header, which has no page in it.
      lastNumber = nil
      return innerWrite(buffer, Int(count), offset)
    }
    if let page = lastPage, page.end == offset {
      var masked = buffer.loadUnaligned(as: UInt32.self) ^ page.mask
      lastNumber = nil
      return innerWrite(&masked, 4, offset)
    }
    lastNumber = (offset + 4, UInt32(bigEndian: buffer.loadUnaligned(as: UInt32.self)))
    return innerWrite(buffer, 4, offset)
  }

  override func read(
    _ buffer: UnsafeMutableRawPointer, _ count: Int32, _ offset: Int64
  ) -> Int32 {
    let status = innerRead(buffer, Int(count), offset)
    guard status == SQLITE_OK else { return status }
    if count == FileLayout.pageSize, let number = lastNumber, number.end == offset {
      let checksumMask = mask.mask(nonce: buffer + Self.nonceOffset)
      guard
        sealer.open(buffer, into: buffer, count: FileLayout.pageSize, page: number.page)
      else { return refuse(buffer) }
      lastPage = (offset + Int64(count), checksumMask)
      return SQLITE_OK
    }
    if count == Self.headerMagicLength {
      lastHeader = (offset + Int64(count), nil)
      lastNumber = nil
    } else if count == 4 {
      noteNumber(buffer, offset)
    }
    return SQLITE_OK
  }

  private func noteNumber(_ buffer: UnsafeMutableRawPointer, _ offset: Int64) {
    let number = buffer.loadUnaligned(as: UInt32.self)
    if let page = lastPage, page.end == offset {
      buffer.storeBytes(of: number ^ page.mask, as: UInt32.self)
      lastNumber = nil
    } else {
      if let header = lastHeader, header.end == offset {
        lastHeader?.records = UInt32(bigEndian: number)
      }
      lastNumber = (offset + 4, UInt32(bigEndian: number))
    }
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
