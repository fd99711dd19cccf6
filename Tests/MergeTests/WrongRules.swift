import CaseModel
import Merge

/// Merges that somebody has shipped, or might have: each must break the law that forbids it.
enum WrongRules: String, CaseIterable {
  case newestWinsPerRecord, loserDropped, tieByLocalSide, deleteBeatsUnseenEdit, clockAsJudge,
    parentsIgnored, anyLaterEditSettles
  case forkReplaced, wordsOfOneSide, gapsIgnored, tipsOnly, heldBackCounted,
    equalEditsConflict, orderOfArrival

  /// The law that it must be found by; others it may break as well.
  var law: Law {
    switch self {
    case .newestWinsPerRecord, .loserDropped, .anyLaterEditSettles, .forkReplaced: .nothingLost
    case .tieByLocalSide: .tiesAlike
    case .deleteBeatsUnseenEdit: .existence
    case .clockAsJudge: .clocksDecideNothing
    case .parentsIgnored: .seenIsReplaced
    case .wordsOfOneSide: .commutative
    case .gapsIgnored, .tipsOnly: .tipsAreEnough
    case .heldBackCounted: .onlyTheRosterCounts
    case .equalEditsConflict: .equalIsNothing
    case .orderOfArrival: .sameStateSameView
    }
  }

  var rules: Rules {
    var rules = Rules()
    let right = rules.view
    switch self {
    case .newestWinsPerRecord: rules.view = Self.newestWins
    case .loserDropped:
      rules.view = { revisions, reader in
        var shown = right(revisions, reader)
        for key in shown.map({ Array($0.fields.keys) }) ?? [] { shown?.fields[key]?.losers = [] }
        return shown
      }
    case .tieByLocalSide:
      rules.view = { revisions, reader in
        let stamps = Dictionary(grouping: revisions, by: \.stamp)
        return right(
          revisions.map { revision in
            var copy = revision
            let isTied = stamps[revision.stamp].map { $0.count > 1 } ?? false
            if isTied, revision.revision.author == reader { copy.stamp.wallMilliseconds += 1 }
            return copy
          }, reader)
      }
    case .deleteBeatsUnseenEdit:
      rules.view = { revisions, reader in
        var shown = right(revisions, reader)
        if shown?.existence == .disputed { shown?.existence = .gone }
        return shown
      }
    case .clockAsJudge: rules.view = Self.clockAsJudge
    case .parentsIgnored:
      rules.view = { revisions, reader in
        right(revisions.map { $0.with(parents: []) }, reader)
      }
    case .anyLaterEditSettles: rules.view = Self.anyLaterEditSettles
    case .heldBackCounted:
      rules.view = { revisions, reader in
        right(
          revisions.map { revision in
            var copy = revision
            copy.isAccepted = true
            return copy
          }, reader)
      }
    case .equalEditsConflict:
      rules.view = { revisions, reader in
        var shown = right(revisions, reader)
        guard let heads = shown?.heads, heads.count > 1 else { return shown }
        for (key, field) in shown?.fields ?? [:] {
          let written = revisions.filter { heads.contains($0.id) && $0.keys.contains(key) }
          let equal = written.map { $0.said(key) }.filter { $0 == field.value }
          shown?.fields[key]?.losers += equal.dropFirst()
        }
        return shown
      }
    case .orderOfArrival:
      rules.view = { revisions, reader in
        right(
          revisions.enumerated().map { place, revision in
            var copy = revision
            copy.stamp = .init(clockIsGood: true, wallMilliseconds: Int64(place))
            return copy
          }, reader)
      }
    case .forkReplaced: rules.merge = Self.forkReplaced
    case .wordsOfOneSide:
      rules.merge = { ours, theirs in
        ours.merging(theirs.entries.keys.filter { !ours.contains($0) }, of: theirs)
      }
    case .gapsIgnored: rules.missing = Self.gapsIgnored
    case .tipsOnly:
      rules.missing = { ours, theirs in
        theirs.tips().chains.values.flatMap(\.tips).filter { !ours.contains($0) }
      }
    }
    return rules
  }
}

extension WrongRules {
  /// The head with the latest clock is the record.
  private static func newestWins(_ revisions: [HistoricRevision], _ reader: AuthorKey) -> Shown? {
    let heads = RecordView(of: revisions, kind: .person)?.heads ?? []
    let newest = revisions.filter { heads.contains($0.id) }
      .max { ($0.stamp, $0.id) < ($1.stamp, $1.id) }
    var kept: Set<RevisionID> = []
    var open = [newest?.id].compactMap(\.self)
    while let id = open.popLast() {
      guard kept.insert(id).inserted else { continue }
      open += revisions.first { $0.id == id }?.revision.parents ?? []
    }
    return Rules().view(revisions.filter { kept.contains($0.id) }, reader)
  }

  /// As if every newer revision had seen every older one.
  private static func clockAsJudge(
    _ revisions: [HistoricRevision], _ reader: AuthorKey
  ) -> Shown? {
    var last: RevisionID?
    let chained = revisions.sorted { ($0.stamp, $0.id) < ($1.stamp, $1.id) }.map { revision in
      defer { last = revision.id }
      return revision.with(parents: [last].compactMap(\.self))
    }
    return Rules().view(chained, reader)
  }

  /// An edit made in knowledge of one side of a conflict settles it, if its clock is later.
  private static func anyLaterEditSettles(
    _ revisions: [HistoricRevision], _ reader: AuthorKey
  ) -> Shown? {
    let adjusted = revisions.map { revision in
      let parents = revision.revision.parents
      guard !parents.isEmpty else { return revision }
      let older = revisions.filter {
        $0.stamp < revision.stamp && !$0.revision.parents.contains(revision.id)
      }
      return revision.with(parents: Array(Set(parents + older.map(\.id))).sorted())
    }
    return Rules().view(adjusted, reader)
  }

  /// Of two entries with one number the one with the greater id stays: commutative, and lossy.
  private static func forkReplaced(_ ours: History, _ theirs: History) -> History {
    var kept = History()
    for entries in ours.merging(theirs).chains.values {
      for (place, entry) in entries.enumerated()
      where place == entries.count - 1 || entries[place + 1].entry.sequence != entry.entry.sequence
      {
        kept.insert(entry)
      }
    }
    return kept
  }

  /// Whoever has an entry is believed to have all before it.
  private static func gapsIgnored(_ ours: History, _ theirs: History) -> [EntryID] {
    var found: Set<EntryID> = []
    for ends in theirs.tips().chains.values {
      for tip in ends.tips {
        var next: EntryID? = tip
        while let entry = next, !ours.contains(entry) {
          found.insert(entry)
          next = theirs.previous(of: entry)
        }
      }
    }
    return Array(found)
  }
}

extension HistoricRevision {
  fileprivate func with(parents: [RevisionID]) -> HistoricRevision {
    var copy = self
    copy.revision.parents = parents
    return copy
  }
}
