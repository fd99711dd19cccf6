import GRDBSQLite
import Glibc
public import Sealing
import Synchronization

/// A journal's file: its header, its keys, and the way to open its database with SQLite.
///
/// One process has a file open once. POSIX drops all of a process's locks on a file when any of
/// its descriptors is closed, so a second opening could let two writers in; it is refused.
public final class SealedFile {
  /// How a file is opened.
  public enum Mode: Sendable {
    /// To read and write.
    case readWrite
    /// To read, on a medium that may be write-protected.
    case readOnly
  }

  let path: String
  private let mode: Mode
  private let identity: FileIdentity
  private(set) var key: OpenKey?
  private var handle: Int64?
  private var headerKey: SecretBytes?
  private var headerBytes: [UInt8]

  /// What the file shows without a key.
  public private(set) var header: SealedHeader

  /// Reads the header of a file.
  ///
  /// No key is needed.
  ///
  /// - Throws: ``SealedFileError``: `notAJournal`, `newerFormat`, `damaged(.header)`,
  ///   `alreadyOpen`, or `system` with the error number.
  public init(opening path: String, mode: Mode) throws {
    self.path = path
    self.mode = mode
    let descriptor: Int32
    (identity, descriptor) = try FileIdentity.open(path)
    // Closed before SQLite opens the file: closing it later would drop SQLite's locks.
    defer { close(descriptor) }
    do {
      var bytes = [UInt8](repeating: 0, count: 2 * FileLayout.headerSize)
      let count = pread(descriptor, &bytes, bytes.count, 0)
      guard count >= 0 else { throw SealedFileError.system(errno: errno) }
      guard count == bytes.count else {
        throw bytes.starts(with: FileLayout.magic)
          ? SealedFileError.damaged(.header) : SealedFileError.notAJournal
      }
      (header, headerBytes) = try SealedHeader.choose(bytes)
    } catch {
      identity.release()
      throw error
    }
  }

  /// Whether there is a file that begins with the magic bytes.
  ///
  /// - Warning: It opens and closes the file, which drops this process's locks on it.
  public static func looksLikeOne(at path: String) -> Bool {
    beginning(ofFileAt: path, FileLayout.magic.count) == FileLayout.magic
  }

  /// The id that stands in a file that begins with the magic bytes; nil if there is none.
  ///
  /// Nothing is verified.
  ///
  /// - Warning: It opens and closes the file, which drops this process's locks on it.
  public static func claimedID(at path: String) -> [UInt8]? {
    guard let bytes = beginning(ofFileAt: path, FileLayout.idPlace.upperBound),
      bytes.starts(with: FileLayout.magic)
    else { return nil }
    return Array(bytes[FileLayout.idPlace])
  }

  private static func beginning(ofFileAt path: String, _ count: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    return pread(descriptor, &bytes, count, 0) == count ? bytes : nil
  }

  /// Makes a new file without pages, with a slot for each who shall open it.
  ///
  /// - Throws: ``SealedFileError/tooManySlots``, ``SealedFileError/notAKey``; ``SealedFileError/system(errno:)`` with EEXIST if there is something at the path,
  ///   or what writing throws; then no file is left behind.
  public static func create(
    at path: String, keys: JournalKeys, for holders: [SlotHolder], isDemo: Bool = false,
    isStatistics: Bool = false
  ) throws -> SealedFile {
    let fileID = Randomness.bytes(16)
    guard holders.count <= FileLayout.slotCount else { throw SealedFileError.tooManySlots }
    let slots = try holders.map { holder in
      try Slot(for: holder, keys: keys, fileID: fileID, dayMade: today)
    }
    let header = SealedHeader(
      fileID: fileID, generation: 1, isDemo: isDemo, isStatistics: isStatistics,
      commitment: try commitment(of: keys.dataKey),
      storedSlots: Dictionary(uniqueKeysWithValues: slots.enumerated().map { ($0, $1) }))
    let copy = header.encoded(key: try keys.dataKey.subkey(.header))
    try WholeFiles.call { $0.create(path, copy + copy) }
    do {
      try WholeFiles.call { $0.syncFolder(path) }
      let file = try SealedFile(opening: path, mode: .readWrite)
      try file.unlock(with: keys.dataKey)
      return file
    } catch {
      try? WholeFiles.call { $0.remove(path) }
      throw error
    }
  }

  deinit {
    if let handle { OpenKeys.remove(handle) }
    identity.release()
  }

  /// Opens the file with what opens one of its slots.
  ///
  /// - Throws: ``SealedFileError``: `damaged(.header)`, and as ``slot(openedBy:)``.
  public func unlock(_ secret: SlotSecret) throws -> JournalKeys {
    let keys = try slot(openedBy: secret).keys
    try unlock(with: keys.dataKey)
    return keys
  }

  /// Opens one of the slots of the secret's type, and leaves the file as it is.
  ///
  /// Something typed is tried as a recovery code first, if it reads as one and the file has a slot for
  /// one.
  ///
  /// - Throws: ``SealedFileError``: `wrongKey`, `wrongRecoveryCode`, `noSlot`;
  ///   ``SealingError/outOfMemory`` where Argon2id finds too little memory.
  public func slot(openedBy secret: SlotSecret) throws -> OpenedSlot {
    var failure: SealedFileError?
    if case .passphrase(let typed, _) = secret, hasSlot(.recoveryCode),
      let typed = try RecoveryCode.typed(typed)
    {
      switch typed {
      case .code(let code):
        if let opened = try firstSlot(openedBy: .recoveryCode(code)) { return opened }
        failure = .wrongRecoveryCode(isMistyped: false)
      case .mistyped: failure = .wrongRecoveryCode(isMistyped: true)
      }
    }
    if let opened = try firstSlot(openedBy: secret) { return opened }
    throw failure ?? (hasSlot(secret.type) ? .wrongKey : .noSlot(secret.type))
  }

  private func hasSlot(_ type: SlotType) -> Bool {
    header.storedSlots.values.contains { $0.type == type }
  }

  private func firstSlot(openedBy secret: SlotSecret) throws -> OpenedSlot? {
    for (place, slot) in header.storedSlots.sorted(by: { $0.key < $1.key })
    where slot.type == secret.type {
      do {
        let keys = try slot.open(secret, fileID: header.fileID)
        return OpenedSlot(
          info: slot.info(number: place + 1), secret: slot.secret(as: secret), keys: keys)
      } catch SealingError.notAuthentic {
        continue
      }
    }
    return nil
  }

  /// Opens the file to read it.
  ///
  /// - Throws: ``SealedFileError``, as ``unlock(_:)``.
  public func unlock(_ key: ReadingKey) throws -> DataKey {
    switch key {
    case .owner(let secret): return try unlock(secret).dataKey
    case .colleague(let colleague):
      return try unlock(slotsOfType: .worker) { try $0.open(colleague) }
    case .anyone: return try unlock(slotsOfType: .anyone) { try $0.openForAnyone() }
    }
  }

  private func unlock(
    slotsOfType type: SlotType, _ open: (Slot) throws -> DataKey
  ) throws -> DataKey {
    let slots = header.storedSlots.values.filter { $0.type == type }
    guard !slots.isEmpty else { throw SealedFileError.noSlot(type) }
    for slot in slots {
      // A box may hold anything: only the header's commitment says that it is this file's key.
      guard let dataKey = try? open(slot) else { continue }
      do {
        try unlock(with: dataKey)
        return dataKey
      } catch SealedFileError.wrongKey {
        continue
      }
    }
    throw SealedFileError.wrongKey
  }

  /// Which of these public keys has a slot, by the slot's number.
  public func colleagues(
    among publicKeys: [[UInt8]], keys: JournalKeys
  ) throws -> [Int: [UInt8]] {
    var found: [Int: [UInt8]] = [:]
    for publicKey in publicKeys {
      let mark = try Slot.mark(of: publicKey, fileID: header.fileID, dataKey: keys.dataKey)
      for (place, slot) in header.storedSlots where slot.type == .worker && slot.salt == mark {
        found[place + 1] = publicKey
      }
    }
    return found
  }

  /// Opens the file with a data key that was kept from before.
  ///
  /// - Throws: ``SealedFileError``: `wrongKey`, `damaged(.header)`.
  public func unlock(with dataKey: DataKey) throws {
    // Poly1305 doesn't commit to its key: this is compared before the key opens anything.
    guard equalInConstantTime(try Self.commitment(of: dataKey), header.commitment) else {
      throw SealedFileError.wrongKey
    }
    let headerKey = try dataKey.subkey(.header)
    guard SealedHeader.isAuthentic(headerBytes, key: headerKey) else {
      throw SealedFileError.damaged(.header)
    }
    self.headerKey = headerKey
    let key = try OpenKey(dataKey: dataKey, fileID: header.fileID)
    if let handle { OpenKeys.remove(handle) }
    handle = OpenKeys.add(key)
    self.key = key
  }

  /// What SQLite opens: an absolute path, the VFS, and a number that stands for the key.
  ///
  /// - Throws: ``SealedFileError/locked`` before ``unlock(_:)``.
  public var databaseURI: String {
    get throws {
      guard let handle else { throw SealedFileError.locked }
      try Self.register()
      guard let absolute = realpath(path, nil) else { throw SealedFileError.system(errno: errno) }
      defer { free(absolute) }
      let encoded = Self.percentEncoded(absolute)
      let readOnly = mode == .readWrite ? "" : "&mode=ro"
      return "file:\(encoded)?vfs=\(SealedVFS.name)&key=\(handle)\(readOnly)"
    }
  }

  /// What was found not to be authentic, since SQLite itself can only say "I/O error".
  public var failure: SealedFileError? { key?.failure }

  /// Forgets what ``failure`` told.
  public func forgetFailure() { key?.forgetFailure() }

  /// Registers the VFS "hopenow" with SQLite, once a process.
  ///
  /// - Throws: ``SealedFileError/system(errno:)``.
  public static func register() throws {
    guard SealedVFS.registration == SQLITE_OK else { throw SealedFileError.system(errno: ENOSYS) }
  }

  static func commitment(of dataKey: DataKey) throws -> [UInt8] {
    try dataKey.subkey(.commitment).withUnsafeBytes { [UInt8]($0) }
  }

  /// Days since 1970-01-01 UTC.
  static var today: UInt32 { UInt32(max(0, time(nil)) / 86_400) }

  private static func percentEncoded(_ path: UnsafePointer<CChar>) -> String {
    let plain = Set("/-_.~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
    var encoded = ""
    for byte in UnsafeBufferPointer(start: path, count: strlen(path)).map(UInt8.init(bitPattern:)) {
      if plain.contains(byte) {
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16)
        encoded += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return encoded
  }

  /// Has the system write down a file's name in its folder.
  ///
  /// - Returns: whether it did.
  public static func syncFolder(of path: String) -> Bool {
    let folder =
      path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]) : "."
    let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }

  // MARK: Changing the header

  /// Adds a slot, through a connection to this file that is in no transaction.
  ///
  /// A recovery code takes the place of the one before.
  ///
  /// - Throws: ``SealedFileError``: `tooManySlots`, `busy`, `readOnly`, `outOfSpace`.
  public func addSlot(
    for holder: SlotHolder, keys: JournalKeys, through connection: OpaquePointer
  ) throws -> SlotInfo {
    let slot = try Slot(for: holder, keys: keys, fileID: header.fileID, dayMade: Self.today)
    var number = 0
    try changeHeader(through: connection) { header in
      let ofType = header.storedSlots.values.filter { $0.type == slot.type }.count
      // One paper at a time: a new code takes the place of the one before.
      if slot.type == .recoveryCode {
        header.storedSlots = header.storedSlots.filter { $0.value.type != .recoveryCode }
      }
      guard slot.type != .passphrase || ofType < Slot.passphraseLimit,
        let free = (0..<FileLayout.slotCount).first(where: { header.storedSlots[$0] == nil })
      else { throw SealedFileError.tooManySlots }
      header.storedSlots[free] = slot
      number = free + 1
    }
    return slot.info(number: number)
  }

  /// Removes a slot.
  ///
  /// The data key stays what it was: an old copy of the file still opens.
  ///
  /// - Throws: ``SealedFileError``: `slotMissing`, `lastSlot`, `busy`, `readOnly`, `outOfSpace`.
  public func removeSlot(_ number: Int, through connection: OpaquePointer) throws {
    try changeHeader(through: connection) { header in
      guard header.storedSlots[number - 1] != nil else { throw SealedFileError.slotMissing }
      let own = header.storedSlots.filter { $0.value.type.isOwn }
      guard own.count > 1 || own[number - 1] == nil else { throw SealedFileError.lastSlot }
      header.storedSlots[number - 1] = nil
    }
  }

  /// Reads the header again, which another process may have written since; under a lock.
  ///
  /// - Throws: ``SealedFileError``: `damaged(.header)`, `locked`.
  public func readHeaderAgain(through connection: OpaquePointer) throws {
    guard let headerKey else { throw SealedFileError.locked }
    let (current, bytes) = try SealedHeader.choose(try SealedConnection(connection).readHeader())
    guard current.fileID == header.fileID, SealedHeader.isAuthentic(bytes, key: headerKey) else {
      throw SealedFileError.damaged(.header)
    }
    (header, headerBytes) = (current, bytes)
  }

  /// Reads the header again under the write lock, changes it, and writes it so that one copy is
  /// whole at any moment.
  private func changeHeader(
    through connection: OpaquePointer, _ change: (inout SealedHeader) throws -> Void
  ) throws {
    guard let headerKey else { throw SealedFileError.locked }
    let database = SealedConnection(connection)
    try database.inWriteTransaction {
      try readHeaderAgain(through: connection)
      var changed = header
      try change(&changed)
      changed.generation += 1
      let copy = changed.encoded(key: headerKey)
      try database.writeHeader(copy, at: FileLayout.copyB)
      do {
        try database.writeHeader(copy, at: FileLayout.copyA)
      } catch {
        // The new copy counts already, and with the other one perhaps torn it is the only one: it
        // stays, and nobody is told that nothing has changed.
        throw SealedFileError.system(errno: EIO)
      }
      guard try database.readHeader() == copy + copy else { throw SealedFileError.damaged(.header) }
      (header, headerBytes) = (changed, copy)
    }
  }
}

/// A file by device and inode, claimed by one ``SealedFile`` of the process at a time.
///
/// The claim keeps the inode: else, once the file is removed, another one could get its number and be taken
/// for it.
private struct FileIdentity {
  private struct Number: Hashable {
    let device: UInt64
    let inode: UInt64

    init(of descriptor: Int32) throws {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw SealedFileError.system(errno: errno) }
      guard status.st_mode & S_IFMT == S_IFREG else { throw SealedFileError.notAJournal }
      (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
    }
  }

  private static let claimed = Mutex<Set<Number>>([])
  /// Linux's `O_PATH`: a descriptor that names a file without opening it, so that closing it drops no lock
  /// of the process (open(2)).
  private static let namesOnly: Int32 = 0o10_000_000

  private let number: Number
  private let name: Int32

  /// Claims the file at a path, and opens it to be read.
  static func open(_ path: String) throws -> (FileIdentity, descriptor: Int32) {
    var attempts = 0
    while true {
      attempts += 1
      let identity = try FileIdentity(claiming: path)
      let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
      do {
        guard descriptor >= 0 else { throw SealedFileError.system(errno: errno) }
        if try Number(of: descriptor) == identity.number { return (identity, descriptor) }
        // Somebody has put another one in its place just now.
        guard attempts < 10 else { throw SealedFileError.system(errno: ESTALE) }
      } catch {
        identity.release()
        if descriptor >= 0 { close(descriptor) }
        throw error
      }
      identity.release()
      close(descriptor)
    }
  }

  private init(claiming path: String) throws {
    name = Glibc.open(path, Self.namesOnly | O_CLOEXEC)
    guard name >= 0 else { throw SealedFileError.system(errno: errno) }
    do {
      number = try Number(of: name)
      let number = number
      guard Self.claimed.withLock({ $0.insert(number).inserted }) else {
        throw SealedFileError.alreadyOpen
      }
    } catch {
      close(name)
      throw error
    }
  }

  func release() {
    _ = Self.claimed.withLock { $0.remove(number) }
    close(name)
  }
}
