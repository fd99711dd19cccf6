import CaseModel
import Foundation
import TestSupport
import Testing

@testable import HopenowCommands

extension TerminalTests {
  /// The questions of a screening, one by one, as somebody at the keyboard sees them.
  @Suite struct InterviewTests {
    static let table = IndicatorTable(
      "our-own", version: 1, isDraft: false,
      indicators: [
        Indicator("a", .deceptiveRecruitment, .strong, en: "Was it a?", da: "Var det a?"),
        Indicator("b", .deceptiveRecruitment, .medium, en: "Was it b?", da: "Var det b?"),
        Indicator("c", .exploitation, .medium, en: "Was it c?", da: "Var det c?"),
        Indicator("d", .exploitation, .weak, en: "Was it d?", da: "Var det d?"),
        Indicator("e", .coercionAtDestination, .weak, en: "Was it e?", da: "Var det e?"),
      ])

    struct Full: Error {}

    /// What somebody's typing saves, call by call, as `a=yes` and so on.
    func saved(
      _ keys: String, after answers: [String: Answer] = [:], danish: Bool = false,
      on keyboard: Keyboard, failing: Int = 0
    ) throws -> [[String]] {
      let world = World(
        today: Today(try #require(CivilDate(number: 20_261_031)), minute: 0), store: .test(),
        terminal: nil, output: Output(), isDanish: danish)
      var saved: [[String]] = []
      var failures = 0
      try keyboard.typing(keys) { terminal in
        var interview = Interview(by: Self.table, after: answers, at: terminal, in: world)
        try interview.ask { answers in
          failures += 1
          if failures <= failing { throw Full() }
          saved.append(
            answers.map { code, answer in
              guard case .code(let said) = answer else { return code }
              return "\(code)=\(said)"
            }.sorted())
        }
      }
      return saved
    }

    @Test(arguments: [
      // Every answer, in both languages; not asked is no answer.
      ("y\rn\ru\rr\r\r", [["a=yes", "b=no"], ["c=unknown", "d=refused"]]),
      ("j\rnej\rukendt\rv\rJA\r", [["a=yes", "b=no"], ["c=unknown", "d=refused"], ["e=yes"]]),
      ("\r\r\r\r\r", []),
      // Back, also into the part before, which is then saved again; at the first there is no before.
      ("y\rb\rn\r\rq", [["a=no"]]),
      ("b\ry\rn\rb\ru\rq\r", [["a=yes", "b=no"], ["b=unknown"]]),
      ("y\rn\ry\rb\rb\rr\r\r\ry\r", [["a=yes", "b=no"], ["c=yes"], ["b=refused"], ["e=yes"]]),
      // Back and Enter leaves the answer that there is.
      ("y\rb\r\rq\r", [["a=yes"]]),
      // On to the next part, and past the last one.
      ("s\rs\ry\r", [["e=yes"]]),
      ("y\rs\rn\rs\rs\r", [["a=yes"], ["c=no"]]),
      // Stopped: by q, by the end of input.
      ("y\rn\ry\rq\r", [["a=yes", "b=no"], ["c=yes"]]),
      ("y\r\u{4}", [["a=yes"]]),
      ("q\r", []),
      // What is none of these is asked again.
      ("yn\r?\rY\rperhaps\rq\r", [["a=yes"]]),
    ])
    func `what is typed is saved, part by part`(keys: String, expected: [[String]]) throws {
      let keys = keys.hasSuffix("q") ? keys + "\r" : keys
      #expect(try saved(keys, on: Keyboard()) == expected)
    }

    @Test func `only what has no answer is asked, and nothing if all has one`() throws {
      let keyboard = try Keyboard()
      let some: [String: Answer] = ["a": .yes, "b": .refused, "d": .unknown]
      #expect(try saved("y\rn\r", after: some, on: keyboard) == [["c=yes"], ["e=no"]])
      #expect(
        keyboard.screen.contains("1/2 Was it c?") && keyboard.screen.contains("2/2 Was it e?"))
      for word in ["Was it a", "Was it b", "Was it d", "Deceptive"] {
        #expect(!keyboard.screen.contains(word))
      }
      let all = some.merging(["c": .no, "e": .no]) { one, _ in one }
      let quiet = try Keyboard()
      #expect(try saved("", after: all, on: quiet) == [] && quiet.screen.isEmpty)
    }

    @Test func `^C ends it when what was answered is saved`() throws {
      let keyboard = try Keyboard()
      let world = World(
        today: Today(try #require(CivilDate(number: 20_261_031)), minute: 0), store: .test(),
        terminal: nil, output: Output(), isDanish: false)
      var saved: [String: Answer] = [:]
      #expect(throws: CommandError.interrupted) {
        try keyboard.typing("y\rn\ru\rr\u{3}") { terminal in
          var interview = Interview(by: Self.table, after: [:], at: terminal, in: world)
          try interview.ask { saved.merge($0) { _, new in new } }
        }
      }
      // The r wasn't entered: it is no answer.
      #expect(saved == ["a": .yes, "b": .no, "c": .unknown])
    }

    @Test func `what can't be saved is tried again, and shown if that fails for good`() throws {
      let again = try Keyboard()
      #expect(
        try saved("y\rn\ru\rq\r", on: again, failing: 1) == [["a=yes", "b=no", "c=unknown"]])
      #expect(again.screen.contains("It is tried again."))
      let full = try Keyboard()
      #expect(throws: Full.self) { try saved("y\rn\ru\rq\r", on: full, failing: .max) }
      #expect(full.screen.contains("Not saved: a=yes,b=no,c=unknown"))
      let interrupted = try Keyboard()
      #expect(throws: Full.self) { try saved("y\r\u{3}", on: interrupted, failing: .max) }
      #expect(interrupted.screen.contains("Not saved: a=yes"))
    }

    @Test func `in Danish the questions and letters are Danish`() throws {
      let keyboard = try Keyboard()
      #expect(
        try saved("j\rv\rb\r?\rq\r", danish: true, on: keyboard) == [["a=yes", "b=refused"]])
      for text in [
        "1/6 Rekruttering ved vildledning", "1/5 Var det a?", "j/n/u/v [v] ", "middel",
        "v vil ikke svare",
      ] { #expect(keyboard.screen.contains(text), "\(text)") }
      #expect(!keyboard.screen.contains("Was it"))
    }
  }
}
