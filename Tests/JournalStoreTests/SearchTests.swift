import CaseModel
import Foundation
import GRDB
import Merge
import TestSupport
import Testing

@testable import JournalStore

@Suite struct PlainWordsTests {
  private func words(_ text: String) -> String {
    var words = PlainWords()
    words.read(text)
    return String(decoding: words.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("", " "), ("  ", " "), ("One", " one "), ("a-b\n\nC!", " a b c "),
    ("Ærø på Ås", " aero pa as "),
    ("ẹ̀kọ́ ọṣẹ́", " eko ose "), ("e\u{301}tude", " etude "),
    ("ɗan Ɗan Kɔfi ɛyɛ", " dan dan kofi eye "),
    ("“Hvorfor?” – fordi…", " hvorfor fordi "), ("23:30", " 23 30 "),
    ("Straße, ŁÓDŹ", " strasse lodz "),
    ("İstanbul ışık", " istanbul isik "), ("Ελλάδα", " ελλαδα "), ("مرحبا 中文", " مرحبا 中文 "),
  ])
  func `words are folded and stand behind one space each`(text: String, expected: String) {
    #expect(words(text) == expected)
  }

  /// The quick way and the definition agree on whatever people and pastes bring.
  @Test func `looking letters up gives what folding the text gives`() {
    let pool = [0x20...0x7e, 0xa0...0x36f, 0x1e00...0x1eff, 0x2000...0x206f].flatMap { $0 }
    let others: [UInt32] = [0x3b1, 0x301, 0x4e2d, 0x1f600, 0x200d, 0x915, 0x93f, 0xfb01, 0xa, 0x0]
    for seed in 0..<UInt64(3000) {
      var chance = Seeded(seed &* 7919)
      var text = String.UnicodeScalarView()
      for _ in 0..<chance.below(40) {
        let value =
          chance.once(in: 60)
          ? chance.pick(others)
          : chance.once(in: 3) ? UInt32(chance.pick(pool)) : UInt32(97 + chance.below(26))
        if let scalar = Unicode.Scalar(value) { text.append(scalar) }
        if chance.once(in: 6) { text.append(" ") }
      }
      let string = String(text)
      #expect(
        words(string) == String(decoding: PlainWords.words(of: string), as: UTF8.self),
        "seed \(seed)")
    }
  }

  @Test func `one reader takes texts of any length in any order`() {
    var reader = PlainWords()
    for text in [
      "long " + String(repeating: "æ", count: 500), "α", "b", String(repeating: "中", count: 900),
    ] {
      reader.read(text)
      #expect(reader.bytes == PlainWords.words(of: text))
    }
  }

  @Test func `a needle stands where its bytes stand`() {
    for seed in 0..<UInt64(2000) {
      var chance = Seeded(seed &* 104_729)
      let words = (0..<chance.below(30)).map { _ in chance.pick(Array(" abq".utf8)) }
      let needle = (0..<1 + chance.below(4)).map { _ in chance.pick(Array(" abq".utf8)) }
      let expected = words.indices.contains { words[$0...].starts(with: needle) }
      #expect(words.withUnsafeBytes { Needle(needle).stands(in: $0) } == expected, "seed \(seed)")
    }
  }
}

@Suite struct RowSetTests {
  @Test func `a set of rows holds what was put in, and no row beyond its end`() {
    var set = RowSet(upTo: 130)
    for row in [0, 63, 64, 130, 130, 5_000, -1] { set.insert(Int64(row)) }
    #expect(set.rows == [0, 63, 64, 130] && set.count == 4)
    #expect(set.contains(64) && !set.contains(65) && !set.contains(5_000) && !set.contains(-1))
    var other = RowSet(upTo: 70)
    for row in [64, 65] { other.insert(Int64(row)) }
    var both = set
    both.formIntersection(other)
    #expect(both.rows == [64] && both.count == 1)
    set.formUnion(other)
    #expect(set.rows == [0, 63, 64, 65, 130] && set.count == 5)
  }
}

@Suite struct SearchTests {
  let folder = TemporaryFolder()

  private func found(
    _ journal: Journal, _ terms: [String], wholeWords: Bool = false, _ query: RecordQuery = .init()
  ) throws -> [RecordID] {
    let terms = try #require(SearchTerms(terms, wholeWords: wholeWords))
    return try journal.search(terms, in: query).records.map(\.view.record)
  }

  @Test func `words, codes and names of places are found in whatever case, accent and language`()
    throws
  {
    let journal = try Journal.temporary(in: folder)
    let place = journal.newListEntry(.place, label: "Ny Østergade")
    let page = try journal.write([.person("Søren den Røde", citizenship: ["NG"]), place])[0]
    var contact = Draft.contact(on: 20_261_001, setting: "red-light-area", note: "Ẹ kú àárọ̀, tea")
    contact.set("place", to: place.id.map { .record($0) })
    var refer = Draft(
      .refer, owner: page, words: ["note": "Spoke of the clinic;\n“no papers” yet."])
    refer.set("on", to: .date(CivilDate(number: 20_261_002)!, minute: nil))
    refer.set("group", to: .code("lawyer"))
    refer.set("interpreter", to: .code("yes"))
    var screen = Draft(.screen, owner: page)
    screen.set("on", to: .date(CivilDate(number: 20_261_003)!, minute: nil))
    for (code, answer) in [("debt-bondage", Answer.yes), ("violence", .code("no"))] {
      screen.answers.updateValue(
        answer, forKey: FieldKey("indicator", element: Answer.code(code).encoded))
    }
    let written = try journal.write([contact, refer, screen])

    #expect(try found(journal, ["SOREN"]) == [page])
    #expect(try found(journal, ["rode", "søren"]) == [page])
    #expect(try found(journal, ["den rode"]) == [page])
    #expect(try found(journal, ["rode den"]) == [])
    #expect(try found(journal, ["nigeria"]) == [page])
    #expect(try found(journal, ["e ku aaro"]) == [written[0]])
    #expect(try found(journal, ["tea", "red-light"]) == [written[0]])
    #expect(try found(journal, ["prostitutionsområde"]) == [written[0]])
    #expect(try found(journal, ["ostergade"]) == [written[0], place.id])
    #expect(try found(journal, ["lawyer"]) == [written[1]])
    #expect(try found(journal, ["advokat"]) == [written[1]])
    #expect(try found(journal, ["no papers"]) == [written[1]])
    #expect(try found(journal, ["clin"]) == [written[1]])
    #expect(try found(journal, ["clin"], wholeWords: true) == [])
    #expect(try found(journal, ["linic"]) == [])
    #expect(try found(journal, ["clinic", "tea"]) == [])
    #expect(try found(journal, ["debt bond"]) == [written[2]])
    #expect(try found(journal, ["violence"]) == [], "it was answered with no")
    #expect(try found(journal, ["yes"]) == [], "yes and no aren't searched")
    #expect(SearchTerms(["–", " "]) == nil)
    #expect(SearchTerms.inLine("tea \"no papers\" x") == ["tea", "no papers", "x"])
  }

  @Test func `a hit names its field and the whole words found`() throws {
    let journal = try Journal.temporary(in: folder)
    try journal.write([.contact(setting: "church", note: "Ærø: a Lawyer, and\nlawyers again.")])
    let terms = try #require(SearchTerms(["lawy", "aero", "church"]))
    let hits = try #require(try journal.search(terms, in: .init()).records.first?.hits)
    #expect(hits.map(\.field) == ["setting", "note"])
    let text = try #require(hits[1].text)
    #expect(hits[1].ranges.map { text[$0] } == ["Ærø", "Lawyer", "lawyers"])
  }

  @Test func `the newest within the limit are given, and whether there are more`() throws {
    let journal = try Journal.temporary(in: folder)
    let written = try journal.write((1...9).map { .contact(on: 20_261_000 + $0, note: "tea") })
    let tea = try #require(SearchTerms(["tea"]))
    for (limit, isCut) in [(3, true), (8, true), (9, false), (20, false)] {
      let result = try journal.search(tea, in: RecordQuery(limit: limit))
      #expect(result.records.map(\.view.record) == Array(written.suffix(limit)))
      #expect(result.isCut == isCut)
    }
    let days = CivilDate(number: 20_261_002)!...CivilDate(number: 20_261_003)!
    #expect(try found(journal, ["tea"], RecordQuery(days: days)) == Array(written[1...2]))
    #expect(try found(journal, ["tea"], RecordQuery(kinds: ["visit"])) == [])
  }

  /// Many candidates are walked in order until the limit is full, a few are all looked at: both find
  /// the same.
  @Test func `many candidates give what looking at each of them gives`() throws {
    let journal = try Journal.temporary(in: folder)
    var chance = Seeded(77)
    let person = try journal.write([.person("Ada")])[0]
    let written = try journal.write(
      (0..<2600).map { number in
        .contact(
          on: 20_260_101 + chance.below(28), note: number % 50 == 0 ? "quiet" : "noise, tea",
          persons: chance.once(in: 40) ? [person] : [])
      })
    // What was said before is a candidate, and isn't found.
    try journal.write(
      written.filter { _ in chance.once(in: 30) }.map {
        Draft(.contact, record: $0, words: ["note": "nothing"])
      })
    for person in [nil, person] {
      let all = try found(journal, ["tea"], RecordQuery(person: person))
      #expect(all.count > 30)
      for limit in [1, 7, 30] {
        let query = RecordQuery(person: person, limit: limit)
        #expect(try found(journal, ["tea"], query) == Array(all.suffix(limit)))
      }
    }
  }

  /// In histories with edits, conflicts, deletions, gaps and authors held back a search finds exactly
  /// the records in whose view the terms stand, as a look at every word of every view finds them.
  @Test func `a search finds what a look at every view finds`() throws {
    var found = 0
    var conflicts = 0
    for seed in 0..<UInt64(LongForm.count(short: 12, long: 2000)) {
      let team = try Team(seed: seed)
      try team.run(steps: Team.steps)
      let notes = [
        "Tea at Ærø", "tea, then rain", "Regn på Ærø", "ọṣẹ́ for the rain", "Ose", "中文 tea",
        "the red hat", "lawyer", nil,
      ]
      for install in team.installs {
        for view in try install.journal.records(RecordQuery(kinds: ["contact", "person"])) {
          guard team.chance.once(in: 2) else { continue }
          var draft = Draft(.test(view.kind), record: view.record)
          draft.words.updateValue(team.chance.pick(notes), forKey: "note")
          if team.chance.once(in: 4) { draft.words.updateValue("Tea Rain", forKey: "legal-name") }
          if view.kind == "contact" { draft.words.removeValue(forKey: "legal-name") }
          try install.journal.write([draft])
        }
        install.known = nil
      }
      for _ in 0..<3 {
        try team.merge(
          [try team.stick(team.chance.pick(team.installs))], into: team.chance.pick(team.installs))
      }
      for install in team.installs {
        let views = try Array(install.journal.shown().values)
        conflicts += views.count { $0.fields[FieldKey("note")]?.isConflict ?? false }
        for terms in [
          ["tea"], ["aero"], ["rain", "TEA"], ["ose"], ["red h"], ["street"], ["gaden", "tea"],
          ["Nigeria"], ["t", "r"], ["one"], ["中"], ["feminine", "hat"], ["old harbour"],
        ] {
          for wholeWords in [false, true] {
            let expected = views.filter {
              $0.existence != .gone && Self.isFound(terms, in: $0, wholeWords)
            }
            let result = try self.found(install.journal, terms, wholeWords: wholeWords)
            #expect(
              Set(result) == Set(expected.map(\.record)) && result.count == expected.count,
              "history \(seed), \(terms), whole words: \(wholeWords)")
            found += result.count
          }
        }
      }
    }
    #expect(found > 500 && conflicts > 0)
  }

  /// Whether terms stand in a view, found in another way than the product's: word by word.
  private static func isFound(_ terms: [String], in view: RecordView, _ wholeWords: Bool) -> Bool {
    func words(_ text: String) -> [String] {
      Journal.folded(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
    var texts: [[String]] = []
    for (key, field) in view.fields {
      for standing in [field.shown] + field.losers {
        if case .words(let text) = standing.value { texts.append(words(text)) }
      }
      guard let declared = Kind.test(view.kind).field(key.name),
        case .code(let vocabulary) = declared.type, vocabulary != .yesNo,
        case .answer(.code(let shown)) = field.shown.value,
        let code = vocabulary.codes.first(where: { $0.stored == shown })
      else { continue }
      texts += [code.stored, code.labels.en, code.labels.da].map(words)
    }
    // A list entry's own code is its name.
    return terms.allSatisfy { term in
      let wanted = words(term)
      return texts.contains { text in
        text.indices.contains { start in
          guard start + wanted.count <= text.count else { return false }
          return wanted.indices.allSatisfy { place in
            let word = text[start + place]
            let isLast = place == wanted.count - 1
            return isLast && !wholeWords ? word.hasPrefix(wanted[place]) : word == wanted[place]
          }
        }
      }
    }
  }
}
