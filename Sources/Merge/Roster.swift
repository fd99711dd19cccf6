public import CaseModel

/// Who counts in the team, worked out from the member records.
///
/// The root key makes supervisors; supervisors make members. A member record counts only as far as
/// the root or a supervisor wrote it, so a journal from elsewhere can bring member records without
/// anybody counting by them.
public struct Roster: Equatable, Sendable {
  private struct Member: Equatable {
    var isSupervisor = false
    var isRemoved = false
    /// For a removed member: the last entry of each of the member's installs that still counts.
    var lastEntries: [ReplicaLabel: UInt64] = [:]
  }
  private let root: AuthorKey
  private var members: [AuthorKey: Member] = [:]

  /// Works out the roster.
  ///
  /// - Parameters:
  ///   - root: The key that everything goes back to; one's own until one joins a team.
  ///   - revisions: Every stored revision of every record of kind `member`; whether they are
  ///     marked as accepted makes no difference.
  public init(root: AuthorKey, members revisions: [HistoricRevision]) {
    self.root = root
    let byRecord = Dictionary(grouping: revisions, by: \.revision.record).values
    // Supervisors come from the root alone, members from supervisors: two rounds, no more.
    var supervisors: Set<AuthorKey> = [root]
    for record in byRecord {
      guard let (author, member) = Self.member(record, writtenBy: [root]), member.isSupervisor,
        !member.isRemoved
      else { continue }
      supervisors.insert(author)
    }
    for record in byRecord {
      guard let (author, found) = Self.member(record, writtenBy: supervisors) else { continue }
      var member = found
      member.isSupervisor = supervisors.contains(author)
      members[author] = member
    }
    members[root] = Member(isSupervisor: true)
  }

  private static func member(
    _ revisions: [HistoricRevision], writtenBy authors: Set<AuthorKey>
  ) -> (AuthorKey, Member)? {
    let counting = revisions.map { revision in
      var copy = revision
      copy.isAccepted = authors.contains(revision.revision.author)
      return copy
    }
    guard let view = RecordView(of: counting, kind: Kind.named("member")),
      view.existence != .gone, case .bytes(let key) = view.answer("key"),
      let author = AuthorKey(key)
    else { return nil }
    var member = Member()
    member.isSupervisor = view.answer("role") == .code("supervisor")
    member.isRemoved = view.answer("removed") == .code("yes")
    for case .bytes(let bytes) in view.answers("last-entries") where bytes.count == 24 {
      guard let label = ReplicaLabel(bytes.prefix(16)) else { continue }
      member.lastEntries[label] = bytes.suffix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    return (author, member)
  }

  /// Whether an entry counts: its author is a member, and wasn't removed before it.
  public func accepts(_ author: AuthorKey, replica: ReplicaLabel, sequence: UInt64) -> Bool {
    guard let member = members[author] else { return false }
    guard member.isRemoved else { return true }
    return member.lastEntries[replica].map { sequence <= $0 } ?? false
  }

  /// Whether an author is a member now.
  public func accepts(_ author: AuthorKey) -> Bool {
    members[author].map { !$0.isRemoved } ?? false
  }

  /// Whether an author is a supervisor now.
  public func isSupervisor(_ author: AuthorKey) -> Bool {
    members[author].map { $0.isSupervisor && !$0.isRemoved } ?? false
  }
}
