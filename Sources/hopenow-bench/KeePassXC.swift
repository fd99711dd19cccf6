import Glibc

/// KeePassXC's merge of a database of invented entries into an empty one.
///
/// Both databases are encrypted as a whole, by a key file and the least stretching that it offers.
struct KeePassXC {
  let program: String
  let launcher: Launcher
  let scratch: String
  let entries: Int
  let rounds: Int

  func measure() throws -> [Launcher.Run] {
    let (key, empty, full) = (scratch + "/kp.key", scratch + "/empty", scratch + "/full")
    try write([String](repeating: "not a secret", count: 8), to: key)
    for (path, count) in [(empty, 0), (full, entries)] {
      try write(database(of: count), to: path + ".xml")
      try launcher.run(
        [program, "import", "-q", "-t", "100", "--set-key-file", key]
          + [path + ".xml", path + ".kdbx"])
    }
    let target = scratch + "/target.kdbx"
    return try (0..<rounds).map { _ in
      try launcher.run(["/bin/cp", empty + ".kdbx", target])
      return try launcher.run(
        [program, "merge", "-q", "--no-password", "--same-credentials", "-k", key]
          + [target, full + ".kdbx"])
    }
  }

  private func database(of count: Int) -> [String] {
    let entries = (0..<count).map { number in
      "<Entry><UUID>\(uuid(number + 1))</UUID><Times><LastModificationTime>2026-10-31T23:30:00Z"
        + "</LastModificationTime></Times><String><Key>Title</Key><Value>Contact \(number).</Value>"
        + "</String><String><Key>Notes</Key><Value>A quiet night, tea with the group by the corner."
        + "</Value></String></Entry>"
    }
    return [
      "<?xml version=\"1.0\"?><KeePassFile><Meta/><Root><Group><UUID>\(uuid(0))</UUID>"
        + "<Name>Root</Name>"
    ] + entries + ["</Group></Root></KeePassFile>"]
  }

  /// Sixteen bytes in base64, of which the last ones are a number.
  private func uuid(_ number: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let digits = (0..<4).map { letters[number >> (6 * (3 - $0)) & 63] }
    return "hopenowbenchAAAA" + String(digits) + "AA=="
  }

  private func write(_ lines: [String], to path: String) throws {
    guard let file = fopen(path, "w") else { throw BenchError.noFolder(path) }
    defer { fclose(file) }
    for line in lines { fputs(line, file) }
  }
}
