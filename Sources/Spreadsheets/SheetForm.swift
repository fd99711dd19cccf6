/// How the bytes of a sheet stand for characters.
public enum SheetEncoding: String, Equatable, Sendable {
  /// UTF-8.
  case utf8 = "UTF-8"
  /// Windows-1252, in which Danish Excel saves "CSV (semicolon delimited)".
  case windows1252 = "Windows-1252"

  /// The text that bytes stand for; nil if one of them is no character.
  func text(_ bytes: some Collection<UInt8>) -> String? {
    switch self {
    case .utf8: return String(validating: bytes, as: UTF8.self)
    case .windows1252:
      var text = String.UnicodeScalarView()
      for byte in bytes {
        guard let scalar = Self.scalar(byte) else { return nil }
        text.append(scalar)
      }
      return String(text)
    }
  }

  private static func scalar(_ byte: UInt8) -> Unicode.Scalar? {
    guard (0x80...0x9f).contains(byte) else { return Unicode.Scalar(byte) }
    return upper[Int(byte) - 0x80]
  }

  /// What Windows-1252 has where Latin 1 has control characters (unicode.org, CP1252.TXT).
  private static let upper: [Unicode.Scalar?] = [
    "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil,
    nil, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
  ]
}

/// Why a file is no sheet of text.
public enum SheetFormError: Error, Equatable, Sendable {
  /// It is a workbook (`.xlsx`, `.ods`).
  case workbook
  /// It is UTF-16, Excel's "Unicode text".
  case utf16
  /// It is something else than text.
  case notText(line: Int)
  /// Most of it is UTF-8, but not this line.
  case mixedEncodings(line: Int)
  /// There is nothing in it.
  case empty
}

/// How a sheet is written: encoding, separator, and what stands before the headings.
public struct SheetForm: Equatable, Sendable {
  /// How bytes stand for characters.
  public var encoding: SheetEncoding
  /// What stands between cells: `;`, `,` or a tab.
  public var separator: UInt8
  /// Where the headings begin, in bytes from the start of the file.
  public var firstByte: Int
  /// The line that the headings are on, from 1.
  public var firstLine: Int

  /// Describes a sheet that begins with its headings.
  public init(
    encoding: SheetEncoding, separator: UInt8, firstByte: Int = 0, firstLine: Int = 1
  ) {
    self.encoding = encoding
    self.separator = separator
    self.firstByte = firstByte
    self.firstLine = firstLine
  }

  /// Looks through a whole file, and finds out how it is written.
  ///
  /// A file all of which is UTF-8 is; any other is Windows-1252, unless most of what isn't ASCII in
  /// it is UTF-8: then a few bytes are damaged, and guessing would spoil all the others.
  ///
  /// - Parameter nextBytes: Gives the next bytes of the file, and none at its end.
  /// - Throws: ``SheetFormError``, and whatever the source of bytes throws.
  public init(of nextBytes: () throws -> [UInt8]) throws {
    var start: [UInt8] = []
    var letters = LetterCount()
    while case let bytes = try nextBytes(), !bytes.isEmpty {
      if start.count < Self.beginning { start += bytes.prefix(Self.beginning - start.count) }
      bytes.withUnsafeBytes { letters.add($0) }
    }
    letters.finish()
    guard !start.isEmpty else { throw SheetFormError.empty }
    if start.starts(with: [0x50, 0x4b, 3, 4]) || start.starts(with: [0xd0, 0xcf, 0x11, 0xe0]) {
      throw SheetFormError.workbook
    }
    if start.starts(with: [0xff, 0xfe]) || start.starts(with: [0xfe, 0xff]) {
      throw SheetFormError.utf16
    }
    if let line = letters.firstNull { throw SheetFormError.notText(line: line) }
    let hasMark = start.starts(with: [0xef, 0xbb, 0xbf])
    if let line = letters.firstBroken, hasMark || letters.broken <= letters.whole {
      throw SheetFormError.mixedEncodings(line: line)
    }
    encoding = letters.broken == 0 ? .utf8 : .windows1252
    firstByte = hasMark ? 3 : 0
    firstLine = 1
    separator = UInt8(ascii: ",")
    let text = start[firstByte...]
    if let named = Self.namedSeparator(text) {
      separator = named.separator
      firstByte += named.length
      firstLine = 2
    } else {
      separator = Self.likelySeparator(text)
    }
  }

  /// How much of a file is enough to know the separator by, in bytes.
  private static let beginning = 65_536

  /// The separator that Excel's own first line `sep=;` names.
  private static func namedSeparator(
    _ text: ArraySlice<UInt8>
  ) -> (separator: UInt8, length: Int)? {
    guard text.starts(with: Array("sep=".utf8)), text.count > 5 else { return nil }
    let separator = text[text.startIndex + 4]
    let end = text.dropFirst(5)
    let length = end.starts(with: [13, 10]) ? 2 : end.first == 10 || end.first == 13 ? 1 : 0
    return length > 0 ? (separator, 5 + length) : nil
  }

  /// Of `;`, `,` and tab the one that stands most often in the first row outside quotations.
  private static func likelySeparator(_ text: ArraySlice<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in text {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard !isQuoted else { continue }
      if byte == 10 || byte == 13 { break }
      counts[byte, default: 0] += 1
    }
    return ";\t".utf8.reduce(UInt8(ascii: ",")) { best, candidate in
      counts[candidate, default: 0] > counts[best, default: 0] ? candidate : best
    }
  }
}

/// Counts what isn't ASCII in a file: sequences that are UTF-8, and bytes that aren't.
private struct LetterCount {
  var whole = 0
  var broken = 0
  /// The lines of the first byte that isn't UTF-8, and of the first one that is no text at all.
  var firstBroken: Int?
  var firstNull: Int?
  private var line = 1
  /// How many bytes of a sequence are still to come, and where the next of them must lie.
  private var missing = 0
  private var next: ClosedRange<UInt8> = 0x80...0xbf

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes {
      if missing > 0 {
        if next.contains(byte) {
          missing -= 1
          next = 0x80...0xbf
          if missing == 0 { whole += 1 }
          continue
        }
        note()
      }
      guard byte >= 0x80 else {
        if byte == 10 { line += 1 }
        if byte == 0, firstNull == nil { firstNull = line }
        continue
      }
      begin(byte)
    }
  }

  mutating func finish() {
    if missing > 0 { note() }
  }

  /// Begins a sequence (Unicode 16, table 3-7).
  private mutating func begin(_ byte: UInt8) {
    switch byte {
    case 0xc2...0xdf: (missing, next) = (1, 0x80...0xbf)
    case 0xe0: (missing, next) = (2, 0xa0...0xbf)
    case 0xed: (missing, next) = (2, 0x80...0x9f)
    case 0xe1...0xef: (missing, next) = (2, 0x80...0xbf)
    case 0xf0: (missing, next) = (3, 0x90...0xbf)
    case 0xf1...0xf3: (missing, next) = (3, 0x80...0xbf)
    case 0xf4: (missing, next) = (3, 0x80...0x8f)
    default: note()
    }
  }

  private mutating func note() {
    missing = 0
    next = 0x80...0xbf
    broken += 1
    if firstBroken == nil { firstBroken = line }
  }
}
