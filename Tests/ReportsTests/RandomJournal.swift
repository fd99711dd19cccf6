import CaseModel
import JournalStore
import TestSupport

/// A journal in which anything may stand that the kinds allow: every coded answer, unknown, refused
/// and none, ages at the borders of bands, several citizenships, heads by gender, several persons
/// at one contact, consents to being counted, links.
struct RandomJournal {
  /// The days of what happened.
  static let days = (2026 * 10_000 + 501)...(2026 * 10_000 + 1031)

  private var chance: Seeded
  private let journal: Journal
  private var persons: [RecordID] = []
  private var entries: [TeamList: [RecordID]] = [:]

  /// - Parameters:
  ///   - seed: Decides everything.
  ///   - file: The journal's name; `TestSupport`'s key file opens it.
  ///   - isLinked: Whether some records are about the same.
  static func write(
    _ seed: UInt64, to file: String, in folder: TemporaryFolder, isLinked: Bool = true
  ) throws -> Journal {
    var random = RandomJournal(
      chance: Seeded(seed), journal: try .temporary(file, in: folder, seed: seed + 1))
    try random.write(isLinked: isLinked)
    return random.journal
  }

  private init(chance: Seeded, journal: Journal) {
    self.chance = chance
    self.journal = journal
  }

  private mutating func write(isLinked: Bool) throws {
    for (list, labels) in [
      (TeamList.place, ["North", "South"]), (.organisation, ["Shelter", "Clinic", "Law"]),
      (.project, ["Alpha", "Beta"]),
    ] {
      entries[list] = try journal.write(labels.map { journal.newListEntry(list, label: $0) })
    }
    persons = try journal.write((0..<(3 + chance.below(24))).map { _ in person() })
    let kinds = Kind.all.filter(\.isActivity)
    var events: [Draft] = []
    for _ in 0..<chance.pick([20, 80, 200]) { events.append(event(chance.pick(kinds))) }
    let ids = try journal.write(events)
    var others = (0..<persons.count).map { _ in consent() }
    if isLinked {
      for _ in 0..<chance.below(5) {
        let (one, other) = (chance.pick(persons), chance.pick(persons))
        if one != other { others.append(.link(one, other, isSame: !chance.once(in: 5))) }
      }
      for _ in 0..<chance.below(6) {
        let (one, other) = (chance.below(ids.count), chance.below(ids.count))
        if one != other, events[one].kind == events[other].kind {
          others.append(.link(ids[one], ids[other], isSame: !chance.once(in: 5)))
        }
      }
    }
    // One link of a pair in one command: a second would be the same record.
    var seen: Set<RecordID> = []
    try journal.write(
      others.filter { $0.kind != "same" || $0.id.map { seen.insert($0).inserted } ?? true })
  }

  private mutating func person() -> Draft {
    var draft = Draft(.person, words: ["alias": "A"])
    for field in Kind.person.fields {
      switch field.name {
      case "birth-year":
        guard chance.once(in: 2) else { continue }
        let border = chance.pick([0, 9, 18, 21, 24, 27, 30, 39, 48, 70])
        let year = 2026 - border - chance.below(3) + 1
        draft.set("birth-year", to: special() ?? .number(Int64(min(year, 2100))))
      default: answer(field, in: &draft)
      }
    }
    return draft
  }

  private mutating func event(_ kind: Kind) -> Draft {
    var draft = journal.newRecord(kind, owner: kind.isOwned ? chance.pick(persons) : nil)
    let on = day()
    let minute = chance.once(in: 3) ? chance.below(1440) : nil
    draft.set("on", to: .date(on, minute: minute))
    for field in kind.fields {
      switch (field.name, field.type) {
      case ("accepted", .date), ("rejected", .date), ("done", .date), ("withdrawn", .date):
        // Now and then in an order that can't be, as after a merge.
        if chance.once(in: 3),
          let date = on.adding(days: chance.below(45) - (chance.once(in: 9) ? 9 : 0))
        {
          draft.set(field.name, to: .date(date, minute: nil))
        }
      case ("person", _):
        guard !chance.once(in: 3) else { continue }
        for _ in 0..<chance.below(4) { draft.add(.record(chance.pick(persons)), to: "person") }
      case ("met-gender", _):
        for gender in Vocabulary.gender.codes.map(\.stored) + ["unknown"] where chance.once(in: 5) {
          draft.set("met-gender", for: gender, to: Int64(chance.below(6)))
        }
      default: answer(field, in: &draft)
      }
    }
    return draft
  }

  private mutating func consent() -> Draft {
    var draft = journal.newRecord(.consent, owner: chance.pick(persons))
    draft.set("on", to: .date(day(), minute: chance.once(in: 3) ? chance.below(1440) : nil))
    draft.set("purpose", to: .code(chance.once(in: 3) ? "share" : "statistics"))
    draft.set(
      "answer", to: .code(chance.pick(["given", "given", "refused", "withdrawn", "unknown"])))
    if chance.once(in: 4) { draft.set("until", to: .date(day(), minute: nil)) }
    return draft
  }

  /// Any answer that a field takes, or none.
  private mutating func answer(_ field: Field, in draft: inout Draft) {
    guard !field.isAutomatic || field.name == "basis", !chance.once(in: 3) else { return }
    switch field.type {
    case .code(let vocabulary):
      // Few codes, so that some are frequent.
      let few = Array(vocabulary.codes.map(\.stored).prefix(vocabulary.codes.count > 40 ? 3 : 6))
      for _ in 0..<(field.isMany ? 1 + chance.below(2) : 1) {
        let answer = special() ?? .code(chance.pick(few))
        field.isMany ? draft.add(answer, to: field.name) : draft.set(field.name, to: answer)
      }
    case .list(let list):
      let answer = special() ?? .record(chance.pick(entries[list] ?? persons))
      field.isMany ? draft.add(answer, to: field.name) : draft.set(field.name, to: answer)
    case .number(let range):
      draft.set(
        field.name, to: special() ?? .number(min(range.upperBound, Int64(chance.below(15)))))
    case .amount: draft.set(field.name, to: .number(Int64(chance.below(100_000))))
    default: return
    }
  }

  private mutating func special() -> Answer? {
    chance.once(in: 8) ? .code(chance.pick(["unknown", "refused"])) : nil
  }

  private mutating func day() -> CivilDate {
    CivilDate(number: 20_260_001 + (5 + chance.below(6)) * 100 + chance.below(30))
      ?? CivilDate(number: 20_260_615)!
  }
}
