import CaseModel
import JournalStore
import Merge

/// Says what stands on a referral's page, in one language.
struct SheetWriter {
  private static let contactSafety = "contact-safety"

  private let referral: RecordView
  private let person: RecordView?
  /// The person's page and those linked to it: what may not be done holds, whoever wrote it down.
  private let pages: [RecordView]
  /// Those whose words go out: while somebody says that they aren't all hers, her own page alone.
  private let pagesForWords: [RecordView]
  private let journal: Journal
  private let text: RecordText
  private let isDanish: Bool
  private let team: String

  init(_ referral: RecordView, _ journal: Journal, danish: Bool) throws {
    self.referral = referral
    self.journal = journal
    isDanish = danish
    text = RecordText(journal, danish: danish)
    person = try referral.owner.flatMap(journal.view(of:))
    pages = try person.map { [$0] + (try journal.views(linkedTo: $0.record)) } ?? []
    let isDisputed = try person.map { try journal.hasContradictedLinks($0.record) } ?? false
    pagesForWords = isDisputed ? Array(pages.prefix(1)) : pages
    team = try journal.view(of: .settings)?.words("team-name")?.harmless() ?? "HopeNow"
  }

  private func says(_ english: String, _ danish: String) -> String { isDanish ? danish : english }

  /// What the page is, and whether everything on it is invented.
  var title: String {
    says("Referral, confidential", "Henvisning, fortrolig")
      + (journal.isDemo ? says(" (invented: a demo)", " (opdigtet: en demo)") : "")
  }

  /// What may not be done, in the person's words, and that it isn't safe to get in touch.
  var protection: [ReferralSheet.Section] {
    var restrictions: [String] = []
    for words in pagesForWords.flatMap({ $0.standingWords("restrictions") }) {
      let line = words.harmless(keepingLines: true)
      if !restrictions.contains(line) { restrictions.append(line) }
    }
    var sections: [ReferralSheet.Section] = []
    if !restrictions.isEmpty {
      sections.append(
        .init(
          title: says(
            "What may not be done with this, in the person's own words",
            "Det må oplysningerne ikke bruges til, med personens egne ord"),
          lines: restrictions.map { ("", $0) }))
    }
    if unsafePage != nil {
      sections.append(
        .init(
          title: says(
            "It is NOT SAFE to get in touch with the person directly",
            "Det er IKKE SIKKERT at kontakte personen direkte"),
          lines: [
            (
              "",
              says(
                "Go through the worker who is named below.",
                "Gå gennem den medarbejder, der er nævnt nedenfor.")
            )
          ]))
    }
    return sections
  }

  /// A page that says that it isn't safe to get in touch.
  private var unsafePage: RecordView? {
    pages.first { $0.answer(Self.contactSafety) == .code("not-safe") }
  }

  /// To whom, for what purpose and what is asked for.
  var request: ReferralSheet.Section {
    var lines: [ReferralSheet.Line] = []
    for (name, labels) in [
      ("to", Labels(en: "To", da: "Til")), ("on", Labels(en: "Sent", da: "Sendt")),
      ("purpose", Labels(en: "Purpose", da: "Formål")),
      ("reason", Labels(en: "Asked for", da: "Der bedes om")),
    ] { lines += line((name, labels), Kind.refer, referral) }
    lines.append((says("Our reference", "Vores reference"), referral.record.short))
    return .init(title: says("What this is about", "Hvad det drejer sig om"), lines: lines)
  }

  /// One part of what is known.
  func section(_ part: SharedPart) throws -> ReferralSheet.Section {
    let labels = Vocabulary.consentScope.label(of: part.rawValue)
    var lines =
      person.map { person in
        part.fields.flatMap { field in
          let isSafety = field.name == Self.contactSafety
          return line(field, Kind.person, isSafety ? unsafePage ?? person : person)
        }
      } ?? []
    if part == .screening { lines += try screenings(part.screeningFields) }
    if part == .history { lines += try history() }
    return .init(title: labels.map(text.says) ?? part.rawValue, lines: lines)
  }

  /// Whom to ask.
  var contact: ReferralSheet.Section {
    let worker = (try? journal.workerName(referral.firstAuthor)) ?? nil
    return .init(
      title: says("Whom to ask", "Hvem der kan spørges"),
      lines: [
        (
          says("Worker", "Medarbejder"),
          [worker?.harmless(), team].compactMap(\.self).joined(separator: ", ")
        )
      ])
  }

  /// What allows the page to go out.
  func basis(_ allowance: SheetAllowance) -> ReferralSheet.Section {
    let line =
      switch allowance {
      case .consent(let statement, let use, let day):
        ConsentText(text, danish: isDanish).line(statement, of: use, on: day, withScope: false)
      case .override:
        says(
          "This goes out without the person's consent. Why is on record at \(team).",
          "Oplysningerne gives videre uden personens samtykke. Begrundelsen er noteret hos \(team)."
        )
      }
    return .init(title: says("Consent", "Samtykke"), lines: [("", line)])
  }

  private func line(
    _ field: SharedPart.LabelledField, _ kind: Kind, _ view: RecordView
  ) -> [ReferralSheet.Line] {
    guard let declared = kind.field(field.name) else { return [] }
    let answer = text.text(of: declared, in: view)
    return answer.isEmpty ? [] : [(text.says(field.labels), answer)]
  }

  private func screenings(_ fields: [SharedPart.LabelledField]) throws -> [ReferralSheet.Line] {
    try events(Kind.screen).flatMap { view in
      let lines = fields.flatMap { line($0, Kind.screen, view) } + indicators(of: view)
      guard !lines.isEmpty, let day = day(view) else { return lines }
      return [(says("Screening", "Screening"), day)] + lines
    }
  }

  /// The questions about indicators by their answer, in their words where the table is at hand.
  private func indicators(of view: RecordView) -> [ReferralSheet.Line] {
    var table: IndicatorTable?
    if case .code(let id)? = view.answer("table") { table = IndicatorTable.shipped(id) }
    let answers = view.answersByCode("indicator")
    let order = table?.indicators.map(\.code) ?? answers.keys.sorted()
    return [Answer.yes, .no, .unknown, .refused].compactMap { answer in
      let questions = order.filter { answers[$0] == answer }.map { code in
        table?.indicator(code).map { text.says($0.question) } ?? code
      }
      guard !questions.isEmpty else { return nil }
      return (text.text(answer, Kind.screen.field("indicator")), questions.joined(separator: " "))
    }
  }

  private func history() throws -> [ReferralSheet.Line] {
    try [
      (Kind.contact, says("Contacts", "Kontakter")), (.visit, says("Visits", "Besøg")),
    ].compactMap { kind, label in
      let days = try events(kind).compactMap(day)
      return days.isEmpty ? nil : (label, days.joined(separator: ", "))
    }
  }

  private func events(_ kind: Kind) throws -> [RecordView] {
    guard let person = referral.owner else { return [] }
    return try journal.records(RecordQuery(kinds: [kind.name], person: person))
  }

  private func day(_ view: RecordView) -> String? { view.day("on")?.description }
}
