import Glibc

// Swift hides fork, since little is safe in the child of a process with threads. What is tried
// here allocates at most, which glibc allows, and leaves by `_exit`.
private typealias Fork = @convention(c) () -> pid_t
private let fork = unsafeBitCast(dlsym(nil, "fork"), to: Fork.self)

/// Runs `body` in a forked child.
///
/// - Returns: What `body` returned, at most 4,096 bytes; nil if a signal ended the child.
func inChild(_ body: () -> [UInt8]) -> [UInt8]? {
  var ends: [Int32] = [0, 0]
  guard pipe(&ends) == 0 else { return nil }
  let child = fork()
  if child == 0 {
    // The test runner's own handlers would print a backtrace.
    for number in [SIGSEGV, SIGBUS, SIGABRT] { signal(number, SIG_DFL) }
    let bytes = body()
    _ = bytes.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
    _exit(0)
  }
  close(ends[1])
  defer { close(ends[0]) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while case let count = read(ends[0], &buffer, buffer.count), count > 0 {
    bytes += buffer[..<count]
  }
  var status: Int32 = 0
  waitpid(child, &status, 0)
  return status == 0 ? bytes : nil
}
