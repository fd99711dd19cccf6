import GRDBSQLite
import Glibc
import Sealing

/// The main database: pages behind the header, each sealed with its number.
final class DatabaseFile: SealedVFSFile {
  private typealias PageSeal = (UInt64, UInt64, UInt64, UInt64, UInt64)
  private static let sealOffset = FileLayout.pageSize - PageSealer.reserve
  private static let pollOffset = 24

  /// Seals the pages here and those in the rollback journal.
  let sealer: PageSealer
  private let scratch = UnsafeMutableRawPointer.allocate(
    byteCount: FileLayout.pageSize, alignment: 16)
  /// Page 1's nonce and tag when the 16 bytes at 24 were last read or written, and those bytes.
  private var pollSeal: PageSeal = (0, 0, 0, 0, 0)
  private var poll: (UInt64, UInt64) = (0, 0)
  /// Where pages end, in SQLite's offsets, as long as a lock keeps others from changing it.
  private var knownEnd: Int64?

  override init?(inner: UnsafeMutablePointer<sqlite3_file>, key: OpenKey) {
    sealer = PageSealer(key: key.pages, fileID: key.fileID)
    super.init(inner: inner, key: key)
  }

  deinit {
    // Only ever held ciphertext, or the zeros of a page that was being filled in.
    scratch.deallocate()
  }

  // MARK: Reading

  override func read(
    _ buffer: UnsafeMutableRawPointer, _ count: Int32, _ offset: Int64
  ) -> Int32 {
    if count == FileLayout.pageSize, offset % Int64(FileLayout.pageSize) == 0 {
      return readPage(into: buffer, offset)
    }
    if offset == Self.pollOffset, count == 16 { return readPoll(into: buffer) }
    if offset == 0, count == 100 { return serveDatabaseHeader(into: buffer) }
    return SQLITE_IOERR_READ
  }

  private func readPage(into buffer: UnsafeMutableRawPointer, _ offset: Int64) -> Int32 {
    let status = innerRead(buffer, FileLayout.pageSize, FileLayout.firstPage + offset)
    if status == SQLITE_IOERR_SHORT_READ {
      // Wholly past the end is a new page. Partly is a page that lost its end.
      var size: Int64 = 0
      guard innerSize(&size) == SQLITE_OK else { return SQLITE_IOERR_READ }
      guard size <= FileLayout.firstPage + offset else { return refuse(offset, buffer) }
      memset(buffer, 0, FileLayout.pageSize)
      return SQLITE_IOERR_SHORT_READ
    }
    guard status == SQLITE_OK else { return status }
    guard sealer.open(buffer, into: buffer, count: FileLayout.pageSize, page: Self.page(offset))
    else { return refuse(offset, buffer) }
    return SQLITE_OK
  }

  private func refuse(_ offset: Int64, _ buffer: UnsafeMutableRawPointer) -> Int32 {
    memset(buffer, 0, FileLayout.pageSize)
    key.note(.damaged(.page(Self.page(offset))))
    return SQLITE_IOERR_READ
  }

  /// The change counter and its neighbours, from page 1.
  private func readPoll(into buffer: UnsafeMutableRawPointer) -> Int32 {
    var seal = pollSeal
    let status = withUnsafeMutableBytes(of: &seal) { bytes in
      guard let base = bytes.baseAddress else { return SQLITE_MISUSE }
      return innerRead(base, bytes.count, FileLayout.firstPage + Int64(Self.sealOffset))
    }
    if status == SQLITE_IOERR_SHORT_READ {
      // No page yet, or a first page that lost its end, which reading it whole will tell.
      memset(buffer, 0, 16)
      return SQLITE_IOERR_SHORT_READ
    }
    guard status == SQLITE_OK else { return status }
    if seal != pollSeal {
      guard case let status = readPage(into: scratch, 0), status == SQLITE_OK else { return status }
      poll = (scratch + Self.pollOffset).loadUnaligned(as: (UInt64, UInt64).self)
      explicit_bzero(scratch, FileLayout.pageSize)
      pollSeal = seal
    }
    buffer.storeBytes(of: poll, as: (UInt64, UInt64).self)
    return SQLITE_OK
  }

  /// The first 100 bytes as they must be in every journal: enough for SQLite to learn the page
  /// size and the reserve before it has rolled back, and to take them for a new file.
  private func serveDatabaseHeader(into buffer: UnsafeMutableRawPointer) -> Int32 {
    memset(buffer, 0, 100)
    // Big-endian, as SQLite's format has it.
    (buffer + 16).storeBytes(of: UInt8(FileLayout.pageSize >> 8), as: UInt8.self)
    (buffer + 20).storeBytes(of: UInt8(PageSealer.reserve), as: UInt8.self)
    return SQLITE_OK
  }

  private static func page(_ offset: Int64) -> UInt32 {
    UInt32(truncatingIfNeeded: offset / Int64(FileLayout.pageSize) + 1)
  }

  // MARK: Writing

  override func write(_ buffer: UnsafeRawPointer, _ count: Int32, _ offset: Int64) -> Int32 {
    guard count == FileLayout.pageSize, offset % Int64(FileLayout.pageSize) == 0 else {
      return SQLITE_IOERR_WRITE
    }
    // A copy of a database without our reserve would lose the end of each page to nonce and tag.
    if offset == 0, !Self.hasOurForm(buffer) { return SQLITE_IOERR_WRITE }
    if knownEnd.map({ offset > $0 }) ?? true {
      let status = fillHoles(before: offset)
      guard status == SQLITE_OK else { return status }
    }
    let status = writePage(buffer, offset)
    if status == SQLITE_OK {
      knownEnd = max(knownEnd ?? 0, offset + Int64(FileLayout.pageSize))
    }
    return status
  }

  /// Whether a first page says the page size and the reserve that ``serveDatabaseHeader(into:)`` does.
  private static func hasOurForm(_ page: UnsafeRawPointer) -> Bool {
    page.load(fromByteOffset: 16, as: UInt8.self) == UInt8(FileLayout.pageSize >> 8)
      && page.load(fromByteOffset: 17, as: UInt8.self) == 0
      && page.load(fromByteOffset: 20, as: UInt8.self) == UInt8(PageSealer.reserve)
  }

  private func writePage(_ plain: UnsafeRawPointer, _ offset: Int64) -> Int32 {
    seal(plain, offset)
    let status = innerWrite(scratch, FileLayout.pageSize, FileLayout.firstPage + offset)
    if offset == 0, status == SQLITE_OK {
      pollSeal = (scratch + Self.sealOffset).loadUnaligned(as: PageSeal.self)
      poll = (plain + Self.pollOffset).loadUnaligned(as: (UInt64, UInt64).self)
    }
    return status
  }

  /// Seals a page for its place, without what was once written between its cells.
  private func seal(_ page: UnsafeRawPointer, _ offset: Int64) {
    let number = Self.page(offset)
    // Twice as many pages could have numbers that look like the type of a page.
    let unused =
      knownEnd ?? 0 < 1 << 36
      ? UnusedSpace.range(of: page, isFirst: offset == 0) : nil
    guard let unused, UnusedSpace.holdsSomething(page, unused) else {
      return sealer.seal(page, into: scratch, count: FileLayout.pageSize, page: number)
    }
    // SQLite's own buffer stays as it is.
    withUnsafeTemporaryAllocation(byteCount: FileLayout.pageSize, alignment: 16) { cleaned in
      cleaned.copyMemory(from: UnsafeRawBufferPointer(start: page, count: FileLayout.pageSize))
      cleaned[unused].initializeMemory(as: UInt8.self, repeating: 0)
      guard let base = cleaned.baseAddress else { return }
      sealer.seal(base, into: scratch, count: FileLayout.pageSize, page: number)
      explicit_bzero(base, FileLayout.pageSize)
    }
  }

  /// Seals an empty page wherever one would be left out: an all-zero page is tampering.
  private func fillHoles(before offset: Int64) -> Int32 {
    var end: Int64 = 0
    let status = size(&end)
    guard status == SQLITE_OK else { return status }
    let zeros = [UInt8](repeating: 0, count: FileLayout.pageSize)
    var hole = end - end % Int64(FileLayout.pageSize)
    while hole < offset {
      let status = zeros.withUnsafeBytes { bytes in
        bytes.baseAddress.map { writePage($0, hole) } ?? SQLITE_MISUSE
      }
      guard status == SQLITE_OK else { return status }
      hole += Int64(FileLayout.pageSize)
    }
    knownEnd = max(end, offset)
    return SQLITE_OK
  }

  override func truncate(_ size: Int64) -> Int32 {
    knownEnd = nil
    return innerTruncate(FileLayout.firstPage + size)
  }

  override func size(_ size: UnsafeMutablePointer<Int64>) -> Int32 {
    let status = innerSize(size)
    size.pointee = max(0, size.pointee - FileLayout.firstPage)
    return status
  }

  override func unlock(_ level: Int32) -> Int32 {
    // From here on another process may change the file.
    knownEnd = nil
    return super.unlock(level)
  }

  // MARK: Control

  /// Whether another file has its name now, or none.
  var hasMoved: Bool {
    var hasMoved: Int32 = 0
    return super.control(SQLITE_FCNTL_HAS_MOVED, &hasMoved) == SQLITE_OK && hasMoved != 0
  }

  override func control(_ operation: Int32, _ argument: UnsafeMutableRawPointer?) -> Int32 {
    switch operation {
    case SQLITE_FCNTL_PRAGMA:
      return pragma(argument?.assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self))
    case SQLITE_FCNTL_SIZE_HINT:
      guard let hint = argument?.assumingMemoryBound(to: Int64.self) else { return SQLITE_MISUSE }
      var shifted = hint.pointee + FileLayout.firstPage
      return super.control(operation, &shifted)
    case SQLITE_FCNTL_CHUNK_SIZE:
      return SQLITE_OK  // chunks would be zeros behind the last page
    case SQLITE_FCNTL_MMAP_SIZE:
      argument?.storeBytes(of: 0, as: Int64.self)
      return SQLITE_OK
    case FileRequest.operation:
      guard let request = argument?.assumingMemoryBound(to: FileRequest.self) else {
        return SQLITE_MISUSE
      }
      return perform(&request.pointee)
    default:
      return super.control(operation, argument)
    }
  }

  /// Swallows what the format fixes and refuses what would leave plaintext beside the file.
  private func pragma(_ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32 {
    guard let arguments, let name = arguments[1] else { return SQLITE_NOTFOUND }
    switch String(cString: name).lowercased() {
    case "page_size" where arguments[2] != nil, "mmap_size", "auto_vacuum", "incremental_vacuum":
      return SQLITE_OK
    case "journal_mode":
      // "wal" is granted under an exclusive lock even to a VFS without shared memory.
      guard let value = arguments[2], String(cString: value).lowercased() == "wal" else {
        return SQLITE_NOTFOUND
      }
      return SQLITE_ERROR
    default:
      return SQLITE_NOTFOUND
    }
  }

  private func perform(_ request: inout FileRequest) -> Int32 {
    let offset = Int64(request.number)
    switch request.action {
    case .readHeader:
      return innerRead(request.buffer, 2 * FileLayout.headerSize, FileLayout.copyA)
    case .writeHeaderCopy:
      let status = innerWrite(request.buffer, FileLayout.headerSize, offset)
      return status == SQLITE_OK ? innerSync(SQLITE_SYNC_FULL) : status
    case .readPage:
      let start = (offset - 1) * Int64(FileLayout.pageSize)
      let status = innerRead(request.buffer, FileLayout.pageSize, FileLayout.firstPage + start)
      guard status == SQLITE_OK || status == SQLITE_IOERR_SHORT_READ else { return status }
      request.isAuthentic =
        status == SQLITE_OK
        && sealer.open(
          request.buffer, into: request.buffer, count: FileLayout.pageSize, page: request.number)
      return SQLITE_OK
    case .writePage:
      return writePage(request.buffer, (offset - 1) * Int64(FileLayout.pageSize))
    case .sync:
      return innerSync(SQLITE_SYNC_FULL)
    }
  }
}

/// What this module asks of an open database behind SQLite's back, by `sqlite3_file_control`.
struct FileRequest {
  /// Outside the numbers that SQLite uses itself.
  static let operation: Int32 = 0x484e

  enum Action {
    /// Both copies of the header into the buffer.
    case readHeader
    /// The buffer over the copy at the offset `number`, synced.
    case writeHeaderCopy
    /// The page `number` into the buffer, opened if it is authentic.
    case readPage
    /// The buffer over the page `number`, outside any transaction's journal.
    case writePage
    /// Everything written onto the disk.
    case sync
  }

  var action: Action
  var number: UInt32
  var buffer: UnsafeMutableRawPointer
  var isAuthentic = true
}
