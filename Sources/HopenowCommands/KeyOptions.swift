import ArgumentParser
import Glibc
import JournalStore
import SealedSQLite
import Sealing

/// Where the key of a journal comes from, apart from the kernel and the keyboard.
struct KeyOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Read the passphrase from this descriptor, a line.", valueName: "n"))
  var passphraseFd: Int32?

  @Option(
    help: ArgumentHelp("Open with this key file; else HOPENOW_KEY_FILE.", valueName: "path"),
    completion: .file())
  var keyFile: String?
}

/// Passphrases from a descriptor, one a line.
///
/// Read byte by byte into memory that is wiped; nothing of it ever is a `String`.
final class PassphraseLines {
  let descriptor: Int32
  private var lines: [Passphrase]?
  private var nextLine = 0

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// The next line, or nil if there is none.
  func next() throws -> Passphrase? {
    let lines = try all()
    guard nextLine < lines.count else { return nil }
    nextLine += 1
    return lines[nextLine - 1]
  }

  /// Every line that there is.
  func all() throws -> [Passphrase] {
    if let lines { return lines }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(65_536)
    defer { wipe(&bytes) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    defer { wipe(&buffer) }
    while bytes.count <= 61_440 {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    let read = try bytes.split(separator: 10, omittingEmptySubsequences: true).map { line in
      Passphrase(try SecretBytes(copying: line.last == 13 ? line.dropLast() : line))
    }
    lines = read
    return read
  }
}

/// A file of 32 random bytes that opens a journal.
enum KeyFile {
  static let length = 32

  /// Reads a key file, which must be ours and closed to everybody else.
  ///
  /// - Throws: ``CommandError``: `noKeyFile`, `badKeyFile`.
  static func read(_ path: String) throws -> SecretBytes {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CommandError.noKeyFile(path: path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_uid == getuid(),
      status.st_mode & 0o077 == 0, status.st_size == length
    else { throw CommandError.badKeyFile(path: path) }
    return try SecretBytes(count: length) { target in
      guard Glibc.read(descriptor, target.baseAddress, length) == length else {
        throw CommandError.badKeyFile(path: path)
      }
    }
  }

  /// Makes a new key file, mode 0600, where nothing is yet.
  ///
  /// - Throws: ``CommandError``: `exists`, `cannotWrite`.
  static func make(at path: String) throws -> SecretBytes {
    let secret = try SecretBytes.random(count: length)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw errno == EEXIST ? CommandError.exists(path: path) : .cannotWrite(path: path)
    }
    defer { close(descriptor) }
    let isWritten =
      secret.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == length
      && fsync(descriptor) == 0
    guard isWritten else {
      unlink(path)
      throw CommandError.cannotWrite(path: path)
    }
    return secret
  }
}
