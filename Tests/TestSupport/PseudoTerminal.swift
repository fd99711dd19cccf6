import Foundation
import Glibc

/// A terminal without a screen: what is typed at `ours` comes in at `name`.
public struct PseudoTerminal: Sendable {
  /// The end of whoever types and looks; the caller closes it.
  public let ours: Int32
  /// The path of the program's end.
  public let name: String

  /// Makes a new one.
  public init() throws {
    ours = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (unlocked, number): (Int32, Int32) = (0, 0)
    guard ours >= 0, ioctl(ours, Self.setLock, &unlocked) == 0,
      ioctl(ours, Self.getNumber, &number) == 0
    else { throw POSIXError(.ENOTTY) }
    name = "/dev/pts/\(number)"
  }

  // Of <asm-generic/ioctls.h>: Swift's Glibc has neither these nor posix_openpt.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430
}
