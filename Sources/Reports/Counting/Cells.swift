import JournalStore

/// One column of a count.
struct Use: Hashable {
  var column: Int
  /// Told apart is only whether it is this code.
  var alone: Int?

  init(_ column: Int, alone: Int? = nil) {
    self.column = column
    self.alone = alone
  }
}

/// Names a cell by the numbers of its codes, one for each column: room for three, and for more codes
/// than any table may have rows.
enum CellKey {
  private static let bits = 21

  /// What a column's number is multiplied by.
  static func stride(_ use: Int) -> Int { 1 << (bits * use) }

  /// A column's number.
  static func number(_ key: Int, _ use: Int) -> Int { key >> (bits * use) & (stride(1) - 1) }

  /// Moves keys on by the codes of one more column, each key once for each code.
  static func spread(_ keys: inout [Int], _ codes: CodeSet, _ use: Use, _ stride: Int) {
    func step(_ number: Int) -> Int {
      (use.alone.map { $0 == number ? 0 : 1 } ?? number) * stride
    }
    switch codes {
    case .inapplicable: keys.removeAll(keepingCapacity: true)
    case .one(let number):
      let step = step(number)
      for place in keys.indices { keys[place] += step }
    case .several where use.alone != nil:
      // Whoever is under several codes is under none that excludes others.
      for place in keys.indices { keys[place] += stride }
    case .several(let numbers):
      keys = keys.flatMap { key in numbers.map { key + step($0) } }
    }
  }
}

/// The cells of a count that occur, in the order in which they did.
struct CellNumbers {
  private let isKey: Bool
  private var numbers: [Int: Int] = [:]
  private var keys: [Int] = []

  /// Begins with none, of so many columns.
  init(columns: Int) { isKey = columns <= 1 }

  /// The number of a cell, by its ``CellKey``: of one column that is the code's.
  mutating func number(of key: Int) -> Int {
    if isKey { return key }
    if let known = numbers[key] { return known }
    numbers[key] = keys.count
    keys.append(key)
    return keys.count - 1
  }

  /// The key of a cell.
  func key(_ number: Int) -> Int { isKey ? number : keys[number] }
}

/// How often each cell was counted.
struct CellCounts {
  private var numbers: CellNumbers
  private(set) var counts: [Int] = []
  /// The last turn in which each was counted.
  private var turns: [Int] = []

  init(columns: Int) { numbers = CellNumbers(columns: columns) }

  mutating func add(_ count: Int, to key: Int) {
    let number = numbers.number(of: key)
    if number >= counts.count { grow(number) }
    counts[number] += count
  }

  /// Counts a cell once in each turn, of which none is 0.
  mutating func add(in turn: Int, to key: Int) {
    let number = numbers.number(of: key)
    if number >= counts.count { grow(number) }
    guard turns[number] != turn else { return }
    turns[number] = turn
    counts[number] += 1
  }

  private mutating func grow(_ number: Int) {
    let more = number + 1 - counts.count
    counts += Array(repeating: 0, count: more)
    turns += Array(repeating: 0, count: more)
  }

  /// The key of a cell.
  func key(_ number: Int) -> Int { numbers.key(number) }
}

/// In which cells each person was met: a bit each for the first ones, so that most tables take a byte
/// or two a person.
struct PersonCells {
  private static let narrow = 512

  private var numbers: CellNumbers
  /// How many bytes a person has.
  private var width = 1
  private var bits: [UInt8] = []
  /// Persons and cells beyond: the person in the upper half.
  private var wide: Set<UInt64> = []

  init(columns: Int) { numbers = CellNumbers(columns: columns) }

  mutating func insert(_ person: Int, _ key: Int) {
    let number = numbers.number(of: key)
    guard number < Self.narrow else {
      wide.insert(UInt64(person) << 32 | UInt64(number))
      return
    }
    if number / 8 >= width || person * width >= bits.count {
      // More persons than there are now, but not twice as many: nothing else is as large.
      let persons = bits.count / width
      grow(
        to: person < persons ? persons : max(person + 1, persons / 8 * 9 + 256),
        width: max(width, number / 8 + 1))
    }
    bits[person * width + number / 8] |= 1 << UInt8(number % 8)
  }

  private mutating func grow(to persons: Int, width new: Int) {
    var larger = [UInt8](repeating: 0, count: persons * new)
    for (place, byte) in bits.enumerated() where byte != 0 {
      larger[place / width * new + place % width] = byte
    }
    bits = larger
    width = new
  }

  /// Hands over each person with each of her cells, by its key.
  func forEach(_ take: (Int, Int) -> Void) {
    for (place, byte) in bits.enumerated() where byte != 0 {
      var rest = byte
      while rest != 0 {
        take(place / width, numbers.key(place % width * 8 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    for pair in wide { take(Int(pair >> 32), numbers.key(Int(pair & 0xFFFF_FFFF))) }
  }
}
