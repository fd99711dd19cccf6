import CaseModel
import Foundation
import GRDB
import SealedSQLite
import Sealing
import TestSupport

@testable import JournalStore

/// Commands that are tried on a small journal, each done when its closure returns.
struct Trial: Sendable {
  var name: String
  /// Whether the rollback journal of the command before lies there, empty, as it mostly does.
  var hasEmptyJournal = true
  /// What SQLite may hold in memory before it writes pages inside a transaction.
  var cachePages: Int?
  /// One that gives the journal another file leaves it open in that.
  var commands: [@Sendable (inout Journal, TrialBase) throws -> Void]

  /// What can be asked for by name.
  static let all: [Trial] = [
    Trial(name: "contact", commands: [contact]),
    Trial(name: "contact, the first since a recovery", hasEmptyJournal: false, commands: [contact]),
    Trial(name: "edit", commands: [edit]),
    Trial(name: "delete", commands: [delete]),
    Trial(name: "erase", commands: [contact, erase]),
    Trial(name: "merge of two journals", commands: [merge]),
    Trial(name: "merge of an erasure", commands: [contact, mergeErasure]),
    Trial(name: "key add", commands: [addKey]),
    Trial(name: "key add and remove", commands: [addKey, removeKey]),
    Trial(name: "key rotate", commands: [rotate]),
    Trial(name: "key rotate after a contact, and another", commands: [contact, rotate, contact]),
    Trial(name: "check --rebuild", commands: [{ journal, _ in try journal.rebuild() }]),
    Trial(name: "an evening", hasEmptyJournal: false, commands: [contact, edit, delete, contact]),
    Trial(
      name: "import, in little memory", cachePages: 8,
      commands: [
        { journal, _ in
          try journal.write(
            (1...60).map { .contact(on: 20_261_001 + $0 % 28, met: 3, note: longNote) })
        }
      ]),
  ]

  static func named(_ name: String) -> Trial {
    all.first { $0.name == name }!
  }

  private static let longNote = String(repeating: "Tea. ", count: 500)

  @Sendable private static func contact(_ journal: inout Journal, _ base: TrialBase) throws {
    try journal.write([.contact(met: 14, note: "Tea.", persons: [base.person])])
  }

  @Sendable private static func edit(_ journal: inout Journal, _ base: TrialBase) throws {
    var draft = Draft(.test("contact"), record: base.contacts[3], words: ["note": longNote])
    draft.set("met", to: .number(2))
    try journal.write([draft])
  }

  @Sendable private static func delete(_ journal: inout Journal, _ base: TrialBase) throws {
    try journal.write([.delete(base.contacts[5], kind: .test("contact"), owner: nil)])
  }

  @Sendable private static func erase(_ journal: inout Journal, _ base: TrialBase) throws {
    _ = try journal.erase(base.person, reason: "own-request")
  }

  @Sendable private static func mergeErasure(_ journal: inout Journal, _ base: TrialBase) throws {
    let source = try ForeignJournal(at: base.erased, secret: .test(), scratchFolder: nil)
    let report = try journal.merge([source], newAuthors: .holdBack)
    if let refusal = report.sources[0].refusal { throw refusal }
  }

  @Sendable private static func merge(_ journal: inout Journal, _ base: TrialBase) throws {
    let sources = try base.others.map {
      try ForeignJournal(at: $0, secret: .test(), scratchFolder: nil)
    }
    let report = try journal.merge(sources, newAuthors: .accept)
    for source in report.sources { if let refusal = source.refusal { throw refusal } }
  }

  @Sendable private static func addKey(_ journal: inout Journal, _ base: TrialBase) throws {
    _ = try journal.addKey(TrialBase.newKey)
  }

  @Sendable private static func removeKey(_ journal: inout Journal, _ base: TrialBase) throws {
    try journal.removeKey(number: 1)
  }

  @Sendable private static func rotate(_ journal: inout Journal, _ base: TrialBase) throws {
    let kept = try journal.file.slot(openedBy: .test())
    journal = try journal.rotate(keeping: [kept], recoveryCode: TrialBase.code).journal
  }

  /// Opens the journal of a disk and does the commands.
  ///
  /// - Parameter afterEach: Gets the journal before the first command and after each.
  func run(
    on disk: Disk, with base: TrialBase, afterEach: (Journal) throws -> Void = { _ in }
  ) throws {
    var journal = try TrialBase.open(disk)
    if let cachePages {
      try journal.queue.inDatabase { try $0.execute(sql: "PRAGMA cache_size = \(cachePages)") }
    }
    try afterEach(journal)
    for command in commands {
      try command(&journal, base)
      try afterEach(journal)
    }
  }
}

/// The journal that trials begin with, and two colleagues' journals elsewhere.
struct TrialBase {
  static let newKey = SlotSecret.test(9)
  static let code = try! RecoveryCode(
    secret: SecretBytes(copying: [UInt8](repeating: 5, count: RecoveryCode.length)))
  private static let name = "journal.hopenow"

  /// The journal's files.
  let image: DiskImage
  let person: RecordID
  let contacts: [RecordID]
  let others: [String]
  /// A copy of the journal in which the person was erased.
  let erased: String
  private let elsewhere = TemporaryFolder()

  init() throws {
    let disk = Disk()
    do {
      let journal = try Journal.temporary(Self.name, in: disk.folder)
      person = try journal.write([.person("Red Hat", gender: "feminine", citizenship: ["DK"])])[0]
      let contacts = try (1...20).map { day in
        try journal.write([
          .contact(
            on: 20_261_000 + day, met: Int64(day), note: String(repeating: "x", count: 90 * day))
        ])[0]
      }
      // Free pages, as dropped tables leave them: SQLite uses them again without keeping in the
      // rollback journal what they held.
      try journal.write { db in
        try db.execute(sql: "CREATE TABLE dropped(b); INSERT INTO dropped VALUES (zeroblob(60000))")
      }
      try journal.write { db in try db.execute(sql: "DROP TABLE dropped") }
      self.contacts = contacts
    }
    let elsewhere = elsewhere
    others = try (1...2).map { other in
      let name = "other-\(other).hopenow"
      let journal = try Journal.temporary(name, in: elsewhere, seed: UInt64(10 + other))
      for day in 1...8 {
        try journal.write([.contact(on: 20_261_010 + day, met: 2, note: "Soup.")])
      }
      return elsewhere.file(name)
    }
    image = try disk.snapshot()
    erased = elsewhere.file("erased.hopenow")
    try FileManager.default.copyItem(atPath: disk.folder.file(Self.name), toPath: erased)
    let copy = try LockedJournal(at: erased, mode: .readWrite).unlock(.test(), in: .test(seed: 20))
    _ = try copy.erase(person, reason: "own-request")
  }

  /// The files with or without an empty rollback journal.
  func image(hasEmptyJournal: Bool) -> DiskImage {
    var image = image
    if !hasEmptyJournal { image.names[Self.name + "-journal"] = nil }
    return image
  }

  static func open(_ disk: Disk, secret: SlotSecret = .test()) throws -> Journal {
    try LockedJournal(at: disk.folder.file(name), mode: .readWrite).unlock(
      secret, in: .test(seed: 2, stateFolder: disk.folder.file("state")))
  }

  /// Opens with each key in turn; which of them there are is in the header, and what the header says
  /// is tried.
  static func openWithAnyKey(_ disk: Disk) throws -> Journal {
    let slots = try LockedJournal(at: disk.folder.file(name)).header.slots
    for slot in slots.dropFirst() { _ = try open(disk, secret: secret(of: slot)) }
    guard let slot = slots.first else { throw JournalError.lastKey }
    return try open(disk, secret: secret(of: slot))
  }

  private static func secret(of slot: SlotInfo) -> SlotSecret {
    slot.type == .recoveryCode ? .recoveryCode(code) : slot.number == 1 ? .test() : newKey
  }
}
