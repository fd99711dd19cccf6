import CaseModel
import Glibc
import JournalStore
import Merge

extension Journal {
  /// Finds a person by a prefix of her code or alias.
  ///
  /// - Throws: ``CommandError``: `notFound` with similar ones, `ambiguous` with candidates.
  func person(matching typed: String) throws -> RecordID {
    let found: [PersonSummary]
    if let range = PersonCode.ids(beginningWith: typed) {
      found = try records(in: range, kind: "person").map { PersonSummary(id: $0.id, alias: nil) }
    } else {
      found = try persons(named: typed)
    }
    if found.count == 1 { return found[0].id }
    guard found.isEmpty else {
      throw CommandError.ambiguous(what: "person", candidates: found.map(\.displayInError))
    }
    throw CommandError.notFound(
      what: "person", similar: try persons(similarTo: typed).map(\.displayInError))
  }

  /// Finds a worker of the team by the name or its beginning, or by at least two words of the fingerprint.
  ///
  /// - Throws: ``CommandError``: `notFound` with everybody's name, `ambiguous`.
  func member(matching typed: String) throws -> (id: RecordID, author: AuthorKey) {
    let sought = Journal.folded(typed)
    let members = try members()
    func named(_ isMeant: (String) -> Bool) -> [(id: RecordID, author: AuthorKey, name: String?)] {
      members.filter { $0.name.map { isMeant(Journal.folded($0)) } ?? false }
    }
    var found = named { $0 == sought }
    if found.isEmpty, !sought.isEmpty { found = named { $0.hasPrefix(sought) } }
    // A single word may be the beginning of somebody's name who isn't here.
    if found.isEmpty, sought.contains(" ") {
      found = members.filter { $0.author.fingerprint.hasPrefix(sought) }
    }
    if found.count == 1 { return (found[0].id, found[0].author) }
    guard found.isEmpty else {
      throw CommandError.ambiguous(
        what: "worker",
        candidates: found.map { "\($0.name?.harmless() ?? ""): \($0.author.fingerprint)" })
    }
    throw CommandError.notFound(
      what: "worker", similar: members.compactMap { $0.name?.harmless() })
  }

  /// Finds an entry of one of the team's lists by the beginning of its code or label.
  ///
  /// - Throws: ``CommandError``: `notFound` with similar ones, `ambiguous`.
  func listEntry(of list: TeamList, matching typed: String) throws -> RecordID {
    // Nothing is the beginning of every name.
    let found = typed.trimmed.isEmpty ? [] : try listEntries(of: list, named: typed)
    if found.count == 1 { return found[0].id }
    guard found.isEmpty else {
      throw CommandError.ambiguous(
        what: list.rawValue, candidates: found.map { $0.label.harmless() })
    }
    throw CommandError.notFound(
      what: list.rawValue,
      similar: try listEntries(of: list, near: typed).map { $0.label.harmless() })
  }

  /// Finds any record, or one of a kind: a person by code or alias, the team's settings by that
  /// word, others by at least four digits of their id.
  ///
  /// - Throws: ``CommandError``: `notFound`, `ambiguous`.
  func record(matching typed: String, kind: String? = nil) throws -> RecordID {
    if kind == nil, ["settings", "indstillinger"].contains(typed.lowercased()) { return .settings }
    if let range = Self.ids(beginningWith: typed) {
      let found = try records(in: range, kind: kind)
      if found.count == 1 { return found[0].id }
      if found.count > 1 {
        throw CommandError.ambiguous(
          what: "record",
          candidates: found.map { "\($0.id.short) (\($0.kind))" })
      }
    }
    guard kind == nil || kind == "person" else {
      throw CommandError.notFound(what: kind ?? "record", similar: [])
    }
    do {
      return try person(matching: typed)
    } catch CommandError.notFound(_, let similar) {
      throw CommandError.notFound(what: "record", similar: similar)
    }
  }

  private static func ids(beginningWith typed: String) -> ClosedRange<RecordID>? {
    let digits = typed.lowercased().filter { $0 != "-" }
    guard (4...32).contains(digits.count),
      digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
      let low = RecordID(description: digits.padding(to: 32, with: "0")),
      let high = RecordID(description: digits.padding(to: 32, with: "f"))
    else { return nil }
    return low...high
  }
}

extension String {
  fileprivate func padding(to count: Int, with character: Character) -> String {
    self + String(repeating: character, count: count - self.count)
  }
}

extension RecordID {
  /// The id's first eight digits, enough to type in any journal that people write by hand.
  var short: String { String(description.prefix(8)) }
}

extension PersonSummary {
  /// Code and alias.
  var display: String {
    PersonCode.text(id) + (alias.map { " \($0.harmless())" } ?? "")
  }

  /// The same in an error; where that goes to a log or a mail, the code alone.
  fileprivate var displayInError: String {
    isatty(STDERR_FILENO) == 1 ? display : PersonCode.text(id)
  }
}
