package import Sealing
import Synchronization

/// What the VFS needs of an unlocked file, found by an opaque number in the database's URI.
///
/// The number means nothing outside this process; the key itself never appears in a path, a URI or
/// an error.
package final class OpenKey: Sendable {
  let fileID: [UInt8]
  let pages: SecretBytes
  let journalChecksums: SecretBytes
  private let firstFailure = Mutex<SealedFileError?>(nil)

  package init(dataKey: DataKey, fileID: [UInt8]) throws {
    self.fileID = fileID
    pages = try dataKey.subkey(.pages)
    journalChecksums = try dataKey.subkey(.journalChecksums)
  }

  /// The first thing that was found not to be authentic; SQLite itself can only say "I/O error".
  var failure: SealedFileError? { firstFailure.withLock { $0 } }

  func note(_ failure: SealedFileError) {
    firstFailure.withLock { $0 = $0 ?? failure }
  }

  func forgetFailure() {
    firstFailure.withLock { $0 = nil }
  }
}

/// The process's table of open keys.
package enum OpenKeys {
  private struct Table {
    var next: Int64 = 1
    var keys: [Int64: OpenKey] = [:]
  }
  private static let table = Mutex(Table())

  package static func add(_ key: OpenKey) -> Int64 {
    table.withLock { table in
      defer { table.next += 1 }
      table.keys[table.next] = key
      return table.next
    }
  }

  static func remove(_ handle: Int64) {
    table.withLock { _ = $0.keys.removeValue(forKey: handle) }
  }

  static func key(_ handle: Int64) -> OpenKey? {
    table.withLock { $0.keys[handle] }
  }
}
