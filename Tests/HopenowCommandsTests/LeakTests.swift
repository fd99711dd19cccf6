import Foundation
import TestSupport
import Testing

/// Nothing that a worker types may stand readable anywhere but on the screen.
@Suite struct LeakTests {
  static let hasTracer = access("/usr/bin/strace", X_OK) == 0
  static let canaries = ["canary-umbrella", "Canary Coat", "canary passphrase of some words"]

  @Test(.enabled(if: hasTracer, "needs strace"))
  func `no canary in any file opened for writing, in arguments or environment`() throws {
    let folder = TemporaryFolder()
    let program = Program(in: folder)
    let pass = "canary passphrase of some words\n"
    let fields = "alias: Canary Coat\nphone: canary-umbrella\n\nNote with canary-umbrella in it.\n"
    let commands: [(arguments: [String], input: String)] = [
      (["init", "--worker", "A", "--small-machine"], ""),
      (["person", "--fields", "-"], fields),
      (["contact", "--setting", "street", "--note", "-"], "canary-umbrella again\n"),
      (["import", "-", "--kind", "contact"], "on,note\n31-10-2019,canary-umbrella came\n"),
      (["list", "--kind", "person"], ""), (["list", "--format", "json"], ""),
      (["edit", "HN", "--fields", "-"], "restrictions: canary-umbrella\n"),
      (["show", "HN", "--history"], ""), (["undo"], ""), (["report", "--period", "2026"], ""),
      (["key", "add", "--new-key-file", "k.key"], ""), (["check", "--rebuild"], ""),
      (["key", "rotate", "--yes"], ""),
      (["init", "--journal", "b.hopenow", "--worker", "B", "--small-machine"], ""),
      (["merge", "j.hopenow", "--trust-new", "--journal", "b.hopenow"], ""),
      (["check", "--salvage", "s.hopenow"], ""), (["conflicts"], ""),
      (["erase", "CODE", "--reason", "other", "--certificate", "c.txt", "--yes"], ""),
      (["erase"], ""),
    ]
    var opened: Set<String> = []
    var code = ""
    for (number, command) in commands.enumerated() {
      let trace = folder.file("trace-\(number)")
      let journal = command.arguments.contains("--journal") ? [] : ["--journal", "j.hopenow"]
      let result = try program.run(
        command.arguments.map { $0 == "CODE" ? code : $0 } + journal + ["--passphrase-fd", "3"],
        input: command.input, third: pass,
        prefix: [
          "/usr/bin/strace", "-f", "-qq", "-s", "65536", "-v", "-o", trace, "-e",
          "trace=openat,open,creat,rename,renameat2,execve,write,pwrite64,pwritev,sendto",
        ])
      #expect(result.status == 0, "\(command.arguments[0]): \(result.errors)")
      if let found = result.output.firstMatch(of: /HN-\w{4}-\w{4}/) { code = String(found.output) }
      for line in try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n") {
        let writesResult = line.contains(" write(1,") || line.contains(" write(2,")
        for canary in Self.canaries where !writesResult {
          #expect(!line.contains(canary), "\(command.arguments[0]): \(line.prefix(200))")
        }
        if line.contains("O_WRONLY") || line.contains("O_RDWR"),
          let path = line.firstMatch(of: /"([^"]+)"/)
        {
          opened.insert(String(path.1))
        }
      }
    }
    // And whatever was opened for writing, and everything beside it, as it now lies there.
    let files =
      opened.map { $0.hasPrefix("/") ? $0 : folder.file($0) }
      + (FileManager.default.enumerator(atPath: folder.path)?.compactMap {
        ($0 as? String).map(folder.file)
      } ?? [])
    #expect(
      opened.contains { $0.hasSuffix("j.hopenow") }
        && opened.contains { $0.hasSuffix("j.hopenow-journal") })
    var read = 0
    for path in Set(files)
    where !path.hasPrefix("/dev") && !path.contains("/trace-") && !path.contains("/run-") {
      guard let data = try? Data(contentsOf: URL(filePath: path)) else { continue }
      read += 1
      for canary in Self.canaries {
        #expect(data.range(of: Data(canary.utf8)) == nil, "\(path)")
      }
    }
    #expect(read >= 5)
  }
}
