public import CaseModel
import Foundation
public import SealedSQLite
import Sealing

extension Journal {
  /// Makes a journal of the same worker's with only some persons in it, to be taken along.
  ///
  /// It has a key of its own, and one with which this journal merges it back without being asked.
  ///
  /// - Parameters:
  ///   - path: Where it shall lie; nothing may be there.
  ///   - persons: Whose pages and records go in, beside what the team has settled.
  ///   - secret: What opens it.
  /// - Returns: What went in.
  /// - Throws: ``JournalError``, as for a new journal; then there is none.
  public func makeTravelJournal(
    at path: String, about persons: [RecordID], secret: SlotSecret
  ) throws -> ParcelReport {
    guard let folder = environment.stateFolder else { throw JournalError.notWritable(path: path) }
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // Hidden and removed as the parcel in the making itself is, should this be killed.
    let parcel = FleetingFile.path(in: folder, for: "packing-\(UUID().uuidString)")
    return try makingRemembered(at: path, isJournal: true) { making, begun in
      defer { [parcel, parcel + "-journal"].forEach(removeFile(at:)) }
      let report = try writeParcel(
        parcel, at: parcel, .persons(persons), for: [.colleague(author.bytes)])
      try makeTravelJournal(making, at: path, of: parcel, secret: secret, begun)
      return report
    }
  }

  private func makeTravelJournal(
    _ making: String, at path: String, of parcel: String, secret: SlotSecret,
    _ begun: (SealedFile) -> Void
  ) throws {
    let keys = JournalKeys(dataKey: try .random(), authorSeed: keys.authorSeed)
    let file = try JournalError.translating(path) {
      try SealedFile.create(
        at: making, keys: keys, for: [.owner(secret), .colleague(author.bytes)], isDemo: isDemo,
        isStatistics: !keepsWords)
    }
    begun(file)
    let journal = try Journal(
      file, at: path, mode: .readWrite, keys: keys, environment: environment, isNew: true)
    let root = try root()
    try journal.write { try Fact.root.set(root.bytes, in: $0) }
    let source = try ForeignJournal(
      at: parcel, key: readingKey, scratchFolder: environment.stateFolder)
    let merged = try journal.merge([source], newAuthors: .holdBack)
    if let refusal = merged.sources.first?.refusal { throw refusal }
    // It was made here: nothing to announce when it is first written in.
    _ = journal.labelForWriting()
    journal.rememberState()
  }
}
