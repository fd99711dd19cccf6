import CaseModel
import Merge

/// Everything that a journal holds to be true: a set of entries.
///
/// This is the model that the laws of `Docs/Merge.md` are stated about and tested on. The store
/// holds the same in tables and looks at a part of it at a time; what decides what is shown is the
/// same code (``RecordView``, ``Roster``).
struct History: Equatable, Sendable {
  /// The entries by id.
  private(set) var entries: [EntryID: HistoricEntry] = [:]

  /// Begins with nothing.
  init() {}

  /// Takes over an entry, or those of its words that weren't at hand.
  ///
  /// It is taken to be verified: its id, its revisions' ids and the commitments to its words are the
  /// hashes of what they stand for. Equal ids are then equal entries.
  mutating func insert(_ entry: HistoricEntry) {
    entries[entry.id] = entries[entry.id]?.joined(with: entry) ?? entry
  }

  /// Both histories as one: their union, and nothing else.
  func merging(_ other: History) -> History {
    var union = self
    for entry in other.entries.values { union.insert(entry) }
    return union
  }

  /// What was found to be new in another history, by whatever means, taken over.
  func merging(_ wanted: [EntryID], of other: History) -> History {
    var union = self
    for id in wanted {
      if let entry = other.entries[id] { union.insert(entry) }
    }
    return union
  }

  /// The ids of all entries in ascending order: equal for equal histories.
  ///
  /// Which words are at hand makes no difference to it, as none to a state's digest.
  var canonical: [UInt8] { entries.keys.sorted().flatMap(\.bytes) }
}

extension History {
  /// The entries by chain, the lowest number first.
  var chains: [Chain: [HistoricEntry]] {
    Dictionary(grouping: entries.values, by: \.entry.chain).mapValues { entries in
      entries.sorted { ($0.entry.sequence, $0.id) < ($1.entry.sequence, $1.id) }
    }
  }

  /// The numbers that more than one entry of a chain has, by chain.
  ///
  /// Somebody went on from a copy or a backup under the same label; both branches stay.
  var forks: [Chain: [UInt64]] {
    chains.compactMapValues { entries in
      let numbers = Dictionary(grouping: entries, by: \.entry.sequence)
      let doubled = numbers.filter { $0.value.count > 1 }.keys.sorted()
      return doubled.isEmpty ? nil : doubled
    }
  }

  /// The entries whose previous one isn't here.
  var gaps: Set<EntryID> {
    Set(entries.values.filter { $0.entry.previous != nil && previous(of: $0.id) == nil }.map(\.id))
  }
}

extension History: EntryIndex {
  /// Nothing goes wrong in memory.
  typealias Failure = Never

  /// Where each chain ends.
  func tips() -> ChainTips {
    let gaps = gaps
    return ChainTips(
      chains.mapValues { entries in
        let followed = Set(entries.compactMap { previous(of: $0.id) })
        return ChainTips.Ends(
          tips: Set(entries.map(\.id)).subtracting(followed),
          isWhole: entries.allSatisfy { $0.isComplete && !gaps.contains($0.id) })
      })
  }

  /// Whether an entry is here.
  func contains(_ entry: EntryID) -> Bool { entries[entry] != nil }

  /// The entry before one of ours, if that is here, in the same chain.
  func previous(of entry: EntryID) -> EntryID? {
    guard let entry = entries[entry]?.entry, let previous = entry.previous,
      entries[previous]?.entry.chain == entry.chain
    else { return nil }
    return previous
  }

  /// All entries of a chain, the lowest number first.
  func entries(of chain: Chain) -> [EntryID] { chains[chain]?.map(\.id) ?? [] }

  /// Those entries of a chain of which words were withheld.
  func incompleteEntries(of chain: Chain) -> Set<EntryID> {
    Set((chains[chain] ?? []).filter { !$0.isComplete }.map(\.id))
  }
}

extension History {
  /// Every revision by record, marked by whether the roster accepts its entry.
  func revisions(roster: Roster) -> [RecordID: [HistoricRevision]] {
    Dictionary(grouping: revisions(roster: roster) { _ in true }, by: \.revision.record)
  }

  /// Every revision of one record, marked by whether the roster accepts its entry.
  func revisions(of record: RecordID, roster: Roster) -> [HistoricRevision] {
    revisions(roster: roster) { $0.record == record }
  }

  private func revisions(
    roster: Roster, where isWanted: (Revision) -> Bool
  ) -> [HistoricRevision] {
    var revisions: [HistoricRevision] = []
    for held in entries.values {
      for change in held.changes where isWanted(change.revision) {
        revisions.append(
          HistoricRevision(
            id: change.id, revision: change.revision, stamp: held.entry.stamp,
            isAccepted: roster.accepts(
              held.entry.author, replica: held.entry.replica, sequence: held.entry.sequence),
            texts: change.texts))
      }
    }
    return revisions
  }

  /// Every record as it now stands; those without an accepted revision are absent.
  func views(roster: Roster) -> [RecordID: RecordView] {
    revisions(roster: roster).compactMapValues { revisions in
      RecordView(of: revisions, kind: revisions.first.flatMap { Kind.named($0.revision.kind) })
    }
  }

  /// Who counts, by the member records that are here.
  ///
  /// - Parameter root: The key that everything goes back to.
  /// - Returns: The roster; laws hold between histories whose readers have the same root.
  func roster(root: AuthorKey) -> Roster {
    let nobody = Roster(root: root, members: [])
    let members = revisions(roster: nobody) { $0.kind == Kind.member.name }
    return Roster(root: root, members: members)
  }
}
