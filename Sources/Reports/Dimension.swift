public import CaseModel
import JournalStore

/// A field that figures can be broken down by, or counted only for one code of.
struct Dimension {
  /// Where its codes come from.
  enum Source: Hashable {
    /// What kind of record it is.
    case kind
    /// The month in which it happened.
    case month
    /// A field of records: of one kind, or of every kind that is counted.
    case event(kind: String?, field: String)
    /// How a referral stands.
    case state
    /// After how many days a referral was answered.
    case answer
    /// A field of persons.
    case person(String)
    /// A person's age on the day.
    case age
    /// How far the team has come with a person in the period.
    case stage
    /// Whether a person's first record lies in the period.
    case arrival
    /// How long ago a person's last record was, at the end of the period.
    case lastContact
    /// What a person said to being counted.
    case statistics
  }

  /// The stored name, as the CSV has it.
  let name: String
  /// What a person reads.
  let title: Labels
  let source: Source
  /// The codes that always have a row, in order.
  let declared: [Code]
  /// The codes that have a row where they occur.
  var others: [Code] = []
  /// Whether somebody or something can be under several codes at once.
  var isMany = false
  /// Whether it is a question that can be unknown, refused or not asked.
  var isAsked = true
  /// The list whose entries are its codes.
  var list: TeamList?

  /// Whether it is said of persons, not of what happened.
  var isOfPersons: Bool {
    switch source {
    case .kind, .month, .event, .state, .answer: false
    case .person, .age, .stage, .arrival, .lastContact, .statistics: true
    }
  }

  /// The only kind whose records have it; nil if all that are counted do.
  var kind: String? {
    switch source {
    case .event(let kind, _): kind
    default: nil
    }
  }

  /// A code that includes all others: whoever is under any code is under this one.
  var including: String? { source == .stage ? Stage.contacted.rawValue : nil }

  /// Codes that follow what is asked, and have a row always.
  static let special: [Code] =
    ["unknown", "refused", notAskedCode].map { code in
      let labels = Vocabulary.label(ofSpecial: code)
      return Code(code, en: labels?.en ?? code, da: labels?.da ?? code)
    }

  /// The code of records in which nobody has a page.
  static let notNamed = Code("not-named", en: "nobody with a page", da: "ingen med egen side")
}

extension Dimension {
  /// A field of records or of persons with codes; nil for any other.
  init?(_ field: Field, name: String, title: Labels, source: Source) {
    self.name = name
    self.title = title
    self.source = source
    isMany = field.isMany
    switch field.type {
    case .code(let vocabulary):
      // Of two hundred countries only those that there are.
      let isShort = vocabulary.codes.count <= 40
      declared = isShort ? vocabulary.codes : []
      others = isShort ? [] : vocabulary.codes
    case .list(let team):
      declared = []
      list = team
    default: return nil
    }
  }

  private init(
    _ name: String, en: String, da: String, _ source: Source, _ codes: [Code], many: Bool = false,
    asked: Bool = false
  ) {
    self.name = name
    title = Labels(en: en, da: da)
    self.source = source
    declared = codes
    isMany = many
    isAsked = asked
  }

  static func kind(_ kinds: [Kind]) -> Dimension {
    Dimension(
      "kind", en: "by kind", da: "efter art", .kind,
      kinds.map { Code($0.name, en: $0.labels.en, da: $0.labels.da) })
  }

  static func month(of days: ClosedRange<CivilDate>) -> Dimension {
    var months: [Code] = []
    var (year, month) = (days.lowerBound.year, days.lowerBound.month)
    while (year, month) <= (days.upperBound.year, days.upperBound.month) {
      let code = "\(year)-\(month < 10 ? "0" : "")\(month)"
      months.append(Code(code, en: code, da: code))
      (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
    }
    return Dimension("month", en: "by month", da: "efter måned", .month, months)
  }

  static let age = Dimension(
    "age", en: "by age", da: "efter alder", .age, Age.bands, asked: true)

  static let stage = Dimension(
    "stage", en: "by stage", da: "efter trin", .stage,
    Stage.allCases.map { Code($0.rawValue, en: $0.labels.en, da: $0.labels.da) }, many: true)

  static let arrival = Dimension(
    "arrival", en: "new or known", da: "nye eller kendte", .arrival,
    [
      Code("new", en: "first record of all", da: "første registrering overhovedet"),
      Code("known", en: "known before", da: "kendt i forvejen"),
    ])

  static let lastContact = Dimension(
    "last-contact", en: "by months since the last record",
    da: "efter måneder siden sidste registrering", .lastContact,
    [
      Code("under-1", en: "under 1 month", da: "under 1 måned"),
      Code("1-2", en: "1 to 2 months", da: "1 til 2 måneder"),
      Code("3-5", en: "3 to 5 months", da: "3 til 5 måneder"),
      Code("6-11", en: "6 to 11 months", da: "6 til 11 måneder"),
      Code("12-plus", en: "12 months or more", da: "12 måneder eller mere"),
    ])

  /// Those who said no have a row, which is part of nothing.
  static let statistics = Dimension(
    "statistics", en: "by consent to statistics", da: "efter samtykke til statistik", .statistics,
    [
      Code("given", en: "given", da: "givet"),
      Code("unclear", en: "unknown, or run out", da: "ukendt eller udløbet"),
      Code(notAskedCode, en: "not asked, and counted", da: "ikke spurgt og talt med"),
      excluded,
    ])

  /// The code of persons who are counted nowhere else.
  static let excluded = Code(
    "excluded", en: "refused or withdrawn, and left out",
    da: "afslået eller trukket tilbage og udeladt")

  static let state = Dimension(
    "state", en: "by how they stand", da: "efter hvordan de står", .state,
    ReferralState.allCases.map { Code($0.rawValue, en: $0.labels.en, da: $0.labels.da) }
      + [Code("unclear", en: "unclear", da: "uklart")])

  static let answer = Dimension(
    "answer", en: "by days to the answer", da: "efter dage til svaret", .answer,
    [
      Code("0-7", en: "0 to 7 days", da: "0 til 7 dage"),
      Code("8-14", en: "8 to 14 days", da: "8 til 14 dage"),
      Code("15-30", en: "15 to 30 days", da: "15 til 30 dage"),
      Code("31-plus", en: "31 days or more", da: "31 dage eller mere"),
      Code("none", en: "no answer", da: "intet svar"),
    ])

  /// All that a report on these kinds can be broken down by.
  static func all(of kinds: [Kind], days: ClosedRange<CivilDate>) -> [Dimension] {
    let fields = kinds.map(\.fields)
    let common = (fields.first ?? []).filter { field in
      fields.allSatisfy { $0.contains { $0.name == field.name && $0 == field } }
    }
    var all: [Dimension] = kinds.count > 1 ? [.kind(kinds)] : []
    all.append(.month(of: days))
    for field in common {
      all += [
        Dimension(
          field, name: field.name, title: field.question,
          source: .event(kind: nil, field: field.name))
      ].compactMap(\.self)
    }
    for kind in kinds {
      for field in kind.fields where !common.contains(where: { $0.name == field.name }) {
        let title = Labels(
          en: "\(kind.labels.en): \(field.question.en)",
          da: "\(kind.labels.da): \(field.question.da)")
        all += [
          Dimension(
            field, name: kind.reportName(of: field), title: title,
            source: .event(kind: kind.name, field: field.name))
        ].compactMap(\.self)
      }
    }
    return all + ofPersons
  }

  /// What persons can be broken down by, whatever is counted.
  static let ofPersons: [Dimension] =
    Kind.person.fields.filter { $0.name != "age-band" && $0.name != "met-at" }.compactMap { field in
      let titles = [
        "gender": Labels(en: "by gender", da: "efter køn"),
        "citizenship": Labels(en: "by citizenship", da: "efter statsborgerskab"),
      ]
      return Dimension(
        field, name: field.name, title: titles[field.name] ?? field.question,
        source: .person(field.name))
    } + [.age]
}

extension Kind {
  /// What reports on several kinds call one of the kind's fields: `session-type`, but `setting`,
  /// which only contacts have.
  public func reportName(of field: Field) -> String {
    field.name == "setting" ? field.name : "\(name)-\(field.name)"
  }
}
