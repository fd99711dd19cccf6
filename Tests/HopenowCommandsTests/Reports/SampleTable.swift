import CaseModel
import Reports

/// Tables made by hand: what a form of a report does shows in them.
extension Table {
  /// What somebody typed as the name of a place.
  static let typed = "Kødbyen | \"nord\" <b>&amp;</b> [x](y) 中文 https://a.example\u{202e}"

  /// A bit of everything: every measure, one to three fields, hidden figures, zeros, filters.
  static let sample: Table = {
    var origin = ReportOrigin(
      report: "sample", title: Labels(en: "A sample", da: "En prøve"),
      summary: Labels(en: "everything that a report can have", da: "alt, hvad en rapport kan have"),
      period: Period("2025-09..2026-10", today: CivilDate(number: 20_261_102)!)!, k: 5,
      isInternal: false, isDemo: true, stateDigest: "00112233445566778899aabbccddeeff",
      version: "1.2.3")
    origin.filters = [
      ReportFilter(
        field: "place", title: by("place", "sted"), code: Code("kodbyen", en: typed, da: typed))
    ]
    origin.asOf = CivilDate(number: 20_261_031)
    return Table(origin: origin, blocks: times + met + persons + money)
  }()

  /// A table of the same figures with every one shown.
  static let internalSample: Table = {
    var table = sample
    table.origin.isInternal = true
    for block in table.blocks.indices {
      table.blocks[block].counts = table.blocks[block].counts.map { $0 ?? 3 }
    }
    return table
  }()

  /// Nothing happened.
  static let empty: Table = {
    var table = sample
    for block in table.blocks.indices {
      table.blocks[block].counts = table.blocks[block].counts.map { _ in 0 }
    }
    return table
  }()

  /// A list too long for a page: a row and a count of its own for each.
  static let long: Table = {
    let codes = (1...90).map { Code("r\($0)", en: "Row\(1000 + $0)", da: "Row\(1000 + $0)") }
    let axis = Axis(name: "row", title: by("row", "række"), codes: codes)
    let other = Axis(name: "other", title: by("other", "andet"), codes: codes.suffix(2))
    var table = sample
    table.blocks = [
      Block(.persons, counts: [200_000]),
      Block(.persons, by: [axis], counts: (1...90).map { 2000 + $0 }, addsUp: false),
      Block(.persons, by: [axis, other], counts: (1...180).map { 7000 + $0 }, addsUp: false),
    ]
    return table
  }()

  private static func by(_ english: String, _ danish: String) -> Labels {
    Labels(en: "by \(english)", da: "efter \(danish)")
  }

  private static let kind = Axis(
    name: "kind", title: by("kind", "art"),
    codes: [Kind.contact, .session, .visit].map {
      Code($0.name, en: $0.labels.en, da: $0.labels.da)
    })
  private static let setting = Axis(
    name: "setting",
    title: Labels(en: "Contact: In what setting?", da: "Kontakt: I hvilke omgivelser?"),
    codes: Array(Vocabulary.setting.codes.prefix(6)))
  private static let gender = Axis(
    name: "gender", title: by("gender", "køn"),
    codes: Array(Vocabulary.gender.codes.prefix(4)) + [
      Code("not-asked", en: "not asked", da: "ikke spurgt")
    ])
  private static let age = Axis(
    name: "age", title: by("age", "alder"),
    codes: Age.bands.filter { ["0-8", "9-17", "17-18", "18-20", "48-plus"].contains($0.stored) }
      + [Code("unknown", en: "unknown", da: "ukendt")])
  private static let place = Axis(
    name: "place", title: by("place", "sted"),
    codes: [
      Code("kodbyen", en: typed, da: typed), Code("istedgade", en: "Istedgade", da: "Istedgade"),
    ])
  private static let month = Axis(
    name: "month", title: by("month", "måned"),
    codes: (0..<14).map { place in
      let (year, month) = (2025 + (place + 8) / 12, (place + 8) % 12 + 1)
      let stored = "\(year)-\(month < 10 ? "0" : "")\(month)"
      return Code(stored, en: stored, da: stored)
    })
  private static let arrival = Axis(
    name: "arrival", title: Labels(en: "new or known", da: "ny eller kendt"),
    codes: [Code("new", en: "new", da: "ny"), Code("known", en: "known", da: "kendt")])
  private static let statistics = Axis(
    name: "statistics", title: by("consent to statistics", "samtykke til statistik"),
    codes: [
      Code("given", en: "given", da: "givet"), Code("unclear", en: "unclear", da: "uklart"),
      Code("not-asked", en: "not asked", da: "ikke spurgt"),
      Code("excluded", en: "left out", da: "udeladt"),
    ])
  private static let currency = Axis(
    name: "currency", title: by("currency", "valuta"),
    codes: [
      Code("DKK", en: "Danish krone", da: "Danske kroner"), Code("EUR", en: "Euro", da: "Euro"),
    ])

  private static let times = [
    Block(.times, counts: [1234]),
    Block(.times, by: [kind], counts: [1111, 88, 35]),
    Block(.times, by: [setting], counts: [640, nil, 311, nil, 0, 134]),
    Block(.times, by: [gender], counts: [900, 341, 17, 0, 61], addsUp: false),
    Block(.times, by: [place], counts: [710, 524]),
    Block(
      .times, by: [month], counts: [90, 70, 95, nil, 0, 81, 77, 106, 98, 121, 130, 119, 110, 117]),
  ]
  private static let met = [
    Block(.met, counts: [98_765]),
    Block(.met, by: [setting], counts: [60_000, 1200, 20_000, 565, 0, 17_000]),
  ]
  private static let persons = [
    Block(.persons, counts: [217]),
    Block(.persons, by: [setting], counts: [150, 12, nil, 31, 0, 52], addsUp: false),
    Block(.persons, by: [arrival], counts: [166, 51]),
    Block(.persons, by: [age], counts: [0, nil, nil, 78, 71, 32]),
    Block(.persons, by: [gender], counts: [143, 46, 12, 0, 16]),
    Block(
      .persons, by: [age, gender],
      counts: [
        0, 0, 0, 0, 0, nil, 9, 0, 0, nil, nil, nil, 0, 0, 0, 60, 11, nil, 0, nil, 55, 13, nil, 0, 0,
        14, nil, nil, 0, 7,
      ]),
    Block(
      .persons, by: [arrival, setting],
      counts: [99, nil, 22, 0, 0, 33, 61, nil, 7, 31, 0, 24], addsUp: false),
    Block(
      .persons, by: [arrival, gender],
      counts: [120, 30, nil, 0, nil, 23, 16, nil, 0, nil]),
    Block(
      .persons, by: [gender, place], counts: [100, 43, 40, 6, nil, nil, 0, 0, 9, 7]),
    Block(
      .persons, by: [arrival, gender, place],
      counts: [80, 40, 25, 5, nil, nil, 0, 0, nil, nil, 20, nil, 15, nil, nil, 0, 0, 0, nil, nil]),
    Block(.persons, by: [statistics], counts: [150, 0, 67, nil], addsUp: false),
  ]
  private static let money = [Block(.amount, by: [currency], counts: [1_234_550, nil])]
}
