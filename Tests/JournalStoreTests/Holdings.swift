import CaseModel
import Foundation
import GRDB
import Merge

@testable import JournalStore

/// Everything that a journal holds of the truth, byte by byte: what a merge must be the union of.
struct Holdings: Equatable {
  /// One revision with its entry; one row for each of its words, or one without any.
  struct Line: Hashable {
    var entry: Data
    var signature: Data
    var header: Data
    var field: String?
    var salt: Data?
    var text: String?
  }
  var lines: Set<Line> = []
  /// Rows of entries: one that was taken twice shows here.
  var entries = 0

  func union(_ other: Holdings) -> Set<Line> { lines.union(other.lines) }

  /// The lines without bare ids of changes that are there themselves.
  static func completed(_ lines: Set<Line>) -> Set<Line> {
    let bare = lines.filter { $0.header.count == RevisionID.length }
    guard !bare.isEmpty else { return lines }
    let entries = Set(bare.map(\.entry))
    let whole = Set(
      lines.filter { $0.header.count > RevisionID.length && entries.contains($0.entry) }
        .map { Data(Revision.id(ofHeader: [UInt8]($0.header)).bytes) })
    return lines.subtracting(bare.filter { whole.contains($0.header) })
  }
}

extension Journal {
  func holdings() throws -> Holdings {
    try read { db in
      var held = Holdings()
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT bytes, signature, header, field, salt, text
          FROM entry JOIN revision ON revision.entry = entry.id
          LEFT JOIN words ON words.revision = revision.id
          """)
      while let row = try rows.next() {
        held.lines.insert(
          Holdings.Line(
            entry: row[0], signature: row[1], header: row[2], field: row[3], salt: row[4],
            text: row[5]))
      }
      held.entries = try Int.fetchOne(db, sql: "SELECT count(*) FROM entry") ?? 0
      return held
    }
  }

  /// Every record as it stands, also those that are gone; not who counts, which is each journal's own.
  func shown() throws -> [RecordID: RecordView] {
    try read { db in
      var shown: [RecordID: RecordView] = [:]
      for row in try Int64.fetchAll(db, sql: "SELECT id FROM record WHERE kind <> 'member'") {
        guard let view = try view(ofRow: row, in: db) else { continue }
        shown[view.record] = view
      }
      return shown
    }
  }
}

extension Journal {
  /// What is linked, by ids: of each record that isn't alone all that it is the same as, the one that
  /// stands for them first.
  func linked() throws -> [RecordID: [RecordID]] {
    try read { db in
      let links = try Journal.linkedRecords(in: db)
      var found: [RecordID: [RecordID]] = [:]
      for row in try Int64.fetchAll(db, sql: "SELECT id FROM record") {
        let members = try links.members(of: row).map { try Journal.record(ofRow: $0, in: db)! }
        guard members.count > 1 else { continue }
        let first = try Journal.record(ofRow: links.representative(of: row), in: db)!
        found[try Journal.record(ofRow: row, in: db)!] = [first] + members
      }
      return found
    }
  }
}

/// What stands in a record by the words of the law, found in another way than the product's: sets of
/// ancestors by recursion over parents, and everything compared with everything.
struct Standing: Equatable {
  var values: [FieldKey: Set<Value>] = [:]
  var isHere = false
  var isGone = false

  init(_ held: [HistoricRevision]) {
    let byID = Dictionary(held.map { ($0.id, $0) }) { one, _ in one }
    var ancestors: [RevisionID: Set<RevisionID>] = [:]
    func find(_ id: RevisionID) -> Set<RevisionID> {
      if let known = ancestors[id] { return known }
      let parents = byID[id]?.revision.parents ?? []
      let found = parents.reduce(into: Set(parents)) { $0.formUnion(find($1)) }
      ancestors[id] = found
      return found
    }
    let accepted = byID.values.filter(\.isAccepted)
    func newest(_ writes: [HistoricRevision]) -> [HistoricRevision] {
      writes.filter { write in !writes.contains { find($0.id).contains(write.id) } }
    }
    let heads = newest(accepted)
    isHere = heads.contains { $0.revision.operation == .put }
    isGone = heads.contains { $0.revision.operation == .delete }
    let keys = accepted.flatMap {
      Array($0.revision.answers.keys) + $0.revision.words.keys.map { FieldKey($0) }
    }
    for key in Set(keys) {
      let writes = accepted.filter {
        $0.revision.answers.keys.contains(key)
          || key.element.isEmpty && $0.revision.words.keys.contains(key.name)
      }
      values[key] = Set(newest(writes).map { $0.said(key) })
    }
  }

  init(_ view: RecordView) {
    values = view.fields.mapValues { Set(([$0.shown] + $0.losers).map(\.value)) }
    isHere = view.existence != .gone
    isGone = view.existence != .here
  }
}

extension HistoricRevision {
  fileprivate func said(_ key: FieldKey) -> Value {
    if let answer = revision.answers[key] { return answer.map(Value.answer) ?? .cleared }
    guard let commitment = revision.words[key.name] ?? nil else { return .cleared }
    return texts[key.name].map(Value.words) ?? .withheld(commitment)
  }
}
