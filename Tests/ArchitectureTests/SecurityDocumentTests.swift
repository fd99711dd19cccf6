import Foundation
import Testing

/// A promise of `Docs/Security.md` without a test is none.
@Suite struct SecurityDocumentTests {
  static let root = ImportTests.sources.deletingLastPathComponent()

  @Test func `every promise names tests that there are`() throws {
    let document = try String(
      contentsOf: Self.root.appending(path: "Docs/Security.md"), encoding: .utf8)
    var tests = ""
    let folder = Self.root.appending(path: "Tests")
    for case let file as URL in FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: nil)! where file.pathExtension == "swift"
    {
      tests += try String(contentsOf: file, encoding: .utf8)
    }
    var promises = 0
    for row in document.split(separator: "\n")
    where row.hasPrefix("| ") && !row.hasSuffix("| test |") && !row.hasPrefix("| ---") {
      let cell = row.split(separator: "|")[1]
      let named = cell.matches(of: /`([^`]+)`/).map { String($0.1) }
      #expect(!named.isEmpty, "no test for:\(row)")
      for name in named { #expect(tests.contains("func `\(name)`"), "no test '\(name)'") }
      promises += 1
    }
    #expect(promises > 10)
  }
}
