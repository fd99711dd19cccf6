/// A header as the format has it, changed before it is authenticated or after.
struct MadeHeader {
  var bytes = [UInt8](repeating: 0, count: 4096)

  init(generation: UInt64 = 1, slots: [Int: [UInt8]] = [0: MadeSlot.keyFile()]) {
    put(0, Array("HOPENOW".utf8) + [1])
    put(8, [1])
    put(12, Keys.bytes(UInt32(4096)))
    put(16, Keys.fileID)
    put(32, Keys.bytes(generation))
    put(40, [1, 40, 0])
    put(48, Keys.subkey(6))
    for (index, slot) in slots { put(96 + 240 * index, slot) }
    authenticate()
  }

  mutating func put(_ offset: Int, _ other: [UInt8]) {
    bytes.replaceSubrange(offset..<offset + other.count, with: other)
  }

  mutating func authenticate() {
    put(4048, Keys.hash(32, Array(bytes[..<4048]), key: Keys.subkey(4)))
    sum()
  }

  mutating func sum() { put(4080, Keys.hash(16, Array(bytes[..<4080]))) }

  /// The header with something else in it, authentic all the same.
  func with(_ offset: Int, _ other: [UInt8]) -> MadeHeader {
    var changed = self
    changed.put(offset, other)
    changed.authenticate()
    return changed
  }

  /// The header with something else in it, torn.
  func torn(at offset: Int) -> MadeHeader {
    var changed = self
    changed.bytes[offset] ^= 1
    return changed
  }
}

/// A slot as the format has it.
enum MadeSlot {
  /// A slot of a type, with so many bytes behind the salt that open for nobody.
  static func filled(_ type: UInt8, salt: UInt8, _ count: Int) -> [UInt8] {
    [type, 0, 0, 0] + Keys.bytes(UInt32(20_000)) + [UInt8](repeating: salt, count: 16)
      + [UInt8](repeating: 0xcc, count: count) + [UInt8](repeating: 0, count: 216 - count)
  }

  static func keyFile(
    start: [UInt8] = [2, 0, 0, 0], day: UInt32 = 20_000, salt: [UInt8]? = nil,
    fileID: [UInt8] = Keys.fileID, key: [UInt8] = Keys.keyFile, sealedDay: UInt32? = nil
  ) -> [UInt8] {
    let beginning = start + Keys.bytes(day) + (salt ?? [UInt8](repeating: 0, count: 16))
    let context = start + Keys.bytes(sealedDay ?? day) + beginning[8...]
    let nonce = [UInt8](repeating: 9, count: 24)
    let sealed = Keys.seal(
      Keys.dataKey + Keys.authorSeed, key: key, nonce: nonce,
      context: Array("hopenow slot v1".utf8) + fileID + context)
    return beginning + nonce + sealed + [UInt8](repeating: 0, count: 112)
  }

  static func passphrase(profile: UInt8) -> [UInt8] {
    keyFile(
      start: [1, profile, 0, 0], salt: Keys.salt,
      key: Keys.stretched(Keys.passphrase, profile: profile))
  }
}

extension Vector {
  /// A file with a header and nothing behind it.
  static func file(
    _ part: Part, _ fault: String, expect: String = ok, _ says: String, _ a: MadeHeader,
    _ b: MadeHeader? = nil, end: Int = 8192, opensWith: (name: String, value: String)? = nil
  ) -> Vector {
    let isBase = part == .header && fault == "ok"
    var vector = Vector(part, fault, expect: expect, says, base: isBase ? nil : "header_ok")
    vector.facts = [opensWith ?? ("key-file", Hex.text(Keys.keyFile))]
    let whole = ["journal": MadeHeader().bytes + MadeHeader().bytes]
    let file = ["journal": Array((a.bytes + (b ?? a).bytes).prefix(end))]
    vector.body = body(of: file, over: isBase ? [:] : whole)
    return vector
  }

  static var headers: [Vector] {
    let good = MadeHeader()
    let newer = MadeHeader(
      generation: 2, slots: [0: MadeSlot.keyFile(key: [UInt8](repeating: 10, count: 32))])
    func both(_ fault: String, _ check: String, _ says: String, _ at: Int, _ bytes: [UInt8])
      -> Vector
    { .file(.header, fault, expect: check, says, good.with(at, bytes)) }
    var unsigned = good
    unsigned.bytes[4048] ^= 1
    unsigned.sum()
    return [
      .file(.header, "ok", "One key file opens it; there are no pages yet.", good),
      .file(.header, "ok-demo", "A demo: flag 1.", good.with(42, [1])),
      .file(.header, "ok-without-words", "A statistics journal: flag 2.", good.with(42, [2])),
      .file(.header, "ok-a-torn", "Copy A is torn, copy B counts.", good.torn(at: 200), good),
      .file(
        .header, "ok-a-torn-and-newer", "Copy A is torn and of a higher generation.",
        newer.torn(at: 4047), good),
      .file(.header, "ok-b-torn", "Copy B is torn, copy A counts.", good, good.torn(at: 4095)),
      .file(
        .header, "ok-a-other-magic", "Copy A begins otherwise, so it is torn.",
        good.with(0, [0x49]), good),
      .file(
        .header, "ok-b-newer", "Copy B has generation 2, and the only slot that opens.", good,
        newer, opensWith: ("key-file", Hex.text([UInt8](repeating: 10, count: 32)))),
      .file(
        .header, "ok-a-newer", "Copy A has generation 2, and the only slot that opens.", newer,
        good, opensWith: ("key-file", Hex.text([UInt8](repeating: 10, count: 32)))),
      .file(
        .header, "older-copy-opens", expect: "header_newest",
        "The key opens the slot of the older copy only, which doesn't count.", good, newer),
      .file(
        .header, "cut-by-a-byte", expect: "header_length", "The file ends in copy B.", good,
        end: 8191),
      .file(
        .header, "half", expect: "header_length", "The file ends after copy A.", good, end: 4096),
      both("other-magic", "header_magic", "The first byte is another.", 0, [0x49]),
      both("other-magic-number", "header_magic", "The eighth byte is 2.", 7, [2]),
      .file(
        .header, "empty", expect: "header_magic", "A file of no bytes.", good, end: 0),
      .file(
        .header, "both-torn", expect: "header_checksum",
        "Both copies are torn in their last bytes, and authentic before.", good.torn(at: 4095)),
      both("version-2", "header_version", "Version 2.", 8, [2]),
      both("version-0", "header_version", "Version 0.", 8, [0]),
      both("version-257", "header_version", "Version 257.", 9, [1]),
      both("byte-10-set", "header_zero", "Byte 10 isn't zero.", 10, [1]),
      both("byte-47-set", "header_zero", "Byte 47 isn't zero.", 47, [1]),
      both("byte-95-set", "header_zero", "Byte 95 isn't zero.", 95, [1]),
      both("byte-3936-set", "header_zero", "Byte 3936 isn't zero.", 3936, [1]),
      both("byte-4047-set", "header_zero", "Byte 4047 isn't zero.", 4047, [1]),
      both("pages-of-8192", "header_page_size", "Pages of 8192 bytes.", 12, [0, 0x20]),
      both("generation-0", "header_generation", "Generation 0.", 32, [0]),
      both("cipher-2", "header_cipher", "Cipher 2.", 40, [2]),
      both("reserve-0", "header_reserve", "No bytes reserved in pages.", 41, [0]),
      both("flag-4", "header_flags", "A flag that isn't defined.", 42, [4]),
      both(
        "other-commitment", "header_commitment", "A commitment to another data key.", 48,
        Keys.subkey(6, of: [UInt8](repeating: 11, count: 32))),
      .file(
        .header, "other-mac", expect: "header_mac", "The MAC has a flipped bit.", unsigned),
      .file(
        .header, "changed-without-the-key", expect: "header_mac",
        "Somebody without the key made it a demo and summed it again.",
        {
          var changed = good
          changed.bytes[42] = 1
          changed.sum()
          return changed
        }()),
    ]
  }

  static var slots: [Vector] {
    let typed = ("passphrase", Keys.passphrase)
    let small = MadeSlot.passphrase(profile: 2)
    func slot(
      _ fault: String, _ check: String, _ says: String, _ slot: [UInt8],
      opensWith: (name: String, value: String)? = nil
    ) -> Vector {
      .file(
        .slot, fault, expect: check, says, MadeHeader(slots: [0: slot]), opensWith: opensWith)
    }
    /// The slot behind one that opens, so that only what is wrong with it can refuse the file.
    func beside(_ fault: String, _ check: String, _ says: String, _ slot: [UInt8]) -> Vector {
      .file(
        .slot, fault, expect: check, says, MadeHeader(slots: [0: MadeSlot.keyFile(), 1: slot]))
    }
    func changed(_ offset: Int, in slot: [UInt8] = MadeSlot.keyFile()) -> [UInt8] {
      var slot = slot
      slot[offset] ^= 1
      return slot
    }
    return [
      slot("ok-passphrase", ok, "Argon2id profile 1.", .passphrase1, opensWith: typed),
      slot("ok-passphrase-small", ok, "Argon2id profile 2.", small, opensWith: typed),
      .file(
        .slot, "ok-second-opens", "Two key files, of which the second opens.",
        MadeHeader(slots: [
          3: MadeSlot.keyFile(key: [UInt8](repeating: 10, count: 32)), 15: MadeSlot.keyFile(),
        ])),
      .file(
        .slot, "ok-other-types", "A recovery code, a colleague, anyone: each is passed over.",
        MadeHeader(slots: [
          0: MadeSlot.keyFile(), 1: MadeSlot.filled(3, salt: 0, 104),
          2: MadeSlot.filled(4, salt: 0xdd, 80), 3: MadeSlot.filled(5, salt: 0, 32),
        ])),
      beside("type-0", "slot_type", "Type 0 in a slot that isn't free.", [0] + changed(1)[1...]),
      beside("type-6", "slot_type", "Type 6.", [6] + MadeSlot.keyFile()[1...]),
      beside(
        "byte-2-set", "slot_zero", "Byte 2 isn't zero.", MadeSlot.keyFile(start: [2, 0, 1, 0])),
      beside(
        "byte-3-set", "slot_zero", "Byte 3 isn't zero.", MadeSlot.keyFile(start: [2, 0, 0, 1])),
      beside(
        "colleague-byte-2-set", "slot_zero", "Byte 2 of a colleague's slot isn't zero.",
        [4, 0, 1, 0] + MadeSlot.filled(4, salt: 0xdd, 80)[4...]),
      beside(
        "colleague-with-profile", "slot_no_profile", "A colleague's slot isn't stretched.",
        [4, 1] + MadeSlot.filled(4, salt: 0xdd, 80)[2...]),
      beside(
        "recovery-with-salt", "slot_no_salt", "A recovery code has no salt.",
        MadeSlot.filled(3, salt: 0xdd, 104)),
      beside(
        "anyone-with-salt", "slot_no_salt", "A slot for anyone has no salt.",
        MadeSlot.filled(5, salt: 0xdd, 32)),
      beside(
        "recovery-byte-128-set", "slot_tail", "Byte 128 of a recovery code's slot isn't zero.",
        MadeSlot.filled(3, salt: 0, 105)),
      beside(
        "colleague-byte-104-set", "slot_tail", "Byte 104 of a colleague's slot isn't zero.",
        MadeSlot.filled(4, salt: 0xdd, 81)),
      beside(
        "anyone-byte-56-set", "slot_tail", "Byte 56 of a slot for anyone isn't zero.",
        MadeSlot.filled(5, salt: 0, 33)),
      slot(
        "profile-0", "slot_profile", "A passphrase that is stretched by no profile.",
        [1, 0] + small[2...], opensWith: typed),
      slot(
        "profile-3", "slot_profile", "A profile that doesn't exist.", [1, 3] + small[2...],
        opensWith: typed),
      slot(
        "key-file-with-profile", "slot_no_profile", "A key file isn't stretched.",
        MadeSlot.keyFile(start: [2, 1, 0, 0])),
      slot(
        "key-file-with-salt", "slot_no_salt", "A key file has no salt.",
        MadeSlot.keyFile(salt: Keys.salt)),
      slot("byte-128-set", "slot_tail", "Byte 128 isn't zero.", changed(128)),
      slot("byte-239-set", "slot_tail", "Byte 239 isn't zero.", changed(239)),
      slot(
        "passphrase-byte-239-set", "slot_tail", "Byte 239 isn't zero.", changed(239, in: small),
        opensWith: typed),
      slot("bit-in-nonce", "slot_sealed", "A flipped bit in the nonce.", changed(24)),
      slot("bit-in-ciphertext", "slot_sealed", "A flipped bit in the ciphertext.", changed(48)),
      slot("bit-in-tag", "slot_sealed", "A flipped bit in the tag.", changed(127)),
      slot(
        "of-another-file", "slot_sealed", "Sealed for another file id.",
        MadeSlot.keyFile(fileID: [UInt8](repeating: 12, count: 16))),
      slot(
        "another-day", "slot_sealed", "Sealed with another day.",
        MadeSlot.keyFile(sealedDay: 20_001)),
      slot(
        "another-key", "slot_sealed", "Sealed with another key.",
        MadeSlot.keyFile(key: [UInt8](repeating: 10, count: 32))),
      .file(
        .slot, "three-passphrases", expect: "slot_passphrases", "Three slots are passphrases.",
        MadeHeader(slots: [0: MadeSlot.keyFile(), 1: small, 2: small, 3: small])),
    ]
  }
}

extension [UInt8] {
  fileprivate static var passphrase1: [UInt8] { MadeSlot.passphrase(profile: 1) }
}
