/// Why what was typed is no answer to a field.
///
/// It never carries what was typed.
public enum AnswerError: Error, Equatable {
  /// No code begins like that.
  case noSuchCode(field: String)
  /// Several codes begin like that.
  case ambiguous(field: String, candidates: [String])
  /// It isn't a date.
  case notADate(field: String)
  /// It isn't a date that lies ahead.
  case notADueDate(field: String)
  /// Without a year it would be about a year off, though a day of these two weeks is called so too.
  case needsYear(field: String)
  /// The day lies further ahead than something that has happened can.
  case inTheFuture(field: String)
  /// It isn't a whole number, or not within the range.
  case notANumber(field: String, range: ClosedRange<Int64>)
  /// It isn't an amount of money, such as 250 or 250.50.
  case notAnAmount(field: String)
  /// It isn't pairs of a code and a number, such as `Feminine=3`.
  case notCounts(field: String)
  /// It isn't pairs of an indicator and an answer, such as `debt-bondage=yes`.
  case notIndicators(field: String)
  /// The field takes one answer, and there were several.
  case takesOne(field: String)
  /// The field can't be answered by typing.
  case notTyped(field: String)
  /// The field must be answered.
  case required(field: String)
}
