/// One coded answer to a field: everything that is not words.
///
/// The answers `unknown` and `refused` are codes that every field takes; *not asked* is the absence
/// of an answer.
public enum Answer: Hashable, Sendable {
  /// A stored code of the field's vocabulary, or `unknown` or `refused`.
  case code(String)
  /// A civil date, and the minute of the day (0 to 1439) if the time is known.
  case date(CivilDate, minute: Int?)
  /// A whole number; amounts are in minor units.
  case number(Int64)
  /// Another record: a person, a list entry, a member.
  case record(RecordID)
  /// Bytes that name something of the team, at most 64: a public key, the id of an entry.
  case bytes([UInt8])
  /// An answer of a type that this version doesn't know; kept as it came.
  case newer(tag: UInt8, [UInt8])

  /// The answer "not known", which every field takes.
  public static let unknown = Answer.code("unknown")
  /// The answer "she didn't want to say", which every field takes.
  public static let refused = Answer.code("refused")
}

/// What one revision says about one field, or about one element of a field that takes several.
///
/// A field that takes several is one sub-field per element, so that additions made side by side
/// join: `citizenship` with NG and GH is two keys, each with its element as the value.
public struct FieldKey: Hashable, Comparable, Sendable {
  /// The field's stored name.
  public let name: String
  /// The element's canonical bytes (``Answer/encoded``); empty for a field with one answer.
  public let element: [UInt8]

  /// Names a field, or one element of it.
  public init(_ name: String, element: [UInt8] = []) {
    self.name = name
    self.element = element
  }

  /// Orders by the name's UTF-8 bytes, then by the element's: the order of the canonical encoding.
  public static func < (one: Self, other: Self) -> Bool {
    one.name == other.name
      ? one.element.lexicographicallyPrecedes(other.element)
      : one.name.utf8.lexicographicallyPrecedes(other.name.utf8)
  }
}
