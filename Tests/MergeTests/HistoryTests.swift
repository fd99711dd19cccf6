import CaseModel
import Merge
import Sealing
import TestSupport
import Testing

@Suite struct HistoryTests {
  let amina = Writer(1)

  @Test func `both branches of a fork stay, and are told`() {
    var here = amina
    here.write()
    var copy = here
    here.write(gender: "a")
    here.write(gender: "b")
    copy.write(gender: "c")
    let both = here.history.merging(copy.history)
    #expect(both.entries.count == 4)
    #expect(both.forks == [here.chain: [2]])
    #expect(both.tips().chains[here.chain]?.tips.count == 2)
    let outcome = here.history.outcome(ofMerging: copy.history, root: here.author)
    #expect(outcome.forks == 1 && outcome.entriesNew == 1 && outcome.recordsInConflict == 1)
    #expect(both.outcome(ofMerging: copy.history, root: here.author).forks == 0)
  }

  @Test func `one label of two authors is two chains, no fork`() {
    var other = Writer(2, label: 1)
    other.write()
    var here = amina
    here.write()
    let both = here.history.merging(other.history)
    #expect(both.forks.isEmpty && both.chains.count == 2)
  }

  @Test func `an entry before one that is here and didn't come is a gap, and is found later`() {
    var writer = amina
    for value in ["a", "b", "c", "d"] { writer.write(gender: value) }
    let late = writer.history.without(writer.written[1])
    #expect(late.gaps == [writer.written[2]])
    #expect(late.tips().chains[writer.chain]?.tips == [writer.written[0], writer.written[3]])
    #expect(late.tips().chains[writer.chain]?.isWhole == false)
    #expect(late.missing(from: writer.history) == [writer.written[1]])
    #expect(writer.history.missing(from: late).isEmpty)
    let outcome = History().outcome(ofMerging: late, root: writer.author)
    #expect(outcome.gaps == 1 && outcome.entriesNew == 3)
    let view = late.views(roster: late.roster(root: writer.author))[writer.record]
    #expect(view?.isMissingChange == true)
  }

  @Test func `an entry is still wanted while its words are withheld`() {
    var writer = amina
    writer.write(note: "one")
    var sent = History()
    for entry in writer.history.entries.values { sent.insert(entry.withoutWords) }
    #expect(sent.missing(from: writer.history) == writer.written)
    #expect(writer.history.missing(from: sent).isEmpty)
    let outcome = sent.outcome(ofMerging: writer.history, root: writer.author)
    #expect(outcome.entriesNew == 0 && outcome.entriesCompleted == 1 && !outcome.isEmpty)
    #expect(outcome.recordsChanged == 1)
    let roster = sent.roster(root: writer.author)
    #expect(sent.views(roster: roster)[writer.record]?.words("note") == nil)
    #expect(sent.canonical == writer.history.canonical && sent != writer.history)
    #expect(sent.merging(writer.history) == writer.history)
  }

  @Test func `an author's entries wait until the roster has the author`() {
    var colleague = Writer(2)
    colleague.write(gender: "a")
    var here = amina
    here.write(record: 9)
    let held = here.history.outcome(ofMerging: colleague.history, root: here.author)
    #expect(held.entriesHeldBack == 1 && held.recordsAdded == 0)
    let together = here.history.merging(colleague.history)
    #expect(together.views(roster: together.roster(root: here.author))[colleague.record] == nil)

    here.history = together
    here.makeMember(of: 2)
    let after = together.outcome(ofMerging: here.history, root: here.author)
    #expect(after.entriesNew == 1 && after.entriesHeldBack == 0 && after.recordsAdded == 1)
    // Whoever has another root sees it otherwise: laws hold for equal roots.
    let others = here.history.views(roster: here.history.roster(root: colleague.author))
    #expect(others[colleague.record] != nil && others.count == 1)
  }

  @Test func `a merge counts what it does`() {
    var here = amina
    var there = amina.onAnotherInstall(5)
    here.write(gender: "a")
    there.history = here.history
    here.write(gender: "b")
    there.write(gender: "c", isGood: false)
    there.write(record: 8, gender: "x")
    let outcome = here.history.outcome(ofMerging: there.history, root: here.author)
    var expected = MergeOutcome()
    expected.entriesNew = 2
    expected.entriesKnown = 1
    expected.clocksWrong = 1
    expected.recordsAdded = 1
    expected.recordsChanged = 1
    expected.recordsInConflict = 1
    #expect(outcome == expected)
  }

  @Test func `different fields changed side by side are counted, not asked about`() {
    var here = amina
    var there = amina.onAnotherInstall(5)
    here.write(gender: "a")
    there.history = here.history
    here.write(gender: "b")
    there.write(note: "one")
    let outcome = here.history.outcome(ofMerging: there.history, root: here.author)
    #expect(outcome.recordsSideBySide == 1 && outcome.recordsInConflict == 0)
  }

  @Test func `a removed member's earlier entries still count`() {
    var colleague = Writer(2)
    colleague.write(gender: "a")
    colleague.write(gender: "b")
    var here = amina
    here.makeMember(of: 2)
    here.history = here.history.merging(colleague.history)
    here.makeMember(of: 2, lastEntry: (colleague.label, 1))
    let roster = here.history.roster(root: here.author)
    #expect(
      here.history.views(roster: roster)[colleague.record]?.answer("gender") == .code("a"))
  }
}

/// Somebody who writes on one install.
struct Writer {
  let author: AuthorKey
  let label: ReplicaLabel
  var history = History()
  /// The ids of the entries written, in order.
  var written: [EntryID] = []
  let record = RecordID([UInt8](repeating: 1, count: 16))!
  var chain: Chain { Chain(author: author, replica: label) }

  init(_ number: UInt8, label: UInt8? = nil) {
    author = RandomHistory.key(number)
    self.label = ReplicaLabel([UInt8](repeating: label ?? number, count: 16))!
  }

  func onAnotherInstall(_ label: UInt8) -> Writer { Writer(author.bytes[0], label: label) }

  mutating func write(
    record: UInt8 = 1, gender: String? = nil, note: String? = nil, isGood: Bool = true
  ) {
    let commitment = note.map {
      Revision.Commitment(Hashing.blake2b(32, domain: "test words", Array($0.utf8)))!
    }
    append(
      RecordID([UInt8](repeating: record, count: 16))!, kind: "person",
      answers: gender.map { [FieldKey("gender"): .code($0)] } ?? [:],
      words: commitment.map { ["note": $0] } ?? [:], texts: note.map { ["note": $0] } ?? [:],
      isGood: isGood)
  }

  mutating func makeMember(of number: UInt8, lastEntry: (ReplicaLabel, UInt64)? = nil) {
    var answers: [FieldKey: Answer?] = [
      FieldKey("key"): .bytes(RandomHistory.key(number).bytes), FieldKey("role"): .code("worker"),
    ]
    if let (label, sequence) = lastEntry {
      let last = Answer.bytes(label.bytes + [UInt8(sequence), 0, 0, 0, 0, 0, 0, 0])
      answers[FieldKey("removed")] = .code("yes")
      answers[FieldKey("last-entries", element: last.encoded)] = last
    }
    append(
      RecordID([UInt8](repeating: 100 + number, count: 16))!, kind: "member", answers: answers)
  }

  private mutating func append(
    _ record: RecordID, kind: String, answers: [FieldKey: Answer?],
    words: [String: Revision.Commitment?] = [:], texts: [String: String] = [:], isGood: Bool = true
  ) {
    let sequence = UInt64(written.count + 1)
    let known = history.revisions(of: record, roster: history.roster(root: author))
    let revision = Revision(
      author: author, replica: label, sequence: sequence, index: 0, record: record, kind: kind,
      owner: nil, seed: record.bytes, operation: .put,
      parents: RecordView(of: known, kind: nil)?.heads ?? [], answers: answers, words: words)
    let id = RevisionID(Hashing.blake2b(32, domain: "test revision", revision.header))!
    let entry = Entry(
      author: author, replica: label, sequence: sequence, previous: written.last,
      stamp: .init(clockIsGood: isGood, wallMilliseconds: Int64(sequence)), utcOffsetMinutes: 0,
      commandStart: sequence, digest: Identifier32(id.bytes)!)
    written.append(EntryID(Hashing.blake2b(32, domain: "test entry", entry.bytes))!)
    history.insert(
      HistoricEntry(
        id: written[written.count - 1], entry: entry,
        changes: [.init(id: id, revision: revision, texts: texts)]))
  }
}

extension History {
  func without(_ id: EntryID) -> History {
    History().merging(entries.keys.filter { $0 != id }, of: self)
  }
}
