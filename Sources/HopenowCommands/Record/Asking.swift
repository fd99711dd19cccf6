import CaseModel
import JournalStore
import Merge

extension RecordForm {
  /// Asks the kind's first questions, then saves with Enter or asks the rest after `m`.
  ///
  /// What a draft that was taken up says already isn't asked again.
  ///
  /// - Throws: ``CommandError/interrupted``; then nothing is written.
  mutating func ask(at terminal: Terminal) throws {
    explainQuestions(at: terminal)
    if progress.takenUp == nil { offerLastContact(at: terminal) }
    if kind.isOwned {
      try askPerson(at: terminal)
    } else if progress.takenUp != nil {
      try showProtection(at: terminal)
    }
    try askFields(at: terminal)
  }

  /// Says how questions are answered.
  func explainQuestions(at terminal: Terminal) {
    terminal.show(
      world.says(
        "Enter leaves a question open; ? shows the answers; ^C stops.\n",
        danish: "Enter lader et spørgsmål stå åbent; ? viser svarene; ^C stopper.\n"))
  }

  /// Asks the first questions and, if wanted, the rest; not those of an interview.
  mutating func askFields(at terminal: Terminal) throws {
    // Whatever allowed a referral when it was begun may not hold any more.
    if kind == .refer, progress.asked.contains("to") { try settleBasis() }
    for field in kind.fields where field.isFirst && isOpen(field) {
      if kind == .refer, field.name == "to" { try proposeRoute(at: terminal) }
      try ask(field, at: terminal)
      // Before anybody has answered what can't be written.
      if kind == .refer, field.name == "to" { try settleBasis() }
    }
    // Nobody has followed up what is only now written down, and a reason is asked where it is wanted.
    let rest = kind.fields.filter {
      !$0.isFirst && $0.isTyped && $0.name != "followed-up" && $0.name != "override"
        && !$0.isOfInterview
    }
    guard !rest.isEmpty else { return }
    if !progress.asksMore { progress.asksMore = try wantsMore(at: terminal) }
    guard progress.asksMore else { return }
    for field in rest where isOpen(field) { try ask(field, at: terminal) }
  }

  /// Whether the rest is to be asked; words that answer nothing of that are the note's next paragraph.
  private mutating func wantsMore(at terminal: Terminal) throws -> Bool {
    while true {
      let typed: String?
      do {
        typed = try terminal.readLine(
          world.says("Enter saves, m asks more: ", danish: "Enter gemmer, m spørger om mere: "))
      } catch CommandError.interrupted {
        _ = goesOnWithNote(terminal.unfinished)
        throw CommandError.interrupted
      }
      switch typed?.trimmed.lowercased() ?? "" {
      case "": return false
      case "m", "more", "mere": return true
      default:
        guard let note = goesOnWithNote((typed ?? "") + "\n") else { continue }
        terminal.show(
          world.says("That goes into the note.\n", danish: "Det kommer med i notatet.\n"))
        try ask(note, at: terminal)
      }
    }
  }

  /// Takes several words as the note's next paragraph, and has the note asked for again; nil for one word,
  /// which is rather an answer to something else.
  private mutating func goesOnWithNote(_ text: String) -> Field? {
    guard text.trimmed.contains(" "), let note = kind.field("note"),
      progress.asked.contains(note.name)
    else { return nil }
    let before = (draft.words[note.name] ?? nil).map { $0 + "\n\n" } ?? ""
    progress.unfinished[note.name] = before + text
    progress.asked.remove(note.name)
    return note
  }

  /// Whether a question makes sense and wasn't asked before.
  private func isOpen(_ field: Field) -> Bool {
    isAsked(field) && !progress.asked.contains(field.name)
  }

  /// Whether a question makes sense after what was answered before it.
  func isAsked(_ field: Field) -> Bool {
    field.askedIf.allSatisfy { name, code in answer(to: name) == .code(code) }
  }

  /// What the record says, with the changes that are being made; nil if it says nothing.
  func answer(to name: String) -> Answer? {
    draft.answers[FieldKey(name)] ?? original?.answer(name)
  }

  /// Asks whom the record is about, unless that was said, and shows what protects the person.
  mutating func askPerson(at terminal: Terminal) throws {
    while draft.owner == nil {
      let question = world.says("Who? ", danish: "Hvem? ")
      let typed = try progress.read("person", at: terminal) {
        try terminal.readLine(question, beginning: $0)
      }
      guard let typed, !typed.trimmed.isEmpty else { throw CommandError.needsPerson }
      if typed.trimmed == "?" {
        terminal.show(
          world.says(
            "A code or an alias, or the beginning of one; Enter stops.\n",
            danish: "En kode eller et dæknavn, eller begyndelsen af et; Enter stopper.\n"))
        continue
      }
      do {
        try take("person", typed.trimmed)
      } catch let error as CommandError where error != .interrupted {
        explain(error, at: terminal)
      }
    }
    try showProtection(at: terminal)
  }

  /// Before anything else: how she may be reached, and what may not be done with what we know.
  private func showProtection(at terminal: Terminal) throws {
    let named = draft.answers.values.compactMap { answer -> RecordID? in
      if case .record(let id)? = answer { id } else { nil }
    }
    for person in [draft.owner].compactMap(\.self) + named.sorted() {
      guard let view = try journal.view(of: person), view.kind == "person" else { continue }
      let name = PersonSummary(id: person, alias: view.words("alias")).display
      var shown: Set<String> = []
      for page in [view] + (try journal.views(linkedTo: person)) {
        for line in page.protectionLines(danish: world.isDanish) where shown.insert(line).inserted {
          terminal.show("\(name): \(line)\n")
        }
      }
    }
  }

  private mutating func ask(_ field: Field, at terminal: Terminal) throws {
    try askUntilAnswered(field, at: terminal)
    progress.asked.insert(field.name)
  }

  /// Answers a question with what was typed; what is asked back may be interrupted.
  private mutating func take(_ name: String, _ typed: String) throws {
    do {
      try answer(name, typed)
    } catch CommandError.interrupted {
      progress.unfinished[name] = typed
      throw CommandError.interrupted
    }
    progress.hasTyped = true
  }

  private mutating func askUntilAnswered(_ field: Field, at terminal: Terminal) throws {
    let question = world.isDanish ? field.question.da : field.question.en
    if field.name == "note" {
      let hint = world.isDanish ? "tom linje afslutter" : "an empty line ends it"
      let note = try progress.read("note", at: terminal) {
        try terminal.readNote("\(question) (\(hint)):", beginning: $0)
      }
      if let note, !note.isEmpty { try take("note", note) }
      return
    }
    while true {
      let given = draft.answers[FieldKey(field.name)].flatMap { $0 }
      let standard = field.name == "on" ? world.says(" [today]", danish: " [i dag]") : ""
      let shown = given.map { " [\(display($0))]" } ?? standard
      let line = try progress.read(field.name, at: terminal) {
        try terminal.readLine("\(question)\(shown) ", beginning: $0)
      }
      guard let typed = line?.trimmed, !typed.isEmpty else { return }
      if typed == "?" {
        terminal.show(field.choices(danish: world.isDanish) + "\n")
        continue
      }
      do {
        try take(field.name, typed)
        showUnderstood(field, typed, at: terminal)
        // At once, while the answer can still be given again.
        try checkAgreement(original)
        if field.type == .record(kind: "person") { try showProtection(at: terminal) }
        return
      } catch let error as CommandError where error != .interrupted {
        explain(error, at: terminal)
      } catch let error as AnswerError {
        explain(error, at: terminal)
      } catch let error where error is ReferralError || error is Contradiction {
        draft.answers = draft.answers.filter { $0.key.name != field.name }
        explain(error, at: terminal)
      }
    }
  }

  /// Says which codes were understood, where one was cut short.
  private func showUnderstood(_ field: Field, _ typed: String, at terminal: Terminal) {
    guard case .code(let vocabulary) = field.type else { return }
    let parts = field.isMany ? typed.split(separator: ",").map(String.init) : [typed]
    let labels = parts.compactMap { part -> String? in
      guard vocabulary.code(called: part) == nil else { return nil }
      let code = try? vocabulary.code(matching: part, field: field.name)
      return code.flatMap(vocabulary.label).map { world.says($0.en, danish: $0.da) }
    }
    if !labels.isEmpty { terminal.show("→ " + labels.joined(separator: ", ") + "\n") }
  }

  /// Asks a field of a record that is being changed.
  mutating func askAgain(_ field: Field, at terminal: Terminal) throws {
    try ask(field, at: terminal)
  }

  /// Tells what is wrong, so that the question can be answered again.
  func explain(_ error: any Error, at terminal: Terminal) {
    let facing = UserFacing(error, danish: world.isDanish)
    let text = [facing.message, facing.hint].compactMap(\.self).joined(separator: " ")
    terminal.show(text.harmless() + "\n")
  }

  /// A contact within twelve hours of one's last begins with its day, setting and place.
  private mutating func offerLastContact(at terminal: Terminal) {
    guard kind.name == "contact",
      let last = try? journal.records(RecordQuery(kinds: ["contact"], limit: 1)).last,
      last.lastAuthor == journal.author,
      last.lastWritten.wallMilliseconds > world.store.now().wallMilliseconds - 12 * 3_600_000
    else { return }
    for name in ["on", "setting", "place"] {
      guard let answer = last.answer(name) else { continue }
      if case .date(let date, _) = answer {
        draft.set(name, to: .date(date, minute: nil))
      } else {
        draft.set(name, to: answer)
      }
    }
    if let with = last.words("with") { draft.words.updateValue(with, forKey: "with") }
    terminal.show(
      world.says(
        "As at your last contact, unless you say otherwise: day, setting, place, colleagues.\n",
        danish:
          "Som ved din sidste kontakt, hvis ikke andet siges: dag, omgivelser, sted, kolleger.\n"
      ))
  }

  private func display(_ answer: Answer) -> String {
    switch answer {
    case .code(let code): code
    case .date(let date, let minute): date.description + (minute.map { " " + clock($0) } ?? "")
    case .number(let number): String(number)
    default: "…"
    }
  }
}

/// A minute of the day as `23:30`.
func clock(_ minute: Int) -> String {
  let (hours, minutes) = (minute / 60, minute % 60)
  return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
}

extension Field {
  /// Whether a person answers it by typing.
  var isTyped: Bool { isShown && !isAutomatic }

  /// Whether a person can read what is answered to it.
  var isShown: Bool { type != .bytes && type != .name }

  /// Whether it is answered in the interview of a screening.
  var isOfInterview: Bool { type == .indicators || type == .code(.indicatorTable) }

  /// The answers that it takes, for a person.
  func choices(danish: Bool) -> String {
    let special = danish ? ", ukendt, vil ikke svare" : ", unknown, refused"
    return switch type {
    case .code(let vocabulary), .counts(by: let vocabulary):
      vocabulary.codes.count > 40
        ? (danish ? "En kode eller et navn." : "A code or a name.")
        : vocabulary.codes.map { "\($0.stored) (\($0.label(danish: danish)))" }
          .joined(separator: ", ") + (vocabulary.isChecklist ? (danish ? ", alle" : ", all") : "")
          + special
    case .date:
      (danish
        ? "2026-10-31, 31/10, i dag, i går 23:30" : "2026-10-31, 31/10, today, yesterday 23:30")
        + (isRequired ? "" : special)
    case .dueDate:
      (danish
        ? "2026-12-31, 31/12, i morgen, fredag, 2 uger"
        : "2026-12-31, 31/12, tomorrow, friday, 2 weeks") + special
    case .number(let range): "\(range.lowerBound) – \(range.upperBound)" + special
    case .amount: (danish ? "250 eller 250,50" : "250 or 250.50") + special
    case .indicators:
      danish
        ? "debt-bondage=ja, violence=nej; også ukendt, vil ikke svare, ikke spurgt"
        : "debt-bondage=yes, violence=no; also unknown, refused, not-asked"
    case .record(kind: "person"): danish ? "Kode eller dæknavn." : "A code or an alias."
    default: danish ? "Fri tekst." : "Free text."
    }
  }
}

extension RecordView {
  /// How a person may be reached, and what may not be done: always shown first.
  func protectionLines(danish: Bool) -> [String] {
    var lines: [String] = []
    if answer("contact-safety") == .code("not-safe") {
      lines.append(danish ? "IKKE SIKKERT at tage kontakt." : "NOT SAFE to get in touch.")
    }
    for (name, en, da) in [
      ("safe-contact", "Safe contact", "Sikker kontakt"),
      ("restrictions", "Restrictions", "Begrænsninger"),
    ] {
      for text in standingWords(name) { lines.append("\(danish ? da : en): \(text.inOneLine)") }
    }
    return lines
  }
}
