public import CaseModel

/// Who counts in the team, worked out from the member records.
///
/// The root key makes supervisors, and nobody else makes or removes them; supervisors make and
/// remove members. A member record counts only as far as the root or a supervisor wrote it, so a
/// journal from elsewhere can bring member records without anybody counting by them. Where two of
/// them wrote side by side, the lesser right holds until one of them settles it.
///
/// What one wrote oneself always counts in one's own journal: nobody's words vanish before her eyes
/// because a supervisor hasn't said yes yet, or no longer does.
///
/// A removal names, for each install of the member, the number of the last entry that still counts.
/// What a supervisor had made before she was removed, or made a worker, stays made. Nobody but the root
/// has a say about herself.
///
/// - Warning: A number doesn't tell the branches of a fork apart. Somebody who kept a removed
///   member's key can write a second entry under a number that counts; ``History/forks`` shows it.
public struct Roster: Equatable, Sendable {
  private struct Member: Equatable {
    var isSupervisor: Bool
    var isRemoved: Bool
    /// The record about the member; nil for the root.
    var own: RecordID?
    /// For a removed member: the last entry of each of the member's installs that still counts.
    var lastEntries: [ReplicaLabel: UInt64] = [:]
    /// For who was a supervisor: the last entry of each of her installs that may have erased something.
    var lastErasures: [ReplicaLabel: UInt64] = [:]

    func accepts(_ replica: ReplicaLabel, _ sequence: UInt64) -> Bool {
      guard isRemoved else { return true }
      return lastEntries[replica].map { sequence <= $0 } ?? false
    }
  }
  private let root: AuthorKey
  private let own: AuthorKey?
  private var members: [AuthorKey: Member]
  /// Everybody whom the root ever made a supervisor.
  private let everSupervisors: Set<AuthorKey>
  /// Whose word about others counts besides the root's, up to which entry: who is a supervisor, and who
  /// was one.
  private let deciders: [AuthorKey: Member]

  /// Works out the roster.
  ///
  /// - Parameters:
  ///   - root: The key that everything goes back to; one's own until one joins a team.
  ///   - revisions: Every stored revision of every record of kind `member`; whether they are
  ///     marked as accepted makes no difference. Whoever makes a supervisor must write the key into
  ///     the same record, since what others wrote there isn't believed for it. Each answers no other
  ///     key than the one that its record's id follows from, so that there is one record a key.
  ///   - own: Whose journal it is.
  public init(root: AuthorKey, members revisions: [HistoricRevision], own: AuthorKey? = nil) {
    self.root = root
    self.own = own
    let records = Array(Dictionary(grouping: revisions, by: \.revision.record).values)
    everSupervisors = Self.everSupervisors(in: records, root: root)
    // Supervisors come from the root alone, members from supervisors: two rounds, no more.
    let byRoot = Self.members(in: records) { $0.author == root }
    let supervisors = byRoot.filter(\.value.isSupervisor)
    var deciders = supervisors
    for (author, member) in byRoot
    where !member.isSupervisor && everSupervisors.contains(author) && !member.lastErasures.isEmpty {
      deciders[author] = Member(
        isSupervisor: false, isRemoved: true, own: member.own, lastEntries: member.lastErasures)
    }
    self.deciders = deciders
    members = byRoot
    if !deciders.isEmpty {
      members = Self.members(in: records) { Self.decides($0, root: root, deciders) }
      for author in members.keys { members[author]?.isSupervisor = false }
      members.merge(supervisors) { _, byRoot in byRoot }
    }
    members[root] = Member(isSupervisor: true, isRemoved: false)
  }

  private static func decides(
    _ revision: Revision, root: AuthorKey, _ deciders: [AuthorKey: Member]
  ) -> Bool {
    if revision.author == root { return true }
    guard let decider = deciders[revision.author] else { return false }
    return revision.record != decider.own && decider.accepts(revision.replica, revision.sequence)
  }

  private static func members(
    in records: [[HistoricRevision]], counting counts: (Revision) -> Bool
  ) -> [AuthorKey: Member] {
    var members: [AuthorKey: Member] = [:]
    for record in records {
      guard let (author, member) = Self.member(record, counting: counts) else { continue }
      members[author] = member
    }
    return members
  }

  private static func everSupervisors(
    in records: [[HistoricRevision]], root: AuthorKey
  ) -> Set<AuthorKey> {
    var found: Set<AuthorKey> = []
    for record in records {
      let byRoot = record.map(\.revision).filter { $0.author == root && $0.operation == .put }
      guard
        byRoot.contains(where: { $0.answers[FieldKey("role")] == .some(.code("supervisor")) })
      else { continue }
      for revision in byRoot {
        if case .bytes(let key) = revision.answers[FieldKey("key")], let author = AuthorKey(key) {
          found.insert(author)
        }
      }
    }
    return found
  }

  private static func member(
    _ revisions: [HistoricRevision], counting counts: (Revision) -> Bool
  ) -> (AuthorKey, Member)? {
    let counting = revisions.map { revision in
      var copy = revision
      copy.isAccepted = counts(revision.revision)
      return copy
    }
    guard let view = RecordView(of: counting, kind: .member),
      view.existence != .gone, case .bytes(let key) = view.answer("key"),
      let author = AuthorKey(key)
    else { return nil }
    let role = view.fields[FieldKey("role")]
    let removed = view.fields[FieldKey("removed")]
    var member = Member(
      isSupervisor: role?.isConflict == false && view.answer("role") == .code("supervisor"),
      isRemoved: ([removed?.shown].compactMap(\.self) + (removed?.losers ?? []))
        .contains { $0.value == .answer(.code("yes")) })
    member.own = view.record
    member.lastEntries = lastNumbers(view.answers("last-entries"))
    member.lastErasures = lastNumbers(view.answers("last-erasures"))
    return (author, member)
  }

  /// Reads installs' labels, each with a number behind it as eight little-endian bytes.
  private static func lastNumbers(_ answers: [Answer]) -> [ReplicaLabel: UInt64] {
    var numbers: [ReplicaLabel: UInt64] = [:]
    for case .bytes(let bytes) in answers where bytes.count == 24 {
      guard let label = ReplicaLabel(bytes.prefix(16)) else { continue }
      let sequence = bytes.suffix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
      numbers[label] = max(sequence, numbers[label] ?? 0)
    }
    return numbers
  }

  /// Whether an entry counts: its author is a member, and wasn't removed before it.
  public func accepts(_ author: AuthorKey, replica: ReplicaLabel, sequence: UInt64) -> Bool {
    author == own || members[author]?.accepts(replica, sequence) ?? false
  }

  /// Whether an author is a member now.
  public func accepts(_ author: AuthorKey) -> Bool {
    author == own || isMember(author)
  }

  /// Whether an author is a member now, also for others.
  public func isMember(_ author: AuthorKey) -> Bool {
    members[author].map { !$0.isRemoved } ?? false
  }

  /// Whether what an author wrote counts alike by another roster.
  public func treats(_ author: AuthorKey, as other: Roster) -> Bool {
    author == own && own == other.own || members[author] == other.members[author]
  }

  /// Whether an author is a supervisor now.
  public func isSupervisor(_ author: AuthorKey) -> Bool {
    members[author].map { $0.isSupervisor && !$0.isRemoved } ?? false
  }

  /// Whether an entry may erase: its author was made a supervisor, and wasn't removed or made a worker
  /// before it.
  ///
  /// Who is no supervisor any more has erased what she erased: otherwise an old copy would bring it
  /// back where nobody has heard of the erasure yet.
  public func mayErase(_ author: AuthorKey, replica: ReplicaLabel, sequence: UInt64) -> Bool {
    guard author != root else { return true }
    guard everSupervisors.contains(author), let member = members[author] else { return false }
    guard !member.isSupervisor, !member.lastErasures.isEmpty else {
      return member.accepts(replica, sequence)
    }
    return member.lastErasures[replica].map { sequence <= $0 } ?? false
  }

  /// Whether what a change of a member record says counts: the root's word, and a supervisor's about
  /// anybody but herself, also when she is one no more.
  public func decides(_ revision: Revision) -> Bool {
    Self.decides(revision, root: root, deciders)
  }

  /// Whether somebody has decided about an author: oneself, who is a member, and who was one.
  public func knows(_ author: AuthorKey) -> Bool { author == own || members[author] != nil }

  /// Everybody who is or was a member, by key.
  public var everybody: [AuthorKey] { members.keys.sorted() }
}
