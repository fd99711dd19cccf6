import CaseModel
import GRDB
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
      try Self.stateDigest(root: Self.root(of: db, author: author), in: db)
    }
  }

  static func stateDigest(root: AuthorKey, in db: Database) throws -> [UInt8] {
    let hashing = Hashing(length: 16, domain: "hopenow state digest v1")
    hashing.update(root.bytes)
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
}
