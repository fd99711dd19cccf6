import Foundation
import TestSupport

/// Headless Chromium and poppler's tools, as Debian has them.
struct Browser {
  static let isThere =
    ["chromium", "pdftotext", "pdfinfo"].allSatisfy { tool in
      (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
      }
    }

  let folder: TemporaryFolder

  /// Writes a page down; its address.
  func page(_ html: String, _ name: String = "page.html") throws -> String {
    try html.write(toFile: folder.file(name), atomically: false, encoding: .utf8)
    return "file://" + folder.file(name)
  }

  /// What a page's markup is once its scripts have run.
  func markup(of address: String, width: Int = 1000) throws -> String {
    try run(
      "chromium",
      chromium(width) + ["--allow-file-access-from-files", "--virtual-time-budget=60000"]
        + ["--dump-dom", address])
  }

  /// How a page looks: a PNG image.
  func screenshot(of address: String, width: Int) throws -> Data {
    let file = folder.file("shot.png")
    _ = try run("chromium", chromium(width) + ["--screenshot=\(file)", address])
    return try Data(contentsOf: URL(filePath: file))
  }

  /// The page as it is printed, in a file.
  func printed(_ address: String) throws -> String {
    let file = folder.file("page.pdf")
    _ = try run(
      "chromium", chromium(1000) + ["--no-pdf-header-footer", "--print-to-pdf=\(file)", address])
    return file
  }

  /// Every name is unknown: what a page asks for can't be had.
  private func chromium(_ width: Int) -> [String] {
    [
      "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
      "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND",
      "--user-data-dir=\(folder.file("profile"))", "--window-size=\(width),2000",
    ]
  }

  /// What a tool prints.
  func run(_ tool: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return String(decoding: data, as: UTF8.self)
  }

  /// A word on a printed page and where it stands, in points from the top left.
  struct Word {
    var page: Int
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double
    var text: String
  }

  /// The size of each page in points, and every word on them.
  func words(in pdf: String) throws -> (pages: [(width: Double, height: Double)], words: [Word]) {
    let text = try run("pdftotext", ["-bbox", pdf, "-"])
    var pages: [(width: Double, height: Double)] = []
    var words: [Word] = []
    for line in text.split(separator: "\n") {
      let numbers = line.matches(of: /"([0-9.]+)"/).compactMap { Double($0.1) }
      if line.contains("<page ") {
        pages.append((numbers[0], numbers[1]))
      } else if let match = line.firstMatch(of: />(.*)<\/word>/) {
        words.append(
          Word(
            page: pages.count, left: numbers[0], top: numbers[1], right: numbers[2],
            bottom: numbers[3], text: String(match.1)))
      }
    }
    return (pages, words)
  }
}
