import CaseModel
import Merge

/// The entries of one author on one install, each of which names the one before it.
struct Chain: Hashable, Comparable, Sendable {
  /// Who writes it.
  var author: AuthorKey
  /// The install that it is written on.
  var replica: ReplicaLabel

  /// Names a chain.
  init(author: AuthorKey, replica: ReplicaLabel) {
    self.author = author
    self.replica = replica
  }

  /// Orders by author, then by install.
  static func < (one: Chain, other: Chain) -> Bool {
    (one.author, one.replica) < (other.author, other.replica)
  }
}

extension Entry {
  /// The chain that it belongs to.
  var chain: Chain { Chain(author: author, replica: replica) }
}

/// Where each chain of a journal ends: all that has to be read if there is nothing new.
struct ChainTips: Equatable, Sendable {
  /// Where one chain ends.
  struct Ends: Equatable, Sendable {
    /// The entries that no other entry here follows: one, unless there is a fork or a gap.
    var tips: Set<EntryID>
    /// Whether every entry's previous one is here too, and nothing of any entry was withheld.
    ///
    /// Then whoever has an entry has all before it, and the tips stand for the whole chain.
    var isWhole: Bool

    /// Puts the parts together.
    init(tips: Set<EntryID>, isWhole: Bool) {
      self.tips = tips
      self.isWhole = isWhole
    }
  }

  /// The ends of each chain of which there is an entry.
  var chains: [Chain: Ends]

  /// Makes tips from the ends of chains.
  init(_ chains: [Chain: Ends] = [:]) {
    self.chains = chains
  }
}

/// What has to be asked of a journal to find what another one lacks.
///
/// A ``History`` answers from memory and a store with SQL, so that both are compared by the same
/// code. The answers of a foreign journal may lie: what is then found to be new is still verified
/// before it is taken, and a circle ends.
protocol EntryIndex<Failure> {
  /// What may go wrong in answering.
  associatedtype Failure: Error

  /// Where each chain ends.
  func tips() throws(Failure) -> ChainTips
  /// Whether an entry is here, be it without its words.
  func contains(_ entry: EntryID) throws(Failure) -> Bool
  /// The entry that one of ours names as its previous one, if that is here, in the same chain.
  func previous(of entry: EntryID) throws(Failure) -> EntryID?
  /// All entries of a chain, the lowest number first.
  func entries(of chain: Chain) throws(Failure) -> [EntryID]
  /// Those entries of a chain of which something was withheld, and which are still wanted.
  func incompleteEntries(of chain: Chain) throws(Failure) -> Set<EntryID>
}

extension EntryIndex {
  /// The entries that another journal has and this one still wants, each after those before it.
  ///
  /// From each of their tips it is walked back to an entry that is here. That is enough as long as
  /// our own chain is whole; where it isn't, something older may be missing as well, so all ids of
  /// that chain are compared.
  func missing(from theirs: some EntryIndex<Failure>) throws(Failure) -> [EntryID] {
    let ours = try tips()
    var missing: [EntryID] = []
    for (chain, ends) in try theirs.tips().chains.sorted(by: { $0.key < $1.key }) {
      guard let mine = ours.chains[chain] else {
        missing += try theirs.entries(of: chain)
        continue
      }
      if mine.isWhole {
        missing += try walkBack(from: ends.tips.subtracting(mine.tips), in: theirs)
      } else {
        missing += try compare(chain, with: theirs)
      }
    }
    return missing
  }

  private func walkBack(
    from tips: Set<EntryID>, in theirs: some EntryIndex<Failure>
  ) throws(Failure) -> [EntryID] {
    var found: [EntryID] = []
    var seen: Set<EntryID> = []
    for tip in tips.sorted() {
      var branch: [EntryID] = []
      var next: EntryID? = tip
      while let entry = next, try !contains(entry), seen.insert(entry).inserted {
        branch.append(entry)
        next = try theirs.previous(of: entry)
      }
      found += branch.reversed()
    }
    return found
  }

  private func compare(
    _ chain: Chain, with theirs: some EntryIndex<Failure>
  ) throws(Failure) -> [EntryID] {
    let known = Set(try entries(of: chain))
    let wanted = try incompleteEntries(of: chain)
    return try theirs.entries(of: chain).filter { !known.contains($0) || wanted.contains($0) }
  }
}
