import Glibc
import JournalStore
import SealedSQLite

extension UserFacing {
  init(_ error: JournalError) {
    switch error {
    case .noJournal(let path):
      self.init(
        "There is no journal at \"\(path)\".", "Make one with 'hopenow init --journal \(path)'.",
        .noJournal)
    case .alreadyExists(let path):
      self.init("There is a file at \"\(path)\" already.", "Choose another path.", .notWritable)
    case .notReadable(let path):
      self.init(
        "\"\(path)\" can not be read.", "Check whose file it is: its owner can let you read it.",
        .notFound)
    case .noFolder(let path):
      self.init(
        "There is no folder \"\(path)\".", "Check the path, and that the stick is plugged in.",
        .notWritable)
    case .notAJournal(let path):
      self.init("\"\(path)\" is not a journal.", "Check the path.", .damaged)
    case .newerFormat(let path):
      self.init(
        "\"\(path)\" was made by a newer hopenow.", "Install the newest hopenow and try again.",
        .failed)
    case .wrongKey(_, code: .mistyped):
      self.init(
        "That recovery code is mistyped: its last group does not fit the others.",
        "Compare it with the paper, group by group.", .wrongKey)
    case .wrongKey(let path, code: .another):
      self.init(
        "That recovery code is not the one of \"\(path)\".",
        "A newer code took its place, or it is another journal's; 'hopenow key list' shows when the present one was made.",
        .wrongKey)
    case .wrongKey(let path, code: nil):
      self.init(
        "That key does not open \"\(path)\".",
        "Try again; 'hopenow key list' shows what kinds of keys there are.",
        .wrongKey)
    case .damaged(let path, .header):
      self.init(
        "\"\(path)\" is damaged or was tampered with (\(DamagedPart.header.words)).",
        "Take your last backup.", .damaged)
    case .damaged(let path, let part):
      self.init(
        "\"\(path)\" is damaged or was tampered with (\(part.words)).",
        "Take your last backup, or save what is left: 'hopenow check --journal \(path) --salvage NEW.hopenow'.",
        .damaged)
    case .damagedRecords(let path, let fault):
      self.init(
        "\"\(path)\" holds an entry that is not what its author signed (\(fault.rawValue)).",
        "Nothing was taken from it. Ask its owner for another copy, or run 'hopenow check' on it.",
        .damaged)
    case .replaced(let path):
      self.init(
        "\"\(path)\" got another key, or was moved, while this command waited; nothing was written.",
        "Run the command again.", .busy)
    case .busy(let path):
      self.init(
        "Another program was writing \"\(path)\" for more than ten seconds.", "Try again.", .busy)
    case .notWritable(let path):
      self.init(
        "\"\(path)\" can not be written; nothing changed.",
        "Check who owns the file and its folder.", .notWritable)
    case .outOfSpace(let path):
      self.init(
        "There is no space left for \"\(path)\"; nothing changed.", "Make room and try again.",
        .notWritable)
    case .alreadyOpen(let path):
      self.init(
        "\"\(path)\" is the journal that is being written, or is named twice.",
        "Name each journal once.", .usage)
    case .demoAndReal(let path):
      self.init(
        "\"\(path)\" and this journal do not mix: one of them is a demo.",
        "To try it out, merge a demo's journals with each other.", .refused)
    case .statisticsOnly:
      self.init(
        "This journal is for statistics and takes no words.",
        "Write in your own journal, and merge that.", .refused)
    case .notASupervisor:
      self.init(
        "Only a supervisor of the team can do that, and only its founder what concerns supervisors.",
        "See 'hopenow team list'.", .refused)
    case .notATeamFile(let path):
      self.init(
        "\"\(path)\" is no card and no team's file.",
        "A supervisor makes one with 'hopenow team card FILE'.", .damaged)
    case .notASupervisorsCard(let path):
      self.init(
        "\"\(path)\" is the card of somebody who is no supervisor by it.",
        "Ask a supervisor for the team's file: 'hopenow team card FILE'.", .refused)
    case .inAnotherTeam:
      self.init(
        "This journal is in another team already.",
        "Make a journal of its own for the new team: 'hopenow init --team FILE --journal PATH'.",
        .refused)
    case .noRecord:
      self.init("There is no such record.", "See 'hopenow list'.", .notFound)
    case .lastKey:
      self.init(
        "That is the journal's only key; without it nobody could open it.",
        "Add another key first with 'hopenow key add'.", .refused)
    case .noKey(let number):
      self.init(
        "The journal has no key number \(number).", "See 'hopenow key list'.", .notFound)
    case .tooManyKeys:
      self.init(
        "The journal has no room for another key of that kind: at most 16, two of them passphrases.",
        "Remove one with 'hopenow key remove'.", .refused)
    case .nothingToUndo:
      self.init("There is nothing of yours to take back.", nil, .notFound)
    case .cannotUndo:
      self.init(
        "Your last command changed the team or its settings; that is not taken back by undo.",
        "Change them again: 'hopenow team add', 'hopenow team remove', 'hopenow edit settings'.",
        .refused)
    case .cannotUndoErasure:
      self.init(
        "Something was erased for good by that; nothing is left to bring back.", nil, .refused)
    case .erased:
      self.init(
        "That was erased for good, or belongs to somebody who was; nothing changed.",
        "An entry of a list can be made again under another name.", .refused)
    case .erasesMany(let count):
      self.init(
        "This would erase \(count) records for good; nothing changed.",
        "Ask whoever erased them; 'hopenow merge --dry-run' shows it; --erase-many does it.",
        .refused)
    case .cannotErase:
      self.init(
        "Who is in the team, its settings and what was erased can not be erased.",
        "'hopenow team remove' ends somebody's counting; 'hopenow edit settings' changes the settings.",
        .refused)
    case .tooLong(let limit):
      self.init(
        "That is longer than a record can be (\(limit >> 20) MiB); nothing changed.",
        "Split it into two records.", .usage)
    case .needsNewerHopenow:
      self.init("This record needs a newer hopenow.", "Install the newest hopenow.", .failed)
    case .system(let path, let number):
      self.init(
        "\"\(path)\": system error \(number), \(String(cString: strerror(number))).",
        "Check the disk or stick, and try again.", .failed)
    case .database(let path, let code):
      self.init("\"\(path)\": SQLite error \(code).", "Run 'hopenow check'.", .failed)
    }
  }
}

extension DamagedPart {
  fileprivate var words: String {
    switch self {
    case .header: "header"
    case .page(let number): "page \(number)"
    case .rollbackJournal: "rollback journal"
    }
  }
}
