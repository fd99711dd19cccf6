import CaseModel
import GRDB
import Merge

/// Reads what reports count, within one state of the journal.
///
/// Memory holds the persons and a piece of the events, however long the period is.
public final class TallyReader {
  /// How many events of a kind a piece should have, so that it is nothing beside the rest.
  private static let pieceSize = 4096

  /// All that is known so far beside the events.
  public private(set) var tally: Tally
  private let journal: Journal
  private let db: Database
  private let links: LinkedRecords
  private let lists: TeamListCodes
  private let readers: [EventReader]
  private var persons: PersonReader

  /// The readers of a kind: of days, and of a record that is linked with others.
  private struct EventReader {
    let kind: Kind
    let fields: [(field: Field, codes: FieldCodes)]
    let ofDays: KindReader
    let ofRecord: KindReader?
  }

  init(_ query: TallyQuery, _ journal: Journal, in db: Database) throws {
    self.journal = journal
    self.db = db
    let links = try Journal.linkedRecords(in: db)
    let lists = TeamListCodes(journal, in: db)
    let persons = try PersonReader(query, journal, links, lists, in: db)
    readers = try query.kinds.map { kind in
      let fields = (query.eventFields[kind.name] ?? []).compactMap { kind.field($0) }
        .map { (field: $0, codes: FieldCodes($0)) }
      let genders = query.wantsHeads && kind.name == Kind.contact.name ? persons.genders : nil
      func reader(_ selection: KindReader.Selection) throws -> KindReader {
        try KindReader(kind, fields, genders: genders, lists: lists, by: selection, in: db)
      }
      return EventReader(
        kind: kind, fields: fields, ofDays: try reader(.days),
        ofRecord: links.isEmpty ? nil : try reader(.record))
    }
    self.links = links
    self.lists = lists
    self.persons = persons
    tally = Tally(query)
    tally.stateDigest = try Journal.stateDigest(
      root: Journal.root(of: db, author: journal.author), in: db)
  }

  // MARK: Events

  /// Hands over the events of the period, each once, a piece of one kind at a time, with all that is
  /// known so far.
  public func readEvents(_ take: (TallyPiece, Tally) throws -> Void) throws {
    for (kind, reader) in readers.enumerated() {
      var linked: Set<Int64> = []
      var first = tally.query.days.lowerBound
      let last = tally.query.days.upperBound
      // A month first, and then as many days as hold a piece.
      var length = 31
      while first <= last {
        let end = min(first.adding(days: length - 1) ?? last, last)
        var piece = TallyPiece(kind: kind, fields: reader.fields.count)
        let isWhole = try reader.ofDays.read(
          [.integer(Int64(first.number)), .integer(Int64(end.number))], into: &piece,
          limit: length > 1 ? 2 * Self.pieceSize : .max
        ) { record in
          guard !links.isEmpty, links.members(of: record).count > 1 else { return true }
          linked.insert(links.representative(of: record))
          return false
        } person: {
          try persons.place(of: $0, $1)
        }
        guard isWhole else {
          length = max(1, length / 8)
          continue
        }
        length = min(max(1, length * Self.pieceSize / max(1, piece.count)), 16 * length)
        try finish(&piece, reader, take)
        guard let next = end.adding(days: 1) else { break }
        first = next
      }
      try readLinked(linked.sorted(), kind, reader, take)
    }
  }

  private func finish(
    _ piece: inout TallyPiece, _ reader: EventReader, _ take: (TallyPiece, Tally) throws -> Void
  ) throws {
    guard piece.count > 0 else { return }
    try persons.readNew(into: &tally)
    for person in piece.persons { tally.persons.tookPart[Int(person)] = true }
    let consents = tally.persons.consents
    piece.leaveOut({ consents[Int($0)] == .excluded }, isOwned: reader.kind.isOwned)
    for (field, codes) in reader.fields {
      tally.numbers[TallyField(reader.kind.name, field.name)] = codes.numbers
    }
    tally.labels = lists.labels
    try take(piece, tally)
  }

  /// Makes one event of those that were written twice, and hands them over.
  ///
  /// It happened on the earliest of their days, and counts if that lies in the period. Of a field
  /// of one answer the first that there is counts, in the order of days and then of ids.
  private func readLinked(
    _ groups: [Int64], _ kind: Int, _ reader: EventReader,
    _ take: (TallyPiece, Tally) throws -> Void
  ) throws {
    guard let ofRecord = reader.ofRecord else { return }
    let fields = reader.fields.map(\.field)
    var piece = TallyPiece(kind: kind, fields: fields.count)
    for group in groups {
      var events: [EventTally] = []
      for member in links.members(of: group) {
        var one = TallyPiece(kind: kind, fields: fields.count)
        _ = try ofRecord.read([.integer(member)], into: &one) { _ in
          true
        } person: {
          try persons.place(of: $0, $1)
        }
        if one.count > 0 { events.append(one.event(at: 0)) }
      }
      events = events.enumerated().sorted {
        ($0.element.day, $0.offset) < ($1.element.day, $1.offset)
      }.map(\.element)
      while !events.isEmpty {
        var event = events.removeFirst()
        // A record that belongs to one person is the same as another's only if she is too.
        events.removeAll { other in
          guard !reader.kind.isOwned || other.persons == event.persons else { return false }
          event.join(other, fields)
          return true
        }
        let isInPeriod = CivilDate(number: Int(event.day)).map(tally.query.days.contains)
        if isInPeriod ?? false { piece.append(event) }
      }
      guard piece.count >= Self.pieceSize else { continue }
      try finish(&piece, reader, take)
      piece = TallyPiece(kind: kind, fields: fields.count)
    }
    try finish(&piece, reader, take)
  }

  // MARK: Everybody

  /// Reads everybody with a record of the query's kinds on or before the last of its days: no
  /// events, but each person's last day.
  ///
  /// Costs every record that names somebody.
  public func readEverybody() throws {
    tally.isCaseload = true
    let kinds = tally.query.kinds.map { "'\($0.name)'" }.joined(separator: ", ")
    // The sign keeps SQLite from going by kind, and from sorting what it finds in memory.
    let rows = try RowStatement(
      """
      SELECT person, max("on") FROM attendance WHERE "on" <= ? AND +kind IN (\(kinds))
      GROUP BY person
      """, in: db)
    try rows.start(.integer(Int64(tally.query.days.upperBound.number)))
    var last = PackedNumbers()
    var count = 0
    while try rows.next() {
      let on = rows.integerIfAny(1).flatMap { CivilDate(number: Int($0))?.number }
      let place = Int(try persons.place(of: rows.integer(0), nil))
      if place == count {
        last.append(on)
        count += 1
      }
      if let on, on > last[place] ?? on { last.set(on, at: place) }
      if persons.newCount == Self.pieceSize / 8 { try persons.readNew(into: &tally) }
    }
    try persons.readNew(into: &tally)
    tally.persons.lastDays = last
    tally.labels = lists.labels
  }
}
