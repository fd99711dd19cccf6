import Glibc
import SealedSQLite

/// The tables of a journal in a plain SQLite file, and one contact more committed to it.
struct PlainCopy {
  let path: String
  private let system: SQLiteLibrary

  /// Copies a journal whose newest record is a contact.
  init(
    of journal: String, keyFile: String, at path: String, _ system: SQLiteLibrary
  ) throws {
    self.path = path
    self.system = system
    unlink(path)
    let file = try SealedFile(opening: journal, mode: .readOnly)
    _ = try file.unlock(.keyFile(try keyBytes(of: keyFile)))
    let sealed = try Connection(file.databaseURI, in: system, isDurable: false)
    try sealed.run("VACUUM INTO 'file:\(path)?vfs=unix'")
  }

  /// Commits the rows that `contact` writes, on a connection of its own, as a process has it.
  ///
  /// Each is the newest row of its table once more, so that sizes and indices are the same.
  func commitContact() throws {
    let connection = try Connection(path, in: system, isDurable: true)
    try connection.run(
      """
      BEGIN IMMEDIATE;
      INSERT INTO record SELECT id + 1, randomblob(16), kind FROM record ORDER BY id DESC LIMIT 1;
      INSERT INTO entry SELECT id + 1, replica, seq + 1, revision + 1, bytes, signature
        FROM entry ORDER BY id DESC LIMIT 1;
      INSERT INTO revision SELECT id + 1, record + 1, entry + 1, header
        FROM revision ORDER BY id DESC LIMIT 1;
      INSERT INTO words SELECT revision + 1, field, salt, text FROM words
        WHERE revision = (SELECT max(revision) FROM words);
      UPDATE chain SET count = count + 1, last = last + 1, sum = sum + 12345
        WHERE replica = (SELECT replica FROM entry ORDER BY id DESC LIMIT 1);
      UPDATE fact SET value = randomblob(8) WHERE name = 'newestGoodTime';
      CREATE TEMP TABLE newest AS SELECT * FROM contact ORDER BY record DESC LIMIT 1;
      UPDATE newest SET record = record + 1;
      INSERT INTO contact SELECT * FROM newest;
      COMMIT;
      """)
  }
}
