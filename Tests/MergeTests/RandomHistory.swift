import CaseModel
import Merge
import Sealing
import TestSupport

/// What is under test: how two histories become one, what one lacks of the other, and what a record
/// then shows.
///
/// The real rules and the deliberately wrong ones go through the same checks.
struct Rules {
  var merge: (_ ours: History, _ theirs: History) -> History = { $0.merging($1) }
  var missing: (_ ours: History, _ theirs: History) -> [EntryID] = { $0.missing(from: $1) }
  var view: (_ revisions: [HistoricRevision], _ reader: AuthorKey) -> Shown? = { revisions, _ in
    RecordView(of: revisions, kind: .person).map(Shown.init)
  }
}

/// One install in a random history, with what it holds.
struct Replica {
  let author: AuthorKey
  var label: ReplicaLabel
  var clockOffset: Int64 = 0
  var clockIsGood = true
  var sequence: UInt64 = 0
  var previous: EntryID?
  var history = History()
  /// What it held at some time before.
  var oldCopy: (history: History, sequence: UInt64, previous: EntryID?)?
}

/// What several installs wrote, merged, copied, lost and restored in some steps that a seed decides.
struct RandomHistory {
  static let records = (1...3).map { RecordID([UInt8](repeating: UInt8($0), count: 16))! }
  static let root = key(1)

  var replicas: [Replica]
  /// Whether an edit made after seeing a value didn't replace it.
  var hasBrokenSeenBeats = false
  var chance: Seeded
  private let rules: Rules
  private var now: Int64 = 1_790_000_000_000
  private var labels: UInt8

  static func key(_ byte: UInt8) -> AuthorKey { AuthorKey([UInt8](repeating: byte, count: 32))! }

  init(seed: UInt64, rules: Rules) {
    chance = Seeded(seed)
    self.rules = rules
    let count = 3 + chance.below(3)
    labels = UInt8(count)
    replicas = (1...count).map { number in
      Replica(author: Self.key(UInt8(number)), label: Self.label(UInt8(number)))
    }
    for place in replicas.indices { setClock(of: place) }
    // The root makes everybody a member but the last one, whose entries are held back until a yes.
    write((2..<max(3, count)).map { member(UInt8($0)) }, at: 0)
    let founded = replicas[0].history
    for place in replicas.indices.dropFirst() { replicas[place].history = founded }
    for _ in 0..<16 { step(count: count) }
  }

  private static func label(_ byte: UInt8) -> ReplicaLabel {
    ReplicaLabel([UInt8](repeating: byte, count: 16))!
  }

  private mutating func step(count: Int) {
    // Often several write in the same millisecond.
    if !chance.once(in: 3) { now += 1000 }
    let place = chance.below(replicas.count)
    switch chance.below(20) {
    case 0...11: writeSomething(at: place)
    case 12...15: merge(into: place)
    case 16: copy(place)
    case 17:
      replicas[place].oldCopy = (
        replicas[place].history, replicas[place].sequence, replicas[place].previous
      )
    case 18:
      // A backup is put back, and its label goes on as if nothing had been written since.
      guard let old = replicas[place].oldCopy else { return setClock(of: place) }
      replicas[place].history = old.history
      replicas[place].sequence = old.sequence
      replicas[place].previous = old.previous
    default:
      if chance.once(in: 3) { write([member(UInt8(count))], at: 0) } else { setClock(of: place) }
    }
  }

  private mutating func setClock(of place: Int) {
    // About right; in 1970; in 2099.
    let offset: Int64 = chance.pick([
      0, 0, 0, 60_000, -60_000, -1_790_000_000_000, 2_300_000_000_000,
    ])
    replicas[place].clockOffset = offset
    // A confirmed time is good, even in 2099.
    replicas[place].clockIsGood = abs(offset) < 1_000_000 || chance.once(in: 4)
  }

  private mutating func merge(into place: Int) {
    var theirs = chance.pick(replicas).history
    if chance.once(in: 3) { theirs = partly(theirs) }
    replicas[place].history = rules.merge(replicas[place].history, theirs)
  }

  /// What arrives of a history on a bad day: entries are missing, and words were withheld.
  mutating func partly(_ whole: History) -> History {
    var part = History()
    for entry in whole.entries.values.sorted(by: { $0.id < $1.id }) where !chance.once(in: 4) {
      part.insert(chance.once(in: 2) ? entry.withoutWords : entry)
    }
    return part
  }

  /// A journal is copied to another machine and used there too, under a new label or the same one.
  private mutating func copy(_ place: Int) {
    guard replicas.count < 7 else { return }
    var copy = replicas[place]
    if chance.once(in: 2) {
      labels += 1
      copy.label = Self.label(labels)
      copy.sequence = 0
      copy.previous = nil
    }
    copy.oldCopy = nil
    replicas.append(copy)
  }
}

extension RandomHistory {
  /// A revision that an install is about to write.
  private struct Draft {
    var record: RecordID
    var kind = "person"
    var operation = Revision.Operation.put
    var answers: [FieldKey: Answer?] = [:]
    var texts: [String: String?] = [:]
  }

  private func member(_ number: UInt8) -> Draft {
    Draft(
      record: RecordID([UInt8](repeating: 100 + number, count: 16))!, kind: "member",
      answers: [
        FieldKey("key"): .bytes(Self.key(number).bytes), FieldKey("role"): .code("worker"),
      ])
  }

  private mutating func writeSomething(at place: Int) {
    let records = Self.records.shuffled(using: &chance).prefix(chance.once(in: 5) ? 2 : 1)
    var drafts: [Draft] = []
    for record in records {
      var draft = Draft(record: record)
      switch chance.below(12) {
      case 0...1: draft.operation = .delete
      case 2: break  // here, and no more
      default: for _ in 0...chance.below(3) { answer(&draft) }
      }
      drafts.append(draft)
    }
    write(drafts, at: place)
  }

  private mutating func answer(_ draft: inout Draft) {
    switch chance.below(7) {
    case 0...1:
      draft.answers.updateValue(
        chance.pick([.code("a"), .code("b"), .code("c"), nil]), forKey: FieldKey("gender"))
    case 2:
      draft.answers.updateValue(
        chance.pick([.code("safe"), .code("not-safe")]), forKey: FieldKey("contact-safety"))
    case 3...4:
      let country = Answer.code(chance.pick(["NG", "GH"]))
      draft.answers.updateValue(
        chance.once(in: 3) ? nil : country,
        forKey: FieldKey("citizenship", element: country.encoded))
    default: draft.texts.updateValue(chance.pick(["one", "two", nil]), forKey: "note")
    }
  }

  private mutating func write(_ drafts: [Draft], at place: Int) {
    let writer = replicas[place]
    let roster = writer.history.roster(root: Self.root)
    var changes: [HistoricEntry.Change] = []
    for (index, draft) in drafts.enumerated() {
      let heads =
        RecordView(
          of: writer.history.revisions(of: draft.record, roster: roster), kind: nil)?.heads ?? []
      let words = draft.texts.mapValues { text in
        // The salt is the writer's own: equal words have different commitments.
        text.map {
          Revision.Commitment(
            Hashing.blake2b(32, domain: "test words", writer.author.bytes, Array($0.utf8)))!
        }
      }
      let revision = Revision(
        author: writer.author, replica: writer.label, sequence: writer.sequence + 1,
        index: UInt32(index), record: draft.record, kind: draft.kind, owner: nil,
        seed: draft.record.bytes, operation: draft.operation, parents: heads,
        answers: draft.answers, words: words)
      let id = RevisionID(Hashing.blake2b(32, domain: "test revision", revision.header))!
      changes.append(.init(id: id, revision: revision, texts: draft.texts.compactMapValues(\.self)))
    }
    append(changes, at: place)
    guard roster.accepts(writer.author) else { return }
    for (draft, change) in zip(drafts, changes) where draft.kind == "person" {
      checkReplaced(by: change, at: place, roster: roster)
    }
  }

  private mutating func append(_ changes: [HistoricEntry.Change], at place: Int) {
    let writer = replicas[place]
    let entry = Entry(
      author: writer.author, replica: writer.label, sequence: writer.sequence + 1,
      previous: writer.previous,
      stamp: .init(
        clockIsGood: writer.clockIsGood, wallMilliseconds: now + writer.clockOffset),
      utcOffsetMinutes: 60, commandStart: writer.sequence + 1,
      digest: Identifier32(
        Hashing.blake2b(32, domain: "test digest", changes.flatMap(\.id.bytes)))!)
    let id = EntryID(Hashing.blake2b(32, domain: "test entry", entry.bytes))!
    replicas[place].history.insert(HistoricEntry(id: id, entry: entry, changes: changes))
    replicas[place].sequence += 1
    replicas[place].previous = id
  }

  /// Law 7: whoever counts, has seen a value and writes the field, has replaced it.
  private mutating func checkReplaced(
    by change: HistoricEntry.Change, at place: Int, roster: Roster
  ) {
    let revisions = replicas[place].history.revisions(of: change.revision.record, roster: roster)
    let shown = rules.view(revisions, replicas[place].author)
    guard let written = revisions.first(where: { $0.id == change.id }) else { return }
    let isReplaced = written.keys.allSatisfy { key in
      shown?.fields[key].map { $0.value == written.said(key) && $0.losers.isEmpty } ?? false
    }
    if !isReplaced || shown?.existence != (written.revision.operation == .put ? .here : .gone) {
      hasBrokenSeenBeats = true
    }
  }
}

extension HistoricEntry {
  /// The entry as somebody sends it who withholds the words.
  var withoutWords: HistoricEntry {
    HistoricEntry(
      id: id, entry: entry,
      changes: changes.map { Change(id: $0.id, revision: $0.revision, texts: [:]) })
  }
}

extension HistoricRevision {
  /// The fields that the revision writes.
  var keys: [FieldKey] { Array(revision.answers.keys) + revision.words.keys.map { FieldKey($0) } }

  /// What it says about one of them.
  func said(_ key: FieldKey) -> Value {
    if let answer = revision.answers[key] { return answer.map(Value.answer) ?? .cleared }
    guard let commitment = revision.words[key.name] ?? nil else { return .cleared }
    return texts[key.name].map(Value.words) ?? .withheld(commitment)
  }
}
