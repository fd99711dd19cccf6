import CaseModel
import Foundation
import SealedSQLite
import Sealing

/// Small files of one's own in which something is kept for later, sealed to oneself: `.hopenow-draft-` and two
/// numbers, one that follows from the author and a random one.
struct OwnFiles {
  /// What was typed and not saved.
  static let drafts = OwnFiles(
    name: "draft", fileDomain: "hopenow draft file v1", domain: "hopenow draft v1")
  /// Where parcels and journals for a trip were put.
  static let made = OwnFiles(
    name: "made", fileDomain: "hopenow made file v1", domain: "hopenow made v1")

  private let name: String
  private let fileDomain: StaticString
  /// For signing what is in them.
  let domain: StaticString

  /// Longer than any record can be.
  private static let sizeLimit = 16 << 20
  private static let unfinished = ".part"

  /// Writes sealed bytes into a new file, whole and on disk or not at all.
  ///
  /// - Returns: The file's path; nil if the folder can't take it.
  func write(_ sealed: [UInt8], in folder: String, of author: AuthorKey) -> String? {
    guard sealed.count <= Self.sizeLimit else { return nil }
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    guard let number = RecordID(Randomness.bytes(RecordID.length)) else { return nil }
    let path = "\(folder)/\(prefix(of: author))\(number)"
    let making = path + Self.unfinished
    let descriptor = open(making, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    let isWritten = Self.writeAll(sealed, to: descriptor) && fsync(descriptor) == 0
    guard close(descriptor) == 0, isWritten, rename(making, path) == 0 else {
      removeFile(at: making)
      return nil
    }
    // It is there whole, even if a crash right now could still take the name away.
    _ = SealedFile.syncFolder(of: path)
    return path
  }

  /// An author's files in a folder, and those that a crash left unfinished.
  func paths(in folder: String, of author: AuthorKey) -> [String] {
    let prefix = prefix(of: author)
    return fileNames(in: folder) { $0.starts(with: prefix.utf8) }.filter { name in
      let number = name.dropFirst(prefix.count).prefix(36)
      return RecordID(description: number) != nil
        && (name.utf8.count == prefix.utf8.count + 36 || Self.isUnfinished(folder + "/" + name))
    }.sorted().map { folder + "/" + $0 }
  }

  /// Whether it is a file that was begun and that nobody can still be writing.
  static func isUnfinished(_ path: String) -> Bool {
    var status = stat()
    return path.hasSuffix(unfinished) && lstat(path, &status) == 0
      && status.st_mtim.tv_sec < time(nil) - 60
  }

  /// A file's bytes; nil for whatever isn't a small file.
  static func read(_ path: String) -> [UInt8]? { bytes(ofFileAt: path, atMost: sizeLimit) }

  private func prefix(of author: AuthorKey) -> String {
    let hash = Hashing.blake2b(16, domain: fileDomain, author.bytes)
    return ".hopenow-\(name)-\(RecordID(hash)?.description.filter { $0 != "-" } ?? "")-"
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

/// What is kept outlives a change of the journal's keys, since it is sealed to the author's key; and it is
/// signed inside, since anybody can seal something to a public key.
extension Journal {
  /// Seals something to be read by oneself alone.
  func sealToOneself(_ encoded: [UInt8], in files: OwnFiles) throws -> [UInt8] {
    let signed = signingKey.sign(Self.signed(encoded, in: files)) + encoded
    return try signed.withUnsafeBytes { try SigningKey.seal($0, for: author.bytes) }
  }

  /// Reads all that is kept in a folder, each with its path; what isn't one's own is passed over.
  func readOwn<Read>(
    _ files: OwnFiles, in folder: String, _ read: (UnsafeRawBufferPointer) -> Read?
  ) -> [(path: String, read: Read)] {
    files.paths(in: folder, of: author).compactMap { path in
      guard let sealed = OwnFiles.read(path), let found = openOwn(sealed, in: files, read) else {
        // Half of one, from a crash; it is of no use to anybody.
        if OwnFiles.isUnfinished(path) { removeFile(at: path) }
        return nil
      }
      return (path, found)
    }
  }

  /// Reads what one has sealed; nil for whatever isn't that, or isn't what `read` takes it for.
  private func openOwn<Read>(
    _ sealed: [UInt8], in files: OwnFiles, _ read: (UnsafeRawBufferPointer) -> Read?
  ) -> Read? {
    guard let opened = try? signingKey.open(box: sealed) else { return nil }
    return opened.withUnsafeBytes { bytes in
      guard bytes.count > Self.signatureLength else { return nil }
      let encoded = UnsafeRawBufferPointer(rebasing: bytes[Self.signatureLength...])
      let signature = [UInt8](bytes[..<Self.signatureLength])
      let signed = Self.signed([UInt8](encoded), in: files)
      guard SigningKey.verify(signature, of: signed, by: author.bytes) else { return nil }
      return read(encoded)
    }
  }

  private static func signed(_ encoded: [UInt8], in files: OwnFiles) -> [UInt8] {
    Hashing.blake2b(32, domain: files.domain, encoded)
  }

  private static let signatureLength = 64
}
