public import CaseModel
import Foundation
import GRDB
public import Merge

/// Which deadlines an agenda shows.
public struct AgendaQuery: Sendable {
  /// The last day; what is overdue always comes too.
  public var until: CivilDate
  /// Only what concerns this person.
  public var person: RecordID?
  /// Only records that this worker wrote, and persons whom she is responsible for.
  public var worker: AuthorKey?
  /// The latest so many of each sort; nil for all.
  public var limit: Int?

  /// Asks for everything until a day.
  public init(
    until: CivilDate, person: RecordID? = nil, worker: AuthorKey? = nil, limit: Int? = nil
  ) {
    self.until = until
    self.person = person
    self.worker = worker
    self.limit = limit
  }
}

/// Something that has to be done by a day.
public struct AgendaItem: Equatable, Sendable {
  /// What has to be done.
  public var deadline: Deadline
  /// The day; nil if nobody named one.
  public var due: CivilDate?
  /// The record that says so; for retention, the person.
  public var record: RecordView
}

extension RecordView {
  /// The persons whom a record concerns, a person's page herself.
  public var concerned: [RecordID] { kind == "person" ? [record] : persons }
}

extension Journal {
  /// What has to be done, the earliest day first, and last what has no day.
  ///
  /// Costs what it finds; with retention a look at each person.
  public func agenda(_ query: AgendaQuery) throws -> [AgendaItem] {
    let settings = try settings()
    return try read { db in
      let finder = try AgendaFinder(query, self, in: db)
      var items: [AgendaItem] = []
      for deadline in Deadline.allCases {
        switch deadline {
        case .retention:
          if let months = settings.retentionMonths { items += try finder.retention(months) }
        case .answer: items += try finder.items(deadline, daysLater: settings.overdueDays)
        default: items += try finder.items(deadline)
        }
      }
      // What has no day comes last.
      return items.sorted { one, other in
        (one.due?.number ?? .max, one.record.record)
          < (other.due?.number ?? .max, other.record.record)
      }
    }
  }
}

/// Looks for deadlines, a sort at a time, within one state of the journal.
private struct AgendaFinder {
  let query: AgendaQuery
  let journal: Journal
  let db: Database
  private let person: Int64?
  private let worker: Int64?

  init(_ query: AgendaQuery, _ journal: Journal, in db: Database) throws {
    self.query = query
    self.journal = journal
    self.db = db
    // No row has the number 0: somebody who isn't there has nothing to do.
    person = try query.person.map { try Journal.row(of: $0, in: db) ?? 0 }
    worker = try query.worker.map { try Journal.row(of: .member($0), in: db) ?? 0 }
  }

  /// The deadlines of one sort whose day, some days after the one that the record names, isn't
  /// later than the query's.
  func items(_ deadline: Deadline, daysLater: Int = 0) throws -> [AgendaItem] {
    guard let until = query.until.adding(days: -daysLater) else { return [] }
    var source = "deadline"
    var first: StatementArguments = []
    if let person {
      source =
        "(SELECT record FROM attendance WHERE person = ? UNION SELECT ?)"
        + " JOIN deadline USING (record)"
      first = [person, person]
    }
    let dated = "due <= \(until.number) ORDER BY due DESC"
    var items: [AgendaItem] = []
    for condition in [dated, "due IS NULL ORDER BY record DESC"] {
      let rows = try Row.fetchCursor(
        db, sql: "SELECT record, due FROM \(source) WHERE reason = ? AND \(condition)",
        arguments: first + [deadline.rawValue])
      var found = 0
      while found < query.limit ?? .max, let row = try rows.next() {
        let due = (row[1] as Int?).flatMap(CivilDate.init(number:))?.adding(days: daysLater)
        guard let view = try journal.view(ofRow: row[0], in: db),
          try !isVoid(deadline, view), try isWorkers(view)
        else { continue }
        found += 1
        items.append(AgendaItem(deadline: deadline, due: due, record: view))
      }
    }
    return items
  }

  /// Persons in whose records nothing has happened for so many months.
  func retention(_ months: Int) throws -> [AgendaItem] {
    // 31 March and 11 months make 29 February, which 11 months before is 29 March: hence 3 days.
    guard let until = query.until.adding(months: -months)?.adding(days: 3) else { return [] }
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT record, last FROM
            (SELECT record, (SELECT max("on") FROM attendance WHERE person = p.record) AS last
             FROM person AS p WHERE ?1 IS NULL OR record = ?1)
          WHERE last IS NULL OR last <= ?2
          """), arguments: [person, until.number])
    var items: [AgendaItem] = []
    while items.count < query.limit ?? .max, let row = try rows.next() {
      guard let view = try journal.view(ofRow: row[0], in: db) else { continue }
      let written = CivilDate(dayNumber: Int(view.lastWritten.wallMilliseconds / 86_400_000))
      let last = [(row[1] as Int?).flatMap(CivilDate.init(number:)), written].compactMap(\.self)
      guard let due = last.max()?.adding(months: months), due <= query.until,
        try isWorkers(view)
      else { continue }
      items.append(AgendaItem(deadline: .retention, due: due, record: view))
    }
    return items
  }

  /// Whether a later record has made a deadline void: the visit was paid, the consent asked again.
  private func isVoid(_ deadline: Deadline, _ view: RecordView) throws -> Bool {
    let same: [String]
    switch deadline {
    case .visit: same = ["type"]
    case .consent: same = ["purpose", "to"]
    default: return false
    }
    guard let owner = view.owner, let person = try Journal.row(of: owner, in: db),
      let on = view.day("on")
    else { return false }
    let conditions = same.map { " AND later.\($0.quoted) IS earlier.\($0.quoted)" }.joined()
    let statement = try db.cachedStatement(
      sql: """
        SELECT 1 FROM attendance JOIN \(view.kind) AS later ON later.record = attendance.record
        JOIN \(view.kind) AS earlier ON earlier.record = ?1
        WHERE attendance.person = ?2 AND attendance."on" > ?3\(conditions) LIMIT 1
        """)
    return try Int.fetchOne(
      statement, arguments: [Journal.row(of: view.record, in: db), person, on.number]) != nil
  }

  /// Whether the worker asked for, if any, wrote a record or is responsible for somebody in it.
  private func isWorkers(_ view: RecordView) throws -> Bool {
    guard let worker, view.firstAuthor != query.worker else { return true }
    let statement = try db.cachedStatement(
      sql: "SELECT 1 FROM person WHERE record = ? AND responsible = ?")
    return try view.concerned.contains { id in
      guard let row = try Journal.row(of: id, in: db) else { return false }
      return try Int.fetchOne(statement, arguments: [row, worker]) != nil
    }
  }
}
