/// Compares two persons, field by field.
struct PersonComparison {
  private let persons: PersonIndex
  private let prior: Double
  private let count: Double
  /// What name, gender and encounters count at most.
  private let mostOfAll: Double

  init(_ persons: PersonIndex) {
    self.persons = persons
    prior = Weights.prior(of: persons.records.count)
    count = Double(persons.records.count)
    mostOfAll =
      Weights.bits(count + Weights.population, 1) + Weights.mostOfName + Weights.mostOfEncounters
      + Weights.mostOfGender
  }

  /// What the fields say together, in bits, and why if somebody wants to know.
  private struct Sum {
    var bits: Double
    let isExplained: Bool
    var evidence: [Evidence] = []
    /// Whether more is alike than what everybody of a group has: name, phone, or a night of two workers.
    var isAboutHer = false

    mutating func add(_ bits: Double, _ evidence: @autoclosure () -> Evidence) {
      self.bits += bits
      if isExplained { self.evidence.append(evidence()) }
    }
  }

  /// How much likelier the two are the same than not, in bits, and why; nil if it isn't worth a look.
  func compare(_ one: Int, _ other: Int) -> (bits: Double, evidence: [Evidence])? {
    // The same whoever was added first.
    let (one, other) =
      persons.records[one] < persons.records[other] ? (one, other) : (other, one)
    // Nearly no pair is: why is asked only then.
    guard one != other, bits(one, other, isExplained: false) != nil,
      let sum = bits(one, other, isExplained: true)
    else { return nil }
    return (sum.bits, sum.evidence)
  }

  private func bits(_ one: Int, _ other: Int, isExplained: Bool) -> Sum? {
    guard !persons.encounters.areNamedTogether(one, other) else { return nil }
    var sum = Sum(bits: prior, isExplained: isExplained)
    compareCitizenships(one, other, &sum)
    compareBirthYears(one, other, &sum)
    comparePhones(one, other, &sum)
    // No name counts more than this: some pairs end here.
    guard sum.bits + mostOfAll >= Weights.least else { return nil }
    let areNamedAlike = compareNames(one, other, &sum)
    compareGenders(one, other, areNamedAlike: areNamedAlike, &sum)
    // Nothing else can count more than this: most pairs end here.
    guard sum.bits + Weights.mostOfEncounters >= Weights.least else { return nil }
    compareEncounters(one, other, &sum)
    return sum.bits >= Weights.least && sum.isAboutHer ? sum : nil
  }

  private func compareNames(_ one: Int, _ other: Int, _ sum: inout Sum) -> Bool {
    var best: (bits: Double, likeness: NameLikeness, sorts: NameSorts)?
    // Which sorts of name both have, and of which some are alike.
    var both = (aliases: false, legalNames: false)
    var alike = (aliases: false, legalNames: false)
    let total = compatriots(one, other) + Weights.population
    for place in persons.phrases.ofPerson.range(of: one) {
      let phrase = Int(persons.phrases.ofPerson.elements[place])
      for against in persons.phrases.ofPerson.range(of: other) {
        let otherPhrase = Int(persons.phrases.ofPerson.elements[against])
        let comparison = NameComparison(
          phrase, otherPhrase, of: persons.phrases, persons.names, among: total)
        let found = comparison.flatMap { $0.bits > 0 ? $0 : nil }
        let sorts: NameSorts
        switch (persons.phrases.isLegal[phrase], persons.phrases.isLegal[otherPhrase]) {
        case (false, false):
          sorts = .aliases
          both.aliases = true
          if found != nil { alike.aliases = true }
        case (true, true):
          sorts = .legalNames
          both.legalNames = true
          if found != nil { alike.legalNames = true }
        default: sorts = .aliasAndLegalName
        }
        guard let found, found.bits > best?.bits ?? 0 else { continue }
        best = (found.bits, found.likeness, sorts)
      }
    }
    if let best {
      sum.isAboutHer = true
      let most = Weights.bits(total, 1) + Weights.mostOfName
      sum.add(min(best.bits, most), .names(best.sorts, best.likeness))
    }
    if both.legalNames && !alike.legalNames {
      sum.add(Weights.otherLegalName, .differentLegalNames)
    } else if both.aliases && !alike.aliases {
      // Somebody whose legal name is known may be called anything.
      sum.add(best == nil ? Weights.otherAlias : Weights.otherAlias / 2, .differentAliases)
    }
    return best != nil
  }

  /// Among how many a name has to single the two out: those of their country, since who comes from one
  /// has its names, and the country counts by itself.
  private func compatriots(_ one: Int, _ other: Int) -> Double {
    var fewest: Int32?
    func note(_ country: Int32) {
      fewest = min(fewest ?? .max, persons.personsWithCode[Int(country)])
    }
    persons.citizenships.forEachCommon(one, other, note)
    if fewest == nil {
      for country in persons.citizenships[one] { note(country) }
      for country in persons.citizenships[other] { note(country) }
    }
    return fewest.map { Double($0) } ?? count * Weights.shareOfCountry
  }

  private func comparePhones(_ one: Int, _ other: Int, _ sum: inout Sum) {
    let (numbers, others) = (persons.phones.range(of: one), persons.phones.range(of: other))
    guard !numbers.isEmpty, !others.isEmpty else { return }
    var fewest: Int32?
    persons.phones.forEachCommon(one, other) { number in
      fewest = min(fewest ?? .max, persons.personsWithPhone[Int(number)])
    }
    if let fewest {
      sum.isAboutHer = true
      sum.add(
        Weights.samePhone(persons: Int(fewest), of: persons.records.count), .samePhone)
    } else if numbers.contains(where: { number in
      others.contains { areNear(persons.phones.elements[number], persons.phones.elements[$0]) }
    }) {
      sum.isAboutHer = true
      sum.add(Weights.nearPhone, .nearPhone)
    }
  }

  private func areNear(_ phone: Int32, _ other: Int32) -> Bool {
    let (one, two) = (persons.phoneDigits[Int(phone)], persons.phoneDigits[Int(other)])
    guard one.count == two.count else { return false }
    let start = zip(one, two).prefix { $0 == $1 }.count
    let end = zip(one.reversed(), two.reversed()).prefix { $0 == $1 }.count
    let isSwapped =
      start + end + 2 == one.count && one[start] == two[start + 1] && one[start + 1] == two[start]
    return start + end + 1 >= one.count || isSwapped
  }

  private func compareCitizenships(_ one: Int, _ other: Int, _ sum: inout Sum) {
    guard !persons.citizenships.range(of: one).isEmpty,
      !persons.citizenships.range(of: other).isEmpty
    else { return }
    var fewest: Int32?
    persons.citizenships.forEachCommon(one, other) { country in
      fewest = min(fewest ?? .max, persons.personsWithCode[Int(country)])
    }
    if let fewest {
      sum.add(
        share(Int(fewest), of: persons.personsWithCountry, m: 0.95, least: 0.4, most: 4),
        .sameCitizenship)
    } else {
      sum.add(Weights.otherCitizenship, .differentCitizenships)
    }
  }

  private func compareBirthYears(_ one: Int, _ other: Int, _ sum: inout Sum) {
    guard let years = persons.birthYears[one], let others = persons.birthYears[other] else {
      return
    }
    let apart = max(
      0, Int(others.lowerBound) - Int(years.upperBound),
      Int(years.lowerBound) - Int(others.upperBound))
    let isExact = years.count == 1 && others.count == 1
    let found = isExact ? Weights.birthYears(apart: apart) : Weights.ageBands(apart: apart)
    if found < Weights.against {
      sum.add(found, .birthYearsFarApart)
    } else if found > 0 {
      sum.add(found, .birthYears(apart: apart))
    } else {
      sum.bits += found
    }
  }

  private func compareGenders(_ one: Int, _ other: Int, areNamedAlike: Bool, _ sum: inout Sum) {
    let (gender, against) = (persons.genders[one], persons.genders[other])
    guard gender >= 0, against >= 0 else { return }
    if gender == against {
      let bits = share(
        Int(persons.personsWithCode[Int(gender)]), of: persons.personsWithGender, m: 0.97,
        least: 0.2, most: Weights.mostOfGender)
      // A name has said it already.
      sum.add(areNamedAlike ? Weights.sameGenderAndName : bits, .sameGender)
    } else {
      sum.add(
        persons.differInTransAlone(gender, against)
          ? Weights.otherGenderButTrans : Weights.otherGender, .differentGenders)
    }
  }

  private func compareEncounters(_ one: Int, _ other: Int, _ sum: inout Sum) {
    let encounters = persons.encounters
    let before = sum.bits
    let all = persons.records.count
    if let persons = encounters.rarestCompanion(one, other) {
      sum.add(share(persons, of: all, m: 0.3, least: 0, most: 3), .sameCompanions)
    }
    if let persons = encounters.rarestNight(one, other) {
      sum.isAboutHer = true
      sum.add(share(persons, of: all, m: 0.1, least: 0, most: 4), .sameNight)
    } else if let persons = encounters.rarestPlace(one, other) {
      sum.add(share(persons, of: all, m: 0.6, least: 0, most: 3), .samePlace)
    }
    sum.bits = min(sum.bits, before + Weights.mostOfEncounters)
  }

  /// What it counts to have something in common that so many of those have of whom it is known.
  private func share(_ same: Int, of all: Int, m: Double, least: Double, most: Double) -> Double {
    let u = (Double(same) + Weights.morePersons) / (Double(all) + Weights.population / 5)
    return max(least, min(most, Weights.bits(m, u)))
  }
}
