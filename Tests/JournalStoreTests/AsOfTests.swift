import CaseModel
import Foundation
import GRDB
import Merge
import SealedSQLite
import Sealing
import TestSupport
import Testing

@testable import JournalStore

/// What a journal said on an earlier day, against a journal that holds no more than was written then.
@Suite struct AsOfTests {
  static let day: Int64 = 86_400_000
  /// 2026-11-01 at noon, UTC.
  static let noon: Int64 = 1_793_534_400_000
  static let first = CivilDate(number: 20_261_101)!

  @Test func `on random histories the past is what was written until then, and no more`() throws {
    var changed: [String: Int] = [:]
    for seed in 0..<UInt64(LongForm.count(short: 16, long: 2000)) {
      let team = try Team(seed: seed)
      var chance = Seeded(seed ^ 0xa50f)
      for step in 0..<Team.steps {
        // Mostly one day after the other, by day and by night; some are behind or ahead.
        for install in team.installs where !chance.once(in: 5) {
          let now = Self.noon + Int64(step) * Self.day
          install.clock.set(now + Int64(chance.below(48) - 24) * 3_600_000)
        }
        try team.run(steps: 1)
        for _ in 0..<2 { try Self.writeOfPersons(chance.pick(team.installs), &chance) }
      }
      let install = chance.pick(team.installs)
      try team.merge(
        team.installs.filter { $0 !== install }.map { try team.stick($0) }, into: install)
      let now = try install.journal.read { try Self.rows(in: $0) }
      for _ in 0..<3 {
        let day =
          chance.once(in: 8)
          ? chance.pick([CivilDate.all.lowerBound, CivilDate.all.upperBound])
          : try #require(Self.first.adding(days: chance.below(Team.steps + 2) - 1))
        let past = try install.journal.read(asOf: day) { try Self.rows(in: $0) }
        let then = try Self.journal(of: install, until: day, in: team)
        let expected = try then.read { try Self.rows(in: $0) }
        // What was erased since is erased in the past as well.
        for (table, rows) in expected where table != "erased" {
          #expect(past[table] == rows, "seed \(seed), \(table) on \(day)")
          if rows != now[table], !rows.isEmpty { changed[table, default: 0] += 1 }
        }
        #expect(past.count == expected.count)
        let tally = try Self.counted(install.journal, asOf: day)
        #expect(try tally == Self.counted(then, asOf: nil), "seed \(seed), on \(day)")
      }
      #expect(try install.journal.read { try Self.rows(in: $0) } == now)
    }
    // Where the past is as the present, or nothing, nothing is shown.
    for table in [
      "person", "person_citizenship", "contact", "attendance", "consent", "statistics", "visit",
      "handle", "deadline", "attention", "list_entry", "same", "written",
    ] {
      #expect(changed[table] ?? 0 > 0, "nothing of \(table) has changed since: \(changed)")
    }
  }

  /// Consents and visits, and edits of them: records that belong to persons; and places, which are
  /// rare in what a team writes.
  static func writeOfPersons(_ install: Team.Install, _ chance: inout Seeded) throws {
    let journal = install.journal
    install.known = nil
    if chance.once(in: 8) {
      let label = "Invented Street \(chance.below(50))"
      try journal.write([journal.newListEntry(.place, label: label)])
      return
    }
    let known = try journal.records(RecordQuery(kinds: ["person", "consent", "visit"]))
    guard let one = known.shuffled(using: &chance).first else { return }
    // Two of a kind are rare.
    if !chance.once(in: 3), let other = known.last(where: { $0.kind == one.kind && $0 != one }) {
      try journal.write([.link(one.record, other.record, isSame: !chance.once(in: 3))])
      return
    }
    var draft: Draft
    switch one.kind {
    case "consent":
      draft = Draft(.consent, record: one.record)
      draft.set("answer", to: .code(chance.pick(["given", "withdrawn"])))
      draft.set("purpose", to: .code(chance.pick(["statistics", "research"])))
    case "visit":
      draft = Draft(.visit, record: one.record)
      draft.set("on", to: .date(CivilDate(number: 20_261_001 + chance.below(30))!, minute: nil))
    case _ where chance.once(in: 2):
      draft = journal.newRecord(.visit, owner: one.record)
      draft.set("on", to: .date(CivilDate(number: 20_261_001 + chance.below(30))!, minute: 60))
      draft.set("next", to: .date(CivilDate(number: 20_261_201 + chance.below(30))!, minute: nil))
    default:
      draft = StatisticsConsentTests.consent(
        chance.pick(["given", "refused"]), of: one.record, in: journal)
    }
    try journal.write([draft])
  }

  /// A journal that received, of what another holds, only the entries until a day, and counts the
  /// same authors.
  static func journal(of install: Team.Install, until day: CivilDate, in team: Team) throws
    -> Journal
  {
    let copy = team.file()
    try FileManager.default.copyItem(atPath: install.path, toPath: copy)
    do {
      let source = try Team.Install.open(copy, in: .test())
      try source.write { db in
        let later = try Row.fetchAll(db, sql: "SELECT id, bytes FROM entry").filter { row in
          let entry = try Entry(bytes: [UInt8](row[1] as Data))
          let minutes = Double(entry.stamp.wallMilliseconds) / 60_000
          let local = (minutes + Double(entry.utcOffsetMinutes)) / 1440
          return local.rounded(.down) > Double(day.dayNumber)
        }
        for row in later {
          try db.execute(sql: "DELETE FROM entry WHERE id = ?", arguments: [row[0] as Int64])
        }
        try db.execute(
          sql: """
            DELETE FROM words WHERE revision IN
            (SELECT id FROM revision WHERE entry NOT IN (SELECT id FROM entry));
            DELETE FROM revision WHERE entry NOT IN (SELECT id FROM entry);
            UPDATE chain SET sum = sum + 1,
            count = (SELECT count(*) FROM entry WHERE entry.replica = chain.replica),
            last = (SELECT coalesce(max(seq), 0) FROM entry WHERE entry.replica = chain.replica);
            """)
      }
    }
    let path = team.file()
    let keys = JournalKeys(dataKey: try .random(), authorSeed: try .random(count: 32))
    let file = try SealedFile.create(
      at: path, keys: keys, for: [.owner(.test())])
    let journal = try Journal(
      file, at: path, mode: .readWrite, keys: keys, environment: .test(), isNew: true)
    _ = try journal.merge([team.foreign(copy)], newAuthors: .holdBack)
    let marks = try install.journal.read { try Data.fetchAll($0, sql: "SELECT mark FROM erased") }
    try journal.write { db in
      journal.roster = install.journal.roster
      try journal.rebuildDerived(in: db)
      guard !marks.isEmpty else { return }
      try db.execute(sql: "DELETE FROM erased")
      for mark in marks {
        try db.execute(sql: "INSERT INTO erased(mark, record) VALUES (?, 0)", arguments: [mark])
      }
      let derivation = try Derivation(for: journal.roster, in: db)
      for row in try Int64.fetchAll(db, sql: "SELECT id FROM record WHERE kind <> ''") {
        _ = try derivation.refresh(row, isDerived: true)
      }
    }
    return journal
  }

  /// Every row of every derived table, with ids in the place of rows.
  static func rows(in db: Database) throws -> [String: [String]] {
    func names(_ sql: String) throws -> [Int64: String] {
      try Row.fetchAll(db, sql: sql).reduce(into: [:]) { names, row in
        names[row[0]] = (row[1] as Data).map { String($0, radix: 16) }.joined(separator: ".")
      }
    }
    let records = try names("SELECT id, uuid FROM record")
    let replicas = try names("SELECT id, label || author FROM replica")
    let fields = Kind.all.flatMap { kind in kind.fields.map { (kind, $0) } }.filter { _, field in
      switch field.type {
      case .record, .list: true
      default: false
      }
    }
    let columns = Set(fields.map(\.1.name) + ["record", "person"])
    let lists = Set(fields.filter(\.1.hasTableOfItsOwn).map { $0.table(of: $1) })
    var found: [String: [String]] = [:]
    for table in try Schema.derivedTables(db) {
      let rows = try Row.fetchAll(db, sql: "SELECT * FROM \(table)")
      found[table] = rows.map { row in
        row.map { column, value in
          guard let number = Int64.fromDatabaseValue(value), case .int64 = value.storage else {
            return "\(column)=\(value)"
          }
          if column == "replica" { return replicas[number] ?? "no replica" }
          let isRecord = columns.contains(column) || column == "value" && lists.contains(table)
          return isRecord ? records[number] ?? "no record" : "\(column)=\(number)"
        }.joined(separator: " ")
      }.sorted()
    }
    return found
  }

  /// What a report counts: events with their days and how many took part, persons and what they said.
  static func counted(_ journal: Journal, asOf day: CivilDate?) throws -> [String] {
    var query = TallyQuery(kinds: Kind.all.filter(\.isActivity), days: CivilDate.all)
    query.asOf = day
    return try journal.tally(query) { reader in
      var events: [String] = []
      try reader.readEvents { piece, _ in
        for event in 0..<piece.count {
          events.append("\(piece.kind) \(piece.days[event]) \(piece.personPlaces(of: event).count)")
        }
      }
      return events.sorted() + reader.tally.persons.consents.map(\.rawValue).sorted()
    }
  }

  // MARK: One journal

  let folder = TemporaryFolder()

  /// A journal in which something is changed on a later day: a person's gender, another person and
  /// a contact that are deleted, and a third person who is first written then.
  func journal() throws -> (journal: Journal, clock: TestClock, persons: [RecordID]) {
    let clock = TestClock(milliseconds: Self.noon)
    let journal = try Journal.temporary(in: folder, clock: clock)
    let persons = try journal.write([
      .person("Red Hat", gender: "Feminine", citizenship: ["NG"]),
      .person("Blue Coat", gender: "Masculine"),
    ])
    let contacts = try journal.write([
      .contact(on: 20_261_031, met: 3, persons: persons),
      .contact(on: 20_261_031, met: 4, persons: [persons[0]]),
    ])
    clock.set(Self.noon + 3 * Self.day)
    var change = Draft(.person, record: persons[0])
    change.set("gender", to: .code("TransgenderFeminine"))
    change.add(.code("GH"), to: "citizenship")
    try journal.write([change])
    try journal.write([
      .delete(persons[1], kind: .person, owner: nil),
      .delete(contacts[1], kind: .contact, owner: nil),
      .person("Green Bag", gender: "Feminine"),
    ])
    return (journal, clock, persons)
  }

  static func attendance(_ db: Database) throws -> [String] {
    try Row.fetchAll(db, sql: "SELECT gender, citizenship FROM attendance ORDER BY 1, 2").map {
      "\($0[0] as String? ?? "-") \($0[1] as String? ?? "-")"
    }
  }

  @Test func `what was changed, deleted or written later is as it was then`() throws {
    let (journal, _, _) = try journal()
    let (before, after) = (Self.first, try #require(Self.first.adding(days: 3)))
    for day in [after, nil] {
      try journal.read(asOf: day) { (db: Database) throws in
        #expect(try Self.attendance(db) == ["- -", "TransgenderFeminine GH NG"])
        #expect(try Int.fetchOne(db, sql: "SELECT sum(met) FROM contact") == 3)
        #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM person") == 2)
      }
    }
    for day in [before, try #require(after.adding(days: -1))] {
      try journal.read(asOf: day) { (db: Database) throws in
        #expect(try Self.attendance(db) == ["Feminine NG", "Feminine NG", "Masculine -"])
        #expect(try Int.fetchOne(db, sql: "SELECT sum(met) FROM contact") == 7)
        #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM person") == 2)
        #expect(
          try String.fetchAll(db, sql: "SELECT folded FROM handle ORDER BY 1")
            == ["blue coat", "red hat"])
      }
    }
    let sooner = try #require(before.adding(days: -1))
    try journal.read(asOf: sooner) { (db: Database) throws in
      #expect(try Self.attendance(db) == [])
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM person") == 0)
    }
  }

  @Test func `a record is read as it was, with what was said then, also who may be counted`()
    throws
  {
    let (journal, clock, persons) = try journal()
    let consent = try journal.write([
      StatisticsConsentTests.consent("given", of: persons[0], in: journal),
      StatisticsConsentTests.consent("given", of: persons[0], on: 20_261_004, in: journal),
    ])[0]
    clock.set(Self.noon + 9 * Self.day)
    var change = Draft(.consent, record: consent)
    change.set("answer", to: .code("withdrawn"))
    try journal.write([change])
    func holds(_ day: Int) throws -> StatisticsConsent {
      try journal.read(asOf: Self.first.adding(days: day)) { (db: Database) throws in
        let row = try #require(try Journal.row(of: persons[0], in: db))
        return try StatisticsConsents(
          journal.roster, linked: LinkedRecords([]), lastDay: Self.first, in: db
        ).of(row)
      }
    }
    #expect(try holds(2) == .notAsked)
    #expect(try holds(3) == .given)
    #expect(try holds(8) == .given)
    #expect(try holds(9) == .excluded)
    let gender = try journal.read(asOf: Self.first) { (db: Database) throws in
      try journal.view(ofRow: #require(try Journal.row(of: persons[0], in: db)), in: db)?
        .answer("gender")
    }
    #expect(gender == .code("Feminine"))
    #expect(try journal.view(of: persons[0])?.answer("gender") == .code("TransgenderFeminine"))
  }

  @Test func `an author's own zone and clock say on which day something was written`() throws {
    func entry(_ milliseconds: Int64, _ minutes: Int16, isGood: Bool = true) -> Entry {
      Entry(
        author: .zero, replica: .zero, sequence: 1, previous: nil,
        stamp: Entry.Stamp(clockIsGood: isGood, wallMilliseconds: milliseconds),
        utcOffsetMinutes: minutes, commandStart: 1, digest: .zero)
    }
    let days: [(Int64, Int16, Int)] = [
      (0, 0, 0), (-1, 0, -1), (0, -1, -1), (Self.day - 1, 0, 0), (Self.day - 1, 1, 1),
      (Self.day, -60, 0), (-Self.day, 0, -1), (-Self.day - 1, 0, -2), (-1, 1, 0),
    ]
    for (milliseconds, minutes, day) in days {
      #expect(entry(milliseconds, minutes).dayNumber == day)
      #expect(entry(milliseconds, minutes, isGood: false).dayNumber == day)
    }
    #expect(entry(Self.noon, 60).dayNumber == Self.first.dayNumber)
    // No clock that anybody can write ends the program.
    #expect(entry(.min, .min).dayNumber < CivilDate.all.lowerBound.dayNumber)
    #expect(entry(.max, .max).dayNumber > CivilDate.all.upperBound.dayNumber)
  }

  private struct Stop: Error {}

  @Test func `nothing is left of the past, also after a failure`() throws {
    let (journal, _, _) = try journal()
    let now = try journal.read { try Self.rows(in: $0) }
    #expect(throws: Stop.self) { try journal.read(asOf: Self.first) { _ in throw Stop() } }
    for _ in 0..<2 {
      #expect(try journal.read(asOf: Self.first) { try Self.rows(in: $0) } != now)
      #expect(try journal.read { try Self.rows(in: $0) } == now)
      let left = try journal.read {
        try Int.fetchOne($0, sql: "SELECT count(*) FROM temp.sqlite_schema")
      }
      #expect(left == 0)
    }
    try journal.write([.contact()])
    #expect(try journal.check().isSound)
  }

  @Test func `a past is told of the state that it was read from`() throws {
    let (journal, _, _) = try journal()
    let digest = try journal.stateDigest()
    for day in [Self.first, CivilDate.all.lowerBound] {
      #expect(
        try journal.read(asOf: day) { try Journal.stateDigest(root: journal.author, in: $0) }
          == digest)
    }
  }

  @Test func `nothing can be written while the past is read`() throws {
    let (journal, _, _) = try journal()
    for sql in ["DELETE FROM main.contact", "DELETE FROM temp.later"] {
      #expect(throws: JournalError.self) {
        try journal.read(asOf: Self.first) { try $0.execute(sql: sql) }
      }
    }
    #expect(try journal.check().isSound)
  }

  @Test func `a file and folder that can't be written in are enough, and stay as they are`() throws
  {
    do { _ = try journal() }
    let file = URL(filePath: folder.file("journal.hopenow"))
    let manager = FileManager.default
    func state() throws -> [String] {
      try manager.contentsOfDirectory(atPath: folder.path).sorted()
    }
    let (bytes, files) = (try Data(contentsOf: file), try state())
    try manager.setAttributes([.posixPermissions: 0o444], ofItemAtPath: file.path)
    try manager.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
    defer { try? manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path) }
    let journal = try Journal.open(in: folder, mode: .readOnly)
    try journal.read(asOf: Self.first) { (db: Database) throws in
      #expect(try Self.attendance(db) == ["Feminine NG", "Feminine NG", "Masculine -"])
      #expect(try state() == files)
    }
    #expect(try Data(contentsOf: file) == bytes)
  }

  @Test func `a place that only an older change names, and that never came, makes no row`() throws {
    let (nowhere, somewhere) = (RecordID([UInt8](repeating: 8, count: 16))!, "Old Harbour")
    let clock = TestClock(milliseconds: Self.noon)
    do {
      let other = try Journal.temporary("other", in: folder, seed: 2, clock: clock)
      var contact = Draft.contact()
      contact.set("place", to: .record(nowhere))
      let record = try other.write([contact])[0]
      clock.set(Self.noon + 3 * Self.day)
      let place = other.newListEntry(.place, label: somewhere)
      var change = Draft(.contact, record: record)
      change.set("place", to: place.id.map(Answer.record))
      try other.write([place, change])
    }
    let journal = try Journal.temporary(in: folder, seed: 1, clock: clock)
    // All at once: here no row was ever derived from the older change.
    _ = try journal.merge(
      [ForeignJournal(at: folder.file("other"), secret: .test(), scratchFolder: nil)],
      newAuthors: .accept)
    let places = "SELECT uuid FROM contact JOIN record ON record.id = contact.place"
    let (then, records) = try journal.read(asOf: Self.first) { (db: Database) throws in
      (
        try Data.fetchAll(db, sql: places).map { RecordID($0) },
        try Int.fetchOne(db, sql: "SELECT count(*) FROM record")
      )
    }
    #expect(then == [nowhere])
    try journal.read { (db: Database) throws in
      #expect(try Data.fetchAll(db, sql: places).map { RecordID($0) } != [nowhere])
      #expect(
        try Int.fetchOne(db, sql: "SELECT count(*) FROM main.record") == records.map { $0 - 1 })
    }
  }

  /// The plan by which SQLite answers, for the past.
  func plan(_ sql: String, in journal: Journal) throws -> [String] {
    try journal.read(asOf: Self.first) { (db: Database) throws in
      try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql).map { $0["detail"] as String }
    }
  }

  @Test func `what is counted in a period is found by the index of days, in the past too`() throws {
    let (journal, _, _) = try journal()
    let period = "\"on\" BETWEEN 20261001 AND 20261031"
    for (sql, walks) in [
      ("SELECT record, met, setting FROM contact WHERE \(period)", 2),
      (
        """
        SELECT record, person, gender, citizenship FROM attendance
        WHERE kind = 'contact' AND \(period)
        """, 2
      ),
      (
        """
        SELECT contact.record, value, number FROM contact
        JOIN contact_met_gender ON contact_met_gender.record = contact.record WHERE \(period)
        """, 4
      ),
    ] {
      let plan = try plan(sql, in: journal)
      #expect(plan.filter { $0.contains("on>? AND on<?)") }.count == walks)
      #expect(!plan.contains { $0.hasPrefix("SCAN") || $0.hasPrefix("MATERIALIZE") }, "\(plan)")
    }
    let consents = try plan("SELECT consent FROM statistics WHERE person = 1", in: journal)
    #expect(!consents.contains { $0.hasPrefix("SCAN") }, "\(consents)")
  }
}
