import CaseModel
import Foundation
import GRDB
import Merge
import TestSupport

@testable import JournalStore

extension Team {
  /// Checks the laws on what the history has come to; what is broken is in ``Team/broken``.
  ///
  /// What costs most is tried by turns: over many histories everything is.
  func checkLaws() throws {
    let sticks = try installs.shuffled(using: &chance).prefix(3).map { try stick($0) }
    switch chance.below(6) {
    case 0: try checkCommutative(sticks[0], sticks[1])
    case 1: try checkAssociative(sticks[0], sticks[1], sticks[2])
    case 2: try checkTips(sticks[0], sticks[1])
    case 3: try checkIdempotent(chance.pick(installs))
    default:
      try mergeEverything()
      try checkAlike()
    }
    try checkDigests()
    if isTeam { try checkErased() }
    let some = chance.pick(installs).journal
    try checkStanding(some)
    if chance.once(in: 2), try !derivedIsRebuilt(some) { broken.insert(.rebuiltIsKept) }
    guard chance.once(in: 16) else { return }
    let report = try some.check()
    // Withheld notes are missing, and rightly so.
    if !report.faults.isEmpty || !report.structure.isEmpty || !report.damagedPages.isEmpty {
      broken.insert(.union)
    }
  }

  private func merged(
    _ ours: Stick, _ theirs: [Stick], forgettingTips: Bool = false
  ) throws -> Install {
    let install = try Install(at: file(), copying: ours, seed: chance.next())
    if forgettingTips {
      // A chain row that tells nothing makes the merge look at every entry.
      try install.journal.write {
        try $0.execute(sql: "UPDATE chain SET sum = sum + 1, count = count + 1")
      }
    }
    for stick in theirs { try merge([stick], into: install, newAuthors: .holdBack) }
    return install
  }

  private func checkCommutative(_ a: Stick, _ b: Stick) throws {
    let ab = try merged(a, [b])
    let ba = try merged(b, [a])
    if try ab.journal.digest() != ba.journal.digest() || ab.held().lines != ba.held().lines {
      broken.insert(.commutative)
    }
    if try everybodyCounts(ab.journal), try everybodyCounts(ba.journal),
      try ab.journal.shown() != ba.journal.shown()
    {
      broken.insert(.commutative)
    }
  }

  private func checkAssociative(_ a: Stick, _ b: Stick, _ c: Stick) throws {
    let grouped = try merged(a, [try stick(try merged(b, [c]))])
    let inOrder = try merged(a, [b, c])
    if try grouped.held().lines != inOrder.held().lines
      || grouped.journal.shown() != inOrder.journal.shown()
    {
      broken.insert(.associative)
    }
  }

  private func checkTips(_ a: Stick, _ b: Stick) throws {
    let byTips = try merged(a, [b])
    let entryByEntry = try merged(a, [b], forgettingTips: true)
    if try byTips.held().lines != entryByEntry.held().lines { broken.insert(.tipsAreEnough) }
  }

  /// With one's own old copy, and with oneself as one is.
  private func checkIdempotent(_ install: Install) throws {
    let before = try install.held()
    for again in try [stick(ofBackup: install), stick(install)].compactMap(\.self) {
      let all = before.union(again.holds)
      let isOlder =
        Holdings.completed(isTeam ? ErasedLines(all).absorbed(all) : all) == before.lines
      try wrong?.prepareMerge(install.journal)
      let report = try install.journal.merge([foreign(again.path)], newAuthors: .holdBack)
      try wrong?.breakMerged(install.journal, entriesBefore: before.entries)
      install.known = nil
      if isOlder, try !report.isEmpty || install.held() != before { broken.insert(.idempotent) }
    }
  }

  private func everybodyCounts(_ journal: Journal) throws -> Bool {
    try journal.read { try ForeignJournal.chains($0) }.allSatisfy {
      journal.roster.isMember($0.author)
    }
  }

  /// One gathers what all have, and gives it to all, until nobody learns anything new: with the
  /// second round everybody also has whom the others count.
  private func mergeEverything() throws {
    for _ in 0..<3 {
      installs.shuffle(using: &chance)
      let others = try installs.dropFirst().map { try stick($0) }
      try merge(others, into: installs[0], newAuthors: .accept)
      let all = try stick(installs[0])
      for install in installs.dropFirst() { try merge([all], into: install, newAuthors: .accept) }
      let first = try installs[0].held().lines
      if try installs.allSatisfy({ try $0.held().lines == first }) { return }
    }
    broken.insert(.anyOrder)
  }

  /// Everybody who counts is shown the same, and counts the same; who was removed counts what she wrote
  /// later, and nobody else does.
  private func checkAlike() throws {
    let installs = installs.filter { one in
      !isTeam || self.installs.allSatisfy { $0.journal.roster.isMember(one.journal.author) }
    }
    guard let first = installs.first?.journal else { return }
    let shown = try first.shown()
    let digest = try first.digest()
    let tally = try counted(first)
    let linked = try first.linked()
    if !linked.isEmpty { met.insert(.linked) }
    for install in installs.dropFirst() {
      if try install.journal.digest() != digest || install.journal.shown() != shown {
        broken.insert(.anyOrder)
      }
      if try counted(install.journal) != tally { broken.insert(.sameReport) }
      if try install.journal.linked() != linked { broken.insert(.links) }
    }
  }

  /// The digest of the chains is equal exactly where the one of every entry is, forks and gaps and
  /// all, and the same changes are withheld; who counts lies with each journal's own root, and is left
  /// out.
  private func checkDigests() throws {
    let digests = try installs.map { install in
      try (
        ofEntries: [Data(install.journal.digest())] + withheld(in: install.journal),
        ofChains: install.journal.read { try Journal.stateDigest(root: .zero, in: $0) }
      )
    }
    for one in digests {
      for other in digests
      where (one.ofEntries == other.ofEntries) != (one.ofChains == other.ofChains) {
        broken.insert(.sameDigest)
      }
    }
  }

  /// The bare ids that don't stand for something erased, read from every change.
  private func withheld(in journal: Journal) throws -> [Data] {
    try journal.read { db in
      try Data.fetchAll(
        db,
        sql: """
          SELECT header FROM revision JOIN record ON record.id = record WHERE length(header) = 32
          AND NOT EXISTS (SELECT 1 FROM erased WHERE substr(mark, 1, 16) = uuid) ORDER BY header
          """)
    }
  }

  /// Of what is erased no byte is left, not even where no query looks; what names it names nobody; and
  /// what is only asked for is there, and told.
  private func checkErased() throws {
    for install in installs {
      let held = try install.held().lines
      everHeld.formUnion(held)
      let erasing = ErasedLines(held)
      let erased = everHeld.filter(erasing.isErased)
      if !erased.isEmpty {
        let pages = try PlainPages(of: install.path)
        // Author's label, number, place and record of a header are in no other one.
        let canaries = Set(erased.compactMap(\.salt) + erased.map { $0.header[33..<77] })
        if canaries.contains(where: { !pages.holding($0).isEmpty }) { broken.insert(.erased) }
      }
      let names = RecordFinder(erased.compactMap { RecordID($0.header[61..<77]) })
      if held.contains(where: { names.isAny(in: [UInt8]($0.header)) }) { met.insert(.namedErased) }
      let shown = try install.journal.shown()
      for view in shown.values {
        if view.persons.contains(where: erasing.isErased) { broken.insert(.erased) }
      }
      let told = try install.journal.erasures()
      let asked = shown.values.filter { view in
        guard view.kind == "erase", view.existence != .gone,
          case .bytes(let bytes)? = view.answer("target"), let mark = RecordMark(bytes)
        else { return false }
        return !erasing.contains(mark)
      }
      if Set(told.filter { !$0.isDone }.map(\.record)) != Set(asked.map(\.record)) {
        broken.insert(.unauthorised)
      }
    }
  }

  /// Exactly what stands is shown, and whatever somebody must look at is listed.
  private func checkStanding(_ journal: Journal) throws {
    let listed = Set(try journal.needingAttention().map(\.record))
    for (record, view) in try journal.shown() {
      note(view)
      // Who counts is for supervisors to settle.
      let isOurs = view.kind != Kind.member.name || journal.isSupervisor
      if isOurs, view.needsAttention, !listed.contains(record) { broken.insert(.nothingLost) }
      if try Standing(journal.history(of: record)) != Standing(view) { broken.insert(.nothingLost) }
    }
  }

  private func note(_ view: RecordView) {
    if view.existence == .disputed { met.insert(.existenceDisputed) }
    if view.isMissingChange { met.insert(.missingParent) }
    for field in view.fields.values {
      if case .withheld = field.shown.value { met.insert(.withheldWords) }
      if field.isConflict { met.insert(.conflict) }
      if field.losers.contains(where: { $0.stamp == field.shown.stamp }) {
        met.insert(.equalStamps)
      }
    }
  }

  /// What a report would count, in any order.
  private func counted(_ journal: Journal) throws -> [String] {
    let days = CivilDate(number: 19_000_101)!...CivilDate(number: 21_991_231)!
    var query = TallyQuery(kinds: Kind.all.filter(\.isActivity), days: days)
    for kind in query.kinds { query.eventFields[kind.name] = kind.fields.map(\.name) }
    query.personFields = ["gender", "citizenship", "residence"]
    query.wantsHeads = true
    return try journal.tally(query) { reader in
      var events: [String] = []
      try reader.readEvents { piece, tally in
        let kind = query.kinds[piece.kind].name
        func names(_ kind: String, _ field: String) -> [String] {
          tally.numbers[TallyField(kind, field)]?.codes ?? []
        }
        func codes(_ set: CodeSet, _ kind: String, _ field: String) -> [String] {
          switch set {
          case .inapplicable: []
          case .one(let number): [names(kind, field)[number]]
          case .several(let numbers): numbers.map { names(kind, field)[$0] }.sorted()
          }
        }
        for event in 0..<piece.count {
          let answers = zip(piece.codes, query.eventFields[kind] ?? []).map {
            codes($0[event], kind, $1)
          }
          let persons = piece.persons[piece.personPlaces(of: event)].map { person in
            zip(tally.persons.codes, query.personFields)
              .map { codes($0[Int(person)], "person", $1) }.description
          }
          let heads = (piece.heads[event] ?? []).map {
            "\(names("person", "gender")[$0.gender]) \($0.count)"
          }
          events.append(
            "\(kind) \(piece.days[event]) \(answers) \(piece.numbers.map { $0[event] }) "
              + "\(persons.sorted()) \(heads.sorted())")
        }
      }
      return events.sorted()
    }
  }

  private func derivedIsRebuilt(_ journal: Journal) throws -> Bool {
    struct Compared: Error { var isEqual: Bool }
    do {
      try journal.write { db in
        let kept = try Journal.digestOfDerivedRows(in: db)
        try journal.rebuildDerived(in: db)
        throw Compared(isEqual: try Journal.digestOfDerivedRows(in: db) == kept)
      }
    } catch let compared as Compared {
      return compared.isEqual
    }
    return false
  }
}
