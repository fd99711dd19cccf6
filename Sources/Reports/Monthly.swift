public import CaseModel
public import JournalStore

/// All activity of a period: times, people met and persons, by kind, setting, gender and
/// citizenship.
///
/// `times` and `met` of each record count once in every table by kind and by setting. By gender and
/// citizenship a record counts once for each that somebody in it has, and under `not-named` if
/// nobody in it has a page; of people met, those without a page and without a head-count by gender
/// are `not-asked`. A person with two citizenships counts under both, so that table has no total.
public struct Monthly: Report {
  /// Makes the report.
  public init() {}

  /// The stored name.
  public let name = "monthly"
  /// What it tells, in a line.
  public let summary =
    "all activity: times, people met and persons, by kind, setting, gender and citizenship"

  /// Counts a period.
  public func table(from journal: Journal, period: Period, isInternal: Bool) throws -> Table {
    let tally = try journal.tally(of: period.days)
    var cells: [Cell] = []
    let counting = MonthlyCounts(tally)
    for measure in Measure.allCases {
      let total = counting.total(measure)
      cells.append(
        Cell(
          measure: measure, field: "", code: "",
          count: isInternal ? total : Suppression.hidden(total)))
      for field in ["kind", "setting", "gender", "citizenship"] {
        let rows = counting.rows(measure, by: field)
        let counts = rows.map(\.count)
        let shown = isInternal ? counts : Suppression.hidden(counts)
        for (row, count) in zip(rows, shown) {
          cells.append(Cell(measure: measure, field: field, code: row.code, count: count))
        }
      }
    }
    return Table(report: name, period: period.text, isInternal: isInternal, cells: cells)
  }
}

/// The counts behind the cells, from one walk over what a period holds.
private struct MonthlyCounts {
  private static let notAsked = "not-asked"
  private static let notNamed = "not-named"
  private static let special = ["unknown", "refused", notAsked]

  private var totals: [Measure: Int] = [:]
  private var counts: [Measure: [String: [String: Int]]] = [:]

  init(_ tally: PeriodTally) {
    let attendances = Dictionary(grouping: tally.attendances, by: \.record)
    let heads = Dictionary(grouping: tally.heads, by: \.record)
    for event in tally.events {
      count(event, attendances: attendances[event.record] ?? [], heads: heads[event.record] ?? [])
    }
    countPersons(tally.attendances)
  }

  func total(_ measure: Measure) -> Int { totals[measure] ?? 0 }

  /// Every code of a field in declared order, with its count; countries only those that there are.
  func rows(_ measure: Measure, by field: String) -> [(code: String, count: Int)] {
    let found = counts[measure]?[field] ?? [:]
    var codes: [String]
    switch field {
    case "kind":
      codes = measure == .met ? ["contact"] : Kind.all.filter(\.isEvent).map(\.name)
    case "setting": codes = Vocabulary.setting.codes.map(\.stored) + Self.special
    case "gender": codes = Vocabulary.gender.codes.map(\.stored) + Self.special
    default:
      codes = found.keys.filter { !(Self.special + [Self.notNamed]).contains($0) }.sorted()
      codes += Self.special
    }
    if measure == .times, field == "gender" || field == "citizenship" {
      codes.append(Self.notNamed)
    }
    // A code of a newer hopenow has a row too.
    codes += found.keys.filter { !codes.contains($0) }.sorted()
    return codes.map { ($0, found[$0] ?? 0) }
  }

  private mutating func add(_ measure: Measure, _ field: String, _ code: String?, _ count: Int = 1)
  {
    counts[measure, default: [:]][field, default: [:]][code ?? Self.notAsked, default: 0] += count
  }

  private mutating func count(
    _ event: EventTally, attendances: [AttendanceTally], heads: [HeadTally]
  ) {
    let isContact = event.kind == "contact"
    totals[.times, default: 0] += 1
    add(.times, "kind", event.kind)
    if isContact { add(.times, "setting", event.setting) }
    if attendances.isEmpty {
      add(.times, "gender", Self.notNamed)
      add(.times, "citizenship", Self.notNamed)
    }
    for gender in Set(attendances.map { $0.gender ?? Self.notAsked }) {
      add(.times, "gender", gender)
    }
    for country in Set(attendances.flatMap(\.countries)) { add(.times, "citizenship", country) }
    if isContact { countMet(event, attendances: attendances, heads: heads) }
  }

  /// People met: the head-count, but never fewer than are named, or counted by gender.
  private mutating func countMet(
    _ event: EventTally, attendances: [AttendanceTally], heads: [HeadTally]
  ) {
    var genders = Dictionary(grouping: attendances) { $0.gender ?? Self.notAsked }
      .mapValues(\.count)
    // Somebody named whose gender nobody asked is among the others, not beside them.
    genders[Self.notAsked] = nil
    for head in heads { genders[head.gender] = max(genders[head.gender] ?? 0, head.count) }
    let byGender = genders.values.reduce(0, +)
    let met = max(event.met ?? 0, attendances.count, byGender)
    totals[.met, default: 0] += met
    add(.met, "kind", event.kind, met)
    add(.met, "setting", event.setting, met)
    for (gender, count) in genders { add(.met, "gender", gender, count) }
    add(.met, "gender", nil, met - byGender)
    var named = 0
    for attendance in attendances where !attendance.citizenships.isEmpty {
      named += 1
      for country in attendance.citizenships { add(.met, "citizenship", country) }
    }
    add(.met, "citizenship", nil, met - named)
  }

  private mutating func countPersons(_ attendances: [AttendanceTally]) {
    var seen: [String: Set<Int64>] = [:]
    func isNew(_ attendance: AttendanceTally, _ key: String) -> Bool {
      seen[key, default: []].insert(attendance.person).inserted
    }
    for attendance in attendances {
      if isNew(attendance, "") {
        totals[.persons, default: 0] += 1
        add(.persons, "gender", attendance.gender)
        for country in attendance.countries { add(.persons, "citizenship", country) }
      }
      if isNew(attendance, "kind \(attendance.kind)") { add(.persons, "kind", attendance.kind) }
      let setting = attendance.setting ?? Self.notAsked
      if attendance.kind == "contact", isNew(attendance, "setting \(setting)") {
        add(.persons, "setting", setting)
      }
    }
  }
}

extension AttendanceTally {
  /// The citizenships, or that nobody asked.
  fileprivate var countries: [String] { citizenships.isEmpty ? ["not-asked"] : citizenships }
}
