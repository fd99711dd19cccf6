import CaseModel

/// What holds between rows of different fields where all kinds of records are counted together and
/// each kind has its row.
struct WholeReportRelations {
  typealias Rows = [Measure: [String: [(code: String, place: Int)]]]
  private let rows: Rows
  private let kinds: [Kind]
  private let personFields: [String]
  private let isOfUnaskedGender: Bool

  /// Takes the places of counts, by measure and field (of a whole under no field), which of the fields
  /// are of persons, and whether only that is counted whose gender nobody asked.
  init(_ rows: Rows, kinds: [Kind], personFields: [String], isOfUnaskedGender: Bool) {
    self.rows = rows
    self.kinds = kinds
    self.personFields = personFields
    self.isOfUnaskedGender = isOfUnaskedGender
  }

  func add(to publication: inout Publication) {
    guard rows[.times]?["kind"] != nil else { return }
    addRecords(to: &publication)
    addPersons(to: &publication)
    addPeopleMet(to: &publication)
  }

  private func rows(_ measure: Measure, _ field: String) -> [(code: String, place: Int)] {
    rows[measure]?[field] ?? []
  }

  private func cell(_ measure: Measure, _ field: String = "", _ code: String = "") -> [Int] {
    rows(measure, field).filter { $0.code == code }.map(\.place)
  }

  /// The records in which nobody has a page, as each table by a field of persons has them.
  private var unnamed: [[Int]] {
    personFields.map { cell(.times, $0, Dimension.notNamed.stored) }.filter { !$0.isEmpty }
  }

  /// Records in which nobody has a page are the same in all tables by fields of persons, and of
  /// kinds that allow it: of those in which nobody was named, all.
  private func addRecords(to publication: inout Publication) {
    guard let unnamed = unnamed.first else { return }
    for other in self.unnamed.dropFirst() { publication.equal(unnamed, other) }
    let open = kinds.filter { !$0.isOwned }
    publication.atLeast(open.flatMap { cell(.times, "kind", $0.name) }, unnamed)
    guard rows[.persons]?["kind"] != nil else { return }
    let counts = publication.counts
    let named = open.filter { kind in
      cell(.persons, "kind", kind.name).contains { counts[$0] > 0 }
    }
    publication.atLeast(
      unnamed, open.filter { !named.contains($0) }.flatMap { cell(.times, "kind", $0.name) })
    // Then each record has one person, who has one gender.
    if named.isEmpty, rows[.times]?["gender"] != nil {
      publication.equal(cell(.times), rows(.times, "gender").map(\.place))
    }
  }

  /// Persons are never more than the records that each have one, and what else may have several.
  private func addPersons(to publication: inout Publication) {
    guard rows[.persons]?["kind"] != nil else { return }
    for kind in kinds where kind.isOwned {
      publication.atLeast(cell(.times, "kind", kind.name), cell(.persons, "kind", kind.name))
    }
    let inOpenKinds = kinds.filter { !$0.isOwned }.flatMap { cell(.persons, "kind", $0.name) }
    for field in personFields where rows[.times]?[field] != nil {
      for (code, place) in rows(.persons, field) {
        publication.atLeast(cell(.times, field, code) + inOpenKinds, [place])
      }
    }
  }

  /// Everybody who is named at a contact is among the people met there.
  private func addPeopleMet(to publication: inout Publication) {
    publication.equal(cell(.met), cell(.met, "kind", "contact"))
    if isOfUnaskedGender { return }
    publication.atLeast(cell(.met), cell(.persons, "kind", "contact"))
    if let unnamed = unnamed.first {
      publication.atLeast(cell(.met) + unnamed, cell(.times, "kind", "contact"))
    }
    let elsewhere = kinds.filter { $0 != .contact }
    for measure in [Measure.times, .persons] where rows[measure]?["kind"] != nil {
      let others = elsewhere.flatMap { cell(measure, "kind", $0.name) }
      for field in personFields where rows[.met]?[field] != nil {
        // A head-count by gender can be of those named whose gender nobody asked.
        for (code, place) in rows(measure, field)
        where code != "not-named" && (field, code) != ("gender", "not-asked") {
          publication.atLeast(cell(.met, field, code) + others, [place])
        }
      }
    }
  }
}
