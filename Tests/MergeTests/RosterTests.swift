import CaseModel
import Merge
import Sealing
import TestSupport
import Testing

@Suite struct RosterTests {
  let root: AuthorKey = Self.key(1)
  let supervisor: AuthorKey = Self.key(2)
  let worker: AuthorKey = Self.key(3)
  let stranger: AuthorKey = Self.key(9)

  static func key(_ byte: UInt8) -> AuthorKey { AuthorKey([UInt8](repeating: byte, count: 32))! }

  func member(
    _ who: AuthorKey, role: String, by author: AuthorKey, removed: Bool = false,
    last: [(ReplicaLabel, UInt64)] = []
  ) -> HistoricRevision {
    var answers: [FieldKey: Answer?] = [
      FieldKey("key"): .bytes(who.bytes), FieldKey("role"): .code(role),
    ]
    if removed { answers[FieldKey("removed")] = .code("yes") }
    for (label, sequence) in last {
      let answer = Answer.bytes(
        label.bytes + (0..<8).map { UInt8(truncatingIfNeeded: sequence >> (8 * $0)) })
      answers[FieldKey("last-entries", element: answer.encoded)] = answer
    }
    let revision = Revision(
      author: author, replica: .zero, sequence: 1, index: 0,
      record: RecordID(who.bytes.prefix(16))!, kind: "member", owner: nil,
      seed: Array(who.bytes.prefix(16)), operation: .put, parents: [], answers: answers, words: [:])
    return HistoricRevision(
      id: RevisionID(Hashing.blake2b(32, domain: "test", revision.header))!, revision: revision,
      stamp: .init(clockIsGood: true, wallMilliseconds: 0), isAccepted: true, texts: [:])
  }

  @Test func `the root makes supervisors and they make members`() {
    let roster = Roster(
      root: root,
      members: [
        member(supervisor, role: "supervisor", by: root),
        member(worker, role: "worker", by: supervisor),
      ])
    #expect(roster.accepts(root) && roster.accepts(supervisor) && roster.accepts(worker))
    #expect(roster.isSupervisor(supervisor) && !roster.isSupervisor(worker))
  }

  @Test func `nobody makes himself a member, and a worker makes nobody`() {
    let roster = Roster(
      root: root,
      members: [
        member(stranger, role: "supervisor", by: stranger),
        member(worker, role: "worker", by: root),
        member(Self.key(8), role: "worker", by: worker),
      ])
    #expect(!roster.accepts(stranger) && !roster.accepts(Self.key(8)) && roster.accepts(worker))
  }

  @Test func `a supervisor doesn't make supervisors`() {
    let roster = Roster(
      root: root,
      members: [
        member(supervisor, role: "supervisor", by: root),
        member(worker, role: "supervisor", by: supervisor),
      ])
    #expect(roster.accepts(worker) && !roster.isSupervisor(worker))
  }

  @Test func `what a removed member wrote before still counts`() {
    let label = ReplicaLabel([UInt8](repeating: 5, count: 16))!
    let roster = Roster(
      root: root,
      members: [member(worker, role: "worker", by: root, removed: true, last: [(label, 7)])])
    #expect(!roster.accepts(worker))
    #expect(roster.accepts(worker, replica: label, sequence: 7))
    #expect(!roster.accepts(worker, replica: label, sequence: 8))
    #expect(!roster.accepts(worker, replica: .zero, sequence: 1))
  }
}
