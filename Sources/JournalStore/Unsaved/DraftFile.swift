import CaseModel
import Foundation
import SealedSQLite
import Sealing

/// The files that drafts lie in: `.hopenow-draft-` and two numbers, one that follows from the author
/// and a random one.
enum DraftFile {
  /// Longer than any record can be.
  private static let sizeLimit = 16 << 20
  private static let unfinished = ".part"

  /// Writes sealed bytes into a new file, whole and on disk or not at all.
  ///
  /// - Returns: The file's path; nil if the folder can't take it.
  static func write(_ sealed: [UInt8], in folder: String, of author: AuthorKey) -> String? {
    guard sealed.count <= sizeLimit else { return nil }
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    guard let number = RecordID(Randomness.bytes(RecordID.length)) else { return nil }
    let path = "\(folder)/\(prefix(of: author))\(number)"
    let making = path + unfinished
    let descriptor = open(making, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    let isWritten = writeAll(sealed, to: descriptor) && fsync(descriptor) == 0
    guard close(descriptor) == 0, isWritten, rename(making, path) == 0 else {
      removeFile(at: making)
      return nil
    }
    // It is there whole, even if a crash right now could still take the name away.
    _ = SealedFile.syncFolder(of: path)
    return path
  }

  /// The files of an author's drafts in a folder, and those that a crash left unfinished.
  static func paths(in folder: String, of author: AuthorKey) -> [String] {
    let prefix = prefix(of: author)
    return fileNames(in: folder) { $0.starts(with: prefix.utf8) }.filter { name in
      let number = name.dropFirst(prefix.count).prefix(36)
      return RecordID(description: number) != nil
        && (name.utf8.count == prefix.utf8.count + 36 || isUnfinished(folder + "/" + name))
    }.sorted().map { folder + "/" + $0 }
  }

  /// Whether it is a file that was begun and that nobody can still be writing.
  static func isUnfinished(_ path: String) -> Bool {
    var status = stat()
    return path.hasSuffix(unfinished) && lstat(path, &status) == 0
      && status.st_mtim.tv_sec < time(nil) - 60
  }

  /// A draft's bytes; nil for whatever isn't a small file.
  static func read(_ path: String) -> [UInt8]? { bytes(ofFileAt: path, atMost: sizeLimit) }

  private static func prefix(of author: AuthorKey) -> String {
    let hash = Hashing.blake2b(16, domain: "hopenow draft file v1", author.bytes)
    return ".hopenow-draft-\(RecordID(hash)?.description.filter { $0 != "-" } ?? "")-"
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
