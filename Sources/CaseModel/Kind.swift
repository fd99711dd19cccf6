/// A type of record: a declared list of fields.
///
/// Prompts, checks, stored names, derived columns, options and the reference come from it.
public struct Kind: Hashable, Sendable {
  /// How a record of the kind gets its id.
  public enum Identity: Hashable, Sendable {
    /// From 16 random bytes: every record is another one.
    case random
    /// From a hash of its natural key, so that two installs make the same record.
    case natural
  }

  /// Stored for ever.
  public let name: String
  /// What a person reads.
  public let labels: Labels
  /// The fields, in the order in which they are asked and shown.
  public let fields: [Field]
  /// Whether a record belongs to one person for good, named when it is made: the field `person`,
  /// which is stored as the header's owner and never as an answer.
  public let isOwned: Bool
  /// How a record gets its id.
  public let identity: Identity
  /// Whether it records something that happened on a day.
  public let isEvent: Bool
  /// Whether reports count it among what the team did; a paper such as a consent isn't.
  public let isActivity: Bool

  /// Declares a kind.
  public init(
    _ name: String, en: String, da: String, owned: Bool = false, identity: Identity = .random,
    event: Bool = false, activity: Bool? = nil, fields: [Field]
  ) {
    self.name = name
    labels = Labels(en: en, da: da)
    self.fields = fields
    isOwned = owned
    self.identity = identity
    isEvent = event
    isActivity = activity ?? event
  }

  /// The field of a stored name.
  public func field(_ name: String) -> Field? {
    fields.first { $0.name == name }
  }
}
