public import CaseModel
import GRDB
import Merge

extension Journal {
  /// What a person has said to the uses of what is known about her, in no order: what holds is for
  /// ``Swift/Sequence/holding(for:on:)``.
  ///
  /// What is linked is one person: a no to one worker is a no to all. A yes is taken over only from a page that
  /// is there, and by links that nobody contradicts.
  ///
  /// Costs all records that name her, and the links.
  public func consents(of person: RecordID) throws -> [ConsentStatement] {
    try read { db in
      let links = try Self.linkedRecords(in: db)
      let reader = try RecordReader(for: roster, in: db)
      func said(on page: RecordID) throws -> [ConsentStatement] {
        try reader.views(RecordQuery(kinds: [Kind.consent.name], person: page), in: db)
          .compactMap(\.consentStatement)
      }
      let isDisputed = try Self.row(of: person, in: db).map(links.isContradicted(of:)) ?? false
      let others = try reader.views(linkedTo: person, by: links, in: db).flatMap { page in
        try said(on: page.record).filter { statement in
          statement.answer != .given || page.existence != .gone && !isDisputed
        }
      }
      return try said(on: person) + others
    }
  }
}
