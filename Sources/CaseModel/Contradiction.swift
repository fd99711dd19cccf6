/// Why two answers of one record can't both be true, by the stored names of their fields.
public enum Contradiction: Error, Equatable {
  /// The first day lies before the second.
  case before(String, String)
  /// The first number is more than the second, which counts the same people and others.
  case more(String, String)
}

extension Kind {
  /// The fields of which the first can't lie before the second.
  private static let days: [String: [(String, String)]] = ["consent": [("until", "on")]]

  /// The fields of which the first can't be more than the second.
  private static let counts: [String: [(String, String)]] = [
    "contact": [
      ("spoken", "met"), ("met-gender", "met"), ("spoken-gender", "spoken"),
      ("spoken-gender", "met"),
    ]
  ]

  /// Refuses answers that can't all be true.
  ///
  /// - Parameters:
  ///   - days: The days that the record says, by field.
  ///   - numbers: The numbers that it says, by field; of a field of counts their sum.
  ///   - changed: The fields that are being written. What was written before, perhaps by two
  ///     colleagues at once, keeps nobody from changing something else.
  /// - Throws: ``Contradiction``.
  public func checkAgreement(
    days: [String: CivilDate], numbers: [String: Int64], changing changed: Set<String>
  ) throws(Contradiction) {
    for (later, earlier) in Self.days[name] ?? [] where !changed.isDisjoint(with: [later, earlier])
    {
      if let one = days[later], let other = days[earlier], one < other {
        throw .before(later, earlier)
      }
    }
    for (part, whole) in Self.counts[name] ?? [] where !changed.isDisjoint(with: [part, whole]) {
      if let one = numbers[part], let other = numbers[whole], one > other {
        throw .more(part, whole)
      }
    }
  }
}
