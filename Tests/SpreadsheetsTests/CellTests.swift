import CaseModel
import Spreadsheets
import TestSupport
import Testing

@Suite struct CellTests {
  static let today = Today(CivilDate(number: 20_261_102)!, minute: 90)
  static let on = Kind.contact.field("on")!

  static func date(_ text: String) -> Answer? {
    try? on.readCell(text, today: today).first
  }

  @Test(
    arguments: [
      ("31-10-2019", nil), ("31.10.2019", nil), ("31/10 2019", nil), ("31/10-2019", nil),
      ("31/10-19", nil), ("31.10.19", nil), ("2019-10-31", nil), ("d. 31. oktober 2019", nil),
      ("31. okt. 2019", nil), ("31-10-2019 00:00:00", nil), ("31-10-2019 23:30", 1410),
      ("31.10.2019 kl. 23.30", 1410), ("31/10 2019 23:30:00", 1410), ("2019-10-31T23:30", 1410),
      ("31-10-2019 00:00", 0),
    ] as [(String, Int?)])
  func `a date is read as Danish sheets have it`(text: String, minute: Int?) {
    #expect(Self.date(text) == .date(CivilDate(number: 20_191_031)!, minute: minute))
  }

  @Test(arguments: [
    "31/10", "today", "yesterday 23:30", "31-13-2019", "10/31/2019", "32-10-2019", "43769", "31-10",
    "31-10-2019 25:00", "31-10-2027", "31-10-119", "", "unknown", "31-10-2019 og 1-11-2019",
  ])
  func `what is no day with its year is refused`(text: String) {
    #expect(Self.date(text) == nil)
  }

  @Test func `a code must be called exactly so`() throws {
    let gender = try #require(Kind.person.field("gender"))
    for text in ["Feminine", " feminine", "transgender-feminine", "Ukendt"] {
      #expect(try gender.readCell(text, today: Self.today).count == 1)
    }
    #expect(throws: AnswerError.noSuchCode(field: "gender")) {
      try gender.readCell("Fem", today: Self.today)
    }
    let citizenship = try #require(Kind.person.field("citizenship"))
    let both: [Answer] = [.code("NG"), .code("GH")]
    for text in ["NG, GH", "Nigeria/Ghana", "ng;gh", "NG\nGH", "NG + GH"] {
      #expect(try citizenship.readCell(text, today: Self.today) == both)
    }
    #expect(try citizenship.readCell("Antigua & Barbuda", today: Self.today) == [.code("AG")])
  }

  @Test func `numbers and counts are read as a sheet shows them`() throws {
    let met = try #require(Kind.contact.field("met"))
    for text in ["14", "14,0", "14.00"] {
      #expect(try met.readCell(text, today: Self.today) == [.number(14)])
    }
    for text in ["1.000", "about 14", "14,5", "-1"] {
      #expect(throws: AnswerError.self) { try met.readCell(text, today: Self.today) }
    }
    let gender = try #require(Kind.contact.field("met-gender"))
    #expect(
      try gender.readCellByCode("Feminine=3; masculine: 2")
        == ["Feminine": .number(3), "Masculine": .number(2)])
    for text in ["Feminine", "Feminine=x", "Feminine=1,Feminine=2", "Woman=1"] {
      #expect(throws: AnswerError.self) { try gender.readCellByCode(text) }
    }
  }
}

@Suite struct MappingTests {
  static func layout(
    _ headings: [String], _ mapping: String = "", kind: Kind = .person, id: String? = nil
  ) throws -> SheetLayout {
    try SheetLayout(headings: headings, kind: kind, mapping: ColumnMapping(mapping), id: id)
  }

  @Test func `headings are names or questions of fields, or what the mapping says`() throws {
    let layout = try Self.layout(
      ["alias", "Which gender?", "statsborger i hvilke lande", "Nr", "Bilag", "Født: år", ""],
      "# ours\n\nBilag = ignore\n\"Født: år\" = birth-year\n", id: "nr")
    #expect(layout.columns.map(\.fieldName) == ["alias", "gender", "citizenship", "birth-year"])
    #expect(layout.idColumn == 3 && layout.width == 6)
  }

  @Test func `cells are read as the mapping says, for one heading before all`() throws {
    let layout = try Self.layout(
      ["Køn", "alias"], "Køn = gender\nkøn:  K = Feminine\nKøn: - = unknown\n*: - = ignore\n")
    #expect(layout.columns[0].text(of: " k ") == "Feminine")
    #expect(layout.columns[0].text(of: "-") == "unknown")
    #expect(layout.columns[0].text(of: "Masculine") == "Masculine")
    #expect(layout.columns[1].text(of: "-") == nil)
    #expect(layout.columns[1].text(of: " Red Hat ") == "Red Hat")
    #expect(layout.columns[1].text(of: " ") == nil)
  }

  @Test func `a column may be the answer for one indicator`() throws {
    let layout = try Self.layout(
      ["Hvem", "Dato", "Gæld"], "Hvem = person\nDato = on\nGæld = indicator: debt-bondage",
      kind: .screen)
    let indicator = try #require(Kind.screen.field("indicator"))
    #expect(layout.columns[2].subject == .code(indicator, code: "debt-bondage"))
    #expect(try indicator.readCellOfCode("ja") == .code("yes"))
    #expect(try indicator.readCellByCode("debt-bondage=no") == ["debt-bondage": .code("no")])
    #expect(throws: AnswerError.noSuchCode(field: "indicator")) {
      try indicator.readCellByCode("debt=no")
    }
  }

  @Test func `a cell with several answers may have a meaning for each`() throws {
    let layout = try Self.layout(
      ["Land"], "Land = citizenship\nLand: Gold Coast = Ghana\nLand: - = ignore")
    #expect(layout.columns[0].text(of: "Nigeria, gold coast/-") == "Nigeria\nGhana")
    #expect(layout.columns[0].text(of: "- , -") == nil)
    #expect(layout.columns[0].text(of: "Nigeria, Togo") == "Nigeria, Togo")
  }

  @Test func `a column may be the number of one code, or day and time`() throws {
    let layout = try Self.layout(
      ["Dato", "Kl", "Kvinder", "Noter", "Mere"],
      "Dato = on\nKl = on\nKvinder = met-gender: Feminine\nNoter = note\nMere = note",
      kind: .contact)
    let gender = try #require(Kind.contact.field("met-gender"))
    #expect(layout.columns[2].subject == .code(gender, code: "Feminine"))
    #expect(layout.columns.map(\.fieldName) == ["on", "on", "met-gender", "note", "note"])
  }

  @Test(arguments: [
    ("Navn", ColumnMapping.Failure.noEqualsSign(line: 1)),
    ("\n= alias", .noEqualsSign(line: 2)), ("Navn =", .noEqualsSign(line: 1)),
    ("Navn = alias\nNAVN = gender", .repeated(line: 2)),
    ("Andet = alias", .noSuchHeading(line: 1)), ("Navn = shoe-size", .noSuchField(line: 1)),
    ("Navn = alias\nNavn = met-gender: Feminine", .repeated(line: 2)),
    ("Navn = gender: Feminine", .noSuchField(line: 1)), ("* = alias", .noSuchField(line: 1)),
    ("Navn = gender\nNavn: K = Woman", .noSuchAnswer(line: 2, field: "gender")),
  ])
  func `a bad line of a mapping is named`(mapping: String, failure: ColumnMapping.Failure) {
    #expect(throws: failure) { try Self.layout(["Navn"], mapping) }
  }

  @Test func `headings that say nothing or too much are named`() {
    #expect(throws: HeadingError.noSuchField(column: 2)) { try Self.layout(["alias", "Navn"]) }
    #expect(throws: HeadingError.repeated(column: 2, field: "gender")) {
      try Self.layout(["gender", "Gender"])
    }
    #expect(throws: HeadingError.noIDColumn) { try Self.layout(["alias"], id: "Nr") }
    #expect(throws: HeadingError.missing(field: "on")) {
      try Self.layout(["setting"], kind: .contact)
    }
    #expect(throws: HeadingError.missing(field: "person")) {
      try Self.layout(["on"], kind: .visit)
    }
  }
}
