public import CaseModel

extension RecordView {
  /// What a record of kind `consent` says; nil for other kinds and for one that is gone.
  ///
  /// Wherever several values of it stand side by side, the one that protects most is taken: the
  /// strictest answer, for a consent the earliest day and end and only what nobody took away, for
  /// anything else the latest day and every organisation.
  public var consentStatement: ConsentStatement? {
    guard kind == Kind.consent.name, existence != .gone else { return nil }
    var answer = standing("answer").map { ConsentAnswer($0) }.max() ?? .unclear
    // Nobody knows to what, or to sharing with whom, or whether it was said at all.
    if answer == .given, isInConflict("purpose") || isInConflict("to") || existence != .here {
      answer = .unclear
    }
    let days = standing("on").compactMap(\.date)
    return ConsentStatement(
      record: record, purposes: Set(standing("purpose").compactMap(\.code)),
      organisation: isInConflict("to") ? nil : self.answer("to").flatMap(\.record),
      answer: answer, on: answer == .given ? days.min() : days.max(),
      minute: isInConflict("on") ? nil : self.answer("on").flatMap(\.minute),
      until: standing("until").compactMap(\.date).min(), covers: covers,
      how: self.answer("how").flatMap(\.code), written: lastWritten)
  }

  /// The parts that a consent covers, but for those that somebody took away beside it.
  private var covers: Set<String> {
    let added = fields.filter { $0.key.name == "covers" && !$0.value.isConflict }
    return Set(
      added.compactMap { _, field in
        if case .answer(let answer) = field.shown.value { answer.code } else { nil }
      })
  }

  private func isInConflict(_ name: String) -> Bool { fields[FieldKey(name)]?.isConflict ?? false }

  /// Every answer to a field of one answer that stands, several if it is in conflict.
  private func standing(_ name: String) -> [Answer] {
    guard let field = fields[FieldKey(name)] else { return [] }
    return field.standing.compactMap {
      if case .answer(let answer) = $0.value { answer } else { nil }
    }
  }
}

extension Answer {
  fileprivate var code: String? { if case .code(let code) = self { code } else { nil } }

  fileprivate var record: RecordID? { if case .record(let id) = self { id } else { nil } }

  fileprivate var date: CivilDate? { if case .date(let date, _) = self { date } else { nil } }

  fileprivate var minute: Int? { if case .date(_, let minute) = self { minute } else { nil } }
}
