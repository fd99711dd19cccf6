import Foundation
import TestSupport
import Testing

@testable import HopenowCommands

@Suite struct OutputTests {
  let folder = TemporaryFolder()

  @Test func `results wait until the end, remarks don't`() throws {
    let output = Output(results: try file("out"), remarks: try file("err"))
    output.print("one")
    output.remark("Note: something.")
    #expect(try text("out").isEmpty)
    #expect(try text("err") == "Note: something.\n")
    output.print(whole: "two\n")
    try output.flush()
    try output.flush()
    #expect(try text("out") == "one\ntwo\n")
  }

  @Test func `results to a file keep their bytes, and remarks never drive a terminal`() throws {
    let output = Output(results: try file("out"), remarks: try file("err"))
    output.print("a\u{1b}[31mb")
    output.remark("Error: \"\u{1b}]0;title\u{7}.hopenow\"\n  second line")
    try output.flush()
    #expect(try text("out") == "a\u{1b}[31mb\n")
    #expect(try text("err") == "Error: \"\u{fffd}]0;title\u{fffd}.hopenow\"\n  second line\n")
  }

  @Test func `results on a terminal have no control characters`() throws {
    let keyboard = try Keyboard()
    try keyboard.typing("") { terminal in
      let output = Output(results: terminal.descriptor, remarks: terminal.descriptor)
      output.print("a\u{1b}[31mb\u{9b}1m\u{202e}c\td")
      try output.flush()
    }
    #expect(keyboard.screen == "a\u{fffd}[31mb\u{fffd}1m\u{fffd}c\td\r\n")
  }

  @Test func `a disk that is full is said, a reader that went away isn't`() throws {
    let full = Output(results: open("/dev/full", O_WRONLY), remarks: try file("err"))
    full.print("one")
    #expect(throws: CommandError.cannotPrint) { try full.flush() }

    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    signal(SIGPIPE, SIG_IGN)
    let closed = Output(results: ends[1], remarks: try file("err"))
    closed.print("one")
    try closed.flush()
    close(ends[1])
  }

  @Test func `a pipe that doesn't block gets everything`() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    #expect(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0)
    let text = String(repeating: "0123456789", count: 50_000)
    let reader = Thread.reading(ends[0])
    let output = Output(results: ends[1], remarks: try file("err"))
    output.print(whole: text)
    try output.flush()
    close(ends[1])
    #expect(reader() == text)
  }

  private func file(_ name: String) throws -> Int32 {
    let descriptor = open(folder.file(name), O_WRONLY | O_CREAT | O_APPEND, 0o600)
    return try #require(descriptor >= 0 ? descriptor : nil)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder.file(name), encoding: .utf8)
  }
}

extension Thread {
  /// Reads a descriptor to its end meanwhile; the result waits for that and tells.
  fileprivate static func reading(_ descriptor: Int32) -> () -> String {
    let handle = FileHandle(fileDescriptor: descriptor)
    let queue = DispatchQueue(label: "reading")
    nonisolated(unsafe) var data = Data()
    queue.async { data = (try? handle.readToEnd()) ?? Data() }
    return { queue.sync { String(decoding: data, as: UTF8.self) } }
  }
}

@Suite struct TextTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("æøå", 3), ("e\u{301}", 1), ("中文", 4), ("한국", 4), ("👩‍👧‍👦", 2), ("🇩🇰", 2),
    ("ＡＢ", 4), ("a\u{200d}b", 2), ("ก็", 1), ("שלום", 4),
  ])
  func `a text takes so many columns`(text: String, columns: Int) {
    #expect(text.columns == columns)
    #expect(text.padded(to: 10).columns == 10)
  }

  @Test func `a longer text isn't cut`() {
    #expect("abc".padded(to: 2) == "abc")
  }

  @Test func `control characters and hidden directions are made visible`() {
    #expect("a\u{1b}[2Jb".harmless() == "a\u{fffd}[2Jb")
    #expect(
      "\u{0}\u{7}\u{8}\u{7f}\u{85}\u{9b}".harmless() == String(repeating: "\u{fffd}", count: 6))
    #expect(
      "\u{202e}\u{2066}\u{200b}\u{feff}\u{2028}".harmless().unicodeScalars.allSatisfy {
        $0 == "\u{fffd}"
      })
    #expect("a\nb\tc\rd".harmless() == "a\u{fffd}b\u{fffd}c\u{fffd}d")
    #expect("a\nb\tc\rd".harmless(keepingLines: true) == "a\nb\tc\u{fffd}d")
    #expect("👩‍👧 æ 中 e\u{301}".harmless() == "👩‍👧 æ 中 e\u{301}")
  }
}

@Suite struct CSVTests {
  /// RFC 4180, section 2, rules 5 to 7.
  @Test func `a cell is quoted where a reader could take it for more`() {
    #expect(CSV.row(["a", "", "b c", "1"]) == "a,,b c,1")
    #expect(CSV.row(["a,b", "c"]) == "\"a,b\",c")
    #expect(CSV.row(["say \"no\""]) == "\"say \"\"no\"\"\"")
    #expect(CSV.row(["\""]) == "\"\"\"\"")
    #expect(CSV.row(["one\ntwo", "\r", "\r\n"]) == "\"one\ntwo\",\"\r\",\"\r\n\"")
  }
}

@Suite struct JSONTests {
  @Test func `keys are sorted by bytes and the same value gives the same bytes`() {
    let value = JSONValue.object([
      "b": .array([.number(1), .null, .bool(true), .bool(false)]), "a": .string("æ"),
      "B": .object([:]), "é": .array([]), "z": .number(-9_007_199_254_740_993),
    ])
    #expect(
      value.text == """
        {
          "B": {},
          "a": "æ",
          "b": [
            1,
            null,
            true,
            false
          ],
          "z": -9007199254740993,
          "é": []
        }

        """)
  }

  @Test func `every character comes back from another parser`() throws {
    let scalars = [0...0x2ff, 0x2020...0x2030, 0xfff0...0xffff, 0x1f600...0x1f610].flatMap { $0 }
      .compactMap { Unicode.Scalar(UInt32($0)) }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    let string = String(text)
    let printed = JSONValue.array([.string(string)]).text
    let parsed = try JSONSerialization.jsonObject(with: Data(printed.utf8)) as? [String]
    #expect(parsed.map { Array($0[0].unicodeScalars) } == scalars)
    #expect(
      printed.unicodeScalars.allSatisfy {
        $0 == "\n" || $0.properties.generalCategory != .control && $0 != "\u{2028}"
      })
  }
}
