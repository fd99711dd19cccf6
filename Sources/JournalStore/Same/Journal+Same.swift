public import CaseModel
import GRDB
import Matching
import Merge

extension Journal {
  /// Records that may be about the same: persons written down twice, and meetings that two workers
  /// wrote down; the likeliest first.
  ///
  /// What is linked already, said to be different or gone isn't proposed. Costs a look at every person and
  /// every meeting.
  ///
  /// With a limit only the likeliest so many are given, and whether there are more.
  public func sameProposals(limit: Int? = nil) throws -> (proposals: [SameProposal], isCut: Bool) {
    try read { db in
      let found = try proposals(since: nil, in: db)
      let listed = found.prefix(limit ?? .max)
      return (try described(Array(listed), in: db), found.count > listed.count)
    }
  }

  /// The likeliest first, of those about records that have come since if `mark` says when; those are
  /// what a merge has to tell.
  ///
  /// Takes a look at every person, or for meetings alone at the days of the new ones.
  func proposals(since mark: RecordsSoFar?, in db: Database) throws -> [SameProposal] {
    // Every page is read once: a great cache would only fill.
    try db.execute(sql: "PRAGMA cache_size = -4096")
    let links = try Self.linkedRecords(in: db)
    let writers = try WriterRows(in: db)
    if mark == nil { try writers.readAll() }
    let persons = try SamePersonReader(self, links, writers, in: db)
      .pairs(since: mark).map { (kind: Kind.person.name, pair: $0) }
    let meetings = try SameMeetingReader(self, links, writers, in: db).pairs(since: mark)
    return (persons + meetings).sorted { MatchedPair.isListedBefore($0.pair, $1.pair) }
      .map { SameProposal(kind: $0.kind, pair: $0.pair) }
  }

  /// Adds what stands behind the two of each, and whether a list may show no more than code and alias of
  /// somebody.
  private func described(_ proposals: [SameProposal], in db: Database) throws -> [SameProposal] {
    let links = try Self.linkedRecords(in: db)
    let reader = try RecordReader(for: roster, in: db)
    return try proposals.map { proposal in
      var proposal = proposal
      let pair = [proposal.pair.one, proposal.pair.other]
      let linked = try pair.map { try reader.views(linkedTo: $0, by: links, in: db) }
      let isThere = linked.map { $0.filter { $0.existence != .gone }.map(\.record) }
      (proposal.linkedToOne, proposal.linkedToOther) = (isThere[0], isThere[1])
      let views = try pair.compactMap { try view(of: $0, reader, in: db) } + linked.joined()
      proposal.isGuarded = views.contains(where: \.isGuarded)
      return proposal
    }
  }

  private func view(
    of record: RecordID, _ reader: RecordReader, in db: Database
  ) throws -> RecordView? {
    try Self.row(of: record, in: db).flatMap(reader.view(ofRow:))
  }

  // MARK: What is said of two

  /// What somebody has said of two records: that they are the same or that they aren't; nil if nobody
  /// has said anything, or it was taken back.
  public func sameness(of one: RecordID, and other: RecordID) throws -> Bool? {
    let draft = Draft.link(one, other, isSame: true)
    guard let id = draft.id, let view = try view(of: id), view.existence != .gone else {
      return nil
    }
    return switch view.answer("value") {
    case .code("same"): true
    case .code("different"): false
    default: nil
    }
  }

  /// Whether two records are linked, over whatever others.
  public func areLinked(_ one: RecordID, _ other: RecordID) throws -> Bool {
    try read { db in
      guard let row = try Self.row(of: one, in: db), let otherRow = try Self.row(of: other, in: db)
      else { return false }
      return try Self.linkedRecords(in: db).members(of: row).contains(otherRow)
    }
  }

  /// What speaks against links that stand, by ids; only those that hang together with a record, or all.
  public func linkContradictions(of record: RecordID? = nil) throws -> [LinkContradiction] {
    try read { db in
      let links = try Self.linkedRecords(in: db)
      let reader = try RecordReader(for: roster, in: db)
      var groups = links.all
      if let record {
        guard let row = try Self.row(of: record, in: db) else { return [] }
        groups = [links.members(of: row)]
      }
      var found: [LinkContradiction] = []
      for group in groups {
        let views = try group.compactMap { try reader.view(ofRow: $0) }
          .filter { $0.existence != .gone }
        for reason in [LinkContradiction.Reason.gender, .birthYear, .day] {
          let said = views.compactMap { view in
            view.answer(contradicting: reason).map { (view, $0) }
          }
          guard let (one, other) = reason.pair(among: said) else { continue }
          found.append(
            LinkContradiction(
              one: one.0.record, other: other.0.record, kind: one.0.kind, reason: reason,
              isGuarded: views.contains(where: \.isGuarded)))
        }
      }
      for link in links.contradictions {
        guard groups.contains(where: { $0.contains(link.one.row) }),
          let kind = try reader.view(ofRow: link.one.row)?.kind
        else { continue }
        found.append(
          LinkContradiction(
            one: link.one.id, other: link.other.id, kind: kind, reason: .saidToBeDifferent,
            isGuarded: false))
      }
      return found.sorted {
        ($0.one, $0.other, $0.reason.rawValue) < ($1.one, $1.other, $1.reason.rawValue)
      }
    }
  }
}

extension LinkContradiction.Reason {
  /// Two that can't both be true of one, if there are any; ages that are written down are often off by some
  /// years.
  fileprivate func pair(
    among said: [(RecordView, Answer)]
  ) -> ((RecordView, Answer), (RecordView, Answer))? {
    guard self == .birthYear else {
      guard let first = said.first, let other = said.first(where: { $0.1 != first.1 }) else {
        return nil
      }
      return (first, other)
    }
    let years = said.compactMap { view, answer -> (year: Int, said: (RecordView, Answer))? in
      guard case .number(let year) = answer, PersonMatcher.possibleBirthYears.contains(year) else {
        return nil
      }
      return (Int(year), (view, answer))
    }
    guard let first = years.min(by: { $0.year < $1.year }),
      let last = years.max(by: { $0.year < $1.year }),
      PersonMatcher.areFarApart(birthYears: first.year, last.year)
    else { return nil }
    return (first.said, last.said)
  }
}

extension RecordView {
  /// Whether a person has said how she may be reached, or what may not be done.
  fileprivate var isGuarded: Bool {
    answer("contact-safety") == .code("not-safe")
      || ["safe-contact", "restrictions"].contains { name in
        switch fields[FieldKey(name)]?.shown.value {
        case .words, .withheld: true
        case .answer, .cleared, nil: false
        }
      }
  }

  /// What it says to a question to which two records of the same give one answer.
  fileprivate func answer(contradicting reason: LinkContradiction.Reason) -> Answer? {
    let name: String
    switch reason {
    case .gender: name = "gender"
    case .birthYear: name = "birth-year"
    case .day: return day("on").map { .date($0, minute: nil) }
    case .saidToBeDifferent: return nil
    }
    guard kind == Kind.person.name, let answer = answer(name), answer != .unknown,
      answer != .refused
    else { return nil }
    return answer
  }
}
