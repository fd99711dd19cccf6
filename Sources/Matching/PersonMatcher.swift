public import CaseModel

/// Finds persons who may have been written down twice.
///
/// Add every person, then every record that names some; ``pairs(except:touching:)`` compares those who
/// have something rare in common (`PersonBlocks`) and gives the pairs that are worth a look.
/// The result depends on what was added, never on the order.
public struct PersonMatcher {
  var records: [RecordID] = []
  var names = NameTable()
  var phrases = PhraseRows()
  var genders: [Int16] = []
  var citizenships = Ragged<Int32>()
  var birthYears: [ClosedRange<Int16>?] = []
  var phones = Ragged<Int32>()
  var encounters = EncounterRows()

  private(set) var codes: [String: Int32] = [:]
  private var phoneNumbers: [[UInt8]: Int32] = [:]
  var phoneDigits: [[UInt8]] = []
  var personsWithPhone: [Int32] = []
  var personsWithCode: [Int32] = []

  /// The years in which somebody may have been born; what else is written down says nothing.
  public static let possibleBirthYears: ClosedRange<Int64> = 1800...2200

  /// Whether two years of birth are so far apart that they speak against one person.
  public static func areFarApart(birthYears one: Int, _ other: Int) -> Bool {
    Weights.birthYears(apart: abs(one - other)) < Weights.against
  }

  /// Knows nobody yet.
  public init() {}

  /// Adds somebody.
  ///
  /// - Returns: The number that stands for her in ``Encounter/persons``.
  public mutating func add(_ person: PersonDescription) -> Int {
    let number = records.count
    records.append(person.record)
    addNames(of: person)
    let gender = person.genders.count == 1 ? person.genders.first.map { code("gender", $0) } : nil
    genders.append(gender.map(Int16.init) ?? -1)
    let countries = person.citizenships.map { code("country", $0) }.sorted()
    citizenships.append(countries)
    for code in countries + [gender].compactMap(\.self) {
      personsWithCode[Int(code)] += 1
    }
    // Of several pages the narrowest answer counts; of several alike the earliest.
    let years = person.birthYears.min { ($0.count, $0.lowerBound) < ($1.count, $1.lowerBound) }
    birthYears.append(years.map { Int16($0.lowerBound)...Int16($0.upperBound) })
    let numbers = Set(person.phones.flatMap(Phones.of)).map { phone($0) }.sorted()
    phones.append(numbers)
    for number in numbers { personsWithPhone[Int(number)] += 1 }
    return number
  }

  /// Adds a record that names persons.
  public mutating func add(_ encounter: Encounter) { encounters.add(encounter) }

  /// The pairs that are worth a look (``Weights/least``), the likeliest first.
  ///
  /// - Parameters:
  ///   - declared: Pairs that somebody has said are different.
  ///   - touching: Only pairs with one of these; nil for all.
  /// - Returns: The pairs.
  public func pairs(
    except declared: Set<RecordPair> = [], touching: Set<RecordID>? = nil
  ) -> [MatchedPair] {
    let search = PersonSearch(PersonIndex(self), declared: declared, touching: touching)
    return search.pairs().sorted(by: MatchedPair.isListedBefore)
  }

  private mutating func addNames(of person: PersonDescription) {
    let firstPhrase = phrases.isLegal.count
    var words: Set<Int32> = []
    for (texts, isLegal) in [(person.aliases, false), (person.legalNames, true)] {
      for name in Set(texts.flatMap(Names.of)).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        let numbers = name.map { names.number(of: $0) }
        phrases.words.append(numbers)
        phrases.isLegal.append(isLegal)
        words.formUnion(numbers)
        phrases.joined.append(
          zip(name, name.dropFirst()).map { first, second in
            let joined = first + second
            guard !NameIndex.isNumbered(joined.utf8) else { return -1 }
            let number = names.number(of: joined)
            words.insert(number)
            return number
          })
      }
    }
    names.count(words)
    phrases.ofPerson.append((firstPhrase..<phrases.isLegal.count).map(Int32.init))
  }

  private mutating func code(_ sort: String, _ code: String) -> Int32 {
    let key = sort + code
    if let known = codes[key] { return known }
    let number = Int32(codes.count)
    codes[key] = number
    personsWithCode.append(0)
    return number
  }

  private mutating func phone(_ digits: [UInt8]) -> Int32 {
    if let known = phoneNumbers[digits] { return known }
    let number = Int32(phoneDigits.count)
    phoneNumbers[digits] = number
    phoneDigits.append(digits)
    personsWithPhone.append(0)
    return number
  }
}
