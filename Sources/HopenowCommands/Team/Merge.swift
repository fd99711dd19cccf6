import ArgumentParser
import CaseModel
import JournalStore
import SealedSQLite
import Sealing

struct MergeCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Take over everything new from colleagues' journals.",
    discussion: """
      Example: hopenow merge --dry-run /media/*/*.hopenow
      The others' journals are only read. They open by your key, or by one passphrase a line on \
      --passphrase-fd: the first for your journal, then one for each journal named, the last one \
      standing for all that follow. Merging again changes nothing.
      """)

  @OptionGroup var journal: JournalOptions

  @Argument(help: "The journals to merge from.", completion: .file(extensions: ["hopenow"]))
  var journals: [String]

  @Flag(help: "Show exactly what the merge would do, and do nothing.")
  var dryRun = false

  @Flag(help: "Let authors whom you don't know yet count in your team, without asking.")
  var trustNew = false

  @Option(help: "text or json.")
  var format: OutputFormat = .text

  func run(in world: World) throws {
    guard format != .csv else { throw CommandError.noSuchFormat("CSV") }
    let keys = MergeKeys(journal)
    let ours = try keys.open(in: world)
    let notices = ours.notices
    var opened: [(path: String, source: ForeignJournal?, refusal: JournalError?)] = []
    for path in journals {
      do {
        opened.append((path, try keys.open(path, for: ours, in: world), nil))
      } catch let error as JournalError {
        opened.append((path, nil, error))
      }
    }
    let sources = opened.compactMap(\.source)
    // Only a supervisor can say who counts: for anybody else new authors wait.
    let accepting =
      try ours.isSupervisor && accepts(try ours.newAuthors(in: sources), in: world)
    let report = try Progress.following(ours, in: world) {
      try ours.merge(sources, newAuthors: accepting ? .accept : .holdBack, dryRun: dryRun)
    }
    let lines = MergeLines(
      report, refused: opened.compactMap { row in row.refusal.map { (row.path, $0) } })
    switch format {
    case .json: world.output.print(whole: lines.json(dryRun: dryRun).text)
    default: for line in lines.text(dryRun: dryRun, in: world) { world.output.print(line) }
    }
    world.tellNew(ours, before: notices)
    try lines.status(in: world)
  }

  /// Whether new authors count from now on: asked for each, or all by --trust-new.
  private func accepts(_ authors: [NewAuthor], in world: World) throws -> Bool {
    guard !authors.isEmpty, !trustNew else { return true }
    guard let terminal = world.terminal else {
      throw CommandError.newAuthors(count: authors.count)
    }
    terminal.show(
      world.says(
        "Not in your team yet (compare the fingerprints with them, aloud):\n",
        danish: "Ikke med i jeres team endnu (sammenlign fingeraftrykkene med dem, højt):\n"))
    for author in authors {
      let name = author.name?.harmless() ?? world.says("no name", danish: "uden navn")
      terminal.show("  \(author.key.fingerprint)  \(name)\n")
    }
    let question = world.says(
      "Let what they wrote count? No keeps it waiting.",
      danish: "Skal det, de har skrevet, tælle med? Nej lader det vente.")
    return try terminal.confirm(question, danish: world.isDanish)
  }
}

/// The keys of a merge: our own journal's, then one for each of the others.
private final class MergeKeys {
  private let options: JournalOptions
  private var lines: PassphraseLines?
  private var last: SlotSecret?

  init(_ options: JournalOptions) {
    self.options = options
    lines =
      options.key.keyFile == nil
      ? options.key.passphraseFd.map(PassphraseLines.init(descriptor:)) : nil
  }

  func open(in world: World) throws -> Journal {
    guard let lines else {
      last = try options.secretGiven()
      return try options.open(in: world)
    }
    guard let line = try lines.next() else {
      throw CommandError.noPassphraseLine(descriptor: lines.descriptor)
    }
    let secret = SlotSecret.passphrase(line, .standard)
    last = secret
    let journal = try LockedJournal(at: options.path(), mode: .readWrite).unlock(
      secret, in: world.store)
    if journal.isDemo {
      world.tellDemo()
    }
    world.tell(journal.notices)
    return journal
  }

  /// Opens a colleague's journal by our own key, if she made a slot for it, or if it is no secret;
  /// else by the next line, or else by the last key that there was.
  func open(_ path: String, for ours: Journal, in world: World) throws -> ForeignJournal {
    for key in [ours.readingKey, .anyone] {
      do {
        return try ForeignJournal(at: path, key: key, scratchFolder: world.store.stateFolder)
      } catch JournalError.wrongKey {
        continue
      }
    }
    if let line = try lines?.next() { last = .passphrase(line, .standard) }
    if let secret = last {
      return try ForeignJournal(at: path, secret: secret, scratchFolder: world.store.stateFolder)
    }
    guard let secret = try world.typedSecret(for: path) else { throw CommandError.noKey }
    let journal = try ForeignJournal(
      at: path, secret: secret, scratchFolder: world.store.stateFolder)
    last = secret
    return journal
  }
}

/// What a merge did, in words and for scripts.
struct MergeLines {
  private let report: MergeReport
  private let refused: [(path: String, error: JournalError)]

  init(_ report: MergeReport, refused: [(String, JournalError)]) {
    self.report = report
    self.refused =
      refused.map { ($0.0, $0.1) }
      + report.sources.compactMap { source in source.refusal.map { (source.path, $0) } }
  }

  func text(dryRun: Bool, in world: World) -> [String] {
    var lines =
      dryRun
      ? [world.says("Dry run: nothing was changed.", danish: "Prøvekørsel: intet blev ændret.")]
      : []
    for source in report.sources where source.refusal == nil {
      let parts = [
        (source.entriesNew, "new", "nye"), (source.entriesKnown, "known", "kendte"),
        (source.entriesCompleted, "completed", "gjort hele"),
        (source.entriesHeldBack, "waiting for your yes", "venter på dit ja"),
        (
          source.forks, "from a copied journal, both kept", "fra en kopieret journal, begge beholdt"
        ),
        (source.clocksWrong, "with a wrong clock", "med et forkert ur"),
      ].enumerated().filter { $0.offset < 2 || $0.element.0 > 0 }.map { _, part in
        "\(part.0) " + world.says(part.1, danish: part.2)
      }
      let worker =
        source.worker?.harmless() ?? world.says("Unknown worker", danish: "Ukendt medarbejder")
      lines.append("\(worker) (\(source.path)): " + parts.joined(separator: ", "))
    }
    for author in report.accepted {
      let name = author.name?.harmless() ?? world.says("no name", danish: "uden navn")
      lines.append(
        world.says("Counts in the team now: ", danish: "Tæller nu med i teamet: ")
          + "\(name) \(author.key.fingerprint)")
    }
    if report.isEmpty {
      lines.append(world.says("Nothing new.", danish: "Intet nyt."))
    } else {
      let parts = [
        (report.recordsAdded, "added", "tilføjet"), (report.recordsChanged, "changed", "ændret"),
        (report.recordsSideBySide, "joined from both sides", "samlet fra begge sider"),
        (
          report.recordsInConflict, "in conflict (see 'hopenow conflicts')",
          "i konflikt (se 'hopenow conflicts')"
        ),
      ].enumerated().filter { $0.offset < 2 || $0.element.0 > 0 }.map { _, part in
        "\(part.0) " + world.says(part.1, danish: part.2)
      }
      lines.append(
        world.says("Records: ", danish: "Poster: ") + parts.joined(separator: ", "))
    }
    return lines
  }

  func json(dryRun: Bool) -> JSONValue {
    .object([
      "schema": .string("hopenow/merge/1"), "dryRun": .bool(dryRun),
      "journals": .array(
        report.sources.filter { $0.refusal == nil }.map { source in
          .object([
            "path": .string(source.path), "worker": source.worker.map { .string($0) } ?? .null,
            "new": .number(Int64(source.entriesNew)), "known": .number(Int64(source.entriesKnown)),
            "completed": .number(Int64(source.entriesCompleted)),
            "heldBack": .number(Int64(source.entriesHeldBack)),
            "forks": .number(Int64(source.forks)),
            "clocksWrong": .number(Int64(source.clocksWrong)),
          ])
        }),
      "refused": .array(
        refused.map { row in
          .object([
            "path": .string(row.path),
            "status": .number(Int64(UserFacing(row.error).status.rawValue)),
          ])
        }),
      "accepted": .array(report.accepted.map { .string($0.key.description) }),
      "records": .object([
        "added": .number(Int64(report.recordsAdded)),
        "changed": .number(Int64(report.recordsChanged)),
        "sideBySide": .number(Int64(report.recordsSideBySide)),
        "inConflict": .number(Int64(report.recordsInConflict)),
      ]),
    ])
  }

  /// Tells of what was refused and ends with the worst of it; 3 where something waits for a person.
  func status(in world: World) throws {
    for (path, error) in refused {
      let facing = UserFacing(error, danish: world.isDanish)
      world.output.remark(
        world.says("Error: Not merged: ", danish: "Fejl: Ikke flettet: ") + (facing.message ?? path)
      )
      if let hint = facing.hint {
        world.output.remark(world.says("Hint:  ", danish: "Råd:  ") + hint)
      }
    }
    if let first = refused.first { throw UserFacing(first.error).status.code }
    let isWaiting =
      report.recordsInConflict > 0 || report.sources.contains { $0.entriesHeldBack > 0 }
    if isWaiting { throw ExitStatus.waits.code }
  }
}
