public import CaseModel
import Foundation
import GRDB
import Merge
import SealedSQLite
public import Sealing

/// One worker's encrypted journal, open.
///
/// A journal belongs to one thread. Every write is one transaction: complete and on disk when the
/// call returns, or absent.
public final class Journal {
  /// Where the file lies, as it was given.
  public let path: String
  /// The author's own public key.
  public let author: AuthorKey

  let file: SealedFile
  let queue: DatabaseQueue
  let keys: JournalKeys
  let signingKey: SigningKey
  let environment: StoreEnvironment
  let isReadOnly: Bool

  /// What this machine remembers of the journal; nil before the first write here.
  var state: MachineState?
  /// What there is to tell about the journal and this machine.
  public internal(set) var notices: [Notice] = []
  /// Is told how many entries or records a merge, check or rebuild has done, from time to time.
  public var progress: ((Int) -> Void)?
  /// Who counts, as the journal says; read again in every write.
  var roster: Roster

  init(
    _ file: SealedFile, at path: String, mode: SealedFile.Mode, keys: JournalKeys,
    environment: StoreEnvironment, isNew: Bool = false
  ) throws {
    self.file = file
    self.path = path
    self.keys = keys
    self.environment = environment
    let isReadOnly = mode != .readWrite
    self.isReadOnly = isReadOnly
    let signingKey = try SigningKey(seed: keys.authorSeed)
    guard let author = AuthorKey(signingKey.publicKey) else {
      throw JournalError.damaged(path: path, part: .header)
    }
    self.signingKey = signingKey
    self.author = author
    roster = Roster(root: author, members: [])
    queue = try JournalError.translating(path, file: file) {
      try DatabaseQueue(
        path: file.databaseURI,
        configuration: Self.configuration(for: file, isReadOnly: isReadOnly))
    }
    if isNew {
      try write { db in try Schema.create(db) }
      return
    }
    try read { db in
      switch try Int.fetchOne(db, sql: "PRAGMA user_version") {
      case Schema.version: break
      // No version: nothing is left of the pages, or they were never written.
      case 0: throw JournalError.damaged(path: path, part: .page(1))
      default: throw JournalError.newerFormat(path: path)
      }
      roster = try Self.roster(of: db, author: author)
      // Whoever waited for this first look may have a file that has no name any more.
      if !isReadOnly { try checkIsInPlace(db) }
    }
    try bringDerivedUpToDate()
    try recallState()
  }

  deinit {
    // What is closed holds nothing any more; but as GRDB's queue goes, it starts two threads, which
    // takes a tenth of the time of a short command.
    guard environment.endsWithJournals, (try? queue.close()) != nil else { return }
    _ = Unmanaged.passRetained(queue)
  }

  /// Whether the journal holds invented data only.
  public var isDemo: Bool { file.header.isDemo }

  /// The data key and the author's seed, for the kernel to keep for some minutes.
  ///
  /// - Throws: ``SealingError/outOfMemory``.
  public func keptKeys() throws -> SecretBytes {
    try SecretBytes(count: DataKey.length + SigningKey.seedLength) { target in
      keys.dataKey.secret.withUnsafeBytes { target.copyMemory(from: $0) }
      keys.authorSeed.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: target[DataKey.length...]).copyMemory(from: $0)
      }
    }
  }

  /// The name under which the kernel may keep this journal's keys.
  public var keyringName: String { file.header.keyringName }

  // MARK: Transactions

  /// Runs reads that see one state of the journal.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try JournalError.translating(path, file: file) { try queue.read(body) }
  }

  /// Runs one transaction that holds the write lock from its first read on: all of it, or nothing if
  /// `body` throws, also of what the journal knows in memory.
  func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
    guard !isReadOnly else { throw JournalError.notWritable(path: path) }
    let before = (roster, state, notices)
    do {
      return try JournalError.translating(path, file: file) {
        try queue.writeWithoutTransaction { db in
          var result: Result?
          try db.inTransaction(.immediate) {
            try checkIsInPlace(db)
            if let connection = db.sqliteConnection {
              try file.removeHalfReplacement(through: connection)
            }
            result = try body(db)
            return .commit
          }
          guard let result else { fatalError("a transaction that didn't throw has a result") }
          return result
        }
      }
    } catch {
      (roster, state, notices) = before
      throw error
    }
  }

  /// Makes sure that the file is still the one at its path, before anything is written in it.
  private func checkIsInPlace(_ db: Database) throws {
    guard let connection = db.sqliteConnection else { throw JournalError.busy(path: path) }
    try file.checkIsInPlace(through: connection)
  }

  /// How journals are opened; `preparing` comes before anything of the file is read.
  static func configuration(
    for file: SealedFile, isReadOnly: Bool, cacheMegabytes: Int = 16,
    preparing: (@Sendable (Database) throws -> Void)? = nil
  ) -> Configuration {
    let fileID = file.header.fileID
    var configuration = Configuration()
    if let preparing { configuration.prepareDatabase(preparing) }
    configuration.readonly = isReadOnly
    configuration.busyMode = .timeout(10)
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { db in
      // Before the first page is read: with the key of another file it would look damaged.
      if let connection = db.sqliteConnection {
        try SealedFile.check(connection, isOpenOn: fileID)
      }
      // The sorter and the statement journals must never become files: they would be plaintext.
      try db.execute(sql: "PRAGMA temp_store = MEMORY")
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
      try db.execute(sql: "PRAGMA mmap_size = 0")
      try db.execute(sql: "PRAGMA cache_size = -\(cacheMegabytes * 1024)")
      guard !isReadOnly else { return }
      try db.execute(sql: "PRAGMA journal_mode = TRUNCATE")
      try db.execute(sql: "PRAGMA synchronous = FULL")
      try db.execute(sql: "PRAGMA secure_delete = ON")
    }
    return configuration
  }
}

/// Something that a person should know about the journal on this machine.
public enum Notice: Equatable, Sendable {
  /// This machine hasn't written in the journal before, or has forgotten: a new label was taken.
  case newOnThisMachine
  /// The file is older than the one that this machine last saw.
  case olderThanLastSeen
  /// The clock can't be right: what was written is marked so.
  case clockLooksWrong
  /// No key could be made for a supervisor: she can't read the journal.
  case hasNoKey(AuthorKey)
  /// These parcels and journals were made here before something that is erased now; parcels are removed.
  case madeBeforeErasure(MadeFilesOfErased)
}
