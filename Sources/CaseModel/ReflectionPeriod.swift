/// The days of a reflection period: the time that a person without lawful stay is given to decide
/// whether she takes part in a prepared return.
///
/// 30 days, which can be extended to 120 at most; the extension must be applied for before day 30
/// (Danish Aliens Act, section 33, subsection 14). The first day is day 1.
public struct ReflectionPeriod: Equatable, Sendable {
  /// The first day.
  public var from: CivilDate
  /// The day on which an extension was applied for, if it was.
  public var extensionApplied: CivilDate?
  /// The last day of the extended period, if it was extended.
  public var extendedUntil: CivilDate?

  /// Puts the days together.
  public init(from: CivilDate, extensionApplied: CivilDate? = nil, extendedUntil: CivilDate? = nil)
  {
    self.from = from
    self.extensionApplied = extensionApplied
    self.extendedUntil = extendedUntil
  }

  /// The last day on which an extension can be applied for: the day before day 30; nil once it was.
  public var lastDayToApply: CivilDate? {
    extensionApplied == nil && extendedUntil == nil ? from.adding(days: 28) : nil
  }

  /// The last day of the period: day 30, or that of the extension, at most day 120.
  public var lastDay: CivilDate? {
    guard let latest = from.adding(days: 119) else { return nil }
    return extendedUntil.map { min($0, latest) } ?? from.adding(days: 29)
  }
}
