import GRDBSQLite
import Glibc
import Synchronization
import TestSupport

@testable import SealedSQLite

/// A VFS under the sealing one: what lies in the folder of a ``Disk`` goes through that disk, which
/// notes it and fails when told to; all else goes to SQLite's own VFS untouched, so that other tests
/// of the process are undisturbed.
enum FaultVFS {
  private static let name = "hopenow-faults"
  private static let disks = Mutex<[String: WeakDisk]>([:])
  private struct WeakDisk { weak var disk: Disk? }

  static func add(_ disk: Disk) {
    precondition(isInPlace)
    disks.withLock { $0[disk.folder.path] = WeakDisk(disk: disk) }
  }

  static func remove(_ folder: String) {
    _ = disks.withLock { $0.removeValue(forKey: folder) }
  }

  /// The disk that a file lies on, and the file's name there.
  private static func place(of path: UnsafePointer<CChar>) -> (disk: Disk, name: String)? {
    let path = String(cString: path)
    guard let slash = path.lastIndex(of: "/"),
      let disk = disks.withLock({ $0[String(path[..<slash])]?.disk })
    else { return nil }
    return (disk, String(path[path.index(after: slash)...]))
  }

  /// Puts the VFS under the sealing one, once a process.
  private static let isInPlace: Bool = {
    guard let unix else { return false }
    let vfs = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    // A file that isn't ours is SQLite's own in the memory that is given: it must be large enough.
    vfs.initialize(to: unix.pointee)
    vfs.pointee.szOsFile = max(unix.pointee.szOsFile, Int32(FaultFile.memorySize))
    vfs.pointee.zName = UnsafePointer(strdup(name))
    vfs.pointee.pNext = nil
    vfs.pointee.xOpen = { open($1, $2, $3, $4) }
    vfs.pointee.xDelete = { _, path, sync in
      guard let unix = FaultVFS.unix, let path else { return SQLITE_MISUSE }
      guard let (disk, name) = place(of: path) else {
        return unix.pointee.xDelete?(unix, path, sync) ?? SQLITE_MISUSE
      }
      if let failure = disk.failure(of: .delete) { return failure }
      let status = unix.pointee.xDelete?(unix, path, 0) ?? SQLITE_MISUSE
      if status == SQLITE_OK { disk.deleted(name, isSynced: sync != 0) }
      return status
    }
    guard sqlite3_vfs_register(vfs, 0) == SQLITE_OK else { return false }
    SealedVFS.below.withLock { $0 = name }
    WholeFiles.calls.withLock { $0 = wholeFiles }
    return true
  }()

  /// What goes past SQLite, noted and failed likewise.
  private static let wholeFiles: WholeFiles = {
    let real = WholeFiles()
    var calls = WholeFiles()
    calls.create = { path, bytes in
      guard let (disk, name) = place(of: path) else { return real.create(path, bytes) }
      for kind in [Disk.Kind.create, .write, .sync] where disk.failure(of: kind) != nil {
        return errno
      }
      let failure = real.create(path, bytes)
      if failure == 0 { disk.made(name, of: bytes) }
      return failure
    }
    calls.rename = { path, newPath in
      guard let (disk, name) = place(of: path), let (_, newName) = place(of: newPath) else {
        return real.rename(path, newPath)
      }
      guard disk.failure(of: .rename) == nil else { return errno }
      let failure = real.rename(path, newPath)
      if failure == 0 { disk.renamed(name, to: newName) }
      return failure
    }
    calls.remove = { path in
      guard let (disk, name) = place(of: path) else { return real.remove(path) }
      guard disk.failure(of: .delete) == nil else { return errno }
      let failure = real.remove(path)
      if failure == 0 { disk.deleted(name, isSynced: false) }
      return failure
    }
    calls.syncFolder = { path in
      guard let (disk, _) = place(of: path) else { return real.syncFolder(path) }
      guard disk.failure(of: .sync) == nil else { return errno }
      disk.note(.syncFolder)
      return 0
    }
    return calls
  }()

  private static var unix: UnsafeMutablePointer<sqlite3_vfs>? { sqlite3_vfs_find("unix") }

  private static func open(
    _ path: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
    _ outFlags: UnsafeMutablePointer<Int32>?
  ) -> Int32 {
    guard let unix, let path, let file else { return SQLITE_MISUSE }
    guard let (disk, name) = place(of: path) else {
      return unix.pointee.xOpen?(unix, path, file, flags, outFlags) ?? SQLITE_MISUSE
    }
    file.pointee.pMethods = nil
    let isNew = access(path, F_OK) != 0
    if let failure = disk.failure(of: isNew ? .create : .open) { return failure }
    let size = Int(unix.pointee.szOsFile)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    memset(memory, 0, size)
    let inner = memory.assumingMemoryBound(to: sqlite3_file.self)
    let status = unix.pointee.xOpen?(unix, path, inner, flags, outFlags) ?? SQLITE_MISUSE
    guard status == SQLITE_OK, let methods = inner.pointee.pMethods else {
      if let methods = inner.pointee.pMethods { _ = methods.pointee.xClose?(inner) }
      memory.deallocate()
      return status
    }
    // What unixOpen does for a journal that it may create: its first sync also syncs the folder.
    let owesFolderSync =
      flags & SQLITE_OPEN_CREATE != 0 && flags & SQLITE_OPEN_MAIN_JOURNAL != 0
    FaultFile(
      inner: inner, methods: methods, disk: disk, number: disk.opened(name, isNew: isNew),
      owesFolderSync: owesFolderSync
    ).install(at: file)
    return SQLITE_OK
  }
}

/// A file on a ``Disk``, as SQLite has it open.
final class FaultFile {
  private let inner: UnsafeMutablePointer<sqlite3_file>
  private let methods: UnsafePointer<sqlite3_io_methods>
  private let disk: Disk
  private let number: Int
  private var owesFolderSync: Bool

  init(
    inner: UnsafeMutablePointer<sqlite3_file>, methods: UnsafePointer<sqlite3_io_methods>,
    disk: Disk, number: Int, owesFolderSync: Bool
  ) {
    self.inner = inner
    self.methods = methods
    self.disk = disk
    self.number = number
    self.owesFolderSync = owesFolderSync
  }

  deinit {
    _ = methods.pointee.xClose?(inner)
    UnsafeMutableRawPointer(inner).deallocate()
  }

  private func write(_ buffer: UnsafeRawPointer, _ count: Int32, _ offset: Int64) -> Int32 {
    var count = count
    let failure = disk.failure(of: .write)
    if let failure {
      guard disk.writesShort else { return failure }
      count /= 2
    }
    let status = methods.pointee.xWrite?(inner, buffer, count, offset) ?? SQLITE_MISUSE
    if status == SQLITE_OK {
      let bytes = UnsafeRawBufferPointer(start: buffer, count: Int(count))
      disk.note(.write(number, offset: Int(offset), bytes: [UInt8](bytes)))
    }
    return failure ?? status
  }

  private func truncate(_ size: Int64) -> Int32 {
    if let failure = disk.failure(of: .truncate) { return failure }
    let status = methods.pointee.xTruncate?(inner, size) ?? SQLITE_MISUSE
    if status == SQLITE_OK { disk.note(.truncate(number, size: Int(size))) }
    return status
  }

  /// Notes a sync and doesn't do it: nobody pulls this machine's plug, and it would take for ever.
  private func sync() -> Int32 {
    if let failure = disk.failure(of: .sync) { return failure }
    disk.note(.sync(number))
    if owesFolderSync {
      disk.note(.syncFolder)
      owesFolderSync = false
    }
    return SQLITE_OK
  }

  // MARK: What SQLite sees

  static let memorySize = MemoryLayout<sqlite3_file>.stride + MemoryLayout<UnsafeRawPointer>.stride

  private static func slot(
    _ file: UnsafeMutablePointer<sqlite3_file>
  ) -> UnsafeMutablePointer<Unmanaged<FaultFile>> {
    (UnsafeMutableRawPointer(file) + MemoryLayout<sqlite3_file>.stride)
      .assumingMemoryBound(to: Unmanaged<FaultFile>.self)
  }

  func install(at file: UnsafeMutablePointer<sqlite3_file>) {
    Self.slot(file).initialize(to: .passRetained(self))
    file.pointee.pMethods = UnsafePointer(Self.table)
  }

  private static func with(
    _ file: UnsafeMutablePointer<sqlite3_file>?, _ body: (FaultFile) -> Int32
  ) -> Int32 {
    guard let file else { return SQLITE_MISUSE }
    return body(slot(file).pointee.takeUnretainedValue())
  }

  /// Passes a call on unless the disk fails it.
  private static func pass(
    _ file: UnsafeMutablePointer<sqlite3_file>?, as kind: Disk.Kind? = nil,
    _ body: (UnsafePointer<sqlite3_io_methods>, UnsafeMutablePointer<sqlite3_file>) -> Int32?
  ) -> Int32 {
    with(file) { file in
      if let failure = kind.flatMap({ file.disk.failure(of: $0) }) { return failure }
      return body(file.methods, file.inner) ?? SQLITE_MISUSE
    }
  }

  nonisolated(unsafe) private static let table = {
    let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    methods.initialize(to: sqlite3_io_methods())
    methods.pointee.iVersion = 1
    methods.pointee.xClose = { file in
      guard let file else { return SQLITE_MISUSE }
      slot(file).pointee.release()
      file.pointee.pMethods = nil
      return SQLITE_OK
    }
    methods.pointee.xWrite = { file, buffer, count, offset in
      guard let buffer else { return SQLITE_MISUSE }
      return with(file) { $0.write(buffer, count, offset) }
    }
    methods.pointee.xTruncate = { file, size in with(file) { $0.truncate(size) } }
    methods.pointee.xSync = { file, _ in with(file) { $0.sync() } }
    methods.pointee.xRead = { file, buffer, count, offset in
      pass(file, as: .read) { $0.pointee.xRead?($1, buffer, count, offset) }
    }
    methods.pointee.xFileSize = { file, size in
      pass(file, as: .size) { $0.pointee.xFileSize?($1, size) }
    }
    methods.pointee.xLock = { file, level in
      pass(file, as: .lock) { $0.pointee.xLock?($1, level) }
    }
    methods.pointee.xUnlock = { file, level in pass(file) { $0.pointee.xUnlock?($1, level) } }
    methods.pointee.xCheckReservedLock = { file, result in
      pass(file, as: .lock) { $0.pointee.xCheckReservedLock?($1, result) }
    }
    methods.pointee.xFileControl = { file, operation, argument in
      pass(file) { $0.pointee.xFileControl?($1, operation, argument) }
    }
    methods.pointee.xSectorSize = { file in pass(file) { $0.pointee.xSectorSize?($1) } }
    methods.pointee.xDeviceCharacteristics = { file in
      pass(file) { $0.pointee.xDeviceCharacteristics?($1) }
    }
    return methods
  }()
}
