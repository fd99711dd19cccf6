public import CaseModel
import Foundation
import GRDB
public import Merge

/// Which records are asked for.
public struct RecordQuery: Sendable {
  /// Only records of these kinds, by stored name; nil for every kind of event.
  public var kinds: [String]?
  /// Only this person's own page and records in which she takes part.
  public var person: RecordID?
  /// Only records that happened in these days.
  public var days: ClosedRange<CivilDate>?
  /// Only records that happened at this place of the team's list.
  public var place: RecordID?
  /// Only records that this worker wrote down first.
  public var worker: AuthorKey?
  /// The newest so many; nil for all.
  public var limit: Int?

  /// Asks for every event.
  public init(
    kinds: [String]? = nil, person: RecordID? = nil, days: ClosedRange<CivilDate>? = nil,
    limit: Int? = nil
  ) {
    self.kinds = kinds
    self.person = person
    self.days = days
    self.limit = limit
  }

  /// The kinds asked for, those of a newer hopenow left out.
  var knownKinds: [Kind] { Kind.all.filter { kinds?.contains($0.name) ?? $0.isEvent } }

  /// Whether a record is one of those asked for, whatever the limit.
  func isMet(by view: RecordView) -> Bool {
    guard view.existence != .gone, let kind = Kind.named(view.kind),
      kinds?.contains(kind.name) ?? kind.isEvent
    else { return false }
    if let person, view.record != person, !view.persons.contains(person) { return false }
    if let days {
      guard kind.isEvent, case .date(let day, _) = view.answer("on"), days.contains(day) else {
        return false
      }
    }
    if let place, view.answer("place") != .record(place) { return false }
    return worker == nil || view.firstAuthor == worker
  }
}

extension RecordView {
  /// The persons who took part in an event: whom it belongs to, or those whom it names.
  public var persons: [RecordID] {
    guard let kind = Kind.named(kind), kind.isEvent else { return [] }
    if kind.isOwned { return [owner].compactMap(\.self) }
    return answers("person").compactMap { answer in
      if case .record(let id) = answer { id } else { nil }
    }
  }

  /// Where it stands in lists: events by day and time, behind them everything that has no day.
  ///
  /// What has no time comes at its day's end; what stands at the same place follows as it came.
  var placeInLists: Int {
    guard Kind.named(kind)?.isEvent ?? false else { return .max }
    return switch answer("on") {
    case .date(let day, let minute): day.number * 1441 + (minute ?? 1440)
    case .code: NewestFirst.dayNotKnown * 1441
    default: 0
    }
  }
}

extension Journal {
  /// The records that a query asks for, the newest last: events by day and time, then what has no
  /// day, such as persons' pages; what is alike in that as it came into the journal.
  ///
  /// Costs what it gives, whatever the journal holds; with a worker alone also what others wrote
  /// since.
  public func records(_ query: RecordQuery) throws -> [RecordView] {
    try read { db in try RecordReader(for: roster, in: db).views(query, in: db) }
  }

  /// How many records of each kind there are, gone ones not counted.
  public func counts() throws -> [(kind: String, count: Int)] {
    try read { db in
      try Kind.all.map { kind in
        (kind.name, try Int.fetchOne(db, sql: "SELECT count(*) FROM \(kind.table)") ?? 0)
      }
    }
  }
}

extension Journal {
  /// The records that wait for a person, those that wait longest first; the same everywhere.
  ///
  /// A record waits since the oldest of the changes that stand side by side in it. What only wrong
  /// clocks date comes last. Who counts waits for supervisors alone.
  public func needingAttention() throws -> [RecordView] {
    try read { db in
      let reader = try RecordReader(for: roster, in: db)
      return try Int64.fetchAll(db, sql: "SELECT DISTINCT record FROM attention")
        .compactMap { row -> (view: RecordView, since: Entry.Stamp)? in
          let revisions = try reader.revisions(ofRow: row)
          let kind = revisions.first.flatMap { Kind.named($0.revision.kind) }
          guard let view = RecordView(of: revisions, kind: kind),
            !view.attention.isEmpty, isSupervisor || view.kind != Kind.member.name
          else { return nil }
          return (view, view.waitsSince(revisions))
        }
        .sorted { one, other in
          one.since == other.since
            ? one.view.record < other.view.record : one.since.isOlder(than: other.since)
        }
        .map(\.view)
    }
  }
}

extension RecordReader {
  /// The records that a query asks for, the newest last.
  func views(_ query: RecordQuery, in db: Database) throws -> [RecordView] {
    let newest = try NewestFirst(query, in: db)
    var found: [RecordView] = []
    while found.count < query.limit ?? .max, let row = try newest.next() {
      guard let view = try view(ofRow: row), query.isMet(by: view) else { continue }
      found.append(view)
    }
    return found.reversed()
  }
}

extension RecordView {
  /// When the oldest of what stands side by side in it was written; if nothing does, its newest
  /// change.
  fileprivate func waitsSince(_ revisions: [HistoricRevision]) -> Entry.Stamp {
    let values = fields.values.filter(\.isConflict).flatMap(\.standing).map(\.stamp)
    let ends =
      existence == .disputed ? revisions.filter { heads.contains($0.id) }.map(\.stamp) : []
    return (values + ends).min { $0.isOlder(than: $1) } ?? lastWritten
  }
}
