import Foundation
import GRDBSQLite
import Glibc
import Synchronization
import TestSupport

/// What is done to the files of a folder, in order; files are numbered, since a name can be given
/// to another file.
enum DiskOperation {
  case create(Int, name: String)
  case delete(name: String)
  case rename(String, to: String)
  case write(Int, offset: Int, bytes: [UInt8])
  case truncate(Int, size: Int)
  case sync(Int)
  case syncFolder
  /// Not the disk's: the program was told that its command is done.
  case acknowledge
}

/// A folder whose files a ``FaultVFS`` watches and fails.
final class Disk: Sendable {
  /// What can fail.
  enum Kind { case open, create, read, write, truncate, sync, size, lock, delete, rename }

  /// A fault of the disk at the n-th operation that can have it.
  struct Fault: CustomStringConvertible {
    enum Nature: CaseIterable { case inputOutput, outOfSpace, shortWrite }
    var nature: Nature
    /// From 0, counted from when the fault is set.
    var number: Int
    /// Whether all later operations fail as well.
    var lasts: Bool

    var description: String { "\(nature) at \(number)\(lasts ? " and from then on" : "")" }

    func concerns(_ kind: Kind) -> Bool {
      switch nature {
      case .inputOutput: true
      case .outOfSpace: kind == .write || kind == .create
      case .shortWrite: kind == .write
      }
    }
  }

  private struct State {
    var numbers: [String: Int] = [:]
    var next = 1
    var log: [DiskOperation] = []
    var fault: Fault?
    var count = 0
    var failures = 0
  }

  let folder = TemporaryFolder()
  private let state = Mutex(State())

  init() { FaultVFS.add(self) }

  deinit { FaultVFS.remove(folder.path) }

  // MARK: Faults

  /// Sets a fault, or takes it away, and counts from 0 again.
  func set(_ fault: Fault?) {
    state.withLock { ($0.fault, $0.count, $0.failures) = (fault, 0, 0) }
  }

  /// How many operations there were that the fault could have struck, and how many it did.
  var counts: (all: Int, failed: Int) { state.withLock { ($0.count, $0.failures) } }

  /// SQLite's code for the failure of an operation that is about to happen; nil if it goes well.
  func failure(of kind: Kind) -> Int32? {
    state.withLock { state in
      guard let fault = state.fault, fault.concerns(kind) else { return nil }
      defer { state.count += 1 }
      guard state.count == fault.number || fault.lasts && state.count > fault.number else {
        return nil
      }
      state.failures += 1
      guard fault.nature == .inputOutput else {
        errno = ENOSPC
        return kind == .create ? SQLITE_CANTOPEN : SQLITE_FULL
      }
      errno = EIO
      return switch kind {
      case .open, .create: SQLITE_CANTOPEN
      case .read: SQLITE_IOERR | 1 << 8
      case .write: SQLITE_IOERR | 3 << 8
      case .sync: SQLITE_IOERR | 4 << 8
      case .truncate: SQLITE_IOERR | 6 << 8
      case .size: SQLITE_IOERR | 7 << 8
      case .delete, .rename: SQLITE_IOERR | 10 << 8
      case .lock: SQLITE_IOERR | 15 << 8
      }
    }
  }

  /// Whether a write that fails has written its first half.
  var writesShort: Bool { state.withLock { $0.fault?.nature == .shortWrite } }

  // MARK: What was done

  /// The operations since the last ``snapshot()``.
  var log: [DiskOperation] { state.withLock { $0.log } }

  func note(_ operation: DiskOperation) { state.withLock { $0.log.append(operation) } }

  func opened(_ name: String, isNew: Bool) -> Int {
    state.withLock { state in
      if !isNew, let number = state.numbers[name] { return number }
      let number = state.next
      state.next += 1
      state.numbers[name] = number
      state.log.append(.create(number, name: name))
      return number
    }
  }

  func deleted(_ name: String, isSynced: Bool) {
    state.withLock { state in
      state.numbers[name] = nil
      state.log.append(.delete(name: name))
      if isSynced { state.log.append(.syncFolder) }
    }
  }

  /// A file was made whole, and synced.
  func made(_ name: String, of bytes: [UInt8]) {
    let number = opened(name, isNew: true)
    note(.write(number, offset: 0, bytes: bytes))
    note(.sync(number))
  }

  func renamed(_ name: String, to newName: String) {
    state.withLock { state in
      state.numbers[newName] = state.numbers.removeValue(forKey: name)
      state.log.append(.rename(name, to: newName))
    }
  }

  // MARK: The files

  /// The files as they are, and the log begins anew.
  func snapshot() throws -> DiskImage {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: folder.file($0), isDirectory: &isFolder)
        && !isFolder.boolValue
    }
    var image = DiskImage()
    for (number, name) in names.sorted().enumerated() {
      image.names[name] = number + 1
      image.contents[number + 1] = [UInt8](try Data(contentsOf: URL(filePath: folder.file(name))))
    }
    begin(image)
    return image
  }

  /// Makes the files those of an image, and the log begins anew.
  func restore(_ image: DiskImage) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where image.names[name] == nil { try FileManager.default.removeItem(atPath: folder.file(name)) }
    for (name, number) in image.names {
      let descriptor = Glibc.open(folder.file(name), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      defer { close(descriptor) }
      let bytes = image.contents[number] ?? []
      guard write(descriptor, bytes, bytes.count) == bytes.count else {
        throw POSIXError(.EIO)
      }
    }
    begin(image)
  }

  private func begin(_ image: DiskImage) {
    state.withLock { state in
      state.numbers = image.names
      state.next = (image.contents.keys.max() ?? 0) + 1
      state.log = []
    }
  }
}
