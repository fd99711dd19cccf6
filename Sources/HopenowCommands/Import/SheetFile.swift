import Glibc
import Spreadsheets

/// The file of a sheet, which is read several times from its beginning.
final class SheetFile {
  /// Where it lies, as it was given; `-` is standard input.
  let path: String
  private let descriptor: Int32
  private let begun: stat
  /// What a pipe brought: it can't be read twice.
  private let kept: [UInt8]?

  /// Opens a file, or takes standard input for `-`.
  ///
  /// - Throws: ``SheetProblem/noFile(path:)``.
  init(_ path: String) throws {
    self.path = path
    descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR
    else { throw SheetProblem.noFile(path: path) }
    begun = status
    kept = status.st_mode & S_IFMT == S_IFREG ? nil : Self.everything(descriptor)
  }

  deinit { close(descriptor) }

  /// Gives the file's bytes in pieces, from the beginning on, and none at the end.
  func bytes() -> () throws -> [UInt8] {
    var offset = 0
    return { [self] in
      let piece = try piece(at: offset)
      offset += piece.count
      return piece
    }
  }

  private static let pieceLength = 65_536

  private func piece(at offset: Int) throws -> [UInt8] {
    if let kept { return Array(kept.dropFirst(offset).prefix(Self.pieceLength)) }
    var count = 0
    let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceLength) { buffer, length in
      repeat {
        count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      } while count < 0 && errno == EINTR
      length = max(0, count)
    }
    guard count >= 0 else { throw SheetProblem.noFile(path: path) }
    return piece
  }

  /// Whether somebody has written in the file since it was opened.
  var hasChanged: Bool {
    var status = stat()
    return kept == nil
      && (fstat(descriptor, &status) != 0 || status.st_size != begun.st_size
        || status.st_mtim.tv_sec != begun.st_mtim.tv_sec
        || status.st_mtim.tv_nsec != begun.st_mtim.tv_nsec)
  }

  private static func everything(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: pieceLength)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
  }
}
