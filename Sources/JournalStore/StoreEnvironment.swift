/// What a journal takes from the world: time, chance and a folder of this machine's.
public struct StoreEnvironment: Sendable {
  /// An instant and what the clock on the wall showed.
  public struct Instant: Sendable {
    /// Milliseconds since 1970-01-01 00:00 UTC.
    public var wallMilliseconds: Int64
    /// Minutes east of UTC.
    public var utcOffsetMinutes: Int16

    /// Makes an instant.
    public init(wallMilliseconds: Int64, utcOffsetMinutes: Int16) {
      self.wallMilliseconds = wallMilliseconds
      self.utcOffsetMinutes = utcOffsetMinutes
    }
  }

  /// The time now.
  public var now: @Sendable () -> Instant
  /// As many bytes as asked for, for record ids, labels and salts; never for keys or nonces.
  public var random: @Sendable (Int) -> [UInt8]
  /// The folder for what this machine remembers of journals; nil if there is none.
  public var stateFolder: String?
  /// Whether the process ends when its journals do: then less is put away behind them.
  public var endsWithJournals = false

  /// Makes an environment.
  public init(
    now: @escaping @Sendable () -> Instant, random: @escaping @Sendable (Int) -> [UInt8],
    stateFolder: String?
  ) {
    self.now = now
    self.random = random
    self.stateFolder = stateFolder
  }
}
