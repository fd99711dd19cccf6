public import Sealing

/// What opens one's own slots.
public enum SlotSecret: Sendable {
  /// Something typed; the profile says how it is stretched when a slot is made with it.
  case passphrase(Passphrase, PassphraseProfile)
  /// The 32 bytes of a key file.
  case keyFile(SecretBytes)
  /// A code on paper.
  case recoveryCode(RecoveryCode)

  var type: SlotType {
    switch self {
    case .passphrase: .passphrase
    case .keyFile: .keyFile
    case .recoveryCode: .recoveryCode
    }
  }
}

/// What opens a file to read it and to merge from it, and not to write in it.
public enum ReadingKey: Sendable {
  /// Whatever opens the file for its owner.
  case owner(SlotSecret)
  /// A colleague's key, for whom the file has a slot.
  case colleague(SigningKey)
  /// Nothing: the file is no secret.
  case anyone
}

/// For whom a slot is made.
public enum SlotHolder: Sendable {
  /// Oneself.
  case owner(SlotSecret)
  /// A colleague, by public key.
  case colleague([UInt8])
  /// Everybody who has the file.
  case anyone
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

/// A slot of one's own that was opened, and what opened it.
public struct OpenedSlot: Sendable {
  /// What the file shows about it.
  public let info: SlotInfo
  /// What opened it, as it is needed to make the slot again.
  public let secret: SlotSecret
  /// What was in it.
  public let keys: JournalKeys
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

// 0 1 type · 1 1 profile · 2 2 zero · 4 4 day made · 8 16 salt · 24 216 the keys, then zeros
/// One place in the header that opens the file for one secret.
struct Slot: Sendable, Equatable {
  private static let sealedLength = 64 + Sealed.overhead
  private static let boxLength = DataKey.length + SigningKey.boxOverhead
  private static let payload = 24
  /// How many slots may be passphrases.
  static let passphraseLimit = 2

  /// The type's stored number.
  let type: SlotType
  let profile: UInt8
  let dayMade: UInt32
  /// A passphrase's salt; for a colleague, what only holders of the data key can match with a name.
  let salt: [UInt8]
  /// Everything behind the salt, 216 bytes.
  let rest: [UInt8]

  /// Wraps keys for somebody.
  ///
  /// - Throws: ``SealedFileError/notAKey`` for a colleague without a possible key.
  init(for holder: SlotHolder, keys: JournalKeys, fileID: [UInt8], dayMade: UInt32) throws {
    self.dayMade = dayMade
    let wrapped: [UInt8]
    switch holder {
    case .owner(let secret):
      type = secret.type
      if case .passphrase(_, let profile) = secret {
        self.profile = profile.rawValue
        salt = Randomness.bytes(Passphrase.saltLength)
      } else {
        profile = 0
        salt = [UInt8](repeating: 0, count: Passphrase.saltLength)
      }
      let context = Self.context(
        fileID: fileID, type: type, profile: profile, dayMade: dayMade, salt: salt)
      wrapped = Sealed.seal(
        try Self.both(keys), with: try Self.key(of: secret, salt: salt, profile: profile),
        context: context)
    case .colleague(let publicKey):
      type = .worker
      profile = 0
      salt = try Self.mark(of: publicKey, fileID: fileID, dataKey: keys.dataKey)
      wrapped = try keys.dataKey.secret.withUnsafeBytes {
        do {
          return try SigningKey.seal($0, for: publicKey)
        } catch {
          throw SealedFileError.notAKey
        }
      }
    case .anyone:
      type = .anyone
      profile = 0
      salt = [UInt8](repeating: 0, count: Passphrase.saltLength)
      wrapped = keys.dataKey.secret.withUnsafeBytes { [UInt8]($0) }
    }
    rest =
      wrapped + [UInt8](repeating: 0, count: FileLayout.slotSize - Self.payload - wrapped.count)
  }

  private static func both(_ keys: JournalKeys) throws -> SecretBytes {
    try SecretBytes(count: 64) { target in
      keys.dataKey.secret.withUnsafeBytes { target.copyMemory(from: $0) }
      keys.authorSeed.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: target[32...]).copyMemory(from: $0)
      }
    }
  }

  /// The key that a secret wraps with.
  private static func key(
    of secret: SlotSecret, salt: [UInt8], profile: UInt8
  ) throws -> SecretBytes {
    switch secret {
    case .passphrase(let passphrase, _):
      guard let profile = PassphraseProfile(rawValue: profile) else {
        throw SealingError.unsupportedProfile
      }
      return try passphrase.stretched(salt: salt, profile: profile)
    case .keyFile(let bytes):
      guard bytes.count == 32 else {
        throw SealingError.wrongLength(expected: 32, found: bytes.count)
      }
      return bytes
    case .recoveryCode(let code):
      let hashing = Hashing(length: 32, domain: "hopenow recovery code v1")
      code.secret.withUnsafeBytes { hashing.update($0) }
      return try hashing.finishSecret()
    }
  }

  /// What tells whoever has the data key whose slot it is, and nobody else.
  static func mark(
    of publicKey: [UInt8], fileID: [UInt8], dataKey: DataKey
  ) throws -> [UInt8] {
    let text = Array("hopenow worker slot v1".utf8) + fileID + publicKey
    return try text.withUnsafeBytes { Hashing.mac(16, over: $0, key: try dataKey.subkey(.header)) }
  }

  /// Opens one of one's own slots.
  ///
  /// - Throws: ``SealingError/notAuthentic`` if the secret isn't this slot's.
  func open(_ secret: SlotSecret, fileID: [UInt8]) throws -> JournalKeys {
    let key: SecretBytes
    do {
      key = try Self.key(of: secret, salt: salt, profile: profile)
    } catch SealingError.wrongLength {
      throw SealingError.notAuthentic
    }
    let context = Self.context(
      fileID: fileID, type: type, profile: profile, dayMade: dayMade, salt: salt)
    let both = try Sealed.open(
      Array(rest.prefix(Self.sealedLength)), with: key, context: context)
    return JournalKeys(
      dataKey: try DataKey(both.slice(0..<32)), authorSeed: try both.slice(32..<64))
  }

  /// What opened the slot, with the profile that the slot has.
  func secret(as secret: SlotSecret) -> SlotSecret {
    guard case .passphrase(let passphrase, _) = secret,
      let profile = PassphraseProfile(rawValue: profile)
    else { return secret }
    return .passphrase(passphrase, profile)
  }

  /// Opens a slot that was made for a colleague.
  ///
  /// - Throws: ``SealingError/notAuthentic`` if it isn't hers.
  func open(_ colleague: SigningKey) throws -> DataKey {
    try DataKey(colleague.open(box: Array(rest.prefix(Self.boxLength))))
  }

  /// The data key in a slot for anyone.
  func openForAnyone() throws -> DataKey {
    try DataKey(SecretBytes(copying: rest.prefix(DataKey.length)))
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
    let isUnsalted = profile == 0 && salt.allSatisfy { $0 == 0 }
    let used: Int
    switch type {
    case .passphrase:
      // Before Argon2id runs: a changed header must neither weaken it nor eat the memory.
      guard PassphraseProfile(rawValue: profile) != nil else { throw .damaged(.header) }
      used = Self.sealedLength
    case .keyFile, .recoveryCode:
      guard isUnsalted else { throw .damaged(.header) }
      used = Self.sealedLength
    case .worker:
      guard profile == 0 else { throw .damaged(.header) }
      used = Self.boxLength
    case .anyone:
      guard isUnsalted else { throw .damaged(.header) }
      used = DataKey.length
    }
    guard rest.dropFirst(used).allSatisfy({ $0 == 0 }) else { throw .damaged(.header) }
  }

  func info(number: Int) -> SlotInfo {
    SlotInfo(
      number: number, type: type,
      profile: type == .passphrase ? PassphraseProfile(rawValue: profile) : nil,
      dayMade: Int(dayMade))
  }
}
