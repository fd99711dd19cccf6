import CaseModel
import Spreadsheets

/// What an import did or would do, in words and for scripts.
struct ImportLines {
  private let report: ImportReport
  private let kind: Kind
  private let isDanish: Bool

  init(_ report: ImportReport, kind: Kind, danish: Bool) {
    self.report = report
    self.kind = kind
    isDanish = danish
  }

  func text(dryRun: Bool) -> [String] {
    var lines: [String] = []
    if dryRun {
      lines.append(
        isDanish ? "Prøvekørsel: intet blev ændret." : "Dry run: nothing was changed.")
    }
    let encoding = report.form.encoding.rawValue
    let separator =
      report.form.separator == 9 ? "tab" : String(UnicodeScalar(report.form.separator))
    lines.append(
      (isDanish ? "Rækker: " : "Rows: ") + "\(report.rows) (\(encoding), \(separator))")
    let names =
      isDanish
      ? ["nye", "ændrede", "som før", "slettet her siden"]
      : ["new", "changed", "as before", "deleted here since"]
    let counted = zip(report.counts, names).enumerated().filter {
      $0.offset == 0 || $0.element.0 > 0
    }
    let label = isDanish ? kind.labels.da : kind.labels.en
    lines.append(
      "\(label): " + counted.map { "\($0.element.0) \($0.element.1)" }.joined(separator: ", "))
    if report.kept > 0 {
      lines.append(
        isDanish
          ? "Svar, der siden er ændret i journalen og forbliver sådan: \(report.kept)"
          : "Answers that were changed in the journal since, and stay so: \(report.kept)")
    }
    if report.withoutBasis > 0 {
      lines.append(
        isDanish
          ? "Henvisninger, der hverken har samtykke eller en grund til at undvære det: \(report.withoutBasis)"
          : "Referrals with neither consent nor a reason to do without it: \(report.withoutBasis)")
    }
    let made = made.sorted { $0.key < $1.key }
    if !made.isEmpty {
      lines.append(
        (isDanish ? "Oprettes desuden: " : "Made besides: ")
          + made.map { "\($0.value) \($0.key)" }.joined(separator: ", "))
    }
    return lines
  }

  private var made: [String: Int] {
    var made = report.newEntries
    if report.newPersons > 0 { made["person"] = report.newPersons }
    return made
  }

  func json(dryRun: Bool) -> JSONValue {
    .object([
      "schema": .string("hopenow/import/1"), "dryRun": .bool(dryRun),
      "kind": .string(kind.name), "rows": .number(Int64(report.rows)),
      "new": .number(Int64(report.counts[0])), "changed": .number(Int64(report.counts[1])),
      "unchanged": .number(Int64(report.counts[2])), "gone": .number(Int64(report.counts[3])),
      "kept": .number(Int64(report.kept)),
      "withoutBasis": .number(Int64(report.withoutBasis)),
      "made": .object(made.mapValues { .number(Int64($0)) }),
      "faults": .array(
        report.faults.map { fault in
          .object([
            "line": .number(Int64(fault.line)),
            "column": fault.column.map { .number(Int64($0)) } ?? .null,
            "field": fault.field.map { .string($0) } ?? .null,
            "problem": .string(fault.cause.name),
          ])
        }),
    ])
  }
}
