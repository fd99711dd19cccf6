public import SealedSQLite

/// What can go wrong with a journal.
///
/// No case ever carries what a worker wrote.
public enum JournalError: Error, Equatable {
  /// There is no file at the path.
  case noJournal(path: String)
  /// The file may not be read.
  case notReadable(path: String)
  /// There is no folder for a new file.
  case noFolder(path: String)
  /// There is a file at the path already, and nothing is ever overwritten.
  case alreadyExists(path: String)
  /// The file is something else than a journal.
  case notAJournal(path: String)
  /// The file was made by a hopenow that this one doesn't understand.
  case newerFormat(path: String)
  /// No slot of the file opens with what was given; what is known of it if it is a recovery code.
  case wrongKey(path: String, code: WrongCode? = nil)
  /// The file was damaged or tampered with.
  case damaged(path: String, part: DamagedPart)
  /// The records contradict each other or their signatures, though every page is authentic.
  case damagedRecords(path: String, fault: RecordFault)
  /// Another file is at the path by now: the journal got another key meanwhile, or was moved.
  /// Nothing was written.
  case replaced(path: String)
  /// Another process was writing for longer than ten seconds.
  case busy(path: String)
  /// The file or its folder can't be written.
  case notWritable(path: String)
  /// The disk is full; nothing changed.
  case outOfSpace(path: String)
  /// The file is open in this process already, so it can't be merged into itself.
  case alreadyOpen(path: String)
  /// A demo journal and a real one never mix.
  case demoAndReal(path: String)
  /// The journal is for statistics, and holds no words.
  case statisticsOnly
  /// Only a supervisor may do it, or the team's founder for what concerns supervisors.
  case notASupervisor
  /// The file doesn't say whose it is, so nobody can join by it.
  case notATeamFile(path: String)
  /// The card is that of somebody who is no supervisor by it.
  case notASupervisorsCard(path: String)
  /// The journal belongs to another team already.
  case inAnotherTeam
  /// There is no record with this id.
  case noRecord
  /// The last key of a journal can't be removed.
  case lastKey
  /// There is no key with this number.
  case noKey(number: Int)
  /// A journal holds at most 16 keys, two of them passphrases.
  case tooManyKeys
  /// There is no command of one's own to take back.
  case nothingToUndo
  /// One's own last command can't be taken back: it settled who counts in the team, or was an init.
  case cannotUndo
  /// One's own last command erased something: nothing of it is left.
  case cannotUndoErasure
  /// The record was erased, or belongs to one that was.
  case erased
  /// A merge would erase more than it may without being asked.
  case erasesMany(count: Int)
  /// A record says who is in the team, what is settled or what was erased: it can't be erased.
  case cannotErase
  /// Words, or a whole record, are longer than a journal takes, in bytes.
  case tooLong(limit: Int)
  /// The record is of a kind that this version doesn't know.
  case needsNewerHopenow
  /// The system said no for another reason.
  case system(path: String, errno: Int32)
  /// SQLite said no for another reason, by its extended result code.
  case database(path: String, code: Int32)
}

/// What is wrong with something typed that reads as a recovery code.
public enum WrongCode: Equatable, Sendable {
  /// Its last group doesn't fit the others.
  case mistyped
  /// It is another code than the journal's.
  case another
}

/// What is wrong with an entry or a revision.
public enum RecordFault: String, Error, Equatable, Sendable {
  /// The tables are not those of the format.
  case unexpectedTables
  /// An entry or header isn't in the one canonical form.
  case notCanonical
  /// An entry has a version that this program doesn't know.
  case newerEntry
  /// A signature wasn't made by the author.
  case badSignature
  /// An entry's revisions are not the ones that it was signed for.
  case wrongRevisions
  /// A revision claims another author, install, number or place than its entry has.
  case misplacedRevision
  /// A record's id doesn't follow from its kind, owner and seed.
  case forgedRecordID
  /// Words don't match the commitment to them, or nothing committed to them.
  case wrongWords
  /// Something is longer than the format allows.
  case tooLong
  /// Reading it takes more work than the file's size explains.
  case endless
  /// A column holds another type than the format says.
  case wrongType
  /// An entry isn't in its author's chain where it says.
  case brokenChain
  /// Something is here that was erased.
  case notErased
  /// What lists and reports read isn't what the records say.
  case staleDerived
}
