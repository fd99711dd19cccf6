/// A check that every reader of the format makes, with the name that vectors call it by.
struct FormatCheck {
  let name: String
  /// The section of `Docs/Format.md` that asks for it.
  let section: Int
  /// What this implementation says when it refuses.
  let refusal: String
  let says: String

  init(_ name: String, _ section: Int, _ refusal: String, _ says: String) {
    (self.name, self.section, self.refusal, self.says) = (name, section, refusal, says)
  }

  static let all: [FormatCheck] = [
    FormatCheck("header_length", 2, "damaged header", "Both copies are there whole."),
    FormatCheck("header_magic", 2, "not a journal", "A copy begins with the eight bytes."),
    FormatCheck("header_checksum", 2, "damaged header", "A copy's last 16 bytes are right."),
    FormatCheck("header_version", 2, "newer format", "Version 1."),
    FormatCheck("header_zero", 2, "damaged header", "Bytes that are said to be zero are."),
    FormatCheck("header_page_size", 2, "damaged header", "Pages of 4096 bytes."),
    FormatCheck("header_generation", 2, "damaged header", "Generations begin with 1."),
    FormatCheck("header_cipher", 2, "damaged header", "Cipher 1."),
    FormatCheck("header_reserve", 2, "damaged header", "40 bytes are reserved."),
    FormatCheck("header_flags", 2, "damaged header", "No other flags than 1 and 2."),
    FormatCheck("header_newest", 2, "wrong key", "The copy of the higher generation counts."),
    FormatCheck("header_commitment", 2, "wrong key", "The data key is the one committed to."),
    FormatCheck("header_mac", 2, "damaged header", "The MAC is right."),
    FormatCheck("slot_type", 3, "damaged header", "Types 1 to 5."),
    FormatCheck("slot_zero", 3, "damaged header", "Bytes 2 and 3 are zero."),
    FormatCheck("slot_profile", 3, "damaged header", "A passphrase has profile 1 or 2."),
    FormatCheck("slot_no_profile", 3, "damaged header", "All other types have none."),
    FormatCheck("slot_no_salt", 3, "damaged header", "Types 2, 3 and 5 have no salt."),
    FormatCheck("slot_tail", 3, "damaged header", "Behind the keys all is zero."),
    FormatCheck("slot_passphrases", 3, "damaged header", "At most two slots are passphrases."),
    FormatCheck("slot_sealed", 3, "wrong key", "The keys open, bound to file and slot."),
    FormatCheck(
      "page_authentic", 4, "damaged page", "A page opens, bound to file and number."),
    FormatCheck("page_whole", 4, "damaged page", "A page isn't partly past the end."),
    FormatCheck(
      "rollback_authentic", 4, "damaged rollback journal", "A counted record opens, likewise."),
    FormatCheck("journal_version", 5, "unexpectedTables", "`user_version` is 1."),
    FormatCheck("journal_tables", 5, "unexpectedTables", "The tables of record have these texts."),
    FormatCheck("journal_objects", 5, "unexpectedTables", "No views, no triggers."),
    FormatCheck("journal_demo", 5, "demo and real", "A demo goes into a demo only."),
    FormatCheck("row_integer", 5, "wrongType", "An INTEGER column holds an integer."),
    FormatCheck("chain_numbers", 5, "wrongType", "A chain's count and last number are 0 to 2^48."),
    FormatCheck("row_blob", 5, "wrongType", "A BLOB column holds a blob."),
    FormatCheck("row_text", 5, "wrongType", "A TEXT column holds a text."),
    FormatCheck("row_id", 5, "wrongType", "Labels and record ids have 16 bytes, keys 32."),
    FormatCheck("row_length", 5, "tooLong", "No column is longer than its content may be."),
    FormatCheck("canonical_end", 5, "wrong length", "Nothing ends too early."),
    FormatCheck("canonical_trailing", 5, "wrong length", "Nothing follows the end."),
    FormatCheck("canonical_limit", 5, "out of range", "Bytes are no longer than they may be."),
    FormatCheck("canonical_count", 5, "out of range", "A list fits in the bytes that are left."),
    FormatCheck("name_length", 5, "not canonical", "A name isn't empty."),
    FormatCheck("name_characters", 5, "not canonical", "A name has letters, digits, hyphens."),
    FormatCheck("entry_version", 5, "newer version", "Version 1."),
    FormatCheck("entry_clock", 5, "out of range", "The clock flag is 0 or 1."),
    FormatCheck("entry_sequence", 5, "out of range", "Sequence numbers are 1 to 2^48."),
    FormatCheck("entry_command", 5, "out of range", "A command began with 1 to this number."),
    FormatCheck("entry_previous", 5, "out of range", "Number 1 alone has none before it."),
    FormatCheck("signature", 5, "badSignature", "The author signed the entry's id."),
    FormatCheck("revision_count", 5, "wrongRevisions", "1 to 1,000 revisions."),
    FormatCheck("revision_version", 5, "newer version", "Version 1."),
    FormatCheck("revision_sequence", 5, "out of range", "Sequence numbers are 1 to 2^48."),
    FormatCheck("revision_operation", 5, "out of range", "Operation 1 or 2."),
    FormatCheck("revision_parents", 5, "not canonical", "Parents ascend."),
    FormatCheck("revision_answers", 5, "not canonical", "Answers ascend."),
    FormatCheck("revision_words", 5, "not canonical", "Words ascend."),
    FormatCheck("revision_commitment", 5, "wrong length", "A commitment has 32 bytes or none."),
    FormatCheck("revision_author", 5, "misplacedRevision", "Its author is the entry's."),
    FormatCheck("revision_label", 5, "misplacedRevision", "Its label is the entry's."),
    FormatCheck("revision_number", 5, "misplacedRevision", "Its number is the entry's."),
    FormatCheck("revision_place", 5, "misplacedRevision", "Its place is where it stands."),
    FormatCheck("revision_record", 5, "misplacedRevision", "Its record is the row's."),
    FormatCheck("record_id", 5, "forgedRecordID", "The record's id follows from its parts."),
    FormatCheck("answer_tag", 5, "not canonical", "No tag 0."),
    FormatCheck("answer_code", 5, "not canonical", "A code is a name."),
    FormatCheck("answer_date", 5, "out of range", "A day of the years 1900 to 2199 that exists."),
    FormatCheck("answer_time", 5, "out of range", "A minute of the day, or none."),
    FormatCheck("answer_record", 5, "wrong length", "A record id has 16 bytes."),
    FormatCheck("answer_bytes", 5, "out of range", "1 to 64 bytes."),
    FormatCheck("answer_length", 5, "out of range", "At most 256 bytes."),
    FormatCheck("words_committed", 5, "wrongWords", "The revision commits to the field."),
    FormatCheck("words_commitment", 5, "wrongWords", "Words are those committed to."),
    FormatCheck("words_salt", 5, "wrongWords", "A salt has 16 bytes."),
    FormatCheck("words_empty", 5, "wrongWords", "Words aren't empty."),
    FormatCheck("words_utf8", 5, "wrongType", "Words are UTF-8."),
    FormatCheck("words_composed", 5, "wrongWords", "Words are in NFC."),
    FormatCheck("words_total", 5, "tooLong", "A revision has at most 4 MiB."),
    FormatCheck("words_withheld", 5, "wrongWords", "A header that was taken out has no words."),
    FormatCheck("revision_digest", 5, "wrongRevisions", "The ids are those signed for."),
    FormatCheck("chain_label", 5, "brokenChain", "The entry's label is its chain's."),
    FormatCheck("chain_author", 5, "brokenChain", "The entry's author is its chain's."),
  ]
}

extension FormatCheck {
  /// What stands in the folder of the vectors: how to read them, and every check.
  static var readme: String {
    """
    # Vectors of the format

    Each `.txt` is one example with one fault or none, named `<part>_<what is wrong>`. Any
    implementation of [Format.md](../../../Docs/Format.md) can run them: it takes those that expect
    `ok` and refuses every other, for the reason that is named. The numbers, keys and persons in them
    are invented; the keys are everybody's.

    A vector begins with the line `\(Vector.firstLine)`. Lines of `name: value` follow up to an empty
    line, then the body.

    | line | |
    | --- | --- |
    | `expect` | `ok`, or the check that refuses it |
    | `says` | what is wrong, in words |
    | `base` | the vector that the body changes; without it, there is nothing before |
    | `key-file`, `passphrase` | what opens it; a key file in hexadecimal |
    | `shows` | what the tables `t` and `u` hold in their only column `text`, row by row |
    | `page` | the page that isn't authentic |
    | `entries` | how many entries a merge into an empty journal takes over |
    | `demo` | `yes`: the file's header says that it is a demo |

    What the body is, depends on the part:

    - **header, slot, page, rollback**: a file, and the rollback journal beside it. The line `journal`
      or `journal-journal` says which of the two the lines behind it are about. `@offset bytes` puts
      bytes (hexadecimal) over those of the base; what nobody wrote is zero. A bare `@offset` is the
      file's end.
    - **entry, revision, answer**: the canonical bytes in hexadecimal.
    - **words, chain, journal**: SQL that makes the tables of record, after the base's SQL. Put it into
      a new sealed file, and merge that.

    `RECORD_SNAPSHOTS=1 swift test --filter VectorTests` writes all of this anew from
    `Tests/ReliabilityTests/Vectors/`, and the same bytes each time. `disable-checks.py` leaves out
    one check of the code after the other and shows that some vector notices.

    ## Checks

    | check | what a reader makes sure of | section | here |
    | --- | --- | --- | --- |

    """
      + all.map { "| `\($0.name)` | \($0.says) | \($0.section) | \($0.refusal) |\n" }.joined()
  }
}
