public import CaseModel
import Foundation
import GRDB
import Merge
import Sealing

/// Somebody whose entries the journal holds, or who counts in the team.
public struct TeamMember: Equatable, Sendable {
  /// What somebody is to the team.
  public enum Role: String, Sendable {
    case supervisor, worker
    /// Counted until a certain entry, and no longer.
    case removed
    /// Hasn't been accepted: what she wrote waits.
    case waiting
  }

  /// Her public key.
  public var key: AuthorKey
  /// Her name: as a supervisor wrote it, or while she waits, as she gives it.
  public var name: String?
  /// What she is to the team.
  public var role: Role
  /// Whether it is the journal's own worker.
  public var isSelf: Bool
  /// How many of her entries are here.
  public var entries: Int
  /// How many earlier ones than the last of each install aren't.
  public var gaps: Int
  /// The latest time of one whose clock was good, in milliseconds since 1970.
  public var newestMilliseconds: Int64?
}

extension Journal {
  /// The key that everybody who counts goes back to.
  public func root() throws -> AuthorKey { try read { try Self.root(of: $0, author: author) } }

  /// Whether the journal's worker may say who counts.
  public var isSupervisor: Bool { roster.isSupervisor(author) }

  /// The team's name; nil if nobody has given it one.
  public func teamName() throws -> String? { try view(of: .settings)?.words("team-name") }

  /// The name of the worker with a key: as a supervisor wrote it, else as she gives it herself.
  public func workerName(_ author: AuthorKey) throws -> String? {
    try read { try name(of: author, in: $0) }
  }

  func name(of worker: AuthorKey, in db: Database) throws -> String? {
    guard let row = try Self.row(of: .member(worker), in: db) else { return nil }
    if let name = try view(ofRow: row, in: db)?.words("name") { return name }
    let claims = try revisions(ofRow: row, in: db).filter { $0.revision.author == worker }
    return claims.last?.texts["name"]
  }

  /// Everybody who is or was in the team, and oneself, by key: old records may name who has left.
  public func members() throws -> [(id: RecordID, author: AuthorKey, name: String?)] {
    try read { db in
      try Set(roster.everybody).union([author]).sorted().map {
        (.member($0), $0, try name(of: $0, in: db))
      }
    }
  }

  /// Everybody who is or was in the team, and who waits to be: supervisors first, then by name.
  public func team() throws -> [TeamMember] {
    try read { db in
      var entries: [AuthorKey: (count: Int, gaps: Int, newest: Int64?)] = [:]
      for chain in try ForeignJournal.chains(db) {
        let last = try RowStatement("SELECT bytes FROM entry WHERE replica = ? AND seq = ?", in: db)
        try last.start(.integer(chain.row), .integer(chain.last))
        var (count, gaps, newest) = entries[chain.author] ?? (0, 0, nil)
        count += Int(chain.count)
        gaps += chain.gaps
        while try last.next() {
          let stamp = try Entry(bytes: last.blob(0, atMost: Entry.length)).stamp
          guard stamp.clockIsGood else { continue }
          newest = max(newest ?? .min, stamp.wallMilliseconds)
        }
        entries[chain.author] = (count, gaps, newest)
      }
      let everybody = Set(roster.everybody).union(entries.keys).union([author])
      return try everybody.map { key in
        TeamMember(
          key: key, name: try name(of: key, in: db), role: role(of: key), isSelf: key == author,
          entries: entries[key]?.count ?? 0, gaps: entries[key]?.gaps ?? 0,
          newestMilliseconds: entries[key]?.newest)
      }
      .sorted { ($0.role.order, $0.name ?? "", $0.key) < ($1.role.order, $1.name ?? "", $1.key) }
    }
  }

  private func role(of key: AuthorKey) -> TeamMember.Role {
    if roster.isSupervisor(key) { return .supervisor }
    if roster.isMember(key) { return .worker }
    return roster.everybody.contains(key) ? .removed : .waiting
  }

  /// Gives the team a name.
  ///
  /// - Throws: ``JournalError/notASupervisor``, and what a write throws.
  public func nameTeam(_ name: String) throws {
    guard isSupervisor else { throw JournalError.notASupervisor }
    var draft = Draft(.settings, seed: RecordID.seed(ofNaturalKey: []))
    draft.words["team-name"] = name
    try write([draft])
  }

  /// Makes somebody count in the team from now on, with all that she has written.
  ///
  /// What waited is counted at once; nothing has to be merged again. A supervisor gets a key; if that can't
  /// be made, it is in ``notices``.
  ///
  /// - Throws: ``JournalError/notASupervisor`` unless a supervisor asks for a worker, or the team's
  ///   founder for a supervisor; ``JournalError/tooManyKeys``; and what a write throws. Then nothing
  ///   has changed.
  public func addMember(
    _ key: AuthorKey, name: String?, isSupervisor: Bool,
    erasing limit: Int = Journal.erasuresUnasked
  ) throws {
    guard self.isSupervisor, try !isSupervisor || root() == author else {
      throw JournalError.notASupervisor
    }
    var draft = memberDraft(
      for: key, name: name, role: isSupervisor ? "supervisor" : "worker")
    draft.set("removed", to: nil)
    if !isSupervisor, roster.isSupervisor(key) {
      try addLastEntries(of: key, to: "last-erasures", &draft)
    }
    let getsKey = isSupervisor && key != author
    if getsKey { try checkRoom(forKeysOf: [key]) }
    try changeRoster(draft, erasing: limit) { roster.isMember(key) }
    if getsKey { addKeys(for: [key]) }
  }

  /// Ends somebody's counting: what she has written until now counts, what comes later waits.
  ///
  /// - Throws: ``JournalError/notASupervisor`` unless a supervisor asks for a worker, or the team's
  ///   founder for a supervisor; nobody removes the founder. And what a write throws.
  public func removeMember(_ key: AuthorKey) throws {
    let root = try root()
    guard isSupervisor, key != root, !roster.isSupervisor(key) || root == author else {
      throw JournalError.notASupervisor
    }
    var draft = Draft(.member, seed: RecordID.seed(ofNaturalKey: key.bytes))
    draft.set("key", to: .bytes(key.bytes))
    draft.set("removed", to: .code("yes"))
    try addLastEntries(of: key, to: "last-entries", &draft)
    if roster.isSupervisor(key) { try addLastEntries(of: key, to: "last-erasures", &draft) }
    try changeRoster(draft) { !roster.isMember(key) }
  }

  /// Writes down how far what somebody has written is here.
  private func addLastEntries(
    of key: AuthorKey, to field: String, _ draft: inout Draft
  ) throws {
    var ends: [[UInt8]] = []
    for chain in try read(ForeignJournal.chains) where chain.author == key {
      let number = withUnsafeBytes(of: UInt64(chain.last).littleEndian) { [UInt8]($0) }
      ends.append(chain.label.bytes + number)
    }
    // With none of hers here it says at least that there is an end.
    if ends.isEmpty { ends = [[UInt8](repeating: 0, count: 24)] }
    for end in ends { draft.add(.bytes(end), to: field) }
  }

  /// Writes who counts, and makes what is derived follow from it; nothing where the word of somebody with
  /// a greater right stands against it, so that it isn't so afterwards.
  private func changeRoster(
    _ draft: Draft, erasing limit: Int = .max, _ isSo: () -> Bool
  ) throws {
    let before = roster
    var erased = 0
    try writeCommand(cacheMegabytes: nil) { writer in
      try writer.write(draft)
      try writer.finish()
      guard isSo() else { throw JournalError.notASupervisor }
      erased = writer.removed.named.count
      guard erased <= limit else { throw JournalError.erasesMany(count: erased) }
      let authors = Set(try ForeignJournal.chains(writer.db).map(\.author))
      guard authors.contains(where: { !roster.treats($0, as: before) }) else { return }
      try rebuildDerived(in: writer.db)
    }
    if erased > 0 { removeWhatIsKeptOfErased() }
  }

  /// Joins a team: from now on those count whom its founder and her supervisors name.
  ///
  /// Whose file it is must have been confirmed, also the founder's key in it; `confirmed` makes sure that
  /// it still is that one. The journal gets a key with which the team's supervisors can read it, and takes over what the
  /// team has settled. Until a supervisor has added the journal's worker, what she writes counts here
  /// only, and waits in her colleagues' journals. A supervisor for whom no key can be made is in
  /// ``notices``.
  ///
  /// - Throws: ``JournalError``: `notATeamFile`, `notASupervisorsCard`, `inAnotherTeam`, `tooManyKeys`; what a merge throws. Then nothing has changed.
  public func join(
    _ team: ForeignJournal, as confirmed: TeamCard,
    erasing limit: Int = Journal.erasuresUnasked
  ) throws {
    let card = try team.card()
    guard confirmed.key == card.key, confirmed.root == card.root else {
      throw JournalError.notATeamFile(path: team.path)
    }
    let known = try root()
    guard known == author || known == card.root else { throw JournalError.inAnotherTeam }
    var erased = 0
    try write { db in
      try Fact.root.set(card.root.bytes, in: db)
      roster = try Self.roster(of: db, author: author)
      // What the team's supervisors erased may be here already, and counts from now on.
      erased = try settleErasures(in: db).named.count
      try rebuildDerived(in: db)
      let report = try merge([team], newAuthors: .holdBack, in: db)
      if let refusal = report.sources.first?.refusal { throw refusal }
      guard roster.isSupervisor(card.key) else {
        throw JournalError.notASupervisorsCard(path: team.path)
      }
      erased += report.erasures
      guard erased <= limit else { throw JournalError.erasesMany(count: erased) }
      try checkRoom(forKeysOf: otherSupervisors)
    }
    rememberState()
    if erased > 0 { removeWhatIsKeptOfErased() }
    addKeys(for: otherSupervisors)
  }

  /// Everybody else who is a supervisor.
  var otherSupervisors: [AuthorKey] {
    roster.everybody.filter { $0 != author && roster.isSupervisor($0) }
  }
}

extension RecordID {
  /// The member record of somebody.
  static func member(_ author: AuthorKey) -> RecordID {
    .derived(kind: "member", owner: nil, seed: RecordID.seed(ofNaturalKey: author.bytes))
  }
}

extension TeamMember.Role {
  fileprivate var order: Int {
    switch self {
    case .supervisor: 0
    case .worker: 1
    case .waiting: 2
    case .removed: 3
    }
  }
}

/// What a card or a team's file says of whoever made it.
public struct TeamCard: Equatable, Sendable {
  /// The maker's public key.
  public var key: AuthorKey
  /// The maker's name.
  public var name: String?
  /// The key that everybody who counts in the maker's team goes back to.
  public var root: AuthorKey
  /// The team's name, if the file says it.
  public var teamName: String?
}

extension ForeignJournal {
  /// Reads whose file it is.
  ///
  /// All of it is a claim until somebody has compared the fingerprint.
  ///
  /// - Throws: ``JournalError``; `notATeamFile` if nobody wrote anything in it.
  public func card() throws -> TeamCard {
    try JournalError.translating(path, file: file) {
      try queue.read { db in
        let rows = try RowStatement("SELECT bytes FROM entry ORDER BY id LIMIT 1", in: db)
        try rows.start()
        guard try rows.next(),
          let entry = try? Entry(bytes: try rows.blob(0, atMost: Entry.length))
        else { throw JournalError.notATeamFile(path: path) }
        let root = try claimedRoot(in: db)
        return TeamCard(
          key: entry.author, name: try workerNames(in: db)[entry.author] ?? nil,
          root: root ?? entry.author, teamName: try teamName(in: db))
      }
    }
  }

  private func claimedRoot(in db: Database) throws -> AuthorKey? {
    let rows = try RowStatement(
      "SELECT value FROM fact WHERE name = '\(Fact.root.rawValue)'", in: db)
    try rows.start()
    return try rows.next() ? AuthorKey(try rows.blob(0, atMost: AuthorKey.length)) : nil
  }

  private func teamName(in db: Database) throws -> String? {
    let rows = try RowStatement(
      """
      SELECT text FROM record CROSS JOIN revision ON revision.record = record.id
      CROSS JOIN words ON words.revision = revision.id AND words.field = 'team-name'
      WHERE uuid = ? ORDER BY revision.id DESC LIMIT 1
      """, in: db)
    try rows.start(.blob(RecordID.settings.bytes))
    return try rows.next() ? try rows.text(0, atMost: 1000) : nil
  }
}
