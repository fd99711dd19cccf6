import CaseModel
import JournalStore

/// Some of the people met at a contact who are alike.
struct Head {
  /// The stored code of the gender, or that nobody asked.
  var gender: String
  /// The person, if one with a page.
  var person: Int?
  var count: Int
}

extension Tally {
  /// The gender of each person, or that nobody asked.
  var genders: [String] {
    guard let place = query.personFields.firstIndex(of: "gender") else {
      return persons.map { _ in notAskedCode }
    }
    let codes = numbers[TallyField(Kind.person.name, "gender")]?.codes ?? []
    return persons.map { person in
      if case .one(let number) = person.codes[place] { codes[number] } else { notAskedCode }
    }
  }
}

extension Counter {
  /// Everybody met at a contact: the head-count, but never fewer than are named, or counted by
  /// gender.
  ///
  /// Somebody named whose gender nobody asked is among the others, not beside them.
  func heads(of event: Int) -> [Head] {
    let contact = tally.events[event]
    let counted = tally.number(.contact, "met", of: event) ?? 0
    if contact.heads.isEmpty {
      let others = max(counted - contact.persons.count, 0)
      return contact.persons.map { Head(gender: genders[$0], person: $0, count: 1) }
        + (others == 0 ? [] : [Head(gender: notAskedCode, person: nil, count: others)])
    }
    var heads: [Head] = []
    var named: [String: Int] = [:]
    var unasked: [Int] = []
    for person in contact.persons {
      let gender = genders[person]
      if gender == notAskedCode {
        unasked.append(person)
      } else {
        named[gender, default: 0] += 1
        heads.append(Head(gender: gender, person: person, count: 1))
      }
    }
    var free: [(gender: String, count: Int)] = []
    var byGender = 0
    for gender in Set(named.keys).union(contact.heads.keys).sorted() {
      let count = max(named[gender] ?? 0, contact.heads[gender] ?? 0)
      byGender += count
      free.append((gender, count - (named[gender] ?? 0)))
    }
    let met = max(counted, contact.persons.count, byGender)
    free.append((notAskedCode, met - byGender))
    for person in ordered(unasked) {
      guard let place = free.lastIndex(where: { $0.count > 0 }) else { break }
      free[place].count -= 1
      heads.append(Head(gender: free[place].gender, person: person, count: 1))
    }
    return heads
      + free.filter { $0.count > 0 }.map { Head(gender: $0.gender, person: nil, count: $0.count) }
  }

  /// Persons in an order that follows from what is known of them, so that every replica counts alike.
  private func ordered(_ persons: [Int]) -> [Int] {
    guard persons.count > 1 else { return persons }
    let fields = tally.query.personFields.map {
      tally.numbers[TallyField(Kind.person.name, $0)]?.codes ?? []
    }
    func traits(_ person: Int) -> String {
      zip(tally.persons[person].codes, fields).map { set, codes in
        switch set {
        case .inapplicable: ""
        case .one(let number): codes[number]
        case .several(let numbers): numbers.map { codes[$0] }.sorted().joined(separator: " ")
        }
      }.joined(separator: ",") + tally.persons[person].numbers.map { "\($0 ?? 0)" }.joined()
    }
    return persons.map { ($0, traits($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
  }
}
