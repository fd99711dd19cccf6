import TestSupport
import Testing

@testable import CaseModel

@Suite struct DueDateTests {
  // A Sunday.
  let today = Today(CivilDate(number: 20_261_101)!, minute: 90)

  @Test func `a day that lies ahead is the next one`() throws {
    for (typed, day) in [
      ("12/11", 20_261_112), ("31/10", 20_271_031), ("1/11", 20_261_101), ("29.2", 20_280_229),
      ("2026-12-24", 20_261_224), ("24/12/2027", 20_271_224), ("tomorrow", 20_261_102),
      ("i morgen", 20_261_102), ("today", 20_261_101), ("friday", 20_261_106),
      ("søndag", 20_261_108), ("monday", 20_261_102), ("14", 20_261_115),
      ("in 2 weeks", 20_261_115),
      ("om 3 dage", 20_261_104), ("1 month", 20_261_201), ("3 måneder", 20_270_201),
    ] {
      #expect(today.readAhead(typed)?.number == day, "\(typed)")
    }
    for typed in ["", "soon", "30/2", "2 moons", "-3", "in", "99999 days", "12/11 23:30"] {
      #expect(today.readAhead(typed) == nil, "\(typed)")
    }
    let field = Kind.visit.field("next")!
    #expect(throws: AnswerError.notADueDate(field: "next")) {
      try field.read("soon", today: today)
    }
    #expect(try field.read("unknown", today: today) == [.unknown])
  }

  @Test func `a month later is the same day, or the last of a shorter month`() {
    let last = CivilDate(number: 20_260_131)!
    #expect(last.adding(months: 1)?.number == 20_260_228)
    #expect(last.adding(months: 25)?.number == 20_280_229)
    #expect(last.adding(months: -2)?.number == 20_251_130)
    #expect(last.adding(months: 11)?.number == 20_261_231)
  }
}

@Suite struct AmountTests {
  let today = Today(CivilDate(number: 20_261_101)!, minute: 0)
  let field = Kind.support.field("amount")!

  @Test func `an amount is read with a point, a comma or neither`() throws {
    for (typed, minorUnits) in [
      ("250", 25_000), ("250.5", 25_050), ("250,50", 25_050), (" 0.05 ", 5), ("0", 0),
      ("99999999.99", 9_999_999_999),
    ] {
      #expect(try field.read(typed, today: today) == [.number(Int64(minorUnits))], "\(typed)")
    }
    #expect(try field.read("ukendt", today: today) == [.unknown])
  }

  @Test(arguments: ["1.250,50", "1.250", "250.", ".5", "-3", "kr 250", "1e3", "100000000", "٣"])
  func `what could be two amounts or none is refused`(typed: String) {
    #expect(throws: AnswerError.notAnAmount(field: "amount")) {
      try field.read(typed, today: today)
    }
  }
}

@Suite struct DateTests {
  // A Sunday.
  let today = Today(CivilDate(number: 20_261_101)!, minute: 90)

  @Test(arguments: [
    ("2026-10-31", 20_261_031, nil), ("31/10", 20_261_031, nil), ("31/12", 20_251_231, nil),
    ("1/11", 20_261_101, nil), ("2/11", 20_251_102, nil), ("31/10/2024", 20_241_031, nil),
    ("31.10.2026", 20_261_031, nil), ("29/2", 20_240_229, nil), ("today", 20_261_101, nil),
    ("yesterday 23:30", 20_261_031, 1410), ("i går kl. 23.30", 20_261_031, 1410),
    ("I dag", 20_261_101, nil),
    ("saturday", 20_261_031, nil), ("sunday", 20_261_025, nil), ("lørdag 00:05", 20_261_031, 5),
    ("2026-10-31T23:30", 20_261_031, 1410), ("  31/10   at 8:05 ", 20_261_031, 485),
  ])
  func `days are read as people type them`(typed: String, day: Int, minute: Int?) {
    let read = today.read(typed)
    #expect(read?.date.number == day)
    #expect(read?.minute == minute)
  }

  @Test(arguments: [
    "", "31/2", "2026-13-01", "32/1", "10", "31/10 25:00", "31/10 12:60", "31/10 noon", "tomorrow",
    "2026-10-31 1 2", "1//2", "-1/2", "١/٢", "31/10/26",
  ])
  func `what is no day is refused`(typed: String) {
    #expect(today.read(typed) == nil)
  }

  @Test func `day numbers go there and back, over every day of three centuries`() {
    var last = CivilDate(year: 1900, month: 1, day: 1)!.dayNumber - 1
    for year in 1900...2199 {
      for month in 1...12 {
        for day in 1...CivilDate.days(inMonth: month, of: year) {
          let date = CivilDate(year: year, month: month, day: day)!
          #expect(date.dayNumber == last + 1 && CivilDate(dayNumber: date.dayNumber) == date)
          last += 1
        }
      }
    }
    #expect(CivilDate(year: 1970, month: 1, day: 1)?.dayNumber == 0)
    #expect(CivilDate(year: 2026, month: 2, day: 29) == nil)
  }

  @Test(arguments: [
    ("2026-10", 20_261_001, 20_261_031, "2026-10"), ("2026-Q3", 20_260_701, 20_260_930, "2026-Q3"),
    ("2026-q1", 20_260_101, 20_260_331, "2026-Q1"), ("2024-02", 20_240_201, 20_240_229, "2024-02"),
    ("2026", 20_260_101, 20_261_231, "2026"),
    ("2025-04..2026-03", 20_250_401, 20_260_331, "2025-04..2026-03"),
    ("2026-10-05..2026-10-09", 20_261_005, 20_261_009, "2026-10-05..2026-10-09"),
    ("last-month", 20_261_001, 20_261_031, "2026-10"),
    ("this-month", 20_261_101, 20_261_130, "2026-11"),
  ])
  func `periods are read`(typed: String, first: Int, last: Int, text: String) {
    let period = Period(typed, today: today.date)
    #expect(period?.days.lowerBound.number == first && period?.days.upperBound.number == last)
    #expect(period?.text == text)
    #expect(Period(text, today: today.date) == period)
  }

  @Test func `the month before January is December`() {
    #expect(Period("last-month", today: CivilDate(number: 20_260_105)!)?.text == "2025-12")
  }

  @Test(arguments: [
    "", "never", "2026-13", "2026-Q5", "26-10", "2026-10..2026-09", "2026-10..", "2026-1",
    "2026-02-30",
  ])
  func `what is no period is refused`(typed: String) {
    #expect(Period(typed, today: today.date) == nil)
  }
}

@Suite struct AnswerReadingTests {
  let today = Today(CivilDate(number: 20_261_101)!, minute: 90)

  func read(_ typed: String, _ kind: String, _ field: String) throws -> [Answer] {
    try Kind.test(kind).field(field)!.read(typed, today: today)
  }

  @Test func `answers are read by the field's type`() throws {
    #expect(try read("ng, Ghana", "person", "citizenship") == [.code("NG"), .code("GH")])
    #expect(try read("NG,NG", "person", "citizenship") == [.code("NG")])
    #expect(try read("14", "contact", "met") == [.number(14)])
    #expect(try read("unknown", "contact", "met") == [.unknown])
    #expect(try read("refused", "person", "birth-year") == [.refused])
    #expect(
      try read("yesterday 23:30", "contact", "on") == [
        .date(CivilDate(number: 20_261_031)!, minute: 1410)
      ])
    #expect(
      try read("2030-01-01", "visit", "next") == [
        .date(CivilDate(number: 20_300_101)!, minute: nil)
      ])
  }

  @Test func `a day without a year landed a year off, with the other one days away`() throws {
    // Sunday 1 November 2026.
    for typed in ["2/11", "15/11", "15.11 23:30"] {
      #expect(throws: AnswerError.needsYear(field: "on")) { try read(typed, "contact", "on") }
    }
    for typed in ["31/10", "19/10", "18-10", "om 31/10"] {
      #expect(throws: AnswerError.needsYear(field: "next")) { try read(typed, "visit", "next") }
    }
    for (typed, kind, name) in [
      ("1/11", "contact", "on"), ("16/11", "contact", "on"), ("15/11/2025", "contact", "on"),
      ("monday", "contact", "on"), ("1/11", "visit", "next"), ("17/10", "visit", "next"),
      ("31/10/2027", "visit", "next"), ("monday", "visit", "next"), ("29/2", "contact", "on"),
    ] { #expect(try read(typed, kind, name).count == 1, "\(typed)") }
  }

  @Test func `what is no answer is told by field, and never repeated`() {
    #expect(throws: AnswerError.notANumber(field: "met", range: 0...10_000)) {
      try read("many", "contact", "met")
    }
    #expect(throws: AnswerError.notANumber(field: "met", range: 0...10_000)) {
      try read("-1", "contact", "met")
    }
    #expect(throws: AnswerError.inTheFuture(field: "on")) {
      try read("2026-11-03", "contact", "on")
    }
    #expect(throws: AnswerError.notADate(field: "on")) { try read("unknown", "contact", "on") }
    #expect(throws: AnswerError.notADueDate(field: "next")) {
      try read("1/11 23:00", "visit", "next")
    }
    #expect(throws: AnswerError.notTyped(field: "note")) { try read("x", "contact", "note") }
  }

  @Test func `counts are pairs of a code and a number`() throws {
    let field = Kind.test("contact").field("met-gender")!
    #expect(try field.readCounts("fem=3, Masculine=2") == ["Feminine": 3, "Masculine": 2])
    for typed in [
      "", "3", "Feminine", "Feminine=", "Feminine=x", "Feminine=1,fem=2", "Feminine=-1",
    ] {
      #expect(throws: AnswerError.self) { try field.readCounts(typed) }
    }
  }
}

@Suite struct FieldLinesTests {
  func read(_ text: String, _ kind: String = "person") throws -> FieldLines {
    try FieldLines(text, for: .test(kind))
  }

  @Test func `lines, then an empty line, then the note with its own empty lines`() throws {
    let read = try read("alias: Red Hat\ncitizenship: NG\nCitizenship :GH\n\nOne.\n\nTwo: three.\n")
    #expect(read.lines.map(\.name) == ["alias", "citizenship", "citizenship"])
    #expect(read.lines.map(\.value) == ["Red Hat", "NG", "GH"])
    #expect(read.note == "One.\n\nTwo: three.")
    #expect(try self.read("alias: A").note == nil)
    #expect(try self.read("alias: A\r\n\r\nB\r\n").note == "B")
    #expect(try self.read("person: Red\n", "visit").lines.map(\.name) == ["person"])
  }

  @Test func `a fault is told by its line`() {
    #expect(throws: FieldLines.LineError.noColon(line: 2)) { try read("alias: A\nsecret words\n") }
    #expect(throws: FieldLines.LineError.noSuchField(line: 1)) { try read("colour: red\n") }
    // The line was dropped without a word.
    #expect(throws: FieldLines.LineError.repeated(line: 4, field: "note")) {
      try FieldLines("alias: Red Hat\nnote: one\n\ntwo", for: .person)
    }
    #expect(throws: FieldLines.LineError.repeated(line: 3, field: "alias")) {
      try read("alias: A\ngender: x\nalias: B\n")
    }
    #expect(throws: FieldLines.LineError.noSuchField(line: 1)) { try read("person: x\n") }
  }
}

@Suite struct PersonCodeTests {
  @Test func `a code finds its id, and so does every beginning of it`() throws {
    var chance = Seeded(4)
    for _ in 0..<300 {
      let id = RecordID((0..<16).map { _ in UInt8(chance.below(256)) })!
      let code = PersonCode.text(id)
      #expect(code.wholeMatch(of: /HN-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/) != nil)
      for count in 2...code.count {
        let range = try #require(
          PersonCode.ids(beginningWith: String(code.prefix(count)).lowercased()))
        #expect(range.contains(id))
      }
    }
  }

  @Test func `what looks alike reads alike`() throws {
    let id = RecordID([0x00, 0x44, 0x20] + [UInt8](repeating: 0, count: 13))!
    let code = PersonCode.text(id)
    let confused = code.dropFirst(3).replacing("0", with: "o").replacing("1", with: "l")
    #expect(PersonCode.ids(beginningWith: "hn" + confused)?.contains(id) == true)
  }

  @Test func `a wrong character or exchanged neighbours are noticed, save 0 for Z`() throws {
    let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    var chance = Seeded(5)
    for _ in 0..<200 {
      let id = RecordID((0..<16).map { _ in UInt8(chance.below(256)) })!
      let code = Array(PersonCode.text(id).filter { $0 != "-" }.dropFirst(2))
      for place in 0..<7 {
        for other in alphabet
        where other != code[place] && !(Set([other, code[place]]) == ["0", "Z"]) {
          var wrong = code
          wrong[place] = other
          #expect(PersonCode.ids(beginningWith: "HN" + String(wrong)) == nil)
        }
        guard place < 6, code[place] != code[place + 1], Set(code[place...place + 1]) != ["0", "Z"]
        else { continue }
        var swapped = code
        swapped.swapAt(place, place + 1)
        #expect(PersonCode.ids(beginningWith: "HN" + String(swapped)) == nil)
      }
    }
  }

  @Test(arguments: ["", "4F7K", "HN-U", "HN-123456789", "HX-1"])
  func `what is no code is none`(typed: String) {
    #expect(PersonCode.ids(beginningWith: typed) == nil)
  }
}
