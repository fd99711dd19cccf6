public import CaseModel
import GRDB
import Merge

extension Journal {
  /// What a person has said to the uses of what is known about her, in no order: what holds is for
  /// ``Swift/Sequence/holding(for:on:)``.
  ///
  /// Costs all records that name her.
  public func consents(of person: RecordID) throws -> [ConsentStatement] {
    try records(RecordQuery(kinds: [Kind.consent.name], person: person))
      .compactMap(\.consentStatement)
  }
}
