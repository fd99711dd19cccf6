import ArgumentParser
import CaseModel
import Glibc
import JournalStore
import SealedSQLite
import Sealing

struct InitCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a new, empty journal.",
    discussion: """
      Example: hopenow init --worker "Worker A"
      On a terminal it proposes a passphrase of six words and shows a recovery code for paper. \
      Whoever loses the passphrase, the code and every key file has lost the journal: nobody can \
      open it again.
      With a team's file the journal belongs to the team from birth: its supervisors can read it \
      and merge it with keys of their own, and it has the team's lists and settings.
      """)

  @OptionGroup var journal: JournalOptions

  @Option(help: "Your name, as your colleagues know it.")
  var worker: String?

  @Option(
    help: ArgumentHelp("The file of the team to join, from a supervisor.", valueName: "path"),
    completion: .file())
  var team: String?

  @Flag(help: "A journal for reports only: a merge leaves every word out.")
  var statistics = false

  @Flag(help: "For a machine with little memory: 64 MiB to open the journal, rather than 256.")
  var smallMachine = false

  func run(in world: World) throws {
    let path = try journal.path()
    if access(path, F_OK) == 0 {
      throw team != nil && LockedJournal.looksLikeOne(at: path)
        ? CommandError.joinInstead(path: path) : JournalError.alreadyExists(path: path)
    }
    if journal.journal == nil { World.makeFolder(of: path) }
    let file = try team.map(world.openCard)
    let card = try file?.card()
    if let card, let terminal = world.terminal {
      terminal.show(
        (card.teamName.map { $0.harmless() + "\n" } ?? "") + world.fingerprints(of: card)
          + world.says(
            "Compare the six words with her, aloud, when you can.\n",
            danish: "Sammenlign de seks ord med hende, højt, når du kan.\n"))
    }
    let worker = try name(in: world)
    let (secret, code) = try secret(in: world, besides: [worker, path.fileName])
    let made = try Journal.create(
      at: path, worker: worker, secret: secret, recoveryCode: code,
      joining: file.flatMap { file in card.map { (file, $0) } }, isStatistics: statistics,
      in: world.store)
    world.tell(made.notices)
    if world.terminal != nil {
      KeptOpen.keep(made)
      let isKeyFile = if case .keyFile = secret { true } else { false }
      world.output.remark(
        isKeyFile
          ? world.says(
            "Made \(path). Keep a copy of the key file away from the laptop.",
            danish: "\(path) er lavet. Gem en kopi af nøglefilen væk fra computeren.")
          : world.says(
            "Made \(path). Write the passphrase down and keep it away from the laptop.",
            danish: "\(path) er lavet. Skriv adgangssætningen ned, og gem den væk fra computeren."))
    }
    if let card { world.tellJoined(card) }
    if statistics, world.terminal != nil {
      world.output.remark(
        world.says(
          "What is merged into it is without names, but not anonymous: guard it like any journal.",
          danish:
            "Det, der flettes ind i den, er uden navne, men ikke anonymt: pas på den som på enhver journal."
        ))
    }
    if smallMachine {
      world.output.remark(
        world.says(
          "Warning: a passphrase is easier to guess with 64 MiB. Take a longer one.",
          danish: "Advarsel: med 64 MiB er en adgangssætning lettere at gætte. Tag en længere."))
    }
    if Swap.isPlain { world.output.remark(Swap.warning(in: world)) }
  }

  private func name(in world: World) throws -> String {
    if let worker, !worker.isEmpty { return worker }
    let question = world.says(
      "Your name, as your colleagues know it: ", danish: "Dit navn, som dine kolleger kender det: ")
    while let typed = try world.terminal?.readLine(question)?.trimmed {
      if !typed.isEmpty { return typed }
    }
    throw ValidationError("Say who you are: --worker NAME.")
  }

  /// What shall open the journal: what the options name, else a passphrase and a code for paper.
  private func secret(
    in world: World, besides names: [String]
  ) throws -> (SlotSecret, RecoveryCode?) {
    let profile: PassphraseProfile = smallMachine ? .small : .standard
    if let secret = try journal.secretGiven() {
      guard case .passphrase(let passphrase, _) = secret else { return (secret, nil) }
      guard !NewPassphrase.isWeak(passphrase, besides: names) else {
        throw CommandError.weakPassphrase
      }
      return (.passphrase(passphrase, profile), nil)
    }
    guard let terminal = world.terminal else { throw CommandError.noFirstKey }
    let passphrase = try terminal.newPassphrase(besides: names, in: world)
    let code = try terminal.newRecoveryCode(in: world)
    if code == nil {
      terminal.show(
        world.says(
          "No code: without the passphrase nobody can open the journal. 'hopenow key recovery' makes one.\n",
          danish:
            "Ingen kode: uden adgangssætningen kan ingen åbne journalen. 'hopenow key recovery' laver en.\n"
        ))
    }
    return (.passphrase(passphrase, profile), code)
  }
}

extension String {
  /// The last part of a path, up to its first full stop.
  var fileName: String {
    let last = split(separator: "/").last ?? ""
    return String(last.prefix { $0 != "." })
  }
}

extension Terminal {
  /// Proposes six words, or takes what is typed instead, twice.
  ///
  /// One that is too weak, or that isn't the same the second time, is asked for again.
  ///
  /// - Throws: ``CommandError``: `weakPassphrase` and `passphrasesDiffer` after ``World/attempts``,
  ///   `interrupted`.
  func newPassphrase(besides names: [String], in world: World) throws -> Passphrase {
    var attempts = 0
    while true {
      attempts += 1
      do {
        return try newPassphraseOnce(besides: names, in: world)
      } catch let error as CommandError
        where [.weakPassphrase, .passphrasesDiffer].contains(error) && attempts < World.attempts
      {
        let facing = UserFacing(error, danish: world.isDanish)
        show([facing.message, facing.hint].compactMap(\.self).joined(separator: " ") + "\n")
      }
    }
  }

  private func newPassphraseOnce(besides names: [String], in world: World) throws -> Passphrase {
    let proposal = NewPassphrase.sixWords()
    show(
      world.says("A passphrase for you: ", danish: "En adgangssætning til dig: ") + proposal + "\n")
    let typed = try readPassphrase(
      world.says(
        "Enter takes it, or type your own: ", danish: "Enter tager den, eller skriv din egen: "))
    if typed.secret.count == 0 {
      return Passphrase(try SecretBytes(copying: Array(proposal.utf8)))
    }
    guard !NewPassphrase.isWeak(typed, besides: names) else { throw CommandError.weakPassphrase }
    let again = try readPassphrase(world.says("Once more: ", danish: "En gang til: "))
    guard typed.secret.matches(again.secret) else { throw CommandError.passphrasesDiffer }
    return typed
  }
}

/// Whether memory may end up on the disk as it is.
enum Swap {
  static func warning(in world: World) -> String {
    world.says(
      "Warning: this machine swaps to a disk that isn't encrypted; what you read may end up there.",
      danish:
        "Advarsel: denne maskine lægger hukommelse på en disk, der ikke er krypteret; det, du læser, kan ende der."
    )
  }

  /// Any swap that isn't compressed memory or an encrypted device.
  static var isPlain: Bool {
    guard let file = fopen("/proc/swaps", "r") else { return false }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 4096)
    var isHeading = true
    while fgets(&line, Int32(line.count), file) != nil {
      defer { isHeading = false }
      guard !isHeading else { continue }
      let name = String(
        decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      if !name.hasPrefix("/dev/zram"), !name.hasPrefix("/dev/dm-"), !name.hasPrefix("/dev/mapper") {
        return true
      }
    }
    return false
  }
}
