import CaseModel
import JournalStore
import Merge

extension Journal {
  /// The table by which a screening was made, if it is at hand.
  func table(of view: RecordView, or own: IndicatorTable?) -> IndicatorTable? {
    guard case .code(let id) = view.answer("table") else { return nil }
    return own?.id == id ? own : IndicatorTable.shipped(id)
  }

  /// What the answers of a screening come to; nil if its table isn't at hand.
  func explanation(of view: RecordView, by own: IndicatorTable?) throws -> ScreeningExplanation? {
    guard let table = table(of: view, or: own) else { return nil }
    let person = try view.owner.flatMap { try self.view(of: $0) }
    var isUnder18: Bool?
    if case .date(let day, _) = view.answer("on") {
      isUnder18 = ScreeningExplanation.isUnder18(
        birthYear: person?.answer("birth-year"), ageBand: person?.answer("age-band"), on: day)
    }
    return ScreeningExplanation(
      of: view.answersByCode("indicator"), by: table, isUnder18: isUnder18)
  }

  /// What the answers of a screening come to, as lines for a person.
  func explanationLines(
    of view: RecordView, by own: IndicatorTable?, danish: Bool
  ) throws -> [String] {
    if let explanation = try explanation(of: view, by: own) { return explanation.lines(danish) }
    guard case .code = view.answer("table") else { return [] }
    return [
      danish
        ? "Der er brugt en liste, der ikke følger med denne hopenow. Med dens fil forklares svarene: hopenow show \(view.record.short) --indicators FIL"
        : "The table used does not come with this hopenow. With its file the answers are explained: hopenow show \(view.record.short) --indicators FILE"
    ]
  }
}

extension ScreeningExplanation {
  /// The explanation as a person reads it.
  fileprivate func lines(_ danish: Bool) -> [String] {
    func says(_ labels: Labels) -> String { danish ? labels.da : labels.en }
    func says(_ english: String, _ danishText: String) -> String { danish ? danishText : english }
    var lines = [says("Explained by \(table):", "Forklaret efter \(table):")]
    if isDraft {
      lines.append(
        says(
          "  DRAFT: the weights of this table are not verified.",
          "  UDKAST: vægtene i denne liste er ikke efterprøvet."))
    }
    for finding in findings where !finding.indicators(.yes).isEmpty {
      let state =
        finding.isPositive
        ? says("positive", "positiv") : says("not positive", "ikke positiv")
      lines.append("  \(says(finding.dimension.labels)), \(state):")
      for indicator in finding.indicators(.yes) {
        let weight = indicator.weight.label(danish: danish)
        let question = says(indicator.question).harmless()
        lines.append("    \(indicator.code) (\(weight)): \(question)")
      }
    }
    lines.append("  " + says(conclusion.labels))
    if dependsOnAge {
      lines.append(
        says(
          "  The age is not known. Under 18, neither deception nor coercion would be required.",
          "  Alderen er ukendt. Under 18 år ville hverken vildledning eller tvang være et krav."))
    }
    lines += notAskedLines(danish)
    if !elsewhere.isEmpty {
      lines.append(
        says("  Of another table: ", "  Fra en anden liste: ") + elsewhere.joined(separator: ", "))
    }
    lines.append(
      says(
        "  This explains the answers by the rule of the ILO; it decides nothing about the person.",
        "  Dette forklarer svarene efter ILO's regel; det afgør intet om personen."))
    return lines
  }

  /// What was not asked yet, a line for each dimension.
  private func notAskedLines(_ danish: Bool) -> [String] {
    guard notAskedCount > 0 else { return [] }
    let all = findings.reduce(0) { $0 + $1.answered.count + $1.notAsked.count }
    let head =
      danish
      ? "  Ikke spurgt endnu, \(notAskedCount) af \(all):"
      : "  Not asked yet, \(notAskedCount) of \(all):"
    return [head]
      + findings.filter { !$0.notAsked.isEmpty }.map { finding in
        let labels = finding.dimension.labels
        let codes =
          finding.answered.isEmpty
          ? danish ? "alle" : "all" : finding.notAsked.map(\.code).joined(separator: ", ")
        return "    \(danish ? labels.da : labels.en): \(codes)"
      }
  }

  /// The explanation as scripts read it: stored codes, never labels.
  ///
  /// The screening's view knows when each answer was written.
  func json(of view: RecordView) -> JSONValue {
    func codes(_ indicators: [Indicator]) -> JSONValue {
      .array(indicators.map { .string($0.code) })
    }
    var written: [String: JSONValue] = [:]
    for (key, field) in view.fields where key.name == "indicator" {
      guard case .answer = field.shown.value,
        case .code(let code) = try? Answer(encoded: key.element)
      else { continue }
      written[code] = .number(field.shown.stamp.wallMilliseconds)
    }
    return .object([
      "table": .string(table), "draft": .bool(isDraft),
      "under18": isUnder18.map { .bool($0) } ?? .null,
      "conclusion": .string(conclusion.rawValue), "dependsOnAge": .bool(dependsOnAge),
      "elsewhere": .array(elsewhere.map { .string($0) }), "written": .object(written),
      "dimensions": .array(
        findings.map { finding in
          .object([
            "dimension": .number(Int64(finding.dimension.rawValue)),
            "name": .string(finding.dimension.name), "positive": .bool(finding.isPositive),
            "yes": codes(finding.indicators(.yes)), "no": codes(finding.indicators(.no)),
            "unknown": codes(finding.indicators(.unknown)),
            "refused": codes(finding.indicators(.refused)), "notAsked": codes(finding.notAsked),
          ])
        }),
    ])
  }
}
