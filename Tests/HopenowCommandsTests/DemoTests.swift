import CaseModel
import Foundation
import TestSupport
import Testing

/// What is in an invented team's journals: something for every report to count, and nothing that a
/// team couldn't have written.
@Suite struct DemoTests {
  let folder = TemporaryFolder()
  let program: Program

  init() { program = Program(in: folder) }

  /// A record, as `list --format json` has it.
  struct Listed {
    let kind: String
    let person: String?
    let state: String?
    let answers: [String: Any]

    func day(_ field: String) -> String? { answers[field] as? String }

    /// The codes of a field, of one answer or of several.
    func codes(_ field: String) -> [String] {
      switch answers[field] {
      case let code as String: [code]
      case let codes as [String]: codes
      case let counts as [String: Any]: Array(counts.keys)
      default: []
      }
    }
  }

  func demo(_ options: String) throws -> [Listed] {
    let made = try program.run(
      ["demo", "--folder", "d"] + options.split(separator: " ").map(String.init))
    #expect(made.status == 0 && made.errors.isEmpty)
    return try [[], ["--kind", "person"]].flatMap { kind in
      let list = try program.run(
        ["list", "--limit", "0", "--format", "json", "--journal", "d/worker-1.hopenow"]
          + ["--key-file", "d/demo.key"] + kind)
      let read = try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [String: Any]
      return try #require(read?["records"] as? [[String: Any]]).map { record in
        Listed(
          kind: try #require(record["kind"] as? String), person: record["person"] as? String,
          state: record["state"] as? String,
          answers: try #require(record["answers"] as? [String: Any]))
      }
    }
  }

  /// What the demo leaves out: it makes the journal bigger, and no report tells it by default.
  static let unasked: Set = [
    "contact interpreter", "contact spoken-gender", "screen table", "screen place",
    "screen project", "refer place",
    "refer project", "activity interpreter", "support interpreter", "support place",
    "support project", "consent interpreter", "consent place", "consent project",
  ]

  static func isCoded(_ type: FieldType) -> Bool {
    if case .list = type { true } else { type.vocabulary != nil }
  }

  @Test(arguments: ["--workers 4 --months 18", "--workers 1 --months 6 --records 3000"])
  func `every coded question has several answers, and no impossible order of days`(
    options: String
  ) throws {
    let demo = try demo(options)
    for kind in Kind.all where kind == .person || kind.isEvent {
      let ofKind = demo.filter { $0.kind == kind.name }
      #expect(ofKind.count > 10, "\(kind.name)")
      for field in kind.fields where Self.isCoded(field.type) {
        let codes = Set(ofKind.flatMap { $0.codes(field.name) })
        #expect(
          codes.count > 1 || Self.unasked.contains("\(kind.name) \(field.name)"),
          "\(kind.name) \(field.name)")
      }
    }
    for referral in demo where referral.kind == "refer" {
      let sent = try #require(referral.day("on"))
      for field in ["accepted", "rejected", "done", "withdrawn", "decided-on"] {
        if let day = referral.day(field) { #expect(sent < day && day <= "2026-10-31") }
      }
      #expect(referral.state != nil)
    }
    let states = Set(demo.compactMap(\.state))
    #expect(states == ["sent", "accepted", "rejected", "done", "withdrawn"])
  }

  @Test func `a consent comes before what needs it, and few say no to statistics`() throws {
    let demo = try demo("--workers 2 --months 24")
    let closed = demo.filter { $0.day("case-status")?.hasPrefix("Closed") == true }
    #expect(closed.count > 3)
    for referral in demo where referral.kind == "refer" {
      let consents = demo.filter {
        $0.kind == "consent" && $0.person == referral.person && $0.day("purpose") == "share"
          && $0.day("to") == referral.day("to")
      }
      #expect(
        referral.day("basis") == "override"
          || consents.contains { $0.day("on") ?? "9" <= referral.day("on") ?? "" })
    }
    let said = Dictionary(
      grouping: demo.filter { $0.day("purpose") == "statistics" }, by: \.person
    ).values.map { $0.sorted { $0.day("on") ?? "" < $1.day("on") ?? "" }.last?.day("answer") }
    let persons = demo.filter { $0.kind == "person" }.count
    let given = said.filter { $0 == "given" }.count
    #expect(given > said.count / 2 && said.count < persons * 2 / 3)
    #expect(Set(said.compactMap(\.self)).isSuperset(of: ["given", "refused", "withdrawn"]))
  }
}
