import CaseModel
import GRDB
import Matching
import Merge

/// Reads every person, and who was met with whom, for the matcher.
final class SamePersonReader {
  private let db: Database
  private let links: LinkedRecords
  private let writers: WriterRows
  private let reader: RecordReader
  private var matcher = PersonMatcher()
  /// The matcher's number for each person's row.
  private var numbers: [Int64: Int] = [:]
  private var records: [Int64: RecordID] = [:]
  private let progress: ((Int) -> Void)?

  init(
    _ journal: Journal, _ links: LinkedRecords, _ writers: WriterRows, in db: Database
  ) throws {
    self.db = db
    self.links = links
    self.writers = writers
    progress = journal.progress
    reader = try RecordReader(for: journal.roster, in: db)
  }

  /// The pairs of persons that are worth a look; with a mark only those with somebody who has come
  /// since.
  func pairs(since mark: RecordsSoFar?) throws -> [MatchedPair] {
    let rows = try personRows()
    let new = mark.map { mark in rows.filter { $0 >= mark.firstNewRecord } }
    guard new?.isEmpty != true else { return [] }
    try writers.readAll()
    for (done, row) in rows.enumerated() {
      if numbers[row] == nil { try add(row) }
      if done % 256 == 255 { progress?(done + 1) }
    }
    try addEncounters()
    return matcher.pairs(
      except: declaredPairs, touching: new.map { Set($0.compactMap { records[$0] }) })
  }

  private func personRows() throws -> [Int64] {
    let rows = try RowStatement("SELECT record FROM person ORDER BY record", in: db)
    try rows.start()
    var found: [Int64] = []
    while try rows.next() { found.append(try rows.integer(0)) }
    return found
  }

  /// Adds somebody with all her pages.
  private func add(_ row: Int64) throws {
    var description: PersonDescription?
    let pages = links.members(of: row)
    for page in pages {
      guard let view = try reader.view(ofRow: page), view.existence != .gone else { continue }
      description = description ?? PersonDescription(view.record)
      description?.add(view)
    }
    guard let description else { return }
    let number = matcher.add(description)
    for page in pages {
      numbers[page] = number
      records[page] = description.record
    }
  }

  /// Adds every record that names persons; what is linked is one.
  private func addEncounters() throws {
    let rows = try RowStatement(
      "SELECT record, person, kind, \"on\" FROM attendance ORDER BY record, person", in: db)
    var places: [String: RowStatement] = [:]
    for kind in Kind.all where kind.isEvent && kind.columns.contains("place") {
      places[kind.name] = try RowStatement(
        "SELECT place FROM \(kind.table) WHERE record = ?", in: db)
    }
    var linked: [Int64: [Int]] = [:]
    var current: (row: Int64, encounter: Encounter)?
    func finish() {
      guard let (row, encounter) = current else { return }
      if links.members(of: row).count > 1 {
        linked[links.representative(of: row), default: []] += encounter.persons
      } else {
        matcher.add(encounter)
      }
      current = nil
    }
    try rows.start()
    while try rows.next() {
      let row = try rows.integer(0)
      guard let person = numbers[try rows.integer(1)] else { continue }
      if current?.row == row {
        current?.encounter.persons.append(person)
        continue
      }
      finish()
      let day = rows.integerIfAny(3).flatMap { CivilDate(number: Int($0))?.dayNumber }
      let place = try rows.textIfAny(2).flatMap { places[$0] }.flatMap { place in
        try place.firstInteger(orNull: .integer(row))
      }
      current = (
        row,
        Encounter(persons: [person], day: day, place: place, writer: try writers.writer(ofRow: row))
      )
    }
    finish()
    for persons in linked.values {
      matcher.add(Encounter(persons: persons, day: nil, place: nil, writer: nil))
    }
  }

  private var declaredPairs: Set<RecordPair> {
    Set(
      links.differences.compactMap { link in
        guard let one = records[link.one.row], let other = records[link.other.row] else {
          return nil
        }
        return RecordPair(one, other)
      })
  }
}

extension RowStatement {
  /// The integer in the only row; nil if there is none, or it is NULL.
  fileprivate func firstInteger(orNull value: RowValue) throws -> Int64? {
    try start(value)
    guard try next() else { return nil }
    return integerIfAny(0)
  }
}

extension PersonDescription {
  /// Adds what one of her pages says, also what stands beside something else in conflict.
  fileprivate mutating func add(_ view: RecordView) {
    aliases += view.standingWords("alias").map(Journal.folded)
    legalNames += view.standingWords("legal-name").map(Journal.folded)
    phones += view.standingWords("phone")
    if let gender = view.code("gender") { genders.insert(gender) }
    for case .code(let country) in view.answers("citizenship") {
      if Answer.code(country) != .unknown, Answer.code(country) != .refused {
        citizenships.insert(country)
      }
    }
    if case .number(let year)? = view.answer("birth-year"),
      PersonMatcher.possibleBirthYears.contains(year)
    {
      birthYears.append(Int(year)...Int(year))
    } else if let band = view.code("age-band"),
      let written = CivilDate(dayNumber: Int(view.firstWritten.wallMilliseconds / 86_400_000)),
      let ages = Age.ages(ofBand: band)
    {
      birthYears.append(written.year - ages.upperBound - 1...written.year - ages.lowerBound)
    }
  }
}

extension RecordView {
  /// A code that answers a field; nil if it says that nobody knows.
  fileprivate func code(_ name: String) -> String? {
    guard let answer = answer(name), case .code(let code) = answer, answer != .unknown,
      answer != .refused, code != "NonSpecifiedUnknown"
    else { return nil }
    return code
  }
}
