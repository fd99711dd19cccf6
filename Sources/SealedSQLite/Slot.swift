public import Sealing

/// What opens a slot.
public enum SlotSecret: Sendable {
  /// Something typed; the profile says how it is stretched when a slot is made with it.
  case passphrase(Passphrase, PassphraseProfile)
  /// The 32 bytes of a key file.
  case keyFile(SecretBytes)

  var type: SlotType {
    switch self {
    case .passphrase: .passphrase
    case .keyFile: .keyFile
    }
  }
}

/// What one's own slots wrap: the file's key, and the seed of the author's signing key.
public struct JournalKeys: Sendable {
  /// Opens the pages.
  public let dataKey: DataKey
  /// Signs, 32 bytes.
  public let authorSeed: SecretBytes

  /// Puts the two together.
  public init(dataKey: DataKey, authorSeed: SecretBytes) {
    self.dataKey = dataKey
    self.authorSeed = authorSeed
  }
}

/// What the file shows about a slot.
public struct SlotInfo: Sendable, Equatable {
  /// 1 to 16.
  public let number: Int
  /// What it is opened with.
  public let type: SlotType
  /// How its passphrase is stretched, if it has one.
  public let profile: PassphraseProfile?
  /// The day it was made, in days since 1970-01-01 UTC.
  public let dayMade: Int
}

// 0 1 type · 1 1 profile · 2 2 zero · 4 4 day made · 8 16 salt · 24 104 sealed keys · 128 112 zero
/// One place in the header that opens the file for one secret.
struct Slot: Sendable, Equatable {
  private static let sealedLength = 64 + Sealed.overhead
  private static let payload = 24
  /// How many slots may be passphrases.
  static let passphraseLimit = 2

  /// The type's stored number, also where it is reserved.
  let type: SlotType
  let profile: UInt8
  let dayMade: UInt32
  let salt: [UInt8]
  /// Everything behind the salt, 216 bytes.
  let rest: [UInt8]

  /// Wraps keys for a secret.
  init(_ secret: SlotSecret, keys: JournalKeys, fileID: [UInt8], dayMade: UInt32) throws {
    type = secret.type
    self.dayMade = dayMade
    let both = try SecretBytes(count: 64) { target in
      keys.dataKey.secret.withUnsafeBytes { target.copyMemory(from: $0) }
      keys.authorSeed.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: target[32...]).copyMemory(from: $0)
      }
    }
    let key: SecretBytes
    switch secret {
    case .passphrase(let passphrase, let profile):
      self.profile = profile.rawValue
      salt = Randomness.bytes(Passphrase.saltLength)
      key = try passphrase.stretched(salt: salt, profile: profile)
    case .keyFile(let bytes):
      guard bytes.count == 32 else {
        throw SealingError.wrongLength(expected: 32, found: bytes.count)
      }
      profile = 0
      salt = [UInt8](repeating: 0, count: 16)
      key = bytes
    }
    let context = Self.context(
      fileID: fileID, type: type, profile: profile, dayMade: dayMade, salt: salt)
    let sealed = Sealed.seal(both, with: key, context: context)
    rest =
      sealed
      + [UInt8](repeating: 0, count: FileLayout.slotSize - Self.payload - Self.sealedLength)
  }

  /// Opens the slot.
  ///
  /// - Throws: ``SealingError/notAuthentic`` if the secret isn't this slot's.
  func open(_ secret: SlotSecret, fileID: [UInt8]) throws -> JournalKeys {
    let key: SecretBytes
    switch secret {
    case .passphrase(let passphrase, _):
      guard let profile = PassphraseProfile(rawValue: profile) else {
        throw SealingError.unsupportedProfile
      }
      key = try passphrase.stretched(salt: salt, profile: profile)
    case .keyFile(let bytes):
      guard bytes.count == 32 else { throw SealingError.notAuthentic }
      key = bytes
    }
    let context = Self.context(
      fileID: fileID, type: type, profile: profile, dayMade: dayMade, salt: salt)
    let both = try Sealed.open(
      Array(rest.prefix(Self.sealedLength)), with: key, context: context)
    return JournalKeys(
      dataKey: try DataKey(both.slice(0..<32)), authorSeed: try both.slice(32..<64))
  }

  private static func context(
    fileID: [UInt8], type: SlotType, profile: UInt8, dayMade: UInt32, salt: [UInt8]
  ) -> [UInt8] {
    var bytes = Array("hopenow slot v1".utf8) + fileID + [type.rawValue, profile, 0, 0]
    withUnsafeBytes(of: dayMade.littleEndian) { bytes.append(contentsOf: $0) }
    return bytes + salt
  }

  var encoded: [UInt8] {
    var bytes: [UInt8] = [type.rawValue, profile, 0, 0]
    withUnsafeBytes(of: dayMade.littleEndian) { bytes.append(contentsOf: $0) }
    return bytes + salt + rest
  }

  /// Reads a slot; nil if it is free.
  ///
  /// - Throws: ``SealedFileError/damaged(_:)`` for a slot that no version wrote.
  init?(encoded bytes: [UInt8]) throws(SealedFileError) {
    if bytes.allSatisfy({ $0 == 0 }) { return nil }
    guard let type = SlotType(rawValue: bytes[0]), bytes[2] == 0, bytes[3] == 0 else {
      throw .damaged(.header)
    }
    self.type = type
    profile = bytes[1]
    dayMade = bytes.number(at: 4, as: UInt32.self)
    salt = Array(bytes[8..<Self.payload])
    rest = Array(bytes[Self.payload...])
    switch type {
    case .passphrase:
      // Before Argon2id runs: a changed header must neither weaken it nor eat the memory.
      guard PassphraseProfile(rawValue: profile) != nil else { throw .damaged(.header) }
    case .keyFile:
      guard profile == 0, salt.allSatisfy({ $0 == 0 }) else { throw .damaged(.header) }
    case .recoveryCode, .worker:
      return
    }
    guard rest.dropFirst(Self.sealedLength).allSatisfy({ $0 == 0 }) else { throw .damaged(.header) }
  }

  func info(number: Int) -> SlotInfo {
    SlotInfo(
      number: number, type: type,
      profile: type == .passphrase ? PassphraseProfile(rawValue: profile) : nil,
      dayMade: Int(dayMade))
  }
}
