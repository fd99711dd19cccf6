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

/// A key that is made for a journal.
struct NewKeyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Make a key file at this path.", valueName: "path"),
    completion: .file())
  var newKeyFile: String?

  @Option(help: ArgumentHelp("Take the passphrase on this descriptor.", valueName: "n"))
  var newPassphraseFd: Int32?

  var isEmpty: Bool { newKeyFile == nil && newPassphraseFd == nil }

  func validate() throws {
    guard newKeyFile == nil || newPassphraseFd == nil else {
      throw ValidationError("Say one of '--new-key-file' and '--new-passphrase-fd'.")
    }
  }

  /// The new key; a passphrase is asked for if none is given.
  func secret(besides names: [String], in world: World) throws -> SlotSecret {
    if let newKeyFile { return .keyFile(try KeyFile.make(at: newKeyFile)) }
    guard let newPassphraseFd else {
      guard let terminal = world.terminal else { throw CommandError.noNewKey }
      return .passphrase(try terminal.newPassphrase(besides: names, in: world), .standard)
    }
    guard let line = try PassphraseLines(descriptor: newPassphraseFd).next() else {
      throw CommandError.noPassphraseLine(descriptor: newPassphraseFd)
    }
    guard !NewPassphrase.isWeak(line, besides: names) else { throw CommandError.weakPassphrase }
    return .passphrase(line, .standard)
  }
}

/// Passphrases from a descriptor, one a line.
///
/// Read byte by byte into locked memory, so that nothing of it is anywhere else and whatever stands
/// behind the line is left to whoever reads on.
final class PassphraseLines {
  let descriptor: Int32

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// The next line that isn't empty, without its end; nil if there is none.
  ///
  /// - Throws: ``CommandError/passphraseTooLong``.
  func next() throws -> Passphrase? {
    var length = 0
    let line = try SecretBytes(count: Terminal.longestPassphrase + 2) { memory in
      while true {
        let count = read(descriptor, memory.baseAddress.map { $0 + length }, 1)
        if count < 0 && errno == EINTR { continue }
        let isEnd = count <= 0 || memory[length] == UInt8(ascii: "\n")
        if isEnd, length > 0, memory[length - 1] == UInt8(ascii: "\r") { length -= 1 }
        if count <= 0 || isEnd && length > 0 { break }
        if !isEnd { length += 1 }
        guard length <= Terminal.longestPassphrase + 1 else { throw CommandError.passphraseTooLong }
      }
    }
    guard length <= Terminal.longestPassphrase else { throw CommandError.passphraseTooLong }
    return length == 0 ? nil : Passphrase(try line.slice(0..<length))
  }
}

/// A file of 32 random bytes that opens a journal.
enum KeyFile {
  static let length = 32

  /// Reads a key file, which must be ours and closed to everybody else.
  ///
  /// - Throws: ``CommandError``: `noKeyFile`, `badKeyFile`.
  static func read(_ path: String) throws -> SecretBytes {
    // A pipe of that name isn't waited for: it is no file of 32 bytes.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
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
