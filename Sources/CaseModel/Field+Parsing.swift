extension Field {
  /// Reads what somebody typed as answers to the field; a field that takes several splits on commas.
  ///
  /// References to records and lists are the store's to find; counts have ``readCounts(_:)``, and
  /// indicators ``readIndicators(_:among:)``.
  ///
  /// - Throws: ``AnswerError``.
  public func read(_ typed: String, today: Today) throws(AnswerError) -> [Answer] {
    guard isMany else { return [try readOne(typed, today: today)] }
    if case .code(let vocabulary) = type, vocabulary.isChecklist,
      ["all", "alle", "alt"].contains(Vocabulary.plain(typed))
    {
      return vocabulary.codes.map { .code($0.stored) }
    }
    var answers: [Answer] = []
    for part in typed.split(separator: ",") {
      let answer = try readOne(String(part), today: today)
      if !answers.contains(answer) { answers.append(answer) }
    }
    return answers
  }

  private func readOne(_ typed: String, today: Today) throws(AnswerError) -> Answer {
    let typed = typed.trimmed
    if case .code(let vocabulary) = type {
      return .code(try vocabulary.code(matching: typed, field: name))
    }
    if let special = Vocabulary.special(typed), !isRequired { return .code(special) }
    switch type {
    case .date(let takesTime):
      guard let (date, minute) = today.read(typed), takesTime || minute == nil else {
        throw .notADate(field: name)
      }
      if today.needsYear(typed) { throw .needsYear(field: name) }
      // What has happened lies at most on tomorrow's date, for whoever is already past midnight.
      if takesTime, date.dayNumber > today.date.dayNumber + 1 { throw .inTheFuture(field: name) }
      return .date(date, minute: minute)
    case .dueDate:
      guard let date = today.readAhead(typed) else { throw .notADueDate(field: name) }
      if today.needsYear(typed, ahead: true) { throw .needsYear(field: name) }
      return .date(date, minute: nil)
    case .number(let range):
      guard let number = Int64(typed), range.contains(number) else {
        throw .notANumber(field: name, range: range)
      }
      return .number(number)
    case .amount:
      guard let minorUnits = Self.amount(typed) else { throw .notAnAmount(field: name) }
      return .number(minorUnits)
    case .code, .counts, .indicators, .record, .list, .name, .bytes, .words:
      throw .notTyped(field: name)
    }
  }

  /// The minor units of `250`, `250.5` or `250,50`, at most ten million of the currency.
  ///
  /// Thousands are not set apart: `1.250` could be either.
  private static func amount(_ typed: String) -> Int64? {
    let parts = typed.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    guard (1...2).contains(parts.count), (1...8).contains(parts[0].count),
      parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      let whole = Int64(parts[0])
    else { return nil }
    guard parts.count == 2 else { return whole * 100 }
    guard (1...2).contains(parts[1].count), let hundredths = Int64(parts[1]) else { return nil }
    return whole * 100 + (parts[1].count == 1 ? hundredths * 10 : hundredths)
  }

  /// Reads `Feminine=3,Masculine=2` as the answers of a field of counts, by stored code.
  ///
  /// - Throws: ``AnswerError``.
  public func readCounts(_ typed: String) throws(AnswerError) -> [String: Int64] {
    guard case .counts(let vocabulary) = type else { throw .notTyped(field: name) }
    var counts: [String: Int64] = [:]
    for pair in typed.split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
      guard parts.count == 2 else { throw .notCounts(field: name) }
      let code = try vocabulary.code(matching: parts[0], field: name)
      guard let number = Int64(parts[1]), (0...10_000).contains(number), counts[code] == nil else {
        throw .notCounts(field: name)
      }
      counts[code] = number
    }
    guard !counts.isEmpty else { throw .notCounts(field: name) }
    return counts
  }

  /// Reads `debt-bondage=yes,violence=no` as the answers of a field of indicators, by code.
  ///
  /// - Parameters:
  ///   - typed: What somebody typed; an indicator by any prefix that only one has.
  ///   - codes: The indicators that there are.
  /// - Returns: The answers; nil for `not-asked`, as if the question had never been.
  /// - Throws: ``AnswerError``.
  public func readIndicators(
    _ typed: String, among codes: [String]
  ) throws(AnswerError) -> [String: Answer?] {
    guard case .indicators = type else { throw .notTyped(field: name) }
    var answers: [String: Answer?] = [:]
    for pair in typed.split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1).map { Vocabulary.plain(String($0)) }
      guard parts.count == 2 else { throw .notIndicators(field: name) }
      let code = try indicator(parts[0], among: codes)
      guard answers[code] == nil else { throw .notIndicators(field: name) }
      let isNotAsked = ["not-asked", "not asked", "ikke spurgt"].contains(parts[1])
      let answer = isNotAsked ? nil : try Vocabulary.yesNo.code(matching: parts[1], field: name)
      answers.updateValue(answer.map(Answer.code), forKey: code)
    }
    guard !answers.isEmpty else { throw .notIndicators(field: name) }
    return answers
  }

  private func indicator(_ typed: String, among codes: [String]) throws(AnswerError) -> String {
    if codes.contains(typed) { return typed }
    let found = typed.isEmpty ? [] : codes.filter { $0.hasPrefix(typed) }
    guard found.count <= 1 else { throw .ambiguous(field: name, candidates: found) }
    guard let code = found.first else { throw .noSuchCode(field: name) }
    return code
  }
}

extension StringProtocol {
  /// The text without white space around it.
  public var trimmed: String {
    // Nearly always: nothing but a letter or sign of ASCII at either end.
    let bytes = Substring(self).utf8
    if let first = bytes.first, let last = bytes.last, (0x21..<0x7f).contains(first),
      (0x21..<0x7f).contains(last)
    {
      return String(self)
    }
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    return String(rest)
  }
}
