import Foundation
import Glibc
import Synchronization
import TestSupport

@testable import HopenowCommands

/// A terminal whose other end a test holds: it types, and sees what is on the screen.
final class Keyboard: Sendable {
  private let ours: Int32
  private let theirs: Int32
  private let shown = Mutex<[UInt8]>([])

  /// - Parameter isRaw: Whether the terminal takes keys as they are before anybody asks, so that a
  ///   test can type ahead.
  init(isRaw: Bool = true, columns: UInt16 = 80) throws {
    let pair = try PseudoTerminal()
    ours = pair.ours
    theirs = open(pair.name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard theirs >= 0 else { throw POSIXError(.ENOTTY) }
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(theirs, UInt(TIOCSWINSZ), &size)
    var mode = settings
    if isRaw { cfmakeraw(&mode) }
    mode.c_oflag |= tcflag_t(OPOST | ONLCR)
    tcsetattr(theirs, TCSANOW, &mode)
  }

  deinit {
    close(theirs)
    close(ours)
  }

  var settings: termios {
    var settings = termios()
    tcgetattr(theirs, &settings)
    return settings
  }

  /// Types, perhaps not before something is shown, and lets `body` ask at the terminal; what it shows is read meanwhile.
  func typing<Result>(
    _ keys: String, after prompt: String = "", _ body: (Terminal) throws -> Result
  ) rethrows -> Result {
    let isDone = Mutex(false)
    let ended = DispatchSemaphore(value: 0)
    Thread.detachNewThread { [self] in
      var rest = Array(keys.utf8)[...]
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while true {
        let isWaiting = rest.isEmpty || !prompt.isEmpty && !screen.contains(prompt)
        var poll = pollfd(
          fd: ours, events: Int16(isWaiting ? POLLIN : POLLIN | POLLOUT), revents: 0)
        let ready = Glibc.poll(&poll, 1, 20)
        if ready == 0 && isDone.withLock({ $0 }) { break }
        if poll.revents & Int16(POLLIN) != 0 {
          let count = read(ours, &buffer, buffer.count)
          if count > 0 { shown.withLock { $0 += buffer[..<count] } }
        }
        if poll.revents & Int16(POLLOUT) != 0, !isWaiting {
          let count = rest.prefix(512).withUnsafeBytes { write(ours, $0.baseAddress, $0.count) }
          rest = rest.dropFirst(max(0, count))
        }
      }
      ended.signal()
    }
    defer {
      isDone.withLock { $0 = true }
      ended.wait()
    }
    return try body(Terminal(descriptor: dup(theirs)))
  }

  /// Everything that was shown so far.
  var screen: String { shown.withLock { String(decoding: $0, as: UTF8.self) } }
}
