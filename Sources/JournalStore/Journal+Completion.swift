import CaseModel
import GRDB
import SealedSQLite

// A parcel brings entries with some of their revisions withheld, or without words. They are here, and
// signed; `incomplete` names them, so that whoever brings the rest is listened to, and so that
// nothing has to be looked up where there are none.

extension Journal {
  /// Whether another journal has something that entries lack here.
  func lacksSomething(in theirs: Database, ours db: Database) throws -> Bool {
    try !CompletionReader(keepsWords: keepsWords, in: theirs, ours: db).next(atMost: 1).isEmpty
  }

  /// Adds to entries what they lack here and another journal has.
  ///
  /// - Returns: The rows of the records that it changes, their kinds, what came that erases something or
  ///   asks for it, and how many entries there were.
  func complete(from theirs: Database, ours db: Database) throws -> Completed {
    var done = Completed()
    let reader = try CompletionReader(keepsWords: keepsWords, in: theirs, ours: db)
    let records = try RecordRows(in: db)
    let erasures = try Erasures(in: db)
    let isErased = try RowStatement(
      "UPDATE revision SET record = ? WHERE id = ? AND length(header) = 32", in: db)
    let header = try RowStatement(
      "UPDATE revision SET header = ?, record = ? WHERE id = ? AND length(header) = 32", in: db)
    let words = try RowStatement(
      "INSERT OR IGNORE INTO words(revision, field, salt, text) VALUES (?, ?, ?, ?)", in: db)
    // A batch is found before any of it is changed: the reader reads what is changed.
    while case let found = try reader.next(atMost: 256), !found.isEmpty {
      let verified = Verification(of: found.map(\.theirs)).finish()
      for (completion, outcome) in zip(found, verified) {
        let verified = try outcome.get()
        done.erasures.formUnion(try verified.marksNamed)
        for (place, revision) in verified.raw.revisions.enumerated() {
          let row = completion.firstRevision + Int64(place)
          if let alias = try erasures.alias(of: revision) {
            try isErased.execute(.integer(records.row(of: alias).row), .integer(row))
            continue
          }
          guard !revision.isWithheld else { continue }
          let kind = verified.kinds[place] ?? ""
          let record = try records.row(of: revision.record, kind: kind).row
          try header.execute(.blob(revision.header), .integer(record), .integer(row))
          if keepsWords(of: kind) {
            for (field, value) in revision.words {
              try words.execute(
                .integer(row), .text(field), .blob(value.salt), .text(value.text))
            }
          }
          done.records.insert(record)
          done.kinds.insert(kind)
        }
        done.entries += 1
      }
      try forgetWhatIsComplete(found.map(\.row), in: db)
      if done.entries % 256 == 0 { progress?(done.entries) }
    }
    return done
  }

  /// What the completion of entries brought.
  struct Completed {
    var records: Set<Int64> = []
    var kinds: Set<String> = []
    var erasures: Set<RecordMark> = []
    var entries = 0
  }

  /// Whether words are kept: not in a journal for statistics.
  var keepsWords: Bool { !file.header.isStatistics }

  /// Whether words of a kind are kept: who is in the team is no case.
  func keepsWords(of kind: String?) -> Bool { keepsWords || kind == "member" }

  func forgetWhatIsComplete(_ rows: [Int64], in db: Database) throws {
    let entries = try RowStatement(
      "SELECT id, revision, bytes, signature FROM entry WHERE id = ?", in: db)
    let reader = try EntryReader(in: db)
    let forget = try RowStatement("DELETE FROM incomplete WHERE entry = ?", in: db)
    for row in rows {
      try entries.start(.integer(row))
      guard try entries.next() else { continue }
      let verified = try VerifiedEntry(try reader.entry(entries))
      if !verified.isIncomplete(keepingWords: keepsWords) { try forget.execute(.integer(row)) }
    }
  }

  /// Finds every entry of which something isn't at hand.
  func findIncomplete(in db: Database) throws {
    try db.execute(sql: "DELETE FROM incomplete")
    try db.execute(
      sql: """
        INSERT INTO incomplete(entry)
        SELECT DISTINCT entry FROM revision WHERE length(header) = \(RevisionID.length)
        """)
    guard keepsWords else { return }
    let note = try RowStatement("INSERT OR IGNORE INTO incomplete(entry) VALUES (?)", in: db)
    let rows = try RowStatement(
      """
      SELECT entry, header, (SELECT count(*) FROM words WHERE words.revision = revision.id)
      FROM revision WHERE length(header) > \(RevisionID.length) ORDER BY id
      """, in: db)
    try rows.start()
    while try rows.next() {
      let revision = try Revision(header: rows.blob(1, atMost: Revision.headerLimit))
      let committed = revision.words.values.count { $0 != nil }
      if try rows.integer(2) < committed { try note.execute(.integer(try rows.integer(0))) }
    }
  }
}

/// Goes through the entries that lack something here and looks for it in another journal.
private final class CompletionReader {
  struct Completion {
    /// The entry's row here, and its first revision's.
    let row: Int64
    let firstRevision: Int64
    let theirs: RawEntry
  }

  private let incomplete: RowStatement
  private let ours: EntryReader
  private let theirs: EntryReader
  private let there: RowStatement
  /// The other journal's rows of chains, by ours.
  private let chains: [Int64: Int64]
  private let keepsWords: Bool
  private let erasures: Erasures
  /// The last entry that was looked at.
  private var last: Int64 = 0

  init(keepsWords: Bool, in theirs: Database, ours db: Database) throws {
    self.keepsWords = keepsWords
    let ours = try ForeignJournal.chainsByKey(db)
    chains = Dictionary(
      try ForeignJournal.chains(theirs).compactMap { chain in
        ours[chain.key].map { ($0.row, chain.row) }
      }, uniquingKeysWith: { first, _ in first })
    incomplete = try RowStatement(
      """
      SELECT entry.id, entry.revision, bytes, signature, seq, replica FROM incomplete
      CROSS JOIN entry ON entry.id = incomplete.entry
      WHERE incomplete.entry > ? ORDER BY incomplete.entry
      """, in: db)
    self.ours = try EntryReader(in: db)
    erasures = try Erasures(in: db)
    self.theirs = try EntryReader(in: theirs)
    there = try RowStatement(
      "SELECT id, revision, bytes, signature FROM entry WHERE replica = ? AND seq = ?", in: theirs)
  }

  /// The next ones, none if there are no more.
  func next(atMost limit: Int) throws -> [Completion] {
    var found: [Completion] = []
    try incomplete.start(.integer(last))
    while found.count < limit, let completion = try nextCompletion() { found.append(completion) }
    return found
  }

  private func nextCompletion() throws -> Completion? {
    while try incomplete.next() {
      last = try incomplete.integer(0)
      guard let chain = chains[try incomplete.integer(5)] else { continue }
      let own = try ours.entry(incomplete)
      try there.start(.integer(chain), .integer(try incomplete.integer(4)))
      while try there.next() {
        let other = try theirs.entry(there)
        guard other.bytes == own.bytes, other.revisions.count == own.revisions.count else {
          continue
        }
        let isRicher = try zip(own.revisions, other.revisions).contains { own, other in
          // What is erased by its own header stays so, and what isn't comes back.
          if own.isWithheld, try erasures.isAlias(own.record) {
            return try !other.isWithheld && erasures.alias(of: other) == nil
          }
          // Or that it was erased, which isn't known here of what is withheld.
          guard !other.isWithheld else {
            return try own.isWithheld && erasures.alias(of: other) != nil
          }
          return own.isWithheld
            || keepsWords && other.words.keys.contains { own.words[$0] == nil }
        }
        if isRicher {
          return Completion(
            row: last, firstRevision: try incomplete.integer(1),
            theirs: other)
        }
      }
    }
    return nil
  }
}
