import ArgumentParser
import JournalStore
import SealedSQLite
import Sealing

struct KeyRotateCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate", abstract: "Give the journal another key, when somebody has left.",
    discussion: """
      Example: hopenow key rotate
      Whoever isn't in the team any more can't read what is written from now on, not even with a copy \
      of the old file. Colleagues in the team keep the keys they had. Of your own keys those stay that \
      you give: on a terminal each is asked for, in a script --key-file, each --keep-key-file and each \
      line of --passphrase-fd counts. A recovery code is made anew.
      Copies made before still open with the keys they had, and what a colleague has merged stays on \
      her machine.
      """)

  @OptionGroup var journal: JournalOptions

  @Option(
    help: ArgumentHelp(
      "Another key file of yours that shall open it; may be repeated.", valueName: "path"),
    completion: .file())
  var keepKeyFile: [String] = []

  @Flag(help: "Don't ask whether keys of yours that you don't give may go.")
  var yes = false

  func run(in world: World) throws {
    let locked = try LockedJournal(at: journal.path(), mode: .readWrite)
    var kept = try keysGiven(for: locked, in: world)
    guard let first = kept.first else { throw CommandError.noKey }
    let opened = try locked.unlock(first, in: world.store)
    if opened.isDemo { world.tellDemo() }
    world.tell(opened.notices)

    let others = opened.slots.filter { slot in
      slot.type.isOwn && !kept.contains { $0.info == slot }
    }
    var code: RecoveryCode?
    if let terminal = world.terminal {
      for slot in others where slot.type != .recoveryCode {
        if let key = try terminal.key(for: slot, of: locked, in: world) { kept.append(key) }
      }
      if opened.slots.contains(where: { $0.type == .recoveryCode }) {
        code = try terminal.newRecoveryCode(in: world)
      }
    }
    let going = others.filter { slot in
      !kept.contains { $0.info == slot } && !(slot.type == .recoveryCode && code != nil)
    }
    guard try going.isEmpty || yes || confirms(going, in: world) else {
      world.tellNothingChanged()
      return tellUnused(code, in: world)
    }
    let (rotated, dropped): (Journal, [DroppedKey])
    do {
      (rotated, dropped) = try Progress.following(opened, in: world) {
        try opened.rotate(keeping: kept, recoveryCode: code)
      }
    } catch {
      // After a system error it may be that it does.
      if case JournalError.system = error { throw error }
      tellUnused(code, in: world)
      throw error
    }
    Keyring.forget(locked.keyringName)
    if world.terminal != nil { KeptOpen.keep(rotated) }
    try tell(rotated, dropped, in: world)
  }

  /// Every key that the options or the environment name, else one that is typed.
  private func keysGiven(for locked: LockedJournal, in world: World) throws -> [OpenedSlot] {
    var secrets: [SlotSecret] = []
    if let path = journal.key.keyFile { secrets.append(.keyFile(try KeyFile.read(path))) }
    if let descriptor = journal.key.passphraseFd {
      let lines = PassphraseLines(descriptor: descriptor)
      let before = secrets.count
      while let line = try lines.next() { secrets.append(.passphrase(line, .standard)) }
      guard secrets.count > before else {
        throw CommandError.noPassphraseLine(descriptor: descriptor)
      }
    }
    if secrets.isEmpty, let secret = try journal.secretGiven() { secrets = [secret] }
    let others = try keepKeyFile.map { SlotSecret.keyFile(try KeyFile.read($0)) }
    // The journal may be open, but what opens it isn't known by that.
    let typed = try secrets.isEmpty ? typedKey(for: locked, in: world) : nil
    return try [typed].compactMap(\.self) + (secrets + others).map(locked.slot(openedBy:))
  }

  /// A key by what is typed, asked for again if it is wrong; nil without a terminal.
  private func typedKey(for locked: LockedJournal, in world: World) throws -> OpenedSlot? {
    var attempts = 0
    while let typed = try world.typedSecret(for: locked.path) {
      attempts += 1
      do {
        return try locked.slot(openedBy: typed)
      } catch let error as JournalError where error.isWrongKey && attempts < World.attempts {
        world.tellTryAgain(error)
      }
    }
    return nil
  }

  private func confirms(_ going: [SlotInfo], in world: World) throws -> Bool {
    let numbers = going.map(\.number)
    guard let terminal = world.terminal else { throw CommandError.keysWouldGo(numbers) }
    let list = numbers.map(String.init).joined(separator: ", ")
    let question = world.says(
      "Key \(list) will open the journal no longer. Go on?",
      danish: "Nøgle \(list) vil ikke åbne journalen mere. Skal det ske?")
    return try terminal.confirm(question, danish: world.isDanish)
  }

  /// Says that a code which is on paper already isn't the journal's.
  private func tellUnused(_ code: RecoveryCode?, in world: World) {
    guard code != nil else { return }
    world.output.remark(
      world.says(
        "The code just shown does not count: the recovery code is the one before.",
        danish: "Koden, der lige blev vist, gælder ikke: genopretningskoden er den forrige."))
  }

  /// Says who can open the new file, who can't, and what those may still hold.
  private func tell(_ journal: Journal, _ dropped: [DroppedKey], in world: World) throws {
    let holders = try journal.holders(in: world)
    world.output.print(world.says("Opens the journal now:", danish: "Åbner journalen nu:"))
    world.output.print(
      rows: journal.slots.map { world.row(of: $0, holder: holders[$0.number] ?? "") }, indent: 2)
    guard !dropped.isEmpty else { return try tellWhatStays(of: [], in: world) }
    let team = try journal.team()
    let rows = dropped.map { key in
      let holder = key.slot.type == .worker ? world.holder(key.reader, in: team) : ""
      return world.row(of: key.slot, holder: holder)
    }
    world.output.print(world.says("No longer:", danish: "Ikke mere:"))
    world.output.print(rows: rows, indent: 2)
    try tellWhatStays(
      of: dropped.compactMap { key in team.first { $0.key == key.reader } }, in: world)
  }

  private func tellWhatStays(of leavers: [TeamMember], in world: World) throws {
    guard world.terminal != nil else { return }
    // First who can, then what that leaves open.
    try world.output.flush()
    let names = leavers.map { world.named($0.name) }.joined(separator: ", ")
    world.output.remark(
      world.says(
        "Copies of the file from before still open with every key they had: delete those that you can reach.",
        danish:
          "Kopier af filen fra før åbnes stadig med hver nøgle, de havde: slet dem, du kan nå."))
    guard !leavers.isEmpty else { return }
    world.output.remark(
      world.says(
        "\(names): what was read or merged until now stays on that machine; what is written from now on can't be read there.",
        danish:
          "\(names): det, der er læst eller flettet til nu, bliver på den maskine; det, der skrives fra nu af, kan ikke læses der."
      ))
  }
}

extension Terminal {
  /// Asks for one of the journal's keys until it is right; nil if it isn't to be kept.
  fileprivate func key(
    for slot: SlotInfo, of locked: LockedJournal, in world: World
  ) throws -> OpenedSlot? {
    let (number, day) = (slot.number, slot.day)
    while true {
      let secret: SlotSecret?
      if slot.type == .passphrase {
        let typed = try readPassphrase(
          world.says(
            "Key \(number), the passphrase of \(day); Enter if it shall go: ",
            danish: "Nøgle \(number), adgangssætningen fra \(day); Enter, hvis den skal væk: "))
        guard typed.secret.count > 0 else { return nil }
        secret = .passphrase(typed, .standard)
      } else {
        let path = try readLine(
          world.says(
            "Key \(number), path of the key file of \(day); Enter if it shall go: ",
            danish: "Nøgle \(number), stien til nøglefilen fra \(day); Enter, hvis den skal væk: "))
        guard let path, !path.isEmpty else { return nil }
        secret = (try? KeyFile.read(path)).map { .keyFile($0) }
      }
      if let secret, let opened = try? locked.slot(openedBy: secret), opened.info == slot {
        return opened
      }
      show(world.says("That is not it.\n", danish: "Det er den ikke.\n"))
    }
  }
}
