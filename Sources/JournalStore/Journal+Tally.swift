import CaseModel
import GRDB
import Merge

extension Journal {
  private static let tallyCacheMegabytes = 2

  /// Reads what reports count in a period, in one state of the journal.
  ///
  /// Costs the period: an index walk for each kind, a look at each event's lists, and at a person
  /// only if more than her gender and citizenship is wanted. Memory holds the persons, but not the
  /// events.
  public func tally<Result>(
    _ query: TallyQuery, _ read: (TallyReader) throws -> Result
  ) throws -> Result {
    try self.read(asOf: query.asOf) { db in
      // A long period is walked through once: what has been read need not stay.
      try db.execute(sql: "PRAGMA cache_size = -\(Self.tallyCacheMegabytes * 1024)")
      return try read(TallyReader(query, self, in: db))
    }
  }
}

/// What the team calls the entries of its lists, as far as they are met.
final class TeamListCodes {
  private let journal: Journal
  private let db: Database
  /// The stored codes, by the entries' rows.
  private var codes: [Int64: String] = [:]
  private(set) var labels: [TeamList: [String: String]] = [:]

  init(_ journal: Journal, in db: Database) {
    self.journal = journal
    self.db = db
  }

  /// The stored code of an entry; nil if there is none.
  func code(of row: Int64, in list: TeamList) throws -> String? {
    if let known = codes[row] { return known }
    let find = try RowStatement("SELECT code FROM list_entry WHERE record = ?", in: db)
    try find.start(.integer(row))
    guard try find.next(), let code = find.textIfAny(0) else { return nil }
    codes[row] = code
    labels[list, default: [:]][code] = try journal.view(ofRow: row, in: db)?.words("label")
    return code
  }
}
