import CaseModel
import JournalStore
import Merge

/// The records of an export: all of a journal, or those about one person with others masked.
struct ExportedRecords {
  /// Whom they are about; nil for everything.
  let subject: RecordID?
  /// The stored names of their kinds, in order.
  let kinds: [String]
  /// Takes other persons out of a name of the team's lists; does nothing for everything.
  let masked: (String) -> String
  private let journal: Journal
  /// The records about one person; nil for everything, which isn't held at once.
  private let found: [ExportedRecord]?

  init(_ journal: Journal, about subject: RecordID?) throws {
    self.journal = journal
    self.subject = subject
    guard let subject else {
      kinds = try journal.storedKinds()
      found = nil
      masked = { $0 }
      return
    }
    let histories = try journal.records(naming: subject).map {
      (record: $0, history: try journal.history(of: $0))
    }.filter { Self.isAbout(subject, $0.record, $0.history) }
    let masking = try Masking(for: subject, in: histories.map(\.history), journal)
    masked = { masking.masked($0) }
    let records = histories.map { record, history in
      ExportedRecord(
        record, kind: history[0].revision.kind, history: history.map { masking.masked($0) })
    }
    let present = Set(records.map(\.kind))
    let known = Kind.all.map(\.name)
    kinds = known.filter(present.contains) + present.subtracting(known).sorted()
    found = records.sorted { ($0.day, $0.record) < ($1.day, $1.record) }
  }

  /// Her own page, what belongs to her, and what happened with her among others; nobody else's.
  private static func isAbout(
    _ subject: RecordID, _ record: RecordID, _ history: [HistoricRevision]
  ) -> Bool {
    guard let revision = history.first?.revision else { return false }
    return record == subject
      || revision.kind != "person" && (revision.owner ?? subject) == subject
  }

  /// Gives each record of a kind, or of all kinds one after the other.
  func forEach(of kind: String?, _ body: (ExportedRecord) throws -> Void) throws {
    var done = 0
    for kind in kind.map({ [$0] }) ?? kinds {
      guard found == nil else {
        for record in found ?? [] where record.kind == kind { try body(record) }
        continue
      }
      var place: Int64 = 0
      while case let next = try journal.histories(ofKind: kind, after: place), let last = next.last
      {
        for (_, record, history) in next {
          try body(ExportedRecord(record, kind: kind, history: history))
        }
        place = last.place
        done += next.count
        journal.progress?(done)
      }
    }
  }
}

extension ExportedRecord {
  /// The day on which it happened, as a number; 0 if it has none.
  fileprivate var day: Int { view?.day("on")?.number ?? 0 }
}
