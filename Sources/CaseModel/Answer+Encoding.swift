extension Answer {
  /// The longest encoded answer, in bytes.
  static let lengthLimit = 256

  // Stored for ever: the tags of `Docs/Format.md`, section 5.
  private enum Tag {
    static let code: UInt8 = 1
    static let date: UInt8 = 2
    static let number: UInt8 = 3
    static let record: UInt8 = 4
    static let bytes: UInt8 = 5
  }
  private static let noTime = UInt16.max

  /// The answer's canonical bytes: a tag, then what the tag says.
  public var encoded: [UInt8] {
    var writer = CanonicalWriter()
    switch self {
    case .code(let code):
      writer.write(Tag.code)
      writer.write(fixed: Array(code.utf8))
    case .date(let date, let minute):
      writer.write(Tag.date)
      writer.write(UInt32(date.number))
      writer.write(minute.map { UInt16($0) } ?? Self.noTime)
    case .number(let number):
      writer.write(Tag.number)
      writer.write(number)
    case .record(let id):
      writer.write(Tag.record)
      writer.write(fixed: id.bytes)
    case .bytes(let bytes):
      writer.write(Tag.bytes)
      writer.write(fixed: bytes)
    case .newer(let tag, let bytes):
      writer.write(tag)
      writer.write(fixed: bytes)
    }
    return writer.bytes
  }

  /// Reads an answer's canonical bytes.
  ///
  /// - Throws: ``CanonicalError`` for any other form of a known tag. An unknown tag is kept.
  public init(encoded: [UInt8]) throws(CanonicalError) {
    guard encoded.count <= Self.lengthLimit else { throw .outOfRange }
    var reader = CanonicalReader(encoded)
    let tag = try reader.read(UInt8.self)
    let rest = encoded.dropFirst()
    switch tag {
    case Tag.code:
      guard isStoredName(rest) else { throw .notCanonical }
      self = .code(String(decoding: rest, as: UTF8.self))
    case Tag.date:
      guard let date = CivilDate(number: Int(try reader.read(UInt32.self))) else {
        throw .outOfRange
      }
      let minute = try reader.read(UInt16.self)
      guard minute < 1440 || minute == Self.noTime else { throw .outOfRange }
      try reader.finish()
      self = .date(date, minute: minute == Self.noTime ? nil : Int(minute))
    case Tag.number:
      self = .number(try reader.read(Int64.self))
      try reader.finish()
    case Tag.record:
      guard let id = RecordID(rest) else { throw .wrongLength }
      self = .record(id)
    case Tag.bytes:
      guard (1...64).contains(rest.count) else { throw .outOfRange }
      self = .bytes(Array(rest))
    case 0:
      throw .notCanonical
    default:
      self = .newer(tag: tag, Array(rest))
    }
  }
}
