import Glibc
import Synchronization

/// What is done to files as wholes, for which SQLite's VFS has no call.
///
/// Each gives 0, or the system's error number.
struct WholeFiles: Sendable {
  /// Makes a file, closed to others, with these bytes on the disk; or none.
  var create: @Sendable (_ path: String, _ bytes: [UInt8]) -> Int32 = { path, bytes in
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return errno }
    errno = 0
    let isWritten =
      pwrite(descriptor, bytes, bytes.count, 0) == bytes.count && fsync(descriptor) == 0
    let failure = errno
    close(descriptor)
    guard !isWritten else { return 0 }
    unlink(path)
    return failure == 0 ? ENOSPC : failure
  }
  /// Gives a file a name, which may be another's: then that one has none any more.
  var rename: @Sendable (_ path: String, _ newPath: String) -> Int32 = {
    Glibc.rename($0, $1) == 0 ? 0 : errno
  }
  /// Takes a file's name away.
  var remove: @Sendable (_ path: String) -> Int32 = { unlink($0) == 0 ? 0 : errno }
  /// Has the names in a file's folder written down.
  var syncFolder: @Sendable (_ path: String) -> Int32 = {
    SealedFile.syncFolder(of: $0) ? 0 : errno
  }

  /// The calls themselves; tests put others in place, which fail when they want them to.
  static let calls = Mutex(WholeFiles())

  /// Calls one of them.
  ///
  /// - Throws: ``SealedFileError/system(errno:)``.
  static func call(_ body: (WholeFiles) -> Int32) throws(SealedFileError) {
    let calls = calls.withLock { $0 }
    let failure = body(calls)
    guard failure == 0 else { throw .system(errno: failure) }
  }
}
