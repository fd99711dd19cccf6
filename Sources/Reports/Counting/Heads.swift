import CaseModel
import JournalStore

/// Some of the people met at a contact who are alike.
struct Head {
  /// Which event of the piece it is.
  var event: Int
  /// The number of the gender in its column; that nobody asked where there is no such column.
  var gender: Int
  /// The person, if one with a page.
  var person: Int?
  var count: Int
}

extension Column {
  /// What somebody met is counted under: her own codes, or not asked.
  func codes(of head: Head, in year: Int) -> CodeSet {
    if dimension.source == .person("gender") { return .one(head.gender) }
    return head.person.map { codes(ofPerson: $0, in: year) } ?? .one(Column.notAsked)
  }
}

/// Reads everybody met at the contacts of a piece: the head-count, but never fewer than are named, or
/// counted by gender.
///
/// Somebody named whose gender nobody asked is among the others, not beside them.
struct Heads {
  /// Everybody read so far, a contact's together.
  private(set) var all: [Head] = []
  private let piece: TallyPiece
  private let tally: Tally
  private let met: PackedNumbers?
  private let gender: Column?
  /// The place of the field among those of persons.
  private let field: Int?
  /// By the tally's number of a gender, its place in the order of the stored codes.
  private let ranks: [Int]

  init(of piece: TallyPiece, _ tally: Tally, met: PackedNumbers?, gender: Column?) {
    self.piece = piece
    self.tally = tally
    self.met = met
    self.gender = gender
    field = tally.query.personFields.firstIndex(of: "gender")
    let codes = tally.numbers[TallyField(Kind.person.name, "gender")]?.codes ?? []
    var ranks = codes.indices.map { _ in 0 }
    for (rank, number) in codes.indices.sorted(by: { codes[$0] < codes[$1] }).enumerated() {
      ranks[number] = rank
    }
    self.ranks = ranks
  }

  /// The tally's number of a person's gender; 0 where nobody asked.
  private func gender(of person: Int) -> Int {
    field.map { max(0, Int(tally.persons.codes[$0].codes[person])) } ?? 0
  }

  private mutating func add(_ event: Int, _ gender: Int, _ person: Int?, _ count: Int) {
    let number = gender == 0 ? Column.notAsked : self.gender?.number(ofTallied: gender)
    all.append(
      Head(event: event, gender: number ?? Column.notAsked, person: person, count: count))
  }

  /// Reads a contact.
  mutating func read(_ event: Int) {
    let persons = piece.persons[piece.personPlaces(of: event)].lazy.map(Int.init)
    let counted = met?[event] ?? 0
    guard let byGender = piece.heads[event] else {
      for person in persons { add(event, gender(of: person), person, 1) }
      if counted > persons.count { add(event, 0, nil, counted - persons.count) }
      return
    }
    var groups = byGender.map { (gender: $0.gender, count: $0.count, named: 0) }
    var unasked: [Int] = []
    for person in persons {
      let gender = gender(of: person)
      guard gender != 0 else {
        unasked.append(person)
        continue
      }
      add(event, gender, person, 1)
      if let group = groups.firstIndex(where: { $0.gender == gender }) {
        groups[group].named += 1
      } else {
        groups.append((gender, 0, 1))
      }
    }
    groups.sort { ranks[$0.gender] < ranks[$1.gender] }
    var free = groups.map { (gender: $0.gender, count: max($0.named, $0.count) - $0.named) }
    let ofGenders = groups.reduce(0) { $0 + max($1.named, $1.count) }
    free.append((0, max(counted, persons.count, ofGenders) - ofGenders))
    for person in ordered(unasked) {
      guard let place = free.lastIndex(where: { $0.count > 0 }) else { break }
      free[place].count -= 1
      add(event, free[place].gender, person, 1)
    }
    for group in free where group.count > 0 { add(event, group.gender, nil, group.count) }
  }

  /// Persons in an order that follows from what is known of them, so that every replica counts alike.
  private func ordered(_ persons: [Int]) -> [Int] {
    guard persons.count > 1 else { return persons }
    let fields = tally.query.personFields.map {
      tally.numbers[TallyField(Kind.person.name, $0)]?.codes ?? []
    }
    func traits(_ person: Int) -> String {
      zip(tally.persons.codes, fields).map { packed, codes in
        switch packed[person] {
        case .inapplicable: ""
        case .one(let number): codes[number]
        case .several(let numbers): numbers.map { codes[$0] }.sorted().joined(separator: " ")
        }
      }.joined(separator: ",") + tally.persons.numbers.map { "\($0[person] ?? 0)" }.joined()
    }
    return persons.map { ($0, traits($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
  }
}
