import CaseModel
import Reports

extension Table {
  /// The report for a script, as `Docs/schema/report-1.json` describes it.
  var json: JSONValue {
    origin.json(
      schema: "hopenow/report/1",
      [
        "cells": .array(
          cells.map { cell in
            .object([
              "measure": .string(cell.measure.rawValue), "field": .string(cell.field),
              "code": .string(cell.code),
              "count": cell.count.map { .number(Int64($0)) } ?? .null,
              "hidden": .bool(cell.count == nil),
            ])
          })
      ])
  }
}

extension ReportOrigin {
  /// What a report is made from for a script, as `Docs/schema/report-about-1.json` describes it.
  var json: JSONValue { json(schema: "hopenow/report-about/1", [:]) }

  fileprivate func json(schema: String, _ figures: [String: JSONValue]) -> JSONValue {
    let values: [String: JSONValue] = [
      "schema": .string(schema), "report": .string(report), "period": .string(period.text),
      "firstDay": .string(period.days.lowerBound.description),
      "lastDay": .string(period.days.upperBound.description),
      "by": .array(by.map(JSONValue.string)),
      "where": .array(
        filters.map {
          .object(["field": .string($0.field), "code": .string($0.code.stored)])
        }),
      "asOf": asOf.map { .string($0.description) } ?? .null, "k": .number(Int64(k)),
      "internal": .bool(isInternal), "demo": .bool(isDemo), "stateDigest": .string(stateDigest),
      "version": .string(version),
    ]
    return .object(values.merging(figures) { value, _ in value })
  }

  /// What a report is made from for a person: a line for each.
  func text(danish: Bool) -> String {
    let words = ReportWords(isDanish: danish)
    let lines = words.about(self)
    let width = lines.map(\.label.columns).max() ?? 0
    return lines.map { "\($0.label.padded(to: width))  \($0.value)\n" }.joined()
  }
}
