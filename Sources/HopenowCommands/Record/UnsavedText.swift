import CaseModel
import JournalStore

/// Says in words what was typed and not saved.
struct UnsavedText {
  /// How much of a long text is shown to whoever knows it already.
  private static let limit = 200

  private let text: RecordText
  private let isDanish: Bool

  /// Speaks of drafts of a journal.
  init(_ journal: Journal, danish: Bool) {
    text = RecordText(journal, danish: danish)
    isDanish = danish
  }

  /// Everything that it says, a line each; long texts cut unless `whole`.
  func lines(_ unsaved: UnsavedRecord, whole: Bool) -> [String] {
    guard let kind = Kind.named(unsaved.draft.kind) else { return [] }
    var rows: [[String]] = []
    func add(_ name: String, _ said: String) {
      rows.append([name, whole ? said.harmless(keepingLines: true) : cut(said)])
    }
    if let owner = unsaved.draft.owner { add("person", name(owner, in: unsaved)) }
    for field in kind.fields {
      let said = answers(to: field, in: unsaved)
      if !said.isEmpty { add(field.name, said) }
    }
    for name in ["person"] + kind.fields.map(\.name) {
      guard let typed = unsaved.unfinished[name] else { continue }
      if name != "person" || kind.isOwned { add(name, typed + " …") }
    }
    return Output.lines(ofRows: rows).map { "  " + $0 }
  }

  private func answers(to field: Field, in unsaved: UnsavedRecord) -> String {
    if let words = unsaved.draft.words[field.name] { return words ?? "–" }
    return unsaved.draft.answers.filter { $0.key.name == field.name }.sorted { $0.key < $1.key }
      .map { key, answer in
        let said = answer.map { self.said(by: $0, to: field, in: unsaved) } ?? "–"
        guard !key.element.isEmpty, let element = try? Answer(encoded: key.element) else {
          return said
        }
        let shown = self.said(by: element, to: field, in: unsaved)
        return element == answer ? said : "\(shown) \(said)"
      }.joined(separator: ", ")
  }

  private func said(by answer: Answer, to field: Field, in unsaved: UnsavedRecord) -> String {
    if case .record(let id) = answer { return name(id, in: unsaved) }
    return text.text(answer, field)
  }

  /// A record that the draft itself makes is called as it will be.
  private func name(_ id: RecordID, in unsaved: UnsavedRecord) -> String {
    let new = unsaved.before.first { $0.id == id }
    return (new?.words["alias"] ?? new?.words["label"] ?? nil)?.harmless() ?? text.name(id)
  }

  private func cut(_ said: String) -> String {
    let count = said.count
    let line = String(said.prefix(Self.limit)).replacing("\n", with: " ").harmless()
    guard count > Self.limit else { return line }
    return line + (isDanish ? " … (\(count) tegn)" : " … (\(count) characters)")
  }
}
