public import CaseModel
public import JournalStore

/// All activity of a period: times, people met and persons, by kind, setting, gender, citizenship
/// and the codes of every kind.
///
/// `times` and `met` of each record count once in every table by kind and by setting. By gender and
/// citizenship a record counts once for each that somebody in it has, and under `not-named` if
/// nobody in it has a page; of people met, those without a page and without a head-count by gender
/// are `not-asked`. A person with two citizenships counts under both, so that table has no total;
/// nor has that of a field that takes several answers.
public struct Monthly: Report {
  /// Makes the report.
  public init() {}

  /// The stored name.
  public let name = "monthly"
  /// What it tells, in a line.
  public let summary = Labels(
    en: "all activity, by kind, setting, gender, citizenship and codes",
    da: "al aktivitet, efter art, omgivelser, køn, statsborgerskab og koder")
  /// What a person reads.
  public let title = Labels(en: "Activity", da: "Aktivitet")

  /// Counts a period.
  public func table(from journal: Journal, origin: ReportOrigin) throws -> Table {
    let counts = MonthlyCounts(try journal.tally(of: origin.period.days))
    var blocks: [Block] = []
    for measure in [Measure.times, .met, .persons] {
      blocks.append(Block(measure, counts: [counts.total(measure)]))
      for breakdown in counts.breakdowns where breakdown.tells(measure) {
        let rows = breakdown.rows(measure)
        let axis = Axis(field: breakdown.field, codes: rows.map(\.code))
        blocks.append(Block(measure, by: [axis], counts: rows.map(\.count)))
      }
    }
    if !origin.isInternal {
      let hidden = MonthlyRelations(blocks.flatMap(\.cells)).publication
        .hidden(atLeast: origin.k)
      var place = 0
      for block in blocks.indices {
        for cell in blocks[block].counts.indices {
          if hidden[place] { blocks[block].counts[cell] = nil }
          place += 1
        }
      }
    }
    return Table(origin: origin, blocks: blocks)
  }
}

extension Axis {
  /// The axis of a field of the report, with what people read of it.
  fileprivate init(field: String, codes: [String]) {
    let counted = Kind.all.lazy.flatMap { kind in kind.fields.map { (kind, $0) } }
      .first { kind, counted in counted.isCounted && kind.reportName(of: counted) == field }
    let titles: [String: Labels] = [
      "kind": Labels(en: "by kind", da: "efter art"),
      "gender": Labels(en: "by gender", da: "efter køn"),
      "citizenship": Labels(en: "by citizenship", da: "efter statsborgerskab"),
    ]
    let ofField = counted.map { kind, field in
      Labels(
        en: "\(kind.labels.en): \(field.question.en)", da: "\(kind.labels.da): \(field.question.da)"
      )
    }
    let vocabulary =
      ["gender": Vocabulary.gender, "citizenship": .country][field]
      ?? counted?.1.type.vocabulary
    self.init(
      name: field, title: titles[field] ?? ofField ?? Labels(en: field, da: field),
      codes: codes.map { code in
        let labels: Labels? =
          field == "kind"
          ? Kind.named(code)?.labels
          : code == notNamed
            ? Labels(en: "nobody with a page", da: "ingen med egen side")
            : vocabulary?.label(of: code) ?? Vocabulary.label(ofSpecial: code)
        return Code(code, en: labels?.en ?? code, da: labels?.da ?? code)
      })
  }
}

extension Kind {
  /// What reports call the breakdown by one of the kind's fields: `session-type`, but `setting`,
  /// which only contacts have.
  public func reportName(of field: Field) -> String {
    field.name == "setting" ? field.name : "\(name)-\(field.name)"
  }
}

private let notAsked = "not-asked"
private let notNamed = "not-named"

/// What falls under one code.
private final class CodeCount {
  var times = 0
  var met = 0
  var persons: Set<Int64> = []

  func count(_ measure: Measure) -> Int {
    switch measure {
    case .times: times
    case .met: met
    case .persons: persons.count
    case .participants, .amount: 0
    }
  }
}

/// The counts by the codes of one field.
private final class Breakdown {
  /// The name in the report.
  let field: String
  private let codes: [String]
  private let tellsMet: Bool
  private var counts: [String: CodeCount] = [:]

  init(_ field: String, codes: [String], tellsMet: Bool = false) {
    self.field = field
    self.codes = codes
    self.tellsMet = tellsMet
  }

  subscript(code: String?) -> CodeCount {
    let code = code ?? notAsked
    if let known = counts[code] { return known }
    let new = CodeCount()
    counts[code] = new
    return new
  }

  func tells(_ measure: Measure) -> Bool { measure != .met || tellsMet }

  /// Every code in declared order, with its count, then those of a newer hopenow.
  func rows(_ measure: Measure) -> [(code: String, count: Int)] {
    var codes = codes
    if measure != .times { codes.removeAll { $0 == notNamed } }
    if measure == .met, field == "kind" { codes = ["contact"] }
    let declared = Set(codes)
    let others = counts.keys.filter { !declared.contains($0) && counts[$0]?.count(measure) != 0 }
    // Of countries only those that there are, before what is no country.
    let place = codes.firstIndex(of: "unknown") ?? codes.endIndex
    codes.insert(contentsOf: others.sorted(), at: field == "kind" ? codes.endIndex : place)
    return codes.map { ($0, counts[$0]?.count(measure) ?? 0) }
  }
}

/// The counts behind the cells, from one walk over what a period holds.
private struct MonthlyCounts {
  private let all = CodeCount()
  private let kind: Breakdown
  private let gender: Breakdown
  private let citizenship: Breakdown
  /// Every breakdown, in the order of the report.
  private(set) var breakdowns: [Breakdown] = []

  init(_ tally: PeriodTally) {
    let special = ["unknown", "refused", notAsked]
    kind = Breakdown("kind", codes: tally.kinds.map(\.kind.name), tellsMet: true)
    gender = Breakdown(
      "gender", codes: Vocabulary.gender.codes.map(\.stored) + special + [notNamed], tellsMet: true)
    citizenship = Breakdown("citizenship", codes: special + [notNamed], tellsMet: true)

    func breakdown(_ field: Field, of kind: Kind) -> Breakdown {
      let codes = field.type.vocabulary?.codes.map(\.stored) ?? []
      let listed = codes.count > 40 ? [] : codes
      return Breakdown(
        kind.reportName(of: field),
        codes: listed + special.filter { !listed.contains($0) },
        tellsMet: field.name == "setting")
    }
    let attendances = Dictionary(grouping: tally.attendances, by: \.record)
    let heads = Dictionary(grouping: tally.heads, by: \.record)
    var ofKinds: [Breakdown] = []
    for counted in tally.kinds {
      let ofFields = counted.fields.map { breakdown($0, of: counted.kind) }
      let kindCount = kind[counted.kind.name]
      for event in counted.events {
        let present = attendances[event.record] ?? []
        let met =
          counted.kind == .contact
          ? countMet(event, attendances: present, heads: heads[event.record] ?? []) : 0
        let underCodes = zip(ofFields, event.codes).map { $0[$1] }
        for count in [all, kindCount] + underCodes {
          count.times += 1
          count.met += met
          for attendance in present { count.persons.insert(attendance.person) }
        }
        countTraits(of: present)
      }
      ofKinds += ofFields
      for list in counted.lists {
        let ofList = breakdown(list.field, of: counted.kind)
        Self.count(list.answers, of: counted, attendances, in: ofList)
        ofKinds.append(ofList)
      }
    }
    // The order that the first version had, then what came later.
    let setting = ofKinds.filter { $0.field == "setting" }
    breakdowns =
      [kind] + setting + [gender, citizenship] + ofKinds.filter { $0.field != "setting" }
  }

  func total(_ measure: Measure) -> Int { all.count(measure) }

  private func countTraits(of present: [AttendanceTally]) {
    if present.isEmpty {
      gender[notNamed].times += 1
      citizenship[notNamed].times += 1
    }
    for code in Set(present.map { $0.gender ?? notAsked }) { gender[code].times += 1 }
    for code in Set(present.flatMap(\.countries)) { citizenship[code].times += 1 }
    for attendance in present {
      gender[attendance.gender].persons.insert(attendance.person)
      for country in attendance.countries {
        citizenship[country].persons.insert(attendance.person)
      }
    }
  }

  /// People met: the head-count, but never fewer than are named, or counted by gender.
  private func countMet(
    _ event: EventTally, attendances: [AttendanceTally], heads: [HeadTally]
  ) -> Int {
    var genders = Dictionary(grouping: attendances) { $0.gender ?? notAsked }.mapValues(\.count)
    // Somebody named whose gender nobody asked is among the others, not beside them.
    genders[notAsked] = nil
    for head in heads { genders[head.gender] = max(genders[head.gender] ?? 0, head.count) }
    let byGender = genders.values.reduce(0, +)
    let met = max(event.met ?? 0, attendances.count, byGender)
    for (code, count) in genders { gender[code].met += count }
    gender[notAsked].met += met - byGender
    var named = 0
    for attendance in attendances where !attendance.citizenships.isEmpty {
      named += 1
      for country in attendance.citizenships { citizenship[country].met += 1 }
    }
    citizenship[notAsked].met += met - named
    return met
  }

  private static func count(
    _ answers: [(record: Int64, code: String)], of tally: KindTally,
    _ attendances: [Int64: [AttendanceTally]], in breakdown: Breakdown
  ) {
    func add(_ record: Int64, under code: String) {
      let count = breakdown[code]
      count.times += 1
      for attendance in attendances[record] ?? [] { count.persons.insert(attendance.person) }
    }
    var answered: Set<Int64> = []
    for (record, code) in answers {
      answered.insert(record)
      add(record, under: code)
    }
    for event in tally.events where !answered.contains(event.record) {
      add(event.record, under: notAsked)
    }
  }
}

extension AttendanceTally {
  /// The citizenships, or that nobody asked.
  fileprivate var countries: [String] { citizenships.isEmpty ? [notAsked] : citizenships }
}
