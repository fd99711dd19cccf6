import CaseModel
import Foundation
import Sealing

/// An entry as it lies in a table, before anybody has looked whether it is true.
struct RawEntry: Sendable {
  var bytes: [UInt8]
  var signature: [UInt8]
  var revisions: [RawRevision]

  /// About how many bytes it takes in memory.
  var size: Int {
    revisions.reduce(bytes.count + signature.count) { size, revision in
      revision.words.values.reduce(size + revision.header.count) { $0 + $1.text.utf8.count }
    }
  }
}

/// A revision as it lies in a table: a header, or a bare id where the header was taken out.
struct RawRevision: Sendable {
  var record: RecordID
  var header: [UInt8]
  var words: [String: (salt: [UInt8], text: String)]

  var isWithheld: Bool { header.count == RevisionID.length }
}

/// An entry whose signature, chain, revisions and words have been found true.
struct VerifiedEntry: Sendable {
  var entry: Entry
  var id: EntryID
  var raw: RawEntry
  /// The kinds of the revisions' records, by place; nil where the header was taken out.
  var kinds: [String?]
  /// Words that its revisions commit to and that aren't at hand.
  var missingWords = 0
  /// The places of the revisions whose headers were at hand and showed that they are erased.
  private var erasedHere: Set<Int> = []

  /// What its revisions erase or ask for, if anything.
  var marksNamed: [RecordMark] {
    get throws {
      try zip(kinds, raw.revisions).compactMap { kind, revision in
        kind == Kind.erase.name ? try Revision(header: revision.header).markNamed : nil
      }
    }
  }

  /// Takes what was erased out: the revision's bare id takes its place, and an alias that of its record.
  mutating func erase(at place: Int, as alias: RecordID) throws {
    var revision = raw.revisions[place]
    revision.record = alias
    if !revision.isWithheld {
      erasedHere.insert(place)
      let committed = try Revision(header: revision.header).words.values.count { $0 != nil }
      missingWords -= committed - revision.words.count
      revision.header = Revision.id(ofHeader: revision.header).bytes
      revision.words = [:]
      kinds[place] = nil
    }
    raw.revisions[place] = revision
  }

  /// Whether something of it isn't at hand that somebody else may have.
  ///
  /// That a revision was erased is believed of headers that were here. Of a bare id anybody may say it, who
  /// passes the entry on: whoever has the header shows whether it is so.
  func isIncomplete(keepingWords: Bool) -> Bool {
    keepingWords && missingWords > 0
      || raw.revisions.indices.contains { raw.revisions[$0].isWithheld && !erasedHere.contains($0) }
  }

  /// Checks an entry against everything that its author's signature vouches for.
  ///
  /// - Throws: ``RecordFault``, the first one found. The order of the checks is that of
  ///   `Docs/Format.md`, section 5.
  init(_ raw: RawEntry) throws(RecordFault) {
    do {
      entry = try Entry(bytes: raw.bytes)
    } catch {
      throw if case .newerVersion = error { .newerEntry } else { .notCanonical }
    }
    id = Entry.id(ofBytes: raw.bytes)
    guard SigningKey.verify(raw.signature, of: id.bytes, by: entry.author.bytes) else {
      throw .badSignature
    }
    guard (1...Entry.revisionLimit).contains(raw.revisions.count) else { throw .wrongRevisions }
    var ids: [RevisionID] = []
    kinds = []
    for (index, revision) in raw.revisions.enumerated() {
      if revision.isWithheld, let id = RevisionID(revision.header) {
        guard revision.words.isEmpty else { throw .wrongWords }
        ids.append(id)
        kinds.append(nil)
      } else {
        ids.append(Revision.id(ofHeader: revision.header))
        let (kind, missing) = try Self.verify(revision, at: index, of: entry)
        kinds.append(kind)
        missingWords += missing
      }
    }
    guard Entry.digest(of: ids) == entry.digest else { throw .wrongRevisions }
    self.raw = raw
  }

  /// - Returns: the kind of the revision's record, and how many of its words aren't at hand.
  private static func verify(
    _ raw: RawRevision, at index: Int, of entry: Entry
  ) throws(RecordFault) -> (kind: String, missingWords: Int) {
    let revision: Revision
    do {
      revision = try Revision(header: raw.header)
    } catch {
      throw if case .newerVersion = error { .newerEntry } else { .notCanonical }
    }
    guard revision.author == entry.author, revision.replica == entry.replica,
      revision.sequence == entry.sequence, revision.index == UInt32(index),
      revision.record == raw.record
    else { throw .misplacedRevision }
    guard
      revision.record
        == .derived(kind: revision.kind, owner: revision.owner, seed: revision.seed)
    else { throw .forgedRecordID }
    var length = raw.header.count
    for (field, words) in raw.words {
      length += words.text.utf8.count
      guard let commitment = revision.words[field] ?? nil, !words.text.isEmpty,
        // Salt and text are hashed as one: where the one ends must not be for others to say.
        words.salt.count == Revision.saltLength,
        Revision.commitment(toWords: words.text, salt: words.salt) == commitment,
        words.text.isCanonicallyComposed
      else { throw .wrongWords }
    }
    guard length <= Revision.lengthLimit else { throw .tooLong }
    return (revision.kind, revision.words.values.count { $0 != nil } - raw.words.count)
  }
}

extension String {
  /// Whether the text is in Unicode's form NFC, byte for byte.
  var isCanonicallyComposed: Bool {
    // Nothing below U+0300 takes part in composition.
    unicodeScalars.allSatisfy { $0.value < 0x300 }
      || utf8.elementsEqual(precomposedStringWithCanonicalMapping.utf8)
  }
}
