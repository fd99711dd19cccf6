import Glibc
import JournalStore
import SealedSQLite
import Sealing

/// Journals with nobody in them but their worker, to merge others into.
struct EmptyJournal {
  private let secret: SecretBytes

  /// Takes the key file that opens them and the others.
  init(keyFile: String) throws { secret = try keyBytes(of: keyFile) }

  /// Makes one; it is a demo, as what is merged into it.
  func make(at path: String) throws {
    let environment = StoreEnvironment(
      now: { .init(wallMilliseconds: Int64(time(nil)) * 1000, utcOffsetMinutes: 0) },
      random: { Randomness.bytes($0) }, stateFolder: nil)
    _ = try Journal.create(
      at: path, worker: "Invented Worker 0", secret: .keyFile(secret), isDemo: true,
      in: environment)
  }
}

/// The 32 bytes of a demo's key file.
func keyBytes(of path: String) throws -> SecretBytes {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  defer { close(descriptor) }
  return try SecretBytes(count: 32) { target in
    guard read(descriptor, target.baseAddress, target.count) == target.count else {
      throw BenchError.noFolder(path)
    }
  }
}
