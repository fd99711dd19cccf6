import CaseModel
import JournalStore
import Sealing
import Synchronization

/// Invents what a team writes in some months: everybody in it, and every word, is made up.
///
/// The seed decides records and ids, so that the same demo can be looked at twice; never keys.
struct DemoTeam {
  private var chance: Chance
  private let months: Int
  private let records: Int?
  private let last: CivilDate
  /// The organisations that the journal has, or will have with what is drafted.
  private var organisations: Set<RecordID> = []
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

  /// Writes one worker's journal, a record a command and an evening a transaction.
  ///
  /// - Returns: How many records there are in it.
  mutating func write(_ journal: Journal, worker: Int, clock: DemoClock) throws -> Int {
    var persons: [RecordID] = []
    var written = 0
    organisations = []
    for month in (0..<months).reversed() {
      for evening in 0..<Self.evenings {
        guard let date = date(month: month, evening: evening) else { continue }
        clock.set(to: date)
        let done = (months - month - 1) * Self.evenings + evening + 1
        let room = records.map { $0 * done / (months * Self.evenings) - written }
        var drafts: [Draft] = []
        while drafts.count < room ?? 1 {
          if persons.isEmpty || chance.happens(0.3) {
            let person = person(journal, number: persons.count, worker: worker)
            persons.append(contentsOf: [person.id].compactMap(\.self))
            drafts.append(person)
          }
          try addEvening(date, persons: persons, to: &drafts, journal)
        }
        // What something takes comes before it, so that cutting off the end never cuts that off.
        if let room {
          for cut in drafts.dropFirst(room) where cut.kind == Kind.listEntry.name {
            if let id = cut.id { organisations.remove(id) }
          }
          drafts.removeLast(drafts.count - room)
        }
        written += try journal.write(commands: drafts.map { [$0] }).count
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

  private mutating func person(_ journal: Journal, number: Int, worker: Int) -> Draft {
    var draft = journal.newRecord(.person)
    draft.words["alias"] = chance.pick(Self.colours) + " " + chance.pick(Self.clothes)
    draft.set("gender", to: .code(chance.pick(Self.genders)))
    draft.add(.code(chance.pick(Self.countries)), to: "citizenship")
    if chance.happens(0.05) { draft.add(.code("IT"), to: "citizenship") }
    if chance.happens(0.6) {
      draft.set("birth-year", to: .number(Int64(chance.number(1975...2006))))
    }
    if chance.happens(0.5) {
      draft.set(
        "residence",
        to: .code(chance.pick(["none", "expired", "asylum", "eu", "permit", "unknown"])))
    }
    if chance.happens(0.2) {
      draft.set("contact-safety", to: .code("not-safe"))
      draft.words["safe-contact"] = "Only by message, before noon. Leave no message with others."
    }
    return draft
  }

  private mutating func addEvening(
    _ date: CivilDate, persons: [RecordID], to drafts: inout [Draft], _ journal: Journal
  ) throws {
    for _ in 0..<chance.number(2...4) {
      var contact = event(.contact, on: date, journal)
      let setting = chance.pick(Self.settings)
      contact.set("setting", to: .code(setting))
      contact.set("channel", to: .code(setting == "hotline" ? "phone" : "in-person"))
      if setting == "hotline" { contact.set("initiated-by", to: .code("person")) }
      let met = chance.number(1...15)
      contact.set("met", to: .number(Int64(met)))
      contact.set("spoken", to: .number(Int64(chance.number(0...met))))
      if chance.happens(0.5) { contact.add(.record(chance.pick(persons)), to: "person") }
      if chance.happens(0.3) {
        contact.set("met-gender", for: "Feminine", to: Int64(chance.number(0...met)))
      }
      if chance.happens(0.3) {
        contact.add(.code(chance.pick(["food", "clothes", "transport"])), to: "help-given")
      }
      contact.words["note"] = chance.pick(Self.notes)
      drafts.append(contact)
    }
    if chance.happens(0.6) {
      var session = event(.session, on: date, journal)
      session.add(.record(chance.pick(persons)), to: "person")
      session.set("type", to: .code(chance.pick(Vocabulary.sessionType.codes).stored))
      session.words["note"] = chance.pick(Self.notes)
      drafts.append(session)
    }
    if chance.happens(0.4) {
      var visit = event(.visit, on: date, journal, owner: chance.pick(persons))
      visit.set(
        "type", to: .code(chance.pick(["prison", "court", "hospital", "lawyer", "family-call"])))
      visit.set("role", to: .code(chance.pick(["visit", "accompany", "assessor"])))
      drafts.append(visit)
    }
    if chance.happens(0.2) {
      var screen = event(.screen, on: date, journal, owner: chance.pick(persons))
      screen.add(
        .code(chance.pick(["SexualExploitation", "ForcedLabour", "ForcedCriminality"])), to: "forms"
      )
      screen.add(.code(chance.pick(Vocabulary.meansOfControl.codes).stored), to: "means")
      if chance.happens(0.5), let table = IndicatorTable.shipped.first {
        screen.set("table", to: .code(table.id))
        for indicator in table.indicators where chance.happens(0.2) {
          let answer = chance.pick([Answer.yes, .yes, .no, .unknown, .refused])
          screen.set("indicator", for: indicator.code, to: answer)
        }
      }
      drafts.append(screen)
    }
    if chance.happens(0.2) {
      drafts += try referral(on: date, of: chance.pick(persons), journal)
    }
    if chance.happens(0.15) {
      var support = event(.support, on: date, journal, owner: chance.pick(persons))
      let type = chance.pick(["food", "clothes", "transport", "money"])
      support.set("type", to: .code(type))
      if type == "money" {
        support.set("amount", to: .number(Int64(chance.number(1...10)) * 5000))
        support.set("currency", to: .code("DKK"))
      }
      drafts.append(support)
    }
    if chance.happens(0.1) {
      var activity = event(.activity, on: date, journal)
      activity.set("type", to: .code(chance.pick(["partner-meeting", "lecture", "social"])))
      activity.set("participants", to: .number(Int64(chance.number(3...40))))
      drafts.append(activity)
    }
  }

  /// A referral, and before it what it takes: the organisation, and mostly a consent.
  private mutating func referral(
    on date: CivilDate, of person: RecordID, _ journal: Journal
  ) throws -> [Draft] {
    let (label, group, purpose) = chance.pick(Self.services)
    let organisation = try journal.newListEntry(.organisation, label: label)
    guard let to = organisation.id else { return [] }
    let before = organisations.insert(to).inserted ? [organisation] : []
    var referral = event(.refer, on: date, journal, owner: person)
    referral.set("purpose", to: .code(purpose))
    referral.set("to", to: .record(to))
    referral.set("group", to: .code(group))
    if chance.happens(0.5), let day = date.adding(days: chance.number(1...9)) {
      referral.set("accepted", to: .date(day, minute: nil))
    }
    guard chance.happens(0.9) else {
      referral.set("basis", to: .code("override"))
      referral.words["override"] = "Invented: the danger could not wait."
      return before + [referral]
    }
    referral.set("basis", to: .code("consent"))
    var consent = event(.consent, on: date, journal, owner: person)
    consent.set("purpose", to: .code("share"))
    consent.set("to", to: .record(to))
    consent.set("answer", to: .code("given"))
    consent.set("how", to: .code(chance.happens(0.8) ? "oral" : "written"))
    for part in ["personal", "residence"] + (chance.happens(0.5) ? ["contact"] : []) {
      consent.add(.code(part), to: "covers")
    }
    return before + [consent, referral]
  }

  private func event(
    _ kind: Kind, on date: CivilDate, _ journal: Journal, owner: RecordID? = nil
  ) -> Draft {
    var draft = journal.newRecord(kind, owner: owner)
    draft.set("on", to: .date(date, minute: nil))
    return draft
  }

  private static let colours = [
    "Red", "Blue", "Green", "Yellow", "White", "Grey", "Purple", "Orange", "Striped", "Golden",
  ]
  private static let clothes = [
    "Hat", "Scarf", "Coat", "Boots", "Umbrella", "Bag", "Gloves", "Jacket", "Shawl", "Cap", "Shoes",
    "Sweater",
  ]
  private static let genders = [
    "Feminine", "Feminine", "Feminine", "Masculine", "Masculine", "TransgenderFeminine", "unknown",
  ]
  private static let countries = [
    "NG", "NG", "NG", "NG", "GH", "GH", "UG", "KE", "CM", "GM", "CI", "RO", "TH", "BR", "unknown",
  ]
  private static let services = [
    ("Invented Centre", "cmm", "identification"), ("Invented Clinic", "health", "health"),
    ("Invented Shelter", "shelter", "shelter"), ("Invented Law Office", "lawyer", "legal"),
  ]
  private static let settings = [
    "street", "street", "street", "church", "eatery", "red-light-area", "prison", "hotline",
    "social-event",
  ]
  private static let notes = [
    "Invented: talked about the weather and the way to the clinic.",
    "Invented: gave the hotline number, agreed to meet again.",
    "Invented: a quiet night, tea with the group by the corner.",
    "Invented: asked about a lawyer, will bring the leaflet.",
  ]
}

/// A source of chance that a seed decides (SplitMix64).
struct Chance {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  mutating func happens(_ share: Double) -> Bool { number(0...999) < Int(share * 1000) }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(0...elements.count - 1)]
  }
}

/// The clock of a demo: the evening of the day that is being written.
final class DemoClock: Sendable {
  private let milliseconds = Mutex<Int64>(0)
  private let draws = Mutex<UInt64>(0)

  private func nextDraw() -> UInt64 {
    draws.withLock {
      $0 += 1
      return $0
    }
  }

  /// 23:00 of a day, but never before the first day on which a journal can have been written.
  func set(to date: CivilDate) {
    let evening = (Int64(date.dayNumber) * 24 + 23) * 3_600_000
    milliseconds.withLock { $0 = max(evening, $0 + 60_000, 1_767_225_600_000) }
  }

  /// An environment with this clock, whose random bytes a seed decides.
  func environment(seed: UInt64, worker: Int, stateFolder: String?) -> StoreEnvironment {
    StoreEnvironment(
      now: { .init(wallMilliseconds: self.milliseconds.withLock { $0 }, utcOffsetMinutes: 60) },
      random: { count in
        var bytes = [UInt8](repeating: 0, count: 32)
        for (place, number) in [seed, UInt64(worker), self.nextDraw()].enumerated() {
          for shift in 0..<8 {
            bytes[8 * place + shift] = UInt8(truncatingIfNeeded: number >> (8 * shift))
          }
        }
        return Randomness.bytes(count, decidedBy: bytes)
      },
      stateFolder: stateFolder)
  }
}
