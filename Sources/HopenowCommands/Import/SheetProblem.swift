import CaseModel
import Spreadsheets

/// Why a sheet can't be imported, or nothing can be exported.
enum SheetProblem: Error, Equatable {
  /// There is no file to read.
  case noFile(path: String)
  /// The file is no sheet of text.
  case form(SheetFormError)
  /// The headings can't be understood.
  case headings(HeadingError)
  /// The mapping can't be understood.
  case mapping(ColumnMapping.Failure)
  /// Records of this kind aren't imported.
  case noSuchKind
  /// So many lines can't be imported.
  case badLines(count: Int)
  /// An export would be shown on the terminal, and stay in its memory.
  case nowhereToExport
  /// Somebody changed the file while it was read.
  case changedMeanwhile
}

/// What is wrong with a line of a sheet; never what stands in it.
struct LineFault: Equatable {
  /// The line of the file on which the row begins, from 1.
  var line: Int
  /// The column, from 1; nil if it is about the whole row.
  var column: Int?
  /// The stored name of the field.
  var field: String?
  var cause: Cause

  enum Cause: Error, Equatable {
    /// A cell is no answer to its field.
    case answer(AnswerError)
    /// The rest of the file can't be read.
    case reading(CSVReader.Failure)
    /// Nothing is called that: a person, a worker, a record.
    case unknown(what: String)
    /// Several are called that.
    case several(what: String)
    /// A cell with words is longer than a record takes.
    case tooLong
    /// The row has no id.
    case noID
    /// An earlier line has the same id.
    case repeatedID(line: Int)
    /// The id looks like a CPR number.
    case looksLikeCPR
    /// The row has more cells than there are headings.
    case tooManyCells
    /// The row answers nothing.
    case nothing
    /// The row's record belongs to somebody else.
    case otherPerson
    /// A referral's dates can't all be true.
    case referral(ReferralError)
    /// Two answers can't both be true.
    case contradiction(Contradiction)
  }
}

extension LineFault {
  /// The fault in a line.
  func text(danish: Bool) -> String {
    func says(_ english: String, _ danishText: String) -> String { danish ? danishText : english }
    var place = says("Line", "Linje") + " \(line)"
    if let column {
      place += says(", column", ", kolonne") + " \(column) (\(Self.letters(column)))"
    }
    if let field { place += ", '\(field)'" }
    return "\(place): \(cause.text(says))."
  }

  /// The letters by which Excel calls a column.
  private static func letters(_ column: Int) -> String {
    var (rest, letters) = (column, "")
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }
}

extension LineFault.Cause {
  fileprivate func text(_ says: (String, String) -> String) -> String {
    switch self {
    case .answer(let error): return error.text(says)
    case .reading(.endlessQuotation):
      return says("a quotation begins and never ends", "et citationstegn bliver aldrig lukket")
    case .reading(.textBehindQuotation):
      return says(
        "there is text behind a closing quotation mark", "der står tekst efter et citat i en celle")
    case .reading(.tooLong), .tooLong:
      return says("it is longer than a record can be", "den er længere, end en post kan være")
    case .reading(.notText):
      return says("a character can not be read", "et tegn kan ikke læses")
    case .unknown(let what):
      return says("there is no such \(what)", "der findes ingen sådan (\(what))")
    case .several(let what):
      return says("several have that name (\(what))", "flere hedder sådan (\(what))")
    case .noID: return says("there is no id", "der mangler et id")
    case .repeatedID(let first):
      return says("line \(first) has the same id", "linje \(first) har samme id")
    case .looksLikeCPR:
      return says(
        "the id looks like a CPR number; take a number that means nothing outside the sheet",
        "id'et ligner et CPR-nummer; brug et nummer, der ikke betyder noget uden for arket")
    case .tooManyCells:
      return says(
        "there are more cells than headings", "der er flere celler, end der er overskrifter")
    case .nothing: return says("there is nothing to record", "der er intet at registrere")
    case .otherPerson:
      return says("the record belongs to another person", "posten hører til en anden person")
    case .referral(.both(let one, let other)):
      return says("it can not be both \(one) and \(other)", "\(one) og \(other) udelukker hinanden")
    case .referral(.without(let later, let earlier)):
      return says("\(later) without \(earlier)", "\(later) uden \(earlier)")
    case .contradiction(.more(let part, let whole)):
      return says("\(part) is more than \(whole)", "\(part) er flere end \(whole)")
    case .contradiction(.before(let later, let earlier)),
      .referral(.before(let later, let earlier)):
      return says("\(later) lies before \(earlier)", "\(later) ligger før \(earlier)")
    }
  }

  /// The fault as scripts read it.
  var name: String {
    switch self {
    case .answer(.noSuchCode), .answer(.ambiguous): "no-such-answer"
    case .answer(.notADate): "not-a-date"
    case .answer(.inTheFuture): "in-the-future"
    case .answer(.notANumber), .answer(.notCounts), .answer(.notAnAmount): "not-a-number"
    case .answer(.takesOne): "takes-one"
    case .answer(.required): "required"
    case .answer: "no-answer"
    case .reading: "not-csv"
    case .unknown: "unknown"
    case .several: "ambiguous"
    case .tooLong: "too-long"
    case .noID: "no-id"
    case .repeatedID: "repeated-id"
    case .looksLikeCPR: "looks-like-cpr"
    case .tooManyCells: "too-many-cells"
    case .nothing: "nothing"
    case .otherPerson: "other-person"
    case .referral, .contradiction(.before): "impossible-dates"
    case .contradiction(.more): "impossible-counts"
    }
  }
}

extension AnswerError {
  fileprivate func text(_ says: (String, String) -> String) -> String {
    switch self {
    case .noSuchCode, .ambiguous: says("no such answer", "intet sådant svar")
    case .notADate, .needsYear:
      says(
        "no date with its year, such as 31-10-2019", "ingen dato med årstal, såsom 31-10-2019")
    case .inTheFuture: says("it lies in the future", "ligger i fremtiden")
    case .notANumber(_, let range):
      says(
        "no whole number from \(range.lowerBound) to \(range.upperBound)",
        "intet helt tal fra \(range.lowerBound) til \(range.upperBound)")
    case .notCounts: says("no number of people", "intet antal mennesker")
    case .notAnAmount: says("no amount, such as 250,50", "intet beløb, såsom 250,50")
    case .takesOne: says("it takes one answer", "der er kun plads til ét svar")
    case .required: says("it is needed", "skal udfyldes")
    default: says("no answer", "intet svar")
    }
  }
}
