import CaseModel
import JournalStore
import Spreadsheets

extension UserFacing {
  init(_ contradiction: Contradiction) {
    switch contradiction {
    case .before(let later, let earlier):
      self.init("'\(later)' can not lie before '\(earlier)'.", "Check the dates.", .refused)
    case .more(let part, let whole):
      self.init(
        "'\(part)' can not be more than '\(whole)'; nothing was recorded.",
        "'\(whole)' counts everybody, those of '\(part)' among them.", .refused)
    }
  }

  init(_ problem: SheetProblem) {
    switch problem {
    case .noFile(let path):
      self.init("There is no file to read at \"\(path)\".", "Check the path.", .notFound)
    case .form(.workbook):
      self.init(
        "The file is a workbook.",
        "In Excel or LibreOffice save the sheet as CSV, best as 'CSV UTF-8', and import that.",
        .usage)
    case .form(.utf16):
      self.init(
        "The file is UTF-16, Excel's 'Unicode text'.", "Save the sheet as 'CSV UTF-8'.", .usage)
    case .form(.notText(let line)):
      self.init("Line \(line) of the file is no text.", "Save the sheet as 'CSV UTF-8'.", .usage)
    case .form(.mixedEncodings(let line)):
      self.init(
        "Line \(line) is not UTF-8, though the rest of the file is.",
        "Open the file, look at that line, and save it as 'CSV UTF-8'.", .usage)
    case .form(.empty):
      self.init("There is nothing in the file.", nil, .usage)
    case .headings(.noSuchField(let column)):
      self.init(
        "The heading of column \(column) names no field.",
        "Say what it means in a file for --mapping: 'HEADING = FIELD' or 'HEADING = ignore'.",
        .usage)
    case .headings(.repeated(let column, let field)):
      self.init(
        "Column \(column) answers '\(field)', and so does another one.",
        "Leave one out in a file for --mapping: 'HEADING = ignore'.", .usage)
    case .headings(.noIDColumn):
      self.init(
        "No column has the heading that --id names.",
        "Write it as the first row of the sheet has it.",
        .usage)
    case .headings(.missing(let field)):
      self.init(
        "No column answers '\(field)', which every record of this kind needs.",
        "Say which one does in a file for --mapping: 'HEADING = \(field)'.", .usage)
    case .mapping(.noEqualsSign(let line)):
      self.init(
        "Line \(line) of the mapping has no equals sign, or nothing on one side of it.",
        "Write 'HEADING = FIELD', 'HEADING: CELL = ANSWER' or 'HEADING = ignore'.", .usage)
    case .mapping(.repeated(let line)):
      self.init("Line \(line) of the mapping says again what an earlier one says.", nil, .usage)
    case .mapping(.noSuchHeading(let line)):
      self.init(
        "Line \(line) of the mapping names no heading of the sheet.",
        "Write it as the first row of the sheet has it.", .usage)
    case .mapping(.noSuchField(let line)):
      self.init(
        "Line \(line) of the mapping names no field.",
        "The reference lists the fields of each kind.", .usage)
    case .mapping(.noSuchAnswer(let line, let field)):
      self.init(
        "Line \(line) of the mapping: '\(field)' has no such answer.",
        "The reference lists the codes of '\(field)'.", .usage)
    case .noSuchKind:
      self.init(
        "There is no such kind of record to import.",
        "Write --kind person, contact, or another recording command's name.", .usage)
    case .badLines(let count):
      self.init(
        count == 1
          ? "Something is wrong in the sheet; nothing was written."
          : "\(count) things are wrong in the sheet; nothing was written.",
        "Mend them in the sheet, or say what they mean in a file for --mapping; --dry-run tries.",
        .usage)
    case .nowhereToExport:
      self.init(
        "An export is not shown on the terminal.",
        "Name a new file with --output, or a new folder with --folder.",
        .usage)
    case .changedMeanwhile:
      self.init(
        "Somebody changed the file while it was read; nothing was written.", "Try again.", .failed)
    }
  }

  /// The codes that a field takes, if they are few and fields of that name have the same.
  static func codes(of field: String) -> String? {
    let all = Set(Kind.all.compactMap { $0.field(field)?.type.vocabulary?.codes.map(\.stored) })
    guard all.count == 1, let codes = all.first, codes.count <= 24 else { return nil }
    return codes.joined(separator: ", ")
  }

  init(_ error: AnswerError, line: Int?) {
    let place = line.map { "Line \($0): " } ?? ""
    switch error {
    case .noSuchCode(let field):
      self.init(
        "\(place)'\(field)' has no such answer.",
        Self.codes(of: field).map { "Write one of \($0)." }
          ?? "The reference lists the codes of '\(field)'.", .usage)
    case .ambiguous(let field, let candidates):
      self.init(
        "\(place)several answers to '\(field)' begin like that: \(candidates.joined(separator: ", ")).",
        "Type more of it.", .usage)
    case .notADate(let field):
      self.init(
        "\(place)'\(field)' is no date.",
        "Write 2026-10-31, 31/10, today or 'yesterday 23:30'.", .usage)
    case .notADueDate(let field):
      self.init(
        "\(place)'\(field)' is no date.",
        "Write 2026-12-31, 31/12, tomorrow, friday or '2 weeks'.", .usage)
    case .needsYear(let field):
      self.init(
        "\(place)'\(field)' without a year would be about a year off.",
        "Write the year too, as in 31/10/2026.", .usage)
    case .inTheFuture(let field):
      self.init("\(place)'\(field)' lies in the future.", "Check the date.", .usage)
    case .notANumber(let field, let range):
      self.init(
        "\(place)'\(field)' takes a whole number from \(range.lowerBound) to \(range.upperBound).",
        nil, .usage)
    case .notAnAmount(let field):
      self.init(
        "\(place)'\(field)' takes an amount such as 250 or 250.50, without signs for thousands.",
        nil,
        .usage)
    case .notCounts(let field):
      self.init("\(place)'\(field)' takes pairs such as Feminine=3,Masculine=2.", nil, .usage)
    case .notIndicators(let field):
      self.init("\(place)'\(field)' takes pairs such as debt-bondage=yes.", nil, .usage)
    case .takesOne(let field):
      self.init("\(place)'\(field)' takes one answer.", nil, .usage)
    case .notTyped(let field):
      self.init("\(place)'\(field)' can not be typed.", nil, .usage)
    case .required(let field):
      self.init("\(place)'\(field)' is needed.", "Give --\(field).", .usage)
    }
  }
}
