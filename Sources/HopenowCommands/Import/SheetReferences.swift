import CaseModel
import JournalStore
import Spreadsheets

/// Finds what the cells of a sheet name: persons, places, workers, other records.
///
/// Nothing is looked up twice, and what is found nowhere and may be made is made once.
final class SheetReferences {
  /// A person who gets a page because a sheet names her.
  struct NewPerson {
    var alias: String
    var seed: [UInt8]
  }

  private let journal: Journal
  private let register: String
  private let makesPersons: Bool
  private let members: [String: [RecordID]]
  private var known: [String: RecordID] = [:]
  private var newByAlias: [String: RecordID] = [:]
  private var knownEntries: [TeamList: [String: RecordID]] = [:]
  private(set) var newPersons: [NewPerson] = []
  private(set) var newEntries: [Draft] = []
  /// Records that earlier rows of the same sheet make.
  var madeBefore: (RecordID) -> Bool = { _ in false }

  /// How many names of persons are remembered, so that memory has an end.
  private static let limit = 1 << 18

  /// Takes a journal that isn't in a transaction yet.
  init(journal: Journal, register: String, makesPersons: Bool) throws {
    self.journal = journal
    self.register = register
    self.makesPersons = makesPersons
    members = Dictionary(
      grouping: try journal.members().filter { $0.name != nil },
      by: { Vocabulary.plain($0.name ?? "") }
    ).mapValues { $0.map(\.id) }
  }

  /// The record that a cell names, for a field that takes references.
  ///
  /// One that is found nowhere may be made if `makes`.
  ///
  /// - Throws: ``LineFault/Cause``, ``JournalError``.
  func record(
    _ text: String, for type: FieldType, in writer: CommandWriter, makes: Bool = true
  ) throws -> RecordID {
    switch type {
    case .list(let list): try entry(of: list, text, in: writer, makes: makes)
    case .record(kind: "person"): try person(text, in: writer, makes: makes)
    case .record(kind: "member"): try one(members[Vocabulary.plain(text)] ?? [], "member")
    case .record(let kind?): try other(text, kind: kind, in: writer)
    default: throw LineFault.Cause.unknown(what: "record")
    }
  }

  /// Whether a cell names one record, as it stands.
  func knows(_ text: String, for type: FieldType, in writer: CommandWriter) throws -> Bool {
    do {
      _ = try record(text, for: type, in: writer, makes: false)
      return true
    } catch is LineFault.Cause {
      return false
    }
  }

  /// The person whom a cell named before, as it stands.
  func known(_ text: String, for type: FieldType) -> RecordID? {
    type == .record(kind: "person") ? known[text] : nil
  }

  /// A person by her code, her id in the sheets' register, or her alias.
  func person(
    _ text: String, in writer: CommandWriter, makes: Bool = true
  ) throws -> RecordID {
    if let id = known[text] { return id }
    let mayBeCode = text.utf8.first == UInt8(ascii: "H") || text.utf8.first == UInt8(ascii: "h")
    var found = mayBeCode ? try writer.persons(withCode: text) : []
    if found.isEmpty { found = try byID(text, kind: .person, in: writer) }
    if found.isEmpty { found = try writer.persons(called: text) }
    if found.isEmpty && makesPersons && makes { found = [try newPerson(text)] }
    let person = try one(found, "person")
    if known.count < Self.limit { known[text] = person }
    return person
  }

  private func newPerson(_ alias: String) throws -> RecordID {
    let plain = Vocabulary.plain(alias)
    if let id = newByAlias[plain] { return id }
    let person = journal.newRecord(.person)
    guard let seed = person.seed, let id = person.id else { throw JournalError.noRecord }
    newPersons.append(NewPerson(alias: alias, seed: seed))
    newByAlias[plain] = id
    return id
  }

  private func other(_ text: String, kind: String, in writer: CommandWriter) throws -> RecordID {
    guard let kind = Kind.named(kind) else { throw JournalError.needsNewerHopenow }
    return try one(byID(text, kind: kind, in: writer), kind.name)
  }

  /// A record by its own id written out, or by its id in the sheets' register.
  private func byID(_ text: String, kind: Kind, in writer: CommandWriter) throws -> [RecordID] {
    let candidates = [
      text.count >= 32 ? RecordID(description: text) : nil,
      Draft(kind, externalID: text, of: register).id,
    ].compactMap(\.self)
    return try candidates.first { try writer.isHere($0, kind: kind) || madeBefore($0) }.map { [$0] }
      ?? []
  }

  private func entry(
    of list: TeamList, _ text: String, in writer: CommandWriter, makes: Bool
  ) throws -> RecordID {
    let plain = Vocabulary.plain(text)
    if let id = knownEntries[list]?[plain] { return id }
    var found = try writer.listEntries(of: list, called: text)
    if found.isEmpty && makes {
      let draft = journal.newListEntry(list, label: text)
      guard let id = draft.id else { throw JournalError.noRecord }
      found = [id]
      let isMade = newEntries.contains { $0.id == id }
      if try !isMade && !writer.isHere(id, kind: .listEntry) {
        newEntries.append(draft)
      }
    }
    let id = try one(found, list.rawValue)
    knownEntries[list, default: [:]][plain] = id
    return id
  }

  private func one(_ found: [RecordID], _ what: String) throws -> RecordID {
    guard found.count <= 1 else { throw LineFault.Cause.several(what: what) }
    guard let id = found.first else { throw LineFault.Cause.unknown(what: what) }
    return id
  }
}
