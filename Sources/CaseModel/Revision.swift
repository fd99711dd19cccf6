/// An immutable change of one record: what its author wrote, having seen its parents.
///
/// Only the header is hashed and signed. It holds the codes themselves, and for each words field a
/// salted commitment; the words stand beside it, so that they can be erased while every id and
/// signature still verifies.
public struct Revision: Hashable, Sendable {
  /// What a revision does to its record.
  public enum Operation: UInt8, Sendable {
    /// Says that the record is here, and answers fields.
    case put = 1
    /// Says that the record is gone, as far as its author had seen it.
    case delete = 2
  }

  /// The only version of the header that there is.
  public static let version: UInt8 = 1
  /// The longest header, in bytes.
  public static let headerLimit = 1 << 20
  /// The longest words of one field, in bytes of UTF-8.
  public static let wordsLimit = 1 << 20
  /// The longest revision, header and words together, in bytes.
  public static let lengthLimit = 4 << 20

  /// The author's public key.
  public var author: AuthorKey
  /// The install that wrote it.
  public var replica: ReplicaLabel
  /// The sequence number of its entry in that install's chain, from 1.
  public var sequence: UInt64
  /// Its place in the entry, from 0.
  public var index: UInt32
  /// The record it changes.
  public var record: RecordID
  /// The record's kind, by stored name; perhaps one that this version doesn't know.
  public var kind: String
  /// The person whom the record belongs to, for kinds that are owned.
  public var owner: RecordID?
  /// The 16 bytes from which, with kind and owner, the record's id is hashed.
  public var seed: [UInt8]
  /// Put or delete.
  public var operation: Operation
  /// The record's heads that the author had seen, sorted; empty for the first revision.
  public var parents: [RevisionID]
  /// The coded answers written; nil clears the field or takes the element away.
  public var answers: [FieldKey: Answer?]
  /// A commitment to each words field written; nil clears the field.
  public var words: [String: Commitment?]

  /// The salted hash of a field's words.
  public typealias Commitment = Identifier32<Words>
  /// The words of one field.
  ///
  /// There is no value of this type.
  public enum Words {}

  /// Makes a revision from its parts; the parts are taken as they are.
  public init(
    author: AuthorKey, replica: ReplicaLabel, sequence: UInt64, index: UInt32, record: RecordID,
    kind: String, owner: RecordID?, seed: [UInt8], operation: Operation, parents: [RevisionID],
    answers: [FieldKey: Answer?], words: [String: Commitment?]
  ) {
    self.author = author
    self.replica = replica
    self.sequence = sequence
    self.index = index
    self.record = record
    self.kind = kind
    self.owner = owner
    self.seed = seed
    self.operation = operation
    self.parents = parents.sorted()
    self.answers = answers
    self.words = words
  }
}

extension Revision {
  /// The header's canonical bytes.
  public var header: [UInt8] {
    var writer = CanonicalWriter()
    writer.write(Self.version)
    writer.write(fixed: author.bytes)
    writer.write(fixed: replica.bytes)
    writer.write(sequence)
    writer.write(index)
    writer.write(fixed: record.bytes)
    writer.write(kind)
    writer.write(fixed: (owner ?? .zero).bytes)
    writer.write(fixed: seed)
    writer.write(operation.rawValue)
    writer.write(UInt32(parents.count))
    for parent in parents { writer.write(fixed: parent.bytes) }
    writer.write(UInt32(answers.count))
    for (key, answer) in answers.sorted(by: { $0.key < $1.key }) {
      writer.write(key.name)
      writer.write(key.element)
      writer.write(answer?.encoded ?? [])
    }
    writer.write(UInt32(words.count))
    for (name, commitment) in words.sorted(by: { FieldKey($0.key) < FieldKey($1.key) }) {
      writer.write(name)
      writer.write(commitment?.bytes ?? [])
    }
    return writer.bytes
  }

  /// The owner that a header names, found without reading all of it; nil if it names none.
  public static func owner(inHeader header: [UInt8]) -> RecordID? {
    // Version, author, replica, sequence, index and record come before the kind.
    let lengthOfKind = 77
    guard header.count > lengthOfKind + 4 else { return nil }
    let length = header[lengthOfKind..<lengthOfKind + 4].reversed().reduce(0) {
      $0 << 8 | Int($1)
    }
    let start = lengthOfKind + 4 + length
    guard length <= 64, header.count >= start + RecordID.length,
      let owner = RecordID(header[start..<start + RecordID.length]), owner != .zero
    else { return nil }
    return owner
  }

  /// Reads a header's canonical bytes.
  ///
  /// - Throws: ``CanonicalError`` for any other form.
  public init(header: [UInt8]) throws(CanonicalError) {
    var reader = CanonicalReader(header)
    let version = try reader.read(UInt8.self)
    guard version == Self.version else { throw .newerVersion(version) }
    author = try reader.readIdentifier()
    replica = try reader.readIdentifier()
    sequence = try reader.read(UInt64.self)
    index = try reader.read(UInt32.self)
    record = try reader.readIdentifier()
    kind = try reader.readName()
    let owner: RecordID = try reader.readIdentifier()
    self.owner = owner == .zero ? nil : owner
    seed = Array(try reader.read(fixed: 16))
    guard (1...Entry.sequenceLimit).contains(sequence),
      let operation = Operation(rawValue: try reader.read(UInt8.self))
    else { throw .outOfRange }
    self.operation = operation

    parents = []
    for _ in 0..<(try reader.readCount(ofAtLeast: 32)) {
      let parent: RevisionID = try reader.readIdentifier()
      if let last = parents.last, last >= parent { throw .notCanonical }
      parents.append(parent)
    }

    answers = [:]
    var lastKey: FieldKey?
    for _ in 0..<(try reader.readCount(ofAtLeast: 13)) {
      let name = try reader.readName()
      let key = FieldKey(name, element: try reader.read(atMost: Answer.lengthLimit))
      if let lastKey, lastKey >= key { throw .notCanonical }
      lastKey = key
      let value = try reader.read(atMost: Answer.lengthLimit)
      answers.updateValue(value.isEmpty ? nil : try Answer(encoded: value), forKey: key)
    }

    words = [:]
    var lastName: String?
    for _ in 0..<(try reader.readCount(ofAtLeast: 9)) {
      let name = try reader.readName()
      if let lastName, FieldKey(lastName) >= FieldKey(name) { throw .notCanonical }
      lastName = name
      let commitment = try reader.read(atMost: 32)
      guard commitment.isEmpty || commitment.count == 32 else { throw .wrongLength }
      words.updateValue(Commitment(commitment), forKey: name)
    }
    try reader.finish()
  }
}

extension CanonicalReader {
  mutating func readIdentifier<Thing>() throws(CanonicalError) -> Identifier16<Thing> {
    guard let id = Identifier16<Thing>(try read(fixed: 16)) else { throw .wrongLength }
    return id
  }

  mutating func readIdentifier<Thing>() throws(CanonicalError) -> Identifier32<Thing> {
    guard let id = Identifier32<Thing>(try read(fixed: 32)) else { throw .wrongLength }
    return id
  }
}
