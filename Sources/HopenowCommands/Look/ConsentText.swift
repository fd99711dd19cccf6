import CaseModel
import JournalStore
import Merge

/// Says in a line what a person said to a use of what is known about her.
struct ConsentText {
  private let text: RecordText
  private let isDanish: Bool

  init(_ text: RecordText, danish: Bool) {
    self.text = text
    isDanish = danish
  }

  /// A line for each use whose answer holds on a day, in the order of purposes, then of organisations'
  /// names.
  func lines(_ statements: [ConsentStatement], on day: CivilDate) -> [String] {
    let organisations = Set(statements.compactMap(\.organisation))
      .sorted { (text.name($0), $0) < (text.name($1), $1) }
    return Vocabulary.consentPurpose.codes.map(\.stored).flatMap { purpose in
      let uses =
        purpose == "share"
        ? organisations.map(ConsentUse.share) + [ConsentUse(purpose)] : [ConsentUse(purpose)]
      return uses.compactMap { use -> String? in
        let isGeneral = use == ConsentUse("share")
        let about = isGeneral ? statements.filter { $0.organisation == nil } : statements
        guard let holds = about.holding(for: use, on: day) else { return nil }
        return line(holds, of: use, on: day) + (isGeneral ? remark(holds) : "")
      }
    }
  }

  /// The line of one use: `Share with CMM: given 2026-10-18, orally, until 2026-12-31: name, contact`.
  ///
  /// `name` is what the organisation is called, where the journal doesn't have it yet.
  func line(
    _ statement: ConsentStatement, of use: ConsentUse, on day: CivilDate, name: String? = nil,
    withScope: Bool = true
  ) -> String {
    let kind = Kind.consent
    var parts = [isDanish ? statement.answer.labels.da : statement.answer.labels.en]
    if let on = statement.on { parts[0] += " \(on)" }
    if let how = statement.how {
      parts.append(text.text(.code(how), kind.field("how")).lowercased())
    }
    if let until = statement.until, statement.answer == .given {
      parts.append(
        statement.allows(on: day)
          ? (isDanish ? "til og med \(until)" : "until \(until)")
          : (isDanish ? "udløbet \(until)" : "ran out \(until)"))
    }
    let covered = Vocabulary.consentScope.codes.filter { statement.covers.contains($0.stored) }
      .map { $0.label(danish: isDanish) }
    let scope =
      withScope && statement.answer == .given && use.organisation != nil && !covered.isEmpty
      ? ": " + covered.joined(separator: "; ") : ""
    return "\(label(use, name)): \(parts.joined(separator: ", "))\(scope)"
  }

  private func remark(_ statement: ConsentStatement) -> String {
    guard statement.answer == .given else { return "" }
    return isDanish
      ? " (nævner ingen organisation, så ingen henvisning)"
      : " (names no organisation, so no referral)"
  }

  private func label(_ use: ConsentUse, _ name: String?) -> String {
    if let organisation = use.organisation {
      return (isDanish ? "Dele med " : "Share with ") + (name ?? text.name(organisation))
    }
    return text.text(.code(use.purpose), Kind.consent.field("purpose"))
  }
}
