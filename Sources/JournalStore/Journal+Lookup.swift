public import CaseModel
import Foundation
import GRDB
import Matching
import Merge

/// A person as lists and questions show her: never with her legal name.
public struct PersonSummary: Equatable, Sendable {
  /// The record.
  public var id: RecordID
  /// What the team calls her; nil if nobody has said.
  public var alias: String?

  /// Puts the two together.
  public init(id: RecordID, alias: String?) {
    self.id = id
    self.alias = alias
  }
}

/// An entry of one of the team's own lists.
public struct ListEntry: Equatable, Sendable {
  /// The record.
  public var id: RecordID
  /// The stored code.
  public var code: String
  /// What the team calls it.
  public var label: String
}

extension Journal {
  /// The persons whose alias begins with what was typed, case and accents ignored; those whose
  /// alias is exactly that come alone.
  public func persons(named typed: String, limit: Int = 20) throws -> [PersonSummary] {
    try read { db in
      try rows(withHandle: typed, kind: "person", limit: limit, in: db)
        .compactMap { try personSummary(ofRow: $0, in: db) }
    }
  }

  /// The persons whose alias has a word that begins like one of the words typed: for proposing
  /// when nobody has exactly that name.
  public func persons(similarTo typed: String, limit: Int = 5) throws -> [PersonSummary] {
    try read { db in
      var found: [Int64] = []
      for word in Self.folded(typed).split(separator: " ") where word.count >= 2 {
        let start = String(word.prefix(3))
        let statement = try db.cachedStatement(
          sql: """
            SELECT handle.record FROM handle JOIN person ON person.record = handle.record
            WHERE substr(folded, 1, ?) = ? OR instr(folded, ?) > 0 LIMIT ?
            """)
        found += try Int64.fetchAll(
          statement, arguments: [start.count, start, " " + start, limit])
      }
      var seen = Set<Int64>()
      return try found.filter { seen.insert($0).inserted }.prefix(limit)
        .compactMap { try personSummary(ofRow: $0, in: db) }
    }
  }

  /// What is known of a person in a line, or nil if there is no such person.
  public func person(_ id: RecordID) throws -> PersonSummary? {
    try read { db in
      guard let row = try Self.row(of: id, in: db) else { return nil }
      return try personSummary(ofRow: row, in: db)
    }
  }

  /// The records whose id lies in a range, with their kinds: how a prefix of a code or id is
  /// looked up.
  public func records(
    in range: ClosedRange<RecordID>, kind: String? = nil, limit: Int = 20
  ) throws -> [(id: RecordID, kind: String)] {
    try read { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT uuid, kind FROM record WHERE uuid BETWEEN ?1 AND ?2 AND kind <> ''
          AND (?3 IS NULL OR kind = ?3) ORDER BY uuid LIMIT ?4
          """)
      let rows = try Row.fetchAll(
        statement,
        arguments: [Data(range.lowerBound.bytes), Data(range.upperBound.bytes), kind, limit])
      return rows.compactMap { row in
        RecordID(row[0] as Data).map { ($0, row[1] as String) }
      }
    }
  }

  /// The entries of a list whose code or label begins with what was typed; an exact one alone.
  public func listEntries(
    of list: TeamList, named typed: String = "", limit: Int = 20
  ) throws -> [ListEntry] {
    try read { db in
      let rows =
        typed.isEmpty
        ? try Int64.fetchAll(
          db, sql: "SELECT record FROM list_entry WHERE list = ? ORDER BY code LIMIT ?",
          arguments: [list.rawValue, limit])
        : try rows(withHandle: typed, kind: "list-entry", limit: 1000, in: db)
      return try rows.compactMap { row -> ListEntry? in
        guard let view = try view(ofRow: row, in: db), view.answer("list") == .code(list.rawValue)
        else { return nil }
        return Self.listEntry(view)
      }.prefix(limit).map(\.self)
    }
  }

  /// The entries of a list whose label is nearly what was typed: at most a third of its letters
  /// wrong, missing or swapped; the nearest first, at most `limit`.
  public func listEntries(
    of list: TeamList, near typed: String, limit: Int = 5
  ) throws -> [ListEntry] {
    let folded = Array(Self.folded(typed))
    return try listEntries(of: list, limit: 1000)
      .map { (entry: $0, distance: SpellingDistance.between(Array(Self.folded($0.label)), folded)) }
      .filter { $0.distance * 3 <= max(folded.count, 3) }
      .sorted { ($0.distance, $0.entry.label) < ($1.distance, $1.entry.label) }
      .prefix(limit).map(\.entry)
  }

  /// An entry of a list by its record, or nil.
  public func listEntry(_ id: RecordID) throws -> ListEntry? {
    try view(of: id).flatMap(Self.listEntry)
  }

  /// A draft that makes a record whose id is known before it is written, so that others can name it.
  public func newRecord(_ kind: Kind, owner: RecordID? = nil) -> Draft {
    let seed =
      kind == .settings
      ? RecordID.seed(ofNaturalKey: []) : environment.random(RecordID.length)
    return Draft(kind, owner: owner, seed: seed)
  }

  /// The draft that makes an entry of a list, where a new name was typed.
  ///
  /// Its id follows from list and code, so that two workers who type the same place make one.
  public func newListEntry(_ list: TeamList, label: String) -> Draft {
    let code = Self.code(forLabel: label)
    var draft = Draft(
      .listEntry, words: ["label": label],
      seed: RecordID.seed(ofNaturalKey: Array("\(list.rawValue)/\(code)".utf8)))
    draft.set("list", to: .code(list.rawValue))
    draft.set("code", to: .code(code))
    return draft
  }

  /// A label as a stored code: folded, kebab-case, at most 48 characters of ASCII.
  static func code(forLabel label: String) -> String {
    var code = ""
    for character in folded(label.lowercased().replacing("ø", with: "oe")) {
      if character.isASCII, character.isLetter || character.isNumber {
        code.append(character)
      } else if !code.isEmpty, code.last != "-" {
        code.append("-")
      }
    }
    while code.last == "-" { code.removeLast() }
    return code.isEmpty ? "x" : String(code.prefix(48))
  }

  private static func listEntry(_ view: RecordView) -> ListEntry? {
    guard case .code(let code) = view.answer("code") else { return nil }
    return ListEntry(id: view.record, code: code, label: view.words("label") ?? code)
  }

  private func rows(
    withHandle typed: String, kind: String, limit: Int, in db: Database
  ) throws -> [Int64] {
    let folded = Self.folded(typed)
    guard !folded.isEmpty else { return [] }
    let statement = try db.cachedStatement(
      sql: """
        SELECT folded, handle.record FROM handle JOIN record ON record.id = handle.record
        WHERE folded >= ?1 AND folded < ?1 || char(1114111) AND kind = ?2 LIMIT ?3
        """)
    let rows = try Row.fetchAll(statement, arguments: [folded, kind, limit])
    let exact = rows.filter { $0[0] as String == folded }
    // A place has a handle by its label and one by its code, which begin alike.
    var seen = Set<Int64>()
    return (exact.isEmpty ? rows : exact).map { $0[1] }.filter { seen.insert($0).inserted }
  }

  private func personSummary(ofRow row: Int64, in db: Database) throws -> PersonSummary? {
    guard let view = try view(ofRow: row, in: db), view.kind == "person" else { return nil }
    return PersonSummary(id: view.record, alias: view.words("alias"))
  }
}
