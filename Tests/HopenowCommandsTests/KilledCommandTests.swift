import Foundation
import TestSupport
import Testing

/// Commands that write several files, killed at every write, sync, truncate, link and rename.
@Suite struct KilledCommandTests {
  /// A command of the supervisor's, and what it may leave.
  struct Killed: Sendable, CustomTestStringConvertible {
    var name: String
    /// What is done before, and not killed.
    var first: [String]?
    var arguments: [String]
    /// Whether everything is as it was, or as it shall be; nil if it is neither.
    var leaves: @Sendable (Sticks) throws -> Left?

    var testDescription: String { name }
  }

  enum Left { case before, after }

  private static let share = ["share", "Worker A", "--all", "--folder", "out"]

  static let all = [
    Killed(name: "merge", arguments: ["merge", "a.hopenow", "b.hopenow", "--trust-new"]) { sticks in
      try sticks.listed(before: 1, after: 5)
    },
    Killed(name: "share", arguments: share) { sticks in
      guard try sticks.listed(before: 1, after: 1) != nil else { return nil }
      let parcels = try FileManager.default.contentsOfDirectory(atPath: sticks.folder.file("out"))
        .filter { !$0.hasPrefix(".") }
      guard let parcel = parcels.first else { return .before }
      let merged = try sticks.run("a", "merge", "out/" + parcel, "--dry-run")
      return merged.status == 0 && merged.output.contains("new") && parcels.count == 1
        ? .after : nil
    },
    Killed(name: "share, and then an erasure", arguments: share) { sticks in
      let erased = try sticks.run("s", "erase", "Red Hat", "--reason", "other", "--yes")
      guard erased.status == 0 else { return nil }
      // Whole, begun or moved to its place: an empty file that was never noted has nobody in it.
      let names = try FileManager.default.contentsOfDirectory(atPath: sticks.folder.file("out"))
      let sizes = try names.map { name in
        try FileManager.default.attributesOfItem(
          atPath: sticks.folder.file("out/" + name))[.size] as? Int ?? 0
      }
      guard sizes.allSatisfy({ $0 <= 8192 }) else { return nil }
      return erased.output.contains("Parcels removed") ? .after : .before
    },
    Killed(
      name: "erase", first: share,
      arguments: ["erase", "Red Hat", "--reason", "own-request", "--yes"]
    ) { sticks in
      // The list removes what a kill has left.
      guard try sticks.run("s", "erase").status == 0 else { return nil }
      let parcels = try FileManager.default.contentsOfDirectory(atPath: sticks.folder.file("out"))
      let pages = try PlainPages(
        of: sticks.folder.file("s.hopenow"), secret: .file(sticks.folder.file("s.key")))
      let isThere = try sticks.run("s", "search", "canary").output.contains("canary")
      return switch (isThere, pages.holding("canary".utf8).isEmpty, parcels.count) {
      case (true, false, 1): .before
      case (false, true, 0): .after
      default: nil
      }
    },
    Killed(name: "key rotate", arguments: ["key", "rotate", "--yes"]) { sticks in
      guard try sticks.listed(before: 1, after: 1) != nil else { return nil }
      let keys = try sticks.program.run(["key", "list", "--journal", "s.hopenow"])
      let opensBySpare = try sticks.program.run(
        ["list", "--journal", "s.hopenow", "--key-file", "spare.key"])
      return switch (keys.output.split(separator: "\n").count, opensBySpare.status) {
      case (2, 0): .before
      case (1, 12): .after
      default: nil
      }
    },
  ]

  private static let calls = [
    "pwrite64", "write", "fsync", "fdatasync", "ftruncate", "link", "rename", "unlink",
  ]

  @Test(.enabled(if: LeakTests.hasTracer, "needs strace"), arguments: all)
  func `a killed command leaves what was or what shall be`(killed: Killed) throws {
    let template = try Sticks.made()
    var ends: [Left] = []
    var kills = 0
    let stride = LongForm.count(short: 5, long: 1)
    for call in Self.calls {
      var number = 1
      while true {
        let sticks = try Sticks(copying: template)
        if let first = killed.first {
          #expect(try sticks.program.run(first + Sticks.key("s")).status == 0)
        }
        let end = try sticks.program.run(
          killed.arguments + Sticks.key("s"),
          prefix: [
            "/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-e",
            "inject=\(call):signal=SIGKILL:when=\(number)",
          ])
        guard end.status == -9 else {
          #expect(end.status == 0, "\(end.errors)")
          break
        }
        kills += 1
        let check = try sticks.run("s", "check")
        #expect(check.status == 0, "\(call) \(number): \(check.errors)")
        let left = try killed.leaves(sticks)
        #expect(left != nil, "\(call) \(number)")
        ends += [left].compactMap(\.self)
        // And it can be done afterwards; whoever was erased is known to nobody any more.
        let again = try sticks.program.run(killed.arguments + Sticks.key("s"))
        let isKnown = killed.name != "erase" || left == .before
        #expect(again.status == (isKnown ? 0 : 16), "\(call) \(number): \(again.errors)")
        number += stride
      }
    }
    print(
      "\(killed.name): killed \(kills) times, \(ends.count { $0 == .after }) of them when it was done"
    )
    #expect(kills >= 10 && ends.contains(.before) && ends.contains(.after))
  }
}

/// A supervisor's journal `s` and two colleagues' `a` and `b`, of whom she has added the first.
struct Sticks {
  let folder: TemporaryFolder
  let program: Program

  private init(in folder: TemporaryFolder) {
    self.folder = folder
    var program = Program(in: folder)
    program.environment["HOPENOW_TODAY"] = "2026-11-01T22:30"
    self.program = program
  }

  static func key(_ who: String) -> [String] {
    ["--journal", who + ".hopenow", "--key-file", who + ".key"]
  }

  static func made() throws -> Sticks {
    let sticks = Sticks(in: TemporaryFolder())
    for (place, who) in ["s", "a", "b"].enumerated() {
      let path = sticks.folder.file(who + ".key")
      try Data([UInt8](repeating: UInt8(place + 1), count: 32)).write(to: URL(filePath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      try #require(
        sticks.run(
          who,
          ["init", "--worker", "Worker \(who.uppercased())"]
            + (who == "s" ? [] : ["--team", "team.card"])
        ).status == 0)
      for _ in 0..<(who == "s" ? 1 : 2) {
        try #require(
          sticks.run(who, "contact", "--setting", "street", "--met", "4", "--spoken", "1").status
            == 0)
      }
      guard who == "s" else { continue }
      try #require(sticks.run(who, "team", "create", "Night team").status == 0)
      try #require(sticks.run(who, "team", "card", "team.card").status == 0)
    }
    try #require(
      sticks.run("s", "person", "--alias", "Red Hat", "--note", "canary").status == 0)
    try #require(sticks.run("a", "team", "card", "a.card").status == 0)
    try #require(sticks.run("s", "team", "add", "a.card", "--yes").status == 0)
    try #require(sticks.run("s", "key", "add", "--new-key-file", "spare.key").status == 0)
    try FileManager.default.createDirectory(
      atPath: sticks.folder.file("out"), withIntermediateDirectories: false)
    return sticks
  }

  init(copying other: Sticks) throws {
    self.init(in: TemporaryFolder())
    try folder.take(from: other.folder)
  }

  func run(_ who: String, _ arguments: String...) throws -> Program.Result {
    try run(who, arguments)
  }

  private func run(_ who: String, _ arguments: [String]) throws -> Program.Result {
    try program.run(arguments + Self.key(who))
  }

  /// By how many records the supervisor's journal lists, whether something was done.
  func listed(before: Int, after: Int) throws -> KilledCommandTests.Left? {
    let list = try run("s", "list")
    let count = list.output.split(separator: "\n").count
    if before == after { return count == before ? .before : nil }
    return list.status == 0 ? [before: .before, after: .after][count] : nil
  }
}
