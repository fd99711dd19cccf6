import CaseModel
public import SealedSQLite
public import Sealing

extension Journal {
  /// Makes a new journal and writes who its worker is.
  ///
  /// - Parameters:
  ///   - path: Where the file shall lie; nothing may be there.
  ///   - worker: The worker's name, as colleagues know it.
  ///   - secret: What opens the journal.
  ///   - recoveryCode: What else opens it.
  ///   - team: The file of a team to join, and what was shown of it: its supervisors may read the journal
  ///     from birth.
  ///   - isStatistics: Marks the journal as one that holds no words.
  ///   - isDemo: Marks the journal as holding invented data only.
  ///   - environment: Time, chance and the folder of this machine.
  /// - Returns: The journal, open.
  /// - Throws: ``JournalError``: `alreadyExists`, `notWritable`, `outOfSpace`, `notATeamFile`, and
  ///   what merging the team's file throws; then no file is left behind.
  public static func create(
    at path: String, worker: String, secret: SlotSecret, recoveryCode: RecoveryCode? = nil,
    joining team: (file: ForeignJournal, card: TeamCard)? = nil, isStatistics: Bool = false,
    isDemo: Bool = false,
    in environment: StoreEnvironment
  ) throws -> Journal {
    let keys = JournalKeys(
      dataKey: try .random(), authorSeed: try .random(count: SigningKey.seedLength))
    let missingKeys = try makingWhole(at: path) { making in
      let file = try JournalError.translating(path) {
        try SealedFile.create(
          at: making, keys: keys,
          for: [.owner(secret)]
            + [recoveryCode].compactMap { $0.map { .owner(.recoveryCode($0)) } },
          isDemo: isDemo, isStatistics: isStatistics)
      }
      let journal = try Journal(
        file, at: path, mode: .readWrite, keys: keys, environment: environment, isNew: true)
      try journal.write([
        journal.memberDraft(
          for: journal.author, name: worker, role: team == nil ? "supervisor" : "worker")
      ])
      // A journal that was just made is new everywhere: nothing to announce.
      journal.notices = []
      if let team { try journal.join(team.file, as: team.card) }
      return journal.notices
    }
    let journal = try LockedJournal(at: path, mode: .readWrite).unlock(keys, in: environment)
    journal.notices = missingKeys
    return journal
  }

  /// A draft that makes an author count in the team.
  func memberDraft(for author: AuthorKey, name: String?, role: String) -> Draft {
    var draft = Draft(
      .member, words: ["name": name], seed: RecordID.seed(ofNaturalKey: author.bytes))
    draft.set("key", to: .bytes(author.bytes))
    draft.set("role", to: .code(role))
    return draft
  }
}
