import CaseModel
import JournalStore
import Merge

/// A record that waits for a person, and what there is to settle in it.
struct WaitingRecord {
  let view: RecordView
  /// The fields to choose in.
  let conflicts: [FieldConflict]
  /// The newest changes, of which one deletes it and another doesn't; else empty.
  let heads: [HistoricRevision]

  init(_ view: RecordView, in journal: Journal) throws {
    self.view = view
    // What was deleted by somebody who saw the fields isn't for choosing any more.
    conflicts = view.existence == .gone ? [] : view.conflicts
    heads =
      view.existence == .disputed
      ? try journal.history(of: view.record).filter { view.heads.contains($0.id) }
        .sorted { $0.stamp == $1.stamp ? $0.id < $1.id : $0.stamp.isOlder(than: $1.stamp) } : []
  }

  /// Whether somebody can settle it.
  var isOpen: Bool { !conflicts.isEmpty || !heads.isEmpty }

  /// What it is, by kind and code, without words.
  func title(_ text: RecordText) -> String {
    "\(view.kind) \(view.shortCode): \(text.summary(view))"
  }

  /// Everything about it: what stands, who wrote it when, and what to type next.
  func lines(_ text: RecordText) -> [String] {
    var lines = deletionLines(text) + conflicts.flatMap { $0.lines(text) }
    if view.isMissingChange {
      let missing = Labels(
        en: "A change is missing: merge the journal that it was written in.",
        da: "En ændring mangler: flet den journal, den blev skrevet i.")
      lines.append(text.says(missing))
    }
    if view.isContradictory {
      let unclear = Labels(
        en: "Its dates contradict each other → hopenow edit \(view.shortCode)",
        da: "Datoerne modsiger hinanden → hopenow edit \(view.shortCode)")
      lines.append(text.says(unclear))
    }
    if isOpen {
      lines.append("→ hopenow conflicts --resolve \(view.shortCode)")
    }
    return [title(text)] + lines.map { "  " + $0 }
  }

  /// Who deleted it and who didn't; empty if nobody did.
  func deletionLines(_ text: RecordText) -> [String] {
    guard !heads.isEmpty else { return [] }
    let heading = Labels(
      en: "Deleted by somebody while somebody else changed it; it is kept.",
      da: "Slettet af nogen, mens en anden ændrede den; den er beholdt.")
    return [text.says(heading)]
      + heads.map { head in
        "  \(text.byline(head.revision.author, head.stamp)): \(deed(head.revision, text))"
      }
  }

  private func deed(_ revision: Revision, _ text: RecordText) -> String {
    guard revision.operation == .put else {
      return text.says(Labels(en: "deleted", da: "slettet"))
    }
    let names = Set(revision.answers.keys.map(\.name) + revision.words.keys).sorted()
    return text.says(Labels(en: "changed ", da: "ændret: ")) + names.joined(separator: ", ")
  }

  /// The record with what stands in it, as scripts read it.
  func json(_ text: RecordText) -> JSONValue {
    guard case .object(var object) = view.json() else { return .null }
    object["standing"] = .array(conflicts.map { $0.json(text) })
    object["missingChange"] = .bool(view.isMissingChange)
    object["contradictory"] = .bool(view.isContradictory)
    object["heads"] = .array(
      heads.map { head in
        guard case .object(var change) = head.json() else { return .null }
        change["authorName"] =
          text.workerName(head.revision.author).map { .string($0) } ?? .null
        return .object(change)
      })
    return .object(object)
  }
}
