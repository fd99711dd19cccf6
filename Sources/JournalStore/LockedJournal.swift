import CaseModel
import Foundation
import GRDB
public import SealedSQLite
public import Sealing

/// A journal's file before anybody has opened it with a key.
///
/// What it tells is what the file shows to everyone: its id, whether it is a demo, its slots.
public final class LockedJournal {
  /// Where the file lies, as it was given.
  public let path: String
  let file: SealedFile
  let mode: SealedFile.Mode

  /// Looks at the header of a journal.
  ///
  /// - Throws: ``JournalError``: `noJournal`, `notAJournal`, `newerFormat`, `damaged`,
  ///   `alreadyOpen`, `notWritable`.
  public init(at path: String, mode: SealedFile.Mode = .readOnly) throws {
    self.path = path
    self.mode = mode
    file = try JournalError.opening(path, mode: mode)
  }

  /// Whether there is a file that begins as a journal or a parcel does.
  public static func looksLikeOne(at path: String) -> Bool { SealedFile.looksLikeOne(at: path) }

  /// What the file shows without a key.
  public var header: SealedHeader { file.header }

  /// The name under which the kernel may keep this journal's keys.
  public var keyringName: String { header.keyringName }

  /// Opens the journal with a passphrase or a key file.
  ///
  /// - Throws: ``JournalError``: `wrongKey`, `damaged`, `busy`, `notWritable`; `replaced` if the
  ///   journal got another key meanwhile: look at it anew.
  public func unlock(_ secret: SlotSecret, in environment: StoreEnvironment) throws -> Journal {
    try unlock(slot(openedBy: secret), in: environment)
  }

  /// Opens the journal with a key that is known to open it.
  ///
  /// - Throws: ``JournalError``: `damaged`, `busy`, `notWritable`, `replaced`.
  public func unlock(_ slot: OpenedSlot, in environment: StoreEnvironment) throws -> Journal {
    try unlock(slot.keys, in: environment)
  }

  /// The key that a secret opens.
  ///
  /// - Throws: ``JournalError/wrongKey(path:code:)``.
  public func slot(openedBy secret: SlotSecret) throws -> OpenedSlot {
    try JournalError.translating(path, file: file) { try file.slot(openedBy: secret) }
  }

  /// Opens the journal with keys that the kernel kept: ``Journal/keptKeys``.
  ///
  /// - Throws: ``JournalError``, as for a passphrase.
  public func unlock(kept: SecretBytes, in environment: StoreEnvironment) throws -> Journal {
    guard kept.count == DataKey.length + SigningKey.seedLength else {
      throw JournalError.wrongKey(path: path)
    }
    let keys = JournalKeys(
      dataKey: try DataKey(kept.slice(0..<DataKey.length)),
      authorSeed: try kept.slice(DataKey.length..<kept.count))
    return try unlock(keys, in: environment)
  }

  func unlock(_ keys: JournalKeys, in environment: StoreEnvironment) throws -> Journal {
    try JournalError.translating(path, file: file) { try file.unlock(with: keys.dataKey) }
    return try Journal(file, at: path, mode: mode, keys: keys, environment: environment)
  }
}

extension SealedHeader {
  /// A key is kept by the file's id, so that a journal that was moved is still open.
  var keyringName: String { "hopenow:" + (RecordID(fileID)?.description ?? "") }
}
