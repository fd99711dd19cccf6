/// How old somebody is on a day, in bands that other organisations exchange.
///
/// The bands are CTDC's. A year of birth leaves two ages possible on any day; where they lie in two
/// bands, neither is chosen: `17-18` stands between `9-17` and `18-20`.
public enum Age {
  /// The bands, and between them those where two ages are possible, from the youngest on.
  public static let bands: [Code] = {
    var bands: [Code] = []
    for (code, next) in zip(Vocabulary.ageBand.codes, Vocabulary.ageBand.codes.dropFirst()) {
      bands.append(code)
      guard let last = lastAge(of: code.stored), let first = firstAge(of: next.stored) else {
        continue
      }
      bands.append(
        Code("\(last)-\(first)", en: "\(last) or \(first)", da: "\(last) eller \(first) år"))
    }
    return bands + Vocabulary.ageBand.codes.suffix(1)
  }()

  /// The band of somebody who was born in a year, on a day of another.
  ///
  /// - Returns: nil if she wasn't born yet.
  public static func band(bornIn year: Int, on day: CivilDate) -> String? {
    let oldest = day.year - year
    guard oldest >= 0 else { return nil }
    let youngest = max(oldest - 1, 0)
    let (first, last) = (band(of: youngest), band(of: oldest))
    return first == last ? first : "\(youngest)-\(oldest)"
  }

  private static func band(of age: Int) -> String? {
    Vocabulary.ageBand.codes.last { (firstAge(of: $0.stored) ?? .max) <= age }?.stored
  }

  /// The ages of a band; the oldest band ends with 99.
  ///
  /// - Returns: nil for what is no band.
  public static func ages(ofBand band: String) -> ClosedRange<Int>? {
    guard let first = firstAge(of: band) else { return nil }
    return first...max(first, lastAge(of: band) ?? 99)
  }

  private static func firstAge(of band: String) -> Int? {
    band.split(separator: "-").first.flatMap { Int($0) }
  }

  private static func lastAge(of band: String) -> Int? {
    band.split(separator: "-").last.flatMap { Int($0) }
  }
}
