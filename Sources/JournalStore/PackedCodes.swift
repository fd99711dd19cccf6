/// The codes that were answered, numbered by ``CodeNumbers``.
public enum CodeSet: Hashable, Sendable {
  /// The field isn't one of this kind.
  case inapplicable
  /// One code; nobody answered is a code too.
  case one(Int)
  /// Several, each once.
  case several([Int])

  /// Adds a code; an answer takes the place of none.
  mutating func insert(_ code: Int) {
    switch self {
    case .inapplicable, .one(0): self = .one(code)
    case .one(let other) where other != code: self = .several([other, code].sorted())
    case .several(let others) where !others.contains(code):
      self = .several((others + [code]).sorted())
    default: break
    }
  }
}

/// Numbers for the codes of one field, so that counting compares no texts.
public struct CodeNumbers: Sendable {
  /// The codes by number.
  public private(set) var codes: [String] = []
  private var numbers: [String: Int] = [:]

  /// Begins with these codes.
  public init(_ codes: [String] = []) {
    for code in codes { _ = self[code] }
  }

  /// The number of a code, a new one if need be.
  public subscript(code: String) -> Int {
    mutating get {
      if let known = numbers[code] { return known }
      numbers[code] = codes.count
      codes.append(code)
      return codes.count - 1
    }
  }

  /// The number of a code that has been seen.
  public func number(of code: String) -> Int? { numbers[code] }
}

/// Sets of codes in little memory: four bytes each, where most are of one code.
public struct PackedCodes: Sendable {
  /// The code's number; -1 where the field doesn't apply; below that ``list(_:)`` has several.
  public private(set) var codes: [Int32] = []
  private var lists: [[Int]] = []

  /// Begins empty.
  public init() {}

  /// How many sets there are.
  public var count: Int { codes.count }

  /// The codes of an element that has several, by what ``codes`` has of it.
  public func list(_ code: Int32) -> [Int] { lists[-2 - Int(code)] }

  /// The codes of an element.
  public subscript(place: Int) -> CodeSet {
    get {
      let code = codes[place]
      if code >= 0 { return .one(Int(code)) }
      return code == -1 ? .inapplicable : .several(list(code))
    }
    set { codes[place] = packed(newValue, for: codes[place]) }
  }

  /// Adds an element.
  public mutating func append(_ set: CodeSet) { codes.append(packed(set, for: 0)) }

  /// Adds an element with one code.
  public mutating func append(one code: Int32) { codes.append(code) }

  /// Adds a code to those of an element; an answer takes the place of none.
  mutating func insert(_ code: Int32, at place: Int) {
    if codes[place] == 0 || codes[place] == -1 {
      codes[place] = code
    } else if codes[place] != code {
      self[place].insert(Int(code))
    }
  }

  private mutating func packed(_ set: CodeSet, for old: Int32) -> Int32 {
    switch set {
    case .inapplicable: return -1
    case .one(let number): return Int32(number)
    case .several(let numbers) where old < -1:
      lists[-2 - Int(old)] = numbers
      return old
    case .several(let numbers):
      lists.append(numbers)
      return -1 - Int32(lists.count)
    }
  }

  /// Keeps only some elements.
  mutating func keep(_ isKept: [Bool]) { codes = zip(codes, isKept).filter(\.1).map(\.0) }

  /// The same with other numbers.
  public func mapped(_ number: (Int) -> Int) -> PackedCodes {
    var mapped = PackedCodes()
    mapped.codes = codes.map { code in
      if code >= -1 { return code == -1 ? -1 : Int32(number(Int(code))) }
      mapped.lists.append(list(code).map(number))
      return -1 - Int32(mapped.lists.count)
    }
    return mapped
  }
}

/// Numbers that not everything has, in no memory where nothing has.
public struct PackedNumbers: Sendable {
  private static let none = Int.min
  private var count = 0
  /// Empty until there is a number.
  private var numbers: [Int] = []

  /// The number of an element; nil where it has none.
  public subscript(place: Int) -> Int? {
    numbers.isEmpty || numbers[place] == Self.none ? nil : numbers[place]
  }

  mutating func append(_ number: Int?) {
    count += 1
    if let number, numbers.isEmpty {
      numbers = Array(repeating: Self.none, count: count - 1) + [number]
    } else if !numbers.isEmpty {
      numbers.append(number ?? Self.none)
    }
  }

  mutating func set(_ number: Int, at place: Int) { numbers[place] = number }

  mutating func keep(_ isKept: [Bool]) {
    count = isKept.count(where: \.self)
    if !numbers.isEmpty { numbers = zip(numbers, isKept).filter(\.1).map(\.0) }
  }
}
