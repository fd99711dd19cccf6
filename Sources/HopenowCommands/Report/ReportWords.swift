import CaseModel
import Reports

/// How the figures of a report are said in one language.
///
/// No Foundation: numbers and months are few, and its formatters follow the machine.
struct ReportWords {
  let isDanish: Bool

  func says(_ english: String, _ danish: String) -> String { isDanish ? danish : english }

  /// What a person reads; a label may be somebody's typing.
  func says(_ labels: Labels) -> String { (isDanish ? labels.da : labels.en).harmless() }

  /// A whole number with a mark between thousands: `1,234`, Danish `1.234`.
  func number(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { text += says(",", ".") }
      text.append(digit)
    }
    return number < 0 ? "−" + text : text
  }

  /// A figure as it is printed; money is counted in hundredths.
  func figure(_ figure: Figure, of measure: Measure) -> String {
    switch figure {
    case .absent: return ""
    case .hidden: return "•"
    case .count(let count):
      guard measure == .amount else { return number(count) }
      let rest = count.magnitude % 100
      return number(count / 100) + says(".", ",") + (rest < 10 ? "0" : "") + String(rest)
    }
  }

  /// A share in whole percent; never 0 of something, and never 100 of less than all.
  func share(_ share: Share) -> String {
    let percent = (share.part * 200 + share.whole) / (share.whole * 2)
    let sign = says("%", "\u{a0}%")
    if percent == 0, share.part > 0 { return "<1" + sign }
    if percent == 100, share.part < share.whole { return ">99" + sign }
    return String(percent) + sign
  }

  /// A day as people write it: `31 October 2026`, Danish `31. oktober 2026`.
  func day(_ date: CivilDate) -> String { "\(dayAndMonth(date)) \(date.year)" }

  /// The days of a period, as whole months, a quarter or a year where they are that.
  func period(_ days: ClosedRange<CivilDate>) -> String {
    let (first, last) = (days.lowerBound, days.upperBound)
    let isSameYear = first.year == last.year
    guard first.day == 1, last.day == CivilDate.days(inMonth: last.month, of: last.year) else {
      if first == last { return day(first) }
      if isSameYear, first.month == last.month {
        return "\(first.day)\(says("", "."))–\(day(last))"
      }
      return (isSameYear ? dayAndMonth(first) : day(first)) + "–" + day(last)
    }
    switch (isSameYear, first.month, last.month) {
    case (true, 1, 12): return String(first.year)
    case (true, last.month, _): return "\(month(first.month)) \(first.year)"
    case (true, 1, 3), (true, 4, 6), (true, 7, 9), (true, 10, 12):
      let quarter = last.month / 3
      let english = ["1st", "2nd", "3rd", "4th"][quarter - 1]
      return says("\(english) quarter of \(first.year)", "\(quarter). kvartal \(first.year)")
    case (true, _, _): return "\(month(first.month))–\(month(last.month)) \(last.year)"
    case (false, _, _):
      return "\(month(first.month)) \(first.year)–\(month(last.month)) \(last.year)"
    }
  }

  /// What a row or column is called; months by name.
  func label(_ code: Code, of axis: Axis) -> String {
    guard axis.isMonths, let (year, number) = yearAndMonth(code) else {
      return sentence(says(code.labels))
    }
    return sentence("\(month(number)) \(year)")
  }

  /// A month in three letters.
  func shortMonth(_ number: Int) -> String { sentence(String(month(number).prefix(3))) }

  /// The year and the month of a code such as `2026-10`.
  func yearAndMonth(_ code: Code) -> (year: Int, month: Int)? {
    let parts = code.stored.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 2, (1...12).contains(parts[1]) else { return nil }
    return (parts[0], parts[1])
  }

  /// The heading over what is broken down by one or more fields: `By age and gender`.
  func heading(_ axes: [Axis]) -> String { sentence(phrase(axes)) }

  /// The same in the middle of a line: `by age and gender`.
  func phrase(_ axes: [Axis]) -> String {
    let by = says("by ", "efter ")
    let titles = axes.map { says($0.title) }
    guard titles.count > 1 else { return titles.first ?? "" }
    // A question is no part of a sentence.
    return titles.allSatisfy { $0.hasPrefix(by) }
      ? by + listed(axes.map { name($0.title) })
      : axes.map { sentence(name($0.title)) }.joined(separator: " · ")
  }

  /// What a field is called, from the title of what is broken down by it: `age` of `by age`.
  func name(_ title: Labels) -> String {
    let by = says("by ", "efter ")
    let title = says(title)
    return title.hasPrefix(by) ? String(title.dropFirst(by.count)) : title
  }

  /// Several names in a row: `age, gender and month`.
  func listed(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + says(" and ", " og ") + last
  }

  /// The text with a capital at its beginning.
  func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private func dayAndMonth(_ date: CivilDate) -> String {
    "\(date.day)\(says("", ".")) \(month(date.month))"
  }

  private func month(_ number: Int) -> String {
    let names =
      isDanish
      ? [
        "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
        "oktober", "november", "december",
      ]
      : [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
      ]
    return names[number - 1]
  }
}

extension Axis {
  /// Whether its codes are months.
  var isMonths: Bool { name == "month" }
}
