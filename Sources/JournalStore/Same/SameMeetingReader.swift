import CaseModel
import GRDB
import Matching
import Merge

/// Reads what happened, a day at a time, for the matcher.
final class SameMeetingReader {
  /// What two workers write down who were there together.
  static let kinds = [Kind.contact, .session, .visit, .activity]

  private let journal: Journal
  private let db: Database
  private let links: LinkedRecords
  private let writers: WriterRows
  private let reader: RecordReader
  private var names: [AuthorKey: String] = [:]
  private var representatives: [RecordID: RecordID] = [:]

  init(
    _ journal: Journal, _ links: LinkedRecords, _ writers: WriterRows, in db: Database
  ) throws {
    self.journal = journal
    self.links = links
    self.writers = writers
    self.db = db
    reader = try RecordReader(for: journal.roster, in: db)
  }

  /// The pairs of meetings that are worth a look; with a mark only those with one that has come since.
  func pairs(since mark: RecordsSoFar?) throws -> [(kind: String, pair: MatchedPair)] {
    try Self.kinds.flatMap { kind in
      try settled(pairs(of: kind, since: mark)).map { (kind.name, $0) }
    }
  }

  private func pairs(of kind: Kind, since mark: RecordsSoFar?) throws -> [MatchedPair] {
    let days = try mark.map { try self.days(of: kind, since: $0) }
    guard days?.isEmpty != true else { return [] }
    let matcher = try self.matcher(for: kind)
    var found: [MatchedPair] = []
    var (day, next): ([MeetingDescription], [MeetingDescription]) = ([], [])
    func match() throws {
      guard let number = day.first?.day else { return }
      let following = next.first?.day == number + 1 ? next : []
      found += try matcher.pairs(on: day, and: following, from: mark?.firstNewRecord ?? .min) {
        try details(ofRow: $0)
      }
    }
    let rows = try self.rows(of: kind, on: days)
    while let meeting = try nextMeeting(rows, of: kind) {
      if next.last.map({ $0.day != meeting.day }) ?? false {
        try match()
        (day, next) = (next, [])
      }
      next.append(meeting)
    }
    try match()
    (day, next) = (next, [])
    try match()
    return found
  }

  // MARK: Rows

  /// The days of new records, and those before and after.
  private func days(of kind: Kind, since mark: RecordsSoFar) throws -> Set<Int> {
    let rows = try RowStatement(
      "SELECT DISTINCT \"on\" FROM \(kind.table) WHERE record >= ?", in: db)
    try rows.start(.integer(mark.firstNewRecord))
    var days: Set<Int> = []
    while try rows.next() {
      guard let day = rows.integerIfAny(0).flatMap({ CivilDate(number: Int($0)) }) else { continue }
      days.formUnion(
        [-1, 0, 1].compactMap { day.adding(days: $0)?.number })
    }
    return days
  }

  private func rows(of kind: Kind, on days: Set<Int>?) throws -> RowStatement {
    func column(_ name: String) -> String {
      kind.columns.contains(name) ? name.quoted : "NULL"
    }
    let sort = kind == .contact ? column("setting") : column("type")
    let heads = kind == .activity ? column("participants") : column("met")
    let condition =
      days.map { " AND \"on\" IN (\($0.sorted().map(String.init).joined(separator: ", ")))" } ?? ""
    let rows = try RowStatement(
      """
      SELECT record, "on", "on-time", \(column("place")), \(sort), \(heads), \(column("spoken"))
      FROM \(kind.table) WHERE typeof("on") = 'integer'\(condition) ORDER BY "on", record
      """, in: db)
    try rows.start()
    return rows
  }

  private func nextMeeting(_ rows: RowStatement, of kind: Kind) throws -> MeetingDescription? {
    while try rows.next() {
      let row = try rows.integer(0)
      guard let date = CivilDate(number: Int(try rows.integer(1))) else { continue }
      var meeting = MeetingDescription(row, day: date.dayNumber)
      meeting.minute = rows.integerIfAny(2).map { Int($0) }
      meeting.place = rows.integerIfAny(3)
      meeting.sort = rows.textIfAny(4).flatMap { ["unknown", "refused"].contains($0) ? nil : $0 }
      meeting.met = rows.integerIfAny(5).map { Int($0) }
      meeting.spoken = rows.integerIfAny(6).map { Int($0) }
      meeting.writer = try writers.writer(ofRow: row)
      return meeting
    }
    return nil
  }

  private func matcher(for kind: Kind) throws -> MeetingMatcher {
    func counts<Key>(by column: String, _ key: (RowStatement) throws -> Key?) throws -> [Key: Int] {
      guard kind.columns.contains(column) else { return [:] }
      let rows = try RowStatement(
        "SELECT \(column.quoted), count(*) FROM \(kind.table) GROUP BY 1", in: db)
      try rows.start()
      var counts: [Key: Int] = [:]
      while try rows.next() {
        if let key = try key(rows) { counts[key] = Int(try rows.integer(1)) }
      }
      return counts
    }
    return MeetingMatcher(
      count: Int(
        try RowStatement("SELECT count(*) FROM \(kind.table)", in: db).firstInteger() ?? 0),
      places: try counts(by: "place") { $0.integerIfAny(0) },
      sorts: try counts(by: kind == .contact ? "setting" : "type") { $0.textIfAny(0) })
  }

  // MARK: Details

  private func details(ofRow row: Int64) throws -> MeetingDetails? {
    guard let view = try reader.view(ofRow: row), view.existence != .gone else { return nil }
    let words = ["with", "by"].compactMap { view.words($0) }
    return MeetingDetails(
      record: view.record, persons: Set(try view.persons.map(representative(of:))),
      writerName: try name(of: view.firstAuthor),
      colleagues: words.isEmpty ? nil : Journal.folded(words.joined(separator: " ")))
  }

  private func name(of author: AuthorKey) throws -> String? {
    if let known = names[author] { return known.isEmpty ? nil : known }
    let row = try Journal.row(of: .member(author), in: db)
    let name = try row.flatMap { try reader.view(ofRow: $0) }?.words("name").map(Journal.folded)
    names[author] = name ?? ""
    return name
  }

  private func representative(of record: RecordID) throws -> RecordID {
    if let known = representatives[record] { return known }
    var found = record
    if let row = try Journal.row(of: record, in: db), links.members(of: row).count > 1 {
      found = try Journal.record(ofRow: links.representative(of: row), in: db) ?? record
    }
    representatives[record] = found
    return found
  }

  /// Without pairs that are linked or said to be different, and of those between what is linked the
  /// likeliest alone.
  private func settled(_ pairs: [MatchedPair]) throws -> [MatchedPair] {
    let declared = Set(
      try links.differences.map { link in
        RecordPair(try representative(of: link.one.id), try representative(of: link.other.id))
      })
    var done: Set<RecordPair> = []
    return try pairs.sorted(by: MatchedPair.isListedBefore).filter { pair in
      let (one, other) = (try representative(of: pair.one), try representative(of: pair.other))
      let groups = RecordPair(one, other)
      return one != other && !declared.contains(groups) && done.insert(groups).inserted
    }
  }
}
