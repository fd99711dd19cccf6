import Glibc
import TestSupport

/// The files of a folder: what is on a disk at one moment.
struct DiskImage {
  var names: [String: Int] = [:]
  var contents: [Int: [UInt8]] = [:]

  mutating func apply(_ operation: DiskOperation) {
    switch operation {
    case .create(let file, let name):
      names[name] = file
      if contents[file] == nil { contents[file] = [] }
    case .delete(let name):
      names[name] = nil
    case .rename(let name, let newName):
      names[newName] = names.removeValue(forKey: name)
    case .write(let file, let offset, let bytes):
      let end = offset + bytes.count
      let missing = end - (contents[file]?.count ?? 0)
      if missing > 0 {
        contents[file, default: []].append(contentsOf: [UInt8](repeating: 0, count: missing))
      }
      contents[file, default: []].withUnsafeMutableBytes { target in
        UnsafeMutableRawBufferPointer(rebasing: target[offset..<end]).copyBytes(from: bytes)
      }
    case .truncate(let file, let size):
      let surplus = (contents[file]?.count ?? 0) - size
      if surplus > 0 {
        contents[file]?.removeLast(surplus)
      } else {
        contents[file, default: []].append(contentsOf: [UInt8](repeating: 0, count: -surplus))
      }
    case .sync, .syncFolder, .acknowledge:
      break
    }
  }

  func applying(_ operations: [DiskOperation]) -> DiskImage {
    var image = self
    for operation in operations { image.apply(operation) }
    return image
  }

  /// A number that tells images apart.
  var fingerprint: Int {
    var hasher = Hasher()
    for (name, number) in names.sorted(by: { $0.key < $1.key }) {
      hasher.combine(name)
      hasher.combine(contents[number]?.count)
      contents[number]?.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
    return hasher.finalize()
  }
}

/// A moment between two operations: what is surely on the disk, and what may be.
struct CrashMoment {
  /// How many operations have been done.
  var number: Int
  /// How many commands the program has acknowledged.
  var acknowledged: Int
  /// What has been synced.
  var settled: DiskImage
  /// What has been done since, which the disk may have in part and in another order.
  var pending: [DiskOperation]
  /// What is being done.
  var next: DiskOperation?

  /// Goes through all moments of a log.
  ///
  /// Names come and go by a sync of the folder, contents by a sync of their file. A disk that
  /// doesn't honour syncs settles nothing, ever.
  static func each(
    of log: [DiskOperation], from base: DiskImage, honoursSyncs: Bool = true,
    _ body: (CrashMoment) throws -> Void
  ) rethrows {
    var moment = CrashMoment(number: 0, acknowledged: 0, settled: base, pending: [], next: nil)
    for (number, operation) in log.enumerated() {
      moment.number = number
      moment.next = operation
      if case .acknowledge = operation {
        moment.acknowledged += 1
        continue
      }
      try body(moment)
      switch operation {
      case .sync(let file): if honoursSyncs { moment.settle { $0.file == file } }
      case .syncFolder: if honoursSyncs { moment.settle { $0.file == nil } }
      default: moment.pending.append(operation)
      }
    }
    moment.number = log.count
    moment.next = nil
    try body(moment)
  }

  private mutating func settle(_ isSettled: (DiskOperation) -> Bool) {
    settled = settled.applying(pending.filter(isSettled))
    pending.removeAll(where: isSettled)
  }
}

extension DiskOperation {
  /// The file whose bytes are changed; nil for names.
  var file: Int? {
    switch self {
    case .write(let file, _, _), .truncate(let file, _), .sync(let file): file
    case .create, .delete, .rename, .syncFolder, .acknowledge: nil
    }
  }

  static let sector = 512

  /// A write sector by sector, as a disk may do it; anything else is done whole.
  var sectors: [DiskOperation] {
    guard case .write(let file, let offset, let bytes) = self else { return [self] }
    var parts: [DiskOperation] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Self.sector - (offset + start) % Self.sector)
      parts.append(.write(file, offset: offset + start, bytes: Array(bytes[start..<end])))
      start = end
    }
    return parts
  }

  /// A write with other bytes: what a sector may hold whose writing was cut off.
  func garbled(using random: inout Seeded) -> DiskOperation {
    guard case .write(let file, let offset, let bytes) = self else { return self }
    return .write(
      file, offset: offset, bytes: bytes.map { _ in UInt8(truncatingIfNeeded: random.next()) })
  }
}

/// A way in which power can go.
enum CrashKind: String, CaseIterable {
  case killed, torn, lost, reordered
}

extension CrashMoment {
  /// The images that a crash at this moment can leave, each once.
  func images(using random: inout Seeded) -> [(kind: CrashKind, image: DiskImage)] {
    let killed = settled.applying(pending)
    var found = [(CrashKind.killed, killed)]
    if let next, case .write = next {
      let sectors = next.sectors
      if sectors.count > 1 {
        let cut = 1 + random.below(sectors.count - 1)
        for part in [
          sectors[..<cut], sectors[cut...], sectors[..<(sectors.count - 1)], sectors[1...],
        ] { found.append((.torn, killed.applying(Array(part)))) }
        found.append((.torn, killed.applying(sectors.filter { _ in random.once(in: 2) })))
      }
      var garbled = sectors
      let place = random.below(sectors.count)
      garbled[place] = garbled[place].garbled(using: &random)
      found.append((.torn, killed.applying(Array(garbled[...place]))))
    }
    if !pending.isEmpty {
      found.append((.lost, settled))
      for file in Set(pending.map(\.file)) {
        found.append((.lost, settled.applying(pending.filter { $0.file != file })))
      }
      for _ in 0..<2 {
        found.append((.lost, settled.applying(pending.filter { _ in random.once(in: 2) })))
      }
      found.append((.reordered, settled.applying(Array(pending.dropFirst()))))
      found.append((.reordered, settled.applying([pending[pending.count - 1]])))
      for _ in 0..<2 {
        // Names keep their order: a folder is a journal of its own on every file system.
        let names = pending.filter { $0.file == nil }
        let bytes = pending.filter { $0.file != nil }.flatMap(\.sectors)
          .filter { _ in !random.once(in: 3) }.shuffled(using: &random)
        let kept = names.prefix(random.below(names.count + 1))
        found.append((.reordered, settled.applying(kept + bytes)))
      }
    }
    var seen = Set<Int>()
    return found.filter { seen.insert($0.1.fingerprint).inserted }
  }
}
