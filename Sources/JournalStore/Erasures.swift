import CaseModel
import GRDB
import Merge

/// What was erased, for asking whether something is of it; within one transaction.
///
/// Whether a revision is erased follows from its header and the marks alone, so that it makes no
/// difference when it comes, and from whom.
final class Erasures {
  /// A query for the rows of the ids that stand for what erasures removed.
  static let aliasRows = """
    SELECT id FROM main.erased CROSS JOIN main.record ON uuid = substr(mark, 1, \(RecordID.length))
    """

  private let find: RowStatement?
  private let findAlias: RowStatement?
  /// Whether anything was erased at all: mostly nothing has to be hashed.
  let isAny: Bool

  init(in db: Database) throws {
    let isAny = try RowStatement("SELECT 1 FROM erased LIMIT 1", in: db).firstInteger() != nil
    self.isAny = isAny
    find = isAny ? try RowStatement("SELECT 1 FROM erased WHERE mark = ?", in: db) : nil
    findAlias =
      isAny
      ? try RowStatement("SELECT 1 FROM erased WHERE mark BETWEEN ? AND ? LIMIT 1", in: db) : nil
  }

  func contains(_ mark: RecordMark) throws -> Bool {
    try find?.firstInteger(.blob(mark.bytes)) != nil
  }

  /// Whether a record was named by an erasure itself.
  func contains(_ record: RecordID) throws -> Bool { try isAny && contains(record.mark) }

  /// Whether a revision is of what was erased.
  func covers(_ revision: Revision) throws -> Bool {
    guard isAny, Kind.canBeErased(revision.kind) else { return false }
    return try revision.subjects.contains { try contains($0) }
  }

  func covers(_ raw: RawRevision) throws -> Bool {
    try isAny && covers(Revision(header: raw.header))
  }

  /// Whether an id is none of a record's, but stands for what an erasure removed.
  func isAlias(_ record: RecordID) throws -> Bool {
    guard let findAlias else { return false }
    let rest = RecordMark.length - RecordID.length
    return try findAlias.firstInteger(
      .blob(record.bytes + [UInt8](repeating: 0, count: rest)),
      .blob(record.bytes + [UInt8](repeating: 255, count: rest))) != nil
  }

  /// What stands for the record of an erased revision; nil for any other, as far as can be told of one
  /// that is withheld.
  func alias(of raw: RawRevision) throws -> RecordID? {
    guard isAny else { return nil }
    if raw.isWithheld {
      if try isAlias(raw.record) { return raw.record }
      return try contains(raw.record) ? raw.record.mark.alias : nil
    }
    let revision = try Revision(header: raw.header)
    guard Kind.canBeErased(revision.kind) else { return nil }
    return try revision.subjects.first { try contains($0) }?.mark.alias
  }

  /// Takes the names of erased records out of what a revision answers: its header keeps them, since it
  /// is signed, but nothing is to be shown or counted by them.
  func forgetNames(in revision: inout Revision) throws {
    guard isAny else { return }
    for (key, answer) in revision.answers {
      // In a field that takes several, what is taken away is told by the element alone.
      let named = answer ?? (key.element.isEmpty ? nil : try? Answer(encoded: key.element))
      guard case .record(let record)? = named, try contains(record) else { continue }
      revision.answers[key] = nil
    }
  }
}

extension Revision {
  /// The records with which the revision is erased: its own, the one that owns it, and those that a
  /// link joins.
  ///
  /// Nothing that can be edited later is among them: otherwise anybody could have a record erased by
  /// letting it name an erased one. What a link says is all that there is to it.
  var subjects: [RecordID] {
    var subjects = [record]
    if let owner { subjects.append(owner) }
    guard kind == Kind.same.name else { return subjects }
    for name in ["one", "other"] {
      if case .record(let linked)? = answers[FieldKey(name)] { subjects.append(linked) }
    }
    return subjects
  }

  /// What the revision erases, if its author may; nil if it erases nothing.
  var erasedMark: RecordMark? {
    guard operation == .put, answers[FieldKey("act")] == .some(.code("erase")) else { return nil }
    return markNamed
  }

  /// What a revision of an erasure, or of a request for one, is about.
  var markNamed: RecordMark? {
    guard kind == Kind.erase.name, case .bytes(let bytes)? = answers[FieldKey("target")],
      let mark = RecordMark(bytes), RecordID.ofErasure(mark) == record
    else { return nil }
    return mark
  }
}

extension Roster {
  /// Whether a revision erases something, for whoever goes by this roster.
  func erases(_ revision: Revision) -> Bool {
    revision.erasedMark != nil
      && mayErase(revision.author, replica: revision.replica, sequence: revision.sequence)
  }
}

extension Journal {
  /// What counts as erased by the records of kind `erase`, each mark with such a record's row.
  static func countedMarks(_ roster: Roster, in db: Database) throws -> [RecordMark: Int64] {
    let rows = try RowStatement(
      """
      SELECT record.id, header FROM record JOIN revision ON revision.record = record.id
      WHERE kind = 'erase'
      """, in: db)
    var marks: [RecordMark: Int64] = [:]
    try rows.start()
    while try rows.next() {
      let header = try rows.blob(1, atMost: Revision.headerLimit)
      guard header.count > RevisionID.length, case let revision = try Revision(header: header),
        let mark = revision.erasedMark, roster.erases(revision)
      else { continue }
      marks[mark] = try rows.integer(0)
    }
    return marks
  }

  static func storedMarks(in db: Database) throws -> [RecordMark: Int64] {
    let rows = try RowStatement("SELECT mark, record FROM erased", in: db)
    var marks: [RecordMark: Int64] = [:]
    try rows.start()
    while try rows.next() {
      guard let mark = RecordMark(try rows.blob(0, atMost: RecordMark.length)) else {
        throw RecordFault.wrongType
      }
      marks[mark] = try rows.integer(1)
    }
    return marks
  }

  private static func store(_ marks: [RecordMark: Int64], in db: Database) throws {
    try db.execute(sql: "DELETE FROM erased")
    let insert = try RowStatement("INSERT INTO erased(mark, record) VALUES (?, ?)", in: db)
    for (mark, record) in marks { try insert.execute(.blob(mark.bytes), .integer(record)) }
  }

  /// Removes what newly counts as erased, after erasures were written or came in, or who counts in
  /// the team has changed; and brings derived tables up to date with it.
  ///
  /// An erasure that counts no more brings nothing back, but whatever names its record names it again:
  /// then the caller must rebuild the derived tables, as what is returned says.
  func settleErasures(in db: Database) throws -> RemovedRecords {
    let counting = try Self.countedMarks(roster, in: db)
    let stored = try Self.storedMarks(in: db)
    guard counting != stored else { return RemovedRecords() }
    try Self.store(counting, in: db)
    let added = Set(counting.keys).subtracting(stored.keys)
    var removed = try ErasureSweep(of: added, in: db).run()
    removed.wantsRebuilding = !Set(stored.keys).isSubset(of: counting.keys)
    if removed.wantsRebuilding {
      try findIncomplete(in: db)
    } else {
      try removed.bringDerivedUpToDate(for: roster, in: db)
    }
    return removed
  }

  /// Makes the marks anew, and removes whatever is there that shouldn't be, before the derived tables
  /// are made anew; `before` are the marks that there were.
  func settleErasuresFromScratch(before: [RecordMark: Int64], in db: Database) throws {
    let marks = try Self.countedMarks(roster, in: db)
    try Self.store(marks, in: db)
    _ = try ErasureSweep(of: Set(marks.keys), in: db).run()
    if Set(marks.keys) != Set(before.keys) { try findIncomplete(in: db) }
  }
}
