import CaseModel
import Foundation
import GRDB
import SealedSQLite

/// A file with records in it that was made from a journal on this machine: a parcel, or a journal for a
/// trip.
///
/// The machine remembers where it put each, since an erasure must find them: nobody who makes a parcel can
/// open it, and what was erased would lie there as it was.
public struct MadeFile: Equatable, Sendable {
  /// Where it was put.
  public let path: String
  /// Whether somebody writes in it: then it isn't removed, but merged.
  public let isJournal: Bool
  /// The id in its header.
  fileprivate let id: [UInt8]
  /// What was erased already when it was made.
  fileprivate let erased: Set<RecordMark>
  /// Where that is kept.
  fileprivate var note: String?
}

/// The form in the file, as of a draft.
private struct StoredMadeFile: Codable {
  static let version = 1

  var version = Self.version
  var path: String
  var isJournal: Bool
  var id: Data
  var erased: [Data]
}

extension MadeFile {
  fileprivate func encoded() throws -> [UInt8] {
    let stored = StoredMadeFile(
      path: path, isJournal: isJournal, id: Data(id), erased: erased.map { Data($0.bytes) })
    return [UInt8](try JSONEncoder().encode(stored))
  }

  fileprivate init?(encoded: UnsafeRawBufferPointer) {
    guard let stored = try? JSONDecoder().decode(StoredMadeFile.self, from: Data(encoded)),
      stored.version == StoredMadeFile.version
    else { return nil }
    path = stored.path
    isJournal = stored.isJournal
    id = [UInt8](stored.id)
    erased = Set(stored.erased.compactMap { RecordMark([UInt8]($0)) })
  }
}

extension Journal {
  /// Makes a file with records in it, whole or not at all, and remembers where it lies.
  ///
  /// If that can't be remembered it is made all the same: of a file that was carried away nobody knows
  /// either.
  func makingRemembered<Result>(
    at path: String, isJournal: Bool, _ body: (_ making: String) throws -> Result
  ) throws -> Result {
    // What is erased meanwhile may be in it.
    let erased = try erasedMarks()
    return try Self.makingWhole(at: path) { making in
      let result = try body(making)
      guard let folder = madeFolder, let id = SealedFile.claimedID(at: making) else {
        return result
      }
      let url = URL(fileURLWithPath: path)
      let made = MadeFile(
        path: url.standardizedFileURL.path, isJournal: isJournal, id: id, erased: erased)
      if let sealed = try? sealToOneself(made.encoded(), in: .made) {
        _ = OwnFiles.made.write(sealed, in: folder, of: author)
      }
      return result
    }
  }

  /// Removes what this machine keeps of what was erased: drafts, and parcels where they were put.
  ///
  /// - Warning: What isn't where it was put is not found; ``madeFilesOfErased()`` has it.
  func removeWhatIsKeptOfErased() {
    try? removeDraftsOfErased()
    try? removeParcelsOfErased()
  }

  /// Removes the parcels that were made here before something was erased, and tells in ``notices``
  /// which: a colleague who hasn't merged hers needs another.
  ///
  /// - Throws: ``JournalError``.
  public func removeParcelsOfErased() throws {
    let removed = try madeFilesOfErased().filter { made in
      guard !made.isJournal, made.isThere, unlink(made.path) == 0 else { return false }
      _ = SealedFile.syncFolder(of: made.path)
      made.note.map(removeFile(at:))
      return true
    }
    if !removed.isEmpty { notices.append(.parcelsRemoved(removed.map(\.path).sorted())) }
  }

  /// What was made here before something was erased, so that it may still hold it, by the paths: parcels on a
  /// disk that isn't there or can't be written, and journals for a trip.
  ///
  /// One that was removed or carried away from where it was put is forgotten.
  ///
  /// - Throws: ``JournalError``.
  public func madeFilesOfErased() throws -> [MadeFile] {
    guard let folder = madeFolder else { return [] }
    let notes = OwnFiles.made.paths(in: folder, of: author)
    guard !notes.isEmpty else { return [] }
    let marks = try erasedMarks()
    return notes.compactMap { note -> MadeFile? in
      guard let sealed = OwnFiles.read(note),
        var made = openOwn(sealed, in: .made, MadeFile.init(encoded:))
      else {
        if OwnFiles.isUnfinished(note) { removeFile(at: note) }
        return nil
      }
      made.note = note
      // A look at this journal's own file would end its locks.
      if made.id == file.header.fileID { return nil }
      if made.isAway {
        removeFile(at: note)
        return nil
      }
      return marks.isSubset(of: made.erased) ? nil : made
    }.sorted { $0.path < $1.path }
  }

  private var madeFolder: String? { environment.stateFolder.map { $0 + "/made" } }

  private func erasedMarks() throws -> Set<RecordMark> {
    try read { db in Set(try Self.storedMarks(in: db).keys) }
  }
}

extension MadeFile {
  /// Whether it, and nothing else, lies where it was put.
  fileprivate var isThere: Bool { SealedFile.claimedID(at: path) == id }

  /// Whether its folder is there, and it isn't.
  fileprivate var isAway: Bool {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    return !isThere && access(folder, R_OK | X_OK) == 0
  }
}
