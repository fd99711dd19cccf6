import CaseModel
import JournalStore

extension DemoTeam {
  /// What is written on an evening.
  mutating func addEvening(
    _ date: CivilDate, to drafts: inout [Draft], _ journal: Journal
  ) throws {
    for _ in 0..<chance.number(2...4) { try addContact(on: date, to: &drafts, journal) }
    if chance.happens(0.6) { try addSession(on: date, to: &drafts, journal) }
    if chance.happens(0.4) { try addVisit(on: date, to: &drafts, journal) }
    if chance.happens(0.2) { addScreening(on: date, to: &drafts, journal) }
    if chance.happens(0.2) { try addReferral(on: date, to: &drafts, journal) }
    if chance.happens(0.2) { addSupport(on: date, to: &drafts, journal) }
    if chance.happens(0.1) { try addActivity(on: date, to: &drafts, journal) }
  }

  /// A record of something that happened on a day.
  func event(
    _ kind: Kind, on date: CivilDate, _ journal: Journal, owner: RecordID? = nil
  ) -> Draft {
    var draft = journal.newRecord(kind, owner: owner)
    draft.set("on", to: .date(date, minute: nil))
    return draft
  }

  /// A number out of a range.
  mutating func number(_ range: ClosedRange<Int>) -> Answer {
    .number(Int64(chance.number(range)))
  }

  private mutating func somebody() -> RecordID { chance.pick(persons).id }

  private mutating func addContact(
    on date: CivilDate, to drafts: inout [Draft], _ journal: Journal
  ) throws {
    var contact = event(.contact, on: date, journal)
    let setting = chance.pick(Self.settings)
    contact.set("setting", to: .code(setting))
    let channel = setting == "hotline" ? "phone" : setting == "online" ? "message" : "in-person"
    contact.set("channel", to: .code(channel))
    if channel != "in-person" {
      contact.set(
        "initiated-by", to: .code(chance.pick(["person", "person", "partner", "worker"])))
    }
    let met = chance.number(1...15)
    contact.set("met", to: .number(Int64(met)))
    contact.set("spoken", to: number(0...met))
    if chance.happens(0.5) { contact.add(.record(somebody()), to: "person") }
    if met > 1, chance.happens(0.04) { contact.add(.record(somebody()), to: "person") }
    if chance.happens(0.3) {
      let women = chance.number(0...met)
      contact.set("met-gender", for: "Feminine", to: Int64(women))
      if chance.happens(0.3) {
        contact.set("met-gender", for: "Masculine", to: Int64(chance.number(0...met - women)))
      }
    }
    if chance.happens(0.3) {
      contact.add(
        .code(chance.pick(["food", "clothes", "medicine", "transport"])), to: "help-given")
    }
    try addWhere(to: &contact, often: 0.04, before: &drafts, journal)
    contact.words["note"] = chance.pick(Self.notes)
    drafts.append(contact)
  }

  private mutating func addSession(
    on date: CivilDate, to drafts: inout [Draft], _ journal: Journal
  ) throws {
    var session = event(.session, on: date, journal)
    let isGroup = chance.happens(0.15)
    for _ in 0..<(isGroup ? chance.number(2...4) : 1) {
      session.add(.record(somebody()), to: "person")
    }
    session.set("type", to: .code(chance.pick(Vocabulary.sessionType.codes).stored))
    if isGroup || chance.happens(0.4) {
      session.set("arrangement", to: .code(isGroup ? "group" : "individual"))
    }
    if chance.happens(0.2) {
      session.set("channel", to: .code(chance.pick(["in-person", "phone", "message", "video"])))
    }
    addInterpreter(to: &session)
    try addWhere(to: &session, often: 0.1, before: &drafts, journal)
    session.words["note"] = chance.pick(Self.notes)
    drafts.append(session)
  }

  private mutating func addVisit(
    on date: CivilDate, to drafts: inout [Draft], _ journal: Journal
  ) throws {
    var visit = event(.visit, on: date, journal, owner: somebody())
    let (type, organisation, roles) = chance.pick(Self.visits)
    visit.set("type", to: .code(type))
    visit.set("role", to: .code(chance.pick(roles)))
    if let (label, group) = organisation, chance.happens(0.7) {
      visit.set(
        "to", to: try name(label, of: .organisation, group: group, before: &drafts, journal))
    }
    addInterpreter(to: &visit)
    try addWhere(to: &visit, often: 0.08, before: &drafts, journal)
    drafts.append(visit)
  }

  private mutating func addScreening(
    on date: CivilDate, to drafts: inout [Draft], _ journal: Journal
  ) {
    var screen = event(.screen, on: date, journal, owner: somebody())
    func add(_ codes: [String], to field: String) {
      for code in codes { screen.add(.code(code), to: field) }
    }
    let forms = chance.happens(0.08) ? ["unknown"] : chance.several(1...2, of: Self.forms)
    add(forms, to: "forms")
    if forms.contains("SexualExploitation") {
      add(chance.several(1...2, of: Self.sexualForms), to: "sexual-forms")
      if chance.happens(0.7) {
        add(
          chance.several(1...2, of: Vocabulary.sexualSetting.codes).map(\.stored),
          to: "sexual-setting")
      }
    }
    add(
      chance.happens(0.1)
        ? ["refused"] : chance.several(1...3, of: Vocabulary.meansOfControl.codes).map(\.stored),
      to: "means")
    if chance.happens(0.8) {
      add(
        chance.happens(0.15) ? ["unknown"] : chance.several(1...2, of: Self.recruitments),
        to: "recruitment")
    }
    if chance.happens(0.5), let table = IndicatorTable.shipped.first {
      screen.set("table", to: .code(table.id))
      for indicator in table.indicators where chance.happens(0.1) {
        let answer = chance.pick([Answer.yes, .yes, .no, .unknown, .refused])
        screen.set("indicator", for: indicator.code, to: answer)
      }
    }
    addInterpreter(to: &screen)
    drafts.append(screen)
  }

  private mutating func addSupport(
    on date: CivilDate, to drafts: inout [Draft], _ journal: Journal
  ) {
    var support = event(.support, on: date, journal, owner: somebody())
    let type = chance.pick(Self.helps)
    support.set("type", to: .code(type))
    let isAbroad = chance.happens(0.2)
    if isAbroad {
      support.set("country", to: .code(chance.pick(["NG", "NG", "GH", "RO", "unknown"])))
    }
    if type == "money" {
      support.set("amount", to: .number(Int64(chance.number(1...10)) * 5000))
      support.set("currency", to: .code(isAbroad || chance.happens(0.2) ? "EUR" : "DKK"))
    }
    drafts.append(support)
  }

  private mutating func addActivity(
    on date: CivilDate, to drafts: inout [Draft], _ journal: Journal
  ) throws {
    var activity = event(.activity, on: date, journal)
    let (type, title) = chance.pick(Self.activities)
    activity.set("type", to: .code(type))
    activity.words["title"] = title
    activity.set("participants", to: chance.happens(0.05) ? .unknown : number(3...40))
    if type == "social" {
      for _ in 0..<chance.number(0...3) { activity.add(.record(somebody()), to: "person") }
    } else if chance.happens(0.7) {
      for (label, group) in chance.several(1...2, of: Self.partners) {
        activity.add(
          try name(label, of: .organisation, group: group, before: &drafts, journal), to: "partner")
      }
    }
    try addWhere(to: &activity, often: 0.4, before: &drafts, journal)
    drafts.append(activity)
  }

  // MARK: Referrals

  /// A referral, and before it what it takes: the organisation, and mostly a consent.
  private mutating func addReferral(
    on date: CivilDate, to drafts: inout [Draft], _ journal: Journal
  ) throws {
    let person = chance.pick(persons)
    var (label, group, purpose) = chance.pick(Self.services)
    if purpose == "identification", let route = IdentificationRoute(residence: person.residence) {
      (label, group) = (route == .centre ? "Invented Centre" : "Invented Agency", route.rawValue)
    }
    let organisation = try name(
      label, of: .organisation, group: group, before: &drafts, journal)
    var referral = event(.refer, on: date, journal, owner: person.id)
    referral.set("purpose", to: .code(purpose))
    referral.set("to", to: organisation)
    referral.set("group", to: .code(group))
    if chance.happens(0.9) {
      referral.set("basis", to: .code("consent"))
      drafts.append(consent(of: person.id, toShareWith: organisation, on: date, journal))
    } else {
      referral.set("basis", to: .code("override"))
      referral.words["override"] = "Invented: the danger could not wait."
    }
    addInterpreter(to: &referral)
    addAnswer(to: &referral, purpose: purpose, group: group, sent: date)
    drafts.append(referral)
  }

  private mutating func consent(
    of person: RecordID, toShareWith organisation: Answer, on date: CivilDate, _ journal: Journal
  ) -> Draft {
    var consent = event(.consent, on: date, journal, owner: person)
    consent.set("purpose", to: .code("share"))
    consent.set("to", to: organisation)
    consent.set("answer", to: .code("given"))
    consent.set("how", to: .code(chance.happens(0.8) ? "oral" : "written"))
    for part in ["personal", "residence"] + (chance.happens(0.5) ? ["contact"] : []) {
      consent.add(.code(part), to: "covers")
    }
    return consent
  }

  /// What becomes of a referral, if anything: an answer after 1 to 40 days, and then an end.
  private mutating func addAnswer(
    to referral: inout Draft, purpose: String, group: String, sent: CivilDate
  ) {
    let wait = chance.pick([1...7, 1...7, 1...7, 8...14, 8...14, 15...30, 15...30, 31...40])
    guard chance.happens(0.88), let answered = sent.adding(days: chance.number(wait)) else {
      return
    }
    if chance.happens(0.1) { return withdraw(&referral, on: answered) }
    if chance.happens(0.2) {
      let barriers = chance.several(1...2, of: Self.barriers)
      return change(&referral, from: answered) {
        $0.set("rejected", to: .date(answered, minute: nil))
        for barrier in barriers { $0.add(.code(barrier), to: "barrier") }
      }
    }
    let isReflecting = purpose == "identification" && chance.happens(0.3)
    change(&referral, from: answered) {
      $0.set("accepted", to: .date(answered, minute: nil))
      if isReflecting { $0.set("reflection-from", to: .date(answered, minute: nil)) }
    }
    guard let ended = answered.adding(days: chance.number(3...60)) else { return }
    if chance.happens(0.08) { return withdraw(&referral, on: ended) }
    guard chance.happens(0.75) else { return }
    let outcome = chance.pick(Self.outcomes)
    let isDecided = purpose == "identification" && chance.happens(0.9)
    let decider = chance.pick(Self.deciders)
    change(&referral, from: ended) {
      $0.set("done", to: .date(ended, minute: nil))
      guard isDecided else { return }
      $0.set("outcome", to: .code(outcome))
      guard outcome != "unknown" else { return }
      $0.set("decided-by", to: .code(decider))
      $0.set("decided-on", to: .date(ended, minute: nil))
    }
  }

  private mutating func withdraw(_ referral: inout Draft, on day: CivilDate) {
    let barriers = chance.several(0...1, of: ["declined-by-person", "fear", "distance"])
    change(&referral, from: day) {
      $0.set("withdrawn", to: .date(day, minute: nil))
      $0.words["withdrawn-because"] = "Invented: wanted to wait."
      for barrier in barriers { $0.add(.code(barrier), to: "barrier") }
    }
  }

  // MARK: What many kinds have

  private mutating func addInterpreter(to draft: inout Draft) {
    if chance.happens(0.25) {
      draft.set("interpreter", to: .code(chance.pick(["yes", "no", "no"])))
    }
  }

  /// Where it was and for which project, if somebody said so.
  private mutating func addWhere(
    to draft: inout Draft, often share: Double, before drafts: inout [Draft], _ journal: Journal
  ) throws {
    if chance.happens(share) {
      draft.set(
        "place", to: try name(chance.pick(Self.places), of: .place, before: &drafts, journal))
    }
    if chance.happens(share) {
      draft.set(
        "project", to: try name(chance.pick(Self.projects), of: .project, before: &drafts, journal))
    }
  }

  private static let settings = [
    "street", "street", "street", "street", "street", "church", "church", "eatery",
    "red-light-area", "red-light-area", "prison", "hotline", "hotline", "social-event", "park",
    "online",
  ]
  private static let notes = [
    "Invented: talked about the weather and the way to the clinic.",
    "Invented: gave the hotline number, agreed to meet again.",
    "Invented: a quiet night, tea with the group by the corner.",
    "Invented: asked about a lawyer, will bring the leaflet.",
  ]
  private static let places = [
    "Invented Square", "Invented Station", "Invented Harbour", "Invented Street",
  ]
  private static let projects = ["Invented Night Project", "Invented Prison Project"]

  private static let forms =
    Array(repeating: "SexualExploitation", count: 5) + Array(repeating: "ForcedLabour", count: 3)
    + ["ForcedCriminality", "ForcedCriminality", "Servitude", "ForcedBegging", "ForcedMarriage"]
  private static let sexualForms = [
    "Prostitution", "Prostitution", "Prostitution", "Pornography", "RemoteInteractiveServices",
    "PrivateSexualServices", "refused",
  ]
  private static let recruitments = [
    "ThroughFriendsOrSocialEvents", "ThroughFriendsOrSocialEvents", "ThroughFamilyOrFamilyEvents",
    "ThroughOnlineSocialNetworks", "ThroughAnOnlineAdvertisement", "AtWork", "AtAPlaceOfBusiness",
    "Other",
  ]

  /// Whom or what was visited, which organisation that is, and as what one goes there.
  private static let visits: [(String, (String, String)?, [String])] = [
    ("prison", ("Invented Prison", "other"), ["visit"]),
    ("prison", ("Invented Prison", "other"), ["visit"]),
    ("family-call", nil, ["visit"]),
    ("court", ("Invented Court", "other"), ["accompany", "assessor"]),
    ("hospital", ("Invented Hospital", "health"), ["visit", "accompany"]),
    ("doctor", ("Invented Clinic", "health"), ["accompany"]),
    ("lawyer", ("Invented Law Office", "lawyer"), ["accompany", "assessor"]),
    ("police", ("Invented Police Station", "police"), ["accompany", "assessor"]),
    ("cmm", ("Invented Centre", "cmm"), ["accompany", "assessor"]),
    ("asylum-centre", nil, ["visit"]),
    ("home", nil, ["visit"]),
  ]
  private static let services = [
    ("Invented Centre", "cmm", "identification"),
    ("Invented Agency", "immigration-service", "identification"),
    ("Invented Agency", "immigration-service", "identification"),
    ("Invented Clinic", "health", "health"), ("Invented Hospital", "health", "health"),
    ("Invented Shelter", "shelter", "shelter"), ("Invented Law Office", "lawyer", "legal"),
    ("Invented Return Office", "return-agency", "return"), ("Invented Charity", "ngo", "social"),
  ]
  private static let barriers = [
    "waiting-list", "waiting-list", "refused-by-service", "no-residence", "no-interpreter", "cost",
    "other",
  ]
  private static let outcomes = [
    "ActualVictimOfTrafficking", "ActualVictimOfTrafficking", "NotAVictimOfTrafficking",
    "PossibleVictimOfTrafficking", "unknown",
  ]
  private static let deciders = [
    "NonPoliceGovernmentalOrganization", "NonPoliceGovernmentalOrganization",
    "NonPoliceGovernmentalOrganization", "Police", "CourtOrProsecution",
  ]
  private static let helps = [
    "food", "food", "clothes", "medicine", "transport", "phone", "housing", "money", "money",
    "money",
  ]
  private static let activities = [
    ("partner-meeting", "Invented: how cases are handed over."),
    ("network-meeting", "Invented: the quarter's network meeting."),
    ("lecture", "Invented: what outreach sees."), ("teaching", "Invented: signs to look for."),
    ("film", "Invented: a film and a talk."), ("media", "Invented: an interview."),
    ("event", "Invented: the yearly event."), ("social", "Invented: cooking together."),
    ("social", "Invented: a walk by the sea."),
  ]
  private static let partners = [
    ("Invented Centre", "cmm"), ("Invented Charity", "ngo"), ("Invented Police Station", "police"),
    ("Invented Shelter", "shelter"),
  ]
}
