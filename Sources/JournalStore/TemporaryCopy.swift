import Foundation
import Glibc
import SealedSQLite

/// A file that is there only while a command runs: hidden, so that whoever merges a folder passes it over.
enum FleetingFile {
  private static let suffix = ".making"

  static func path(in folder: String, for name: String) -> String {
    "\(folder)/.\(name).\(getpid())\(suffix)"
  }

  /// Removes what killed commands left: none takes an hour.
  static func removeAbandoned(in folder: String) {
    for name in fileNames(in: folder, where: { $0.first == UInt8(ascii: ".") }) where isOne(name) {
      let path = folder + "/" + name
      var status = stat()
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        status.st_mtim.tv_sec < time(nil) - 3600, SealedFile.looksLikeOne(at: path)
      else { continue }
      [path, path + "-journal"].forEach(removeFile(at:))
    }
  }

  /// What a killed command left of making a file of a name.
  static func abandoned(in folder: String, for name: String) -> [String] {
    let beginning = ".\(name)."
    return fileNames(in: folder) { $0.starts(with: beginning.utf8) }.filter { found in
      guard isOne(found),
        let process = pid_t(found.dropFirst(beginning.count).dropLast(suffix.count))
      else { return false }
      return kill(process, 0) != 0 && errno == ESRCH
    }.map { folder + "/" + $0 }
  }

  /// Whether a name ends as those do that ``path(in:for:)`` gives.
  private static func isOne(_ name: String) -> Bool {
    let parts = name.split(separator: ".").suffix(2)
    return name.hasSuffix(suffix) && parts.first.flatMap { pid_t($0) } != nil
  }
}

/// A copy of a journal and the rollback journal beside it, in a folder of ours, while it is needed.
///
/// A foreign journal whose writer was interrupted must be rolled back before it can be read, and
/// that writes: so it happens to a copy. Both files are sealed, as they were.
final class TemporaryCopy {
  let path: String

  /// Copies if there is a rollback journal that nobody is about to need; otherwise gives nil.
  ///
  /// Nobody writes in the file until both are copied: half of one write and half of another would
  /// look like damage.
  init?(ofHotJournalAt path: String, in folder: String?) throws {
    let manager = FileManager.default
    let journal = path + "-journal"
    let lock = try JournalError.translating(path) { try ReadingLock(onFileAt: path) }
    defer { withExtendedLifetime(lock) {} }
    guard !lock.hasWriter,
      let size = try? manager.attributesOfItem(atPath: journal)[.size] as? Int, size > 0
    else { return nil }
    guard let folder else { throw JournalError.notWritable(path: path) }
    try? manager.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    FleetingFile.removeAbandoned(in: folder)
    self.path = FleetingFile.path(in: folder, for: "merging-\(UUID().uuidString)")
    do {
      try manager.copyItem(atPath: path, toPath: self.path)
      try manager.copyItem(atPath: journal, toPath: self.path + "-journal")
      for copy in [self.path, self.path + "-journal"] {
        try manager.setAttributes([.posixPermissions: 0o600], ofItemAtPath: copy)
      }
    } catch {
      removeCopies()
      throw JournalError.notWritable(path: folder)
    }
  }

  deinit { removeCopies() }

  private func removeCopies() {
    removeFile(at: path)
    removeFile(at: path + "-journal")
  }
}
