import Glibc

/// Starts programs and tells what each of them took, from its start to its end.
struct Launcher {
  /// What a program's run took.
  struct Run {
    var cost: Cost
    /// The most memory that it had at once, in bytes; no less than what this process had copied.
    var peak: Double
    var output: String
  }

  var environment: [String: String]
  private let outputPath: String

  init(environment: [String: String], scratch folder: String) {
    self.environment = environment
    outputPath = folder + "/output"
  }

  /// Runs a program, named by its path, to its end.
  ///
  /// - Throws: ``BenchError/failed(_:status:)`` if it can't be started or says that it failed.
  @discardableResult
  func run(_ words: [String], keyFile: String? = nil) throws -> Run {
    var variables = environment
    variables["HOPENOW_KEY_FILE"] = keyFile
    let argv = words.map { strdup($0) } + [nil]
    let envp = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argv + envp { free(text) } }

    var status: Int32 = 0
    var usage = rusage()
    let begun = Cost.now(CLOCK_MONOTONIC)
    let process = try start(argv, envp)
    while wait4(process, &status, 0, &usage) < 0 && errno == EINTR {}
    let wall = Cost.now(CLOCK_MONOTONIC) - begun
    guard status == 0 else {
      throw BenchError.failed(words.joined(separator: " "), status: status >> 8 & 0xff)
    }
    return Run(
      cost: Cost(cpu: usage.ru_utime.nanoseconds + usage.ru_stime.nanoseconds, wall: wall),
      peak: Double(usage.ru_maxrss) * 1024, output: try text(of: outputPath))
  }

  /// Copies this process, which has one thread, and becomes the program in the copy.
  ///
  /// `posix_spawn` shares the memory until then, and Linux would count all of it as the program's
  /// own peak. Swift hides `fork`, since it is no use where there are threads.
  private func start(
    _ argv: [UnsafeMutablePointer<CChar>?], _ envp: [UnsafeMutablePointer<CChar>?]
  ) throws -> pid_t {
    guard let symbol = dlsym(nil, "fork") else { throw BenchError.noFunction("fork", in: "libc") }
    let fork = unsafeBitCast(symbol, to: (@convention(c) () -> pid_t).self)
    let process = fork()
    guard process == 0 else { return process }
    let ends = [
      open("/dev/null", O_RDONLY), open(outputPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600),
      open("/dev/null", O_WRONLY),
    ]
    for (number, descriptor) in ends.enumerated() { dup2(descriptor, Int32(number)) }
    for descriptor in ends where descriptor > 2 { close(descriptor) }
    argv[0].map { _ = execve($0, argv, envp) }
    _exit(127)
  }

  private func text(of path: String) throws -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension timeval {
  var nanoseconds: Double { Double(tv_sec) * 1e9 + Double(tv_usec) * 1e3 }
}
