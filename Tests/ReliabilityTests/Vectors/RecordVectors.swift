/// Bytes put together by hand, so that any one of them can be wrong.
struct MadeBytes {
  var bytes: [UInt8] = []

  mutating func number<Number: FixedWidthInteger>(_ number: Number) { bytes += Keys.bytes(number) }
  mutating func fixed(_ other: [UInt8]) { bytes += other }
  mutating func counted(_ other: [UInt8]) {
    number(UInt32(other.count))
    bytes += other
  }
  mutating func counted(_ text: String) { counted(Array(text.utf8)) }
}

/// An entry as the format has it.
struct MadeEntry {
  var version: UInt8 = 1
  var author = [UInt8](repeating: 0xaa, count: 32)
  var label = [UInt8](repeating: 0xbb, count: 16)
  var sequence: UInt64 = 3
  var previous = [UInt8](repeating: 0xcc, count: 32)
  var clock: UInt8 = 1
  var commandStart: UInt64 = 2

  var bytes: [UInt8] {
    var made = MadeBytes()
    made.number(version)
    made.fixed(author)
    made.fixed(label)
    made.number(sequence)
    made.fixed(previous)
    made.number(Int64(1_793_489_400_000))
    made.number(Int16(-90))
    made.number(clock)
    made.number(commandStart)
    made.fixed([UInt8](repeating: 0xdd, count: 32))
    return made.bytes
  }
}

/// A revision's header as the format has it.
struct MadeHeaderOfRevision {
  var version: UInt8 = 1
  var sequence: UInt64 = 3
  var kind = "contact"
  var owner = [UInt8](repeating: 0, count: 16)
  var operation: UInt8 = 1
  var parents: [[UInt8]] = [
    [UInt8](repeating: 0x10, count: 32), [UInt8](repeating: 0x11, count: 32),
  ]
  var answers: [(name: String, element: [UInt8], value: [UInt8])] = [
    ("citizenship", code("NG"), code("NG")), ("met", [], [3, 14, 0, 0, 0, 0, 0, 0, 0]),
    ("on", [], []),
  ]
  var words: [(name: String, commitment: [UInt8])] = [
    ("alias", []), ("note", [UInt8](repeating: 0xee, count: 32)),
  ]
  /// What stands in the place of a count, where it isn't the count.
  var counts: (parents: UInt32?, answers: UInt32?, words: UInt32?) = (nil, nil, nil)

  static func code(_ text: String) -> [UInt8] { [1] + Array(text.utf8) }

  var bytes: [UInt8] {
    var made = MadeBytes()
    made.number(version)
    made.fixed([UInt8](repeating: 0xaa, count: 32))
    made.fixed([UInt8](repeating: 0xbb, count: 16))
    made.number(sequence)
    made.number(UInt32(1))
    made.fixed([UInt8](repeating: 0x33, count: 16))
    made.counted(kind)
    made.fixed(owner)
    made.fixed([UInt8](repeating: 0x44, count: 16))
    made.number(operation)
    made.number(counts.parents ?? UInt32(parents.count))
    for parent in parents { made.fixed(parent) }
    made.number(counts.answers ?? UInt32(answers.count))
    for answer in answers {
      made.counted(answer.name)
      made.counted(answer.element)
      made.counted(answer.value)
    }
    made.number(counts.words ?? UInt32(words.count))
    for word in words {
      made.counted(word.name)
      made.counted(word.commitment)
    }
    return made.bytes
  }
}

extension Vector {
  private static func bytes(
    _ part: Part, _ fault: String, _ check: String, _ says: String, _ bytes: [UInt8]
  ) -> Vector {
    var vector = Vector(part, fault, expect: check, says)
    vector.body = Hex.lines(bytes)
    return vector
  }

  static var entries: [Vector] {
    func entry(
      _ fault: String, _ check: String, _ says: String, _ change: (inout MadeEntry) -> Void
    ) -> Vector {
      var made = MadeEntry()
      change(&made)
      return bytes(.entry, fault, check, says, made.bytes)
    }
    let zero = [UInt8](repeating: 0, count: 32)
    return [
      entry("ok", ok, "The third of its chain, of a command that began with the second.") { _ in },
      entry("ok-first", ok, "The first of its chain.") {
        ($0.sequence, $0.commandStart, $0.previous) = (1, 1, zero)
      },
      entry("ok-bad-clock", ok, "Its author's clock looked wrong.") { $0.clock = 0 },
      entry("ok-last-number", ok, "The greatest sequence number that there is.") {
        $0.sequence = 1 << 48
      },
      entry("number-too-great", "entry_sequence", "A greater one.") {
        $0.sequence = 1 << 48 + 1
      },
      entry("number-greatest", "entry_sequence", "All bits set.") { $0.sequence = .max },
      entry("version-0", "entry_version", "Version 0.") { $0.version = 0 },
      entry("version-2", "entry_version", "Version 2.") { $0.version = 2 },
      entry("clock-2", "entry_clock", "The clock flag is 2.") { $0.clock = 2 },
      entry("clock-255", "entry_clock", "The clock flag is 255.") { $0.clock = 255 },
      entry("number-0", "entry_sequence", "Sequence numbers begin with 1.") {
        ($0.sequence, $0.commandStart) = (0, 0)
      },
      entry("command-0", "entry_command", "The command began with number 0.") {
        $0.commandStart = 0
      },
      entry("command-later", "entry_command", "The command began with a later entry.") {
        $0.commandStart = 4
      },
      entry("first-with-one-before", "entry_previous", "Number 1 names an entry before it.") {
        ($0.sequence, $0.commandStart) = (1, 1)
      },
      entry("third-with-none-before", "entry_previous", "Number 3 names no entry before it.") {
        $0.previous = zero
      },
      bytes(.entry, "empty", "canonical_end", "No bytes.", []),
      bytes(
        .entry, "cut", "canonical_end", "The last byte is missing.",
        Array(MadeEntry().bytes.dropLast())),
      bytes(
        .entry, "byte-too-many", "canonical_trailing", "A byte follows.", MadeEntry().bytes + [0]),
    ]
  }

  static var revisions: [Vector] {
    func revision(
      _ fault: String, _ check: String, _ says: String,
      _ change: (inout MadeHeaderOfRevision) -> Void
    ) -> Vector {
      var made = MadeHeaderOfRevision()
      change(&made)
      return bytes(.revision, fault, check, says, made.bytes)
    }
    let (one, other) = ([UInt8](repeating: 0x10, count: 32), [UInt8](repeating: 0x11, count: 32))
    let long = String(repeating: "a", count: 64)
    let code = MadeHeaderOfRevision.code
    let good = MadeHeaderOfRevision().bytes
    return [
      revision("ok", ok, "Two parents, three answers of which one clears, two words.") { _ in },
      revision("ok-empty", ok, "It says only that the record is here.") {
        ($0.parents, $0.answers, $0.words) = ([], [], [])
      },
      revision("ok-delete", ok, "The record is gone.") {
        ($0.operation, $0.answers, $0.words) = (2, [], [])
      },
      revision("ok-owned", ok, "An owner.") { $0.owner = [UInt8](repeating: 0x55, count: 16) },
      revision("ok-kind-unknown", ok, "A kind that no hopenow knows, of 64 characters.") {
        $0.kind = long
      },
      revision("ok-elements-sorted", ok, "Two elements of a field, the shorter one first.") {
        $0.answers = [("a", code("N"), code("N")), ("a", code("NG"), code("NG"))]
      },
      revision("ok-capitals-first", ok, "Names are sorted by their bytes: Z before a.") {
        $0.answers = [("Z", [], code("b")), ("a", [], code("b"))]
      },
      revision("ok-element-any-bytes", ok, "An element of 256 bytes that say nothing known.") {
        $0.answers = [("a", [UInt8](repeating: 0xfe, count: 256), code("b"))]
      },
      revision("version-0", "revision_version", "Version 0.") { $0.version = 0 },
      revision("version-2", "revision_version", "Version 2.") { $0.version = 2 },
      revision("number-0", "revision_sequence", "Sequence numbers begin with 1.") {
        $0.sequence = 0
      },
      revision("operation-0", "revision_operation", "Operation 0.") { $0.operation = 0 },
      revision("operation-3", "revision_operation", "Operation 3.") { $0.operation = 3 },
      bytes(.revision, "empty", "canonical_end", "No bytes.", []),
      bytes(
        .revision, "cut", "canonical_end", "The last byte is missing.", Array(good.dropLast())),
      bytes(
        .revision, "cut-in-record-id", "canonical_end", "It ends inside the record id.",
        Array(good[..<70])),
      bytes(
        .revision, "cut-in-number", "canonical_end", "It ends inside the sequence number.",
        Array(good[..<53])),
      bytes(.revision, "byte-too-many", "canonical_trailing", "A byte follows.", good + [0]),
      revision("kind-empty", "name_length", "A kind without a name.") { $0.kind = "" },
      revision("kind-65", "canonical_limit", "A kind of 65 characters.") { $0.kind = long + "a" },
      revision("kind-with-space", "name_characters", "A space in the kind.") { $0.kind = "a b" },
      revision("kind-with-dot", "name_characters", "A full stop in the kind.") { $0.kind = "a.b" },
      revision("field-with-underscore", "name_characters", "An underscore in a field's name.") {
        $0.answers[2].name = "o_n"
      },
      revision("field-not-ascii", "name_characters", "A field's name in letters beyond ASCII.") {
        $0.answers[2].name = "\u{f8}n"
      },
      revision("words-name-empty", "name_length", "Words of a field without a name.") {
        $0.words[0].name = ""
      },
      revision("parents-unsorted", "revision_parents", "Parents in the wrong order.") {
        $0.parents = [other, one]
      },
      revision("parents-twice", "revision_parents", "One parent twice.") {
        $0.parents = [one, one]
      },
      revision("answers-unsorted", "revision_answers", "Fields in the wrong order.") {
        $0.answers = [("on", [], []), ("met", [], [])]
      },
      revision("answers-twice", "revision_answers", "One field twice.") {
        $0.answers = [("on", [], code("a")), ("on", [], code("b"))]
      },
      revision("elements-unsorted", "revision_answers", "Elements in the wrong order.") {
        $0.answers = [("a", code("NG"), []), ("a", code("GH"), [])]
      },
      revision("element-before-none", "revision_answers", "The field itself after an element.") {
        $0.answers = [("a", code("NG"), []), ("a", [], [])]
      },
      revision("words-unsorted", "revision_words", "Words in the wrong order.") {
        $0.words = [("note", []), ("alias", [])]
      },
      revision("words-twice", "revision_words", "Words of one field twice.") {
        $0.words = [("note", []), ("note", [])]
      },
      revision("commitment-31", "revision_commitment", "A commitment of 31 bytes.") {
        $0.words[1].commitment.removeLast()
      },
      revision("commitment-1", "revision_commitment", "A commitment of one byte.") {
        $0.words[1].commitment = [1]
      },
      revision("commitment-33", "canonical_limit", "A commitment of 33 bytes.") {
        $0.words[1].commitment.append(1)
      },
      revision("element-257", "canonical_limit", "An element of 257 bytes.") {
        $0.answers = [("a", [UInt8](repeating: 0xfe, count: 257), code("b"))]
      },
      revision("value-257", "canonical_limit", "A value of 257 bytes.") {
        $0.answers = [("a", [], [UInt8](repeating: 0xfe, count: 257))]
      },
      revision("value-wrong", "canonical_end", "A number of two bytes as an answer's value.") {
        $0.answers = [("a", [], [3, 1])]
      },
      revision("parents-beyond-the-end", "canonical_count", "Four thousand million parents.") {
        $0.counts.parents = .max
      },
      revision("answers-beyond-the-end", "canonical_count", "More answers than bytes.") {
        $0.counts.answers = 0x7fff_ffff
      },
      revision("words-beyond-the-end", "canonical_count", "Too many words by far.") {
        $0.counts.words = 1 << 20
      },
    ]
  }

  static var answers: [Vector] {
    func answer(_ fault: String, _ check: String, _ says: String, _ bytes: [UInt8]) -> Vector {
      self.bytes(.answer, fault, check, says, bytes)
    }
    func date(_ number: UInt32, _ minute: UInt16 = .max) -> [UInt8] {
      [2] + Keys.bytes(number) + Keys.bytes(minute)
    }
    return [
      answer("ok-code", ok, "The code NG.", [1, 0x4e, 0x47]),
      answer("ok-date", ok, "29 February 2028, no time.", date(20_280_229)),
      answer("ok-date-with-time", ok, "31 October 2026, 23:59.", date(20_261_031, 1439)),
      answer("ok-date-first", ok, "1 January 1900, 00:00.", date(19_000_101, 0)),
      answer("ok-number", ok, "-1.", [3] + Keys.bytes(Int64(-1))),
      answer("ok-record", ok, "A record.", [4] + [UInt8](repeating: 0x33, count: 16)),
      answer("ok-bytes-64", ok, "64 bytes.", [5] + [UInt8](repeating: 0x33, count: 64)),
      answer("ok-newer", ok, "A tag that nobody knows yet, with nothing behind it.", [6]),
      answer(
        "ok-newer-256", ok, "A tag that nobody knows yet, with 255 bytes.",
        [255] + [UInt8](repeating: 0, count: 255)),
      answer("empty", "canonical_end", "No bytes.", []),
      answer("tag-0", "answer_tag", "Tag 0.", [0, 1]),
      answer("code-empty", "answer_code", "A code without characters.", [1]),
      answer("code-65", "answer_code", "65 characters.", [1] + [UInt8](repeating: 0x61, count: 65)),
      answer("code-with-space", "answer_code", "A space.", [1, 0x61, 0x20]),
      answer("code-ends-in-zero", "answer_code", "A zero byte.", [1, 0x61, 0]),
      answer("date-29-february-2026", "answer_date", "No such day.", date(20_260_229)),
      answer("date-29-february-2100", "answer_date", "No such day.", date(21_000_229)),
      answer("date-month-13", "answer_date", "No such month.", date(20_261_301)),
      answer("date-month-0", "answer_date", "No such month.", date(20_260_001)),
      answer("date-day-0", "answer_date", "No such day.", date(20_261_000)),
      answer("date-31-november", "answer_date", "No such day.", date(20_261_131)),
      answer("date-1899", "answer_date", "Before the first year.", date(18_991_231)),
      answer("date-2200", "answer_date", "After the last year.", date(22_000_101)),
      answer("date-greatest", "answer_date", "All bits set.", date(.max)),
      answer("date-24-hours", "answer_time", "Minute 1440.", date(20_261_031, 1440)),
      answer("date-almost-none", "answer_time", "Minute 65534.", date(20_261_031, 0xfffe)),
      answer("date-cut", "canonical_end", "A byte is missing.", date(20_261_031).dropLast()),
      answer("date-byte-too-many", "canonical_trailing", "A byte follows.", date(20_261_031) + [0]),
      answer("number-cut", "canonical_end", "Seven bytes.", [3, 1, 0, 0, 0, 0, 0, 0]),
      answer(
        "number-byte-too-many", "canonical_trailing", "Nine bytes.", [3, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
      answer("record-15", "answer_record", "15 bytes.", [4] + [UInt8](repeating: 1, count: 15)),
      answer("record-17", "answer_record", "17 bytes.", [4] + [UInt8](repeating: 1, count: 17)),
      answer("bytes-0", "answer_bytes", "No bytes.", [5]),
      answer("bytes-65", "answer_bytes", "65 bytes.", [5] + [UInt8](repeating: 1, count: 65)),
      answer(
        "newer-257", "answer_length", "A tag that nobody knows yet, with 256 bytes.",
        [6] + [UInt8](repeating: 0, count: 256)),
    ]
  }
}
