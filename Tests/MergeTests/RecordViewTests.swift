import CaseModel
import Merge
import Sealing
import TestSupport
import Testing

@Suite struct RecordViewTests {
  @Test func `who first and last wrote it follows from what they had seen, not from clocks`() throws
  {
    let first = Sample(author: 1, sequence: 1, at: 5000, gender: "a")
    let edit = Sample(author: 2, sequence: 1, at: -1, isGood: false, parents: [first], gender: "b")
    let view = try #require(RecordView(of: [edit.historic, first.historic], kind: nil))
    #expect(view.firstAuthor == first.historic.revision.author)
    #expect(view.firstWritten == first.historic.stamp)
    #expect(view.lastAuthor == edit.historic.revision.author)
    #expect(view.lastWritten == edit.historic.stamp)
  }

  @Test func `equal edits made side by side are nothing to tell`() throws {
    let one = Sample(author: 1, sequence: 1, at: 1, gender: "a")
    let two = Sample(author: 2, sequence: 1, at: 2, gender: "a")
    let more = Sample(author: 3, sequence: 1, at: 2, gender: "a", note: "n")
    let other = Sample(author: 4, sequence: 1, at: 2, note: "n")
    let view = try #require(RecordView(of: [one.historic, two.historic], kind: nil))
    #expect(
      !view.isParallel && view.heads.count == 2 && !view.fields.values.contains(where: \.isConflict)
    )
    #expect(RecordView(of: [one.historic, more.historic], kind: nil)?.isParallel == false)
    #expect(RecordView(of: [one.historic, other.historic], kind: nil)?.isParallel == true)
  }

  @Test func `words that one revision has at hand stand for those withheld from another`() throws {
    let one = Sample(author: 1, sequence: 1, at: 1, note: "n")
    var two = Sample(author: 2, sequence: 1, at: 2, note: "n")
    two.historic.revision.words = one.historic.revision.words
    two.historic.texts = [:]
    let view = try #require(RecordView(of: [one.historic, two.historic], kind: nil))
    #expect(view.words("note") == "n")
    #expect(view.fields[FieldKey("note")]?.isConflict == false)
  }

  @Test func `a revision handed in twice counts once`() throws {
    let one = Sample(author: 1, sequence: 1, at: 1, gender: "a")
    let two = Sample(author: 1, sequence: 2, at: 2, parents: [one], gender: "b")
    let view = try #require(
      RecordView(of: [one, two, one, two].map(\.historic), kind: nil))
    #expect(view == RecordView(of: [one, two].map(\.historic), kind: nil))
  }

  @Test func `one revision in both branches of a fork has one stamp, whichever came first`() throws
  {
    // The header doesn't hold the time: the same change, under the same number, has the same id.
    let early = Sample(author: 1, sequence: 1, at: 1, gender: "a", note: "n").historic
    var late = early
    late.stamp.wallMilliseconds = 9
    late.texts = [:]
    let beside = Sample(author: 2, sequence: 1, at: 5, gender: "b").historic
    let view = try #require(RecordView(of: [early, late, beside], kind: nil))
    #expect(view == RecordView(of: [beside, late, early], kind: nil))
    #expect(view.answer("gender") == .code("a") && view.words("note") == "n")
    #expect(view.heads.count == 2)
  }

  @Test func `a record of one revision is viewed the short way as the long way`() {
    // Handed in twice, it goes the long way.
    var one = Sample(author: 1, sequence: 1, at: 1, gender: "a", note: "n").historic
    one.revision.answers.updateValue(nil, forKey: FieldKey("living"))
    one.revision.words.updateValue(nil, forKey: "phone")
    one.revision.answers[FieldKey("note")] = .code("hostile")
    var withheld = one
    withheld.texts = [:]
    withheld.revision.parents = [one.id]
    withheld.id = .zero
    withheld.revision.operation = .delete
    var heldBack = one
    heldBack.isAccepted = false
    for revision in [one, withheld, heldBack] {
      #expect(
        RecordView(of: [revision], kind: nil) == RecordView(of: [revision, revision], kind: nil))
    }
    #expect(RecordView(of: [], kind: nil) == nil)
  }

  @Test func `who wrote a field having seen several values of it has settled it`() throws {
    let first = Sample(author: 1, sequence: 1, at: 1, gender: "a", note: "n")
    let one = Sample(author: 1, sequence: 2, at: 2, parents: [first], gender: "b", note: "o")
    let two = Sample(author: 2, sequence: 1, at: 3, parents: [first], gender: "c", note: "p")
    let three = Sample(author: 3, sequence: 1, at: 3, parents: [first], gender: "c")
    let some = Sample(author: 1, sequence: 3, at: 4, parents: [one, two], gender: "d")
    // Behind it only the note is still open; beside it nobody has seen that the gender isn't.
    let rest = Sample(author: 2, sequence: 2, at: 5, parents: [some], gender: "e", note: "q")
    let beside = Sample(author: 3, sequence: 2, at: 5, parents: [one, two, three], gender: "f")
    let alike = Sample(author: 4, sequence: 1, at: 5, parents: [two, three], gender: "g")
    let all = [first, one, two, three, some, rest, beside, alike].map(\.historic)
    let settlements = RecordView.settlements(in: all.reversed(), kind: nil)
    #expect(
      settlements.mapValues { $0.fields.map(\.name) } == [
        some.historic.id: ["gender"], rest.historic.id: ["note"], beside.historic.id: ["gender"],
      ])
    #expect(settlements.values.allSatisfy { !$0.isAboutExistence })
    // What doesn't count settles nothing.
    let heldBack = all.map { revision in
      var revision = revision
      revision.isAccepted = revision.id != some.historic.id
      return revision
    }
    #expect(RecordView.settlements(in: heldBack, kind: nil)[some.historic.id] == nil)
  }

  @Test func `whoever writes after a delete and a change settles whether it is there`() throws {
    let first = Sample(author: 1, sequence: 1, at: 1, gender: "a")
    let change = Sample(author: 1, sequence: 2, at: 2, parents: [first], gender: "b")
    var delete = Sample(author: 2, sequence: 1, at: 3, parents: [first])
    delete.historic.revision.operation = .delete
    let kept = Sample(author: 1, sequence: 3, at: 4, parents: [change, delete])
    let settlements = RecordView.settlements(
      in: [first, change, delete, kept].map(\.historic), kind: nil)
    #expect(Array(settlements.keys) == [kept.historic.id])
    #expect(settlements.values.allSatisfy { $0.isAboutExistence && $0.fields.isEmpty })
  }

  @Test func `revisions that name each other as parents end in a view all the same`() throws {
    // Hashes rule this out; a caller's mistake should still not hang or crash.
    var one = Sample(author: 1, sequence: 1, at: 1, gender: "a")
    let two = Sample(author: 1, sequence: 2, at: 2, parents: [one], gender: "b")
    one.historic.revision.parents = [two.historic.id]
    let view = try #require(RecordView(of: [one, two].map(\.historic), kind: nil))
    #expect(view.isMissingChange)
    #expect(view.answer("gender") != nil)
  }

  @Test func `thousands of revisions of one record are no trouble`() throws {
    var chain = [Sample(author: 1, sequence: 1, at: 1, gender: "0")]
    for number in 2...5000 {
      let parent = chain[chain.count - 1]
      chain.append(
        Sample(author: 1, sequence: UInt64(number), at: 1, parents: [parent], gender: "\(number)"))
    }
    let backwards = Array(chain.map(\.historic).reversed())
    let view = try #require(RecordView(of: backwards, kind: nil))
    #expect(view.answer("gender") == .code("5000") && view.heads == [chain[4999].historic.id])
    #expect(view.fields[FieldKey("gender")]?.isConflict == false)

    let apart = (1...5000).map { Sample(author: 1, sequence: $0, at: 1, gender: "\($0)").historic }
    #expect(
      RecordView(of: apart, kind: nil)?.fields[FieldKey("gender")]?.losers.count == 4999)
  }

  @Test func `more fields than a machine word has bits are told apart`() throws {
    var first = Sample(author: 1, sequence: 1, at: 1)
    for number in 0..<200 {
      first.historic.revision.answers[FieldKey("f\(number)")] = .number(0)
    }
    var edit = Sample(author: 1, sequence: 2, at: 2, parents: [first])
    var beside = Sample(author: 2, sequence: 1, at: 3)
    for number in stride(from: 0, to: 200, by: 2) {
      edit.historic.revision.answers[FieldKey("f\(number)")] = .number(1)
    }
    for number in stride(from: 0, to: 200, by: 3) {
      beside.historic.revision.answers[FieldKey("f\(number)")] = .number(2)
    }
    let view = try #require(RecordView(of: [beside, edit, first].map(\.historic), kind: nil))
    for number in 0..<200 {
      let field = try #require(view.fields[FieldKey("f\(number)")])
      let shown: Int64 = number % 3 == 0 ? 2 : number % 2 == 0 ? 1 : 0
      #expect(field.shown.value == .answer(.number(shown)))
      let loser: [Value] = number % 3 != 0 ? [] : [.answer(.number(number % 2 == 0 ? 1 : 0))]
      #expect(field.losers.map(\.value) == loser)
    }
  }

  @Test func `the protective answer is shown whatever the clock, and others stay listed`() throws {
    var unsafe = Sample(author: 1, sequence: 1, at: 0, isGood: false)
    unsafe.historic.revision.answers = [FieldKey("contact-safety"): .code("not-safe")]
    var safe = Sample(author: 2, sequence: 1, at: 9_000)
    safe.historic.revision.answers = [FieldKey("contact-safety"): .code("safe")]
    let view = try #require(
      RecordView(of: [unsafe.historic, safe.historic], kind: .test("person")))
    #expect(view.answer("contact-safety") == .code("not-safe"))
    #expect(
      view.fields[FieldKey("contact-safety")]?.losers.map(\.value) == [.answer(.code("safe"))])
  }

  @Test func `a held-back revision settles nothing, and carries ancestry`() throws {
    let first = Sample(author: 1, sequence: 1, at: 1, gender: "a")
    var heldBack = Sample(author: 9, sequence: 1, at: 2, parents: [first], gender: "x")
    heldBack.historic.isAccepted = false
    let last = Sample(author: 2, sequence: 1, at: 0, parents: [heldBack], gender: "b")
    let before = try #require(RecordView(of: [first, heldBack].map(\.historic), kind: nil))
    #expect(before.answer("gender") == .code("a") && before.heads == [first.historic.id])
    let after = try #require(RecordView(of: [first, heldBack, last].map(\.historic), kind: nil))
    #expect(after.answer("gender") == .code("b"))
    #expect(after.fields[FieldKey("gender")]?.isConflict == false && !after.isMissingChange)
    #expect(RecordView(of: [heldBack.historic], kind: nil) == nil)
  }
}

/// A revision with little in it.
struct Sample {
  var historic: HistoricRevision

  init(
    author: UInt8, sequence: UInt64, at wallMilliseconds: Int64, isGood: Bool = true,
    parents: [Sample] = [], gender: String? = nil, note: String? = nil
  ) {
    let key = AuthorKey([UInt8](repeating: author, count: 32))!
    var words: [String: Revision.Commitment?] = [:]
    if let note {
      words["note"] = Revision.Commitment(
        Hashing.blake2b(32, domain: "test words", key.bytes, Array(note.utf8)))!
    }
    let revision = Revision(
      author: key, replica: ReplicaLabel([UInt8](repeating: author, count: 16))!,
      sequence: sequence, index: 0, record: RecordID([UInt8](repeating: 1, count: 16))!,
      kind: "person", owner: nil, seed: [UInt8](repeating: 1, count: 16), operation: .put,
      parents: parents.map(\.historic.id),
      answers: gender.map { [FieldKey("gender"): .code($0)] } ?? [:], words: words)
    historic = HistoricRevision(
      id: RevisionID(Hashing.blake2b(32, domain: "test", revision.header))!, revision: revision,
      stamp: .init(clockIsGood: isGood, wallMilliseconds: wallMilliseconds), isAccepted: true,
      texts: note.map { ["note": $0] } ?? [:])
  }
}
