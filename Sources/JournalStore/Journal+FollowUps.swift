public import CaseModel
import GRDB
public import Merge

/// Something to follow up that nobody has followed up yet.
public struct FollowUp: Equatable, Sendable {
  /// The record that says so.
  public var record: RecordView
  /// The day by which it shall be done; nil if nobody named one.
  public var due: CivilDate?
  /// What there is to do; nil if nobody said.
  public var words: String?
}

extension Journal {
  /// What is still to be followed up, the earliest day first, and last what has no day.
  ///
  /// A record has something to follow up if it names a day or says what there is to do, until
  /// `followed-up` is answered. With `days` only what is due in them is found; with `person` what her
  /// own page and the records in which she takes part say; with `limit` the first so many. Costs what
  /// it finds, or with a person all records that name her.
  public func followUps(
    due days: ClosedRange<CivilDate>? = nil, person: RecordID? = nil, limit: Int? = nil
  ) throws -> [FollowUp] {
    try read { db in
      var source = "deadline"
      var filter = ""
      var arguments: StatementArguments = []
      if let person {
        guard let row = try Self.row(of: person, in: db) else { return [] }
        source =
          "(SELECT record FROM attendance WHERE person = ? UNION ALL SELECT ?)"
          + " JOIN deadline USING (record)"
        arguments += [row, row]
      }
      if let days {
        filter = " AND due BETWEEN ? AND ?"
        arguments += [days.lowerBound.number, days.upperBound.number]
      }
      arguments += [limit ?? -1]
      let statement = try db.cachedStatement(
        sql: """
          SELECT record FROM \(source) WHERE reason = 'follow-up'\(filter)
          ORDER BY due NULLS LAST, record LIMIT ?
          """)
      return try Int64.fetchAll(statement, arguments: arguments).compactMap { row in
        guard let view = try view(ofRow: row, in: db) else { return nil }
        return FollowUp(record: view, due: view.day("follow-up-on"), words: view.words("follow-up"))
      }
    }
  }
}

extension RecordView {
  /// Whether there is something to follow up that nobody has yet.
  ///
  /// Needs no words to be at hand: that some were written is enough.
  var hasOpenFollowUp: Bool {
    guard answer("followed-up") == nil else { return false }
    if day("follow-up-on") != nil { return true }
    return switch fields[FieldKey("follow-up")]?.shown.value {
    case .words, .withheld: true
    case .answer, .cleared, nil: false
    }
  }
}
