public import CaseModel

/// What is known of a meeting, or of anything else that happened on a day, without opening its words.
public struct MeetingDescription: Sendable {
  /// A number that stands for the record.
  public var number: Int64
  /// The day, as ``CivilDate/dayNumber``.
  public var day: Int
  /// Minutes after midnight.
  public var minute: Int?
  /// The stored code of its setting or type.
  public var sort: String?
  /// A number that stands for the place.
  public var place: Int64?
  /// How many were met.
  public var met: Int?
  /// How many were spoken with.
  public var spoken: Int?
  /// A number that stands for the only worker who has written in the record; nil if several have.
  public var writer: Int64?

  /// Describes a meeting of which only the day is known.
  public init(_ number: Int64, day: Int) {
    self.number = number
    self.day = day
  }
}

/// What there is to know of a meeting that may have been written twice.
public struct MeetingDetails: Sendable {
  /// The record.
  public var record: RecordID
  /// Who took part, or whom it belongs to: each by the page that stands for all of hers.
  public var persons: Set<RecordID>
  /// The name of whoever wrote it, folded.
  public var writerName: String?
  /// Who else was there, in words, folded.
  public var colleagues: String?

  /// Puts all of it together.
  public init(
    record: RecordID, persons: Set<RecordID>, writerName: String?, colleagues: String?
  ) {
    self.record = record
    self.persons = persons
    self.writerName = writerName
    self.colleagues = colleagues
  }
}
