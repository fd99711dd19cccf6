import CaseModel
import JournalStore
import Merge

/// Records of a kind as CSV, in the form that `import` reads again.
struct ExportCSV {
  let kind: Kind
  private let names: RecordText
  private let masked: (String) -> String

  init(_ kind: Kind, _ journal: Journal, masking masked: @escaping (String) -> String) {
    self.kind = kind
    self.masked = masked
    names = RecordText(journal, danish: false)
  }

  private var fields: [Field] { kind.fields.filter { $0.type != .bytes && $0.type != .name } }

  /// The headings: the id, a person's code, then the fields' stored names.
  var headings: String {
    CSV.row(
      ["id"] + (kind.name == "person" ? ["code"] : []) + (kind.isOwned ? ["person"] : [])
        + fields.map(\.name))
  }

  /// A record's row; nil if it is gone or nothing of it counts.
  func row(_ exported: ExportedRecord) -> String? {
    guard let view = exported.view, view.existence != .gone else { return nil }
    return CSV.row(
      [view.record.description] + (kind.name == "person" ? [PersonCode.text(view.record)] : [])
        + (kind.isOwned ? [view.owner?.description ?? ""] : [])
        + fields.map { cell($0, view) })
  }

  private func cell(_ field: Field, _ view: RecordView) -> String {
    if field.type == .words { return view.words(field.name)?.guarded ?? "" }
    if field.type.isByCode {
      return view.answersByCode(field.name).sorted { $0.key < $1.key }
        .map { "\($0.key)=\($0.value.plain)" }.joined(separator: ";")
    }
    let answers =
      field.isMany ? view.answers(field.name) : [view.answer(field.name)].compactMap(\.self)
    return answers.map { plain($0, field) }.joined(separator: ";")
  }

  /// Records by their id, but entries of the team's lists and workers by their name: those are made,
  /// or known, in every journal.
  private func plain(_ answer: Answer, _ field: Field) -> String {
    guard case .record(let id) = answer else {
      return field.type == .amount ? names.text(answer, field) : answer.plain
    }
    switch field.type {
    case .list: return masked(names.name(id))
    case .record(kind: "member"): return names.name(id)
    default: return id.description
    }
  }
}

extension String {
  /// With an apostrophe before what a spreadsheet would calculate: words come from anybody.
  var guarded: String { isFormula ? "'" + self : self }

  /// Without the apostrophe that an export puts there.
  var unguarded: String { hasPrefix("'") && isFormula ? String(dropFirst()) : self }

  private var isFormula: Bool {
    let start = utf8.first { $0 != UInt8(ascii: "'") }
    return start.map { "=+-@\t\r".utf8.contains($0) } ?? false
  }
}
