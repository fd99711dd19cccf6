import Glibc

/// A file that an export is written to, closed to others; or standard output.
///
/// Nothing is ever overwritten, and of an export that failed nothing stays.
final class ExportFile {
  private let path: String?
  private let descriptor: Int32
  private var held: [UInt8] = []
  private var isWhole = false

  /// Makes a file of mode 0600, where nothing is yet.
  ///
  /// - Throws: ``CommandError``: `exists`, `cannotWrite`.
  init(at path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    // Of a value that is whole already `deinit` would run, and remove what lies there.
    guard descriptor >= 0 else {
      throw errno == EEXIST ? CommandError.exists(path: path) : .cannotWrite(path: path)
    }
    (self.path, self.descriptor) = (path, descriptor)
  }

  /// Takes standard output.
  init() {
    path = nil
    descriptor = STDOUT_FILENO
  }

  deinit {
    guard let path else { return }
    close(descriptor)
    if !isWhole { unlink(path) }
  }

  /// Writes a line.
  func write(_ line: String) throws {
    held.append(contentsOf: line.utf8)
    held.append(UInt8(ascii: "\n"))
    if held.count >= 65_536 { try flush() }
  }

  /// Brings everything to the disk.
  func finish() throws {
    try flush()
    guard path == nil || fsync(descriptor) == 0 else { throw failure }
    isWhole = true
  }

  private var failure: CommandError { path.map { .cannotWrite(path: $0) } ?? .cannotPrint }

  private func flush() throws {
    var rest = held[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      // A reader that went away has what it wanted.
      if count < 0 && errno == EPIPE && path == nil { break }
      guard count > 0 else { throw failure }
      rest = rest.dropFirst(count)
    }
    held.removeAll(keepingCapacity: true)
  }
}
