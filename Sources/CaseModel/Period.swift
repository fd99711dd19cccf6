/// The days that a report is about.
public struct Period: Equatable, Sendable {
  /// The first and the last day.
  public let days: ClosedRange<CivilDate>
  /// The period as it is printed, in the form that reads it back: `2026-10`.
  public let text: String

  /// Reads `2026-10`, `2026-Q3`, `2026`, `2025-04..2026-03`, `2026-10-05..2026-10-09`,
  /// `2026-10-31`, `last-month` or `this-month`; anything else gives nil.
  public init?(_ typed: String, today: CivilDate) {
    let typed = typed.lowercased()
    switch typed {
    case "this-month":
      self.init(year: today.year, month: today.month)
    case "last-month":
      let january = today.month == 1
      self.init(
        year: january ? today.year - 1 : today.year, month: january ? 12 : today.month - 1)
    default:
      guard let range = typed.firstRange(of: "..") else {
        guard let days = Self.days(typed) else { return nil }
        self.init(days, Self.canonical(typed))
        return
      }
      let (start, end) = (typed[..<range.lowerBound], typed[range.upperBound...])
      guard let first = Self.days(start), let last = Self.days(end),
        first.lowerBound <= last.upperBound
      else { return nil }
      self.init(
        first.lowerBound...last.upperBound, Self.canonical(start) + ".." + Self.canonical(end))
    }
  }

  private init(_ days: ClosedRange<CivilDate>, _ text: String) {
    self.days = days
    self.text = text
  }

  private init?(year: Int, month: Int) {
    let text = "\(year)-\(month < 10 ? "0" : "")\(month)"
    guard let days = Self.days(text) else { return nil }
    self.init(days, text)
  }

  private static func canonical(_ text: some StringProtocol) -> String {
    String(text).replacing("q", with: "Q")
  }

  private static func days(_ text: some StringProtocol) -> ClosedRange<CivilDate>? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let year = number(parts.first, digits: 4) else { return nil }
    if parts.count == 1 { return months(year, 1...12) }
    if parts.count == 2, let quarter = number(parts[1].dropFirst(), digits: 1),
      parts[1].first == "q", (1...4).contains(quarter)
    {
      return months(year, quarter * 3 - 2...quarter * 3)
    }
    guard parts.count <= 3, let month = number(parts[1], digits: 2), (1...12).contains(month) else {
      return nil
    }
    if parts.count == 2 { return months(year, month...month) }
    guard let day = number(parts[2], digits: 2),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    return date...date
  }

  private static func months(_ year: Int, _ months: ClosedRange<Int>) -> ClosedRange<CivilDate>? {
    let last = CivilDate.days(inMonth: months.upperBound, of: year)
    guard let start = CivilDate(year: year, month: months.lowerBound, day: 1),
      let end = CivilDate(year: year, month: months.upperBound, day: last)
    else { return nil }
    return start...end
  }

  private static func number(_ text: (some StringProtocol)?, digits: Int) -> Int? {
    guard let text, text.count == digits, text.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    return Int(text)
  }
}
