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
  /// Whether it is a journal that has been merged since.
  fileprivate var isMerged = false
  /// Where all that is noted.
  fileprivate var note: String?

  fileprivate init(path: String, isJournal: Bool, id: [UInt8], erased: Set<RecordMark>) {
    self.path = path
    self.isJournal = isJournal
    self.id = id
    self.erased = erased
  }
}

/// What was made on this machine before something was erased.
public struct MadeFilesOfErased: Equatable, Sendable {
  /// Parcels that are removed now; by their paths, as are the others.
  public var removed: [MadeFile]
  /// What is there and isn't removed: journals for a trip, and parcels where nothing can be removed.
  public var left: [MadeFile]
  /// What isn't where it was put: carried away or removed by somebody, or on a disk that isn't there.
  public var notFound: [MadeFile]

  /// Whether nothing was.
  public var isEmpty: Bool { removed.isEmpty && left.isEmpty && notFound.isEmpty }

  /// Puts them together.
  public init(removed: [MadeFile] = [], left: [MadeFile] = [], notFound: [MadeFile] = []) {
    self.removed = removed
    self.left = left
    self.notFound = notFound
  }
}

/// The form in the file, as of a draft.
private struct StoredMadeFile: Codable {
  static let version = 1

  var version = Self.version
  var path: String
  var isJournal: Bool
  var isMerged: Bool
  var id: Data
  var erased: [Data]
}

extension MadeFile {
  fileprivate func encoded() throws -> [UInt8] {
    let stored = StoredMadeFile(
      path: path, isJournal: isJournal, isMerged: isMerged, id: Data(id),
      erased: erased.map { Data($0.bytes) })
    return [UInt8](try JSONEncoder().encode(stored))
  }

  fileprivate init?(encoded: UnsafeRawBufferPointer) {
    guard let stored = try? JSONDecoder().decode(StoredMadeFile.self, from: Data(encoded)),
      stored.version == StoredMadeFile.version
    else { return nil }
    self.init(
      path: stored.path, isJournal: stored.isJournal, id: [UInt8](stored.id),
      erased: Set(stored.erased.compactMap { RecordMark([UInt8]($0)) }))
    isMerged = stored.isMerged
  }
}

extension Journal {
  /// Makes a file with records in it, whole or not at all, and remembers where it lies, from before there is
  /// anything in it.
  ///
  /// What is erased while it is made isn't in it: then it is made anew. If it can't be remembered it is
  /// made all the same.
  ///
  /// - Parameters:
  ///   - path: Where it shall lie.
  ///   - isJournal: Whether it is a journal for a trip.
  ///   - body: Makes it, and says when the file is there and still empty.
  /// - Returns: What `body` does.
  /// - Throws: ``JournalError``: `alreadyExists`, `noFolder`, `notWritable`; what `body` throws. Then there
  ///   is no file.
  func makingRemembered<Result>(
    at path: String, isJournal: Bool,
    _ body: (_ making: String, _ begun: (SealedFile) -> Void) throws -> Result
  ) throws -> Result {
    while true {
      let erased = try erasedMarks()
      var made: MadeFile?
      do {
        let result = try Self.makingWhole(at: path) { making in
          try body(making) { file in
            made = remember(
              MadeFile(
                path: Self.realPath(of: path), isJournal: isJournal, id: file.header.fileID,
                erased: erased))
          }
        }
        if try erasedMarks().isSubset(of: erased) { return result }
        removeFile(at: path)
        made?.forget()
      } catch {
        if let made, !made.isThere { made.forget() }
        throw error
      }
    }
  }

  /// Notes which journals for a trip are merged: once somebody has removed one, nothing is left of it.
  func rememberMerged(_ sources: [ForeignJournal], _ report: MergeReport) {
    guard let folder = madeFolder else { return }
    let merged = Set(
      zip(sources, report.sources).filter { $0.1.refusal == nil }.map(\.0.file.header.fileID))
    for made in madeFiles(in: folder) where made.isJournal && !made.isMerged {
      guard merged.contains(made.id), case var other = made else { continue }
      other.isMerged = true
      if remember(other) != nil { made.forget() }
    }
  }

  private func remember(_ made: MadeFile) -> MadeFile? {
    guard let folder = madeFolder, let sealed = try? sealToOneself(made.encoded(), in: .made),
      let note = OwnFiles.made.write(sealed, in: folder, of: author)
    else { return nil }
    var noted = made
    noted.note = note
    return noted
  }

  private func madeFiles(in folder: String) -> [MadeFile] {
    readOwn(.made, in: folder, MadeFile.init(encoded:)).map { note, made in
      var made = made
      made.note = note
      return made
    }
  }

  /// Removes what this machine keeps of what was erased: drafts, and parcels where they were put.
  func removeWhatIsKeptOfErased() {
    try? removeDraftsOfErased()
    guard let made = try? removeParcelsOfErased(), !made.isEmpty else { return }
    notices.append(.madeBeforeErasure(made))
  }

  /// Removes the parcels that were made here before something was erased: a colleague who hasn't merged
  /// hers needs another.
  ///
  /// What isn't the very file that was made stays, whatever its name. Only what is removed is forgotten: a
  /// disk that isn't there now may be later.
  ///
  /// - Returns: What was made before, what became of it, and where it was put.
  /// - Throws: ``JournalError``.
  @discardableResult
  public func removeParcelsOfErased() throws -> MadeFilesOfErased {
    guard let folder = madeFolder, case let made = madeFiles(in: folder), !made.isEmpty else {
      return MadeFilesOfErased()
    }
    let marks = try erasedMarks()
    var found = MadeFilesOfErased()
    for made in made where !marks.isSubset(of: made.erased) && !isOpen(made.path) {
      let places = made.places
      if places.isEmpty {
        // As it was told: merged, then removed.
        if made.isMerged { made.forget() } else { found.notFound.append(made) }
      } else if !made.isJournal, places.allSatisfy({ unlink($0) == 0 || errno == ENOENT }) {
        _ = SealedFile.syncFolder(of: made.path)
        made.forget()
        found.removed.append(made)
      } else {
        found.left.append(made)
      }
    }
    for list in [\MadeFilesOfErased.removed, \.left, \.notFound] {
      found[keyPath: list].sort { $0.path < $1.path }
    }
    return found
  }

  /// Whether a path leads to the journal's own file: a look into it would end the locks on it.
  private func isOpen(_ path: String) -> Bool {
    var (own, other) = (stat(), stat())
    return stat(self.path, &own) == 0 && stat(path, &other) == 0 && own.st_dev == other.st_dev
      && own.st_ino == other.st_ino
  }

  private var madeFolder: String? { environment.stateFolder.map { $0 + "/made" } }

  private func erasedMarks() throws -> Set<RecordMark> {
    try read { db in Set(try Self.storedMarks(in: db).keys) }
  }

  /// A path by which a file is found from any folder.
  private static func realPath(of path: String) -> String {
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    guard let real = realpath(folder, nil) else { return url.path }
    defer { free(real) }
    return String(cString: real) + "/" + url.lastPathComponent
  }
}

extension MadeFile {
  /// Whether it, and nothing else, lies where it was put.
  fileprivate var isThere: Bool { SealedFile.claimedID(at: path) == id }

  fileprivate func forget() { note.map(removeFile(at:)) }

  /// Where it lies: at its path and, by a link, elsewhere; and what a kill left of its making.
  fileprivate var places: [String] {
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    let abandoned = FleetingFile.abandoned(in: folder, for: url.lastPathComponent)
    return ([path] + abandoned).filter { SealedFile.claimedID(at: $0) == id }.flatMap { place in
      let real = realpath(place, nil)
      defer { free(real) }
      return Set([place] + [real.map { String(cString: $0) }].compactMap(\.self))
    }
  }
}
