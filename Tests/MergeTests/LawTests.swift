import CaseModel
import Merge
import TestSupport
import Testing

@Suite struct LawTests {
  @Test func `the laws hold on random histories`() {
    let broken = Laws(rules: Rules()).firstViolation(among: histories(3000))
    #expect(broken == nil, "seed \(broken?.seed ?? 0): \(broken?.law ?? "")")
  }

  /// Each of these is a merge that somebody has shipped. A suite that didn't find them would prove
  /// nothing about ours.
  @Test(arguments: WrongRules.allCases)
  func `a deliberately wrong merge is found`(wrong: WrongRules) throws {
    let found = Laws(rules: wrong.rules).firstViolation(among: 5000)
    #expect(found != nil, "\(wrong) passes for right")
  }
}

enum WrongRules: String, CaseIterable {
  case newestWinsPerRecord, loserDropped, tieByLocalSide, deleteBeatsUnseenEdit, clockAsJudge,
    parentsIgnored, anyLaterEditSettles

  var rules: Rules {
    var rules = Rules()
    let right = rules.view
    switch self {
    case .newestWinsPerRecord:
      rules.view = { revisions, reader in
        let heads = RecordView(of: revisions, kind: nil)?.heads ?? []
        guard
          let newest = revisions.filter({ heads.contains($0.id) }).max(by: {
            ($0.stamp, $0.id) < ($1.stamp, $1.id)
          })
        else { return right(revisions, reader) }
        var kept: Set<RevisionID> = []
        var open = [newest.id]
        while let id = open.popLast() {
          guard kept.insert(id).inserted else { continue }
          open += revisions.first { $0.id == id }?.revision.parents ?? []
        }
        return right(revisions.filter { kept.contains($0.id) }, reader)
      }
    case .loserDropped:
      rules.view = { revisions, reader in
        var shown = right(revisions, reader)
        for key in shown.map({ Array($0.fields.keys) }) ?? [] { shown?.fields[key]?.losers = [] }
        return shown
      }
    case .tieByLocalSide:
      rules.view = { revisions, reader in
        let adjusted = revisions.map { revision in
          var copy = revision
          let isTied = revisions.contains { $0.id != revision.id && $0.stamp == revision.stamp }
          if isTied, revision.revision.author == reader { copy.stamp.wallMilliseconds += 1 }
          return copy
        }
        return right(adjusted, reader)
      }
    case .deleteBeatsUnseenEdit:
      rules.view = { revisions, reader in
        var shown = right(revisions, reader)
        if shown?.existence == .disputed { shown?.existence = .gone }
        return shown
      }
    case .clockAsJudge:
      rules.view = { revisions, reader in
        let ordered = revisions.sorted { ($0.stamp, $0.id) < ($1.stamp, $1.id) }
        // As if every newer revision had seen every older one.
        return right(Self.chained(ordered), reader)
      }
    case .parentsIgnored:
      rules.view = { revisions, reader in
        right(
          revisions.map { revision in
            var copy = revision
            copy.revision.parents = []
            return copy
          }, reader)
      }
    case .anyLaterEditSettles:
      rules.view = { revisions, reader in
        // An edit made in knowledge of one side of a conflict settles it, if its clock is later.
        let adjusted = revisions.map { revision in
          var copy = revision
          guard !revision.revision.parents.isEmpty else { return copy }
          let older = revisions.filter {
            $0.stamp < revision.stamp && !$0.revision.parents.contains(revision.id)
          }
          copy.revision.parents = Array(Set(copy.revision.parents + older.map(\.id))).sorted()
          return copy
        }
        return right(adjusted, reader)
      }
    }
    return rules
  }

  private static func chained(_ revisions: [HistoricRevision]) -> [HistoricRevision] {
    var last: RevisionID?
    return revisions.map { revision in
      var copy = revision
      copy.revision.parents = last.map { [$0] } ?? []
      last = revision.id
      return copy
    }
  }
}
