public import CaseModel
import GRDB
public import Merge

/// Which records are about the same, by all links that stand.
///
/// Links join what they connect, over any number of them; that two records are different takes no
/// other link away. Neither the order of the links nor the rows of the records make a difference to
/// who belongs together and who stands for it.
public struct LinkedRecords: Sendable {
  /// A record as links name it.
  public struct Place: Hashable, Sendable {
    /// The number that stands for it within one read.
    public var row: Int64
    /// Its id.
    public var id: RecordID

    /// Puts the two together.
    public init(row: Int64, id: RecordID) {
      self.row = row
      self.id = id
    }
  }

  /// What a link says of two records.
  public struct Link: Hashable, Sendable {
    /// The record with the smaller id.
    public var one: Place
    /// The record with the greater id.
    public var other: Place
    /// Whether they are about the same.
    public var isSame: Bool

    /// Puts the three together, the two records in either order.
    public init(_ one: Place, _ other: Place, isSame: Bool) {
      (self.one, self.other) = one.id < other.id ? (one, other) : (other, one)
      self.isSame = isSame
    }
  }

  /// The links that say of two records that they are different, though others join them; by the ids.
  public let contradictions: [Link]
  /// The links that say of two records that they are different; by the ids.
  public let differences: [Link]
  private let groups: [[Int64]]
  private let groupOfRow: [Int64: Int]

  /// Works out what belongs together.
  public init(_ links: [Link]) {
    var parents: [Place: Place] = [:]
    /// The record that stands for all that are joined so far, with the smallest id among them.
    func root(of place: Place) -> Place {
      var top = place
      while let above = parents[top] { top = above }
      var next = place
      while let above = parents[next], above != top {
        parents[next] = top
        next = above
      }
      return top
    }
    var joined: Set<Place> = []
    for link in links where link.isSame {
      joined.formUnion([link.one, link.other])
      let (one, other) = (root(of: link.one), root(of: link.other))
      guard one != other else { continue }
      if one.id < other.id { parents[other] = one } else { parents[one] = other }
    }
    let groups = Dictionary(grouping: joined, by: root).values.filter { $0.count > 1 }
      .map { group in group.sorted { $0.id < $1.id }.map(\.row) }
    self.groups = groups
    groupOfRow = groups.enumerated().reduce(into: [:]) { found, group in
      for row in group.element { found[row] = group.offset }
    }
    differences = links.filter { !$0.isSame }
      .sorted { ($0.one.id, $0.other.id) < ($1.one.id, $1.other.id) }
    contradictions = differences.filter { link in
      joined.contains(link.one) && root(of: link.one) == root(of: link.other)
    }
  }

  /// Whether every record stands for itself.
  public var isEmpty: Bool { groups.isEmpty }

  /// What is linked together, each in the order of ids.
  var all: [[Int64]] { groups }

  /// The record that stands for all that are about the same as this one: the one with the smallest
  /// id, so that it is the same record in every journal; itself where nothing is linked to it.
  public func representative(of row: Int64) -> Int64 {
    groupOfRow[row].map { groups[$0][0] } ?? row
  }

  /// Whether somebody says of two of those that are linked with this one that they are different.
  public func isContradicted(of row: Int64) -> Bool {
    guard let group = groupOfRow[row] else { return false }
    return contradictions.contains { groupOfRow[$0.one.row] == group }
  }

  /// All records that are about the same as this one, itself among them, in the order of their ids.
  public func members(of row: Int64) -> [Int64] {
    groupOfRow[row].map { groups[$0] } ?? [row]
  }
}

extension Journal {
  /// Which records are about the same, by all links that stand.
  ///
  /// Costs the links.
  public func linkedRecords() throws -> LinkedRecords {
    try read { db in try Self.linkedRecords(in: db) }
  }

  /// The other records that are about the same as one, in the order of their ids, those that are gone
  /// too: what protects a person holds, though the page that says so was one too many.
  public func views(linkedTo record: RecordID) throws -> [RecordView] {
    try read { db in
      let links = try Self.linkedRecords(in: db)
      return try RecordReader(for: roster, in: db).views(linkedTo: record, by: links, in: db)
    }
  }

  /// Whether somebody says that two of those that are linked with a record are different.
  public func hasContradictedLinks(_ record: RecordID) throws -> Bool {
    try read { db in
      guard let row = try Self.row(of: record, in: db) else { return false }
      return try Self.linkedRecords(in: db).isContradicted(of: row)
    }
  }

  /// A link of two records of different kinds links nothing, nor does one that names others than
  /// those that its own id follows from.
  static func linkedRecords(in db: Database) throws -> LinkedRecords {
    let rows = try RowStatement(
      """
      SELECT same.value, link.uuid, one.id, one.uuid, other.id, other.uuid FROM same
      JOIN record AS link ON link.id = same.record
      JOIN record AS one ON one.id = same.one JOIN record AS other ON other.id = same.other
      WHERE same.value IN ('same', 'different') AND one.kind = other.kind
      """, in: db)
    var links: [LinkedRecords.Link] = []
    try rows.start()
    while try rows.next() {
      let ids = try [1, 3, 5].map { RecordID(try rows.blob($0, atMost: RecordID.length)) }
      guard let id = ids[0], let one = ids[1], let other = ids[2], one < other,
        RecordID.ofLink(one, other) == id
      else { continue }
      links.append(
        LinkedRecords.Link(
          LinkedRecords.Place(row: try rows.integer(2), id: one),
          LinkedRecords.Place(row: try rows.integer(4), id: other),
          isSame: rows.textIfAny(0) == "same"))
    }
    return LinkedRecords(links)
  }
}

extension RecordReader {
  /// The other records that are about the same as one, also those that are gone.
  func views(
    linkedTo record: RecordID, by links: LinkedRecords, in db: Database
  ) throws -> [RecordView] {
    guard let row = try Journal.row(of: record, in: db) else { return [] }
    return try links.members(of: row).filter { $0 != row }.compactMap(view(ofRow:))
  }
}
