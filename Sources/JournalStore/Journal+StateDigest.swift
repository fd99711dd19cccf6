import CaseModel
import GRDB
import Merge
import Sealing

extension Journal {
  /// A name for what the journal holds, 16 bytes: journals with equal sets of entries and the same
  /// root have the same, in whatever order the entries came (`Docs/Format.md`, section 5).
  ///
  /// What a report says follows from it, the report's options and the program's version.
  ///
  /// Costs the number of installs, not of entries: of each chain the sum and the last entry stand
  /// for all.
  ///
  /// - Warning: It tells honest journals apart. Whoever has a key that counts can make two chains
  ///   that look alike by it; ``digest()`` reads every entry.
  public func stateDigest() throws -> [UInt8] {
    try read { db in
      try Self.stateDigest(
        root: Self.root(of: db, author: author), own: roster.isMember(author) ? nil : author, in: db
      )
    }
  }

  /// The same, where `own` is whose entries count here and nowhere else; nil if she is a member.
  static func stateDigest(
    root: AuthorKey, own: AuthorKey? = nil, in db: Database
  ) throws -> [UInt8] {
    let hashing = Hashing(length: 16, domain: "hopenow state digest v1")
    hashing.update(root.bytes)
    hashing.update((own ?? .zero).bytes)
    hashing.update(try withheldRevisions(in: db))
    // All entries, also while the past is read.
    let tips = try RowStatement(
      "SELECT bytes FROM main.entry WHERE replica = ? AND seq = ?", in: db)
    for chain in try ForeignJournal.chains(db) {
      var ids: [EntryID] = []
      try tips.start(.integer(chain.row), .integer(chain.last))
      while try tips.next() {
        ids.append(Entry.id(ofBytes: try tips.blob(0, atMost: Entry.length)))
      }
      hashing.update(chain.label.bytes)
      hashing.update(chain.author.bytes)
      for number in [chain.count, chain.last, chain.sum, Int64(ids.count)] {
        withUnsafeBytes(of: number.littleEndian) { hashing.update($0) }
      }
      for id in ids.sorted() { hashing.update(id.bytes) }
    }
    return hashing.finish()
  }

  /// The ids of the revisions that aren't at hand and may come yet, ascending: what was erased never
  /// comes.
  private static func withheldRevisions(in db: Database) throws -> [UInt8] {
    // CROSS JOIN keeps the order and the + keeps an index from being made: both read every revision.
    let rows = try RowStatement(
      """
      SELECT header FROM incomplete CROSS JOIN main.entry ON entry.id = incomplete.entry
      CROSS JOIN main.revision
      ON revision.id >= entry.revision AND revision.id < coalesce(
        (SELECT revision FROM main.entry AS next WHERE next.id > entry.id ORDER BY id LIMIT 1),
        entry.revision + \(Entry.revisionLimit))
      WHERE +revision.entry = entry.id AND length(header) = \(RevisionID.length)
        AND record NOT IN (\(Erasures.aliasRows))
      """, in: db)
    var ids: [RevisionID] = []
    try rows.start()
    while try rows.next() {
      if let id = RevisionID(try rows.blob(0, atMost: RevisionID.length)) { ids.append(id) }
    }
    return ids.sorted().flatMap(\.bytes)
  }
}
