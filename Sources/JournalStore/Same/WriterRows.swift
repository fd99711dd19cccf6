import GRDB

/// Who wrote which record, by row: authors have numbers, in no order.
final class WriterRows {
  private static let several: Int32 = -1
  private let rowsOfAuthors: [Int64: Int32]
  private let ofRecord: RowStatement
  /// For each record its only writer, 0 for nobody; nil while records are looked up one by one.
  private var writers: [Int32]?
  private let db: Database

  init(in db: Database) throws {
    self.db = db
    let authors = try RowStatement(
      "SELECT id, (SELECT min(id) FROM replica AS r WHERE r.author = replica.author) FROM replica",
      in: db)
    var rows: [Int64: Int32] = [:]
    try authors.start()
    while try authors.next() { rows[try authors.integer(0)] = Int32(try authors.integer(1)) }
    rowsOfAuthors = rows
    ofRecord = try RowStatement(
      "SELECT replica FROM revision JOIN entry ON entry.id = revision.entry WHERE record = ?",
      in: db)
  }

  /// Reads them all, for those who want to know of most.
  func readAll() throws {
    guard writers == nil else { return }
    var writers = [Int32](repeating: 0, count: Int(try EntryWriter.nextRow(of: "record", in: db)))
    let rows = try RowStatement(
      "SELECT record, replica FROM revision JOIN entry ON entry.id = revision.entry", in: db)
    try rows.start()
    while try rows.next() {
      let record = Int(try rows.integer(0))
      guard writers.indices.contains(record) else { continue }
      join(rowsOfAuthors[try rows.integer(1)] ?? 0, to: &writers[record])
    }
    self.writers = writers
  }

  /// The only author who wrote in a record; nil if there are several.
  func writer(ofRow row: Int64) throws -> Int64? {
    var writer: Int32 = 0
    if let writers {
      guard writers.indices.contains(Int(row)) else { return nil }
      writer = writers[Int(row)]
    } else {
      try ofRecord.start(.integer(row))
      while try ofRecord.next() { join(rowsOfAuthors[try ofRecord.integer(0)] ?? 0, to: &writer) }
    }
    return writer > 0 ? Int64(writer) : nil
  }

  private func join(_ writer: Int32, to known: inout Int32) {
    if known == 0 {
      known = writer
    } else if known != writer {
      known = Self.several
    }
  }
}
