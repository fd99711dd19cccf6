/// The short code by which a team speaks of a person: `HN-4F7K-2QXM`.
///
/// Seven characters of Crockford's base32 are the first 35 bits of the record's id; the eighth is a
/// check. Any unique prefix is enough to type; `O` reads as 0, `I` and `L` as 1, hyphens and case
/// don't matter.
public enum PersonCode {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
  private static let dataCharacters = 7

  /// The code of a person's record.
  public static func text(_ id: RecordID) -> String {
    let digits = digits(id)
    let characters = (digits + [check(digits)]).map { alphabet[$0] }
    return "HN-" + String(characters[..<4]) + "-" + String(characters[4...])
  }

  /// The ids of the persons whose code begins as typed; nil if it can't be the beginning of one.
  ///
  /// A whole code must have the right check character.
  public static func ids(beginningWith typed: String) -> ClosedRange<RecordID>? {
    var text = typed.uppercased().replacing("-", with: "").replacing(" ", with: "")
    guard text.hasPrefix("HN") else { return nil }
    text.removeFirst(2)
    let digits = text.compactMap(digit)
    guard digits.count == text.count, digits.count <= dataCharacters + 1 else { return nil }
    let data = Array(digits.prefix(dataCharacters))
    if digits.count > dataCharacters, digits[dataCharacters] != check(data) { return nil }
    return range(data)
  }

  /// Whether a text is the whole code of a person's record, however it is typed.
  public static func isWhole(_ typed: String, of id: RecordID) -> Bool {
    let characters = typed.uppercased().filter { $0 != "-" && $0 != " " }.dropFirst(2)
    return characters.count == dataCharacters + 1
      && ids(beginningWith: typed).map { $0.contains(id) } ?? false
  }

  private static func digits(_ id: RecordID) -> [Int] {
    let first = id.bytes.prefix(5).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }  // 40 bits
    return (0..<dataCharacters).map { Int(first >> UInt64(35 - 5 * $0) & 31) }
  }

  private static func range(_ digits: [Int]) -> ClosedRange<RecordID>? {
    func id(filler: UInt64, byte: UInt8) -> RecordID? {
      var bits: UInt64 = 0
      for place in 0..<8 {
        bits = bits << 5 | (place < digits.count ? UInt64(digits[place]) : filler)
      }
      let start = (0..<5).map { UInt8(truncatingIfNeeded: bits >> (32 - 8 * $0)) }
      return RecordID(start + [UInt8](repeating: byte, count: 11))
    }
    guard let low = id(filler: 0, byte: 0), let high = id(filler: 31, byte: 255) else { return nil }
    return low...high
  }

  /// The sum of the digits, each multiplied by its weight 1, 2, 4, 8, 16, 1, 2, modulo 31.
  ///
  /// 31 is a prime: a single wrong digit always changes it, save 0 for Z (31), and so does the
  /// exchange of two neighbours, whose weights differ, save where they are 0 and Z.
  private static func check(_ digits: [Int]) -> Int {
    digits.enumerated().reduce(0) { $0 + (1 << ($1.offset % 5)) * $1.element } % 31
  }

  private static func digit(_ character: Character) -> Int? {
    switch character {
    case "O": 0
    case "I", "L": 1
    default: alphabet.firstIndex(of: character)
    }
  }
}
