public import CaseModel
import GRDB
import Merge

extension Journal {
  /// What a person has said to the uses of what is known about her, in no order: what holds is for
  /// ``Swift/Sequence/holding(for:on:)``.
  ///
  /// What is linked is one person: a no to one worker is a no to all.
  ///
  /// Costs all records that name her, and the links.
  public func consents(of person: RecordID) throws -> [ConsentStatement] {
    try read { db in
      let links = try Self.linkedRecords(in: db)
      let reader = try RecordReader(for: roster, in: db)
      let linked = try reader.views(linkedTo: person, by: links, in: db).map(\.record)
      return try ([person] + linked).flatMap { page in
        try reader.views(RecordQuery(kinds: [Kind.consent.name], person: page), in: db)
      }.compactMap(\.consentStatement)
    }
  }
}
