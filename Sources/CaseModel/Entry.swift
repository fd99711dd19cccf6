/// The revisions that one command wrote, signed once and chained to the author's entry before.
public struct Entry: Hashable, Sendable {
  /// The only version of an entry that there is.
  public static let version: UInt8 = 1
  /// How many revisions an entry may hold; a longer command writes several entries.
  public static let revisionLimit = 1000
  /// The longest entry, headers and words with their fields' names together, in bytes.
  public static let contentLimit = 16 << 20
  /// An entry's length in bytes, always.
  public static let length = 140

  /// When its author says it was written.
  public struct Stamp: Hashable, Comparable, Sendable {
    /// Whether the author's clock looked right to the author's own hopenow.
    public var clockIsGood: Bool
    /// Milliseconds since 1970-01-01 00:00 UTC.
    public var wallMilliseconds: Int64

    /// Makes a stamp.
    public init(clockIsGood: Bool, wallMilliseconds: Int64) {
      self.clockIsGood = clockIsGood
      self.wallMilliseconds = wallMilliseconds
    }

    /// A good clock counts for more than any time of a bad one.
    public static func < (one: Self, other: Self) -> Bool {
      (one.clockIsGood ? 1 : 0, one.wallMilliseconds) < (
        other.clockIsGood ? 1 : 0, other.wallMilliseconds
      )
    }
  }

  /// The greatest sequence number: more than anybody writes, and sums of such numbers never overflow.
  public static let sequenceLimit: UInt64 = 1 << 48

  /// The author's public key.
  public var author: AuthorKey
  /// The install that wrote it.
  public var replica: ReplicaLabel
  /// Its number in that install's chain, from 1 to ``sequenceLimit``.
  public var sequence: UInt64
  /// The entry before it in the chain; nil for the first.
  public var previous: EntryID?
  /// When it was written, and whether that can be believed.
  public var stamp: Stamp
  /// Minutes east of UTC that the author's clock showed.
  public var utcOffsetMinutes: Int16
  /// The sequence number of the first entry that the same command wrote.
  public var commandStart: UInt64
  /// The hash of its revisions' ids, in order.
  public var digest: Identifier32<[Revision]>

  /// Makes an entry from its parts; the parts are taken as they are.
  public init(
    author: AuthorKey, replica: ReplicaLabel, sequence: UInt64, previous: EntryID?, stamp: Stamp,
    utcOffsetMinutes: Int16, commandStart: UInt64, digest: Identifier32<[Revision]>
  ) {
    self.author = author
    self.replica = replica
    self.sequence = sequence
    self.previous = previous
    self.stamp = stamp
    self.utcOffsetMinutes = utcOffsetMinutes
    self.commandStart = commandStart
    self.digest = digest
  }
}

extension Entry {
  /// The day on which it was written, by its author's clock and in its author's zone: days since
  /// 1970-01-01.
  ///
  /// A wrong clock can show any day, also one that ``CivilDate`` doesn't have.
  public var dayNumber: Int {
    let (local, isOutside) = stamp.wallMilliseconds.addingReportingOverflow(
      Int64(utcOffsetMinutes) * 60_000)
    let (day, rest) = (isOutside ? stamp.wallMilliseconds : local)
      .quotientAndRemainder(dividingBy: 86_400_000)
    return Int(rest < 0 ? day - 1 : day)
  }

  /// The entry's canonical bytes, ``length`` of them.
  public var bytes: [UInt8] {
    var writer = CanonicalWriter()
    writer.write(Self.version)
    writer.write(fixed: author.bytes)
    writer.write(fixed: replica.bytes)
    writer.write(sequence)
    writer.write(fixed: (previous ?? .zero).bytes)
    writer.write(stamp.wallMilliseconds)
    writer.write(utcOffsetMinutes)
    writer.write(UInt8(stamp.clockIsGood ? 1 : 0))
    writer.write(commandStart)
    writer.write(fixed: digest.bytes)
    return writer.bytes
  }

  /// Reads an entry's canonical bytes.
  ///
  /// - Throws: ``CanonicalError`` for any other form.
  public init(bytes: [UInt8]) throws(CanonicalError) {
    var reader = CanonicalReader(bytes)
    let version = try reader.read(UInt8.self)
    guard version == Self.version else { throw .newerVersion(version) }
    author = try reader.readIdentifier()
    replica = try reader.readIdentifier()
    sequence = try reader.read(UInt64.self)
    let previous: EntryID = try reader.readIdentifier()
    self.previous = previous == .zero ? nil : previous
    let wallMilliseconds = try reader.read(Int64.self)
    utcOffsetMinutes = try reader.read(Int16.self)
    let clock = try reader.read(UInt8.self)
    commandStart = try reader.read(UInt64.self)
    digest = try reader.readIdentifier()
    try reader.finish()
    stamp = Stamp(clockIsGood: clock == 1, wallMilliseconds: wallMilliseconds)
    guard clock <= 1, (1...Self.sequenceLimit).contains(sequence),
      (1...sequence).contains(commandStart),
      (self.previous == nil) == (sequence == 1)
    else { throw .outOfRange }
  }
}
