import CaseModel
import Foundation
import GRDB
import SealedSQLite
import Sealing

extension JournalError {
  /// Runs `body` and turns the errors of the layers below into a journal's own.
  ///
  /// SQLite can only say "I/O error" where a page wasn't authentic, so the file is asked first.
  static func translating<Result>(
    _ path: String, file: SealedFile? = nil, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch let error as SealedFileError {
      throw JournalError(error, path: path)
    } catch let fault as RecordFault {
      throw JournalError.damagedRecords(path: path, fault: fault)
    } catch is CanonicalError {
      throw JournalError.damagedRecords(path: path, fault: .notCanonical)
    } catch let error as DatabaseError {
      if let failure = file?.failure { throw JournalError(failure, path: path) }
      throw JournalError(error, path: path)
    }
  }

  init(_ error: SealedFileError, path: String) {
    self =
      switch error {
      case .notAJournal: .notAJournal(path: path)
      case .newerFormat: .newerFormat(path: path)
      case .damaged(let part): .damaged(path: path, part: part)
      case .wrongKey, .noSlot: .wrongKey(path: path)
      case .wrongRecoveryCode(let isMistyped):
        .wrongKey(path: path, code: isMistyped ? .mistyped : .another)
      case .tooManySlots: .tooManyKeys
      case .lastSlot: .lastKey
      case .slotMissing: .noKey(number: 0)
      case .replaced: .replaced(path: path)
      case .busy: .busy(path: path)
      case .readOnly: .notWritable(path: path)
      case .outOfSpace: .outOfSpace(path: path)
      case .notAKey: .damaged(path: path, part: .header)
      case .alreadyOpen: .alreadyOpen(path: path)
      case .system(errno: ENOENT), .system(errno: ENOTDIR): .noJournal(path: path)
      case .system(errno: EEXIST): .alreadyExists(path: path)
      case .system(errno: EACCES), .system(errno: EROFS), .system(errno: EPERM):
        .notWritable(path: path)
      case .system(errno: ENOSPC), .system(errno: EDQUOT): .outOfSpace(path: path)
      case .system(let errno): .system(path: path, errno: errno)
      default: .system(path: path, errno: EIO)
      }
  }

  /// Opens a file to look at its header: what may not be read isn't one that can't be written.
  static func opening(_ path: String, mode: SealedFile.Mode) throws -> SealedFile {
    try translating(path) {
      do {
        return try SealedFile(opening: path, mode: mode)
      } catch SealedFileError.system(errno: EACCES) {
        throw JournalError.notReadable(path: path)
      }
    }
  }

  init(_ error: DatabaseError, path: String) {
    guard error.extendedResultCode != .SQLITE_READONLY_DBMOVED else {
      self = .replaced(path: path)
      return
    }
    self =
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
      // Nobody else interrupts: see StepBudget.
      case .SQLITE_INTERRUPT: .damagedRecords(path: path, fault: .endless)
      case .SQLITE_FULL: .outOfSpace(path: path)
      case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: .notWritable(path: path)
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(path: path, part: .page(0))
      default: .database(path: path, code: error.extendedResultCode.rawValue)
      }
  }
}
