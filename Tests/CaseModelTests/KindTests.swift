import TestSupport
import Testing

@testable import CaseModel

@Suite struct KindTests {
  static let vocabularies: [Vocabulary] = {
    var seen: Set<String> = []
    return Kind.all.flatMap(\.fields).compactMap { field -> Vocabulary? in
      switch field.type {
      case .code(let vocabulary), .counts(by: let vocabulary):
        seen.insert(vocabulary.name).inserted ? vocabulary : nil
      default: nil
      }
    }
  }()

  @Test func `the kinds are those that are stored`() {
    #expect(
      Kind.all.map(\.name).sorted() == [
        "activity", "consent", "contact", "erase", "list-entry", "member", "person", "refer",
        "same", "screen", "session", "settings", "support", "visit",
      ])
  }

  @Test func `every field has a stored name of its own and a question in both languages`() {
    for kind in Kind.all {
      #expect(Set(kind.fields.map(\.name)).count == kind.fields.count, "\(kind.name)")
      for field in kind.fields {
        #expect(isStoredName(Array(field.name.utf8)) && field.name == field.name.lowercased())
        #expect(
          !field.question.en.isEmpty && !field.question.da.isEmpty, "\(kind.name).\(field.name)")
        // `help` and `version` are the program's own options.
        #expect(!["help", "version", "journal", "fields", "record"].contains(field.name))
      }
    }
  }

  @Test func `a question that depends on another's answer comes after it`() throws {
    for kind in Kind.all {
      for (place, field) in kind.fields.enumerated() {
        for (name, code) in field.askedIf {
          let before = try #require(kind.fields[..<place].first { $0.name == name })
          #expect(before.type.vocabulary?.codes.contains { $0.stored == code } == true)
          // A question that is asked at once can't wait for one that comes later.
          #expect(before.isFirst || !field.isFirst, "\(kind.name).\(field.name)")
        }
      }
    }
  }

  @Test(arguments: ["all", "All", "alle"])
  func `everything on a checklist is ticked with a word, and only there`(word: String) throws {
    let today = Today(CivilDate(number: 20_261_031)!, minute: 0)
    let covers = try #require(Kind.consent.field("covers"))
    #expect(try covers.read(word, today: today).count == Vocabulary.consentScope.codes.count)
    let help = try #require(Kind.contact.field("help-given"))
    #expect(throws: AnswerError.noSuchCode(field: "help-given")) {
      try help.read(word, today: today)
    }
  }

  @Test func `every code has a label of its own in both languages`() {
    for vocabulary in Self.vocabularies {
      let codes = vocabulary.codes
      #expect(Set(codes.map(\.stored)).count == codes.count, "\(vocabulary.name)")
      #expect(
        Set(codes.map { Vocabulary.plain($0.labels.en) }).count == codes.count, "\(vocabulary.name)"
      )
      #expect(
        Set(codes.map { Vocabulary.plain($0.labels.da) }).count == codes.count, "\(vocabulary.name)"
      )
      for code in codes {
        #expect(isStoredName(Array(code.stored.utf8)), "\(code.stored)")
        #expect(!["unknown", "not-asked"].contains(code.stored))
        #expect(code.stored != "refused" || vocabulary == .consentAnswer)
      }
    }
  }

  @Test func `the standard lists have the codes that others exchange`() {
    #expect(
      Vocabulary.gender.codes.map(\.stored) == [
        "Feminine", "Masculine", "TransgenderFeminine", "TransgenderMasculine", "NonConforming",
        "NonSpecifiedUnknown",
      ])
    #expect(Vocabulary.exploitation.codes.count == 12)
    #expect(Vocabulary.meansOfControl.codes.count == 18)
    #expect(Vocabulary.recruitment.codes.count == 10)
    #expect(Vocabulary.country.codes.count == 250)
  }

  @Test func `every code is found by its own name, its kebab form and its labels`() throws {
    for vocabulary in Self.vocabularies {
      for code in vocabulary.codes {
        for typed in [code.stored, code.stored.uppercased(), code.labels.en, code.labels.da] {
          #expect(
            try vocabulary.code(matching: typed, field: "f") == code.stored,
            "\(vocabulary.name) \(typed)")
        }
      }
    }
    #expect(
      try Vocabulary.gender.code(matching: "transgender-f", field: "f") == "TransgenderFeminine")
  }

  @Test func `a prefix finds one code, or lists those that begin so`() throws {
    #expect(try Vocabulary.setting.code(matching: "str", field: "setting") == "street")
    #expect(try Vocabulary.setting.code(matching: "gad", field: "setting") == "street")
    #expect(
      throws: AnswerError.ambiguous(field: "setting", candidates: ["prison", "private-party"])
    ) {
      try Vocabulary.setting.code(matching: "pri", field: "setting")
    }
    #expect(throws: AnswerError.noSuchCode(field: "setting")) {
      try Vocabulary.setting.code(matching: "moon", field: "setting")
    }
    #expect(try Vocabulary.setting.code(matching: "ukendt", field: "setting") == "unknown")
    #expect(try Vocabulary.setting.code(matching: "Refused", field: "setting") == "refused")
    #expect(try Vocabulary.setting.code(matching: "unk", field: "setting") == "unknown")
  }

  @Test func `a letter for refused was taken for a form of exploitation`() throws {
    #expect(
      throws: AnswerError.ambiguous(field: "forms", candidates: ["Surrogacy", "refused"])
    ) {
      try Kind.test("screen").field("forms")!.read(
        "r", today: Today(CivilDate(number: 20_261_102)!, minute: 0))
    }
  }
}

@Suite struct IdentificationRouteTests {
  @Test func `who identifies follows from the right of residence, of every code`() {
    let routes = Dictionary(
      grouping: Vocabulary.residence.codes.map(\.stored),
      by: { IdentificationRoute(residence: .code($0)) })
    #expect(routes[.centre].map(Set.init) == ["danish", "eu", "permit"])
    #expect(routes[.immigrationService].map(Set.init) == ["asylum", "expired", "none"])
    #expect(routes[nil] == nil)
    for unknown in [nil, Answer.unknown, .refused] {
      #expect(IdentificationRoute(residence: unknown) == nil)
    }
    for route in [IdentificationRoute.centre, .immigrationService] {
      #expect(Vocabulary.organisationGroup.codes.contains { $0.stored == route.rawValue })
    }
  }
}

@Suite struct ReferralStateTests {
  func state(_ days: [String: Int]) throws -> ReferralState {
    try ReferralDates(days.mapValues { CivilDate(number: 20_261_000 + $0)! }).state()
  }

  @Test func `the state follows from the dates`() throws {
    #expect(try state(["on": 1]) == .sent)
    #expect(try state(["on": 1, "accepted": 1]) == .accepted)
    #expect(try state(["on": 1, "rejected": 2]) == .rejected)
    #expect(try state(["on": 1, "accepted": 2, "done": 3]) == .done)
    #expect(try state(["on": 1, "withdrawn": 2]) == .withdrawn)
    #expect(try state(["on": 1, "accepted": 2, "withdrawn": 3]) == .withdrawn)
  }

  @Test func `dates that can't all be true are refused`() {
    for days in [
      ["on": 1, "accepted": 2, "rejected": 3], ["on": 1, "done": 2],
      ["on": 1, "rejected": 2, "done": 3],
      ["on": 1, "rejected": 2, "withdrawn": 3],
      ["on": 1, "accepted": 2, "done": 3, "withdrawn": 4],
      ["on": 5, "accepted": 2], ["on": 1, "accepted": 4, "done": 3], ["on": 5, "rejected": 4],
      ["on": 5, "withdrawn": 4], ["on": 1, "accepted": 5, "withdrawn": 4],
    ] {
      #expect(throws: ReferralError.self) { try state(days) }
    }
  }

  @Test func `an answer is overdue from the day after the last one on which it was due`() {
    func standing(_ days: [String: Int], on today: Int) -> ReferralStanding {
      ReferralClock(today: CivilDate(number: 20_261_000 + today)!, overdueDays: 14).standing(
        of: ReferralDates(days.mapValues { CivilDate(number: 20_261_000 + $0)! }))
    }
    #expect(standing(["on": 1], on: 15) == ReferralStanding(state: .sent, isOverdue: false))
    #expect(standing(["on": 1], on: 16) == ReferralStanding(state: .sent, isOverdue: true))
    #expect(standing(["on": 1], on: 16).labels.en == "sent, overdue")
    for answer in ["accepted", "rejected", "withdrawn"] {
      #expect(!standing(["on": 1, answer: 2], on: 31).isOverdue)
    }
    // What two workers wrote side by side may contradict itself; that is said, not refused.
    #expect(
      standing(["on": 1, "accepted": 2, "rejected": 3], on: 31)
        == ReferralStanding(state: nil, isOverdue: false))
  }
}
