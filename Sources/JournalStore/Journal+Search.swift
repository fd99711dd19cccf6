import CaseModel
import GRDB
public import Merge

/// What a search found.
public struct SearchResult: Sendable {
  /// The records in the order of lists, each with where something was found.
  public var records: [(view: RecordView, hits: [SearchHit])]
  /// Whether there are more than the limit let through.
  public var isCut: Bool
}

extension Journal {
  /// From so many candidates on they are looked at in the order of lists until the limit is full;
  /// fewer are all looked at, wherever they are.
  private static let candidatesLookedAt = 2000

  /// The newest records of a query in which all terms are found: in words that stand, also beside
  /// others in conflict, in coded answers, and in the names of places, organisations and projects.
  ///
  /// Reads all words once, and of the records only those that may be found. Legal names are found
  /// like other words: whoever prints a hit leaves them out.
  ///
  /// - Parameters:
  ///   - terms: What to find.
  ///   - query: Where; without kinds in records of every kind.
  /// - Returns: The records, at most as many as the limit.
  /// - Throws: ``JournalError``.
  public func search(_ terms: SearchTerms, in query: RecordQuery) throws -> SearchResult {
    var query = query
    if query.kinds == nil { query.kinds = Kind.all.map(\.name) }
    return try read { db in
      // Every page is read once: a great cache would only fill.
      try db.execute(sql: "PRAGMA cache_size = -4096")
      let search = try makeSearch(terms, query, in: db)
      let candidates = try candidates(search, query, in: db)
      return try find(search, query, candidates, in: db)
    }
  }

  private func makeSearch(
    _ terms: SearchTerms, _ query: RecordQuery, in db: Database
  ) throws -> RecordSearch {
    var words = PlainWords()
    let vocabularies = CodesFound.vocabularies(of: query.knownKinds)
    let entries = try CodesFound.listNames(in: db)
    return RecordSearch(
      terms.needles.map { needle in
        (
          needle,
          CodesFound(needle, vocabularies: vocabularies, entries: entries, words: &words)
        )
      })
  }

  /// The records of which every term may stand in words or codes.
  private func candidates(
    _ search: RecordSearch, _ query: RecordQuery, in db: Database
  ) throws -> RowSet {
    let lastRevision = try EntryWriter.nextRow(of: "revision", in: db) - 1
    let lastRecord = try EntryWriter.nextRow(of: "record", in: db) - 1
    let rows = try RowStatement("SELECT revision, text FROM words", in: db)
    try rows.start()
    let revisions = try WordsScan.revisions(
      with: search.terms.map(\.needle), lastRevision: lastRevision, rows: rows)

    var candidates: RowSet?
    for (term, revisions) in zip(search.terms, revisions) {
      var records = try Self.records(of: revisions, upTo: lastRecord, all: lastRevision, in: db)
      for kind in query.knownKinds {
        try term.codes.insertRecords(of: kind, into: &records, in: db)
      }
      candidates?.formIntersection(records)
      candidates = candidates ?? records
    }
    return candidates ?? RowSet(upTo: 0)
  }

  /// The records that revisions belong to: looked up one by one if they are few among all.
  private static func records(
    of revisions: RowSet, upTo lastRecord: Int64, all: Int64, in db: Database
  ) throws -> RowSet {
    var records = RowSet(upTo: lastRecord)
    if Int64(revisions.count) * 32 < all {
      let record = try RowStatement("SELECT record FROM revision WHERE id = ?", in: db)
      for revision in revisions.rows {
        if let row = try record.firstInteger(.integer(revision)) { records.insert(row) }
      }
      return records
    }
    let rows = try RowStatement(
      "SELECT record, id FROM revision INDEXED BY revision_record ORDER BY record, id", in: db)
    try rows.start()
    while try rows.next() {
      if revisions.contains(try rows.integer(1)) { records.insert(try rows.integer(0)) }
    }
    return records
  }

  private func find(
    _ search: RecordSearch, _ query: RecordQuery, _ candidates: RowSet, in db: Database
  ) throws -> SearchResult {
    var search = search
    let reader = try RecordReader(for: roster, in: db)
    var found: [(row: Int64, view: RecordView, hits: [SearchHit])] = []
    func look(at row: Int64) throws {
      guard let view = try reader.view(ofRow: row), query.isMet(by: view),
        let hits = search.hits(in: view)
      else { return }
      found.append((row, view, hits))
    }
    if query.limit == nil || candidates.count <= Self.candidatesLookedAt {
      for row in candidates.rows { try look(at: row) }
      found.sort { ($0.view.placeInLists, $0.row) > ($1.view.placeInLists, $1.row) }
    } else {
      // One more than the limit, to know whether there are any.
      let newest = try NewestFirst(query, in: db)
      while found.count <= query.limit ?? .max, let row = try newest.next() {
        if candidates.contains(row) { try look(at: row) }
      }
    }
    let limit = min(found.count, query.limit ?? .max)
    return SearchResult(
      records: found[..<limit].reversed().map { ($0.view, $0.hits) }, isCut: found.count > limit)
  }
}
