import CaseModel
import Matching
import TestSupport

/// Pages of persons of whom some are about the same person, and which those are.
///
/// The error model, in the order in which it is put to use. There are so many invented persons, of six
/// countries (three of them twice as common). Given and family names are drawn by Zipf's law from a stock for
/// each country, so that some are very common; one person in six is known by what she wears ("red hat", a third of
/// those with a place). Persons hang together in groups of two to five, of one country, at two or three places; in every
/// eighth group two are sisters with one family name, born one to four years apart; one in twenty shares
/// the phone of somebody else in the group.
///
/// One in eight is written down a second time by another worker, one in ninety a third time. Every page, the first
/// too, is written with these errors, each drawn for itself:
///
/// | what | how often |
/// | --- | --- |
/// | the alias has the given name alone | 15 % |
/// | two words change places | 10 % |
/// | each word in another transliteration, if it has any | 40 % |
/// | each word with a typing error (a letter wrong, missing, doubled or swapped) | 6 % |
/// | a word cut short | 2 % |
/// | words written together, or with a hyphen | 5 % |
/// | quite another alias, as others call her | 3 % |
/// | the legal name is known | 35 % |
/// | year of birth not asked; only a band of ages | 15 %; 10 % |
/// | year of birth off by one; two; three or four; five to eight | 20 %; 10 %; 4 %; 1 % |
/// | citizenship not asked; wrong | 8 %; 1 % |
/// | gender not asked; wrong | 5 %; 1 % |
/// | phone not asked; a new one since; a wrong digit | 35 %; 10 %; 4 % |
///
/// Each page is named in two to six encounters of its worker, at one of the group's places or, once in ten times, anywhere;
/// every second time together with one or two others of the group, by a page that somebody has of them.
struct LabelledTeam {
  struct Page {
    var description: PersonDescription
    let person: Int
    let worker: Int
  }

  private(set) var pages: [Page] = []
  private(set) var encounters: [Encounter] = []
  private var chance: Seeded

  private struct Person {
    let origin: InventedNames.Origin
    let isWoman: Bool
    let given: [String]
    let family: [String]
    let nickname: String?
    let otherNickname: String
    let birthYear: Int
    let phone: String
    let group: Int
  }

  init(persons count: Int, seed: UInt64) {
    chance = Seeded(seed)
    var persons: [Person] = []
    var places: [[Int64]] = []
    while persons.count < count {
      let group = places.count
      places.append((0..<2 + chance.below(2)).map { _ in Int64(chance.below(Self.places)) })
      let origin = chance.pick(InventedNames.origins + InventedNames.origins.prefix(3))
      var members: [Person] = []
      let hasSisters = chance.once(in: 8)
      for member in 0..<min(2 + chance.below(4), count - persons.count) {
        members.append(
          person(
            of: origin, in: group, sister: member == 1 && hasSisters ? members[0] : nil,
            phone: chance.once(in: 20) ? members.last?.phone : nil))
      }
      persons += members
    }
    for (number, person) in persons.enumerated() {
      var workers = Array(0..<8).shuffled(using: &chance)[...]
      let times = chance.once(in: 90) ? 3 : chance.once(in: 8) ? 2 : 1
      for _ in 0..<times {
        guard let worker = workers.popFirst() else { break }
        pages.append(page(of: person, number, by: worker))
      }
    }
    pages.shuffle(using: &chance)
    meet(persons, at: places)
  }

  private static let places = 40

  /// The pairs that are about the same person.
  var samePairs: Set<RecordPair> {
    var found: Set<RecordPair> = []
    for pages in Dictionary(grouping: pages, by: \.person).values {
      for (place, one) in pages.enumerated() {
        for other in pages.dropFirst(place + 1) {
          found.insert(RecordPair(one.description.record, other.description.record))
        }
      }
    }
    return found
  }

  /// A matcher that knows all of it, in the order of the pages or another.
  func matcher(
    shuffledBy seed: UInt64? = nil, changing change: (inout PersonDescription) -> Void = { _ in }
  ) -> PersonMatcher {
    var matcher = PersonMatcher()
    var order = Array(pages.indices)
    var encounters = encounters
    if let seed {
      var chance = Seeded(seed)
      order.shuffle(using: &chance)
      encounters.shuffle(using: &chance)
    }
    var numbers: [Int: Int] = [:]
    for place in order {
      var description = pages[place].description
      change(&description)
      numbers[place] = matcher.add(description)
    }
    for var encounter in encounters {
      encounter.persons = encounter.persons.compactMap { numbers[$0] }
      matcher.add(encounter)
    }
    return matcher
  }

  // MARK: Persons

  private mutating func happens(_ percent: Int) -> Bool { chance.below(100) < percent }

  private mutating func zipf<Thing>(_ things: [Thing]) -> Thing {
    let weights = things.indices.map { 10_000 / ($0 + 3) }
    var place = chance.below(weights.reduce(0, +))
    for (thing, weight) in zip(things, weights) {
      if place < weight { return thing }
      place -= weight
    }
    return things[0]
  }

  private mutating func person(
    of origin: InventedNames.Origin, in group: Int, sister: Person?, phone: String?
  ) -> Person {
    let isWoman = sister != nil || happens(72)
    let clothes = "\(chance.pick(InventedNames.colours)) \(chance.pick(InventedNames.things))"
    let spot = happens(33) ? " \(chance.pick(InventedNames.spots))" : ""
    let others = "\(chance.pick(InventedNames.colours)) \(chance.pick(InventedNames.things))"
    return Person(
      origin: origin, isWoman: isWoman, given: zipf(isWoman ? origin.women : origin.men),
      family: sister?.family ?? zipf(origin.families), nickname: happens(16) ? clothes + spot : nil,
      otherNickname: others,
      birthYear: sister.map { $0.birthYear + 1 + chance.below(4) } ?? 1968 + chance.below(40),
      phone: phone ?? String(20_000_000 + chance.below(79_999_999)), group: group)
  }

  // MARK: Pages

  private mutating func page(of person: Person, _ number: Int, by worker: Int) -> Page {
    let id = RecordID((0..<16).map { _ in UInt8(chance.below(256)) })!
    var page = PersonDescription(id)
    page.aliases = [alias(of: person)]
    if happens(35) {
      page.legalNames = [written([spelling(of: person.given), spelling(of: person.family)])]
    }
    if !happens(5) {
      let isWoman = happens(1) ? !person.isWoman : person.isWoman
      page.genders = [isWoman ? "Feminine" : "Masculine"]
    }
    if !happens(8) {
      let country =
        happens(1) ? chance.pick(InventedNames.origins).country : person.origin.country
      page.citizenships = [country]
    }
    if !happens(15) {
      if happens(10) {
        let start = person.birthYear - chance.below(8)
        page.birthYears = [start...start + 8]
      } else {
        let year = person.birthYear + yearsOff()
        page.birthYears = [year...year]
      }
    }
    if !happens(35) { page.phones = [phone(of: person)] }
    return Page(description: page, person: number, worker: worker)
  }

  private mutating func yearsOff() -> Int {
    let side = chance.once(in: 2) ? 1 : -1
    switch chance.below(100) {
    case ..<65: return 0
    case ..<85: return side
    case ..<95: return 2 * side
    case ..<99: return (3 + chance.below(2)) * side
    default: return (5 + chance.below(4)) * side
    }
  }

  private mutating func phone(of person: Person) -> String {
    if happens(10) { return String(20_000_000 + chance.below(79_999_999)) }
    var digits = Array(person.phone)
    if happens(4) { digits[chance.below(8)] = Character(String(chance.below(10))) }
    let number = String(digits)
    return switch chance.below(4) {
    case 0: "+45 " + number
    case 1: "0045" + number
    case 2: stride(from: 0, to: 8, by: 2).map { String(digits[$0..<$0 + 2]) }.joined(separator: " ")
    default: number
    }
  }

  private mutating func alias(of person: Person) -> String {
    if happens(3) { return written(person.otherNickname.split(separator: " ").map(String.init)) }
    if let nickname = person.nickname {
      var words = nickname.split(separator: " ").map(String.init)
      if words.count > 2, happens(40) { words.removeLast() }
      return written(words)
    }
    let given = spelling(of: person.given)
    return written(happens(15) ? [given] : [given, spelling(of: person.family)])
  }

  private mutating func spelling(of name: [String]) -> String {
    happens(40) ? chance.pick(name) : name[0]
  }

  private mutating func written(_ words: [String]) -> String {
    var words = words.map { word in
      var word = word
      if happens(6) { word = mistyped(word) }
      if happens(2), word.count > 5 { word = String(word.prefix(4)) }
      return word
    }
    if happens(10) { words.swapAt(0, words.count - 1) }
    return words.joined(separator: happens(5) ? chance.pick(["", "-"]) : " ")
  }

  private mutating func mistyped(_ word: String) -> String {
    var letters = Array(word)
    let place = chance.below(letters.count)
    switch chance.below(4) {
    case 0: letters[place] = chance.pick(Array("abcdefghijklmnopqrstuvwxyz"))
    case 1 where letters.count > 2: letters.remove(at: place)
    case 2: letters.insert(letters[place], at: place)
    default: if place + 1 < letters.count { letters.swapAt(place, place + 1) }
    }
    return String(letters)
  }

  // MARK: Encounters

  private mutating func meet(_ persons: [Person], at places: [[Int64]]) {
    let ofGroup = Dictionary(grouping: pages.indices) { persons[pages[$0].person].group }
    for place in pages.indices {
      let page = pages[place]
      let group = persons[page.person].group
      for _ in 0..<2 + chance.below(5) {
        var met = [place: page.person]
        if chance.once(in: 2) {
          for _ in 0..<1 + chance.below(2) {
            let friend = chance.pick(ofGroup[group] ?? [place])
            // Whoever is met stands in the record once.
            if !met.values.contains(pages[friend].person) { met[friend] = pages[friend].person }
          }
        }
        encounters.append(
          Encounter(
            persons: met.keys.sorted(), day: 20_000 + chance.below(600),
            place: happens(10) ? Int64(chance.below(Self.places)) : chance.pick(places[group]),
            writer: Int64(page.worker)))
      }
    }
  }
}
