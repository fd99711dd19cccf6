import CaseModel

/// A day, and perhaps a time, as Danish sheets have it.
///
/// `31-10-2019`, `31.10.2019`, `31/10 2019`, `31/10-19`, `31. oktober 2019`, `2019-10-31`; behind it
/// perhaps `23:30`, `23.30` or `kl. 23:30:00`. The day comes before the month.
struct SheetDate: Equatable {
  var day: CivilDate
  /// The minute of the day; nil if no time is there, or the midnight that Excel adds to a day.
  var minute: Int?

  init?(_ text: String, today: Today) {
    var words = Vocabulary.plain(text).split(separator: " ").map(String.init)
    words.removeAll { ["kl", "kl.", "d.", "den"].contains($0) }
    if words.count == 1, words[0].first?.isNumber == true,
      let middle = words[0].firstIndex(of: "t")
    {
      // `2019-10-31T23:30`, as machines write it.
      words = [String(words[0][..<middle]), String(words[0][words[0].index(after: middle)...])]
    }
    guard let day = Self.takeDay(from: &words, today: today) else { return nil }
    self.day = day
    guard words.count <= 1 else { return nil }
    if let time = words.first {
      guard let minute = Self.minute(time) else { return nil }
      self.minute = time.hasSuffix(":00:00") && minute == 0 ? nil : minute
    }
  }

  /// Takes the words of a day from the front.
  private static func takeDay(from words: inout [String], today: Today) -> CivilDate? {
    // `31/10` with the year in a word of its own, `31.` `oktober` `2019`: never more than three.
    for count in (1...3).reversed() where words.count >= count {
      let parts = words[..<count].flatMap { $0.split { "-./".contains($0) } }.map(String.init)
      guard parts.count == 3, let day = day(parts, today: today) else { continue }
      words.removeFirst(count)
      return day
    }
    return nil
  }

  private static func day(_ parts: [String], today: Today) -> CivilDate? {
    if parts[0].count == 4 {
      guard let year = number(parts[0]), let month = number(parts[1]), let day = number(parts[2])
      else { return nil }
      return CivilDate(year: year, month: month, day: day)
    }
    guard let day = number(parts[0]), parts[0].count <= 2,
      let month = number(parts[1]) ?? month(named: parts[1]),
      let year = year(parts[2], today: today)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// A year of four digits, or of two: the last such one that is at most ten years ahead.
  private static func year(_ text: String, today: Today) -> Int? {
    guard let number = number(text) else { return nil }
    switch text.count {
    case 4: return number
    case 2:
      let last = today.date.year + 10
      return last - (last - number) % 100
    default: return nil
    }
  }

  private static func number(_ text: String) -> Int? {
    text.allSatisfy { $0.isASCII && $0.isNumber } ? Int(text) : nil
  }

  private static func month(named text: String) -> Int? {
    guard text.count >= 3 else { return nil }
    let found = months.firstIndex { names in names.contains { $0.hasPrefix(text) } }
    return found.map { $0 + 1 }
  }

  private static let months = [
    ["januar", "january"], ["februar", "february"], ["marts", "march"], ["april"], ["maj", "may"],
    ["juni", "june"], ["juli", "july"], ["august"], ["september"], ["oktober", "october"],
    ["november"], ["december"],
  ]

  /// `23:30`, `23.30`, or with seconds.
  private static func minute(_ text: String) -> Int? {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
    let numbers = parts.compactMap { number(String($0)) }
    guard numbers.count == parts.count, (2...3).contains(numbers.count),
      (0...23).contains(numbers[0]), (0...59).contains(numbers[1]),
      (0...59).contains(numbers.count == 3 ? numbers[2] : 0)
    else { return nil }
    return numbers[0] * 60 + numbers[1]
  }
}
