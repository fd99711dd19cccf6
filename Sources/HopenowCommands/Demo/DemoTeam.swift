import CaseModel
import JournalStore

/// Invents what a team writes in some months: everybody in it, and every word, is made up.
///
/// The seed decides records and ids, so that the same demo can be looked at twice; never keys. What
/// is invented of each kind is in `DemoTeam+Persons.swift` and `DemoTeam+Events.swift`.
struct DemoTeam {
  var chance: Chance
  /// Whom the worker at hand knows and is still in touch with.
  var persons: [DemoPerson] = []
  /// The team's last day.
  let last: CivilDate
  private let months: Int
  private let records: Int?
  /// The entries of the team's lists, by label.
  private var entries: [String: Draft] = [:]
  /// Those that the journal has, or will have with what is drafted.
  private var present: Set<RecordID> = []
  /// What is going to be written, and from which day on.
  private var upcoming: [(day: CivilDate, draft: Draft)] = []
  private static let evenings = 8

  /// A team whose last month is the one before `today`.
  ///
  /// Each worker writes what one person can write, or exactly so many records in the same evenings.
  init(seed: UInt64, months: Int, records: Int?, today: CivilDate) {
    chance = Chance(seed: seed)
    self.months = months
    self.records = records
    let first = CivilDate(year: today.year, month: today.month, day: 1) ?? today
    last = first.adding(days: -1) ?? today
  }

  /// Writes one worker's journal, a record or a change of one a command, and an evening a
  /// transaction.
  ///
  /// - Returns: How many records there are in it.
  mutating func write(_ journal: Journal, clock: DemoClock) throws -> Int {
    var written = 0
    (persons, entries, present, upcoming) = ([], [:], [], [])
    for month in (0..<months).reversed() {
      for evening in 0..<Self.evenings {
        guard let date = date(month: month, evening: evening) else { continue }
        clock.set(to: date)
        persons.removeAll { $0.until.map { $0 < date } ?? false }
        let done = (months - month - 1) * Self.evenings + evening + 1
        let room = records.map { $0 * done / (months * Self.evenings) - written }
        var drafts = due(on: date)
        let wanted = room ?? drafts.count + 1
        while drafts.count < wanted {
          if persons.isEmpty || chance.happens(0.3) {
            drafts += somebodyNew(on: date, journal)
          }
          try addEvening(date, to: &drafts, journal)
        }
        // What something takes comes before it, so that cutting off the end never cuts that off.
        if let room, drafts.count > room {
          for cut in drafts.dropFirst(room) where cut.kind == Kind.listEntry.name {
            if let id = cut.id { present.remove(id) }
          }
          drafts.removeLast(drafts.count - room)
        }
        try journal.write(commands: drafts.map { [$0] })
        written += drafts.count { $0.record == nil }
      }
    }
    return written
  }

  private mutating func date(month: Int, evening: Int) -> CivilDate? {
    var (year, number) = (last.year, last.month - month)
    while number < 1 { (year, number) = (year - 1, number + 12) }
    let days = CivilDate.days(inMonth: number, of: year)
    return CivilDate(
      year: year, month: number, day: min(days, 1 + evening * 3 + chance.number(0...3)))
  }

  // MARK: What comes later

  private mutating func due(on date: CivilDate) -> [Draft] {
    let due = upcoming.filter { $0.day <= date }.sorted { $0.day < $1.day }
    upcoming.removeAll { $0.day <= date }
    return due.map(\.draft)
  }

  /// Writes a record on the first evening from a day on, if there is one.
  mutating func write(_ draft: Draft, from day: CivilDate) {
    if day <= last { upcoming.append((day, draft)) }
  }

  /// Says more of a record that was drafted, once a day has come: in a change of its own, or, where
  /// the number of records is given and each is one change, in the record itself.
  mutating func change(
    _ draft: inout Draft, from day: CivilDate, _ change: (inout Draft) -> Void
  ) {
    guard day <= last else { return }
    guard records == nil else { return change(&draft) }
    var later = draft
    later.record = draft.id
    (later.answers, later.words) = ([:], [:])
    change(&later)
    upcoming.append((day, later))
  }

  // MARK: Lists

  /// Names an entry of one of the team's lists, which is made before it is named first.
  mutating func name(
    _ label: String, of list: TeamList, group: String? = nil, before drafts: inout [Draft],
    _ journal: Journal
  ) throws -> Answer {
    var entry = entries[label] ?? journal.newListEntry(list, label: label)
    if let group { entry.set("group", to: .code(group)) }
    entries[label] = entry
    guard let id = entry.id else { throw JournalError.noRecord }
    if present.insert(id).inserted { drafts.append(entry) }
    return .record(id)
  }
}
