import Foundation

@testable import Reports

/// `attack.py`, run on what readers could hold in hand.
struct Attacker {
  static let isThere = run(["-c", "import scipy"], input: "") != nil

  /// What it made of one publication.
  struct Answer: Decodable {
    /// How many values the most exposed hidden count can have, counted up to k.
    var fewest: Int?
    /// The smallest number of counts that could have been hidden.
    var optimum: Int?
  }

  /// Attacks each publication as it is shown.
  static func attack(
    _ publications: [(Publication, hidden: [Bool])], k: Int = 5, optimum: Bool = false
  ) throws -> [Answer] {
    struct Line: Encodable {
      struct Row: Encodable {
        var sum: [Int]
        var other: [Int]
        var equal: Bool
      }
      var k: Int
      var shown: [Int?]
      var relations: [Row]
      var `true`: [Int]?
      var unprinted: [Int]
    }
    let encoder = JSONEncoder()
    let lines = try publications.map { publication, hidden in
      let line = Line(
        k: k, shown: zip(publication.counts, hidden).map { $1 ? nil : $0 },
        relations: publication.relations.map {
          .init(sum: $0.sum, other: $0.other, equal: $0.isEqual)
        }, true: optimum ? publication.counts : nil,
        unprinted: publication.counts.indices.filter { !publication.isPrinted[$0] })
      return String(decoding: try encoder.encode(line), as: UTF8.self)
    }
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "attack.py")
    guard let output = run([script.path], input: lines.joined(separator: "\n") + "\n") else {
      throw CocoaError(.executableLoad)
    }
    let decoder = JSONDecoder()
    return try output.split(separator: "\n").map {
      try decoder.decode(Answer.self, from: Data($0.utf8))
    }
  }

  /// What python3 prints; nil if it fails or isn't there.
  static func run(_ arguments: [String], input: String) -> String? {
    let file = FileManager.default.temporaryDirectory.appending(path: "attack-\(UUID())")
    defer { try? FileManager.default.removeItem(at: file) }
    guard (try? input.write(to: file, atomically: false, encoding: .utf8)) != nil,
      let standardInput = try? FileHandle(forReadingFrom: file)
    else { return nil }
    let python = Process()
    let output = Pipe()
    python.executableURL = URL(filePath: "/usr/bin/env")
    python.arguments = ["python3"] + arguments
    python.standardInput = standardInput
    python.standardOutput = output
    if arguments.first == "-c" { python.standardError = FileHandle.nullDevice }
    guard (try? python.run()) != nil,
      let read = try? output.fileHandleForReading.readToEnd() ?? Data()
    else { return nil }
    python.waitUntilExit()
    return python.terminationStatus == 0 ? String(decoding: read, as: UTF8.self) : nil
  }
}
