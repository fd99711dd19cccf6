import CaseModel
import JournalStore

/// How old persons are, which takes a year to tell.
struct Ages {
  /// The years of birth; the smallest number where one isn't known.
  private var born: [Int32] = []
  /// What is counted where none is known, or where she wasn't born yet.
  private var otherwise: [Int32] = []
  private let bands = Bands()

  /// The bands by how old somebody will have become in the year, as far as they were wanted.
  private final class Bands {
    var known: [Int: String?] = [:]
  }

  mutating func append(born year: Int?, otherwise number: Int) {
    born.append(year.map { Int32(clamping: max($0, Int(Int32.min) + 1)) } ?? Int32.min)
    otherwise.append(Int32(number))
  }

  /// The number of a person's band in a year.
  func number(of person: Int, in year: Int, _ numbers: CodeNumbers) -> Int {
    let born = Int(born[person])
    guard born != Int(Int32.min) else { return Int(otherwise[person]) }
    let band: String?
    if let known = bands.known[year - born] {
      band = known
    } else {
      band = CivilDate(year: year, month: 1, day: 1).flatMap { Age.band(bornIn: born, on: $0) }
      bands.known[year - born] = .some(band)
    }
    return band.flatMap { numbers.number(of: $0) } ?? Int(otherwise[person])
  }
}

/// How far the team has come with persons, by all their events so far.
struct Stages {
  /// By person, a bit for each stage.
  private var reached: [UInt8] = []
  private let codes: [CodeSet]

  init(_ numbers: CodeNumbers) {
    let stages = Stage.allCases.map { numbers.number(of: $0.rawValue) ?? Column.notAsked }
    codes = (0..<(1 << stages.count)).map { bits in
      let some = stages.indices.filter { bits >> $0 & 1 == 1 }.map { stages[$0] }.sorted()
      return some.count == 1 ? .one(some[0]) : .several(some)
    }
  }

  subscript(person: Int) -> CodeSet { codes[Int(reached[person])] }

  mutating func read(_ piece: TallyPiece, kind: String, persons: Int) {
    reached += Array(repeating: 0, count: persons - reached.count)
    let bits = zip(Stage.allCases, 0...).reduce(UInt8(0)) { bits, stage in
      stage.0.isReached(by: kind) ? bits | 1 << UInt8(stage.1) : bits
    }
    for person in piece.persons { reached[Int(person)] |= bits }
  }
}
