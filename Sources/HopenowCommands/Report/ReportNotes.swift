import CaseModel
import Reports

/// What a reader must know of a report's figures, in sentences.
struct ReportNotes {
  private let table: Table
  private let outline: ReportOutline
  private let words: ReportWords

  init(_ table: Table, _ outline: ReportOutline, _ words: ReportWords) {
    self.table = table
    self.outline = outline
    self.words = words
  }

  private var origin: ReportOrigin { table.origin }

  private func says(_ english: String, _ danish: String) -> String { words.says(english, danish) }

  /// What must be seen before anything else; empty for figures that may go out.
  var banners: [String] {
    var banners: [String] = []
    if origin.isInternal {
      banners.append(
        says(
          "INTERNAL: nothing is hidden. Not for anybody outside the team.",
          "INTERNT: Intet er skjult. Må ikke gives videre uden for teamet."))
    }
    if origin.isDemo {
      banners.append(
        says("DEMO: everybody in it is invented.", "DEMO: Alle personer er opdigtede."))
    }
    return banners
  }

  /// The two words of the banners.
  var marks: [String] {
    (origin.isInternal ? [says("INTERNAL", "INTERNT")] : []) + (origin.isDemo ? ["DEMO"] : [])
  }

  /// What is counted only: `Nigeria (citizenship)`.
  var filters: [String] {
    origin.filters.map { "\(words.says($0.code.labels)) (\(words.name($0.title)))" }
  }

  /// How the figures came about and what they mean.
  var method: [String] {
    [days] + measures + [protection, zeros] + answers + age + shares + consent
  }

  /// What • stands for, in a line; nil where nothing is hidden.
  var hidden: String? {
    guard table.blocks.contains(where: { $0.counts.contains(nil) }) else { return nil }
    return says("• hidden, so that nobody can be recognised", "• skjult, så ingen kan genkendes")
  }

  /// Which columns of a breakdown don't add up; nil if all do.
  func overlap(in list: ListTable) -> String? {
    let overlapping = list.columns.filter { !$0.addsUp }
    guard let first = overlapping.first else { return nil }
    if list.columns.count == 1 { return overlap(first.measure, says("rows", "rækker")) }
    let names = words.listed(overlapping.map { words.title($0.measure) })
    return says(
      "\(names): rows don't add up, since one person can be in several.",
      "\(names): Rækkerne kan ikke lægges sammen, for én person kan stå i flere.")
  }

  /// In which direction a table doesn't add up; nil if it does in both.
  func overlap(in table: CrossTable) -> String? {
    switch (table.rowsAddUp, table.columnsAddUp) {
    case (true, true): nil
    case (false, true): overlap(table.measure, says("rows", "rækker"))
    case (true, false): overlap(table.measure, says("columns", "kolonner"))
    case (false, false):
      overlap(table.measure, says("rows or columns", "rækker eller kolonner"))
    }
  }

  private func overlap(_ measure: Measure, _ several: String) -> String {
    let one =
      measure == .times ? says("One record", "Én registrering") : says("One person", "Én person")
    return says(
      "\(one) can be in several \(several): they don't add up.",
      "\(one) kan stå i flere \(several): Tallene kan ikke lægges sammen.")
  }

  private var days: String {
    let (first, last) = (origin.period.days.lowerBound, origin.period.days.upperBound)
    let counted =
      origin.report == "caseload"
      ? says(
        "Counted is everybody whose case is open and who has a record up to \(words.day(last)).",
        "Optalt er alle med en åben sag og en registrering senest \(words.day(last)).")
      : says(
        "Counted by the day on which something happened: \(words.day(first)) to \(words.day(last)), both included.",
        "Optalt efter den dag, det skete: fra og med \(words.day(first)) til og med \(words.day(last))."
      )
    guard let asOf = origin.asOf else { return counted }
    return counted + " "
      + says(
        "Only what was written down by \(words.day(asOf)) counts.",
        "Kun det, der var skrevet ned senest \(words.day(asOf)), er talt med.") + erased
  }

  /// That a figure of the past can't be had again.
  private var erased: String {
    let count = origin.erasuresSince
    guard count > 0 else { return "" }
    return " "
      + says(
        "Of what was written then, what \(words.number(count)) later \(count == 1 ? "erasure" : "erasures") removed isn't counted.",
        "Af det, der var skrevet da, er det, som \(words.number(count)) senere \(count == 1 ? "permanent sletning" : "permanente sletninger") fjernede, ikke talt med."
      )
  }

  private var measures: [String] {
    let there = Measure.allCases.filter { measure in
      table.blocks.contains { $0.measure == measure }
    }
    let explained = there.map { "\(words.title($0)): \(words.explanation($0))" }
    guard there.count > 1 else { return explained }
    return explained + [
      says(
        "These figures answer different questions and are never added together.",
        "Tallene svarer på hver sit spørgsmål og må ikke lægges sammen.")
    ]
  }

  private var protection: String {
    if origin.isInternal {
      return says(
        "Every figure is shown, also where it could point at one person.",
        "Alle tal er vist, også hvor de kan pege på en enkelt person.")
    }
    let k = words.number(origin.k)
    let below = words.number(origin.k - 1)
    return says(
      """
      A hidden figure is printed as •. Counts of 1 to \(below) are hidden, so that nobody can be recognised, \
      and others so that those can't be worked out: at least \(k) values stay possible for each. \
      All hidden figures look alike, whatever their size, also in the charts. Zeros are shown.
      """,
      """
      Et skjult tal står som •. Antal fra 1 til \(below) er skjult, så ingen kan genkendes, og andre \
      er skjult, så de første ikke kan regnes ud: Mindst \(k) værdier er mulige for hvert skjult tal. \
      Alle skjulte tal ser ens ud uanset størrelsen, også i figurerne. Nuller er vist.
      """)
  }

  private var zeros: String {
    says(
      "Rows and columns with nothing but zeros are left out.",
      "Rækker og kolonner med lutter nuller er udeladt.")
  }

  /// The answers that are no answer, as far as they are in the tables.
  private var answers: [String] {
    let codes = Set(
      outline.sections.flatMap { section in
        switch section {
        case .list(let list): list.rows.map(\.stored)
        case .cross(let tables): tables.flatMap { $0.rows + $0.columns }.map(\.stored)
        }
      })
    let meanings = [
      (
        "unknown", "the person, or the worker, did not know",
        "personen eller medarbejderen vidste det ikke"
      ),
      ("refused", "the person did not want to say", "personen ønskede ikke at svare"),
      (
        "not-asked", "nobody asked, or wrote it down",
        "der er ikke spurgt, eller det er ikke noteret"
      ),
      (
        "not-named", "nobody there has a page of their own", "ingen af de mødte har deres egen side"
      ),
    ].filter { codes.contains($0.0) }
    guard !meanings.isEmpty else { return [] }
    let texts = meanings.map { code, english, danish in
      let label =
        code == "not-named"
        ? Labels(en: "Nobody with a page", da: "Ingen med egen side")
        : Vocabulary.label(ofSpecial: code) ?? Labels(en: code, da: code)
      return "\(words.sentence(words.says(label))): \(says(english, danish))."
    }
    return [texts.joined(separator: " ")]
  }

  private var age: [String] {
    guard table.blocks.contains(where: { $0.axes.contains { $0.name == "age" } }) else { return [] }
    return [
      says(
        "Age is that on the day counted. Where the year of birth leaves two bands open, the person is in a band of two years between them, such as 17 or 18.",
        "Alder er alderen på den dag, der tælles. Hvor fødselsåret gør to aldersgrupper mulige, står personen i en gruppe på to år imellem dem, for eksempel 17 eller 18 år."
      )
    ]
  }

  private var shares: [String] {
    let has = outline.sections.contains { section in
      guard case .list(let list) = section else { return false }
      return list.columns.contains { column in
        column.figures.indices.contains { column.share($0) != nil }
      }
    }
    guard has else { return [] }
    return [
      says(
        "Shares are rounded to whole percent. They are given only where rows add up and both figures are shown.",
        "Andele er afrundet til hele procent. De er kun vist, hvor rækkerne kan lægges sammen, og begge tal er vist."
      )
    ]
  }

  /// Who agreed to be counted, and who was left out; empty where there was nobody to ask.
  var consent: [String] {
    guard let list = outline.statistics, let column = list.columns.first, !list.rows.isEmpty else {
      return []
    }
    func figure(_ code: String) -> Figure {
      list.rows.firstIndex { $0.stored == code }.map { column.figures[$0] } ?? .count(0)
    }
    func shown(_ code: String) -> String { words.figure(figure(code), of: .persons) }
    func verb(_ code: String, _ one: String, _ several: String) -> String {
      figure(code) == .count(1) ? one : several
    }
    var sentences = [
      says(
        "Consent to statistics: \(shown("given")) gave it.",
        "Samtykke til statistik: \(shown("given")) har sagt ja.")
    ]
    if !figure("not-asked").isEmpty {
      sentences.append(
        says(
          "\(shown("not-asked")) \(verb("not-asked", "was not asked and is", "were not asked and are")) counted.",
          "\(shown("not-asked")) er ikke blevet spurgt og er talt med."))
    }
    if !figure("unclear").isEmpty {
      sentences.append(
        says(
          "Of \(shown("unclear")) it is unclear; they are counted.",
          "For \(shown("unclear")) er svaret uklart; de er talt med."))
    }
    sentences.append(
      figure("excluded").isEmpty
        ? says(
          "Nobody refused or withdrew it.", "Ingen har sagt nej eller trukket samtykket tilbage.")
        : says(
          "\(shown("excluded")) refused or withdrew it and \(verb("excluded", "is", "are")) in no figure here.",
          "\(shown("excluded")) har sagt nej eller har trukket samtykket tilbage og indgår ikke i tallene."
        ))
    return [sentences.joined(separator: " ")]
  }

  /// What the report was made from, a line for each.
  var about: [(label: String, value: String)] { words.about(origin) }
}
