import CaseModel
import JournalStore
import Merge

extension Resolution {
  /// Asks what holds and writes it; new texts are kept as a draft if that doesn't come to its end.
  ///
  /// - Throws: ``CommandError/interrupted``; then nothing is written.
  mutating func settle(at terminal: Terminal) throws {
    do {
      try TerminalMode.endingByThrowing {
        try ask(at: terminal)
        try write()
      }
    } catch {
      // 'edit' takes it up, so only new texts are kept: there one answer of several would take others away.
      let typed = form.draft.words.filter { newTexts.contains($0.key) }
      if !form.draft.answers.isEmpty || isKept != nil || typed.count < form.draft.words.count {
        terminal.show(
          world.says(
            "What you decided is not written.\n", danish: "Det, du besluttede, er ikke skrevet.\n"))
      }
      form.draft.answers = [:]
      form.draft.words = typed
      form.progress.hasTyped = !form.draft.words.isEmpty
      throw form.notSaved(error, asking: terminal)
    }
  }

  /// Shows every value of every field in conflict, and asks which holds.
  private mutating func ask(at terminal: Terminal) throws {
    let text = RecordText(journal, danish: world.isDanish)
    terminal.show(waiting.title(text).harmless() + "\n")
    explain(at: terminal)
    if !waiting.heads.isEmpty {
      try askDeletion(text, at: terminal)
      // Any change would say that the record is here: without an answer everything stays.
      guard isKept == true else { return }
    }
    for conflict in waiting.conflicts { try ask(conflict, text, at: terminal) }
  }

  private func explain(at terminal: Terminal) {
    terminal.show(
      world.says(
        "A number takes that value; b joins both texts; n writes a new one; Enter leaves it as it is; ^C stops.\n",
        danish:
          "Et nummer tager den værdi; b samler begge tekster; n skriver en ny; Enter lader det være; ^C stopper.\n"
      ))
  }

  private mutating func askDeletion(_ text: RecordText, at terminal: Terminal) throws {
    show(waiting.deletionLines(text), at: terminal)
    let question = world.says(
      "k keep, d delete, Enter leaves it: ", danish: "b behold, s slet, Enter lader det være: ")
    while let typed = try terminal.readLine(question)?.trimmed.lowercased(), !typed.isEmpty {
      switch typed {
      case "k", "keep", "b", "behold": isKept = true
      case "d", "delete", "s", "slet": isKept = false
      default: continue
      }
      return
    }
  }

  private mutating func ask(
    _ conflict: FieldConflict, _ text: RecordText, at terminal: Terminal
  ) throws {
    show(conflict.lines(text), at: terminal)
    let before = form
    while let typed = try terminal.readLine(question(conflict))?.trimmed.lowercased(),
      !typed.isEmpty
    {
      do {
        switch typed {
        case "b", "both", "begge": try decide(conflict, .both)
        case "n" where conflict.takesNew, "new" where conflict.takesNew,
          "ny" where conflict.takesNew:
          try askNew(conflict, at: terminal)
        default:
          guard let number = Int(typed) else {
            explain(at: terminal)
            continue
          }
          try decide(conflict, .number(number))
        }
        // What isn't decided yet may still be what agrees with it; 'write' checks all.
        let open = waiting.conflicts.filter { !isDecided($0) }.map(\.key)
        try form.checkAgreement(waiting.view, leavingOut: Set(open))
        if isDecided(conflict) { return }
      } catch let error where error.isMistake {
        form = before
        form.explain(error, at: terminal)
      }
    }
  }

  /// Asks for a new value by the field's own question, and checks it as `edit` does.
  private mutating func askNew(_ conflict: FieldConflict, at terminal: Terminal) throws {
    guard let field = conflict.field else { return }
    guard let element = conflict.element else {
      try form.askAgain(field, at: terminal)
      if form.draft.words[field.name] != nil { newTexts.insert(field.name) }
      return
    }
    let question = world.isDanish ? field.question.da : field.question.en
    guard let typed = try terminal.readLine("\(question) \(element): ")?.trimmed, !typed.isEmpty
    else { return }
    try form.answer(field.name, "\(element)=\(typed)")
  }

  private func question(_ conflict: FieldConflict) -> String {
    let both = conflict.joined == nil ? "" : world.says(", b both", danish: ", b begge")
    let new = conflict.takesNew ? world.says(", n new", danish: ", n ny") : ""
    return "1–\(conflict.values.count)\(both)\(new)"
      + world.says(", Enter leaves it: ", danish: ", Enter lader det være: ")
  }

  private func show(_ lines: [String], at terminal: Terminal) {
    terminal.show(lines.joined(separator: "\n").harmless(keepingLines: true) + "\n")
  }
}

extension FieldConflict {
  /// Whether there are other answers than those that stand, and a person types them: one of several
  /// answers is there or it isn't.
  fileprivate var takesNew: Bool {
    guard let field, field.isTyped else { return false }
    return element == nil || field.type.isByCode
  }
}

extension Error {
  /// Whether it is about an answer, which can be given again.
  fileprivate var isMistake: Bool {
    if let error = self as? CommandError { return error != .interrupted }
    return self is AnswerError || self is ReferralError || self is Contradiction
  }
}
