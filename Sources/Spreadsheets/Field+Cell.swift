public import CaseModel

extension Field {
  /// Reads a cell of a sheet as answers to a field that takes codes, dates or numbers.
  ///
  /// Stricter than what somebody types at a prompt and sees at once: a code must be called exactly
  /// so, and a date needs its year, since "31/10" in a sheet of years ago is not the last one.
  ///
  /// - Throws: ``AnswerError``.
  public func readCell(_ text: String, today: Today) throws(AnswerError) -> [Answer] {
    switch type {
    case .code(let vocabulary):
      return try Self.parts(of: text, several: isMany) { vocabulary.code(called: $0) != nil }
        .map { part throws(AnswerError) -> Answer in
          guard let code = vocabulary.code(called: part) else { throw .noSuchCode(field: name) }
          return .code(code)
        }
    case .date(let takesTime):
      if Vocabulary.special(text) != nil { return try read(text, today: today) }
      guard let date = SheetDate(text, today: today) else { throw .notADate(field: name) }
      // A day without a time is what Excel shows as midnight.
      let minute = takesTime ? date.minute : nil
      guard takesTime || date.minute ?? 0 == 0 else { throw .notADate(field: name) }
      return try read(
        date.day.description + (minute.map { " \($0 / 60):\($0 % 60)" } ?? ""), today: today)
    case .dueDate:
      if Vocabulary.special(text) != nil { return try read(text, today: today) }
      guard let date = SheetDate(text, today: today), date.minute ?? 0 == 0 else {
        throw .notADate(field: name)
      }
      return try read(date.day.description, today: today)
    case .amount:
      return try read(Self.amount(text), today: today)
    case .number:
      return try read(Self.wholeNumber(text), today: today)
    default:
      return try read(text, today: today)
    }
  }

  /// Reads a cell with an answer for each of several codes, such as `Feminine=3, Masculine=2`.
  ///
  /// - Throws: ``AnswerError``.
  public func readCellByCode(_ text: String) throws(AnswerError) -> [String: Answer] {
    var answers: [String: Answer] = [:]
    for pair in text.split(whereSeparator: Self.isBetweenParts) {
      let sides = pair.split(whereSeparator: { $0 == "=" || $0 == ":" }).map(\.trimmed)
      guard sides.count == 2 else { throw isNoPair }
      guard let code = code(called: sides[0]) else { throw .noSuchCode(field: name) }
      guard answers[code] == nil else { throw isNoPair }
      answers[code] = try readCellOfCode(sides[1])
    }
    return answers
  }

  /// Reads a cell with the answer for one code: a number of counts, yes or no of indicators.
  ///
  /// - Throws: ``AnswerError``.
  public func readCellOfCode(_ text: String) throws(AnswerError) -> Answer {
    if type == .indicators {
      guard let answer = Vocabulary.yesNo.code(called: text) else { throw .noSuchCode(field: name) }
      return .code(answer)
    }
    guard let number = Int64(Self.wholeNumber(text)), (0...10_000).contains(number) else {
      throw .notCounts(field: name)
    }
    return .number(number)
  }

  private var isNoPair: AnswerError {
    type == .indicators ? .notIndicators(field: name) : .notCounts(field: name)
  }

  /// The code of a field that has an answer for each; an indicator of any table that there is.
  func code(called text: String) -> String? {
    guard type == .indicators else {
      return type.isByCode ? type.vocabulary?.code(called: text) : nil
    }
    let plain = Vocabulary.plain(text)
    return IndicatorTable.shipped.lazy.compactMap { $0.indicator(plain)?.code }.first
  }

  /// The parts of a cell that may hold several answers.
  ///
  /// A cell that is one answer as a whole isn't taken apart.
  public static func parts(
    of text: String, several: Bool, isOne: (String) throws -> Bool
  ) rethrows -> [String] {
    guard several, try !isOne(text) else { return [text] }
    return text.split(whereSeparator: isBetweenParts).map(\.trimmed).filter { !$0.isEmpty }
  }

  private static func isBetweenParts(_ character: Character) -> Bool {
    ",;/|+".contains(character) || character.isNewline
  }

  /// An amount without what sets thousands apart, where a decimal mark shows what does:
  /// `1.250,00` and `1,250.00` as `1250,00` and `1250.00`.
  private static func amount(_ text: String) -> String {
    guard let mark = text.lastIndex(where: { $0 == "," || $0 == "." }) else { return text }
    let groups = text[..<mark].split(omittingEmptySubsequences: false) {
      $0 == (text[mark] == "," ? "." : ",")
    }
    let isGrouped = groups.count > 1 && groups.dropFirst().allSatisfy { $0.count == 3 }
    return isGrouped ? groups.joined() + text[mark...] : text
  }

  /// A whole number as a sheet may show it: `3,00` as `3`.
  ///
  /// `1.000` is a thousand to some.
  private static func wholeNumber(_ text: String) -> String {
    guard let mark = text.lastIndex(where: { $0 == "," || $0 == "." }) else { return text }
    let decimals = text[text.index(after: mark)...]
    return decimals == "0" || decimals == "00" ? String(text[..<mark]) : text
  }
}
