/// Turns a text into its words as a search compares them: folded, each behind one space, with a space
/// at the end.
///
/// `Søren asked: "why?"` becomes ` soren asked why `. So the beginning of a word, a whole word and
/// words in a row are all found as bytes in bytes. What ``Journal/folded(_:)`` makes of a character is
/// looked up for those of European languages and their neighbours, each asked for once; a text with any
/// other character is folded whole.
struct PlainWords {
  /// The words of the text that was given last, at the beginning of a buffer that only grows.
  private var buffer: [UInt8] = []
  private var count = 0
  /// What each character becomes, by ``place(of:)``; nil until somebody asks.
  private var pieces = [Piece?](repeating: nil, count: Self.places)
  private let plain = Self.plainASCII()

  /// What a character becomes: at most four bytes, a space if it separates words, or nothing at all.
  private struct Piece {
    var bytes: UInt32
    var count: UInt8
  }

  private static let space = UInt8(ascii: " ")

  /// Folds a text of UTF-8.
  mutating func read(_ text: UnsafeRawBufferPointer) {
    // No character becomes longer than twice its bytes, save by a piece, which has at most four.
    let room = 2 * text.count + 8
    if buffer.count < room { buffer = [UInt8](repeating: 0, count: 2 * room) }
    guard let count = fold(text) else {
      readWhole(String(decoding: text, as: UTF8.self))
      return
    }
    self.count = count
  }

  /// Folds a text.
  mutating func read(_ text: String) {
    var text = text
    text.withUTF8 { read(UnsafeRawBufferPointer($0)) }
  }

  /// Whether a needle stands in the words.
  func contain(_ needle: Needle) -> Bool {
    buffer.withUnsafeBytes { needle.stands(in: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
  }

  /// The words' bytes.
  var bytes: [UInt8] { Array(buffer[..<count]) }

  /// Folds character by character; nil if one has to be folded with its text.
  private mutating func fold(_ text: UnsafeRawBufferPointer) -> Int? {
    var end = 1
    var place = 0
    var isAfterSpace = true
    buffer[0] = Self.space
    while place < text.count {
      let byte = text[place]
      if byte < 0x80 {
        place += 1
        let folded = plain[Int(byte)]
        if folded != Self.space {
          buffer[end] = folded
          end += 1
          isAfterSpace = false
        } else if !isAfterSpace {
          buffer[end] = folded
          end += 1
          isAfterSpace = true
        }
        continue
      }
      guard let (scalar, length) = Self.scalar(in: text, at: place),
        let piece = piece(of: scalar)
      else { return nil }
      place += length
      if piece.count == 1, UInt8(truncatingIfNeeded: piece.bytes) == Self.space {
        if isAfterSpace { continue }
        isAfterSpace = true
      } else if piece.count > 0 {
        isAfterSpace = false
      }
      for number in 0..<UInt32(piece.count) {
        buffer[end] = UInt8(truncatingIfNeeded: piece.bytes >> (8 * number))
        end += 1
      }
    }
    if !isAfterSpace {
      buffer[end] = Self.space
      end += 1
    }
    return end
  }

  private mutating func readWhole(_ text: String) {
    let words = Self.words(of: text)
    if buffer.count < words.count { buffer = words }
    buffer.replaceSubrange(..<words.count, with: words)
    count = words.count
  }

  /// What ``read(_:)`` gives for any text: the definition, which the rest only makes quick.
  static func words(of text: String) -> [UInt8] {
    var words = [space]
    for scalar in Journal.folded(text).unicodeScalars {
      if isInWord(scalar) {
        words.append(contentsOf: String(scalar).utf8)
      } else if words.last != space {
        words.append(space)
      }
    }
    if words.last != space { words.append(space) }
    return words
  }

  /// Whether a folded character belongs to a word: letters, digits and the marks that stay.
  private static func isInWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .spacingMark, .enclosingMark:
      true
    default: false
    }
  }

  // MARK: Characters

  /// The characters that are looked up: Latin letters with their marks, and punctuation.
  private static let ranges: [ClosedRange<UInt32>] = [
    0x80...0x36f, 0x1e00...0x1eff, 0x2000...0x206f,
  ]
  private static let places = ranges.reduce(0) { $0 + $1.count }

  private static func place(of scalar: UInt32) -> Int? {
    switch scalar {
    case 0x80...0x36f: Int(scalar - 0x80)
    case 0x1e00...0x1eff: Int(scalar - 0x1e00) + 0x2f0
    case 0x2000...0x206f: Int(scalar - 0x2000) + 0x3f0
    default: nil
    }
  }

  private mutating func piece(of scalar: UInt32) -> Piece? {
    guard let place = Self.place(of: scalar) else { return nil }
    if let known = pieces[place] { return known }
    guard let character = Unicode.Scalar(scalar), let piece = Self.piece(of: character) else {
      return nil
    }
    pieces[place] = piece
    return piece
  }

  private static func piece(of character: Unicode.Scalar) -> Piece? {
    let isMark = character.properties.generalCategory == .nonspacingMark
    var bytes = words(of: String(character))[...]
    if bytes.count > 1 { bytes = bytes.dropFirst().dropLast() }
    guard bytes.count <= 4, !bytes.dropFirst().contains(space) else { return nil }
    if isMark { return Piece(bytes: 0, count: 0) }
    return Piece(
      bytes: bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }, count: UInt8(bytes.count))
  }

  private static func plainASCII() -> [UInt8] {
    (0..<128).map { (code: UInt8) in
      let bytes = words(of: String(UnicodeScalar(code)))
      return bytes.count > 1 ? bytes[1] : space
    }
  }

  /// The character of two or three bytes at a place; nil for anything else.
  private static func scalar(
    in text: UnsafeRawBufferPointer, at place: Int
  ) -> (scalar: UInt32, length: Int)? {
    let first = UInt32(text[place])
    func next(_ offset: Int) -> UInt32? {
      guard place + offset < text.count, text[place + offset] & 0xc0 == 0x80 else { return nil }
      return UInt32(text[place + offset] & 0x3f)
    }
    switch first {
    case 0xc2...0xdf: return next(1).map { ((first & 0x1f) << 6 | $0, 2) }
    case 0xe0...0xef:
      guard let second = next(1), let third = next(2) else { return nil }
      return ((first & 0x0f) << 12 | second << 6 | third, 3)
    default: return nil
    }
  }
}
