import Foundation
public import Glibc

/// The built `hopenow`, run as a user or a script runs it.
public struct Program: Sendable {
  public static let path: String = {
    let tests = try! FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(filePath: tests).deletingLastPathComponent().appending(path: "hopenow").path
  }()

  /// What a run gave.
  public struct Result {
    public var status: Int32
    public var output: String
    public var errors: String
  }

  public let folder: TemporaryFolder
  public var environment: [String: String]

  public init(in folder: TemporaryFolder) {
    self.folder = folder
    environment = [
      "HOME": folder.path, "PATH": "/usr/bin:/bin", "HOPENOW_KEEP_OPEN": "0", "LANG": "C.UTF-8",
      "HOPENOW_TODAY": "2026-11-02T01:30",
    ]
  }

  /// Runs a command off a terminal.
  ///
  /// - Parameters:
  ///   - arguments: What stands behind the program's name.
  ///   - input: What standard input holds.
  ///   - third: What descriptor 3 holds, if it is open.
  ///   - prefix: A program that runs it, such as a tracer, with its arguments.
  public func run(
    _ arguments: [String], input: String = "", third: String? = nil, prefix: [String] = []
  ) throws -> Result {
    try start(arguments, input: input, third: third, prefix: prefix).ends()
  }

  /// Starts a command off a terminal, as ``run(_:input:third:prefix:)`` does, and doesn't wait.
  public func start(
    _ arguments: [String], input: String = "", third: String? = nil, prefix: [String] = []
  ) throws -> Running {
    let name = folder.file("run-" + UUID().uuidString)
    try input.write(toFile: name + ".in", atomically: false, encoding: .utf8)
    try third?.write(toFile: name + ".3", atomically: false, encoding: .utf8)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, name + ".in", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, name + ".out", O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, name + ".err", O_WRONLY | O_CREAT, 0o600)
    if third != nil { posix_spawn_file_actions_addopen(&actions, 3, name + ".3", O_RDONLY, 0) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    startAfresh(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    return Running(
      process: try spawn(prefix + [Self.path] + arguments, &actions, &attributes), name: name)
  }

  /// A command that was started.
  public struct Running {
    /// The process, which is there until ``ends()``.
    public let process: pid_t
    let name: String

    /// Whether the process is over, of itself or killed.
    public var isOver: Bool {
      var information = siginfo_t()
      return waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) != 0
        || information.si_signo == SIGCHLD
    }

    /// Kills it with a signal that no program can catch.
    public func kill() { Glibc.kill(process, SIGKILL) }

    /// Waits for the end; a killed one's status is the negative number of the signal.
    public func ends() throws -> Result {
      defer {
        for suffix in [".in", ".out", ".err", ".3"] {
          try? FileManager.default.removeItem(atPath: name + suffix)
        }
      }
      var status: Int32 = 0
      waitpid(process, &status, 0)
      return Result(
        status: status & 0x7f == 0 ? status >> 8 & 0xff : -(status & 0x7f),
        output: try String(contentsOfFile: name + ".out", encoding: .utf8),
        errors: try String(contentsOfFile: name + ".err", encoding: .utf8))
    }
  }

  func spawn(
    _ words: [String], _ actions: inout posix_spawn_file_actions_t,
    _ attributes: inout posix_spawnattr_t
  ) throws -> pid_t {
    var process: pid_t = 0
    let variables = environment.map { "\($0.key)=\($0.value)" }
    // The shell goes to the folder and becomes the program.
    let words = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder.path] + words
    var argv = words.map { strdup($0) } + [nil]
    var envp = variables.map { strdup($0) } + [nil]
    defer { for text in argv + envp { free(text) } }
    let status = posix_spawn(&process, words[0], &actions, &attributes, &argv, &envp)
    guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: status) ?? .EIO) }
    return process
  }
}

/// A run of `hopenow` at a terminal that a test types at.
public final class TerminalSession {
  private var terminal: Int32
  /// The process that was started: the program, or what runs it.
  public let process: Int32
  /// Everything that the screen has got so far.
  public private(set) var screen = ""

  /// Starts a command.
  ///
  /// - Parameters:
  ///   - program: The program and its folder.
  ///   - arguments: What stands behind the program's name.
  ///   - prefix: A program that runs it, such as a shell, with its arguments.
  public init(_ program: Program, _ arguments: [String], prefix: [String] = []) throws {
    let pair = try PseudoTerminal()
    terminal = pair.ours
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // A session's leader gets the terminal that it opens first.
    posix_spawn_file_actions_addopen(&actions, 0, pair.name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    startAfresh(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    process = try program.spawn(prefix + [Program.path] + arguments, &actions, &attributes)
  }

  deinit {
    kill(process, SIGKILL)
    if terminal >= 0 { close(terminal) }
  }

  /// Types.
  public func type(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      // A terminal takes some thousand bytes at once; what it shows must be read meanwhile.
      _ = read(milliseconds: 0)
      let count = bytes.prefix(1024).withUnsafeBytes {
        Glibc.write(terminal, $0.baseAddress, $0.count)
      }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Waits until the screen shows a text after what was waited for before.
  ///
  /// - Returns: false if the program ended or ten seconds went by without it.
  public func waits(for text: String) -> Bool {
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
      if let range = screen.range(of: text, range: seen..<screen.endIndex) {
        seen = range.upperBound
        return true
      }
      if !read(milliseconds: 200), hasEnded { return false }
    }
    return false
  }

  /// Waits for the end.
  ///
  /// - Returns: The exit status.
  public func ends() -> Int32 {
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
      _ = read(milliseconds: 50)
      var status: Int32 = 0
      if waitpid(process, &status, WNOHANG) == process {
        while read(milliseconds: 0) {}
        return status & 0x7f == 0 ? status >> 8 & 0xff : -(status & 0x7f)
      }
    }
    return -1
  }

  /// Closes the terminal, as a window is closed, and waits for the end.
  ///
  /// - Returns: The exit status.
  public func hangsUp() -> Int32 {
    close(terminal)
    terminal = -1
    return ends()
  }

  private lazy var seen = screen.startIndex
  private var received: [UInt8] = []

  private var hasEnded: Bool {
    var information = siginfo_t()
    return waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) != 0
      || information.si_signo == SIGCHLD
  }

  @discardableResult
  private func read(milliseconds: Int32) -> Bool {
    var poll = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    guard Glibc.poll(&poll, 1, milliseconds) > 0, poll.revents & Int16(POLLIN) != 0 else {
      return false
    }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(terminal, &buffer, buffer.count)
    guard count > 0 else { return false }
    let offset = screen.utf8.distance(from: screen.startIndex, to: seen)
    // A character may come in two pieces: what isn't whole yet waits.
    received.append(contentsOf: buffer[..<count])
    let end = received.count - min(3, received.count)
    let broken = received[end...].lastIndex { $0 >= 0xc0 }
    let isWhole = broken.map {
      received.count - $0 >= (received[$0] >= 0xf0 ? 4 : received[$0] >= 0xe0 ? 3 : 2)
    }
    let whole = isWhole == false ? broken ?? received.count : received.count
    screen += String(decoding: received[..<whole], as: UTF8.self)
    received.removeFirst(whole)
    seen = screen.utf8.index(screen.startIndex, offsetBy: offset)
    return true
  }
}

/// A session of its own and no signal blocked: a test runner's threads block them all, and what they
/// start would be deaf to being ended.
private func startAfresh(_ attributes: inout posix_spawnattr_t) {
  var signals = sigset_t()
  sigemptyset(&signals)
  posix_spawnattr_setsigmask(&attributes, &signals)
  // SETSIGMASK and SETSID of <spawn.h>: Swift's Glibc doesn't have the latter.
  posix_spawnattr_setflags(&attributes, 0x08 | 0x80)
}
