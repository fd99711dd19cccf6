import CaseModel
import JournalStore
import Reports
import SealedSQLite
import Sealing
import Spreadsheets

/// An error as a person reads it: what went wrong, what to type next, and the exit status.
///
/// The one place where prose about errors is made. No message ever carries what a worker wrote.
struct UserFacing {
  var message: String?
  var hint: String?
  var status: ExitStatus

  init(_ error: any Error) {
    switch error {
    case let error as JournalError: self.init(error)
    case let error as CommandError: self.init(error)
    case let error as AnswerError: self.init(.answer(error))
    case let error as FieldLines.LineError: self.init(.line(error))
    case let error as ReferralError: self.init(.referral(error))
    case let error as Contradiction: self.init(error)
    case let error as NotSaved: self.init(error, danish: false)
    case let error as SheetProblem: self.init(error)
    case let error as ReportError: self.init(error)
    case SealingError.outOfMemory:
      self.init(
        "There isn't enough memory to open the journal.", "Close other programs and try again.",
        .failed)
    default:
      self.init("Something unexpected went wrong (\(type(of: error))).", nil, .failed)
    }
  }

  init(_ message: String?, _ hint: String?, _ status: ExitStatus) {
    self.message = message
    self.hint = hint
    self.status = status
  }

  init(_ error: CommandError) {
    switch error {
    case .noKey:
      self.init(
        "The journal is locked, and there is no terminal to ask for the passphrase.",
        "Use --key-file, --passphrase-fd or HOPENOW_KEY_FILE.", .wrongKey)
    case .noNewKey:
      self.init(
        "There is no key for it, and no terminal to ask for a passphrase.",
        "Use --new-key-file or --new-passphrase-fd.", .usage)
    case .noFirstKey:
      self.init(
        "There is no key for the new journal, and no terminal to ask for a passphrase.",
        "Use --key-file, --passphrase-fd or HOPENOW_KEY_FILE.", .usage)
    case .badKeyFile(let path):
      self.init(
        "\"\(path)\" is not a usable key file: it must be yours, 32 bytes long and closed to others.",
        "If it has 32 bytes, try 'chmod 600 \(path)'.", .wrongKey)
    case .noKeyFile(let path):
      self.init("There is no key file at \"\(path)\".", "Check the path.", .wrongKey)
    case .noPassphraseLine(let descriptor):
      self.init(
        "There is no passphrase to read on descriptor \(descriptor).",
        "Redirect it, as in '\(descriptor)<FILE', with one passphrase a line.", .wrongKey)
    case .weakPassphrase:
      self.init(
        "That passphrase is too easy to guess: it needs 12 characters and must not be a common one.",
        "Take several words that have nothing to do with each other.", .usage)
    case .passphraseTooLong:
      self.init(
        "That passphrase is longer than \(Terminal.longestPassphrase) bytes.", "Take a key file.",
        .usage)
    case .passphrasesDiffer:
      self.init("The two passphrases are not the same.", "Try again.", .usage)
    case .interrupted:
      self.init("Interrupted; nothing changed.", nil, .interrupted)
    case .interruptedAfterSaving(let record):
      self.init(
        "Interrupted; what was answered before is saved.",
        "Go on with 'hopenow screen --resume \(record)'.", .interrupted)
    case .answer(let error):
      self.init(error, line: nil)
    case .line(.noColon(let line)):
      self.init(
        "Line \(line) has no colon.", "Each line is 'name: value'; an empty line ends them.", .usage
      )
    case .line(.noSuchField(let line)):
      self.init(
        "Line \(line) names no field.", "'hopenow help' and the reference list them.", .usage)
    case .line(.repeated(let line, let field)):
      self.init("Line \(line): '\(field)' takes one answer and has one.", nil, .usage)
    case .line(.wrong(let line, let error)):
      self.init(error, line: line)
    case .referral(.both(let one, let other)):
      self.init(
        "A referral can not be both \(one) and \(other).",
        "Clear one: --clear \(one) or --clear \(other).", .refused)
    case .referral(.without(let later, let earlier)):
      self.init(
        "A referral can not be \(later) without having been \(earlier).",
        "Give --\(earlier) as well.", .refused)
    case .referral(.before(let later, let earlier)):
      self.init("'\(later)' can not lie before '\(earlier)'.", "Check the dates.", .refused)
    case .noConsent(toOrganisation: true):
      self.init(
        "No consent to share with that organisation holds on the day of the referral; nothing changed.",
        "Record it: hopenow consent --person WHO --purpose share --to ORGANISATION --answer given. Or say why without it: --override REASON.",
        .refused)
    case .noConsent(toOrganisation: false):
      self.init(
        "A referral needs consent to share with an organisation, and none is named; nothing changed.",
        "Name it with --to, or say why without consent: --override REASON.", .refused)
    case .noConsentOnRecord:
      self.init(
        "No consent to share with that organisation holds on the day of the referral.",
        "What the person said is on record; the referral isn't.", .refused)
    case .noConsentToday:
      self.init(
        "No consent to share with the organisation of this referral holds today.",
        "Record it with 'hopenow consent', or the reason to do without: 'hopenow edit ID --override REASON'.",
        .refused)
    case .consentDecides:
      self.init(
        "The person's consent says what goes out; --include is for a referral without one.",
        "Leave --include away.", .refused)
    case .aliasTaken(let code):
      self.init(
        "\(code) is called that already; nothing was recorded.",
        "Use that code, or add --same-alias if this is somebody else.", .refused)
    case .emptyAlias:
      self.init(
        "An empty alias would leave the person without a name; nothing changed.",
        "Give another one; --clear alias takes it away on purpose.", .usage)
    case .notFound(let what, let similar):
      self.init(
        "There is no such \(what).",
        similar.isEmpty
          ? "See 'hopenow list\(what == "person" ? " --kind person" : "")'."
          : "Did you mean \(similar.joined(separator: ", "))?",
        .notFound)
    case .noSuchName(let what, let known):
      self.init(
        "There is no such \(what).", "Write one of \(known.joined(separator: ", ")).", .usage)
    case .ambiguous(let what, let candidates):
      self.init(
        "More than one \(what) is called that, or begins so: \(candidates.joined(separator: ", ")).",
        what == "worker" ? "Type more of it, or of the six words." : "Type more of it.", .notFound)
    case .notText(let line):
      self.init(
        "Line \(line) of standard input is no text in UTF-8.",
        "Write it as UTF-8, without zero bytes; 'iconv -t UTF-8' does.", .usage)
    case .argumentNotText(let number):
      self.init(
        "Argument \(number) is no text in UTF-8.",
        "Set the terminal and the script to UTF-8, or use '--fields -'.", .usage)
    case .standardInputTwice:
      self.init(
        "Only one option can read standard input ('-').", "Give one of them a file or a value.",
        .usage)
    case .nothingToRecord:
      self.init(
        "There is nothing to record.", "Give options, or 'name: value' lines with '--fields -'.",
        .usage)
    case .needsPerson:
      self.init("Whom is it about?", "Give --person with a code or an alias.", .usage)
    case .erasingNeedsYes:
      self.init(
        "Nothing brings back what is erased, and there is no terminal to ask. Nothing was erased.",
        "Add --yes.", .refused)
    case .cannotDelete:
      self.init(
        "Who is in the team, and its settings, can not be deleted; nothing changed.",
        "'hopenow team remove' ends somebody's counting; 'hopenow edit settings' changes the settings.",
        .refused)
    case .joinInstead(let path):
      self.init(
        "There is a journal at \"\(path)\" already.",
        "Join the team with it: 'hopenow team join FILE'.", .notWritable)
    case .eraseWhole(let code):
      self.init(
        "Without a question only a whole code or alias erases, not its beginning. Nothing was erased.",
        "Write \(code).", .refused)
    case .noRecordToErase:
      self.init("Which record is to be erased?", "Give its code, alias or id.", .usage)
    case .noCertificate:
      self.init(
        "Only a supervisor's erasure has a certificate; you can ask for one. Nothing changed.",
        "Leave --certificate away.", .refused)
    case .newAuthors(let count):
      self.init(
        "\(count) author\(count == 1 ? " does" : "s do") not count in your team yet, and there is no terminal to ask. Nothing was merged.",
        "Look with --dry-run, then merge with --trust-new.", .refused)
    case .needsYes:
      self.init(
        "There is nobody to ask whether that is right.",
        "Compare the fingerprint with her, then say --yes.", .refused)
    case .removingNeedsYes:
      self.init(
        "There is nobody to ask whether she is to be removed; nothing changed.", "Add --yes.",
        .refused)
    case .renamingNeedsYes:
      self.init(
        "The team has another name already, and there is nobody to ask; nothing changed.",
        "Add --yes to rename it for everybody.", .refused)
    case .noColleague(let isPath):
      self.init(
        isPath
          ? "There is no such file, and nobody in the team, or who waits, has that name."
          : "Nobody in the team, or who waits, has that name or fingerprint.",
        isPath ? "Check the path, and that the stick is plugged in." : "See 'hopenow team list'.",
        .notFound)
    case .oneself:
      self.init("That is you.", "Name a colleague: see 'hopenow team list'.", .refused)
    case .foundedATeam:
      self.init(
        "You founded a team with others in it, and would leave it for good; nothing changed.",
        "'hopenow team add FILE' lets her count in yours.", .refused)
    case .erasedWithoutFile(let path):
      self.init(
        "It is erased for good, but the certificate can not be written to \"\(path)\".",
        "It is on standard output: keep that.", .failed)
    case .nobodyToShareWith:
      self.init(
        "Nobody else is in your team.", "A supervisor adds colleagues with 'hopenow team add'.",
        .notFound)
    case .notInTeam:
      self.init(
        "She is not in the team, or not any more.", "See 'hopenow team list'.", .refused)
    case .keysWouldGo(let numbers):
      self.init(
        "Key \(numbers.map(String.init).joined(separator: ", ")) would open the journal no longer, and there is nobody to ask; nothing changed.",
        "See 'hopenow key list', then say --yes.", .refused)
    case .codeNeedsTerminal:
      self.init(
        "A recovery code is shown on a terminal, and there is none; nothing changed.",
        "To have it on standard output, say --print.", .usage)
    case .nothingMerged:
      self.init(nil, nil, .damaged)
    case .notAPeriod:
      self.init(
        "That is no period.",
        "Write 2026-10, 2026-Q3, 2026, 2026-04..2026-06, last-month or this-month.", .usage)
    case .notAFilter:
      self.init(
        "That is no condition.", "Write a field and a code: --where gender=Feminine.", .usage)
    case .notADay(let option):
      self.init("\(option) takes a day.", "Write 2026-10-31, 31/10, today or yesterday.", .usage)
    case .noSuchField(let option, let kind):
      self.init(
        "'\(option)' is no field of a record of kind \(kind).", "See 'hopenow help \(kind)'.",
        .usage)
    case .nothingInConflict, .takesNoField, .notInConflict, .noSuchValue, .notOneOfTwo, .notJoined,
      .wordsNotHere,
      .deletionUndecided:
      self.init(resolving: error)
    case .badTable(let path, let error):
      self.init(
        "\"\(path)\", line \(error.line): \(error.fault.words)",
        "The reference shows how a table of indicators is written.", .usage)
    case .notATable(let path):
      self.init(
        "\"\(path)\" is no table of indicators: it is not text in UTF-8, or longer than 1 MiB.",
        "Check the path.", .usage)
    case .noSuchFile(let path):
      self.init("\"\(path)\" can not be read.", "Check the path.", .notFound)
    case .otherTable(let id):
      self.init(
        "This screening was begun with another table of indicators: \(id).",
        "Use that one, or begin a new screening.", .usage)
    case .tableNotAtHand:
      self.init(
        "This screening was made with a table of indicators that does not come with this hopenow.",
        "Use 'hopenow screen --resume ID --indicators FILE' with the file of that table.", .usage)
    case .cannotLink(.oneself):
      self.init("Both are the same record.", "Name two.", .usage)
    case .cannotLink(.differentKinds):
      self.init(
        "The two are of different kinds.", "Link persons with persons, contacts with contacts.",
        .refused)
    case .cannotLink(.notCounted):
      self.init(
        "Only persons and what happened on a day can be linked.", "See 'hopenow list'.", .refused)
    case .nothingSaid:
      self.init(
        "Nobody has said of the two whether they are the same; nothing changed.",
        "If they are linked over others, take those links back: 'hopenow list --kind same'.",
        .notFound)
    case .noDefaultJournal:
      self.init("No journal was named.", "Use --journal PATH.", .usage)
    case .badToday:
      self.init(
        "HOPENOW_TODAY is no day.", "Write 2026-10-31 or 2026-10-31T23:30, or unset it.", .usage)
    case .notADuration:
      self.init("That is no duration.", "Write 30m or 2h, at most 24h.", .usage)
    case .exists(let path):
      self.init("There is a file at \"\(path)\" already.", "Choose another path.", .notWritable)
    case .cannotPrint:
      self.init(
        "The results could not be written to standard output.",
        "What was recorded is recorded; see 'hopenow list'.", .failed)
    case .cannotWrite(let path):
      self.init(
        "\"\(path)\" can not be written.", "Check that its folder is there, and whose it is.",
        .notWritable)
    }
  }
}

extension IndicatorTableError.Fault {
  /// What is wrong with the line, as a sentence.
  fileprivate var words: String {
    switch self {
    case .noColon: "the line has no colon; each is 'name: value'."
    case .noSuchName:
      "first come 'table', 'version' and 'draft', then for each indicator 'indicator', 'dimension', 'weight', 'en' and 'da'."
    case .repeated(let name): "there is a '\(name)' already."
    case .missing(let name): "'\(name)' is missing."
    case .badCode(let limit):
      "a code is lower-case letters and digits joined by single hyphens, begins with a letter, and has at most \(limit) characters."
    case .badVersion: "the version is a whole number from 1 to 9999."
    case .badDraft: "'draft' is yes or no."
    case .draftDisagrees: "a draft says 'draft: yes' and has a name that ends in '-draft'."
    case .badDimension: "the dimension is a whole number from 1 to 6."
    case .badWeight: "the weight is strong, medium or weak."
    case .longQuestion: "a question has at most \(IndicatorTable.questionLimit) characters."
    case .controlCharacter: "there is a character that can't be seen."
    case .duplicate(let line): "line \(line) has that code already."
    case .tooMany: "a table has at most \(IndicatorTable.indicatorLimit) indicators."
    case .empty: "the table has no indicator."
    case .nameTaken: "that is the name of a table that comes with hopenow; take another."
    }
  }
}
