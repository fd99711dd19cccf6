/// Finds meetings of one kind that two workers may both have written down.
///
/// Only what two wrote on one day is compared, or around one midnight: one worker who writes two
/// meetings means two.
public struct MeetingMatcher {
  private let places: [Int64: Int]
  private let sorts: [String: Int]
  private let count: Double

  /// Knows how many of a kind there are, and how many of them at each place and of each setting or
  /// type: what is common says little.
  public init(count: Int, places: [Int64: Int], sorts: [String: Int]) {
    self.places = places
    self.sorts = sorts
    self.count = Double(count)
  }

  /// The pairs of a day that are worth a look, in no order.
  ///
  /// - Parameters:
  ///   - day: All meetings of a day, by number.
  ///   - next: Those of the day after it, by number: a night has one midnight in it.
  ///   - first: Only pairs with one of this number or a later one are wanted.
  ///   - details: Looks a meeting up; asked only for those that are alike so far.
  /// - Returns: The pairs.
  public func pairs(
    on day: [MeetingDescription], and next: [MeetingDescription], from first: Int64 = .min,
    details: (Int64) throws -> MeetingDetails?
  ) rethrows -> [MatchedPair] {
    var found: [MatchedPair] = []
    var known: [Int64: MeetingDetails?] = [:]
    func look(at meeting: MeetingDescription) throws -> MeetingDetails? {
      if let known = known[meeting.number] { return known }
      let looked = try details(meeting.number)
      known[meeting.number] = .some(looked)
      return looked
    }
    let nightsEnd = next.filter { ($0.minute ?? .max) < Self.morning }
    func wanted(_ meetings: [MeetingDescription]) -> Int {
      meetings.firstIndex { $0.number >= first } ?? meetings.endIndex
    }
    let (wantedToday, wantedTonight) = (wanted(day), wanted(nightsEnd))
    // Of so many, some are the same: where few wrote anything that day, two are likelier so.
    let prior = Weights.prior(of: max(1, day.count - 1))
    for (place, one) in day.enumerated() {
      // The days of old sheets can have thousands: what isn't wanted isn't even looked at.
      let isWanted = one.number >= first
      let today = day[max(place + 1, isWanted ? 0 : wantedToday)...]
      let tonight =
        (one.minute ?? 0) > Self.evening ? nightsEnd[(isWanted ? 0 : wantedTonight)...] : []
      for other in [today, tonight].joined() {
        guard let writer = one.writer, let against = other.writer, writer != against else {
          continue
        }
        var sum = MeetingSum(bits: prior)
        compare(one, other, &sum)
        guard sum.bits + MeetingWeights.mostOfDetails >= Weights.least,
          let oneDetails = try look(at: one), let otherDetails = try look(at: other)
        else { continue }
        compare(oneDetails, otherDetails, &sum)
        guard sum.bits >= Weights.least, sum.tellsApart else { continue }
        found.append(
          MatchedPair(
            oneDetails.record, otherDetails.record, bits: sum.bits, evidence: sum.evidence))
      }
    }
    return found
  }

  private static let evening = 18 * 60
  private static let morning = 6 * 60

  private func compare(
    _ one: MeetingDescription, _ other: MeetingDescription, _ sum: inout MeetingSum
  ) {
    if let place = one.place, let against = other.place {
      if place == against {
        sum.add(share(places[place]), .atSamePlace)
      } else {
        sum.add(MeetingWeights.otherPlace, .atDifferentPlaces)
      }
    }
    if let sort = one.sort, let against = other.sort {
      if sort == against {
        sum.add(share(sorts[sort]), .sameSetting)
      } else {
        sum.add(MeetingWeights.otherSort, .differentSettings)
      }
    }
    if let minute = one.minute, let against = other.minute {
      switch abs((other.day - one.day) * 24 * 60 + against - minute) {
      case ...30: sum.add(MeetingWeights.sameTime, .sameTime)
      case ...90: sum.add(MeetingWeights.nearTime, .sameTime)
      case ...180: break
      default: sum.add(MeetingWeights.otherTime, .differentTimes)
      }
    }
    let heads = MeetingWeights.heads(one.met, other.met) ?? 0
    sum.bits += heads + (MeetingWeights.heads(one.spoken, other.spoken) ?? 0) / 2
    if heads != 0 { sum.evidence.append(heads > 0 ? .sameHeadCount : .differentHeadCounts) }
  }

  private func compare(_ one: MeetingDetails, _ other: MeetingDetails, _ sum: inout MeetingSum) {
    if !one.persons.isDisjoint(with: other.persons) {
      sum.add(MeetingWeights.samePersons, .samePersons)
    } else if !one.persons.isEmpty, !other.persons.isEmpty {
      sum.add(MeetingWeights.otherPersons, .differentPersons)
    }
    if names(one, other) || names(other, one) {
      sum.add(MeetingWeights.colleague, .colleagueNamed)
    }
  }

  /// Whether one says that whoever wrote the other was there.
  private func names(_ one: MeetingDetails, _ other: MeetingDetails) -> Bool {
    guard let colleagues = one.colleagues, let name = other.writerName else { return false }
    let words = name.split(separator: " ")
    let said = Set(colleagues.split { !$0.isLetter && !$0.isNumber })
    return !words.isEmpty && words.allSatisfy(said.contains)
      || words.first.map { $0.count > 2 && said.contains($0) } ?? false
  }

  /// What it counts that two have a place or a setting in common that so many have.
  private func share(_ meetings: Int?) -> Double {
    let u = Double((meetings ?? 0) + 1) / (count + 10)
    return max(0, min(MeetingWeights.mostOfShare, Weights.bits(MeetingWeights.alike, u)))
  }
}

private struct MeetingSum {
  var bits: Double
  var evidence: [Evidence] = []

  mutating func add(_ bits: Double, _ evidence: Evidence) {
    self.bits += bits
    self.evidence.append(evidence)
  }

  /// Whether more is the same than the setting and how many there were: on some days all are.
  var tellsApart: Bool {
    evidence.contains {
      [.atSamePlace, .sameTime, .samePersons, .colleagueNamed].contains($0)
    }
  }
}

/// How much the fields of meetings count, in bits (``Weights`` says how).
enum MeetingWeights {
  /// Two workers give the same meeting the same place, or the same setting, nine times of ten.
  static let alike = 0.9
  static let mostOfShare = 5.0
  static let otherPlace = -4.5
  static let otherSort = -3.0
  static let sameTime = 2.5
  static let nearTime = 0.5
  static let otherTime = -6.0
  static let samePersons = 5.0
  /// Each may have made a page for the same person.
  static let otherPersons = -1.5
  /// But who went out together names each other in all that they write of the night.
  static let colleague = 2.0
  static let mostOfDetails = samePersons + colleague

  /// Head-counts: the same, nearly the same, or not; small ones are often the same by chance.
  static func heads(_ one: Int?, _ other: Int?) -> Double? {
    guard let one, let other else { return nil }
    let (less, more) = (min(one, other), max(one, other))
    if less == more { return more <= 2 ? 1.0 : 2.5 }
    return more - less <= max(2, more / 5) ? 0.8 : -3.5
  }
}
