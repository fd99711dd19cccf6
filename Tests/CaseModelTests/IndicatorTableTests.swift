import TestSupport
import Testing

@testable import CaseModel

@Suite struct IndicatorTableTests {
  static let valid = """
    # A table of our own.
    table: our-own
    version: 2

    indicator: locked-in
    dimension: 5
    weight: strong
    en: Were you locked in?
    da: Blev du låst inde?

    indicator: no-pay
    dimension: 4
    weight: medium
    en: Were you paid: anything?
    da: Fik du løn?
    """

  @Test func `a table is read with its questions, sorted by dimension`() throws {
    let table = try IndicatorTable(Self.valid)
    #expect(table.id == "our-own-v2" && !table.isDraft)
    #expect(
      table.indicators == [
        Indicator(
          "no-pay", .exploitation, .medium, en: "Were you paid: anything?", da: "Fik du løn?"),
        Indicator(
          "locked-in", .coercionAtDestination, .strong, en: "Were you locked in?",
          da: "Blev du låst inde?"),
      ])
  }

  /// Writing a table down in any form that is allowed and reading it gives the table.
  @Test
  func `whatever the order, spaces, comments and line ends, the table read is the one written`()
    throws
  {
    for seed in 0..<LongForm.count(short: 300, long: 20_000) {
      var chance = Seeded(UInt64(seed))
      let table = Self.table(&chance)
      let text = Self.text(of: table, &chance)
      #expect(try IndicatorTable(text) == table, "seed \(seed)")
    }
  }

  /// Nothing that is read ends the program, and what is accepted is a table whose every part is
  /// within the limits.
  @Test func `a text with any line changed is refused or is a sound table`() throws {
    for seed in 0..<LongForm.count(short: 1000, long: 50_000) {
      var chance = Seeded(UInt64(seed))
      var lines = Self.text(of: Self.table(&chance), &chance).split(
        omittingEmptySubsequences: false, whereSeparator: \.isNewline
      ).map(String.init)
      for _ in 0...chance.below(3) {
        let place = chance.below(lines.count)
        switch chance.below(5) {
        case 0: lines.remove(at: place)
        case 1: lines.insert(chance.pick(lines), at: place)
        case 2: lines[place] = String(lines[place].shuffled(using: &chance))
        case 3: lines[place] += chance.pick(["-", "\u{1b}[1m", "0", "e\u{301}", ":", " \u{202e}"])
        default: lines.swapAt(place, chance.below(lines.count))
        }
        if lines.isEmpty { lines = [""] }
      }
      do {
        let table = try IndicatorTable(lines.joined(separator: "\n"))
        #expect(isStoredName(Array(table.id.utf8)), "seed \(seed)")
        let codes = table.indicators.map(\.code)
        #expect(!codes.isEmpty && Set(codes).count == codes.count, "seed \(seed)")
        for indicator in table.indicators {
          #expect(isStoredName(Array(indicator.code.utf8)), "seed \(seed)")
          #expect(!indicator.question.en.isEmpty && !indicator.question.da.isEmpty, "seed \(seed)")
        }
      } catch {
        #expect((1...max(1, lines.count)).contains(error.line), "seed \(seed)")
      }
    }
  }

  /// One fault each, in the valid text above; the line is where a person would put the finger.
  @Test(
    arguments: [
      ("table: our-own", "", 1, .missing(name: "table")),
      ("table: our-own", "table: our own", 2, .badCode(limit: 48)),
      ("table: our-own", "table: Our-own", 2, .badCode(limit: 48)),
      ("table: our-own", "table: our--own", 2, .badCode(limit: 48)),
      ("table: our-own", "table: 1-own", 2, .badCode(limit: 48)),
      ("table: our-own", "table: \(String(repeating: "a", count: 49))", 2, .badCode(limit: 48)),
      ("table: our-own", "table: our-own-draft", 2, .draftDisagrees),
      ("table: our-own", "table: our-own\ntable: ours", 3, .repeated(name: "table")),
      ("version: 2", "", 1, .missing(name: "version")),
      ("version: 2", "version:", 3, .missing(name: "version")),
      ("version: 2", "version: 0", 3, .badVersion),
      ("version: 2", "version: 10000", 3, .badVersion),
      ("version: 2", "version: +2", 3, .badVersion),
      ("version: 2", "version: two", 3, .badVersion),
      ("version: 2", "version: 99999999999999999999", 3, .badVersion),
      ("version: 2", "version: 2\ndraft: perhaps", 4, .badDraft),
      ("version: 2", "version: 2\ndraft: yes", 4, .draftDisagrees),
      ("version: 2", "version: 2\nweight: weak", 4, .noSuchName),
      ("indicator: locked-in", "indicator: locked_in", 5, .badCode(limit: 64)),
      ("indicator: locked-in", "indicator: -in", 5, .badCode(limit: 64)),
      ("indicator: locked-in", "indicator: in-", 5, .badCode(limit: 64)),
      ("indicator: locked-in", "indicator: låst", 5, .badCode(limit: 64)),
      ("indicator: locked-in", "indicator:", 5, .missing(name: "indicator")),
      ("indicator: locked-in", "indicator locked-in", 5, .noColon),
      (
        "indicator: locked-in", "indicator: \(String(repeating: "a", count: 65))", 5,
        .badCode(limit: 64)
      ),
      ("indicator: no-pay", "indicator: locked-in", 11, .duplicate(line: 5)),
      ("dimension: 5", "dimension: 7", 6, .badDimension),
      ("dimension: 5", "dimension: 0", 6, .badDimension),
      ("dimension: 5", "dimension: five", 6, .badDimension),
      ("dimension: 5\n", "", 5, .missing(name: "dimension")),
      ("dimension: 5", "dimension: 5\ndimension: 5", 7, .repeated(name: "dimension")),
      ("weight: strong", "weight: heavy", 7, .badWeight),
      ("weight: strong", "weight: Strong", 7, .badWeight),
      ("weight: strong\n", "", 5, .missing(name: "weight")),
      ("en: Were you locked in?\n", "", 5, .missing(name: "en")),
      ("en: Were you locked in?", "en:   ", 8, .missing(name: "en")),
      ("da: Blev du låst inde?\n", "", 5, .missing(name: "da")),
      ("da: Blev du låst inde?", "da: Blev\u{1b}[1m du", 9, .controlCharacter),
      ("da: Blev du låst inde?", "da: \(String(repeating: "å", count: 301))", 9, .longQuestion),
      ("da: Blev du låst inde?", "da: Blev\nen: Were", 10, .repeated(name: "en")),
      ("da: Blev du låst inde?", "sv: Blev du", 9, .noSuchName),
      ("da: Blev du låst inde?", "da: Blev du\ntable: other", 10, .noSuchName),
    ] as [(String, String, Int, IndicatorTableError.Fault)])
  func `one fault is refused, with its line and what is wrong`(
    old: String, new: String, line: Int, fault: IndicatorTableError.Fault
  ) throws {
    try #require(Self.valid.contains(old))
    let text = Self.valid.replacing(old, with: new, maxReplacements: 1)
    #expect(throws: IndicatorTableError(line: line, fault: fault)) { try IndicatorTable(text) }
  }

  @Test func `a table without an indicator is refused, and so is one with too many`() {
    #expect(throws: IndicatorTableError(line: 1, fault: .missing(name: "table"))) {
      try IndicatorTable("")
    }
    #expect(throws: IndicatorTableError(line: 3, fault: .empty)) {
      try IndicatorTable("table: a\nversion: 1\n")
    }
    let many = (1...501).map { "indicator: i\($0)\ndimension: 1\nweight: weak\nen: ?\nda: ?\n" }
    #expect(throws: IndicatorTableError(line: 2 + 500 * 5 + 1, fault: .tooMany)) {
      try IndicatorTable("table: a\nversion: 1\n" + many.joined())
    }
    #expect(throws: Never.self) {
      try IndicatorTable("table: a\nversion: 1\n" + many.dropLast().joined())
    }
  }

  @Test func `nobody's table takes the name of one that is shipped, unless it is that one`() throws
  {
    let own = Self.valid.replacing("our-own", with: "ilo-2009-adult-labour")
    #expect(throws: IndicatorTableError(line: 2, fault: .nameTaken)) {
      try IndicatorTable(own, besides: IndicatorTable.shipped)
    }
    let bytes = PackageResources.ilo_2009_adult_labour_txt
    let same = try IndicatorTable(
      String(decoding: bytes, as: UTF8.self), besides: IndicatorTable.shipped)
    #expect(same == IndicatorTable.shipped[0])
  }
}

extension IndicatorTableTests {
  static func table(_ chance: inout Seeded) -> IndicatorTable {
    let isDraft = chance.once(in: 3)
    let codes = Set((0...chance.below(9)).map { _ in kebab(&chance) })
    return IndicatorTable(
      kebab(&chance) + (isDraft ? "-draft" : ""), version: 1 + chance.below(9999),
      isDraft: isDraft,
      indicators: codes.sorted().map { code in
        Indicator(
          code, chance.pick(Dimension.allCases), chance.pick(Indicator.Weight.allCases),
          en: question(&chance), da: question(&chance))
      })
  }

  private static func kebab(_ chance: inout Seeded) -> String {
    let letters = Array("abcxyz019")
    let parts = (0...chance.below(3)).map { _ in
      String((0...chance.below(6)).map { _ in chance.pick(letters) })
    }
    return "k" + parts.joined(separator: "-")
  }

  private static func question(_ chance: inout Seeded) -> String {
    let words = ["Har", "du", "en: x", "gæld?", "#", "a:b", "“q”", "中文", "🙂"]
    return (0...chance.below(7)).map { _ in chance.pick(words) }.joined(separator: " ")
  }

  /// A text form of the table.
  ///
  /// An indicator's place among those of its dimension is kept, and nothing else.
  static func text(of table: IndicatorTable, _ chance: inout Seeded) -> String {
    var lines = chance.once(in: 4) ? ["\u{feff}"] : []
    var head = ["table: \(table.name)", "version: \(table.version)"]
    if table.isDraft {
      head.append("draft: yes")
    } else if chance.once(in: 2) {
      head.append("draft: no")
    }
    lines += head.shuffled(using: &chance)
    var rest = Dictionary(grouping: table.indicators, by: \.dimension)
    while let dimension = rest.keys.sorted().randomElement(using: &chance) {
      guard let indicator = rest[dimension]?.removeFirst() else { break }
      if rest[dimension]?.isEmpty == true { rest[dimension] = nil }
      lines.append("indicator:\(chance.pick(["", " ", "\t"]))\(indicator.code)")
      lines += [
        "dimension: \(dimension.rawValue)", "weight :\(indicator.weight)",
        "  en: \(indicator.question.en)  ", "da: \(indicator.question.da)",
      ].shuffled(using: &chance)
    }
    var text = ""
    let end = chance.pick(["\n", "\r\n"])
    for line in lines {
      text += line + (line == "\u{feff}" ? "" : end)
      if line != "\u{feff}", chance.once(in: 3) { text += chance.pick(["", "  ", "# c: d"]) + end }
    }
    return text
  }
}

/// The tables of `DOMAIN.md`, section 4.
@Suite struct ShippedTableTests {
  @Test func `two tables are shipped, and the vocabulary has their ids`() {
    #expect(
      IndicatorTable.shipped.map(\.id) == [
        "ilo-2009-adult-labour-v1", "ilo-2009-adult-sexual-draft-v1",
      ])
    #expect(IndicatorTable.shipped.map(\.isDraft) == [false, true])
    #expect(Vocabulary.indicatorTable.codes.map(\.stored) == IndicatorTable.shipped.map(\.id))
    for (table, code) in zip(IndicatorTable.shipped, Vocabulary.indicatorTable.codes) {
      #expect(code.labels.en.contains("DRAFT") == table.isDraft)
      #expect(code.labels.da.contains("UDKAST") == table.isDraft)
    }
  }

  /// Strong, medium, weak of each dimension, counted by hand in `DOMAIN.md`.
  @Test(arguments: [
    (0, [[1, 8, 1], [1, 9, 0], [0, 14, 2], [1, 7, 1], [4, 10, 1], [0, 5, 2]]),
    (1, [[1, 8, 1], [1, 9, 0], [0, 14, 2], [0, 8, 1], [5, 9, 1], [0, 5, 2]]),
  ])
  func `each dimension has the indicators and weights of the ILO`(place: Int, counts: [[Int]]) {
    let table = IndicatorTable.shipped[place]
    for dimension in Dimension.allCases {
      let weights = WeightCounts(table.indicators.filter { $0.dimension == dimension })
      #expect(
        [weights.strong, weights.medium, weights.weak] == counts[dimension.rawValue - 1],
        "\(dimension)")
    }
    #expect(table.indicators.count == 67)
  }

  @Test func `the strong and the weak ones are those of DOMAIN`() {
    func codes(_ table: IndicatorTable, _ weight: Indicator.Weight) -> [String] {
      table.indicators.filter { $0.weight == weight }.map(\.code)
    }
    let (labour, sexual) = (IndicatorTable.shipped[0], IndicatorTable.shipped[1])
    #expect(
      codes(labour, .strong) == [
        "deceived-about-job", "recruitment-violence", "excessive-hours", "confiscated-documents",
        "debt-bondage", "isolation", "violence",
      ])
    #expect(
      codes(labour, .weak) == [
        "deceived-about-education", "recruitment-beliefs", "recruitment-general-context",
        "no-education", "threats-to-inform", "past-difficulties", "personal-characteristics",
      ])
    let changed = zip(labour.indicators, sexual.indicators).filter { $0.weight != $1.weight }
    #expect(labour.indicators.map(\.code) == sexual.indicators.map(\.code))
    #expect(changed.map(\.0.code) == ["excessive-hours", "forced-tasks"])
    #expect(changed.map(\.1.weight) == [.medium, .strong])
  }

  @Test func `questions are short, end in a question mark and differ from each other`() {
    for table in IndicatorTable.shipped {
      for labels in [table.indicators.map(\.question.en), table.indicators.map(\.question.da)] {
        #expect(Set(labels).count == labels.count)
        for label in labels { #expect(label.hasSuffix("?") && label.count <= 120, "\(label)") }
      }
    }
  }
}
