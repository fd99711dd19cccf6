import CaseModel
import Reports

extension ReportWords {
  /// What a measure is called.
  func title(_ measure: Measure) -> String { says(measure.labels) }

  /// What a measure counts, in a sentence.
  func explanation(_ measure: Measure) -> String {
    switch measure {
    case .times:
      says(
        "how often something happened and was written down.",
        "hvor mange gange noget er sket og er noteret.")
    case .met:
      says(
        "people counted at each contact. Whoever was met twice counts twice.",
        "mennesker optalt ved hver kontakt. Den, der er mødt to gange, tæller to gange."
      )
    case .participants:
      says(
        "people counted at each activity. They are no part of people met.",
        "mennesker optalt ved hver aktivitet. De indgår ikke i antal mødte.")
    case .persons:
      says(
        "different people with a page of their own. Each counts once.",
        "forskellige mennesker med egen side. Hver tæller én gang.")
    case .amount:
      says(
        "money handed over, for each currency alone.",
        "penge, der er givet, for hver valuta for sig.")
    }
  }

  /// The rows and columns that aren't there, since nothing but zeros is in them; nil if all are.
  func leftOut(_ zeros: [Code], of axes: [Axis]) -> String? {
    guard !zeros.isEmpty else { return nil }
    let names = zeros.map { code in
      axes.first { $0.codes.contains(code) }.map { label(code, of: $0) } ?? code.stored
    }
    return says("Left out, since they are 0: ", "Udeladt, fordi de er 0: ")
      + names.joined(separator: " · ")
  }

  /// What the report was made from: with the same, every figure is the same.
  func about(_ origin: ReportOrigin) -> [(label: String, value: String)] {
    var lines = [
      (says("Report", "Rapport"), origin.report),
      (says("Period", "Periode"), origin.period.text),
    ]
    if !origin.by.isEmpty {
      lines.append((says("Broken down by", "Opdelt efter"), origin.by.joined(separator: ", ")))
    }
    for filter in origin.filters {
      lines.append((says("Only", "Kun"), "\(filter.field)=\(filter.code.stored)".harmless()))
    }
    if let asOf = origin.asOf {
      lines.append((says("Written down by", "Skrevet ned senest"), asOf.description))
    }
    lines.append(
      origin.isInternal
        ? (says("Internal", "Intern"), says("yes, nothing is hidden", "ja, intet er skjult"))
        : (
          says("Hidden counts", "Skjulte antal"),
          says(
            "1 to \(origin.k - 1), and others with them", "1 til \(origin.k - 1) og andre med dem")
        ))
    if origin.isDemo { lines.append(("Demo", says("yes, all invented", "ja, alt er opdigtet"))) }
    lines.append((says("State of the journal", "Journalens tilstand"), origin.stateDigest))
    lines.append((says("Made with", "Lavet med"), "hopenow \(origin.version)"))
    return lines
  }
}
