import CaseModel
import JournalStore

/// Somebody invented, as far as the team still has to do with her.
struct DemoPerson {
  let id: RecordID
  /// Her last day with the team; nil if she stays.
  let until: CivilDate?
  /// Her right of residence, if it is known.
  let residence: Answer?
}

extension DemoTeam {
  /// A person with a page, then what she said to the uses of what is known about her.
  mutating func somebodyNew(on date: CivilDate, _ journal: Journal) -> [Draft] {
    var draft = journal.newRecord(.person)
    guard let id = draft.id else { return [] }
    let until = chance.happens(0.35) ? date.adding(days: chance.number(60...420)) : nil
    draft.words["alias"] = chance.pick(Self.colours) + " " + chance.pick(Self.clothes)
    if chance.happens(0.95) { draft.set("gender", to: .code(chance.pick(Self.genders))) }
    let residence = setOrigin(of: &draft)
    persons.append(DemoPerson(id: id, until: until, residence: residence))
    setAge(of: &draft, on: date)
    if chance.happens(0.5) { draft.set("living", to: .code(chance.pick(Self.livings))) }
    if chance.happens(0.3) {
      draft.set("dependants", to: chance.happens(0.1) ? .refused : number(0...4))
    }
    if chance.happens(0.1) {
      draft.set("pregnant", to: .code(chance.pick(["yes", "no", "no", "refused"])))
    }
    if chance.happens(0.2) {
      draft.set("contact-safety", to: .code("not-safe"))
      draft.words["safe-contact"] = "Only by message, before noon. Leave no message with others."
    } else if chance.happens(0.1) {
      draft.set("contact-safety", to: .code("safe"))
    }
    if chance.happens(0.5) {
      draft.set("case-status", to: .code(chance.pick(["Active", "Active", "FollowUp"])))
    }
    if let until {
      let status = chance.pick(["Closed", "Closed", "ClosedReferred"])
      let reason = chance.pick(Self.closures)
      change(&draft, from: until) {
        $0.set("case-status", to: .code(status))
        $0.words["closure"] = reason
      }
    }
    return [draft] + consents(of: id, on: date, until: until, journal)
  }

  /// Where she comes from and what she speaks.
  ///
  /// - Returns: Her right of residence, if somebody asked.
  private mutating func setOrigin(of person: inout Draft) -> Answer? {
    guard chance.happens(0.92) else { return nil }
    let (country, languages, residences) = chance.pick(Self.origins)
    person.add(.code(country), to: "citizenship")
    let isItalian = country != "unknown" && chance.happens(0.05)
    if isItalian { person.add(.code("IT"), to: "citizenship") }
    if chance.happens(0.7) {
      for language in chance.several(1...(chance.happens(0.2) ? 2 : 1), of: languages) {
        person.add(.code(language), to: "languages")
      }
      if chance.happens(0.6) {
        person.set("interpreter-wanted", to: .code(chance.pick(["yes", "no", "no"])))
      }
    }
    guard chance.happens(0.75) else { return nil }
    let residence = Answer.code(isItalian ? "eu" : chance.pick(residences))
    person.set("residence", to: residence)
    return residence
  }

  private mutating func setAge(of person: inout Draft, on date: CivilDate) {
    if chance.happens(0.6) {
      let age = chance.happens(0.05) ? 15...17 : chance.happens(0.7) ? 18...34 : 35...56
      person.set("birth-year", to: .number(Int64(date.year - chance.number(age))))
    } else if chance.happens(0.7) {
      person.set("age-band", to: .code(chance.pick(Self.ageBands)))
    }
  }

  /// Most are never asked; of those asked most say yes.
  private mutating func consents(
    of person: RecordID, on date: CivilDate, until: CivilDate?, _ journal: Journal
  ) -> [Draft] {
    var drafts: [Draft] = []
    if chance.happens(0.25) {
      drafts.append(consent(of: person, to: "keep-record", "given", on: date, journal))
      if let until, chance.happens(0.15) {
        write(
          consent(of: person, to: "keep-record", "withdrawn", on: until, journal), from: until)
      }
    }
    if chance.happens(0.35) {
      let answer = chance.pick(Self.consentAnswers)
      drafts.append(consent(of: person, to: "statistics", answer, on: date, journal))
      if answer == "given", chance.happens(0.08),
        let later = date.adding(days: chance.number(20...300))
      {
        write(consent(of: person, to: "statistics", "withdrawn", on: later, journal), from: later)
      }
    }
    return drafts
  }

  private mutating func consent(
    of person: RecordID, to purpose: String, _ answer: String, on date: CivilDate,
    _ journal: Journal
  ) -> Draft {
    var consent = event(.consent, on: date, journal, owner: person)
    consent.set("purpose", to: .code(purpose))
    consent.set("answer", to: .code(answer))
    consent.set("how", to: .code(chance.happens(0.8) ? "oral" : "written"))
    for part in chance.several(0...2, of: ["purpose", "use-of-data", "storage", "withdrawal"]) {
      consent.add(.code(part), to: "informed")
    }
    return consent
  }

  private static let colours = [
    "Red", "Blue", "Green", "Yellow", "White", "Grey", "Purple", "Orange", "Striped", "Golden",
  ]
  private static let clothes = [
    "Hat", "Scarf", "Coat", "Boots", "Umbrella", "Bag", "Gloves", "Jacket", "Shawl", "Cap", "Shoes",
    "Sweater",
  ]
  private static let genders = [
    "Feminine", "Feminine", "Feminine", "Feminine", "Masculine", "Masculine", "Masculine",
    "TransgenderFeminine", "unknown",
  ]
  /// Citizenship, languages, and rights of residence that go with it.
  private static let origins: [(String, [String], [String])] =
    [("NG", ["en", "pcm", "bin"], notAtHome), ("GH", ["en", "tw"], notAtHome)].flatMap {
      [$0, $0, $0]
    } + [
      ("NG", ["en", "pcm", "bin"], notAtHome), ("UG", ["en", "lg"], notAtHome),
      ("KE", ["en", "sw"], notAtHome), ("CM", ["fr", "en"], notAtHome),
      ("GM", ["en", "wo"], notAtHome), ("CI", ["fr"], notAtHome),
      ("RO", ["ro"], ["eu"]), ("RO", ["ro"], ["eu", "eu", "unknown"]), ("TH", ["th"], mostlyLawful),
      ("BR", ["pt"], mostlyLawful), ("unknown", ["en", "fr"], ["unknown", "none", "refused"]),
    ]
  private static let notAtHome = ["none", "none", "expired", "asylum", "permit", "unknown"]
  private static let mostlyLawful = ["permit", "permit", "danish", "expired", "refused"]
  private static let livings = [
    "shared", "shared", "street", "shelter", "controlled-by-others", "asylum-centre", "prison",
    "own", "employer-provided", "unknown", "refused",
  ]
  private static let ageBands = [
    "9-17", "18-20", "21-23", "24-26", "24-26", "27-29", "27-29", "30-38", "30-38", "39-47",
    "48-plus", "unknown", "refused",
  ]
  private static let closures = [
    "Invented: went home, wanted no more help.", "Invented: has work and a room now.",
    "Invented: no contact for a long time.", "Invented: others go on from here.",
  ]
  private static let consentAnswers =
    Array(repeating: "given", count: 15) + ["refused", "refused", "unknown"]
}
