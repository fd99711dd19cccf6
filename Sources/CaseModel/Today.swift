/// What the clock on the wall says: what `today` means.
public struct Today: Equatable, Sendable {
  /// The day.
  public var date: CivilDate
  /// The minute of the day, 0 to 1439.
  public var minute: Int

  /// Sets the clock.
  public init(_ date: CivilDate, minute: Int) {
    self.date = date
    self.minute = minute
  }
}

extension Today {
  /// Reads a day as people type it, and the time behind it if there is one.
  ///
  /// `2026-10-31`, `31/10`, `31/10/2026`, `31.10.2026`, `today`, `yesterday`, a weekday's name (the
  /// last one before today), their Danish words; then perhaps `23:30` or `23.30`. Without a year it
  /// is the most recent such day that isn't in the future; whether that is what was meant, ``needsYear(_:ahead:)``
  /// doubts where another one is nearer.
  public func read(_ typed: String) -> (date: CivilDate, minute: Int?)? {
    var words = Vocabulary.plain(typed).split(separator: " ").map(String.init)
    words.removeAll { ["at", "kl", "kl."].contains($0) }
    if words.count >= 2, words[0] == "i", ["dag", "går", "gar"].contains(words[1]) {
      words.replaceSubrange(0..<2, with: ["i " + words[1]])
    }
    // `2026-10-31T23:30`, as machines write it.
    if words.count == 1, let middle = words[0].firstIndex(of: "t"), words[0].first?.isNumber == true
    {
      words = [String(words[0][..<middle]), String(words[0][words[0].index(after: middle)...])]
    }
    guard (1...2).contains(words.count), let date = day(words[0]) else { return nil }
    guard words.count == 2 else { return (date, nil) }
    guard let minute = Self.minute(words[1]) else { return nil }
    return (date, minute)
  }

  /// Reads a day that lies ahead, as people type it: as ``read(_:)``, but without a year it is the
  /// next such day and a weekday's name the next one after today; also `tomorrow`, `14 days`,
  /// `2 weeks`, `3 months`, their Danish words, and `14` alone for days.
  public func readAhead(_ typed: String) -> CivilDate? {
    var words = Vocabulary.plain(typed).split(separator: " ").map(String.init)
    if words.count > 1, Self.beforeDays.contains(words[0]) { words.removeFirst() }
    if words == ["i", "morgen"] || words == ["tomorrow"] { return date.adding(days: 1) }
    if words == ["i", "dag"] { return date }
    guard (1...2).contains(words.count) else { return nil }
    if words[0].allSatisfy({ $0.isASCII && $0.isNumber }), let count = Int(words[0]),
      count <= 36_500
    {
      switch words.count == 2 ? words[1] : "days" {
      case "day", "days", "dag", "dage": return date.adding(days: count)
      case "week", "weeks", "uge", "uger": return date.adding(days: 7 * count)
      case "month", "months", "måned", "måneder": return date.adding(months: count)
      default: return nil
      }
    }
    return words.count == 1 ? day(words[0], ahead: true) : nil
  }

  /// Whether a day without a year is read as one of about a year off, though one of these two weeks is
  /// called so too: `1/12`, said on 30 November of what has happened, or `29/11` of what lies ahead.
  public func needsYear(_ typed: String, ahead: Bool = false) -> Bool {
    let words = Vocabulary.plain(typed).split(separator: " ").map(String.init)
    guard let word = words.first(where: { !(ahead && Self.beforeDays.contains($0)) }),
      let read = day(word, ahead: ahead), let other = day(word, ahead: !ahead), read != other
    else { return false }
    // What is said in other words than numbers has a direction of its own.
    guard
      let parts = Self.numbers(word, separator: "/") ?? Self.numbers(word, separator: ".")
        ?? Self.numbers(word, separator: "-"), parts.count == 2
    else { return false }
    return abs(other.dayNumber - date.dayNumber) <= 14 && abs(read.dayNumber - date.dayNumber) > 14
  }

  private func day(_ word: String, ahead: Bool = false) -> CivilDate? {
    switch word {
    case "today", "i dag": return date
    case "yesterday", "i går", "i gar": return date.adding(days: -1)
    default: break
    }
    if let weekday = Self.weekdays.firstIndex(where: { $0.contains(word) }) {
      // 1970-01-01 was a Thursday, and weekdays here begin with Monday.
      let today = (date.dayNumber + 3) % 7
      return date.adding(
        days: ahead ? (weekday - today + 6) % 7 + 1 : -((today - weekday + 6) % 7 + 1))
    }
    if let iso = Self.numbers(word, separator: "-"), iso.count == 3, iso[0] > 31 {
      return CivilDate(year: iso[0], month: iso[1], day: iso[2])
    }
    guard
      let parts = Self.numbers(word, separator: "/") ?? Self.numbers(word, separator: ".")
        ?? Self.numbers(word, separator: "-")
    else { return nil }
    switch parts.count {
    case 3: return CivilDate(year: parts[2], month: parts[1], day: parts[0])
    case 2:
      // 29 February may be eight years away, across a year such as 2100.
      let candidates = (0...8).map { date.year + (ahead ? $0 : -$0) }
      return candidates.lazy.compactMap {
        CivilDate(year: $0, month: parts[1], day: parts[0])
      }.first { ahead ? $0 >= date : $0 <= date }
    default: return nil
    }
  }

  /// What may stand before days that lie ahead.
  private static let beforeDays: Set<String> = ["in", "om", "+"]

  private static func numbers(_ word: String, separator: Character) -> [Int]? {
    let parts = word.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.count >= 2 else { return nil }
    let numbers = parts.compactMap { part in
      part.allSatisfy { $0.isASCII && $0.isNumber } ? Int(part) : nil
    }
    return numbers.count == parts.count ? numbers : nil
  }

  private static func minute(_ word: String) -> Int? {
    let parts = numbers(word, separator: ":") ?? numbers(word, separator: ".")
    guard let parts, parts.count == 2, (0...23).contains(parts[0]), (0...59).contains(parts[1])
    else { return nil }
    return parts[0] * 60 + parts[1]
  }

  private static let weekdays = [
    ["monday", "mandag"], ["tuesday", "tirsdag"], ["wednesday", "onsdag"], ["thursday", "torsdag"],
    ["friday", "fredag"], ["saturday", "lørdag"], ["sunday", "søndag"],
  ]
}
