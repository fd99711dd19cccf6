import Glibc

/// Keeps others from writing in a file, the way a reader of SQLite does, while it is copied.
///
/// Taken as the open file's own: a process loses its other locks on a file whenever it closes it.
public final class ReadingLock {
  private let descriptor: Int32

  /// Waits for whoever is writing in the file's pages right now, up to ten seconds.
  ///
  /// - Throws: ``SealedFileError``: `busy`, or `system` with the error number.
  public init(onFileAt path: String) throws {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SealedFileError.system(errno: errno) }
    // Who has begun to wait for the readers to end comes before new readers.
    for attempt in 0... {
      if lock(Int16(F_RDLCK), Self.pending, 1) {
        defer { _ = lock(Int16(F_UNLCK), Self.pending, 1) }
        if lock(Int16(F_RDLCK), Self.shared, Self.sharedLength) { return }
      }
      let failure = errno
      guard failure == EAGAIN || failure == EACCES else {
        throw SealedFileError.system(errno: failure)
      }
      guard attempt < 1000 else { throw SealedFileError.busy }
      usleep(10_000)
    }
  }

  deinit { close(descriptor) }

  /// Whether somebody is about to write: what lies beside the file is then theirs, and needed.
  public var hasWriter: Bool {
    var range = Self.range(Int16(F_WRLCK), Self.reserved, 1)
    return fcntl(descriptor, Self.getLock, &range) == 0 && range.l_type != Int16(F_UNLCK)
  }

  private func lock(_ type: Int16, _ start: Int, _ length: Int) -> Bool {
    var range = Self.range(type, start, length)
    return fcntl(descriptor, Self.setLock, &range) == 0
  }

  private static func range(_ type: Int16, _ start: Int, _ length: Int) -> flock {
    flock(
      l_type: type, l_whence: Int16(SEEK_SET), l_start: start, l_len: length, l_pid: 0)
  }

  // The bytes that SQLite locks (its os.h), and F_OFD_GETLK and F_OFD_SETLK of <fcntl.h>, which
  // Swift's Glibc doesn't have.
  private static let pending = 0x4000_0000
  private static let reserved = 0x4000_0001
  private static let shared = 0x4000_0002
  private static let sharedLength = 510
  private static let getLock: Int32 = 36
  private static let setLock: Int32 = 37
}
