import Foundation
import TestSupport
import Testing

/// The stock `sqlite3` shell and Python's `sqlite3` on sealed files, through a library that is loaded
/// before them: programs that know nothing of hopenow.
@Suite struct ForeignProgramTests {
  static let shell = "/usr/bin/sqlite3"
  static let python = "/usr/bin/python3"
  static let hasShell = access(shell, X_OK) == 0
  static let hasPython = access(python, X_OK) == 0
  static let library = URL(filePath: Program.path).deletingLastPathComponent()
    .appending(path: "libhopenow-test-vfs.so").path

  let folder = TemporaryFolder()

  private func run(
    _ program: String, _ arguments: [String], input: String = ""
  ) throws -> (status: Int32, output: String, errors: String) {
    let process = Process()
    // A backup that sees the file change at every look would never end.
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    process.arguments = ["60", program] + arguments
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.environment = ["LANG": "C.UTF-8", "LD_PRELOAD": Self.library, "HOME": folder.path]
    let names = ["in", "out", "err"].map { folder.file("run." + $0) }
    try input.write(toFile: names[0], atomically: false, encoding: .utf8)
    for name in names.dropFirst() {
      _ = FileManager.default.createFile(atPath: name, contents: nil)
    }
    process.standardInput = FileHandle(forReadingAtPath: names[0])
    process.standardOutput = FileHandle(forWritingAtPath: names[1])
    process.standardError = FileHandle(forWritingAtPath: names[2])
    try process.run()
    process.waitUntilExit()
    let texts = try names.dropFirst().map {
      String(decoding: try Data(contentsOf: URL(filePath: $0)), as: UTF8.self)
    }
    try #require(process.terminationStatus != 124, "\(program) didn't end in a minute")
    return (process.terminationStatus, texts[0], texts[1])
  }

  private static func sealed(_ name: String) -> String { "file:\(name)?vfs=hopenow&key=1" }

  // MARK: The shell

  /// What the shell says to a script, on files of one sort; first what went wrong, then the rest.
  private func answers(
    to statements: [String], isSealed: Bool
  ) throws -> (output: [Substring], errors: [Substring]) {
    func file(_ name: String) -> String {
      isSealed ? Self.sealed("sealed-\(name).db") : "file:plain-\(name).db"
    }
    let script = statements.joined(separator: "\n")
      .replacing(RandomSQL.otherFile, with: file("other"))
      .replacing(RandomSQL.backupFile, with: file("backup"))
    let result = try run(Self.shell, ["-batch", file("main")], input: script + "\n")
    // The library has started SQLite before the shell wants to set it up.
    let errors = result.errors.split(separator: "\n").filter {
      $0 != "WARNING: attempt to configure SQLite after initialization."
    }
    return (result.output.split(separator: "\n", omittingEmptySubsequences: false), errors)
  }

  @Test(
    .enabled(if: hasShell, "needs sqlite3"), arguments: 1...LongForm.count(short: 3, long: 100))
  func `the sqlite3 shell gets the same answers from a sealed file as from a plain one`(
    seed: Int
  ) throws {
    let count = LongForm.count(short: 1500, long: 3000)
    let statements = RandomSQL(seed: UInt64(seed), count: count).statements
    let plain = try answers(to: statements, isSealed: false)
    let sealed = try answers(to: statements, isSealed: true)
    let differing = zip(plain.output, sealed.output).first { $0 != $1 }
    #expect(
      differing == nil && plain.output.count == sealed.output.count,
      "seed \(seed): \(differing.map { "\($0.prefix(200)) | \($1.prefix(200))" } ?? "length")")
    #expect(plain.errors == sealed.errors, "seed \(seed)")

    // The script did something: most statements were answered, and it ends with the whole content.
    let refused = plain.errors.count { $0.contains("rror near line") }
    #expect(refused < count / 2, "seed \(seed): \(refused) \(plain.errors.prefix(3))")
    #expect(plain.output.count(where: { $0 == "COMMIT;" }) == 2, "seed \(seed)")
    #expect(plain.output.count(where: { $0 == "ok" }) >= 3, "seed \(seed)")
    for name in ["main", "other", "backup"] {
      let bytes = try Data(contentsOf: URL(filePath: folder.file("sealed-\(name).db")))
      let open = try Data(contentsOf: URL(filePath: folder.file("plain-\(name).db")))
      #expect(bytes.count > 8192 && bytes.count % 4096 == 0)
      for word in ["CREATE TABLE", "river", "planet"] {
        #expect(bytes.range(of: Data(word.utf8)) == nil, "\(name) shows \(word)")
      }
      #expect(open.range(of: Data("CREATE TABLE".utf8)) != nil)
    }
  }

  // MARK: Python

  /// Python's module on sealed files: backups to a sealed file and to memory and back while others
  /// write, several connections, and what must be refused.
  private static let script = """
    import sqlite3, threading
    uri = "file:%s?vfs=hopenow&key=1"
    def connect(name, **more):
        c = sqlite3.connect(uri % name, uri=True, timeout=30, isolation_level=None, **more)
        c.execute("PRAGMA temp_store = MEMORY")
        c.execute("PRAGMA synchronous = OFF")
        return c
    def content(c):
        return list(c.iterdump())

    a = connect("a.db")
    a.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, who TEXT, what BLOB)")
    a.execute("BEGIN")
    for i in range(2000):
        a.execute("INSERT INTO t(who, what) VALUES (?, ?)", ("umbrella \\u00e6 %d" % i, bytes([i % 256]) * (i % 9000)))
    a.execute("COMMIT")
    whole = content(a)
    assert len(whole) == 2003, len(whole)

    # Sealed to sealed, some pages at a time, with a writer between the steps.
    b = connect("b.db")
    steps = []
    def between(status, remaining, total):
        steps.append(remaining)
        if len(steps) == 3:
            other = connect("a.db")
            other.execute("UPDATE t SET who = 'changed meanwhile' WHERE id = 7")
            other.close()
    a.backup(b, pages=50, progress=between)
    assert len(steps) > 5 and content(b) == content(a) and content(b) != whole, steps
    assert b.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

    # To memory and back, into a new file and over an old one.
    memory = sqlite3.connect(":memory:")
    a.backup(memory)
    assert content(memory) == content(a)
    # Pages without reserved bytes would lose their ends in a sealed file, so it takes none.
    c = connect("c.db")
    try:
        plain = sqlite3.connect(":memory:")
        plain.execute("CREATE TABLE t(x)")
        plain.backup(c)
        print("plain pages were taken")
    except sqlite3.Error as error:
        print("refused:", type(error).__name__)
    memory.backup(b)
    assert content(b) == content(a)

    # Four threads and as many connections; each sees whole transactions.
    a.execute("CREATE TABLE account(id INTEGER PRIMARY KEY, sum INTEGER)")
    a.execute("INSERT INTO account VALUES (1, 500), (2, 500)")
    wrong = []
    def work(number):
        c = connect("a.db")
        for i in range(50):
            if number % 2:
                c.execute("BEGIN IMMEDIATE")
                c.execute("UPDATE account SET sum = sum - 1 WHERE id = 1")
                c.execute("UPDATE account SET sum = sum + 1 WHERE id = 2")
                c.execute("ROLLBACK" if i % 5 == 0 else "COMMIT")
            elif c.execute("SELECT sum(sum) FROM account").fetchone() != (1000,):
                wrong.append(number)
        c.close()
    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for t in threads: t.start()
    for t in threads: t.join()
    assert not wrong and a.execute("SELECT sum FROM account ORDER BY id").fetchall() == [(420,), (580,)]

    # What would be plaintext or needs shared memory is refused.
    for sql in ["ATTACH 'file:d.db?vfs=hopenow' AS d", "ATTACH 'file:d.db?vfs=hopenow&key=2' AS d",
                "PRAGMA journal_mode = WAL"]:
        try:
            print(sql, "->", a.execute(sql).fetchall())
        except sqlite3.Error as error:
            print(sql, "->", type(error).__name__)
    for name in ["a.db", "b.db"]:
        data = open(name, "rb").read()
        assert b"umbrella" not in data and b"CREATE TABLE" not in data and len(data) > 1 << 20
    print("done")
    """

  @Test(.enabled(if: hasPython, "needs python3"))
  func `Python's sqlite3 backs up sealed files and shares them between connections`() throws {
    let result = try run(Self.python, ["-c", Self.script])
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output == """
        refused: OperationalError
        ATTACH 'file:d.db?vfs=hopenow' AS d -> OperationalError
        ATTACH 'file:d.db?vfs=hopenow&key=2' AS d -> OperationalError
        PRAGMA journal_mode = WAL -> OperationalError
        done

        """)
  }
}
