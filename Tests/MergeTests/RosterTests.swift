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
    last: [(ReplicaLabel, UInt64)] = [],
    sequence: UInt64 = 1
  ) -> HistoricRevision {
    var answers: [FieldKey: Answer?] = [
      FieldKey("key"): .bytes(who.bytes), FieldKey("role"): .code(role),
    ]
    if removed { answers[FieldKey("removed")] = .code("yes") }
    for (label, number) in last {
      let answer = Answer.bytes(
        label.bytes + (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
      answers[FieldKey("last-entries", element: answer.encoded)] = answer
    }
    let revision = Revision(
      author: author, replica: .zero, sequence: sequence, index: 0,
      record: RecordID(who.bytes.prefix(16))!, kind: "member", owner: nil,
      seed: Array(who.bytes.prefix(16)), operation: .put, parents: [], answers: answers, words: [:])
    return HistoricRevision(
      id: RevisionID(Hashing.blake2b(32, domain: "test", revision.header))!, revision: revision,
      stamp: .init(clockIsGood: true, wallMilliseconds: 0), isAccepted: true, texts: [:])
  }

  @Test func `who was made a supervisor may erase, also from before her end, and no other`() {
    let label = ReplicaLabel([UInt8](repeating: 5, count: 16))!
    func mayErase(_ who: AuthorKey, _ sequence: UInt64, _ members: [HistoricRevision]) -> Bool {
      Roster(root: root, members: members).mayErase(who, replica: label, sequence: sequence)
    }
    let made = member(supervisor, role: "supervisor", by: root)
    let demoted = member(supervisor, role: "worker", by: root, sequence: 2)
    #expect(mayErase(root, 9, []))
    #expect(!mayErase(supervisor, 1, []))
    #expect(mayErase(supervisor, 9, [made]))
    #expect(mayErase(supervisor, 9, [made, demoted]))
    #expect(!mayErase(worker, 9, [made, member(worker, role: "worker", by: root)]))
    // Only the root makes supervisors.
    #expect(!mayErase(worker, 9, [made, member(worker, role: "supervisor", by: supervisor)]))
    #expect(!mayErase(stranger, 9, [member(stranger, role: "supervisor", by: stranger)]))
    let removed = member(
      supervisor, role: "supervisor", by: root, removed: true, last: [(label, 4)], sequence: 3)
    #expect(mayErase(supervisor, 4, [made, removed]) && !mayErase(supervisor, 5, [made, removed]))
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

  @Test func `whom a supervisor made before being removed still counts, later ones don't`() {
    let roster = Roster(
      root: root,
      members: [
        member(supervisor, role: "supervisor", by: root, removed: true, last: [(.zero, 4)]),
        member(worker, role: "worker", by: supervisor, sequence: 4),
        member(stranger, role: "worker", by: supervisor, sequence: 5),
      ])
    #expect(roster.accepts(worker) && !roster.accepts(stranger))
    #expect(!roster.isSupervisor(supervisor) && !roster.accepts(supervisor))
  }

  @Test func `only the root removes a supervisor`() {
    let roster = Roster(
      root: root,
      members: [
        member(supervisor, role: "supervisor", by: root),
        member(Self.key(4), role: "supervisor", by: root),
        member(supervisor, role: "worker", by: Self.key(4), removed: true),
        member(root, role: "worker", by: supervisor, removed: true),
      ])
    #expect(roster.isSupervisor(supervisor) && roster.isSupervisor(root))
  }

  @Test func `in a conflict somebody is removed, and is no supervisor`() {
    let roster = Roster(
      root: root,
      members: [
        member(worker, role: "worker", by: root, removed: true),
        member(supervisor, role: "supervisor", by: root),
        member(supervisor, role: "worker", by: root, sequence: 2),
        {
          // Says that she isn't removed, by a later clock and without having seen the removal.
          var kept = member(worker, role: "worker", by: root, sequence: 2)
          kept.revision.answers[FieldKey("removed")] = .code("no")
          kept.stamp.wallMilliseconds = 9
          return kept
        }(),
      ])
    #expect(!roster.accepts(worker))
    #expect(roster.accepts(supervisor) && !roster.isSupervisor(supervisor))
  }

  @Test func `of several last entries of an install the furthest counts`() {
    let label = ReplicaLabel([UInt8](repeating: 5, count: 16))!
    let roster = Roster(
      root: root,
      members: [
        member(worker, role: "worker", by: root, removed: true, last: [(label, 256), (label, 7)])
      ])
    #expect(roster.accepts(worker, replica: label, sequence: 256))
    #expect(!roster.accepts(worker, replica: label, sequence: 257))
  }
}
