import Foundation
import Testing

/// Who may import whom: the table of `Docs/Architecture.md`.
///
/// Swift accepts an import that a target doesn't declare when the module comes in through another
/// one, so the import lines themselves are read.
@Suite struct ImportTests {
  static let allowed: [String: Set<String>] = [
    "CaseModel": [],
    "Merge": ["CaseModel"],
    "Matching": ["CaseModel"],
    "Spreadsheets": ["CaseModel"],
    "CSodium": [],
    "CLinux": [],
    "Sealing": ["CSodium", "CLinux"],
    "SealedSQLite": ["Sealing", "GRDBSQLite"],
    "JournalStore": [
      "CaseModel", "Merge", "Matching", "Sealing", "SealedSQLite", "GRDB", "GRDBSQLite",
    ],
    "Reports": ["CaseModel", "JournalStore"],
    "HopenowCommands": [
      "CaseModel", "Merge", "Matching", "Spreadsheets", "Sealing", "SealedSQLite", "JournalStore",
      "Reports", "ArgumentParser",
    ],
    "hopenow": ["HopenowCommands", "ArgumentParser"],
    "hopenow-bench": ["CSodium", "Sealing", "SealedSQLite", "JournalStore", "ArgumentParser"],
  ]
  static let system: Set<String> = ["Foundation", "Glibc", "Synchronization"]
  static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")

  @Test func `every module imports only what the table allows`() throws {
    let modules = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
    #expect(Set(modules) == Set(Self.allowed.keys))
    for (module, allowed) in Self.allowed {
      var imports = 0
      for (file, text) in try Self.files(in: module) {
        for line in text.split(separator: "\n") {
          guard let imported = Self.imported(by: line) else { continue }
          imports += 1
          #expect(
            allowed.contains(imported) || Self.system.contains(imported),
            "\(module)/\(file) imports \(imported)")
        }
      }
      #expect(imports > 0 || allowed.isEmpty, "no import of \(module) was found")
    }
  }

  @Test(arguments: [
    ("import Glibc", "Glibc"), ("public import GRDB", "GRDB"),
    ("  import CaseModel // why", "CaseModel"),
    ("@preconcurrency import GRDB", "GRDB"), ("@_exported public import Merge", "Merge"),
    ("import struct Foundation.Data", "Foundation"), ("internal import class GRDB.Row", "GRDB"),
    ("// import GRDB", nil), ("let important = 1", nil), ("/// import GRDB", nil),
  ])
  func `an import line is known in every form`(line: String, module: String?) {
    #expect(Self.imported(by: line[...]) == module)
  }

  /// What the linter doesn't look for; it does look for forced unwrapping.
  @Test func `no file forces a cast or a try, or leaves work undone`() throws {
    for module in Self.allowed.keys {
      for (file, text) in try Self.files(in: module) {
        for word in ["try!", "as!", "TO" + "DO", "FIX" + "ME", "not implemented"] {
          #expect(!text.contains(word), "\(module)/\(file) says \(word)")
        }
      }
    }
  }

  /// The module that a line imports.
  private static func imported(by line: Substring) -> String? {
    guard line.contains("import ") else { return nil }
    let form =
      /\s*(?:@\w+ )*(?:(?:public|package|internal|fileprivate|private) )?import (?:(?:struct|class|enum|protocol|typealias|func|let|var) )?(\w+).*/
    return line.wholeMatch(of: form).map { String($0.1) }
  }

  private static func files(in module: String) throws -> [(name: String, text: String)] {
    let folder = sources.appending(path: module)
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
      (name, try String(contentsOf: folder.appending(path: name), encoding: .utf8))
    }
  }
}
