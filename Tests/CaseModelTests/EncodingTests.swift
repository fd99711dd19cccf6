import TestSupport
import Testing

@testable import CaseModel

@Suite struct EncodingTests {
  static func answer(_ chance: inout Seeded) -> Answer {
    switch chance.below(6) {
    case 0: .code(chance.pick(["NG", "unknown", "trust-building", "0-8"]))
    case 1:
      .date(
        CivilDate(dayNumber: chance.below(60_000))!,
        minute: chance.once(in: 2) ? nil : chance.below(1440))
    case 2: .number(Int64(bitPattern: chance.next()))
    case 3: .record(RecordID((0..<16).map { _ in UInt8(chance.below(256)) })!)
    case 4: .bytes((0...chance.below(64)).map { _ in UInt8(chance.below(256)) })
    default:
      .newer(
        tag: UInt8(6 + chance.below(250)),
        (0..<chance.below(30)).map { _ in UInt8(chance.below(256)) })
    }
  }

  static func revision(_ chance: inout Seeded) -> Revision {
    func id<Thing>() -> Identifier32<Thing> {
      Identifier32((0..<32).map { _ in UInt8(chance.below(256)) })!
    }
    func short<Thing>() -> Identifier16<Thing> {
      Identifier16((0..<16).map { _ in UInt8(chance.below(256)) })!
    }
    var answers: [FieldKey: Answer?] = [:]
    for _ in 0..<chance.below(6) {
      let element = chance.once(in: 2) ? [] : answer(&chance).encoded
      answers.updateValue(
        chance.once(in: 4) ? nil : answer(&chance),
        forKey: FieldKey(chance.pick(["on", "met", "citizenship", "Z", "a-b"]), element: element))
    }
    var words: [String: Revision.Commitment?] = [:]
    for name in ["note", "alias"] where chance.once(in: 2) {
      words.updateValue(chance.once(in: 3) ? nil : id(), forKey: name)
    }
    return Revision(
      author: id(), replica: short(), sequence: 1 + chance.next() >> 16,
      index: UInt32(chance.below(1000)),
      record: short(), kind: chance.pick(["contact", "list-entry", "newer-kind"]),
      owner: chance.once(in: 2) ? nil : short(),
      seed: (0..<16).map { _ in UInt8(chance.below(256)) },
      operation: chance.once(in: 3) ? .delete : .put,
      parents: (0..<chance.below(4)).map { _ in id() },
      answers: answers, words: words)
  }

  @Test func `answers, headers and entries read back as they were written`() throws {
    for seed in 0..<UInt64(2000) {
      var chance = Seeded(seed)
      let answer = Self.answer(&chance)
      #expect(try Answer(encoded: answer.encoded) == answer, "seed \(seed)")
      let revision = Self.revision(&chance)
      let header = revision.header
      #expect(try Revision(header: header) == revision, "seed \(seed)")
      #expect(try Revision(header: header).header == header, "seed \(seed)")
      let entry = Entry(
        author: revision.author, replica: revision.replica, sequence: revision.sequence,
        previous: revision.sequence == 1 ? nil : EntryID([UInt8](repeating: 9, count: 32)),
        stamp: .init(
          clockIsGood: chance.once(in: 2), wallMilliseconds: Int64(bitPattern: chance.next())),
        utcOffsetMinutes: Int16(chance.below(1000)) - 500, commandStart: 1,
        digest: Identifier32([UInt8](repeating: 1, count: 32))!)
      #expect(entry.bytes.count == Entry.length)
      #expect(try Entry(bytes: entry.bytes) == entry, "seed \(seed)")
    }
  }

  @Test func `a header that is cut or has something behind it is refused`() throws {
    var chance = Seeded(3)
    for _ in 0..<50 {
      let header = Self.revision(&chance).header
      for count in 0..<header.count {
        #expect(throws: CanonicalError.self) { try Revision(header: Array(header[..<count])) }
      }
      #expect(throws: CanonicalError.wrongLength) { try Revision(header: header + [0]) }
    }
  }

  @Test func `whatever bytes are read, they are refused or are the one form of what they say`()
    throws
  {
    for seed in 0..<UInt64(3000) {
      var chance = Seeded(seed)
      var header = Self.revision(&chance).header
      for _ in 0...chance.below(3) { header[chance.below(header.count)] = UInt8(chance.below(256)) }
      if let read = try? Revision(header: header) { #expect(read.header == header, "seed \(seed)") }
      var answer = Self.answer(&chance).encoded
      answer[chance.below(answer.count)] = UInt8(chance.below(256))
      if let read = try? Answer(encoded: answer) { #expect(read.encoded == answer, "seed \(seed)") }
    }
  }

  @Test func `lists that aren't sorted or name something twice are refused`() throws {
    func header(_ answers: [(String, Answer)], parents: [UInt8] = []) -> [UInt8] {
      var writer = CanonicalWriter()
      writer.write(Revision.version)
      writer.write(fixed: [UInt8](repeating: 1, count: 48))
      writer.write(UInt64(1))
      writer.write(UInt32(0))
      writer.write(fixed: [UInt8](repeating: 1, count: 16))
      writer.write("contact")
      writer.write(fixed: [UInt8](repeating: 0, count: 32))
      writer.write(UInt8(1))
      writer.write(UInt32(parents.count))
      for parent in parents { writer.write(fixed: [UInt8](repeating: parent, count: 32)) }
      writer.write(UInt32(answers.count))
      for (name, answer) in answers {
        writer.write(name)
        writer.write([])
        writer.write(answer.encoded)
      }
      writer.write(UInt32(0))
      return writer.bytes
    }
    #expect(throws: Never.self) {
      try Revision(header: header([("a", .unknown), ("b", .unknown)], parents: [1, 2]))
    }
    #expect(throws: CanonicalError.notCanonical) {
      try Revision(header: header([("b", .unknown), ("a", .unknown)]))
    }
    #expect(throws: CanonicalError.notCanonical) {
      try Revision(header: header([("a", .unknown), ("a", .refused)]))
    }
    #expect(throws: CanonicalError.notCanonical) {
      try Revision(header: header([("a b", .unknown)]))
    }
    #expect(throws: CanonicalError.notCanonical) {
      try Revision(header: header([], parents: [2, 1]))
    }
    #expect(throws: CanonicalError.notCanonical) {
      try Revision(header: header([], parents: [1, 1]))
    }
  }

  @Test func `a count can't make a reader reserve memory`() {
    var chance = Seeded(1)
    var header = Self.revision(&chance).header
    let place = 1 + 48 + 8 + 4 + 16 + 4 + Int(header[77]) + 32 + 1
    header.replaceSubrange(place..<place + 4, with: [0xff, 0xff, 0xff, 0x7f])
    #expect(throws: CanonicalError.outOfRange) { try Revision(header: header) }
  }

  @Test func `a version of a newer hopenow is told as such`() throws {
    var chance = Seeded(1)
    var header = Self.revision(&chance).header
    header[0] = 2
    #expect(throws: CanonicalError.newerVersion(2)) { try Revision(header: header) }
    #expect(throws: CanonicalError.newerVersion(3)) {
      try Entry(bytes: [3] + [UInt8](repeating: 0, count: 139))
    }
  }

  @Test func `ids order as their bytes and read back`() throws {
    var chance = Seeded(8)
    for _ in 0..<500 {
      let bytes = (0..<2).map { _ in (0..<32).map { _ in UInt8(chance.below(3)) } }
      let (one, other) = (RevisionID(bytes[0])!, RevisionID(bytes[1])!)
      #expect((one < other) == bytes[0].lexicographicallyPrecedes(bytes[1]))
      #expect(one.bytes == bytes[0])
      let (short, second) = (RecordID(bytes[0].prefix(16))!, RecordID(bytes[1].prefix(16))!)
      #expect(
        (short < second) == bytes[0].prefix(16).lexicographicallyPrecedes(bytes[1].prefix(16)))
      #expect(RecordID(description: short.description) == short)
    }
    #expect(RecordID([1]) == nil && RevisionID([]) == nil && RecordID(description: "12") == nil)
  }
}
