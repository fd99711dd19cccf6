/// Which part of a journal's file is damaged or was tampered with.
public enum DamagedPart: Equatable, Sendable {
  /// Both copies of the header, or its authentication.
  case header
  /// A page of the database, from 1; 0 if it isn't known which.
  case page(UInt32)
  /// The rollback journal beside the file.
  case rollbackJournal
}

/// What can go wrong with a journal's file, below the records.
public enum SealedFileError: Error, Equatable {
  /// The file is too short or doesn't begin as a journal does.
  case notAJournal
  /// The file has a format version that this program doesn't know.
  case newerFormat(UInt16)
  /// Bytes are not what was written.
  case damaged(DamagedPart)
  /// No slot of that type opens with the secret.
  case wrongKey
  /// What was typed reads as a recovery code, and isn't this file's.
  case wrongRecoveryCode(isMistyped: Bool)
  /// There is no slot of that type at all.
  case noSlot(SlotType)
  /// All slots are taken, or both that may be passphrases.
  case tooManySlots
  /// The slot is the only one; without it nobody could open the journal.
  case lastSlot
  /// There is no slot with this number.
  case slotMissing
  /// This process has the file open already; a second time would drop its locks.
  case alreadyOpen
  /// Another file is at the path by now: the journal got another key, or was moved.
  case replaced
  /// Another process held the file for longer than the busy time.
  case busy
  /// The file, or its folder, can't be written.
  case readOnly
  /// The disk is full.
  case outOfSpace
  /// The file is still locked: ask for ``SealedFile/databaseURI`` after unlocking.
  case locked
  /// Bytes that should be a colleague's public key are none.
  case notAKey
  /// The system said no, by its error number.
  case system(errno: Int32)
}

/// What a slot is opened with.
///
/// The numbers are stored for ever.
public enum SlotType: UInt8, Sendable {
  /// Something that a person types.
  case passphrase = 1
  /// A file of 32 random bytes.
  case keyFile = 2
  /// A code on paper.
  case recoveryCode = 3
  /// A colleague's key, for reading and merging from.
  case worker = 4
  /// Nothing at all, for reading: a file that is handed around and holds no secret.
  case anyone = 5

  /// Whether it opens the file to write in it, as its owner.
  public var isOwn: Bool { self != .worker && self != .anyone }
}
