import CaseModel
import Sealing

@testable import JournalStore

/// Two entries of one author as the tables of record hold them: who she is, then a contact with
/// a note and a person.
struct MadeJournal {
  struct Row {
    var entry: Entry
    var revisions: [Revision]
    /// The headers as they are stored, where they aren't those of the revisions.
    var headers: [Int: [UInt8]] = [:]
    var words: [[(field: String, salt: [UInt8], text: String)]]
    var signature: [UInt8] = []

    func header(_ place: Int) -> [UInt8] { headers[place] ?? revisions[place].header }

    /// Says again what follows from the rest: the digest and the signature.
    mutating func sign(with key: SigningKey) {
      entry.digest = Entry.digest(
        of: revisions.indices.map { place in
          RevisionID(header(place)) ?? Revision.id(ofHeader: header(place))
        })
      signature = key.sign(Entry.id(ofBytes: entry.bytes).bytes)
    }
  }

  static let label = [UInt8](repeating: UInt8(ascii: "2"), count: 16)
  static let salt = Array("saltsaltsaltsalt".utf8)

  let key: SigningKey
  let author: AuthorKey
  var rows: [Row] = []

  init() throws {
    key = try SigningKey(seed: SecretBytes(copying: Keys.authorSeed))
    author = AuthorKey(key.publicKey)!
    let member = revision(
      1, 0, kind: "member", seed: RecordID.seed(ofNaturalKey: author.bytes),
      [FieldKey("key"): .bytes(author.bytes), FieldKey("role"): .code("supervisor")],
      words: ["name": "Worker A"])
    let contact = revision(
      2, 0, kind: "contact", seed: [UInt8](repeating: 3, count: 16),
      [FieldKey("met"): .number(14)], words: ["note": "Tea."])
    let person = revision(
      2, 1, kind: "person", seed: [UInt8](repeating: 4, count: 16), [:], words: ["alias": "Red Hat"]
    )
    for (sequence, revisions) in [[member], [contact, person]].enumerated() {
      var row = Row(
        entry: Entry(
          author: author, replica: ReplicaLabel(Self.label)!, sequence: UInt64(sequence + 1),
          previous: rows.last.map { Entry.id(ofBytes: $0.entry.bytes) },
          stamp: .init(clockIsGood: true, wallMilliseconds: 1_793_489_400_000),
          utcOffsetMinutes: 60, commandStart: UInt64(sequence + 1),
          digest: Identifier32([UInt8](repeating: 0, count: 32))!),
        revisions: revisions.map(\.revision), words: revisions.map(\.words))
      row.sign(with: key)
      rows.append(row)
    }
  }

  private func revision(
    _ sequence: UInt64, _ index: UInt32, kind: String, seed: [UInt8],
    _ answers: [FieldKey: Answer?], words: [String: String]
  ) -> (revision: Revision, words: [(field: String, salt: [UInt8], text: String)]) {
    let revision = Revision(
      author: author, replica: ReplicaLabel(Self.label)!, sequence: sequence, index: index,
      record: .derived(kind: kind, owner: nil, seed: seed), kind: kind, owner: nil, seed: seed,
      operation: .put, parents: [], answers: answers,
      words: words.mapValues { Revision.commitment(toWords: $0, salt: Self.salt) })
    return (revision, words.map { ($0.key, Self.salt, $0.value) })
  }

  /// Everything as statements.
  var sql: [String] {
    var lines = ["PRAGMA user_version = 1;"]
    lines += (Schema.tablesOfRecord + Schema.chain).map { $0.sql + ";" }
    lines.append(
      "INSERT INTO replica VALUES(1, \(Self.blob(Self.label)), \(Self.blob(author.bytes)));")
    var revision = 1
    var sum: Int64 = 0
    for (place, row) in rows.enumerated() {
      lines.append(
        "INSERT INTO entry VALUES(\(place + 1), 1, \(place + 1), \(revision), "
          + "\(Self.blob(row.entry.bytes)), \(Self.blob(row.signature)));")
      sum &+= Entry.id(ofBytes: row.entry.bytes).prefix
      for (index, made) in row.revisions.enumerated() {
        lines.append(
          "INSERT INTO record VALUES(\(revision), \(Self.blob(made.record.bytes)), '\(made.kind)');"
        )
        lines.append(
          "INSERT INTO revision VALUES(\(revision), \(revision), \(place + 1), "
            + "\(Self.blob(made.header)));")
        for word in row.words[index] {
          lines.append(
            "INSERT INTO words VALUES(\(revision), '\(word.field)', \(Self.blob(word.salt)), "
              + "'\(word.text)');")
        }
        revision += 1
      }
    }
    lines.append("INSERT INTO chain VALUES(1, \(rows.count), \(rows.count), \(sum));")
    return lines
  }

  static func blob(_ bytes: some Sequence<UInt8>) -> String { "x'\(Hex.text(bytes))'" }

  /// The second entry changed and signed again, as statements that change the rows of the good one.
  func changed(
    signs: Bool = true, _ change: (inout Row) -> Void
  ) -> [String] {
    let old = rows[1]
    var new = old
    change(&new)
    if signs { new.sign(with: key) }
    var lines: [String] = []
    for place in old.revisions.indices where new.header(place) != old.header(place) {
      lines.append(
        "UPDATE revision SET header = \(Self.blob(new.header(place))) WHERE id = \(2 + place);")
    }
    if new.entry.bytes != old.entry.bytes {
      lines.append("UPDATE entry SET bytes = \(Self.blob(new.entry.bytes)) WHERE id = 2;")
    }
    if new.signature != old.signature {
      lines.append("UPDATE entry SET signature = \(Self.blob(new.signature)) WHERE id = 2;")
    }
    return lines
  }
}

extension Vector {
  /// Tables like those of `journal_ok`, changed by some statements.
  private static func tables(
    _ part: Part, _ fault: String, _ check: String, _ says: String, _ sql: [String],
    entries: Int? = nil
  ) -> Vector {
    var vector = Vector(part, fault, expect: check, says, base: "journal_ok")
    if check == ok { vector.facts.append(("entries", "\(entries ?? 2)")) }
    vector.body = sql
    return vector
  }

  static func chains() throws -> [Vector] {
    let made = try MadeJournal()
    let stranger = try SigningKey(
      seed: SecretBytes(copying: [UInt8](repeating: 13, count: 32)))
    func chain(
      _ fault: String, _ check: String, _ says: String, signs: Bool = true,
      then sql: [String] = [], entries: Int? = nil,
      _ change: (inout MadeJournal.Row) -> Void = { _ in }
    ) -> Vector {
      tables(
        .chain, fault, check, says, made.changed(signs: signs, change) + sql,
        entries: entries)
    }
    func bit(_ row: inout MadeJournal.Row, _ place: Int) { row.signature[place] ^= 1 }
    func withheld(_ count: Int) -> [String] {
      [
        "DELETE FROM revision WHERE entry = 2;", "DELETE FROM words WHERE revision > 1;",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))",
        "INSERT INTO revision SELECT i + 1, 2, 2, zeroblob(32) FROM n;",
      ]
    }
    func signed(for count: Int) -> (inout MadeJournal.Row) -> Void {
      { row in
        row.entry.digest = Entry.digest(of: Array(repeating: .zero, count: count))
        row.signature = made.key.sign(Entry.id(ofBytes: row.entry.bytes).bytes)
      }
    }
    func misplaced(_ change: @escaping (inout Revision) -> Void) -> (inout MadeJournal.Row) -> Void
    {
      { change(&$0.revisions[0]) }
    }
    let other = [UInt8](repeating: UInt8(ascii: "3"), count: 16)
    let another = [UInt8](repeating: 0x51, count: 32)
    let record = made.rows[1].revisions[0].record
    let made4 = Array(record.bytes[..<6]) + [record.bytes[6] & 0x0f | 0x40] + record.bytes[7...]
    return [
      chain(
        "ok-withheld", ok, "A revision's header was taken out, its id stands there.",
        then: ["DELETE FROM words WHERE revision = 3;"]
      ) {
        $0.headers[1] = Revision.id(ofHeader: $0.header(1)).bytes
      },
      chain(
        "ok-1000-withheld", ok, "1,000 revisions.", signs: false, then: withheld(1000),
        signed(for: 1000)),
      chain(
        "ok-entry-twice", ok, "One row twice over is one entry.",
        then: [
          "INSERT INTO entry SELECT 3, replica, seq, 4, bytes, signature FROM entry WHERE id = 2;",
          "INSERT INTO revision SELECT id + 2, record, 3, header FROM revision WHERE entry = 2;",
          "INSERT INTO words SELECT revision + 2, field, salt, text FROM words WHERE revision > 1;",
        ]),
      chain(
        "ok-gap", ok, "The entry before isn't here, and may still come.",
        then: [
          "DELETE FROM entry WHERE id = 1;", "DELETE FROM revision WHERE id = 1;",
          "DELETE FROM words WHERE revision = 1;", "UPDATE chain SET count = 1, sum = 0;",
        ], entries: 1),
      chain(
        "ok-without-chain-row", ok, "The chain has no row in `chain`: it is as if it weren't here.",
        then: ["DELETE FROM chain;"], entries: 0),
      chain("bit-in-signature", "signature", "A flipped bit in the first half.", signs: false) {
        bit(&$0, 3)
      },
      chain("bit-in-signature-s", "signature", "A flipped bit in the second half.", signs: false) {
        bit(&$0, 40)
      },
      chain("signature-of-63", "signature", "The signature's last byte is missing.", signs: false) {
        $0.signature.removeLast()
      },
      chain("signed-by-another", "signature", "Signed with another author's key.", signs: false) {
        $0.signature = stranger.sign(Entry.id(ofBytes: $0.entry.bytes).bytes)
      },
      chain("signed-plain", "signature", "The entry is signed instead of its id.", signs: false) {
        $0.signature = made.key.sign($0.entry.bytes)
      },
      chain("entry-changed", "signature", "The time was changed after signing.", signs: false) {
        $0.entry.stamp.wallMilliseconds += 1
      },
      chain(
        "no-revisions", "revision_count", "An entry of no revisions, signed for none.",
        signs: false, then: ["UPDATE revision SET entry = 9 WHERE entry = 2;"], signed(for: 0)),
      chain(
        "revisions-1001", "revision_count", "1,001 revisions, signed for.", signs: false,
        then: withheld(1001), signed(for: 1001)),
      chain(
        "revision-missing", "revision_digest", "The second revision of two isn't there.",
        then: ["DELETE FROM revision WHERE id = 3;", "DELETE FROM words WHERE revision = 3;"]),
      chain(
        "revision-more", "revision_digest", "An id more than was signed for.",
        then: ["INSERT INTO revision VALUES(4, 2, 2, zeroblob(32));"]),
      chain("signed-for-others", "revision_digest", "Signed for other revisions.", signs: false) {
        $0.entry.digest = Entry.digest(of: [.zero])
        $0.signature = made.key.sign(Entry.id(ofBytes: $0.entry.bytes).bytes)
      },
      chain(
        "withheld-id-changed", "revision_digest", "Another id in a header's place.",
        then: [
          "UPDATE revision SET header = zeroblob(32) WHERE id = 3;",
          "DELETE FROM words WHERE revision = 3;",
        ]),
      chain(
        "of-another-author", "revision_author", "The revision names another author.",
        misplaced { $0.author = AuthorKey(another)! }),
      chain(
        "of-another-install", "revision_label", "The revision names another install.",
        misplaced { $0.replica = ReplicaLabel(other)! }),
      chain(
        "of-another-number", "revision_number", "The revision has another sequence number.",
        misplaced { $0.sequence = 1 }),
      chain(
        "in-another-place", "revision_place", "The first revision says that it is the second.",
        misplaced { $0.index = 1 }),
      chain(
        "of-another-record", "revision_record", "The row names another record than the header.",
        then: ["UPDATE record SET uuid = \(MadeJournal.blob(other)) WHERE id = 2;"]),
      chain(
        "kind-changed", "record_id", "The record's id was made for another kind.",
        misplaced { $0.kind = "visit" }),
      chain(
        "owner-changed", "record_id", "The record's id was made without an owner.",
        misplaced { $0.owner = RecordID(other)! }),
      chain(
        "seed-changed", "record_id", "The record's id was made from another seed.",
        misplaced { $0.seed[15] ^= 1 }),
      chain(
        "uuid-version-4", "record_id", "The record's id says that it is a UUID of version 4.",
        then: ["UPDATE record SET uuid = \(MadeJournal.blob(made4)) WHERE id = 2;"],
        misplaced { $0.record = RecordID(made4)! }),
      chain(
        "in-another-chain", "chain_label", "The chain is another install's.",
        then: ["UPDATE replica SET label = \(MadeJournal.blob(other));"]),
      chain(
        "of-another-chains-author", "chain_author", "The chain is another author's.",
        then: ["UPDATE replica SET author = \(MadeJournal.blob(another));"]),
      chain(
        "entry-of-version-2", "entry_version", "A signed entry of version 2.", signs: false,
        then: {
          var bytes = made.rows[1].entry.bytes
          bytes[0] = 2
          let signature = made.key.sign(Entry.id(ofBytes: bytes).bytes)
          return [
            "UPDATE entry SET bytes = \(MadeJournal.blob(bytes)) WHERE id = 2;",
            "UPDATE entry SET signature = \(MadeJournal.blob(signature)) WHERE id = 2;",
          ]
        }()),
      chain("revision-of-version-2", "revision_version", "A revision of version 2, signed for.") {
        $0.headers[0] = [2] + $0.revisions[0].header.dropFirst()
      },
      chain("revision-not-canonical", "canonical_trailing", "A byte after a header, signed for.") {
        $0.headers[0] = $0.revisions[0].header + [0]
      },
    ]
  }

  static func words() throws -> [Vector] {
    let made = try MadeJournal()
    func words(
      _ fault: String, _ check: String, _ says: String, _ sql: [String] = [],
      commits: [String: (text: String, salt: [UInt8])?]? = nil
    ) -> Vector {
      let changed = made.changed { row in
        guard let commits else { return }
        row.revisions[0].words = commits.mapValues { words in
          words.map { Revision.commitment(toWords: $0.text, salt: $0.salt) }
        }
      }
      return tables(.words, fault, check, says, changed + sql)
    }
    func set(_ text: String, field: String = "note") -> String {
      "UPDATE words SET field = '\(field)', text = \(text) WHERE revision = 2;"
    }
    let salt = MadeJournal.salt
    let composed = "Caf\u{e9}"
    let mebibyte = String(repeating: "a", count: 1 << 20)
    let fields = ["a", "b", "c", "d"]
    func fill(_ count: Int) -> [String] {
      ["DELETE FROM words WHERE revision = 2;"]
        + fields.prefix(count).map {
          "INSERT INTO words VALUES(2, '\($0)', \(MadeJournal.blob(salt)), printf('%.1048576c', 'a'));"
        }
    }
    func full(_ count: Int) -> [String: (text: String, salt: [UInt8])?] {
      Dictionary(uniqueKeysWithValues: fields.prefix(count).map { ($0, (mebibyte, salt)) })
    }
    return [
      words("ok-absent", ok, "No words are there.", ["DELETE FROM words;"]),
      words(
        "ok-composed", ok, "A text beyond ASCII, composed.", [set("'\(composed)'")],
        commits: ["note": (composed, salt)]),
      words("ok-3-mebibytes", ok, "Three fields of 1 MiB.", fill(3), commits: full(3)),
      words("changed", "words_commitment", "Another text.", [set("'tea.'")]),
      words(
        "moved", "words_commitment", "The words of another field.", [set("'Tea.'", field: "place")],
        commits: ["note": ("Tea.", salt), "place": ("Other.", salt)]),
      words(
        "other-salt", "words_commitment", "Another salt.",
        ["UPDATE words SET salt = x'\(Hex.text(Keys.salt))' WHERE revision = 2;"]),
      words(
        "uncommitted", "words_committed", "Words of a field that the revision doesn't write.",
        ["INSERT INTO words VALUES(2, 'place', x'\(Hex.text(salt))', 'Tea.');"]),
      words(
        "cleared", "words_committed", "Words of a field that the revision clears.",
        commits: ["note": nil]),
      words(
        "empty", "words_empty", "An empty text, committed to.", [set("''")],
        commits: ["note": ("", salt)]),
      words(
        "decomposed", "words_composed", "An accent of its own, committed to.",
        [set("CAST(x'\(Hex.text("Cafe\u{301}".utf8))' AS TEXT)")],
        commits: ["note": ("Cafe\u{301}", salt)]),
      words(
        "not-utf8", "words_utf8", "A byte that isn't UTF-8; committed to is what stands for it.",
        [set("CAST(x'54ff' AS TEXT)")], commits: ["note": ("T\u{fffd}", salt)]),
      words(
        "salt-15", "words_salt",
        "The salt's last byte was moved to the text: together they hash as before.",
        [
          "UPDATE words SET salt = x'\(Hex.text(salt.dropLast()))' WHERE revision = 2;",
          set("'tTea.'"),
        ]),
      words(
        "salt-none", "words_salt", "The whole salt was moved to the text.",
        ["UPDATE words SET salt = x'' WHERE revision = 2;", set("'saltsaltsaltsaltTea.'")]),
      words(
        "salt-17", "row_length", "The text's first byte was moved to the salt.",
        [
          "UPDATE words SET salt = x'\(Hex.text(salt + Array("T".utf8)))' WHERE revision = 2;",
          set("'ea.'"),
        ]),
      words(
        "4-mebibytes", "words_total", "Four fields of 1 MiB, and a header.", fill(4),
        commits: full(4)),
      words(
        "too-long", "row_length", "A byte more than 1 MiB.",
        [set("printf('%.1048577c', 'a')")], commits: ["note": (mebibyte + "a", salt)]),
      words(
        "field-65", "row_length", "A field's name of 65 characters.",
        [set("'Tea.'", field: String(repeating: "a", count: 65))]),
      words(
        "of-withheld", "words_withheld", "Words beside a header that was taken out.",
        [
          "UPDATE revision SET header = \(MadeJournal.blob(Revision.id(ofHeader: made.rows[1].header(0)).bytes)) WHERE id = 2;"
        ]),
      words(
        "salt-as-text", "row_blob", "The salt is a text of the same bytes.",
        ["UPDATE words SET salt = 'saltsaltsaltsalt' WHERE revision = 2;"]),
      words(
        "text-as-blob", "row_text", "The text is a blob of the same bytes.", [set("x'5465612e'")]),
      words(
        "field-as-blob", "row_text", "The field is a blob of the same bytes.",
        ["UPDATE words SET field = x'6e6f7465' WHERE revision = 2;"]),
    ]
  }

  static func journals() throws -> [Vector] {
    let made = try MadeJournal()
    func journal(
      _ fault: String, _ check: String, _ says: String, entries: Int? = nil, _ sql: String...
    ) -> Vector { tables(.journal, fault, check, says, sql, entries: entries) }
    /// The table with the same rows and another text.
    func other(_ name: String, _ text: String) -> Vector {
      journal(
        "other-\(name)", "journal_tables",
        "The table `\(name)` has another text and the same rows.",
        "ALTER TABLE \(name) RENAME TO old;", text + ";", "INSERT INTO \(name) SELECT * FROM old;",
        "DROP TABLE old;")
    }
    var whole = Vector(
      .journal, "ok", "Two entries of one author: who she is; a contact and a person.")
    whole.facts = [("entries", "2")]
    whole.body = made.sql
    var demo = journal(
      "demo", "journal_demo", "A demo, named to be merged into a journal that isn't.")
    demo.facts = [("demo", "yes")]
    let entry = made.rows[1].entry.bytes
    return [
      whole, demo,
      journal(
        "ok-other-tables", ok, "Other tables and indices are nobody's business.",
        "CREATE TABLE contact(record INTEGER PRIMARY KEY, met);",
        "CREATE INDEX entry_chain ON entry(replica, seq);"),
      journal("version-0", "journal_version", "user_version is 0.", "PRAGMA user_version = 0;"),
      journal("version-2", "journal_version", "user_version is 2.", "PRAGMA user_version = 2;"),
      other("replica", "CREATE TABLE replica(id INTEGER PRIMARY KEY, label BLOB, author BLOB)"),
      other(
        "entry",
        "CREATE TABLE entry(id INTEGER PRIMARY KEY, replica INTEGER, seq INTEGER, revision INTEGER, bytes BLOB, signature BLOB)"
      ),
      other("record", "CREATE TABLE record(id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, kind TEXT)"),
      other(
        "revision",
        "CREATE TABLE revision(id INTEGER PRIMARY KEY, record INTEGER NOT NULL, entry INTEGER NOT NULL, header NOT NULL)"
      ),
      other(
        "words",
        "CREATE TABLE words(revision INTEGER NOT NULL, field TEXT NOT NULL, salt BLOB NOT NULL, text TEXT NOT NULL, PRIMARY KEY(revision, field))"
      ),
      other(
        "chain",
        "CREATE TABLE chain(replica INTEGER PRIMARY KEY, count INTEGER, last INTEGER, sum INTEGER)"),
      journal(
        "lower-case", "journal_tables", "The text of a table in lower case.",
        "PRAGMA writable_schema = ON;",
        "UPDATE sqlite_schema SET sql = lower(sql) WHERE name = 'record';"),
      journal(
        "no-words-table", "journal_tables", "There is no table `words`.", "DROP TABLE words;"),
      journal(
        "view-for-words", "journal_objects", "`words` is a view.",
        "ALTER TABLE words RENAME TO old;",
        "CREATE VIEW words AS SELECT * FROM old;"),
      journal(
        "view", "journal_objects", "A view beside the tables.", "CREATE VIEW other AS SELECT 1;"),
      journal(
        "trigger", "journal_objects", "A trigger on a table.",
        "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM words; END;"),
      journal(
        "schema-type-as-blob", "row_text", "A row of the schema has a blob for its type.",
        "CREATE TABLE other(a UNIQUE);", "PRAGMA writable_schema = ON;",
        "UPDATE sqlite_schema SET type = x'ff' WHERE name = 'sqlite_autoindex_other_1';"),
      journal(
        "label-15", "row_id", "An install's label of 15 bytes.",
        "UPDATE replica SET label = zeroblob(15);"),
      journal(
        "label-17", "row_length", "An install's label of 17 bytes.",
        "UPDATE replica SET label = zeroblob(17);"),
      journal(
        "label-as-text", "row_blob", "An install's label is a text of the same bytes.",
        "UPDATE replica SET label = '2222222222222222';"),
      journal(
        "author-31", "row_id", "An author's key of 31 bytes.",
        "UPDATE replica SET author = zeroblob(31);"),
      journal(
        "author-33", "row_length", "An author's key of 33 bytes.",
        "UPDATE replica SET author = zeroblob(33);"),
      journal(
        "record-id-15", "row_id", "A record's id of 15 bytes.",
        "UPDATE record SET uuid = zeroblob(15) WHERE id = 2;"),
      journal(
        "record-id-17", "row_length", "A record's id of 17 bytes.",
        "UPDATE record SET uuid = zeroblob(17) WHERE id = 2;"),
      journal(
        "entry-141", "row_length", "An entry of 141 bytes.",
        "UPDATE entry SET bytes = \(MadeJournal.blob(entry + [0])) WHERE id = 2;"),
      journal(
        "entry-139", "canonical_end", "An entry of 139 bytes.",
        "UPDATE entry SET bytes = \(MadeJournal.blob(entry.dropLast())) WHERE id = 2;"),
      journal(
        "signature-65", "row_length", "A signature of 65 bytes.",
        "UPDATE entry SET signature = \(MadeJournal.blob(made.rows[1].signature + [0])) WHERE id = 2;"
      ),
      journal(
        "header-too-long", "row_length", "A revision's header of 1 MiB and a byte.",
        "UPDATE revision SET header = zeroblob(1048577) WHERE id = 2;"),
      journal(
        "entry-number", "row_integer", "A sequence number of 2.5.",
        "UPDATE entry SET seq = 2.5 WHERE id = 2;"),
      journal(
        "first-revision", "row_integer", "The first revision's row is 2.5.",
        "UPDATE entry SET revision = 2.5 WHERE id = 2;"),
      journal(
        "revisions-entry", "row_integer", "A revision belongs to the entry 2.5.",
        "UPDATE revision SET entry = 2.5 WHERE id = 2;"),
      journal(
        "chain-count", "row_integer", "A chain of 2.5 entries.", "UPDATE chain SET count = 2.5;"),
      journal(
        "chain-last", "row_integer", "The last number of a chain is a text.",
        "UPDATE chain SET last = 'two';"),
      journal(
        "chain-count-negative", "chain_numbers", "A chain of -1 entries.",
        "UPDATE chain SET count = -1;"),
      journal(
        "chain-count-too-great", "chain_numbers", "A chain of 2^63-1 entries.",
        "UPDATE chain SET count = 9223372036854775807;"),
      journal(
        "chain-last-too-great", "chain_numbers", "The last number of a chain is 2^48+1.",
        "UPDATE chain SET last = 281474976710657;"),
      journal(
        "chain-sum", "row_integer", "The sum of a chain is a blob.", "UPDATE chain SET sum = x'00';"
      ),
    ]
  }
}
