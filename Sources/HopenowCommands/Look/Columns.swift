import CaseModel
import JournalStore
import Merge

/// What a list shows of each record, by stored names: fields, and what every record has.
struct Columns {
  let names: [String]
  private let text: RecordText

  /// What every record has besides its fields.
  private static let own = ["id", "kind", "code", "person", "worker", "written"]
  /// The first columns of what happened on a day, whatever its kind.
  private static let standard = ["id", "kind", "on", "person", "setting", "type", "met", "spoken"]

  /// The columns that were asked for, separated by commas.
  ///
  /// - Throws: ``CommandError/noSuchName(what:known:)`` for one that none of the kinds has, and for
  ///   legal names, which are in no list.
  init(typed: String, kinds: [Kind], text: RecordText) throws {
    let known = Set(Self.own + kinds.flatMap { $0.fields.filter(\.isInLists).map(\.name) })
    names = typed.split(separator: ",").map { String($0).trimmed.lowercased() }
    self.text = text
    guard !names.isEmpty, names.allSatisfy(known.contains) else {
      throw CommandError.noSuchName(what: "column", known: known.sorted())
    }
  }

  /// The columns of records of some kinds unless somebody asks for others.
  init(standardFor kinds: [Kind], text: RecordText) {
    self.text = text
    guard !kinds.contains(where: \.isEvent) else {
      names = Self.standard
      return
    }
    var names = ["id", "kind", "code"]
    for field in kinds.flatMap(\.fieldsOfLists) where !names.contains(field.name) {
      names.append(field.name)
    }
    self.names = names
  }

  /// A record's cells for a person: labels, codes and aliases.
  func texts(_ view: RecordView) -> [String] {
    names.map { name in
      switch name {
      case "id": view.record.short
      case "kind": view.kind
      case "code" where view.kind == "person": PersonCode.text(view.record)
      case "person": text.persons(view.persons.map { .record($0) })
      case "worker": text.worker(view.firstAuthor)
      case "written": UTC.text(view.firstWritten.wallMilliseconds)
      default:
        Kind.named(view.kind)?.field(name).map { text.line(of: $0, in: view) } ?? ""
      }
    }
  }

  /// A record's cells for a script: whole ids, stored codes.
  func codes(_ view: RecordView) -> [String] {
    names.map { name in
      switch name {
      case "id": view.record.description
      case "kind": view.kind
      case "code" where view.kind == "person": PersonCode.text(view.record)
      case "person": view.persons.map(PersonCode.text).joined(separator: " ")
      case "worker": CSV.unformulated(text.worker(view.firstAuthor))
      case "written": String(view.firstWritten.wallMilliseconds)
      default: Kind.named(view.kind)?.field(name).map { code(of: $0, in: view) } ?? ""
      }
    }
  }

  private func code(of field: Field, in view: RecordView) -> String {
    switch field.type {
    case .words: CSV.unformulated(view.words(field.name) ?? "")
    case .counts, .indicators:
      view.answersByCode(field.name).sorted { $0.key < $1.key }
        .map { "\($0.key)=\($0.value.plain)" }.joined(separator: " ")
    default:
      (field.isMany ? view.answers(field.name) : [view.answer(field.name)].compactMap(\.self))
        .map { answer in
          if case .record(let id) = answer, case .list = field.type {
            return text.listCode(id) ?? answer.plain
          }
          return answer.plain
        }.joined(separator: " ")
    }
  }
}

extension Field {
  /// Whether a list may show it: everything but legal names and keys.
  var isInLists: Bool { name != "legal-name" && type != .bytes }
}

extension Kind {
  /// What a list shows of a record without a day: its first questions, or all if it has none.
  var fieldsOfLists: [Field] {
    let shown = fields.filter { $0.isInLists && $0.name != "note" }
    let first = shown.filter(\.isFirst)
    return first.isEmpty ? shown : first
  }
}

extension Answer {
  /// A coded answer as a cell of CSV.
  var plain: String {
    switch json {
    case .string(let text): text
    case .number(let number): String(number)
    default: ""
    }
  }
}
