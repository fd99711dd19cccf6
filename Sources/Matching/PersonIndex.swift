import CaseModel

/// Everybody who was added, field by field, for comparing: nothing of it changes any more.
final class PersonIndex: Sendable {
  let records: [RecordID]
  let names: NameIndex
  let phrases: Phrases
  let encounters: EncounterIndex
  let citizenships: Ragged<Int32>
  let birthYears: [ClosedRange<Int16>?]
  let phones: Ragged<Int32>
  let phoneDigits: [[UInt8]]
  let personsWithPhone: [Int32]
  let personsWithCode: [Int32]
  /// How many have said of which country they are, and how many of which gender.
  let personsWithCountry: Int
  let personsWithGender: Int
  /// The number of each person's gender; -1 where it isn't known.
  let genders: [Int16]
  /// For each gender's number that of the one it becomes without "trans".
  private let plainGenders: [Int16: Int16]

  init(_ matcher: PersonMatcher) {
    records = matcher.records
    names = NameIndex(matcher.names)
    phrases = Phrases(matcher.phrases)
    encounters = EncounterIndex(matcher.encounters, persons: matcher.records.count)
    citizenships = matcher.citizenships
    birthYears = matcher.birthYears
    phones = matcher.phones
    phoneDigits = matcher.phoneDigits
    personsWithPhone = matcher.personsWithPhone
    personsWithCode = matcher.personsWithCode
    genders = matcher.genders
    personsWithGender = matcher.genders.count { $0 >= 0 }
    personsWithCountry = matcher.records.indices.count {
      !matcher.citizenships.range(of: $0).isEmpty
    }
    var plainGenders: [Int16: Int16] = [:]
    for (code, number) in matcher.codes where code.hasPrefix("gender") {
      let plain = code.replacing("Transgender", with: "")
      plainGenders[Int16(number)] = matcher.codes[plain].map(Int16.init)
    }
    self.plainGenders = plainGenders
  }

  /// Whether two genders differ only in that one is down as trans.
  func differInTransAlone(_ one: Int16, _ other: Int16) -> Bool {
    guard let plain = plainGenders[one], let against = plainGenders[other] else { return false }
    return plain == against
  }

  /// Everybody's names, for comparing.
  final class Phrases: Sendable {
    let ofPerson: Ragged<Int32>
    let words: Ragged<Int32>
    let joined: Ragged<Int32>
    let isLegal: [Bool]

    init(_ rows: PhraseRows) {
      ofPerson = rows.ofPerson
      words = rows.words
      joined = rows.joined
      isLegal = rows.isLegal
    }
  }
}
