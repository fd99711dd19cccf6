import CaseModel
import Foundation
import JournalStore
import Merge
import TestSupport
import Testing

@testable import HopenowCommands

/// What goes out with a referral is what may go out, and nothing else.
@Suite struct SheetTests {
  let folder = TemporaryFolder()
  let journal: Journal
  let person: RecordID
  let organisation: RecordID
  let today = CivilDate(number: 20_261_102)!

  /// What shows that a part is on a page, in either language.
  static let marks: [SharedPart: [String]] = [
    .name: ["canary-legal-name"],
    .contact: ["canary-safe-contact", "canary-phone"],
    .personal: [
      "Non-conforming", "Nonkonform", "Burkina Faso", "Swahili", "1987", "27-29", "Interpreter",
      "tolk",
    ],
    .residence: ["Asylum seeker", "Asylansøger"],
    .living: ["Controlled by others", "Kontrolleret af andre", "Dependants", "Forsørger"],
    .risk: ["canary-own-risk"],
    .screening: [
      "Forced begging", "Tvunget tiggeri", "2026-09-05", "Debt bondage", "Gældsslaveri",
      "violence", "vold",
    ],
    .history: ["2026-09-03", "2026-09-04", "Contacts", "Kontakter"],
  ]

  /// What is on no page.
  static let never = [
    "canary-alias", "canary-note", "canary-closure", "canary-override", "canary-follow-up",
    "2026-09-06", "HN-", "Pregnant", "Gravid", "canary-elsewhere",
  ]

  init() throws {
    journal = try Journal.temporary(in: folder)
    var page = journal.newRecord(.person)
    for name in [
      "alias", "legal-name", "safe-contact", "phone", "restrictions", "own-risk", "closure", "note",
      "follow-up",
    ] { page.words.updateValue("canary-\(name)", forKey: name) }
    for (name, code) in [
      ("gender", "NonConforming"), ("residence", "asylum"), ("living", "controlled-by-others"),
      ("contact-safety", "not-safe"), ("age-band", "27-29"), ("interpreter-wanted", "yes"),
      ("pregnant", "yes"),
    ] { page.set(name, to: .code(code)) }
    page.set("birth-year", to: .number(1987))
    page.set("dependants", to: .number(3))
    page.add(.code("BF"), to: "citizenship")
    page.add(.code("sw"), to: "languages")
    person = try #require(page.id)
    let clinic = journal.newListEntry(.organisation, label: "Clinic")
    organisation = try #require(clinic.id)
    var drafts = [page, clinic]
    for (kind, day) in [(Kind.contact, 3), (.visit, 4), (.screen, 5), (.session, 6)] {
      var event = journal.newRecord(kind, owner: kind.isOwned ? person : nil)
      event.set("on", to: .date(CivilDate(number: 20_260_900 + day)!, minute: 600))
      event.words.updateValue("canary-note", forKey: "note")
      if !kind.isOwned { event.add(.record(person), to: "person") }
      if kind == .screen {
        event.add(.code("ForcedBegging"), to: "forms")
        event.add(.code("DebtBondage"), to: "means")
        let table = try #require(IndicatorTable.shipped.first)
        event.set("table", to: .code(table.id))
        let violence = try #require(
          table.indicators.first { $0.question.en.contains("violence") })
        event.set("indicator", for: violence.code, to: .code("yes"))
      }
      drafts.append(event)
    }
    try journal.write(drafts)
  }

  func referral(basis: String = "consent", to: RecordID? = nil) throws -> RecordView {
    var draft = journal.newRecord(.refer, owner: person)
    draft.set("on", to: .date(today, minute: nil))
    draft.set("purpose", to: .code("health"))
    draft.set("to", to: .record(to ?? organisation))
    draft.set("basis", to: .code(basis))
    draft.words.updateValue("canary-reason", forKey: "reason")
    draft.words.updateValue("canary-override", forKey: "override")
    draft.words.updateValue("canary-note", forKey: "note")
    return try #require(try journal.view(of: journal.write([draft])[0]))
  }

  func consent(covering parts: some Sequence<SharedPart>, on day: Int = 20_261_018) throws {
    var draft = journal.newRecord(.consent, owner: person)
    draft.set("on", to: .date(CivilDate(number: day)!, minute: nil))
    draft.set("purpose", to: .code("share"))
    draft.set("to", to: .record(organisation))
    draft.set("answer", to: .code("given"))
    draft.set("how", to: .code("oral"))
    draft.words.updateValue("canary-elsewhere", forKey: "note")
    for part in parts { draft.add(.code(part.rawValue), to: "covers") }
    try journal.write([draft])
  }

  func pages(
    of view: RecordView, including parts: Set<SharedPart> = []
  ) throws -> [(danish: Bool, text: String)] {
    let allowance = try SheetAllowance(for: view, including: parts, on: today, in: journal)
    return try [false, true].flatMap { danish in
      let page = try ReferralSheet(of: view, allowance, from: journal, danish: danish)
      // An apostrophe is escaped in HTML; what is looked for here isn't.
      return [(danish, page.text), (danish, page.html.replacing("&#39;", with: "'"))]
    }
  }

  /// Each part that may go out has something on the page, and no other part leaves a trace.
  func expect(
    _ pages: [(danish: Bool, text: String)], toShow parts: Set<SharedPart>, _ seed: UInt64
  ) {
    for (danish, page) in pages {
      for part in SharedPart.allCases {
        let found = (Self.marks[part] ?? []).filter { page.contains($0) }
        let heading = Vocabulary.consentScope.label(of: part.rawValue).map {
          danish ? $0.da : $0.en
        }
        if parts.contains(part) {
          #expect(!found.isEmpty, "seed \(seed): \(part) is missing")
          #expect(page.contains(heading ?? "?"))
        } else {
          #expect(found.isEmpty, "seed \(seed): \(part) shows by \(found)")
          #expect(heading.map { page.contains($0) } == false, "seed \(seed): \(part) is hinted at")
        }
      }
      for word in Self.never { #expect(!page.contains(word), "seed \(seed): \(word)") }
      #expect(page.contains("canary-restrictions") && page.contains("canary-reason"))
      #expect(page.contains(danish ? "IKKE SIKKERT" : "NOT SAFE"))
      #expect(page.contains("Worker journal.hopenow, HopeNow") && page.contains("Clinic"))
    }
  }

  @Test func `of what is known only what the consent covers is on the page`() throws {
    let view = try referral()
    for seed in 0..<UInt64(40) {
      var chance = Seeded(seed)
      let parts = Set(SharedPart.allCases.filter { _ in chance.once(in: 2) })
      try consent(covering: parts, on: 20_261_018)
      let pages = try pages(of: view)
      expect(pages, toShow: parts, seed)
      for (danish, page) in pages {
        #expect(page.contains(danish ? "givet 2026-10-18, mundtligt" : "given 2026-10-18, orally"))
        #expect(!page.contains(danish ? "uden personens samtykke" : "without the person"))
      }
    }
    try consent(covering: SharedPart.allCases, on: 20_261_019)
    expect(try pages(of: view), toShow: Set(SharedPart.allCases), 100)
  }

  @Test func `without consent only what the worker names is on the page, and it says so`() throws {
    let view = try referral(basis: "override")
    for seed in 0..<UInt64(20) {
      var chance = Seeded(seed)
      let parts = Set(SharedPart.allCases.filter { _ in chance.once(in: 2) })
      let pages = try pages(of: view, including: parts)
      expect(pages, toShow: parts, seed)
      for (danish, page) in pages {
        #expect(
          page.contains(
            danish ? "gives videre uden personens samtykke" : "without the person's consent"))
      }
    }
  }

  @Test func `a consent to another organisation covers nothing here`() throws {
    try consent(covering: SharedPart.allCases)
    let shelter = try journal.write([journal.newListEntry(.organisation, label: "Shelter")])[0]
    let view = try referral(to: shelter)
    #expect(throws: CommandError.noConsentToday) { try pages(of: view) }
    let without = try referral(basis: "override", to: shelter)
    #expect(try pages(of: without).allSatisfy { !$0.text.contains("canary-phone") })
  }

  @Test func `a consent that was taken back since lets nothing out`() throws {
    try consent(covering: SharedPart.allCases)
    let view = try referral()
    #expect(try pages(of: view).count == 4)
    #expect(throws: CommandError.consentDecides) { try pages(of: view, including: [.name]) }
    var draft = journal.newRecord(.consent, owner: person)
    draft.set("on", to: .date(CivilDate(number: 20_261_101)!, minute: nil))
    draft.set("purpose", to: .code("share"))
    draft.set("answer", to: .code("withdrawn"))
    try journal.write([draft])
    #expect(throws: CommandError.noConsentToday) { try pages(of: view) }
  }

  @Test func `what she told a colleague was left out, on a page linked to hers`() throws {
    var other = journal.newRecord(.person)
    other.words.updateValue("canary-told-a-colleague", forKey: "restrictions")
    var first = Draft(.person, record: person)
    first.set("contact-safety", to: .code("safe"))
    other.set("contact-safety", to: .code("not-safe"))
    try consent(covering: [.contact])
    let view = try referral()
    let ids = try journal.write([other, first])
    for step in 0..<3 {
      if step == 1 { try journal.write([.link(ids[0], person, isSame: true)]) }
      // A page too many is deleted; what she said on it holds.
      if step == 2 { try journal.write([.delete(ids[0], kind: .person, owner: nil)]) }
      let isLinked = step > 0
      for (danish, page) in try pages(of: view) {
        #expect(page.contains("canary-restrictions"))
        #expect(page.contains("canary-told-a-colleague") == isLinked)
        #expect(page.contains(danish ? "IKKE SIKKERT" : "NOT SAFE") == isLinked)
        // Nothing on it says otherwise.
        let label = try #require(Vocabulary.contactSafety.label(of: "safe"))
        let safe = danish ? label.da : label.en
        let saysSafe = page.contains("  \(safe)\n") || page.contains("<dd>\(safe)</dd>")
        #expect(saysSafe != isLinked)
      }
    }
    // What may be somebody else's words goes to nobody; that it isn't safe is heeded.
    let third = try journal.write([.person("Green Bag")])[0]
    try journal.write([.link(third, person, isSame: true), .link(third, ids[0], isSame: false)])
    for (danish, page) in try pages(of: view) {
      #expect(!page.contains("canary-told-a-colleague") && page.contains("canary-restrictions"))
      #expect(page.contains(danish ? "IKKE SIKKERT" : "NOT SAFE"))
    }
    try journal.write([.link(third, person, isSame: false)])
    var refusal = journal.newRecord(.consent, owner: ids[0])
    refusal.set("on", to: .date(today, minute: nil))
    refusal.set("purpose", to: .code("share"))
    refusal.set("answer", to: .code("withdrawn"))
    try journal.write([refusal])
    #expect(throws: CommandError.noConsentToday) { try pages(of: view) }
    try journal.write([.link(ids[0], person, isSame: false)])
    #expect(try pages(of: view).count == 4)
  }

  @Test func `her own words come first, all of them while they are in conflict`() throws {
    let heads = try journal.view(of: person)?.heads
    for words in ["first-canary\nsecond line", "other-canary"] {
      var draft = Draft(.person, record: person)
      draft.seen = heads
      draft.words.updateValue(words, forKey: "restrictions")
      try journal.write([draft])
    }
    try consent(covering: SharedPart.allCases)
    for (_, page) in try pages(of: referral()) {
      let body = page.firstRange(of: "<h1>").map { page[$0.lowerBound...] } ?? page[...]
      let first = try #require(body.firstRange(of: "first-canary")).lowerBound
      let other = try #require(body.firstRange(of: "other-canary")).lowerBound
      let rest = try #require(body.firstRange(of: "Clinic")).lowerBound
      #expect(first < rest && other < rest && page.contains("second line"))
    }
  }

  @Test func `words are text in HTML, and nothing on the page asks anybody for anything`() throws {
    var draft = Draft(.person, record: person)
    let words = "<script src=\"x\">alert('1')</script> & <b>bold</b>\u{1b}[31m\u{202e}"
    draft.words.updateValue(words, forKey: "restrictions")
    draft.words.updateValue(words, forKey: "legal-name")
    try journal.write([draft])
    try consent(covering: SharedPart.allCases)
    let view = try referral()
    let allowance = try SheetAllowance(for: view, including: [], on: today, in: journal)
    let page = try ReferralSheet(of: view, allowance, from: journal, danish: false)
    #expect(!page.html.contains("<script") && !page.html.contains("<b>"))
    #expect(
      page.html.contains("&lt;script src=&quot;x&quot;&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp;"))
    #expect(page.text.contains("<script src=\"x\">"))
    for page in [page.html, page.text] {
      #expect(!page.contains("\u{1b}") && !page.contains("\u{202e}"))
    }
    for word in ["http:", "https:", "//", "url(", "<img", "<link", "@import"] {
      #expect(!page.html.contains(word), "\(word)")
    }
    #expect(page.html.contains("size: A4") && page.html.contains("<html lang=\"en\">"))
    let colours = page.html.matches(of: /#[0-9a-f]{3,6}\b/).map { String($0.0) }
    #expect(Set(colours).isSubset(of: ["#000", "#fff"]), "it reads without colour")
  }
}
