import CaseModel
import JournalStore
import Merge
import Spreadsheets

/// Turns the rows of a sheet into records: first every row is checked, then all are written.
///
/// A row whose record there is already changes it where it says something new: an answer that the
/// record has never had. What somebody has replaced or taken away in the journal since an earlier
/// import stays so, an empty cell takes nothing away, and a deleted record stays deleted. So the
/// same sheet writes nothing the second time.
final class SheetImport {
  /// What becomes of a row.
  private enum Fate: UInt8 {
    case new, changed, unchanged, gone
  }

  private let kind: Kind
  private let register: String
  private let today: Today
  private let file: SheetFile
  private let form: SheetForm
  private let layout: SheetLayout
  private let references: SheetReferences
  private var questions: [SheetQuestion]
  private var lines: [RecordID: Int32] = [:]
  private var fates: [Fate] = []
  private(set) var report: ImportReport

  /// Reads a sheet's headings.
  ///
  /// - Throws: ``SheetProblem``, ``JournalError``.
  init(
    _ file: SheetFile, kind: Kind, mapping: ColumnMapping, id: String?, register: String,
    references: SheetReferences, today: Today
  ) throws {
    self.kind = kind
    self.register = register
    self.today = today
    self.file = file
    self.references = references
    do {
      form = try SheetForm(of: file.bytes())
      guard let headings = try CSVReader(form, nextBytes: file.bytes()).next() else {
        throw SheetFormError.empty
      }
      layout = try SheetLayout(headings: headings.cells, kind: kind, mapping: mapping, id: id)
    } catch let error as SheetFormError {
      throw SheetProblem.form(error)
    } catch let error as HeadingError {
      throw SheetProblem.headings(error)
    } catch let error as ColumnMapping.Failure {
      throw SheetProblem.mapping(error)
    } catch let error as CSVReader.Failure {
      throw SheetProblem.form(.notText(line: error.line))
    }
    questions = SheetQuestion.all(of: layout)
    report = ImportReport(form: form)
    references.madeBefore = { [unowned self] in lines[$0] != nil }
  }

  /// Checks every row and finds out what there is to write; writes nothing.
  func check(in writer: CommandWriter, progress: (Int) -> Void) throws {
    try forEachRow(progress) { row in
      fates.append(try fate(of: row, in: writer))
    }
    report.newPersons = references.newPersons.count
    for entry in references.newEntries {
      guard case .code(let list)? = entry.answers[FieldKey("list")] ?? nil else { continue }
      report.newEntries[list, default: 0] += 1
    }
  }

  /// Writes what ``check(in:progress:)`` found, which must have found no fault.
  func write(in writer: CommandWriter, progress: (Int) -> Void) throws {
    for entry in references.newEntries { try writer.write(entry) }
    for person in references.newPersons {
      try writer.write(Draft(.person, words: ["alias": person.alias], seed: person.seed))
    }
    let checked = report
    defer { report = checked }
    var place = 0
    try forEachRow(progress) { row in
      guard place < fates.count else { throw SheetProblem.changedMeanwhile }
      defer { place += 1 }
      guard fates[place] == .new || fates[place] == .changed else { return }
      guard let draft = try draft(of: row, in: writer) else { throw SheetProblem.changedMeanwhile }
      guard fates[place] == .changed else {
        try writer.write(draft)
        return
      }
      if let change = try change(draft, id: draft.id, in: writer).draft { try writer.write(change) }
    }
    guard place == fates.count, !file.hasChanged else { throw SheetProblem.changedMeanwhile }
  }

  private func forEachRow(
    _ progress: (Int) -> Void, _ body: (CSVReader.Row) throws -> Void
  ) throws {
    let reader = CSVReader(form, nextBytes: file.bytes())
    var done = 0
    do {
      _ = try reader.next()
      while let row = try reader.next() {
        guard row.cells.contains(where: { !$0.trimmed.isEmpty }) else { continue }
        try body(row)
        done += 1
        if done % 256 == 0 { progress(done) }
      }
    } catch let failure as CSVReader.Failure {
      report.faults.append(LineFault(line: failure.line, cause: .reading(failure)))
    }
  }

  // MARK: One row

  private func fate(of row: CSVReader.Row, in writer: CommandWriter) throws -> Fate {
    report.rows += 1
    guard let draft = try draft(of: row, in: writer) else {
      // That a row is bad for another reason shall not hide that its id is there twice.
      if !kind.isOwned, let id = externalID(of: row), !id.isEmpty {
        _ = noteID(Draft(kind, externalID: id, of: register).id, of: row)
      }
      return .unchanged
    }
    let id = layout.idColumn.flatMap { _ in draft.id }
    guard noteID(id, of: row) else { return .unchanged }
    func refused(_ cause: LineFault.Cause) -> Fate {
      report.faults.append(LineFault(line: row.line, cause: cause))
      return .unchanged
    }
    do {
      let (fate, change, view) = try self.change(draft, id: id, in: writer)
      if change != nil { try (change ?? draft).checkAgreement(view) }
      report.count(fate.rawValue)
      // An old list is taken over as it is: the gate of consent is only for what is made now.
      if kind == .refer, fate == .new, draft.answers[FieldKey("basis")] == nil {
        report.withoutBasis += 1
      }
      return fate
    } catch let error as ReferralError {
      return refused(.referral(error))
    } catch let error as Contradiction {
      return refused(.contradiction(error))
    } catch let cause as LineFault.Cause {
      return refused(cause)
    }
  }

  private func externalID(of row: CSVReader.Row) -> String? {
    layout.idColumn.map { $0 < row.cells.count ? row.cells[$0].trimmed : "" }
  }

  /// Remembers on which line an id is; false, and a fault, if an earlier line has the same.
  private func noteID(_ record: RecordID?, of row: CSVReader.Row) -> Bool {
    guard let column = layout.idColumn, let record,
      let first = lines.updateValue(Int32(clamping: row.line), forKey: record)
    else { return true }
    lines[record] = first
    report.faults.append(
      LineFault(line: row.line, column: column + 1, cause: .repeatedID(line: Int(first))))
    return false
  }

  /// What a row's draft says that its record doesn't say yet and has never said.
  private func change(
    _ draft: Draft, id: RecordID?, in writer: CommandWriter
  ) throws -> (fate: Fate, draft: Draft?, view: RecordView?) {
    guard let id, let history = try writer.history(of: id) else { return (.new, draft, nil) }
    guard let view = RecordView(of: history, kind: kind) else {
      // Of somebody who doesn't count yet, and stored beside it; or erased.
      return history.isEmpty ? (.gone, nil, nil) : (.new, draft, nil)
    }
    guard view.existence != .gone else { return (.gone, nil, view) }
    guard view.owner == draft.owner else { throw LineFault.Cause.otherPerson }
    var change = Draft(kind, record: id, owner: view.owner)
    change.seen = view.heads
    for (key, answer) in draft.answers {
      guard let answer, view.fields[key]?.shown.value != .answer(answer) else { continue }
      if history.contains(where: { $0.revision.answers[key] == .some(answer) }) {
        report.kept += 1
      } else {
        change.answers.updateValue(answer, forKey: key)
      }
    }
    for (name, text) in draft.words {
      guard let text, case let stored = Draft.stored(text), view.words(name)?.trimmed != stored
      else { continue }
      // Words that were taken out can't be compared, and aren't brought back.
      let isOld = history.contains { revision in
        revision.texts[name]?.trimmed == stored
          || revision.texts[name] == nil && revision.revision.words[name] ?? nil != nil
      }
      if isOld { report.kept += 1 } else { change.words.updateValue(text, forKey: name) }
    }
    let isChanged = !change.answers.isEmpty || !change.words.isEmpty
    return isChanged ? (.changed, change, view) : (.unchanged, nil, view)
  }

  /// Reads a row; nil if something is wrong with it, which is then in the report.
  private func draft(of row: CSVReader.Row, in writer: CommandWriter) throws -> Draft? {
    let faults = report.faults.count
    var answers: [FieldKey: Answer?] = [:]
    var words: [String: String?] = [:]
    var owner: RecordID?
    for place in questions.indices {
      switch try questions[place].read(row.cells, references, today, writer) {
      case .nothing: break
      case .answers(let given):
        for (key, answer) in given { answers.updateValue(answer, forKey: key) }
      case .words(let text): words.updateValue(text, forKey: questions[place].fieldName)
      case .owner(let person): owner = person
      case .fault(let cause):
        report.faults.append(
          LineFault(
            line: row.line, column: questions[place].firstColumn + 1,
            field: questions[place].fieldName, cause: cause))
      }
    }
    func refuse(_ cause: LineFault.Cause, field: String? = nil, column: Int? = nil) {
      report.faults.append(LineFault(line: row.line, column: column, field: field, cause: cause))
    }
    let unread =
      row.cells.dropFirst(layout.width)
      + layout.withoutHeading.filter(row.cells.indices.contains).map { row.cells[$0] }
    if unread.contains(where: { !$0.trimmed.isEmpty }) {
      refuse(.tooManyCells)
    }
    guard report.faults.count == faults else { return nil }
    // Indicators are those of a table; where the sheet names none, of the first, as when typed.
    if kind.field("table") != nil, answers[FieldKey("table")] == nil,
      let first = IndicatorTable.shipped.first,
      answers.keys.contains(where: { kind.field($0.name)?.type == .indicators })
    {
      answers.updateValue(.code(first.id), forKey: FieldKey("table"))
    }
    // A reason to refer without consent says by what right, as when it is typed.
    if kind == .refer, answers[FieldKey("basis")] == nil, case .some(.some) = words["override"] {
      answers.updateValue(.code("override"), forKey: FieldKey("basis"))
    }
    if answers.isEmpty && words.isEmpty { refuse(.nothing) }
    for field in kind.fields where field.isRequired && answers[FieldKey(field.name)] == nil {
      refuse(.answer(.required(field: field.name)), field: field.name)
    }
    if kind.isOwned && owner == nil {
      refuse(.answer(.required(field: "person")), field: "person")
    }
    guard report.faults.count == faults else { return nil }
    guard let column = layout.idColumn, let id = externalID(of: row) else {
      var draft = Draft(kind, owner: owner)
      (draft.answers, draft.words) = (answers, words)
      return draft
    }
    if id.isEmpty { refuse(.noID, column: column + 1) }
    if id.looksLikeCPR { refuse(.looksLikeCPR, column: column + 1) }
    guard report.faults.count == faults else { return nil }
    var draft = Draft(kind, owner: owner, externalID: id, of: register)
    // A sheet that was exported from this journal names its records by their own ids.
    if id.count >= 32, let own = RecordID(description: id), try writer.isHere(own, kind: kind) {
      draft.record = own
    }
    (draft.answers, draft.words) = (answers, words)
    return draft
  }
}

/// What an import found, and did unless it was a dry run.
struct ImportReport {
  var form: SheetForm
  var rows = 0
  /// By what became of the rows: new, changed, unchanged, deleted here since.
  private(set) var counts = [0, 0, 0, 0]
  /// Answers that the journal has had and has replaced since.
  var kept = 0
  /// New referrals that don't say by what right, consent or a reason to do without.
  var withoutBasis = 0
  var newPersons = 0
  var newEntries: [String: Int] = [:]
  var faults: [LineFault] = []

  mutating func count(_ fate: UInt8) { counts[Int(fate)] += 1 }
}

extension String {
  /// Whether it could be a Danish personal number: a day of a month (60 more for those who have none
  /// yet) and a year, then four digits.
  fileprivate var looksLikeCPR: Bool {
    guard (10...11).contains(utf8.count) else { return false }
    let digits = filter { $0 != "-" && $0 != " " }.compactMap(\.wholeNumberValue)
    guard digits.count == 10 else { return false }
    let (day, month) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
    return (1...31).contains(day > 60 ? day - 60 : day) && (1...12).contains(month)
  }
}

extension CSVReader.Failure {
  /// The line of the file.
  fileprivate var line: Int {
    switch self {
    case .endlessQuotation(let line), .textBehindQuotation(let line), .tooLong(let line),
      .notText(let line):
      line
    }
  }
}
