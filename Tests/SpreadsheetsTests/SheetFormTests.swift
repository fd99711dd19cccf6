import Spreadsheets
import TestSupport
import Testing

@Suite struct SheetFormTests {
  static func form(_ bytes: [UInt8], pieces: Int = 5) throws -> SheetForm {
    var rest = bytes[...]
    return try SheetForm(of: {
      defer { rest = rest.dropFirst(pieces) }
      return Array(rest.prefix(pieces))
    })
  }

  static func form(_ text: String) throws -> SheetForm { try form(Array(text.utf8)) }

  @Test(
    arguments: [
      ("a;b;c\n1,5;2;3\n", ";"), ("a,b\n1,2\n", ","), ("a\tb\n1,5\t2\n", "\t"),
      ("\"a;b;c;d\",e,f\n", ","), ("one\n", ","),
    ] as [(String, Character)])
  func `the separator is the one that the headings have`(text: String, separator: Character) throws
  {
    #expect(try Self.form(text).separator == separator.asciiValue)
  }

  @Test func `what Excel puts before the headings is passed over`() throws {
    #expect(
      try Self.form("\u{feff}Køn;Navn\n")
        == SheetForm(encoding: .utf8, separator: 59, firstByte: 3))
    #expect(
      try Self.form("sep=,\r\na;b,c;d,e\r\n")
        == SheetForm(encoding: .utf8, separator: 44, firstByte: 7, firstLine: 2))
    var rest = Array("\u{feff}sep=;\nKøn;Navn\nK;Red Hat\n".utf8)[...]
    let reader = CSVReader(try Self.form(Array(rest))) {
      defer { rest = rest.dropFirst(4) }
      return Array(rest.prefix(4))
    }
    let headings = try #require(try reader.next())
    #expect(headings.line == 2 && headings.cells == ["Køn", "Navn"])
    let row = try #require(try reader.next())
    #expect(row.line == 3 && row.cells == ["K", "Red Hat"])
  }

  @Test func `a sheet that isn't UTF-8 is Windows-1252`() throws {
    // "København Ø”" in Windows-1252: the last two letters could be UTF-8, the first can't.
    let bytes: [UInt8] =
      Array("Sted\nK".utf8) + [0xf8] + Array("benhavn, p".utf8) + [0xe5, 0x20, 0xd8, 0x94, 10]
    #expect(try Self.form(bytes).encoding == .windows1252)
    #expect(try Self.form("København Ø”\n").encoding == .utf8)
    #expect(try Self.form("plain\n").encoding == .utf8)
  }

  @Test func `what is no sheet is refused, and says what it is`() throws {
    func failure(_ bytes: [UInt8]) -> SheetFormError? {
      do {
        _ = try Self.form(bytes)
        return nil
      } catch { return error as? SheetFormError }
    }
    #expect(failure([]) == .empty)
    #expect(failure([0x50, 0x4b, 3, 4, 0, 0]) == .workbook)
    #expect(failure([0xff, 0xfe, 0x61, 0]) == .utf16)
    #expect(failure(Array("a\nb".utf8) + [0]) == .notText(line: 2))
    #expect(failure(Array("æøå\næ".utf8) + [0xf8] + Array("å\n".utf8)) == .mixedEncodings(line: 2))
    #expect(failure([0xef, 0xbb, 0xbf, 0x61, 10, 0xf8]) == .mixedEncodings(line: 2))
  }

  /// A text is known as UTF-8 exactly if the standard library takes it for that.
  @Test func `UTF-8 is told from what isn't as the standard library does`() throws {
    var chance = Seeded(3)
    let bytes: [UInt8] = [
      0x61, 0x0a, 0x80, 0xbf, 0xc2, 0xc1, 0xe0, 0xa0, 0x9f, 0xed, 0xef, 0xf0, 0x90, 0x8f, 0xf4,
      0xf5,
    ]
    var whole = 0
    for _ in 0..<LongForm.count(short: 20_000, long: 1_000_000) {
      let text = (0..<1 + chance.below(5)).map { _ in chance.pick(bytes) }
      let isUTF8 = String(validating: text, as: UTF8.self) != nil
      if isUTF8 { whole += 1 }
      let found = try? Self.form(text, pieces: 1 + chance.below(3))
      #expect((found?.encoding == .utf8) == isUTF8, "\(text)")
    }
    #expect(whole > 100)
  }
}
