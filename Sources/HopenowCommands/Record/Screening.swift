import CaseModel
import JournalStore
import Merge

/// A screening that is being written, perhaps over several meetings: each writes a change of one
/// record, so that every answer keeps its own time.
struct Screening {
  var form: RecordForm
  private let own: IndicatorTable?
  private let journal: Journal
  private let world: World
  /// The screening as it stands in the journal; nil as long as it isn't there.
  private var view: RecordView?
  /// Whether a clock that looks wrong was said to be right; nil as long as nobody was asked.
  private var clockIsConfirmed: Bool?

  /// Begins a screening, or goes on with one; perhaps by a table of the team's own.
  init(
    _ view: RecordView?, own: IndicatorTable?, journal: Journal, world: World
  ) throws {
    self.view = view
    self.own = own
    self.journal = journal
    self.world = world
    form =
      view.map { RecordForm(changing: $0, kind: .screen, journal: journal, world: world) }
      ?? RecordForm(new: .screen, journal: journal, world: world)
    if let own { try form.use(own) }
  }

  /// The record.
  ///
  /// - Throws: ``JournalError/noRecord`` before it is written.
  func id() throws -> RecordID {
    guard let view else { throw JournalError.noRecord }
    return view.record
  }

  /// Writes what was given by options, and keeps it if that can't be.
  mutating func writeAtOnce() throws {
    var form = form
    try form.keepingDraft(asking: nil) { _ in try write() }
  }

  /// Writes what the form holds.
  private mutating func write() throws {
    guard view == nil || form.changesAnything else { throw CommandError.nothingToRecord }
    let records = try journal.write(form.drafts(), clockIsConfirmed: try confirmsClock())
    guard let record = records.last, let now = try journal.view(of: record) else {
      throw JournalError.noRecord
    }
    view = now
  }

  private mutating func confirmsClock() throws -> Bool {
    let isConfirmed = try clockIsConfirmed ?? world.confirmsClock(of: journal)
    clockIsConfirmed = isConfirmed
    return isConfirmed
  }

  /// What the answers come to, as lines for a person.
  func explanation() throws -> [String] {
    guard let view = try journal.view(of: id()) else { return [] }
    return try journal.explanationLines(of: view, by: own, danish: world.isDanish)
  }

  // MARK: At a terminal

  /// Whether a draft may be what is meant: whoever names a person or a screening means no other.
  func mayGoOn(with unsaved: UnsavedRecord) -> Bool {
    guard unsaved.isScreening else { return false }
    if let view { return unsaved.draft.record == view.record }
    return form.draft.owner == nil || form.draft.owner == unsaved.draft.owner
  }

  /// Offers the drafts, asks for whom it is, the first questions, and then the table's, one by one.
  mutating func interview(at terminal: Terminal, offering drafts: [UnsavedRecord]) throws {
    do {
      // By its end it is written: what is typed until then is kept as a draft if anything comes between.
      try TerminalMode.endingByThrowing { try begin(at: terminal, offering: drafts) }
    } catch {
      throw form.notSaved(error, asking: terminal)
    }
    form.removeTakenUp()
    guard let table = form.screening.table else { throw CommandError.tableNotAtHand }
    try ask(table, at: terminal)
  }

  private mutating func begin(at terminal: Terminal, offering drafts: [UnsavedRecord]) throws {
    try takeUp(drafts, at: terminal)
    // What protects the person comes before anything else.
    try form.askPerson(at: terminal)
    if view == nil, form.progress.asked.isEmpty, let open = try unfinished(),
      try goesOn(with: open, at: terminal)
    {
      try goOn(with: open)
    }
    if form.screening.id == nil { try chooseTable(at: terminal) }
    guard form.screening.table != nil else { throw CommandError.tableNotAtHand }
    if view == nil {
      form.explainQuestions(at: terminal)
      try form.askFields(at: terminal)
      // Before the interview: what was typed so far is safe, whatever comes.
      try write()
    }
  }

  /// Offers what was typed before: of a new screening, or answers that an interview couldn't save.
  private mutating func takeUp(_ drafts: [UnsavedRecord], at terminal: Terminal) throws {
    guard let draft = try world.choose(among: drafts, of: journal, at: terminal) else { return }
    if let record = draft.draft.record {
      try journal.write([draft.draft], clockIsConfirmed: try confirmsClock())
      journal.remove(draft)
      try goOn(with: journal.screening(matching: record.description))
    } else {
      try form.take(draft, at: terminal)
      if let own { try form.use(own) }
    }
  }

  /// Goes on with a screening that there is instead of a new one.
  private mutating func goOn(with open: RecordView) throws {
    let takenUp = form.progress.takenUp
    self = try Screening(open, own: own, journal: journal, world: world)
    form.progress.takenUp = takenUp
  }

  private mutating func ask(_ table: IndicatorTable, at terminal: Terminal) throws {
    guard let view else { throw JournalError.noRecord }
    var meeting = Meeting(view, journal, table, clockIsConfirmed: try confirmsClock())
    var interview = Interview(
      by: table, after: view.answersByCode("indicator"), at: terminal, in: world)
    do {
      try interview.ask { try meeting.save($0) }
    } catch CommandError.interrupted {
      throw CommandError.interruptedAfterSaving(record: view.record.short)
    } catch {
      guard let unsaved = meeting.unsaved else { throw error }
      throw world.keep(
        UnsavedRecord(
          day: world.today.date, minute: world.today.minute, before: [], draft: unsaved, asked: [],
          asksMore: false, unfinished: [:]),
        of: journal, after: error, at: terminal)
    }
  }

  /// The person's newest screening by the same table that has questions left.
  private func unfinished() throws -> RecordView? {
    guard let person = form.draft.owner else { return nil }
    let all = try journal.records(RecordQuery(kinds: ["screen"], person: person))
    return all.last { view in
      guard let table = journal.table(of: view, or: own) else { return false }
      let answered = view.answersByCode("indicator")
      return (form.screening.id ?? table.id) == table.id
        && table.indicators.contains { answered[$0.code] == nil }
    }
  }

  private func goesOn(with open: RecordView, at terminal: Terminal) throws -> Bool {
    guard let table = journal.table(of: open, or: own) else { return false }
    let answered = open.answersByCode("indicator")
    let asked = table.indicators.count { answered[$0.code] != nil }
    let day = open.answer("on").map { RecordText(journal, danish: false).text($0, nil) } ?? ""
    let typed = try terminal.readLine(
      world.says(
        "There is a screening of \(day), \(asked) of \(table.indicators.count) asked. Enter goes on with it, n begins a new one: ",
        danish:
          "Der er en screening fra \(day), \(asked) af \(table.indicators.count) er spurgt. Enter fortsætter den, n begynder en ny: "
      ))
    return typed?.trimmed.lowercased().hasPrefix("n") != true
  }

  private func explainTables(at terminal: Terminal) {
    for (number, code) in zip(1..., Vocabulary.indicatorTable.codes) {
      let count = IndicatorTable.shipped(code.stored)?.indicators.count ?? 0
      terminal.show(
        "\(number)  \(code.stored) (\(code.label(danish: world.isDanish))), "
          + world.says("\(count) questions\n", danish: "\(count) spørgsmål\n"))
    }
    terminal.show(
      world.says(
        "A number, or the beginning of a name; Enter takes 1. The weights of a draft are not verified. A table of your own: 'hopenow screen --indicators FILE'.\n",
        danish:
          "Et nummer eller begyndelsen af et navn; Enter tager 1. Vægtene i et udkast er ikke efterprøvet. Jeres egen liste: 'hopenow screen --indicators FIL'.\n"
      ))
  }

  private mutating func chooseTable(at terminal: Terminal) throws {
    let codes = Vocabulary.indicatorTable.codes
    let choices = codes.enumerated().map { place, code in
      "\(place + 1) \(code.label(danish: world.isDanish))"
    }
    while form.screening.id == nil {
      let typed = try terminal.readLine(
        world.says("By which table? ", danish: "Efter hvilken liste? ")
          + choices.joined(separator: " · ") + " [1] ")
      let text = typed?.trimmed ?? ""
      if text == "?" {
        explainTables(at: terminal)
        continue
      }
      do {
        let number = text.isEmpty ? 1 : Int(text) ?? 0
        try form.answer(
          "table", codes.indices.contains(number - 1) ? codes[number - 1].stored : text)
      } catch let error as AnswerError {
        form.explain(error, at: terminal)
      }
    }
  }
}

extension Journal {
  /// Finds a screening by the beginning of its id.
  ///
  /// - Throws: ``CommandError``: `notFound`, `ambiguous`.
  func screening(matching typed: String) throws -> RecordView {
    let id = try record(matching: typed, kind: "screen")
    guard let view = try view(of: id), view.kind == "screen", view.existence != .gone else {
      throw CommandError.notFound(what: "screening", similar: [])
    }
    return view
  }
}
