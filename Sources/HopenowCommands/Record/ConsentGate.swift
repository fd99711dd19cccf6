import CaseModel
import JournalStore
import Merge

/// No referral without the person's consent to share with that organisation, or a reason on record.
///
/// The gate stands where something is written: a merge or an import refuses nothing for it, and
/// neither does a change that names no other organisation.
extension RecordForm {
  /// Settles whether a referral is made by consent or without it, and writes which into `basis`.
  ///
  /// What counts is what the person had said by the day of the referral. On a terminal a consent that
  /// is lacking can be recorded, or the reason given, there and then.
  ///
  /// - Throws: ``CommandError/noConsent(toOrganisation:)``.
  mutating func settleBasis() throws {
    guard kind == .refer, isBasisOpen, draft.owner != nil else { return }
    if hasReason { return draft.set("basis", to: .code("override")) }
    let use = organisation.map(ConsentUse.share)
    while try !consentHolds(for: use) {
      guard let terminal = world.terminal else {
        throw CommandError.noConsent(toOrganisation: use != nil)
      }
      try askForBasis(use, at: terminal)
      if hasReason { return draft.set("basis", to: .code("override")) }
    }
    draft.set("basis", to: .code("consent"))
    // The reason was one for an organisation that it doesn't go to any more.
    if original?.words("override") != nil { draft.words.updateValue(nil, forKey: "override") }
  }

  /// Whether the basis isn't settled, or another organisation or reason unsettles it.
  private var isBasisOpen: Bool {
    guard let original else { return draft.answers[FieldKey("basis")] == nil }
    if draft.words["override"] != nil { return true }
    return draft.answers[FieldKey("to")].map { $0 != original.answer("to") } ?? false
  }

  private var hasReason: Bool {
    guard case let reason?? = draft.words["override"] else { return false }
    return !reason.trimmed.isEmpty
  }

  private var organisation: RecordID? {
    if case .record(let id)? = answer(to: "to") { id } else { nil }
  }

  private var day: CivilDate {
    if case .date(let day, _)? = answer(to: "on") { day } else { world.today.date }
  }

  private func consentHolds(for use: ConsentUse?) throws -> Bool {
    guard let use else { return false }
    return try consent(to: use)?.allows(on: day) ?? false
  }

  /// What the person had said to a use by the day of the referral, here and now included.
  private func consent(to use: ConsentUse) throws -> ConsentStatement? {
    guard let person = draft.owner else { return nil }
    return (try journal.consents(of: person) + before.compactMap(\.consentStatement))
      .holding(for: use, on: day)
  }

  // MARK: On a terminal

  private mutating func askForBasis(_ use: ConsentUse?, at terminal: Terminal) throws {
    terminal.show(try lack(of: use) + "\n")
    let choice =
      use == nil
      ? world.says(
        "r gives a reason to refer without consent; Enter stops: ",
        danish: "g giver en grund til at henvise uden samtykke; Enter stopper: ")
      : world.says(
        "c records a consent, r gives a reason to refer without it; Enter stops: ",
        danish: "s skriver et samtykke, g giver en grund til at henvise uden; Enter stopper: ")
    switch try terminal.readLine(choice)?.trimmed.lowercased().first {
    case nil:
      guard before.contains(where: { $0.kind == Kind.consent.name }) else {
        throw CommandError.noConsent(toOrganisation: use != nil)
      }
      // What she said isn't lost with the referral that it forbids.
      try journal.write(before)
      before = []
      throw CommandError.noConsentOnRecord
    case "c", "s":
      if let use { try recordConsent(to: use, at: terminal) }
    case "r", "g":
      if let field = kind.field("override") { try askAgain(field, at: terminal) }
    default: return
    }
  }

  /// What keeps the referral from being made by consent, as a sentence.
  private func lack(of use: ConsentUse?) throws -> String {
    guard let use, let organisation = use.organisation else {
      return world.says(
        "Without an organisation there is no consent to share with it.",
        danish: "Uden en organisation er der intet samtykke til at dele med den.")
    }
    let text = RecordText(journal, danish: world.isDanish)
    let name = before.first { $0.id == organisation }?.words["label"] ?? nil
    let shown = name?.harmless() ?? text.name(organisation)
    guard let said = try consent(to: use) else {
      return world.says(
        "There is no consent to share with \(shown).",
        danish: "Der er intet samtykke til at dele med \(shown).")
    }
    return ConsentText(text, danish: world.isDanish).line(said, of: use, on: day, name: shown)
  }

  private mutating func recordConsent(to use: ConsentUse, at terminal: Terminal) throws {
    var consent = RecordForm(new: .consent, journal: journal, world: world)
    consent.draft.owner = draft.owner
    consent.draft.set("on", to: .date(day, minute: nil))
    consent.draft.set("purpose", to: .code(use.purpose))
    consent.draft.set("to", to: use.organisation.map(Answer.record))
    let given: Set<String> = ["purpose", "to", "note"]
    for field in Kind.consent.fields
    where field.isFirst && !given.contains(field.name) && consent.isAsked(field) {
      try consent.askAgain(field, at: terminal)
    }
    do {
      before += try consent.drafts()
    } catch let error as AnswerError {
      explain(error, at: terminal)
    }
  }
}

extension Draft {
  /// What a consent that isn't written yet says; nil for other kinds.
  fileprivate var consentStatement: ConsentStatement? {
    guard kind == Kind.consent.name, let id else { return nil }
    func answer(_ name: String) -> Answer? { answers[FieldKey(name)] ?? nil }
    var (on, until): (CivilDate?, CivilDate?) = (nil, nil)
    var minute: Int?
    if case .date(let day, let time)? = answer("on") { (on, minute) = (day, time) }
    if case .date(let day, _)? = answer("until") { until = day }
    var statement = ConsentStatement(
      record: id, purposes: [], organisation: nil, answer: ConsentAnswer(answer("answer")), on: on,
      minute: minute, until: until, covers: [], how: nil,
      // Written after everything that is written.
      written: Entry.Stamp(clockIsGood: true, wallMilliseconds: .max))
    if case .code(let purpose)? = answer("purpose") { statement.purposes = [purpose] }
    if case .code(let how)? = answer("how") { statement.how = how }
    if case .record(let organisation)? = answer("to") { statement.organisation = organisation }
    return statement
  }
}
