import CaseModel
import JournalStore
import Merge

/// What one meeting adds to a screening.
struct Meeting {
  private let record: RecordID
  private let owner: RecordID?
  private let journal: Journal
  private let clockIsConfirmed: Bool
  /// The changes that whoever asks has seen: those there were, then only her own.
  ///
  /// What is written at another terminal meanwhile stands beside hers.
  private var seen: [RevisionID]
  /// The table, as long as the screening doesn't say so.
  private var table: IndicatorTable?
  /// What couldn't be saved, the last time it was tried.
  private(set) var unsaved: Draft?

  init(
    _ view: RecordView, _ journal: Journal, _ table: IndicatorTable, clockIsConfirmed: Bool
  ) {
    record = view.record
    owner = view.owner
    seen = view.heads
    self.table = view.answer("table") == .code(table.id) ? nil : table
    self.journal = journal
    self.clockIsConfirmed = clockIsConfirmed
  }

  mutating func save(_ answers: [String: Answer]) throws {
    var draft = Draft(.screen, record: record, owner: owner)
    draft.seen = seen
    if let table { draft.set("table", to: .code(table.id)) }
    for (code, answer) in answers { draft.set("indicator", for: code, to: answer) }
    unsaved = draft
    try journal.write([draft], clockIsConfirmed: clockIsConfirmed)
    unsaved = nil
    table = nil
    guard let now = try journal.view(of: record) else { return }
    let written = now.fields.filter { key, _ in draft.answers[key] != nil }.values
    let mine = Set(written.flatMap(\.standing).map(\.revision))
    seen = now.heads.filter(mine.contains)
  }
}
