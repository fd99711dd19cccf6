import ArgumentParser
import CaseModel
import Glibc
import JournalStore
import SealedSQLite
import Sealing

struct ShareCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "share", abstract: "Make sealed parcels for colleagues.",
    discussion: """
      Example: hopenow share "Worker B" --folder /media/stick
      Each colleague named, or everybody in the team, gets a parcel that only she can open: what the \
      team has settled, all that she has written in, and all about the persons whom she has met or \
      is responsible for. She takes it over with 'hopenow merge'. A stick, mail or any shared folder \
      carries it; lost, doubled or late parcels do no harm.
      A journal for tonight only, which merges back like any other:
        hopenow share --person "Red Hat" --new-journal tonight.hopenow
      """)

  @OptionGroup var journal: JournalOptions

  @Argument(help: "Colleagues, by name or fingerprint; without any, everybody in the team.")
  var colleagues: [String] = []

  @Option(
    help: "Where to put the parcels; else the folder that you are in.", completion: .directory)
  var folder: String?

  @Flag(help: "Everything that the journal holds.")
  var all = false

  @Option(
    help: ArgumentHelp("Only this person, by code or alias; may be repeated.", valueName: "ref"))
  var person: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only what was written since this day, and all by a wrong clock.", valueName: "date"))
  var since: String?

  @Flag(help: "Everything without any words, for statistics: without names, but not anonymous.")
  var statistics = false

  @Option(
    help: ArgumentHelp(
      "Instead of parcels, make a journal of your own with only these persons.",
      valueName: "path"), completion: .file())
  var newJournal: String?

  @OptionGroup var newKey: NewKeyOptions

  func validate() throws {
    guard [all, statistics, !person.isEmpty].count(where: \.self) <= 1 else {
      throw ValidationError("'--all', '--statistics' and '--person' exclude each other.")
    }
    guard
      newJournal == nil || !person.isEmpty && colleagues.isEmpty && since == nil && folder == nil
    else {
      throw ValidationError("'--new-journal' takes '--person' and nothing else.")
    }
    guard newJournal != nil || newKey.isEmpty else {
      throw ValidationError("A new key is for '--new-journal'.")
    }
  }

  func run(in world: World) throws {
    let journal = try journal.openToRead(in: world)
    let persons = try person.map { try journal.person(matching: $0) }
    // A stick that wasn't there may be now.
    let removed = try journal.removeParcelsOfErased().removed
    world.tell([.madeBeforeErasure(MadeFilesOfErased(removed: removed))])
    if let newJournal {
      guard access(newJournal, F_OK) != 0 else {
        throw JournalError.alreadyExists(path: newJournal)
      }
      let secret = try newKey.secret(besides: [newJournal.fileName], in: world)
      let report: ParcelReport
      do {
        report = try Progress.following(journal, in: world) {
          try journal.makeTravelJournal(at: newJournal, about: persons, secret: secret)
        }
      } catch {
        newKey.newKeyFile.map { _ = unlink($0) }
        throw error
      }
      return world.output.print(
        "\(newJournal): "
          + world.says("\(report.records) records", danish: "\(report.records) poster"))
    }
    let day = try since.map { text in
      guard let day = world.today.read(text)?.date else {
        throw CommandError.notADay(option: "--since")
      }
      guard !world.today.needsYear(text) else { throw AnswerError.needsYear(field: "since") }
      return day
    }
    let receivers = try receivers(in: journal)
    guard !receivers.isEmpty else { throw CommandError.nobodyToShareWith }
    for receiver in receivers {
      let contents: ParcelContents =
        all || statistics
        ? .everything : persons.isEmpty ? .colleague(receiver.key) : .persons(persons)
      let path = (folder ?? ".") + "/parcel-" + Self.randomName() + ".hopenow"
      let report = try journal.writeParcel(
        at: path, contents, since: day, withoutWords: statistics,
        for: [.colleague(receiver.key.bytes)])
      world.output.print(
        "\(world.named(receiver.name)): \(path) ("
          + world.says("\(report.records) records", danish: "\(report.records) poster") + ")")
      // Whose it is stands in no name: it is said although the next one may fail.
      try world.output.flush()
    }
  }

  private func receivers(in journal: Journal) throws -> [TeamMember] {
    let team = try journal.team().filter { !$0.isSelf && $0.role.isPresent }
    guard !colleagues.isEmpty else { return team }
    return try colleagues.map(journal.colleague(matching:))
  }

  /// A name that says nothing.
  private static func randomName() -> String {
    Randomness.bytes(8).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}

extension TeamMember.Role {
  /// Whether somebody of that role is in the team now.
  var isPresent: Bool { self == .supervisor || self == .worker }
}
