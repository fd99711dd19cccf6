import CaseModel
import GRDB

extension Journal {
  /// Reads what reports count in a period, in one state of the journal.
  ///
  /// Costs the period: an index walk for each kind, a look at each event's lists, and at a person
  /// only if more than her gender and citizenship is wanted.
  public func tally(_ query: TallyQuery) throws -> Tally {
    try read(asOf: query.asOf) { db in
      let reader = try TallyReader(query, self, in: db)
      for kind in query.kinds.indices { try reader.readEvents(ofKind: kind) }
      try reader.joinLinked()
      try reader.readPersons()
      try reader.leaveOut()
      return try reader.finish()
    }
  }

  /// Reads everybody with a record of the query's kinds on or before the last of its days: no
  /// events, but each person's last day.
  ///
  /// Costs every record that names somebody.
  public func caseload(_ query: TallyQuery) throws -> Tally {
    try read(asOf: query.asOf) { db in
      let reader = try TallyReader(query, self, in: db)
      try reader.readLastDays()
      try reader.leaveOut()
      return try reader.finish()
    }
  }
}
