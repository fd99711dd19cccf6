import Glibc
import Sealing

/// What somebody did at the keyboard.
enum Key: Equatable {
  /// Characters, as whole UTF-8 sequences; many at once if many are waiting.
  case text([UInt8])
  case enter, erase, eraseNext, eraseWord, eraseLine, left, right, home, end
  case pasteStart, pasteEnd, interrupt, endOfInput, suspend, ignored
  /// The program was stopped and goes on: what is on the screen isn't ours any more.
  case redraw
}

/// What somebody did while typing a secret.
enum SecretKey: Equatable {
  case byte(UInt8)
  case key(Key)
}

/// Reads keys from a terminal in raw mode.
///
/// Bytes that were read lie in one buffer, and are zeros there once they were taken.
final class TerminalKeys {
  private let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: 4096)
  private var waiting = 0..<0

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit { wipe(&buffer) }

  /// Whether a key can be had at once.
  var isWaiting: Bool { !waiting.isEmpty || isReadable(within: 0) }

  /// The next key.
  ///
  /// - Throws: ``CommandError/interrupted`` if the terminal is gone.
  func next() throws -> Key {
    guard let byte = try nextByte() else { return .redraw }
    return Self.isText(byte) ? .text(try text(from: byte)) : try control(byte)
  }

  /// The next byte of a secret, or a key that isn't part of it.
  ///
  /// Byte by byte, so that a secret is never put together outside locked memory.
  func nextOfSecret() throws -> SecretKey {
    guard let byte = try nextByte() else { return .key(.redraw) }
    return Self.isText(byte) || byte == 0x09 ? .byte(byte) : .key(try control(byte))
  }

  private static func isText(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7f }

  private func control(_ byte: UInt8) throws -> Key {
    switch byte {
    case 0x03: return .interrupt
    case 0x04: return .endOfInput
    case 0x0d, 0x0a: return .enter
    case 0x08, 0x7f: return .erase
    case 0x17: return .eraseWord
    case 0x15: return .eraseLine
    case 0x01: return .home
    case 0x05: return .end
    case 0x02: return .left
    case 0x06: return .right
    case 0x1a: return .suspend
    case 0x09: return .text([0x20])
    case 0x1b: return try escape()
    default: return .ignored
    }
  }

  /// The next byte; nil if the program was stopped and goes on.
  func nextByte() throws -> UInt8? {
    while waiting.isEmpty {
      if TerminalMode.isEnding { throw CommandError.interrupted }
      if TerminalMode.takeContinued() { return nil }
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        waiting = 0..<count
      } else if count == 0 || errno != EINTR {
        // A terminal in raw mode has no end of file: it was closed.
        throw CommandError.interrupted
      }
    }
    defer {
      buffer[waiting.lowerBound] = 0
      waiting = waiting.dropFirst()
    }
    return buffer[waiting.lowerBound]
  }

  /// A character, and all whole ones that wait behind it: a long paste is inserted in pieces.
  private func text(from first: UInt8) throws -> [UInt8] {
    var bytes = [first]
    while bytes.count < Self.length(first), let byte = try nextByte() { bytes.append(byte) }
    while let next = waiting.first.map({ buffer[$0] }), Self.isText(next),
      waiting.count >= Self.length(next)
    {
      for _ in 0..<Self.length(next) { if let byte = try nextByte() { bytes.append(byte) } }
    }
    return bytes
  }

  /// How many bytes a character has that begins so.
  private static func length(_ first: UInt8) -> Int {
    first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1
  }

  private func escape() throws -> Key {
    // Escape alone is a key of its own: it mustn't eat the next one.
    guard !waiting.isEmpty || isReadable(within: 50), let second = try nextByte() else {
      return .ignored
    }
    switch second {
    case 0x7f, 0x08: return .eraseWord
    case UInt8(ascii: "["), UInt8(ascii: "O"): break
    default: return .ignored
    }
    var parameters: [UInt8] = []
    while parameters.count < 16, let byte = try nextByte() {
      guard (0x40...0x7e).contains(byte) else {
        parameters.append(byte)
        continue
      }
      return Self.sequence(byte, String(decoding: parameters, as: UTF8.self))
    }
    return .ignored
  }

  private static func sequence(_ last: UInt8, _ parameters: String) -> Key {
    switch (last, parameters) {
    case (UInt8(ascii: "D"), _): .left
    case (UInt8(ascii: "C"), _): .right
    case (UInt8(ascii: "H"), _), (UInt8(ascii: "~"), "1"), (UInt8(ascii: "~"), "7"): .home
    case (UInt8(ascii: "F"), _), (UInt8(ascii: "~"), "4"), (UInt8(ascii: "~"), "8"): .end
    case (UInt8(ascii: "~"), "3"): .eraseNext
    case (UInt8(ascii: "~"), "200"): .pasteStart
    case (UInt8(ascii: "~"), "201"): .pasteEnd
    default: .ignored
    }
  }

  private func isReadable(within milliseconds: Int32) -> Bool {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, milliseconds) > 0
  }
}
