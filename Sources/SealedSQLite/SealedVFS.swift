// An SQLite VFS that seals every page it writes, over SQLite's own unix VFS.
//
// What it does. SQLite asks for page n of the database; the page lies at 8192 + (n - 1) × 4096 as
// `ciphertext 4056 | nonce 24 | tag 16`. It is opened into SQLite's buffer, with zeros where nonce
// and tag were: SQLite believes that it reserved those 40 bytes itself. What SQLite writes is sealed
// in a scratch page, never in SQLite's buffer, which is still its live cache. The rollback journal
// gets the same treatment, page by page, and its checksums are masked. Locks, sync, sizes and file
// names are the unix VFS's business, shifted by the header where they are offsets.
//
// What it leaves out. No WAL, no shared memory, no memory mapping (iVersion 1), no temporary files:
// whatever isn't a main database with a key or its rollback journal is refused, since it would be
// plaintext. No second page size.
//
// Three reads that aren't pages, all of the first page's beginning:
//   100 bytes at 0, before a hot journal is rolled back, to learn page size and reserve: answered
//   without looking at page 1, which may be torn at that moment;
//   16 bytes at 24, at the start of each read transaction, to learn whether the cache is still
//   good: cached by page 1's nonce and tag, so that page 1 isn't opened each time;
//   nothing else. Any other partial read is refused.
//
// What each file in this folder holds: `SealedVFS` the method tables and what opens files,
// `DatabaseFile` the database, `RollbackJournalFile` the journal, `SealedFile` the face for others.

import GRDBSQLite
import Glibc
import Synchronization

/// What SQLite allocates for a file of ours: its own base, and a reference to the object behind it.
///
/// Swift doesn't promise a struct's layout to C, so both are reached by their offsets.
struct FileMemory {
  static let size = MemoryLayout<sqlite3_file>.stride + MemoryLayout<UnsafeRawPointer>.stride
  private static let objectOffset = MemoryLayout<sqlite3_file>.stride

  let base: UnsafeMutablePointer<sqlite3_file>

  private var slot: UnsafeMutablePointer<UnsafeMutableRawPointer?> {
    (UnsafeMutableRawPointer(base) + Self.objectOffset)
      .assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
  }

  func install(_ object: SealedVFSFile, methods: UnsafePointer<sqlite3_io_methods>) {
    slot.pointee = Unmanaged.passRetained(object).toOpaque()
    base.pointee.pMethods = methods
  }

  var object: SealedVFSFile? {
    slot.pointee.map { Unmanaged<SealedVFSFile>.fromOpaque($0).takeUnretainedValue() }
  }

  func release() {
    guard let object = slot.pointee else { return }
    Unmanaged<SealedVFSFile>.fromOpaque(object).release()
    slot.pointee = nil
    base.pointee.pMethods = nil
  }

  /// Lends the object without touching its reference count.
  @inline(__always)
  static func with(
    _ base: UnsafeMutablePointer<sqlite3_file>?, _ body: (SealedVFSFile) -> Int32
  ) -> Int32 {
    guard let base, let object = FileMemory(base: base).slot.pointee else { return SQLITE_MISUSE }
    return Unmanaged<SealedVFSFile>.fromOpaque(object)._withUnsafeGuaranteedRef { body($0) }
  }
}

/// A file that the unix VFS has open, and what is done to its bytes on the way.
class SealedVFSFile {
  let inner: UnsafeMutablePointer<sqlite3_file>
  let methods: UnsafePointer<sqlite3_io_methods>
  let key: OpenKey

  /// Takes over a file that the unix VFS has opened in memory that this object frees.
  init?(inner: UnsafeMutablePointer<sqlite3_file>, key: OpenKey) {
    guard let methods = inner.pointee.pMethods else { return nil }
    self.inner = inner
    self.methods = methods
    self.key = key
  }

  deinit {
    _ = methods.pointee.xClose?(inner)
    UnsafeMutableRawPointer(inner).deallocate()
  }

  func read(_ buffer: UnsafeMutableRawPointer, _ count: Int32, _ offset: Int64) -> Int32 {
    SQLITE_IOERR_READ
  }
  func write(_ buffer: UnsafeRawPointer, _ count: Int32, _ offset: Int64) -> Int32 {
    SQLITE_IOERR_WRITE
  }
  func truncate(_ size: Int64) -> Int32 { innerTruncate(size) }
  func size(_ size: UnsafeMutablePointer<Int64>) -> Int32 { innerSize(size) }
  func sync(_ flags: Int32) -> Int32 { innerSync(flags) }
  func unlock(_ level: Int32) -> Int32 { methods.pointee.xUnlock?(inner, level) ?? SQLITE_MISUSE }
  func control(_ operation: Int32, _ argument: UnsafeMutableRawPointer?) -> Int32 {
    methods.pointee.xFileControl?(inner, operation, argument) ?? SQLITE_NOTFOUND
  }

  // The unix VFS's own methods, never nil in fact.
  @inline(__always)
  final func innerRead(
    _ buffer: UnsafeMutableRawPointer, _ count: Int, _ offset: Int64
  ) -> Int32 {
    methods.pointee.xRead?(inner, buffer, Int32(count), offset) ?? SQLITE_MISUSE
  }
  @inline(__always)
  final func innerWrite(_ buffer: UnsafeRawPointer, _ count: Int, _ offset: Int64) -> Int32 {
    methods.pointee.xWrite?(inner, buffer, Int32(count), offset) ?? SQLITE_MISUSE
  }
  final func innerTruncate(_ size: Int64) -> Int32 {
    methods.pointee.xTruncate?(inner, size) ?? SQLITE_MISUSE
  }
  final func innerSize(_ size: UnsafeMutablePointer<Int64>) -> Int32 {
    methods.pointee.xFileSize?(inner, size) ?? SQLITE_MISUSE
  }
  final func innerSync(_ flags: Int32) -> Int32 {
    methods.pointee.xSync?(inner, flags) ?? SQLITE_MISUSE
  }
}

/// The VFS's registration and its method tables.
enum SealedVFS {
  static let name = "hopenow"

  /// The VFS that has the files, by name: SQLite's own.
  ///
  /// Tests put another between, which fails when they want it to.
  static let below = Mutex("unix")

  /// The result of registering, once a process.
  static let registration: Int32 = {
    guard let unix = inner else { return SQLITE_NOTFOUND }
    // Allocated for ever: SQLite keeps the pointers. Never the default VFS.
    let vfs = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    vfs.initialize(to: sqlite3_vfs())
    vfs.pointee.iVersion = 1
    vfs.pointee.szOsFile = Int32(FileMemory.size)
    vfs.pointee.mxPathname = unix.pointee.mxPathname
    vfs.pointee.zName = UnsafePointer(strdup(name))
    vfs.pointee.xOpen = { open($1, $2, $3, $4) }
    vfs.pointee.xDelete = { _, path, sync in
      guard let unix = inner else { return SQLITE_MISUSE }
      return unix.pointee.xDelete?(unix, path, sync) ?? SQLITE_MISUSE
    }
    vfs.pointee.xAccess = { _, path, flags, result in
      guard let unix = inner else { return SQLITE_MISUSE }
      return unix.pointee.xAccess?(unix, path, flags, result) ?? SQLITE_MISUSE
    }
    vfs.pointee.xFullPathname = { _, path, count, result in
      guard let unix = inner else { return SQLITE_MISUSE }
      return unix.pointee.xFullPathname?(unix, path, count, result) ?? SQLITE_MISUSE
    }
    vfs.pointee.xRandomness = { _, count, buffer in
      guard let unix = inner else { return 0 }
      return unix.pointee.xRandomness?(unix, count, buffer) ?? 0
    }
    vfs.pointee.xSleep = { _, microseconds in
      guard let unix = inner else { return 0 }
      return unix.pointee.xSleep?(unix, microseconds) ?? 0
    }
    vfs.pointee.xCurrentTime = { _, time in
      guard let unix = inner else { return SQLITE_MISUSE }
      return unix.pointee.xCurrentTime?(unix, time) ?? SQLITE_MISUSE
    }
    vfs.pointee.xGetLastError = { _, count, buffer in
      guard let unix = inner else { return 0 }
      return unix.pointee.xGetLastError?(unix, count, buffer) ?? 0
    }
    return sqlite3_vfs_register(vfs, 0)
  }()

  private static var inner: UnsafeMutablePointer<sqlite3_vfs>? {
    below.withLock { sqlite3_vfs_find($0) }
  }

  /// Opens a main database with a key, or its rollback journal; fails closed for all else.
  private static func open(
    _ path: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
    _ outFlags: UnsafeMutablePointer<Int32>?
  ) -> Int32 {
    guard let file, let unix = inner else { return SQLITE_MISUSE }
    file.pointee.pMethods = nil
    let type = flags & 0x000f_ff00
    guard let path, type == SQLITE_OPEN_MAIN_DB || type == SQLITE_OPEN_MAIN_JOURNAL,
      let key = OpenKeys.key(sqlite3_uri_int64(path, "key", -1))
    else { return SQLITE_CANTOPEN }
    // What lies beside a file that took this one's place is that one's: rolled back here, or ended, it
    // would be lost to it.
    if type == SQLITE_OPEN_MAIN_JOURNAL, database(ofJournal: path)?.hasMoved ?? false {
      key.note(.replaced)
      return SQLITE_CANTOPEN
    }

    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: Int(unix.pointee.szOsFile), alignment: 16)
    memset(memory, 0, Int(unix.pointee.szOsFile))
    let innerFile = memory.assumingMemoryBound(to: sqlite3_file.self)
    let status = unix.pointee.xOpen?(unix, path, innerFile, flags, outFlags) ?? SQLITE_MISUSE
    guard status == SQLITE_OK else {
      // The unix VFS may leave methods set, and then wants to be closed even after a failure.
      if let methods = innerFile.pointee.pMethods { _ = methods.pointee.xClose?(innerFile) }
      memory.deallocate()
      return status
    }
    let object =
      type == SQLITE_OPEN_MAIN_DB
      ? DatabaseFile(inner: innerFile, key: key)
      : database(ofJournal: path).flatMap {
        RollbackJournalFile(inner: innerFile, key: key, of: $0)
      }
    guard let object else {
      _ = innerFile.pointee.pMethods?.pointee.xClose?(innerFile)
      memory.deallocate()
      return SQLITE_CANTOPEN
    }
    FileMemory(base: file).install(object, methods: UnsafePointer(fileMethods))
    return SQLITE_OK
  }

  /// The open database of which SQLite opens the rollback journal.
  ///
  /// SQLite closes the journal first, so the reference that the journal holds isn't needed for that.
  private static func database(ofJournal path: UnsafePointer<CChar>) -> DatabaseFile? {
    sqlite3_database_file_object(path).flatMap { FileMemory(base: $0).object as? DatabaseFile }
  }

  /// The methods of every file of ours; in allocated memory, since SQLite keeps the pointer.
  nonisolated(unsafe) private static let fileMethods = {
    let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    methods.initialize(to: sqlite3_io_methods())
    // Version 1 has no shared memory and no mapping: SQLite can't ask for either.
    methods.pointee.iVersion = 1
    methods.pointee.xClose = { file in
      guard let file else { return SQLITE_MISUSE }
      FileMemory(base: file).release()
      return SQLITE_OK
    }
    methods.pointee.xRead = { file, buffer, count, offset in
      guard let buffer else { return SQLITE_MISUSE }
      return FileMemory.with(file) { $0.read(buffer, count, offset) }
    }
    methods.pointee.xWrite = { file, buffer, count, offset in
      guard let buffer else { return SQLITE_MISUSE }
      return FileMemory.with(file) { $0.write(buffer, count, offset) }
    }
    methods.pointee.xTruncate = { file, size in FileMemory.with(file) { $0.truncate(size) } }
    methods.pointee.xSync = { file, flags in FileMemory.with(file) { $0.sync(flags) } }
    methods.pointee.xFileSize = { file, size in
      guard let size else { return SQLITE_MISUSE }
      return FileMemory.with(file) { $0.size(size) }
    }
    methods.pointee.xLock = { file, level in
      FileMemory.with(file) { $0.methods.pointee.xLock?($0.inner, level) ?? SQLITE_MISUSE }
    }
    methods.pointee.xUnlock = { file, level in FileMemory.with(file) { $0.unlock(level) } }
    methods.pointee.xCheckReservedLock = { file, result in
      FileMemory.with(file) {
        $0.methods.pointee.xCheckReservedLock?($0.inner, result) ?? SQLITE_MISUSE
      }
    }
    methods.pointee.xFileControl = { file, operation, argument in
      FileMemory.with(file) { $0.control(operation, argument) }
    }
    methods.pointee.xSectorSize = { file in
      FileMemory.with(file) { $0.methods.pointee.xSectorSize?($0.inner) ?? 4096 }
    }
    methods.pointee.xDeviceCharacteristics = { file in
      FileMemory.with(file) {
        // A sealed page is another page: whatever promises that part of a write is atomic or that
        // part of a page can be read doesn't hold. Powersafe overwrite does: pages are whole.
        ($0.methods.pointee.xDeviceCharacteristics?($0.inner) ?? 0)
          & SQLITE_IOCAP_POWERSAFE_OVERWRITE
      }
    }
    return methods
  }()
}

// SQLite's extended result codes are macros of an expression, which Swift doesn't import.
let SQLITE_IOERR_READ = SQLITE_IOERR | 1 << 8
let SQLITE_IOERR_SHORT_READ = SQLITE_IOERR | 2 << 8
let SQLITE_IOERR_WRITE = SQLITE_IOERR | 3 << 8
