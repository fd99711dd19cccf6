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
    "CSodium": [],
    "CLinux": [],
    "Sealing": ["CSodium", "CLinux"],
    "SealedSQLite": ["Sealing", "GRDBSQLite"],
    "JournalStore": ["CaseModel", "Merge", "Sealing", "SealedSQLite", "GRDB"],
    "Reports": ["CaseModel", "JournalStore"],
    "HopenowCommands": [
      "CaseModel", "Merge", "Sealing", "SealedSQLite", "JournalStore", "Reports", "ArgumentParser",
    ],
    "hopenow": ["HopenowCommands", "ArgumentParser"],
  ]
  static let system: Set<String> = ["Foundation", "Glibc", "Synchronization"]
  static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")

  @Test func `every module imports only what the table allows`() throws {
    let modules = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
    #expect(Set(modules) == Set(Self.allowed.keys))
    for (module, allowed) in Self.allowed {
      let folder = Self.sources.appending(path: module)
      for case let file as URL in FileManager.default.enumerator(
        at: folder, includingPropertiesForKeys: nil)! where file.pathExtension == "swift"
      {
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
          guard
            let match = line.wholeMatch(
              of: /(?:public |package |internal )?import (?:\w+ )?(\w+).*/)
          else { continue }
          let imported = String(match.1)
          #expect(
            allowed.contains(imported) || Self.system.contains(imported),
            "\(module)/\(file.lastPathComponent) imports \(imported)")
        }
      }
    }
  }
}
