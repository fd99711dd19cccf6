import CaseModel
import Foundation
import GRDB
import SealedSQLite

/// Drafts: what was typed and not saved, sealed to whoever typed it.
///
/// One lies in a file of its own (``OwnFiles``), in this machine's folder: the journal may be what can't be
/// written. Its name tells nothing but that there is one, and of how many authors there are some.
extension Journal {
  /// Keeps what was typed, whole or not at all.
  ///
  /// It lies in this machine's folder, or beside the journal where that one can't be written. The file
  /// that it lay in before is removed.
  ///
  /// - Returns: The draft, with the file that it lies in.
  /// - Throws: ``JournalError/notWritable(path:)`` if neither place takes it; then the file before is
  ///   still there.
  @discardableResult
  public func keep(_ unsaved: UnsavedRecord) throws -> UnsavedRecord {
    var kept = unsaved
    kept.keptMilliseconds = environment.now().wallMilliseconds
    let sealed = try sealToOneself(kept.encoded(), in: .drafts)
    for folder in draftFolders {
      guard let path = OwnFiles.drafts.write(sealed, in: folder, of: author) else { continue }
      remove(unsaved)
      kept.path = path
      return kept
    }
    throw JournalError.notWritable(path: draftFolders.first ?? path)
  }

  /// One's drafts that can be gone on with in this journal, the newest first.
  ///
  /// One that was saved after all, or that concerns what was erased, before a crash kept it from being
  /// removed, is removed now. What isn't a draft of one's own is passed over.
  public func unsavedRecords() -> [UnsavedRecord] {
    let drafts = (try? draftsOfUnerased()) ?? allDrafts()
    return drafts.filter { unsaved in
      if isSaved(unsaved) {
        remove(unsaved)
        return false
      }
      return unsaved.knownRecords.allSatisfy(holds)
    }.sorted {
      ($0.keptMilliseconds, $0.path ?? "") > ($1.keptMilliseconds, $1.path ?? "")
    }
  }

  /// Removes a draft, if it is kept anywhere.
  public func remove(_ unsaved: UnsavedRecord) {
    if let path = unsaved.path { removeFile(at: path) }
  }

  /// Removes every draft of one's own that makes, changes or names something that was erased, wherever
  /// it lies.
  ///
  /// - Warning: Whom a draft means only in words isn't found, nor whoever wasn't picked yet.
  func removeDraftsOfErased() throws { _ = try draftsOfUnerased() }

  /// All other drafts, once those are removed.
  private func draftsOfUnerased() throws -> [UnsavedRecord] {
    environment.stateFolder.map(FleetingFile.removeAbandoned(in:))
    let drafts = allDrafts()
    guard !drafts.isEmpty else { return [] }
    return try read { db in
      let erasures = try Erasures(in: db)
      return try drafts.filter { unsaved in
        guard try unsaved.records.contains(where: erasures.contains) else { return true }
        remove(unsaved)
        return false
      }
    }
  }

  // MARK: Finding

  /// This machine's folder for drafts, then the journal's.
  private var draftFolders: [String] {
    let beside = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    return [environment.stateFolder.map { $0 + "/drafts" }, beside].compactMap(\.self)
  }

  private func allDrafts() -> [UnsavedRecord] {
    draftFolders.flatMap { readOwn(.drafts, in: $0, UnsavedRecord.init(encoded:)) }
      .map { path, unsaved in
        var unsaved = unsaved
        unsaved.path = path
        return unsaved
      }
  }

  /// Whether the new record is there already: ids come from chance, so it can be no other.
  private func isSaved(_ unsaved: UnsavedRecord) -> Bool {
    guard unsaved.draft.record == nil, let id = unsaved.draft.id,
      Kind.named(unsaved.draft.kind)?.identity == .random
    else { return false }
    return holds(id)
  }

  private func holds(_ record: RecordID) -> Bool {
    let found = try? read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM record WHERE uuid = ? AND kind <> '')",
        arguments: [Data(record.bytes)])
    }
    return found ?? false
  }
}
