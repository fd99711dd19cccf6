public import CaseModel
import GRDB
public import Merge

/// What a person's records say together.
public struct PersonFile: Sendable {
  /// The day on which each stage was reached; absent if it wasn't.
  public var stages: [Stage: CivilDate] = [:]
  /// What is still to be followed up, of her own page and of her records.
  public var followUps: [FollowUp] = []
  /// The newest record in which she takes part that has a note.
  public var lastNote: RecordView?
  /// The records in which she takes part, the newest last; at most as many as were asked for.
  public var records: [RecordView] = []
  /// How many records she takes part in.
  public var count = 0
}

extension Journal {
  /// What a person's records say together; costs her records, not the journal's.
  ///
  /// Of the records themselves only the newest `limit` are given; nil gives all.
  public func file(of person: RecordID, limit: Int?) throws -> PersonFile {
    var file = PersonFile()
    file.followUps = try followUps(person: person)
    let query = RecordQuery(person: person, limit: limit)
    file.records = try records(query)
    try read { db in
      guard let row = try Self.row(of: person, in: db) else { return }
      let kinds = try RowStatement(
        """
        SELECT kind, count(*), min("on") FROM attendance WHERE person = ? GROUP BY kind
        """, in: db)
      try kinds.start(.integer(row))
      while try kinds.next() {
        let kind = try kinds.text(0, atMost: 64)
        file.count += Int(try kinds.integer(1))
        guard let day = kinds.integerIfAny(2).flatMap({ CivilDate(number: Int($0)) }) else {
          continue
        }
        for stage in Stage.allCases where stage.isReached(by: kind) {
          file.stages[stage] = min(day, file.stages[stage] ?? day)
        }
      }
    }
    file.lastNote = try file.records.last { $0.words("note") != nil } ?? lastNote(of: person)
    return file
  }

  /// The newest record of a person with a note, however far back it lies.
  private func lastNote(of person: RecordID) throws -> RecordView? {
    try read { db in
      let reader = try RecordReader(for: roster, in: db)
      let newest = try NewestFirst(RecordQuery(person: person), in: db)
      while let row = try newest.next() {
        if let view = try reader.view(ofRow: row), view.words("note") != nil { return view }
      }
      return nil
    }
  }
}
