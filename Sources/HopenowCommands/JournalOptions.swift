import ArgumentParser
import Glibc
import JournalStore
import SealedSQLite
import Sealing

/// Which journal, and what opens it.
struct JournalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The journal's file; else HOPENOW_JOURNAL, else the one in your data folder.",
      valueName: "path"), completion: .file(extensions: ["hopenow"]))
  var journal: String?

  @OptionGroup var key: KeyOptions

  /// The journal's path.
  func path() throws -> String {
    guard let path = journal ?? World.defaultJournal else { throw CommandError.noDefaultJournal }
    return path
  }

  /// Opens and unlocks the journal to write in it, and tells what there is to tell about it; not of
  /// drafts to a command that offers them.
  func open(in world: World, tellsDrafts: Bool = true) throws -> Journal {
    try open(in: world, tellsDrafts: tellsDrafts) {
      try LockedJournal(at: path(), mode: .readWrite)
    }
  }

  /// Opens and unlocks the journal to look at it, also where it can't be written.
  ///
  /// Where it can, an interrupted write is rolled back first, and what a newer hopenow derives is
  /// brought up to date.
  func openToRead(in world: World) throws -> Journal {
    try open(in: world, tellsDrafts: true, lockedToRead)
  }

  /// The journal before it is unlocked, to look at it.
  func lockedToRead() throws -> LockedJournal {
    let path = try path()
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let isWritable = access(path, W_OK) == 0 && access(folder, W_OK) == 0
    return try LockedJournal(at: path, mode: isWritable ? .readWrite : .readOnly)
  }

  /// Unlocks the journal if that takes no question; nil if it would.
  ///
  /// A wrong key in an option is an error; in the environment it may be meant for another journal.
  func openUnasked(_ locked: LockedJournal, in world: World) throws -> Journal? {
    do {
      if let secret = try secretGiven() { return try locked.unlock(secret, in: world.store) }
      return try KeptOpen.secret(for: locked).map { try locked.unlock(kept: $0, in: world.store) }
    } catch  where key.keyFile == nil && key.passphraseFd == nil {
      return nil
    }
  }

  private func open(
    in world: World, tellsDrafts: Bool, _ locked: () throws -> LockedJournal
  ) throws -> Journal {
    var secret = try secretGiven()
    let journal = try repeating { try unlock(locked(), &secret, in: world) }
    if journal.isDemo {
      world.tellDemo()
    }
    world.tell(journal.notices)
    if tellsDrafts { world.tell(world.drafts(of: journal)) }
    return journal
  }

  /// Opens a journal anew that got another key while this waited for it: the same secret may open it
  /// again.
  private func repeating(_ open: () throws -> Journal) throws -> Journal {
    for _ in 0..<3 {
      do { return try open() } catch JournalError.replaced { continue }
    }
    return try open()
  }

  /// The first key given decides; a wrong one is never made up for by another.
  private func unlock(
    _ locked: LockedJournal, _ secret: inout SlotSecret?, in world: World
  ) throws -> Journal {
    if let secret { return try locked.unlock(secret, in: world.store) }
    if let kept = KeptOpen.secret(for: locked) {
      return try locked.unlock(kept: kept, in: world.store)
    }
    var attempts = 0
    while true {
      attempts += 1
      guard let typed = try world.typedSecret(for: locked.path) else { throw CommandError.noKey }
      do {
        let journal = try locked.unlock(typed, in: world.store)
        secret = typed
        KeptOpen.keep(journal)
        return journal
      } catch let error as JournalError where error.isWrongKey && attempts < World.attempts {
        world.tellTryAgain(error)
      }
    }
  }

  /// The key that an option or the environment names; nil if none does.
  func secretGiven() throws -> SlotSecret? {
    if let path = key.keyFile { return .keyFile(try KeyFile.read(path)) }
    if let descriptor = key.passphraseFd {
      guard let line = try PassphraseLines(descriptor: descriptor).next() else {
        throw CommandError.noPassphraseLine(descriptor: descriptor)
      }
      return .passphrase(line, .standard)
    }
    if let path = World.variable("HOPENOW_KEY_FILE") { return .keyFile(try KeyFile.read(path)) }
    return nil
  }
}

extension JournalError {
  /// Whether what was typed opens nothing, and something else might.
  var isWrongKey: Bool { if case .wrongKey = self { true } else { false } }
}

extension World {
  /// How often a passphrase can be typed, as with sudo and ssh.
  static let attempts = 3

  /// Says what is wrong with what was typed, before it is asked for again.
  func tellTryAgain(_ error: JournalError) {
    terminal?.show((UserFacing(error, danish: isDanish).message ?? "") + "\n")
  }

  /// A passphrase typed on the terminal; nil if there is none.
  func typedSecret(for path: String) throws -> SlotSecret? {
    let question = says("Passphrase for \(path): ", danish: "Adgangssætning til \(path): ")
    return try terminal.map { .passphrase(try $0.readPassphrase(question), .standard) }
  }
}

/// Journals that stay open for some minutes after a passphrase was typed, as with sudo.
enum KeptOpen {
  /// How long after the last command, unless HOPENOW_KEEP_OPEN says otherwise in minutes.
  static var duration: Duration? {
    guard let set = World.variable("HOPENOW_KEEP_OPEN") else { return .seconds(600) }
    guard let minutes = Int64(set), minutes > 0 else { return nil }
    return .seconds(min(minutes, 24 * 60) * 60)
  }

  /// The journal's keys, if the kernel still has them; their time starts again.
  static func secret(for locked: LockedJournal) -> SecretBytes? {
    guard let duration else { return nil }
    return Keyring.secret(named: locked.keyringName, extendingBy: duration)
  }

  /// Asks the kernel to keep the journal's keys.
  ///
  /// - Returns: whether it does.
  @discardableResult
  static func keep(_ journal: Journal, for chosen: Duration? = nil) -> Bool {
    guard let duration = chosen ?? duration, let keys = try? journal.keptKeys() else {
      return false
    }
    return Keyring.keep(keys, as: journal.keyringName, for: duration)
  }
}

extension World {
  /// Tells that nobody in a journal is real.
  func tellDemo() {
    output.remark(
      says(
        "This is a demo journal: everybody in it is invented.",
        danish: "Dette er en demo-journal: alle i den er opdigtet."))
  }

  /// Tells the person what there is to tell about a journal on this machine.
  func tell(_ notices: [Notice]) {
    for notice in notices {
      switch notice {
      case .newOnThisMachine:
        output.remark(
          says(
            "Note: this machine had not written in this journal before, or has forgotten.",
            danish:
              "Bemærk: denne maskine har ikke skrevet i denne journal før, eller har glemt det."))
      case .olderThanLastSeen:
        output.remark(
          says(
            "Warning: this journal is older than the one this machine last saw. If you put back a backup, merge the newer copy; nothing here is lost by it.",
            danish:
              "Advarsel: denne journal er ældre end den, maskinen sidst så. Hvis du har lagt en sikkerhedskopi tilbage, så flet den nyere kopi; intet her går tabt ved det."
          ))
      case .clockLooksWrong:
        output.remark(
          says(
            "Warning: this machine's clock looks wrong; what was written is marked so. Set the clock.",
            danish:
              "Advarsel: maskinens ur ser forkert ud; det skrevne er mærket sådan. Stil uret."))
      case .hasNoKey(let key):
        output.remark(
          says(
            "Warning: a supervisor of your team can't read this journal: \(key.fingerprint). Make room with 'hopenow key remove', then 'hopenow key add --reader'.",
            danish:
              "Advarsel: en leder i dit team kan ikke læse denne journal: \(key.fingerprint). Gør plads med 'hopenow key remove', og så 'hopenow key add --reader'."
          ))
      case .madeBeforeErasure(let made):
        for line in MadeFilesText(made: made, world: self).lines { output.remark(line) }
      }
    }
  }

  /// Tells what there is to tell after writing that there wasn't before.
  func tellNew(_ journal: Journal, before: [Notice]) {
    tell(journal.notices.filter { !before.contains($0) })
  }
}
