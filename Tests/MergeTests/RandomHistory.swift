import CaseModel
import Merge
import Sealing
import TestSupport

/// What is under test: how two sets of revisions become one, and what a record then shows.
///
/// The real rules and the deliberately wrong ones go through the same checks.
struct Rules {
  typealias Revisions = [RevisionID: HistoricRevision]
  var merge: (_ ours: Revisions, _ theirs: Revisions) -> Revisions = { ours, theirs in
    ours.merging(theirs) { mine, _ in mine }
  }
  var view: (_ revisions: [HistoricRevision], _ reader: AuthorKey) -> Shown? = { revisions, _ in
    RecordView(of: revisions, kind: .test("person")).map(Shown.init)
  }
}

/// What a reader sees of a record.
struct Shown: Equatable {
  struct Field: Equatable {
    var value: Value
    var losers: [Value]
    var everything: Set<Value> { Set([value] + losers) }
  }
  var existence: Existence
  var fields: [FieldKey: Field]

  init(existence: Existence, fields: [FieldKey: Field]) {
    self.existence = existence
    self.fields = fields
  }

  init(_ view: RecordView) {
    existence = view.existence
    fields = view.fields.mapValues {
      Field(value: $0.shown.value, losers: $0.losers.map(\.value))
    }
  }
}

/// One install in a random history, with what it holds.
struct Replica {
  let author: AuthorKey
  let label: ReplicaLabel
  var clockOffset: Int64
  var clockIsGood: Bool
  var sequence: UInt64 = 0
  var revisions: Rules.Revisions = [:]
}

/// What several installs wrote, merged and copied in some steps that a seed decides.
struct RandomHistory {
  static let records = (1...2).map { RecordID([UInt8](repeating: UInt8($0), count: 16))! }
  var replicas: [Replica]
  /// Every revision ever written, wherever it went.
  var all: Rules.Revisions = [:]
  /// What went wrong while writing: an edit made after seeing a value that didn't replace it.
  var violations: [String] = []
  private var chance: Seeded
  private let rules: Rules
  private var now: Int64 = 1_790_000_000_000

  init(seed: UInt64, rules: Rules) {
    chance = Seeded(seed)
    self.rules = rules
    // The last one's author doesn't count: its revisions are held back everywhere.
    let offsets: [Int64] = [0, 60_000, -60_000, -1_790_000_000_000, 2_300_000_000_000]
    replicas = (1...4).map { number in
      Replica(
        author: AuthorKey([UInt8](repeating: UInt8(number), count: 32))!,
        label: ReplicaLabel([UInt8](repeating: UInt8(number), count: 16))!, clockOffset: 0,
        clockIsGood: true)
    }
    for place in replicas.indices {
      replicas[place].clockOffset = chance.pick(offsets)
      replicas[place].clockIsGood = abs(replicas[place].clockOffset) < 1_000_000
    }
    for _ in 0..<14 { step() }
  }

  private mutating func step() {
    // Sometimes several write in the same millisecond.
    if !chance.once(in: 3) { now += 1000 }
    let place = chance.below(replicas.count)
    switch chance.below(10) {
    case 0...5: write(at: place)
    case 6...8:
      let other = chance.below(replicas.count)
      var theirs = replicas[other].revisions
      // Part of it only: parents may be missing.
      if chance.once(in: 6) { theirs = theirs.filter { _ in !chance.once(in: 3) } }
      replicas[place].revisions = rules.merge(replicas[place].revisions, theirs)
    default:
      // A copy of a journal is used on another machine, under a new label.
      let number = UInt8(replicas.count + 1)
      guard number < 7, replicas[place].author.bytes[0] != 4 else { return }
      var copy = replicas[place]
      copy = Replica(
        author: copy.author, label: ReplicaLabel([UInt8](repeating: number, count: 16))!,
        clockOffset: copy.clockOffset, clockIsGood: copy.clockIsGood, revisions: copy.revisions)
      replicas.append(copy)
    }
  }

  private mutating func write(at place: Int) {
    let record = chance.pick(Self.records)
    let mine = replicas[place].revisions.values.filter { $0.revision.record == record }
    let heads = RecordView(of: Array(mine), kind: nil)?.heads ?? []
    let isDelete = !heads.isEmpty && chance.once(in: 6)
    var answers: [FieldKey: Answer?] = [:]
    var texts: [String: String] = [:]
    if !isDelete {
      for _ in 0..<(1 + chance.below(3)) {
        switch chance.below(4) {
        case 0:
          answers.updateValue(
            chance.pick([.code("a"), .code("b"), nil]), forKey: FieldKey("gender"))
        case 1:
          answers.updateValue(
            chance.pick([.code("safe"), .code("not-safe")]), forKey: FieldKey("contact-safety"))
        case 2:
          let country = Answer.code(chance.pick(["NG", "GH"]))
          answers.updateValue(
            chance.once(in: 3) ? nil : country,
            forKey: FieldKey("citizenship", element: country.encoded))
        default: texts["note"] = chance.pick(["one", "two"])
        }
      }
    }
    replicas[place].sequence += 1
    let author = replicas[place].author
    let revision = Revision(
      author: author, replica: replicas[place].label, sequence: replicas[place].sequence, index: 0,
      record: record, kind: "person", owner: nil, seed: record.bytes,
      operation: isDelete ? .delete : .put, parents: heads, answers: answers,
      words: texts.mapValues { text in
        // The salt is the writer's own: equal words have different commitments.
        .some(
          Revision.Commitment(Hashing.blake2b(32, domain: "test", author.bytes, Array(text.utf8)))!)
      })
    let id = RevisionID(Hashing.blake2b(32, domain: "test", revision.header))!
    let historic = HistoricRevision(
      id: id, revision: revision,
      stamp: .init(
        clockIsGood: replicas[place].clockIsGood,
        wallMilliseconds: now + replicas[place].clockOffset),
      isAccepted: author.bytes[0] != 4, texts: texts)
    replicas[place].revisions[id] = historic
    all[id] = historic
    checkReplaced(by: historic, at: place)
  }

  /// Law 7: whoever has seen a value and writes the field has replaced it.
  private mutating func checkReplaced(by written: HistoricRevision, at place: Int) {
    guard written.isAccepted else { return }
    let shown = view(of: written.revision.record, at: place)
    for key in written.keys {
      let field = shown?.fields[key]
      if field?.value != written.said(key) || field?.losers.isEmpty == false {
        violations.append("7: an edit made after seeing a value didn't replace it")
      }
    }
  }

  func view(of record: RecordID, at place: Int) -> Shown? {
    rules.view(
      replicas[place].revisions.values.filter { $0.revision.record == record },
      replicas[place].author)
  }
}

extension HistoricRevision {
  /// The fields that the revision writes.
  var keys: [FieldKey] { Array(revision.answers.keys) + revision.words.keys.map { FieldKey($0) } }

  /// What it says about one of them.
  func said(_ key: FieldKey) -> Value {
    if let answer = revision.answers[key] { return answer.map(Value.answer) ?? .cleared }
    return texts[key.name].map(Value.words) ?? .cleared
  }
}
