import Foundation
import Spreadsheets
import TestSupport
import Testing

@Suite struct CSVReaderTests {
  /// Reads a text in pieces of so many bytes.
  static func rows(
    _ bytes: [UInt8], separator: Character = ",", encoding: SheetEncoding = .utf8, pieces: Int = 7
  ) throws -> [CSVReader.Row] {
    var rest = bytes[...]
    let form = SheetForm(encoding: encoding, separator: separator.asciiValue!)
    let reader = CSVReader(form) {
      defer { rest = rest.dropFirst(pieces) }
      return Array(rest.prefix(pieces))
    }
    var rows: [CSVReader.Row] = []
    while let row = try reader.next() { rows.append(row) }
    return rows
  }

  static func cells(_ text: String, separator: Character = ",") throws -> [[String]] {
    try rows(Array(text.utf8), separator: separator).map(\.cells)
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ("\"a\nb\",\"c\r\nd\"\n", [["a\nb", "c\r\nd"]]),
    ("\"say \"\"yes\"\"\",\"\"\"\"\n", [["say \"yes\"", "\""]]),
    ("a \"b\" c,d\n", [["a \"b\" c", "d"]]),
    (",\n", [["", ""]]), ("a,", [["a", ""]]), ("a,\n", [["a", ""]]),
    ("\n\r\n\na\n\n", [["a"]]), ("\"\"\n", [[""]]), ("", []), ("\n", []),
    (" a , b \n", [[" a ", " b "]]), ("Ærø,\u{301}x\n", [["Ærø", "\u{301}x"]]),
  ])
  func `cells are what a spreadsheet wrote`(text: String, expected: [[String]]) throws {
    for pieces in [1, 2, 3, 1000] {
      #expect(try Self.rows(Array(text.utf8), pieces: pieces).map(\.cells) == expected)
    }
  }

  @Test func `each row knows the line on which it begins`() throws {
    let text = "head\n\"two\nlines\"\nfour\n\n\"six\r\nseven\"\r\neight\rnine"
    #expect(try Self.rows(Array(text.utf8)).map(\.line) == [1, 2, 4, 6, 8, 9])
  }

  @Test(arguments: [
    ("a\n\"b,c\nd\n", CSVReader.Failure.endlessQuotation(line: 2)),
    ("a\nb\n\"c\" d,e\n", .textBehindQuotation(line: 3)),
    ("a\n\"b\"\"", .endlessQuotation(line: 2)),
  ])
  func `what can't be read in one way only is refused by its line`(
    text: String, failure: CSVReader.Failure
  ) throws {
    for pieces in [1, 1000] {
      #expect(throws: failure) { try Self.rows(Array(text.utf8), pieces: pieces) }
    }
  }

  @Test func `a quotation that never ends takes no more memory than a record may`() throws {
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: CSVReader.longestRow)
    #expect(throws: CSVReader.Failure.tooLong(line: 1)) {
      try Self.rows(Array("\"".utf8) + long + long, pieces: 65_536)
    }
  }

  @Test func `Windows-1252 is read as Danish Excel wrote it`() throws {
    let bytes: [UInt8] = [0x4b, 0xf8, 0x6e, 0x3b, 0x80, 0x20, 0x96, 0x20, 0xc5, 0x0d, 0x0a]
    #expect(
      try Self.rows(bytes, separator: ";", encoding: .windows1252).map(\.cells)
        == [["Køn", "€ – Å"]])
    #expect(throws: CSVReader.Failure.notText(line: 1)) {
      try Self.rows([0x61, 0x81], encoding: .windows1252)
    }
  }

  static let python = "/usr/bin/python3"

  /// Any text made of what matters to CSV is read as Python's own module reads it, strict.
  @Test(.enabled(if: access(python, X_OK) == 0, "needs python3"))
  func `random texts are read as Python's csv module reads them`() throws {
    let folder = TemporaryFolder()
    var chance = Seeded(1)
    let pieces = [
      "a", "b", "é", " ", ",", ",", "\"", "\"", "\"\"", "\n", "\r\n", "\r", "\"a\"", "1",
    ]
    let texts = (0..<(LongForm.count(short: 3000, long: 100_000))).map { _ in
      (0..<chance.below(14)).map { _ in chance.pick(pieces) }.joined()
    }
    let script = """
      import csv, io, json, sys
      for text in json.load(open(sys.argv[1])):
          try:
              rows = [r for r in csv.reader(io.StringIO(text, newline=''), strict=True) if r]
          except csv.Error:
              rows = None
          print(json.dumps(rows))
      """
    try JSONEncoder().encode(texts).write(to: URL(filePath: folder.file("texts.json")))
    let process = Process()
    process.executableURL = URL(filePath: Self.python)
    process.arguments = ["-c", script, folder.file("texts.json")]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = data.split(separator: 10)
    try #require(process.terminationStatus == 0 && lines.count == texts.count)
    var refused = 0
    for (text, line) in zip(texts, lines) {
      let expected = try JSONDecoder().decode([[String]]?.self, from: Data(line))
      let found = try? Self.rows(Array(text.utf8), pieces: 1 + chance.below(9)).map(\.cells)
      if expected == nil { refused += 1 }
      #expect(found == expected, "\(text.debugDescription)")
    }
    #expect(refused > 100 && refused < texts.count - 100)
  }
}
