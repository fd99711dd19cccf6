import CaseModel
import TestSupport
import Testing

@testable import Matching

@Suite struct MeetingMatcherTests {
  /// Meetings of a team: some of them written down by two of those who were there.
  ///
  /// Six workers go out in twos on most nights, each pair to two to four places. A tenth of the meetings is
  /// written by both: the second with the place missing once in seven times, another setting once in twenty, the
  /// hour missing in half of them and off by up to an hour, head-counts off by one or two in a third, and a
  /// person named in half of those that name one. Half name the colleague.
  struct Nights {
    var days: [Int: [MeetingDescription]] = [:]
    var details: [Int64: MeetingDetails] = [:]
    var same: Set<RecordPair> = []
    private var chance: Seeded
    private var count: Int64 = 0
    static let settings = ["street", "street", "street", "church", "prison", "brothel", "eatery"]

    init(seed: UInt64, nights: Int) {
      chance = Seeded(seed)
      for night in 0..<nights {
        let workers = Array(0..<6).shuffled(using: &chance)
        for pair in 0..<1 + chance.below(3) {
          let (one, other) = (workers[2 * pair], workers[2 * pair + 1])
          for _ in 0..<2 + chance.below(3) { meet(on: 20_000 + night, one, other) }
        }
      }
    }

    private mutating func meet(on day: Int, _ one: Int, _ other: Int) {
      var first = MeetingDescription(0, day: day)
      first.place = Int64(chance.below(25))
      first.sort = chance.pick(Self.settings)
      first.minute = chance.once(in: 2) ? 20 * 60 + chance.below(230) : nil
      first.met = 1 + chance.below(18)
      first.spoken = chance.below(5)
      let persons: Set<RecordID> =
        chance.once(in: 3) ? [id(Int64(1_000_000 + chance.below(300)))] : []
      let record = add(first, by: one, with: other, persons)
      guard chance.once(in: 10) else { return }
      var second = first
      if chance.once(in: 7) { second.place = nil }
      if chance.once(in: 20) { second.sort = chance.pick(Self.settings) }
      second.minute = chance.once(in: 2) ? nil : first.minute.map { $0 + chance.below(121) - 60 }
      if chance.once(in: 3) { second.met = max(1, (first.met ?? 0) + chance.below(5) - 2) }
      if chance.once(in: 3) { second.spoken = max(0, (first.spoken ?? 0) + chance.below(3) - 1) }
      let again = add(second, by: other, with: one, chance.once(in: 2) ? persons : [])
      same.insert(RecordPair(record, again))
    }

    private mutating func add(
      _ meeting: MeetingDescription, by worker: Int, with other: Int, _ persons: Set<RecordID>
    ) -> RecordID {
      count += 1
      var meeting = meeting
      meeting.number = count
      meeting.writer = Int64(worker)
      days[meeting.day, default: []].append(meeting)
      details[count] = MeetingDetails(
        record: id(count), persons: persons, writerName: "worker\(worker) x",
        colleagues: chance.once(in: 2) ? "worker\(other)" : nil)
      return id(count)
    }

    private func id(_ number: Int64) -> RecordID {
      RecordID((0..<16).map { UInt8(truncatingIfNeeded: number >> (8 * (15 - Int64($0)))) })!
    }

    var matcher: MeetingMatcher {
      let all = days.values.joined()
      return MeetingMatcher(
        count: all.count,
        places: Dictionary(grouping: all.compactMap(\.place)) { $0 }.mapValues(\.count),
        sorts: Dictionary(grouping: all.compactMap(\.sort)) { $0 }.mapValues(\.count))
    }
  }

  @Test(arguments: 0..<UInt64(4))
  func `nine of ten written twice are found, and four of five proposed are right`(seed: UInt64) {
    let nights = Nights(seed: seed, nights: 700)
    let matcher = nights.matcher
    var pairs: [MatchedPair] = []
    for (day, meetings) in nights.days {
      pairs += matcher.pairs(on: meetings, and: nights.days[day + 1] ?? []) { nights.details[$0] }
    }
    let right = pairs.count { nights.same.contains(RecordPair($0.one, $0.other)) }
    #expect(nights.same.count > 300)
    #expect(Double(right) / Double(nights.same.count) >= 0.9, "\(right) of \(nights.same.count)")
    #expect(Double(right) / Double(pairs.count) >= 0.8, "\(right) of \(pairs.count)")
  }

  func meeting(
    _ number: Int64, writer: Int64, _ change: (inout MeetingDescription) -> Void = { _ in }
  )
    -> MeetingDescription
  {
    var meeting = MeetingDescription(number, day: 20_000)
    meeting.place = 1
    meeting.sort = "street"
    meeting.met = 9
    meeting.writer = writer
    change(&meeting)
    return meeting
  }

  func pairs(_ meetings: [MeetingDescription], next: [MeetingDescription] = []) -> [MatchedPair] {
    MeetingMatcher(count: 100, places: [1: 5, 2: 5], sorts: ["street": 60, "church": 40])
      .pairs(on: meetings, and: next) { number in
        MeetingDetails(
          record: RecordID([UInt8](repeating: UInt8(number), count: 16))!, persons: [],
          writerName: nil, colleagues: nil)
      }
  }

  @Test func `the same place, setting and head-count on one day by two workers is proposed`() throws
  {
    let pair = try #require(pairs([meeting(1, writer: 1), meeting(2, writer: 2)]).first)
    #expect(pair.evidence == [.atSamePlace, .sameSetting, .sameHeadCount])
  }

  @Test func `one worker's two meetings are two, and so are those at two places or hours apart`() {
    #expect(pairs([meeting(1, writer: 1), meeting(2, writer: 1)]).isEmpty)
    #expect(pairs([meeting(1, writer: 1), meeting(2, writer: 2) { $0.place = 2 }]).isEmpty)
    #expect(
      pairs([
        meeting(1, writer: 1) { $0.minute = 600 }, meeting(2, writer: 2) { $0.minute = 1380 },
      ]).isEmpty)
    // A setting that most have tells nothing.
    #expect(
      pairs([meeting(1, writer: 1) { $0.place = nil }, meeting(2, writer: 2) { $0.place = nil }])
        .isEmpty)
  }

  @Test func `a night goes on after midnight`() {
    let before = meeting(1, writer: 1) { $0.minute = 23 * 60 + 50 }
    let after = meeting(2, writer: 2) {
      $0.day = 20_001
      $0.minute = 10
    }
    #expect(pairs([before], next: [after]).count == 1)
    #expect(pairs([meeting(1, writer: 1)], next: [after]).isEmpty)
  }
}
