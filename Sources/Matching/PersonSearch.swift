import CaseModel
import Foundation
import Synchronization

/// Compares everybody with whom she may be the same as, on all cores: each person is looked at apart.
final class PersonSearch: Sendable {
  private let persons: PersonIndex
  private let comparison: PersonComparison
  private let blocks: PersonBlocks
  private let declared: Set<RecordPair>
  private let touching: Set<RecordID>?
  private let found = Mutex<[MatchedPair]>([])

  init(_ persons: PersonIndex, declared: Set<RecordPair>, touching: Set<RecordID>?) {
    self.persons = persons
    self.declared = declared
    self.touching = touching
    comparison = PersonComparison(persons)
    blocks = PersonBlocks(persons)
  }

  /// So many persons one thread looks at before it asks for more.
  private static let stripe = 256

  /// The pairs that are worth a look, in no order.
  func pairs() -> [MatchedPair] {
    let count = persons.records.count
    let stripes = (count + Self.stripe - 1) / Self.stripe
    let threads = min(stripes, ProcessInfo.processInfo.activeProcessorCount)
    let next = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var candidates = CandidateList(count: count)
      var pairs: [MatchedPair] = []
      while true {
        let stripe = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard stripe < stripes else { break }
        for person in stripe * Self.stripe..<min(count, (stripe + 1) * Self.stripe) {
          compare(person, &candidates, &pairs)
        }
      }
      found.withLock { $0 += pairs }
    }
    return found.withLock { $0 }
  }

  private func compare(
    _ person: Int, _ candidates: inout CandidateList, _ pairs: inout [MatchedPair]
  ) {
    let record = persons.records[person]
    if let touching {
      guard touching.contains(record) else { return }
    }
    candidates.begin()
    blocks.findCandidates(for: person, into: &candidates)
    for other in candidates.persons {
      // Each pair once: from its later member, or from the one that is asked for.
      if other > person, touching?.contains(persons.records[other]) ?? true { continue }
      guard let (bits, evidence) = comparison.compare(person, other) else { continue }
      let pair = MatchedPair(record, persons.records[other], bits: bits, evidence: evidence)
      if !declared.contains(RecordPair(pair.one, pair.other)) { pairs.append(pair) }
    }
  }
}
