import CaseModel
import Foundation
import GRDB
import SealedSQLite
import Sealing

/// What this machine remembers of a journal, sealed, in a file of its own.
///
/// A journal that was copied or put back from a backup looks like the original. Only the machine
/// can tell: it knows its label, its own last entry, the tips it has seen and the header's
/// generation. Whoever doesn't find them again takes a new label before writing, so that two copies
/// never write under one label.
struct MachineState: Equatable {
  var label: ReplicaLabel
  var generation: UInt64
  /// The last entry of every chain as last seen, one's own among them.
  var tips: Set<Tip>

  /// The last entry of a chain.
  struct Tip: Hashable {
    var label: ReplicaLabel
    var sequence: UInt64
    var entry: EntryID

    static let length = 56
    var encoded: [UInt8] {
      label.bytes + (0..<8).map { UInt8(truncatingIfNeeded: sequence >> (8 * $0)) } + entry.bytes
    }

    init(label: ReplicaLabel, sequence: UInt64, entry: EntryID) {
      self.label = label
      self.sequence = sequence
      self.entry = entry
    }

    init?(encoded: ArraySlice<UInt8>) {
      guard encoded.count == Self.length, let label = ReplicaLabel(encoded.prefix(16)),
        let entry = EntryID(encoded.suffix(32))
      else { return nil }
      let sequence = encoded.dropFirst(16).prefix(8)
      self.init(
        label: label, sequence: sequence.reversed().reduce(0) { $0 << 8 | UInt64($1) },
        entry: entry)
    }
  }

  private static let version: UInt8 = 1
  private static let tipLimit = 10_000

  private var encoded: [UInt8] {
    var bytes = [Self.version] + label.bytes
    withUnsafeBytes(of: generation.littleEndian) { bytes.append(contentsOf: $0) }
    // One's own first: of more than can be read again, those of some forks or strangers are left out.
    let (own, others) = (tips.filter { $0.label == label }, tips.filter { $0.label != label })
    for tip in (own.sorted { $0.entry < $1.entry } + others.sorted { $0.entry < $1.entry })
      .prefix(Self.tipLimit)
    {
      bytes.append(contentsOf: tip.encoded)
    }
    return bytes
  }

  private init?(encoded: [UInt8]) {
    guard encoded.first == Self.version, encoded.count >= 25,
      (encoded.count - 25) % Tip.length == 0,
      let label = ReplicaLabel(encoded[1..<17])
    else { return nil }
    self.label = label
    generation = encoded[17..<25].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    tips = Set(
      stride(from: 25, to: encoded.count, by: Tip.length).compactMap {
        Tip(encoded: encoded[$0..<$0 + Tip.length])
      })
  }

  init(label: ReplicaLabel, generation: UInt64, tips: Set<Tip>) {
    self.label = label
    self.generation = generation
    self.tips = tips
  }

  /// Reads what was remembered; anything unreadable counts as nothing.
  static func load(folder: String?, fileID: [UInt8], dataKey: DataKey) throws -> MachineState? {
    guard let path = path(folder: folder, fileID: fileID),
      let sealed = bytes(ofFileAt: path, atMost: 1 << 20),
      let opened = try? Sealed.open(sealed, with: dataKey.subkey(.state), context: fileID)
    else { return nil }
    return opened.withUnsafeBytes { MachineState(encoded: [UInt8]($0)) }
  }

  /// Remembers, replacing what was there whole or not at all.
  func save(folder: String?, fileID: [UInt8], dataKey: DataKey) throws {
    guard let folder, let path = Self.path(folder: folder, fileID: fileID) else { return }
    let sealed = try encoded.withUnsafeBytes {
      Sealed.seal($0, with: try dataKey.subkey(.state), context: fileID)
    }
    let temporary = "\(path).\(getpid())"
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
    var descriptor = open(temporary, flags, 0o600)
    if descriptor < 0, errno == ENOENT {
      try? FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      descriptor = open(temporary, flags, 0o600)
    }
    guard descriptor >= 0 else { return }
    let written = Glibc.write(descriptor, sealed, sealed.count)
    close(descriptor)
    if written == sealed.count, rename(temporary, path) == 0 { return }
    unlink(temporary)
  }

  /// Forgets a file that is no more.
  static func forget(folder: String?, fileID: [UInt8]) {
    guard let path = path(folder: folder, fileID: fileID) else { return }
    unlink(path)
  }

  private static func path(folder: String?, fileID: [UInt8]) -> String? {
    guard let folder, let id = RecordID(fileID) else { return nil }
    return "\(folder)/\(id)"
  }
}

extension Journal {
  /// Compares what this machine remembers with the journal, when it is opened.
  func recallState() throws {
    let remembered = try MachineState.load(
      folder: environment.stateFolder, fileID: file.header.fileID, dataKey: keys.dataKey)
    guard let remembered else { return }
    let isWhole = try read { db in
      try remembered.tips.allSatisfy { try Self.contains($0, in: db) }
    }
    if isWhole && file.header.generation >= remembered.generation {
      state = remembered
    } else {
      notices.append(.olderThanLastSeen)
    }
  }

  /// The label to write under: the remembered one, or a new one that is announced.
  func labelForWriting() -> ReplicaLabel {
    if let state { return state.label }
    guard let label = ReplicaLabel(environment.random(ReplicaLabel.length)) else {
      fatalError("the environment gives as many random bytes as asked for")
    }
    if !notices.contains(.olderThanLastSeen) { notices.append(.newOnThisMachine) }
    state = MachineState(label: label, generation: file.header.generation, tips: [])
    return label
  }

  /// Remembers the journal as it now is.
  ///
  /// Called after each commit. A failure is no reason to fail the command: what it wrote is safe on disk
  /// already. The next write goes on under the label remembered before, or takes a new one if there is none.
  func rememberState() {
    guard var state, let tips = try? read({ db in try Self.tips(in: db) }) else { return }
    state.generation = file.header.generation
    state.tips = tips
    self.state = state
    try? state.save(
      folder: environment.stateFolder, fileID: file.header.fileID, dataKey: keys.dataKey)
  }

  /// The last entries of all chains; where a chain forked at its end, all of them.
  static func tips(in db: Database) throws -> Set<MachineState.Tip> {
    // CROSS JOIN keeps the order: the other one reads every entry there is.
    let statement = try db.cachedStatement(
      sql: """
        SELECT bytes FROM chain CROSS JOIN entry ON entry.replica = chain.replica AND seq = last
        """)
    return Set(
      try Data.fetchAll(statement).map { data in
        let bytes = [UInt8](data)
        let entry = try Entry(bytes: bytes)
        return MachineState.Tip(
          label: entry.replica, sequence: entry.sequence, entry: Entry.id(ofBytes: bytes))
      })
  }

  static func contains(_ tip: MachineState.Tip, in db: Database) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: """
        SELECT bytes FROM replica JOIN entry ON entry.replica = replica.id
        WHERE label = ? AND seq = ?
        """)
    return try Data.fetchAll(
      statement, arguments: [Data(tip.label.bytes), Int64(tip.sequence)]
    ).contains { Entry.id(ofBytes: [UInt8]($0)) == tip.entry }
  }
}
