import CSodium
import Glibc

/// What the figures were measured on, in a few lines.
struct Machine {
  let system: SQLiteLibrary
  let peer: SQLiteLibrary?

  var text: String {
    let libraries = [
      "SQLite \(system.version)", "libsodium \(String(cString: sodium_version_string()))",
      peer.map { "SQLCipher \(cipherVersion(of: $0)) on SQLite \($0.version)" }
        ?? "SQLCipher not given", swift,
    ]
    return """
      Measured \(today) on \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) × \(processor), \(kernel), \
      \(memory) memory, load \(load); \(libraries.joined(separator: ", ")).
      """
  }

  private var today: String {
    var seconds = time(nil)
    var day = tm()
    gmtime_r(&seconds, &day)
    let month = day.tm_mon + 1
    return "\(1900 + Int(day.tm_year))-\(month < 10 ? "0" : "")\(month)-"
      + "\(day.tm_mday < 10 ? "0" : "")\(day.tm_mday)"
  }

  /// How many processes wanted a core in the last minute: with more than cores, wall time says little.
  private var load: String {
    var average = 0.0
    return getloadavg(&average, 1) == 1 ? average.text(1) : "unknown"
  }

  private var kernel: String {
    var name = utsname()
    uname(&name)
    func text<Field>(_ field: Field) -> String {
      withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
    return "\(text(name.sysname)) \(text(name.release)) \(text(name.machine))"
  }

  private var processor: String {
    line(of: "/proc/cpuinfo", startingWith: "model name") ?? "an unknown processor"
  }

  private var memory: String {
    let kilobytes = line(of: "/proc/meminfo", startingWith: "MemTotal")?.split(separator: " ").first
    return kilobytes.flatMap { Double($0) }.map { ($0 / 1_048_576).text(0) + " GiB of" } ?? "some"
  }

  private func line(of path: String, startingWith name: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 4096)
    while fgets(&buffer, Int32(buffer.count), file) != nil {
      let line = String(
        decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      guard line.hasPrefix(name), let colon = line.firstIndex(of: ":") else { continue }
      return String(line[line.index(after: colon)...].filter { $0 != "\n" }.drop { $0 == " " })
    }
    return nil
  }

  private var swift: String {
    #if compiler(>=6.4)
      "Swift 6.4 or later"
    #elseif compiler(>=6.3)
      "Swift 6.3"
    #else
      "Swift 6.2"
    #endif
  }

  private func cipherVersion(of library: SQLiteLibrary) -> String {
    guard let connection = try? Connection(":memory:", in: library, isDurable: false),
      let statement = try? connection.statement("PRAGMA cipher_version"),
      (try? statement.step()) == true
    else { return "4" }
    return statement.text(0)
  }
}
