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
      let (one, other) = (proposal.pair.one, proposal.pair.other)
      proposal.linkedToOne = try Self.records(linkedTo: one, by: links, in: db)
      proposal.linkedToOther = try Self.records(linkedTo: other, by: links, in: db)
      guard proposal.kind == Kind.person.name else { return proposal }
      let all = [one, other] + proposal.linkedToOne + proposal.linkedToOther
      proposal.isGuarded = try all.contains { id in
        guard let row = try Self.row(of: id, in: db) else { return false }
        return try reader.view(ofRow: row)?.isGuarded ?? false
      }
      return proposal
    }
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
          let pairs = said.indices.lazy.flatMap { one in
            said[(one + 1)...].lazy.map { (said[one], $0) }
          }
          guard let (one, other) = pairs.first(where: { reason.isContradiction($0.1, $1.1) })
          else { continue }
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
  /// Whether two answers can't both be true of one; what is written down of ages is often off by some years.
  fileprivate func isContradiction(_ one: Answer, _ other: Answer) -> Bool {
    if self == .birthYear, case .number(let year) = one, case .number(let otherYear) = other {
      return PersonMatcher.areFarApart(birthYears: Int(year), Int(otherYear))
    }
    return one != other
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
