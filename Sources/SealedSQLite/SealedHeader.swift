import Sealing

// The layout of a journal's file (`Docs/Format.md`, sections 2 and 3):
//
//      0      4096  header copy A
//   4096      4096  header copy B
//   8192      4096  page 1, and so on
//
// and of each copy of the header, all integers little-endian:
//
//      0   8  magic "HOPENOW\x01"        48  32  key commitment
//      8   2  format version             80  16  zero
//     10   2  zero                       96      16 slots of 240 bytes
//     12   4  page size                3936 112  zero
//     16  16  file id                  4048  32  MAC over 0..<4048
//     32   8  generation               4080  16  BLAKE2b-128 over 0..<4080
//     40   1  cipher, 1
//     41   1  reserved bytes a page, 40
//     42   1  flags: 1 demo, 2 statistics
//     43   5  zero
enum FileLayout {
  static let pageSize = 4096
  static let headerSize = 4096
  static let copyA: Int64 = 0
  static let copyB: Int64 = 4096
  static let firstPage: Int64 = 8192
  static let magic: [UInt8] = Array("HOPENOW".utf8) + [1]
  static let version: UInt16 = 1
  static let cipher: UInt8 = 1

  static let idPlace = 16..<32
  static let slotOffset = 96
  static let slotSize = 240
  static let slotCount = 16
  static let macOffset = 4048
  static let checksumOffset = 4080
}

/// What the header of a journal shows, to everyone.
public struct SealedHeader: Sendable, Equatable {
  /// 16 random bytes that name the file.
  public internal(set) var fileID: [UInt8]
  /// How often the header was written; grows by one each time.
  public internal(set) var generation: UInt64
  /// Whether the journal holds invented data only.
  public let isDemo: Bool
  /// Whether the journal holds no words.
  public let isStatistics: Bool
  var commitment: [UInt8]
  var storedSlots: [Int: Slot]

  /// How many slots there can be.
  public static let slotLimit = FileLayout.slotCount

  /// What may be told about the slots, by number.
  public var slots: [SlotInfo] {
    storedSlots.sorted { $0.key < $1.key }.map { $0.value.info(number: $0.key + 1) }
  }
}

extension SealedHeader {
  /// The bytes of one copy, authenticated with the header's subkey.
  func encoded(key: SecretBytes) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: FileLayout.headerSize)
    bytes.replace(at: 0, with: FileLayout.magic)
    bytes.replace(at: 8, with: FileLayout.version)
    bytes.replace(at: 12, with: UInt32(FileLayout.pageSize))
    bytes.replace(at: FileLayout.idPlace.lowerBound, with: fileID)
    bytes.replace(at: 32, with: generation)
    bytes[40] = FileLayout.cipher
    bytes[41] = UInt8(PageSealer.reserve)
    bytes[42] = (isDemo ? 1 : 0) | (isStatistics ? 2 : 0)
    bytes.replace(at: 48, with: commitment)
    for (index, slot) in storedSlots {
      bytes.replace(at: FileLayout.slotOffset + index * FileLayout.slotSize, with: slot.encoded)
    }
    bytes.replace(at: FileLayout.macOffset, with: Self.mac(of: bytes, key: key))
    bytes.replace(at: FileLayout.checksumOffset, with: Self.checksum(of: bytes))
    return bytes
  }

  /// Reads one copy; nil if it is torn.
  ///
  /// - Throws: ``SealedFileError`` `notAJournal`, `newerFormat`, or `damaged` for a copy that was
  ///   written whole but not by this format.
  init?(copy bytes: [UInt8]) throws(SealedFileError) {
    guard bytes.starts(with: FileLayout.magic) else { throw .notAJournal }
    guard Self.checksum(of: bytes) == Array(bytes[FileLayout.checksumOffset...]) else { return nil }
    let version = bytes.number(at: 8, as: UInt16.self)
    guard version == FileLayout.version else { throw .newerFormat(version) }
    guard bytes.number(at: 12, as: UInt32.self) == UInt32(FileLayout.pageSize),
      bytes[40] == FileLayout.cipher, bytes[41] == UInt8(PageSealer.reserve), bytes[42] <= 3,
      [10..<12, 43..<48, 80..<96, 3936..<FileLayout.macOffset].allSatisfy({
        bytes[$0].allSatisfy { $0 == 0 }
      })
    else { throw .damaged(.header) }
    fileID = Array(bytes[FileLayout.idPlace])
    generation = bytes.number(at: 32, as: UInt64.self)
    isDemo = bytes[42] & 1 != 0
    isStatistics = bytes[42] & 2 != 0
    commitment = Array(bytes[48..<80])
    storedSlots = [:]
    for index in 0..<FileLayout.slotCount {
      let start = FileLayout.slotOffset + index * FileLayout.slotSize
      let slot = try Slot(encoded: Array(bytes[start..<start + FileLayout.slotSize]))
      if let slot { storedSlots[index] = slot }
    }
    // Each costs an Argon2id for every passphrase that is tried.
    guard storedSlots.values.count(where: { $0.type == .passphrase }) <= Slot.passphraseLimit else {
      throw .damaged(.header)
    }
  }

  /// Chooses between the two copies: of those that aren't torn, the one of the higher generation.
  ///
  /// - Returns: The header and the bytes that it was read from.
  static func choose(
    _ both: [UInt8]
  ) throws(SealedFileError) -> (header: SealedHeader, bytes: [UInt8]) {
    var chosen: (header: SealedHeader, bytes: [UInt8])?
    var error: SealedFileError?
    var isTorn = false
    for copy in [Array(both[..<FileLayout.headerSize]), Array(both[FileLayout.headerSize...])] {
      do {
        if let header = try SealedHeader(copy: copy) {
          if header.generation > chosen?.header.generation ?? 0 { chosen = (header, copy) }
        } else {
          isTorn = true
        }
      } catch .notAJournal {
        error = error ?? .notAJournal
      } catch {
        throw error
      }
    }
    if let chosen { return chosen }
    throw isTorn ? .damaged(.header) : error ?? .damaged(.header)
  }

  /// Whether the bytes that a header was read from were written with this data key.
  static func isAuthentic(_ bytes: [UInt8], key: SecretBytes) -> Bool {
    equalInConstantTime(
      mac(of: bytes, key: key),
      Array(bytes[FileLayout.macOffset..<FileLayout.checksumOffset]))
  }

  private static func mac(of bytes: [UInt8], key: SecretBytes) -> [UInt8] {
    bytes[..<FileLayout.macOffset].withUnsafeBytes { Hashing.mac(32, over: $0, key: key) }
  }

  private static func checksum(of bytes: [UInt8]) -> [UInt8] {
    bytes[..<FileLayout.checksumOffset].withUnsafeBytes { Hashing.blake2b(16, over: $0) }
  }
}

extension [UInt8] {
  mutating func replace(at offset: Int, with bytes: [UInt8]) {
    replaceSubrange(offset..<offset + bytes.count, with: bytes)
  }

  mutating func replace<Number: FixedWidthInteger>(at offset: Int, with number: Number) {
    Swift.withUnsafeBytes(of: number.littleEndian) { replace(at: offset, with: Array($0)) }
  }

  func number<Number: FixedWidthInteger>(at offset: Int, as type: Number.Type) -> Number {
    Number(littleEndian: withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: type) })
  }
}
