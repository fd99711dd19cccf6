import CaseModel
import Sealing

// The only place where records meet hashes. The domains are stored for ever in every id.

extension Revision {
  /// The hash that names a header.
  static func id(ofHeader header: [UInt8]) -> RevisionID {
    identifier(Hashing.blake2b(32, domain: "hopenow revision v1", header))
  }

  /// The commitment to words, which their salt keeps from being guessed.
  static func commitment(toWords text: String, salt: [UInt8]) -> Commitment {
    identifier(Hashing.blake2b(32, domain: "hopenow words v1", salt, Array(text.utf8)))
  }

  /// The length of the salt beside each words value, in bytes.
  static let saltLength = 16
}

extension Entry {
  /// The hash that names an entry, and that its signature signs.
  static func id(ofBytes bytes: [UInt8]) -> EntryID {
    identifier(Hashing.blake2b(32, domain: "hopenow entry v1", bytes))
  }

  /// The hash of the ids of an entry's revisions, in order.
  static func digest(of revisions: [RevisionID]) -> Identifier32<[Revision]> {
    let hashing = Hashing(length: 32, domain: "hopenow revisions v1")
    for revision in revisions { hashing.update(revision.bytes) }
    return identifier(hashing.finish())
  }
}

extension RecordID {
  /// The id that follows from a record's kind, owner and seed: a UUID of version 8 (RFC 9562).
  ///
  /// Since kind and owner are hashed in, nobody can change them later under the same id.
  static func derived(kind: String, owner: RecordID?, seed: [UInt8]) -> RecordID {
    let name = Array(kind.utf8)
    var bytes = Hashing.blake2b(
      16, domain: "hopenow record v1", [UInt8(name.count)], name, (owner ?? .zero).bytes, seed)
    bytes[6] = bytes[6] & 0x0f | 0x80
    bytes[8] = bytes[8] & 0x3f | 0x80
    return identifier(bytes)
  }

  /// The seed of a record whose id follows from a natural key.
  static func seed(ofNaturalKey key: [UInt8]) -> [UInt8] {
    Hashing.blake2b(16, domain: "hopenow natural key v1", key)
  }

  /// The hash by which an erasure names the record.
  var mark: RecordMark {
    identifier(Hashing.blake2b(32, domain: "hopenow erased record v1", bytes))
  }

  /// The id of the record that erases the one with a mark, or asks for it.
  static func ofErasure(_ mark: RecordMark) -> RecordID {
    derived(kind: Kind.erase.name, owner: nil, seed: seed(ofNaturalKey: mark.bytes))
  }

  /// The seed of the link between two records, the smaller id first.
  static func seed(ofLink one: RecordID, _ other: RecordID) -> [UInt8] {
    seed(ofNaturalKey: one.bytes + other.bytes)
  }

  /// The id of the link between two records, the smaller id first.
  static func ofLink(_ one: RecordID, _ other: RecordID) -> RecordID {
    derived(kind: Kind.same.name, owner: nil, seed: seed(ofLink: one, other))
  }
}

extension RecordMark {
  /// The record that revisions belong to which were erased by this mark: there is none, and its id
  /// tells nobody what they were of.
  ///
  /// By it whoever gets their bare ids knows that they aren't merely withheld.
  var alias: RecordID { identifier(Array(bytes.prefix(RecordID.length))) }
}

private func identifier<Thing>(_ hash: [UInt8]) -> Identifier32<Thing> {
  guard let id = Identifier32<Thing>(hash) else { fatalError("a hash of 32 bytes was asked for") }
  return id
}

private func identifier<Thing>(_ hash: [UInt8]) -> Identifier16<Thing> {
  guard let id = Identifier16<Thing>(hash) else { fatalError("a hash of 16 bytes was asked for") }
  return id
}
